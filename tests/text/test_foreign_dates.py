"""Dates in other languages than English."""

from __future__ import annotations

from support.cases import each

from bindery.text.dates import Day
from bindery.text.foreign_dates import find_foreign_dates


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
