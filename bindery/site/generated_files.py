"""An edition's pages and files as files of MkDocs, and how they get along with hand-written ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel

from bindery.edition import Edition, address_conflict
from bindery.exports.formats import robots
from bindery.html.page_parts import anchors
from bindery.pages.addresses import Link, claim_address
from bindery.provenance import checksums, manifest
from bindery.provenance.checksums import MARK

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from bindery.pages.render import Page
    from bindery.pages.views import SiteView


def add_edition(files: Files, edition: Edition, config: MkDocsConfig) -> None:
    """Adds every page and file of an edition to the files of a site."""
    for page in edition.pages:
        file = File.generated(config, page.path, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
        if page.source:
            file.edit_uri = f"../{page.source}"
        files.append(file)
    for path, data in edition.files.items():
        if path == robots.NAME and files.get_file_from_path(path):
            continue  # the project has its own
        files.append(File.generated(config, path, content=data))


def with_conflicts(edition: Edition, files: Files, config: MkDocsConfig) -> Edition:
    """The edition, with an error for each of its pages and files whose address a hand-written one has."""
    taken = {file.dest_uri.casefold(): file.src_uri for file in files}
    found = [
        address_conflict(path, f"docs/{taken[address]}")
        for path in _generated_paths(edition)
        if (address := _destination(config, path).casefold()) in taken
    ]
    return replace(edition, problems=(*edition.problems, *found))


def _generated_paths(edition: Edition) -> Iterator[str]:
    """The paths that no hand-written file may have. A project may have its own robots.txt."""
    yield from (page.path for page in edition.pages)
    yield from (path for path in edition.files if path != robots.NAME)
    yield from (manifest.NAME, checksums.NAME, MARK)


def _destination(config: MkDocsConfig, path: str) -> str:
    """Where in the site MkDocs puts a generated file, such as `heat/index.html` for `heat/index.md`."""
    return File.generated(config, path, content="").dest_uri


def hand_written_files(files: Files, config: MkDocsConfig) -> dict[str, bool]:
    """The files in the project's folder of documents, each with whether it is in the site, by path in that folder."""
    return {
        file.src_uri: file.inclusion in (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)
        for file in files
        if file.src_dir == config.docs_dir and not file.generated_by
    }


def add_linked_anchors(files: Files, pages: Mapping[str, Page]) -> None:
    """Tells MkDocs which anchors our pages have, so that it can check links to them from hand-written pages.

    Only pages to which such a link leads are read.

    Args:
        files: the files of the site.
        pages: the generated pages whose HTML is ready, by path of their Markdown files.
    """
    documents = [file.page for file in files.documentation_pages() if file.page]
    for linked in {file for page in documents for file in page.links_to_anchors or ()}:
        if linked.page and linked.src_uri in pages:
            known = linked.page.present_anchor_ids or set()
            linked.page.present_anchor_ids = known | anchors(linked.page.content or "")


def sitemap_entries(
    files: Files, pages: Mapping[str, Page], site: SiteView | None
) -> Iterator[tuple[str, str]]:
    """Address and date of each page for the sitemap. Drafts are left out; the date of hand-written pages is empty.

    Args:
        files: the files of the site.
        pages: the generated pages, by path of their Markdown files.
        site: what they were made from; None if nothing was read. Its claims have pages of their own.
    """
    if site and site.imprint.address:
        for view in site.public:
            for claim in view.claims:
                yield site.absolute(Link(claim_address(view.address, claim), "")), view.changed_on
    for file in files.documentation_pages():
        made = pages.get(file.src_uri) if file.generated_by else None
        address = file.page.canonical_url if file.page else None
        if address and not (made and made.draft):
            yield address, made.changed if made else ""


def hand_written_addresses(files: Files) -> Iterator[str]:
    """The full address of each hand-written page; none where the site has no address."""
    for file in files.documentation_pages():
        if not file.generated_by and file.page and file.page.canonical_url:
            yield file.page.canonical_url
