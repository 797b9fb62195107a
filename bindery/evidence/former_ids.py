"""Former ids, which authors list under `was`: what each leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.model.names import Slug
from bindery.reading.project import ParsedBriefing


class _Renamed(Protocol):
    """Something that may have had other ids."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def was(self) -> tuple[str, ...]:
        """Its former ids."""


def former_ids(things: Iterable[_Renamed]) -> dict[str, str]:
    """The id of each thing by each of its former ids."""
    return {str(old): str(thing.id) for thing in things for old in thing.was}


def former_claims(register: BriefingRegister) -> dict[str, str]:
    """The ids of a briefing's claims by their former ids."""
    return former_ids(register.claims.values())


def former_sources(graph: Graph) -> dict[str, str]:
    """The ids of all sources by their former ids."""
    return former_ids(graph.sources.values())


def former_sections(parsed: ParsedBriefing) -> dict[str, str]:
    """The ids of a briefing's sections by their former ids."""
    return former_ids(parsed.briefing.sections)


def former_briefings(registers: Mapping[Slug, BriefingRegister]) -> dict[str, Slug]:
    """The slugs of briefings by their former slugs."""
    return {str(old): slug for slug, register in registers.items() for old in register.parsed.briefing.was}
