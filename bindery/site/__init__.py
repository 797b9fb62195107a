"""All that knows MkDocs: its plugin, its settings, and a faster way to the same pages."""
