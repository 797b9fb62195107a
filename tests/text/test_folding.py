"""Search folds spellings of one word into one; the browser folds them as the index does."""

from __future__ import annotations

import json
import random
import re
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import ROOT

from bindery.text import folding
from bindery.text.folding import RULE, fold

SCRIPT = ROOT / "templates/theme/assets/bindery/search-words.js"

assigned = st.characters(exclude_categories=("Cn", "Cs", "Co"))
texts = st.text(assigned, max_size=40)


@each(
    ("written", "typed"),
    [
        ("Pārāchinār", "parachinar"),
        ("Çelebi", "celebi"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("كرم", "کرم"),
        ("کُرَم", "کرم"),
        ("تحريك", "تحریک"),
        ("می\u200cرود", "میرود"),
        ("ټي ټي پي", "ٹی ٹی پی"),
        ("پېښور", "پیښور"),
        ("کـــرم", "کرم"),
        ("15,000", "15000"),
        ("1,234,567", "1234567"),
        ("15\u202f000", "15000"),
        ("۱۵٬۰۰۰", "15000"),
        ("٢٠٢٤", "2024"),
        ("15,000–20,000", "15000–20000"),
        ("ﬁre", "fire"),
        ("ΣΟΦΟΣ", "σοφοσ"),
    ],
)
def test_one_word_in_two_spellings_folds_to_one(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@each(
    "text",
    ["kurram", "15000", "2.5", "1,2", "2014,2015", "1,2345", "15 000", "0,1234", "ٹ", "ے", "mkdocs.yml"],
)
def test_what_is_one_spelling_already_stays(text: str) -> None:
    assert fold(text) == text


@given(texts)
def test_what_is_folded_stays_so_but_for_case_and_composed_letters(text: str) -> None:
    once = fold(text)
    assert not re.search(folding.DROPPED, once)
    assert not set(once) & set(folding.LETTERS)
    assert unicodedata.normalize("NFKD", once) == once or fold(once) == fold(fold(once))


def test_a_browser_folds_by_the_same_table(real_texts: list[str], node: str) -> None:
    assert_folded_alike(real_texts, node)


def test_a_browser_folds_every_character_and_any_mixture_alike(node: str) -> None:
    rows = ["".join(filter(plain, map(chr, range(at, at + 64)))) for at in range(0, 0x30000, 64)]
    parts = (
        "x",
        "9",
        ",",
        " ",
        "\u202f",
        "1,000",
        "12,000,0",
        "123,456",
        "۱۵٬۰۰۰",
        "ā",
        "كُ",
        "\u200c",
        "Σ",
        "İ",
        "-",
    )
    chance = random.Random(RULE)  # noqa: S311  the same mixtures each time
    mixtures = ["".join(chance.choices(parts, k=9)) for _ in range(5000)]
    assert_folded_alike([*rows, *mixtures], node)


def plain(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Cs", "Co")


@pytest.fixture
def real_texts() -> list[str]:
    """Every line that the briefings of this repository have."""
    files = sorted((ROOT / "briefings").glob("*/*.yml"))
    return [line for file in files for line in file.read_text("utf-8").splitlines()]


def assert_folded_alike(wanted: list[str], node: str) -> None:
    """Folds texts with the page's own script, and compares."""
    program = (
        f"{SCRIPT.read_text('utf-8')}\nconst {{table, texts}} = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "process.stdout.write(JSON.stringify(texts.map(binderyWords.folding(table))));"
    )
    given = json.dumps({"table": folding.folding_table(), "texts": wanted})
    ran = subprocess.run([node, "-e", program], input=given, capture_output=True, text=True, check=True)
    folded = json.loads(ran.stdout)
    assert [(t, f) for t, f in zip(wanted, folded, strict=True) if f != fold(t)] == []


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_a_text_in_ascii_is_folded_as_any_other(text: str) -> None:
    assert f"{fold(text)} e" == fold(f"{text} é")
