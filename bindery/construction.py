"""A site built whole: read, checked, made, sealed, looked at, and what is made of it for those without a network."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bindery import bundle, disk, inspection, jobs, onefile, plugin, progress, publishing, renewal, verify
from bindery.edition import Edition
from bindery.jobs import Job, Made
from bindery.ledger import Conditions
from bindery.plugin import BriefingsError, Built, Settings, SiteError
from bindery.shelf import Imprint


def whole(job: Job, place: renewal.Place) -> Made:
    """Builds a site and publishes it.

    Raises:
        BriefingsError: the briefings have errors.
        SiteError: MkDocs refuses; its own messages have been logged.
        inspection.RefusedError: something on the site leads nowhere, or may not be there.
        onefile.UnwrittenError: a template of a one-file edition is at fault.
    """
    known = plugin.settings(job.root)
    return jobs.carry_out(job, known.sources, partial(_made, job, place, known))


def _made(job: Job, place: renewal.Place, known: Settings, press: publishing.Press) -> Made:
    """Builds, seals and checks a website in a folder that nobody reads yet, and makes of it the files of dist/."""
    built = plugin.construct(job.root, press.made, **job.options)
    # What writes into the site stands before the seal; what checks the site stands after it, and raises.
    progress.step("sealing")
    verify.seal_folder(press.made)
    asks = inspection.inspect(press.made, known.trusted)
    name = bundle.name_of(built.edition, known.imprint.name)
    files = (
        {} if job.website_only else of_site(job.root, press.made, name, built.edition, imprint=known.imprint)
    )
    pages = sum(1 for _ in press.made.rglob("*.html"))
    sizes = {file: len(data) for file, data in files.items()}
    made = renewal.begun(
        built.edition,
        built.inputs,
        built.slots,
        _conditions(place, known, built),
        bundle=name,
        pages=pages,
        asks=asks,
        dist=renewal.with_files({}, files),
    )

    def keep(_: Path) -> None:
        renewal.keep(place, made)

    return Made(files, sizes, asks, built.edition.omissions, bool(known.site_url), pages, keep)


def of_site(
    root: Path,
    site: Path,
    name: str,
    edition: Edition,
    *,
    imprint: Imprint,
    only: frozenset[str] | None = None,
) -> dict[str, bytes]:
    """The files of dist/ by name: the bundle, and the one-file editions.

    Args:
        root: the project.
        site: the folder of the website.
        name: of the bundle.
        edition: what the website, or the part of it that is wanted, was made from.
        imprint: of the website.
        only: the briefings whose one-file editions are wanted; None for all.
    """
    directory_urls = edition.site.directory_urls if edition.site else True
    published = onefile.Publication(
        site, edition, disk.read_templates(root), imprint.name, imprint.address, directory_urls
    )
    editions = onefile.write(published, only)
    return {f"{name}.zip": bundle.write(site, name), **editions}


def _conditions(place: renewal.Place, known: Settings, built: Built) -> Conditions:
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


__all__ = ["BriefingsError", "SiteError", "of_site", "whole"]
