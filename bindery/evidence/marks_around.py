"""Quotation marks around a whole quotation that no stored copy can be compared with."""

from __future__ import annotations

from bindery.evidence.quoted import Quotation
from bindery.text.problems import Problem

_CLOSING = {
    "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’", "‚": "‘’", '"': '"',
    "「": "」", "『": "』", "《": "》", "＂": "＂",
}  # fmt: skip


def marks_around(quotation: Quotation) -> Problem | None:
    """A hint (B029) that quotation marks around all of a quotation are taken for words of the source; None without them.

    Args:
        quotation: a quotation whose source has no stored copy.
    """
    words = quotation.words
    opening, closing, inner = words[:1], words[-1:], words[1:-1]
    if not inner or closing not in _CLOSING.get(opening, ()) or opening in inner or closing in inner:
        return None
    return Problem(
        "B029",
        f"the quotation marks {opening} and {closing} are read as part of the quotation",
        quotation.span,
        severity="hint",
        help="delete them, unless the source has them around just these words",
    )
