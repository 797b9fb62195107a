"""What a build says of the briefings that it built: their warnings, and whether one is not for its readers."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.build.last_build import BuildRecord
from bindery.evidence.exposure import EXPOSED
from bindery.text.report import most_alike


def warning_lines(made: BuildRecord, last: BuildRecord | None = None) -> Iterator[str]:
    """The warnings of a build, each in the words in which a full build prints it; of many of one kind, the first ten.

    Args:
        made: the record of the build.
        last: the record of the build before, if only the warnings that it did not have are wanted.
    """
    known = {problem.text for problem in last.problems} if last else set()
    fresh = (
        problem.text
        for problem in made.problems
        if problem.severity == "warning" and problem.text not in known
    )
    shown, _ = most_alike(fresh, lambda text: text.partition("[")[2].partition("]")[0])
    return (f"WARNING: bindery: {text}" for text in shown)


def exposes(made: BuildRecord) -> bool:
    """Whether a briefing is not for those who can open the address of the site."""
    return any(problem.text.startswith(f"hint[{EXPOSED}]") for problem in made.problems)
