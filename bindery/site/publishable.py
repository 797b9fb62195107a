"""Whether an edition may be published with the problems that it has, and who is told of these."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from bindery.edition import Edition, preview
from bindery.evidence.exposure import refuse_exposed
from bindery.text.problems import Problem
from bindery.text.report import most_alike, render

log = get_plugin_logger("bindery")


class BriefingsError(Exception):
    """The briefings have errors, so nothing was built.

    Attributes:
        problems: all problems that were found, including warnings and hints.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("nothing was built")
        self.problems = problems


def publishable(
    edition: Edition, *, stops: Collection[str], run_by_bindery: bool, serving: bool, lenient: bool
) -> Edition:
    """The edition to publish, in a preview with pages of errors if there are any; its problems are reported.

    Args:
        edition: the edition.
        stops: the severities of the problems that stop a build of `bindery`.
        run_by_bindery: whether `mkdocs_build` runs MkDocs, and reports problems itself.
        serving: whether this is a preview by `mkdocs serve`.
        lenient: whether the correct pages are published even if others have errors.

    Raises:
        BriefingsError: there are problems that stop a build, and `mkdocs_build` runs MkDocs.
        PluginError: there are errors, and MkDocs was run by itself.
    """
    if not (lenient or serving):
        edition = replace(edition, problems=refuse_exposed(edition.problems))
    if run_by_bindery and not lenient and any(problem.severity in stops for problem in edition.problems):
        raise BriefingsError(edition.problems)
    if not edition.errors:
        _log(edition.problems)
        return edition
    if not lenient:
        if not serving:
            raise PluginError(f"nothing was built\n\n{render(edition.problems, 'text')}")
        log.error("%s", render(edition.problems, "text"))
    return preview(edition)


def _log(problems: Iterable[Problem]) -> None:
    """Logs problems: a warning as such, so that MkDocs counts it in a strict build, and a hint as information."""
    shown, more = most_alike(problems, lambda problem: problem.code)
    for problem in shown:
        text = render([problem], "text").rsplit("\n\n", 1)[0]
        log.log(logging.WARNING if problem.severity == "warning" else logging.INFO, "%s", text)
    for line in more:
        log.info("%s", line)


__all__ = ["BriefingsError", "publishable"]
