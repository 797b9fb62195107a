"""The words next to a number that make it a limit or an estimate, such as `at least`, in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bindery.text.characters import VOWEL_SIGNS, lowered
from bindery.text.languages import NO_SPACES, code_of, codes_with, section

CHARACTERS_BEFORE = 30  # how far before a number words such as `at least` are searched for
_CLAUSE = 60  # in how many characters beside `until` a verb such as `rose` is searched for

_BOUNDS = {"at_least": "at least", "at_most": "at most", "over": "over", "under": "under", "about": "about"}
_NONE = "no_bounds"  # the key of phrases that have such a word and make no limit
_DENIED = {"over": "at most", "under": "at least"}  # `not more than 40`
_SIGNS = {"≥": "at least", ">=": "at least", "≤": "at most", "<=": "at most"} | {
    ">": "over", "<": "under", "~": "about", "≈": "about", "±": "about",
}  # fmt: skip
_SIGNS_AFTER = r"(?P<at_least>\+(?!\w)|-plus(?!\w))"
_JOINTS = tuple(map(re.compile, (r"[-‑\s]\s*$", r"\s+an?\s+$", "$")))  # between such a word and its number
_LETTER = rf"(?:[^\W\d_]{VOWEL_SIGNS}[\u064b-\u0652]*)"  # with the vowel signs of Arabic
_ENDING = rf"{VOWEL_SIGNS}(?:\w{VOWEL_SIGNS})*"
# Up to three words between a number and the phrase after it, none of them `and`.
_BETWEEN = rf"(?:\s+(?!(?:and|und|et|y|e|i|en|и|و|اور|और)\s){_LETTER}+(?:['’-]{_LETTER}+)*){{0,3}}?"
_HAN_BETWEEN = rf"{_LETTER}{{0,3}}?"
_EDGE = r"(?![\w\u0900-\u0963])"  # after a word; the vowel signs of Devanagari are no letters for regular expressions
_AT_END = r"(?=\s*(?:[.,;:)۔،؛।]|$))"
_JOINED = NO_SPACES | {"th", "ko"}  # languages in which such a word may stand right beside a number
_CLEAR, _CLEAR_UNSPACED = 6, 2  # letters of a word that is hardly used for anything else
_NEXT_NUMBER = re.compile(r"\s+(?:[^\W\d_]{1,4}\s+)?\d")
_CLAUSE_END = re.compile(r"[.;,۔؛،।](?!(?<=\d.)\d)")  # not in `4,25`
_UNIT_AT_END = re.compile(r"(?:[^\W\d_]|[$€£¥₹])$")  # of the number itself: `500 euros`
_COUNTED = re.compile(rf"\s*(?:{_LETTER}){{3,}}")


class _Before(NamedTuple):
    """A phrase before a number.

    Attributes:
        phrase: the phrase, in small letters.
        bound: what it makes of the number; empty if nothing.
        word: whether it is a word of its own, and no part of a longer one.
    """

    phrase: str
    bound: str
    word: bool


class _Until(NamedTuple):
    """The words for `until` in one language: they make a number a limit, but not what something rose to or lasted.

    Attributes:
        before: matches the word before a number.
        after: matches it after a number and what is counted.
        changes: matches verbs such as `rose`, and words such as `from`.
        hours: matches `o'clock` and words for times.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    changes: re.Pattern[str]
    hours: re.Pattern[str]


def find_bound(text: str, start: int, after: int, language: str = "") -> tuple[str, int, int]:
    """The bound that the words next to a number give it.

    Args:
        text: the text.
        start: offset of the number.
        after: offset after the number and its unit.
        language: the language of the text, as a tag; empty when it is not known.

    Returns:
        The bound, empty when there is none; the offset at which its words or the number begin; the offset after both.
    """
    small, only = _small(text), _alone(code_of(language))
    first = max(0, start - CHARACTERS_BEFORE)
    for joint in _JOINTS:
        if (match := joint.search(small, first, start)) and (
            found := _before(small, first, match.start(), only)
        ):
            if _is_among(small, match.start(), found.phrase, only):
                return "", start, 0
            bound = _as_denied_after(found.bound, small, after, only)
            return _as_denied(bound, small, first, match.start() - len(found.phrase), only)
    if match := _exceeds(only).search(small, first, start):
        if match["denied"]:
            return "at most", match.start(), 0
        return _as_denied("over", small, first, match.start(), only)
    for pattern in _patterns_after(only):
        match = pattern.match(small, after)
        key = match.lastgroup if match else None
        if match and key and key != _NONE and not _is_of_next(small, match):
            return _BOUNDS[key], start, match.end()
    return ("", start, 0) if only else _until(small, start, after)


def _is_among(text: str, end: int, phrase: str, only: str) -> bool:
    """Whether a phrase that ends here means *among* a number of people who were asked: `eine Umfrage unter 2.004 Wählern`."""
    asked = _asked(only)
    return (
        bool(asked)
        and phrase in asked
        and bool(asked[phrase].search(_clause_before(text, end - len(phrase))))
    )


@cache
def _asked(only: str) -> dict[str, re.Pattern[str]]:
    """For each phrase that may mean *among*, the words for a survey after which it does."""
    return {
        phrase: re.compile(rf"(?<!\w){_forms(_listed(code, 'surveys'))}")
        for code in _codes(only)
        for phrase in _listed(code, "among")
    }


def _is_of_next(text: str, match: re.Match[str]) -> bool:
    """Whether a phrase apart from its number is that of the next one: `6,000 were moved from at least 11 villages`."""
    return match[0].count(" ") > 1 and bool(_NEXT_NUMBER.match(text, match.end()))


def _before(text: str, first: int, end: int, only: str) -> _Before | None:
    """The phrase at the end of a part of a text that makes the number after it a limit."""
    for one in _phrases_before(only).get(text[end - 1 : end], ()):
        begin = end - len(one.phrase)
        if begin < first or not text.startswith(one.phrase, begin):
            continue
        sticks = text[begin - 1 : begin].isalnum()
        if not (sticks and (one.word or one.phrase in _SIGNS)):
            return one if one.bound else None
    return None


def _as_denied(bound: str, text: str, first: int, start: int, only: str) -> tuple[str, int, int]:
    """A bound, or its opposite where words before its phrase deny it: `may not exceed 4 per cent`."""
    match = _denial(only).search(text, first, start) if bound in _DENIED else None
    return (_DENIED[bound], match.start(), 0) if match else (bound, start, 0)


def _as_denied_after(bound: str, text: str, after: int, only: str) -> str:
    """A bound, or its opposite where the end of its clause denies it: `بیش از ۴۰ نفر نبود`."""
    return _DENIED[bound] if bound in _DENIED and _denial_after(only).match(text, after) else bound


def _alone(code: str) -> str:
    """The code of a language whose words are read in its own texts alone; empty where those of all others are too."""
    return code if code and section(code, "numbers") else ""


@cache
def _codes(only: str) -> tuple[str, ...]:
    """The languages whose words are read together."""
    return (only,) if only else tuple(code for code in codes_with("bounds") if not _alone(code))


def _of_all(key: str, only: str) -> str:
    """A pattern that matches any phrase of a key, of the languages that are read together."""
    return _forms(phrase for code in _codes(only) for phrase in _listed(code, key))


@cache
def _denial(only: str) -> re.Pattern[str]:
    """Matches a word such as `not` and up to two words after it, at the end of a text."""
    words = rf"(?:\s+(?!{_of_all('denies_nothing', only)}){_LETTER}+){{0,2}}"
    return re.compile(rf"(?<!\w)(?:{_of_all('denies', only)}|[a-z]+n't){words}\s+$")


@cache
def _denial_after(only: str) -> re.Pattern[str]:
    """Matches a verb such as `was not` at the end of a clause, and up to three words before it."""
    return re.compile(rf"{_BETWEEN}\s+{_of_all('denies_after', only)}{_AT_END}")


@cache
def _exceeds(only: str) -> re.Pattern[str]:
    """Matches a verb such as `exceeded`, and an article or an adverb after it, at the end of a text."""
    between = rf"(?:\s+(?:(?P<denied>{_of_all('denies', only)})|{_of_all('between', only)})){{0,3}}"
    return re.compile(rf"(?<!\w){_of_all('exceeds', only)}{between}\s+$")


@lru_cache(maxsize=64)  # a text has several numbers
def _small(text: str) -> str:
    """A text in small letters, with straight apostrophes. Each character keeps its offset."""
    return lowered(text).replace("’", "'")


def _until(text: str, start: int, after: int) -> tuple[str, int, int]:
    """The bound that a word for `until` gives a number."""
    first = max(0, start - CHARACTERS_BEFORE)
    for until in _untils():
        counts = _COUNTED.match(text, after) or _UNIT_AT_END.search(text, start, after)
        if (match := until.before.search(text, first, start)) and counts:
            timed = until.hours.match(text, after) or until.hours.search(text, start, after)
            if not (timed or until.changes.search(_clause_before(text, match.start()))):
                return "at most", match.start(), 0
            return "", start, 0
        if (match := until.after.match(text, after)) and not _is_no_limit(text, start, after, match, until):
            return "at most", start, match.end()
    return "", start, 0


def _is_no_limit(text: str, start: int, after: int, match: re.Match[str], until: _Until) -> bool:
    """Whether a number with `until` after it is a year, a time, or what something rose to."""
    alone = bool(match["alone"]) and text[start:after].isalnum() and not _counts_things(text, start, match)
    before = _clause_before(text, start)
    timed = until.hours.search(" ".join(["", *before.split()[-1:], text[start : match.end()]]))
    return alone or bool(
        timed or until.changes.search(f"{before} | {_CLAUSE_END.split(text[match.end() :])[0]}")
    )


def _counts_things(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a number directly before `until` is no year, and what it counts comes after: `1100 تک ملازمین`."""
    number = text[start : match.start()].strip()
    year = number.isdigit() and 1800 <= int(number) <= 2199  # noqa: PLR2004  years of our time
    return not year and _COUNTED.match(text, match.end()) is not None


def _clause_before(text: str, end: int) -> str:
    return _CLAUSE_END.split(text[max(0, end - _CLAUSE) : end])[-1]


def _forms(phrases: Iterable[str]) -> str:
    """A pattern that matches any of some phrases as whole words; a star stands for any ending, or any beginning."""
    listed = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))).replace(r"\*", _ENDING)
    return rf"(?:{listed}){_EDGE}" if listed else "(?!)"


def _listed(code: str, key: str) -> list[str]:
    """The phrases of a key in one language."""
    text = " ".join(section(code, "bounds").get(key, "").split())
    return text.split(", ") if text else []


@cache
def _phrases_before(only: str) -> dict[str, list[_Before]]:
    """The phrases before a number in all languages, the longest first, by their last character."""
    found = {phrase: _Before(phrase, bound, word=False) for phrase, bound in _SIGNS.items()}
    for code in _codes(only):
        for key in (*_BOUNDS, _NONE):
            for phrase in _listed(code, key):
                found.setdefault(phrase, _Before(phrase, _BOUNDS.get(key, ""), code not in _JOINED))
    by_end: dict[str, list[_Before]] = {}
    for one in sorted(found.values(), key=lambda one: -len(one.phrase)):
        by_end.setdefault(one.phrase[-1], []).append(one)
    return by_end


@cache
def _patterns_after(only: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of the phrases after a number in all languages; the group that matches is the key of the bound."""
    keys = (_NONE, *_BOUNDS)
    unspaced = "|".join(_unspaced_after(key, only) for key in keys)
    return (
        re.compile(_SIGNS_AFTER),
        re.compile("|".join(_spaced_after(key, only) for key in keys)),
        re.compile(rf" ?{_HAN_BETWEEN} ?(?:{unspaced})"),
    )


def _spaced_after(key: str, only: str) -> str:
    """A pattern of the phrases after a number in languages that have spaces between words."""
    codes = [code for code in _codes(only) if code not in _JOINED]
    phrases = [phrase for code in codes for phrase in _listed(code, f"{key}_after")]
    attached = _forms(phrase for phrase in phrases if phrase[0] in "'-")
    phrases = [phrase for phrase in phrases if phrase[0] not in "'-"]
    at_end = _forms(phrase[:-1] for phrase in phrases if phrase.endswith("."))
    anywhere = _forms(phrase for phrase in phrases if not phrase.endswith("."))
    return rf"(?P<{key}>{_BETWEEN}(?:\s+{anywhere}(?!\s+\d)|,?\s+{at_end}{_AT_END})|{attached})"


def _unspaced_after(key: str, only: str) -> str:
    phrases = [phrase for code in _codes(only) if code in _JOINED for phrase in _listed(code, f"{key}_after")]
    return rf"(?P<{key}>{'|'.join(map(re.escape, phrases)) or '(?!)'})"


@lru_cache(maxsize=1)
def _untils() -> tuple[_Until, ...]:
    """The words for `until` in each language that has some."""
    return tuple(_until_in(code) for code in _codes("") if _listed(code, "changes"))


def _until_in(code: str) -> _Until:
    after = _listed(code, "until_after")
    plain = _forms(phrase for phrase in after if phrase[0] not in "'*")
    with_noun, attached = (_forms(phrase for phrase in after if phrase[0] == sign) for sign in "*'")
    return _Until(
        re.compile(rf"(?<!\w){_forms(_listed(code, 'until'))}\s+$"),
        re.compile(rf"(?P<alone>\s+{plain})|{_BETWEEN}\s+(?:{plain}|{with_noun})|{attached}"),
        re.compile(rf"(?<!\w){_forms(_listed(code, 'changes'))}"),
        re.compile(rf"\s+{_forms(_listed(code, 'hours'))}"),
    )


def says_bound(text: str) -> bool:
    """Whether a text says that something is a limit or an estimate, as a note on a value may."""
    return bool(_hints().search(_small(text))) or any(
        find_bound(text, match.start(), match.end())[0] for match in re.finditer(r"\d+", text)
    )


def says_estimate(text: str) -> bool:
    """Whether a text has a word such as *estimate*, wherever its number is."""
    return bool(_hints().search(_small(text)))


def names_bound(text: str, bound: str) -> bool:
    """Whether a text has a phrase for a bound anywhere, such as `at least` at the end of a clause.

    Args:
        text: the text.
        bound: `at least`, `at most`, `over`, `under` or `about`.
    """
    return bool(_phrases_of(bound).search(_small(text)))


@lru_cache(maxsize=8)
def _phrases_of(bound: str) -> re.Pattern[str]:
    """Matches the phrases for a bound, of all languages, that are hardly used for anything else."""
    key = next((key for key, value in _BOUNDS.items() if value == bound), "")
    clear = [(one, code in NO_SPACES) for one, code in _clear_phrases(key)]
    spaced = _forms(one for one, joined in clear if not joined and one[0] not in "'*-")
    return re.compile("|".join([rf"(?<!\w){spaced}", *(re.escape(one) for one, joined in clear if joined)]))


def _clear_phrases(key: str) -> Iterator[tuple[str, str]]:
    """The phrases of a key that are hardly used for anything else, each with its language."""
    for code in _codes(""):
        least = _CLEAR_UNSPACED if code in NO_SPACES else _CLEAR
        for one in (*_listed(code, key), *_listed(code, f"{key}_after")):
            if " " in one or len(one) >= least:
                yield one.rstrip("."), code
        if key == "at_most":
            yield from ((one, code) for one in _listed(code, "ceilings"))


@lru_cache(maxsize=1)
def _hints() -> re.Pattern[str]:
    """Matches words for a limit or an estimate that say it without a number next to them."""
    by_code = {code: _listed(code, "hints") for code in _codes("")}
    spaced = _forms(phrase for code, listed in by_code.items() if code not in NO_SPACES for phrase in listed)
    han = "|".join(re.escape(phrase) for code in NO_SPACES for phrase in by_code[code])
    return re.compile(rf"(?<!\w){spaced}|{han}|[≥≤≈±]")
