"""Problems without the text of their files, as JSON can hold them. While a file stays the same, so do positions in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from bindery.reading.yaml_tree import decode_text
from bindery.text.problems import Problem, Severity
from bindery.text.span import Span, Text


class _Position(NamedTuple):
    """Characters of a file.

    Attributes:
        path: path of the file, relative to the project.
        start: index of the first character.
        end: index after the last character.
    """

    path: str
    start: int
    end: int


class _Related(NamedTuple):
    """A further position of a problem, with a few words on it."""

    position: _Position
    words: str


class KeptProblem(NamedTuple):
    """A problem without the text of its file. The fields are those of `Problem`; `path` is always given."""

    code: str
    message: str
    position: _Position | None
    help: str
    related: tuple[_Related, ...]
    severity: Severity
    path: str


def without_text(problem: Problem) -> KeptProblem:
    """A problem as it is kept."""
    return KeptProblem(
        problem.code,
        problem.message,
        _position(problem.span) if problem.span else None,
        problem.help,
        tuple(_Related(_position(span), words) for span, words in problem.related),
        problem.severity,
        problem.file,
    )


def kept_problem(
    code: str, message: str, position: list[Any] | None, remedy: str, related: list[Any], *rest: Any
) -> KeptProblem:
    """A problem from its fields in JSON."""
    place = _Position(*position) if position else None
    others = tuple(_Related(_Position(*other), words) for other, words in related)
    return KeptProblem(code, message, place, remedy, others, *rest)


def _position(span: Span) -> _Position:
    return _Position(span.text.path, span.start, span.end)


class ProblemTexts:
    """The files of a project, each decoded once, when it is first needed.

    Args:
        files: content of each file, by path.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._decoded: dict[str, Text] = {}

    def problem(self, kept: KeptProblem) -> Problem:
        """A kept problem with the text of its file."""
        span = self._span(kept.position) if kept.position else None
        return Problem(
            kept.code,
            kept.message,
            span,
            help=kept.help,
            related=tuple((self._span(other.position), other.words) for other in kept.related),
            severity=kept.severity,
            path="" if span else kept.path,
        )

    def span(self, path: str, start: int, end: int) -> Span:
        """Some characters of a file."""
        return self._span(_Position(path, start, end))

    def _span(self, position: _Position) -> Span:
        path = position.path
        if path not in self._decoded:
            text, _ = decode_text(path, self._files[path])
            self._decoded[path] = text or Text(path, "")
        return self._decoded[path].span(position.start, position.end)


__all__ = ["KeptProblem", "ProblemTexts", "kept_problem", "without_text"]
