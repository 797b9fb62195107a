"""Shares and multiples that follow from the figures of a quotation: a quarter for `50 of 200`, `just over half` for 46 of 90."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from bindery.evidence.derivation import CLOSE, Derivation, as_share, near

_LEFT = re.compile(
    r"(?i)(?<!\w)(?:left|remain\w*|survive\w*|übrig|noch|reste\w*|queda\w*|осталось|باقی)(?!\w)"
)
_OF = re.compile(
    r"(?i)\s*(?:%|per cent|percent|prozent|pour cent)?\s*(?:of|von|der|des|de|из)?\s*(?:the|its|their|all|den|der|les|des|los|las)?\s*"
)
_BESIDE = Fraction(5, 100)  # `just over half` is at most 55 per cent


def is_ratio(case: Derivation) -> bool:
    """Whether a multiple or a share is that of the only two figures of their kind."""
    if case.wanted.unit == "times":
        return any(near(case.value, large / small, case.value * CLOSE) for small, large in case.only_pairs())
    return case.wanted.unit == "share" and any(
        small / large == case.value for small, large in case.only_pairs()
    )


def is_share(case: Derivation) -> bool:
    """Whether a share is one of the quotation, rounded, or what is left of it."""
    if case.wanted.unit not in ("share", "%"):
        return False
    asked = as_share(case.wanted)
    asked = 1 - asked if _LEFT.search(case.statement) else asked
    return any(
        near(as_share(one), asked, case.reach) and not one.bound
        for one in case.numbers
        if one.unit in ("share", "%") and {one.unit, case.wanted.unit} != {"%"}
    )


def is_count_of_share(case: Derivation) -> bool:
    """Whether a number is a share of a whole: forty for `half of the 80`."""
    if case.wanted.unit not in ("", "*"):
        return False
    return any(
        share.unit in ("share", "%") and as_share(share) * (whole.value or 0) == case.value
        for share, whole in pairwise(case.numbers)
        if whole.unit in ("", "*") and _OF.fullmatch(case.quote, share.end, whole.start)
    )


def is_just_beside(case: Derivation) -> bool:
    """Whether a share with `over` or `under` is a little less or more than one of the quotation."""
    sign = {"over": 1, "under": -1}.get(case.wanted.bound, 0)
    shares = [as_share(one) for one in case.numbers if one.unit in ("share", "%")]
    return case.wanted.unit == "share" and any(0 < sign * (share - case.value) <= _BESIDE for share in shares)
