"""The rows of tables in Markdown: their cells, and the line of hyphens below the heading."""

from __future__ import annotations

import re

_DELIMITERS = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_PIPE = re.compile(r"\\.|(?P<code>`+)(?:.*?[^`])(?P=code)(?!`)|(?P<pipe>\|)")


def is_delimiters(words: str) -> bool:
    """Whether a line is the second line of a table."""
    return "|" in words and "-" in words and bool(_DELIMITERS.match(words))


def cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    row = row.strip()
    pipes = [match.start() for match in _PIPE.finditer(row) if match["pipe"]]
    parts, at = [], 0
    for pipe in pipes:
        parts.append(row[at:pipe])
        at = pipe + 1
    parts.append(row[at:])
    if pipes and not parts[0].strip():
        parts = parts[1:]
    return parts[:-1] if pipes and pipes[-1] == len(row) - 1 else parts


def cell_count(number: int) -> str:
    """A number of cells in words."""
    return f"{number} cell{'' if number == 1 else 's'}"
