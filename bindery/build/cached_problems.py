"""What was wrong with briefings when they were looked through, so that after an edit only what it can have changed is.

A problem is kept as its words and its place. Of a file that is the same, its place is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bindery import edition as editions
from bindery.build import interface, last_build
from bindery.edition import Edition
from bindery.reading.inputs import Inputs
from bindery.reading.yaml_tree import decode_text
from bindery.text.problems import Problem, in_order
from bindery.text.span import Span, Text

_Place = tuple[str, int, int]


def problems_to_keep(inputs: Inputs, edition: Edition) -> dict[str, Any] | None:
    """What was found of each briefing, as JSON has it; None where the next look has to be at everything.

    Args:
        inputs: everything that was looked at.
        edition: what was found.
    """
    site = edition.site
    if site is None or inputs.own_templates or any(p.severity == "error" for p in edition.problems):
        return None  # where something cannot be read, what depends on it is not known
    ties = interface.ties(site.project, site.graph)
    return {
        "files": _hashes(inputs.files),
        "ties": {slug: sorted(ids) for slug, ids in ties.items()},
        "outlooks": {
            slug: interface.interface_hash(view, ties[slug]) for slug, view in site.briefings.items()
        },
        "problems": [_plain(problem) for problem in edition.problems],
        "unread": len(inputs.problems),
        "omissions": edition.omissions,
    }


def recheck(inputs: Inputs, last: Mapping[str, Any]) -> tuple[tuple[Problem, ...], str] | None:
    """What is wrong now, and what is left out, in a line; None where everything has to be looked at.

    Only briefings were edited, and the others see the same of them: what is wrong elsewhere is what it was.

    Args:
        inputs: everything.
        last: what was found before, as `parts` has it.
    """
    files = _hashes(inputs.files)
    if files.keys() != last["files"].keys() or inputs.own_templates or len(inputs.problems) != last["unread"]:
        return None
    changed = {path for path, told in files.items() if told != last["files"][path]}
    edited = frozenset(map(last_build.owner, changed))
    if not changed or not all(path.endswith("/briefing.yml") for path in changed):
        return None
    if not edited <= last["outlooks"].keys():
        return None
    needed = {"", *interface.tied_briefings(last["ties"], edited)}
    mine = {path: data for path, data in inputs.files.items() if last_build.owner(path) in needed}
    made = editions.check(replace(inputs, files=mine))
    if made.site is None or not edited <= made.site.briefings.keys():
        return None
    ties = interface.ties(made.site.project, made.site.graph)
    for slug in edited:
        seen = interface.interface_hash(made.site.briefings[slug], ties[slug])
        if sorted(ties[slug]) != last["ties"][slug] or seen != last["outlooks"][slug]:
            return None
    kept = [found for found in last["problems"] if found["path"] not in changed]
    if any(place[0] in changed for found in kept for place, _ in found["related"]):
        return None
    texts = _Texts(inputs.files)
    new = (problem for problem in made.problems if problem.file in changed)
    return tuple(in_order([*(texts.problem(found) for found in kept), *new])), last["omissions"]


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: sha256(data).hexdigest() for path, data in files.items()}


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem.message,
        "place": _place(problem.span),
        "help": problem.help,
        "related": [(_place(span), words) for span, words in problem.related],
        "severity": problem.severity,
        "path": problem.file,
    }


def _place(span: Span | None) -> _Place | None:
    return (span.text.path, span.start, span.end) if span else None


class _Texts:
    """Files as they are read, each once."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.known: dict[str, Text] = {}

    def problem(self, found: Mapping[str, Any]) -> Problem:
        """A problem that was kept."""
        related: Iterable[tuple[_Place, str]] = found["related"]
        span = self._span(found["place"]) if found["place"] else None
        return Problem(
            found["code"],
            found["message"],
            span,
            help=found["help"],
            related=tuple((self._span(place), words) for place, words in related),
            severity=found["severity"],
            path="" if span else found["path"],
        )

    def _span(self, place: _Place) -> Span:
        path, start, end = place
        if path not in self.known:
            text, _ = decode_text(path, self.files[path])
            self.known[path] = text or Text(path, "")
        return self.known[path].span(start, end)


__all__ = ["problems_to_keep", "recheck"]
