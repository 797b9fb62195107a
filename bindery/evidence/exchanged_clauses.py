"""Figures that a statement gives with the words of another clause of its quotation: 45 killed for `18 killed and 45 wounded`.

Two figures of one kind in a quotation have a clause each: its own one, and that of the other, the rival. The words of a
statement are compared with those that only the one clause has, and those that only the other has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from bindery.evidence.alignment import Alignment, Home, ReadText, Spans, Word
from bindery.evidence.clause_members import (
    THINGS,
    clause_members,
    dates_about,
    has_other_date,
    has_other_member,
    has_own_date,
    is_base_date,
    is_of_earlier_time,
)
from bindery.evidence.derived_changes import value_before
from bindery.evidence.figure_labels import is_kin
from bindery.evidence.implied_figures import opens_whole, part_and_whole
from bindery.text.figure import ORDINAL, Figure
from bindery.text.frames import frame_pattern, frame_words, is_of_each
from bindery.text.units_beside import names_time

_MOST_KIN = 8  # a quotation with more of one kind is a table
_ASIDE = re.compile(r"(?:,\s|\()$")  # an age: `the keeper, 34,`
_ROUGH = Fraction(1, 10)  # a multiple in words may be so far off
_GRAMMAR = re.compile(
    "^(?:[\u3041-\u309f].|.[\u3041-\u309f])$"
)  # pairs of letters with a Japanese particle or ending
_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = frozenset(",.;:)")
_LEADING_MARKS = ":–—"  # after the words for the figure that follows: `the euro – 103`
_BEFORE, _AFTER = 0, 1
_NEAR = 2  # clauses on each side that are looked at
_FEWEST = 2  # words of the rival's clause that need no counterpart
_BESIDE = 8  # characters after a number in which what it counts begins
_PART_REACH = 16  # characters after a number in which `of them` may be


class _Clause(NamedTuple):
    """The part of a quotation that is about one figure.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        words: its words.
        own: those that the other clause does not have.
        members: those that exclude others.
        beside: the words next to the figure, before and after it; empty for none.
        dates: its dates or, where it has none, the one before it in its sentence: `2022, when it was 1.5`.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    own: frozenset[str]
    members: frozenset[tuple[str, str]]
    beside: tuple[str, str]
    dates: frozenset[tuple[str, str]]


class _Pair(NamedTuple):
    """The clauses of a figure and of its rival in a quotation.

    Attributes:
        mine: the clause of the figure.
        theirs: the clause of its rival.
        only_theirs: the words that no other part of the quotation has.
        part: whether the rival's clause is about a part of what the figure counts.
        apart: whether the rival is a figure of another time: after a break, or a word such as `against`.
    """

    mine: _Clause
    theirs: _Clause
    only_theirs: frozenset[str]
    part: bool
    apart: bool


def exchanged_clauses(alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    """Start and end of each figure of a statement that it gives for what another clause says, and its own clause."""
    for figure in alignment.said.figures:
        if words := clause_instead(alignment, figure):
            yield figure.start, figure.end, words


def clause_instead(alignment: Alignment, figure: Figure) -> str:
    """The clause of a quotation that has a figure, if the statement gives it for what another clause says; else empty."""
    said, home = alignment.said, alignment.home(figure)
    alone = home and len(home.quote.figures) == len(home.quote.clauses) == 1
    if (
        home is None
        or alone
        or _is_left_out(said, figure, home)
        or (home.figure.day is not None and is_base_date(home.quote, home.figure.start))
    ):
        return ""
    about = _about(alignment, figure, home)
    pairs = (_pair(home.quote, home.figure, rival) for rival in _rivals(alignment, figure, home))
    others = (
        pair for pair in pairs if pair and not (pair.apart and said.comparing)
    )  # it says what it compares
    if any(_is_exchanged(about, home.quote, pair) for pair in others) or _is_crossed(
        alignment, figure, about, home
    ):
        return home.quote.shown(*home.quote.clause_of(home.figure))
    return ""


def _is_left_out(said: ReadText, figure: Figure, home: Home) -> bool:
    """Whether the words about a figure cannot be compared: it is a range, an age between commas, or is compared itself."""
    quote, cited = home
    aside = _ASIDE.search(said.text[: figure.start]) and said.text[figure.end : figure.end + 1] in (",", ")")
    joints = frame_words(quote.language, "joints")
    second = any(  # `exits 4 and 9`: the clause has both
        not one.day and quote.text[one.end : cited.start].strip().lower() in joints for one in quote.figures
    )
    start, _ = said.sentence_of(figure)
    before = said.text[start : figure.start]
    aside = aside or opens_whole(before) or _is_whole(said, figure)  # `Of the 22, 18 are held`
    aside = aside or is_of_each(before, said.language)
    compared = said.comparing - quote.comparing or (said.is_negated and not quote.is_negated)
    return bool(figure.below is not None or cited.end_of_range or aside or second or compared)


def _is_whole(said: ReadText, figure: Figure) -> bool:
    """Whether a statement names a figure as the whole of the one before it, and so says nothing of it: `39 of the 43`."""
    before = [one for one in said.figures if one.end <= figure.start][-1:]
    return any(part_and_whole(said.text, one, figure, "")[:1] == (one,) for one in before)


def _rivals(alignment: Alignment, wanted: Figure, home: Home) -> list[Figure]:
    """The other figures of one kind in a quotation that the statement does not give beside the wanted one."""
    said = alignment.said
    start, end = said.clause_of(wanted)
    beside = [one for one in said.figures if start <= one.start < end]
    given = {id(place.figure) for one in beside for place in alignment.homes(one)}
    kin = [
        one for one in home.quote.figures if one is not home.figure and _is_kin(home.quote, one, home.figure)
    ]
    if len(kin) >= _MOST_KIN:
        return []
    others = [one for one in kin if id(one) not in given and _is_rival(one, home)]
    return [one for one in others if not _is_compared_with(said, home, one)]


def _is_compared_with(said: ReadText, home: Home, rival: Figure) -> bool:
    """Whether a statement gives a multiple or a share that is the ratio of a figure and its rival: `more than double the target`."""
    one, other = (figure.value or Fraction(0) for figure in (home.figure, rival))
    if not one or not other:
        return False
    ratios = (one / other, other / one)
    given = (figure.value or Fraction(0) for figure in said.figures if figure.unit in ("times", "share"))
    return any(abs(ratio - value) <= _ROUGH * value for value in given for ratio in ratios)


def _is_rival(figure: Figure, home: Home) -> bool:
    """Whether a figure of the quotation is another one that has a clause of its own: not 52 in `52, 38 more than it`."""
    other = (figure.value, figure.day) != (home.figure.value, home.figure.day) and not figure.end_of_range
    return other and value_before(home.quote.text, figure, home.figure) is None


def _is_kin(quote: ReadText, figure: Figure, wanted: Figure) -> bool:
    """Whether two figures are of one kind; what comes after a mark is not counted by the figure before it."""
    ends = quote.text[figure.end : figure.end + 1] in _MARKS
    return is_kin(replace(figure, noun=()) if ends else figure, wanted)


class _About(NamedTuple):
    """What a statement says of one of its figures.

    Attributes:
        words: the words.
        stems: how they begin.
        members: those that exclude others.
        share: whether the statement also gives a share.
        beside: the words next to the figure, before and after it; empty for none.
    """

    words: tuple[Word, ...]
    stems: frozenset[str]
    members: frozenset[tuple[str, str]]
    share: bool
    beside: tuple[str, str]


def _about(alignment: Alignment, figure: Figure, home: Home) -> _About:
    """What a statement says of a figure: in its clause, where other figures are of its kind, else in its sentence."""
    said = alignment.said
    others = (
        place.figure
        for one in said.figures
        if one is not figure
        for place in alignment.homes(one)
        if place.figure.value == one.value
    )
    several = any(is_kin(one, home.figure) for one in others)
    start, end = _part_about(said, figure) if several else said.sentence_of(figure)
    words = _words(said, (start, end))
    members = clause_members(said, start, end, figure)
    share = any(one.unit in ("share", "%", "times") for one in said.figures)
    stems = frozenset(word.stem for word in words)
    return _About(words, stems, members, share, _beside(said, words, figure))


def _part_about(text: ReadText, figure: Figure) -> tuple[int, int]:
    """Where the part of a text about one of its figures begins and ends."""
    return _edge(text, figure, before=True), _edge(text, figure, before=False)


def _beside(text: ReadText, words: tuple[Word, ...], figure: Figure) -> tuple[str, str]:
    """The words next to a figure, before and after it, if no other figure is between."""
    ends = [one.start for one in text.figures if one.start >= figure.end]
    starts = [one.end for one in text.figures if one.end <= figure.start]
    end, start = min([*ends, figure.end + _BESIDE]), max(starts, default=0)
    after = (word.stem for word in words if figure.end <= word.start < end)
    before = (word.stem for word in reversed(words) if start <= word.start < figure.start)
    return next(before, ""), next(after, "")


@lru_cache(maxsize=1024)
def _pair(quote: ReadText, figure: Figure, rival: Figure) -> _Pair | None:
    """The clauses of two figures; None where nothing parts them."""
    first, last = sorted((figure, rival), key=lambda one: one.start)
    cut = _cut(quote, first, last)
    if cut is None:
        return None
    left, right = (_edge(quote, first, before=True), cut[0]), (cut[1], _edge(quote, last, before=False))
    reach = min(right[1], last.end + _PART_REACH)
    part = any(left[1] <= start <= reach for start, _ in quote.parts)
    mine, theirs = (left, right) if first is figure else (right, left)
    words = {span: _words(quote, span) for span in (left, right)}
    stems = {span: frozenset(word.stem for word in found) for span, found in words.items()}
    if part:
        stems[right] |= stems[left]
    others = frozenset(word.stem for word in quote.words if not theirs[0] <= word.start < theirs[1])
    return _Pair(
        _Clause(
            *mine,
            words[mine],
            stems[mine] - stems[theirs],
            clause_members(quote, *mine, figure),
            _beside(quote, words[mine], figure),
            dates_about(quote, mine, figure),
        ),
        _Clause(
            *theirs,
            words[theirs],
            stems[theirs] - stems[mine],
            clause_members(quote, *theirs, rival),
            _beside(quote, words[theirs], rival),
            dates_about(quote, theirs, rival),
        ),
        stems[theirs] - stems[mine] - others,
        part and first is figure and (rival.value or 0) < (figure.value or 0),
        first is figure and _is_apart(quote, cut, last),
    )


def _is_apart(quote: ReadText, cut: tuple[int, int], last: Figure) -> bool:
    """Whether a clause that ends and one that begins at a cut are of different times."""
    if any(cut[0] <= start < last.start for start, _ in quote.breaks):
        return True
    return bool(frame_pattern(quote.language, "compares").search(quote.text, *cut[:1], last.start))


def _cut(quote: ReadText, first: Figure, last: Figure) -> tuple[int, int] | None:
    """Where the clause of one figure ends, and where that of a later one begins; None where nothing parts them."""
    joints = [span for span in quote.joints if first.end <= span[0] < last.start]
    joints = [span for span in joints if span in quote.breaks] or joints
    joints = joints or [(start, start) for start, _ in quote.parts if first.end <= start < last.start]
    if not joints:
        return _cut_between_dates(quote, first, last)
    (end, after), (mark, start) = joints[0], joints[-1]
    return end, after if _leads(quote, after, mark) else start


def _leads(quote: ReadText, start: int, end: int) -> bool:
    """Whether what is between the joints of two clauses leads to the later one: a date, or words before a colon."""
    dated = any(one.day and start <= one.start < end for one in quote.figures)
    return quote.text[end] in _LEADING_MARKS or (dated and not quote.stems(start, end))


def _cut_between_dates(quote: ReadText, first: Figure, last: Figure) -> tuple[int, int] | None:
    """Where two figures with a date each part: `from 2% in 2020 to 5% in 2023`; None where they have none."""
    start, end = quote.clause_of(last)
    dates = [one for one in quote.figures if one.day and start <= one.start < end]
    between = [one for one in dates if first.end <= one.start < last.start]
    before = any(one.end <= first.start for one in dates)
    after = any(one.start >= last.end for one in dates)
    if len(between) != 1 or before == after:
        return None
    at = between[0].end if after else between[0].start
    return at, at


def _words(quote: ReadText, span: tuple[int, int]) -> tuple[Word, ...]:
    """The words of a part of a text, without those for lengths of time."""
    inside = (word for word in quote.words if span[0] <= word.start < span[1])
    return tuple(word for word in inside if not _names_time(quote.small, word.start))


def _names_time(text: str, at: int) -> bool:
    word = _LETTERS.match(text, at)
    return word is not None and names_time(word[0])


def _edge(quote: ReadText, figure: Figure, *, before: bool) -> int:
    """Where what is about a figure begins, at a break or after another figure of its kind, or ends, at a joint."""
    kin = [one for one in quote.figures if _is_kin(quote, one, figure) and one is not figure]
    if before:
        broken = max((end for _, end in quote.breaks if end <= figure.start), default=0)
        near = max((one.end for one in kin if one.end <= figure.start), default=0)
        ends = (
            [end for start, end in quote.joints if near <= start and end <= figure.start]
            if near > broken
            else []
        )
        return max([broken, *ends])
    return min((start for start, _ in quote.joints if start >= figure.end), default=len(quote.text))


def _is_exchanged(about: _About, quote: ReadText, pair: _Pair) -> bool:
    """Whether what is said of a figure is what the clause of its rival says."""
    members = about.members, pair.mine.members, pair.theirs.members
    if has_own_date(about.members, pair.mine.dates, pair.theirs.dates):
        return False
    if (
        has_other_member(*members)
        or (pair.apart and has_other_date(*members))
        or is_of_earlier_time(*members)
    ):
        return True
    stems = about.stems
    if _is_other_rank(about, pair) or _is_framed_name(about, pair):
        return True
    taken, dropped, kept = _taken(stems, pair), pair.mine.own - stems, stems & pair.mine.own
    if not taken or not quote.covers(stems):
        return False  # a word of its own may say the same as one of the figure's clause
    if pair.part:
        return (not kept or _has_other_beside(about, pair, taken, _AFTER)) and not about.share
    return bool(dropped) and _is_in_place(about, pair, taken, kept)


def _taken(stems: frozenset[str], pair: _Pair) -> frozenset[str]:
    """The words of a statement that only the rival's clause has, without those of grammar alone."""
    return frozenset(stem for stem in stems & pair.only_theirs if not _GRAMMAR.search(stem))


def _is_in_place(about: _About, pair: _Pair, taken: frozenset[str], kept: frozenset[str]) -> bool:
    """Whether the words that are taken from the rival's clause stand for words of the figure's own one."""
    counterpart = _has_counterpart(about, pair, taken)
    if kept:
        return counterpart and (len(taken) <= _FEWEST or taken == pair.only_theirs)
    dated = any(group.startswith("date") for group, _ in about.members & pair.mine.members)
    several = min(len(taken), len(pair.mine.own)) >= _FEWEST
    return not dated and (counterpart or several)


def _has_counterpart(about: _About, pair: _Pair, taken: frozenset[str]) -> bool:
    """Whether the figure's clause has another word in the place of one that is taken from its rival's."""
    return (
        _is_edge_taken(about, pair)
        or any(_has_other_beside(about, pair, taken, side) for side in (_BEFORE, _AFTER))
        or any(one.stem in taken and _is_framed_alike(one, about.stems, pair) for one in about.words)
        or _is_other_name(about, pair, taken)
    )


def _has_other_beside(about: _About, pair: _Pair, taken: frozenset[str], side: int) -> bool:
    """Whether the word next to a figure is that next to its rival, and the figure's own one is dropped."""
    word, own = about.beside[side], pair.mine.beside[side]
    return word in taken and word == pair.theirs.beside[side] and own not in {"", *about.stems}


def _is_edge_taken(about: _About, pair: _Pair) -> bool:
    """Whether the first or last word about a figure is that of its rival's clause, where its own clause has another."""
    if not (pair.mine.words and pair.theirs.words):
        return False
    return any(
        about.words[at].stem == pair.theirs.words[at].stem
        and pair.theirs.words[at].stem in pair.only_theirs
        and pair.mine.words[at].stem in pair.mine.own - about.stems
        for at in (0, -1)
    )


def _is_other_name(about: _About, pair: _Pair, taken: frozenset[str]) -> bool:
    """Whether a name is taken from the rival's clause, and the one of the figure's clause is dropped."""
    named = {word.stem for word in about.words if word.named}
    own = {word.stem for word in pair.mine.words if word.named} & pair.mine.own
    return bool(named & taken & {word.stem for word in pair.theirs.words if word.named}) and bool(
        own - about.stems
    )


def _is_framed_alike(word: Word, stems: frozenset[str], pair: _Pair) -> bool:
    """Whether the figure's clause has a word after the same idle word, such as `in`, which the statement drops."""
    theirs = next(one for one in pair.theirs.words if one.stem == word.stem)
    if not word.frame or theirs.frame != word.frame:
        return False
    there = [one for one in pair.mine.words if one.frame == word.frame and one.stem in pair.mine.own]
    return bool(there) and all(one.stem not in stems for one in there)


def _is_other_rank(about: _About, pair: _Pair) -> bool:
    """Whether all that the rival's clause says is taken, for an ordinal of the figure's: `the last ship` for `the first`."""
    ranks = {one for one in pair.mine.members if one[0] == ORDINAL}
    taken = bool(pair.theirs.own) and pair.theirs.own <= about.stems & pair.only_theirs
    return taken and bool(ranks) and not any(group == ORDINAL for group, _ in about.members)


def _is_framed_name(about: _About, pair: _Pair) -> bool:
    """Whether a statement has the name of the rival's clause, and drops all names of the figure's, after the same word."""
    said, mine, theirs = (_names(words) for words in (about.words, pair.mine.words, pair.theirs.words))
    taken = said & pair.only_theirs
    if not taken or not said <= theirs or said & mine:
        return False
    frames = {word.frame for word in pair.mine.words if word.named and word.stem in pair.mine.own} - {""}
    return any(word.named and word.stem in taken and word.frame in frames for word in pair.theirs.words)


def _names(words: Iterable[Word]) -> set[str]:
    return {word.stem for word in words if word.named}


def _is_crossed(alignment: Alignment, figure: Figure, about: _About, home: Home) -> bool:
    """Whether a statement has what only another clause says, where the clause of its figure says another thing of a group."""
    quote, spans = home.quote, home.quote.clauses
    near = clause_members(alignment.said, *_part_about(alignment.said, figure), figure)
    taken = [
        place.figure
        for one in alignment.said.figures
        for place in alignment.homes(one)
        if place.quote is quote
    ]
    mine = quote.clause_of(home.figure)
    at = spans.index(mine)
    members = clause_members(quote, *mine, home.figure)
    if not about.stems <= quote.stems(
        0, len(quote.text)
    ):  # in other words, a text may name a bus beside a train
        members = frozenset((group, name) for group, name in members if group not in THINGS)
    for start, end in _others_near(home, spans, at):
        given = any(start <= one.start < end and not one.day for one in taken)
        elsewhere = frozenset((one.group, one.name) for one in quote.members if not start <= one.start < end)
        there = clause_members(quote, start, end, home.figure) - elsewhere
        if not given and has_other_member(near, members, there):
            return True
    return False


def _others_near(home: Home, spans: Spans, at: int) -> Spans:
    """The clauses near that of a figure. A date counts for the later ones of its sentence too: `rose in March, while imports fell`."""
    near = spans[max(0, at - _NEAR) : at + _NEAR + 1]
    last = home.quote.sentence_of(home.figure)[1] if home.figure.day else 0
    return tuple((start, end) for start, end in near if not spans[at][1] <= start < last)
