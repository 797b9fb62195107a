"""Finds every place where a source is used, with the page and the anchor that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bindery.evidence.register import BriefingRegister, Path
from bindery.model.blocks.map import map_sources
from bindery.model.briefing import Claim, Evidence
from bindery.model.names import Slug
from bindery.reading.project import ParsedBriefing
from bindery.reading.prose import Citation

# The page that shows what is written under each key of briefing.yml; the empty one is the overview.
_PAGES = {
    "answer": "",
    "summary": "",
    "assessments": "",
    "questions": "",
    "entities": "entities",
    "events": "timeline",
}


@dataclass(frozen=True)
class Use:
    """One place where a source is used.

    Attributes:
        source: id of the source.
        briefing: slug of the briefing.
        page: the page within the briefing: a section's id, `claims/ID`, `timeline`, `entities`, or empty for the
            overview.
        anchor: id of the element on that page; empty for the page itself.
        kind: `prose`, `claim`, `made-by`, `event`, `dataset`, `picture`, `map` or `reviewed`.
        noun: id of the claim, event or dataset; for prose the first words of the paragraph, for a picture its
            alternative text, for a line, an area or a border on a map its name, for a text under review its title.
        stance: how evidence relates to its claim, such as `supports`; empty for other uses.
        quote: the words quoted; may be empty.
        locator: the place in the source, such as `p. 4`; may be empty.
        origin: the origin that the piece names for itself; empty when its passage or its source says it.
    """

    source: str
    briefing: Slug
    page: str
    anchor: str
    kind: str
    noun: str
    stance: str = ""
    quote: str = ""
    locator: str = ""
    origin: str = ""


def page_of(parsed: ParsedBriefing, path: Path) -> str:
    """The page of the briefing that shows what is written at a path."""
    if path[0] == "sections":
        return str(parsed.briefing.sections[int(path[1])].id)
    if path[0] in ("claims", "key_points"):
        return page_of_claim(str(getattr(parsed.briefing, path[0])[int(path[1])].id))
    return _PAGES.get(str(path[0]), "")


def page_of_claim(claim: str) -> str:
    """The page of a claim, by its id."""
    return f"claims/{claim}"


def path_of_dataset(parsed: ParsedBriefing, dataset: str) -> Path:
    """The path of the first block that shows a dataset; empty when no block does."""
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            if dataset in (block.of("chart"), block.of("table")):
                return ("sections", index, "content", number)
    return ()


def page_of_dataset(parsed: ParsedBriefing, dataset: str) -> str:
    """The page of the first section that shows a dataset; the overview when no section does."""
    place = path_of_dataset(parsed, dataset)
    return page_of(parsed, place) if place else ""


def paragraph_prefix(path: Path) -> str:
    """The beginning of the ids of the paragraphs of some prose; it depends on its path alone.

    Generated ids begin with an underscore, which the ids of authors never do, so that the two cannot clash.

    Args:
        path: where the prose was written in `briefing.yml`.
    """
    short = [str(step)[0] if isinstance(step, str) else str(step) for step in path if step != "sections"]
    return "_p-" + "".join(short)


def paragraph_anchor(path: Path, citation: Citation) -> str:
    """The id of the paragraph that has a citation."""
    return f"{paragraph_prefix(path)}-{citation.paragraph}"


def uses_in(register: BriefingRegister) -> Iterator[Use]:
    """Every use of a source in a briefing, in the order of its pages: overview, sections, claims and so on."""
    yield from _prose_uses(register, lambda path: path[0] in ("answer", "summary"))
    for claim in (register.claims[key] for key in register.key_points if key in register.claims):
        yield from _claim_uses(register, claim)
    yield from _prose_uses(register, lambda path: path[0] == "sections")
    yield from _picture_uses(register)
    yield from _map_uses(register)
    for claim in register.claims.values():
        if claim.id not in register.key_points:
            yield from _claim_uses(register, claim)
    yield from _prose_uses(register, lambda path: path[0] not in ("answer", "summary", "sections"))
    for event in register.parsed.briefing.events:
        for piece in event.evidence:
            yield _evidence_use(register, piece, "timeline", event.id, "event")
    for dataset in register.parsed.briefing.datasets:
        for series in dataset.series:
            for point in series.points:
                yield Use(
                    source=point.source,
                    briefing=register.slug,
                    page=page_of_dataset(register.parsed, dataset.id),
                    anchor=f"_data-{dataset.id}",
                    kind="dataset",
                    noun=dataset.id,
                    quote=point.quote or "",
                    origin=point.origin or "",
                )


def _prose_uses(register: BriefingRegister, wanted: Callable[[Path], bool]) -> Iterator[Use]:
    for path, prose in register.parsed.prose.items():
        if not wanted(path):
            continue
        for citation in prose.citations:
            for item in citation.items:
                yield Use(
                    source=item.source,
                    briefing=register.slug,
                    page=page_of(register.parsed, path),
                    anchor=paragraph_anchor(path, citation),
                    kind="prose",
                    noun=prose.paragraphs.get(citation.paragraph, ""),
                    quote=item.quote,
                    locator=item.locator,
                )


def _claim_uses(register: BriefingRegister, claim: Claim) -> Iterator[Use]:
    page = page_of_claim(claim.id)
    for piece in claim.evidence:
        yield replace(_evidence_use(register, piece, page, claim.id, "claim"), anchor="")
    for source in claim.made_by:
        yield Use(source, register.slug, page, "", "made-by", claim.id)


def _evidence_use(register: BriefingRegister, piece: Evidence, page: str, noun: str, kind: str) -> Use:
    return Use(
        source=piece.source,
        briefing=register.slug,
        page=page,
        anchor=noun,
        kind=kind,
        noun=noun,
        stance=str(piece.stance),
        quote=piece.quote or "",
        locator=piece.locator or "",
        origin=piece.origin or "",
    )


def _picture_uses(register: BriefingRegister) -> Iterator[Use]:
    for section in register.parsed.briefing.sections:
        for index, block in enumerate(section.content):
            picture = block.of("image")
            if picture and picture.source:
                yield Use(
                    picture.source, register.slug, section.id, f"_block-{index}", "picture", picture.alt
                )
            reviewed = block.of("annotate")
            if reviewed and reviewed.source:
                yield Use(
                    reviewed.source, register.slug, section.id, f"_block-{index}", "reviewed", reviewed.title
                )


def _map_uses(register: BriefingRegister) -> Iterator[Use]:
    """The sources of lines, areas and disputed borders on maps."""
    names = {entity.id: str(entity.name) for entity in register.parsed.briefing.entities}
    for section in register.parsed.briefing.sections:
        for index, block in enumerate(section.content):
            for source, name in map_sources(block, names):
                yield Use(source, register.slug, section.id, f"_block-{index}", "map", name)
