"""Which claim rests on which source and which origin, and back, and what status that gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bindery.citations import Citation
from bindery.model import Claim, Evidence, Origin, Source
from bindery.shelf import Shelf, Volume

LONGEST_CHAIN = 50  # sources that repeat one another; nobody can follow more
Path = tuple[str | int, ...]

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
class Verdict:
    """What the evidence makes of a claim.

    Attributes:
        status: a word of `vocabulary.STATUSES`.
        origins_for: the distinct ends of its supporting sources' chains, in the order of the evidence.
        origins_against: likewise for the sources that dispute it.
        reports: how many different sources support it.
        quotations: how many pieces of its evidence are quoted.
    """

    status: str
    origins_for: tuple[str, ...]
    origins_against: tuple[str, ...]
    reports: int
    quotations: int


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


@dataclass(frozen=True)
class Book:
    """A briefing with its claims in one register and its prose parsed.

    Attributes:
        volume: the briefing as it was read.
        claims: every claim by id: those of the key points that are written in place first, then the register's.
        paths: where each claim was written.
    """

    volume: Volume
    claims: Mapping[str, Claim]
    paths: Mapping[str, Path]

    @property
    def slug(self) -> str:
        """The beginning of its addresses."""
        return self.volume.slug

    @cached_property
    def key_points(self) -> tuple[str, ...]:
        """Ids of the claims that matter most, in reading order."""
        return tuple(p.id if isinstance(p, Claim) else str(p) for p in self.volume.briefing.key_points)


def gather(volume: Volume) -> Book:
    """The claims of a briefing in one register; of two with one id the first counts."""
    claims: dict[str, Claim] = {}
    paths: dict[str, Path] = {}
    for path, claim in written_claims(volume):
        if claim.id not in claims:
            claims[claim.id] = claim
            paths[claim.id] = path
    return Book(volume, claims, paths)


def written_claims(volume: Volume) -> Iterator[tuple[Path, Claim]]:
    """Every claim of a briefing with its place, those written among the key points first."""
    briefing = volume.briefing
    for index, point in enumerate(briefing.key_points):
        if isinstance(point, Claim):
            yield ("key_points", index), point
    for index, claim in enumerate(briefing.claims):
        yield ("claims", index), claim


class Graph:
    """Sources, origins and briefings, and the questions that pages ask of them.

    Lists come out in the order in which things were written, briefings by slug.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.sources: dict[str, Source] = {}
        self.origins: dict[str, Origin] = {}
        self.homes: dict[str, str] = {}
        self._ends: dict[str, str] = {}  # of the chains that were followed
        for slug, document in shelf.lists:
            for source in document.value.sources:
                self.sources.setdefault(source.id, source)
                self.homes.setdefault(source.id, slug)
            for origin in document.value.origins:
                self.origins.setdefault(origin.id, origin)
        self.books = {slug: gather(volume) for slug, volume in sorted(shelf.volumes.items())}

    def chain(self, source: str) -> tuple[str, ...]:
        """The source, what it repeats, what that repeats, and so on to the origin; a circle is cut where it closes."""
        chain = {source: None}  # in order; asked often whether it has a name
        last = source
        while (current := self.sources.get(last)) and current.origin and current.origin not in chain:
            if len(chain) > LONGEST_CHAIN:
                break
            last = str(current.origin)
            chain[last] = None
        return tuple(chain)

    def circle(self, source: str) -> tuple[str, ...]:
        """The circle that a source's chain of origins runs into; empty when it comes to an end."""
        chain = self.chain(source)
        last = self.sources.get(chain[-1])
        if last is None or last.origin is None or last.origin not in chain:
            return ()
        return chain[chain.index(str(last.origin)) :]

    def origin_of(self, source: str) -> str:
        """Where a source's chain ends: an origin, or a source that repeats nothing. In a circle, its first name."""
        if source not in self._ends:
            self._ends[source] = min(self.circle(source), default=self.chain(source)[-1])
        return self._ends[source]

    def name_of_origin(self, origin: str) -> str:
        """Publisher and title of an origin or of a source that is one; the id when neither is known."""
        found = self.origins.get(origin) or self.sources.get(origin)
        words = [word for word in (found.publisher, found.title) if word] if found else []
        return ": ".join(words) or origin

    @cached_property
    def _sharing(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for source in self.sources:
            groups.setdefault(self.origin_of(source), []).append(source)
        return groups

    def sources_sharing_origin(self, source: str) -> list[str]:
        """The other sources that end at the same origin."""
        return [other for other in self._sharing.get(self.origin_of(source), []) if other != source]

    def verdict(self, claim: Claim) -> Verdict:
        """The status of a claim and what gives it, as docs/method.md defines them."""
        supporting = [e for e in claim.evidence if e.stance == "supports"]
        disputing = [e for e in claim.evidence if e.stance == "disputes"]
        origins_for = self.origins_behind(supporting)
        if not supporting:
            status = "unsupported"
        elif disputing:
            status = "contested"
        elif len(origins_for) > 1:
            status = "corroborated"
        else:
            status = "single-origin"
        return Verdict(
            status=status,
            origins_for=origins_for,
            origins_against=self.origins_behind(disputing),
            reports=len({e.source for e in supporting}),
            quotations=sum(1 for e in claim.evidence if e.quote),
        )

    def origins_behind(self, evidence: list[Evidence]) -> tuple[str, ...]:
        """The distinct origins of some evidence, in its order."""
        return tuple(dict.fromkeys(self.origin_of(e.source) for e in evidence))

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Every place where each source is used, by source: the exact inverse of all citations."""
        found: dict[str, list[Use]] = {source: [] for source in self.sources}
        for book in self.books.values():
            for use in uses_in(book):
                if use.source in found:
                    found[use.source].append(use)
        return found


def page_of(volume: Volume, path: Path) -> str:
    """The page of the briefing that shows what is written at a path."""
    if path[0] == "sections":
        return str(volume.briefing.sections[int(path[1])].id)
    return _PAGES.get(str(path[0]), "")


def place_of_dataset(volume: Volume, dataset: str) -> Path:
    """The path of the first block that shows a dataset; empty when none does."""
    for index, section in enumerate(volume.briefing.sections):
        for number, block in enumerate(section.content):
            if dataset in (block.of("chart"), block.of("table")):
                return ("sections", index, "content", number)
    return ()


def page_of_dataset(volume: Volume, dataset: str) -> str:
    """The section that shows a dataset first; the overview shows those that no section does."""
    place = place_of_dataset(volume, dataset)
    return page_of(volume, place) if place else ""


def prefix_of(path: Path) -> str:
    """What the ids of a prose's paragraphs begin with on its page: the same for the same place.

    Every id of our own begins with an underscore, which no author's id has, so that the two never clash.
    """
    short = [str(step)[0] if isinstance(step, str) else str(step) for step in path if step != "sections"]
    return "_p-" + "".join(short)


def anchor_of(path: Path, citation: Citation) -> str:
    """The place on a page of the paragraph that a citation stands in."""
    return f"{prefix_of(path)}-{citation.paragraph}"


def uses_in(book: Book) -> Iterator[Use]:
    """Every use of a source in a briefing, in reading order: overview, sections, claims, timeline, entities, data."""
    yield from _prose_uses(book, lambda path: path[0] == "summary")
    for claim in (book.claims[key] for key in book.key_points if key in book.claims):
        yield from _claim_uses(book, claim)
    yield from _prose_uses(book, lambda path: path[0] == "sections")
    yield from _picture_uses(book)
    for claim in book.claims.values():
        if claim.id not in book.key_points:
            yield from _claim_uses(book, claim)
    yield from _prose_uses(book, lambda path: path[0] not in ("summary", "sections"))
    for event in book.volume.briefing.events:
        for piece in event.evidence:
            yield _evidence_use(book, piece, "timeline", event.id, "event")
    for dataset in book.volume.briefing.datasets:
        for series in dataset.series:
            for point in series.points:
                yield Use(
                    source=point.source,
                    briefing=book.slug,
                    page=page_of_dataset(book.volume, dataset.id),
                    anchor=f"_data-{dataset.id}",
                    kind="dataset",
                    noun=dataset.id,
                    quote=point.quote or "",
                )


def _prose_uses(book: Book, wanted: Callable[[Path], bool]) -> Iterator[Use]:
    for path, prose in book.volume.prose.items():
        if not wanted(path):
            continue
        for citation in prose.citations:
            for item in citation.items:
                yield Use(
                    source=item.source,
                    briefing=book.slug,
                    page=page_of(book.volume, path),
                    anchor=anchor_of(path, citation),
                    kind="prose",
                    noun=prose.paragraphs.get(citation.paragraph, ""),
                    quote=item.quote,
                    locator=item.locator,
                )


def _claim_uses(book: Book, claim: Claim) -> Iterator[Use]:
    for piece in claim.evidence:
        yield _evidence_use(book, piece, "claims", claim.id, "claim")
    for source in claim.made_by:
        yield Use(source, book.slug, "claims", claim.id, "made-by", claim.id)


def _evidence_use(book: Book, piece: Evidence, page: str, noun: str, kind: str) -> Use:
    return Use(
        piece.source,
        book.slug,
        page,
        noun,
        kind,
        noun,
        str(piece.stance),
        piece.quote or "",
        piece.locator or "",
    )


def _picture_uses(book: Book) -> Iterator[Use]:
    for section in book.volume.briefing.sections:
        for index, block in enumerate(section.content):
            picture = block.of("image")
            if picture and picture.source:
                yield Use(picture.source, book.slug, section.id, f"_block-{index}", "picture", picture.alt)
