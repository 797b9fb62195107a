"""The handling marks in files: marks without effect, and the strictest one in a briefing, which its pages show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support.cases import each
from support.project import briefing, edition

MARKED = {"handling": "TLP:AMBER"}
CLAIM = {"id": "dry", "text": "It is dry."}
SOURCE = {"id": "one", "kind": "news", "title": "One"}


def found(parts: Mapping[str, Any], source: Mapping[str, Any] = SOURCE) -> tuple[list[str], str]:
    """The codes of the errors in a briefing with these parts, and the mark that its pages show."""
    made = edition({"a/briefing.yml": briefing(**parts), "a/sources.yml": {"sources": [source]}})
    assert made.site
    errors = [problem.code for problem in made.errors]
    return errors, str(next(iter(made.site.briefings.values())).briefing.handling or "")


def cites(mark: str) -> dict[str, Any]:
    piece = {"source": "one"} | ({"handling": mark} if mark else {})
    return {"claims": [CLAIM | {"evidence": [piece]}]}


PASSAGE = {"id": "p", "quote": "so it was", "handling": "TLP:RED"}


@each(
    "parts, source, mark",
    [
        ({}, SOURCE, ""),
        (MARKED, SOURCE, "TLP:AMBER"),
        ({"claims": [CLAIM | MARKED]}, SOURCE, "TLP:AMBER"),
        ({"handling": "TLP:GREEN", "claims": [CLAIM | MARKED]}, SOURCE, "TLP:AMBER"),
        (cites("TLP:RED"), SOURCE, "TLP:RED"),
        (cites(""), SOURCE | MARKED, "TLP:AMBER"),
        (cites(""), SOURCE | {"passages": [PASSAGE]}, "TLP:RED"),
        ({"summary": "It is hot [@one]."}, SOURCE | MARKED, "TLP:AMBER"),
        ({}, SOURCE | MARKED, ""),
    ],
)
def test_pages_show_the_strictest_mark(
    parts: Mapping[str, Any], source: Mapping[str, Any], mark: str
) -> None:
    assert found(parts, source) == ([], mark)


@each(
    "outer, inner, refused",
    [
        ("TLP:GREEN", "TLP:CLEAR", True),
        ("TLP:GREEN", "TLP:GREEN", False),
        ("TLP:GREEN", "TLP:AMBER+STRICT", False),
        ("TLP:RED", "TLP:AMBER+STRICT", True),
    ],
)
def test_a_part_is_never_marked_less_strictly_than_what_it_is_in(
    outer: str, inner: str, refused: bool
) -> None:
    claim = {"claims": [CLAIM | {"handling": inner}]}
    assert found({"handling": outer} | claim)[0] == ["B618"] * refused
    assert found({"handling": outer}, SOURCE | {"handling": inner})[0] == ["B618"] * refused
    deep = [CLAIM | {"handling": outer, "evidence": [{"source": "one", "handling": inner}]}]
    assert found({"claims": deep})[0] == ["B618"] * refused
