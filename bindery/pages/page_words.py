"""The template functions that say the words of the interface, and write numbers and places, in the language of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bindery.model import vocabulary
from bindery.pages import drawings
from bindery.pages.chart_words import in_language
from bindery.text.escape import escape, markup
from bindery.text.wording import Wording

if TYPE_CHECKING:
    from bindery.drawing.drawn_chart import Chart
    from bindery.model.briefing import Event

_PLACE = re.compile(r"%\((\w+)\)s")
_WORD_LIST = re.compile(r"the (.+) list, version (\d+)")
_NO_MARK = Markup("")
_ENGLISH_MARK = Markup(' lang="en" dir="ltr"')


class PageWords:
    """The words of the interface on one page.

    Args:
        language: the language of the page, a BCP 47 tag.
        wording: the words of the interface; English ones where the language has none.
    """

    def __init__(self, language: str, wording: Wording) -> None:
        self.language = language.split("-", maxsplit=1)[0].lower()
        self.wording = wording
        # Templates say the same few words on every page.
        self._told = lru_cache(maxsize=1024, typed=True)(self._tell)
        self.count = lru_cache(maxsize=1024, typed=True)(self._count)

    @cached_property
    def names(self) -> dict[str, Any]:
        """The names that say words in templates."""
        return {
            "_": self.say,
            "count": self.count,
            "counted": self.counted,
            "date": lambda day: _said(self.wording.date(day), self.tongue),
            "dates": lambda *days: _said(self.wording.dates(*days), self.tongue),
            "dates_within_year": self.dates_within_year,
            "em": em,
            "foreign": self.foreign,
            "language_name": self.language_name,
            "latitude": self.latitude,
            "n_": self.say_number,
            "interface_tongue": self.own,
            "position": self.position,
            "quotations": self.quotations,
            "quote_marks": self.wording.quote_marks,
            "sentence": self.sentence,
            "strong": strong,
            "t": self.plain,
            "tongue": self.tongue,
            "word_list": self.word_list,
            "word_lists": self.word_lists,
            "wording": self.wording,
            **_numbers(self.wording),
        }

    @cached_property
    def tongue(self) -> Markup:
        """The HTML attributes for an element that contains template text only; empty if that is in the page's language."""
        return _NO_MARK if self.language == self.wording.language else self.own

    @cached_property
    def own(self) -> Markup:
        """The HTML attributes that say in which language the words of the interface are."""
        language = self.wording.language
        return Markup(' lang="{}" dir="{}"').format(language, vocabulary.direction_of(language))

    def say(self, message: str, /, **values: object) -> Markup:
        """A template's own text in the language of the page, or marked as English if there is none.

        Args:
            message: its English words, with a place such as `%(name)s` for each value.
            values: the values, by name of their places.
        """
        if not values:
            return self._told(message)
        return _filled(self.wording.message(message), values, self._tongue_of(message))

    def _tell(self, message: str) -> Markup:
        return _marked(escape(self.wording.message(message)), self._tongue_of(message))

    def say_number(self, number: int, one: str, many: str, /, **values: object) -> Markup:
        """As `say`, for a text that depends on a number; `%(number)s` stands for it.

        Args:
            number: the number.
            one: the English words for one.
            many: the English words for any other number.
            values: the values, by name of their places; `number` may be among them.
        """
        words = self.wording.plural(number, one, many)
        return _filled(words, {"number": self.wording.number(number), **values}, self._tongue_of(one))

    def plain(self, message: str, /, **values: object) -> Markup:
        """As `say`, for an attribute, or within an element that is marked already."""
        words = self.wording.message(message)
        return _filled(words, values, _NO_MARK) if values else _said(words, _NO_MARK)

    def _count(self, number: int, one: str, many: str = "") -> Markup:
        """A number and its noun: 1 source, 2 sources.

        Args:
            number: how many.
            one: the noun in the singular.
            many: its plural; if empty, the noun with an `s`.
        """
        noun = self.wording.plural(number, one, many or f"{one}s")
        counted = markup(f"{self.wording.number(number)}&nbsp;{escape(noun)}")
        return _marked(counted, self._tongue_of(one))

    def counted(self, number: int, label: str) -> Markup:
        """How many claims have a status: 2 contested."""
        message = f"%(number)s {label}"
        return self.say_number(number, message, message, number=number)

    def quotations(self, number: int, outcome: str) -> Markup:
        """How many quotations have an outcome: 2 quotations verified."""
        one, many = (f"%(number)s {noun} {outcome}" for noun in ("quotation", "quotations"))
        return self.say_number(number, one, many, number=strong(number))

    def sentence(self, words: str) -> Markup:
        """What changed, as a sentence that begins with a capital letter and ends with a full stop."""
        said = self.wording.translated(words)
        return _said(f"{said[:1].upper()}{said[1:]}.", self.tongue)

    def dates_within_year(self, event: Event) -> Markup:
        """The date of an event without its year, for a list of that year."""
        return _said(self.wording.dates_within_year(event.date, event.end), self.tongue)

    def foreign(self, language: str | None) -> str:
        """The name of a source's language; empty if the source is in the language of the page.

        Args:
            language: a BCP 47 language tag; None or empty if it is not known.
        """
        if not language or language.split("-")[0].lower() == self.language:
            return ""
        if self.wording.is_english:
            return vocabulary.plain_language_name(language)
        return self.wording.language_name(language)

    def language_name(self, tag: str) -> str:
        """The name of a language in the language of the page, with its tag where that says more."""
        if self.wording.is_english:
            return vocabulary.language_name(tag)
        name = self.wording.language_name(tag)
        return f"{name} ({tag})" if "-" in tag and name != tag else name

    def word_list(self, name: str) -> str:
        """The name of a list of limiting words, such as `the German list, version 1`."""
        known = _WORD_LIST.fullmatch(name)
        if self.wording.is_english or not known:
            return name
        tag = next((tag for tag, said in vocabulary.LANGUAGES.items() if said == known[1]), known[1])
        language = self.wording.language_name(tag)
        return self.wording.say(
            "the %(language)s list, version %(number)s", language=language, number=known[2]
        )

    def word_lists(self, names: Sequence[str]) -> str:
        """The names of several lists of limiting words, as a list in a sentence."""
        return self.wording.listed([self.word_list(name) for name in names])

    def latitude(self, degrees: float, digits: int = 2) -> Markup:
        """A latitude in words: 33.90° N."""
        return self._degrees(degrees, digits, "N", "S")

    def position(self, place: tuple[float, float]) -> Markup:
        """A latitude and longitude in words: 33.90° N, 70.10° E."""
        return Markup("{}, {}").format(self.latitude(place[0]), self._degrees(place[1], 2, "E", "W"))

    def _degrees(self, degrees: float, digits: int, plus: str, minus: str) -> Markup:
        written = self.wording.decimal(abs(degrees), digits)
        return Markup("{}° {}").format(written, self.wording.message(plus if degrees >= 0 else minus))

    def _tongue_of(self, message: str) -> Markup:
        """The HTML attributes for a message, which the catalogue of a language may lack."""
        if self.wording.is_english:
            return self.tongue
        return self.tongue if self.wording.has(message) else _ENGLISH_MARK


@lru_cache(maxsize=64)
def page_words(language: str, wording: Wording) -> PageWords:
    """The words that templates use on all pages in a language.

    Args:
        language: the language of the pages, a BCP 47 tag.
        wording: the words of the interface.
    """
    return PageWords(language, wording)


def strong(words: object) -> Markup:
    """Words as an important part of a text."""
    return Markup("<strong>{}</strong>").format(words)


def em(words: object) -> Markup:
    """Words with emphasis."""
    return Markup("<em>{}</em>").format(words)


def _numbers(wording: Wording) -> dict[str, Any]:
    """What writes numbers on a page that is not in English; the environment has the functions for English."""
    if wording.is_english:
        return {}
    return {
        "amount": wording.exact_number,
        "chart": partial(_chart, wording),
        "grouped": wording.number,
        "number_word": wording.number_word,
        "per_cent": wording.per_cent,
    }


def _chart(wording: Wording, *shown: Any) -> Chart:
    return in_language(drawings.chart(*shown), wording)


@lru_cache(maxsize=1024, typed=True)  # templates use the same few words on every page
def _said(words: str, tongue: Markup) -> Markup:
    return _marked(escape(words), tongue)


def _marked(words: Markup, tongue: Markup) -> Markup:
    return Markup("<span{}>{}</span>").format(tongue, words) if tongue else words


@lru_cache(maxsize=1024)
def _taken_apart(words: str) -> tuple[str, ...]:
    """A message as HTML, alternating with the names of its places."""
    parts = _PLACE.split(words)
    return tuple(part if number % 2 else str(escape(part)) for number, part in enumerate(parts))


def _filled(words: str, values: dict[str, object], tongue: Markup) -> Markup:
    """A message with its values, which are escaped unless they are HTML already."""
    parts = _taken_apart(words)
    found = [str(escape(values[part])) if n % 2 else part for n, part in enumerate(parts)]
    return _marked(markup("".join(found)), tongue)
