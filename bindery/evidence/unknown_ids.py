"""The error for an id that nothing has: it names a similar id, or the one that took its place."""

from __future__ import annotations

from collections.abc import Iterable

from bindery.model.briefing import Claim
from bindery.model.source import Source
from bindery.text.problems import Problem, did_you_mean
from bindery.text.span import Span

Renamed = Claim | Source
"""A thing that other parts of a briefing name by its id, and that may have had other ids."""

NO_SUCH_SOURCE, NO_SUCH_ORIGIN = "B201", "B202"
_CODES = {
    "source": NO_SUCH_SOURCE,
    "origin": NO_SUCH_ORIGIN,
    "claim": "B203",
    "dispute": "B366",
    "entity": "B204",
    "dataset": "B210",
}


def dangling(
    noun: str, name: str, span: Span, known: Iterable[str], renamed: Iterable[Renamed] = ()
) -> Problem:
    """The error for an id that nothing has.

    Args:
        noun: what the id should name.
        name: the id.
        span: where it was written.
        known: the ids that it could be.
        renamed: things that may have had the id.
    """
    if now := next((str(thing.id) for thing in renamed if name in thing.was), ""):
        message = f"the {noun} `{name}` is now called `{now}`"
        return Problem(_CODES[noun], message, span, help=f"write `{now}`")
    remedy = did_you_mean(name, known) or f"add the {noun}, or use the id of one that exists"
    return Problem(_CODES[noun], f"no {noun} is called `{name}`", span, help=remedy)
