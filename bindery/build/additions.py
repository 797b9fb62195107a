"""Puts the files that readers download on a finished website: the files, the pages and feeds that name them, the checksums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from bindery.build import downloads
from bindery.build.last_build import DistFile
from bindery.build.site_facts import SiteFacts
from bindery.model.names import Slug
from bindery.pages.addresses import FEED
from bindery.pages.render import Renderer
from bindery.provenance import checksums
from bindery.reading.inputs import Imprint


class Additions:
    """What comes to a website after its pages were made.

    Args:
        site: the folder of the website, which has its checksum list.
        imprint: says which kinds of file the website publishes.
        put: writes files of the website, by path.
    """

    def __init__(self, site: Path, imprint: Imprint, put: Callable[[Mapping[str, bytes]], None]) -> None:
        self.site = site
        self.imprint = imprint
        self._put = put
        self._hashes: dict[str, str] = {}
        self._kinds = {kind.made: kind for kind in downloads.kinds_of(imprint)}

    def _add(self, path: str, data: bytes) -> None:
        self._put({path: data})
        self._hashes[path] = sha256(data).hexdigest()

    def add_file(self, name: str, data: bytes) -> None:
        """Put a file of dist/ on the website, if it publishes this kind."""
        slug, dot, ending = name.rpartition(".")
        if kind := self._kinds.get(dot + ending):
            self._add(f"{slug}/{slug}{kind.ending}", data)

    def name_files(self, of: SiteFacts, made: Mapping[str, DistFile], only: frozenset[Slug] | None) -> None:
        """Name the files on the pages of their briefings, and in the feed of each.

        Args:
            of: the site.
            made: checksum and size of the files that were made, by name.
            only: names of the briefings; None for all.
        """
        if not self._kinds or of.edition.site is None:
            return
        renderer = Renderer(of.edition.site, of.templates, directory_urls=of.directory_urls)
        for slug, view in of.edition.site.briefings.items():
            files = downloads.downloads_of(slug, made, self.imprint)
            if not files or (only is not None and slug not in only):
                continue
            for path, page in downloads.pages_with(of, renderer, view, files, self._read):
                self._add(path, page)
            self._complete_feed(f"{view.address}{FEED}", {slug: files})

    def finish(self, known: Mapping[str, DistFile]) -> None:
        """Name the files in the feed of the website, and list all that was added with its checksum.

        Args:
            known: checksum and size of each file of dist/ but the bundle, by name.
        """
        if not self._kinds:
            return
        briefings = dict.fromkeys(Slug(name.rpartition(".")[0]) for name in known)
        files = {slug: downloads.downloads_of(slug, known, self.imprint) for slug in briefings}
        self._complete_feed(FEED, files)
        if self._hashes:
            listed = checksums.read_checksums(self._read(checksums.NAME))
            self._put({checksums.NAME: checksums.checksum_text(listed | self._hashes)})

    def _complete_feed(self, path: str, files: Mapping[Slug, tuple[downloads.Download, ...]]) -> None:
        if not (self.site / path).is_file():
            return
        before = self._read(path)
        feed = downloads.feed_with(before, self.imprint.address, files)
        if feed != before:
            self._add(path, feed)

    def _read(self, path: str) -> bytes:
        return (self.site / path).read_bytes()


__all__ = ["Additions"]
