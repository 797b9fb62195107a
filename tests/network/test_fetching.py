"""Pages are fetched from a real server that redirects, fails, is busy, slow or endless, or lies about what it sends."""

from __future__ import annotations

import gzip
import resource
import socket
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from support.web_server import ADDRESS, Answer, Asked, Handler, WebServer, streams, web_server

from bindery.network.fetching import Fetcher, FetchError, Limits

PAGE = b"<!doctype html><title>Heat</title><p>In July 980 people had died.</p>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
LIMITS = Limits(seconds=0.8, size=2_000_000, pause=0.0, longest_wait=2.0)


@streams
def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


@streams
def dripping(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.05)


@streams
def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X-More: 1\r\n")
        time.sleep(0.05)


@streams
def silent(handler: Handler) -> None:
    del handler
    time.sleep(3)


@streams
def not_http(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")


@streams
def many_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 3_000_000)


def moved(target: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": target})


def packed(body: bytes, encoding: str) -> Answer:
    return Answer(body, 200, HTML | {"Content-Encoding": encoding})


def endless_redirects(asked: Asked) -> Answer:
    return moved(f"{asked.path.partition('?')[0]}?{len(asked.path)}{'x' * len(asked.path)}")


class Busy:
    """A page that is busy at first."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = [*answers]

    def __call__(self, asked: Asked) -> Answer:
        """The next answer."""
        del asked
        return self.answers.pop(0) if self.answers else Answer(PAGE)


PAGES: dict[str, Any] = {
    "/page": Answer(PAGE),
    "/here": moved("/there", 301),
    "/there": moved("page", 308),
    "/for-now": moved("/page"),
    "/circle": moved("/round", 301),
    "/round": moved("/circle", 301),
    "/further": endless_redirects,
    "/inside": moved("http://127.0.0.1:1/secret"),
    "/inside-name": moved("http://localhost:1/secret"),
    "/file": moved("file:///etc/passwd"),
    "/empty-target": moved(""),
    "/bad-target": moved("http://[::bad"),
    "/gone": Answer(b"gone", 410),
    "/secret": Answer(b"no", 403),
    "/broken": Answer(b"oops", 500),
    "/busy-for-long": Answer(b"", 429, {"Retry-After": "3600"}),
    "/busy-by-date": Answer(b"", 503, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}),
    "/busy": Answer(b"", 503, {}),
    "/endless": endless,
    "/dripping": dripping,
    "/dripping-headers": dripping_headers,
    "/silent": silent,
    "/not-http": not_http,
    "/many-headers": many_headers,
    "/huge": Answer(b"x", 200, HTML | {"Content-Length": "9999999999999"}),
    "/cut-off": Answer(PAGE, 200, HTML | {"Content-Length": str(len(PAGE) + 5), "Connection": "close"}),
    "/too-short": Answer(PAGE, 200, HTML | {"Content-Length": str(len(PAGE) - 4)}),
    "/gzip": packed(gzip.compress(PAGE), "gzip"),
    "/deflate": packed(zlib.compress(PAGE), "deflate"),
    "/bare-deflate": packed(zlib.compress(PAGE)[2:-4], "deflate"),
    "/twice": packed(gzip.compress(zlib.compress(PAGE)), "deflate, gzip"),
    "/said-packed": packed(PAGE, "gzip"),
    "/cut-gzip": packed(gzip.compress(PAGE)[:-12], "gzip"),
    "/damaged-gzip": packed(b"\x1f\x8b\x08\x00" + b"damaged" * 9, "gzip"),
    "/brotli": packed(b"\x0b\x02\x80", "br"),
    "/layers": packed(PAGE, "gzip, gzip, gzip"),
    "/forbidden/page": Answer(PAGE),
    "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden/\n", 200, {"Content-Type": "text/plain"}),
}


def here_alone(address: str) -> bool:
    return address == ADDRESS


@pytest.fixture(scope="module")
def server() -> Iterator[WebServer]:
    with web_server() as made:
        bomb = gzip.compress(gzip.compress(bytes(300_000_000), 1))
        made.pages = PAGES | {"/bomb": packed(bomb, "gzip, gzip")}
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(LIMITS, here_alone)
    yield made
    made.close()


def fault_of(fetcher: Fetcher, address: str) -> tuple[str, str]:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(address)
    return caught.value.fault, str(caught.value)


def test_pages_are_fetched_however_they_are_packed_and_redirected(
    server: WebServer, fetcher: Fetcher
) -> None:
    for path in ("gzip", "deflate", "bare-deflate", "twice", "said-packed", "here", "for-now"):
        assert fetcher.fetch(f"{server.url}/{path}#part").last.body == PAGE, path
    page = fetcher.fetch(f"{server.url}/here")
    assert (page.url, page.moved_to) == (f"{server.url}/page", f"{server.url}/page")
    assert [step.status for step in page.exchanges] == [301, 308, 200]
    assert fetcher.fetch(f"{server.url}/for-now").moved_to == ""
    assert fetcher.fetch(f"{server.url}/too-short").last.body == PAGE[:-4]
    assert server.log[0].path == "/robots.txt"
    assert server.log[0].headers["user-agent"].startswith("bindery/")


@pytest.mark.parametrize(
    ("path", "fault", "said"),
    [
        ("/nothing", "gone", "there is no such page (status 404 Not Found)"),
        ("/gone", "gone", "status 410"),
        ("/secret", "forbidden", "does not show it to programs (status 403"),
        ("/broken", "broken", "did not send it (status 500"),
        ("/forbidden/page", "forbidden", "robots.txt of 127.0.0.2 does not allow"),
        ("/circle", "circle", "leads in a circle"),
        ("/further", "circle", "more than 10 times"),
        ("/inside", "refused", "127.0.0.1 leads to 127.0.0.1, which is no public address"),
        ("/inside-name", "refused", "localhost leads to"),
        ("/file", "refused", "begins with neither http nor https"),
        ("/bad-target", "broken", "Invalid URL in location header"),
        ("/empty-target", "broken", "did not send it (status 302"),
        ("/busy-for-long", "busy", "wants to be asked again in 3600 seconds (status 429)"),
        ("/endless", "large", "larger than 2 MB"),
        ("/dripping", "slow", "did not send it within 0.8 seconds"),
        ("/dripping-headers", "slow", "did not send it"),
        ("/silent", "slow", "did not send it"),
        ("/not-http", "broken", "did not answer as a web server does"),
        ("/many-headers", "broken", "did not answer as a web server does"),
        ("/huge", "large", "larger than 2 MB"),
        ("/cut-off", "broken", "did not answer as a web server does"),
        ("/bomb", "large", "larger than 2 MB"),
        ("/cut-gzip", "broken", "the packed page is cut off"),
        ("/damaged-gzip", "broken", "the page is packed wrongly"),
        ("/brotli", "broken", "packed"),
        ("/layers", "broken", "packed 3 times"),
    ],
)
def test_what_is_not_fetched_is_said_in_time(
    server: WebServer, fetcher: Fetcher, path: str, fault: str, said: str
) -> None:
    begun = time.monotonic()
    found = fault_of(fetcher, server.url + path)
    assert time.monotonic() - begun < 5
    assert found[0] == fault
    assert said in found[1]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_500_000  # kB; the bomb unpacks to more


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("ftp://example.org/", "refused"),
        ("file:///etc/passwd", "refused"),
        ("javascript:alert(1)", "refused"),
        ("http://user:word@127.0.0.2/", "refused"),
        ("http://127.0.0.1/", "refused"),
        ("http://127.1/", "refused"),
        ("http://2130706433/", "refused"),
        ("http://0x7f000001/", "refused"),
        ("http://[::1]/", "refused"),
        ("http://[::ffff:10.0.0.1]/", "refused"),
        ("http://169.254.169.254/latest/meta-data/", "refused"),
        ("http://10.1.2.3/", "refused"),
        ("http://0.0.0.0/", "refused"),
        ("http://no-such-host.invalid/", "unknown_host"),
        ("http://", "refused"),
        ("http://[", "unknown_host"),
        ("http://a.example:99999/", "broken"),
        ("", "refused"),
    ],
)
def test_an_address_that_is_not_of_a_public_web_page_is_not_asked(address: str, fault: str) -> None:
    assert fault_of(Fetcher(LIMITS), address)[0] == fault


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    look_up = socket.getaddrinfo

    def rebinding(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host != "rebinding.test":
            return look_up(host, port, *rest, **more)
        names.append(host)
        return look_up(ADDRESS if len(names) % 2 else "127.0.0.1", port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    fetcher = Fetcher(LIMITS, here_alone)
    address = f"http://rebinding.test:{server.server_port}"
    server.log.clear()
    assert fault_of(fetcher, f"{address}/page") == (
        "refused", "rebinding.test leads to 127.0.0.1, which is no public address"
    )  # fmt: skip
    assert [(one.path, one.headers["host"]) for one in server.log] == [
        ("/robots.txt", f"rebinding.test:{server.server_port}")
    ]
    assert fetcher.fetch(f"{address}/page").last.body == PAGE
    assert len(names) == 3  # one look-up for each connection


def test_a_host_is_asked_politely(server: WebServer) -> None:
    slept: list[float] = []
    fetcher = Fetcher(Limits(seconds=2, pause=7.0, longest_wait=20), here_alone, sleep=slept.append)
    server.pages["/once-busy"] = Busy(Answer(b"", 429, {"Retry-After": "13"}))
    assert fetcher.fetch(f"{server.url}/once-busy").last.body == PAGE
    assert [round(seconds) for seconds in slept] == [7, 13, 7]  # robots.txt and page, asked to wait, page
    assert fault_of(fetcher, f"{server.url}/busy-by-date")[0] == "busy"
    server.log.clear()
    assert "wants to be asked again" in fault_of(fetcher, f"{server.url}/page")[1]
    assert server.log == []  # a host that is busy is left alone


@pytest.mark.parametrize(
    ("robots", "fault"),
    [
        (Answer(b"User-agent: bindery\nDisallow: /\n", 200, {}), "forbidden"),
        (Answer(b"User-agent: *\nDisallow: /\n\nUser-agent: Bindery\nAllow: /page\n", 200, {}), ""),
        (Answer(b"no", 403, {}), ""),
        (Answer(b"oops", 500, {}), "busy"),
        (Answer(b"\xff\xfe\x00binary" * 100, 200, {}), ""),
    ],
)
def test_robots_txt_is_respected(robots: Answer, fault: str) -> None:
    with web_server() as server:
        server.pages = {"/robots.txt": robots, "/page": Answer(PAGE)}
        fetcher = Fetcher(LIMITS, here_alone)
        if fault:
            assert fault_of(fetcher, f"{server.url}/page")[0] == fault
            assert server.asked() == []
        else:
            assert fetcher.fetch(f"{server.url}/page").last.body == PAGE
