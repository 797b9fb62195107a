"""Numbers in words of other languages than English, with their scales and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from bindery.text import arabic_numbers, number_tables
from bindery.text.arabic_numbers import UNSURE_ARABIC, arabic, pashto
from bindery.text.character_numbers import find_numbers_in_characters
from bindery.text.kept_values import remembered
from bindery.text.multiples import find_multiples, may_be_in_multiple
from bindery.text.number_tables import UNSURE, NumberLanguage, number_languages, with_quarters
from bindery.text.number_words import SpelledNumber
from bindery.text.rough_numbers import find_rough_numbers, may_be_in_rough_number

_LAKH, _CRORE = 10**5, 10**7
# Words after digits, in small letters. Not here: Turkish `bin`, which is an English and a German word.
_SCALES = {
    **dict.fromkeys(
        (
            "tausend",
            "tsd.",
            "mil",
            "mila",
            "тысяч",
            "тысячи",
            "тысяча",
            "тысячам",
            "тысячами",
            "тысячах",
            "тысячу",
            "тыс.",
            "тыс",
        ),
        10**3,
    ),
    **dict.fromkeys(("ہزار", "هزار", "हज़ार", "हजार", "ألف", "الف", "آلاف", "millier", "milliers"), 10**3),
    **dict.fromkeys(("lakhs", "lac", "lacs", "لاکھ", "लाख"), _LAKH),
    **dict.fromkeys(("crores", "کروڑ", "करोड़"), _CRORE),
    **dict.fromkeys(
        ("millions", "millionen", "mio.", "mio", "millón", "millones", "milione", "milioni"), 10**6
    ),
    **dict.fromkeys(
        (
            "milhão",
            "milhões",
            "миллион",
            "миллиона",
            "миллионов",
            "миллионам",
            "миллионами",
            "миллионах",
            "миллиону",
            "млн.",
            "млн",
            "milyon",
        ),
        10**6,
    ),
    **dict.fromkeys(("مليون", "ملايين", "ملین", "میلیون", "मिलियन"), 10**6),
    **dict.fromkeys(
        ("milliarde", "milliarden", "mrd.", "mrd", "milliard", "milliards", "mil millones"), 10**9
    ),
    **dict.fromkeys(
        (
            "miliardo",
            "miliardi",
            "bilhão",
            "bilhões",
            "миллиард",
            "миллиарда",
            "миллиардов",
            "миллиардам",
            "миллиардами",
        ),
        10**9,
    ),
    **dict.fromkeys(("млрд.", "млрд", "milyar", "مليار", "مليارات", "ارب", "بلین", "میلیارد", "अरब"), 10**9),
    **dict.fromkeys(
        (
            "duizend",
            "tys.",
            "tys",
            "tysiąc",
            "tysiąca",
            "tysiące",
            "tysięcy",
            "tysiącami",
            "tysiącom",
            "ألفا",
            "ألفًا",
        ),
        10**3,
    ),
    **dict.fromkeys(
        (
            "miljoen",
            "milion",
            "miliona",
            "miliony",
            "milionów",
            "milionami",
            "milionom",
            "mln.",
            "mln",
            "مليونا",
            "مليونًا",
        ),
        10**6,
    ),
    **dict.fromkeys(
        (
            "miljard",
            "mld.",
            "mld",
            "miliard",
            "miliarda",
            "miliardy",
            "miliardów",
            "miliardami",
            "مليارا",
            "مليارًا",
        ),
        10**9,
    ),
    "کھرب": 10**11,
    "billionen": 10**12,
}
_CHARACTERS = {"千": 10**3, "万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8}
_CHARACTERS |= {
    f"{one}{ten}": small * large
    for one, small in (("十", 10), ("百", 100), ("千", 1000))
    for ten, large in (("万", 10**4), ("萬", 10**4), ("億", 10**8), ("亿", 10**8))
}
_CHARACTERS |= {"พัน": 10**3, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6}
SCALES_AFTER_DIGITS = {**_SCALES, **_CHARACTERS}
SCALE_AFTER_DIGITS = (
    r"(?<=\d)mila(?!\w)|"  # Italian `15mila`
    rf"(?:[\s-]+|(?<=\d)(?=[^\W\dA-Za-z]))(?:{'|'.join(sorted(map(re.escape, _SCALES), key=len, reverse=True))})(?!\w)"
    rf"|\s?(?:{'|'.join(sorted(_CHARACTERS, key=len, reverse=True))})"
)

_WORD = re.compile(
    r"(?:[^\W\d_][\u064b-\u0652]*|(?<=[\u0900-\u0963])[\u0900-\u0903\u093a-\u094f\u0962\u0963])+"
)  # with vowel signs
_ASCII_WORD = re.compile("[a-z]+")

_GERMAN = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
)
_FRENCH_TENS = {
    20: "vingt",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
    80: "quatre-vingt",
}
_SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_SPANISH_TENS = {30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta"}
_SPANISH_HUNDREDS = {"doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500, "seiscient": 600}
_URDU = (
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس تئیس چوبیس "
    "پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس "
    "تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ "
    "اکسٹھ باسٹھ ترسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی اسی "
    "اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکیانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے "
    "اٹھانوے ننانوے"
)
# Words that mostly mean something else, such as Urdu `better` for 72. They carry a figure, but are none to be carried.
_UNSURE = (UNSURE | UNSURE_ARABIC) | frozenset(
    ["elf", "cent", "cents", "mille", "cien", "ciento", "mil", "سو", "اسی", "بہتر", "چون", "انیس", "ستر"]
)
# Numbers of one language that are common words of another one: Portuguese `dos` and French `dos` are no Spanish two.
_OTHER_WORDS = {
    "pt": {"dos"},
    "fr": {"dos"},
    "de": {"sei", "due"},
    "en": {"due", "dos", "sei"},
    "nl": {"sei", "ten"},
    "pl": {"ten"},
}
_ONLY_OF = {"on": "tr", "bin": "tr", "once": "es"}  # numbers that are words of many other languages
_LATIN = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl", "tr"})
_FIRST_FIGURE = 10  # a number below this is a figure only where a bound precedes it
_THOUSAND = 1000
_MOST_WORDS = 4  # of one number below a hundred: `quatre vingt dix sept`


def is_other_word(said: str, language: str) -> bool:
    """Whether what is a number in another language is none in this one.

    Args:
        said: the words of the number, in small letters.
        language: the code of the language.
    """
    other = any(_ONLY_OF.get(word, language) != language for word in re.split(r"\s", said))
    return other or said in _OTHER_WORDS.get(language, ())


def may_be_in_number(word: str) -> bool:
    """Whether a word in small letters may be part of a number, a share or a multiple in any language.

    Args:
        word: a word of ASCII letters.
    """
    return word in _all_triggers() or may_be_in_multiple(word) or may_be_in_rough_number(word)


def find_foreign_number_words(text: str, language: str = "") -> Iterator[SpelledNumber]:
    """Every number in words of another language than English, every share, and every multiple.

    Args:
        text: the text.
        language: the code of its language; empty when not known.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        return  # the offsets would not be those of the text
    words = set((_ASCII_WORD if lowered.isascii() else _WORD).findall(lowered))
    yield from find_multiples(lowered, words)
    yield from find_rough_numbers(lowered, words)
    if not lowered.isascii():
        yield from find_numbers_in_characters(lowered)
    if _all_triggers().isdisjoint(words):
        return  # most texts have no number in words
    for numbers, triggers in _languages(language):
        if not triggers.isdisjoint(words):
            yield from _numbers(list(_WORD.finditer(lowered)), lowered, numbers)


def _numbers(words: list[re.Match[str]], text: str, language: NumberLanguage) -> Iterator[SpelledNumber]:
    at = 0
    while at < len(words):
        end, value = _number(words, text, at, language)
        if end == at:
            at += 1
            continue
        said = text[words[at].start() : words[end - 1].end()]
        cents = said == "cento" and text[: words[at].start()].endswith(("por ", "per "))
        upon = said == "once" and text.startswith(" upon", words[end - 1].end())
        if said not in language.ones and not cents and not upon:
            small = (value < _FIRST_FIGURE and value == int(value)) or said in _UNSURE
            yield SpelledNumber(words[at].start(), words[end - 1].end(), Fraction(value), small=small)
        at = end


def _number(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage
) -> tuple[int, int | Fraction]:
    """The longest number whose first word is at an index: the index after it, the same index for none, and its value."""
    total: int | Fraction = 0
    group: int | Fraction = 0
    largest, begin = 10**15, at
    while at < len(words) and (at == begin or _joined(text, words[at - 1], words[at])):
        word = words[at][0]
        if (scale := language.scales.get(word)) and scale < largest and (group or total or scale <= 1000):  # noqa: PLR2004  a thousand
            total, group, largest, at = total + max(group, 1) * scale, 0, scale, at + 1
        elif word in language.hundreds and 0 <= group < 100:  # noqa: PLR2004  `बारह सौ` is 1,200
            group, at = max(group, 1) * 100, at + 1
        else:
            length, value = _cardinal(words, text, at, language)
            if not length or not _may_follow(value, group, largest):
                break
            if value >= _THOUSAND:
                total, largest = total + value, _scale_within(value)
            else:
                group += value
            at += length
    return at, total + group


def _may_follow(value: int | Fraction, group: int | Fraction, largest: int) -> bool:
    """Whether a number can be the next part of one whose last part is `group`. In Arabic, two thousand is one word."""
    if value >= _THOUSAND:
        return not group and value < largest
    return not group % 100 and (group == 0 or value < 100)  # noqa: PLR2004  what follows hundreds


def _scale_within(value: int | Fraction) -> int:
    """The largest scale that a number from a thousand has."""
    return next(scale for scale in (10**9, 10**6, 10**3) if scale <= value)


def _cardinal(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage
) -> tuple[int, int | Fraction]:
    """How many words from an index make a number below a hundred, and its value."""
    for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        row = words[at : at + length]
        if all(_joined(text, one, other) for one, other in pairwise(row)):
            value = language.cardinals.get(" ".join(match[0] for match in row))
            if value is not None:
                return length, value
    return 0, 0


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in (" ", "-", "\u00a0", "\n")


@lru_cache(maxsize=32)
def _languages(code: str) -> tuple[tuple[NumberLanguage, frozenset[str]], ...]:
    """The languages whose numbers a text may have, each with the words of which one must be in it.

    Args:
        code: the language of the text, if it is known; else empty.
    """
    if code in _LATIN or code == "en":  # English `due` is no Italian two
        left_out = _LATIN - {code}
        return tuple(made for key, made in _every_language().items() if key not in left_out)
    return tuple(_every_language().values())


@lru_cache(maxsize=1)
def _every_language() -> dict[str, tuple[NumberLanguage, frozenset[str]]]:
    made = {"de": _german(), "fr": _french(), "es": _spanish(), "ur": _urdu(), "ar": arabic(), "ps": pashto()}
    return {code: (one, _triggers(one)) for code, one in {**made, **number_languages()}.items()}


def _triggers(language: NumberLanguage) -> frozenset[str]:
    words = frozenset(word for words in language.cardinals for word in words.split())
    return (words | language.hundreds | {*language.scales}) - language.ones


@lru_cache(maxsize=1)
def _all_triggers() -> frozenset[str]:
    """The words of which one must be in a text that has numbers of any of these languages."""
    modules = (__file__, arabic_numbers.__file__, number_tables.__file__)

    def find() -> frozenset[str]:
        return frozenset[str]().union(*(triggers for _, triggers in _languages("")))

    found: frozenset[str] = remembered("number words", modules, find)
    return found


def _german() -> NumberLanguage:
    small = dict(zip(_GERMAN.split(), range(20), strict=True))
    tens = {word: 10 * n for n, word in enumerate(_GERMAN_TENS.split(), 2)}
    below = {**small, **tens}
    below |= {f"{one}und{ten}": small[one] + tens[ten] for one in _GERMAN.split()[1:10] for ten in tens}
    hundreds = {
        f"{lead}hundert{rest}": (small[lead] if lead else 1) * 100 + (below[rest] if rest else 0)
        for lead in ("", *_GERMAN.split()[1:10])
        for rest in ("", *below)
        if rest != "null"
    }
    every = {**below, **hundreds}
    thousands = {f"{lead}tausend": value * 1000 for lead, value in every.items() if value}
    every |= {word.replace("ß", "ss"): value for word, value in every.items() if "ß" in word}
    scales = {
        "dutzend": 12,
        "tausend": 10**3,
        "million": 10**6,
        "millionen": 10**6,
        "milliarde": 10**9,
        "milliarden": 10**9,
    }
    halves = {f"{lead}einhalb": small[lead] + Fraction(1, 2) for lead in _GERMAN.split()[1:10]}
    halves |= dict.fromkeys(("anderthalb", "eineinhalb"), Fraction(3, 2))
    articles = ("ein", "eine", "einer", "einem", "einen", "eines", "eins")
    return NumberLanguage(
        {**every, **halves, **dict.fromkeys(articles, 1)},
        frozenset(),
        {**scales, **thousands},
        frozenset(articles),
    )


def _french() -> NumberLanguage:
    small = dict(enumerate([*_FRENCH.split(), "dix-huit", "dix-neuf"]))
    found = {word: n for n, word in small.items()}
    for ten, word in _FRENCH_TENS.items():
        found[word] = found[f"{word}s"] = ten
        most = 20 if ten in (60, 80) else 10
        found |= {f"{word}-{small[n]}": ten + n for n in range(1, most)}
        found |= {f"{word} et {small[n]}": ten + n for n in (1, 11) if n < most}
    for ten, word in ((70, "septante"), (80, "huitante"), (90, "nonante")):
        found |= {word: ten, **{f"{word}-{small[n]}": ten + n for n in range(1, 10)}}
    cardinals = {word.replace("-", " "): value for word, value in found.items()}
    scales = {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
    return NumberLanguage(
        {**cardinals, "une": 1},
        frozenset({"cent", "cents"}),
        scales,
        frozenset({"un", "une", "six", "cent", "cents"}),
    )


def _spanish() -> NumberLanguage:
    small = _SPANISH.split()
    found = {word: n for n, word in enumerate(small)}
    for ten, word in {**_SPANISH_TENS, 90: "noventa"}.items():
        found |= {word: ten, **{f"{word} y {small[n]}": ten + n for n in range(1, 10)}}
    hundreds = {**_SPANISH_HUNDREDS, "setecient": 700, "ochocient": 800, "novecient": 900}
    found |= {f"{stem}{end}": value for stem, value in hundreds.items() for end in ("os", "as")}
    scales = {"mil": 10**3, "millón": 10**6, "millones": 10**6}
    ones = frozenset({"uno", "un", "una"})
    return NumberLanguage({**found, "un": 1, "una": 1}, frozenset({"cien", "ciento"}), scales, ones)


def _urdu() -> NumberLanguage:
    cardinals: dict[str, int | Fraction] = {word: n for n, word in enumerate(_URDU.split())}
    cardinals |= with_quarters(cardinals, "ساڑھے", "سوا", "پونے")
    cardinals |= {"ڈیڑھ": Fraction(3, 2), "ڈھائی": Fraction(5, 2)}
    scales = {
        "ہزار": 10**3,
        "لاکھ": _LAKH,
        "ملین": 10**6,
        "کروڑ": _CRORE,
        "ارب": 10**9,
        "بلین": 10**9,
        "کھرب": 10**11,
    }
    return NumberLanguage(cardinals, frozenset({"سو"}), scales, frozenset({"ایک"}))
