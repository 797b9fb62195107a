"""What Pagefind indexes: folded words, each once, and lists in which a word with a typing error is found."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.search import pagefind_records
from bindery.search.search_index import SEPARATOR
from bindery.text.folding import folding_table

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'single' </main> کُرم __x__ \u202e"


def index(*docs: dict[str, Any]) -> dict[str, Any]:
    return {"config": {"separator": SEPARATOR}, "docs": list(docs), "folding": folding_table()}


def doc(location: str = "heat/", **parts: Any) -> dict[str, Any]:
    return {"location": location, "title": "Heat", "text": ""} | parts


def page(*docs: dict[str, Any]) -> str:
    return next(
        contents
        for _, contents in pagefind_records.pagefind_pages(
            pagefind_records.records(index(*docs)), frozenset()
        )
    )


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Pārāchinār &amp; Kurram</p>", ["parachinar", "kurram"]),
        ("15,000–20,000 (56%)", ["15000", "20000", "56"]),
        ("2.5 and C++", ["25", "and", "c"]),
        ("كرم <b>ایجنسی</b>", ["کرم", "ایجنسی"]),
        ("a_b __ _", ["ab"]),
    ],
)
def test_words_are_folded_and_of_letters_and_figures_alone(html: str, wanted: list[str]) -> None:
    assert pagefind_records.index_words(html, re.compile(SEPARATOR)) == wanted


def test_a_word_stands_once_where_it_counts_most_and_a_name_is_one_word() -> None:
    made = page(
        doc(title="Place: Kurram", text="<p>Kurram valley</p>", names=["kurram", "kurram agency"], boost=1.5)
    )
    assert re.findall(r'weight="([\d.]+)">([^<]*)<', made.replace("&#95;", "_")) == [
        ("5.00", "kurram__ kurramagency__"),
        ("5.00", "place_ kurram_"),
        ("0.80", "valley_"),
    ]


def test_what_is_said_everywhere_is_passed_over_but_in_names() -> None:
    docs = [doc(f"{n}/", title=f"Taliban who {n}", names=["who"] if n == 0 else []) for n in range(9)]
    made = pagefind_records.records(index(*docs))
    passed_over = pagefind_records.passed_over(made)
    assert passed_over == {"taliban", "who"}
    assert "who&#95;&#95;" in made[0].page(passed_over)
    assert "taliban" not in made[0].page(passed_over)


@given(st.text())
def test_no_text_becomes_markup_of_the_page(text: str) -> None:
    made = page(doc(title=text + HOSTILE, text=f"{text}{HOSTILE}", aliases=text, names=[text]))
    assert (
        re.sub(
            r'</?(?:html|body|main data-pagefind-body|main|p data-pagefind-weight="[\d.]+"|p)>', "", made
        ).count("<")
        == 0
    )
    assert "script" not in re.findall(r"<(\w+)", made)


def test_a_hit_shows_its_entry_and_the_page_that_heads_it() -> None:
    made = pagefind_records.records(
        index(doc(title="Heat", boost=2.0), doc("heat/#a", title="Claim", text="<p>x</p>", names=["x"]))
    )
    assert made[1].shown == {
        "location": "heat/#a",
        "title": "Claim",
        "text": "<p>x</p>",
        "boost": 1.0,
        "number": 1,
        "names": ["x"],
        "head": "Heat",
    }
    written = {
        "url": "/000001.html",
        "content": "claim_",
        "word_count": 1,
        "meta": {},
        "filters": {},
        "anchors": [],
    }
    assert pagefind_records.number_of(written) == 1
    assert pagefind_records.fragment(written, made[1].shown)["meta"] == made[1].shown
    assert "claim" not in json.dumps(pagefind_records.fragment(written, {}))


def slips(word: str) -> set[str]:
    """Every spelling of a word with one typing error, with one letter as the wrong one."""
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in parts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1),
        *(f"{a}z{b[1:]}" for a, b in parts if b),
        *(f"{a}z{b}" for a, b in parts),
    }


@given(st.lists(st.text("abcdeکرم", min_size=4, max_size=12), min_size=1, max_size=30), st.integers(1, 40))
def test_a_slip_leaves_the_word_in_one_of_two_lists(words: list[str], longest: int) -> None:
    known = sorted(set(words))
    lists = [text.split("\n") for text in pagefind_records.lists(known, longest)]
    for word in known:
        for typed in slips(word):
            if len(typed) >= 5:
                places = {
                    pagefind_records.place_of(letters, len(lists)) for letters in (typed[:2], typed[-2:])
                }
                assert any(word in lists[place] for place in places), (word, typed)
