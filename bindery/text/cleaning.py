"""Removes the typographic differences between two copies of the same words.

docs/method.md explains to readers what is the same. White space stays as it is in `clean`, and is one space in `normalise`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_DROPPED = re.compile(
    # Soft hyphens, joiners, direction marks, and variants of a character; and the stroke that lengthens an Arabic letter.
    # Elsewhere that stroke is a sign: broken fonts of PDFs give it to other letters.
    "(?<=[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u200b-\u200f\ufb50-\ufdff\ufe70-\ufefc])\u0640|"
    "[\u00ad\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef]"
)
JOINERS = "\u200c\u200d"  # dropped too; Persian words are misspelt without them
_STROKE = "\u0640"
CASE_MARK = (
    "\u2063"  # in a quotation: the next letter may be a capital or a small one in the source; it is dropped
)
_SPACE = re.compile(r"\s+")
_APART = re.compile(r"\s")
# Characters that stand for others by how they look: ligatures, forms of Arabic letters, of marks in
# upright lines, wide and narrow forms, radicals.
_PRESENTATION = (
    (0x2E80, 0x2FE0),
    (0xFB00, 0xFD3E),
    (0xFD40, 0xFDFA),
    (0xFE10, 0xFE1A),
    (0xFE30, 0xFE50),
    (0xFE70, 0xFEFD),
    (0xFF01, 0xFFE7),
)
_QUOTATION_MARKS = {**dict.fromkeys("‘’‚‛ʻʼ", "'"), **dict.fromkeys("“”„‟", '"')}
_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
_SIGNS = {"\u00b5": "\u03bc"}  # the micro sign, as the letter
_BRACKETS = {"⟨": "〈", "⟩": "〉"}
_MOST_MARKS = 30  # on one character, as in the stream-safe text format (Unicode Standard Annex 15, 13)
_LAST_MARK = 0x1E95F  # code after that of the last mark that is sorted
_DOTLESS = re.compile("ı(?=[\u0300-\u036f])")
_SIGN_BEFORE_ALEF = re.compile(
    "\u064bا"
)  # people write it on the letter before alef or on alef: one word, two spellings
# The Thai and Lao vowel am as its two parts, with a tone between them or before them.
_AM_IN_PARTS = re.compile(
    "([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0ec8-\u0ecb]?)\u0ecd([\u0ec8-\u0ecb]?)\u0eb2"
)
_ACCENTS = str.maketrans(
    "`´¨ˆ˜¯˘˚¸ˇ˛˙˝", "\u0300\u0301\u0308\u0302\u0303\u0304\u0306\u030a\u0327\u030c\u0328\u0307\u030b"
)
_ACCENT_FIRST = re.compile(r"([`´¨ˆ˜¯˘˚¸ˇ˛˙˝]) ?([^\W\d_])")
_ACCENT_LAST = re.compile(r"([^\W\d_])([.,;:]?)([`´¨ˆ˜¯˘˚¸ˇ˛˙˝])")
_ACCENT_APART = re.compile(r"(?<=\w) (?=[`´¨ˆ˜¯˘˚¸ˇ˛˙˝]\w)")


# Radicals that fonts of PDFs give for the characters that they look like (Unicode property Equivalent_Unified_Ideograph).
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲"
    "⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢"
    "⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
)
_CHARACTERS_OF_RADICALS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒"
    "㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马"
    "骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀"
)


def _plain_forms() -> dict[str, str]:
    """The plain letters that each presentation form stands for (Unicode form NFKC)."""
    forms = (chr(code) for first, end in _PRESENTATION for code in range(first, end))
    plain = {form: _APART.sub("", unicodedata.normalize("NFKC", form)) for form in forms}
    found = {form: letters for form, letters in plain.items() if letters != form}
    return found | dict(zip(_RADICALS, _CHARACTERS_OF_RADICALS, strict=True))


_ALIKE = str.maketrans(_plain_forms() | _QUOTATION_MARKS | _HYPHENS | _SIGNS | _BRACKETS)


@cache
def _forms() -> dict[str, str]:
    """The marks that are compared as others, each with all of its forms."""
    found: dict[str, str] = {}
    for form, plain in _ALIKE.items():
        if len(plain) == 1 and not plain.isalnum():
            found[plain] = found.get(plain, plain) + chr(form)
    return found


def forms_of_marks(mark: str) -> str:
    """All forms of a mark that count as one; empty for a character that has only one form, and for letters."""
    return _forms().get(mark, "")


def clean(text: str) -> str:
    """The text without typographic differences, but with its white space unchanged."""
    if text.isascii():
        return text
    # Twice, because a plain form of a full-width mark can have a plain form itself.
    plain = _DROPPED.sub("", text).translate(_ALIKE).translate(_ALIKE)
    if len(plain) > _MOST_MARKS and not unicodedata.is_normalized("NFC", plain):
        plain = _too_many_marks().sub(r"\1", plain)
    composed = unicodedata.normalize("NFC", _DOTLESS.sub("i", plain))
    return _AM_IN_PARTS.sub(_am, _SIGN_BEFORE_ALEF.sub("ا\u064b", composed))


def _am(match: re.Match[str]) -> str:
    """The vowel am as one character, after its tone."""
    lao = match[3] is not None
    return f"{match[3]}{match[4]}\u0eb3" if lao else f"{match[1]}{match[2]}\u0e33"


@cache
def _too_many_marks() -> re.Pattern[str]:
    """The pattern of more marks on one character than any language has: to sort them takes the square of their number."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, _LAST_MARK))))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")


def with_accents_composed(text: str) -> str:
    """The text with each accent that comes before its letter put on it, as in PDFs made with old fonts: `´e` is `é`."""
    return _ACCENT_FIRST.sub(_composed, text)


def accents_composed_otherwise(text: str) -> tuple[str, ...]:
    """The text with each accent that comes after its letter put on it, and with each accent after a space put on its word."""
    after = _ACCENT_LAST.sub(_composed_last, text)
    return after, with_accents_composed(after), with_accents_composed(_ACCENT_APART.sub("", text))


def _composed(match: re.Match[str]) -> str:
    return _put_on(match[2], match[1]) or match[0]


def _composed_last(match: re.Match[str]) -> str:
    made = _put_on(match[1], match[3])
    return f"{made}{match[2]}" if made else match[0]


def _put_on(letter: str, accent: str) -> str:
    """A letter with an accent; empty when there is no such letter."""
    made = unicodedata.normalize("NFC", ("i" if letter == "ı" else letter) + accent.translate(_ACCENTS))
    return made if len(made) == 1 else ""


def normalise(text: str) -> str:
    """The text without typographic differences, and with each run of white space as one space."""
    return _SPACE.sub(" ", clean(text)).strip()


def length_before_cleaning(written: str, length: int) -> int:
    """How many characters of a text give `length` characters when cleaned, with dropped characters after them."""
    at = made = 0
    for unit in _units(written):
        made += len(clean(unit))
        if made > length:
            return at
        at += len(unit)
    return len(written)


def _units(text: str) -> Iterator[str]:
    """The text, cut where cleaning one side of the cut does not change the other."""
    start = 0
    for place, character in enumerate(text):
        if place > start and not (character == _STROKE or _DROPPED.match(character) or _continues(character)):
            yield text[start:place]
            start = place
    yield text[start:]


def _continues(character: str) -> bool:
    """Whether a character may be composed with the one before it."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or character in "\u0e32\u0eb2"
    )
