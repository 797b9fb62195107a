"""The headings of a page as Python-Markdown reads them: plain ones take the shape of one that it has read before.

Nearly all headings are words that hold no mark of Markdown's, and reading them is most of what it would still be
asked. A page with any other heading is read by Python-Markdown itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, unique

# Letters, digits, entities and signs that mean nothing to Markdown, one blank between words; and the anchor.
_SIGN = r"(?:[^\W_]|[,.;:?%/’‘“”–—-]|&(?:#[0-9]{1,6}|amp|lt|gt|quot);)"
_PLAIN = re.compile(rf"(#{{1,6}}) ({_SIGN}+(?: {_SIGN}+)*)(?: \{{#(_?[A-Za-z0-9-]+)\}})?")
# With these a heading of such words is read as it is without them.
_HARMLESS = {"toc", "attr_list", "tables", "fenced_code", "admonition", "def_list", "footnotes", "md_in_html"}
_WORDS, _PLACE = "binderywords", "binderyplace"


@dataclass(frozen=True)
class _Shape:
    """What a heading of one level becomes.

    Attributes:
        html: its HTML, with marks where its words and its anchor stand.
        level: under which it is listed; None when it is not.
    """

    html: str
    level: int | None

    def filled(self, words: str, place: str) -> str:
        return words.join(part.replace(_PLACE, place) for part in self.html.split(_WORDS))


class Headings:
    """Headings read by a site's reader of Markdown.

    Args:
        reader: as the site sets it up.
        extensions: those it has, by their names.
    """

    def __init__(self, reader: Markdown, extensions: Iterable[str]) -> None:
        self.reader = reader
        found = next((step for step in reader.treeprocessors if isinstance(step, TocTreeprocessor)), None)
        self.toc = found if set(extensions) <= _HARMLESS else None
        self.shapes: dict[str, _Shape] = {}

    def read(self, lines: Sequence[str]) -> tuple[str, list[Any]]:
        """The HTML of the headings of a page, one a line, and the tokens of its table of contents."""
        plain = [_PLAIN.fullmatch(line) for line in lines]
        if self.toc is None or None in plain:
            return self._read("\n\n".join(lines))
        return self._taken([(match[1], match[2], match[3] or "") for match in plain if match], self.toc)

    def _taken(self, headings: list[tuple[str, str, str]], toc: TocTreeprocessor) -> tuple[str, list[Any]]:
        """The same of plain headings: the level as it is written, the words, and the anchor where there is one."""
        used = {place for _, _, place in headings if place}
        made: list[str] = []
        tokens: list[Any] = []
        for marks, words, said in headings:
            shape = self._shape(marks)
            place = said or unique(toc.slugify(unescape(words), toc.sep), used)
            made.append(shape.filled(words, place))
            if shape.level is not None:
                tokens.append({"level": shape.level, "id": place, "name": words})
        return "\n".join(made), nest_toc_tokens(tokens)

    def _shape(self, marks: str) -> _Shape:
        if marks not in self.shapes:
            html, tokens = self._read(f"{marks} {_WORDS} {{#{_PLACE}}}")
            self.shapes[marks] = _Shape(html, tokens[0]["level"] if tokens else None)
        return self.shapes[marks]

    def _read(self, outline: str) -> tuple[str, list[Any]]:
        self.reader.reset()
        html = self.reader.convert(outline)
        return html, getattr(self.reader, "toc_tokens", [])
