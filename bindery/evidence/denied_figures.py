"""Figures that a quotation says someone denies, or is only accused of, where a statement gives them as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bindery.evidence.contrary_messages import Contradiction, Qualified
from bindery.evidence.contrary_words import denies, is_negated
from bindery.evidence.figure_labels import sentence_of
from bindery.evidence.figure_matching import fit_of
from bindery.text.figure import Figure
from bindery.text.qualifiers import qualifier

_VERB_LAST = frozenset({"ur", "hi", "fa", "ps", "tr", "ja"})
# A comma ends what is denied, unless it opens what is.
_END = re.compile(
    r"[;:—–]|[,،、](?!\s*(?:dass|daß|что|que|qu|that|کہ|कि|که|ob|wonach|zufolge)(?!\w))|(?<!\w)(?:but|saying|aber|sondern|mais|pero|sino|но|لیکن|تاہم|मगर|लेकिन|ولكن|وقالت|وقال|اما)(?!\w)"
)


def denied_figures(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[Contradiction]:
    """Start and end of each figure of a statement that its quotations only deny or allege, and their words.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    small = text.lower()
    if not own or is_negated(text, language) or denies(text, language):
        return
    hedged = any(qualifier(language, key).search(small) for key in ("alleged", "hearsay", "future"))
    for figure in own:
        homes = [(tag, quote, one) for tag, quote, cited in quotes for one in cited if fit_of(one, figure)]
        found = [_denial(tag, quote, one, alleged=not hedged) for tag, quote, one in homes]
        if found and all(one.words for one in found):
            yield Contradiction(figure.start, figure.end, *found[0])


def _denial(language: str, quote: str, figure: Figure, *, alleged: bool) -> Qualified:
    """The words from a verb of denying to a figure, where the figure is part of what is denied; else empty."""
    first, last = sentence_of(quote, figure)
    keys = ("denial", "alleged") if alleged else ("denial",)
    small = quote.lower()
    spans = []
    for key in keys:
        words = qualifier(language, key)
        spans += [
            (match.start(), match.end(), figure.start) for match in words.finditer(small, first, figure.start)
        ]
        after = words.search(small, figure.end, last) if language[:2] in _VERB_LAST else None
        spans += [(figure.start, figure.end, after.start())] if after else []
    for start, end, other in spans:
        if not _END.search(quote, end, other):
            verb = quote[start:end] if start < figure.start else quote[other:].split(maxsplit=1)[0]
            return Qualified(" ".join(quote[start : max(figure.end, other)].split()), verb.strip(" .,;"))
    return Qualified()
