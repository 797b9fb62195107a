"""The check of a site that was made, before it takes its place: where links lead, what pages load, which scripts they hold.

A page whose tags are all written plainly, as ours are, is read by a few expressions; any other is parsed. Nothing
here knows how pages are made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote

from bindery.html import csp
from bindery.html.scan import scan_page, scan_thoroughly, style_addresses
from bindery.provenance import checksums
from bindery.site.settings import Trusted
from bindery.system import atomic, progress, workers
from bindery.text.problems import Problem, in_order

_WITHIN = re.compile(r"[a-z0-9_.#-][a-z0-9_./#-]*")  # most are plainly of the site, and need no closer look
_UNSEEN = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OTHER_HOST = re.compile(r"(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)
_ON_A_DISK = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.IGNORECASE)
_RUNS = ("javascript", "vbscript", "data")  # as addresses of links


class InspectionError(Exception):
    """A site that may not take its place; it holds the problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("the site was not published")
        self.problems = tuple(problems)


def _files(site: str) -> Iterator[tuple[str, str]]:
    """Every file of a site by its name there, with its path; folders that are links are not walked."""
    for entry in atomic.entries(site):
        if entry.is_file():
            yield entry.path.removeprefix(site).replace(os.sep, "/").lstrip("/"), entry.path


def inspect(site: Path, trusted: Trusted) -> list[str]:
    """Check a site that was made.

    Args:
        site: its folder; nothing outside it is read.
        trusted: what its configuration answers for.

    Returns:
        The addresses on other hosts from which its pages load, as the configuration lets them.

    Raises:
        RefusedError: something on it leads nowhere, or may not be there.
    """
    check = _Check(site, trusted)
    check.run()
    if check.problems:
        raise InspectionError(in_order(check.problems))
    return sorted(check.elsewhere)


def inspect_changed(
    site: Path, trusted: Trusted, names: Iterable[str], changed: Collection[str], others: Collection[str]
) -> list[str]:
    """Check the pages of a site that changed since the whole of it was checked.

    Args:
        site: its folder.
        trusted: what its configuration answers for.
        names: every file that it has, as many and of the same names as then.
        changed: the pages that are not what they were.
        others: those of the rest whose links may lead to a place on one of these.

    Returns:
        The addresses on other hosts from which the changed pages load.

    Raises:
        RefusedError: something on them leads nowhere, or may not be there.
    """
    check = _Check(site, trusted, {name: f"{site}/{name}" for name in names})
    check.look_at(changed, others)
    if check.problems:
        raise InspectionError(in_order(check.problems))
    return sorted(check.elsewhere)


@dataclass
class _Sight:
    """What was seen of one file.

    Attributes:
        ids: the places on it that a link can lead to; None where nobody knows them.
        places: of each link to a place on another page, its address, that page, and the place there.
        elsewhere: the addresses on other hosts that it loads from.
        problems: what is wrong with it.
    """

    ids: set[str] | None = None
    places: list[tuple[str, str, str]] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


class _Check:
    """One check of one site."""

    def __init__(self, site: Path, trusted: Trusted, files: Mapping[str, str] | None = None) -> None:
        self.site = site
        self.trusted = trusted
        self.files = files or dict(sorted(_files(str(site))))  # by its name on the site, its path
        self.problems: list[Problem] = []
        self.elsewhere: set[str] = set()
        self.seen: dict[str, _Sight] = {}
        self.sight = _Sight()  # of the file at hand
        self.known: dict[str, bool] = {}
        # By how deep a page lies, the addresses that lead to a file from any such page.
        self.fine: dict[int, set[str]] = {}
        self.digests: dict[str, str] = {}

    def look_at(self, changed: Collection[str], others: Collection[str]) -> None:
        """Reads the pages that changed, and of others what leads there and what these lead to."""
        self.seen = {name: self._see(name) for name in sorted(changed)}
        led_to = {page for sight in self.seen.values() for _, page, _ in sight.places}
        for page in sorted(led_to - self.seen.keys()):
            if page.endswith((".html", ".htm")):
                self.seen[page] = _Sight(scan_page(self._text(page)).ids)
        for name in sorted(others):
            found = scan_page(self._text(name))
            self.sight = _Sight(found.ids)
            self._addresses(name, found.links, loaded=False)
            self.sight.places = [place for place in self.sight.places if place[1] in changed]
            self.seen[name] = self.sight
        self._gather()

    def _text(self, name: str) -> str:
        with open(self.files[name], "rb", buffering=0) as file:  # noqa: PTH123  a path's own `open` takes as long again
            return file.read().decode("utf-8", "replace")

    def run(self) -> None:
        """Reads each file once."""
        names = [name for name in self.files if name.endswith((".html", ".htm", ".svg", ".css"))]

        def see(numbered: tuple[int, str]) -> _Sight:
            progress.step("inspecting", numbered[0], len(names))
            return self._see(numbered[1])

        self.seen = dict(zip(names, workers.map_in_two(see, list(enumerate(names, 1))), strict=True))
        self._gather()
        self.sight = _Sight()
        self._sealed()
        self.problems += self.sight.problems

    def _see(self, name: str) -> _Sight:
        """Looks at one file."""
        self.sight = _Sight()
        text = self._text(name)
        if name.endswith(".css"):
            self._addresses(name, style_addresses(text), loaded=True)
        else:
            self._page(name, text)
        return self.sight

    def _gather(self) -> None:
        """What was seen of all, and whether each place is there that a link leads to."""
        for name, sight in self.seen.items():
            self.sight = sight
            for address, page, place in sight.places:
                ids = self.seen[page].ids if page in self.seen else None
                if ids is not None and place not in ids:
                    self._no_place(name, address, page, place)
            self.problems += sight.problems
            self.elsewhere |= sight.elsewhere

    def _page(self, name: str, text: str) -> None:
        found = scan_thoroughly(text) if name.endswith(".svg") else scan_page(text)
        self.sight.ids = found.ids
        self._addresses(name, found.links, loaded=False)
        self._addresses(name, found.loads, loaded=True)
        said = csp.policy_of(text)
        if not said and name.endswith(".html"):
            self._problem("B614", name, "this page has no Content-Security-Policy", _POLICY)
        strange = [f"the script or style `{_begun(w)}`" for w in found.within if self._digest(w) not in said]
        strange += [f"the script `{s}`" for s in found.scripts if not self._knows(name, s)]
        strange += [f"`{_begun(what)}` on an element" for what in found.strange]
        for what in strange:
            self._runs(name, what)

    def _digest(self, words: str) -> str:
        if words not in self.digests:
            self.digests[words] = csp.digest(words)
        return self.digests[words]

    def _knows(self, page: str, script: str) -> bool:
        if _OTHER_HOST.match(script):
            return True  # what is loaded from elsewhere is told of as such
        path = self._path(page, script.partition("?")[0])
        if path not in self.known:
            self.known[path] = self.trusted.knows(path)
        return self.known[path]

    def _addresses(self, name: str, addresses: Iterable[str], *, loaded: bool) -> None:
        """Follows the addresses that a page, or a stylesheet, names."""
        deep = name.count("/")
        fine = self.fine.setdefault(deep, set())
        for written in set(addresses) - fine:
            if _WITHIN.fullmatch(written):
                found = self._follow(name, written)
                if found and "#" not in written and written.startswith("../" * deep):
                    fine.add(written)
                continue
            address = _UNSEEN.sub("", written).strip("\0 ")  # as a browser reads it
            if _OTHER_HOST.match(address):
                if loaded:
                    self._from_elsewhere(name, address)
            elif _ON_A_DISK.match(address) or (address.startswith("/") and not self._rooted(name, address)):
                self._problem("B611", name, f"`{address}` is a path on one machine or one server", _RELATIVE)
            elif scheme := _SCHEME.match(address):
                if scheme[1].lower() in _RUNS and not loaded and not _is_saved(address):
                    self._runs(name, f"the address `{_begun(address)}`")
            else:
                self._follow(name, address)

    def _follow(self, name: str, address: str) -> bool:
        """Looks for what a page names; returns whether there is such a file."""
        path, _, place = address.partition("#")
        path = path.partition("?")[0]
        page = self._path(name, path) if path else name
        if page not in self.files:
            page = f"{page}/index.html" if page else "index.html"
        if page not in self.files:
            self._nowhere(name, address, "there is no such file")
            return False
        if (anchor := unquote(place.partition(":~:")[0])) not in ("", "top"):
            if page != name:
                self.sight.places.append((address, page, anchor))
            elif self.sight.ids is not None and anchor not in self.sight.ids:
                self._no_place(name, address, page, anchor)
        return True

    def _path(self, page: str, address: str) -> str:
        """The path on the site of what a page names by an address; it begins with `..` where that lies outside."""
        if "%" in address:
            address = unquote(address)
        if address.startswith("/"):
            address, page = address.removeprefix(self.trusted.base.rstrip("/")).lstrip("/"), ""
        folders = page.split("/")[:-1]
        while folders and address.startswith("../"):
            folders.pop()
            address = address[3:]
        path = "/".join((*folders, address))
        if "//" in path or "/." in path or path.startswith("."):
            path = normpath(path)
        return "" if path == "." else path.removesuffix("/")

    def _rooted(self, name: str, address: str) -> bool:
        """Whether an address that begins at the root may do so: on the page that is shown at every address."""
        return name == "404.html" and not address.startswith("//") and address.startswith(self.trusted.base)

    def _from_elsewhere(self, name: str, address: str) -> None:
        if self.trusted.lets(address):
            self.sight.elsewhere.add(address)
        else:
            self._problem("B612", name, f"something is loaded from `{address}`", _HOST)

    def _runs(self, name: str, what: str) -> None:
        self._problem("B613", name, f"{what} comes from no template, and nothing names it", _SCRIPT)

    def _nowhere(self, name: str, address: str, why: str) -> None:
        self._problem("B610", name, f"a link to `{address}` leads nowhere: {why}", _LINK)

    def _no_place(self, name: str, address: str, page: str, place: str) -> None:
        self._nowhere(name, address, f"there is no `{place}` on {page}")

    def _sealed(self) -> None:
        """Whether the list of the site's files lists them, each once and no other."""
        if checksums.NAME not in self.files:
            return
        listed = set(checksums.read_checksums(Path(self.files[checksums.NAME]).read_bytes()))
        for name in sorted(listed ^ (set(self.files) - {checksums.NAME})):
            why = "lists a file that is not there" if name in listed else "does not list this file"
            self._problem("B615", name, f"{checksums.NAME} {why}", _SEAL)

    def _problem(self, code: str, page: str, message: str, remedy: str) -> None:
        self.sight.problems.append(Problem(code, message, path=page, help=remedy))


_LINK = "correct the address, or write the page or the file that it names"
_RELATIVE = "write the address as it is seen from this page: `../data/toll.csv`"
_HOST = "keep a copy in docs/, or name the host in mkdocs.yml: `hosts` under `bindery`"
_SCRIPT = "put it into a file, and name that under `extra_javascript` or `extra_css`"
_POLICY = "let the template of this page have a `<head>`"
_SEAL = "build again; if that does not help, this is our mistake"
_SHOWN = 60  # characters of a script that a message shows


def _is_saved(address: str) -> bool:
    """Whether a link carries a file in itself of a kind that a browser can only save."""
    kind, separator, _ = address.removeprefix("data:").partition(";charset=utf-8,")
    return address.startswith("data:") and bool(separator) and kind in csp.SAVED


def _begun(words: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


__all__ = ["InspectionError", "inspect", "inspect_changed"]
