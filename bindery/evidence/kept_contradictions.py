"""What a text says that its quotations contradict in words, found again where an edit changed neither."""

from __future__ import annotations

from collections.abc import Sequence

from bindery.evidence.contrary_messages import Contradiction
from bindery.text.kept_results import kept_result


def contradictions_in_words(
    briefing: str, text: str, supporting: Sequence[tuple[str, str]]
) -> tuple[Contradiction, ...]:
    """What a text says that quotations contradict in words. For the arguments see `contradicted_words`."""
    if not supporting:
        return ()

    def find() -> tuple[Contradiction, ...]:
        from bindery.evidence.contradicted_words import contradicted_words  # noqa: PLC0415  its rules take long to load

        return tuple(contradicted_words(briefing, text, supporting))

    return kept_result(("contradictions", briefing, text, supporting), (Contradiction,), find)
