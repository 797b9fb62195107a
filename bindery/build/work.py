"""The work on briefings as a pure function, so that any process on any machine can do a part of it.

A work order holds the texts that some briefings are made from; finished work holds their pages, files and records. The
pages of the whole site are made from the records of all briefings, by the process that puts a site together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from bindery.build import interface
from bindery.build.interface import owner
from bindery.build.likely_ties import likely_ties
from bindery.edition import Edition, MapFunction, Scope, compile, map_here  # noqa: A004
from bindery.model.names import NO_BRIEFING, SitePath, Slug
from bindery.pages.render import Page
from bindery.pages.site_parts import SiteParts
from bindery.pages.views import SiteView
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.reading.project import FOLDER
from bindery.text.problems import Problem

_TEXTS = {
    ".yml",
    ".yaml",
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".csv",
}  # files whose size says how much work they make
_DRAFT = re.compile(rb"""^[ \t]*["']?status["']?[ \t]*:[ \t]*["']?draft\b""", re.MULTILINE)


@dataclass(frozen=True)
class WorkOrder:
    """Some briefings to make, with everything that is needed for it. `portable` makes one that can be sent.

    Attributes:
        inputs: the texts of these briefings and of those that they are tied to, with templates and settings.
        briefings: names of the briefings to make.
    """

    inputs: Inputs
    briefings: frozenset[Slug]

    def portable(self) -> WorkOrder:
        """The order without what belongs to this machine; it can be pickled."""
        return replace(self, inputs=replace(self.inputs, compiled=None))


@dataclass(frozen=True)
class FinishedWork:
    """What was made of some briefings. It can be pickled.

    Attributes:
        briefings: names of the briefings.
        read: names of all briefings that were read for it.
        pages: their pages, and those of the sources that they use.
        files: their other files, by path on the site.
        parts: what the pages of the whole site show of them.
        problems: the problems that were found; where one is an error, the rest is not complete.
    """

    briefings: frozenset[Slug]
    read: frozenset[Slug] = frozenset()
    pages: tuple[Page, ...] = ()
    files: Mapping[SitePath, bytes] = field(default_factory=dict)
    parts: SiteParts = field(default_factory=SiteParts)
    problems: tuple[Problem, ...] = ()

    @property
    def is_faulty(self) -> bool:
        """Whether an error was found."""
        return any(problem.severity == "error" for problem in self.problems)


FinishWork = Callable[[SiteView], Sequence[FinishedWork] | None]
"""Has the briefings of a site made; None where this process has to make them itself."""


def finish(
    order: WorkOrder, step: ProgressCallback = ignore_progress, share: MapFunction = map_here
) -> FinishedWork:
    """Carry out a work order. The result depends on the order only.

    Args:
        order: what to make.
        step: called with the progress of the work.
        share: applies a function to many things, perhaps in several processes.
    """
    inputs = order.inputs
    if not order.briefings:
        return FinishedWork(frozenset())

    def scope(_: SiteView, problems: Sequence[Problem]) -> Scope:
        faulty = any(problem.severity == "error" for problem in problems)
        return Scope(frozenset() if faulty else order.briefings)

    made = compile(inputs, step, share=share, scope=scope)
    read = frozenset(map(owner, inputs.files)) - {NO_BRIEFING}
    return FinishedWork(order.briefings, read, made.pages, made.files, made.parts, made.problems)


def weights(inputs: Inputs) -> dict[Slug, int]:
    """How much work each briefing is: the bytes of its texts. The size of a PDF or a picture says nothing of it.

    A draft that is not built weighs nothing; it is known by its raw text, since nothing has been read yet.
    """
    found: dict[Slug, int] = {}
    for path, data in inputs.files.items():
        place = PurePosixPath(path)
        slug = owner(path)
        if slug != NO_BRIEFING and place.suffix.lower() in _TEXTS:
            found[slug] = found.get(slug, 0) + len(data)
    for slug in found:
        text = inputs.files.get(f"{FOLDER}/{slug}/briefing.yml", b"")
        if not text or (not inputs.drafts and _DRAFT.search(text)):
            found[slug] = 0
    return found


def split(weighed: Mapping[Slug, int], parts: int) -> list[frozenset[Slug]]:
    """Briefings in parts of about the same weight; some are empty where there are more parts than briefings.

    The heaviest briefing goes first, each to the part that has least so far. The largest part is then at most a third
    heavier than the best split allows (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969).

    Args:
        weighed: the weight of each briefing.
        parts: how many parts.
    """
    found: list[set[Slug]] = [set() for _ in range(parts)]
    loads = [(0, number) for number in range(parts)]
    for slug in sorted(weighed, key=lambda name: (-weighed[name], name)):
        load, number = min(loads)
        found[number].add(slug)
        loads[number] = load + weighed[slug], number
    return list(map(frozenset, found))


def orders(inputs: Inputs, parts: int) -> list[WorkOrder]:
    """The work on a project in orders of about the same weight, each with the texts that it is likely to need.

    Args:
        inputs: the whole project, of which nothing need have been read.
        parts: how many orders.
    """
    ties = likely_ties(inputs.files)
    light = replace(inputs, schemas={}, problems=())
    found: list[WorkOrder] = []
    for briefings in split(weights(inputs), parts):
        needed = {NO_BRIEFING, *interface.tied_briefings(ties, briefings)}
        files = {path: data for path, data in inputs.files.items() if owner(path) in needed}
        found.append(WorkOrder(replace(light, files=files), briefings))
    return found


def was_enough(work: FinishedWork, site: SiteView) -> bool:
    """Whether everything that the pages of some briefings depend on was read for them.

    Args:
        work: what was made of the briefings.
        site: the whole site.
    """
    if work.is_faulty:
        return False
    project = site.project
    ties = interface.ties(project, site.graph)
    if not interface.tied_briefings(ties, work.briefings & ties.keys()) <= work.read:
        return False
    seen = replace(
        project,
        briefings={slug: parsed for slug, parsed in project.briefings.items() if slug in work.read},
        lists=tuple((slug, found) for slug, found in project.lists if slug in work.read or not slug),
    )
    own = work.briefings & project.briefings.keys()
    return not interface.may_name_unread_sources(seen, own, ties)


def compile_elsewhere(
    inputs: Inputs, step: ProgressCallback, share: MapFunction, finish_work: FinishWork
) -> Edition:
    """Compile a project whose briefings are made elsewhere.

    This process reads and checks the project, and makes the pages of the whole site. Where the project has errors,
    nothing is made. What was made of briefings without all that it depends on is made again here. So the edition is
    equal to that of `compile`.

    Args:
        inputs: the whole project.
        step: called with the progress of the work.
        share: applies a function to many things, perhaps in several processes.
        finish_work: has the briefings made.
    """
    made: list[FinishedWork] = []

    def scope(site: SiteView, problems: Sequence[Problem]) -> Scope:
        if any(problem.severity == "error" for problem in problems):
            return Scope(frozenset(), SiteParts())
        found = finish_work(site)
        if found is None:
            return Scope()
        made.extend(work for work in found if was_enough(work, site))
        rest = site.briefings.keys() - {slug for work in made for slug in work.briefings}
        if rest:
            made.append(finish(WorkOrder(inputs, frozenset(rest)), step, share))
        parts = _in_order(SiteParts.joined(work.parts for work in made), site)
        return Scope(frozenset(), parts, with_fixed_files=True)

    edition = compile(inputs, step, share=share, scope=scope)
    return _together(edition, made) if made else edition


def _in_order(parts: SiteParts, site: SiteView) -> SiteParts:
    """The records in the order in which one process makes them."""
    return SiteParts(
        {slug: parts.briefings[slug] for slug in site.briefings},
        {key: parts.sources[key] for key in (str(one.source.id) for one in site.cited)},
    )


def _together(edition: Edition, made: Collection[FinishedWork]) -> Edition:
    """An edition of the pages of the whole site with those that were made elsewhere."""
    if edition.site is None:
        return edition
    slugs = {str(slug): place for place, slug in enumerate(edition.site.briefings)}
    sources = {str(one.source.id): place for place, one in enumerate(edition.site.cited)}

    def place(page: Page) -> tuple[int, int]:
        folder, _, rest = page.path.partition("/")
        if folder in slugs:
            return 1, slugs[folder]
        key = rest.split("/")[0].removesuffix(".md")
        return (3, sources[key]) if key in sources else (2 if rest else 0, 0)

    pages = {page.path: page for work in made for page in work.pages}
    pages |= {page.path: page for page in edition.pages}
    files: dict[SitePath, bytes] = {}
    for work in made:
        files |= work.files
    files |= edition.files
    return replace(edition, pages=tuple(sorted(pages.values(), key=place)), files=files)


__all__ = [
    "FinishWork",
    "FinishedWork",
    "WorkOrder",
    "compile_elsewhere",
    "finish",
    "orders",
    "split",
    "was_enough",
    "weights",
]
