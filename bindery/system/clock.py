"""The date of a build: today's, or the one that SOURCE_DATE_EPOCH sets."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, date, datetime

_LAST_SECOND = 2**32 - 1  # the last time that a gzip header can hold, in the year 2106


class DayError(Exception):
    """SOURCE_DATE_EPOCH is set, but is not a valid time."""


def today() -> date:
    """The date of a build, in UTC: `SOURCE_DATE_EPOCH` if it is set, otherwise the clock's.

    The variable is the convention of https://reproducible-builds.org/specs/source-date-epoch/.

    Raises:
        DayError: it is set, but not to a number of seconds. A build must not fall back to the clock then.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.fromtimestamp(time.time(), UTC).date()
    if not re.fullmatch(r"[0-9]{1,10}", seconds) or int(seconds) > _LAST_SECOND:
        message = f"SOURCE_DATE_EPOCH is `{seconds}`; set it to a number of seconds since 1970, or unset it"
        raise DayError(message)
    return datetime.fromtimestamp(int(seconds), UTC).date()


def now() -> str:
    """The time in UTC, such as `2026-11-29T17:40:05Z`; that of `SOURCE_DATE_EPOCH` if it is set.

    Raises:
        DayError: as in `today`.
    """
    today()
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
