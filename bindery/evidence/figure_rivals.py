"""The other number that a quotation gives for the thing which a figure counts: `four ships` beside `five ships`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from bindery.evidence.figure_matching import Carrier, FigureIndex, fit_of
from bindery.text.dates import COUNTED
from bindery.text.figure import ORDINAL, Figure
from bindery.text.frames import frame_words

_SHORT_WORD = 3  # letters; shorter words keep their `s`
# Nouns that may stand for others: 419 lives are 419 people, who may be soldiers.
_ANYONE = frozenset(
    [
        "people",
        "persons",
        "lives",
        "victims",
        "deaths",
        "fatalities",
        "casualties",
        "killings",
        "dead",
        "killed",
        "wounded",
        "injured",
        "cases",
        "units",
        "items",
        *(
            "others",
            "more",
            "weitere",
            "weiteren",
            "autres",
            "otros",
            "otras",
            "altri",
            "altre",
            "outros",
            "outras",
        ),
        "members",
        "adults",
        "individuals",
        "humans",
        "souls",
        "menschen",
        "personen",
        *("personnes", "tués", "tuées", "morts", "mortes", "blessés", "blessées", "victimes"),
        *("personas", "muertos", "muertas", "heridos", "heridas", "fallecidos"),
    ]
)
PARTICIPLE = re.compile("(?:ées?|és|ites|uts|ues|[ai]d[oa]s)$")  # `12 détruites` counts what was named before
_PLURAL = re.compile(
    rf"[^\W\d_]{{3,}}s|[ap]m|{COUNTED}|children|women|men|kinder|frauen|männer|schüler|lehrer|soldaten|polizisten|menschen"
)


def counts_as(one: Figure, other: Figure) -> bool:
    """Whether two figures certainly count the same thing: a word after the one is a word after the other."""
    return bool({_stem(word) for word in one.noun} & {_stem(word) for word in other.noun})


def counts_other(one: Figure, other: Figure) -> bool:
    """Whether two figures certainly count different things, each named by a plural directly after it."""
    nouns = [figure.noun[0] if figure.noun else "" for figure in (one, other)]
    named = all(
        _PLURAL.fullmatch(noun) and noun not in _ANYONE and not PARTICIPLE.search(noun) for noun in nouns
    )
    firsts = [_stem(noun) for noun in nouns]
    apart = all(
        first not in map(_stem, figure.noun) for first, figure in zip(firsts, (other, one), strict=True)
    )
    return named and apart


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > _SHORT_WORD else word


def rival_of(wanted: Figure, indexes: Iterable[FigureIndex]) -> Carrier | None:
    """A figure that a quotation gives for the thing which the wanted figure counts, if that is another number.

    `Five ships` has a rival in a quotation with `four ships`. If a quotation has the wanted number, then it must be said of
    another thing there, as in `five lamps and four ships`.

    Args:
        wanted: the figure, which counts something.
        indexes: the figures that may carry it.
    """
    found = list(indexes)
    near = (carrier for index in found for carrier in index.by_key.get(wanted.value or Fraction(0), ()))
    same = [carrier for carrier in near if fit_of(carrier.figure, wanted, carrier.year)]
    if not all(counts_other(carrier.figure, wanted) for carrier in same) or not (same or wanted.weak):
        return None
    where = {(carrier.source, carrier.words) for carrier in same}
    return next((one for one in _quoted(found, where) if _is_rival(one.figure, wanted)), None)


def in_words(figure: Figure) -> str:
    """A number and what it counts, for a message."""
    return " ".join([str(figure.value), *figure.noun])


def _quoted(indexes: Iterable[FigureIndex], where: Collection[tuple[str, str]]) -> Iterator[Carrier]:
    """The figures of some quotations; of all where none are named."""
    for index in indexes:
        for quotation, carriers in index.by_quotation.items():
            if not where or quotation in where:
                yield from carriers


def _is_rival(cited: Figure, wanted: Figure) -> bool:
    if cited.noun and cited.noun[0] in frame_words("", "of"):
        return False  # `two of the suspects`: a part of them
    one_kind = cited.unit == (ORDINAL if wanted.unit == ORDINAL else "")
    plain = cited.value is not None and not cited.day and one_kind and cited.below is None
    return plain and cited.value != wanted.value and counts_as(cited, wanted)
