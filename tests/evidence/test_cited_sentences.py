"""Each sentence of a paragraph is compared with the quotations in its own citations."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from support.cases import each

from bindery.evidence.cited_sentences import cited_sentences
from bindery.evidence.statements import StatedText

FIRST, SECOND = "It rained. ", "The pass was open."


def _citation(source: str, quote: str = "") -> Any:
    """A citation of one source, with or without a quotation."""
    return SimpleNamespace(items=[SimpleNamespace(source=source, quote=quote)])


@each(
    ("cited", "found"),
    [
        (((9, _citation("a", "rain")),), [("a", "rain")]),
        (((9, _citation("a", "rain")), (28, _citation("b", "snow"))), [("a", "rain"), ("b", "snow")]),
        (((11, _citation("a", "rain")),), [("a", "rain")]),  # after the full stop
        (((9, _citation("a")),), []),  # nothing quoted to compare with
        ((), []),
    ],
)
def test_a_sentence_has_its_own_quotations(cited: Any, found: list[tuple[str, str]]) -> None:
    statement = StatedText((), "paragraph", FIRST + SECOND, cited=cited)
    assert [pair for one in cited_sentences(statement) for pair in one.quoted] == found


def test_sentences_that_mention_claims_are_left_out() -> None:
    statement = StatedText((), "paragraph", FIRST, claims=("c",), cited=((9, _citation("a", "rain")),))
    assert list(cited_sentences(statement)) == []
