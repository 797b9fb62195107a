"""What each of several figures of a quotation is said of, so that one is found which a statement gives for another.

`12 were killed and 30 were injured` has two figures of one kind. Each has words of its own beside it: its *labels*. A
statement that has one figure with a label of the other, and with none of its own, has exchanged them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product, starmap
from typing import NamedTuple

from bindery.evidence.alignment import sentence_of
from bindery.evidence.figure_matching import fit_of
from bindery.evidence.label_words import FATES, IDLE, PAIRED
from bindery.text.characters import VOWEL_SIGNS
from bindery.text.dates import MONTHS
from bindery.text.figure import ORDINAL, Figure

_MOST_FIGURES = 8  # a quotation with more of one kind is a table
JOINT = re.compile(
    r"(?i)[,،、;:()–—]|[.!?](?=\s)|[\n。۔।]|(?<!\w)(?:and|while|whereas|but|und|während|aber|et|tandis que|mais|y|mientras|pero|и|а|но|اور|جبکہ|ve|और|و)(?!\w)|(?<!\w)و(?=ال|إصابة|أصيب|جرح|مقتل|قتل|فقدان|اعتقال|نزوح)"
)
COMPARES = re.compile(
    r"(?i)(?<!\w)(?:than|compared|unlike|against|versus|vs|after|before|from|up|down|instead|not|report|reports|edition|yearbook|except|without|other|earlier|previous|as|since|until|both|total|together|average|sum|"
    r"als|gegenüber|nach|vor|von|seit|bis|nicht|que|après|avant|contre|depuis|pas|desde|hasta|tras|frente|no|чем|после|до|с|не|سے زیادہ|سے کم|سے پہلے|سے قبل|نہیں|من|بعد|قبل)(?!\w)"
)
# What comes after such words is a part of what comes before.
_PART = re.compile(
    r"(?i)(?<!\w)(?:including|includes?|among|of (?:them|whom|which|these|those|the)|out of|darunter|davon|dont|parmi|entre|incluid[oa]s|из них|در میان|جن میں|بينهم)(?!\w)"
)
_PART_REACH = 12
_LAST_TIME = re.compile(
    r"\s+(?:(?:year|month|week|night|summer|winter|spring|autumn|fall|decade|century|time|few|two|three|four|five)|\d|[A-Z])"
)
_UNIT = re.compile(r"[\s-]*[^\W\d_]+")
_ASIDE = re.compile(r"(?:,\s|\()$")  # an age: `the keeper, 34,`
_WORD = re.compile(rf"(?:[^\W_]{VOWEL_SIGNS})+(?:[-'’][^\W\d_]+)*")
_PARTICIPLE = re.compile("(?:ées?|és|ites|uts|ues|[ai]d[oa]s)$")  # in French and Spanish
_PLURAL_NOUN = re.compile(r"[^\W\d_]{3,}s|people|men|women|children|personen|menschen|personas|personnes")


_ATTRIBUTION = re.compile(
    r"(?i)(?:,\s*)?(?<!\w)(?:said|says|according to|reported|told|laut|selon|según|nach angaben)(?!\w)[^,;.]*"
)
CALENDAR = frozenset(
    [
        *(month.lower() for month in MONTHS),
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


class _Label(NamedTuple):
    """A word that says what a figure is of.

    Attributes:
        word: the word, in a form in which inflected ones are equal.
        kind: `date`, `fate` or `name`; for other words, the side of the figure on which it is.
    """

    word: str
    kind: str


class _Segment(NamedTuple):
    """The part of a text that is about one of its figures of one kind.

    Attributes:
        figure: the figure.
        before: the labels before it.
        after: the labels after it.
    """

    figure: Figure
    before: tuple[_Label, ...]
    after: tuple[_Label, ...]

    def words(self) -> set[str]:
        """Its words."""
        return {label.word for label in (*self.before, *self.after)}

    def labels(self, own: Collection[str]) -> Iterator[_Label]:
        """Its labels: the words that no other figure has, if they are next to the figure or name something.

        Args:
            own: the words that no other figure has.
        """
        before, after = ([label for label in side if label.word in own] for side in (self.before, self.after))
        plain = [label for label in before if label.kind == "before"]
        yield from plain[-1:]
        yield from (_Label(label.word, "first") for label in plain[:1])
        yield from after[:1]
        yield from (label for label in (*before, *after) if label.kind in ("date", "fate", "name"))


def exchanged_with(
    statement: str, wanted: Figure, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> Figure | None:
    """The figure of a quotation whose labels a statement gives to another one; None where it does not.

    Args:
        statement: the text with the figure.
        wanted: the figure.
        own: the figures of the statement.
        quote: the words that have the same figure.
        cited: the figures of the quotation.
    """
    kin = tuple(figure for figure in cited if is_kin(figure, wanted))
    if not 1 < len(kin) <= _MOST_FIGURES:
        return None
    words, labels = _words_about(statement, wanted, own), _labels(quote, kin)
    mine = {label for figure, found in labels if fit_of(figure, wanted) for label in found}
    said = {label.kind for label in mine if label.word in words}
    kinds = {label.kind for label in mine} - said
    if "before" not in said:  # `rents rose by 8, wages by 3`: the verb is that of both
        kinds -= {"first"}
    named = set(starmap(_Label, product(words, kinds)))
    rivals = [
        figure for figure, found in labels if not fit_of(figure, wanted) and not named.isdisjoint(found)
    ]
    return rivals[0] if len(rivals) == 1 else None


def is_kin(figure: Figure, wanted: Figure) -> bool:
    """Whether a figure is a number of the same kind, in the same unit, which may be left out: `40 crowns and 30`."""
    if figure.day or wanted.day:
        return bool(figure.day and wanted.day) and _precision(figure) == _precision(wanted)
    if ":" in figure.token and ":" in wanted.token:
        return True  # times of day
    if figure.value is None or figure.below is not None or figure.unit == ORDINAL:
        return False
    # `The 2018 flood` and `magnitude 6.1` beside a number of people
    same = figure.measure and _base(figure.measure) == _base(wanted.measure)
    if (_is_year(figure) and not _is_year(wanted)) or (
        figure.value.denominator > 1 and wanted.noun and not same
    ):
        return False
    bare = not any((figure.unit.strip("*"), figure.measure, figure.rate, figure.noun))
    return bare or (figure.unit, _base(figure.measure)) == (wanted.unit, _base(wanted.measure))


def _base(measure: str) -> str:
    """A unit of measure without what it is given for: `tonnes` of `tonnes per hectare`."""
    return measure.split(" per", maxsplit=1)[0]


def _is_year(figure: Figure) -> bool:
    """Whether a number looks like a year: 2018 in `the 2018 flood`."""
    return len(figure.token) == len("2018") and figure.token.isdigit() and 1800 <= int(figure.token) <= 2100  # noqa: PLR2004  years


def _precision(figure: Figure) -> tuple[bool, ...]:
    """Which parts of a date are known."""
    day = figure.day
    return (day.year is not None, day.month is not None, day.day is not None) if day else ()


def _words_about(statement: str, wanted: Figure, own: Sequence[Figure]) -> frozenset[str]:
    """The words of a statement that are about one of its figures; none where that is not certain."""
    kin = tuple(figure for figure in own if is_kin(figure, wanted))
    aside = _ASIDE.search(statement[: wanted.start]) and statement[wanted.end : wanted.end + 1] in (",", ")")
    bound = wanted.bound in ("over", "under", "at most") or wanted.end_of_range
    if aside or wanted.change.role == "from" or bound:
        return frozenset()
    statement = _ATTRIBUTION.sub(lambda match: " " * len(match[0]), statement)
    if len(kin) > 1:
        found = next((one for one in _segments(statement, kin) if one.figure.start == wanted.start), None)
        return frozenset(found.words()) if found else frozenset()
    first, last = sentence_of(statement, wanted)
    parts = statement[first : wanted.start], statement[wanted.end : last]
    rest = " … ".join(parts)
    return frozenset() if COMPARES.search(rest) else frozenset(label.word for label in _content(rest, ""))


@lru_cache(maxsize=1024)
def _labels(quote: str, kin: tuple[Figure, ...]) -> tuple[tuple[Figure, frozenset[_Label]], ...]:
    """The labels of each of some figures; none where the quotation cannot be divided among them."""
    segments = _segments(quote, kin)
    nouns = {
        stem_of(noun)
        for figure in kin
        for noun in figure.noun[:1]
        if _PLURAL_NOUN.fullmatch(noun) and noun not in FATES and not _PARTICIPLE.search(noun)
    }
    shared = Counter(word for segment in segments for word in segment.words())
    common = {
        label.word
        for this, after in pairwise(segments)
        if not after.before  # `it killed 40 here and 9 there`: both have the beginning in common
        for label in this.before
        if label.kind != "fate"
    }
    own = {word for word, count in shared.items() if count == 1} - nouns - common
    return tuple((segment.figure, frozenset(segment.labels(own))) for segment in segments)


def _segments(text: str, kin: tuple[Figure, ...]) -> list[_Segment]:
    """The part of a text that is about each of some figures; no parts where nothing divides two of them.

    What is between the first and the last sign or conjunction of two figures belongs to neither.
    """
    borders = [sentence_of(text, kin[0])[0]]
    for this, after in pairwise(kin):
        joints = list(JOINT.finditer(text, this.end, after.start))
        joints = [joint for joint in joints if joint[0] in ";.!?\n۔।"] or joints
        if not joints or _PART.search(text, this.end, after.end + _PART_REACH):
            return []
        borders += [joints[0].start(), joints[-1].end()]
    borders.append(sentence_of(text, kin[-1])[1])
    return [
        _Segment(
            figure,
            tuple(_content(text[borders[2 * n] : figure.start], "before")),
            tuple(_content(text[_after_unit(text, figure) : borders[2 * n + 1]], "after")),
        )
        for n, figure in enumerate(kin)
    ]


def _after_unit(text: str, figure: Figure) -> int:
    """The offset after a number and the word for its unit, such as `hours`, which says nothing of what it is of."""
    named = figure.measure or figure.unit in ("year", "month", "week", "day", "hour", "minute")
    match = _UNIT.match(text, figure.end) if named else None
    return match.end() if match else figure.end


def _content(text: str, side: str) -> Iterator[_Label]:
    """The words of a text that say something."""
    for match in _WORD.finditer(text):
        word = match[0].lower().removesuffix("'s").removesuffix("’s")
        word = word[1:] if word[1:] in FATES and word[0] == "و" else word  # Arabic `and`
        if word == "last" and not _LAST_TIME.match(text, match.end()):
            yield _Label(word, "name")  # the last of several
        elif word not in IDLE:
            kind = _kind(word, named=match[0][0].isupper())
            yield _Label(stem_of(word), kind or side)
            if kind == "name" and side == "before" and not text[: match.start()].strip():
                yield _Label(stem_of(word), side)  # one that begins a sentence may have its capital for that


def _kind(word: str, *, named: bool) -> str:
    if word.isdigit() or word in CALENDAR:
        return "date"
    return "fate" if word in FATES else "name" if named or word in PAIRED else ""


def other_fate(statement: str, quote: str, cited: Figure) -> str:
    """The words of a quotation that say what became of a number of people, if a statement says that something else did.

    Args:
        statement: a text with the number.
        quote: the words that have it.
        cited: the number in the quotation.
    """
    said = fates_in(statement)
    first, last = sentence_of(quote, cited)
    joints = [match.span() for match in JOINT.finditer(quote, first, last)]
    start = max((end for _, end in joints if end <= cited.start), default=first)
    end = min((begin for begin, _ in joints if begin >= cited.end), default=last)
    there = fates_in(quote[start:end])
    if len(said) != 1 or not there or said & there or _PART.search(quote):
        return ""
    return " ".join(quote[start:end].split())


def fates_in(text: str) -> set[str]:
    """What a text says became of people, with one word for all of each kind."""
    words = (match[0].lower() for match in _WORD.finditer(text))
    return {
        fate for word in words if (fate := FATES.get(word) or (word[0] == "و" and FATES.get(word[1:])) or "")
    }


def of_one_thing(one: str, other: str) -> bool:
    """Whether two words for what is counted are forms of one word."""
    return stem_of(one) == stem_of(other)


def stem_of(word: str) -> str:
    """A word in a form in which inflected ones are equal, and all that say of people that they were killed."""
    return FATES.get(word) or (word.removesuffix("s") if len(word) > 3 else word)  # noqa: PLR2004  `was`
