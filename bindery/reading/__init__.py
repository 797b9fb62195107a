"""Files become briefings: YAML with places, prose with citations, everything sorted by where it lies."""
