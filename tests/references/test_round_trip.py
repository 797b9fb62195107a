"""Out and in again: sources that were exported come back as they were, in every format that is read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.project import ROOT

from bindery.model import vocabulary
from bindery.model.source import Source, SourceList
from bindery.references.formats import Format, bibtex, csl_json, format_file, ris
from bindery.references.imports import ImportedEntry, read_references
from bindery.references.record import record_of_source
from bindery.references.reference import reference_to
from bindery.references.to_source import ImportOutcome, SourceCatalogue

pytestmark = pytest.mark.slow

FORMS: dict[str, Format] = {"csl": csl_json, "bibtex": bibtex, "ris": ris}
# What is the project's own, and in no record of another program.
OWN = {
    "id", "short", "origin", "body", "party", "reliability", "credibility", "show", "descriptor", "readings",
    "passages", "was", "untitled",
}  # fmt: skip
LISTS = [*sorted((ROOT / "briefings").glob("**/sources.yml")), ROOT / "tests/references/routes/thirty.yml"]


def back(form: str, sources: list[Source]) -> list[ImportOutcome]:
    """What becomes of sources that are exported and imported into an empty project, each by itself."""
    records = [record_of_source(reference_to(source), ("ab12",)) for source in sources]
    _, entries = read_references("list", format_file(FORMS[form], records).encode(), form)
    found = [entry for entry in entries if isinstance(entry, ImportedEntry)]
    assert len(found) == len(sources)
    return [SourceCatalogue(()).add(entry) for entry in found]


def fields(source: Source) -> dict[str, Any]:
    """The fields that come back. A DOI is the same in a field and in an address."""
    found = source.model_dump(mode="json", exclude=OWN)
    return {**found, "doi": reference_to(source).doi}


def as_they_were(form: str, sources: list[Source]) -> None:
    for source, outcome in zip(sources, back(form, sources), strict=True):
        assert outcome.fields is not None, outcome.why
        assert fields(Source.model_validate(outcome.fields)) == fields(source)
        assert not [note for note in outcome.notes if "left out" in note]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.parent.name)
def test_lists_come_back_as_they_were(form: str, path: Any) -> None:
    written = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  it makes only text
    as_they_were(form, list(SourceList.model_validate(written).sources))


# Texts as people write them: no HTML, and nothing that a format has as its own mark between two values.
WORDS = st.text(
    st.sampled_from("abcdeXYZ ÄÖéñ اردو城市 0123 {}\\&%$#_~^'\"`=+-@|()[].:!?–—"), min_size=1, max_size=24
).filter(lambda text: any(char.isalpha() for char in text) and text.strip("[]. ") == text)
NAMES = st.sampled_from(
    [
        "Ada Okafor",
        "Gabriel García Márquez",
        "Plato",
        "نور الحسن",
        "王小明",
        {"name": "Ada Mary Okafor", "family": "Okafor"},
        {"name": "Gabriel García Márquez", "family": "García Márquez"},
        {"name": "Lee Min-jun", "family": "Lee"},
        {"name": "Ludwig van Beethoven", "family": "van Beethoven"},
        {"name": "王小明", "family": "王"},
        {"name": "نور الحسن", "family": "الحسن"},
        {"organisation": "Office for Peace, Security and Aid Affairs"},
        {"organisation": "Bread & Roses and Company"},
        {"organisation": "城市日报"},
        {"name": "Ana Lang", "family": "Lang", "organisation": "World Shade Fund"},
        {"name": "Ben Lee", "url": "https://example.org/ben_lee"},
    ]
)
PEOPLE = st.lists(
    NAMES, max_size=5, unique_by=lambda name: name if isinstance(name, str) else next(iter(name.values()))
)
DATES = st.sampled_from(["1999", "2014-03", "2024-11-21"])
TEXTS = (
    "title", "original_title", "translated_title", "publisher", "container", "volume", "issue", "number", "court", "edition",
    "place",
)  # fmt: skip


@st.composite
def made_up(draw: st.DrawFn) -> Source:
    """A source with any of the fields that a record can have."""
    optional: dict[str, Any] = {name: draw(st.none() | WORDS) for name in TEXTS}
    people, roles = draw(PEOPLE), ("authors", "editors", "translators")
    optional |= {role: people[at::3] for at, role in enumerate(roles)}
    optional |= {
        "published": draw(st.none() | DATES),
        "accessed": draw(st.none() | DATES),
        "pages": draw(st.sampled_from([None, "45-60", "45–60", "A4", "4, 9–12", "e12"])),
        "doi": draw(st.sampled_from([None, "10.5555/a_b(1)", "10.5555/X&y"])),
        "url": draw(st.sampled_from([None, "https://example.org/a_b%20c?x=1&y=~2#z", "https://doi.org/10.5555/q"])),
        "archive": draw(st.sampled_from([[], ["https://web.archive.org/web/2024/https://example.org/a_b"]])),
        "licence": draw(st.sampled_from([None, "CC-BY-4.0", "Open; see the site"])),
        "language": draw(st.sampled_from([None, "en", "zh-CN", "fa-AF", "ur"])),
        "state": draw(st.sampled_from([None, *vocabulary.SOURCE_STATES])),
    }  # fmt: skip
    if optional["published"]:
        optional["published_end"] = draw(st.sampled_from([None, "2024-12-02"]))
    if optional["doi"] and "doi.org" in str(optional["url"]):
        optional["url"] = None
    if optional["container"] == optional["title"]:
        optional["container"] = None  # some programs write the title of a book in both
    if not optional["title"]:
        optional["url"] = optional["url"] or "https://example.org/untitled"
    known = {key: value for key, value in optional.items() if value}
    return Source.model_validate(
        {"id": "a", "kind": draw(st.sampled_from([*vocabulary.SOURCE_KINDS])), **known}
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None)
@given(source=made_up())
@example(source=Source.model_validate({"id": "a", "kind": "news", "title": "T", "container": "Daily Post"}))
@example(source=Source.model_validate({"id": "a", "kind": "official", "publisher": "Ministry of Water"}))
def test_any_source_comes_back_as_it_was(form: str, source: Source) -> None:
    as_they_were(form, [source])
