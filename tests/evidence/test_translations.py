"""Translations: figures compared, what has changed, what is missing, and evidence from the original."""

from __future__ import annotations

from typing import Any

from support.cases import each
from support.project import edition

from bindery.edition import Edition
from bindery.evidence import translations
from bindery.evidence.translations import differing

CLAIM = {
    "id": "hot",
    "text": "It was hot.",
    "evidence": [{"source": "one", "note": "Seen on page 3."}],
    "as_of": "2024",
}
SOURCES = {"sources": [{"id": "one", "kind": "report", "title": "Heat", "publisher": "Office"}]}


def original(**parts: Any) -> dict[str, Any]:
    return {
        "title": "Heat",
        "summary": "It was hot.",
        "date": "2024",
        "key_points": [CLAIM],
        "sections": [{"id": "why", "title": "Why", "content": [{"claim": "hot"}]}],
        **parts,
    }


def german(**parts: Any) -> dict[str, Any]:
    return {
        "title": "Hitze",
        "summary": "Es war heiß.",
        "date": "2024",
        "language": "de",
        "translation_of": "a",
        "key_points": [{"id": "hot", "text": "Es war heiß."}],
        "sections": [{"id": "warum", "original": "why", "title": "Warum", "content": [{"claim": "hot"}]}],
        **parts,
    }


def made(first: dict[str, Any], second: dict[str, Any]) -> Edition:
    return edition({"a/briefing.yml": first, "a/sources.yml": SOURCES, "b/briefing.yml": second})


@each(
    ("language", "text", "english", "here", "there"),
    [
        (
            "de",
            "Am 24. Dezember 2024 starben 1.234 Menschen.",
            "On 24 December 2024, 1,234 people died.",
            [],
            [],
        ),
        ("de", "12,5 Prozent, drei Soldaten", "12.5 per cent, three soldiers", [], []),
        ("de", "Version 9.7.1 von 2024", "version 9.7.1 of 2024", [], []),
        ("de", "1.243 Menschen", "1,234 people", ["1.243"], ["1,234"]),
        ("de", "am 25. Mai 2024", "on 24 May 2024", ["25. Mai 2024"], ["24 May 2024"]),
        ("de", "im Mai 2024", "on 24 May 2024", [], ["24 May 2024"]),
        ("de", "vier Soldaten", "three soldiers", [], ["three"]),
        ("fr", "1\u202f234 morts le 1er mai 2024", "1,234 dead on 1 May 2024", [], []),
        ("fr", "2,5 millions", "2.5 million", [], []),
        ("ur", "24 دسمبر 2024 کو 51 بچے", "51 children on 24 December 2024", [], []),
        ("ur", "۵۲ بچے", "51 children", ["۵۲"], ["51"]),
        ("de", "Es war heiß.", "It was hot.", [], []),
        ("de", "", "", [], []),
    ],
)
def test_figures_and_dates_are_compared(
    language: str, text: str, english: str, here: list[str], there: list[str]
) -> None:
    assert differing(text, language, english, "en") == here
    assert differing(english, "en", text, language) == there


def test_a_claim_without_evidence_has_that_of_its_original() -> None:
    site = made(original(), german()).site
    assert site is not None
    claim = site.briefings["b"].claims["hot"]
    assert [str(piece.source) for piece in claim.evidence] == ["one"]
    assert (claim.evidence[0].note, str(claim.as_of)) == (None, "2024")
    assert site.briefings["b"].verdicts["hot"].status == site.briefings["a"].verdicts["hot"].status


def test_evidence_of_its_own_takes_the_place_of_all() -> None:
    own = [{"id": "hot", "text": "Es war heiß.", "evidence": [{"source": "one", "stance": "disputes"}]}]
    site = made(original(), german(key_points=own)).site
    assert site is not None
    claim = site.briefings["b"].claims["hot"]
    assert ([piece.stance for piece in claim.evidence], claim.as_of) == (["disputes"], None)


def test_a_page_says_that_its_original_has_changed() -> None:
    old = [{"id": "hot", "text": "Es war heiß.", "original_hash": "0" * 12}]
    done = made(original(), german(key_points=old))
    pages = {page.path: page.markdown for page in done.pages}
    assert "Das Original hat sich geändert" in pages["b/index.md"]
    assert 'href="../a/claims/hot/" hreflang="en"' in pages["b/index.md"]
    assert "hreflang" in pages["a/index.md"]
    assert ">Deutsch</a>" in pages["a/index.md"]
    assert ">English</a>" in pages["b/warum.md"]
    assert [problem.code for problem in done.problems if problem.code == "B661"] == ["B661"]


def test_a_hash_stands_for_the_words_and_not_for_their_lines() -> None:
    first = made(original(summary="It was\nhot."), german()).site
    second = made(original(summary="It was hot."), german()).site
    assert first is not None
    assert second is not None
    hashes = [
        {key: part.hash for key, part in translations.parts_of(site.briefings["a"].register.parsed).items()}
        for site in (first, second)
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes[0].values())) == len(hashes[0])
