"""Headings rendered as Python-Markdown does, but faster: plain ones reuse the HTML of an earlier heading.

Nearly all headings are plain words without Markdown syntax, and rendering them takes most of the time that a generated
page spends in Python-Markdown. If a page has any other heading, Python-Markdown renders all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from html import unescape
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, slugify, unique

# Letters, digits, entities and characters without a meaning in Markdown; one space between words; and the anchor.
_CHARACTER = r"(?:[^\W_]|[,.;:?%/’‘“”–—-]|&(?:#[0-9]{1,6}|amp|lt|gt|quot);)"
_PLAIN = re.compile(rf"(#{{1,6}}) ({_CHARACTER}+(?: {_CHARACTER}+)*)(?: \{{#([^\s{{}}<>&\"']+)\}})?")
# Extensions that do not change how a plain heading is rendered.
_HARMLESS = {"toc", "attr_list", "tables", "fenced_code", "admonition", "def_list", "footnotes", "md_in_html"}
_WORDS, _ANCHOR = "binderywords", "binderyplace"  # stand for both in the HTML of a shape


_MARKS = ("#", "##", "###", "####", "#####", "######")


class HeadingShape(NamedTuple):
    """The HTML of any plain heading of one level.

    Attributes:
        html: the HTML, with placeholders for the words and the anchor.
        level: level in the table of contents; None if it is not listed there.
    """

    html: str
    level: int | None

    def filled(self, words: str, anchor: str) -> str:
        """The HTML of a heading."""
        return words.join(part.replace(_ANCHOR, anchor) for part in self.html.split(_WORDS))


class Headings:
    """Renders headings with the extensions of a site.

    Args:
        make_reader: makes Python-Markdown as mkdocs.yml configures it; called when a heading needs it.
        extensions: names of its extensions.
        shapes: the shapes that `all_shapes` returned for the same extensions and settings.
        separator: what `separator` was for them.
    """

    def __init__(
        self,
        make_reader: Callable[[], Markdown],
        extensions: Iterable[str],
        shapes: Mapping[str, HeadingShape] | None = None,
        separator: str | None = None,
    ) -> None:
        self._make_reader = make_reader
        self._separator = separator
        self._is_simple = set(extensions) <= _HARMLESS
        self._shapes = dict(shapes or {})

    @cached_property
    def _reader(self) -> Markdown:
        return self._make_reader()

    @cached_property
    def _toc(self) -> TocTreeprocessor | None:
        """What makes the table of contents, and an anchor of the words of a heading that has none."""
        return next(
            (step for step in self._reader.treeprocessors if isinstance(step, TocTreeprocessor)), None
        )

    @property
    def separator(self) -> str | None:
        """What stands between the words of an anchor; None where anchors are not made as Python-Markdown makes them."""
        toc = self._toc
        return str(toc.sep) if toc and toc.slugify is slugify else None

    def all_shapes(self) -> dict[str, HeadingShape]:
        """The shapes of the headings of each level, by number signs; none where all headings have to be rendered."""
        return {marks: self._shape(marks) for marks in _MARKS} if self._is_simple and self._toc else {}

    def read(self, lines: Sequence[str]) -> tuple[str, list[Any]]:
        """Renders the headings of a page.

        Args:
            lines: the headings as Markdown, such as `## Deaths {#deaths}`.

        Returns:
            Their HTML, one on each line, and the tokens of the table of contents.
        """
        plain = [_PLAIN.fullmatch(line) for line in lines]
        if not self._is_simple or None in plain or not (self._shapes or self._toc):
            return self._render("\n\n".join(lines))
        return self._fill_shapes([(match[1], match[2], match[3] or "") for match in plain if match])

    def _fill_shapes(self, headings: list[tuple[str, str, str]]) -> tuple[str, list[Any]]:
        """Renders plain headings.

        Args:
            headings: of each heading, its number signs, its words, and its anchor, which may be empty.

        Returns:
            Their HTML and the tokens of the table of contents, as `read` does.
        """
        used = {anchor for _, _, anchor in headings if anchor}
        made: list[str] = []
        tokens: list[Any] = []
        for marks, words, written in headings:
            shape = self._shape(marks)
            anchor = written or unique(self._slug(words), used)
            made.append(shape.filled(words, anchor))
            if shape.level is not None:
                tokens.append({"level": shape.level, "id": anchor, "name": words})
        return "\n".join(made), nest_toc_tokens(tokens)

    def _slug(self, words: str) -> str:
        """The anchor that the table of contents makes of the words of a heading."""
        if self._separator is not None:
            return slugify(unescape(words), self._separator)
        toc = self._toc
        return str(toc.slugify(unescape(words), toc.sep)) if toc else ""

    def _shape(self, marks: str) -> HeadingShape:
        """The HTML of headings with these number signs, such as `##`."""
        if marks not in self._shapes:
            html, tokens = self._render(f"{marks} {_WORDS} {{#{_ANCHOR}}}")
            self._shapes[marks] = HeadingShape(html, tokens[0]["level"] if tokens else None)
        return self._shapes[marks]

    def _render(self, outline: str) -> tuple[str, list[Any]]:
        """Renders Markdown with Python-Markdown."""
        self._reader.reset()
        html = self._reader.convert(outline)
        return html, getattr(self._reader, "toc_tokens", [])
