"""Fetches a page as a polite program does: one at a time, within limits, as robots.txt allows, from public hosts alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import httpx

from bindery import __version__
from bindery.evidence.packed_bodies import PackedBodyError, TooLargeBodyError, unpacked_body
from bindery.network import robots
from bindery.network.connections import Deadline, PublicTransport
from bindery.network.fetched_page import Exchange, FetchedPage
from bindery.network.public_addresses import Permit, RefusedAddressError, UnknownHostError, is_public
from bindery.network.robots import Robots
from bindery.system.disk import LARGEST_FILE

PRODUCT = "bindery"
USER_AGENT = f"{PRODUCT}/{__version__} (stores copies of cited sources)"
_ACCEPTED = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.8"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_GONE = frozenset({404, 410})
_LONGEST_DELAY = 10.0  # seconds that a robots.txt can make us wait between two pages

Fault = Literal["gone", "forbidden", "busy", "refused", "slow", "large", "circle", "unknown_host", "broken"]
"""Why a page could not be fetched. Only `gone` says for certain that there is no such page."""


class FetchError(Exception):
    """A page was not fetched; the message says why.

    Attributes:
        fault: the kind of reason.
        status: the status of the last answer; 0 when there was none.
        exchanges: what was asked and answered before.
    """

    def __init__(self, fault: Fault, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.fault = fault
        self.status = status
        self.exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How much a page may take.

    Attributes:
        seconds: for all that is done to fetch it, without waiting for politeness.
        size: bytes, also when it is unpacked.
        redirects: how often it may lead elsewhere.
        pause: seconds between two requests to one host.
        longest_wait: seconds that a server can make us wait before we ask once more.
    """

    seconds: float = 8.0
    size: int = LARGEST_FILE
    redirects: int = 10
    pause: float = 1.0
    longest_wait: float = 5.0


@dataclass
class _Host:
    """What is known of a host.

    Attributes:
        robots: what it allows.
        asked: when it was asked last; None if it was not.
        busy_until: when it may be asked again.
    """

    robots: Robots
    asked: float | None = None
    busy_until: float = 0.0
    reason: str = ""


@dataclass
class Fetcher:
    """Fetches pages one after the other.

    Args:
        limits: how much a page may take.
        permit: whether an IP address may be connected to. Programs that test a server of their own give another one.
        clock: a clock in seconds that never goes back.
        sleep: waits so many seconds.
        archive: address of the Wayback Machine, or of a stand-in.
    """

    limits: Limits = field(default_factory=Limits)
    permit: Permit = is_public
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    archive: str = "https://web.archive.org"

    def __post_init__(self) -> None:
        self._deadline = Deadline()
        self._hosts: dict[str, _Host] = {}
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPTED, "Accept-Encoding": "gzip, deflate"}
        self._client = httpx.Client(
            transport=PublicTransport(self.permit, self._deadline), headers=headers, trust_env=False
        )

    def close(self) -> None:
        """Closes every connection."""
        self._client.close()

    def fetch(self, address: str) -> FetchedPage:
        """The page at an address, after all that leads elsewhere.

        Raises:
            FetchError: it was not fetched.
        """
        self._deadline.set(self.limits.seconds)
        exchanges: list[Exchange] = []
        try:
            return self._followed(_url(address), exchanges)
        except FetchError as error:
            error.exchanges = tuple(exchanges)
            raise

    def send(self, request: httpx.Request) -> Exchange:
        """Sends a request of another kind, such as one to an archive, under the same limits.

        Raises:
            FetchError: there was no answer.
        """
        self._deadline.set(self.limits.seconds)
        return self._exchanged(request)

    def _followed(self, url: httpx.URL, exchanges: list[Exchange]) -> FetchedPage:
        seen = {str(url)}
        while True:
            host = self._host(url)
            if not host.robots.allows(url.raw_path.decode("ascii")):
                raise FetchError(
                    "forbidden", f"the robots.txt of {url.host} does not allow programs to fetch it"
                )
            answer = self._asked(url, host)
            exchanges.append(answer)
            target = answer.header("location") if answer.status in _REDIRECTS else ""
            if not target:
                return _page(exchanges)
            url = _joined(url, target)
            if str(url) in seen:
                raise FetchError("circle", f"the address leads in a circle, back to {url}", answer.status)
            seen.add(str(url))
            if len(exchanges) > self.limits.redirects:
                message = f"the address leads elsewhere more than {self.limits.redirects} times"
                raise FetchError("circle", message, answer.status)

    def _asked(self, url: httpx.URL, host: _Host) -> Exchange:
        """The answer of a host, which is asked once more if it wants us to wait a little."""
        if host.busy_until > self.clock():
            raise FetchError("busy", host.reason)
        answer = self._polite(url, host)
        if answer.status not in _BUSY:
            return answer
        wait = _seconds_to_wait(answer)
        if wait is not None and wait <= self.limits.longest_wait:
            self._rest(wait)
            answer = self._polite(url, host)
            wait = _seconds_to_wait(answer)
        if answer.status not in _BUSY:
            return answer
        host.reason = f"{url.host} is busy (status {answer.status})"
        if wait is not None:
            host.busy_until = self.clock() + wait
            host.reason = f"{url.host} wants to be asked again in {wait:.0f} seconds (status {answer.status})"
        elif answer.status == httpx.codes.TOO_MANY_REQUESTS:
            host.busy_until = float("inf")
        raise FetchError("busy", host.reason, answer.status)

    def _polite(self, url: httpx.URL, host: _Host) -> Exchange:
        """Asks a host, after a pause since it was asked last."""
        if host.asked is not None:
            pause = max(self.limits.pause, min(host.robots.delay, _LONGEST_DELAY))
            self._rest(host.asked + pause - self.clock())
        try:
            return self._exchanged(self._client.build_request("GET", url))
        finally:
            host.asked = self.clock()

    def _rest(self, seconds: float) -> None:
        if seconds > 0:
            self.sleep(seconds)
            self._deadline.move(seconds)

    def _host(self, url: httpx.URL) -> _Host:
        """What is known of the host of an address; its robots.txt is read when it is asked for the first time."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._hosts:
            host = _Host(robots.EVERYTHING)
            host.robots = self._robots(url.copy_with(raw_path=b"/robots.txt"), host)
            self._hosts[origin] = host
        return self._hosts[origin]

    def _robots(self, url: httpx.URL, host: _Host) -> Robots:
        """What the robots.txt of a host says. If it has none, everything is allowed; if it fails, nothing (RFC 9309, 2.3.1)."""
        for _ in range(5):
            answer = self._polite(url, host)
            target = answer.header("location") if answer.status in _REDIRECTS else ""
            if not target:
                break
            url = _joined(url, target)
        if answer.status == httpx.codes.OK:
            return robots.read_robots(answer.body, PRODUCT)
        if (
            answer.status >= httpx.codes.INTERNAL_SERVER_ERROR
            or answer.status == httpx.codes.TOO_MANY_REQUESTS
        ):
            message = f"the robots.txt of {url.host} cannot be read (status {answer.status}), so nothing is fetched from it"
            raise FetchError("busy", message, answer.status)
        return robots.EVERYTHING

    def _exchanged(self, request: httpx.Request) -> Exchange:
        """Sends a request and reads its answer, within the limits of time and size."""
        url = request.url
        try:
            answer = self._client.send(request, stream=True)
            try:
                raw = self._read(answer)
            finally:
                answer.close()
            encodings = answer.headers.get("content-encoding", "").split(",")
            body = unpacked_body(raw, encodings, self.limits.size)
        except httpx.TimeoutException:
            message = f"{url.host} did not send it within {self.limits.seconds:g} seconds"
            raise FetchError("slow", message) from None
        except RefusedAddressError as error:
            raise FetchError("refused", str(error)) from None
        except UnknownHostError as error:
            raise FetchError("unknown_host", str(error)) from None
        except TooLargeBodyError:
            raise _too_large(self.limits.size) from None
        except PackedBodyError as error:
            raise FetchError("broken", str(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise FetchError("broken", f"{url.host} did not answer as a web server does: {reason}") from None
        return Exchange(
            method=request.method,
            url=str(url),
            sent=tuple(
                (name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw
            ),
            status=answer.status_code,
            reason=answer.reason_phrase,
            headers=tuple(
                (name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw
            ),
            raw=raw,
            body=body,
            time=datetime.now(UTC).replace(microsecond=0),
        )

    def _read(self, answer: httpx.Response) -> bytes:
        """The body of an answer, as it was sent."""
        announced = answer.headers.get("content-length", "")
        if announced.isdigit() and int(announced[:20]) > self.limits.size:
            raise _too_large(self.limits.size)
        parts: list[bytes] = []
        size = 0
        for part in answer.iter_raw():
            size += len(part)
            if size > self.limits.size:
                raise _too_large(self.limits.size)
            if self._deadline.left() <= 0:
                raise httpx.ReadTimeout("the time is up")
            parts.append(part)
        return b"".join(parts)


def _too_large(most: int) -> FetchError:
    return FetchError("large", f"it is larger than {most / 1_000_000:.3g} MB")


def _url(address: str) -> httpx.URL:
    """An address that can be asked for, without its fragment.

    Raises:
        FetchError: it leads to no web page.
    """
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise FetchError("broken", f"{address} is no address of a web page") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(
            "refused", f"{address} is no address of a web page: it begins with neither http nor https"
        )
    if url.port is not None and not 0 < url.port < 1 << 16:
        raise FetchError("broken", f"{address} is no address of a web page: there is no port {url.port}")
    if url.userinfo:
        raise FetchError("refused", f"the address of {url.host} has a user name or a password in it")
    return url.copy_with(fragment=None)


def _joined(url: httpx.URL, target: str) -> httpx.URL:
    try:
        return _url(str(url.join(target)))
    except (httpx.InvalidURL, ValueError):
        raise FetchError("broken", f"{url} leads to {target!r}, which is no address") from None


def _page(exchanges: list[Exchange]) -> FetchedPage:
    """The page that the last answer has.

    Raises:
        FetchError: the last answer has none.
    """
    last = exchanges[-1]
    if httpx.codes.is_success(last.status):
        return FetchedPage(exchanges[0].url, tuple(exchanges))
    named = f"status {last.status}" + (f" {last.reason}" if last.reason else "")
    if last.status in _GONE:
        raise FetchError("gone", f"there is no such page ({named})", last.status)
    if last.status in (httpx.codes.UNAUTHORIZED, httpx.codes.PAYMENT_REQUIRED, httpx.codes.FORBIDDEN):
        raise FetchError("forbidden", f"the server does not show it to programs ({named})", last.status)
    raise FetchError("broken", f"the server did not send it ({named})", last.status)


def _seconds_to_wait(answer: Exchange) -> float | None:
    """How long a server wants us to wait (RFC 9110, 10.2.3); None when it says nothing."""
    said = answer.header("retry-after").strip()
    if said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except (TypeError, ValueError, IndexError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
