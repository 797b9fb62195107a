"""Headings that are built without Markdown are what Python-Markdown makes of them."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from bindery.site.headings import Headings

EXTENSIONS = [
    "toc",
    "tables",
    "fenced_code",
    "attr_list",
    "admonition",
    "def_list",
    "footnotes",
    "md_in_html",
]
SETTINGS: list[dict[str, Any]] = [
    {},
    {"permalink": True, "toc_depth": 3},
    {"anchorlink": True, "baselevel": 2, "toc_depth": "2-3"},
]
PIECES = [
    "word",
    "Two",
    "--",
    "...",
    "a/b",
    "&#40;",
    "&#95;",
    "&#38;lt;",
    "&amp;",
    "&lt;b&gt;",
    "10",
    "1.",
    "\\",
]
PIECES += [
    "کیا",
    "’s",
    "é",
    "a:",
    "http://x.example",
    "www.x.example",
    "*b*",
    "_",
    "`",
    "<i>",
    "#",
    "[x]",
    "{a}",
]
PIECES += ["&#x;", "&", "\u00a0", "\u200f", "!", '"', "'", "binderywords", "=", "|", "~", "+", "[TOC]", "(c)"]
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=4)
places = st.sampled_from(["", "", " {#_a-b}", " {#two}", " {#word}", " {#word_1}", " {#_1}", " {: .c #d }"])
headings = st.builds(
    lambda level, separator, found, place: f"{'#' * level} {separator.join(found)}{place}",
    st.integers(1, 6),
    st.sampled_from(["", " ", "  "]),
    words.filter(lambda found: not set("\r\n\x02\x03") & set("".join(found))),
    places,
)


def as_read(reader: Markdown, lines: list[str]) -> tuple[str, list[Any]]:
    reader.reset()
    html = reader.convert("\n\n".join(lines))
    return html, told(reader.toc_tokens)  # type: ignore[attr-defined]


def told(tokens: list[Any]) -> list[Any]:
    """What MkDocs takes from the tokens."""
    return [(token["level"], token["id"], token["name"], told(token["children"])) for token in tokens]


def reader_of(settings: dict[str, Any], *more: str) -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, *more], extension_configs={"toc": settings})


READERS = [(reader_of(one), Headings(partial(reader_of, one), EXTENSIONS)) for one in SETTINGS]


@pytest.mark.parametrize(("reader", "short"), READERS)
@given(lines=st.lists(headings, max_size=5))
@example(["# One", "## Two {#_two}", "## Two", "### Three", "# One"])
@example(["# x", "# x_1", "## x", "# _", "# کیا"])
def test_any_headings_are_read_as_markdown_reads_them(
    reader: Markdown, short: Headings, lines: list[str]
) -> None:
    html, tokens = short.read(lines)
    assert (html, told(tokens)) == as_read(reader, lines)


def test_an_unknown_extension_reads_every_heading() -> None:
    reader = reader_of({}, "smarty")
    html, _ = Headings(lambda: reader, [*EXTENSIONS, "smarty"]).read(["# One -- two..."])
    assert html == '<h1 id="one-two">One &ndash; two&hellip;</h1>'


def test_plain_headings_are_not_asked_of_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    short = Headings(lambda: reader_of({}), EXTENSIONS)
    short.read(["# One"])
    monkeypatch.delattr(Markdown, "convert")
    assert short.read(["# Two"])[0] == '<h1 id="two">Two</h1>'


@pytest.mark.parametrize("settings", [{}, {"separator": "_"}])
def test_kept_shapes_need_no_markdown(settings: dict[str, Any]) -> None:
    first = Headings(lambda: reader_of(settings), EXTENSIONS)
    kept = Headings(pytest.fail, EXTENSIONS, first.all_shapes(), first.separator)
    lines = ["# One {#a}", "### Two &amp; three {#b}", "## No anchor here", "## No anchor here"]
    assert kept.read(lines) == Headings(lambda: reader_of(settings), EXTENSIONS).read(lines)
