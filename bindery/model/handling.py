"""Handling marks: who may see a part of a briefing, as labels of the Traffic Light Protocol."""

from collections.abc import Iterable
from typing import Annotated

from bindery.model import vocabulary
from bindery.model.field_types import OneOf
from bindery.model.format_model import FormatModel

OPEN = "TLP:CLEAR"  # what a part is where nothing is marked
_STRICTEST_FIRST = tuple(vocabulary.HANDLING)


class Marked(FormatModel):
    """A part of a briefing or a source that can have a handling mark of its own."""

    handling: Annotated[str, OneOf(vocabulary.HANDLING)] | None = None
    """Its Traffic Light Protocol label, if that is stricter than the label of what it is in."""


def is_stricter(mark: str, other: str) -> bool:
    """Whether a mark allows fewer readers than another one."""
    return _STRICTEST_FIRST.index(mark) < _STRICTEST_FIRST.index(other)


def strictest(marks: Iterable[str | None]) -> str:
    """The mark that allows the fewest readers; empty if there is none."""
    return min(filter(None, marks), key=_STRICTEST_FIRST.index, default="")


__all__ = ["OPEN", "Marked", "is_stricter", "strictest"]
