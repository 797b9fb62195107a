"""A skeleton of a briefing made from a Word document: its sections, its paragraphs and what they cite."""
