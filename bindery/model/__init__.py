"""What a briefing consists of: its fields, its blocks, and every fixed list of words."""
