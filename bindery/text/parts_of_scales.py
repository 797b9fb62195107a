"""Numbers in words that are a part of a scale: `a quarter of a million`, `eine halbe Million`, `pół miliona`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bindery.text.number_words import SpelledNumber

_PARTS = {
    Fraction(1, 2): (
        "half|halbe[nr]?|halbes|demi|demie|medio|media|mezzo|mezza|meio|meia|halve|pół|пол|yarım|نصف|نیم|آدھا|आधा"
    ),
    Fraction(1, 4): (
        "quarter|viertel|quart|cuarto|quarto|kwart|ćwierć|четверть|четверти|çeyrek|ربع|چوتھائی|चौथाई"
    ),
    Fraction(
        3, 4
    ): "three[ -]quarters|dreiviertel|trois quarts|tres cuartos|tre quarti|três quartos|driekwart",
}
_SCALES = {
    10
    ** 9: "billion|milliarden?|milliards?|mil millones|miliardo|miliardi|bilhão|miljard|miliarda|миллиарда?|milyar|مليار|میلیارد|ارب|अरब",
    10
    ** 6: "million|millionen|millones|millón|milione|milhão|miljoen|miliona|миллиона?|milyon|مليون|میلیون|ملین|मिलियन",
    10**3: "thousand|millier|tysiąca|тысячи|bin|ألف|هزار|ہزار|हजार|हज़ार",
    100: "hundred|centaine|centenar|centinaio|centena|сотни|yüz|صد",
    12: "dozen|dutzend|douzaine|docena|dozzina|dúzia|dozijn|tuzina|дюжины|düzine",
}
_OF = r"(?:[ -]|\s+(?:of\s+an?|of|d['’]un[ea]?|de\s+une?|di\s+un[oa]?|de\s+um|de|di|d['’])\s+)?"
_ARTICLE = r"(?:(?:an?|eine[rn]?|ein|une?|una?|uno|uma?|een)\s+)?"


def _any(forms: dict[Fraction, str] | dict[int, str], letter: str) -> str:
    return "|".join(f"(?P<{letter}{n}>{words})" for n, words in enumerate(forms.values()))


_PATTERN = re.compile(rf"(?<!\w){_ARTICLE}(?:{_any(_PARTS, 'p')}){_OF}(?:{_any(_SCALES, 's')})(?!\w)")
_HINT = re.compile("|".join(_SCALES.values()))


_SCALE_AND_A_HALF = re.compile(
    r"(?<!\w)[وبل]?(?P<scale>ألف|مليون|مليار) ونصف(?: (?:ال)?(?:ألف|مليون|مليار))?(?!\w)"
)


def find_parts_of_scales(text: str) -> Iterator[SpelledNumber]:
    """Every number in words that is a half, a quarter or three quarters of a scale.

    Args:
        text: a text in small letters.
    """
    if not _HINT.search(text):
        return
    for match in _SCALE_AND_A_HALF.finditer(text):
        scale = next(number for number, words in _SCALES.items() if match["scale"] in words.split("|"))
        yield SpelledNumber(*match.span(), Fraction(3 * scale, 2))
    parts, scales = list(_PARTS), list(_SCALES)
    for match in _PATTERN.finditer(text):
        names = [name for name, words in match.groupdict().items() if words]
        part, scale = (int(name[1:]) for name in names)
        yield SpelledNumber(*match.span(), parts[part] * scales[scale])


def may_be_part_of_scale(word: str) -> bool:
    """Whether a word in small letters may be in such a number."""
    return _HINT.search(word) is not None
