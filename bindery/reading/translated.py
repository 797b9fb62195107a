"""Gives the claims of a translation the evidence of the claims that they translate, where they have none of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bindery.model.briefing import Briefing, Claim
from bindery.model.names import Slug
from bindery.reading import yaml_tree
from bindery.reading.decode import Document
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.yaml_tree import Entry, Node

_LISTS = ("key_points", "claims")
# What a claim without evidence has from its original; `note` and the notes of evidence are in its language.
_INHERITED = ("evidence", "made_by", "independent", "calculation", "as_of")
Place = tuple[str, int]


def with_original_evidence(briefings: Mapping[Slug, Document[Briefing]]) -> dict[Slug, Document[Briefing]]:
    """The briefings, those that are translations with the evidence of their originals.

    A claim with evidence of its own keeps it. Problems with evidence that a claim has from its original are at the place
    where the original has it.
    """
    found = {}
    for slug, document in briefings.items():
        original = Slug(document.value.translation_of or "")
        known = original in briefings and original != slug
        found[slug] = _completed(document, briefings[original]) if known else document
    return found


def tied_to_original(parsed: ParsedBriefing) -> ParsedBriefing:
    """A briefing that refers to the one that it is a translation of."""
    original = Slug(parsed.briefing.translation_of or "")
    if not original or original == parsed.slug:
        return parsed
    return replace(parsed, refers_to=parsed.refers_to | {original})


def original_id(part: object) -> str:
    """The id of the part of the original that a claim or section translates."""
    return str(getattr(part, "original", None) or getattr(part, "id", ""))


def _completed(document: Document[Briefing], original: Document[Briefing]) -> Document[Briefing]:
    """A translation whose claims have the evidence of their originals."""
    known = {str(claim.id): (place, claim) for place, claim in _claims(original.value)}
    briefing, root = document.value, document.root
    changed: dict[str, list[object]] = {name: list(getattr(briefing, name)) for name in _LISTS}
    for place, claim in _claims(briefing):
        found = known.get(original_id(claim))
        if not found or claim.evidence or claim.made_by:
            continue
        there, source = found
        fields = [name for name in _INHERITED if getattr(source, name) and not getattr(claim, name)]
        values = {name: getattr(source, name) for name in fields}
        if source.evidence:
            values["evidence"] = tuple(piece.model_copy(update={"note": None}) for piece in source.evidence)
        changed[place[0]][place[1]] = claim.model_copy(update=values)
        root = _grafted(root, place, yaml_tree.node_at(original.root, there), fields)
    if root is document.root:
        return document
    return Document(briefing.model_copy(update={name: tuple(items) for name, items in changed.items()}), root)


def _claims(briefing: Briefing) -> Iterator[tuple[Place, Claim]]:
    """Every claim that is written out, with its place in the file."""
    for name in _LISTS:
        for index, claim in enumerate(getattr(briefing, name)):
            if isinstance(claim, Claim):
                yield (name, index), claim


def _grafted(root: Node, place: Place, source: Node | None, fields: list[str]) -> Node:
    """A tree in which the claim at a place has the entries of another claim for some fields."""
    if not isinstance(root, yaml_tree.Mapping) or not isinstance(source, yaml_tree.Mapping):
        return root
    added = [entry for entry in source.entries if entry.key.value in fields]

    def item(node: Node) -> Node:
        if not isinstance(node, yaml_tree.Mapping):
            return node
        return replace(node, entries=(*node.entries, *added))

    def listed(node: Node) -> Node:
        if not isinstance(node, yaml_tree.Sequence):
            return node
        return replace(
            node, items=tuple(item(one) if n == place[1] else one for n, one in enumerate(node.items))
        )

    return replace(
        root,
        entries=tuple(
            Entry(entry.key, listed(entry.value)) if entry.key.value == place[0] else entry
            for entry in root.entries
        ),
    )
