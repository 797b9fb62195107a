"""Words that are not in their source: whose they are, from which two they were put together, or which marks are too many."""

from __future__ import annotations

import pytest
from support.cases import each
from support.project import BARE, briefing, edition, sources

from bindery.evidence.misattribution import Explanation, explain, holder
from bindery.text.tokens import SearchableText

TEXTS = {
    "own": "The ministry did not authorise the crossing before June. It said «yes, we can» twice. “So it goes,” he added.",
    "fares": "Fares on the northern line rose by six per cent in the autumn, to the anger of all.",
    "more": "Fares on the northern line rose by six per cent in the autumn, said the board.",
    "third": "The paper wrote that fares on the northern line rose by six per cent in the autumn.",
    "urdu": "وزارت نے کہا کہ پل مارچ میں بند ہوا۔",
}
HOLDERS = {name: holder([SearchableText.of(text)]) for name, text in TEXTS.items()}


def why(words: str, source: str = "own") -> Explanation | None:
    """Why the source does not have these words."""
    assert not HOLDERS[source](words)
    return explain(words, source, HOLDERS)


@pytest.mark.parametrize(
    ("words", "help_"),
    [
        ("to the anger of all", "these words are in `fares`; correct the source"),
        ("said the board", "these words are in `more`; correct the source"),
        ("Fares on the northern line", "these words are in `fares` and `more`; correct the source"),
        ("northern line rose by six", "these words are in `fares`, `more` and `third`; correct the source"),
        ("Fares […] to the anger", "these words are in `fares`; correct the source"),
        ("“to the anger of all”", "these words are in `fares`; correct the source"),
        ("پل مارچ میں بند ہوا", "these words are in `urdu`; correct the source"),
    ],
)
def test_the_sources_that_have_the_words_are_named(words: str, help_: str) -> None:
    assert why(words) == Explanation("", help_)


@pytest.mark.parametrize(
    "words", ["Fares", "rose by seven per cent", "xylophone", "Fares […] xylophone", "“"]
)
def test_nothing_is_said_where_nothing_is_certain(words: str) -> None:
    assert why(words) is None


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        (
            "The ministry did not authorise the crossing rose by six per cent in the autumn",
            "“The ministry did not authorise the crossing” is in `own`",
            "“rose by six per cent in the autumn” in `fares`",
        ),
        (
            "to the anger of all before June. It said",
            "“to the anger of all” is in `fares`",
            "“before June. It said” in `own`",
        ),
        (
            "The ministry did not […] said the board",
            "“The ministry did not” is in `own`",
            "“said the board” in `more`",
        ),
    ],
)
def test_two_sources_are_named(words: str, first: str, second: str) -> None:
    found = why(words)
    assert found
    assert found.remedy.startswith(f"they are put together from two sources: {first}, {second}\n")


@each(
    ("words", "marks"),
    [
        ("“did not authorise”", "“ and ”"),
        ("„did not authorise“", "„ and “"),
        ("«did not authorise»", "« and »"),
        ("« did not authorise »", "« and »"),
        ("「did not authorise」", "「 and 」"),
        ("'did not authorise'", "'"),
        ("“did not authorise", "“"),
        ("did not authorise”", "”"),
        ("“«did not authorise»”", "“, «, » and ”"),
        ("“«yes, we can»”", "“ and ”"),
    ],
)
def test_marks_around_the_words_are_said_to_be_the_trouble(words: str, marks: str) -> None:
    found = why(words)
    assert found
    assert found.message == "`own` has these words, but not the quotation marks around them"
    assert found.remedy == f"delete {marks} at the ends of the words"


@pytest.mark.parametrize(
    "words", ["«yes, we can»", "“So it goes,”", '"So it goes,"', "“So it goes", "yes, we can»"]
)
def test_marks_that_the_source_has_are_right(words: str) -> None:
    assert HOLDERS["own"](words)


def test_marks_are_found_wherever_words_are_quoted() -> None:
    listed = sources("a", "b")
    listed["sources"][0]["passages"] = [{"id": "p", "quote": "«he was there»"}]
    files = {
        "b/briefing.yml": briefing(
            summary="So [@a, “‘he was there’”; @b].",
            datasets=[
                {
                    "id": "d",
                    "title": "D",
                    "unit": "people",
                    "series": [
                        {
                            "name": "S",
                            "points": [{"x": "2024", "y": 3, "source": "a", "quote": "“three came”"}],
                        }
                    ],
                }
            ],
        ),
        "b/sources.yml": listed,
        "b/snapshots/a.txt": "They said that he was there and three came.",
    }
    found = [problem.message for problem in edition(files, templates=BARE).problems if problem.code == "B301"]
    assert found == ["`a` has these words, but not the quotation marks around them"] * 3
