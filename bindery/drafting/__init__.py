"""Word documents read: a skeleton of a briefing made from one, and what reviewers changed in one."""
