"""A line of Arabic or Hebrew as it is drawn comes into the order in which it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.text.reading_order import in_reading_order

# What is read, and what is drawn from left to right.
LINES = [
    ("قال في عام 2024، ثم عاد", "داع مث ،2024 ماع يف لاق"),
    ("بلغ 1,250 شخصا (نحو 12.5%) في", "يف (%12.5 وحن) اصخش 1,250 غلب"),
    ("من 10-12 يوما", "اموي 12-10 نم"),
    ("في ٢٤/٣/٢٠٢١، ولم", "ملو ،٢٤/٣/٢٠٢١ يف"),
    ("باسم Human Rights Watch: «لم نر»", "«رن مل» :Human Rights Watch مساب"),
    ("الطائرة F-16 لم", "مل F-16 ةرئاطلا"),
    ("المفوضية (UNHCR) إن", "نإ (UNHCR) ةيضوفملا"),
    ("الساعة 14:35.", ".14:35 ةعاسلا"),
    ("کمیسیون (حدود ۱۲٫۵٪) شهر", "رهش (٪۱۲٫۵ دودح) نویسیمک"),
    ("בין 2019 ל-2021", "2021-ל 2019 ןיב"),
    ("כ-12.5% עזבו בתוך 10-12 ימים", "םימי 10-12 ךותב ובזע 12.5%-כ"),
    ("10-12 ימים", "םימי 10-12"),
    ("שילם $5 בלבד", "דבלב $5 םליש"),
]
MIRRORED = str.maketrans("()[]«»", ")(][»«")


def pieces(drawn: str) -> list[str]:
    """The letters of a drawn line from right to left."""
    return list(reversed(drawn))


@pytest.mark.parametrize(("read", "drawn"), LINES)
def test_a_drawn_line_is_read_in_its_order(read: str, drawn: str) -> None:
    assert in_reading_order([pieces(drawn)]) == [read]
    brackets = "".join(sign.translate(MIRRORED) for sign in drawn)
    assert in_reading_order([pieces(brackets)]) == [read], "brackets as the file has them"


def test_a_bracket_over_two_lines_is_read_as_the_other_brackets_of_the_page() -> None:
    assert in_reading_order([["(", "ا", ")", " "], ["ج", "(", "د"]])[1] == "ج(د"
    assert in_reading_order([[")", "ا", "(", " "], ["ج", ")", "د"]])[1] == "ج(د"


@given(st.lists(st.sampled_from(["سلام", "كتاب", "ولد", "שלום"]), min_size=1))
def test_words_alone_are_read_from_the_right(words: list[str]) -> None:
    line = " ".join(words)
    assert in_reading_order([list(line)]) == [line]


@given(st.integers(10, 99999))
def test_a_number_is_never_read_backwards(number: int) -> None:
    drawn = f"ماع {number} يف"
    assert in_reading_order([pieces(drawn)]) == [f"في {number} عام"]


def test_no_lines_are_no_lines() -> None:
    assert in_reading_order([]) == []
    assert in_reading_order([[]]) == [""]
