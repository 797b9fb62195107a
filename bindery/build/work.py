"""The work on briefings as a pure function, so that any process on any machine can do a part of it.

A work order holds the texts that some briefings are made from; finished work holds their bodies and records, as the
store has them. The process that puts a site together makes the pages of the whole site from the records of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path, PurePosixPath

from bindery.build.bodies import inputs_of, make_bodies
from bindery.build.groups import in_parts
from bindery.build.interface import owner
from bindery.build.kept_problems import ProblemTexts
from bindery.build.records import BriefingRecord
from bindery.edition import MapFunction, map_here
from bindery.model.names import NO_BRIEFING, Slug
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.reading.project import FOLDER
from bindery.site.bodies import BodySettings
from bindery.system import store
from bindery.text.problems import Problem, limit_per_file

_TEXTS = {
    ".yml",
    ".yaml",
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".csv",
}  # files whose size says how much work they make
_DRAFT = re.compile(rb"""^["']?status["']?[ \t]*:[ \t]*["']?draft\b""", re.MULTILINE)
_FEW = 8  # briefings that are made at once, so that two processes of a machine share its order
_LARGE = 1.2  # times its fair share, above which the briefings of a group are given to several machines


@dataclass(frozen=True)
class WorkOrder:
    """Some briefings to make, with everything that is needed for it. `portable` makes one that can be sent.

    Attributes:
        inputs: the texts of the groups, with templates and settings.
        groups: names of the briefings of each group: those that have to be read together.
        briefings: names of the briefings to make.
        settings: what bodies are made with.
    """

    inputs: Inputs
    groups: tuple[tuple[Slug, ...], ...]
    briefings: frozenset[Slug]
    settings: BodySettings

    def portable(self) -> WorkOrder:
        """The order without what belongs to this machine; it can be pickled."""
        settings = replace(self.settings, scratch=Path())
        return replace(self, inputs=replace(self.inputs, compiled=None), settings=settings)


@dataclass(frozen=True)
class FinishedWork:
    """What was made of some briefings. It can be pickled.

    Attributes:
        records: the record of each briefing.
        bodies: the bytes that the records name, by their keys.
    """

    records: tuple[BriefingRecord, ...] = ()
    bodies: Mapping[str, bytes] = field(default_factory=dict)

    def problems(self, inputs: Inputs) -> list[Problem]:
        """The problems that were found, in order.

        Args:
            inputs: what the briefings were made from.
        """
        texts = ProblemTexts(inputs.files)
        kept = dict.fromkeys(chain.from_iterable((*one.problems, *one.shared) for one in self.records))
        return limit_per_file(map(texts.problem, kept))


Elsewhere = Callable[[Inputs, Sequence[Sequence[Slug]], BodySettings], Iterable[FinishedWork]]
"""Has the bodies of the briefings of some groups made on other machines."""


def finish(
    order: WorkOrder, step: ProgressCallback = ignore_progress, share: MapFunction = map_here
) -> FinishedWork:
    """Carry out a work order. The result depends on the order only.

    Args:
        order: what to make.
        step: called with the progress of the work.
        share: applies a function to many things, perhaps in several processes.
    """
    parts = list(in_parts(order.groups, _FEW))

    def make(numbered: tuple[int, Sequence[Slug]]) -> FinishedWork:
        number, briefings = numbered
        step("rendering", number, len(parts))
        bodies: dict[str, bytes] = {}

        def put(data: bytes) -> str:
            key = store.key_of(data)
            bodies[key] = data
            return key

        made = make_bodies(
            order.inputs, briefings, put, order.settings, wanted=order.briefings.intersection(briefings)
        )
        return FinishedWork(made.records, bodies)

    return together(share(make, list(enumerate(parts, 1)), later=lambda _: True, few=2))


def together(parts: Iterable[FinishedWork]) -> FinishedWork:
    """Several parts of the work as one."""
    records: list[BriefingRecord] = []
    bodies: dict[str, bytes] = {}
    for part in parts:
        records += part.records
        bodies |= part.bodies
    return FinishedWork(tuple(sorted(records, key=lambda record: record.slug)), bodies)


def weights(inputs: Inputs) -> dict[Slug, int]:
    """How much work each briefing is: the bytes of its texts. The size of a PDF or a picture says nothing of it.

    A draft that is not built weighs nothing; it is known by its raw text, since nothing has been read yet.
    """
    found: dict[Slug, int] = {}
    for path, data in inputs.files.items():
        place = PurePosixPath(path)
        slug = owner(path)
        if slug != NO_BRIEFING and place.suffix.lower() in _TEXTS:
            found[slug] = found.get(slug, 0) + len(data)
    for slug in found:
        text = inputs.files.get(f"{FOLDER}/{slug}/briefing.yml", b"")
        if not text or (not inputs.drafts and _DRAFT.search(text)):
            found[slug] = 0
    return found


def split(weighed: Mapping[Slug, int], parts: int) -> list[frozenset[Slug]]:
    """Names in parts of about the same weight; some are empty where there are more parts than names.

    The heaviest goes first, each to the part that has least so far. The largest part is then at most a third heavier
    than the best split allows (R. L. Graham, Bounds on multiprocessing timing anomalies, 1969).

    Args:
        weighed: the weight of each name.
        parts: how many parts.
    """
    found: list[set[Slug]] = [set() for _ in range(parts)]
    loads = [(0, number) for number in range(parts)]
    for slug in sorted(weighed, key=lambda name: (-weighed[name], name)):
        load, number = min(loads)
        found[number].add(slug)
        loads[number] = load + weighed[slug], number
    return list(map(frozenset, found))


def orders(
    inputs: Inputs, groups: Sequence[Sequence[Slug]], parts: int, settings: BodySettings
) -> list[WorkOrder]:
    """The work on some groups in orders of about the same weight.

    A group stays together, so that each of its briefings is read once; only where it is too large for one order do
    several orders have it, of which each makes some of its briefings.

    Args:
        inputs: the whole project, of which nothing need have been read.
        groups: the names of the briefings that have to be read together.
        parts: how many orders.
        settings: what bodies are made with.
    """
    weighed = weights(inputs)
    total = sum(weighed.get(slug, 0) for group in groups for slug in group)
    pieces: dict[Slug, list[Slug]] = {}
    for group in groups:
        heavy = parts * sum(weighed.get(slug, 0) for slug in group) > _LARGE * total
        pieces |= {slug: [slug] for slug in group} if heavy else {group[0]: [*group]}
    light = replace(inputs, schemas={}, problems=())
    work = {name: sum(weighed.get(slug, 0) for slug in piece) for name, piece in pieces.items()}
    found: list[WorkOrder] = []
    for names in split(work, parts):
        made = frozenset(slug for name in names for slug in pieces[name])
        needed = tuple(tuple(group) for group in groups if not made.isdisjoint(group))
        own = inputs_of(light, frozenset(chain.from_iterable(needed)))
        found.append(WorkOrder(own, needed, made, settings))
    return found


__all__ = ["Elsewhere", "FinishedWork", "WorkOrder", "finish", "orders", "split", "together", "weights"]
