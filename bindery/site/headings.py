"""Headings rendered as Python-Markdown does, but faster: plain ones reuse the HTML of an earlier heading.

Nearly all headings are plain words without Markdown syntax, and rendering them takes most of the time that a generated
page spends in Python-Markdown. If a page has any other heading, Python-Markdown renders all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, unique

# Letters, digits, entities and characters without a meaning in Markdown; one space between words; and the anchor.
_CHARACTER = r"(?:[^\W_]|[,.;:?%/’‘“”–—-]|&(?:#[0-9]{1,6}|amp|lt|gt|quot);)"
_PLAIN = re.compile(rf"(#{{1,6}}) ({_CHARACTER}+(?: {_CHARACTER}+)*)(?: \{{#([^\s{{}}<>&\"']+)\}})?")
# Extensions that do not change how a plain heading is rendered.
_HARMLESS = {"toc", "attr_list", "tables", "fenced_code", "admonition", "def_list", "footnotes", "md_in_html"}
_WORDS, _ANCHOR = "binderywords", "binderyplace"  # stand for both in the HTML of a shape


@dataclass(frozen=True)
class _Shape:
    """The HTML of any plain heading of one level.

    Attributes:
        html: the HTML, with placeholders for the words and the anchor.
        level: level in the table of contents; None if it is not listed there.
    """

    html: str
    level: int | None

    def filled(self, words: str, anchor: str) -> str:
        return words.join(part.replace(_ANCHOR, anchor) for part in self.html.split(_WORDS))


class Headings:
    """Renders headings with the extensions of a site.

    Args:
        reader: Python-Markdown, as mkdocs.yml configures it.
        extensions: names of its extensions.
    """

    def __init__(self, reader: Markdown, extensions: Iterable[str]) -> None:
        self.reader = reader
        found = next((step for step in reader.treeprocessors if isinstance(step, TocTreeprocessor)), None)
        self.toc = found if set(extensions) <= _HARMLESS else None
        self.shapes: dict[str, _Shape] = {}

    def read(self, lines: Sequence[str]) -> tuple[str, list[Any]]:
        """Renders the headings of a page.

        Args:
            lines: the headings as Markdown, such as `## Deaths {#deaths}`.

        Returns:
            Their HTML, one on each line, and the tokens of the table of contents.
        """
        plain = [_PLAIN.fullmatch(line) for line in lines]
        if self.toc is None or None in plain:
            return self._render("\n\n".join(lines))
        return self._fill_shapes([(match[1], match[2], match[3] or "") for match in plain if match], self.toc)

    def _fill_shapes(
        self, headings: list[tuple[str, str, str]], toc: TocTreeprocessor
    ) -> tuple[str, list[Any]]:
        """Renders plain headings.

        Args:
            headings: of each heading, its number signs, its words, and its anchor, which may be empty.
            toc: makes an anchor of the words of a heading that has none.

        Returns:
            Their HTML and the tokens of the table of contents, as `read` does.
        """
        used = {anchor for _, _, anchor in headings if anchor}
        made: list[str] = []
        tokens: list[Any] = []
        for marks, words, written in headings:
            shape = self._shape(marks)
            anchor = written or unique(toc.slugify(unescape(words), toc.sep), used)
            made.append(shape.filled(words, anchor))
            if shape.level is not None:
                tokens.append({"level": shape.level, "id": anchor, "name": words})
        return "\n".join(made), nest_toc_tokens(tokens)

    def _shape(self, marks: str) -> _Shape:
        """The HTML of headings with these number signs, such as `##`."""
        if marks not in self.shapes:
            html, tokens = self._render(f"{marks} {_WORDS} {{#{_ANCHOR}}}")
            self.shapes[marks] = _Shape(html, tokens[0]["level"] if tokens else None)
        return self.shapes[marks]

    def _render(self, outline: str) -> tuple[str, list[Any]]:
        """Renders Markdown with Python-Markdown."""
        self.reader.reset()
        html = self.reader.convert(outline)
        return html, getattr(self.reader, "toc_tokens", [])
