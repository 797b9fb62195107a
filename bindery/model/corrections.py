"""What an author most likely meant by a value that cannot be read: dates, numbers, addresses, languages, words of a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bindery.text.dates import MONTHS
from bindery.text.problems import nearest

_SEPARATED = re.compile(r"(\d{1,4})\s*[-./–‐‑−]\s*(\d{1,2})(?:\s*[-./–‐‑−]\s*(\d{1,4}))?\.?")
_YEAR_FIRST = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|º|er|\.)?\s+)?(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,\s*)?(?:de\s+)?(\d{4})"
)
_EAST_ASIAN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_ONLY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{4})")
_WITH_TIME = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ]\d.*")
_YEARS = re.compile(r"(\d{4})\s*(?:[-–—/]|to|bis|à)\s*(\d{4})")
_ABOUT = re.compile(r"(?:c\.?|ca\.?|circa|about|around|~|≈|um)\s*(\d{4})|(\d{4})(?:s|\?)", re.IGNORECASE)
_GROUPS = re.compile(r"[+-]?\d{1,3}([,.' \u00a0\u2009\u202f’_])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?|[.,]\d+")
_POWER = re.compile(r"([+-]?\d+(?:\.\d+)?)[eE]\+?(\d{1,2})")
_ZEROS = {"thousand": 3, "lakh": 5, "million": 6, "mn": 6, "crore": 7, "billion": 9, "bn": 9}
_SCALED = re.compile(rf"([+-]?\d+(?:\.\d+)?)\s*({'|'.join(_ZEROS)})\b.*", re.IGNORECASE)
_SHORTENED = re.compile(r"[+-]?[\d.,]+\s*[kmbKMB]\b.*")
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "．": ".", "，": ","})
_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[[^\]]*\]\((\S+)\)|<(\S+)>")
_HOST_FIRST = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?", re.IGNORECASE)
_BROKEN_SCHEME = re.compile(r"h?t?t?p?s?\s*[:;]?\s*/{1,2}\s*(?=[\w-]+\.)", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")
_MONTHS = {
    name[:length].casefold(): number for number, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))
} | {
    name: number
    for number, names in enumerate(
        (
            "janvier enero januar gennaio janeiro",
            "février fevrier febrero februar febbraio fevereiro",
            "mars marzo märz maerz março",
            "avril abril aprile",
            "mai mayo maggio maio",
            "juin junio juni giugno junho",
            "juillet julio juli luglio julho",
            "août aout agosto",
            "septembre septiembre settembre setembro",
            "octobre octubre oktober ottobre outubro",
            "novembre noviembre novembro",
            "décembre decembre diciembre dezember dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_OTHER_WORDS = {
    **dict.fromkeys(("tlpwhite", "white"), "TLP:CLEAR"),  # TLP 1.0
    **dict.fromkeys(("against", "contradicts", "denies", "refutes", "opposes"), "disputes"),
    **dict.fromkeys(("for", "confirms", "agrees", "backs"), "supports"),
    **dict.fromkeys(("limits", "neutral", "mixed"), "qualifies"),
}
_YEAR_DIGITS = 4
_LATE = 12  # a number above this is a day, not a month


def with_plain_digits(text: str) -> str:
    """The text with the digits of every script, and full-width signs, as those of ASCII."""
    digits = ((str(unicodedata.decimal(char)) if char.isdecimal() else char) for char in text)
    return "".join(digits).translate(_MINUS).strip()


def date_meant(text: str) -> str:
    """The date that a text most likely means, as the format writes dates; empty when that is not clear."""
    plain = with_plain_digits(text).rstrip(".")
    if match := _MONTH_AND_YEAR.fullmatch(plain):
        return _date(match[2], match[1])
    for pattern in (_ONLY, _WITH_TIME, _EAST_ASIAN, _YEAR_FIRST):
        if match := pattern.fullmatch(plain):
            return _date(*match.groups())
    if match := _SEPARATED.fullmatch(plain):
        return _numbers_meant(*match.groups())
    if match := _WORDED.fullmatch(plain):
        day, name, american, year = match.groups()
        month = _MONTHS.get(name.casefold())
        return _date(year, str(month), day or american) if month else ""
    return ""


def _numbers_meant(first: str, second: str, third: str | None) -> str:
    """The date that two or three numbers with signs between them most likely mean; empty when that is not clear."""
    if len(first) == _YEAR_DIGITS:
        return _date(first, second, third)
    if third is None or len(third) != _YEAR_DIGITS:
        return ""
    if int(first) <= _LATE and int(second) <= _LATE and first != second:
        return ""  # either may be the month
    day, month = (first, second) if int(first) > _LATE else (second, first)
    return _date(third, month, day)


def _date(year: str, month: str | None = None, day: str | None = None) -> str:
    """A date as the format writes it; empty when it does not exist."""
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join((year, *(f"{int(part):02}" for part in (month, day) if part)))


def date_remedy(text: str) -> str:
    """What to write in place of a text that is not a date."""
    if meant := date_meant(text):
        return f"write {meant}"
    plain = with_plain_digits(text)
    if match := _YEARS.fullmatch(plain):
        return f"write one date, such as {match[1]}; where there is a key for the end, {match[2]} goes there"
    if match := _ABOUT.fullmatch(plain):
        return f"write the year alone, as in {match[1] or match[2]}, and say elsewhere that it is approximate"
    if _SEPARATED.fullmatch(plain) and "/" in plain:
        return "write YYYY-MM-DD: it is not clear here which number is the month"
    return "write YYYY, YYYY-MM or YYYY-MM-DD, as in 2024-11-21"


def number_meant(text: str) -> str:
    """The number that a text most likely means, as the format writes numbers; empty when that is not clear."""
    plain = with_plain_digits(text)
    if match := _GROUPS.match(plain):
        rest = plain[match.end() :].strip()
        groups = plain[: match.end()]
        mark = match[1]
        head, dot, decimals = groups, "", ""
        for sign in ",.":
            if sign != mark and sign in groups:
                head, dot, decimals = groups.partition(sign)
        number = head.replace(mark, "") + ("." + decimals if dot else "")
        return "" if rest[:1].isdigit() else number
    if match := _POWER.fullmatch(plain):
        return _times_ten(match[1], int(match[2]))
    if match := _SCALED.fullmatch(plain):
        return _times_ten(match[1], _ZEROS[match[2].lower()])
    if _SHORTENED.fullmatch(plain):
        return ""
    found = _NUMBER.findall(plain)
    if len(found) != 1 or plain.startswith(("0x", "0b", "0o")):
        return ""
    number = found[0].replace(",", ".")
    return f"0{number}" if number.startswith(".") else number


def _times_ten(digits: str, power: int) -> str:
    """A number times ten to a power, in digits."""
    return f"{Decimal(digits).scaleb(power):f}"


def address_meant(text: str) -> str:
    """The web address that a text most likely means; empty when that is not clear."""
    words = "%20".join(text.replace("doi: ", "doi:").split())
    if match := _MARKDOWN_LINK.fullmatch(words):
        words = match[1] or match[2]
        if words.startswith(("https://", "http://")):
            return words
    if match := _DOI.fullmatch(words):
        return f"https://doi.org/{match[1]}"
    if match := _BROKEN_SCHEME.match(words):
        words = words[match.end() :]
    return f"https://{words}" if _HOST_FIRST.fullmatch(words) else ""


def language_meant(text: str, names: Iterable[tuple[str, str]]) -> str:
    """The language tag that a text most likely means; empty when none is near.

    Args:
        text: what was written: a name, or a tag with an underscore.
        names: each tag with the English name of its language.
    """
    words = text.strip().casefold()
    for tag, name in names:
        if words in (name.casefold(), tag):
            return tag
    tag = text.strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})+", tag) else ""


def word_meant(text: str, words: Iterable[str]) -> str:
    """The word of a list that a text most likely means; empty when none is near."""
    known = list(words)
    bare = _LETTERS.sub("", text).casefold()
    by_letters = {_LETTERS.sub("", word).casefold(): word for word in known}
    other = _OTHER_WORDS.get(bare, "")
    if other in known:
        return other
    if bare in by_letters:
        return by_letters[bare]
    ends = [word for letters, word in by_letters.items() if bare and letters.endswith(bare)]
    return ends[0] if len(ends) == 1 else nearest(text, known) or ""
