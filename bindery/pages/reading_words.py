"""A reading of a source in words, for the mark beside a quotation and for the page of the source."""

from __future__ import annotations

from bindery.model.source import Reading
from bindery.references.reference import date_in_words
from bindery.text.wording import ENGLISH, Wording

# A method that begins with one of these follows "read again" in a sentence; any other stands in brackets.
_PREPOSITIONS = frozenset(
    [
        "against",
        "at",
        "between",
        "by",
        "from",
        "in",
        "on",
        "over",
        "through",
        "together",
        "using",
        "via",
        "with",
        "within",
    ]
)
_DAY = 10  # characters of a date with a day


def reading_in_words(reading: Reading, wording: Wording = ENGLISH) -> str:
    """When and how words were read again, such as `read again in a stored copy on 28 November 2026`."""
    if not wording.is_english:
        return _in_another_language(reading, wording)
    method = reading.method.split(";", 1)[0].strip().rstrip(".")
    first, _, _ = method.partition(" ")
    day = f"{'on' if len(reading.date) == _DAY else 'in'} {date_in_words(reading.date)}"
    by = f" by {reading.by}" if reading.by else ""
    if first.lower() in _PREPOSITIONS:
        return f"read again {first.lower()}{method[len(first) :]} {day}{by}"
    return f"read again {day}{by} ({method})" if method else f"read again {day}{by}"


def _in_another_language(reading: Reading, wording: Wording) -> str:
    """As `reading_in_words`; the method is the authors' own words, so it stands apart."""
    said = wording.say("read again: %(day)s", day=wording.date(reading.date))
    if reading.by:
        said += wording.say(", by %(name)s", name=reading.by)
    method = reading.method.split(";", 1)[0].strip().rstrip(".")
    return f"{said} ({method})" if method else said
