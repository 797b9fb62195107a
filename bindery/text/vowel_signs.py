"""Vowel signs of Arabic and Hebrew: words without them, and words whose signs a viewer of PDFs put on other letters."""

from __future__ import annotations

import re
from dataclasses import replace

from bindery.text.tokenised import TokenisedText

SIGNED = "\u200b"  # the spelling that each word with signs in their places has too; no quotation contains it
_MOVED = "\u200b"  # in a spelling: parts the letters of a word from its signs
# Arabic: signs above and below letters; a hamza counts only where it is no part of a letter. Hebrew: points and accents.
_SIGNS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
SIGN = re.compile(f"[{_SIGNS}]")
_VOWEL = "[\u064b-\u0650\u0652\u05b0-\u05bb\u05c7]"
_DOUBLING = "[\u0651\u05bc\u05c1\u05c2]"
# Signs where no one writes them: without a letter before, or two vowels on one letter.
_MISPLACED = re.compile(f"(?<![\\w\u0640{_SIGNS}])[{_SIGNS}]|{_VOWEL}{_DOUBLING}*{_VOWEL}")
_COPIED_WORD = re.compile(r"\S+")
# What people may leave out: all signs, all but those of doubling, or all but those that many write (also *tanwin*).
_LEFT_OUT = (
    SIGN,
    re.compile(f"(?!{_DOUBLING})[{_SIGNS}]"),
    re.compile(f"(?!{_DOUBLING}|[\u064b-\u064d])[{_SIGNS}]"),
)


def without_signs(text: str) -> str:
    """The text without vowel signs."""
    return SIGN.sub("", text)


def without_misplaced_signs(text: str) -> str:
    """The text without the signs of those words that have signs where no one writes them."""
    return _COPIED_WORD.sub(
        lambda word: without_signs(word[0]) if has_misplaced_signs(word[0]) else word[0], text
    )


def has_misplaced_signs(text: str) -> bool:
    """Whether a text has signs where no one writes them, as viewers of PDFs copy them."""
    return _MISPLACED.search(text) is not None


def with_signs_apart(word: str) -> str:
    """The letters of a word, and its signs in one order, so that words can be compared whose signs moved."""
    return f"{without_signs(word)}{_MOVED}{''.join(sorted(SIGN.findall(word)))}"


def with_signs_left_out(reading: TokenisedText) -> TokenisedText:
    """The text of a PDF with further spellings of its words with vowel signs; of another text, the same.

    Viewers lose signs, and put them on other letters. So a word may be without its signs or with some of them. Another
    spelling has its signs in one order, and the last one says only that the word has signs, each on its letter.
    """
    if not reading.pages:
        return reading
    found = dict(reading.alternatives)
    for place, token in enumerate(reading.tokens):
        if token.isascii() or not SIGN.search(token):
            continue
        spellings = [left_out.sub("", token) for left_out in _LEFT_OUT] + [with_signs_apart(token)]
        if not has_misplaced_signs(token):
            spellings.append(SIGNED)
        known = (token, *found.get(place, ()))
        found[place] = tuple(dict.fromkeys(one for one in (*known, *spellings) if one))[1:]
    return replace(reading, alternatives=found)
