"""The numbers of the first screen, and how long an answer is."""

from __future__ import annotations

from typing import Any

import pytest
from support.parsed import parse
from support.project import briefing, edition, sources

from bindery.evidence.comparison import StatedClaim, compare_figures
from bindery.evidence.first_screen import number_of_words, range_in_words
from bindery.text.first_sentences import first_sentences
from bindery.text.wording import wording_of


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The heat killed 214 people."], "214"),
        (["The heat killed over 100 people."], "over 100"),
        (["The heat killed 29 children.", "The heat killed more than 100 children."], "29 – over 100"),
        (["The heat killed at least 13 people.", "The heat killed 71 people."], "13 – 71"),
        (["The heat killed 71 people.", "The heat killed at most 90 people."], "71 – 90"),
        (["Deaths rose by 17 per cent.", "Deaths rose by 81 per cent."], "17 – 81%"),
        (["The heat killed 852 people.", "The heat killed 2,546 people.", "The heat killed 1,969 people."], "852 – 2,546"),
        (["The heat killed 50 people.", "The heat killed at least 50 people."], "50"),
        (["The heat killed 27 to 50 people."], "27 to 50"),
        (["The heat killed 27 to 50 people.", "The heat killed 10 people."], "10 – 50"),
        (["The heat killed about 40 people.", "The heat killed 57 people."], "about 40 – 57"),
    ],
)  # fmt: skip
def test_a_number_is_a_figure_or_the_ends_of_a_range(texts: list[str], expected: str) -> None:
    values = compare_figures(StatedClaim(str(n), text) for n, text in enumerate(texts)).values
    assert range_in_words([value for value in values if value.low is not None]) == expected


@pytest.mark.parametrize(
    ("language", "texts", "ends", "span"),
    [
        ("de", ["29 Kinder starben.", "Mehr als 100 Kinder starben."], "29 – über 100", "29 bis über 100"),
        ("de", ["Um 17 Prozent.", "Um mindestens 81 Prozent."], "17 – mindestens 81\u00a0%", "17\u00a0% bis mindestens 81\u00a0%"),
        ("fr", ["29 enfants sont morts.", "Au plus 31 enfants sont morts."], "29 – 31", "29 à au plus 31"),
        ("en", ["29 children died.", "More than 100 children died."], "29 – over 100", "29 to over 100"),
        ("nl", ["29 children died.", "More than 100 children died."], "29 – over 100", "29 to over 100"),
    ],
)  # fmt: skip
def test_the_ends_of_a_range_are_said_in_the_language_of_the_briefing(
    language: str, texts: list[str], ends: str, span: str
) -> None:
    made = compare_figures(StatedClaim(str(n), text, language=language) for n, text in enumerate(texts))
    assert range_in_words(made.drawn, wording_of(language)) == ends
    assert made.span == span


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Yes — and no.", 3),
        ("A well-known 15,000 of the TTP (2024).", 7),
        ("سڑک بند ہے۔", 3),
        ("道路封闭了三个月。", 4),
        ("道路 closed 三", 3),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert number_of_words(text) == words


@pytest.mark.parametrize(
    ("text", "longest", "language", "expected"),
    [
        ("It rained. It snowed.", 100, "en", "It rained. It snowed."),
        ("It rained. It snowed. It froze.", 22, "en", "It rained. It snowed."),
        ("It rained. It snowed.", 3, "en", "It rained."),
        ("Mr. Weber left. He was ill.", 16, "en", "Mr. Weber left."),
        ("سڑک بند ہے۔ بچے مر گئے۔", 12, "ur", "سڑک بند ہے۔"),
        ("道路封闭。孩子们死了。", 7, "zh", "道路封闭。"),
        ("“It rained.” It snowed.", 14, "en", "“It rained.”"),
        ("no end at all", 5, "en", "no end at all"),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text: str, longest: int, language: str, expected: str) -> None:
    assert first_sentences(text, longest, language) == expected


def claim(key: str, text: str, *stances: str) -> dict[str, Any]:
    evidence = [{"source": source, "stance": stance} for source, stance in zip("ab", stances, strict=False)]
    declared = {figure: "an example" for figure in ("214", "300") if figure in text}
    return {"id": key, "text": text, "evidence": evidence, "allow_figures": declared}


def test_the_first_screen_has_the_answer_before_everything_else() -> None:
    made = edition(
        {
            "heat/briefing.yml": briefing(
                summary="One says [@a]. Another says [@b].",
                question="How many died?",
                answer="Between 214 and 300 people.",
                numbers=[{"label": "people killed", "dispute": "toll"}, {"label": "by the office", "claims": ["office"]}],
                explain=["city", "office-of-health"],
                map="where",
                key_points=["paper", "solid", "bare", "office"],
                claims=[
                    claim("office", "The heat killed 214 people.", "supports"),
                    claim("paper", "The heat killed 300 people.", "supports", "disputes"),
                    claim("solid", "It was hot.", "supports", "supports"),
                    claim("bare", "It was wet."),
                ],
                disputes=[{"id": "toll", "title": "The toll", "claims": ["office", "paper"]}],
                entities=[
                    {"id": "city", "name": "City", "kind": "place", "text": "It is in the north.", "location": [33.9, 70.1]},
                    {"id": "office-of-health", "name": "Office of Health", "aliases": ["Office", "OOH"], "kind": "organisation", "text": "It counts."},
                ],
                sections=[{"id": "why", "title": "Why", "content": [{"map": ["city"], "id": "where"}]}],
            ),
            "heat/sources.yml": sources("a", "b"),
        }
    )  # fmt: skip
    assert [problem.message for problem in made.problems if problem.severity == "error"] == []
    pages = {page.path: parse(page.markdown) for page in made.pages}
    text = " ".join(pages["heat/index.md"].text.split())
    order = [
        "How many died?", "Between 214 and 300 people.", "214 – 300", "people killed", "by the office", "City It is in the north.",
        "Office of Health (OOH)", "Key points", "Solid", "It was hot.", "Disputed", "The heat killed 300 people.",
        "Claimed, not confirmed", "It was wet.", "The heat killed 214 people.", "Contents", "Why", "The answer, with its sources", "One says",
    ]  # fmt: skip
    assert [words for words in order if words not in text] == [], text
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert len(pages["heat/index.md"].all("svg", class_="bd-map__picture--narrow")) == 1
    home = " ".join(pages["index.md"].text.split())
    assert "How many died? Between 214 and 300 people." in home
    said = pages["heat/index.md"].by_id("_meaning-single-origin")
    assert said
    assert "one origin, one body or one party" in said.text
