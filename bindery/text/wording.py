"""The words of the interface in one language, with its plural forms, numbers, dates and lists.

English is what the templates say, and costs nothing. Every other language has a catalogue in `bindery/locale/`, which is
read when a page needs it; numbers and dates follow the Unicode Common Locale Data Repository, through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self

from bindery.text import phrasing, written_dates
from bindery.text.shipped_data import shipped_folder

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

ENGLISH_TAG = "en"
_SHORT_MONTH = re.compile(r"(?<!M)MMM(?!M)")
_QUOTED = "“%(words)s”"  # the message that says how a language marks a quotation


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language.

    Attributes:
        messages: the forms of each message, by its English words; one form if the message has no number.
        form: which of the forms belongs to a number.
        is_draft: whether no reader of the language has checked it yet.
    """

    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda number: int(number != 1)
    is_draft: bool = False


class Sentence(str):
    """An English sentence of ours that can be said in another language.

    Args:
        message: its words, with a place such as `%(name)s` for each value.
        values: the values, by name of their places; those that are messages themselves are translated too.
    """

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, str]

    def __new__(cls, message: str, **values: str) -> Self:
        """The sentence in English."""
        made = super().__new__(cls, message % values if values else message)
        made.message, made.values = message, values
        return made


class Wording:
    """The words of the interface in one language.

    Args:
        language: the language, as a primary subtag of BCP 47 such as `de`.
        catalogue: its messages; none for English.
    """

    def __init__(self, language: str = ENGLISH_TAG, catalogue: Catalogue | None = None) -> None:
        self.language = language
        self.catalogue = catalogue or Catalogue()

    @property
    def is_english(self) -> bool:
        """Whether the words are those of the templates."""
        return self.language == ENGLISH_TAG

    @property
    def is_draft(self) -> bool:
        """Whether no reader of the language has checked the words yet."""
        return self.catalogue.is_draft

    def has(self, message: str) -> bool:
        """Whether a message is in this language."""
        return self.is_english or message in self.catalogue.messages

    def message(self, message: str) -> str:
        """A message in this language, or in English where the catalogue lacks it."""
        found = self.catalogue.messages.get(message)
        return found[0] if found else message

    def plural(self, number: int, one: str, many: str) -> str:
        """The form of a message for a number, or the English one where the catalogue lacks it."""
        found = self.catalogue.messages.get(one)
        if not found:
            return one if number == 1 else many
        return found[min(self.catalogue.form(number), len(found) - 1)]

    def say(self, message: str, /, **values: object) -> str:
        """A message in this language, as plain text.

        Args:
            message: its English words, with a place such as `%(name)s` for each value.
            values: the values, by name of their places.
        """
        return self.message(message) % values if values else self.message(message)

    def say_number(self, number: int, one: str, many: str, /, **values: object) -> str:
        """A message about a number, as plain text; `%(number)s` stands for the number.

        Args:
            number: the number that decides on the form.
            one: the English words for one.
            many: the English words for any other number.
            values: further values, by name of their places.
        """
        return self.plural(number, one, many) % {"number": self.number(number), **values}

    def translated(self, words: str) -> str:
        """A `Sentence` in this language; any other words as they are."""
        if self.is_english or not isinstance(words, Sentence):
            return words
        return self.message(words.message) % {key: self.message(value) for key, value in words.values.items()}

    @cached_property
    def quote_marks(self) -> tuple[str, str]:
        """What stands before and after a quotation."""
        before, _, after = self.message(_QUOTED).partition("%(words)s")
        return before, after

    def number(self, number: object) -> str:
        """A number as this language writes it: 12,632 and 33.9; 12.632 and 33,9 in German."""
        if self.is_english:
            return phrasing.with_thousands(number)
        from babel.numbers import format_decimal  # noqa: PLC0415  English needs none of it

        return format_decimal(str(number), locale=self._locale, decimal_quantization=False)

    def exact_number(self, number: Fraction) -> str:
        """A fraction as a decimal number of at most ten digits."""
        if self.is_english:
            return phrasing.exact_number(number)
        return self.number(number.numerator if number.denominator == 1 else f"{float(number):.10g}")

    def number_word(self, number: int) -> str:
        """A number in words up to ten, in digits above."""
        word = phrasing.number_word(number)
        return self.message(word) if word.isalpha() else self.number(number)

    def decimal(self, number: float, digits: int) -> str:
        """A number with a fixed number of digits after the decimal mark: 33.90."""
        written = f"{number:.{digits}f}"
        return written if self.is_english else written.replace(".", self._decimal_mark)

    def per_cent(self, number: int) -> str:
        """A whole number of per cent: 85%, or 85 % in German."""
        if self.is_english:
            return f"{number}%"
        from babel.numbers import format_percent  # noqa: PLC0415  English needs none of it

        return format_percent(number / 100, locale=self._locale)

    @cached_property
    def percent_sign(self) -> str:
        """What follows the number of a percentage: `%`, with a space that does not break before it in German."""
        return "%" if self.is_english else str(self._locale.percent_formats[None].suffix[0])

    def listed(self, words: Sequence[str]) -> str:
        """Words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
        if self.is_english or not words:
            return phrasing.listed(words)
        from babel.lists import format_list  # noqa: PLC0415  English needs none of it

        return format_list(list(words), locale=self._locale)

    def date(self, date: str) -> str:
        """A date in words, to the precision that is known: 2024, November 2024, 21 November 2024."""
        return written_dates.date_in_words(date) if self.is_english else self._dates(date, date, "y")

    def dates(self, start: str, end: str | None) -> str:
        """A period in words, without repeating what both dates share: 21–23 November 2024.

        Args:
            start: its first date, such as `2024-11-21`.
            end: its last date; None for a single date.
        """
        if self.is_english:
            return written_dates.dates_in_words(start, end)
        return self._dates(start, end or start, "y")

    def dates_within_year(self, start: str, end: str | None) -> str:
        """A period without its year, for a list of that year; empty if only the year is known.

        A period that ends in another year keeps both years.
        """
        if self.is_english:
            return written_dates.dates_within_year(start, end)
        last = end or start
        if last[:4] != start[:4]:
            return self._dates(start, last, "y")
        return self._dates(start, last, "") if "-" in start and "-" in last else ""

    def _dates(self, start: str, end: str, year: str) -> str:
        """A date or period by the patterns of the language, in which months are written out.

        Args:
            start: its first date.
            end: its last date, which may be the same.
            year: `y` to show the year, empty to leave it out.
        """
        from babel.dates import format_date  # noqa: PLC0415  English needs none of it

        def one(date: str, shown: str) -> str:
            parts = date.count("-")
            if not parts:
                return date
            known = self._locale.datetime_skeletons
            skeleton = f"{shown}MMMM{'d' if parts > 1 else ''}"
            found = known.get(skeleton) or known.get(skeleton.replace("MMMM", "MMM"))
            pattern = str(found.pattern) if found else "d MMMM y" if shown else "d MMMM"
            return format_date(_day(date), _in_full(pattern), self._locale)

        if start == end:
            return one(start, year)
        if start.count("-") == end.count("-") == 2 and start[:7] == end[:7]:  # noqa: PLR2004  days of one month
            first, last = self._locale.interval_formats[f"{year}MMMd"]["d"]
            pairs = ((start, first), (end, last))
            return "".join(format_date(_day(day), _in_full(pattern), self._locale) for day, pattern in pairs)
        return f"{one(start, year)} – {one(end, year)}"

    def short_month(self, month: int, day: int) -> str:
        """A month with an abbreviated name, after its day if that is not zero: 28 Sep."""
        from datetime import date as some_day  # noqa: PLC0415

        from babel.dates import format_date, format_skeleton  # noqa: PLC0415  English needs none of it

        shown = some_day(2000, month, day or 1)
        if day:
            return format_skeleton("MMMd", shown, locale=self._locale)
        return format_date(shown, "MMM", self._locale)

    def language_name(self, tag: str) -> str:
        """The name of a language in this language; its tag where the name is not known."""
        return str(self._locale.languages.get(tag.split("-", maxsplit=1)[0].lower(), tag))

    @cached_property
    def _decimal_mark(self) -> str:
        from babel.numbers import get_decimal_symbol  # noqa: PLC0415  English needs none of it

        return get_decimal_symbol(self._locale)

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale as BabelLocale  # noqa: PLC0415  English needs none of it

        return BabelLocale(self.language)


ENGLISH = Wording()


@lru_cache(maxsize=64)
def wording_of(tag: str) -> Wording:
    """The words of the interface for a language: its own, or else the English ones.

    Args:
        tag: a BCP 47 language tag, such as `de` or `de-AT`.
    """
    language = tag.replace("_", "-").split("-")[0].lower()
    return _wording(language) if language != ENGLISH_TAG and language in catalogue_languages() else ENGLISH


@lru_cache(maxsize=1)
def catalogue_languages() -> tuple[str, ...]:
    """The languages that have a catalogue, sorted; English has none."""
    folder = shipped_folder("bindery") / "locale"
    return tuple(
        sorted(file.name for file in folder.iterdir() if (file / "LC_MESSAGES" / "bindery.po").is_file())
    )


def own_name(tag: str) -> str:
    """The name of a language in the language itself, as a list of languages has it: `Deutsch`; else its tag."""
    from babel import Locale as BabelLocale  # noqa: PLC0415  most briefings have one language
    from babel import UnknownLocaleError  # noqa: PLC0415

    try:
        name = BabelLocale(tag.split("-", maxsplit=1)[0].lower()).get_language_name()
    except UnknownLocaleError:
        name = BabelLocale(ENGLISH_TAG).languages.get(tag.split("-", maxsplit=1)[0].lower())
    return f"{name[:1].upper()}{name[1:]}" if name else tag


@lru_cache(maxsize=64)
def _wording(language: str) -> Wording:
    from gettext import c2py  # noqa: PLC0415  only other languages than English need them

    from babel.messages.pofile import read_po  # noqa: PLC0415

    file = shipped_folder("bindery") / "locale" / language / "LC_MESSAGES" / "bindery.po"
    with file.open("rb") as data:
        found = read_po(data)
    messages: dict[str, tuple[str, ...]] = {}
    for message in found:
        words = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        forms = tuple(str(form or "") for form in words)
        if message.id and all(forms):
            messages[message.id if isinstance(message.id, str) else message.id[0]] = forms
    return Wording(language, Catalogue(messages, c2py(found.plural_expr), found.fuzzy))


def _in_full(pattern: str) -> str:
    """A pattern of a date in which the name of the month is not abbreviated.

    Names that stand alone (`L`) are not used: Babel 2.18 keeps those of the first language that asks, for others too.
    """
    return _SHORT_MONTH.sub("MMMM", pattern.replace("L", "M"))


def _day(date: str) -> date:
    """The first day of a date that may lack its day or month."""
    from datetime import date as day  # noqa: PLC0415

    year, month, number = (*map(int, date.split("-")), 1, 1)[:3]
    return day(year, month, number)
