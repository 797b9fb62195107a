"""Material's files have the faults that are fixed, so that a new version of it is noticed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from markdown import Markdown
from mkdocs.structure.toc import AnchorLink

from bindery.html.material_fixes import SWITCHING, fix_text, without_switching

THEME = Path(__file__).resolve().parents[2] / "templates" / "theme"


def test_the_rule_that_styles_each_page_twice_more_is_there_once_and_leaves_no_trace() -> None:
    styles = files("material") / "templates" / "assets" / "stylesheets"
    (colours,) = [
        file for file in styles.iterdir() if file.name.startswith("palette") and file.name.endswith(".css")
    ]
    stock = colours.read_text("utf-8")
    assert stock.count(SWITCHING) == 1
    assert without_switching(stock) == stock.replace(SWITCHING, "")
    assert "color-switching" not in without_switching(stock)


def test_the_link_of_a_heading_has_a_name_and_no_tooltip() -> None:
    made = Markdown(extensions=["toc"], extension_configs={"toc": {"permalink": True}}).convert("# Heat")
    fixed = fix_text(made)
    assert 'title="' in made
    assert 'title="' not in fixed
    assert 'href="#heat" aria-label="Permanent link">' in fixed


@pytest.mark.parametrize(("below", "listed"), [(0, 0), (30, 30), (31, 0)])
def test_a_page_with_hundreds_of_headings_lists_the_main_ones(below: int, listed: int) -> None:
    main = [AnchorLink(name, name, 2) for name in ("first", "second")]
    main[0].children = [AnchorLink(f"A{n}", f"a{n}", 3) for n in range(below)]
    main[1].children = [AnchorLink("B", "b", 3)]
    stock = files("material") / "templates"
    templates = Environment(loader=FileSystemLoader([THEME, str(stock)]), autoescape=True)
    shown = "".join(
        templates.get_template("partials/toc-item.html").render(toc=main, toc_item=item) for item in main
    )
    assert shown.count('href="#a') == listed
    assert 'href="#first"' in shown
    assert ('href="#b"' in shown) is (below <= 30)
