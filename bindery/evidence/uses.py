"""Every place where a source is used, and the page and anchor that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bindery.evidence.register import BriefingRegister, Path
from bindery.model.briefing import Claim, Evidence
from bindery.reading.project import ParsedBriefing
from bindery.reading.prose import Citation

# The first step of a path in briefing.yml, and the page that shows what is written there.
_PAGES = {
    "summary": "",
    "assessments": "",
    "questions": "",
    "claims": "claims",
    "key_points": "claims",
    "entities": "entities",
    "events": "timeline",
}


@dataclass(frozen=True)
class Use:
    """One place where a source is used.

    Attributes:
        source: its id.
        briefing: slug of the briefing.
        page: the page within the briefing: a section's id, `claims`, `timeline`, `entities`, or empty for the overview.
        anchor: the place on that page.
        kind: `prose`, `claim`, `made-by`, `event`, `dataset` or `picture`.
        noun: id of the claim, event or dataset; the beginning of the paragraph for prose.
        stance: of a claim's evidence.
        quote: the words cited, if any.
        locator: where in the source.
    """

    source: str
    briefing: str
    page: str
    anchor: str
    kind: str
    noun: str
    stance: str = ""
    quote: str = ""
    locator: str = ""


def page_of(parsed: ParsedBriefing, path: Path) -> str:
    """The page of the briefing that shows what is written at a path."""
    if path[0] == "sections":
        return str(parsed.briefing.sections[int(path[1])].id)
    return _PAGES.get(str(path[0]), "")


def path_of_dataset(parsed: ParsedBriefing, dataset: str) -> Path:
    """The path of the first block that shows a dataset; empty when none does."""
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            if dataset in (block.of("chart"), block.of("table")):
                return ("sections", index, "content", number)
    return ()


def page_of_dataset(parsed: ParsedBriefing, dataset: str) -> str:
    """The section that shows a dataset first; the overview shows those that no section does."""
    place = path_of_dataset(parsed, dataset)
    return page_of(parsed, place) if place else ""


def paragraph_prefix(path: Path) -> str:
    """What the ids of a prose's paragraphs begin with on its page: the same for the same place.

    Every id of our own begins with an underscore, which no author's id has, so that the two never clash.
    """
    short = [str(step)[0] if isinstance(step, str) else str(step) for step in path if step != "sections"]
    return "_p-" + "".join(short)


def paragraph_anchor(path: Path, citation: Citation) -> str:
    """The place on a page of the paragraph that a citation stands in."""
    return f"{paragraph_prefix(path)}-{citation.paragraph}"


def uses_in(register: BriefingRegister) -> Iterator[Use]:
    """Every use of a source in a briefing, in reading order: overview, sections, claims, timeline, entities, data."""
    yield from _prose_uses(register, lambda path: path[0] == "summary")
    for claim in (register.claims[key] for key in register.key_points if key in register.claims):
        yield from _claim_uses(register, claim)
    yield from _prose_uses(register, lambda path: path[0] == "sections")
    yield from _picture_uses(register)
    for claim in register.claims.values():
        if claim.id not in register.key_points:
            yield from _claim_uses(register, claim)
    yield from _prose_uses(register, lambda path: path[0] not in ("summary", "sections"))
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
    for piece in claim.evidence:
        yield _evidence_use(register, piece, "claims", claim.id, "claim")
    for source in claim.made_by:
        yield Use(source, register.slug, "claims", claim.id, "made-by", claim.id)


def _evidence_use(register: BriefingRegister, piece: Evidence, page: str, noun: str, kind: str) -> Use:
    return Use(
        piece.source,
        register.slug,
        page,
        noun,
        kind,
        noun,
        str(piece.stance),
        piece.quote or "",
        piece.locator or "",
    )


def _picture_uses(register: BriefingRegister) -> Iterator[Use]:
    for section in register.parsed.briefing.sections:
        for index, block in enumerate(section.content):
            picture = block.of("image")
            if picture and picture.source:
                yield Use(
                    picture.source, register.slug, section.id, f"_block-{index}", "picture", picture.alt
                )
