"""The briefing for which a copy of a source is stored."""

from __future__ import annotations

import click

from bindery.evidence.graph import Graph
from bindery.reading.project import Project
from bindery.text.problems import did_you_mean
from bindery.text.report import printable


def home_of(source: str, briefing: str | None, project: Project, graph: Graph) -> str:
    """The briefing that a snapshot is stored for: the one that was named, the one that lists it, or the only one to cite it.

    Args:
        source: id of the source.
        briefing: name of the briefing, if the option was given.
        project: all briefings.
        graph: which briefing cites which source.

    Returns:
        The name of the briefing.

    Raises:
        click.UsageError: there is no such source or briefing, or several could be meant.
    """
    if source not in graph.sources:
        near = did_you_mean(source, graph.sources)
        raise click.UsageError(f"no source is called {printable(source)}" + (f"; {near}" if near else ""))
    if briefing is not None:
        if briefing not in project.briefings:
            near = did_you_mean(briefing, project.briefings)
            raise click.UsageError(
                f"no briefing is called {printable(briefing)}" + (f"; {printable(near)}" if near else "")
            )
        return briefing
    citing = sorted({use.briefing for use in graph.uses[source]})
    home = graph.homes[source] or (citing[0] if len(citing) == 1 else "")
    if not home:
        said = f"these cite it: {printable(', '.join(citing))}" if citing else "no briefing cites it"
        raise click.UsageError(f"`{source}` is shared by all briefings; name one with --briefing ({said})")
    return home
