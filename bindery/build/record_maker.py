"""Makes the records of briefings that were read together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bindery.build import interface
from bindery.build.interface import BriefingEntry, owner
from bindery.build.kept_problems import without_text
from bindery.build.records import BriefingRecord, copied_texts
from bindery.edition import Edition
from bindery.evidence.shared_text import SHARED_TEXT
from bindery.html.redirect import leads_on
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages.views import SiteView
from bindery.reading.folder_names import NO_BRIEFINGS

if TYPE_CHECKING:
    from bindery.site.bodies import Body

_OF_ALL = (SHARED_TEXT, NO_BRIEFINGS)  # codes of problems that depend on all briefings of a project


class RecordMaker:
    """Makes records.

    Args:
        made: what was found in the briefings, and perhaps made of them.
        site: the site of these briefings.

    Attributes:
        copies: the stored texts of the sources in the list of each briefing.
    """

    def __init__(self, made: Edition, site: SiteView) -> None:
        self.copies = copied_texts(site)
        self._project, self._graph = site.project, site.graph
        for_all = [document.value for slug, document in site.project.lists if slug == NO_BRIEFING]
        self._ids_for_all = {key for described in for_all for key in interface.described_ids(described)}
        self._sources_for_all = {source.id for described in for_all for source in described.sources}
        self._left_out = made.left_out
        self._problems = [without_text(problem) for problem in made.found if problem.code not in _OF_ALL]
        self._cited = Counter(min(use.briefing for use in uses) for uses in self._graph.uses.values() if uses)

    def record(
        self, slug: Slug, entry: BriefingEntry, key: str = "", body: Body | None = None
    ) -> BriefingRecord:
        """The record of a briefing.

        Args:
            slug: its name.
            entry: its interface.
            key: key of its body in the store; empty where it has none.
            body: its body, if it has one.
        """
        project = self._project
        listed = (key for key, home in self._graph.homes.items() if home == slug)
        own = (slug, NO_BRIEFING)
        return BriefingRecord(
            slug=slug,
            body=key,
            entry=entry,
            problems=tuple(problem for problem in self._problems if owner(problem.path) == slug),
            shared=tuple(problem for problem in self._problems if owner(problem.path) == NO_BRIEFING),
            left_out={path: why for path, why in self._left_out.items() if owner(path) in own},
            pages={page.path: (page.changed, page.draft) for page in body.pages} if body else {},
            files=tuple(body.files) if body else (),
            listed=sum(key not in self._sources_for_all for key in listed),
            listed_for_all=len(self._sources_for_all),
            names_for_all=not self._ids_for_all.isdisjoint(entry.names),
            cited=self._cited[slug],
            unknown=self._unknown(slug),
            is_moved=body is not None and _is_moved(body.files),
            has_briefing=slug in (project.briefings.keys() | project.drafts | project.broken),
            is_draft=slug in project.drafts,
            is_broken=slug in project.broken,
            is_complete=project.sources_complete,
        )

    def _unknown(self, slug: Slug) -> tuple[str, ...]:
        """The names in the text of a briefing that may be meant for a source that was not read."""
        parsed = self._project.briefings.get(slug)
        if parsed is None:
            return ()
        return tuple(
            sorted(interface.names_in(parsed.document.root.span.text.content) - self._graph.sources.keys())
        )


def _is_moved(files: Mapping[str, bytes]) -> bool:
    """Whether a file of a body leads on from a former address."""
    return any(leads_on(data) for path, data in files.items() if path.endswith(".html"))


__all__ = ["RecordMaker"]
