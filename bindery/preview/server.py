"""What a preview answers to a browser: the files of a site as they are built, and word that they have changed.

Each page is sent with one script more than it has on disk, which loads it again when the site has changed. Where a page
cannot be made, what is wrong is sent in its place.
"""

from __future__ import annotations

import mimetypes
import os
import secrets
import socket
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from bindery.pages.problem_page import problem_page_html
from bindery.system import disk
from bindery.text.problems import Problem

OWN = "/_bindery/"  # no page of a site lies there: no briefing may be called so
CHANGES = "changes"
_FILES = {"reload.js": "text/javascript", "preview.css": "text/css"}
_TYPES = {  # what a system calls them is not sure
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".woff2": "font/woff2",
}
_TEXTS = ("text/", "application/json", "application/xml")
_BEAT = 15.0  # seconds between two signs of life on a connection that waits: whoever is gone is noticed
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"
_MENDING = "The pages that are right are still shown. Mend this and save; the page follows by itself."
_BUILDING = "The page follows by itself when the site is built."


@dataclass(frozen=True)
class Shown:
    """What a preview shows at a moment.

    Attributes:
        version: another one whenever something has changed.
        folder: of the site; None before there is any.
        base: path of the address at which the site begins, such as `/` or `/news/`.
        problems: what keeps pages from being shown: by the page's file, or by the briefing for all pages of one, or
            under an empty name for all there are.
    """

    version: str = ""
    folder: Path | None = None
    base: str = "/"
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)


class NoticeBoard:
    """Where what is shown hangs; whoever waits for news is told."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._mark = secrets.token_hex(8)  # a page that an earlier program sent is loaded again
        self._count = 0
        self.shown = Shown(f"{self._mark}-0")
        self.open = True

    def show(self, **changed: Any) -> None:
        """Shows something else from now on: `folder`, `base` or `problems`, see `Shown`."""
        with self._news:
            self._count += 1
            self.shown = replace(self.shown, version=f"{self._mark}-{self._count}", **changed)
            self._news.notify_all()

    def after(self, version: str) -> Shown:
        """What is shown when it is no longer that version, or after a while."""
        with self._news:
            self._news.wait_for(lambda: not self.open or self.shown.version != version, _BEAT)
            return self.shown

    def close(self) -> None:
        """Lets nobody wait any longer."""
        with self._news:
            self.open = False
            self._news.notify_all()


class _Server(ThreadingMixIn, TCPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two programs have one address

    def __init__(self, family: int, address: Any, board: NoticeBoard, templates: Mapping[str, str]) -> None:
        self.address_family = family
        self.board = board
        self.templates = templates
        self.local = is_local(address[0])
        super().__init__(address, _Answer)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who went away is no fault."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answers; `_begin` and `_send` leave the contents out where only the head is asked for."""
        if self.server.local and not _is_ours(self.headers.get("Host", "")):
            # Else a page of anybody's could have its own name lead here, and read drafts.
            self._send(
                b"This preview answers to localhost alone.\n", "text/plain", HTTPStatus.MISDIRECTED_REQUEST
            )
            return
        address = self.path.partition("?")[0].partition("#")[0]
        path = unquote(address, errors="surrogateescape")
        shown = self.server.board.shown
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        elif path.startswith(shown.base):
            self._page(shown, path.removeprefix(shown.base))
        elif path == "/" or f"{path}/" == shown.base:
            self._lead(shown.base)
        else:
            self._missing(shown)

    def do_HEAD(self) -> None:
        """Answers with the head alone."""
        self.do_GET()

    def _own(self, name: str) -> None:
        if name == CHANGES:
            self._tell()
        elif name in _FILES:
            data = (disk.shipped("templates/preview") / name).read_bytes()
            self._send(data, _FILES[name])
        else:
            self._missing(self.server.board.shown)

    def _tell(self) -> None:
        """Tells which version is shown, and again whenever it is another."""
        self._begin(HTTPStatus.OK, "text/event-stream")
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        told = ""
        while self.server.board.open:
            version = self.server.board.after(told).version
            self.wfile.write(f"data: {version}\n\n".encode() if version != told else b":\n\n")
            self.wfile.flush()
            told = version

    def _page(self, shown: Shown, path: str) -> None:
        """A file of the site, or what is wrong with the page."""
        is_page = path.endswith((".html", "/")) or "." not in path.rpartition("/")[2]
        if is_page and (shown.problems or shown.folder is None):
            title, found = _in_place(shown, path)
            if found or shown.folder is None:
                self._notice(shown, title, found)
                return
        file = _file_of(shown.folder, path)
        if file is None:
            self._missing(shown)
        elif file.is_dir():
            self._lead(f"{shown.base}{path}/")
        else:
            self._file(shown, file)

    def _file(self, shown: Shown, file: Path, status: HTTPStatus = HTTPStatus.OK) -> None:
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        data = file.read_bytes()
        self._send(_followed(data, shown.version) if kind == "text/html" else data, kind, status)

    def _notice(self, shown: Shown, title: str, found: Sequence[Problem]) -> None:
        lead = _MENDING if found else _BUILDING
        page = problem_page_html(title, lead, found, self.server.templates, OWN)
        self._send(_followed(page.encode(), shown.version), "text/html", policy=_POLICY)

    def _missing(self, shown: Shown) -> None:
        page = _file_of(shown.folder, "404.html")
        if page:
            self._file(shown, page, HTTPStatus.NOT_FOUND)
        else:
            self._send(b"There is no such page.\n", "text/plain", HTTPStatus.NOT_FOUND)

    def _lead(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path, errors="surrogateescape"))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, policy: str = "") -> None:
        self._begin(status, kind, len(data), policy)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _begin(self, status: HTTPStatus, kind: str, length: int | None = None, policy: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(_TEXTS) else kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()

    def version_string(self) -> str:
        """What it calls itself."""
        return "bindery"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base's name
        """Says nothing: the terminal is for what is built."""


def _in_place(shown: Shown, path: str) -> tuple[str, Sequence[Problem]]:
    """What is wrong with a page, with a title; nothing where it can be shown."""
    held, briefing = shown.problems, path.partition("/")[0]
    file = path + "index.html" if path.endswith("/") or not path else path
    if file == "index.html" and held:  # home tells of all
        return "Not everything can be shown", [problem for found in held.values() for problem in found]
    if not held:
        return "The site is being built", ()
    if "" in held:
        return "The site cannot be built as it is", held[""]
    if briefing in held:
        return f"The briefing “{briefing}” cannot be shown", held[briefing]
    return "This page could not be published", held.get(file, ())


def _file_of(folder: Path | None, path: str) -> Path | None:
    """The file of a site at an address, or the folder whose address lacks its last stroke; None where there is none."""
    *above, last = path.split("/")
    parts = [*above, last or "index.html"]
    if folder is None or "\0" in path or not all(_is_plain(part) for part in parts):
        return None
    file = folder.joinpath(*parts)
    if file.is_dir():
        return file if (file / "index.html").is_file() else None
    return file if file.is_file() and file.resolve().is_relative_to(folder.resolve()) else None


def _is_plain(part: str) -> bool:
    """Whether a part of an address names what lies in the folder, and leads nowhere else on any system."""
    return bool(part) and part not in (".", "..") and not set(part) & set("\\:")


def _followed(page: bytes, version: str) -> bytes:
    """A page with the script that loads it again."""
    script = f'<script src="{OWN}reload.js" data-version="{version}"></script>\n'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def is_local(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_ours(host: str) -> bool:
    """Whether a request names this machine as such."""
    try:
        return is_local(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


@contextmanager
def serving(host: str, port: int, board: NoticeBoard) -> Iterator[int]:
    """Answers at an address to the end of the block.

    Returns:
        The port.

    Raises:
        OSError: it cannot be had.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    templates = disk.read_templates(disk.shipped(disk.TEMPLATES).parent)
    with _Server(family, address, board, templates) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            board.close()
            server.shutdown()
            thread.join()


__all__ = ["NoticeBoard", "Shown", "is_local", "serving"]
