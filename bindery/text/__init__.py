"""Words and figures as they stand in a text: places in it, dates, numbers, spelling, escaping, and what a problem is."""
