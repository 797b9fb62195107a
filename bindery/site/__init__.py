"""Everything that knows MkDocs: the plugin, its settings, and a faster way to the same pages."""
