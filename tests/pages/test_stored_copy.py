"""What may be shown of a source is on the site and nothing more, and links lead to the quoted words."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Site, briefing, edition

from bindery.evidence.quotations import StoredSource
from bindery.pages import stored_copy
from bindery.pages.stored_copy import StoredCopy
from bindery.text.tokens import SearchableText, clean, locate, normalise

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FULL = "sources/properdocs-release-notes/"  # a source of which the whole may be shown
QUOTE = "up to five degrees hotter"
SECRET = "The minister's unlisted telephone stands in the annex."  # noqa: S105  a sentence
FILLER = "Nothing of this paragraph is quoted by anybody at all, whatever it says of streets and of roofs."
SNAPSHOT = f"Heat\n\nCities are {QUOTE} than the land.\n\n{FILLER}\n\n{FILLER}\n\n{SECRET}\n"
HOSTILE = 'Say <script>alert(1)</script> & "quote" [x](javascript:y) {{ title }} **bold** `code` ہے'


def stored_of(raw: str, *quotes: str, suffix: str = ".txt") -> StoredCopy:
    """The stored text, with these words quoted from it."""
    made = stored_copy.stored_copy_of(
        [StoredSource("snapshot", (SearchableText.of(raw),), f"x{suffix}")],
        {q: n for n, q in enumerate(quotes, 1)},
    )
    assert made
    return made


def marked(made: StoredCopy) -> list[str]:
    """The stretches that are marked, without a break, in the order of the text."""
    lines = [line for paragraph in made.paragraphs for line in paragraph.lines]
    runs = [[(run.words, run.marked) for run in line] for line in lines]
    text = "\n".join("".join(f"<{words}>" if there else words for words, there in line) for line in runs)
    return re.findall(r"<([^<>]*)>", text.replace("><", ""))


def show(site: Site, how: str, text: str | bytes = SNAPSHOT, suffix: str = "txt") -> Site:
    """The newsroom with a snapshot of its report, of which so much may be shown."""
    site.newsroom().replace(
        "briefings/heat/sources.yml",
        "    title: Urban heat\n",
        f"    title: Urban heat\n    licence: CC-BY-4.0\n    language: en\n    accessed: 2024-05-01\n    show: {how}\n",
    )
    return site.write(f"briefings/heat/snapshots/gibb-2023.{suffix}", text)


# ---- Where the words stand ----


@pytest.mark.parametrize(
    ("raw", "quote", "words"),
    [
        ("The office re\ufb01ned its data.", "refined its", ["re\ufb01ned its"]),
        ("He said “the of\u00adfice”, then left.", 'the office", then', ["the of\u00adfice”, then"]),
        ("cafe\u0301 au lait", "café au", ["cafe\u0301 au"]),
        ("One two three four.", "One […] three", ["One", "three"]),
        ("In 1,524 cases (2024).", "1,524 cases", ["1,524 cases"]),
    ],
)
def test_the_words_are_marked_as_the_source_writes_them(raw: str, quote: str, words: list[str]) -> None:
    assert marked(stored_of(raw, quote)) == words


def test_quotations_that_overlap_each_have_a_place() -> None:
    made = stored_of(
        "On Version 1.6.5 (2026) and after.", "Version 1.6.5 (2026)", "Version 1.6.5", "(2026) and after"
    )
    assert marked(made) == ["Version 1.6.5 (2026) and after"]
    runs = [run for paragraph in made.paragraphs for line in paragraph.lines for run in line]
    assert sorted(number for run in runs for number in run.begins) == [1, 2, 3]
    assert all(run.marked for run in runs if run.begins)


def test_what_stands_elsewhere_has_no_place() -> None:
    assert stored_of("Nothing here.", "Something there").standing == {}


def test_lines_are_kept_in_plain_text_and_joined_in_a_pdf() -> None:
    raw = "one\ntwo\n\nthree"
    assert [len(p.lines) for p in stored_of(raw).paragraphs] == [2, 1]
    assert [len(p.lines) for p in stored_of(raw, suffix=".html").paragraphs] == [2, 1]
    made = stored_of("one\ntwo\f\nthree\f", "two […] three", suffix=".pdf")
    assert [(p.page, len(p.lines)) for p in made.paragraphs] == [(1, 1), (2, 1)]
    assert marked(made) == ["two", "three"]


@given(
    st.lists(
        st.sampled_from(["a", "be\u0301", "“see”", "1,5 %", "x\u00ady", "\ufb01t", "\n", "\n\n", "—"]),
        min_size=1,
    ),
    st.data(),
)
def test_any_stretch_of_a_text_is_marked_where_it_stands(parts: list[str], data: st.DataObject) -> None:
    raw = " ".join(parts)
    start = data.draw(st.integers(0, len(parts) - 1))
    quote = normalise(" ".join(parts[start : data.draw(st.integers(start + 1, len(parts)))]))
    if locate(quote, SearchableText.of(raw)) is None:
        return
    made = stored_of(raw, quote)
    lines = [line for paragraph in made.paragraphs for line in paragraph.lines]
    assert normalise(" ".join("".join(run.words for run in line) for line in lines)) == normalise(raw)
    shown = " ".join("".join(run.words for run in line if run.marked) for line in lines)
    assert normalise(shown) == normalise(clean(quote))


# ---- What is published ----


@pytest.mark.slow
def test_the_whole_text_is_shown_where_it_may_be(site: Site) -> None:
    site = show(site, "full", SNAPSHOT + "\n--- Licence of this text ---\n\nShare it.\n").build()
    page = site.page("sources/gibb-2023/text/")
    text = page.first(class_="bd-stored")
    assert text.attributes["lang"] == "en"
    assert text.attributes["dir"] == "ltr"
    assert SECRET in text.text
    assert [mark.text for mark in text.all("mark")] == [QUOTE]
    assert "Share it." in page.first(class_="bd-stored--licence").text
    assert (
        sha256((site.root / "briefings/heat/snapshots/gibb-2023.txt").read_bytes()).hexdigest() in page.text
    )
    assert all(SECRET not in path.read_text("utf-8") for path in (site.site / "search").rglob("*.js"))


@pytest.mark.slow
@pytest.mark.parametrize("how", ["quote", "context"])
def test_nothing_is_published_beyond_what_may_be_shown(site: Site, how: str) -> None:
    site = show(site, how)
    site.run("bindery", "snapshot", "add", "gibb-2023", "briefings/heat/snapshots/gibb-2023.txt", "--keep")
    made = site.run("bindery", "build")
    assert made.returncode == 0, made.stderr
    files = site.files("site") | site.files("dist")
    assert "heat.html" in files
    packed = [data for path, data in files.items() if path.endswith(".zip")]
    with zipfile.ZipFile(BytesIO(packed[0])) as bundle:
        files |= {f"bundle/{name}": bundle.read(name) for name in bundle.namelist()}
    assert [path for path, data in files.items() if b"telephone" in data or b"annex" in data] == []
    assert not [path for path in files if path.endswith("/text/index.html")]
    page = site.page("sources/gibb-2023/")
    assert bool(page.all(class_="bd-context")) == (how == "context")


def test_there_is_no_page_without_a_snapshot(site: Site) -> None:
    site = show(site, "full").remove("briefings/heat/snapshots")
    assert not [page for page in site.compile().pages if page.path.endswith("/text.md")]


@pytest.mark.slow
def test_hostile_text_stays_text(site: Site) -> None:
    site = show(site, "full", f"{SNAPSHOT}\n{HOSTILE}\n\n<img src=x onerror=y>\n# no heading\n").build()
    text = site.page("sources/gibb-2023/text/").first(class_="bd-stored")
    assert {element.tag for element in text.walk()} <= {"div", "p", "br", "mark"}
    assert HOSTILE in text.text


@pytest.mark.slow
def test_a_web_page_is_shown_as_its_words(site: Site) -> None:
    html = f"<html><body><nav>Menu</nav><article><h1>Heat</h1><p>Cities are {QUOTE} than the land round them, every summer night.</p><script>alert(1)</script></article></body></html>"
    site = show(site, "full", html, "html").build()
    text = site.page("sources/gibb-2023/text/").first(class_="bd-stored")
    assert [mark.text for mark in text.all("mark")] == [QUOTE]
    assert "alert" not in text.text


@pytest.mark.slow
def test_every_way_to_the_words_leads_to_them(site: Site) -> None:
    site = show(site, "full").build()
    where = f"#_quote-1:~:text={QUOTE}"
    for address in ("sources/gibb-2023/", "heat/claims/hotter/", "heat/"):
        html = site.file(address).read_text("utf-8")
        links = [unquote(href) for href in _addresses(html) if "/text/" in href or href.startswith("text/")]
        if address != "heat/":
            assert [link for link in links if link.endswith(where)], address
    passage = site.page("sources/gibb-2023/").first(id="_passage-1")
    assert QUOTE in passage.text
    assert "../../../sources/gibb-2023/#_passage-1" in _addresses(
        site.file("heat/claims/hotter/").read_text("utf-8")
    )


def _addresses(html: str) -> list[str]:
    """What the links of a page lead to."""
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', html)]


@pytest.mark.browser
def test_a_browser_marks_the_very_words(browser: Browser, real: Site) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    [way] = [
        way for way in _addresses(real.file(FULL).read_text("utf-8")) if way.startswith("text/#_quote-7")
    ]
    page.goto(real.file(f"{FULL}text/").as_uri() + way.removeprefix("text/"))
    box = page.locator("#_quote-7").bounding_box()
    assert box
    assert 0 <= box["y"] <= 600
    page.close()


SURROUNDED = (
    "Last week was dull. The office says that it was hot in July, and will be again. Nobody knows why."
)


@pytest.mark.parametrize(("show", "shown"), [("quote", False), ("context", True), ("full", True)])
def test_the_context_of_a_quotation_follows_the_licence(show: str, shown: bool) -> None:
    claim = {
        "id": "hot",
        "text": "It was hot.",
        "evidence": [{"source": "one", "quote": "it was hot in July"}],
    }
    source = {"id": "one", "kind": "report", "licence": "CC-BY-4.0", "show": show}
    made = edition(
        {
            "a/briefing.yml": briefing(claims=[claim], key_points=["hot"]),
            "a/sources.yml": {"sources": [source]},
            "a/snapshots/one.txt": SURROUNDED,
        }
    )
    page = next(page.markdown for page in made.pages if page.path == "sources/one.md")
    assert "✓ verified" in page
    assert ("The office says that" in page) is shown
    assert ("and will be again" in page) is shown
