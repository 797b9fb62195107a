"""Footnotes that describe a source become citations, and remarks stay footnotes."""

from __future__ import annotations

from support.cases import each

from bindery.drafting.cited_sources import CitedSources
from bindery.model.source import SourceList

KNOWN = SourceList.model_validate(
    {
        "sources": [
            {"id": "july", "kind": "official", "title": "Deaths in July", "url": "https://example.org/july"}
        ]
    }
)
BOOK = {
    "id": "9",
    "type": "book",
    "title": "Hot cities",
    "author": [{"family": "Okafor", "given": "Ngozi"}],
    "issued": "2022",
}
CITED = {
    "Health Office, Deaths in July, https://example.org/july.": "[@july]",
    "https://www.example.org/july/ (accessed 3 May 2024)": "[@july]",
    "See Okafor 2022, p. 4.": "[@okafor-2022-cities, p. 4]",
    "Okafor (2022), pp. 4–6": "[@okafor-2022-cities, pp. 4–6]",
    "Vgl. Okafor et al. 2022, S. 12.": "[@okafor-2022-cities, S. 12]",
    "N. Bello, The Heat of Towns (London: Made-Up Press, 2019), p. 33.": "[@",
    "Bello, N.: Die Hitze der Städte. Berlin 2019": "[@",
    "Bello, N. 2020. doi:10.5555/12345678": "[@",
    "N. Bello, The Heat of Towns (London, 2019); https://example.org/july": "; @july]",
}
REMARKS = [
    "In 2023, the office changed its method, and so the figures differ.",
    "The office changed this in 2023.",
    "This is a remark.",
    "I thank those who read this (and all who did not).",
    "Ibid.",
    "",
    "a" * 900 + " https://example.org/july",
]


def cited() -> CitedSources:
    return CitedSources([KNOWN], [BOOK])


@each("words", CITED)
def test_a_reference_in_a_footnote_is_cited(words: str) -> None:
    assert CITED[words] in cited().from_note(words)


@each("words", REMARKS)
def test_a_remark_in_a_footnote_is_none(words: str) -> None:
    assert cited().from_note(words) == ""


def test_what_is_cited_again_is_one_source() -> None:
    sources = cited()
    first = sources.from_note("Bello, N.: Die Hitze der Städte. Berlin 2019, S. 3")
    again = sources.from_note("Bello, N., Die Hitze der Städte, Berlin 2019, S. 8.")
    assert again == first.replace("S. 3", "S. 8")
    assert sources.from_note("Ebd., S. 9") == first.replace("S. 3", "S. 9")
    assert len(sources.added) == 2
