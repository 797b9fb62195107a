"""Rough numbers in words of many languages: `dozens`, `hundreds of`, `une vingtaine`, `in his forties`, `the twentieth century`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import prod

from bindery.text.multiples import Beginnings, beginnings_of, may_begin
from bindery.text.number_words import ORDINAL, SpelledNumber, ordinal_value

_FACTOR = 20  # `hundreds` is from a hundred up to two thousand
# Plurals that only give a size, in small letters. A word of the next list may follow: `hundreds of thousands`.
_MANY = {
    10: r"dozens|(?:several|a few|many) dozen|tens(?= of (?:thousands|millions|billions))|(?<!the )(?<!test )(?<!exam )(?<!his )(?<!her )(?<!their )(?<!its )(?<!high )(?<!low )(?<!mean )(?<!average )(?<!credit )"
    r"scores(?= of [a-z])(?! of (?:\d|one|two|three|four|five|six|seven|eight|nine|ten))"
    r"|dutzende\w?|zehn(?=tausende)|dizaines|douzaines|decenas|docenas|decine|dozzine|tientallen|dozijnen|dezenas|dúzias|десятк(?:и|ов|ами|ах)"
    r"|dziesiątki|dziesiątek|onlarca|düzinelerce|درجنوں|دسیوں|عشرات|العشرات|ده[‌ ]?ها|दर्जनों|لسګونه",
    100: r"hundreds|(?:several|a few|many) hundred(?! thousand)|hunderte\w?|hundert(?=tausende)|centaines|cientos|centenares|centinaia|honderden|centenas|сотни|сотен|сотнями|setki|setek"
    r"|yüzlerce|سینکڑوں|سیکڑوں|مئات|المئات|صدها|सैकड़ों|सैकड़ों|سلګونه",
    1000: r"thousands|(?:several|a few|many) thousand|tausende\w?|milliers|miles(?= de )|migliaia|duizenden|milhares|тысячами|tysiącami|binlerce|ہزاروں|الآلاف|هزاران|हज़ारों|हज़ारों|हजारों|زرګونه",
    10**6: r"millions(?= (?:of|were|have|had|are) )",
}
_LARGER = {
    1000: r"thousands?|tausende\w?|milliers|miles|migliaia|duizenden|milhares|тысяч|tysięcy|bin(?:lerce)?|ہزار(?:وں)?|آلاف|الآلاف|هزار|हज़ार|हजार",
    10**5: r"lakhs?|لاکھوں?|लाख",
    10
    ** 6: r"millions?|millionen|millones|milioni|miljoenen|milhões|миллионов|milionów|milyon(?:larca)?|ملین|ملايين|الملايين|میلیون",
    10**9: r"billions|milliarden|milliards|miliardi|миллиардов|مليارات",
}
_JOINT = r"(?: of | de | d['’]| di |\s+|(?=tausende))"
# Words that mean about so many.
_ABOUT = {
    10: r"une dizaine|una decena|una decina|uma dezena|een tiental|десяток",
    12: r"une douzaine|una docena|una dozzina|uma dúzia|een dozijn|дюжин[ауы]|tuzina?|bir düzine|(?:ایک )?درجن|(?:एक )?दर्जन|دزينة|دستة",
    15: r"une quinzaine(?! de jours)|una quincena de (?!días)|una quindicina",
    20: r"(?<!the )a score(?= of [a-z])|une vingtaine|una veintena|una ventina|uma vintena|een twintigtal|два десятка",
    30: r"une trentaine|una treintena|una trentina|een dertigtal",
    40: r"une quarantaine(?= d)(?! de jours)|una cuarentena de|una quarantina|een veertigtal",
    50: r"une cinquantaine|una cincuentena|una cinquantina|een vijftigtal",
    60: r"une soixantaine|una sessantina|een zestigtal",
    100: r"une centaine|un centenar|un centinaio|uma centena|een honderdtal|сотня|сотню|сотню",
    1000: r"un millier|un millar|un migliaio|um milhar|een duizendtal",
}
_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_AGE = re.compile(rf"(?<=\bin )(?:his|her|their) (?:early |mid-?|late )?(?P<ten>{'|'.join(_TENS)})\b")
_DECADE = re.compile(rf"\b(?:in|of|since|until) the (?:early |mid-?|late )?(?P<ten>{'|'.join(_TENS)})\b")
_CENTURY = re.compile(
    rf"(?i)\b(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{ORDINAL}))"
    r"[- ]centur(?:y|ies)\b"
)
_FAR_CENTURY = re.compile(
    r"(?i)(?<![\w.])(?P<n>\d{1,2}(?![ \u00a0](?:siècles|веков|eeuwen|secoli|yüzyıl|Jahrhunderten?)(?!\w))|[XVI]{1,5})"
    r"(?:\.|-?(?:e|ème|er|de|ste|й|го|м|ом|वीं|ویں))?[ \u00a0]?"
    r"(?:Jahrhundert\w*|siècles?|век(?:а|е|у|ом|ов)?|eeuw(?:en)?|wiek(?:u|iem|i)?|yüzyıl\w*|secol[oi]|सदी|शताब्दी|صدی|世纪|世紀)(?!\w)"
    r"|(?<!\w)(?:siglos?|séculos?|secolo)\s(?P<roman>[XVI]{1,5})(?!\w)"
)
_FAR_HINT = re.compile("صدی|jahrhundert|siècle|век|eeuw|wiek|yüzyıl|secol|सदी|शताब्दी|世纪|世紀|sigl|sécul")
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI"
_ROMAN = dict(
    zip(
        _NUMERALS.split(),
        range(1, 22),
        strict=True,
    )
)


@lru_cache(maxsize=1)
def _sizes() -> re.Pattern[str]:
    """A size, or two of them one after the other, each in a group named after its value."""
    first = "|".join(rf"(?P<m{value}>{words})" for value, words in _MANY.items())
    then = "|".join(rf"(?P<l{value}>{words})" for value, words in _LARGER.items())
    return re.compile(rf"(?<!\w)(?:{first})(?:{_JOINT}(?:{then})(?!\w)|(?!\w))")


@lru_cache(maxsize=1)
def _beginnings() -> Beginnings:
    return beginnings_of(" ".join([*_MANY.values(), *_ABOUT.values(), *_TENS]))


@lru_cache(maxsize=1)
def _about() -> re.Pattern[str]:
    """A word that means about so many, in a group named after its value."""
    words = "|".join(rf"(?P<a{value}>{words})" for value, words in _ABOUT.items())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def may_be_in_rough_number(word: str) -> bool:
    """Whether a word in small letters may be part of what `find_rough_numbers` finds."""
    return may_begin(_beginnings(), "", {word})


def find_rough_numbers(text: str, words: set[str]) -> Iterator[SpelledNumber]:
    """Every rough number in words; `below` is the first number that is too large.

    Args:
        text: a text in small letters.
        words: its words.
    """
    if not may_begin(_beginnings(), text, words):
        return
    for match in _sizes().finditer(text):
        low = prod(int(group[1:]) for group, words in match.groupdict().items() if words)
        yield SpelledNumber(*match.span(), Fraction(low), below=Fraction(low * _FACTOR))
    for match in _about().finditer(text):
        yield SpelledNumber(*match.span(), Fraction((match.lastgroup or "")[1:]), bound="about")
    for match in _AGE.finditer(text):
        low = 20 + 10 * _TENS.index(match["ten"])
        yield SpelledNumber(*match.span(), Fraction(low), below=Fraction(low + 10))


def find_decades(text: str) -> Iterator[tuple[int, int, int]]:
    """The start and the end of each `in the eighties`, and the first year of the decade in the last century."""
    for match in _DECADE.finditer(text) if "ties" in text else ():
        yield (*match.span("ten"), 1920 + 10 * _TENS.index(match["ten"]))


def find_centuries(text: str) -> Iterator[tuple[int, int, int]]:
    """The start, the end and the number of each century."""
    for match in _CENTURY.finditer(text) if "entur" in text else ():
        number = int(match["n"]) if match["n"] else ordinal_value(match["word"])
        yield (*match.span(), number)
    for match in _FAR_CENTURY.finditer(text) if _FAR_HINT.search(text.lower()) else ():
        written = (match["n"] or match["roman"]).upper()
        if number := int(written) if written.isdecimal() else _ROMAN.get(written, 0):
            yield (*match.span(), number)
