"""`bindery snapshot fetch`: the live pages of sources, stored as snapshots, and kept by an archive."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bindery import __version__
from bindery.cli.copy_homes import home_of
from bindery.cli.extras import needing
from bindery.cli.links import timeout_option, write_field
from bindery.cli.options import root_option
from bindery.cli.source_names import named_sources
from bindery.cli.storing import NewCopy, made_ready, write_copies
from bindery.evidence.custody import kept_headers
from bindery.evidence.graph import Graph
from bindery.model.names import CopyKey, Slug, SourceId
from bindery.reading.project import FOLDER, STORE, Project, read_project
from bindery.references.reference import doi_address
from bindery.system import clock, disk
from bindery.text.report import printable

if TYPE_CHECKING:
    from bindery.network.fetched_page import FetchedPage
    from bindery.network.fetching import Fetcher
    from bindery.network.wayback import Keys

_ACCESS, _SECRET = "IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"  # as the Internet Archive's own tool has them


@dataclass(frozen=True)
class _Wishes:
    """What to do with the pages.

    Attributes:
        briefing: the briefing to store them for, if that option was given.
        keep: whether they are stored next to the briefing, to be published.
        warc: whether they are stored as WARC files.
        named: whether the sources were named, so that a new copy is made also where there is one.
        keys: the keys for the archive; None if it is not asked.
    """

    briefing: str | None
    keep: bool
    warc: bool
    named: bool
    keys: Keys | None


@click.command()
@click.argument("sources", nargs=-1)
@root_option
@click.option(
    "--briefing",
    help="Briefing to store them for; needed when a source is shared and several briefings cite it.",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Store them next to the briefing and publish them; the sources must have a licence.",
)
@click.option(
    "--warc", is_flag=True, help="Store WARC files, with each request and answer, instead of the pages."
)
@click.option(
    "--archive",
    is_flag=True,
    help=f"Ask the Wayback Machine to keep each page too, and write the address of its copy into `archive`. Needs {_ACCESS} and {_SECRET}.",
)
@timeout_option
@click.pass_obj
def fetch(
    fetcher: Fetcher | None,
    sources: tuple[str, ...],
    root: Path,
    briefing: str | None,
    timeout: float,
    *,
    keep: bool,
    warc: bool,
    archive: bool,
) -> None:
    """Fetch the pages of SOURCES from the web, and store them as snapshots.

    Without SOURCES, of each source of which nothing is stored. If a copy is stored already, the page becomes another copy,
    of today, and the older one is kept. Each page is fetched from its `url`, or else by its `doi`, within limits of time and
    size, as its robots.txt allows, and never from your own network. Exits with 1 when a page was not stored.
    """
    with needing("fetch"):
        from bindery.network import fetching  # noqa: PLC0415  needs an optional package
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    wishes = _Wishes(briefing, keep, warc, bool(sources), _keys() if archive else None)
    chosen = named_sources(sources, project, graph)
    work = _Work(root, project, graph, wishes, fetcher or fetching.Fetcher(fetching.Limits(seconds=timeout)))
    try:
        done = [work.do(source) for source in chosen]
    finally:
        work.fetcher.close()
    stored, failed = sum(one is True for one in done), sum(one is False for one in done)
    click.echo(
        f"{stored} stored, {failed} not" if stored or failed else "there is nothing to fetch", err=True
    )
    if failed:
        sys.exit(1)


def _keys() -> Keys:
    """The keys of the user's account at the archive; ends the command if they are not set."""
    from bindery.network.wayback import KEYS_PAGE, Keys  # noqa: PLC0415  needs an optional package

    access, secret = os.environ.get(_ACCESS, ""), os.environ.get(_SECRET, "")
    if not access or not secret:
        raise click.UsageError(
            f"--archive needs the keys of an account at the Internet Archive: get them at {KEYS_PAGE}, and set"
            f" {_ACCESS} and {_SECRET} in the environment"
        )
    return Keys(access, secret)


class _Work:
    """Fetches and stores the pages of a project.

    Args:
        root: the project's folder.
        project: the project.
        graph: its sources.
        wishes: what to do with the pages.
        fetcher: fetches the pages.
    """

    def __init__(self, root: Path, project: Project, graph: Graph, wishes: _Wishes, fetcher: Fetcher) -> None:
        self.root = root
        self.project = project
        self.graph = graph
        self.wishes = wishes
        self.fetcher = fetcher
        self._kept_no_more = ""  # why the archive keeps no more pages
        self._stored = {key.source for key in (*project.snapshots, *project.fingerprints)}

    def do(self, source: str) -> bool | None:
        """Fetches the page of a source and does with it what is wanted.

        Returns:
            Whether that was done; None if there is nothing to do.
        """
        entry = self.graph.sources[source]
        address = str(entry.url or "") or (doi_address(str(entry.doi)) if entry.doi else "")
        stored = SourceId(source) in self._stored
        wanted = self.wishes.named or not stored
        archived = self.wishes.keys is not None and (self.wishes.named or not entry.archive)
        if not address:
            return self._not(source, "it has no `url` and no `doi`") if self.wishes.named else None
        if not wanted and not archived:
            return None
        done = self._fetched(source, address, again=stored) if wanted else True
        if archived and self.wishes.keys:
            done = self._archived(source, address, self.wishes.keys) and done
        return done

    def _fetched(self, source: str, address: str, *, again: bool) -> bool:
        """Fetches a page and stores it; returns whether it is stored."""
        from bindery.network.fetching import FetchError  # noqa: PLC0415  needs an optional package

        try:
            slug = home_of(source, self.wishes.briefing, self.project, self.graph)
        except click.UsageError as error:
            return self._not(source, error.message)
        if self.wishes.keep and not self.graph.sources[source].licence:
            return self._not(
                source, "it has no `licence`, so its text may not be published; leave out --keep"
            )
        try:
            page = self.fetcher.fetch(address)
        except FetchError as error:
            return self._not(source, str(error))
        if not page.ending:
            kind = page.media_type or "a file of an unknown kind"
            return self._not(source, f"its address leads to {kind}, of which no snapshot can be made")
        day = clock.today().isoformat() if again else ""
        return self._written(page, CopyKey(Slug(slug), SourceId(source), day))

    def _written(self, page: FetchedPage, key: CopyKey) -> bool:
        """Stores a page; returns whether it is stored."""
        data, ending = page.as_stored(), page.ending
        if self._has(key.source, data):
            click.echo(printable(f"`{key.source}` is as it was stored"), err=True)
            return True
        if self.wishes.warc:
            from bindery.network.warc_file import as_warc  # noqa: PLC0415  needs an optional package

            data, ending = as_warc(page), ".warc.gz"
        new = NewCopy(key, f"{key.source}{ending}", ending, data, origin=_origin(page))
        ready = made_ready(new, self.graph)
        if isinstance(ready, list):
            return self._not(
                key.source, f"{ready[0].message}; {ready[0].help}" if ready else "it cannot be read"
            )
        write_copies(self.root, [ready], keep=self.wishes.keep)
        folder = f"{FOLDER}/{key.slug}/snapshots" if self.wishes.keep else f"{STORE}/{key.slug}"
        where = f", from {page.url}" if page.url != page.asked else ""
        click.echo(printable(f"`{key.source}` is stored as {folder}/{ready.file}{where}"), err=True)
        return True

    def _has(self, source: SourceId, data: bytes) -> bool:
        """Whether the newest stored copy of a source is this very file."""
        copies = [
            (key.day, file.data) for key, file in self.project.snapshots.items() if key.source == source
        ]
        return bool(copies) and sha256(max(copies)[1]).digest() == sha256(data).digest()

    def _archived(self, source: str, address: str, keys: Keys) -> bool:
        """Has a page kept by the archive and writes the address of the copy; returns whether that was done."""
        from bindery.network import wayback  # noqa: PLC0415  needs an optional package

        if self._kept_no_more:
            return self._not(source, self._kept_no_more, "archived")
        click.echo(
            printable(f"`{source}`: the archive is asked to keep {address}; this can take minutes"), err=True
        )
        try:
            copy = wayback.archived_copy(address, keys, self.fetcher)
        except wayback.ArchiveError as error:
            self._kept_no_more = str(error) if error.all_pages else ""
            return self._not(source, str(error), "archived")
        home = self.graph.homes[source]
        path = f"{FOLDER}/{home}/sources.yml" if home else f"{FOLDER}/sources.yml"
        write_field(self.root, path, source, "archive", copy)
        click.echo(printable(f"`{source}` is archived as {copy}, which is in {path}"), err=True)
        return True

    @staticmethod
    def _not(source: str, why: str, what: str = "stored") -> bool:
        click.echo(printable(f"`{source}` is not {what}: {why}"), err=True)
        return False


def _origin(page: FetchedPage) -> dict[str, Any]:
    """Where a page came from, for its record of custody."""
    import httpx  # noqa: PLC0415  an optional package

    body = page.last.body
    noted = {}
    if page.as_stored() != body:
        noted = {"encoding as sent": page.charset, "sha256 as sent": sha256(body).hexdigest()}
    return {
        "address": page.asked,
        "addresses": tuple(step.url for step in page.exchanges[1:]),
        "fetched": page.last.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "fetched_by": f"bindery {__version__}, httpx {httpx.__version__}",
        "status": page.last.status,
        "headers": kept_headers(dict(page.last.headers)),
        "noted": noted,
    }


__all__ = ["fetch"]
