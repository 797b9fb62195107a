"""A source as a reference: in words, in the formats of other programs, and read from those formats."""
