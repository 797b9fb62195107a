"""Finds what a snapshot has to say where its words are: numbered headings, time codes, captions and printed page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from bindery.evidence.provisions import provision_numbers
from bindery.text.marks import HEADING_END, NO_LEVEL, cue_mark, heading_mark
from bindery.text.section_numbers import (
    KIND,
    NUMBER,
    NUMBER_IN_WORDS,
    NUMBER_WORD,
    ascii_digits,
    number_of_heading,
)

_HASHES = re.compile(r"^(#{1,6})[ \t]+(.*\S.*)$", re.MULTILINE)
_NAMED_LINE = re.compile(
    rf"^[ \t]*((?:{KIND}\.?[ \t]*{NUMBER_WORD}(?:{NUMBER}|{NUMBER_IN_WORDS})|[第제][ \t]?\w{{1,6}}[ \t]?[条條章節节部編编조장절부])"
    r"(?!\w)(?:[ \t]*[.:)（(—–۔、-]*[ \t]*(?=[^\W\d_])(?P<title>[^\n]{0,90}))?)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BARE_LINE = re.compile(
    r"^[ \t]*((?P<number>\d{1,3}(?:\.\d{1,3})*)\.?[ \t]+(?P<title>[^\W\d_][^\n]{0,90}))[ \t\r]*$",
    re.MULTILINE,
)
_SENTENCE_END = (".", ",", ";", ":", "!", "?", "؟", "۔", "。", "،", "…")
_LEADERS = re.compile(r"\.{4,}|(?: \.){4,}|…{2,}|\d$")  # of a table of contents, or its page number

_CODE = r"(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?"
_TIMED_LINE = re.compile(
    rf"^[ \t]*[\[(<]?(?P<code>{_CODE})(?!\d|:\d)[\])>]?(?:[ \t]*(?:-->|[–—-])[ \t]*{_CODE})?[^\S\n]*",
    re.MULTILINE,
)
_FEWEST_CUES = 2
_TIMING = re.compile(rf"^[ \t]*(?P<code>{_CODE})[ \t]*-->[ \t]*{_CODE}[^\n]*$")
_TAG = re.compile(r"<[^<>\n]*>|\{\\[^{}\n]*\}")

_FEWEST_PAGES = 2  # pages on which printed numbers must agree
_FOLIO = re.compile(r"^\W*(\d{1,4})\b|\b(\d{1,4})\W*$")


def with_marks(text: str) -> str:
    """A plain text, or all words of a PDF, with marks at its headings and time codes."""
    places = sorted([*_heading_places(text), *_cue_places(text)])
    parts: list[str] = []
    at = 0
    for offset, mark in places:
        parts += (text[at:offset], mark)
        at = offset
    return "".join([*parts, text[at:]])


def seconds_of(code: str) -> int:
    """A time code such as `1:02:03` in whole seconds."""
    whole = re.split("[.,]", ascii_digits(code))[0]
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def transcript_texts(text: str) -> list[str]:
    """A plain text with marks, and, if it is a transcript, its words without the time codes."""
    timed = _timed_lines(text)
    if not timed:
        return [with_marks(text)]
    parts: list[str] = []
    at = 0
    for match in timed:
        parts += (text[at : match.start()], cue_mark(seconds_of(match["code"])))
        at = match.end()
    return [with_marks(text), "".join([*parts, text[at:]])]


def caption_text(text: str) -> str:
    """The words of captions (WebVTT or SubRip), with a mark at each time."""
    parts: list[str] = []
    last = ""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    for code, words in filter(None, map(_caption, blocks)):
        new = [line for before, line in pairwise([last, *words]) if line != before]
        if new:  # captions that roll up repeat each line
            parts.append(cue_mark(seconds_of(code)) + "\n".join(new))
            last = new[-1]
    return "\n".join(parts)


def _caption(block: str) -> tuple[str, list[str]] | None:
    """The time code and the lines of a caption; None for a block that is none."""
    lines = block.strip("\n").split("\n")
    for number, line in enumerate(lines):
        if match := _TIMING.match(line):
            said = (unescape(_TAG.sub("", words)).strip() for words in lines[number + 1 :])
            return match["code"], [words for words in said if words]
    return None


def _timed_lines(text: str) -> list[re.Match[str]]:
    """The lines that begin with a time code, if they make the text a transcript: several, and in order of time."""
    found = list(_TIMED_LINE.finditer(text))
    times = [seconds_of(match["code"]) for match in found]
    if len(found) < _FEWEST_CUES or any(one > following for one, following in pairwise(times)):
        return []
    return found


def _cue_places(text: str) -> Iterator[tuple[int, str]]:
    for match in _timed_lines(text):
        yield match.start(), cue_mark(seconds_of(match["code"]))


def _heading_places(text: str) -> Iterator[tuple[int, str]]:
    """The offset of each heading's start and end, with the marks to put there."""
    hashes = list(_HASHES.finditer(text))
    for match in hashes:
        yield match.start(2), heading_mark(len(match[1]))
        yield match.end(2), HEADING_END
    named = [match for match in _NAMED_LINE.finditer(text) if _is_named_heading(match)]
    bare = [] if hashes else _numbered_lines(text)
    taken = {match.start() for match in hashes}
    for match in (*named, *bare):
        if match.start() not in taken:
            taken.add(match.start())
            yield match.start(1), heading_mark(NO_LEVEL)
            yield match.end(1), HEADING_END
    lines = {text.rfind("\n", 0, offset) + 1 for offset in taken}
    for start, end in provision_numbers(text):
        if text.rfind("\n", 0, start) + 1 not in lines:
            yield start, heading_mark(NO_LEVEL)
            yield end, HEADING_END


def _is_named_heading(match: re.Match[str]) -> bool:
    """Whether a line such as `Article 5` is a heading, and not a line of a sentence that begins with these words."""
    title = match["title"] or ""
    number = number_of_heading(match[1])
    return bool(number) and (not title or (_is_title(title) and _begins_as_title(match, title)))


def _begins_as_title(match: re.Match[str], title: str) -> bool:
    """Whether a title begins with a capital; where a script has none, a mark must part it from the number."""
    if title[0].isupper():
        return True
    before = match[1][: len(match[1]) - len(title)].rstrip()
    return not title[0].islower() and before[-1:] in ".:)（(—–۔、-"


def _is_title(title: str) -> bool:
    return not title.rstrip().endswith(_SENTENCE_END) and not _LEADERS.search(title.rstrip())


def _numbered_lines(text: str) -> list[re.Match[str]]:
    """The lines such as `3.2 Findings` that are headings, as far as their numbers and their neighbours show it.

    Numbered lines next to each other are a list or a table of contents. A number without a dot counts only if all numbers
    before it, from 1, have a line too.
    """
    found = [
        match
        for match in _BARE_LINE.finditer(text)
        if not match["title"][0].islower() and _is_title(match["title"])
    ]
    in_list = _in_lists(text, found)
    found = [match for match in found if match.start() not in in_list]
    last = 0
    for match in found:
        if match["number"] == str(last + 1):
            last += 1
    return [match for match in found if "." in match["number"] or int(match["number"]) <= last]


def _in_lists(text: str, lines: Sequence[re.Match[str]]) -> set[int]:
    """The offsets of those numbered lines that are next to another one; a section may begin with its first part."""
    found: set[int] = set()
    for one, following in pairwise(lines):
        between = text[one.end() : following.start()]
        if between.count("\n") != 1 or between.strip():
            continue
        if not following["number"].startswith(one["number"] + "."):
            found |= {one.start(), following.start()}
        elif one.start() in found:
            found.add(following.start())
    return found


def page_labels(data: bytes, pages: Sequence[str]) -> tuple[str, ...]:
    """The number printed on each page of a PDF; empty when it is that of the page in the file.

    They are those that the PDF itself gives, or else those in the first or last line of most pages.

    Args:
        data: the PDF.
        pages: the text of each page.
    """
    given = _labels_in_file(data)
    plain = tuple(str(number) for number in range(1, len(pages) + 1))
    if any(given) and given != plain:
        return given
    printed = _printed_numbers(pages)
    return () if printed == plain else printed


def _labels_in_file(data: bytes) -> tuple[str, ...]:
    import pypdfium2  # noqa: PLC0415  only PDFs need it

    try:
        with pypdfium2.PdfDocument(data) as document:
            return tuple(document.get_page_label(number).strip() for number in range(len(document)))
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return ()


def _printed_numbers(pages: Sequence[str]) -> tuple[str, ...]:
    """The printed number of each page, if most pages show one that is the same number of pages away from their own."""
    counts: Counter[int] = Counter()
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.strip().split("\n")]
        ends = {found for line in (lines[0], lines[-1]) for found in _FOLIO.findall(line)}
        counts.update({int(one or other) - number for one, other in ends})
    offset, agreed = counts.most_common(1)[0] if counts else (0, 0)
    if agreed < _FEWEST_PAGES or 2 * agreed <= len(pages):
        return ()
    return tuple(str(number + offset) if number + offset > 0 else "" for number in range(1, len(pages) + 1))
