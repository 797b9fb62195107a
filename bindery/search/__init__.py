"""The search index: an entry for each claim, source, section, event and name."""
