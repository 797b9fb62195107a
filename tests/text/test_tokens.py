"""Words are compared by one written rule, and no minus, digit or negation is lost at the edge of a quotation."""

from __future__ import annotations

import pytest
from support import passages
from support.cases import each

from bindery.text.tokens import SearchableText, locate, pages_of, tokenise


def occurs(quote: str, text: str) -> bool:
    return locate(quote, SearchableText.of(text)) is not None


@each(
    ("quote", "text"),
    [
        ("the river[52] rose", "the river[25] rose"),
        ("the river.[52] The", "the river.[25] The"),
        ("the river³ rose", "the river² rose"),
        ("the river[3] rose", "the river rose"),
        ("the river.[3]", "the river. The river.[4]"),
        ("men (n = 254).31 In May", "men (n = 254).³² In May"),
        ("men (n = 254).31 In May", "men (n = 254). In May"),
        ("a factor of 1[9]. As shown", "a factor of 1[1]. As shown"),
        ("a factor of 1[9]. As shown", "a factor of 1. As shown"),
        ("a factor of 1 [9]. As shown", "a factor of 1[1]. As shown"),
        ("a factor of 1 [9] as shown", "a factor of 1[1] as shown"),
        ("a factor of 12 as shown", "a factor of 1[2] as shown"),
        ("in 2019[4] it", "in 2019³ it"),
        ("in 2019⁴ it", "in 2019[3] it"),
        ("in 20193 it", "in 2019³ it"),
        ("rose by 5%[2] in", "rose by 5%[3] in"),
        ("the river [4] rose", "the river[3] rose"),
        ("the river [4] rose", "the river³ rose"),
        ("the river[3,5] rose", "the river[3,4] rose"),
        ("the river[3–5] rose", "the river[3–4] rose"),
        ("the river[3] rose", "the river[3,4] rose"),
        ("section 5.3[b] the Code", "section 5.3[b] of the Code"),
        ("the river [3] fell", "the river[3] rose and fell"),
        ("The river rose. [4]", "The river rose.[3] It fell."),
        ("The river rose. [4]", "The river rose. It fell."),
        ("The river rose. [4]", "The river rose. [3] It fell."),
    ],
)
def test_the_number_of_a_note_must_be_that_of_the_source(quote: str, text: str) -> None:
    assert not occurs(quote, text)


@each(
    ("quote", "text"),
    [
        ("the river rose", "the river[25] rose"),
        ("the river[25] rose", "the river[25] rose"),
        ("the river[3] rose", "the river³ rose"),
        ("the river.[25] The", "the river.[25] The"),
        ("the river[4] rose", "the river[3] rose, and the river[4] rose"),
        ("the river[3][4] rose", "the river[3][4] rose"),
        ("men (n = 254).31 In May", "men (n = 254).³¹ In May"),
        ("men (n = 254). In May", "men (n = 254).³¹ In May"),
        ("in “2024”.5 In May", "in “2024”.⁵ In May"),
        ("a factor of 1[1]. As shown", "a factor of 1[1]. As shown"),
        ("a factor of 1. As shown", "a factor of 1[1]. As shown"),
        ("in 2019[3] it", "in 2019³ it"),
        ("in 2019 it", "in 2019³ it"),
        ("the river[3, 4] rose", "the river[3,4] rose"),
        ("the river[3–4] rose", "the river[3-4] rose"),
        ("the river rose", "the river[3,4] rose"),
        ("the river [3] rose", "the river[3] rose"),
        ("section 5.3[b] of the Code", "section 5.3[b] of the Code"),
        ("the river[s] rose", "the river[3] rose"),
        ("the [40] men and the river", "the men and the river[3]"),
        ("The river rose. [3]", "The river rose.[3] It fell."),
        ("The river rose. [3]", "The river rose. [3] It fell."),
    ],
)
def test_the_number_of_a_note_may_be_left_out(quote: str, text: str) -> None:
    assert occurs(quote, text)


@each(
    ("quote", "text"),
    [
        ("524 people", "some 1,524 people died"),
        ("524 people", "some 1 524 people died"),
        ("524 people", "some 1\u202f524 people died"),
        ("1", "some 1’524 people died"),
        ("5 per cent", "by -5 per cent"),
        ("5 per cent", "by −5 per cent"),
        ("5 per cent", "by − 5 per cent"),
        ("5 per cent", "by –5 per cent"),
        ("5 per cent", "(-5 per cent)"),
        ("5 per cent", "by 0.5 per cent"),
        ("5 per cent", "by .5 per cent"),
        ("5 per cent", "by ±5 per cent"),
        ("5 per cent", "<5 per cent"),
        ("5 per cent", "≥ 5 per cent"),
        ("15 per cent", "by 10–15 per cent"),
        ("15 per cent", "by 10-15 per cent"),
        ("rose by 56", "rose by 56% in all"),
        ("rose by 56", "rose by 56 % in all"),
        ("10%", "by 5%–10%"),
        ("it cost 5", "it cost 5€"),
        ("5 million", "$5 million"),
        ("$5 million", "-$5 million"),
        ("$5 million", "US$5 million"),
        ("30", "at 12:30"),
        ("2 of them", "1/2 of them"),
        ("at 20", "at 20°C"),
        ("violent", "a non-violent protest"),
        ("violent", "a non–violent protest"),
        ("violent", "a non-\nviolent protest"),
        ("they can", "they can't"),
        ("they can", "they can’t"),
        ("کرم", "کرمِ"),
        ("example.org/a", "https://example.org/a"),
    ],
)
def test_nothing_slips_at_an_edge(quote: str, text: str) -> None:
    assert not occurs(quote, text)


@each(
    ("quote", "text"),
    [
        ("1,524 people", "of 1,524 people."),
        ("1 524 people", "of 1\u00a0524 people"),
        ("-5 per cent", "fell -5 per cent"),
        ("rose by 56%", "rose by 56%, they said"),
        ("he said", "“he said”"),
        ("Dawn", "(Dawn)"),
        ("500 people", "in 2023 500 people"),
        ("365", "240\t365"),
        ("5 people", "- 5 people"),
        ("one", "one—two"),
        ("Karachi road", "the Lahore–Karachi road"),
        ("AFP", "Dawn/AFP"),
        ("The end", "over.The end"),
        ("see https://example.org/a", "see https://example.org/a."),
    ],
)
def test_what_lies_beside_a_word_does_not_matter(quote: str, text: str) -> None:
    assert occurs(quote, text)


@pytest.mark.parametrize("quote", ["…", "–", '" "', "[…]", "[word]", ""])
def test_punctuation_alone_is_no_quotation(quote: str) -> None:
    assert not occurs(quote, "One … two – “ ” three word")


def test_parts_stand_in_their_order_and_do_not_overlap() -> None:
    text = "one two three two one"
    assert occurs("one […] two […] one", text)
    assert occurs("one [and then] two", text)
    assert occurs("one [and then] three", text)  # an insertion may stand for anything
    assert not occurs("three […] one […] two", text)
    assert not occurs("one two […] two three", text)


def test_of_a_thousand_quotations_with_one_thing_changed_none_passes() -> None:
    text = SearchableText.of(passages.article())
    assert [quote for quote in passages.changed(1000, 11) if locate(quote, text)] == []


def test_of_a_thousand_quotations_reset_by_a_typographer_none_is_refused() -> None:
    text = SearchableText.of(passages.article())
    assert [quote for quote in passages.reset(1000, 12) if not locate(quote, text)] == []


@pytest.mark.slow
def test_of_a_thousand_quotations_none_is_refused_when_the_source_is_reset() -> None:
    texts = [SearchableText.of(change(passages.article())) for change in passages.RESETTERS]
    quotes = [" ".join(run) for run in passages.true(1000, 13)]
    assert [quote for text in texts for quote in quotes if not locate(quote, text)] == []


def test_the_page_is_that_of_the_first_and_the_last_word() -> None:
    text = SearchableText.of("one two\fthree four\ffive\f")
    stretches = {quote: locate(quote, text) for quote in ("one two", "two three", "three", "one […] five")}
    assert {q: pages_of(s, text) for q, s in stretches.items() if s} == {
        "one two": "1",
        "two three": "1–2",
        "three": "2",
        "one […] five": "1–3",
    }


def test_a_text_without_pages_names_none() -> None:
    assert pages_of((0, 1), SearchableText.of("one")) == ""


@pytest.mark.parametrize("run", [1, 2, 5])
def test_a_text_cut_at_its_tokens_gives_the_same_tokens(run: int) -> None:
    whole = tokenise(passages.article())
    for start in range(0, len(whole.tokens) - run, 7):
        part = "".join(
            (" " if whole.spaced[n] and n > start else "") + whole.tokens[n]
            for n in range(start, start + run)
        )
        assert tokenise(part).tokens == whole.tokens[start : start + run]


@each(
    ("quote", "text"),
    [
        ("ทําไมต้องใช้", "ทำไมต้องใช้"),
        ("นํ้าท่วม", "น้ำท่วม"),
        ("น้ําท่วม", "น้ำท่วม"),
        ("ນໍ້າ", "ນ້ຳ"),
        ("ง่ายและม ี เพ ิ ่ ม", "ง่ายและมีเพิ่ม"),
        ("ง่ายและมีเพิ่ม", "ง่ายและม ี เพ\nิ ่ ม"),
        ("ច ្ បាប់", "ច្បាប់"),
    ],
)
def test_a_sign_may_be_apart_from_its_letter_and_a_vowel_in_parts(quote: str, text: str) -> None:
    assert occurs(quote, text)


@each(
    ("quote", "text"),
    [
        ("ง่ายและม", "ง่ายและมี"),  # the vowel sign is left out
        ("ง่ายและม ื", "ง่ายและมี"),
        ("น้า", "น้ำ"),
        ("นา", "นํา"),
        ("และ มี", "แล ะมิ"),
    ],
)
def test_another_sign_is_another_word(quote: str, text: str) -> None:
    assert not occurs(quote, text)
