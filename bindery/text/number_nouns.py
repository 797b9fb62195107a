"""What a number counts and what it is given for, by the words after it: `30 boats a month`, `aged 34`, `3 metres`."""

from __future__ import annotations

import re
from functools import lru_cache

from bindery.text import units
from bindery.text.characters import LETTERS
from bindery.text.figure import ORDINAL
from bindery.text.languages import code_of
from bindery.text.unit_names import time_names, unit_named_before

_UNIT_LENGTH = 48  # in how many characters after a number its unit is looked for
_AGED = re.compile(r"(?i)\bage[d:]?\s$")
_PLACED = re.compile(r"(?i)(?<!\w)(?:came|comes|finish(?:ed|es)|rank(?:ed|s)|placed)\s(?:in\s)?$")
_NO_NOUN = (
    r"(?:a|an|un|une|una|uno|um|uma|ein|eine[mnrs]?|een|and|are|as|at|but|by|for|from|had|has|have|in|into|is|more|of|on|or|out|than|that|the|to|was|were|when|which|who|"
    r"with|per|percent|long|wide|deep|high|tall|thick|old|late|early|lang|breit|hoch|tief|alt|und|oder|von|der|die|das|et|ou|de|des|sur|y|o|e|di|only|nur|solo|seulement|apenas|slechts|только|tylko|em|para|per|por|pour|dans|avec|con|für|im|am|bei|auf|bis|nach|zum|zur|mit|voor|naar|bij|met|dla|przy|за|по|от|до|из|для|при|ed|van|en|og|i|и|в|на|z|w|ve|not|never|non|sono|erano|hanno|avevano|no|fueron|eran|han|habían|son|pas|ne|ont|sont|étaient|avaient|nicht|waren|wurden|sind|hatten|haben|niet|zijn|werden|hebben|não|foram|eram|são|nie|są|było|не|были|было|میں|اور|سے|کے|کی|من|في|و)(?!\w)"
)
_ELIDED = "(?:[cdjlmnst]|qu|un|quest|quell|d?all|d?ell|nell|sull|coll)['’]"  # `31 dell'anno`: articles before a vowel
_NOUN = re.compile(
    rf"(?i)[ \u00a0\n-]*(?!{_NO_NOUN}|{_ELIDED})({LETTERS})(?:[ \u00a0\n-]+(?!{_NO_NOUN}|{_ELIDED})({LETTERS}))?"
)
_GIVEN_FOR = (
    r"(?i)(?:[ \u00a0]+(?!(?:within|in|after|for|over|during|since|than|to)[ \u00a0])[^\W\d_]+){0,3}?(?:[ \u00a0]+(?:an?|per|each|every)[ \u00a0]+|/)(?P<time>hour|day|week|month|year)(?!\w)(?! (?:later|ago|earlier|before|after|or two|and a half))"
    r"|(?:[ \u00a0]+[^\W\d_]+){0,3}?[ \u00a0]+(?:pro|je|am|im|in der|par|por|al|a la|alla|per|на|в|فی)[ \u00a0]+(?P<far>FAR)(?!\w)"
    r"|(?:[ \u00a0]+[^\W\d_]+){0,1}?[ \u00a0]+(?:an?|per|each)[ \u00a0]+(?P<thing>kilogram|kilo|kg|tonne|ton|pound|ounce|lit(?:re|er)|gallon|barrel|kilomet(?:re|er)|mile|met(?:re|er)"
    r"|hectare|acre|person|head|capita|household|family|vehicle|child|pupil|worker)(?!\w)"
)
_SAME_BASE = {"kg": "kilogram", "kilo": "kilogram", "head": "person", "capita": "person"}
_NO_OTHER = ("gallons", "barrels")  # they have several sizes, but are no other unit


@lru_cache(maxsize=64)
def _rate(code: str) -> re.Pattern[str]:
    """What a number is given for, with the units of time of a language."""
    names = sorted(time_names("" if code == "en" else code), key=len, reverse=True)
    return re.compile(_GIVEN_FOR.replace("FAR", "|".join(map(re.escape, names)) or "(?!)"))


def _per(rate: re.Match[str] | None, code: str) -> str:
    """What a rate is given for, with one word for all spellings."""
    if rate and rate["far"]:
        return time_names("" if code == "en" else code).get(rate["far"].lower(), "")
    word = (rate["time"] or rate["thing"]).lower() if rate else ""
    return _SAME_BASE.get(word) or word.replace("ter", "tre")


@lru_cache(maxsize=8192)
def _measure(after: str, before: str, language: str) -> tuple[str, int]:
    """The unit of measure of a number, and where it ends after it; empty when there is none, or one with several meanings."""
    unit, end = units.find_unit(after, 0, language)
    unit = units.with_rate_before(unit, before, language) if unit else ""
    return (unit, end) if units.is_exact(unit) or unit in _NO_OTHER else ("", 0)


def counted_after(text: str, start: int, end: int, unit: str) -> tuple[str, ...]:
    """What a number counts: the words after it, or years or places where the word before it says so."""
    return _noun(text, end) or _age(text, start) or _place(text, start, unit)


def _place(text: str, start: int, unit: str) -> tuple[str, ...]:
    """What a rank counts after `came` or `finished`: places."""
    placed = unit == ORDINAL and _PLACED.search(text, max(0, start - 16), start)
    return ("place",) if placed else ()


def _age(text: str, start: int) -> tuple[str, ...]:
    """What a number counts after `aged`: years."""
    return ("years",) if _AGED.search(text, max(0, start - 6), start) else ()


def _noun(text: str, at: int) -> tuple[str, ...]:
    """The two words after a number, up to one that can name nothing, such as `were`."""
    match = _NOUN.match(text, at)
    return tuple(word.lower() for word in match.groups() if word) if match else ()


def given_for(text: str, at: int, language: str = "") -> str:
    """What a number is given for, such as `month` in `30 boats a month`; empty for nothing.

    Args:
        text: the text.
        at: the offset after the number and its unit.
        language: the language of the text, as a tag; empty when it is not known.
    """
    code = code_of(language)
    return _per(_rate(code).match(text, at), code)


def measure_after(text: str, start: int, at: int, language: str = "") -> tuple[str, int]:
    """The unit of measure of a number, and the offset after it; empty when there is none, or one with several meanings.

    Args:
        text: the text.
        start: the offset at which the number begins.
        at: the offset after it.
        language: the language of the text, as a tag; empty when it is not known.
    """
    before = text[max(0, start - _UNIT_LENGTH) : start]
    unit, length = _measure(text[at : at + _UNIT_LENGTH], before, language)
    if not unit:
        unit = unit_named_before(before, language)
        return (unit, at) if units.is_exact(unit) else ("", at)
    return unit, at + length
