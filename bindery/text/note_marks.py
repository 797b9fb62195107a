"""The marks of notes: the spellings by which the number of a note in a quotation is compared with that of the source."""

from __future__ import annotations

import re

from bindery.text.word_patterns import SUPERSCRIPTS

NOTED = "\u200b[]"  # the spelling that each word with the number of a note has too; no quotation contains it
NUMBERS_COMPARED = 3  # the first rule by which a fingerprint has all that is here, and not only `word3`
_DIGITS = str.maketrans(f"{SUPERSCRIPTS}–", "0123456789-")
_MARK = re.compile(r"\[\s*(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[a-z])\s*\]")


def with_note(word: str, mark: str) -> str:
    """The spelling of a word with the mark of a note: `word3`, or `1[3]` and `word[3,4]`, which no viewer runs together.

    Args:
        word: the word.
        mark: the mark, as written.

    Returns:
        The spelling; empty when the mark has no number or letter.
    """
    number = "".join(mark.strip("[]").translate(_DIGITS).split())
    if not number[:1].isalnum():
        return ""
    return f"{word}{number}" if number.isalnum() and not word[-1].isdigit() else f"{word}[{number}]"


def is_compared_since_rule_3(spelling: str) -> bool:
    """Whether fingerprints by rule 2 do not have such a spelling of a word with the mark of a note."""
    return spelling.endswith("]") and "[" in spelling[1:]


def note_mark(bracket: str) -> str:
    """The numbers or letter in a bracket of a quotation that has nothing else, as the mark of a note; empty for others."""
    match = _MARK.fullmatch(bracket)
    return match[1] if match else ""
