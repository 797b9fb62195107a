"""Reports quotations that leave out words that limit them, unless the author declares it."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.evidence.quoted import Quotation
from bindery.evidence.shortening import ERROR, WARNING
from bindery.evidence.shortenings import OmissionInWords, Shortening
from bindery.text.problems import Problem

_CODES = {
    **dict.fromkeys(("gap", "replaced", "added"), "B340"),
    "stitched": "B341",
    **dict.fromkeys(("front", "back", "bound"), "B342"),
    **dict.fromkeys(("clause-before", "clause-after", "question"), "B343"),
}
_SOMETHING = (
    "a word that limits it"  # when only a fingerprint is stored and none of the words of the list is there
)


def check_shortening(
    quotation: Quotation, shortening: Shortening | None, *, declared: bool
) -> Iterator[Problem]:
    """The problems with what a quotation leaves out: errors (B340, B341, B342), a warning (B343) or a hint (B344).

    Args:
        quotation: a quotation that is in its source.
        shortening: what it leaves out of its sentence; None when it leaves out nothing.
        declared: whether a declaration with the same words of the same source says why.
    """
    if shortening is None or shortening.is_part:
        if quotation.shortened:
            yield Problem(
                "B344",
                "this quotation leaves out nothing that limits it, so it needs no `shortened`",
                quotation.declaration,
                severity="hint",
                help="delete `shortened`",
            )
        return
    if declared:
        return
    for omission in shortening.omissions:
        if omission.level >= WARNING:
            yield Problem(
                _CODES[omission.kind],
                _message(omission),
                quotation.span,
                severity="error" if omission.level == ERROR else "warning",
                help=_remedy(quotation, omission, shortening),
            )


def _message(omission: OmissionInWords) -> str:
    """What is wrong, in one line."""
    words = " ".join(f"“{word}”" for word in omission.limiting) or _SOMETHING
    clause = f": “{omission.words.rstrip('.')}”" if omission.words else f", with {words}"
    messages = {
        "gap": f"the words left out at `[…]` include {words}",
        "replaced": f"the insertion `[{omission.insertion}]` replaces {words}",
        "added": f"the insertion `[{omission.insertion}]` adds a limiting word that the source does not have there",
        "stitched": "the words left out go over the end of a sentence or a semicolon",
        "front": f"this quotation begins after {words}, in the same clause",
        "back": f"this quotation ends before {words}, in the same clause",
        "bound": f"this quotation leaves out {words}, directly next to it",
        "question": "this quotation is part of a question, and its question mark is left out",
        "clause-before": f"this quotation begins after a clause that limits it{clause}",
        "clause-after": f"this quotation ends before a clause that limits it{clause}",
    }
    return messages[omission.kind]


def _remedy(quotation: Quotation, omission: OmissionInWords, shortening: Shortening) -> str:
    sentence = shortening.as_text
    shown = f"the source says: “{sentence}”\n" if sentence else ""
    first = "take the insertion out" if omission.kind == "added" else "quote the words left out too"
    if quotation.declaration is None:
        place = f"add these words to the `passages` of `{quotation.source}` with `shortened: REASON`"
    else:
        place = "add `shortened: REASON`, which readers see"
    return f"{shown}{first}, or {place}"
