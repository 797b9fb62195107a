"""The inspection of a finished site before it is published: where links lead, what pages load, which scripts they run.

A page whose tags are written plainly, as ours are, is read with a few regular expressions; any other page is parsed.
Nothing here knows how pages are made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bindery.build.file_reports import (
    AnchorLink,
    FileReport,
    GroupReport,
    broken_links,
    groups_of,
    leading_out,
)
from bindery.build.foreign_scripts import ForeignScript, plugin_problems, start_of, summed_up
from bindery.html import csp
from bindery.html.scan import scan_drawing, scan_page, style_addresses
from bindery.provenance import checksums
from bindery.site.trusted import Trusted
from bindery.system import atomic, progress, workers
from bindery.text.problems import Problem, sorted_problems

if TYPE_CHECKING:
    from bindery.site.other_plugins import PluginChanges  # it loads MkDocs, which an edit does not need

_PLAIN = re.compile(r"[a-z0-9_.#-][a-z0-9_./#-]*")  # most addresses: on this site, relative, nothing escaped
_IGNORED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")  # what browsers drop (WHATWG URL Standard, 4.4)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OTHER_HOST = re.compile(r"(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)
_ON_A_DISK = re.compile(r"file:|[a-z]:[\\/]|\\\\", re.IGNORECASE)
_RUNS = ("javascript", "vbscript", "data")  # schemes of links that can run a program


class InspectionError(Exception):
    """A site that may not be published.

    Raised by `inspect` and `inspect_changed`. Caught by `bindery build` and the preview, which print the problems, and
    by `IncrementalBuild`, which turns it into a `RebuildError`.

    Attributes:
        problems: every problem that was found; a file is named by its path on the site.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("the site was not published")
        self.problems = tuple(problems)


def _files(site: str) -> Iterator[str]:
    """The path on the site of each of its files; links to folders are not followed.

    Args:
        site: the folder of the site.
    """
    for entry in atomic.entries(site):
        if entry.is_file():
            yield entry.path.removeprefix(site).replace(os.sep, "/").lstrip("/")


def inspect(
    site: Path,
    trusted: Trusted,
    changes: PluginChanges | None = None,
    names: Collection[str] | None = None,
) -> list[str]:
    """Inspect a whole site.

    Args:
        site: the folder of the site; nothing outside it is read.
        trusted: the hosts, scripts and folders that its configuration allows.
        changes: what other plugins did to it, if any.
        names: paths of all files of the site, sorted; None to look for them.

    Returns:
        The addresses on other hosts that its pages load from; the configuration allows all of them.

    Raises:
        InspectionError: a link leads nowhere, or something is on the site that may not be there.
    """
    check = _Inspection(site, trusted, names)
    if changes:
        check.added = changes.added
    check.run()
    if check.problems:
        raise InspectionError(sorted_problems(summed_up(check.problems)))
    return sorted(check.elsewhere)


def inspect_changed(
    site: Path,
    trusted: Trusted,
    names: Iterable[str],
    changed: Mapping[str, bytes | None],
    others: Collection[str],
) -> list[str]:
    """Inspect the pages that changed since the whole site was inspected.

    Args:
        site: the folder of the site.
        trusted: the hosts, scripts and folders that its configuration allows.
        names: paths of all files of the site; the same as when the whole site was inspected.
        changed: each page that changed, by its path, as it was when it was last inspected; None where that is unknown.
        others: paths of unchanged pages whose links may lead to an anchor on a changed page.

    Returns:
        The addresses on other hosts that the changed pages load from.

    Raises:
        InspectionError: a link leads nowhere, or something is on a page that may not be there.
        OSError: a page cannot be read.
    """
    check = _Inspection(site, trusted, names)
    check.run_on(changed, others)
    if check.problems:
        raise InspectionError(sorted_problems(check.problems))
    return sorted(check.elsewhere)


class _Inspection:
    """One inspection of one site.

    Args:
        site: the folder of the site.
        trusted: the hosts, scripts and folders that its configuration allows.
        names: paths of all files on the site; None to look for them.

    Attributes:
        problems: every problem that was found.
        elsewhere: addresses on other hosts that pages load from.
        added: the plugin that added a script or style, by its hash or the last part of its path.
    """

    def __init__(self, site: Path, trusted: Trusted, names: Iterable[str] | None = None) -> None:
        self.trusted = trusted
        self.site = str(site)
        self.files = dict.fromkeys(sorted(_files(self.site)) if names is None else names)  # paths on the site
        self.problems: list[Problem] = []
        self.elsewhere: set[str] = set()
        self.added: Mapping[str, str] = {}
        self.reports: dict[str, FileReport] = {}  # by path on the site
        self.report = FileReport()  # of the file that is being read
        self.known: dict[str, bool] = {}  # whether the configuration allows a script, by its path on the site
        # Addresses that lead to a file from any page at this depth: number of folders above the page.
        self.good: dict[int, set[str]] = {}
        self.digests: dict[str, str] = {}  # of inline scripts and styles, by their text

    def run_on(self, changed: Mapping[str, bytes | None], others: Collection[str]) -> None:
        """Read the pages that changed, the pages that they link to, and the links of other pages to them.

        Args:
            changed: each page that changed, as it was before.
            others: paths of unchanged pages whose links may lead to an anchor on a changed page.
        """
        self.reports = {name: self._read(name) for name in sorted(changed)}
        linked = {page for name in self.reports for page in self._linked(name, changed[name])}
        for page in sorted(linked - self.reports.keys()):
            if page.endswith((".html", ".htm")):
                self.reports[page] = FileReport(scan_page(self._text(page)).ids)
        for name in sorted(others):
            found = scan_page(self._text(name))
            self.report = FileReport(found.ids)
            self._addresses(name, found.links, loaded=False)
            self.report.anchor_links = [link for link in self.report.anchor_links if link.page in changed]
            self.reports[name] = self.report
        self.problems += plugin_problems(self._gather())

    def _linked(self, name: str, before: bytes | None) -> set[str]:
        """The pages to whose anchors a changed page has links that may lead nowhere: not those that it had before.

        To see which links it had takes as long as to read some pages.
        """
        links = self.reports[name].anchor_links
        linked = {link.page for link in links} - self.reports.keys()
        if before is None or len(linked) <= _MANY:
            return linked
        known = set(scan_page(before.decode("utf-8", "replace")).links)
        return {link.page for link in links if link.address not in known}

    def _text(self, name: str) -> str:
        with open(f"{self.site}/{name}", "rb", buffering=0) as file:  # noqa: PTH123  Path.open takes twice as long
            return file.read().decode("utf-8", "replace")

    def run(self) -> None:
        """Read every page, picture and stylesheet once."""
        names = [name for name in self.files if name.endswith((".html", ".htm", ".svg", ".css"))]
        numbers = {name: number for number, name in enumerate(names)}
        groups = list(groups_of(names))

        def read(numbered: tuple[int, list[str]]) -> GroupReport:
            progress.step("inspecting", numbered[0], len(groups))
            return self._read_group(numbered[1], numbers)

        found = workers.map_in_two(
            read, list(enumerate(groups, 1)), few=2 if len(names) >= workers.FEW else None
        )
        self.problems, self.elsewhere = [], set()
        for group in found:
            self.problems += group.problems
            self.elsewhere |= group.elsewhere
        self.problems += plugin_problems(one for group in found for one in group.foreign)
        for name, page, anchor in broken_links(group.anchors for group in found):
            for link in self._read(names[name]).anchor_links:
                if (link.page, hash(link.anchor)) == (names[page], anchor):
                    self.report = FileReport()
                    self._no_anchor(names[name], link)
                    self.problems += self.report.problems
        self.report = FileReport()
        self._compare_with_list()
        self.problems += self.report.problems

    def _read_group(self, names: list[str], numbers: Mapping[str, int]) -> GroupReport:
        """Inspect some files, and the links between them.

        Args:
            names: paths of the files.
            numbers: number of each file of the site.
        """
        self.reports = {name: self._read(name) for name in names}
        links = {name: report.anchor_links for name, report in self.reports.items()}
        anchors = leading_out(links, {name: report.ids for name, report in self.reports.items()}, numbers)
        self.problems, self.elsewhere = [], set()
        foreign = self._gather()
        return GroupReport(self.problems, self.elsewhere, foreign, anchors)

    def _read(self, name: str) -> FileReport:
        """Inspect one file by itself."""
        self.report = FileReport()
        text = self._text(name)
        if name.endswith(".css"):
            self._addresses(name, style_addresses(text), loaded=True)
        else:
            self._page(name, text)
        return self.report

    def _gather(self) -> list[tuple[str, ForeignScript]]:
        """Collect what was found in the files that were read, and check their links to each other.

        Returns:
            The scripts that other plugins added and nothing allows.
        """
        for name, report in self.reports.items():
            self.report = report
            for link in report.anchor_links:
                ids = self.reports[link.page].ids if link.page in self.reports else None
                if ids is not None and link.anchor not in ids:
                    self._no_anchor(name, link)
            self.problems += report.problems
            self.elsewhere |= report.elsewhere
        return [one for report in self.reports.values() for one in report.foreign]

    def _page(self, name: str, text: str) -> None:
        found = scan_drawing(text) if name.endswith(".svg") else scan_page(text)
        self.report.ids = found.ids
        self._addresses(name, found.links, loaded=False)
        self._addresses(name, found.loads, loaded=True)
        policy = csp.policy_of(text)
        if not policy and name.endswith(".html"):
            self._problem("B614", name, "this page has no Content-Security-Policy", _POLICY)
        for kind, words in zip(found.kinds, found.within, strict=True):
            if (digest := self._digest(words)) not in policy:
                self._foreign(ForeignScript(name, f"the {kind} `{start_of(words)}`", kind, digest.strip("'")))
        for script in found.scripts:
            if not self._knows(name, script):
                path = self._path(name, script.partition("?")[0])
                self._foreign(ForeignScript(name, f"the script `{script}`", "script", path))
        for what in found.strange:
            self._foreign(ForeignScript(name, f"`{start_of(what)}` on an element"))

    def _foreign(self, script: ForeignScript) -> None:
        """Notes something that nothing allows."""
        if plugin := self.added.get(script.known_as):
            self.report.foreign.append((plugin, script))
        else:
            self.report.problems.append(script.problem())

    def _digest(self, text: str) -> str:
        """The digest by which a policy allows an inline script or style."""
        if text not in self.digests:
            self.digests[text] = csp.digest(text)
        return self.digests[text]

    def _knows(self, page: str, script: str) -> bool:
        """Whether the configuration allows a script.

        Args:
            page: path of the page that loads it.
            script: address of the script, as it is written.
        """
        if _OTHER_HOST.match(script):
            return True  # everything that is loaded from another host is checked as such
        path = self._path(page, script.partition("?")[0])
        if path not in self.known:
            self.known[path] = self.trusted.knows(path)
        return self.known[path]

    def _addresses(self, name: str, addresses: Iterable[str], *, loaded: bool) -> None:
        """Check the addresses in a page or stylesheet.

        Args:
            name: path of the file on the site.
            addresses: the addresses, as they are written.
            loaded: whether a browser loads them by itself; else a reader follows them.
        """
        deep = name.count("/")
        good = self.good.setdefault(deep, set())
        for written in set(addresses) - good:
            if not _PLAIN.fullmatch(written):
                self._check_unusual(name, _IGNORED.sub("", written).strip("\0 "), loaded=loaded)
            elif self._follow(name, written) and "#" not in written and written.startswith("../" * deep):
                good.add(written)

    def _check_unusual(self, name: str, address: str, *, loaded: bool) -> None:
        """Check an address that may lead off the site.

        Args:
            name: path of the file on the site.
            address: the address, as a browser reads it.
            loaded: whether a browser loads it by itself; else a reader follows it.
        """
        if _OTHER_HOST.match(address):
            if loaded:
                self._from_elsewhere(name, address)
        elif _ON_A_DISK.match(address) or (address.startswith("/") and not self._rooted(name, address)):
            self._problem("B611", name, f"`{address}` works on one machine or one server only", _RELATIVE)
        elif scheme := _SCHEME.match(address):
            if scheme[1].lower() in _RUNS and not loaded and not _is_saved(address):
                self._foreign(ForeignScript(name, f"the address `{start_of(address)}`"))
        else:
            self._follow(name, address)

    def _follow(self, name: str, address: str) -> bool:
        """Look for the file and the anchor that an address leads to; returns whether there is such a file."""
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
                self.report.anchor_links.append(AnchorLink(address, page, anchor))
            elif self.report.ids is not None and anchor not in self.report.ids:
                self._no_anchor(name, AnchorLink(address, page, anchor))
        return True

    def _path(self, page: str, address: str) -> str:
        """The path on the site that an address leads to; one outside the site begins with `..`.

        Args:
            page: path of the page that has the address.
            address: the address, relative to the page.
        """
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
        """Whether an address may begin with a slash: on 404.html alone, which is shown at any address."""
        return name == "404.html" and not address.startswith("//") and address.startswith(self.trusted.base)

    def _from_elsewhere(self, name: str, address: str) -> None:
        if self.trusted.lets(address):
            self.report.elsewhere.add(address)
        else:
            self._problem("B612", name, f"this page loads something from another host: `{address}`", _HOST)

    def _nowhere(self, name: str, address: str, why: str) -> None:
        self._problem("B610", name, f"a link to `{address}` leads nowhere: {why}", _LINK)

    def _no_anchor(self, name: str, link: AnchorLink) -> None:
        self._nowhere(name, link.address, f"there is no `{link.anchor}` on {link.page}")

    def _compare_with_list(self) -> None:
        """Check that the checksum list names exactly the files of the site."""
        if checksums.NAME not in self.files:
            return
        listed = set(checksums.read_checksums(Path(self.site, checksums.NAME).read_bytes()))
        for name in sorted(listed ^ (set(self.files) - {checksums.NAME})):
            why = "lists a file that is not there" if name in listed else "does not list this file"
            self._problem("B615", name, f"{checksums.NAME} {why}", _LIST)

    def _problem(self, code: str, page: str, message: str, remedy: str) -> None:
        self.report.problems.append(Problem(code, message, path=page, help=remedy))


_MANY = 20  # pages that take longer to read than one page as it was before
_LINK = "correct the address, or add the page or file that it leads to"
_RELATIVE = "write the address relative to this page, such as `../data/toll.csv`"
_HOST = "keep a copy in docs/, or add the host to `hosts` under `bindery` in mkdocs.yml"
_POLICY = "add a `<head>` to the template of this page"
_LIST = "build again; if that does not help, report it: it is an error in Bindery"


def _is_saved(address: str) -> bool:
    """Whether an address is a `data:` URL of a kind that a browser can only save, such as a reference to download."""
    kind, separator, _ = address.removeprefix("data:").partition(";charset=utf-8,")
    return address.startswith("data:") and bool(separator) and kind in csp.SAVED


__all__ = ["InspectionError", "inspect", "inspect_changed"]
