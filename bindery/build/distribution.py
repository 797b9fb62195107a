"""The files of dist/, for readers without a network: the offline bundle, and each briefing as HTML, PDF, EPUB or DOCX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryDirectory

from bindery.build import bundle
from bindery.build.additions import Additions
from bindery.build.bundle import Bundle, LastBundle
from bindery.build.last_build import BuildRecord, DistFile, TraitCount
from bindery.build.previous_site import put_files
from bindery.build.publishing import PendingSite
from bindery.build.site_facts import SiteFacts
from bindery.build.zipping import Spool
from bindery.edition import Edition
from bindery.html.offline import Census
from bindery.model.names import Slug
from bindery.provenance import checksums
from bindery.reading.inputs import Imprint
from bindery.system import disk


@dataclass(frozen=True)
class Distribution:
    """The files of dist/ that were made from a site.

    Attributes:
        files: checksum and size of each file, by name.
        census: how many pages have each trait that matters to the bundle, as the build record keeps it.
    """

    files: dict[str, DistFile]
    census: list[TraitCount]


def make_distribution(
    root: Path,
    pending: PendingSite,
    name: str,
    editions: Iterable[tuple[Edition, frozenset[Slug] | None]],
    *,
    imprint: Imprint,
    known: Mapping[str, DistFile] | None = None,
    put: Callable[[Mapping[str, bytes]], None] | None = None,
    last: LastBundle | None = None,
) -> Distribution:
    """Make the bundle, the one-file editions, the PDF files, e-books and Word documents, and stage them.

    Those that readers are to download are put on the website as well, and its pages name them.

    Args:
        root: the project's folder.
        pending: the website, which is in a scratch folder.
        name: name of the bundle, without `.zip`.
        editions: what the parts of the website were made from, each with the names of the briefings whose one-file
            editions are made from it; None for all.
        imprint: name and address of the website.
        known: the files of other briefings, which the last build left; None for none.
        put: writes files of the website, by path; None to write into its folder.
        last: the last bundle, from which files that have not changed are copied; None to make all of them.

    Raises:
        OneFileError: a template of the one-file editions has an error.
        PaperError: a PDF file, an e-book or a Word document cannot be made.
        RebuildError: the site of the last bundle is not as it was left.
    """
    templates = disk.read_templates(root)
    files: dict[str, DistFile] = {}
    additions = Additions(pending.made, imprint, put or partial(put_files, pending.made, removed=()))
    for edition, only in editions:
        directory_urls = edition.site.directory_urls if edition.site else True
        published = SiteFacts(pending.made, edition, templates, imprint.name, imprint.address, directory_urls)
        here: dict[str, DistFile] = {}
        for file, data in _briefing_files(published, root, imprint, only):
            pending.stage(file).write_bytes(data)
            here[file] = DistFile(sha256(data).hexdigest(), len(data))
            additions.add_file(file, data)
        additions.name_files(published, here, only)
        files |= here
    additions.finish({**(known or {}), **files})
    zipped = pending.stage(f"{name}.zip")
    with TemporaryDirectory(dir=zipped.parent) as folder, zipped.open("w+b") as out:
        with closing(Spool(Path(folder))) as spool:
            census = bundle.write_bundle(out, pending.made, name, last, spool)
        out.seek(0)
        made = DistFile(file_digest(out, "sha256").hexdigest(), out.seek(0, SEEK_END))
    counts = [TraitCount(*trait, pages) for trait, pages in sorted(census.items())]
    return Distribution({zipped.name: made, **files}, counts)


def _briefing_files(
    of: SiteFacts, root: Path, imprint: Imprint, only: frozenset[Slug] | None
) -> Iterator[tuple[str, bytes]]:
    """The files of dist/ for each briefing, one after the other: name and content."""
    from bindery.build import one_file  # noqa: PLC0415  a build of the website alone makes none of these files

    yield from one_file.one_file_editions(of, only).items()
    if imprint.pdf:
        from bindery.build import pdf  # noqa: PLC0415  as above

        yield from pdf.pdf_files(of, root, only)
    if imprint.epub:
        from bindery.build import epub  # noqa: PLC0415  as above

        yield from epub.epub_files(of, only)
    if imprint.docx:
        from bindery.build import word  # noqa: PLC0415  as above

        yield from word.word_files(of, root, only)


def last_bundle(site: Path, dist: Path, known: BuildRecord) -> LastBundle | None:
    """The last bundle; None where it is missing or not as the last build left it.

    Args:
        site: the folder of the website that it was made from, which is as the last build left it.
        dist: the folder of the bundle.
        known: the record of the last build.
    """
    name = f"{known.bundle}.zip"
    expected = known.dist.get(name, DistFile("", 0))
    try:
        file = dist / name
        data = file.read_bytes() if file.stat().st_size == expected.size else b""
        listed = checksums.read_checksums((site / checksums.NAME).read_bytes())
    except (OSError, checksums.ChecksumError):
        return None
    if not known.census or sha256(data).hexdigest() != expected.sha256:
        return None
    census = Census({(count.kind, count.what): count.pages for count in known.census})
    return LastBundle(site, listed, Bundle(data, census))


__all__ = ["Distribution", "last_bundle", "make_distribution"]
