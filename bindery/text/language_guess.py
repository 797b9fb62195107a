"""Which of two languages a text is in, by its commonest words: a statement may be in the language of its source."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bindery.text.things import things_in

_COMMON = {
    "en": "the of and to in a is was were that for on with as by at from are has had have it an or be this which not its their",
    "de": "der die das den dem des und in von zu mit ist war waren wurde wurden auf für im ein eine einen einer hat haben hatte nicht sind bei nach am sich an vom zum zur bis aus als auch nur er sie es wird werden",
    "fr": "le la les des de du et en un une est sont était ont a dans pour sur par au aux que qui pas ce plus avec été se à il elle y d'un d'une",
    "es": "el la los las de del y en un una es son fue fueron ha han por para con que no se al su más a hasta lo",
    "it": "il lo la i gli le di del della e in un una è sono ha hanno per con che non si al dei nel",
    "pt": "o a os as de do da dos das e em um uma é são foi foram por para com que não se ao no na",
    "nl": "de het een en van in is zijn was waren op voor met dat niet te door aan bij er",
    "ru": "в и на с по не из для что был была были от до к за это как о",
    "pl": "w i na z do nie się że jest był była były od po dla za o",
    "tr": "ve bir bu da de için ile olarak daha çok en kadar",
    "ur": "کے کی کا میں سے نے کو پر اور ہے ہیں تھا تھے تھی گیا گئے گئی یہ کہ ہوئے ہوا",
    "fa": "در از به که با را و این است شد شدند برای بود بودند کرد تا",
    "ar": "في من على إلى عن أن التي الذي مع هذا كان كانت قد بعد قال",
    "hi": "के की का में से ने को पर और है हैं था थे थी गया गए गई यह कि",
}
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0963]*")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_SHORT = 4  # letters; shorter words are in many languages
_CHINESE = re.compile("[\u4e00-\u9fff]")


def likelier_language(text: str, first: str, other: str, like: str = "") -> str:
    """The language of a text: the first of two, unless it has more of the commonest words of the other.

    Args:
        text: the text.
        first: the language that it should be in, as a tag.
        other: another one.
        like: words in the other language; if nothing else decides, it does whether the text has some of them.
    """
    one, two = _tag(first), _tag(other)
    if one == two:
        return first
    if one in _COMMON and not _LATIN.search(text):  # `سعة الملعب` is not English
        return other if _COMMON[one].isascii() else first
    if not two and not like:  # no word is known of the other
        return first
    scores = [_score(text, tag) for tag in (one, two)]
    if scores[0] != scores[1]:
        return other if scores[1] > scores[0] else first
    known = [len(things_in(text, tag)) for tag in (one, two)]
    if not any((*scores, *known)):
        shared = set(_WORD.findall(text.lower())) & set(_WORD.findall(like.lower()))
        return other if any(len(word) > _SHORT for word in shared) else first
    return other if known[1] > known[0] else first


def _tag(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


@cache
def _common_words(tag: str) -> frozenset[str]:
    return frozenset(_COMMON.get(tag, "").split())


@lru_cache(maxsize=2048)
def _score(text: str, tag: str) -> int:
    if tag in ("zh", "ja"):
        return len(_CHINESE.findall(text))
    common = _common_words(tag)
    return sum(word in common for word in _WORD.findall(text.lower())) if common else 0
