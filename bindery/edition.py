"""From inputs to an edition: the whole of the work, in functions that can be read down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from bindery.evidence import (
    changes,
    comparison,
    coverage,
    figures,
    id_checks,
    impact,
    likelihood,
    omissions,
    quotations,
    review,
    shared_text,
)
from bindery.evidence.graph import Graph
from bindery.exports import formats
from bindery.pages.render import Page, PageTask, Renderer, navigation, problem_page
from bindery.pages.views import SiteView
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.reading.project import FOLDER, Project, read_project
from bindery.text.problems import Problem, limit_per_file

T = TypeVar("T")
R = TypeVar("R")


class MapFunction(Protocol):
    """Does a work on each of many things."""

    def __call__(self, work: Callable[[T], R], things: Sequence[T], /) -> list[R]:
        """What it makes of each, in their order."""


def map_here(work: Callable[[T], R], things: Sequence[T], /) -> list[R]:
    """Does it here, one after another."""
    return [work(thing) for thing in things]


@dataclass(frozen=True)
class Edition:
    """What a site engine is handed.

    Attributes:
        pages: every page.
        files: every other file, by its path on the site.
        problems: everything that is wrong, in order.
        navigation: what the navigation of every page lists.
        site: what the pages were made from, for the commands that ask something of the evidence.
        composed: whether every page is HTML but for its headings, as our own templates make them.
        left_out: why each file that was given and is not in it is left out, by its path.
        newest: the last day that a briefing names as its own: the date of the whole edition.
    """

    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    navigation: Mapping[str, Any] = field(default_factory=dict)
    composed: bool = False
    left_out: Mapping[str, omissions.Reason] = field(default_factory=dict)
    newest: str = ""
    site: SiteView | None = field(default=None, compare=False, repr=False)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def omissions(self) -> str:
        """What is left out though nothing is wrong with it, in a line; empty when that is nothing."""
        return omissions.omissions_line(self.site.project, self.site.graph) if self.site else ""


OnFindings = Callable[[SiteView, Sequence[Problem]], None]


def ignore_findings(_site: SiteView, _problems: Sequence[Problem]) -> None:
    """Minds nothing."""


def compile(  # noqa: A001  it is what it does; the builtin is not used here
    inputs: Inputs,
    step: ProgressCallback = ignore_progress,
    *,
    only: frozenset[str] | None = None,
    share: MapFunction = map_here,
    on_findings: OnFindings = ignore_findings,
) -> Edition:
    """An edition of everything that the inputs hold.

    Nothing here opens a file, asks the time or knows a site engine. Reading never fails: what is wrong
    is among the edition's problems, and the pages of what is right are made all the same.

    Args:
        inputs: everything that it is made from.
        step: told how far the work is.
        only: the briefings whose pages and files are made, with the pages of the sources that they use; None for
            all there is.
        share: does a work on each of many things, in any order, and gives what it made in theirs.
        on_findings: told what there is to show and what is wrong with it, before any page is made; it may raise.
    """
    project, graph, site, problems = _read(inputs, step)
    on_findings(site, limit_per_file(problems))
    renderer = Renderer(
        site, inputs.templates, directory_urls=inputs.directory_urls, compiled=inputs.compiled
    )
    pages, mistakes = _rendered(list(renderer.sheets(only)), step, share)
    pictures: Mapping[str, bytes] = {}
    faults: list[Problem] = []
    step("drawing", 0, 0)
    if (
        inputs.imprint or inputs.own_templates
    ):  # a fault of the project's own card is told of where none is drawn, too
        from bindery.pages import social_card  # noqa: PLC0415  what draws takes long to load, and most sites have no address

        pictures, faults = social_card.social_cards(site, inputs.templates, inputs.imprint)
    if not any(problem.severity == "error" for problem in problems):
        problems += [*mistakes, *faults]  # else a page may fail for want of what is told of already
    step("exporting", 0, 0)
    return Edition(
        pages=pages,
        files=_files({**_pictures(project), **pictures, **dict(formats.exported_files(site))}, inputs, only),
        problems=tuple(limit_per_file(problems)),
        navigation=navigation(site, directory_urls=inputs.directory_urls),
        composed=not inputs.own_templates,
        left_out=omissions.files_left_out(inputs.files, project, graph),
        newest=max((view.latest for view in site.briefings.values()), default=""),
        site=site,
    )


def _files(files: Mapping[str, bytes], inputs: Inputs, only: frozenset[str] | None) -> dict[str, bytes]:
    """The files of some briefings, each of which lies in the folder of its own; or all there are, and the schemas."""
    if only is not None:
        return {path: data for path, data in files.items() if path.split("/")[0] in only}
    if inputs.schemas:
        return {**files, **inputs.schemas}
    from bindery.exports import json_schema  # noqa: PLC0415  the models of what is published take long to build

    return {**files, **json_schema.schema_files()}


def _rendered(
    sheets: Sequence[PageTask], step: ProgressCallback, share: MapFunction
) -> tuple[tuple[Page, ...], list[Problem]]:
    """The pages, and the problems of those whose template is at fault."""

    def make(numbered: tuple[int, PageTask]) -> Page | Problem:
        number, sheet = numbered
        page = sheet()
        step("rendering", number, len(sheets))
        return page

    made = share(make, list(enumerate(sheets, 1)))
    pages = tuple(page for page in made if isinstance(page, Page))
    return pages, [problem for problem in made if isinstance(problem, Problem)]


def check(inputs: Inputs, step: ProgressCallback = ignore_progress) -> Edition:
    """The problems of an edition. Its pages are made only where their templates are the project's own: ours are right."""
    if inputs.own_templates:
        return compile(inputs, step)
    project, graph, site, problems = _read(inputs, step)
    left_out = omissions.files_left_out(inputs.files, project, graph)
    return Edition(problems=tuple(limit_per_file(problems)), left_out=left_out, site=site)


def _read(inputs: Inputs, step: ProgressCallback) -> tuple[Project, Graph, SiteView, list[Problem]]:
    """What there is to show, and every problem that needs no page to be seen."""
    project, problems = read_project(inputs, step)
    step("checking", 0, 0)
    graph = Graph(project)
    problems += id_checks.check_ids(project, graph)
    checks, found = quotations.verify_quotations(project, graph, required=inputs.require_snapshots)
    problems += found
    problems += figures.check_figures(project, graph, strict=inputs.strict_figures)
    problems += shared_text.check_shared_text(project, graph, checks)
    problems += likelihood.check_likelihood(project)
    problems += review.check_reviews(project, graph, inputs.today)
    problems += coverage.check_coverage(project, inputs.min_coverage)
    problems += impact.check_retractions(project, graph)
    problems += changes.check_kept_editions(project, graph)
    problems += comparison.check_comparisons(graph)
    site = SiteView(
        project, graph, checks, inputs.imprint, inputs.style, directory_urls=inputs.directory_urls
    )
    return project, graph, site, problems


def preview(edition: Edition) -> Edition:
    """The edition with its errors on pages of their own, in place of what they keep from being made."""
    if not edition.errors:
        return edition
    there = {page.path: page for page in edition.pages}
    by_slug: dict[str, list[Problem]] = {}
    for problem in edition.errors:
        parts = problem.file.split("/")
        slug = parts[1] if parts[0] == FOLDER and len(parts) > 2 else ""  # noqa: PLR2004  briefings/SLUG/file
        by_slug.setdefault(slug, []).append(problem)
    there["index.md"] = problem_page("index.md", "This site cannot be built yet", edition.errors)
    for slug, found in by_slug.items():
        if slug:
            path = f"{slug}/index.md"
            there[path] = problem_page(path, f"The briefing “{slug}” cannot be built yet", found)
    return replace(edition, pages=tuple(there.values()))


def address_conflict(path: str, hand_written: str) -> Problem:
    """The error for what is made and whose address a hand-written page or file has: one of the two would be lost."""
    return Problem(
        "B602",
        f"two pages would have one address: this one and the generated `{path}`",
        path=hand_written,
        help="move or delete the hand-written page; templates/ is where a generated page is changed",
    )


def _pictures(project: Project) -> dict[str, bytes]:
    return {
        f"{slug}/{name}": data for (slug, name), data in project.pictures.items() if slug in project.briefings
    }
