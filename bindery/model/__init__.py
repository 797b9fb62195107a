"""What a briefing is made of: its fields, its blocks, and every fixed list of words."""
