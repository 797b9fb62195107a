"""The locator that names the place of quoted words in a stored text, as `bindery check` accepts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from bindery.evidence import places
from bindery.text.characters import visible
from bindery.text.locator_words import read_locator
from bindery.text.tokens import Searchable, SearchableText, TokenRange, pages_of, text_of_tokens

_LONGEST_HEADING = 80  # characters of a heading that serves as a locator


def locator_of(words: str, place: TokenRange, text: Searchable, languages: Sequence[str] = ()) -> str:
    """The page, time or section of words in a text; empty when the text has nothing of the kind.

    Args:
        words: the words, which the text has.
        place: their tokens.
        text: the text.
        languages: languages of the source and of the briefing, in which locators are read.
    """
    return next((one for one in _locators(place, text) if _names(one, words, text, languages)), "")


def _locators(place: TokenRange, text: Searchable) -> Iterator[str]:
    """What a locator of this place may be, the best first."""
    page = places.labels_of(place, text) or pages_of(place, text)
    if page:
        yield f"p{'p' if '–' in page else ''}. {page}"
        first = text.page_of(place.start)
        yield f"p. {places.printed_number((first, first), text.marks.labels) or first}"
    cue = next((cue for cue in reversed(text.marks.cues) if cue.start <= place.start), None)
    if cue:
        yield f"{cue.seconds // 3600:02}:{cue.seconds // 60 % 60:02}:{cue.seconds % 60:02}"
    heading = places.heading_above(place.start, text.marks)
    if heading is None or page:
        return
    if heading.number:
        yield (
            heading.number[:1].upper() + heading.number[1:]
            if " " in heading.number
            else f"section {heading.number}"
        )
    if isinstance(text, SearchableText):
        title = visible(text_of_tokens(text.reading, heading.start, heading.end))
        if title and len(title) <= _LONGEST_HEADING:
            yield title


def _names(locator: str, words: str, text: Searchable, languages: Sequence[str]) -> bool:
    """Whether a locator names a place of the text, and the words are there."""
    named = read_locator(locator, languages)
    found = [
        places.named_pages(named, text) or [],
        places.named_times(named.times, text.marks, places.said_until(words, text)) or [],
        *places.named_sections(named, text),
    ]
    return any(chain.from_iterable(found)) and all(
        places.stands_in(words, text, ranges) for ranges in found if ranges
    )


__all__ = ["locator_of"]
