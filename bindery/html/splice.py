"""The words of a finished page exchanged for others, while all that stands round them stays.

A page of the site is a frame with the page's own words in it. What the frame is made from is small: titles, headings,
a few facts. While these stay the same, a page with new words is the page as it was, with the new ones in their place.
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
_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
# A line break is found much sooner than any start of a line.
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
    """Where the words of a page stand in it.

    Attributes:
        file: of the page, on the site.
        frame: hash of what is round them is made from.
        start: the first character of them in the file.
        end: the one after the last.
    """

    file: str
    frame: str
    start: int
    end: int


def frame_hash(page: Page, parts: PageParts, text: str, seen: TextSigns) -> str:
    """The hash of what the frame of a generated page is made from.

    Args:
        page: it.
        parts: its parts.
        text: its text, as HTML.
        seen: what that looks like.
    """
    styles = () if seen.plain else _STYLE.findall(text)
    data, said = _data_of(page)
    meta = {**page.meta, "share": {**said, "linked_data": bool(data)}}
    facts = (page.path, meta, page.changed, parts.headings, seen.signs, styles)
    return sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _data_of(page: Page) -> tuple[str, dict[str, Any]]:
    """What a page tells machines of its briefing, and what else is said of it where it is shared."""
    said = dict(page.meta.get("share", {}))
    return str(said.pop("linked_data", "")), said


def find_slot(
    words: str, output: str, headings: list[tuple[str, str]], start: int | None = None
) -> tuple[int, int] | None:
    """Where the words of a page stand in the finished page; None where they cannot be told from the rest.

    Args:
        words: of the page, finished.
        output: the page.
        headings: the words of each heading that is listed among its contents, and its anchor.
        start: where they stand, if that is known.
    """
    if start is None:
        start = output.find(words)
        if start < 0 or output.find(words, start + 1) >= 0:
            return None
    return (start, start + len(words)) if headings_in(words) == headings else None


def headings_in(words: str) -> list[tuple[str, str]]:
    """The words of each heading and its anchor, in reading order."""
    return [(_words(match[3]), match[2]) for match in _HEADING.finditer(f"\n{words}")]


def _words(html: str) -> str:
    return unescape(_TAG.sub("", _LINK.sub("", html)))


def splice_text(page: Page, slot: TextSlot, before: str) -> tuple[str, TextSlot]:
    """A page with its new words, and where they stand.

    Args:
        page: as it is now.
        slot: where its words stood.
        before: the page's file as it was.

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
    data, _ = _data_of(page)
    if data:
        head, times = _DATA.subn(lambda found: f"{found[1]}{data}{found[3]}", head)
        if times != 1:
            raise SpliceError(page.path)
    new = replace(slot, start=len(head), end=len(head) + len(words))
    return head + words + before[slot.end :], new


def text_in_page(content: str) -> str:
    """The words of a page as they stand in the finished page."""
    html, _ = styles_to_classes(fix_text(content))
    return html


__all__ = ["SpliceError", "TextSlot", "find_slot", "frame_hash", "headings_in", "splice_text", "text_in_page"]
