"""A full build: the website built and inspected, then the files of dist/ made from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bindery.build import distribution, inspection, previous_site, publishing, workspace
from bindery.build.assembly import Assembler
from bindery.build.distribution import Distribution
from bindery.build.distribution_name import bundle_name
from bindery.build.job import BuildResult, Job
from bindery.build.last_build import BuildRecord, Conditions, InputOptions
from bindery.build.workspace import SiteResults
from bindery.provenance import audit, checksums
from bindery.site import mkdocs_build
from bindery.site.mkdocs_build import BuildOutcome
from bindery.site.publishable import BriefingsError
from bindery.site.settings import SiteError, load_settings
from bindery.system import progress
from bindery.text.problems import Problem


@dataclass(frozen=True)
class Website:
    """A website that was built for a preview.

    Attributes:
        record: the build record; None where the next build cannot update this site.
        problems: all problems of the briefings.
        refused: all problems of its pages: a link that leads nowhere, or something that may not be there.
        pages: number of pages.
    """

    record: BuildRecord | None
    problems: tuple[Problem, ...]
    refused: tuple[Problem, ...]
    pages: int


def source_paths(job: Job) -> tuple[Path, ...]:
    """The files and folders that a site is made from.

    Raises:
        SiteError: mkdocs.yml cannot be used.
    """
    return load_settings(job.root).sources


def build_everything(job: Job, place: workspace.Workspace, pending: publishing.PendingSite) -> BuildResult:
    """Build and inspect a website in a scratch folder, and make the files of dist/ from it.

    Args:
        job: what was asked for.
        place: where the project is built.
        pending: the scratch folder.

    Raises:
        BriefingsError: the briefings have errors.
        SiteError: MkDocs cannot build the site; its own messages have been logged.
        InspectionError: a link on the site leads nowhere, or something is on it that may not be there.
        OneFileError: a template of the one-file editions has an error.
        PaperError: a PDF file or an e-book cannot be made.
    """
    assembler = Assembler(place.root, place.store, job.elsewhere)
    options: dict[str, Any] = {**job.options, "assemble": assembler}
    built = mkdocs_build.construct(job.root, pending.made, **options)
    known, assembly = built.known, assembler.assembly
    asks, pages, listed = _list_and_inspect(pending.made, built)
    name = bundle_name(built.edition, known.imprint.name)
    made = (
        Distribution({}, [])
        if job.website_only
        else distribution.make_distribution(
            job.root,
            pending,
            name,
            assembly.editions() if assembly else [(built.edition, None)],
            imprint=known.imprint,
        )
    )
    record = workspace.first_record(
        place,
        built,
        assembly,
        _conditions(place, built),
        SiteResults(
            bundle=name,
            pages=pages,
            asks=asks,
            dist=made.files,
            census=made.census,
            listed=listed,
        ),
    )

    def keep(_: Path) -> OSError | None:
        return previous_site.keep_record(place, record, assembly.used if assembly else ())

    return BuildResult(
        files=made.files,
        sizes={name: file.size for name, file in made.files.items()},
        asks=asks,
        omissions=assembly.omissions if assembly else built.edition.omissions,
        addressed=bool(known.site_url),
        pages=pages,
        written=None,
        keep=keep,
    )


def _list_and_inspect(site: Path, built: BuildOutcome) -> tuple[list[str], int, list[str]]:
    """Write the checksum list of a website, and inspect the website.

    Args:
        site: the folder of the website.
        built: how the website was built.

    Returns:
        The addresses on other hosts that pages load from, the number of pages, and the paths of all files.

    Raises:
        InspectionError: a link leads nowhere, or something is on the site that may not be there.
    """
    progress.step("listing")  # from here on, nothing is written into the site
    listed = audit.write_checksums(site)
    trusted = replace(built.known.trusted, scripts=built.known.trusted.scripts | built.scripts)
    asks = inspection.inspect(site, trusted, built.changes, sorted((*listed, checksums.NAME)))
    return asks, sum(1 for name in listed if name.endswith(".html")), list(listed)


def build_website(place: workspace.Workspace, *, lenient: bool) -> Website:
    """Build the website for a preview, with drafts and without the files of dist/.

    Args:
        place: the project, and the folder to build in.
        lenient: whether to build in spite of errors in briefings, with pages that show the errors; the website then
            has no record.

    Raises:
        BriefingsError: the briefings have errors, and the build is not lenient.
        SiteError: MkDocs cannot build the site; its own messages have been logged.
    """
    assembler = Assembler(place.root, place.store)
    built = mkdocs_build.construct(
        place.root, place.site, drafts=True, strict=False, lenient=lenient, assemble=assembler
    )
    edition = built.edition
    pages = sum(1 for _ in place.site.rglob("*.html"))
    if edition.errors:
        return Website(None, edition.problems, (), pages)
    try:
        asks, _, listed = _list_and_inspect(place.site, built)
    except inspection.InspectionError as error:
        return Website(None, edition.problems, error.problems, pages)
    conditions = _conditions(place, built)
    results = SiteResults(bundle="", pages=pages, asks=asks, dist={}, census=[], listed=listed)
    made = workspace.first_record(place, built, assembler.assembly, conditions, results)
    return Website(made, edition.problems, (), pages)


def _conditions(place: workspace.Workspace, built: BuildOutcome) -> Conditions:
    """Everything other than briefings that a site depends on; without a key where the next build cannot update it."""
    known = built.known
    documents, root = known.docs_dir.resolve(), place.root.resolve()
    within = documents.relative_to(root).as_posix() if documents.is_relative_to(root) else ""
    inputs = built.inputs
    return Conditions(
        key=place.conditions_key(within) if within and built.renewable else "",
        documents=within,
        inputs=InputOptions(
            drafts=inputs.drafts,
            directory_urls=inputs.directory_urls,
            strict_figures=inputs.strict_figures,
            require_snapshots=inputs.require_snapshots,
            reviewers=inputs.reviewers,
            release=inputs.release.level,
            count_withheld=inputs.release.counted,
        ),
        imprint=known.imprint,
        style=inputs.style.name,
        sources=known.sources,
        trusted=known.trusted,
        others=tuple(built.ingredients.others),
        settings=dict(built.ingredients.settings),
        packages=dict(built.ingredients.packages),
        strict=built.strict,
    )


__all__ = [
    "BriefingsError",
    "SiteError",
    "Website",
    "build_everything",
    "build_website",
    "load_settings",
    "source_paths",
]
