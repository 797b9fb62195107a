"""Finds lines that begin in the wrong column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.reading.field_tree import known_keys
from bindery.reading.syntax_stop import Mistake, SyntaxStop
from bindery.reading.written_lines import WrittenLine, line_above

_ONLY_KEY = re.compile(r"[ ]*(?:- +)*(?P<key>[A-Za-z_][\w-]*):[ \t]*(?P<sign>[|>][-+\d]*)?[ \t]*(?:#.*)?$")


def text_below_key(stop: SyntaxStop) -> Mistake | None:
    """A text that should be below its key, but is not indented."""
    if not stop.says("could not find expected ':'", "did not find expected key"):
        return None
    line = stop.first if stop.says("could not find expected ':'") else stop.line
    above = line_above(line)
    match = _ONLY_KEY.match(above.words) if above else None
    if above is None or match is None or line.key or line.words.lstrip().startswith("- "):
        return None
    column = match.start("key")
    if line.indent > column:
        return None
    sign = f" {match['sign']}" if match["sign"] else ""
    return Mistake(
        f"this text is not indented below `{match['key']}:{sign}`",
        line.words_span(),
        f"begin each line of the text in column {column + 3}, two further right than `{match['key']}`",
    )


def too_deep(stop: SyntaxStop) -> Mistake | None:
    """A key that begins further right than the keys above it."""
    line, above = stop.line, line_above(stop.line)
    if not stop.says("mapping values are not allowed") or above is None or not line.key:
        return None
    if line.indent <= above.lead and not above.words.lstrip().startswith("- "):
        return None
    if line.key not in known_keys():
        return Mistake(
            f"`{line.key}:` with a space is read as a key, but it is within a text",
            line.span(line.lead, line.lead + len(line.key) + 1),
            "put quotation marks around the whole text; or write `|` after its key, and the text indented below it",
        )
    return _in_column(line, _best_column(line) or (above.lead, above))


def uneven(stop: SyntaxStop) -> Mistake | None:
    """A key or a hyphen that begins in no column of those above it."""
    line = stop.line
    if not stop.says("did not find expected key", "did not find expected '-' indicator"):
        return None
    is_item = line.words.lstrip().startswith(("- ", "-\n")) or line.words.strip() == "-"
    if stop.column != line.indent or not (line.key or is_item):
        return None
    best = _best_column(line)
    return _in_column(line, best) if best else None


def _in_column(line: WrittenLine, best: tuple[int, WrittenLine]) -> Mistake:
    """The mistake that a line does not begin in the column of its neighbours.

    Args:
        line: the line.
        best: the column in which it should begin, from 0, and a line that has a key or hyphen there.
    """
    column, other = best
    item = line.words.lstrip().startswith("-")
    what = "`-`" if item else f"`{line.key}`"
    like = "the `-`" if item else f"`{other.key or other.words.strip()[:20]}`"
    if column == line.indent:
        return Mistake(
            f"{what} cannot stand here: it is not at the level of what is above it",
            line.span(line.indent, max(line.lead + len(line.key), line.indent + 1)),
            "indent the keys of one thing, and the hyphens of one list, by the same number of spaces",
        )
    side = "right" if line.indent > column else "left"
    return Mistake(
        f"{what} begins in column {line.indent + 1}, too far {side}",
        line.span(line.indent, max(line.lead + len(line.key), line.indent + 1)),
        f"begin it in column {column + 1}, as {like} in line {other.number} does",
    )


def _best_column(line: WrittenLine) -> tuple[int, WrittenLine] | None:
    """The column, from 0, in which a key or hyphen of a line most likely belongs, and a line above that has one there.

    It is the nearest of the columns that are open above the line. Of two as near, it is the deeper one.
    """
    item = line.words.lstrip().startswith("-")
    columns = list(_open_columns(line, items=item))
    if not columns:
        return None
    return min(columns, key=lambda found: (abs(found[0] - line.indent), -found[0]))


def _open_columns(line: WrittenLine, *, items: bool) -> Iterator[tuple[int, WrittenLine]]:
    """The columns of the keys, or of the hyphens, of everything that is open above a line, nearest line first.

    Args:
        line: the line.
        items: whether the columns of hyphens are wanted.
    """
    least = 1_000_000
    above = line_above(line)
    while above and least > 0:
        hyphen = above.words.lstrip().startswith("- ")
        if above.key and above.lead < least:
            if not items:
                yield above.lead, above
            least = above.lead
        if hyphen and above.indent < least:
            if items:
                yield above.indent, above
            least = above.indent
        above = line_above(above)
