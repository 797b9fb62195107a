"""How a problem words what a statement says and its quotations contradict: another figure, another word, or one left out."""

from __future__ import annotations

from typing import NamedTuple

from bindery.text import numerals


class Contradiction(NamedTuple):
    """What a statement says and its quotations contradict.

    Attributes:
        start: offset of its first character in the statement.
        end: offset after its last one.
        words: what a quotation says.
        left_out: the word of the quotation that the statement lacks; empty where it says something else.
    """

    start: int
    end: int
    words: str
    left_out: str = ""


class Qualified(NamedTuple):
    """The words of a quotation that qualify a figure.

    Attributes:
        words: the words, with the figure.
        left_out: the qualifier alone.
    """

    words: str = ""
    left_out: str = ""


UNQUALIFIED = Qualified()
_OTHERWISE = "quote the passage that says it, or give a reason under `allow_figures`"


def contrary_message(language: str, noun: str, said: str, contrary: Qualified) -> tuple[str, str]:
    """What is wrong, and what to do.

    Args:
        language: the language of the briefing, as a tag.
        noun: what has the words: `claim`, `paragraph`.
        said: the words of the statement.
        contrary: what the quotation says.
    """
    words, left_out = contrary
    if left_out:
        message = f"this {noun} leaves out `{left_out}`, what it cites says `{words}`"
        return message, f"say `{left_out}` in your words, {_OTHERWISE}"
    own, cited = (numerals.find_figures(text, language) for text in (said, words))
    values = {one.value for one in own} - {None}
    if values & {one.value for one in cited}:
        message = f"this {noun} gives `{said}` for something else than what it cites, `{words}`"
        return message, f"say of `{said}` what the source says of it, {_OTHERWISE}"
    message = f"this {noun} says `{said}`, what it cites says `{words}`"
    wrong = "date" if any(one.day for one in own) else "figure" if values else "words"
    return message, f"correct the {wrong}, {_OTHERWISE}"
