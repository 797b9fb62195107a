"""Figures that say the same as those of a quotation in another form: seven days for `a week`, `not more than` for `at most`."""

from __future__ import annotations

import re
from fractions import Fraction

from bindery.evidence.derivation import Derivation
from bindery.text.figure import Figure

_ONE_SPAN = {
    Fraction(7): re.compile(
        r"(?i)(?<!\w)(?:an?|one|the|eine[rn]?|une?|una?|ایک|एक|یک|за|через|على|قبل|بعد)\s+"
        r"(?:week|woche|semaine|semana|ہفتہ|ہفتے|неделю|неделя|أسبوع|हफ्ते|हफ्ता|सप्ताह|هفته)(?!\w)"
    ),
    Fraction(14): re.compile(r"(?i)(?<!\w)(?:a|one)\s+fortnight(?!\w)"),
}
_TWELVE_MONTHS = re.compile(
    r"(?i)(?<!\w)(?:an?|one|ein(?:em|es)?|un|ایک|एक|یک|за|через|قبل|بعد)\s+(?:year|jahre?s?|an|año|سال|год|عام|سنة|साल|वर्ष)(?!\w)"
)
_NOT = re.compile(
    r"(?i)(?<!\w)(?:no|not|never|nicht|kein\w*|niemals|pas|ne|jamais|не|нельзя|لا|لن|نہیں|नहीं)(?!\w)|(?<!\w)can(?:not|'t)(?!\w)"
)
_OPPOSITE = {"over": "at most", "under": "at least"}


def is_one_span(case: Derivation) -> bool:
    """Whether a length of time is that which the quotation calls a week, a fortnight or a year."""
    wanted = case.wanted
    if wanted.bound or wanted.rate:
        return False
    if wanted.unit == "month":
        return case.value == 12 and bool(_TWELVE_MONTHS.search(case.quote))  # noqa: PLR2004  of a year
    pattern = _ONE_SPAN.get(case.value) if wanted.unit == "day" else None
    return bool(pattern and pattern.search(case.quote))


def is_negated_bound(case: Derivation) -> bool:
    """Whether a statement denies what is beyond a bound of the quotation: `not more than 40` for `at most 40`."""
    bound = _OPPOSITE.get(case.wanted.bound, "")
    denied = bound and _NOT.search(case.statement) and not _NOT.search(case.quote)
    return bool(denied) and any(_is_the(one, case.wanted, bound) for one in case.numbers)


def _is_the(one: Figure, wanted: Figure, bound: str) -> bool:
    return one.value == wanted.value and one.bound == bound and one.unit == wanted.unit
