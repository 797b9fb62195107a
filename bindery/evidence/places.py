"""Compares the places that a locator names with those where words stand in a source.

Each answer is a list of ranges of tokens, or None where the source does not say enough to tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from bindery.text.locator_times import TimeItem
from bindery.text.locator_words import PageItem, PlaceNames, SectionItem, page_items
from bindery.text.marks import NO_LEVEL, Heading, Marks
from bindery.text.section_numbers import ascii_digits, roman_value, sort_key
from bindery.text.tokens import Searchable, TokenRange, normalise, normalised_parts, readings, tokenise

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LAST_CUE_SECONDS = 60  # that the last cue may go on for, besides the time of its words
_SECONDS_PER_TOKEN = 2  # of slow speech
_FEWEST_WORDS = 3  # of a heading that is not named in full
_SEPARATORS = 2  # marks after the number of a heading, as in `3.)`
_KINDS = {
    "section": ("section", ""),
    "§": ("section", "", "paragraph"),
}  # a paragraph of a judgment is also `§ 12`
_ONE_LEVEL = 1  # part of a number, such as `3`


def stands_in(quote: str, witness: Searchable, ranges: Sequence[TokenRange]) -> bool:
    """Whether a quotation occurs so that a part of it is, at least in part, within one of these ranges.

    Args:
        quote: the quotation, which may have words left out.
        witness: the text of the source, or its fingerprint.
        ranges: ranges of tokens.
    """
    pieces = [_occurrences(piece, witness) for piece in normalised_parts(quote)]
    earliest = [0]  # for each piece, the first token at which it can begin
    for piece in pieces:
        after = _end_of_first(piece, earliest[-1])
        if after is None:
            return False
        earliest.append(after)
    for start, end in ranges:
        for number, piece in enumerate(pieces):
            width = max(after - first for first, after in piece)
            at = bisect_left(piece, (max(earliest[number], start - width), 0))
            while at < len(piece) and piece[at][0] < end:
                if piece[at][1] > start:
                    if _follow(pieces[number + 1 :], piece[at][1]):
                        return True
                    break  # what does not follow the first occurrence follows no later one
                at += 1
    return False


def _occurrences(piece: str, witness: Searchable) -> list[tuple[int, int]]:
    """The ranges of tokens where a part of a quotation occurs, in order."""
    found = {
        (first, first + len(reading.tokens))
        for reading in readings(piece)
        for first in witness.occurrences(reading)
    }
    return sorted(found)


def said_until(quote: str, witness: Searchable) -> int:
    """The index of the token after the last place where any part of a quotation occurs."""
    return max((after for p in normalised_parts(quote) for _, after in _occurrences(p, witness)), default=0)


def _end_of_first(piece: Sequence[tuple[int, int]], start: int) -> int | None:
    """The token after the first occurrence of a part that begins at a token or later; None for none."""
    at = bisect_left(piece, (start, 0))
    return piece[at][1] if at < len(piece) else None


def _follow(pieces: Iterable[Sequence[tuple[int, int]]], start: int) -> bool:
    """Whether parts occur in this order from a token on."""
    at = start
    for piece in pieces:
        after = _end_of_first(piece, at)
        if after is None:
            return False
        at = after
    return True


# Pages.


def named_pages(names: PlaceNames, witness: Searchable) -> list[TokenRange] | None:
    """The pages that a locator names, by the printed number or by that of the file."""
    count = len(witness.pages) - 1
    if not names.pages or count < 1:
        return None
    labels = () if names.of_file else witness.marks.labels
    pages: list[tuple[int, int]] = []
    for tail in names.pages:
        found = page_numbers(tail, labels, count)
        if found is None:
            return None
        pages += found
    return [TokenRange(witness.pages[first - 1], witness.pages[last]) for first, last in pages]


def page_numbers(tail: str, labels: Sequence[str], count: int) -> list[tuple[int, int]] | None:
    """The pages that are named after a word for a page.

    Args:
        tail: the words after it, such as `iv–vi`.
        labels: the number printed on each page; empty when it is that of the page in the file.
        count: how many pages the file has.

    Returns:
        The first and last page of each range, as the file counts them; None if it cannot be told which are meant.
    """
    exact = [(number, number) for number, label in enumerate(labels, 1) if _is_label(tail, label)]
    found: list[tuple[int, int]] = list(exact)
    for item in page_items(tail):
        ranges = _pages_of_item(item, labels, count)
        if ranges is None:
            return exact or None
        found += ranges
    return found


def _pages_of_item(item: PageItem, labels: Sequence[str], count: int) -> list[tuple[int, int]] | None:
    """The pages of one page or range, as the file counts them; None if it cannot be told which are meant."""
    begins = _with_number(item.first, labels, count)
    if not begins and not _could_be_label(item.first, labels):
        return None
    if not item.last:
        return [(begin, count) for begin in begins[:1]]
    if item.first == item.last:
        return [(begin, begin) for begin in begins]
    return [*_counted_range(item, count), *_printed_range(item, labels, count)]


def _counted_range(item: PageItem, count: int) -> list[tuple[int, int]]:
    """A range of pages by the numbers of the file; empty if it is none."""
    if not (item.first.isdecimal() and item.last.isdecimal()):
        return []
    first, last = int(item.first), min(int(item.last), count)
    return [(first, last)] if 1 <= first <= last else []


def _printed_range(item: PageItem, labels: Sequence[str], count: int) -> list[tuple[int, int]]:
    """A range of pages by printed numbers; it goes on to the end if there is none for its last page."""
    begins, ends = _labelled(item.first, labels), _labelled(item.last, labels) or [count]
    return [(min(begins), max(ends))] if begins and min(begins) <= max(ends) else []


def _plain(label: str) -> str:
    return _DASHES.sub("-", ascii_digits(label)).casefold().strip()


def _is_label(tail: str, label: str) -> bool:
    """Whether a locator goes on with a printed number as it is, which may look like a range: `1-3`."""
    written, wanted = _plain(tail), _plain(label)
    return (
        bool(wanted)
        and written.startswith(wanted)
        and not re.match(r"[^,;()]", written[len(wanted) :].lstrip())
    )


def _labelled(name: str, labels: Sequence[str]) -> list[int]:
    """The pages with a printed number; marks within it do not count if there is no page that has it exactly."""
    wanted = _plain(name)
    exact = [number for number, label in enumerate(labels, 1) if label and _plain(label) == wanted]
    if exact or not wanted:
        return exact
    bare = re.sub(r"\W", "", wanted)
    return [number for number, label in enumerate(labels, 1) if re.sub(r"\W", "", _plain(label)) == bare]


def _with_number(name: str, labels: Sequence[str], count: int) -> list[int]:
    """The pages that a number may mean, by the printed number first."""
    physical = [int(name)] if name.isdecimal() and 1 <= int(name) <= count else []
    return list(dict.fromkeys([*_labelled(name, labels), *physical]))


def _could_be_label(name: str, labels: Sequence[str]) -> bool:
    """Whether the source has page numbers of the kind of a name, so that it is wrong if none is the same."""
    if name.isdecimal():
        return True
    if roman_value(name):
        return any(roman_value(label) for label in labels)
    prefix = _plain(name).rstrip("0123456789")
    return bool(prefix) and any(_plain(label).startswith(prefix) for label in labels)


def printed_number(pages: tuple[int, int], labels: Sequence[str]) -> str:
    """The printed number of a page, `iv`, or of the first and last of several, `iv–v`; empty if it is that of the file."""
    ends = [labels[page - 1] if page <= len(labels) else "" for page in pages]
    return "" if not all(ends) else ends[0] if pages[0] == pages[1] else f"{ends[0]}–{ends[1]}"


def labels_of(found: TokenRange, witness: Searchable) -> str:
    """The printed number of the page that a range of tokens is on, `iv`, or of its first and last, `iv–v`; may be empty."""
    pages = witness.page_of(found.start), witness.page_of(found.end - 1)
    return printed_number(pages, witness.marks.labels) if pages[0] else ""


# Sections.


def named_sections(names: PlaceNames, witness: Searchable) -> list[list[TokenRange]]:
    """For each section that a locator certainly names, the ranges of tokens that may be it.

    Several sections of one kind, as in `§§ 3, 5`, are one place, and none where a heading of one of them is not known. So are
    the words of several headings: a part of a locator may have the words of a heading by chance.
    """
    marks = witness.marks
    if not marks.headings:
        return []
    relative = bool(names.pages or len(names.sections) > 1)  # as the paragraph in `section 3, para 2`
    items = [item for item in names.sections if not (relative and item.kind == "paragraph")]
    by_kind: dict[str, list[list[TokenRange]]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(_numbered(item, marks))
    numbered = [list(chain(*found)) for found in by_kind.values() if all(found)]
    titled = [one for words in names.headings for one in _titled(words, witness)] if not numbered else []
    return [*numbered, titled] if titled else numbered


def _numbered(item: SectionItem, marks: Marks) -> list[TokenRange]:
    """The sections with a number; empty if no heading has it."""
    first, last = sort_key(item.first), sort_key(item.last)
    named = [
        number
        for number, heading in enumerate(marks.headings)
        if _is_number(heading.number, item)
        and first <= sort_key(heading.number)[: len(first)]
        and (not item.last or sort_key(heading.number)[: len(last)] <= last)
    ]
    exact = [number for number in named if sort_key(marks.headings[number].number) == first]
    if not exact:
        return []
    return [_extent(number, marks) for number in named]


def _is_number(number: str, item: SectionItem) -> bool:
    """Whether the number of a heading is of the kind that a locator names; a number alone is one of a section."""
    kind, _, bare = number.rpartition(" ")
    kinds = _KINDS.get(item.kind, (item.kind,))
    return bool(bare) and kind in kinds


def _extent(number: int, marks: Marks) -> TokenRange:
    """The tokens from a heading to the next one that does not belong to its section."""
    headings = marks.headings
    heading = headings[number]
    counted = 0  # a list within the section counts from 1 again
    for other in headings[number + 1 :]:
        if _extends(other.number, heading.number):
            continue
        if NO_LEVEL < other.level <= heading.level:
            return TokenRange(heading.start, other.start)
        if heading.level == NO_LEVEL == other.level:
            key = sort_key(other.number)
            alone = " " not in other.number and len(key) == _ONE_LEVEL
            if alone and key[0][0] == counted + 1 and (counted or heading.number not in ("", "0")):
                counted += 1
            elif _comes_after(other.number, heading.number):
                return TokenRange(heading.start, other.start)
    return TokenRange(heading.start, 1 << 62)


def _extends(number: str, of: str) -> bool:
    return bool(of) and number.startswith(f"{of}.")


def _comes_after(number: str, other: str) -> bool:
    """Whether a number follows another one of the same kind."""
    return number.rpartition(" ")[0] == other.rpartition(" ")[0] and sort_key(number) > sort_key(other)


def _titled(words: str, witness: Searchable) -> list[TokenRange]:
    """The sections with this heading, or whose heading begins with these words, if it is certain that they are meant.

    It is where the words are a whole heading, except for its number, or at least three words of one.
    """
    marks = witness.marks
    starts = [heading.start for heading in marks.headings]
    whole: set[int] = set()
    begun: set[int] = set()
    for form in _cases(words):
        for first, after in _occurrences(form, witness):
            number = bisect_right(starts, first) - 1
            if number < 0 or after > marks.headings[number].end:
                continue
            if first - starts[number] in _after_number(marks.headings[number].number):
                (whole if after == marks.headings[number].end else begun).add(number)
    if not whole and _word_count(words) < _FEWEST_WORDS:
        return []
    return [_extent(number, marks) for number in sorted(whole | begun)]


def _cases(words: str) -> list[str]:
    """The words as written and in the cases that headings have: `Our goals`, `Our Goals`, `OUR GOALS`."""
    plain = normalise(words)
    small = plain.lower()
    forms = (
        plain,
        small,
        small[:1].upper() + small[1:],
        plain[:1].upper() + plain[1:],
        small.title(),
        plain.upper(),
    )
    return list(dict.fromkeys(forms))


def _after_number(number: str) -> range:
    """At which tokens of a heading its title can begin: the first one, or those after its number and up to two marks."""
    kind, _, bare = number.rpartition(" ")
    if not bare:
        return range(1)
    return range(bool(kind) + _SEPARATORS + len(tokenise(bare).tokens) + 1)


def _word_count(words: str) -> int:
    """How many words of letters there are; a character of a script without spaces is one."""
    return sum(any(map(str.isalpha, token)) for token in tokenise(normalise(words)).tokens)


# Times.


def named_times(times: Sequence[TimeItem], marks: Marks, said: int) -> list[TokenRange] | None:
    """The cues that a locator names: those that began at its time or were still going on.

    Args:
        times: the times that the locator names.
        marks: the cues.
        said: the index of the token after the words that were said; the last cue goes on at least until them.
    """
    if not times or not marks.cues:
        return None
    seconds = [cue.seconds for cue in marks.cues]
    starts = [*(cue.start for cue in marks.cues), 1 << 62]
    longest = seconds[-1] + _LAST_CUE_SECONDS + _SECONDS_PER_TOKEN * max(0, said - starts[-2])
    found: list[TokenRange] = []
    for item in times:
        # A time in two parts is in hours and minutes only if a cue begins with that minute.
        for unit in (1, 60) if item.short and item.first * 60 in seconds else (1,):
            first, last = item.first * unit, item.last * unit if item.last >= 0 else seconds[-1]
            begin, end = _first_cue(seconds, first), _last_cue(seconds, last)
            if begin <= end and first <= longest:
                found.append(TokenRange(starts[begin], starts[end + 1]))
    return found


def _first_cue(seconds: Sequence[int], time: int) -> int:
    """The number of the cue that goes on at a time, or of the first that begins at it."""
    return max(0, min(bisect_left(seconds, time), bisect_right(seconds, time) - 1))


def _last_cue(seconds: Sequence[int], time: int) -> int:
    """The number of the last cue that goes on at a time, which a player may have rounded down."""
    at = max(0, bisect_right(seconds, time) - 1)
    if seconds[at] != time and at + 1 < len(seconds) and seconds[at + 1] == time + 1:
        return at + 1
    return at


def heading_above(token: int, marks: Marks) -> Heading | None:
    """The last heading that begins at a token or before it."""
    starts = [heading.start for heading in marks.headings]
    at = bisect_right(starts, token)
    return marks.headings[at - 1] if at else None
