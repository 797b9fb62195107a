"""Text stays text in every field of the format, and nothing that was written is lost."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError
from site_wide.hostile.compiling import compiled, findings, pages, read, rotated
from site_wide.hostile.corpus import NOT_EVERYWHERE, Place, missing, places
from site_wide.hostile.payloads import ADDRESSES, ADDRESSES_OF_THE_SITE, FORBIDDEN, NAMES, SHOWN
from support.parsed import Element

from bindery.model.field_types import Id, Url
from bindery.reading.markdown import parse_markdown
from bindery.reading.yaml_tree import forbidden_characters
from bindery.reading.yaml_tree import parse_yaml as tree
from bindery.text.span import Text

ROUNDS = range(0, len(SHOWN), 60)  # the long run makes all of them


@pytest.fixture(scope="module")
def plain() -> dict[str, Element]:
    return pages(compiled({}))


def test_the_corpus_has_every_field_of_the_format() -> None:
    assert missing() == []


def test_every_text_of_a_briefing_is_seen_somewhere() -> None:
    words = {place: f"zq{number}zq likely" for number, place in enumerate(places())}
    edition = compiled(words)
    seen = " ".join(page.text for page in pages(edition).values()) + " ".join(
        value
        for page in pages(edition).values()
        for element in page.walk()
        for value in element.attributes.values()
    )
    seen += " ".join(
        data.decode() for name, data in edition.files.items() if name.endswith((".json", ".csv"))
    )
    unseen = [place.path for place, text in words.items() if text.split()[0] not in seen]
    assert [path for path in unseen if path[-1] not in NOT_EVERYWHERE] == []


@pytest.mark.parametrize("round_", ROUNDS)
def test_plain_text_never_changes_a_page(round_: int, plain: dict[str, Element]) -> None:
    texts = rotated(SHOWN, round_, markdown=False, lead="word ")
    assert list(findings(texts, plain)) == []


@pytest.mark.parametrize("text", [text for text in SHOWN if len(text) < 100][::7])
def test_what_begins_a_field_acts_no_more_than_what_stands_in_it(text: str) -> None:
    title = Place("briefings/heat/briefing.yml", ("title",), markdown=False)
    edition = compiled({title: text})
    [page] = [page for page in edition.pages if page.path == "heat/index.md"]
    assert read(page).first("h1").text.removesuffix("¶") == " ".join(text.split())


@pytest.mark.parametrize("text", FORBIDDEN)
def test_invisible_characters_are_refused_with_its_place(text: str) -> None:
    (found, *_) = forbidden_characters(Text("x.yml", f"title: kurz\nsummary: e{text}"))
    assert found.code == "B004"
    assert "U+" in found.message
    assert found.span is not None
    assert found.span.line == 2


@pytest.mark.parametrize(
    "text", ["\\0", "\\e[31m", "\\u202e", "\\uFEFF", "\\x85", "\\U000E0041", "\\L", "\\P", "\\N"]
)
def test_so_is_what_is_written_as_an_escape(text: str) -> None:
    assert [problem.code for problem in tree(Text("x.yml", f'title: "{text}"'))[1]] == ["B004"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(PydanticCustomError):
        Id.check(name)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_leads_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(PydanticCustomError):
        Url.check(address)


@pytest.mark.parametrize(
    "address", [a for a in ADDRESSES if a.strip() == a and " " not in a and not a.startswith("mailto:")]
)
def test_nor_does_prose_lead_there(address: str) -> None:
    html = parse_markdown(f"A [link]({address}) and <{address}>.").html
    assert "href" not in html or 'href="https://a.example' in html


@pytest.mark.parametrize(
    "address", ["https://user:pw@a.example", "mailto:a@b.example?attach=/etc/passwd", "mailto:"]
)
def test_a_link_in_prose_holds_no_password_and_sends_no_file(address: str) -> None:
    made = parse_markdown(f"A [link]({address}).")
    assert [fault.code for fault in made.faults] == ["B116"]
    assert "href" not in made.html


def test_the_addresses_of_the_site_are_no_briefings() -> None:
    from bindery.reading.folder_names import RESERVED_SLUGS  # noqa: PLC0415  what is asked about

    assert set(ADDRESSES_OF_THE_SITE) <= RESERVED_SLUGS
