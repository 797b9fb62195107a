"""Turns the syntax errors of the YAML parser into problems with advice for authors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from bindery.reading import indent_mistakes, quote_mistakes, sign_mistakes
from bindery.reading.syntax_stop import Mistake, SyntaxStop
from bindery.text.problems import Problem
from bindery.text.span import Text

# Each looks for one mistake. The first that finds its own is believed, so what is plain to see comes before guesses.
_SEARCHES: tuple[Callable[[SyntaxStop], Mistake | Problem | None], ...] = (
    sign_mistakes.odd_space,
    sign_mistakes.tab,
    quote_mistakes.backslash,
    sign_mistakes.wide_colon,
    indent_mistakes.text_below_key,
    sign_mistakes.missing_space,
    sign_mistakes.equals_sign,
    quote_mistakes.comment_ends_text,
    quote_mistakes.quotation,
    quote_mistakes.bracket,
    quote_mistakes.first_character,
    quote_mistakes.colon_in_text,
    indent_mistakes.too_deep,
    indent_mistakes.uneven,
    sign_mistakes.missing_colon,
    sign_mistakes.text_without_key,
)


def syntax_problem(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """The problem for a syntax error, placed where the author made the mistake.

    Args:
        text: the file.
        error: the error of the parser.
    """
    noticed = _offset(text, error.problem_mark or error.context_mark)
    begun = _offset(text, error.context_mark) if error.context_mark else noticed
    stop = SyntaxStop(text, f"{error.context or ''} {error.problem or ''}", noticed, begun)
    found: Mistake | Problem | None = None
    for search in _SEARCHES:
        found = search(stop)
        if found:
            break
    if isinstance(found, Problem):
        return found
    return _not_yaml(stop, found or _anything_else(stop))


def _not_yaml(stop: SyntaxStop, found: Mistake) -> Problem:
    noticed = stop.text.span(stop.noticed, stop.noticed + 1)
    far = found.noticed and noticed.line != found.span.line
    return Problem(
        "B002",
        found.message,
        found.span,
        help=found.help,
        related=((noticed, "noticed here"),) if far else (),
    )


def _anything_else(stop: SyntaxStop) -> Mistake:
    """The mistake where no mistake is recognised."""
    return Mistake(
        "this line cannot be read as YAML",
        stop.text.span(stop.noticed, stop.noticed + 1),
        "write each line as `key: value`, `- item`, or text below `key: |`; the mistake may be in the line above",
    )


def _offset(text: Text, mark: Any) -> int:
    return text.offset(mark.line, mark.column) if mark else 0
