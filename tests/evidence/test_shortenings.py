"""The mark of a quotation, in words: what readers are told of words that its authors put into it."""

from __future__ import annotations

import html
import json
from typing import Any

from support.cases import each
from support.parsed import parse
from support.project import briefing, edition

TEXT = "The mill was sold in May. He did not, the clerk said, keep the books."
SOURCES = {"sources": [{"id": "gibb", "kind": "news", "title": "Notes", "language": "en"}]}
TOLD = "The words in square brackets are the authors'."
HOVER = "but those in square brackets are the authors'."


def made(quote: str) -> Any:
    """The edition of a briefing with one quotation, whose source is stored."""
    points = [{"id": "mill", "text": "It was sold.", "evidence": [{"source": "gibb", "quote": quote}]}]
    return edition(
        {
            "heat/briefing.yml": briefing(key_points=points),
            "heat/sources.yml": SOURCES,
            "heat/snapshots/gibb.txt": TEXT.encode(),
        }
    )


@each(
    ("quote", "mark", "told", "hover"),
    [
        ("The mill was sold in May.", "verified", False, False),
        ("[T]he mill was sold in May.", "verified", False, False),
        ("The mill [sic] was sold in May.", "verified", False, False),
        ("The mill [at Orla] was sold in May.", "shortened", True, True),
        ("[All of] The mill was sold in May.", "shortened", True, True),
        ("The mill was sold [by Mr Orlow] in May.", "shortened", True, True),
        ("The mill was sold in [June].", "shortened", True, True),
        ("The mill was sold […].", "part", False, False),
        ("[Mr Orlow] did not […] keep the books.", "shortened", True, True),
    ],
)
def test_a_quotation_with_words_of_the_authors_is_never_plainly_verified(
    quote: str, mark: str, told: bool, hover: bool
) -> None:
    files = made(quote).files
    (piece,) = json.loads(files["heat/briefing.json"])["claims"][0]["evidence"]
    found = piece["passage"]["verification"]
    assert ("part" if found.get("part") else found["outcome"], found.get("inserted", False)) == (mark, told)
    card = " ".join(parse(html.unescape(files["heat/claims/mill/index.html"].decode())).text.split())
    assert (TOLD in card, HOVER in html.unescape(files["heat/claims/mill/index.html"].decode())) == (
        told,
        hover,
    )
