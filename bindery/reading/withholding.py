"""Which parts of briefings and sources may not be seen at a level, with all that cannot stand without them.

A part goes if its mark is stricter than the level, if it refers to a part that goes and has no meaning without it, or if
too little of it is left. What only an author can decide is a problem.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from bindery.model.blocks.annotate import MarkedSentence
from bindery.model.briefing import (
    Assessment,
    Briefing,
    Claim,
    Dataset,
    Dispute,
    Entity,
    Evidence,
    Section,
)
from bindery.model.field_types import (
    ClaimRef,
    DatasetRef,
    DisputeRef,
    EntityRef,
    IdReference,
    OriginRef,
    SourceRef,
)
from bindery.model.format_model import FormatModel, walk_values
from bindery.model.handling import is_stricter
from bindery.model.names import Slug
from bindery.model.source import Origin, Source
from bindery.model.vocabulary import STANCES
from bindery.reading import cutting, yaml_tree
from bindery.reading.decode import TAGS, Document
from bindery.reading.marks import marks_of
from bindery.reading.translated import original_id
from bindery.reading.yaml_tree import Path
from bindery.text.problems import Problem
from bindery.text.span import Text

ORIGIN_WITHHELD = "B620"
NOTHING_LEFT = "B621"
AGAINST_WITHHELD = "B622"
_ANY = "source"  # the kind of what may be named from every briefing
_KINDS: dict[type[Any], str] = {
    Source: _ANY,
    Origin: _ANY,
    Claim: "claim",
    Entity: "entity",
    Dataset: "dataset",
    Dispute: "dispute",
}
_NAMED: dict[type[Any], str] = {
    SourceRef: _ANY,
    OriginRef: _ANY,
    ClaimRef: "claim",
    EntityRef: "entity",
    DatasetRef: "dataset",
    DisputeRef: "dispute",
}
_CLAIMS = ("key_points", "claims")
AGAINST = ("disputes", "qualifies")


@dataclass
class OpenFile:
    """A file of briefings or sources while it is decided what goes from it.

    Attributes:
        slug: the briefing that it belongs to; empty for the shared list.
        text: the file.
        document: what it says.
        kept: whether it is the stored copy of an earlier edition.
        cut: the paths of what goes; an empty path stands for the whole file.
        replaced: texts that take the place of single values, by path.
    """

    slug: Slug
    text: Text
    document: Document[Any]
    kept: bool = False
    cut: set[Path] = field(default_factory=set)
    replaced: dict[Path, str] = field(default_factory=dict)

    @cached_property
    def parts(self) -> list[tuple[Path, Any]]:
        """Everything in the file that has an id, with its path."""
        found = walk_values(self.document.value, FormatModel)
        return [(path, part) for path, part in found if getattr(part, "id", None)]

    @cached_property
    def references(self) -> list[tuple[Path, IdReference]]:
        """Every reference by an id, with its path."""
        return list(walk_values(self.document.value, IdReference))

    def has(self, path: Path) -> bool:
        """Whether what is at a path stays."""
        return not cutting.is_cut(path, self.cut)

    def drop(self, path: Path) -> None:
        """Take out the item of a list that a path leads into, or else everything at the path."""
        self.cut.add(_item(path) or path)


def _item(path: Path) -> Path:
    """The path of the innermost item of a list that a path leads to or into; empty if there is none."""
    return next((path[:end] for end in range(len(path), 0, -1) if isinstance(path[end - 1], int)), ())


def _without_tags(loc: Path) -> Path:
    """The place of a fault in a file, without the steps that pydantic adds where a value may be of several types."""
    return tuple(step for step in loc if not str(step).startswith(TAGS))


class Withholding:
    """What goes from the files of a project at a level.

    Args:
        files: the files that have marks, or that name something that goes.
        level: the level.
        told: whether readers are told how much is withheld from them.
    """

    def __init__(self, files: Collection[OpenFile], level: str, *, told: bool = False) -> None:
        self.files = files
        self.level = level
        self.told = told
        self.problems: list[Problem] = []
        self.briefings: set[Slug] = set()  # those that go as a whole
        self.names: dict[tuple[Slug, str, str], Path] = {}  # what goes, by briefing, kind and id
        self.ancestors: dict[str, str] = {}  # by the id of each source: what it repeats

    def decide(self) -> None:
        """Decide what goes from each file. Afterwards, `problems` has what only an author can decide."""
        for file in self.files:
            for path, mark in marks_of(file.document).items():
                if is_stricter(mark, self.level):
                    file.cut.add(path)
            if () in file.cut and not file.kept:
                self.briefings.add(file.slug)
            self.ancestors |= {
                str(part.id): str(part.origin)
                for _, part in file.parts
                if isinstance(part, Source) and part.origin
            }
        before = -1
        while before != (before := sum(len(file.cut) for file in self.files)):
            self._withhold_briefings()
            self._collect_names()
            for file in self.files:
                if () not in file.cut:
                    self._follow(file)
                    self._drop_the_empty(file)
                    self._drop_the_incomplete(file)
        for file in self.files:
            if () not in file.cut:
                self._settle(file)

    def is_withheld(self, slug: Slug, kind: str, name: str) -> bool:
        """Whether a part of a briefing goes, by its kind and id; a source may be named from every briefing."""
        return (Slug("") if kind == _ANY else slug, kind, name) in self.names

    def _withhold_briefings(self) -> None:
        for file in self.files:
            value = file.document.value
            original = Slug(getattr(value, "translation_of", None) or "")
            if original in self.briefings and not file.kept:
                self.briefings.add(file.slug)
        for file in self.files:
            if file.slug in self.briefings:
                file.cut.add(())

    def _collect_names(self) -> None:
        for file in self.files:
            for path, part in file.parts:
                if not file.has(path) and not (file.kept and () in file.cut):
                    kind = _KINDS.get(type(part), "part")
                    slug = Slug("") if kind == _ANY else file.slug
                    for name in (part.id, *getattr(part, "was", ())):
                        self.names.setdefault((slug, kind, str(name)), path)

    def _follow(self, file: OpenFile) -> None:
        """Drop what refers to something that goes, and in translations and kept copies what corresponds to it."""
        for path, name in file.references:
            kind = _NAMED[type(name)]
            if isinstance(name, OriginRef) or not file.has(path):
                continue
            if self.is_withheld(file.slug, kind, str(name)):
                file.drop(path)
        value = file.document.value
        original = Slug(getattr(value, "translation_of", None) or "")
        for path, part in file.parts:
            kind = _KINDS.get(type(part), "part")
            names = [str(part.id), *map(str, getattr(part, "was", ()))]
            if kind == _ANY or not path:
                continue
            if file.kept and any(self.is_withheld(file.slug, kind, name) for name in names):
                file.cut.add(path)
            translates = original and isinstance(part, Claim | Section)
            if translates and self.is_withheld(original, kind, original_id(part)):
                file.cut.add(path)

    def _drop_the_empty(self, file: OpenFile) -> None:
        """Drop the key of each list of which nothing is left, and what rests on such a list alone."""
        lists = {path[:-1] for path in file.cut if path and isinstance(path[-1], int)}
        for path in lists:
            node = yaml_tree.node_at(file.document.root, path)
            items = len(node.items) if isinstance(node, yaml_tree.Sequence) else 0
            if items and all((*path, index) in file.cut for index in range(items)):
                file.cut.add(path)
        rests = {Assessment: "based_on", MarkedSentence: "claims"}
        for path, part in walk_values(file.document.value, FormatModel):
            key = rests.get(type(part))
            if key and (*path, key) in file.cut:
                file.cut.add(path)

    def _drop_the_incomplete(self, file: OpenFile) -> None:
        """Drop each part of which too little is left, such as a dispute with one claim."""
        root = file.document.root
        while file.cut:
            rest = cutting.remaining_value(root, file.cut)
            try:
                type(file.document.value).model_validate(rest)
            except ValidationError as error:
                fault = error.errors(include_url=False)[0]
                path = cutting.original_path(root, file.cut, _without_tags(fault["loc"]))
                item = _item(path)
                if item and item not in file.cut:
                    file.cut.add(item)
                    continue
                self._refuse(file, str(path[0]) if path else "")
                file.cut.add(())
            return

    def _refuse(self, file: OpenFile, key: str) -> None:
        """Report a briefing of which too little is left; of the copy of an earlier edition nothing is needed."""
        if not file.kept:
            self.problems.append(
                Problem(
                    NOTHING_LEFT,
                    f"nothing under `{key}` may be seen at {self.level}",
                    file.document.key(key),
                    help=f"mark the whole briefing more strictly, or write something there that may be seen at {self.level}",
                )
            )

    def _settle(self, file: OpenFile) -> None:
        """What follows from all that goes: origins, copies that may not be shown, figures that are no longer there."""
        self._lead_to_origins(file)
        for path, part in walk_values(file.document.value, FormatModel):
            if not file.has(path):
                continue
            if isinstance(part, Source) and any(
                not file.has((*path, "passages", index)) for index in range(len(part.passages))
            ):
                self._cut_key(file, (*path, "show"))  # a whole copy has the passages that go
            elif isinstance(part, Briefing) and part.map:
                if self.is_withheld(file.slug, "part", str(part.map)):
                    self._cut_key(file, (*path, "map"))
            elif isinstance(part, Claim) and not file.kept:
                self._say_against(file, path, part)
            if allowed := getattr(part, "allow_figures", None):
                self._cut_figures(file, path, allowed)

    def _cut_key(self, file: OpenFile, path: Path) -> None:
        if yaml_tree.node_at(file.document.root, path) is not None:
            file.cut.add(path)

    def _lead_to_origins(self, file: OpenFile) -> None:
        """Let what repeats a source that goes repeat what that one repeats; where it repeats none, the author decides."""
        for path, name in file.references:
            if not isinstance(name, OriginRef) or not file.has(path) or file.kept:
                continue
            if not self.is_withheld(file.slug, _ANY, str(name)):
                continue
            seen, found = {str(name)}, self.ancestors.get(str(name), "")
            while found and found not in seen and self.is_withheld(file.slug, _ANY, found):
                seen.add(found)
                found = self.ancestors.get(found, "")
            if found and found not in seen:
                file.replaced[path] = found
                continue
            self.problems.append(
                Problem(
                    ORIGIN_WITHHELD,
                    f"`{name}` may not be seen at {self.level}, and without it this would count as an origin of its own",
                    file.document.span(*path),
                    help="name what may be said of it as one of the `origins`, and let both repeat that; or mark this more strictly",
                )
            )

    def _say_against(self, file: OpenFile, path: Path, claim: Claim) -> None:
        """Report a claim that looks better founded than it is, because evidence against it goes and no page says so."""
        for index, piece in enumerate(claim.evidence):
            hidden = piece.stance in AGAINST and not file.has((*path, "evidence", index))
            if hidden and not self.told and not piece.withhold_silently:
                disputes = piece.stance == "disputes"
                self.problems.append(
                    Problem(
                        AGAINST_WITHHELD,
                        f"at {self.level}, readers do not see that `{piece.source}` {piece.stance} this claim",
                        file.document.span(*path, "evidence", index),
                        severity="error" if disputes else "warning",
                        help="mark the claim as strictly as this evidence; or set `count_withheld: true` in mkdocs.yml, so that the"
                        " claim says that evidence against it is withheld; or give the reason why readers may not know"
                        " in `withhold_silently` of this evidence",
                    )
                )

    def _cut_figures(self, file: OpenFile, path: Path, allowed: Mapping[str, Any]) -> None:
        """Cut the reason for each figure that is no longer in what is left of a part."""
        node = yaml_tree.node_at(file.document.root, path)
        if node is None or not file.cut:
            return
        scalars = cutting.remaining_scalars(node, file.cut, path)
        key = (*path, "allow_figures")
        words = "\n".join(scalar.value for at, scalar in scalars if at[: len(key)] != key)
        gone = [figure for figure in allowed if figure not in words]
        file.cut |= {(*key, figure) for figure in gone}
        if len(gone) == len(allowed):
            file.cut.add(key)


def withheld_evidence(file: OpenFile, stances: Collection[str] = tuple(STANCES)) -> dict[str, int]:
    """How many pieces of evidence go from each claim that stays, by the id of the claim.

    Args:
        file: the briefing.
        stances: the stances that count.
    """
    found: dict[str, int] = {}
    for path, piece in walk_values(file.document.value, Evidence):
        claim = path[:-2]
        if path[0] in _CLAIMS and piece.stance in stances and not file.has(path) and file.has(claim):
            node = yaml_tree.node_at(file.document.root, (*claim, "id"))
            if isinstance(node, yaml_tree.Scalar):
                found[node.value] = found.get(node.value, 0) + 1
    return found


__all__ = ["AGAINST", "OpenFile", "Withholding", "withheld_evidence"]
