"""What a page tells services where a link to it is shared, and the card that they show."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from support.parsed import Element, parse
from support.project import MKDOCS, TEMPLATES, Site, briefing, edition, sources

from bindery.build import bundle
from bindery.drawing import fonts
from bindery.edition import Edition
from bindery.pages import page_head, social_card
from bindery.reading.inputs import Imprint

ADDRESS = "https://example.org/paper/"
IMPRINT = Imprint("The Newsroom", "We write.")
URDU = "کرم ایجنسی میں TTP کے حملے: 2024 میں کیا ہوا اور کون ذمہ دار ہے؟"
HOSTILE = "<script>alert(\"1\")</script> & 'quotes' &amp; ]]> <!-- {{ title }} {% raw %} کرم `*_"
SUMMARY = HOSTILE.removesuffix(" `*_")  # in an author's Markdown, &amp; is an ampersand
CLAIMS = [
    {"id": "a", "text": "It is hot.", "evidence": [{"source": "x"}, {"source": "y"}]},
    {"id": "b", "text": "It is hot.", "evidence": [{"source": "x"}]},
    {"id": "c", "text": "It is hot.", "evidence": [{"source": "x"}, {"source": "y", "stance": "disputes"}]},
    {"id": "d", "text": "It is hot."},
]
RICH = briefing(
    title=HOSTILE,
    summary="It is hot in towns.",
    date="2024-05-01",
    updated="2024-06-02",
    language="en-GB",
    claims=CLAIMS,
    key_points=["a"],
    sections=[
        {
            "id": "why",
            "title": "Why",
            "summary": re.sub(r"([<{])", r"\\\1", SUMMARY),
            "content": [{"claim": "a"}],
        },
        {"id": "how", "title": "How", "content": [{"claim": "b"}]},
    ],
    events=[
        {"id": "e", "date": "2007", "title": "First"},
        {"id": "f", "date": "2024-01-08", "title": "Last"},
    ],
    entities=[{"id": "x", "name": "The Ministry", "kind": "organisation", "text": "It rules."}],
    editions=[{"number": 1, "date": "2024-05-01"}],
)
URDU_BRIEFING = briefing(title=URDU, language="ur", claims=CLAIMS, key_points=["a"])


def project(site: Site, site_url: str) -> Site:
    site.write("mkdocs.yml", f"{MKDOCS}site_description: Words & 'more' \"of us\"\nsite_url: {site_url!r}\n")
    site.write("docs/about.md", '# Q & A <b>"us"</b>\n\n![x](x.png)\n\nWho *we* are: "us" & <you>.\n')
    site.write("docs/x.png", b"x")
    site.write("docs/said.md", "---\ndescription: Said by \"hand\" & 'foot'\n---\n\n# Said\n\nNot this.\n")
    site.write("docs/mute.md", "# Mute\n")
    site.write("briefings/rich/briefing.yml", RICH)
    site.write("briefings/urdu/briefing.yml", URDU_BRIEFING)
    return site.write("briefings/sources.yml", sources("x", "y")).build(strict=False)


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that has an address."""
    return project(Site(tmp_path_factory.mktemp("addressed")), ADDRESS)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same site without one."""
    return project(Site(tmp_path_factory.mktemp("nowhere")), "")


def said(page: Element) -> dict[str, str]:
    """What the head of a page says, each thing once."""
    found: dict[str, str] = {}
    for meta in page.all("meta"):
        name = meta.attributes.get("property") or meta.attributes.get("name") or ""
        if name.startswith(("og:", "article:", "twitter:", "description")):
            assert name not in found
            found[name] = meta.attributes["content"]
    return found


def addresses(site: Site) -> list[str]:
    found = (p.relative_to(site.site).as_posix() for p in site.site.rglob("*.html"))
    return sorted(path.removesuffix("index.html") for path in found if path != "404.html")


@pytest.mark.slow
def test_every_page_has_a_description_of_its_own(addressed: Site) -> None:
    found = {address: said(addressed.page(address)) for address in addresses(addressed)}
    assert {"", "about/", "sources/", "sources/x/", "rich/", "rich/claims/", "rich/changes/"} <= set(found)
    words = [tags["description"] for tags in found.values()]
    assert "" not in words
    assert sorted(words) == sorted(set(words))
    assert all(tags["og:description"] == tags["description"] for tags in found.values())


def test_descriptions_say_what_is_on_the_page(addressed: Site) -> None:
    name = " ".join(HOSTILE.split())
    assert said(addressed.page("rich/claims/"))["description"] == (
        f"Every claim of “{name}” with its evidence. "
        "1 corroborated, 1 single origin, 1 contested, 1 unsupported."
    )
    assert said(addressed.page("rich/timeline/"))["description"] == (
        f"The events of “{name}”, 2007 – 8 January 2024."
    )
    assert said(addressed.page("rich/entities/"))["description"].endswith(f"“{name}”: The Ministry.")
    assert said(addressed.page("rich/sources/"))["description"].startswith("The 2 sources of")
    assert said(addressed.page("rich/how/"))["description"] == f"How: a section of “{name}”."
    assert said(addressed.page("rich/why/"))["description"] == SUMMARY.replace("&amp;", "&")


def test_hand_written_pages_say_what_their_authors_say_or_their_first_paragraph(addressed: Site) -> None:
    about = said(addressed.page("about/"))
    assert about["description"] == 'Who we are: "us" & .'  # <you> is HTML, as MkDocs reads it
    assert about["og:title"] == 'Q & A "us"'
    assert said(addressed.page("said/"))["description"] == "Said by \"hand\" & 'foot'"
    assert said(addressed.page("mute/"))["description"] == "Mute. Words & 'more' \"of us\""


def test_a_briefing_is_an_article_and_all_else_a_website(addressed: Site) -> None:
    kinds = {address: said(addressed.page(address))["og:type"] for address in addresses(addressed)}
    articles = {address for address, kind in kinds.items() if kind == "article"}
    assert articles == {address for address in kinds if address.startswith(("rich/", "urdu/"))}
    rich = said(addressed.page("rich/"))
    assert rich["og:locale"] == "en_GB"
    assert rich["og:site_name"] == "The Newsroom"
    assert (rich["article:published_time"], rich["article:modified_time"]) == ("2024-05-01", "2024-06-02")
    urdu = said(addressed.page("urdu/"))
    assert urdu["og:locale"] == "ur"
    assert [name for name in urdu if name.startswith("article:")] == []  # its day is not known


def test_an_author_s_text_stands_in_the_head_as_it_was_typed(addressed: Site) -> None:
    assert said(addressed.page("rich/"))["og:title"] == HOSTILE
    assert said(addressed.page("rich/claims/"))["og:title"] == f"Claims · {HOSTILE}"
    assert said(addressed.page("urdu/"))["og:title"] == URDU
    assert said(addressed.page("rich/"))["og:image:alt"].startswith(HOSTILE)
    assert "<script>alert" not in addressed.file("rich/claims/").read_text("utf-8")


def test_addresses_are_told_by_a_site_that_has_one(addressed: Site) -> None:
    for address in addresses(addressed):
        tags = said(addressed.page(address))
        assert tags["og:url"] == f"{ADDRESS}{address}"
        assert tags["twitter:card"] == "summary_large_image"
        assert tags["og:image"].startswith(ADDRESS)
        card = addressed.file(tags["og:image"].removeprefix(ADDRESS)).read_bytes()
        assert card == addressed.file(card_of(address)).read_bytes()


def card_of(address: str) -> str:
    slug = address.split("/", maxsplit=1)[0]
    return f"{slug}/card.png" if slug in ("rich", "urdu") else page_head.SITE_CARD


@pytest.mark.slow
def test_a_site_without_an_address_invents_none(nowhere: Site) -> None:
    for address in addresses(nowhere):
        page = nowhere.page(address)
        tags = said(page)
        assert [name for name in tags if name.startswith(("og:image", "og:url"))] == []
        assert tags["twitter:card"] == "summary"
        assert page.all("link", rel="canonical") == []


@pytest.mark.slow
def test_an_empty_address_is_as_none(site: Site, nowhere: Site) -> None:
    project(site, "")
    without = site.read("mkdocs.yml").replace("site_url: ''\n", "")
    assert "site_url" not in without
    site.write("mkdocs.yml", without).build(strict=False)
    ours, theirs = Site(site.site).files(), Site(nowhere.site).files()
    for files in (ours, theirs):
        files.pop("manifest.json")  # which names the mkdocs.yml of each
    assert ours == theirs


@pytest.mark.slow
def test_the_address_of_this_site_is_taken_from_the_environment(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.newsroom().write("mkdocs.yml", MKDOCS + 'site_url: !ENV [SITE_URL, ""]\n')
    monkeypatch.setenv("SITE_URL", ADDRESS.rstrip("/"))
    assert said(site.build().page("heat/"))["og:url"] == f"{ADDRESS}heat/"


def test_a_page_that_is_not_found_says_nothing(addressed: Site) -> None:
    page = parse((addressed.site / "404.html").read_text("utf-8"))
    assert [name for name in said(page) if name.startswith("og:")] == []


# Cards


def card(imprint: Imprint | None = IMPRINT, **parts: Any) -> bytes | None:
    files = {
        "a/briefing.yml": briefing(**({"claims": CLAIMS, "key_points": ["a"]} | parts)),
        "a/sources.yml": sources("x", "y"),
    }
    made = edition(files, imprint=imprint)
    assert made.errors == []
    return made.files.get("a/card.png")


def rows(png: bytes | None) -> list[bytes]:
    """The rows of a picture, each with its filter first; every checksum is compared."""
    assert png is not None
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, pixels, header = 8, b"", b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + data) == int.from_bytes(png[at + 8 + length : at + 12 + length])
        header, pixels = (data if kind == b"IHDR" else header), pixels + (data if kind == b"IDAT" else b"")
        at += length + 12
    assert struct.unpack(">IIBBBBB", header) == (1200, 630, 8, 6, 0, 0, 0)
    raw = zlib.decompress(pixels)
    assert len(raw) == 630 * 4801
    return [raw[start : start + 4801] for start in range(0, len(raw), 4801)]


@pytest.mark.parametrize(
    "parts",
    [
        {"title": "Heat"},
        {"title": HOSTILE},
        {"title": HOSTILE * 4, "subtitle": HOSTILE * 4},
        {"title": "W" * 300},
        {"title": URDU, "language": "ur"},
        {"title": URDU * 5, "language": "ur", "subtitle": URDU * 3},
        {"title": "Heat", "handling": "TLP:AMBER+STRICT", "status": "withdrawn", "date": "2024-09-30"},
    ],
    ids=["plain", "hostile", "long", "one-word", "urdu", "long-urdu", "marked"],
)
def test_a_card_is_a_picture_whose_margins_stay_empty(parts: dict[str, Any]) -> None:
    for row in rows(card(Imprint("A newsroom with a name that is much too long for its card" * 2), **parts)):
        assert row[0] == 1  # each pixel is told as the difference from the one before it
        assert not any(row[5 : 4 * 68])
        assert not any(row[4 * 1132 :])


@pytest.mark.slow
def test_a_card_changes_with_what_it_shows() -> None:
    made = [
        card(),
        card(title="Cold"),
        card(subtitle="Below"),
        card(date="2023"),
        card(handling="TLP:RED"),
        card(status="archived"),
        card(claims=CLAIMS[:2]),
        card(Imprint("Another")),
        card(language="ur"),
    ]
    assert len(set(made)) == len(made)


@pytest.mark.slow
def test_cards_are_the_same_in_every_process(site: Site) -> None:
    site.write("mkdocs.yml", f"{MKDOCS}site_url: {ADDRESS}\n").write("docs/about.md", "# About\n")
    site.write("briefings/a/briefing.yml", URDU_BRIEFING).write("briefings/a/sources.yml", sources("x", "y"))
    done = site.run("bindery", "pages", "--out", "out")
    assert done.returncode == 0, done.stderr
    social_card.draw_png.cache_clear()
    first = site.build(strict=False).file("a/card.png").read_bytes()
    social_card.draw_png.cache_clear()
    assert site.build(strict=False).file("a/card.png").read_bytes() == first
    assert site.files("out/docs")["a/card.png"] == first


@pytest.mark.slow
def test_a_title_in_letters_that_we_lack_has_the_card_of_the_site(site: Site) -> None:
    assert card(title="Жара 暑い") is None
    assert card(title="Heat ☀ 🔥 wave") is not None  # a pictograph is no letter
    site.newsroom().write("mkdocs.yml", f"{MKDOCS}site_url: {ADDRESS}\n")
    site.replace("briefings/heat/briefing.yml", "title: Heat in cities", "title: 暑い").build()
    tags = said(site.page("heat/"))
    assert tags["og:image"] == f"{ADDRESS}{page_head.SITE_CARD}"
    assert tags["og:image:alt"] == "The Newsroom"
    rows(site.file(page_head.SITE_CARD).read_bytes())


def test_no_card_is_drawn_where_no_site_is_built() -> None:
    assert card(imprint=None) is None


def test_a_mistake_in_the_template_is_reported_with_its_line() -> None:
    wrong = TEMPLATES | {"card.svg.j2": "<svg>\n{{ nothing }}</svg>"}
    made = edition({"a/briefing.yml": briefing()}, templates=wrong, own_templates=True)
    assert [(p.code, p.file, p.span and p.span.line) for p in made.errors] == [
        ("B502", "templates/card.svg.j2", 2)
    ]


def test_no_picture_is_drawn_of_what_is_not_an_svg() -> None:
    wrong = TEMPLATES | {"card.svg.j2": "<svg>&nbsp;"}
    made = edition({"a/briefing.yml": briefing()}, templates=wrong, imprint=IMPRINT)
    assert [(p.code, p.file) for p in made.errors] == [("B502", "templates/card.svg.j2")]


def test_a_bundle_holds_no_cards_but_pictures_of_that_name(addressed: Site) -> None:
    addressed.write("site/about/card.png", b"x")
    names = zipfile.ZipFile(BytesIO(bundle.bundle_bytes(addressed.site, "x"))).namelist()
    assert [name for name in names if name.endswith("card.png")] == ["x/about/card.png"]


def test_the_real_cards_are_small(real_edition: Edition) -> None:
    sizes = [len(data) for path, data in real_edition.files.items() if path.endswith("card.png")]
    assert len(sizes) == 4
    assert max(sizes) < 60_000


@pytest.mark.slow
def test_no_card_is_drawn_where_no_page_can_name_it(newsroom: Site) -> None:
    assert [path for path in newsroom.build().files("site") if path.endswith("card.png")] == []


# Lettering


@given(st.text(max_size=60))
def test_a_text_never_breaks_the_card(title: str) -> None:
    escaped = social_card.environment({"t": "<svg a='{{ x }}'>{{ x }}</svg>"}).get_template("t")
    drawn = fonts.drawable(title)
    read = etree.fromstring(escaped.render(x=drawn))
    assert (read.text or "") == drawn == read.get("a")
