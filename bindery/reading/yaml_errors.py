"""Turns the syntax errors of the YAML parser into problems with advice for authors."""

from __future__ import annotations

import re
from typing import Any

import yaml

from bindery.text.problems import Problem
from bindery.text.span import Span, Text

# Words in the messages of the YAML parser, and what an author can do about each.
_REMEDIES = (
    (
        "mapping values are not allowed",
        'put quotation marks around a value that contains a colon and a space: "...: ..."',
    ),
    (
        "cannot start any token",
        "put quotation marks around a value that begins with @, ` or %; indent with spaces, not tabs",
    ),
    ("found a tab character", "indent with spaces, not tabs"),
    ("did not find expected key", "indent all keys of this mapping by the same number of spaces"),
    ("did not find expected '-' indicator", "indent all items of this list by the same number of spaces"),
    ("could not find expected ':'", "write `key: value`, or indent the line if it belongs to the one above"),
    ("found unexpected end of stream", "close the quotation mark or bracket that was opened here"),
    (
        "did not find expected ',' or",
        "close the bracket that was opened here, or put single quotation marks around the whole text",
    ),
    ("found undefined alias", "put quotation marks around a value that begins with *"),
    ("while scanning an alias", "put quotation marks around a value that begins with *"),
    ("unknown escape character", "use single quotation marks, or write \\\\ for a backslash"),
)
# Messages about something that was opened and not closed.
_UNCLOSED = ("found unexpected end of stream", "did not find expected ',' or")
# Messages that a text without quotation marks can cause when it begins with a character that has a meaning in YAML.
_SPECIAL_FIRST = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected node content",
    "did not find expected comment or line break",
    "did not find expected alphabetic",
    "cannot start any token",
)
_FIRST_CHARACTER = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?([\[{\"'*&!@%`>|])")


def syntax_problem(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """The problem for a syntax error.

    It is placed where the parser noticed the error or, if something is not closed, where that was opened.

    Args:
        text: the file.
        error: the error of the parser.
    """
    message = f"{error.context or ''} {error.problem or ''}"
    noticed = _place(text, error.problem_mark or error.context_mark)
    begun = _place(text, error.context_mark) if error.context_mark else noticed
    unclosed = any(words in message for words in _UNCLOSED)
    span, other, note = (begun, noticed, "noticed here") if unclosed else (noticed, begun, "it began here")
    return Problem(
        "B002",
        f"this is not valid YAML: {error.problem or message.strip()}",
        span,
        help=_remedy(message, text.line(span.line)),
        related=((other, note),) if other.line != span.line else (),
    )


def _place(text: Text, mark: Any) -> Span:
    """The character at a mark of the parser."""
    start = text.offset(mark.line, mark.column) if mark else 0
    return text.span(start, start + 1)


def _remedy(message: str, line: str) -> str:
    """What the author can do. Most often, a text begins with a character that has a special meaning in YAML."""
    known = next(
        (remedy for words, remedy in _REMEDIES if words in message),
        "check the line above too: the mistake may be there",
    )
    begins = _FIRST_CHARACTER.match(line)
    if begins and any(words in message for words in _SPECIAL_FIRST):
        return f"put single quotation marks around the whole text, which begins with {begins.group(1)}; write any apostrophe in it twice"
    return known
