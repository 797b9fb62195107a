"""A bound does not dispute a figure that is within it, and only what is certain is reported."""

from __future__ import annotations

from support.cases import each
from support.project import briefing, graph, sources

from bindery.evidence.stances import check_stances


def reported(claim: str, quote: str, language: str = "en") -> bool:
    listed = sources("a", "b")
    listed["sources"][1]["language"] = language
    point = {
        "id": "toll",
        "text": claim,
        "evidence": [{"source": "a"}, {"source": "b", "quote": quote, "stance": "disputes"}],
    }
    found = graph({"x/briefing.yml": briefing(key_points=[point]), "x/sources.yml": listed})
    return bool([*check_stances(found)])


@each(
    ("claim", "quote"),
    [
        ("50 people died.", "at least 46 people died"),
        ("50 people died.", "At least 50 people died"),
        ("120 people died.", "over 100 were killed"),
        ("120 people died.", "more than a hundred were killed"),
        ("120 people died.", "100 or more were killed"),
        ("30 people died.", "fewer than 40 died"),
        ("30 people died.", "up to 30 died"),
        ("30 people died.", "no more than 30 died"),
        ("30 people died.", "no fewer than 20 died"),
        ("Over 50 people died.", "at least 30 have died"),
        ("At least 13 people died.", "46 people died"),
        ("19 soldiers were killed.", "at least one soldier was killed"),
        ("Deaths rose by 17 per cent.", "a rise of more than 15%"),
        ("On 21 November 2024, 50 people died.", "at least 46 people died on Thursday"),
        ("At most 40 died.", "at least 30 died"),
        ("1,500 people fled.", "more than 1.2 thousand fled"),
    ],
)
def test_a_bound_that_the_figure_satisfies_is_reported(claim: str, quote: str) -> None:
    assert reported(claim, quote)


@each(
    ("claim", "quote"),
    [
        ("50 people died.", "at least 60 people died"),
        ("100 people died.", "over 100 were killed"),
        ("40 people died.", "fewer than 40 died"),
        ("50 people died.", "46 people died"),
        ("At least 60 people died.", "46 people died"),
        ("Over 50 people died.", "at most 50 people died"),
        ("50 people died.", "about 46 people died"),
        ("About 50 people died.", "at least 46 people died"),
        ("50 people died.", "at least 46 people died, 20 of them women"),
        ("50 people were hurt, 27 of them children.", "at least 46 were hurt"),
        ("50 people died.", "the ministry denied that over 40 had died"),
        ("50 people died.", "it is not true that at least 46 died"),
        ("50 people died.", "it isn’t at least 46"),
        ("50 people died.", "reports of more than 40 dead are false"),
        ("50 people died.", "only up to 60 were hurt, nobody died"),
        ("50 per cent died.", "at least 46 people died"),
        ("50 people died.", "nobody died"),
        ("People died.", "at least 46 people died"),
        ("It happened in 2024.", "at least 46 people died"),
    ],
)
def test_what_is_not_certain_is_not_reported(claim: str, quote: str) -> None:
    assert not reported(claim, quote)


def test_words_of_another_language_may_deny_what_we_cannot_read() -> None:
    assert reported("50 people died.", "at least 46 people died", "en-GB")
    assert not reported("50 people died.", "at least 46 people died", "de")
