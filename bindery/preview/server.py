"""The web server of a preview: it sends the files of a site, and tells browsers when the site has changed.

Each page is sent with one more script than it has on disk, which reloads the page when the site has changed. In place
of a page that cannot be made, the server sends the problems that prevent it.
"""

from __future__ import annotations

import mimetypes
import os
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from bindery.pages.problem_page import problem_page_html
from bindery.preview.notice_board import Notice, NoticeBoard, Shown, notice_for
from bindery.system import disk

OWN = "/_bindery/"  # address of the preview's own files; no briefing may have this name
CHANGES = "changes"  # name of the stream of versions
_FILES = {"reload.js": "text/javascript", "preview.css": "text/css"}
_TYPES = {  # media types by suffix; those that a system knows may differ
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
_NO_FRAME = "frame-ancestors 'none'"  # no other site can show a page in a frame and lead readers by it
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:"
_FIX = "All other pages are still shown. Fix this and save the file; this page then reloads by itself."
_BUILDING = "This page reloads by itself when the site has been built."


class _Server(ThreadingMixIn, TCPServer):
    """A server with a thread for each connection."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows, two programs could then use the same address

    def __init__(self, family: int, address: Any, board: NoticeBoard, templates: Mapping[str, str]) -> None:
        self.address_family = family
        self.board = board
        self.templates = templates
        self.local = is_local(address[0])
        super().__init__(address, _Answer)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore readers that closed the connection; print any other error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Answer(BaseHTTPRequestHandler):
    """The answer to one request."""

    server: _Server

    def do_GET(self) -> None:
        """Answer a request; `_send` and `_stream` leave out the body where only the headers are asked for."""
        if self.server.local and not _is_ours(self.headers.get("Host", "")):
            # Else any website could let its own name lead here (DNS rebinding), and read drafts.
            self._send(
                b"This preview answers requests to localhost only.\n",
                "text/plain",
                HTTPStatus.MISDIRECTED_REQUEST,
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
            self._redirect(shown.base)
        else:
            self._missing(shown)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self.do_GET()

    def _own(self, name: str) -> None:
        """Send a file of the preview itself."""
        if name == CHANGES:
            self._stream()
        elif name in _FILES:
            data = (disk.shipped("templates/preview") / name).read_bytes()
            self._send(data, _FILES[name])
        else:
            self._missing(self.server.board.shown)

    def _stream(self) -> None:
        """Send the version that is shown, and each new one, as server-sent events (WHATWG HTML Standard, 9.2)."""
        self._begin(HTTPStatus.OK, "text/event-stream")
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        sent = ""
        while self.server.board.open:
            version = self.server.board.after(sent).version
            self.wfile.write(f"data: {version}\n\n".encode() if version != sent else b":\n\n")
            self.wfile.flush()
            sent = version

    def _page(self, shown: Shown, path: str) -> None:
        """Send a file of the site, or the problems of the page.

        Args:
            shown: what the preview shows now.
            path: path of the file or folder on the site.
        """
        is_page = path.endswith((".html", "/")) or "." not in path.rpartition("/")[2]
        if is_page and (shown.problems or shown.folder is None):
            notice = notice_for(shown, path)
            if notice.problems or shown.folder is None:
                self._send_notice(shown, notice)
                return
        file = _file_of(shown.folder, path)
        if file is None:
            self._missing(shown)
        elif file.is_dir():
            self._redirect(f"{shown.base}{path}/")
        else:
            self._file(shown, file)

    def _file(self, shown: Shown, file: Path, status: HTTPStatus = HTTPStatus.OK) -> None:
        kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        try:
            data = file.read_bytes()
        except FileNotFoundError:  # removed by an edit since it was looked up
            gone = _with_reload(b"There is no such page.\n", shown.version)
            self._send(gone, "text/html", HTTPStatus.NOT_FOUND)
            return
        self._send(_with_reload(data, shown.version) if kind == "text/html" else data, kind, status)

    def _send_notice(self, shown: Shown, notice: Notice) -> None:
        lead = _FIX if notice.problems else _BUILDING
        page = problem_page_html(notice.title, lead, notice.problems, self.server.templates, OWN)
        self._send(_with_reload(page.encode(), shown.version), "text/html", policy=_POLICY)

    def _missing(self, shown: Shown) -> None:
        page = _file_of(shown.folder, "404.html")
        if page:
            self._file(shown, page, HTTPStatus.NOT_FOUND)
        else:
            self._send(b"There is no such page.\n", "text/plain", HTTPStatus.NOT_FOUND)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(path, errors="surrogateescape"))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    # `kind` is a media type; `length` is in bytes, and None for a stream; `policy` is a Content-Security-Policy.

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
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()

    def end_headers(self) -> None:
        """Send the headers that every answer has, also a redirect and an error of the request itself."""
        self.send_header("Content-Security-Policy", _NO_FRAME)
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def version_string(self) -> str:
        """The value of the `Server` header."""
        return "bindery"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  name given by the base class
        """Print nothing: the terminal is for messages of the build."""


def _file_of(folder: Path | None, path: str) -> Path | None:
    """The file of a site at an address.

    Args:
        folder: the folder of the site; None before the first build.
        path: the address, relative to the site.

    Returns:
        The file; the folder of a page where only the last slash of its address is missing; None where there is none.
    """
    *above, last = path.split("/")
    parts = [*above, last or "index.html"]
    if folder is None or "\0" in path or not all(_is_plain(part) for part in parts):
        return None
    file = folder.joinpath(*parts)
    if file.is_dir():
        return file if (file / "index.html").is_file() else None
    return file if file.is_file() and file.resolve().is_relative_to(folder.resolve()) else None


def _is_plain(part: str) -> bool:
    """Whether a part of an address names a file or folder and, on any system, nothing outside its folder."""
    return bool(part) and part not in (".", "..") and not set(part) & set("\\:")


def _with_reload(page: bytes, version: str) -> bytes:
    """A page with the script that reloads it.

    Args:
        page: the page, as HTML.
        version: the version that is shown.
    """
    script = f'<script src="{OWN}reload.js" data-version="{version}"></script>\n'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def is_local(host: str) -> bool:
    """Whether a host name or IP address can be reached from this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_ours(host: str) -> bool:
    """Whether the `Host` header of a request names this machine."""
    try:
        return is_local(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


@contextmanager
def serving(host: str, port: int, board: NoticeBoard) -> Iterator[int]:
    """Serve a preview until the end of the block.

    Args:
        host: name or IP address to serve at.
        port: port to serve at; 0 for any that is free.
        board: holds what is shown.

    Yields:
        The port.

    Raises:
        OSError: the address cannot be used.
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
