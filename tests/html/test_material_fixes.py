"""Material's files have the faults that are fixed, so that a new version of it is noticed."""

from __future__ import annotations

from importlib.resources import files

from bindery.html.material_fixes import SWITCHING, without_switching


def test_the_rule_that_styles_each_page_twice_more_is_there_once_and_leaves_no_trace() -> None:
    styles = files("material") / "templates" / "assets" / "stylesheets"
    (colours,) = [
        file for file in styles.iterdir() if file.name.startswith("palette") and file.name.endswith(".css")
    ]
    stock = colours.read_text("utf-8")
    assert stock.count(SWITCHING) == 1
    assert without_switching(stock) == stock.replace(SWITCHING, "")
    assert "color-switching" not in without_switching(stock)
