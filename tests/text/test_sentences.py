"""The outline of a text knows where sentences end and which words limit, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.text.limiters import BOUND, CLAUSE, CONDITION, LIMITER, NEGATOR
from bindery.text.sentences import ENDS, KIND, outline_of
from bindery.text.tokens import tokenise


def sentences(text: str, language: str | None = "en") -> list[str]:
    """The tokens of each sentence of a text, joined by spaces."""
    read = tokenise(text)
    found, words = [], []
    for token, code in zip(read.tokens, outline_of(read, language), strict=True):
        words.append(token)
        if code & ENDS:
            found.append(" ".join(words))
            words = []
    return found + ([" ".join(words)] if words else [])


@each(
    ("text", "number"),
    [
        ("It ran. It sank.", 2),
        ("“It ran.” It sank.", 2),
        ("It ran! Did it? Yes.", 3),
        ("Dr. Finn came. Mr. Tarn left.", 2),
        ("The U.S. Navy came at 5 p.m. on Friday.", 1),
        ("It came at 5 p.m. The gate was shut.", 2),
        ("See No. 5 and p. 7 of vol. 3.", 1),
        ("J. R. Finn paid 3.50 at example.org. It ran.", 2),
        ("“Why?” he asked. It ran.", 2),
        ("It ran.[12] It sank.", 2),
        ("It ran.12 It sank.", 2),
        ("It reopened.The gate", 2),
        ("Node.Js is old", 1),
        ("A heading\n\nA paragraph\n- one\n- two", 4),
        ("wrapped\nlines of one\nsentence.", 1),
        ("It ran … and sank.", 1),
        ("Name\tVote\nFinn\tno\nTarn\tyes", 3),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, number: int) -> None:
    assert len(sentences(text)) == number, sentences(text)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("Am 5. Mai, z. B. um 8 Uhr. Die Fähre fuhr.", "de", 2),
        ("Es kamen 50. Die anderen blieben.", "de", 2),
        ("M. Finn est venu. Il a payé.", "fr", 2),
        ("کشتی چلی۔ پل بند تھا۔ کیا کونسل آئی؟", "ur", 3),
        ("नाव चली। पुल बंद था।", "hi", 2),
        ("渡轮开了。桥关了！谁来了？", "zh", 3),
        ("Мост закрыт. Совет в г. Орле.", "ru", 2),
    ],
)
def test_sentences_of_other_languages_end_too(text: str, language: str, number: int) -> None:
    assert len(sentences(text, language)) == number, sentences(text, language)


@each(
    ("text", "language", "kind", "words"),
    [
        ("It was not only big but cannot and didn't sink", "en", NEGATOR, ["cannot", "didn't"]),
        ("Nobody came; Dr No did", "en", NEGATOR, ["Nobody"]),
        ("He allegedly read the so-called plan", "en", LIMITER, ["allegedly", "so-called"]),
        ("Had the bell rung, if it rang", "en", CONDITION, ["Had", "if"]),
        ("up to 50 and about 60 and about bread", "en", BOUND, ["up", "to", "about"]),
        ("it ran and the pier sank and slept because it rained", "en", CLAUSE, ["and", "because"]),
        ("n'a rien vu, n'importe où, qu'aucun", "fr", NEGATOR, ["n'a", "rien", "qu'aucun"]),
        ("كرم لم يأت", "ar", NEGATOR, ["لم"]),
        ("不同的人没来", "zh", NEGATOR, ["没"]),
        ("not only nothing", "sw", NEGATOR, []),
        ("NICHT und not", None, NEGATOR, ["NICHT", "not"]),
    ],
)
def test_words_have_their_kinds(text: str, language: str | None, kind: int, words: list[str]) -> None:
    read = tokenise(text)
    codes = outline_of(read, language)
    assert [token for token, code in zip(read.tokens, codes, strict=True) if code & KIND == kind] == words


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "ur", "zh", None, "sw"]))
def test_any_text_has_one_code_for_each_token(text: str, language: str | None) -> None:
    read = tokenise(text)
    assert len(outline_of(read, language)) == len(read.tokens)
