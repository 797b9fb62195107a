"""The words of the interface on pages: none is left in English where the page is in another language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from markupsafe import Markup
from site_wide.hostile import corpus
from support.project import edition

from bindery.edition import Edition
from bindery.pages.page_words import PageWords, strong
from bindery.text.wording import wording_of

WORD = re.compile(r"[^\W\d_]{3,}")
AUTHORS = {
    "likely",
    "they",
    "and",
    "three",
    "were",
    "there",
    "declared",
    "example",
    "figure",
    "word",
    "words",
    "quoted",
    "alias",
    "zone",
    "people",
    "place",
    "elsewhere",
    "year",
}  # and the French for a figure
ID = re.compile(r" \{#[^}]*\}")  # of a heading
SHOWN = ("title", "aria-label", "alt", "data-due", "data-head", "placeholder")


def texts(element: html.HtmlElement, language: str) -> Iterator[tuple[str, str]]:
    """Each text of an element with the language that it is marked as; attributes that readers see too."""
    language = element.get("lang", language)
    if not isinstance(element.tag, str) or element.tag in ("style", "script", "code", "bdi"):
        return
    if element.get("class") == "Z3988":  # for programs
        return
    for name in SHOWN:
        yield language, element.get(name, "")
    yield language, element.text or ""
    for child in element:
        yield from texts(child, language)
        yield language, child.tail or ""


def parsed(page: str) -> html.HtmlElement:
    """A page that is HTML, or Markdown with HTML in it."""
    return html.document_fromstring(
        page if page.startswith("<!doctype") else f"<div>{ID.sub('', page)}</div>"
    )


def corpus_in(language: str, /, **options: Any) -> Edition:
    """The edition of the corpus, with its briefing in a language."""
    files = json.loads(json.dumps(corpus.files()))
    files["briefings/heat/briefing.yml"]["language"] = language
    files["briefings/heat/images/a.png"] = corpus.PICTURE
    files["briefings/heat/maps/a.geojson"] = corpus.MAP
    for (source, ending), data in corpus.SNAPSHOTS.items():
        files[f"briefings/heat/snapshots/{source}{ending}"] = data
    return edition({path.removeprefix("briefings/"): data for path, data in files.items()}, **options)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_english_word_is_left(language: str) -> None:
    made = corpus_in(language, language=language)
    wording = wording_of(language)
    known = wording.catalogue.messages
    english = {word for message in known for word in WORD.findall(re.sub(r"%\(\w+\)s", "", message))}
    own = {word.lower() for forms in known.values() for form in forms for word in WORD.findall(form)}
    suspicious = {word.lower() for word in english} - own - AUTHORS
    pages = {page.path: page.markdown for page in made.pages if not page.path.startswith("warm")}
    pages |= {
        path: data.decode()
        for path, data in made.files.items()
        if path.startswith("heat/claims/") and path.endswith(".html")
    }
    assert len(pages) > 16
    left = set()
    for path, page in pages.items():
        for said, text in texts(parsed(page), language):
            if said == language:
                left |= {(path, word, text) for word in WORD.findall(text) if word.lower() in suspicious}
    assert left == set()


def test_values_are_escaped_and_html_stays() -> None:
    said = PageWords("de", wording_of("de"))
    assert said.say("and %(number)s more", number="<b>") == "und &#60;b&#62; weitere"
    assert said.say("and %(number)s more", number=strong(3)) == "und <strong>3</strong> weitere"
    assert isinstance(said.say("Key points"), Markup)


def test_words_without_a_translation_are_marked_as_english() -> None:
    spanish, german = PageWords("es", wording_of("es")), PageWords("de", wording_of("de"))
    assert spanish.say("Key points") == '<span lang="en" dir="ltr">Key points</span>'
    assert german.say("Words of a template of one's own") == (
        '<span lang="en" dir="ltr">Words of a template of one&#39;s own</span>'
    )
    assert german.say("Key points") == "Kernaussagen"
    assert (german.tongue, spanish.tongue) == ("", ' lang="en" dir="ltr"')


def test_a_draft_says_so_on_every_page() -> None:
    made = corpus_in("ur")
    said = "The words of this interface are a machine draft in Urdu. No reader has checked them yet."
    pages = {page.path: page.markdown for page in made.pages}
    assert [path for path in pages if path.startswith("heat/") and said not in pages[path]] == []
    assert said not in pages["index.md"]
