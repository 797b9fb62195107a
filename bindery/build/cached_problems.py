"""The problems that `bindery check` found, kept so that after an edit only what it can have changed is checked again.

A problem is kept as its words and its position. While a file stays the same, so do the positions in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple

from bindery import edition as editions
from bindery.build import interface
from bindery.build.interface import BriefingEntry
from bindery.build.kept_problems import KeptProblem, ProblemTexts, kept_problem, without_text
from bindery.edition import Edition
from bindery.evidence.omissions import omissions_line
from bindery.evidence.quotations import NOT_FOUND
from bindery.evidence.unknown_ids import NO_SUCH_SOURCE
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages.views import SiteView
from bindery.reading.fault_codes import UNKNOWN_PART
from bindery.reading.inputs import Inputs
from bindery.reading.narrative import LIKE_A_SOURCE
from bindery.text.problems import Problem, sorted_problems

_EDITED = ("/briefing.yml", "/sources.yml")  # the files that may change
_OF_UNREAD = (
    NOT_FOUND,
    NO_SUCH_SOURCE,
    LIKE_A_SOURCE,
    UNKNOWN_PART,
)  # what is right if it is in what was not read


class CheckResult(NamedTuple):
    """What a check found.

    Attributes:
        problems: every problem, in order.
        omissions: one line that says what is left out of the site; empty for nothing.
    """

    problems: tuple[Problem, ...]
    omissions: str


@dataclass(frozen=True)
class KeptCheck:
    """A check of a whole project, as it is kept for the next one.

    Attributes:
        files: SHA-256 of each input, by path.
        briefings: the entry of each briefing, by its name.
        problems: every problem that was found.
        unread: number of files that could not be read.
        cited: ids of the sources that each briefing uses, by its name.
        listed: number of sources in all lists.
    """

    files: Mapping[str, str]
    briefings: Mapping[Slug, BriefingEntry]
    problems: tuple[KeptProblem, ...]
    unread: int
    cited: Mapping[Slug, list[str]]
    listed: int

    def as_json(self) -> dict[str, Any]:
        """The check as JSON can hold it."""
        return dict(vars(self)) | {
            "briefings": {slug: list(vars(entry).values()) for slug, entry in self.briefings.items()}
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> KeptCheck:
        """The check that `as_json` was called on. The cache makes sure that the same program wrote it."""
        problems = tuple(kept_problem(*fields) for fields in found["problems"])
        entries = {slug: BriefingEntry(*entry) for slug, entry in found["briefings"].items()}
        return cls(**{**found, "problems": problems, "briefings": entries})


def check_to_keep(inputs: Inputs, edition: Edition) -> KeptCheck | None:
    """A check of everything, as it is kept; None where the next check has to look at everything again.

    Args:
        inputs: everything that was checked.
        edition: what was found.
    """
    site = edition.site
    if site is None or inputs.own_templates or any(p.severity == "error" for p in edition.problems):
        return None  # what depends on a file that cannot be read is not known
    return KeptCheck(
        files=_hashes(inputs.files),
        briefings=interface.briefing_entries(site, dict.fromkeys(_owners(inputs.files), "")),
        problems=tuple(map(without_text, edition.problems)),
        unread=len(inputs.problems),
        cited=_cited(site),
        listed=len(site.graph.sources),
    )


def recheck(inputs: Inputs, last: KeptCheck) -> CheckResult | None:
    """Check only the briefings that were edited and those tied to them, and add the problems found elsewhere before.

    Args:
        inputs: everything, as it is now.
        last: the last check of everything.

    Returns:
        What is wrong now; None where everything has to be checked: other files than briefings and their sources have
        changed, or the edit may concern any briefing.
    """
    changed = _changed_files(inputs, last)
    if not changed:
        return None
    edited = frozenset(map(interface.owner, changed))
    ties = {slug: entry.ties for slug, entry in last.briefings.items()}
    needed = {NO_BRIEFING, *interface.tied_briefings(ties, edited)}
    mine = {path: data for path, data in inputs.files.items() if interface.owner(path) in needed}
    made = editions.check_inputs(replace(inputs, files=mine))
    if made.site is None or not edited <= made.site.briefings.keys():
        return None
    touched = _touched(made, last, edited, needed)
    if touched is None:
        return None
    wanted = _files_of(touched, inputs.files) if touched else changed
    kept = [problem for problem in last.problems if problem.path not in wanted]
    if _lead_into(kept, wanted):
        return None
    texts = ProblemTexts(inputs.files)
    new = (problem for problem in made.problems if problem.file in wanted)
    problems = sorted_problems([*map(texts.problem, kept), *new])
    return CheckResult(tuple(problems), _omissions(made.site, last))


def _touched(
    made: Edition, last: KeptCheck, edited: frozenset[Slug], needed: AbstractSet[Slug]
) -> frozenset[Slug] | None:
    """The briefings whose problems an edit may have changed; none where only the files that changed have such.

    It is None where the edit may concern any briefing.

    Args:
        made: what was found in the briefings that were edited and in those that they are tied to.
        last: the last check of everything.
        edited: names of the briefings that were edited.
        needed: names of the briefings that were read.
    """
    site = made.site
    ties = {slug: entry.ties for slug, entry in last.briefings.items()}
    if site is None or _may_need_more(site, made.problems, edited, ties):
        return None
    now = interface.briefing_entries(site, dict.fromkeys(needed, ""))
    if not interface.tied_briefings(ties | {slug: one.ties for slug, one in now.items()}, edited) <= needed:
        return None
    touched = interface.touched_by(last.briefings, now, edited)
    if interface.reaches_far(last.briefings, now, edited):
        return None
    if any(now[slug].declared != last.briefings[slug].declared for slug in edited):
        return None  # a source that came or went may be meant anywhere
    if _looks_the_same(last, now, edited):
        return frozenset()
    return None if _concerns_all(made.problems, last) else touched


def _lead_into(kept: Iterable[KeptProblem], paths: frozenset[str]) -> bool:
    """Whether a problem that was kept names a place in a file that is checked again."""
    return any(other.position.path in paths for problem in kept for other in problem.related)


def _omissions(site: SiteView, last: KeptCheck) -> str:
    """One line that says what is left out of the site; empty for nothing."""
    cited = {key for keys in ({**last.cited, **_cited(site)}).values() for key in keys}
    drafts = sum(entry.is_draft for entry in last.briefings.values())
    return omissions_line(drafts, last.listed - len(cited))


def _may_need_more(
    site: SiteView, problems: Iterable[Problem], edited: frozenset[Slug], ties: Mapping[Slug, list[str]]
) -> bool:
    """Whether the words or the id of a source that was not read may be meant."""
    found = any(problem.code in _OF_UNREAD for problem in problems)
    return found or interface.may_name_unread_sources(site.project, edited, ties)


def _looks_the_same(last: KeptCheck, now: Mapping[Slug, BriefingEntry], edited: Iterable[Slug]) -> bool:
    """Whether other pages show the same of the briefings that were edited as before."""
    return all(interface.looks_the_same(last.briefings[slug], now[slug]) for slug in edited)


def _concerns_all(problems: Iterable[Problem], last: KeptCheck) -> bool:
    """Whether an edit may change problems of files that belong to no briefing, or of stored copies."""
    shared = [one.message for one in last.problems if interface.owner(one.path) == NO_BRIEFING]
    now = [one.message for one in problems if interface.owner(one.file) == NO_BRIEFING]
    return shared != now or any(one.code in interface.OF_ALL_COPIES for one in last.problems)


def _changed_files(inputs: Inputs, last: KeptCheck) -> frozenset[str]:
    """Paths of the files that have changed; empty unless these are only of published briefings, or their sources."""
    if inputs.own_templates or len(inputs.problems) != last.unread:
        return frozenset()
    files = _hashes(inputs.files)
    if files.keys() != last.files.keys():
        return frozenset()
    changed = frozenset(path for path, digest in files.items() if digest != last.files[path])
    public = {slug for slug, entry in last.briefings.items() if entry.interface_hash}
    near = all(path.endswith(_EDITED) and interface.owner(path) in public for path in changed)
    return changed if near else frozenset()


def _files_of(briefings: frozenset[Slug], paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path for path in paths if interface.owner(path) in briefings)


def _owners(paths: Iterable[str]) -> Iterable[Slug]:
    return map(interface.owner, paths)


def _cited(site: SiteView) -> dict[Slug, list[str]]:
    """Ids of the sources that each briefing uses."""
    found: dict[Slug, list[str]] = {slug: [] for slug in site.briefings}
    for key, uses in site.graph.uses.items():
        for slug in sorted({use.briefing for use in uses}):
            found[slug].append(str(key))
    return found


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file, by path."""
    return {path: sha256(data).hexdigest() for path, data in files.items()}


__all__ = ["CheckResult", "KeptCheck", "check_to_keep", "recheck"]
