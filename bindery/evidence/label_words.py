"""Words that say what a figure is of, in all languages together: what became of people, pairs of things, and idle words."""

from __future__ import annotations

from bindery.text.frames import fates, frame_words

FATES = fates("")
"""What became of people: each word with the English one for it, so that languages can be compared."""
PAIRED = frame_words("", "paired")
"""Words of which a text often has another one for another figure: `the oldest was 91, the youngest 4`."""
IDLE = frame_words("", "idle") | frame_words("", "times")
"""Words that say nothing of what a figure is of."""
