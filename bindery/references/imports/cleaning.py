"""Cleans the values of imported fields, and notes what was changed."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import quote

from pydantic_core import PydanticCustomError

from bindery.model.field_types import Doi, Language, PartialDate, Url
from bindery.text import characters
from bindery.text.dates import MONTHS

_TAG = re.compile(
    r"<(/?)(i|b|em|strong|su[bp]|span|sc|scp|u|p|br|a|div|small|code|tt|font|mark|script|style|img)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_ALONE = {"br", "p", "img"}  # tags that need no end
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")

# A date in digits, and what may follow it: a time, or the empty parts that RIS writes.
_NUMBERS = re.compile(r"(\d{4})(?:[-/](\d{0,2})(?:[-/](\d{0,2}))?)?(?:[T /].{0,40})?")
_PERIOD = re.compile(r"(\d{4}(?:-\d{2}){0,2})/(?:\d{4}(?:-\d{2}){0,2}|\.\.|)")
_MONTH_NUMBERS = {
    name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))
}
_DAY_FIRST = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")

_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "australian": "en-AU", "canadian": "en-CA", "urdu": "ur", "pashto": "ps", "persian": "fa", "farsi": "fa",
    "dari": "fa-AF", "arabic": "ar", "hebrew": "he", "hindi": "hi", "punjabi": "pa", "panjabi": "pa",
    "sindhi": "sd", "balochi": "bal", "bengali": "bn", "turkish": "tr", "russian": "ru", "ukrainian": "uk",
    "french": "fr", "francais": "fr", "german": "de", "ngerman": "de", "deutsch": "de", "spanish": "es",
    "italian": "it", "portuguese": "pt", "dutch": "nl", "polish": "pl", "swedish": "sv", "norwegian": "no",
    "danish": "da", "finnish": "fi", "greek": "el", "chinese": "zh", "japanese": "ja", "korean": "ko",
    "indonesian": "id", "swahili": "sw", "uzbek": "uz", "tajik": "tg",
}  # fmt: skip


def clean_line(text: str, what: str, notes: list[str]) -> str:
    """A text on one line, without HTML tags, HTML entities and invisible characters.

    Args:
        text: the text in the file.
        what: name of the field, for notes.
        notes: what was changed is added here, one sentence each.
    """
    shown = _without_tags(text)
    if shown != text:
        notes.append(f"HTML tags were removed from the {what}")
    if _ENTITY.search(shown):
        shown = html.unescape(shown)
        notes.append(f"HTML entities in the {what} were replaced by their characters")
    shown = " ".join(shown.split())
    hidden = sorted({f"U+{ord(shown[at]):04X}" for at in characters.forbidden_positions(shown)})
    if hidden:
        shown = " ".join(_without_forbidden(shown).split())
        notes.append(f"invisible characters were removed from the {what}: {', '.join(hidden)}")
    return shown


def _without_tags(text: str) -> str:
    """A text without HTML tags. One that is opened but never closed is no markup, but the author's own words."""
    marks = {(mark[1], mark[2].lower()) for mark in _TAG.finditer(text)}
    pairs = {name for slash, name in marks if (("" if slash else "/"), name) in marks} | _ALONE
    return _TAG.sub(lambda mark: "" if mark[2].lower() in pairs else mark[0], text)


def _without_forbidden(text: str) -> str:
    """A text without the characters that are not allowed in a briefing."""
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if char > "\u02ff" and unicodedata.category(char)[0] == "M" else 0
        if marks <= characters.MOST_MARKS:
            kept.append(char)
    text = "".join(kept)
    for _ in range(3):  # the neighbours of a removed character may have to be removed too
        found = set(characters.forbidden_positions(text))
        text = "".join(char for at, char in enumerate(text) if at not in found)
    if any(True for _ in characters.forbidden_positions(text)):
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return text


def clean_date(written: str, what: str, notes: list[str]) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; empty, with a note, when it cannot be read."""
    written = written.strip().strip("{}").strip()
    if not written:
        return ""
    stretch = _PERIOD.fullmatch(written)
    if stretch and not written.endswith("/"):
        notes.append(f"`{what}` is a period; only its beginning was imported")
        written = stretch[1]
    found = _iso_date(written)
    try:
        if not found:
            raise PartialDate.refuse("", "")
        return PartialDate.check(found)
    except PydanticCustomError:
        notes.append(f"`{what}` was left out: `{written[:60]}` cannot be read as a date")
        return ""


def _iso_date(written: str) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD, or an empty text; does not check that the day exists."""
    year, month, day = "", 0, 0
    if match := _NUMBERS.fullmatch(written):
        year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    elif match := _DAY_FIRST.fullmatch(written):
        year, month, day = match[3], _MONTH_NUMBERS.get(match[2].lower(), 0), int(match[1] or 0)
        year = year if month else ""
    elif match := _MONTH_FIRST.fullmatch(written):
        year, month, day = match[3], _MONTH_NUMBERS.get(match[1].lower(), 0), int(match[2])
        year = year if month else ""
    known = [number for number in ([month, day] if month else []) if number]
    return "-".join([year, *(f"{number:02}" for number in known)]) if year else ""


def clean_address(written: str, what: str, notes: list[str]) -> str:
    """A web address; empty, with a note, when it is not allowed in a source."""
    written = written.strip().removeprefix("<").removesuffix(">").strip()
    if not written:
        return ""
    plain = re.sub(r"[\s<>\"\\^`{|}]", lambda found: quote(found[0]), written)
    try:
        if any(True for _ in characters.forbidden_positions(plain)):
            raise Url.refuse("", "")
        return Url.check(plain)
    except PydanticCustomError:
        # An address may hold a password, so it is not repeated.
        notes.append(f"the {what} was left out: it is not a plain http or https address")
        return ""


def clean_doi(written: str, notes: list[str]) -> str:
    """A DOI without `https://doi.org/` or `doi:` before it; empty, with a note, when it is not one."""
    written = written.strip()
    if not written:
        return ""
    try:
        if any(True for _ in characters.forbidden_positions(written)):
            raise Doi.refuse("", "")
        return Doi.check(re.sub(r"doi\s+", "", written, count=1, flags=re.IGNORECASE))
    except PydanticCustomError:
        notes.append(f"the DOI was left out: `{written[:60]}` is not a DOI")
        return ""


def clean_language(written: str, notes: list[str]) -> str:
    """A language tag of BCP 47 from a tag or an English name; empty, with a note, when it is neither."""
    written = written.strip()
    if not written:
        return ""
    name = written.lower()
    try:
        return _LANGUAGES.get(name) or Language.check(written.replace("_", "-"))
    except PydanticCustomError:
        notes.append(
            f"`language` was left out: `{written[:60]}` is not a language tag such as en, ur or fa-AF"
        )
        return ""
