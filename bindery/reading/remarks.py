"""Remarks of authors to themselves, such as `[@todo check the year]`: they are reported, and never published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.text.problems import Problem
from bindery.text.span import Text

TODO = "B625"
_SIGN = "@todo"
_REMARK = re.compile(r"[ \t]*(?:\[@todo\b[^\]\n]*\]|(?<![\w.])@todo\b[^\n]*)", re.IGNORECASE)
_WRITTEN = re.compile(r"(?<![\w.])@todo\b[^\]\n]*", re.IGNORECASE)


def without_remarks(value: str) -> str:
    """A text without its remarks: each up to its bracket, or else up to the end of its line.

    Args:
        value: the text, as YAML gives it: a line may be what several lines were joined to.
    """
    return _REMARK.sub("", value) if _SIGN in value.lower() else value


def with_blank_remarks(written: str) -> str:
    """A text as it is in a file, with spaces in place of its remarks."""
    return _REMARK.sub(lambda found: " " * len(found[0]), written) if _SIGN in written.lower() else written


def remarks_in(text: Text) -> Iterator[Problem]:
    """A hint for each remark in a file, also in its comments."""
    if _SIGN not in text.content.lower():
        return
    for found in _WRITTEN.finditer(text.content):
        yield Problem(
            TODO,
            "there is something to do here; readers do not see this remark",
            text.span(found.start(), found.start() + len(found[0].rstrip())),
            severity="hint",
            help="do it, then delete the remark",
        )


__all__ = ["TODO", "remarks_in", "with_blank_remarks", "without_remarks"]
