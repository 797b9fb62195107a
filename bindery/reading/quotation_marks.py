"""The quotation marks of every language, and the quotation that a part of a citation has between them.

Marks are read from left to right. One that opens a quotation needs one that closes it, since words that look quoted and
are not compared would mislead readers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What closes a quotation that a mark opens. Marks that are also apostrophes or primes are below.
CLOSERS = {
    '"': '"',
    "＂": "＂",
    "“": "”",
    "”": "”“",  # Swedish, Finnish; and as Arabic, Persian and Urdu are often typed
    "„": "“”",
    "‟": "”",
    "⹂": "”“",
    "«": "»",
    "»": "«»",  # Danish and German, Finnish
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "〝": "〞〟",
    "❝": "❞",
    "❮": "❯",
    "《": "》",
    "〈": "〉",
    "″": "″",
    "״": "״",
    "❛": "❜",
    "‘": "’",
    "‚": "‘’",
    "‛": "’",
    "’": "’‘",
    "'": "'",
    "＇": "＇",
}
_SINGLE = frozenset("‘‚‛’'＇")  # closed by a mark that is also an apostrophe
_TITLES = frozenset("《〈")  # of works; a quotation only if they are round the whole of it
_AFTER_BLANK = frozenset("\"＂”»›″״’'＇")  # open a quotation only at the beginning of a word
_BREADCRUMBS = frozenset("»›")  # between steps of a path, with a space on both sides
_ONLY_CLOSE = frozenset("”»›」』｣〞〟❞❯❜")
_TYPED = "`<,"
_TYPED_MARK = re.compile(
    r"`|(?:<<|,,)\s?\w"
)  # marks that are typed with other keys: ``words'', <<words>>, ,,words''
_ANY_MARK = re.compile(f"[{re.escape(''.join(sorted({*CLOSERS, *_ONLY_CLOSE, *_TYPED})))}]")
_EDGE = re.compile(r"\s*(?:$|[,;.)\]:!?،؛。，；])")
_MEASURE = re.compile(r"\s*[-–—x×]?\s*\d[\d'’′.,]*")
_BEGINS_SOURCE = re.compile(r";\s*-?@")


class QuotedRange(NamedTuple):
    """A quotation in a text.

    Attributes:
        start: offset of the mark that opens it.
        end: offset after the mark that closes it; 0 where no mark does.
    """

    start: int
    end: int


def quoted_ranges(text: str) -> list[QuotedRange]:
    """Every quotation in a text, and as the last one a mark without its partner if there is one.

    Args:
        text: the part of a citation after the source, or all of the citation.
    """
    first = _ANY_MARK.search(text)
    if not first:
        return []
    found: list[QuotedRange] = []
    unclosed = set[str]()  # marks that nothing closes from here to the end
    at = first.start()
    while at < len(text):
        mark = text[at]
        if mark in CLOSERS and _opens(text, at):
            end = 0 if mark in unclosed else _closed_at(text, at)
            if not end:
                unclosed.add(mark)
            if not end and not _may_stand_alone(text, at):
                return [*found, QuotedRange(at, 0)]
            if end:
                if mark not in _TITLES or _is_whole(text, at, end):
                    found.append(QuotedRange(at, end))
                at = end
                continue
        elif _is_stray(text, at):
            return [*found, QuotedRange(at, 0)]
        at += 1
    return found


def _opens(text: str, at: int) -> bool:
    """Whether the mark at an offset opens a quotation where it stands."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _BREADCRUMBS and (not after.strip() or before.isalnum()):
        return False
    if mark not in _AFTER_BLANK:
        return True
    if mark in '"＂':  # after a number it may be an inch, or a second
        end = text.find(mark, at + 1)
        return not before.isdigit() or (end >= 0 and not _MEASURE.fullmatch(text, at + 1, end))
    return not before.isalnum() and bool(after.strip())


def _may_stand_alone(text: str, at: int) -> bool:
    """Whether a mark without a partner may be something else: an apostrophe at the beginning of a word, or a prime."""
    mark, after = text[at], text[at + 1 : at + 2]
    if mark in "’″":
        return True
    return mark in _SINGLE and (after.isdigit() or not after.strip())


def _is_stray(text: str, at: int) -> bool:
    """Whether the mark at an offset, which opens nothing that is closed, can only be a quotation mark."""
    if text[at] in '"＂':
        return not text[at - 1 : at].isdigit()
    if text[at] in _TYPED:
        return _TYPED_MARK.match(text, at) is not None
    return text[at] in _ONLY_CLOSE and not _is_breadcrumb(text, at)


def _is_breadcrumb(text: str, at: int) -> bool:
    return text[at] in _BREADCRUMBS and text[at - 1 : at].isspace() and text[at + 1 : at + 2].isspace()


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a range is between commas, or at an end."""
    before = text[:start].rstrip()[-1:]
    return before in ("", ",", ";", "，") and bool(_EDGE.match(text, end))


def _closed_at(text: str, start: int) -> int:
    """The offset after the mark that closes the quotation that the mark at `start` opens; 0 for none."""
    mark = text[start]
    closers = CLOSERS[mark]
    if mark in _SINGLE:
        return _single_closed_at(text, start)
    depth, last = 1, 0
    for match in re.compile(f"[{re.escape(mark + closers)}]").finditer(text, start + 1):
        at = match.start()
        if _closes(text, at, mark):
            depth -= 1
            last = at + 1
            if not depth:
                return last
        elif match[0] == mark or (mark in "„”" and match[0] == "“"):
            depth += 1
    # One that was opened within is never closed; but it does not reach into the next source.
    return 0 if not last or _BEGINS_SOURCE.search(text, start, last) else last


def _closes(text: str, at: int, opened_by: str) -> bool:
    """Whether a mark closes a quotation, and does not open one within it."""
    mark = text[at]
    if mark not in CLOSERS[opened_by]:
        return False
    if mark == opened_by and mark in '"＂':
        return True
    if mark == "״":  # within a word it marks an abbreviation
        return not text[at + 1 : at + 2].isalnum()
    opens_too = mark in CLOSERS
    return not (opens_too and text[at - 1].isspace() and text[at + 1 : at + 2].isalnum())


def _single_closed_at(text: str, start: int) -> int:
    """The offset after the mark that closes a quotation in single marks, none of which is an apostrophe; 0 for none.

    An apostrophe has a letter after it, or, after a plural, another word; then a later mark closes the quotation.
    """
    mark = text[start]
    last = 0
    for match in re.compile(f"[{CLOSERS[mark]}]").finditer(text, start + 1):
        at = match.start()
        if at == start + 1 or text[at - 1].isspace() or text[at + 1 : at + 2].isalnum():
            continue
        if last and (_BEGINS_SOURCE.search(text, last, at) or re.search(rf"\s{mark}\w", text[last:at])):
            return last
        last = at + 1
        if _EDGE.match(text, last):
            return last
    return last


def bare_words(quoted: str) -> str:
    """The words between the two marks of a quotation."""
    return " ".join(quoted[1:-1].split())
