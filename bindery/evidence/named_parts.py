"""Parts that a statement gives as if nothing else were known of them: 5 people for `13 people, 5 of them children`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bindery.evidence.counted_things import things_after
from bindery.text.figure import Figure
from bindery.text.frames import frame_pattern
from bindery.text.sentence_ends import STATEMENT_END
from bindery.text.things import ThingWord, things_in

_MARKS = ".,;:)–—۔؛،।。，；"  # that end a clause
_BESIDE = 1  # words before or after the name of a part: `of whom 5 were children`
_NOWHERE = Figure(0, 0)


def named_part(
    statement: tuple[str, str],
    wanted: Figure,
    quote: tuple[str, str],
    cited: Figure,
    others: Sequence[Figure],
) -> str:
    """The words of a quotation for a part of a whole, if a statement gives the part's number with the name of the whole.

    Nothing is said of a part with a verb of its own (`13 people, of whom 5 sailors were saved`), nor where the statement names
    the part, or gives the whole too.

    Args:
        statement: the language and the text with the number.
        wanted: the number.
        quote: the language and the words that have it.
        cited: the number in the quotation.
        others: the figures of the quotation.
    """
    language, words = quote
    whole = _whole_before(words, cited, others)
    if not whole or wanted.value != cited.value or str(whole.value) in statement[1]:
        return ""
    start = _after_phrase(language, words, cited)
    between = frame_pattern(language, "parts").search(words, whole.end, max(start, cited.start))
    part = _thing_at_end(language, words, start) if between else None
    said = things_after(*statement, wanted)
    if part is None or part.thing in said or not said <= things_after(language, words, whole):
        return ""
    named = {one.thing for one in things_in(statement[1], statement[0])}
    return "" if not said or part.thing in named else " ".join(words[cited.start : part.end].split())


def _whole_before(words: str, part: Figure, others: Sequence[Figure]) -> Figure | None:
    """The larger number before a part in its sentence."""
    before = [one for one in others if one.end <= part.start and not one.day and one.value is not None]
    if not before or STATEMENT_END.search(words, before[-1].end, part.start):
        return None
    whole = before[-1]
    return whole if not whole.unit and not part.unit and (whole.value or 0) > (part.value or 0) else None


def _after_phrase(language: str, words: str, part: Figure) -> int:
    """The offset after a number, or after the words `of them` that follow it."""
    of_them = frame_pattern(language, "parts").match(words, part.end + 1)
    return of_them.end() if of_them else part.end


def _thing_at_end(language: str, words: str, at: int) -> ThingWord | None:
    """The name of things that begins at an offset or one word later, if its clause ends there, or one word later."""
    ends = (place for mark in _MARKS if (place := words.find(mark, at)) >= 0)
    clause = words[at : min(ends, default=len(words))]
    thing = next(iter(things_in(clause, language)), None)
    if thing is None or not things_after(language, words, replace(_NOWHERE, end=at)):
        return None
    before, after = clause[: thing.start].split(), clause[thing.end :].split()
    if max(len(before), len(after)) > _BESIDE:
        return None
    return thing._replace(start=at + thing.start, end=at + thing.end)
