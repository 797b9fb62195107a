"""The page of the docs on Markdown: each of its examples is read as the page says, by the reader itself."""

from __future__ import annotations

import re

import pytest
from support.cases import each
from support.project import ROOT

from bindery.reading.markdown import parse_markdown

PAGE = (ROOT / "docs/reference/markdown.md").read_text("utf-8")
SNIPPET = re.compile(r"(`+) ?(.+?) ?\1(?!`)")
CODE = re.compile(r"B\d{3}")
# What each row of the first table becomes: its elements, in the order in which they begin.
BECOMES = {
    "bold": ["strong"],
    "italic": ["em"],
    "struck through": ["del"],
    "raised characters": ["sup"],
    "lowered characters": ["sub"],
    "code": ["code"],
    "link to a web page": ["a"],
    "bare web address": ["a"],
    "link to a mail address": ["a"],
    "heading": ["h2"],
    "heading with an id": ["h2"],
    "line across the page": ["hr"],
    "a character as it is": [],
    "a special character": [],
}
# The same for the examples of several lines, each by some words of it.
SEVERAL = {
    "with two lines": "br p",
    "below one": "ul li ul li li ol li li ol li li ul li span li span",
    "of a quotation": "blockquote p ul li dl dt dd",
    'print("code")': "pre code",
    "| City |": "table thead tr th th th tbody tr td td td tr td td td",
    "It began": "bindery-note ol li p p",
    "The WHO counts": "abbr",
    "the report": "a",
}


def part(anchor: str) -> str:
    """The text under a heading of the page."""
    return re.split(r"^## ", PAGE.partition(f"{{#{anchor}}}")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(anchor: str) -> list[list[str]]:
    """The cells of the rows of the first table under a heading, without its heading."""
    table = part(anchor).partition("| --- |")[2].partition("\n\n")[0]
    return [
        [cell.strip() for cell in line.removeprefix("| ").removesuffix(" |").split(" | ")]
        for line in table.splitlines()[1:]
    ]


def snippets(cell: str) -> list[str]:
    """The examples in a cell, as an author would type them."""
    return [match[1] for match in SNIPPET.findall(cell)]


def elements(source: str) -> list[str]:
    found = re.findall(r"<([a-z][\w-]*)", parse_markdown(source).html)
    return found[1:] if found[:1] == ["p"] else found


def faults(source: str) -> list[str]:
    return [fault.code for fault in parse_markdown(source).faults]


def test_every_row_says_what_it_becomes() -> None:
    assert [row[0] for row in rows("read")] == list(BECOMES)


@each("row", rows("read"), ids=lambda row: row[0])
def test_what_is_read(row: list[str]) -> None:
    for written in snippets(row[1]):
        assert (faults(written), elements(written)) == ([], BECOMES[row[0]]), written


def test_what_takes_several_lines() -> None:
    blocks = re.findall(r"^(```|~~~)markdown\n(.*?)^\1$", part("read"), re.MULTILINE | re.DOTALL)
    for (_, written), (words, becomes) in zip(blocks, SEVERAL.items(), strict=True):
        assert words in written
        assert (faults(written), elements(written)) == ([], becomes.split()), written


@pytest.mark.parametrize("row", rows("parts"), ids=lambda row: row[0])
def test_links_between_parts(row: list[str]) -> None:
    prose = parse_markdown(snippets(row[1])[0])
    assert (len(prose.references), prose.faults) == (1, ())


@each("row", rows("refused"), ids=lambda row: row[0])
def test_what_is_refused(row: list[str]) -> None:
    code = CODE.findall(row[2])[0]
    for written in snippets(row[1]):
        assert faults(written)[:1] == [code], written
    for instead in snippets(row[3]):
        if instead != "[^1]":  # which needs its words
            assert faults(instead) == [], instead


def test_what_only_looks_similar() -> None:
    line = re.search(r"is shown as typed: (.*?)\.$", part("refused"), re.MULTILINE)
    assert line
    for written in snippets(line[1]):
        assert (faults(written), parse_markdown(written).words) == ([], written)
