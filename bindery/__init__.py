"""Bindery binds every statement of a briefing to the sources it rests on, and the pages into a site."""

__version__ = "0.1.0"
