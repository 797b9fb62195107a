"""Thai words are found as viewers copy them from PDFs with signs apart from their letters, or with one vowel for two."""

from __future__ import annotations

import pytest

from bindery.text.tokenised import PAGE
from bindery.text.tokens import SearchableText, locate

PLAIN = "ชาวบ้านใช้น้ำในแม่น้ำ และแก้ไขปัญหา ติดตามผลทุกปี ตามที่บ่อยครั้งทำ" + PAGE
ONE_VOWEL = PLAIN.replace("\u0e32", "\u0e33")


@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        ("ชาวบ้านใช้น้ำในแม่น้ำ", True),
        ("ชาวบา้ นใช้น้ำในแม่น้ำ", True),
        ("และแกไ้ ขปัญหา", True),
        ("ตดิ ตามผลทุกปี", True),
        ("ที่บอ่ ยครั้งทำ", True),
        ("และแกไ่ ขปัญหา", False),  # another sign
        ("และแกไขปัญหา", False),  # no sign
        ("ชำวบ้านใช้น้ำ", False),  # the text has both vowels
    ],
)
def test_a_sign_may_come_one_letter_late_with_a_space(quote: str, is_found: bool) -> None:
    assert bool(locate(quote, SearchableText.of(PLAIN))) is is_found


@pytest.mark.parametrize("quote", ["ชาวบ้านใช้น้ำในแม่น้ำ", "ชำวบ้ำนใช้น้ำในแม่น้ำ", "ติดตามผลทุกปี"])
def test_one_vowel_may_stand_for_two_if_the_text_has_only_that_one(quote: str) -> None:
    assert locate(quote, SearchableText.of(ONE_VOWEL))


def test_a_page_of_the_web_has_its_own_vowels() -> None:
    assert not locate("ชาวบ้านใช้น้ำ", SearchableText.of(ONE_VOWEL.replace(PAGE, "")))
