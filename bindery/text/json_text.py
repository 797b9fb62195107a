"""JSON that this program wrote, read in less than half the time that Python's own reader takes."""

from __future__ import annotations

import json
from typing import Any

import pydantic_core


def read_json(data: bytes) -> Any:
    """The value that some JSON stands for.

    Raises:
        ValueError: it is no JSON.
        RecursionError: it has too many lists within each other.
    """
    try:
        return pydantic_core.from_json(data)
    except ValueError:  # it also refuses half a pair of surrogates, which a name of a file may have
        return json.loads(data)


__all__ = ["read_json"]
