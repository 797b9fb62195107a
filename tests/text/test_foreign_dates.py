"""Dates in other languages than English."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from support.cases import each

from bindery.text.calendars import solar_day
from bindery.text.dates import Day
from bindery.text.foreign_dates import find_foreign_dates, weekday_names
from bindery.text.languages import codes_with
from bindery.text.numerals import find_figures

MONTHS = [
    line.split(" ", 1)
    for line in Path(__file__).with_name("month_names.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@each(
    ("language", "text", "expected"),
    [
        ("de", "Am 24. Dezember 2024 war es kalt.", [("24. Dezember 2024", Day(2024, 12, 24))]),
        ("de", "bis Mai 2027", [("Mai 2027", Day(2027, 5))]),
        ("de", "am 1. März", [("1. März", Day(None, 3, 1))]),
        ("de", "15.–20. März 2026", [("15", Day(2026, 3, 15)), ("20. März 2026", Day(2026, 3, 20))]),
        ("de", "vom 3. bis 5. Juni 2024", [("3", Day(2024, 6, 3)), ("5. Juni 2024", Day(2024, 6, 5))]),
        ("de", "der Maibaum, 40. Mai 2024", [("Mai 2024", Day(2024, 5))]),
        ("fr", "le 1er janvier 2024", [("1er janvier 2024", Day(2024, 1, 1))]),
        ("fr", "en août 2021", [("août 2021", Day(2021, 8))]),
        ("es", "el 3 de mayo de 2024", [("3 de mayo de 2024", Day(2024, 5, 3))]),
        ("ur", "24 دسمبر 2024 کو", [("24 دسمبر 2024", Day(2024, 12, 24))]),
        ("ur", "24 دسمبر، 2024 کو", [("24 دسمبر، 2024", Day(2024, 12, 24))]),
        ("en", "24 December 2024", []),  # bindery.text.dates finds it
        ("xx", "24 December 2024", []),
        ("de", "", []),
    ],
)
def test_dates_with_the_name_of_a_month(language: str, text: str, expected: list[tuple[str, Day]]) -> None:
    found = find_foreign_dates(text, language)
    assert [(text[date.start : date.end], date.day) for date in found] == expected


@each("language", sorted({language for language, _ in MONTHS}))
def test_a_month_is_read_by_each_of_its_names(language: str) -> None:
    wrong = [
        (text, found)
        for code, names in MONTHS
        for number, name in enumerate(names.split(" | "), 1)
        if code == language
        for text, day in ((f"12 {name} 2024", 12), (f"{name} 2024", None))
        for found in [[one.day for one in find_figures(text, language)]]
        if found != [Day(2024, number, day)]
    ]
    assert wrong == []


def test_each_language_with_a_section_of_dates_has_seven_days() -> None:
    assert {code: set(weekday_names(code).values()) for code in codes_with("dates")} == {
        code: set(range(7)) for code in codes_with("dates")
    }


IN_TEXT = [
    ("ru", "Январь был холодным.", [Day(None, 1)]),
    ("ru", "в конце марта 2024 года", [Day(2024, 3)]),
    ("pl", "W styczniu 2024 padało.", [Day(2024, 1)]),
    ("cs", "od 3. do 5. června 2024", [Day(2024, 6, 3), Day(2024, 6, 5)]),
    ("fi", "tammikuussa 2024", [Day(2024, 1)]),
    ("hu", "2024 januárjában", [Day(2024), Day(None, 1)]),
    ("vi", "ngày 5 tháng 3 năm 2024", [Day(2024, 3, 5)]),
    ("ca", "el 5 d’abril de 2024", [Day(2024, 4, 5)]),
    ("he", "ב-5 במרץ 2024", [Day(2024, 3, 5)]),
    ("ko", "2024년 3월 5일", [Day(2024, 3, 5)]),
    ("ar", "في 5 آذار 2024", [Day(2024, 3, 5)]),
    ("ar", "في 5 مارس 2024", [Day(2024, 3, 5)]),
    ("ar", "في 5 أوت 2024", [Day(2024, 8, 5)]),
    ("fr", "en avril", [Day(None, 4)]),
    ("pt", "5 set. 2024", [Day(2024, 9, 5)]),
    ("it", "Vinse in 3 set.", []),
    ("pt", "Dez barcos.", []),
    ("es", "12 mar adentro", []),
    ("fa", "این کار می‌شود", []),
    ("fa", "۱ فروردین ۱۴۰۳", [Day(2024, 3, 20)]),
    ("fa", "۳۰ اسفند ۱۴۰۳", [Day(2025, 3, 20)]),
    ("ja", "令和6年4月1日", [Day(2024, 4, 1)]),
    ("ja", "平成元年", [Day(1989)]),
    ("zh", "民國113年5月20日", [Day(2024, 5, 20)]),
    ("th", "5 มีนาคม 2567", [Day(2024, 3, 5)]),
    ("th", "พ.ศ. 2567", [Day(2024)]),
]


@each(("language", "text", "days"), IN_TEXT)
def test_dates_in_a_sentence(language: str, text: str, days: list[Day]) -> None:
    assert [one.day for one in find_figures(text, language) if one.day] == days


@each(
    ("solar", "ours"),
    [
        ((1387, 12, 30), date(2009, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 7, 1), date(2021, 9, 23)),
        ((1404, 1, 1), date(2025, 3, 21)),
    ],
)
def test_a_date_of_the_solar_calendar(solar: tuple[int, int, int], ours: date) -> None:
    assert solar_day(*solar) == ours
