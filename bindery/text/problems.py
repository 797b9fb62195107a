"""A problem says what is wrong, where, and how to put it right, for people and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bindery.text.span import Span

Severity = Literal["error", "warning", "hint"]

_ORDER: dict[str, int] = {"error": 0, "warning": 1, "hint": 2}
_ALIKE = 0.6  # from 0 to 1: how much of two words is the same where one is offered for the other
MOST_PER_FILE = 100  # problems of one file; the first of them are what an author mends first


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with what an author wrote.

    Attributes:
        code: `B` and three digits; docs/reference/problems.md has a heading for each.
        message: what is wrong, one line, without a full stop.
        span: the characters that are wrong; None when no file can be named.
        help: how to put it right.
        related: other places that matter, each with a few words.
        severity: an error stops a build; a warning stops a strict one; a hint stops nothing.
        path: the file, when there is no span because nothing of it could be read.
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
        """Path of the file that it is in, relative to the project; empty when there is none."""
        return self.span.text.path if self.span else self.path

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, place and code, so that a list of problems always comes in the same order."""
        start = self.span.start if self.span else -1
        return (self.file, start, _ORDER[self.severity], self.code, self.message)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file and place, each once."""
    return sorted(set(problems), key=Problem.sort_key)


def limit_per_file(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order, of each file only the first hundred of each severity, and whether there are more."""
    counts: Counter[tuple[str, str]] = Counter()
    found: list[Problem] = []
    for problem in in_order(problems):
        of_its_kind = problem.file, problem.severity
        counts[of_its_kind] += 1
        if counts[of_its_kind] <= MOST_PER_FILE:
            found.append(problem)
        elif counts[of_its_kind] == MOST_PER_FILE + 1:
            found.append(too_many(problem.span, problem.file, problem.severity))
    return in_order(found)


def too_many(span: Span | None, path: str = "", severity: Severity = "error") -> Problem:
    """What stands in the place of all further problems of a file."""
    return Problem(
        "B020",
        f"this file has more than {MOST_PER_FILE} {severity}s; the others are not told",
        span,
        severity=severity,
        help="mend those above, and look again",
        path=path,
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, or None when none is like it."""
    from rapidfuzz import process  # noqa: PLC0415  it takes long to load, and only a word that is not known needs it
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    found = process.extractOne(
        word, sorted(known, reverse=True), scorer=Indel.normalized_similarity, score_cutoff=_ALIKE
    )
    return str(found[0]) if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy that offers the nearest known word; empty when none is near."""
    match = nearest(word, known)
    return f"did you mean `{match}`?" if match else ""
