"""Numbers with their units and scales, as people write them in many languages, and words that only look like numbers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from support.cases import each

from bindery.text.figure import Figure
from bindery.text.numerals import find_figures

LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("read_numbers.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
LANGUAGES = sorted({line[0] for line in LINES})
DECADES = [
    ("de", "seit den 1990er Jahren"),
    ("fr", "depuis les années 1990"),
    ("es", "desde los años 1990"),
    ("pl", "od lat 1990."),
    ("ru", "с 1990-х годов"),
    ("tr", "1990'lardan beri"),
    ("id", "sejak akhir 1990-an"),
    ("zh", "1990年代"),
    ("hi", "1990 के दशक"),
    ("en", "since the 1990s"),
]


def as_listed(figure: Figure) -> tuple[Fraction, str]:
    return figure.value or Fraction(0), figure.unit or figure.measure


def in_list(figures: str) -> list[tuple[Fraction, str]]:
    parts = (figure.partition(" ") for figure in figures.split("; ") if figure)
    return [(Fraction(number), unit) for number, _, unit in parts]


@each("language", LANGUAGES)
def test_a_number_is_read_with_its_unit_and_scale(language: str) -> None:
    wrong = [
        (text, [as_listed(one) for one in found])
        for code, text, wanted in LINES
        if code == language
        for found in [
            [
                one
                for one in find_figures(text, code, only=True)
                if one.value is not None and (wanted or not one.weak)
            ]
        ]
        if [as_listed(one) for one in found] != in_list(wanted)
    ]
    assert wrong == []


@each(("language", "text"), DECADES)
def test_a_decade_is_no_year(language: str, text: str) -> None:
    days = [figure.day for figure in find_figures(text, language)]
    assert [(day.year, day.decade) for day in days if day] == [(1990, True)]


def test_years_one_after_another_are_no_decade() -> None:
    assert not any(one.day and one.day.decade for one in find_figures("les années 2020 à 2022", "fr"))


BOUNDS = [
    ("ko", "100명 이상", "at least"),
    ("ko", "82% 넘게", "over"),
    ("ko", "3만 명 미만", "under"),
    ("zh", "100 人以上", "at least"),
    ("th", "100 คนขึ้นไป", "at least"),
    ("ru", "почти на десять градусов", "about"),
    ("tr", "dörtte birinden fazlası", "over"),
    ("ur", "آدھے سے بھی کم", "under"),
]


@each(("language", "text", "bound"), BOUNDS)
def test_a_bound_after_a_space_or_with_a_preposition(language: str, text: str, bound: str) -> None:
    assert [one.bound for one in find_figures(text, language, only=True)] == [bound]
