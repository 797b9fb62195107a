"""Pages taken apart at their headings and put together again are what Markdown makes of the whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown
from support.project import ROOT

from bindery.edition import compile  # noqa: A004
from bindery.html.page_parts import anchors, take_apart
from bindery.system import disk

PROJECTS = [ROOT, ROOT / "tests/support/urdu"]  # the briefings of this repository, and one in Urdu
_BETWEEN = re.compile(r"\s*\n\s*")


def reader() -> Markdown:
    return Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": {"permalink": True}})


@pytest.mark.slow
@pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
def test_every_page_is_what_markdown_makes_of_it_but_for_blank_lines(root: Path) -> None:
    pages = compile(disk.read_inputs(root)).pages
    assert pages
    for page in pages:
        parts = take_apart(page.markdown)
        whole = parts.filled(reader().convert(parts.outline))
        assert _BETWEEN.sub("\n", whole) == _BETWEEN.sub("\n", reader().convert(page.markdown)), page.path


def test_a_page_is_taken_apart_at_its_headings() -> None:
    parts = take_apart("<p>before</p>\n\n# One\n\n<pre>a\n\n  # b\n</pre>\n\n## Two {#x}\n")
    assert parts.headings == ("# One", "## Two {#x}")
    assert parts.parts == ("<p>before</p>", "<pre>a\n\n  # b\n</pre>", "")
    assert parts.filled("<h1>1</h1>\n<h2>2</h2>").startswith("<p>before</p>\n<h1>1</h1>\n<pre>")


def test_a_page_without_headings_is_its_html() -> None:
    assert take_apart("<p>a</p>").filled("") == "<p>a</p>"


def test_what_comes_back_must_be_as_many_headings() -> None:
    with pytest.raises(ValueError, match="1 headings have become 2"):
        take_apart("# One\n").filled("<h1>One</h1>\n<h1>Two</h1>")


def test_its_anchors_are_those_of_its_html() -> None:
    assert anchors('<h1>One</h1>\n<p id="a">x <b id="b">y</b></p>') == {"a", "b"}
