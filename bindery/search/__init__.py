"""What the search finds: an entry for each claim, source, section, event and name."""
