"""Bindery binds every statement of a briefing to the sources it rests on, and the pages into a site."""

DISTRIBUTION = "bindery-briefings"  # the name on PyPI, where `bindery` is another project
__version__ = "0.1.0"
