"""The problems that `bindery check` found, kept so that after an edit only what it can have changed is checked again.

A problem is kept as its words and its position. While a file stays the same, so do the positions in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple

from bindery import edition as editions
from bindery.build import interface
from bindery.edition import Edition
from bindery.evidence.quotations import NOT_FOUND
from bindery.evidence.unknown_ids import NO_SUCH_SOURCE
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages.views import SiteView
from bindery.reading.inputs import Inputs
from bindery.reading.narrative import LIKE_A_SOURCE
from bindery.reading.yaml_tree import decode_text
from bindery.text.problems import Problem, Severity, sorted_problems
from bindery.text.span import Span, Text

_OF_UNREAD = (NOT_FOUND, NO_SUCH_SOURCE, LIKE_A_SOURCE)  # problems that a source which was not read may solve


class CheckResult(NamedTuple):
    """What a check found.

    Attributes:
        problems: every problem, in order.
        omissions: one line that says what is left out of the site; empty for nothing.
    """

    problems: tuple[Problem, ...]
    omissions: str


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


class _KeptProblem(NamedTuple):
    """A problem without the text of its file. The fields are those of `Problem`; `path` is always given."""

    code: str
    message: str
    position: _Position | None
    help: str
    related: tuple[_Related, ...]
    severity: Severity
    path: str


@dataclass(frozen=True)
class KeptCheck:
    """A check of a whole project, as it is kept for the next one.

    Attributes:
        files: SHA-256 of each input, by path.
        ties: ids that each briefing is tied by, sorted, by the briefing's name; see `interface.ties`.
        interfaces: hash of everything that other pages show of a briefing, by the briefing's name.
        problems: every problem that was found.
        unread: number of files that could not be read.
        omissions: one line that says what is left out of the site; empty for nothing.
    """

    files: Mapping[str, str]
    ties: Mapping[Slug, list[str]]
    interfaces: Mapping[Slug, str]
    problems: tuple[_KeptProblem, ...]
    unread: int
    omissions: str

    def as_json(self) -> dict[str, Any]:
        """The check as JSON can hold it."""
        return dict(vars(self))

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> KeptCheck:
        """The check that `as_json` was called on. The cache makes sure that the same program wrote it."""
        return cls(**{**found, "problems": tuple(_kept_problem(*fields) for fields in found["problems"])})


def _kept_problem(
    code: str, message: str, position: list[Any] | None, remedy: str, related: list[Any], *rest: Any
) -> _KeptProblem:
    """A problem from its fields in JSON."""
    place = _Position(*position) if position else None
    others = tuple(_Related(_Position(*other), words) for other, words in related)
    return _KeptProblem(code, message, place, remedy, others, *rest)


def check_to_keep(inputs: Inputs, edition: Edition) -> KeptCheck | None:
    """A check of everything, as it is kept; None where the next check has to look at everything again.

    Args:
        inputs: everything that was checked.
        edition: what was found.
    """
    site = edition.site
    if site is None or inputs.own_templates or any(p.severity == "error" for p in edition.problems):
        return None  # what depends on a file that cannot be read is not known
    ties = interface.ties(site.project, site.graph)
    return KeptCheck(
        files=_hashes(inputs.files),
        ties={slug: sorted(ids) for slug, ids in ties.items()},
        interfaces={
            slug: interface.interface_hash(view, ties[slug]) for slug, view in site.briefings.items()
        },
        problems=tuple(map(_without_text, edition.problems)),
        unread=len(inputs.problems),
        omissions=edition.omissions,
    )


def recheck(inputs: Inputs, last: KeptCheck) -> CheckResult | None:
    """Check only the briefings that were edited, and add the problems that were found elsewhere before.

    Args:
        inputs: everything, as it is now.
        last: the last check of everything.

    Returns:
        What is wrong now; None where everything has to be checked: other files than briefings have changed, or the
        rest of the site shows something else of a briefing, so that there may be new problems elsewhere, or a source
        does not have the words that are quoted from it.
    """
    changed = _changed_briefings(inputs, last)
    if not changed:
        return None
    edited = frozenset(map(interface.owner, changed))
    needed = {NO_BRIEFING, *interface.tied_briefings(last.ties, edited)}
    mine = {path: data for path, data in inputs.files.items() if interface.owner(path) in needed}
    made = editions.check_inputs(replace(inputs, files=mine))
    if made.site is None or not _looks_the_same(made.site, edited, last):
        return None
    if _may_need_more(made.site, made.problems, edited, last):
        return None
    kept = [problem for problem in last.problems if problem.path not in changed]
    if any(other.position.path in changed for problem in kept for other in problem.related):
        return None
    texts = _Texts(inputs.files)
    new = (problem for problem in made.problems if problem.file in changed)
    return CheckResult(tuple(sorted_problems([*map(texts.problem, kept), *new])), last.omissions)


def _may_need_more(
    site: SiteView, problems: Iterable[Problem], edited: frozenset[Slug], last: KeptCheck
) -> bool:
    """Whether the words or the id of a source that was not read may be meant."""
    found = any(problem.code in _OF_UNREAD for problem in problems)
    return found or interface.may_name_unread_sources(site.project, edited, last.ties)


def _changed_briefings(inputs: Inputs, last: KeptCheck) -> frozenset[str]:
    """Paths of the files that have changed; empty unless these are the briefing.yml of published briefings alone."""
    if inputs.own_templates or len(inputs.problems) != last.unread:
        return frozenset()
    files = _hashes(inputs.files)
    if files.keys() != last.files.keys():
        return frozenset()
    changed = frozenset(path for path, digest in files.items() if digest != last.files[path])
    near = all(
        path.endswith("/briefing.yml") and interface.owner(path) in last.interfaces for path in changed
    )
    return changed if near else frozenset()


def _looks_the_same(site: SiteView, edited: frozenset[Slug], last: KeptCheck) -> bool:
    """Whether the other pages of a site show the same of the briefings that were edited as before."""
    ties = interface.ties(site.project, site.graph)
    return all(
        slug in site.briefings
        and sorted(ties[slug]) == last.ties[slug]
        and interface.interface_hash(site.briefings[slug], ties[slug]) == last.interfaces[slug]
        for slug in edited
    )


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file, by path."""
    return {path: sha256(data).hexdigest() for path, data in files.items()}


def _without_text(problem: Problem) -> _KeptProblem:
    return _KeptProblem(
        problem.code,
        problem.message,
        _position(problem.span) if problem.span else None,
        problem.help,
        tuple(_Related(_position(span), words) for span, words in problem.related),
        problem.severity,
        problem.file,
    )


def _position(span: Span) -> _Position:
    return _Position(span.text.path, span.start, span.end)


class _Texts:
    """The files of a project, each decoded once, when it is first needed.

    Args:
        files: content of each file, by path.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._decoded: dict[str, Text] = {}

    def problem(self, kept: _KeptProblem) -> Problem:
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

    def _span(self, position: _Position) -> Span:
        path = position.path
        if path not in self._decoded:
            text, _ = decode_text(path, self._files[path])
            self._decoded[path] = text or Text(path, "")
        return self._decoded[path].span(position.start, position.end)


__all__ = ["CheckResult", "KeptCheck", "check_to_keep", "recheck"]
