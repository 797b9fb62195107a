"""What became of judgements and open questions: which are due, and what an outcome rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bindery.evidence.day_checks import check_day
from bindery.evidence.register import BriefingRegister
from bindery.model.briefing import Answer, Assessment, Outcome, Question
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem
from bindery.text.wording import Sentence

Judged: TypeAlias = Assessment | Question
OPEN = "open"
NOUNS = {"assessments": "judgement", "questions": "question"}
_NEED_GROUNDS = ("borne out", "not borne out", "answered")


@dataclass(frozen=True)
class OutcomeDifference:
    """A judgement or question that differs between two versions of a briefing.

    Attributes:
        noun: `judgement` or `question`.
        id: its id.
        words: its text.
        details: what changed, such as `open → borne out` or `likelihood: likely → unlikely`.
    """

    noun: str
    id: str
    words: str
    details: tuple[str, ...]


def state_of(item: Judged) -> str:
    """The state of a judgement or question: `open` when it has no outcome."""
    return str(item.outcome.state) if item.outcome else OPEN


def is_open(item: Judged) -> bool:
    """Whether a judgement or question has no outcome yet."""
    return state_of(item) == OPEN


def is_awaited(item: Judged) -> bool:
    """Whether a judgement or question has a day on which to look at it, and no outcome of that day or later.

    An outcome `open` with a later day in `due` is looked at again on that day.
    """
    if not item.due or not is_open(item):
        return False
    if item.outcome is None:
        return True
    exact = min(len(item.due), len(item.outcome.date))
    return item.outcome.date[:exact] < item.due[:exact]


def calibration(assessments: Sequence[Assessment]) -> dict[str, dict[str, int]]:
    """How many judgements of each likelihood have each state, in the order in which they are written."""
    found: dict[str, dict[str, int]] = {}
    for item in assessments:
        states = found.setdefault(str(item.likelihood), {})
        states[state_of(item)] = states.get(state_of(item), 0) + 1
    return found


def check_outcomes(project: Project, today: date) -> Iterator[Problem]:
    """Hints for what is due (B368), and warnings for outcomes that rest on nothing (B369) or are in the future (B380).

    Args:
        project: the briefings.
        today: the day of the check.
    """
    day = today.isoformat()
    for parsed in project.briefings.values():
        for key, noun in NOUNS.items():
            for index, item in enumerate(getattr(parsed.briefing, key)):
                if item.due and is_awaited(item) and item.due <= day[: len(item.due)]:
                    yield Problem(
                        "B368",
                        f"the {noun} `{item.id}` has been due since {item.due}",
                        parsed.document.span(key, index, "due"),
                        severity="hint",
                        help="write its `outcome`; if it cannot be decided yet, that is `state: open`, with the reason",
                    )
                if item.outcome:
                    span = parsed.document.span(key, index, "outcome", "date")
                    yield from check_day("outcome", item.outcome.date, None, today, span=span)
                if item.outcome and not _grounded(parsed, (key, index), item.outcome):
                    yield Problem(
                        "B369",
                        f"the outcome of `{item.id}` names nothing that shows it",
                        parsed.document.span(key, index, "outcome"),
                        severity="warning",
                        help="list the claims that show it under `claims`, or cite a source in `reason`",
                    )


def _grounded(parsed: ParsedBriefing, path: tuple[str | int, ...], outcome: Outcome | Answer) -> bool:
    """Whether an outcome names a claim or cites a source, or needs neither."""
    reason = parsed.prose[(*path, "outcome", "reason")]
    return outcome.state not in _NEED_GROUNDS or bool(outcome.claims or reason.citations or reason.mentions)


def compare_outcomes(old: BriefingRegister, new: BriefingRegister) -> list[OutcomeDifference]:
    """The judgements and questions of which the state or the likelihood changed between two versions of a briefing."""
    found = []
    for key, noun in NOUNS.items():
        before = {item.id: item for item in getattr(old.parsed.briefing, key)}
        for index, item in enumerate(getattr(new.parsed.briefing, key)):
            earlier = before.get(item.id)
            pairs = [("%(was)s → %(now)s", state_of(earlier) if earlier else OPEN, state_of(item))]
            if earlier and isinstance(item, Assessment):
                pairs.append(("likelihood: %(was)s → %(now)s", str(earlier.likelihood), str(item.likelihood)))
            details = tuple(Sentence(said, was=was, now=now) for said, was, now in pairs if was != now)
            if details:
                words = new.parsed.prose[key, index, "text"].words
                found.append(OutcomeDifference(noun, item.id, words, details))
    return found


def outcomes_report(differences: Sequence[OutcomeDifference]) -> list[str]:
    """The lines of the command `diff` about judgements and questions."""
    return [f"  {found.noun} {found.id}: {'; '.join(found.details)}" for found in differences]
