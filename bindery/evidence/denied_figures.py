"""Figures that a quotation says someone denies, or is only accused of, where a statement gives them as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.alignment import Alignment, Home
from bindery.evidence.contrary_messages import Contradiction, Qualified
from bindery.evidence.contrary_words import denies
from bindery.text.frames import frame_words
from bindery.text.qualifiers import qualifier

_REFUSED = re.compile(
    r"\bdenied(?= (?:\w+ )?(?:access|entry|permission|bail|a visa|visas|treatment|care|the right)\b)"
)
_VERB_LAST = frozenset({"ur", "hi", "fa", "ps", "tr", "ja"})
# A comma ends what is denied, unless it opens what is.
_END = re.compile(
    r"[;:—–]|[,،、](?!\s*(?:dass|daß|что|que|qu|that|کہ|कि|که|ob|wonach|zufolge)(?!\w))|(?<!\w)(?:but|saying|करते हुए|کرتے ہوئے|aber|sondern|mais|pero|sino|но|لیکن|تاہم|मगर|लेकिन|ولكن|وقالت|وقال|اما)(?!\w)"
)

_NEW_CLAUSE = re.compile(
    r"(?i)\s*(?:did|does|do|has|have|had|was|were|is|are|speaks?|spoke|puts?|spricht|sprach|sprechen|beziffert\w*|hat|haben|ist|war|parle|parlent|évoque\w*"
    r"|habla\w*|cifra\w*|parla\w*|говор\w+|называ\w+|заяв\w+|spreekt|mówi\w*|تتحدث|يتحدث|مؤكد\w*|أكد\w*|قال\w*)(?!\w)"
)


def denied_figures(alignment: Alignment) -> Iterator[Contradiction]:
    """Start and end of each figure of a statement that its quotations only deny or allege, and their words."""
    said = alignment.said
    if said.is_negated or denies(said.text, said.language):
        return
    hedged = any(qualifier(said.language, key).search(said.small) for key in ("alleged", "hearsay", "future"))
    for figure in said.figures:
        found = [_denial(home, alleged=not hedged) for home in alignment.homes(figure)]
        if found and all(one.words for one in found):
            yield Contradiction(figure.start, figure.end, *found[0])


def _denial(home: Home, *, alleged: bool) -> Qualified:
    """The words from a verb of denying to a figure, where the figure is part of what is denied; else empty."""
    (language, quote, small), figure = (home.quote.language, home.quote.text, home.quote.small), home.figure
    first, last = home.quote.sentence_of(figure)
    if alleged and qualifier(language, "convicted").search(small, first, last):
        alleged = False  # of what a court found
    small = _REFUSED.sub(lambda match: "·" * len(match[0]), small)
    keys = ("denial", "alleged") if alleged else ("denial",)
    spans = []
    for key in keys:
        words = qualifier(language, key)
        spans += [
            (match.start(), match.end(), figure.start) for match in words.finditer(small, first, figure.start)
        ]
        after = words.search(small, figure.end, last) if language[:2] in _VERB_LAST else None
        spans += [(figure.start, figure.end, after.start())] if after else []
    for start, end, other in spans:
        parted = start >= figure.start and any(end <= place < other for place, _ in home.quote.joints)
        if not parted and not _END.search(quote, end, other) and not _goes_on(home, end, other):
            verb = quote[start:end] if start < figure.start else quote[other:].split(maxsplit=1)[0]
            return Qualified(" ".join(quote[start : max(figure.end, other)].split()), verb.strip(" .,;"))
    return Qualified()


def _goes_on(home: Home, start: int, end: int) -> bool:
    """Whether a new main clause begins between a verb of denying and a figure: `denies this and speaks of 15`."""
    quote, small = home.quote.text[:end], home.quote.small[:end]
    words, says = frame_words(home.quote.language, "joints"), qualifier(home.quote.language, "says")
    ends = (
        after for at, after in home.quote.joints if start <= at < end and small[at:after].strip() in words
    )
    return any(_NEW_CLAUSE.match(quote, after) or says.match(small, after + 1) for after in ends)
