"""Problems that Bindery reports: what is wrong, where, and how to fix it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bindery.text.span import Span

Severity = Literal["error", "warning", "hint"]

_ORDER: dict[str, int] = {"error": 0, "warning": 1, "hint": 2}
_LEAST_SIMILARITY = 0.6  # from 0 to 1; a known word that is less similar is not suggested
MOST_PER_FILE = 100  # problems of one severity that are reported for one file


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with what an author wrote.

    Attributes:
        code: `B` and three digits; docs/reference/problems.md has a heading for each.
        message: what is wrong, in one line, without a full stop.
        span: the characters that are wrong; None when there is no file or none of it could be read.
        help: how to fix it, as an instruction; may be empty.
        related: other places that matter, each with a few words that say why.
        severity: an error stops a build, a warning stops a strict build, a hint stops none.
        path: path of the file relative to the project, when there is no span.
    """

    code: str
    message: str
    span: Span | None = None
    help: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    severity: Severity = "error"
    path: str = ""

    @property
    def file(self) -> str:
        """Path of the file with the problem, relative to the project; empty when no file is concerned."""
        return self.span.text.path if self.span else self.path

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The sort key: file, place, severity, code and message, so that problems always come in the same order."""
        start = self.span.start if self.span else -1
        return (self.file, start, _ORDER[self.severity], self.code, self.message)


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without duplicates, sorted by file and place."""
    return sorted(set(problems), key=Problem.sort_key)


def limit_per_file(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order, limited to the first `MOST_PER_FILE` of each severity in each file.

    Where some are left out, problem B020 says so.
    """
    counts: Counter[tuple[str, str]] = Counter()
    found: list[Problem] = []
    for problem in sorted_problems(problems):
        key = problem.file, problem.severity
        counts[key] += 1
        if counts[key] <= MOST_PER_FILE:
            found.append(problem)
        elif counts[key] == MOST_PER_FILE + 1:
            found.append(too_many(problem.span, problem.file, problem.severity))
    return sorted_problems(found)


def too_many(span: Span | None, path: str = "", severity: Severity = "error") -> Problem:
    """The problem that replaces all further problems of a file.

    Args:
        span: where the first problem that is left out is; None when it has only a path.
        path: path of the file, when there is no span.
        severity: severity of the problems that are left out.
    """
    return Problem(
        "B020",
        f"this file has more than {MOST_PER_FILE} {severity}s; the others are not shown",
        span,
        severity=severity,
        help="fix those above, then check again",
        path=path,
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most similar to this one, or None when none is similar enough."""
    from rapidfuzz import process  # noqa: PLC0415  slow to load, and needed only for unknown words
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    found = process.extractOne(
        word, sorted(known, reverse=True), scorer=Indel.normalized_similarity, score_cutoff=_LEAST_SIMILARITY
    )
    return str(found[0]) if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question `did you mean ...?` with the nearest known word; empty when none is near."""
    match = nearest(word, known)
    return f"did you mean `{match}`?" if match else ""
