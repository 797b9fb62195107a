"""Finds dates in prose of other languages than English, by the names that the Unicode CLDR gives for the months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bindery.text.dates import Day, FoundDate, mask

_STOP = r"(?:\.|er|º|°)?"  # after the day: 24. Dezember, 1er janvier
_TO = r"(?<=[\s.°º])(?:bis(?: zum)?|und|au|et|al|y|e|ed|tot(?: en met)?|t/m|en|do|i|a|à|по|и|до|تا|سے|و|اور|إلى|से|और|ile|ve)(?=\s)"  # between two days of a month
_AGAIN = r"(?:\s+(?:el|il|le|o|os))?"
_OF = r"(?:de\s+|د\s+)?"
_YEAR = rf"(?:(?:،|,)?\s+{_OF}(?P<y>\d{{4}})(?!\d|[.,]\d))?"
# Names beside those of the CLDR, January first; several names of one month have a stroke between them.
_OTHER_NAMES = {
    "ar": (
        "كانون الثاني/جانفي, شباط/فيفري, آذار/اذار, نيسان/أفريل, أيار/ايار/ماي, حزيران/جوان, تموز/جويلية, آب/أوت, "
        "أيلول/ايلول, تشرين الأول/تشرين الاول, تشرين الثاني, كانون الأول/كانون الاول"
    ),
    "de": "jänner, feber",
    "fa": "ژانویه, فوریه, مارس, آوریل, مه, ژوئن, ژوئیه/جولای/ژوییه, اوت/آگوست, سپتامبر, اکتبر, نوامبر, دسامبر",
    "pl": "styczniu, lutym, marcu, kwietniu, maju, czerwcu, lipcu, sierpniu, wrześniu, październiku, listopadzie, grudniu",
    "ru": "январе, феврале, марте, апреле, мае, июне, июле, августе, сентябре, октябре, ноябре, декабре",
}


# The first of a month in words.
_FIRST = {
    "ar": "الأول من", "fa": "اول|یکم", "ur": "یکم|پہلی", "hi": "पहली", "ps": "لومړۍ", "es": "primero de", "pt": "primeiro de",
    "it": "primo", "fr": "premier", "ru": "первого|первое", "pl": "pierwszego", "de": "ersten|erster", "nl": "eerste",
}  # fmt: skip


def find_foreign_dates(text: str, language: str) -> list[FoundDate]:
    """The dates with the name of a month in a text, in reading order; none for English and unknown languages.

    Args:
        text: the text, with ASCII digits.
        language: its language, a primary subtag of BCP 47.
    """
    patterns = _patterns(language)
    found: list[FoundDate] = []
    for pattern in patterns:
        places = []
        for match in pattern.finditer(text):
            dates = list(_read(match, language))
            found += dates
            places += [match.span()] if dates else []
        text = mask(text, places)
    return sorted(found, key=lambda date: date.start)


def _read(match: re.Match[str], language: str) -> Iterator[FoundDate]:
    """The dates of a match: one, or two for `15.–20. März 2026`."""
    parts = match.groupdict()
    month = _months(language)[parts["m"].lower()]
    year = int(parts["y"]) if parts["y"] else None
    days = [(name, int(parts[name])) for name in "de" if parts.get(name)]
    if parts.get("first"):
        days = [("d", 1)]
    if any(not 1 <= day <= 31 for _, day in days):  # noqa: PLR2004  days of the longest month
        return
    if len(days) == 2:  # noqa: PLR2004  a period
        yield FoundDate(match.start(), match.end("d"), Day(year, month, days[0][1]))
        yield FoundDate(match.start("e"), match.end(), Day(year, month, days[1][1]))
    else:
        yield FoundDate(*match.span(), Day(year, month, days[0][1] if days else None))


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    months = _months(language)
    if not months:
        return ()
    names = "|".join(map(re.escape, sorted(months, key=len, reverse=True)))
    name = rf"(?P<m>{names})(?!\w)(?:\s?/\s?(?:{names})(?!\w))?"  # `تموز/يوليو`: both names of July
    left = r"(?<![\w.,])"
    forms = (
        rf"{left}(?P<d>\d{{1,2}}){_STOP}\s*(?:[-–—]|{_TO}){_AGAIN}\s*(?P<e>\d{{1,2}}){_STOP}\s+{_OF}{name}{_YEAR}",
        rf"{left}(?P<d>\d{{1,2}}){_STOP}\s+{_OF}{name}{_YEAR}",
        *([rf"(?<!\w)(?P<first>{_FIRST[language]})\s+{name}{_YEAR}"] if language in _FIRST else []),
        rf"(?<!\w){name}{_YEAR}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """The number of each month by its name in small letters."""
    if language in ("", "en"):
        return {}
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  only texts in other languages need it

    try:
        names = Locale(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    others = enumerate(_OTHER_NAMES.get(language, "").split(", "), 1)
    return {
        **{name: number for number, several in others for name in several.split("/") if name},
        **{
            str(name).lower(): int(number)
            for number, name in names["format"]["wide"].items()  # see `wording` on names that stand alone
            if not str(name).isdigit()
        },
    }
