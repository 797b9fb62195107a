"""Addresses as a page links to them: what MkDocs' filter `url` writes, without its page and in less time."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_context


@pass_context
def url_filter(context: Mapping[str, Any], address: object) -> str:
    """The filter `url` of the theme: an address as the page links to it."""
    return relative_to_page(str(address), context["page"].url)


@lru_cache(maxsize=4096)
def relative_to_page(address: str, page: str) -> str:
    """An address as a page links to it, in the words of MkDocs' filter `url`.

    Args:
        address: path on the site, or an address on another host, which stays as it is.
        page: address of the page.
    """
    address = address or "."
    if address.startswith(("/", "#")):
        return address
    if ":" in address:
        parsed = urlsplit(address)
        if parsed.scheme or parsed.netloc:
            return address
    folder, _, name = page.rpartition("/")
    here, there = _steps(folder if "." in name else page), _steps(address)
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    found = "/".join([".."] * (len(here) - shared) + there[shared:]) or "."
    above = "../" * _above(posixpath.normpath(address).split("/")) if ".." in address else ""
    return f"{above}{found}/" if address.endswith("/") else f"{above}{found}"


def _above(steps: list[str]) -> int:
    """How many `..` a path begins with."""
    return next((number for number, step in enumerate(steps) if step != ".."), len(steps))


def _steps(path: str) -> list[str]:
    """The folders of a path, without `.`, and with `..` followed."""
    found: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del found[-1:]
        elif step not in ("", "."):
            found.append(step)
    return found


__all__ = ["relative_to_page", "url_filter"]
