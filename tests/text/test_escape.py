"""Plain text appears on a page as it was typed, whatever characters it has."""

from __future__ import annotations

import re
import sys
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup
from support.parsed import Element, parse, unbalanced

from bindery.text.characters import forbidden_positions
from bindery.text.escape import escape, percent_encoded

EXTENSIONS = [
    "admonition",
    "attr_list",
    "tables",
    "toc",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
]
WORDS = (
    "<script>alert(1)</script>",
    "</h1>",
    "-->",
    "<!--",
    "]]>",
    "<?php",
    "&amp;",
    "&#60;",
    "&lt",
    "**",
    "__",
    "`",
    "``",
    "[x](javascript:x)",
    "![x](y)",
    "[@a]",
    "[#a]",
    "[TOC]",
    "[^1]",
    "{#id .class}",
    "{: #id }",
    "{{ x }}",
    "{% raw %}",
    "!!! note",
    "\\",
    "\\*",
    "|",
    "#",
    "===",
    "---",
    "1.",
    "- ",
    "+ ",
    "> ",
    ":   ",
    "~~~",
    "```",
    "http://x.y",
    "<http://x.y>",
    "a@b.c",
    "\"'",
    "' onload='x",
    '" onload="x',
    "=",
    "é",
    "کرم",
    "\u200f",
    "👩‍👩‍👧",
    "e\u0301",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "klzzwxh:0001",
    "wzxhzdk:0",
    "amp",
)
hostile = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=12).map("".join)


def typed(text: str) -> str:
    """A text as a reader would see it, or nothing when it may not stand in a briefing at all."""
    assume(not any(True for _ in forbidden_positions(text)))
    assume(text.strip())
    return " ".join(text.split())


def rendered(markdown: str) -> Element:
    html = Markdown(extensions=EXTENSIONS).convert(markdown)
    assert unbalanced(html) == []
    return parse(html)


def same_but_for_ids(page: Element, plain: Element) -> bool:
    names = [sorted(e.attributes) for e in page.walk()]
    return page.shape == plain.shape and names == [sorted(e.attributes) for e in plain.walk()]


@given(hostile)
def test_in_a_heading_text_stays_text(text: str) -> None:
    words = typed(text)
    page = rendered(f"Before.\n\n## {escape(text)} {{#x}}\n\nAfter.\n")
    assert page.first("h2").text == words
    assert same_but_for_ids(page, rendered("Before.\n\n## word {#x}\n\nAfter.\n"))


@given(hostile)
def test_in_a_block_of_html_text_stays_text(text: str) -> None:
    words = typed(text)
    page = rendered(f'Before.\n\n<div class="x">\n<p>{escape(text)}</p>\n</div>\n\nAfter.\n')
    assert page.first("div").first("p").text == words
    assert page.shape == rendered('Before.\n\n<div class="x">\n<p>word</p>\n</div>\n\nAfter.\n').shape


@given(hostile)
def test_in_an_attribute_text_stays_text(text: str) -> None:
    words = typed(text)
    page = rendered(f'<p title="{escape(text)}" lang="en">word</p>\n\nAfter.\n')
    assert " ".join(page.first("p").attributes["title"].split()) == words
    assert page.first("p").attributes["lang"] == "en"
    assert page.shape == rendered('<p title="word" lang="en">word</p>\n\nAfter.\n').shape


@given(hostile)
def test_escaped_text_is_one_line_without_a_character_that_begins_markup(text: str) -> None:
    escaped = re.sub(r"&#\d+;", "", escape(text))
    assert not set(escaped) & set("&<>\"'`*_{}[]()#!|\\~^=$@+\n\r\t")


@pytest.mark.parametrize("made", ["<b>bold</b>", "&amp;", "*x*"])
def test_markup_passes_unchanged(made: str) -> None:
    assert escape(Markup(made)) == made  # noqa: S704  the point of the test


@pytest.mark.parametrize(
    ("value", "shown"), [(12, "12"), (None, "None"), (1.5, "1.5"), ("plain words", "plain words")]
)
def test_what_needs_no_escaping_is_left_alone(value: object, shown: str) -> None:
    assert escape(value) == shown


def test_every_kind_of_white_space_becomes_one_space() -> None:
    spaces = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace()]
    assert [escape(f"a{char}b") for char in spaces] == ["a b"] * len(spaces)
    assert escape("a  b") == "a b"


# In addresses

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.characters(max_codepoint=127))


@given(TEXTS, st.sampled_from(["", "/", "/:,;?@", " /:="]))
def test_a_text_is_written_as_by_the_standard_library(text: str, safe: str) -> None:
    assert percent_encoded(text, safe) == quote(text, safe=safe)
