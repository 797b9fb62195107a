"""Asks the Wayback Machine of the Internet Archive to keep a page: Save Page Now 2, as its API documentation says.

https://docs.google.com/document/d/1Nsv52MvSjbLb2PCpHlat0gkzw0EvtSgpKHu4mk0MnrA/
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from bindery.network.fetched_page import Exchange
from bindery.network.fetching import Fetcher, FetchError

KEYS_PAGE = "https://archive.org/account/s3.php"
_TIMESTAMP = re.compile(r"\d{14}")
_JOB = re.compile(r"[\w-]{1,200}")
_PAUSE = 5.0  # seconds between two questions whether a page is kept
_LONGEST = 180.0  # seconds until we no longer wait for a page to be kept
_RECENT = "1d"  # a copy that is not older than this is not made again


class ArchiveError(Exception):
    """The archive did not keep the page; the message says why.

    Attributes:
        all_pages: whether it would keep no other page either.
    """

    def __init__(self, message: str, *, all_pages: bool = False) -> None:
        super().__init__(message)
        self.all_pages = all_pages


@dataclass(frozen=True)
class Keys:
    """The keys of an account at the Internet Archive.

    Attributes:
        access: the access key.
        secret: the secret key; it is never printed.
    """

    access: str
    secret: str

    def __repr__(self) -> str:
        """Without the keys."""
        return "Keys(...)"


def archived_copy(address: str, keys: Keys, fetcher: Fetcher) -> str:
    """Has a page kept, and waits until it is.

    Args:
        address: the page.
        keys: the keys of an account.
        fetcher: sends the requests.

    Returns:
        The address of the copy.

    Raises:
        ArchiveError: the page was not kept.
    """
    host = fetcher.archive
    headers = {"Accept": "application/json", "Authorization": f"LOW {keys.access}:{keys.secret}"}
    form = {"url": address, "if_not_archived_within": _RECENT, "skip_first_archive": "1"}
    asked = _answer(fetcher, httpx.Request("POST", f"{host}/save", headers=headers | _AGENT, data=form))
    job = str(asked.get("job_id") or "")
    if not _JOB.fullmatch(job):
        raise ArchiveError(f"the archive gave no number for it: {_message(asked)}")
    waited = 0.0
    while waited <= _LONGEST:
        fetcher.sleep(_PAUSE)
        waited += _PAUSE
        request = httpx.Request("GET", f"{host}/save/status/{job}", headers=headers | _AGENT)
        found = _answer(fetcher, request)
        if found.get("status") == "success":
            return _copy(found, address, host)
        if found.get("status") != "pending":
            raise ArchiveError(f"the archive could not keep it: {_message(found)}")
    raise ArchiveError(f"the archive had not kept it after {_LONGEST:.0f} seconds; ask again later")


_AGENT = {"User-Agent": "bindery"}


def _copy(found: dict[str, Any], address: str, host: str) -> str:
    """The address of a copy that was made."""
    time, original = str(found.get("timestamp") or ""), str(found.get("original_url") or address)
    if not _TIMESTAMP.fullmatch(time):
        raise ArchiveError(
            "the archive kept it but did not say when, so the address of the copy is not known"
        )
    if not re.match(r"https?://", original):
        original = address
    return f"{host}/web/{time}/{quote(original, safe=_SAFE)}"


_SAFE = "/:?#[]@!$&'()*+,;=%~-._"


def _answer(fetcher: Fetcher, request: httpx.Request) -> dict[str, Any]:
    """What the archive answers, as JSON."""
    try:
        answer = fetcher.send(request)
    except FetchError as error:
        raise ArchiveError(f"the archive cannot be reached: {error}", all_pages=True) from None
    if answer.status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        message = f"the archive does not accept these keys; make new ones at {KEYS_PAGE}"
        raise ArchiveError(message, all_pages=True)
    if answer.status == httpx.codes.TOO_MANY_REQUESTS:
        message = "the archive wants to be asked less often; run the command again in some minutes"
        raise ArchiveError(message, all_pages=True)
    found = _json(answer)
    if found is None:
        raise ArchiveError(f"the archive answered what is not in its documentation (status {answer.status})")
    if "user-session-limit" in str(found.get("status_ext")) or "too-many-daily" in str(
        found.get("status_ext")
    ):
        raise ArchiveError(f"the archive keeps no more pages for now: {_message(found)}", all_pages=True)
    return found


def _json(answer: Exchange) -> dict[str, Any] | None:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _message(found: dict[str, Any]) -> str:
    """What the archive says went wrong, in one line."""
    said = str(found.get("message") or found.get("status_ext") or found.get("exception") or "no reason given")
    return " ".join(said.split())[:300]
