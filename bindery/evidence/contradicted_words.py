"""What a text says that its quotations contradict in words, by every rule that compares the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import starmap

from bindery.evidence.alignment import align
from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.contrary_counts import contrary_ones
from bindery.evidence.contrary_messages import Contradiction
from bindery.evidence.contrary_near_figures import contrary_near_figures
from bindery.evidence.contrary_things import contrary_things
from bindery.evidence.contrary_words import contrary_words
from bindery.evidence.denied_figures import denied_figures
from bindery.evidence.exchanged_clauses import exchanged_clauses
from bindery.evidence.near_copies import changed_words
from bindery.evidence.part_for_whole import part_for_whole
from bindery.evidence.qualified_figures import no_longer
from bindery.evidence.turned_clauses import turned_clauses
from bindery.evidence.turned_comparisons import compares_alike, turned_comparisons
from bindery.evidence.unlimited_repeats import unlimited_repeats
from bindery.text import numerals
from bindery.text.language_guess import likelier_language

_MOST = 30  # figures of a statement; one with more is a list or a table, which no rule on sentences is for
_RULES = (
    contrary_things,
    exchanged_clauses,
    contrary_near_figures,
    part_for_whole,
)


def contradicted_words(
    briefing: str, text: str, supporting: Sequence[tuple[str, str]]
) -> Iterator[Contradiction]:
    """Start and end of what a text says that quotations contradict in words, and these words.

    Args:
        briefing: the language of the briefing.
        text: a statement, or a sentence of one.
        supporting: the language and the words of each quotation that supports it.
    """
    if not supporting:
        return
    language = likelier_language(text, briefing, supporting[0][0])
    if not compares_alike(language, text, supporting):
        yield from starmap(Contradiction, turned_comparisons(language, text, supporting))
        yield from starmap(Contradiction, contrary_words(text, supporting))
    yield from starmap(Contradiction, contrary_ones(text, supporting))
    yield from starmap(Contradiction, no_longer(language, text, supporting))
    own = numerals.find_figures(text, language)
    for repeat in unlimited_repeats(language, text, supporting):
        # At a figure, since rules on figures may report the same.
        yield repeat._replace(start=own[0].start, end=own[0].end) if own else repeat
    quotes = [(tag, quote, figures_in_quotation(quote, tag)) for tag, quote in supporting]
    for change in changed_words(language, text, own, quotes):
        yield Contradiction(change.start, change.end, change.said)
    if len(own) > _MOST:
        return
    alignment = align(language, text, own, quotes)
    for rule in _RULES:
        yield from starmap(Contradiction, rule(alignment))
    yield from denied_figures(alignment)
    yield from turned_clauses(alignment)
