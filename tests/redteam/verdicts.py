"""What the program makes of a seed, whether that is acceptable, and the tables that count it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from redteam.corpus import HERE, SLUG, Seed, fingerprinted, kinds, seeds
from support import project

from bindery.text.problems import Problem

MOST_FALSE_HINTS = 2  # per cent of the honest seeds
_OWN = frozenset({"reworded", "computed"})  # classes of figures whose sentence is the author's
_MALFORMED = re.compile("B(?:[016]|2(?!06))")  # the seed itself cannot be read: this catches nothing


@dataclass(frozen=True)
class Verdict:
    """What the program makes of a seed.

    Attributes:
        word: `refused`, `warned`, `shortened`, `part`, `unchecked`, `verified`; `silent` when nothing is quoted and nothing
            reported; `malformed` when the seed cannot be read.
        codes: the codes of the problems, sorted.
        status: the status of the claim; empty when the seed is not about it, or the build is refused.
        mark: the weakest mark of its quotations: `unchecked`, `shortened`, `part`, `verified`, or `silent` for none.
        own_words: for kinds that are about it, whether readers are told that the claim, or a figure of a text, is in the author's words.
    """

    word: str
    codes: tuple[str, ...] = ()
    status: str = ""
    mark: str = "silent"
    own_words: bool = False

    def __str__(self) -> str:
        """As it is committed: `refused B301`, `verified, corroborated`, `verified, own words`."""
        told = "own words" if self.own_words and not self.codes else ""
        return ", ".join(filter(None, [" ".join([self.word, *self.codes]), self.status, told]))


@cache
def all_verdicts(half: str) -> dict[str, Verdict]:
    """The verdict on each seed of one half, by its id."""
    return {seed.id: verdict_on(seed) for seed in seeds(half)}


def verdict_on(seed: Seed, *, fingerprints: bool = False) -> Verdict:
    """Compiles the project of a seed, with snapshots or fingerprints, and sums up what author and reader see."""
    edition = project.edition(
        fingerprinted(seed.files) if fingerprints else seed.files, templates=project.BARE
    )
    codes = tuple(sorted({problem.code for problem in edition.problems}))
    published = edition.files.get(f"{SLUG}/briefing.json")
    data = json.loads(published) if published else {}
    status = next((claim["status"] for claim in data.get("claims", ()) if claim["id"] == "said"), "")
    marks = set(_marks(data))
    mark = next((one for one in ("unchecked", "shortened", "part", "verified") if one in marks), "silent")
    word = _word(edition.problems) or mark
    status = status if seed.status and word not in ("refused", "malformed") else ""
    about = kinds()[seed.kind].get("by-own-words") == "true"
    return Verdict(word, codes, status, mark, about and _is_in_own_words(data, edition.files))


def _is_in_own_words(data: dict[str, Any], files: Mapping[str, bytes]) -> bool:
    """Whether readers are told that the claim, a sentence of a text or one of its figures is in the author's words."""
    if any(claim["id"] == "said" and claim.get("own_words") for claim in data.get("claims", ())):
        return True
    if any(
        words.get("own_words") for source in data.get("sources", ()) for words in source.get("passages", ())
    ):
        return True
    listed = files.get(f"{SLUG}/figures.csv", b"").decode("utf-8-sig")
    return any(row["class"] in _OWN for row in csv.DictReader(listed.splitlines()))


def _word(problems: Iterable[Problem]) -> str:
    """The verdict in one word, if there are problems; else empty."""
    severities = {problem.severity for problem in problems}
    if any(_MALFORMED.match(problem.code) for problem in problems):
        return "malformed"
    return "refused" if "error" in severities else "warned" if severities else ""


def _marks(data: dict[str, Any]) -> Iterator[str]:
    """The mark of every quotation that is published."""
    evidence = [piece.get("passage") for claim in data.get("claims", ()) for piece in claim["evidence"]]
    passages = [passage for source in data.get("sources", ()) for passage in source.get("passages", ())]
    for passage in filter(None, [*evidence, *passages]):
        verification = passage["verification"]
        yield "part" if verification.get("part") else verification["outcome"]


def passes(seed: Seed, verdict: Verdict) -> bool:
    """Whether a verdict is acceptable: for a bent seed, that it is caught; for an honest one, that nothing is said."""
    right_status = not seed.status or verdict.status == seed.status
    if seed.honest:
        return verdict.word in seed.accept and right_status
    if seed.status and right_status:
        return verdict.word != "malformed"
    codes = kinds()[seed.kind]["codes"]
    if verdict.word in seed.accept and any(re.fullmatch(codes, code) for code in verdict.codes):
        return True
    return is_told(seed, verdict) or _is_marked(seed, verdict)


def _is_marked(seed: Seed, verdict: Verdict) -> bool:
    """Whether a bent seed of a kind that is about marks has one that is acceptable: another than the plain *verified*."""
    by_mark = kinds()[seed.kind].get("by-mark") == "true"
    return by_mark and verdict.word != "refused" and verdict.mark in seed.accept


def is_told(seed: Seed, verdict: Verdict) -> bool:
    """Whether nothing but the words *in the authors' words* says that a bent seed is bent."""
    if seed.honest or seed.status or verdict.codes or _is_marked(seed, verdict):
        return False
    return verdict.own_words


def failures(half: str, *, honest: bool) -> list[tuple[Seed, Verdict]]:
    """The seeds of one half whose verdict is not acceptable."""
    made = all_verdicts(half)
    return [(s, made[s.id]) for s in seeds(half) if s.honest == honest and not passes(s, made[s.id])]


def false_hints(half: str) -> float:
    """The share of the honest seeds of one half that are not left alone, in per cent."""
    honest = sum(seed.honest for seed in seeds(half))
    return 100 * len(failures(half, honest=True)) / honest if honest else 0.0


def told(half: str) -> int:
    """How many bent seeds of one half nothing but the words *in the authors' words* marks."""
    made = all_verdicts(half)
    return sum(is_told(seed, made[seed.id]) for seed in seeds(half))


def outcomes_file(half: str) -> Path:
    """The file with the committed outcomes of one half."""
    return HERE / half / "outcomes.txt"


def written_outcomes(half: str) -> str:
    """The outcome of every seed of one half, a line each, in the order of the seeds."""
    made = all_verdicts(half)
    return "".join(f"{written_outcome(seed, made[seed.id])}\n" for seed in seeds(half))


def written_outcome(seed: Seed, verdict: Verdict) -> str:
    """The line of a seed; `!` marks one that misses the goal, and `~` a bent one that is only told in the author's words."""
    mark = "!" if not passes(seed, verdict) else "~" if is_told(seed, verdict) else " "
    return f"{mark} {seed.id}: {verdict}"


def table(half: str, by: Literal["kind", "language"]) -> list[str]:
    """The lines of a table that counts the seeds of one half by verdict, for each kind or each language."""
    head = [
        by,
        "bent",
        "refused",
        "warned",
        "shortened",
        "part",
        "own words",
        "verified",
        "missed",
        "honest",
        "shortened",
        "part",
        "false hints",
    ]
    groups = {kind: str(about["name"]) for kind, about in kinds().items()}
    if by == "language":
        groups = {language: language for language in sorted({seed.language for seed in seeds(half)})}
    chosen = {name: [s for s in seeds(half) if getattr(s, by) == key] for key, name in groups.items()}
    rows = [head, *([name, *_row(found, half)] for name, found in chosen.items() if found)]
    rows.append(["all", *_row(list(seeds(half)), half)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths, (False, *[True] * len(head)))) for row in rows]


def _padded(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def _row(chosen: list[Seed], half: str) -> list[str]:
    """The counts of some seeds, in the order of the table's columns."""
    made = all_verdicts(half)
    bent = [(seed, made[seed.id]) for seed in chosen if not seed.honest]
    honest = [(seed, made[seed.id]) for seed in chosen if seed.honest]
    told = sum(is_told(*one) for one in bent)
    words = [verdict.word for seed, verdict in bent if not is_told(seed, verdict)]
    return [
        str(count)
        for count in (
            len(bent),
            words.count("refused"),
            words.count("warned"),
            words.count("shortened"),
            words.count("part"),
            told,
            words.count("verified") + words.count("silent"),
            sum(not passes(*one) for one in bent),
            len(honest),
            sum(verdict.word == "shortened" for _, verdict in honest),
            sum(verdict.word == "part" for _, verdict in honest),
            sum(not passes(*one) for one in honest),
        )
    ]
