"""Connections to public hosts alone, each with a deadline for everything that it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from bindery.network.public_addresses import Permit, checked_addresses

_ERRORS: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (httpcore.NetworkError, httpx.NetworkError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)


class Deadline:
    """The time at which everything has to end; it is set anew for each page.

    Args:
        clock: a clock in seconds that never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = 0.0

    def set(self, seconds: float) -> None:
        """Sets it to so many seconds from now."""
        self._end = self._clock() + seconds

    def move(self, seconds: float) -> None:
        """Makes it so much later."""
        self._end += seconds

    def left(self) -> float:
        """How many seconds are left; not more than 0 when it has passed."""
        return self._end - self._clock()


class _Stream(httpcore.NetworkStream):
    """A connection in which no step goes on after the deadline, also if bytes come one by one."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        time_left = _within(self._deadline, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, time_left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(deadline: Deadline, timeout: float | None) -> float:
    left = deadline.left()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left if timeout is None else min(left, timeout)


class _PublicHosts(httpcore.NetworkBackend):
    """Connects to the very address that was checked, so that no second look-up can lead elsewhere."""

    def __init__(self, permit: Permit, deadline: Deadline) -> None:
        self._permit = permit
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = checked_addresses(host, port, self._permit, _within(self._deadline, timeout))
        for number, address in enumerate(addresses, 1):
            share = _within(self._deadline, timeout) / (len(addresses) - number + 1)
            try:
                made = self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _Stream(made, self._deadline)
        raise httpcore.ConnectError(f"{host} has no address")


class _Body(httpx.SyncByteStream):
    """The body of an answer as it arrives."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_stream()
        except Exception as error:
            raise _translated(error) from error

    def close(self) -> None:
        self._answer.close()


class PublicTransport(httpx.BaseTransport):
    """The transport of an `httpx.Client` that connects to public hosts alone, until a deadline.

    Settings of the environment, such as proxies, are not used: a proxy would connect to any address.

    Args:
        permit: whether an IP address may be connected to.
        deadline: when everything has to end.
    """

    def __init__(self, permit: Permit, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(),
            network_backend=_PublicHosts(permit, deadline),
            keepalive_expiry=0,  # each page has a connection of its own
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request and returns the answer, whose body is still to be read."""
        address = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        sent = httpcore.Request(
            method=request.method,
            url=address,
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        try:
            answer = self._pool.handle_request(sent)
        except Exception as error:
            raise _translated(error) from error
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()


@cache
def _certificates() -> SSLContext:
    """The authorities by which a host is known; they take long to load."""
    return httpx.create_ssl_context(trust_env=False)


def _translated(error: Exception) -> Exception:
    """An error of httpcore as one of httpx; any other error as it is."""
    return next((made(str(error)) for known, made in _ERRORS if isinstance(error, known)), error)
