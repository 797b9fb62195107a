"""Which addresses of the internet may be connected to: those of public hosts, never those of the own network."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable

Permit = Callable[[str], bool]
"""A function that says whether an IP address may be connected to."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_V4_COMPATIBLE = ipaddress.IPv6Network("::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")


class RefusedAddressError(Exception):
    """A host is not a public one; it was not connected to."""


class UnknownHostError(Exception):
    """There is no host with this name."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a public host, also where it has an IPv4 address within an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = _embedded(ip)
        if within is not None:
            return is_public(str(within))
        if ip in _LOCAL_NAT64 or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to (RFC 4291, 6052, 3056, 4380); None for most."""
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip in _NAT64 or (ip in _V4_COMPATIBLE and int(ip) > 1):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.sixtofour:
        return ip.sixtofour
    return ip.teredo[1] if ip.teredo else None


def checked_addresses(host: str, port: int, permit: Permit, seconds: float) -> list[str]:
    """The IP addresses of a host, all of which may be connected to.

    Whoever connects has to connect to one of these: a second look-up could give others.

    Args:
        host: name of the host, or an IP address.
        port: the port.
        permit: whether an IP address may be connected to.
        seconds: how long the look-up may take.

    Raises:
        RefusedAddressError: one of its addresses may not be connected to.
        UnknownHostError: there is no such host, or the look-up took too long.
    """
    found = list(dict.fromkeys(_look_up(host, port, seconds)))
    refused = [address for address in found if not permit(address)]
    if refused:
        raise RefusedAddressError(f"{host} leads to {refused[0]}, which is no public address")
    return found


def _look_up(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of a host. The look-up of the system cannot be stopped, so it has a thread of its own."""
    answer: queue.Queue[list[str] | OSError] = queue.Queue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(place[0]) for *_, place in found])
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        found = answer.get(timeout=max(0.01, seconds))
    except queue.Empty:
        raise UnknownHostError(f"nobody answered where {host} is") from None
    if isinstance(found, OSError) or not found:
        raise UnknownHostError(f"there is no host {host}")
    return found
