"""Replaces the text of a finished page and keeps the frame round it, for a preview and a fast build.

A page of the site is a frame with the page's own text in it. The frame depends on little: titles, headings, a few
facts. While these stay the same, a page with a new text is the old page with the text replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, Any

from bindery.html.csp import styles_to_classes
from bindery.html.material_fixes import fix_text
from bindery.html.page_parts import PageParts, TextSigns, take_apart, text_signs

if TYPE_CHECKING:
    from bindery.pages.render import Page

_STYLE = re.compile(r' style="[^"]*"')
_LINKED_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
# Beginning with a line break is much faster than `^`.
_HEADING = re.compile(r'\n(<h[1-6] id="([^"]*)"[^>]*>(.*)</h[1-6]>)$', re.MULTILINE)
_LINK = re.compile(r'<a class="headerlink".*?</a>$')
_TAG = re.compile(r"<[^>]+>")


class SpliceError(ValueError):
    """The new text of a page does not fit into the page of the last site.

    Raised by `splice_text`, where the page's headings or anything else that its frame is made from have changed.
    Caught by `IncrementalBuild`, which turns it into a `RebuildError`: everything is built.
    """


@dataclass(frozen=True)
class TextSlot:
    """Where the text of a page is in its file.

    Attributes:
        file: path of the page on the site, such as `heat/claims/index.html`.
        frame: hash of everything that the frame is made from, as `frame_hash` gives it.
        start: offset of the text's first character in the file.
        end: offset after its last character.
    """

    file: str
    frame: str
    start: int
    end: int


def frame_hash(page: Page, parts: PageParts, text: str, seen: TextSigns) -> str:
    """A hash of everything that the frame of a generated page is made from: 24 hexadecimal digits.

    Args:
        page: the page as the edition has it.
        parts: the page's headings and HTML, as `take_apart` gives them.
        text: the page's text as HTML, before it is finished.
        seen: the result of `text_signs` for the text.
    """
    styles = () if seen.plain else _STYLE.findall(text)
    data, rest = _linked_data(page)
    meta = {**page.meta, "share": {**rest, "linked_data": bool(data)}}
    facts = (page.path, meta, page.changed, parts.headings, seen.signs, styles)
    return sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _linked_data(page: Page) -> tuple[str, dict[str, Any]]:
    """The JSON-LD of a page, empty if it has none, and the rest of its `share` metadata."""
    rest = dict(page.meta.get("share", {}))
    return str(rest.pop("linked_data", "")), rest


def find_slot(
    words: str, output: str, headings: list[tuple[str, str]], start: int | None = None
) -> tuple[int, int] | None:
    """Finds the text of a page in the finished page.

    Args:
        words: finished HTML of the text.
        output: finished HTML of the whole page.
        headings: title and anchor of each heading in the page's table of contents, in order.
        start: offset of the text in the page, if it is known.

    Returns:
        The offsets of the text's first character and of the character after its last. None if the text is not found
        exactly once, or has other headings.
    """
    if start is None:
        start = output.find(words)
        if start < 0 or output.find(words, start + 1) >= 0:
            return None
    return (start, start + len(words)) if headings_in(words) == headings else None


def headings_in(words: str) -> list[tuple[str, str]]:
    """The title and the anchor of each heading in a finished text, in reading order."""
    return [(_plain_text(match[3]), match[2]) for match in _HEADING.finditer(f"\n{words}")]


def _plain_text(html: str) -> str:
    """The text of a heading, without tags and without the link to itself."""
    return unescape(_TAG.sub("", _LINK.sub("", html)))


def splice_text(page: Page, slot: TextSlot, before: str) -> tuple[str, TextSlot]:
    """The old file of a page with a new text.

    Args:
        page: the page with its new text, as the edition has it.
        slot: where the old text is in the file.
        before: the old file as HTML.

    Returns:
        The new file as HTML, and where the new text is in it.

    Raises:
        SpliceError: what the frame is made from has changed.
    """
    parts = take_apart(page.markdown)
    lines = [match[1] for match in _HEADING.finditer(f"\n{before[slot.start : slot.end]}")]
    if len(lines) != len(parts.headings):
        raise SpliceError(page.path)
    text = parts.filled("\n".join(lines))
    if frame_hash(page, parts, text, text_signs(text)) != slot.frame:
        raise SpliceError(page.path)
    words = text_in_page(text)
    head = before[: slot.start]
    data, _ = _linked_data(page)
    if data:
        head, times = _LINKED_DATA.subn(lambda found: f"{found[1]}{data}{found[3]}", head)
        if times != 1:
            raise SpliceError(page.path)
    new = replace(slot, start=len(head), end=len(head) + len(words))
    return head + words + before[slot.end :], new


def text_in_page(content: str) -> str:
    """The text of a page, finished: what the finished page contains.

    Args:
        content: the text as HTML, as Markdown gives it.
    """
    html, _ = styles_to_classes(fix_text(content))
    return html


__all__ = ["SpliceError", "TextSlot", "find_slot", "frame_hash", "headings_in", "splice_text", "text_in_page"]
