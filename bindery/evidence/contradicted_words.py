"""What a text says that its quotations contradict in words, by every rule that compares the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import starmap

from bindery.evidence.alignment import Alignment, Home, align, sentence_of
from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.contrary_counts import contrary_ones
from bindery.evidence.contrary_messages import Contradiction
from bindery.evidence.contrary_near_figures import contrary_near_figures
from bindery.evidence.contrary_things import contrary_things
from bindery.evidence.contrary_words import ContraryWord, contrary_words, in_small_letters
from bindery.evidence.denied_figures import denied_figures
from bindery.evidence.exchanged_clauses import exchanged_clauses
from bindery.evidence.figures_meant import figures_stated
from bindery.evidence.near_copies import changed_words
from bindery.evidence.part_for_whole import part_for_whole
from bindery.evidence.qualified_figures import no_longer
from bindery.evidence.turned_clauses import turned_clauses
from bindery.evidence.turned_comparisons import compares_alike, turned_comparisons
from bindery.evidence.unlimited_repeats import unlimited_repeats
from bindery.text.figure import Figure
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
    own = figures_stated(text, language)
    quotes = [(tag, quote, figures_in_quotation(quote, tag)) for tag, quote in supporting]
    if not compares_alike(language, text, supporting):
        yield from starmap(Contradiction, turned_comparisons(language, text, supporting))
        found = list(contrary_words(text, supporting))
        alignment = align(language, text, own, quotes) if found else None
        yield from (
            Contradiction(*one[:3]) for one in found if alignment and _is_of_its_figures(alignment, one)
        )
    yield from starmap(Contradiction, contrary_ones(text, supporting))
    yield from starmap(Contradiction, no_longer(language, text, supporting))
    for repeat in unlimited_repeats(language, text, supporting):
        # At a figure, since rules on figures may report the same.
        yield repeat._replace(start=own[0].start, end=own[0].end) if own else repeat
    for change in changed_words(language, text, own, quotes):
        yield Contradiction(change.start, change.end, change.said)
    if len(own) > _MOST:
        return
    alignment = align(language, text, own, quotes)
    for rule in _RULES:
        yield from starmap(Contradiction, rule(alignment))
    yield from denied_figures(alignment)
    yield from turned_clauses(alignment)


def _is_of_its_figures(alignment: Alignment, found: ContraryWord) -> bool:
    """Whether the opposite of a word is in a sentence that has a figure of the word's sentence; also where there is no figure.

    A number that no quotation has follows from others, and so may the word: of ten, three failed and seven succeeded.
    """
    homes = _homes_in_sentence(alignment, found)
    if not homes or any(one.value is not None and not row for one, row in homes.items()):
        return not homes
    spans = [
        (in_small_letters(home.quote.text), home.quote.sentence_of(home.figure))
        for row in homes.values()
        for home in row
    ]
    return any(quote == found.quote and first <= found.place < last for quote, (first, last) in spans)


def _homes_in_sentence(alignment: Alignment, found: ContraryWord) -> dict[Figure, list[Home]]:
    """Every figure of a word's sentence with its places in the quotations; a small number in words only where no other is."""
    said = alignment.said
    start, end = sentence_of(said.text, Figure(found.start, found.end))
    homes = {one: _places(alignment, one) for one in said.figures if start <= one.start < end}
    plain = {one: row for one, row in homes.items() if not one.weak}
    return plain or {one: row for one, row in homes.items() if row and (one.value or 0) > 1}


def _places(alignment: Alignment, figure: Figure) -> list[Home]:
    """Every place of a figure in the quotations, or of its number with another unit or rate."""
    places = alignment.homes(figure)
    if places or figure.value is None:
        return places
    return [
        Home(quote, one) for quote in alignment.quotes for one in quote.figures if one.value == figure.value
    ]
