"""Which files of a project are left out of an edition, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from bindery.evidence.graph import Graph
from bindery.model.names import Slug
from bindery.model.source import SourceList
from bindery.reading.project import Project, path_within_briefings, source_and_day

Reason = Literal["draft", "uncited", "unread"]


def files_left_out(paths: Iterable[str], project: Project, graph: Graph) -> Mapping[str, Reason]:
    """The files that are not in an edition, with the reason.

    All briefings share all sources, in whichever list they are. So the source list of a draft is left out only as long
    as no published briefing cites a source in it.

    Args:
        paths: paths of all files of the project.
        project: the project, as it was read from them.
        graph: which briefing cites which source.

    Returns:
        The reason by path: `draft`; `uncited`, for a snapshot of a source that is in no list; `unread`, for a file
        that nothing reads.
    """
    needed = {link for uses in graph.uses.values() for use in uses for link in graph.links_of(use)}
    lists = {slug: _ids(listed.value) for slug, listed in project.lists}
    found: dict[str, Reason] = {}
    for path in sorted(paths):
        match path_within_briefings(path):
            case _ if path in project.unread:
                found[path] = "unread"
            case (_, "snapshots", name) if source_and_day(name)[0] not in graph.sources:
                found[path] = "uncited"
            case ("sources.yml",):
                pass
            case (slug, *_) if slug in project.briefings and not _only_in_drafts(path, project, needed):
                pass
            case (slug, "sources.yml") if not needed.isdisjoint(lists.get(Slug(slug), ())):
                pass
            case (_, "snapshots", name) if source_and_day(name)[0] in needed:
                pass
            case (slug, *_):
                found[path] = "unread" if _is_unread(slug, project) else "draft"
    return found


def omissions_of(project: Project, graph: Graph) -> str:
    """One line on what an edition leaves out on purpose: drafts and uncited sources; empty when that is nothing."""
    # What a briefing cites that cannot be read is not known.
    uncited = 0 if project.broken else sum(1 for source in graph.sources if not graph.uses[source])
    return omissions_line(len(project.drafts), uncited)


def omissions_line(drafts: int, uncited: int) -> str:
    """One line on what an edition leaves out on purpose; empty when that is nothing.

    Args:
        drafts: number of drafts.
        uncited: number of sources that no briefing cites.
    """
    counted = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (drafts, "draft", "drafts"),
            (uncited, "source that no briefing here cites", "sources that no briefing here cites"),
        )
        if number
    ]
    return f"left out: {', '.join(counted)}" if counted else ""


def _only_in_drafts(path: str, project: Project, needed: Collection[str]) -> bool:
    """Whether only draft sections show a file, or cite the source that it is a copy of."""
    match path_within_briefings(path):
        case (_, "snapshots", name):
            source = str(source_and_day(name)[0])
            return source in project.in_drafts and source not in needed
    return path in project.in_drafts


def _is_unread(slug: str, project: Project) -> bool:
    """Whether the files of a briefing are not used though it is no draft and has none."""
    return slug not in project.drafts and slug not in project.briefings


def _ids(listed: SourceList) -> set[str]:
    return {source.id for source in listed.sources} | {origin.id for origin in listed.origins}
