"""Calculations: which are right, which are wrong, which cannot be read, and that none takes long."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.growth import calls

from bindery.evidence import calculation
from bindery.evidence.calculation import DEEPEST, LONGEST, check_calculation

RIGHT = (
    "(1524 - 980) / 980 = 56 %",
    "(1524 − 980) ÷ 980 = 56%",
    "(1,524 - 980) / 980 = 55.5 per cent",
    "(1 524 – 980) / 980 = 55.51 percent",
    "(1524 - 980) / 980 = 56pc",
    "(1524 - 980) / 980 ≈ 55 %",
    "(1524 - 980) / 980 = about 55 %",
    "(1524 - 980) / 980 = 0.5551 = 56 %",
    "2 + 3 × 4 = 14",
    "2 * (3 + 4) = 14",
    "10 - 4 - 3 = 3",
    "100 / 10 / 5 = 2",
    "-5 + 3 = -2",
    "0.1 + 0.2 = 0.3",
    "1 + 1 = 3 - 1",
    "100 % - 44 % = 56 %",
    "56 % - 17 % = 39 percentage points",
    "2 x 490 = 980",
    # units
    "1524 people - 980 people = 544 people",
    "1524 people - 980 people = 544",
    "1524 - 980 = 544 people",
    "1 day + 2 days = 3 days",
    "10 people / 5 days = 2 people per day",
    "5 people × 3 days = 15 person-days",
    "980 people × 56 % = 549 people",
    "(1524 people - 980 people) / 980 people = 56 %",
    "$7.095 billion - $2.887 billion = $4.208 billion",
    # scales, and rounding half up as well as half to even
    "2 million + 1.5 million = 3.5 million",
    "3.5m = 3,500,000",
    "5 / 2 = 3",
    "5 / 2 = 2",
    "2.25 = 2.3",
    "2.25 = 2.2",
    "-5 / 2 = -3",
    "1,234,567 = 1.2 million",
)

# Each with the characters that are marked, and what is said.
WRONG = {
    "(1524 - 980) / 980 = 57 %": ("57 %", "the result is 55.5 %, not 57 %"),
    "(1524 - 980) / 980 = 55 %": ("55 %", "the result is 55.5 %, not 55 %"),
    "(1524 - 980) / 980 = 56.0 %": ("56.0 %", "the result is 55.51 %, not 56.0 %"),
    "(1524 - 980) / 980 = 0.56 %": ("0.56 %", "the result is 55.51 %, not 0.56 %"),
    "(1524 - 980) / 980 = 56": ("56", "the result is 0.6, not 56"),
    "(1524 - 980) / 980 ≈ 60 %": ("60 %", "the result is 55.5 %, not 60 %"),
    "1524 − 980 = 545": ("545", "the result is 544, not 545"),
    "1500 × 10 = 1,500": ("1,500", "the result is 15,000, not 1,500"),
    "1 / 3 = 0.333 = 34 %": ("34 %", "the result is 33.3 %, not 34 %"),
    "3 - 5 = 2": ("2", "the result is −2, not 2"),
    "1524 people - 980 people = 544 days": ("544 days", "the result is 544 people, not 544 days"),
    "980 people / 2 = 56 %": ("56 %", "the result is 490 people, not 56 %"),
    "2.26 = 2.2": ("2.2", "the result is 2.26, not 2.2"),
    "1 + 1 = (1 + 2)": ("(1 + 2)", "the result is 2, not (1 + 2)"),
    "2 million = 1.9m": ("1.9m", "the result is 2m, not 1.9m"),
}
UNREADABLE = {
    "1524 - = 3": ("=", "expected a number or `(`, found `=`"),
    "1524 -": ("-", "expected a number or `(` at the end"),
    "1524": ("1524", "expected an operator or `=` at the end"),
    "": ("", "expected a number or `(` at the end"),
    "(1524 = 3": ("=", "expected an operator or `)`, found `=`"),
    "1 + 2) = 3": (")", "expected an operator or `=`, found `)`"),
    "1 + 2 = 3)": (")", "expected an operator or the end, found `)`"),
    "2 (3) = 6": ("(", "expected an operator or `=`, found `(`"),
    "deaths = 3": ("deaths", "expected a number or `(`, found `deaths`"),
    "2^3 = 8": ("^", "`^` is not allowed in a calculation"),
    "__import__('os') = 1": ("'", "`'` is not allowed in a calculation"),
    "1 / 0 = 3": ("0", "this divides by zero"),
    "1 / (980 - 980) = 3": ("(980 - 980)", "this divides by zero"),
    "5 / 0 % = 3": ("0 %", "this divides by zero"),
    "1524 people - 980 days = 544": (
        "1524 people - 980 days",
        "the units differ: people and days",
    ),
    "1524 people - 980 = 544": ("1524 people - 980", "the units differ: people and no unit"),
    "$5 + £5 = 10": ("$5 + £5", "the units differ: $ and £"),
    f"{'9' * 41} = 1": ("9" * 41, "the number has 41 digits; the limit is 40"),
}


@each("text", RIGHT)
def test_a_right_calculation_is_right(text: str) -> None:
    assert check_calculation(text) is None


@each("text", WRONG)
def test_a_wrong_one_says_what_it_comes_to(text: str) -> None:
    fault = check_calculation(text)
    assert fault is not None
    assert fault.readable
    assert (text[fault.start : fault.end], fault.message) == WRONG[text]


@each("text", UNREADABLE)
def test_one_that_cannot_be_read_says_where_and_what_is_expected(text: str) -> None:
    fault = check_calculation(text)
    assert fault is not None
    assert not fault.readable
    assert (text[fault.start : fault.end], fault.message) == UNREADABLE[text]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 10_000 + "1" + ")" * 10_000 + " = 1",
        "-" * 10_000 + "1 = 1",
        "1 + " * 10_000 + "1 = 1",
        "9" * 100_000,
        "a" * 100_000,
        " " * 100_000,
        "1 " * 50_000,
    ],
    ids=lambda text: text[:4],
)
def test_one_that_is_too_long_is_refused_unread(text: str) -> None:
    assert calls(lambda: check_calculation(text)) < 20
    fault = check_calculation(text)
    assert fault is not None
    assert fault.message == f"the calculation has {len(text):,} characters; the limit is {LONGEST}"


def test_parentheses_may_lie_as_deep_as_the_limit_and_no_deeper() -> None:
    assert check_calculation("(" * DEEPEST + "1" + ")" * DEEPEST + " = 1") is None
    fault = check_calculation("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1) + " = 1")
    assert fault is not None
    assert (fault.start, fault.message) == (DEEPEST, f"parentheses are nested more than {DEEPEST} deep")


@pytest.mark.parametrize(("part", "times"), [("9×", 240), ("1 / 7 / ", 60)])
def test_work_grows_with_the_length_of_a_calculation_and_not_with_its_square(part: str, times: int) -> None:
    small, large = (part * number + "9 = 1" for number in (times // 4, times))
    assert check_calculation(large) is not None
    assert calls(lambda: check_calculation(large)) < 6 * calls(lambda: check_calculation(small))


def test_nothing_is_evaluated() -> None:
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(Path(calculation.__file__).read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert not {"eval", "exec", "compile", "float"} & set(calls)


# Laws.

NUMBERS = st.integers(0, 10**6)


@given(NUMBERS, NUMBERS, st.integers(1, 10**6))
def test_sums_and_products_are_exact(a: int, b: int, c: int) -> None:
    assert check_calculation(f"({a} + {b}) × {c} - {a} = {(a + b) * c - a}") is None
    assert check_calculation(f"{a} / {c} × {c} = {a}") is None


@given(NUMBERS, NUMBERS, NUMBERS)
def test_any_other_result_is_wrong_and_the_message_has_the_right_one(a: int, b: int, other: int) -> None:
    fault = check_calculation(f"{a} + {b} = {other}")
    assert (fault is None) == (a + b == other)
    if fault:
        assert fault.message == f"the result is {a + b:,}, not {other}"
        assert check_calculation(f"{a} + {b} {fault.remedy.split('`')[1]}") is None


@given(NUMBERS, st.integers(1, 10**6), st.integers(0, 6))
def test_a_result_may_be_rounded_to_any_number_of_decimals(a: int, b: int, decimals: int) -> None:
    share = Fraction(a, b)
    rounded = round(share * 10**decimals)
    whole, rest = divmod(rounded, 10**decimals)
    written = f"{whole}.{rest:0{decimals}}" if decimals else str(whole)
    assert check_calculation(f"{a} / {b} = {written}") is None


@given(NUMBERS, st.integers(1, 10**6))
def test_a_result_that_is_off_by_more_than_a_step_is_wrong(a: int, b: int) -> None:
    assert check_calculation(f"{a} / {b} = {a // b + 2}") is not None


PIECES = st.sampled_from(
    ["1", "980", "0", "1.5", "(", ")", "+", "-", "×", "/", "=", "≈", "%", "people", " ", "per", "$", "m"]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_every_message_points_to_a_place_within_the_text(text: str) -> None:
    fault = check_calculation(text)
    if fault:
        assert 0 <= fault.start <= fault.end <= max(len(text), 1)
        assert fault.message
        assert fault.remedy
