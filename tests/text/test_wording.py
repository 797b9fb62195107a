"""The words of the interface: numbers, dates and plurals by language, and catalogues that are complete."""

from __future__ import annotations

import importlib.util
import re
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from support.cases import each

from bindery.text.foreign_dates import find_foreign_dates
from bindery.text.wording import ENGLISH, Sentence, catalogue_languages, own_name, wording_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("de", "fr", "ps", "ur")
DRAFTS = {"ps", "ur"}
PLACE = re.compile(r"%\((\w+)\)s|%(?!\()")
FRENCH_GROUP = "\u202f"


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """The program that finds every message."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "tools" / "words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def said(words: ModuleType) -> dict[str, tuple[str, ...]]:
    """Every message with its English forms, by its first form."""
    found: dict[str, tuple[str, ...]] = {}
    for message in words.messages():
        forms = (message,) if isinstance(message, str) else message
        found[forms[0]] = max(forms, found.get(forms[0], ()), key=len) if isinstance(message, str) else forms
    return found


def catalogue(language: str) -> Catalog:
    with (ROOT / "bindery" / "locale" / language / "LC_MESSAGES" / "bindery.po").open("rb") as file:
        return read_po(file, locale=language)


def test_every_language_has_a_catalogue() -> None:
    assert catalogue_languages() == LANGUAGES
    assert {language for language in LANGUAGES if wording_of(language).is_draft} == DRAFTS


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(language: str, said: dict[str, tuple[str, ...]]) -> None:
    there = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language)}
    assert there - {""} == set(said)
    wording = wording_of(language)
    assert [message for message in said if not wording.has(message)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_message(language: str, said: dict[str, tuple[str, ...]]) -> None:
    wrong = []
    for message, english in said.items():
        wanted = {place for form in english for place in PLACE.findall(form)}
        forms = wording_of(language).catalogue.messages[message]
        for number, form in enumerate(forms):
            places = set(PLACE.findall(form))
            one = len(forms) > 1 and number == 0  # the form for one may say the number in a word
            if not (places == wanted or (one and places | {"number"} == wanted)) or "<" in form:
                wrong.append((message, form))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_at_the_ends_of_a_message_stay(language: str, said: dict[str, tuple[str, ...]]) -> None:
    stops = str.maketrans("،؛۔؟", ",;.?")
    wrong = []
    for message in said:
        form = wording_of(language).message(message).translate(stops)
        begins = message[:1] in ",;(" and form.lstrip("\u00a0")[:1] != message[:1]
        ends = message.rstrip()[-1:] in ":?)" and form.rstrip()[-1:] != message.rstrip()[-1:]
        if begins or ends:
            wrong.append((message, form))
    allowed = {"Preprint,", ", p. %(page)s"}
    assert [pair for pair in wrong if pair[0] not in allowed] == []


@each(
    ("language", "number", "expected"),
    [
        ("en", 1234.5, "1,234.5"),
        ("de", 1234.5, "1.234,5"),
        ("fr", 1234.5, f"1{FRENCH_GROUP}234,5"),
        ("ur", 1234.5, "1,234.5"),
        ("de", 999, "999"),
        ("de", -1234, "-1.234"),
        ("fr", 0, "0"),
        ("de-AT", 1234.5, "1.234,5"),
        ("es", 1234.5, "1,234.5"),  # no catalogue: the words are English, and so are the numbers
    ],
)
def test_numbers(language: str, number: float, expected: str) -> None:
    assert wording_of(language).number(number) == expected


@each(
    ("language", "number", "expected"),
    [
        ("en", 0, "0 sources"),
        ("en", 1, "1 source"),
        ("en", 2, "2 sources"),
        ("de", 0, "0 Quellen"),
        ("de", 1, "1 Quelle"),
        ("de", 1234, "1.234 Quellen"),
        ("fr", 0, "0 source"),
        ("fr", 1, "1 source"),
        ("fr", 2, "2 sources"),
        ("ps", 0, "0 سرچینې"),
        ("ps", 1, "1 سرچینه"),
        ("ur", 2, "2 ماخذ"),
        ("es", 2, "2 sources"),
    ],
)
def test_plural_forms(language: str, number: int, expected: str) -> None:
    said = wording_of(language).say_number(number, "%(number)s source", "%(number)s sources")
    assert said == expected


@each(
    ("language", "start", "end", "expected"),
    [
        ("en", "2024-11-21", None, "21 November 2024"),
        ("en", "2024-11-21", "2024-11-23", "21–23 November 2024"),
        ("de", "2024", None, "2024"),
        ("de", "2024-11", None, "November 2024"),
        ("de", "2024-03-01", None, "1. März 2024"),
        ("de", "2024-11-21", "2024-11-23", "21.–23. November 2024"),
        ("de", "2024-11-21", "2025-01-02", "21. November 2024 – 2. Januar 2025"),
        ("fr", "2024-11", None, "novembre 2024"),
        ("fr", "2024-11-21", "2024-11-23", "21–23 novembre 2024"),
        ("ur", "2024-11-21", None, "21 نومبر، 2024"),
        ("ur", "2024", "2025", "2024 – 2025"),
    ],
)
def test_dates(language: str, start: str, end: str | None, expected: str) -> None:
    assert wording_of(language).dates(start, end) == expected


@each(
    ("language", "start", "end", "expected"),
    [
        ("en", "2024-11-21", None, "21 November"),
        ("de", "2024-11-21", None, "21. November"),
        ("de", "2024-11", None, "November"),
        ("de", "2024", None, ""),
        ("de", "2024-11-21", "2024-11-23", "21.–23. November"),
        ("de", "2024-12-30", "2025-01-02", "30. Dezember 2024 – 2. Januar 2025"),
    ],
)
def test_dates_within_a_year(language: str, start: str, end: str | None, expected: str) -> None:
    assert wording_of(language).dates_within_year(start, end) == expected


def test_months_do_not_depend_on_the_languages_before() -> None:
    for language in ("zh", "ru", "ps", "ur"):
        find_foreign_dates("2024", language)
    said = [wording_of(language).date("2024-11") for language in ("ps", "ur", "fr", "de")]
    assert said == ["2024 نومبر", "نومبر 2024", "novembre 2024", "November 2024"]
    assert wording_of("de").dates_within_year("2024-11", None) == "November"
    assert [wording_of(language).short_month(11, 0) for language in ("ur", "de")] == ["نومبر", "Nov."]


def test_other_ways_to_write_numbers_and_lists() -> None:
    german, french = wording_of("de"), wording_of("fr")
    assert (german.per_cent(85), ENGLISH.per_cent(85)) == ("85\u00a0%", "85%")
    assert (german.decimal(33.9, 2), ENGLISH.decimal(33.9, 2)) == ("33,90", "33.90")
    assert german.exact_number(Fraction(15001, 2)) == "7.500,5"
    assert (german.number_word(3), german.number_word(1200)) == ("drei", "1.200")
    assert (german.listed(["a", "b", "c"]), french.listed(["a"])) == ("a, b und c", "a")
    assert (german.short_month(9, 28), german.short_month(3, 0)) == ("28. Sept.", "März")
    assert (german.quote_marks, french.quote_marks) == (("„", "“"), ("«\u00a0", "\u00a0»"))


@each(
    ("tag", "name"),
    [
        ("de", "Deutsch"),
        ("en-GB", "English"),
        ("fr", "Français"),
        ("ur", "اردو"),
        ("ps", "پښتو"),
        ("skr", "سرائیکی"),
        ("qqx", "qqx"),
    ],
)
def test_a_language_is_named_in_itself(tag: str, name: str) -> None:
    assert own_name(tag) == name


def test_a_sentence_is_said_in_another_language() -> None:
    said = Sentence("the status was “%(was)s” and is now “%(now)s”", was="Contested", now="Corroborated")
    assert said == "the status was “Contested” and is now “Corroborated”"
    assert wording_of("de").translated(said) == "der Status war „Umstritten“ und ist jetzt „Bestätigt“"
    assert wording_of("de").translated("as it is") == "as it is"
