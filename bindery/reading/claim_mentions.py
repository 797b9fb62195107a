"""Whether a mention of a claim is part of its sentence, which then needs the words of the claim, or a note after it.

`Levels rose [#rose].` has all its words, and the mention shows how well they are supported. `See [#rose].` is no sentence
without the words of the claim. Only the words and marks next to a mention are looked at.
"""

from __future__ import annotations

import re

from bindery.text.word_patterns import UNSPACED

# Words that ask for something after them, in lower case: a sentence does not end with them.
_LEAD_INS_BY_LANGUAGE = {
    "en": """see also cf compare contrast as in to from by of with than per under about on at for against unlike like that
        claim claims following despite behind contradicts contradict confirms confirm supports""",
    "de": """siehe auch vgl vergleiche wie in aus von mit nach laut gegen zu über bei unter für anders behauptung dass""",
    "fr": "voir aussi cf comme dans de selon avec contre par sur pour sous que affirmation",
    "es": "ver véase vea también como en con según contra por para sobre bajo que",
    "it": "vedi anche come secondo di da con su sotto che",
    "pt": "ver veja também como segundo em com por para sobre sob que",
    "nl": "zie ook vgl zoals volgens van in met bij tegen",
    "pl": "zob też por patrz jak według z od w",
    "ru": "см также ср как в из с по от о согласно",
    "tr": "bkz bakınız",
    "ar": "انظر أيضا راجع كما في من إلى عن على حسب وفق",
    "fa": "ببینید بنگرید در از به با طبق",
    "ur": "دیکھیے دیکھیں",
    "hi": "देखें देखिए",
}
_LEAD_INS = frozenset(" ".join(_LEAD_INS_BY_LANGUAGE.values()).split())
_UNSPACED_LEAD_INS = ("见", "見", "参照", "参看", "如", "据", "據", "在", "与", "與", "和", "按")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NEAR = 300  # characters before a mention that are looked at
_STASHED = re.compile("\x02[^\x03]*\x03")  # what Python-Markdown puts in the place of an element
_STARTS = re.compile(r"[.!?…:؟۔।](?=[\s)\"”’»\x02])|[.!?…:؟۔।]$|[(（。！？：]|;\s")
_JOINER = re.compile(r"\s*[,;،]?\s*(?:[^\W\d_]+\s+)?")
_ENDS = re.compile(r"\s*(?:$|[.,;:!?…)。，；！？؟۔،।])")
_CAPITAL = re.compile(r"\s*(?:$|[\x02(\[\"“«]|[^\W\d_])")


class MentionForms:
    """The form of each mention of a claim, in reading order. Mentions that are joined have the same form."""

    def __init__(self) -> None:
        self._last = ("", False)  # the text before the last mention, and whether it was in words

    def in_words(self, text: str, start: int, end: int, *, in_cell: bool = False) -> bool:
        """Whether the sentence needs the words of the claim.

        Args:
            text: the text of a paragraph, with an element in place of each earlier citation and mention.
            start: offset at which the mention begins.
            end: offset after it.
            in_cell: whether the text is that of a table cell, where a mention alone is a note.
        """
        before = text[max(0, start - _NEAR) : start]
        after = text[end : end + _NEAR]
        found = self._follows_last(before)
        if found is None:
            found = _is_needed(_STASHED.sub("\x02\x03", before), after, in_cell=in_cell)
        self._last = before[-_NEAR // 2 :], found
        return found

    def _follows_last(self, before: str) -> bool | None:
        """The form of the mention to which this one is joined, as in `[#one] and [#two]`; None where there is none."""
        at = before.rfind("\x02")
        if at < 0 or before[max(0, at - _NEAR // 2) : at][-len(self._last[0]) or _NEAR :] != self._last[0]:
            return None
        joined = _JOINER.fullmatch(before, before.index("\x03", at) + 1) if "\x03" in before[at:] else None
        return self._last[1] if joined else None


def _is_needed(before: str, after: str, *, in_cell: bool) -> bool:
    """Whether the sentence needs the words, from what is before and after the mention."""
    begun = list(_STARTS.finditer(before))
    mark = begun[-1][0].strip() if begun else ""
    sentence = (before[begun[-1].end() :] if begun else before).strip("*_ \t\n\"“”«»'’)")
    words = sentence.split()
    if not words:
        return _is_needed_first(mark, after, in_cell=in_cell)
    last = words[-1].casefold().strip("*_,“\"'")
    if last in _LEAD_INS or sentence.endswith(_UNSPACED_LEAD_INS):
        return True
    alone = len(words) == 1 and last.isalpha() and not _UNSPACED.search(last)
    return alone and mark not in (":", ";", "：") and bool(_ENDS.match(after))


def _is_needed_first(mark: str, after: str, *, in_cell: bool) -> bool:
    """Whether a sentence needs the words of a claim that is named at its beginning.

    Args:
        mark: the mark before the sentence; empty at the beginning of a paragraph.
        after: the text after the mention.
        in_cell: whether it is in a table cell.
    """
    if mark in ("(", "（", ";"):
        return False
    if mark in ("", ":", "："):
        return not (in_cell and not after.strip())
    following = after.lstrip()
    if not following or following[0].isupper() or not after[:1].strip():
        return bool(following) and following[0].isalpha() and not following[0].isupper()
    return bool(_ENDS.match(after))
