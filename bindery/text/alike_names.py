"""Names that look like two names of one body: `Holt` and `Holt Ltd.`, `Centre for River Studies (CRS)` and `CRS`."""

from __future__ import annotations

import re
from functools import lru_cache

from bindery.text.folding import fold
from bindery.text.kept_values import table_in
from bindery.text.shipped_data import shipped_folder
from bindery.text.word_patterns import has_unspaced

_LAST_BRACKET = re.compile(r"^(?P<name>.+?)\s*\((?P<inner>[^()]+)\)$")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_HOST = re.compile(
    r"^(?:https?://)?(?:www\.)?(?P<name>[\w-]+)(?P<end>(?:\.[a-z]{2,6}){1,2})/?$", re.IGNORECASE
)
_ARTICLES = re.compile(
    r"^(?:the|der|die|das|le|la|les|el|los|las|il|lo|de|het)\s+(?=\S)|^l['’]", re.IGNORECASE
)
_FEWEST_INITIALS = 3  # two letters are those of too many names
_MOST_INITIALS = 9
_LONGEST_FORM = 4  # words of a legal form


def look_alike(one: str, other: str) -> bool:
    """Whether two names may be those of one body, although they are written differently.

    They may if they differ only in a legal form, an article or the end of a web address, or if one is in brackets in the
    other, is the initials of the other, or has a given name of which the other has the initial.
    """
    return any(
        _same(first, second) or _are_initials(first, second) or _are_initials(second, first)
        for first in _names_in(one)
        for second in _names_in(other)
    )


def _names_in(name: str) -> list[str]:
    """The name, and what is before and in the brackets at its end."""
    bracket = _LAST_BRACKET.match(name.strip())
    return [name, bracket["name"], bracket["inner"]] if bracket else [name]


def _same(one: str, other: str) -> bool:
    first, second = _bare(one), _bare(other)
    if not first or not second:
        return False
    return first == second or "".join(first) == "".join(second) or _is_one_person(first, second)


def _is_one_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of a person end alike and one has an initial for each given name of the other."""
    if len(one) != len(other) or len(one) < 2 or one[-1] != other[-1]:  # noqa: PLR2004  a given and a family name
        return False
    pairs = list(zip(one[:-1], other[:-1], strict=True))
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)


def _are_initials(short: str, long: str) -> bool:
    """Whether a name in capital letters is the initials of another, which may leave out words in small letters."""
    letters = short.replace(".", "")
    if not (letters.isupper() and letters.isalpha() and _FEWEST_INITIALS <= len(letters) <= _MOST_INITIALS):
        return False
    words = _WORD.findall(_ARTICLES.sub("", long))
    every = "".join(word[0] for word in words).upper()
    capital = "".join(word[0] for word in words if word[0].isupper())
    return len(words) > 1 and letters in (every, capital)


@lru_cache(maxsize=4096)
def _bare(name: str) -> tuple[str, ...]:
    """The words of a name without its article and legal form, folded."""
    host = _HOST.match(name.strip())
    plain = _ARTICLES.sub("", (host["name"] if host else name).strip())
    forms = _legal_forms()
    words = _joined_letters([fold(word) for word in _WORD.findall(_apart(plain, forms))])
    for length in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        if "".join(words[-length:]) in forms:
            return _bare_ends(words[:-length])
    return _bare_ends(words)


def _apart(name: str, forms: frozenset[str]) -> str:
    """The name without a legal form that no space parts from it, as in `株式会社ホルト`."""
    for form in sorted(
        forms, key=len, reverse=True
    ):  # the longest first, so that the order is always the same
        if has_unspaced(form) and len(name) > len(form):
            name = name.removeprefix(form) if name.startswith(form) else name.removesuffix(form)
    return name


def _bare_ends(words: list[str]) -> tuple[str, ...]:
    """The words without a legal form before them, as in `ООО Холт`, and without a second one after them."""
    forms = _legal_forms()
    while len(words) > 1 and words[-1] in forms:
        words = words[:-1]
    if len(words) > 1 and words[0] in forms:
        words = words[1:]
    return tuple(word for word in words if word != "and") if words[-1:] != ["and"] else tuple(words[:-1])


def _joined_letters(words: list[str]) -> list[str]:
    """The words, with letters between full stops as one word: `s.a.` is `sa`. Those before a name are initials."""
    made: list[str] = []
    single = False
    first = next((n for n, word in enumerate(words) if len(word) > 1), 0)
    made += words[:first]
    for word in words[first:]:
        if len(word) == 1 and single:
            made[-1] += word
        else:
            made.append(word)
        single = len(word) == 1
    return made


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    file = shipped_folder("bindery.text").joinpath("legal_forms.toml")
    table = table_in(file.read_text("utf-8"))
    lists = (value for value in table.values() if isinstance(value, str))
    return frozenset("".join(_WORD.findall(fold(form))) for words in lists for form in words.split(","))
