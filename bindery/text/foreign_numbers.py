"""Numbers in words of other languages than English, with their scales and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bindery.text import arabic_numbers, number_tables, slavic_numbers
from bindery.text.arabic_numbers import arabic, pashto
from bindery.text.character_numbers import find_numbers_in_characters, values_of_characters
from bindery.text.characters import lowered
from bindery.text.figure_words import figure_words, look_alikes, ordinal_words
from bindery.text.kept_values import remembered
from bindery.text.languages import NO_SPACES, code_of
from bindery.text.multiples import find_multiples, may_be_in_multiple
from bindery.text.number_tables import NumberLanguage, number_languages
from bindery.text.number_words import CARDINALS, SpelledNumber
from bindery.text.parts_of_scales import find_parts_of_scales, may_be_part_of_scale
from bindery.text.rough_numbers import find_rough_numbers, may_be_in_rough_number
from bindery.text.slavic_numbers import polish, russian

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
_CHARACTERS |= {
    f"{one}{ten}": small * large
    for one, small in (("", 1), ("십", 10), ("백", 100), ("천", 1000))
    for ten, large in (("만", 10**4), ("억", 10**8), ("조", 10**12), ("천", 10**3))
    if small < large
}
_CHARACTERS |= {"พัน": 10**3, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6}
SCALES_AFTER_DIGITS = {**_SCALES, **_CHARACTERS}
SCALE_AFTER_DIGITS = (
    r"(?<=\d)mila(?!\w)|"  # Italian `15mila`
    rf"(?:[\s-]+|(?<=\d)(?=[^\W\dA-Za-z]))(?:{'|'.join(sorted(map(re.escape, _SCALES), key=len, reverse=True))})(?!\w)"
    rf"|\s?(?:{'|'.join(sorted(_CHARACTERS, key=len, reverse=True))})(?<!千(?=[克瓦米卡升]))"
)

_WORD = re.compile(
    r"(?:[^\W\d_][\u064b-\u0652]*|(?<=[\u0900-\u0963])[\u0900-\u0903\u093a-\u094f\u0962\u0963])+"
)  # with vowel signs
_ASCII_WORD = re.compile("[a-z]+")

# Numbers of one language that are common words of another one: Portuguese `dos` and French `dos` are no Spanish two.
_OTHER_WORDS = {
    "pt": {"dos"},
    "fr": {"dos"},
    "de": {"sei", "due"},
    "en": {"due", "dos", "sei"},
    "nl": {"sei", "ten"},
    "pl": {"ten"},
}
# Numbers that are words of many other languages, with the languages in which they are numbers.
_ONLY_OF = {
    "on": ("tr",),
    "bin": ("tr",),
    "once": ("es",),
    "mil": ("es", "pt", "gl", "en"),
    "mila": ("it", "en"),
}
_SCALES_OF: dict[str, tuple[str, ...]] = {
    "mil": ("es", "pt", "gl"),
    "mila": ("it",),
    "m": (),
}  # beside English
_LATIN = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl", "tr"})
_TEN = 10
_LONGEST_WORD = 20  # letters of an ordinal number before `عشر`
_FIRST_FIGURE = 10  # a number below this is a figure only where a bound precedes it
_THOUSAND = 1000
_PER = re.compile(r"(?:(?:per|por|pour)\s|\d\s?)$")  # before `cento` and `cent`
_BEFORE_RANK = re.compile(
    r"[ \u00a0-](?:et[ \u00a0-]|و[ \u00a0])?"
)  # between the ten and the rest of `vingt et unième`
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+)[ \u00a0]$")
_COMPOUND = re.compile("hundert|tausend|honderd|duizend|cento|cent[ou]|mila|mille|هزار|میلیون")
_MOST_WORDS = 4  # of one number below a hundred: `quatre vingt dix sept`


def is_other_word(said: str, language: str) -> bool:
    """Whether what is a number in another language is none in this one.

    Args:
        said: the words of the number, in small letters.
        language: the code of the language.
    """
    other = any(language not in _ONLY_OF.get(word, (language,)) for word in re.split(r"\s", said))
    return other or said in _OTHER_WORDS.get(language, ())


def is_other_scale(word: str, language: str) -> bool:
    """Whether what is a scale after digits in some languages is none in this one: a Polish mile, the metres of `12m`.

    Args:
        word: the word, in small letters.
        language: the code of the language; empty when not known.
    """
    return word in _SCALES_OF and language not in ("", "en", *_SCALES_OF[word])


def may_be_in_number(word: str) -> bool:
    """Whether a word in small letters may be part of a number, a share or a multiple in any language.

    Args:
        word: a word of ASCII letters.
    """
    return (
        word in _all_triggers()
        or bool(_COMPOUND.search(word))
        or may_be_in_multiple(word)
        or may_be_part_of_scale(word)
        or may_be_in_rough_number(word)
    )


def values_of_words(code: str) -> dict[str, int | Fraction]:
    """The numbers that words of a language alone say, such as 11 for *elf*; those in characters of Chinese up to 99.

    Args:
        code: the code of the language.
    """
    if code == "en":
        return {**CARDINALS}
    if code in NO_SPACES:
        return values_of_characters()
    made = _every_language().get(code)
    return {**made[0].cardinals, **dict.fromkeys(made[0].hundreds, 100)} if made else {}


def find_foreign_number_words(text: str, language: str = "") -> Iterator[SpelledNumber]:
    """Every number in words of another language than English, every share, and every multiple.

    Args:
        text: the text.
        language: the code of its language; empty when not known.
    """
    small = lowered(text)
    words = set((_ASCII_WORD if small.isascii() else _WORD).findall(small))
    yield from _multiples(small, words, language)
    yield from find_parts_of_scales(small)
    yield from find_rough_numbers(small, words)
    if not small.isascii():
        unspaced = not language or code_of(language) in NO_SPACES
        yield from find_numbers_in_characters(_without_other_words(small, language) if unspaced else small)
    if _all_triggers().isdisjoint(words) and not _COMPOUND.search(small):
        return  # most texts have no number in words
    small = _without_other_words(small, language)
    for code, numbers, triggers in _languages(language):
        if not triggers.isdisjoint(words) or any(part in small for part in numbers.compounds):
            found = _numbers(list(_WORD.finditer(small)), small, numbers, language)
            yield from (_as_rank(small, number, code) for number in found)


def _multiples(text: str, words: set[str], language: str) -> Iterator[SpelledNumber]:
    """Every share and multiple in words but those in phrases that only look like one, such as `आधा-अधूरा`."""
    found = list(find_multiples(text, words))
    plain = _without_other_words(text, language) if found else text
    yield from (one for one in found if "|" not in plain[one.start : one.end])


def _as_rank(text: str, number: SpelledNumber, code: str) -> SpelledNumber:
    """A number that is part of an ordinal number as that number: 21 for `двадцать первый`, 11 for `الحادي عشر`."""
    every, each = ordinal_words(code)
    gap = _BEFORE_RANK.match(text, number.end)
    rank = every.match(text, gap.end()) if gap and not number.value % 10 else None
    start, end = (number.start, rank.end()) if rank else (0, 0)
    if not rank and code == "ar" and number.value == _TEN:
        before = _LAST_WORD.search(text, max(0, number.start - _LONGEST_WORD), number.start)
        rank = every.fullmatch(before["word"]) if before else None
        start, end = (before.start(), number.end) if before and rank else (0, 0)
    if not rank:
        return number
    units = next(n for n, pattern in enumerate(each, 1) if pattern.fullmatch(rank[0]))
    return SpelledNumber(start, end, number.value + units, "ordinal", small=True) if units < _TEN else number


def _without_other_words(text: str, language: str) -> str:
    """A text with a stroke for each letter of its phrases that only look like numbers, such as `deux-roues`."""
    text = figure_words(language, "not_numbers").sub(_strokes, text)
    for look_alike in look_alikes(language):
        text = look_alike.sub(_without_group, text)
    return text


def _strokes(match: re.Match[str]) -> str:
    return "|" * len(match[0])


def _without_group(match: re.Match[str]) -> str:
    """What a pattern matches, with strokes for the word in brackets."""
    start, end = (place - match.start() for place in match.span(1))
    return f"{match[0][:start]}{'|' * (end - start)}{match[0][end:]}"


def is_more_often_a_word(said: str, language: str) -> bool:
    """Whether the word of a number more often is another word of its language, such as Pashto `نه`: nine, not."""
    return bool(figure_words(language, "also_words").fullmatch(said.lower()))


def _numbers(
    words: list[re.Match[str]], text: str, language: NumberLanguage, code: str
) -> Iterator[SpelledNumber]:
    at = 0
    while at < len(words):
        end, value = _number(words, text, at, language)
        if end == at:
            at += 1
            continue
        start, said = words[at].start(), text[words[at].start() : words[end - 1].end()]
        of_a_hundred = said in ("cento", "cent", "cents", "ciento", "cien") and _PER.search(
            text, max(0, start - 6), start
        )
        upon = said == "once" and text.startswith(" upon", words[end - 1].end())
        if said not in language.ones and not of_a_hundred and not upon:
            small = (value < _FIRST_FIGURE and value == int(value)) or is_more_often_a_word(said, code)
            yield SpelledNumber(start, words[end - 1].end(), Fraction(value), small=small)
        at = end


class _Read(NamedTuple):
    """What is read of a number so far.

    Attributes:
        total: its part in thousands and more.
        group: what is read after that.
        largest: the smallest scale so far; the next one has to be smaller.
    """

    total: int | Fraction = 0
    group: int | Fraction = 0
    largest: int = 10**15


def _number(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage
) -> tuple[int, int | Fraction]:
    """The longest number whose first word is at an index: the index after it, the same index for none, and its value."""
    found = _with_part(words, text, at, language, _Read(), joined=False)
    end, read = found or (at, _Read())
    while found:
        end, read = found
        found = _next_part(words, text, end, language, read)
    return end, read.total + read.group


def _next_part(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage, read: _Read
) -> tuple[int, _Read] | None:
    """A number with the part that follows it, after the word that joins them or without one; None where none follows."""
    if at >= len(words) or not _joined(text, words[at - 1], words[at]):
        return None
    if words[at][0] != language.join:
        attached = language.attaches and words[at][0].startswith(language.join)  # `بیست‌وشش` as `بیست و شش`
        return _with_part(words, text, at, language, read, joined=attached)
    if at + 1 >= len(words) or not _joined(text, words[at], words[at + 1]):
        return None
    return _with_part(words, text, at + 1, language, read, joined=True)


def _with_part(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage, read: _Read, *, joined: bool
) -> tuple[int, _Read] | None:
    """A number with the scale, the hundred or the smaller number at an index; None where that is no part of it."""
    scaled = _with_scale(words[at][0], language, read, joined=joined)
    if scaled:
        return at + 1, scaled
    total, group, largest = read
    length, value = _cardinal(words, text, at, language)
    if not length or not _may_follow(value, read, language, joined=joined):
        return None
    if (total or group) and _is_of_next(words, text, at + length, language, largest):
        return None
    if value >= _THOUSAND:
        return at + length, _Read(total + value, 0, _scale_within(value))
    return at + length, _Read(total, group + value, largest)


def _with_scale(word: str, language: NumberLanguage, read: _Read, *, joined: bool) -> _Read | None:
    """A number with a scale or a hundred after what is read of it; None for another word."""
    total, group, largest = read
    scale = language.scales.get(word)
    if scale and not joined and scale < largest and (group or total or scale <= _THOUSAND):
        return _Read(total + max(group, 1) * scale, 0, scale)
    if word in language.hundreds and 0 <= group < 100 and not (joined and group):  # noqa: PLR2004  `बारह सौ` is 1,200
        return _Read(total, max(group, 1) * 100, largest)
    return None


def _is_of_next(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage, largest: int
) -> bool:
    """Whether the scale at an index makes what is before it a number of its own: `dois mil e três mil`."""
    follows = at < len(words) and _joined(text, words[at - 1], words[at])
    return follows and largest <= language.scales.get(words[at][0], 0)


def _may_follow(value: int | Fraction, read: _Read, language: NumberLanguage, *, joined: bool) -> bool:
    """Whether a number can be the next part of another one. In Arabic, two thousand is one word."""
    group = read.group
    if value >= _THOUSAND:
        return not group and value < read.largest
    if group == 0:
        return not joined or bool(read.total)
    if not group % 100:
        return value < 100  # noqa: PLR2004  what follows hundreds
    after_ten = not group % 10 and group % 100 >= 20 and 0 < value < 10  # noqa: PLR2004  `vinte e dois`
    return language.pairs and after_ten and joined == bool(language.join)


def _scale_within(value: int | Fraction) -> int:
    """The largest scale that a number from a thousand has."""
    return next(scale for scale in (10**9, 10**6, 10**3) if scale <= value)


def _cardinal(
    words: list[re.Match[str]], text: str, at: int, language: NumberLanguage
) -> tuple[int, int | Fraction]:
    """How many words from an index make a number, and its value."""
    for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        row = words[at : at + length]
        if all(_joined(text, one, other) for one, other in pairwise(row)):
            value = language.cardinals.get(" ".join(match[0] for match in row))
            if value is not None:
                return length, value
    value = _compound(words[at][0], language)
    return (1, value) if value else (0, 0)


def _compound(word: str, language: NumberLanguage) -> int | Fraction | None:
    """The value of a number in one word that has a hundred or a thousand; None for any other word."""
    for part, worth in language.compounds.items():
        lead, found, rest = word.partition(part)
        if not found:
            continue
        times = _in_one_word(lead, language) if lead else 1
        after = rest.removeprefix(language.link)
        more = _in_one_word(rest, language) or _in_one_word(after, language) if rest else 0
        if times and times < min(worth, _THOUSAND) and more is not None and more < worth:
            return times * worth + more
    return None


def _in_one_word(word: str, language: NumberLanguage) -> int | Fraction | None:
    value = language.cardinals.get(word)
    return _compound(word, language) if value is None else value


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in (" ", "-", "\u00a0", "\n", "\u200c")


@lru_cache(maxsize=32)
def _languages(code: str) -> tuple[tuple[str, NumberLanguage, frozenset[str]], ...]:
    """The code of each language whose numbers a text may have, its numbers, and the words of which one must be in it.

    Args:
        code: the language of the text, if it is known; else empty.
    """
    every = {key: (key, *made) for key, made in _every_language().items()}
    if code in every:  # Persian `نو` is no Urdu nine
        return (every[code],)
    left_out = _LATIN if code else ()  # English `due` is no Italian two
    return tuple(made for key, made in every.items() if key not in left_out)


@lru_cache(maxsize=1)
def _every_language() -> dict[str, tuple[NumberLanguage, frozenset[str]]]:
    made = {**number_languages(), "ru": russian(), "pl": polish(), "ar": arabic(), "ps": pashto()}
    return {code: (one, _triggers(one)) for code, one in made.items()}


def _triggers(language: NumberLanguage) -> frozenset[str]:
    words = frozenset(word for words in language.cardinals for word in words.split())
    return (words | language.hundreds | {*language.scales}) - language.ones


@lru_cache(maxsize=1)
def _all_triggers() -> frozenset[str]:
    """The words of which one must be in a text that has numbers of any of these languages."""
    modules = (__file__, arabic_numbers.__file__, number_tables.__file__, slavic_numbers.__file__)

    def find() -> frozenset[str]:
        return frozenset[str]().union(*(triggers for _, _, triggers in _languages("")))

    found: frozenset[str] = remembered("number words", modules, find)
    return found
