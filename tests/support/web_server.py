"""A web server on this machine that answers as real servers do, good and bad, and keeps a log of what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Headers = Mapping[str, str]
ADDRESS = (
    "127.0.0.2"  # all of 127.0.0.0/8 is this machine, so that tests can allow one address and not another
)


@dataclass(frozen=True)
class Answer:
    """What the server answers.

    Attributes:
        body: the body.
        status: the status.
        headers: the headers; `Content-Length` is added if neither it nor `Transfer-Encoding` is there.
    """

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Asked:
    """A request that the server got.

    Attributes:
        method: the method.
        path: path and query.
        headers: the headers, with names in small letters.
        body: the body.
        time: when it came, in seconds.
    """

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    time: float


Page = Answer | Callable[["Handler"], None] | Callable[[Asked], Answer]


class Handler(BaseHTTPRequestHandler):
    """Answers requests as the table of the server says."""

    protocol_version = "HTTP/1.1"
    server: WebServer

    def do_GET(self) -> None:
        """Answers a request."""
        size = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(size), time.monotonic())
        self.server.log.append(asked)
        page = self.server.pages.get(self.path.partition("?")[0], Answer(b"nothing here", 404))
        with suppress(OSError):
            if not isinstance(page, Answer):
                made: Any = page(self if getattr(page, "streams", False) else asked)  # type: ignore[arg-type]
                if made is None:
                    self.close_connection = True
                    return
                page = made
            self.answer(page)

    do_POST = do_GET  # noqa: N815  the name that the library calls

    def answer(self, answer: Answer) -> None:
        """Sends an answer."""
        self.send_response(answer.status)
        names = {name.lower() for name in answer.headers}
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not names & {"content-length", "transfer-encoding"}:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


class WebServer(ThreadingHTTPServer):
    """The server.

    Attributes:
        pages: what it answers, by path.
        log: what it was asked.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), Handler)
        self.pages: dict[str, Page] = {}
        self.log: list[Asked] = []

    def handle_error(self, *_: object) -> None:
        """Says nothing of a client that closes its connection."""

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{self.server_address[0]!s}:{self.server_port}"

    def asked(self) -> list[str]:
        """The paths that it was asked for, without robots.txt."""
        return [one.path for one in self.log if one.path != "/robots.txt"]


def streams(page: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """A page that writes to the connection by itself."""
    page.streams = True  # type: ignore[attr-defined]
    return page


@contextmanager
def web_server(host: str = ADDRESS) -> Iterator[WebServer]:
    """A server that runs until the end of the block."""
    server = WebServer(host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
