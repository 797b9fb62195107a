"""The day for which something is made, which the environment can name in the clock's place."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, date, datetime

_LAST_SECOND = 2**32 - 1  # the last that a gzip file can name, in the year 2106


class DayError(Exception):
    """The environment names a day, and what it names is none."""


def today() -> date:
    """The day for which an edition is made: `SOURCE_DATE_EPOCH` where it is set, as reproducible builds do.

    Raises:
        DayError: it is set and is no number of seconds; a build must not fall back to the clock then.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.fromtimestamp(time.time(), UTC).date()
    if not re.fullmatch(r"[0-9]{1,10}", seconds) or int(seconds) > _LAST_SECOND:
        message = f"SOURCE_DATE_EPOCH is `{seconds}`; set it to a number of seconds since 1970, or unset it"
        raise DayError(message)
    return datetime.fromtimestamp(int(seconds), UTC).date()
