"""The files of dist/, made of a site for those without a network: the offline bundle, and each briefing as one file."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bindery.build import bundle, one_file
from bindery.build.bundle import Bundle, LastBundle
from bindery.build.last_build import BuildRecord
from bindery.edition import Edition
from bindery.html.offline import Census
from bindery.provenance import checksums
from bindery.reading.inputs import Imprint
from bindery.system import disk


@dataclass(frozen=True)
class Distribution:
    """What was made of a site.

    Attributes:
        files: of dist/, by name.
        census: of the bundle, as a ledger has it.
    """

    files: dict[str, bytes]
    census: list[tuple[str, str, int]]


def make_distribution(
    root: Path,
    site: Path,
    name: str,
    edition: Edition,
    *,
    imprint: Imprint,
    only: frozenset[str] | None = None,
    last: LastBundle | None = None,
) -> Distribution:
    """Makes the bundle, and the one-file editions.

    Args:
        root: the project.
        site: the folder of the website.
        name: of the bundle.
        edition: what the website, or the part of it that is wanted, was made from.
        imprint: of the website.
        only: the briefings whose one-file editions are wanted; None for all.
        last: the last bundle.
    """
    directory_urls = edition.site.directory_urls if edition.site else True
    published = one_file.SiteFacts(
        site, edition, disk.read_templates(root), imprint.name, imprint.address, directory_urls
    )
    editions = one_file.one_file_editions(published, only)
    made = bundle.make_bundle(site, name, last)
    census = [(kind, what, number) for (kind, what), number in sorted(made.census.items())]
    return Distribution({f"{name}.zip": made.data, **editions}, census)


def last_bundle(site: Path, dist: Path, known: BuildRecord) -> LastBundle | None:
    """The last bundle; None where it is not there as it was left.

    Args:
        site: the folder of the website that it was made of, which is as it was left.
        dist: the folder of the bundle.
        known: what the last build left.
    """
    name = f"{known.bundle}.zip"
    digest, size = known.dist.get(name, ("", 0))
    try:
        file = dist / name
        data = file.read_bytes() if file.stat().st_size == size else b""
        sealed = checksums.read_checksums((site / checksums.NAME).read_bytes())
    except (OSError, checksums.ChecksumError):
        return None
    if not known.census or sha256(data).hexdigest() != digest:
        return None
    census = Census({(kind, what): number for kind, what, number in known.census})
    return LastBundle(site, sealed, Bundle(data, census))


__all__ = ["Distribution", "last_bundle", "make_distribution"]
