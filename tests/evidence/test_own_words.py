"""A statement that repeats a whole sentence or clause of a quotation is in the source's words, and every other one is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence.own_words import is_in_own_words

TOLL = "The mine was shut. In March, 41 miners died and 17 were hurt, the union said."
VACCINE = "The vaccine was 94 per cent effective in adults under 60; 71 per cent of the doses were given."


@each(
    ("language", "quote", "statement"),
    [
        ("en", "41 miners died", "41 miners died."),
        ("en", "41 miners died", "41 miners died"),
        ("en", "41 miners died!", "41 miners died."),
        ("en", "41 miners died [in March]", "41 miners died [in March]."),
        ("en", "the court fined the mill 9,000 crowns", "The court fined the mill 9,000 crowns."),
        ("en", "The court fined the mill 9,000 crowns", "the court fined the mill 9,000 crowns"),
        ("en", TOLL, "The mine was shut."),
        ("en", TOLL, TOLL),
        ("de", "Das Gericht verurteilte elf Männer.", "Das Gericht verurteilte elf Männer"),
        ("fr", "Le prix a doublé.", "Le prix a doublé"),
        ("ur", "پل کل بند ہوا۔", "پل کل بند ہوا"),
        ("zh", "议会批准了出售码头。", "议会批准了出售码头"),
    ],
)
def test_a_statement_in_the_words_of_its_source(language: str, quote: str, statement: str) -> None:
    assert not is_in_own_words(statement, [(language, quote)])


@each(
    ("language", "quote", "statement"),
    [
        ("en", TOLL, "In March, 41 miners died."),  # who says so, and the hurt, are left out
        ("en", TOLL, "In March, 17 miners died."),
        ("en", TOLL, "41 miners were hurt."),
        ("en", TOLL, "Dozens of miners died."),
        ("en", VACCINE, "The vaccine was 94 per cent effective in adults."),
        ("en", VACCINE, "71 per cent of the doses were given."),
        ("en", VACCINE, "The vaccine was 94 per cent effective."),
        ("en", "It did not rain. The dam held", "The dam held. It did not rain."),
        ("en", "The union said 41 miners died", "41 miners died."),
        ("en", "No ferry sailed in May", "A ferry sailed in May."),
        ("en", "The ferry may sail in May", "The ferry sails in May."),
        ("en", "May the ferry sail?", "The ferry may sail."),
        ("de", "Das Gericht verurteilte elf Männer nicht.", "Das Gericht verurteilte elf Männer."),
        ("fr", "Le prix n’a pas doublé.", "Le prix a doublé."),
        ("zh", "议会没有批准出售码头。", "议会批准了出售码头"),
        ("ja", "議会は埠頭の売却を承認しなかった。", "議会は埠頭の売却を承認した。"),
        ("en", "41 miners died", "41 Bergleute starben."),
        ("en", "41 miners died", ""),
        ("en", "", "41 miners died."),
    ],
)
def test_a_statement_in_other_words(language: str, quote: str, statement: str) -> None:
    assert is_in_own_words(statement, [(language, quote)])


def test_one_quotation_of_several_is_enough() -> None:
    quotes = [("en", "The dam held"), ("en", "41 miners died"), ("de", "Der Damm hielt")]
    assert not is_in_own_words("41 miners died.", quotes)
    assert is_in_own_words("The dam held, and 41 miners died.", quotes)
    assert is_in_own_words("41 miners died.", [])


WORD = st.sampled_from(["the", "mill", "court", "men", "fined", "eleven", "40", "paid", "north", "crowns"])
SENTENCE = st.lists(WORD, min_size=3, max_size=12).map(" ".join)


@given(SENTENCE, st.data())
def test_a_sentence_is_its_own_words_until_a_word_is_left_out(sentence: str, data: st.DataObject) -> None:
    assert not is_in_own_words(f"{sentence.capitalize()}.", [("en", f"It rained. {sentence.capitalize()}.")])
    words = sentence.split()
    at = data.draw(st.integers(0, len(words) - 1))
    shorter = " ".join([*words[:at], *words[at + 1 :]])
    if shorter != sentence:
        assert is_in_own_words(f"{shorter.capitalize()}.", [("en", f"{sentence.capitalize()}.")])


@pytest.mark.parametrize("end", [".", "!", "…", ""])
def test_the_mark_at_the_end_does_not_matter(end: str) -> None:
    assert not is_in_own_words(f"The dam held{end}", [("en", "The dam held.")])
