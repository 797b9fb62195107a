"""An edition's pages and files as files of MkDocs, and how they get along with hand-written ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from bindery.edition import Edition, address_conflict
from bindery.exports.formats import robots
from bindery.html.page_parts import anchors
from bindery.pages.addresses import Link, claim_address
from bindery.provenance import checksums, manifest
from bindery.provenance.checksums import MARK
from bindery.site.bodies import published_file

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from bindery.pages.render import Page
    from bindery.pages.site_parts import SiteParts
    from bindery.pages.views import SiteView
    from bindery.site.bodies import Bodies, BodyPage


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


class LinkedFiles(Files):
    """The files of a site, and those of the bodies of briefings as far as a hand-written page links to them.

    Args:
        files: the files that MkDocs knows.
        config: the configuration of the site.
    """

    def __init__(self, files: Iterable[File], config: MkDocsConfig) -> None:
        super().__init__(list(files))
        self.config = config
        self.bodies: Bodies | None = None
        self.linked: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """A file by its path in the documents folder."""
        found = super().get_file_from_path(path) or self.linked.get(path)
        if found is None and self.bodies and (path in self.bodies.pages or path in self.bodies.files):
            found = File.generated(self.config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            self.linked[path] = found
        return found

    def body_of(self, path: str) -> BodyPage | None:
        """The page of a Markdown file, if a body has it."""
        return self.bodies.body_of(path) if self.bodies else None


def with_conflicts(edition: Edition, bodies: Bodies | None, files: Files, config: MkDocsConfig) -> Edition:
    """The edition, with an error for each of its pages and files whose address a hand-written one has."""
    taken = {file.dest_uri.casefold(): file.src_uri for file in files}
    found = [
        address_conflict(path, f"docs/{taken[address]}")
        for path in _generated_paths(edition, bodies)
        if (address := _destination(config, path).casefold()) in taken
    ]
    return replace(edition, problems=(*edition.problems, *found))


def _generated_paths(edition: Edition, bodies: Bodies | None) -> Iterator[str]:
    """The paths that no hand-written file may have. A project may have its own robots.txt."""
    yield from (page.path for page in edition.pages)
    yield from (path for path in edition.files if path != robots.NAME)
    if bodies:
        yield from bodies.pages
        yield from bodies.files
    yield from (manifest.NAME, checksums.NAME, MARK)


def _destination(config: MkDocsConfig, path: str) -> str:
    """Where in the site MkDocs puts a generated file, such as `heat/index.html` for `heat/index.md`."""
    return published_file(path, directory_urls=config.use_directory_urls) if path.endswith(".md") else path


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
        if isinstance(files, LinkedFiles) and linked.page is None and (body := files.body_of(linked.src_uri)):
            MkDocsPage(None, linked, files.config).present_anchor_ids = anchors(body.content)
        elif linked.page and linked.src_uri in pages:
            known = linked.page.present_anchor_ids or set()
            linked.page.present_anchor_ids = known | anchors(linked.page.content or "")


def sitemap_entries(
    files: Files, pages: Mapping[str, Page], edition: Edition, bodies: Bodies | None, config: MkDocsConfig
) -> Iterator[tuple[str, str]]:
    """Address and date of each page for the sitemap. Drafts are left out; the date of hand-written pages is empty.

    Args:
        files: the files of the site.
        pages: the generated pages that MkDocs knows, by path of their Markdown files.
        edition: what they were made from. Its claims have pages of their own.
        bodies: the other pages.
        config: the configuration of the site.
    """
    if edition.site and edition.site.imprint.address:
        yield from _claims(edition.site, edition.parts)
    for path, (changed, draft) in bodies.pages.items() if bodies and config.site_url else ():
        if not draft:
            yield _canonical(path, config), changed
    for file in files.documentation_pages():
        made = pages.get(file.src_uri) if file.generated_by else None
        address = file.page.canonical_url if file.page else None
        if address and not (made and made.draft):
            yield address, made.changed if made else ""


def _claims(site: SiteView, parts: SiteParts) -> Iterator[tuple[str, str]]:
    """Address and date of the page of each claim that is not in a draft."""
    for part in parts.briefings.values():
        for claim in () if part.is_draft else part.claims:
            yield site.absolute(Link(claim_address(part.address, claim), "")), part.changed


def _canonical(path: str, config: MkDocsConfig) -> str:
    """The full address of the page of a Markdown file."""
    return MkDocsPage(None, File.generated(config, path, content=""), config).canonical_url or ""


def hand_written_addresses(files: Files) -> Iterator[str]:
    """The full address of each hand-written page; none where the site has no address."""
    for file in files.documentation_pages():
        if not file.generated_by and file.page and file.page.canonical_url:
            yield file.page.canonical_url
