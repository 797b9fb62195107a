"""Stored copies that are more than a text: each module of this package reads one kind, as a web page or as a text."""
