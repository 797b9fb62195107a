"""Shares written with a sign or a stroke."""

from __future__ import annotations

from fractions import Fraction

from support.cases import each

from bindery.text.fraction_signs import FRACTION_SIGNS, find_fractions, fraction_of

SHARES = {
    "¾ of it": ["3/4"],
    "⅓ goes, ⅔ stays": ["1/3", "2/3"],
    "1/3 of the voters": ["1/3"],
    "3/5 der Wähler": ["3/5"],
    "2⁄3 stayed": ["2/3"],  # with the sign that makes fractions
    "1¾ per cent, 2 ½ hours": [],  # part of a number
    "9/11 and 24/7": [],
    "1/3": [],  # a day, or a ratio
    "7/5 of it, 0/3 of it": [],
    "¾": ["3/4"],
    "": [],
}


@each("text", SHARES)
def test_shares_are_found(text: str) -> None:
    assert [str(value) for _, _, value in find_fractions(text)] == SHARES[text]


def test_each_sign_has_a_value_between_zero_and_one() -> None:
    values = [fraction_of(sign) for sign in FRACTION_SIGNS]
    assert len(set(values)) == len(FRACTION_SIGNS)
    assert all(Fraction(0) < value < 1 for value in values)
