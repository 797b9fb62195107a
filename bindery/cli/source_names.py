"""The sources that a command is called with."""

from __future__ import annotations

from collections.abc import Sequence

import click

from bindery.evidence.graph import Graph
from bindery.reading.project import Project
from bindery.text.problems import did_you_mean
from bindery.text.report import printable


def named_sources(names: Sequence[str], project: Project, graph: Graph) -> list[str]:
    """The sources that were named, each once, or all if none was; ends the command where there is no such source.

    Args:
        names: ids of sources, as they were given.
        project: the project.
        graph: its sources.
    """
    for name in names:
        if name not in graph.sources:
            near = did_you_mean(name, graph.sources)
            hint = f"; {near}" if near else ""
            if not near and not project.sources_complete:
                hint = "; a list of sources has errors, which `bindery check` shows"
            raise click.UsageError(f"no source is called {printable(name)}{hint}")
    return list(dict.fromkeys(names)) or sorted(graph.sources)
