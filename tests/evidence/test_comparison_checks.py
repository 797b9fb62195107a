"""Comparisons of figures that do not count the same are refused, and so are values that a claim does not have."""

from __future__ import annotations

import pytest
from support.cases import each
from support.project import briefing, edition

from bindery.evidence.compared_kinds import NOTHING, count_the_same, names_other_thing, things_counted


def codes(*texts: str) -> list[str]:
    """The problems of a block that compares claims; `text | value | unit` is a claim with more keys."""
    claims = []
    for n, text in enumerate(texts):
        words, value, unit = (part.strip() for part in (f"{text}||").split("|")[:3])
        claims.append({"id": f"claim-{n}", "text": words, "value": value, "unit": unit})
    kept = [{key: value for key, value in claim.items() if value} for claim in claims]
    content = [{"compare": [claim["id"] for claim in kept]}]
    made = briefing(claims=kept, sections=[{"id": "why", "title": "Why", "content": content}])
    return [p.code for p in edition({"a/briefing.yml": made}).problems if p.code in ("B324", "B363", "B364")]


@pytest.mark.slow
@each(
    ("texts", "found"),
    [
        (("12 boats sank.", "30 people drowned."), ["B324"]),
        (("12 people were killed.", "30 people were injured."), ["B324"]),
        (("12 people were killed.", "30 people died."), []),
        (("12 nurses left.", "30 workers left."), []),
        (("12 boats sank.", "30 ships sank."), []),
        (("12 boats sank.", "30 lamps broke."), ["B324"]),
        (("12 crates came.", "30 sacks came."), ["B324"]),
        (("12 crates came.", "30 crates came."), []),
        (("12 were lost.", "30 lamps were lost."), []),
        (("The rate was 4 per mille.", "The rate was 12 per cent."), ["B324"]),
        (("There were 4 deaths per 1,000 births.", "There were 6 deaths per 1,000 births."), []),
        (("It cost $5 million.", "It cost 7 million."), ["B324"]),
        (("It cost $5 million.", "It cost $7 million."), []),
        (("12 people drowned. | 12 | boats", "30 boats sank."), ["B364"]),
        (("12 people drowned. | 13", "30 people drowned."), ["B364"]),
        (("56 per cent drowned. | 56 | people", "30 people drowned."), ["B324", "B364"]),
        (("30 children died in 3 months. | 3 | children", "12 children died."), ["B324", "B364"]),
    ],
)
def test_figures_are_compared_only_with_their_like(texts: tuple[str, ...], found: list[str]) -> None:
    assert codes(*texts) == found


@each(
    ("one", "other", "same"),
    [
        (("", "boats", "12 boats sank"), ("", "people", "30 people drowned"), False),
        (("", "boats", "12 boats sank"), ("", "ships", "30 ships sank"), True),
        (("", "nurses", "12 nurses left"), ("", "workers", "30 workers left"), True),
        (("", "people", "12 people were killed"), ("", "people", "30 people were injured"), False),
        (("people", "", "12 were killed"), ("", "widgets", "30 widgets"), None),
        (("people", "", "12 were killed"), ("people", "", "30 died"), True),
        (("boats", "", "12 sank"), ("people", "", "30 drowned"), False),
    ],
)
def test_two_counts_are_of_the_same(
    one: tuple[str, str, str], other: tuple[str, str, str], same: bool | None
) -> None:
    assert count_the_same(things_counted(*one, "en"), things_counted(*other, "en")) is same


def test_an_author_names_another_thing_than_the_text() -> None:
    people = things_counted("people", "", "12 drowned", "en")
    assert names_other_thing(people, "boats", "en")
    assert not names_other_thing(people, "men", "en")
    assert not names_other_thing(NOTHING, "boats", "en")
