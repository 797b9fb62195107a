"""A site built whole: read, checked, made, sealed, looked at, and what is made of it for those without a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bindery.build import bundle, distribution, inspection, publishing, workspace
from bindery.build.distribution import Distribution
from bindery.build.job import BuildResult, Job
from bindery.build.last_build import BuildRecord, Conditions
from bindery.provenance import audit
from bindery.site import mkdocs_build
from bindery.site.mkdocs_build import BuildOutcome
from bindery.site.plugin import BriefingsError
from bindery.site.settings import Settings, SiteError, load_settings
from bindery.system import progress
from bindery.text.problems import Problem


@dataclass(frozen=True)
class Website:
    """A website that was built for a preview.

    Attributes:
        record: what the next one can be made of; None where it cannot.
        problems: all that was found in the briefings.
        refused: all that was found on its pages: something leads nowhere, or may not be there.
        pages: how many pages it has.
    """

    record: BuildRecord | None
    problems: tuple[Problem, ...]
    refused: tuple[Problem, ...]
    pages: int


def source_paths(job: Job) -> tuple[Path, ...]:
    """The files and folders that a site is made from; raises `SiteError` where mkdocs.yml cannot be used."""
    return load_settings(job.root).sources


def build_everything(job: Job, place: workspace.Workspace, pending: publishing.PendingSite) -> BuildResult:
    """Builds, seals and checks a website in a folder that nobody reads yet, and makes of it the files of dist/.

    Raises:
        BriefingsError: the briefings have errors.
        SiteError: MkDocs refuses; its own messages have been logged.
        inspection.RefusedError: something on the site leads nowhere, or may not be there.
        onefile.UnwrittenError: a template of a one-file edition is at fault.
    """
    known = load_settings(job.root)
    built = mkdocs_build.construct(job.root, pending.made, **job.options)
    asks, pages = _finished(pending.made, known)
    name = bundle.bundle_name(built.edition, known.imprint.name)
    made = (
        Distribution({}, [])
        if job.website_only
        else distribution.make_distribution(
            job.root, pending.made, name, built.edition, imprint=known.imprint
        )
    )
    record = workspace.first_record(
        built.edition,
        built.inputs,
        built.slots,
        _conditions(place, known, built),
        bundle=name,
        pages=pages,
        asks=asks,
        dist=workspace.with_files({}, made.files),
        census=made.census,
    )

    def keep(_: Path) -> None:
        workspace.keep_record(place, record)

    return BuildResult(
        files=made.files,
        sizes={file: len(data) for file, data in made.files.items()},
        asks=asks,
        omissions=built.edition.omissions,
        addressed=bool(known.site_url),
        pages=pages,
        written=None,
        keep=keep,
    )


def _finished(site: Path, known: Settings) -> tuple[list[str], int]:
    """Seals and checks a website; returns the addresses on other hosts that pages load from, and how many pages it has."""
    # What writes into the site stands before the seal; what checks the site stands after it, and raises.
    progress.step("sealing")
    sealed = audit.write_checksums(site)
    return inspection.inspect(site, known.trusted), sum(1 for name in sealed if name.endswith(".html"))


def build_website(place: workspace.Workspace, known: Settings, *, lenient: bool) -> Website:
    """Builds a website alone, drafts too, into a folder that is there for nothing else: for an author who looks at it.

    Args:
        place: the project, and the folder.
        known: its settings.
        lenient: whether errors in briefings stop nothing, see `assembly.construct`.

    Raises:
        BriefingsError: the briefings have errors.
        SiteError: MkDocs refuses; its own messages have been logged.
    """
    built = mkdocs_build.construct(place.root, place.site, drafts=True, strict=False, lenient=lenient)
    edition = built.edition
    pages = sum(1 for _ in place.site.rglob("*.html"))
    if edition.errors:
        return Website(None, edition.problems, (), pages)
    try:
        asks, _ = _finished(place.site, known)
    except inspection.InspectionError as error:
        return Website(None, edition.problems, error.problems, pages)
    conditions = _conditions(place, known, built)
    made = workspace.first_record(
        edition, built.inputs, built.slots, conditions, bundle="", pages=pages, asks=asks, dist={}, census=[]
    )
    return Website(made, edition.problems, (), pages)


def _conditions(place: workspace.Workspace, known: Settings, built: BuildOutcome) -> Conditions:
    """What a site was made under; nothing that the next one could go on from, where it is none to be gone on from."""
    documents, root = known.docs_dir.resolve(), place.root.resolve()
    within = documents.relative_to(root).as_posix() if documents.is_relative_to(root) else ""
    inputs, trusted = built.inputs, known.trusted
    return Conditions(
        of=place.conditions(within) if within and built.renewable else "",
        documents=within,
        inputs={
            "drafts": inputs.drafts,
            "directory_urls": inputs.directory_urls,
            "strict_figures": inputs.strict_figures,
            "require_snapshots": inputs.require_snapshots,
        },
        imprint=[
            known.imprint.name,
            known.imprint.description,
            known.imprint.address,
            known.imprint.identity,
        ],
        style=inputs.style.name,
        sources=[str(path) for path in known.sources],
        hosts=list(trusted.hosts),
        scripts=sorted(trusted.scripts),
        folders=[str(folder) for folder in trusted.folders],
        base=trusted.base,
        others=[(str(other.path), str(other.folder or ""), other.used) for other in built.ingredients.others],
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
