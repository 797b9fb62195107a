"""From inputs to an edition: the whole of the work, in functions that can be read down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from bindery.evidence import omissions
from bindery.evidence.checks import check_all
from bindery.evidence.graph import Graph
from bindery.evidence.id_checks import UNCITED
from bindery.exports import formats, moved
from bindery.exports.claim_files import claim_files
from bindery.exports.export_task import ExportTask
from bindery.exports.formats import robots
from bindery.model.names import SitePath, Slug
from bindery.pages.addresses import FEED
from bindery.pages.claim_page import ClaimPage
from bindery.pages.page_head import SITE_CARD
from bindery.pages.render import Page, PageTask, Renderer, may_draw, problem_page
from bindery.pages.site_parts import SiteParts, navigation, site_parts
from bindery.pages.views import SiteView
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.reading.project import FOLDER, Project, read_project
from bindery.text.problems import Problem, limit_per_file

T = TypeVar("T")
R = TypeVar("R")


class MapFunction(Protocol):
    """A function that applies another one to many things, perhaps in several processes."""

    def __call__(
        self,
        work: Callable[[T], R],
        things: Sequence[T],
        /,
        *,
        later: Callable[[T], bool] = ...,
        few: int | None = None,
    ) -> list[R]:
        """The result of `work` for each thing, in the order of the things.

        Args:
            work: the function.
            things: the things.
            later: says of a thing whether the work on it may start threads.
            few: how many things are too few for several processes; None where the work on each is short.
        """


def map_here(
    work: Callable[[T], R],
    things: Sequence[T],
    /,
    *,
    later: Callable[[T], bool] = lambda _: False,
    few: int | None = None,
) -> list[R]:
    """A `MapFunction` that works in this process, on one thing after another."""
    del later, few
    return [work(thing) for thing in things]


@dataclass(frozen=True)
class Edition:
    """The result of compiling a project: what the site engine gets.

    Attributes:
        pages: every generated page.
        files: every other generated file, by path on the site.
        problems: the problems to report, sorted by place; of each file at most a hundred of each severity.
        found: every problem that was found, also one that follows from another.
        navigation: what the navigation of every page lists; see `render.navigation`.
        composed: whether every page is HTML except for its headings, as our own templates make them.
        left_out: the reason for each input file that is left out, by project path.
        newest: the latest date of a briefing, which is the date of the whole edition; empty if there is no briefing.
        parts: what the pages of the whole site show of each briefing and source.
        site: what the pages were made from, for commands that query the evidence; None if nothing was read.
    """

    pages: tuple[Page, ...] = ()
    files: Mapping[SitePath, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    found: tuple[Problem, ...] = ()
    navigation: Mapping[str, Any] = field(default_factory=dict)
    composed: bool = False
    left_out: Mapping[str, omissions.Reason] = field(default_factory=dict)
    newest: str = ""
    parts: SiteParts = field(default_factory=SiteParts)
    site: SiteView | None = field(default=None, compare=False, repr=False)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def omissions(self) -> str:
        """A line that counts what is left out though it is not wrong, such as drafts; empty if nothing is."""
        return omissions.omissions_of(self.site.project, self.site.graph) if self.site else ""


@dataclass(frozen=True)
class Scope:
    """Which part of an edition is made.

    Attributes:
        only: slugs of the briefings whose pages and files are made, with the pages of the sources that they use; None
            for the whole site.
        rest: what the pages of the whole site show of the other briefings; None where it is not needed.
        before: what they showed of all briefings; None where that is unknown. Where the list of all sources would be
            the same, it is not made.
        with_fixed_files: whether the files that are the same for any briefings are made too, such as the schemas.
    """

    only: frozenset[Slug] | None = None
    rest: SiteParts | None = None
    with_fixed_files: bool = False
    before: SiteParts | None = None

    @property
    def with_site_pages(self) -> bool:
        """Whether the pages and files of the whole site are made, such as the home page."""
        return self.only is None or self.rest is not None


ChooseScope = Callable[[SiteView, Sequence[Problem]], Scope]
"""Says, from the site and its problems, which part of it is made."""


def whole_site(_site: SiteView, _problems: Sequence[Problem]) -> Scope:
    """A `ChooseScope` that makes everything."""
    return Scope()


def compile(  # noqa: A001  the name says what it does, and the builtin is not used here
    inputs: Inputs,
    step: ProgressCallback = ignore_progress,
    *,
    share: MapFunction = map_here,
    scope: ChooseScope = whole_site,
) -> Edition:
    """Compiles a project into an edition.

    Nothing here opens a file, reads the clock or knows a site engine. It never fails on bad input: what is wrong is among
    the edition's problems, and the pages of everything else are made.

    Args:
        inputs: everything that the edition is made from.
        step: called with the progress of the work.
        share: applies a function to many things, perhaps in several processes.
        scope: says, from the site and its problems, which pages and files are made; it may raise an exception to stop
            before any page is rendered.
    """
    project, graph, site, problems = _read(inputs, step)
    wanted = scope(site, to_report(problems, inputs, project.broken))
    renderer = Renderer(
        site, inputs.templates, directory_urls=inputs.directory_urls, compiled=inputs.compiled
    )
    own, mistakes = site_parts(renderer, wanted.only)
    parts = wanted.rest.updated(own, wanted.only or ()) if wanted.rest else own
    listed = parts if wanted.with_site_pages else None
    with_list = inputs.own_templates or not (wanted.before and parts.lists_sources_like(wanted.before))
    tasks = renderer.page_tasks(listed, wanted.only, with_list=with_list)
    pages, claim_pages, failed = _rendered(list(tasks), step, share)
    mistakes = list(dict.fromkeys([*mistakes, *failed]))
    pictures: Mapping[SitePath, bytes] = {}
    faults: list[Problem] = []
    step("drawing", 0, 0)
    # A project's own card template is checked even if no card is drawn.
    if inputs.imprint or inputs.own_templates:
        from bindery.pages import social_card  # noqa: PLC0415  it takes long to load, and most sites have no address

        pictures, faults = social_card.social_cards(
            site, inputs.templates, inputs.imprint, listed, wanted.only
        )
    # After an error, a page may fail only because something is missing that is reported already.
    if not any(problem.severity == "error" for problem in problems):
        problems += [*mistakes, *faults]
    step("exporting", 0, 0)
    return Edition(
        pages=pages,
        files=_files(
            {
                **_images(project),
                **_map_files(site),
                **pictures,
                **dict(formats.exported_files(ExportTask(site, parts, wanted.only, with_list=with_list))),
            },
            inputs,
            wanted,
            (site, pages, claim_pages),
        ),
        problems=tuple(to_report(problems, inputs, project.broken)),
        found=tuple(problems),
        navigation=navigation(
            parts,
            followed=bool(site.imprint.address and parts.is_public),
            directory_urls=inputs.directory_urls,
            wording=site.wording,
        ),
        composed=not inputs.own_templates,
        left_out=omissions.files_left_out(inputs.files, project, graph),
        newest=parts.newest,
        parts=parts,
        site=site,
    )


def _files(
    files: Mapping[SitePath, bytes],
    inputs: Inputs,
    wanted: Scope,
    made: tuple[SiteView, Sequence[Page], Sequence[ClaimPage]],
) -> dict[SitePath, bytes]:
    """The files of the edition.

    Args:
        files: all generated files except the schemas, by path on the site.
        inputs: the inputs, which may contain the schemas.
        wanted: which files are wanted; the schemas belong to the whole site.
        made: the site, its pages that were made, and the pages of claims.
    """
    only = wanted.only
    if only is not None:
        files = {
            path: data
            for path, data in files.items()
            if path.split("/")[0] in only
            or (wanted.with_site_pages and _is_of_site(path))
            or (wanted.with_fixed_files and path == robots.NAME)
        }
    site, pages, claim_pages = made
    files = {**files, **moved.moved_files(site, pages, files), **claim_files(site, claim_pages)}
    if only is not None and not wanted.with_fixed_files:
        return files
    if inputs.schemas:
        return {**files, **inputs.schemas}
    from bindery.exports import json_schema  # noqa: PLC0415  its models take long to build

    return {**files, **json_schema.schema_files()}


def _is_of_site(path: SitePath) -> bool:
    """Whether a file is made from what the whole site shows of its briefings."""
    return path in (FEED, SITE_CARD) or path.startswith("sources/all.")


def _rendered(
    tasks: Sequence[PageTask], step: ProgressCallback, share: MapFunction
) -> tuple[tuple[Page, ...], tuple[ClaimPage, ...], list[Problem]]:
    """The pages, the pages of claims, and the problems of those whose template fails."""

    def make(numbered: tuple[int, PageTask]) -> Page | ClaimPage | Problem:
        number, task = numbered
        page = task()
        step("rendering", number, len(tasks))
        return page

    made = share(make, list(enumerate(tasks, 1)), later=lambda numbered: may_draw(numbered[1]))
    pages = tuple(page for page in made if isinstance(page, Page))
    claim_pages = tuple(page for page in made if isinstance(page, ClaimPage))
    return pages, claim_pages, [problem for problem in made if isinstance(problem, Problem)]


def check_inputs(inputs: Inputs, step: ProgressCallback = ignore_progress) -> Edition:
    """An edition with problems but without pages or files, for the `check` command.

    Pages are rendered only if the project has templates of its own, which may have problems.

    Args:
        inputs: everything that the edition is made from.
        step: called with the progress of the work.
    """
    if inputs.own_templates:
        return compile(inputs, step)
    project, graph, site, problems = _read(inputs, step)
    left_out = omissions.files_left_out(inputs.files, project, graph)
    said = to_report(problems, inputs, project.broken)
    return Edition(problems=tuple(said), found=tuple(problems), left_out=left_out, site=site)


def _read(inputs: Inputs, step: ProgressCallback) -> tuple[Project, Graph, SiteView, list[Problem]]:
    """Reads and checks the project: everything that the pages are made from, and the problems found."""
    project, problems = read_project(inputs, step)
    step("checking", 0, 0)
    graph = Graph(project)
    results, shelf, found = check_all(project, graph, inputs)
    site = SiteView(
        project,
        graph,
        results,
        inputs.imprint,
        inputs.style,
        shelf=shelf,
        directory_urls=inputs.directory_urls,
        language=inputs.language,
    )
    return project, graph, site, [*problems, *found]


def to_report(found: Iterable[Problem], inputs: Inputs, broken: Collection[Slug]) -> list[Problem]:
    """The problems to report, in order, of all that were found in a project: what only follows from others is none.

    While a briefing cannot be read, nobody knows what it cites; and a release lacks what its readers may not see.

    Args:
        found: every problem that was found.
        inputs: what the project is made from; of a release, with what an author has to decide.
        broken: names of the briefings that could not be read.
    """
    if inputs.release.level:
        errors = [problem for problem in inputs.problems if problem.severity == "error"]
        found = errors or found
    if inputs.release.level or broken:
        found = (problem for problem in found if problem.code != UNCITED)
    return limit_per_file(found)


def preview(edition: Edition) -> Edition:
    """The edition for a preview: pages that cannot be made are replaced by pages that show their errors."""
    if not edition.errors:
        return edition
    pages = {page.path: page for page in edition.pages}
    by_slug: dict[str, list[Problem]] = {}
    for problem in edition.errors:
        parts = problem.file.split("/")
        slug = parts[1] if parts[0] == FOLDER and len(parts) > 2 else ""  # noqa: PLR2004  briefings/SLUG/file
        by_slug.setdefault(slug, []).append(problem)
    pages["index.md"] = problem_page("index.md", "This site cannot be built yet", edition.errors)
    for slug, found in by_slug.items():
        if slug:
            path = f"{slug}/index.md"
            pages[path] = problem_page(path, f"The briefing “{slug}” cannot be built yet", found)
    return replace(edition, pages=tuple(pages.values()))


def address_conflict(path: str, hand_written: str) -> Problem:
    """The error for a hand-written page or file with the address of a generated one, since one would replace the other.

    Args:
        path: path of the generated file, relative to the documents folder.
        hand_written: project path of the hand-written file.
    """
    return Problem(
        "B602",
        f"this page and the generated `{path}` would have the same address",
        path=hand_written,
        help="move or delete the hand-written page; to change a generated page, change its template in `templates/`",
    )


def _images(project: Project) -> dict[SitePath, bytes]:
    """The images of the briefings, by path on the site."""
    return {
        SitePath(f"{slug}/{name}"): data
        for (slug, name), data in project.pictures.items()
        if slug in project.briefings
    }


def _map_files(site: SiteView) -> dict[SitePath, bytes]:
    """The GeoJSON files that maps are drawn from, by path on the site, so that readers can check and use them."""
    return {
        SitePath(f"{view.slug}/{file}"): view.map_files[file]
        for view in site.briefings.values()
        for file in view.drawn_files
    }
