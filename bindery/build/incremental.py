"""An incremental build: after an edit, only the pages that the edit can have changed are made.

The last build left a record. Where files of some briefings have changed, these are compiled again, with those that are
tied to them by a shared source; the pages of the whole site are made from what it shows of every briefing, which the
store keeps. The new site is the previous one (the site before the last), in which only the files that changed since are
written. Where anything is not as the last build left it, everything is built. The site is the same, byte for byte,
either way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bindery.build import inspection, workspace
from bindery.build.changed_files import ChangedFiles, RemadeFiles, changed_files
from bindery.build.distribution_name import bundle_name
from bindery.build.downloads import is_download
from bindery.build.edited_project import EditedProject, FaultyBriefingsError
from bindery.build.inspection import InspectionError
from bindery.build.interface import BriefingEntry, owner
from bindery.build.joined_search import joined_index
from bindery.build.last_build import BuildRecord, PageGroup, Pages
from bindery.build.previous_site import SiteSwap, last_file, site_checksums
from bindery.build.workspace import RebuildError, Workspace
from bindery.evidence.omissions import omissions_line
from bindery.exports import sitemap
from bindery.exports.moved import former_owners
from bindery.html.redirect import SCRIPT, leads_on
from bindery.model.names import Slug
from bindery.pages.addresses import Link, claim_address
from bindery.pages.views import SiteView
from bindery.provenance import made_from, manifest
from bindery.provenance.checksums import NAME as CHECKSUMS
from bindery.provenance.made_from import SiteInputs
from bindery.provenance.manifest import OmissionReason
from bindery.search import shards
from bindery.search.index_update import LastIndex
from bindery.site.page_maker import MadePage, PageMaker, UnknownFrameError
from bindery.system import progress

if TYPE_CHECKING:
    from bindery.pages.render import Page


class IncrementalBuild(EditedProject):
    """One build that updates the last site.

    Attributes:
        swap: the previous site on its way to become the next one.

    Raises:
        FaultyBriefingsError: the briefings that were edited have errors.
        RebuildError: the edit reaches further than the pages of these briefings.
        OSError: an input cannot be read.
    """

    def __init__(self, place: Workspace, last: BuildRecord) -> None:
        super().__init__(place, last)
        self.swap = SiteSwap(place, last)
        self._former = former_owners(self.edition.site) if self.edition.site else {}
        self._search = last.search
        self._followed: dict[str, bytes] = {}  # pages in which only the navigation differs

    def put_together(self, made: Path) -> BuildRecord:
        """Make the whole site in a folder, from the pages that were made and from the last site.

        Args:
            made: the folder, on the same disk as the site; anything in it is deleted.

        Returns:
            The record of the build, still without the state of its files.

        Raises:
            RebuildError: the last site is not as it was left, a check of the new one failed, or the system does not
                allow a step; nothing but `made` and the previous site was touched.
        """
        progress.step("joining")
        listed = site_checksums(self.place.site)
        try:
            remade = self.remade_files(listed)
            changed = changed_files(remade, listed)
            self.swap.begin(made, listed)
            self.swap.put(made, changed.files, changed.removed)
            self.inspect(made, remade, changed, listed)
        except (OSError, InspectionError) as error:  # the full build reports what is wrong
            raise RebuildError from error
        return self.new_record(changed.listed)

    def remade_files(self, listed: Mapping[str, str]) -> RemadeFiles:
        """Every file of the site that may differ from the last site.

        Args:
            listed: the checksum list of the last site: SHA-256 by path.

        Raises:
            RebuildError: a page cannot be made without the site engine, or the last site is not as it was left.
            OSError: an input of the manifest cannot be read.
        """
        maker = self._maker
        try:
            made = [self._made(page, listed) for page in self.edition.pages]
        except UnknownFrameError as error:
            raise RebuildError from error
        self.keep_results()
        own = {page.file: page.data for page in made} | {**self.edition.files}
        foreign = frozenset(self.last.foreign)
        before = self._made_before(listed, foreign)
        if not foreign.isdisjoint(own) or (SCRIPT in listed) != self._has_redirects(maker, listed, before):
            raise RebuildError
        self._followed = self._with_new_links(listed, before | own.keys())
        files = own | self._followed
        files |= self._files_of_all(maker, listed)
        search = self._search_files(listed, {page.address: page.headings for page in made})
        files |= {path: data for path, data in search.items() if data is not None}
        gone = {path for path in listed if path.startswith(shards.FOLDER) and path not in search}
        return RemadeFiles(files, frozenset((before - files.keys()) | gone))

    def _made(self, page: Page, listed: Mapping[str, str]) -> MadePage:
        """A page as its file on the site; one that was made like this before is still there.

        Args:
            page: the page of the edition.
            listed: the checksum list of the last site: SHA-256 by path.

        Raises:
            UnknownFrameError: no page of this kind was made before.
        """
        file = self._maker.theme.file_of(page.path)
        made: list[MadePage] = []

        def make() -> tuple[str, str, tuple[tuple[str, str], ...]]:
            made.append(self._maker.made(page))
            return sha256(made[0].data).hexdigest(), made[0].address, tuple(made[0].headings)

        made_from = "page", self.last.theme, self._navigation, page
        checksum, address, headings = self.results.result(made_from, (), make)
        if not made and listed.get(file) == checksum:
            return MadePage(file, last_file(self.place.site, file, listed), address, list(headings))
        return made[0] if made else self._maker.made(page)

    def _search_files(
        self, listed: Mapping[str, str], headings: Mapping[str, list[tuple[str, str]]]
    ) -> Mapping[str, bytes | None]:
        """The files of the search index; None for one that is the same as before.

        Args:
            listed: the checksum list of the last site: SHA-256 by path.
            headings: words and anchor of each heading of the pages that were made, by the page's address.

        Raises:
            RebuildError: the last index is not as it was kept.
        """
        if shards.ROOT not in listed:
            return {}
        if self.edition.site is None:
            raise RebuildError
        names = (name for part in self.last.search for name in part.names)
        last = LastIndex(partial(last_file, self.place.site, listed=listed), listed, names)
        entries = self.edition.site, headings
        parts = self.edition.parts if self.is_far else None
        joined = joined_index(last, self.last.search, entries, self._is_remade, parts)
        if joined is None:
            raise RebuildError
        self._search = joined.parts
        return joined.files

    @cached_property
    def _maker(self) -> PageMaker:
        """What makes pages.

        Raises:
            RebuildError: the theme of the last full build was not kept.
        """
        return PageMaker(workspace.stored_theme(self.place.store, self.last.theme), self._navigation)

    @cached_property
    def _navigation(self) -> dict[str, Any]:
        """What the navigation of every page lists of the briefings."""
        return self.last.navigation | (dict(self.edition.navigation) if self.is_far else {})

    def _with_new_links(self, listed: Mapping[str, str], made: Collection[str]) -> dict[str, bytes]:
        """The pages that were not made, where the navigation of every page lists other briefings than before.

        Args:
            listed: the checksum list of the last site: SHA-256 by path.
            made: paths of the files that were made.

        Raises:
            RebuildError: more than that has changed, or a page does not have its links.
        """
        if self._navigation == self.last.navigation:
            return {}
        from bindery.site import navigation_links  # noqa: PLC0415  few edits change what every page links to

        changed = navigation_links.changed_links(self.last.navigation, self._navigation)
        if changed is None:
            raise RebuildError
        foreign = frozenset(self.last.foreign)
        home = "" if self._maker.theme.directory_urls else "index.html"
        found: dict[str, bytes] = {}
        try:
            links = navigation_links.NavigationLinks.of(self._maker, *changed)
            for path in listed:
                if not path.endswith(".html") or path in made:
                    continue
                folder = path.partition("/")[0]
                own = f"{folder}/{home}" if path not in foreign else ""
                html = last_file(self.place.site, path, listed).decode("utf-8")
                found[path] = links.replaced(html, path, own).encode("utf-8")
        except (navigation_links.NavigationError, UnicodeError) as error:
            raise RebuildError from error
        return found

    def _has_redirects(self, maker: PageMaker, listed: Mapping[str, str], before: Collection[str]) -> bool:
        """Whether a page of the new site leads on from a former address.

        Raises:
            OSError: a page of the last site cannot be read.
        """
        if any(leads_on(page) for path, page in self.edition.files.items() if path.endswith(".html")):
            return True
        if SCRIPT not in listed:
            return False
        generated = (
            path for groups in self.last.generated.values() for group in groups for path in group.paths
        )
        pages = {*map(maker.theme.file_of, generated), *self.last.foreign, *before}
        others = (path for path in listed if path.endswith(".html") and path not in pages)
        return any(leads_on((self.place.site / path).read_bytes()) for path in others)

    def inspect(
        self, made: Path, remade: RemadeFiles, changed: ChangedFiles, listed: Mapping[str, str]
    ) -> None:
        """Check the files that changed: where links lead, what pages load and run.

        Args:
            made: the folder of the new site.
            remade: the files that were made.
            changed: those of them that changed.
            listed: the checksum list of the last site; empty where the last site is not there any more.

        Raises:
            RebuildError: pages load from more hosts than before.
            InspectionError: a link leads nowhere, or something is loaded or run that may not be.
            OSError: a file cannot be read.
        """
        suspect = remade.files if changed.removed else changed.files  # a link may lead to what was removed
        pages = {path for path in suspect if path.endswith(".html") and path not in self._followed}
        names = (*changed.listed, CHECKSUMS)
        trusted = self.last.conditions.trusted
        by_hand = [path for path in self.last.foreign if path.endswith(".html")]
        before = {
            path: last_file(self.place.site, path, listed) if self.is_far and path in listed else None
            for path in pages
        }
        asks = inspection.inspect_changed(made, trusted, names, before, by_hand)
        if not set(asks) <= set(self.last.asks):
            raise RebuildError

    def _is_remade(self, path: str) -> bool:
        """Whether a file of the site belongs to the pages that were made."""
        folder, _, rest = path.partition("/")
        if folder == "sources" and rest:
            return rest.partition("/")[0].removesuffix(".html") in self._remade_sources
        return folder in self._remade_folders

    @cached_property
    def _remade_sources(self) -> frozenset[str]:
        """The names of the sources whose pages were made or are gone, with those that they had before."""
        gone = self._last_names - self.edition.parts.sources.keys() if self.is_far else frozenset[str]()
        now = self._own_sources | gone
        former = {
            old.removeprefix("sources/"): name
            for old, name in self._former.items()
            if old.startswith("sources/")
        }
        return frozenset((now - former.keys()) | {old for old, name in former.items() if name in now})

    @cached_property
    def _remade_folders(self) -> frozenset[str]:
        """The folders of the briefings that were made, with those that they had before."""
        before = {key.removeprefix("name:") for key in self._last_names if key.startswith("name:")}
        former = {folder for folder, now in self._former.items() if now in self.briefings}
        return frozenset((self.briefings - self._former.keys()) | before | former)

    def _made_before(self, listed: Collection[str], foreign: Collection[str]) -> set[str]:
        """The files of the last site in whose place others are made; downloads of briefings that stay are made later.

        Args:
            listed: paths of the files of the last site.
            foreign: those of them that were not made from briefings.
        """
        there = self.edition.parts.briefings.keys()
        return {
            path
            for path in filter(self._is_remade, listed)
            if path not in foreign and not (is_download(path) and Slug(path.partition("/")[0]) in there)
        }

    @cached_property
    def _last_names(self) -> frozenset[str]:
        """The names and former names, of themselves and of their sources, that the briefings that were made had before."""
        last = self.last.briefings
        return frozenset(key for slug in self.briefings if slug in last for key in last[slug].ties)

    @cached_property
    def _own_sources(self) -> frozenset[str]:
        """The sources that the briefings that were made use, or used before."""
        last = self.last.briefings
        keys = (last[slug].parts for slug in self.briefings if slug in last)
        before = workspace.stored_parts(self.place.store, keys).sources
        parts = (*self.edition.parts.sources.values(), *before.values())
        return frozenset(part.key for part in parts if not self.briefings.isdisjoint(part.users))

    def _files_of_all(self, maker: PageMaker, listed: Mapping[str, str]) -> dict[str, bytes]:
        """The files to which every briefing contributes: the manifest and the sitemap.

        Args:
            maker: knows the addresses of pages.
            listed: the checksum list of the last site: SHA-256 by path.
        """
        conditions = self.last.conditions
        made = SiteInputs(
            self.place.root.resolve(),
            self.inputs.files,
            self._left_out(),
            conditions.others,
            conditions.settings,
            conditions.packages,
            self.digests,
        )
        files = {manifest.NAME: made_from.manifest_of(made)}
        if self.edition.site is None:
            raise RebuildError
        parts = self.edition.parts if self.is_far else None
        if parts and sitemap.NAME in listed and conditions.imprint.address:
            shown = (
                group for groups in self._generated(maker).values() for group in groups if not group.draft
            )
            entries = [(maker.canonical(path), group.changed) for group in shown for path in group.paths]
            entries += [(page, "") for page in self.last.by_hand]
            entries += self._claim_addresses(self.edition.site)
            files[sitemap.NAME] = sitemap.sitemap_xml(entries)
        return files

    def _claim_addresses(self, site: SiteView) -> list[tuple[str, str]]:
        """Full address and date of the page of each claim, for the sitemap."""
        return [
            (site.absolute(Link(claim_address(part.address, claim), "")), part.changed)
            for part in self.edition.parts.briefings.values()
            if not part.is_draft
            for claim in part.claims
        ]

    def _generated(self, maker: PageMaker) -> Pages:
        """Every generated page of the new site."""
        made = {page.path: (page.changed, page.draft) for page in self.edition.pages}
        found = workspace.grouped_pages(made)
        for folder, groups in self.last.generated.items():
            if folder in found or folder in ("", "sources"):  # of which an edit makes some pages again
                kept = [group._replace(paths=self._kept_pages(maker, group, made)) for group in groups]
                found[folder] = [*(group for group in kept if group.paths), *found.get(folder, ())]
            elif folder not in self._remade_folders:
                found[folder] = groups
        return found

    def _kept_pages(self, maker: PageMaker, group: PageGroup, made: Collection[str]) -> list[str]:
        """The pages of a group that are still there, and were not made again."""
        is_remade, file_of = self._is_remade, maker.theme.file_of
        return [path for path in group.paths if path not in made and not is_remade(file_of(path))]

    def _left_out(self) -> dict[str, OmissionReason]:
        """Why each input that is not in the site is left out, by path of the input."""
        own = self.read
        kept = {path: why for path, why in self.last.left_out.items() if owner(path) not in own}
        return kept | {path: why for path, why in self.edition.left_out.items() if owner(path) in own}

    def new_record(self, listed: Mapping[str, str]) -> BuildRecord:
        """The record of this build, still with the state of the last build's files.

        Args:
            listed: the checksum list of the site as it is now: SHA-256 by path.

        Raises:
            RebuildError: pages of the whole site show something else, though nothing that they show has changed.
        """
        own = self.read if self.is_far else self.briefings
        last = self.last.briefings
        shown = self.edition.parts
        parts = workspace.store_parts(self.place.store, shown, self.briefings & shown.briefings.keys())
        if not self.is_far and any(last[slug].parts != key for slug, key in parts.items()):
            raise RebuildError
        copies = self.stored_copies()
        entries = {
            slug: replace(self.entries[slug], parts=parts.get(slug, ""), copies=copies.get(slug, ""))
            for slug in self.briefings & self.entries.keys()
        }
        now = {slug: entry for slug, entry in last.items() if slug not in self.briefings} | entries
        listed_sources = self._listed_sources()
        maker = self._maker
        return replace(
            self.last,
            briefings={slug: now[slug] for slug in sorted(now)},
            inputs=self.seen,
            problems=self.problems(own, now),
            left_out=self._left_out(),
            navigation=self._navigation,
            search=self._search,
            listed=listed_sources,
            omissions=self._omissions(now, listed_sources) if self.is_far else self.last.omissions,
            generated=self._generated(maker),
            bundle=self._bundle_name(),
            pages=sum(path.endswith(".html") for path in listed),
        )

    def _listed_sources(self) -> int:
        """Number of sources in all lists."""
        before = (self.last.briefings.get(slug) for slug in self.edited)
        after = (self.entries.get(slug) for slug in self.edited)
        more = sum(len(entry.declared) for entry in after if entry)
        return self.last.listed + more - sum(len(entry.declared) for entry in before if entry)

    def _omissions(self, now: Mapping[Slug, BriefingEntry], listed: int) -> str:
        """One line that says what is left out; empty for nothing.

        Args:
            now: the entry of each briefing.
            listed: number of sources in all lists.
        """
        drafts = sum(entry.is_draft for entry in now.values())
        return omissions_line(drafts, listed - len(self.edition.parts.sources))

    def _bundle_name(self) -> str:
        return (
            bundle_name(self.edition, self.last.conditions.imprint.name) if self.is_far else self.last.bundle
        )


__all__ = [
    "ChangedFiles",
    "FaultyBriefingsError",
    "IncrementalBuild",
    "RemadeFiles",
    "changed_files",
]
