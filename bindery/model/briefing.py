"""The nouns of a briefing, their fields and what each field means: the format, as code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from bindery.model import vocabulary
from bindery.model.docstrings import DescribedModel
from bindery.model.field_types import (
    ClaimRef,
    Id,
    Language,
    Latitude,
    Line,
    Longitude,
    Markdown,
    MayBeString,
    Number,
    OneOf,
    OriginRef,
    PartialDate,
    SourceRef,
    Statement,
    Url,
    Whole,
    field_error,
)
from bindery.model.scales import SCALES, WORDS

if TYPE_CHECKING:
    AnyBlock: TypeAlias = "Block"  # the union of all kinds, which `bindery.blocks` puts together

T = TypeVar("T")


class FormatModel(DescribedModel, BaseModel):
    """A thing of the format: frozen, and closed to keys that the format does not know."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


class Author(MayBeString, FormatModel):
    """Who wrote something: a person, an organisation, or a person for an organisation."""

    name: Line | None = None
    """The person, in the order in which the name is spoken."""
    family: Line | None = None
    """Which part of the name, at its beginning or end, is the family's: some lists of references begin with it."""
    organisation: Line | None = None
    """The body that stands behind it, or the author itself when no person is named."""
    url: Url | None = None
    """Where to find the author."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _somebody(self) -> Author:
        if self.name is None and self.organisation is None:
            raise field_error("B119", "an author needs a `name` or an `organisation`", "write one of the two")
        if self.family and self.family != self.name and not self.given:
            raise field_error(
                "B126",
                f"the name neither begins nor ends with `{self.family}`",
                "write the part of `name` that is the family's, as it is written there, or leave `family` out",
            )
        return self

    @property
    def given(self) -> str:
        """What is left of the name without the family's part; empty where that is not told."""
        name, family = self.name or "", self.family or ""
        if family and name.endswith(f" {family}"):
            return name.removesuffix(f" {family}")
        return name.removeprefix(f"{family} ") if family and name.startswith(f"{family} ") else ""


class Passage(FormatModel):
    """Words of a source that are worth citing."""

    id: Id
    """Its name within the source."""
    quote: Line
    """The words, exactly as the source has them."""
    locator: Line | None = None
    """Where in the source: a page, a paragraph, a time code."""


class Source(FormatModel):
    """Something published or said that a briefing rests on."""

    id: Id
    """Its name in the whole site, and its address: `/sources/<id>/`."""
    kind: Annotated[str, OneOf(vocabulary.SOURCE_KINDS)]
    """What it is."""
    title: Line | None = None
    """Its title; left out when unknown, and one is then supplied from the address, in square brackets."""
    authors: tuple[Author, ...] = ()
    """Who wrote it: names, or an organisation as `{organisation: ...}`."""
    publisher: Line | None = None
    """Who published it."""
    published: PartialDate | None = None
    """When; left out when unknown, and shown as n.d."""
    published_end: PartialDate | None = None
    """When the last part came out, of what was published over a time: `published` is then when the first did."""
    accessed: PartialDate | None = None
    """The day on which someone checked that it says what it is cited for."""
    url: Url | None = None
    """Where it is."""
    archive: tuple[Url, ...] = ()
    """Copies of it elsewhere."""
    language: Language | None = None
    """The language that it is in."""
    origin: OriginRef | None = None
    """What it repeats: an origin or another source; left out when it is itself the origin."""
    reliability: Annotated[str, OneOf(vocabulary.RELIABILITY)] | None = None
    """Admiralty grade of the source, A to F."""
    credibility: Annotated[str, OneOf(vocabulary.CREDIBILITY)] | None = None
    """Admiralty grade of this piece of information, 1 to 6."""
    licence: Line | None = None
    """Its licence, as an SPDX identifier or in words, when known."""
    show: Annotated[str, OneOf(vocabulary.SHOW)] = "quote"
    """How much of its snapshot may be published."""
    state: Annotated[str, OneOf(vocabulary.SOURCE_STATES)] | None = None
    """What became of it; left out when nobody looked since it was read."""
    descriptor: Line | None = None
    """What a reader should know about it: access, motive, method."""
    passages: tuple[Passage, ...] = ()
    """Words of it that are worth citing."""


class Origin(FormatModel):
    """Where a piece of information first came from, when that is not itself a source here."""

    id: Id
    """Its name in the whole site; no source may have the same."""
    title: Line
    """What it is, so that a reader could look for it."""
    publisher: Line | None = None
    """Who published it."""


class SourceList(FormatModel):
    """A file of sources: a briefing's own, or the one that several briefings share."""

    sources: tuple[Source, ...] = ()
    """The sources."""
    origins: tuple[Origin, ...] = ()
    """The origins that are not sources themselves."""


class Evidence(FormatModel):
    """What one source says of a claim or an event."""

    source: SourceRef
    """The source."""
    stance: Annotated[str, OneOf(vocabulary.STANCES)] = "supports"
    """Whether it supports, disputes or qualifies the claim."""
    quote: Line | None = None
    """The words that bear on it, exactly as the source has them."""
    locator: Line | None = None
    """Where in the source: a page, a paragraph, a time code."""
    note: Markdown | None = None
    """What a reader should know about this piece of evidence."""


class Claim(FormatModel):
    """A statement that is true or false; its status is computed from its evidence and never written."""

    id: Id
    """Its name in the briefing, and its address: `/<briefing>/claims/#<id>`."""
    text: Statement
    """The statement, one sentence; Markdown without citations."""
    as_of: PartialDate | None = None
    """The day for which it is stated."""
    review_by: PartialDate | None = None
    """The day by which it is to be reviewed; from then on its page says that this is due."""
    evidence: tuple[Evidence, ...] = ()
    """What bears on it, for and against."""
    made_by: tuple[SourceRef, ...] = ()
    """Sources that make the claim without being evidence for it; shown, linked back and never counted."""
    calculation: Line | None = None
    """The reckoning behind a figure, as in `(1524 - 980) / 980 = 56 %`."""
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Numbers that stand without a quotation, each with the reason."""
    note: Markdown | None = None
    """What else a reader should know about it."""


def _claim_or_id(value: Any) -> str:
    return "is:claim" if isinstance(value, (dict, Claim)) else "is:id"


ClaimOrRef = Annotated[
    Annotated[ClaimRef, Tag("is:id")] | Annotated[Claim, Tag("is:claim")], Discriminator(_claim_or_id)
]


class Block(FormatModel):
    """A piece of a section; each kind is a module of `bindery.blocks`."""

    kind: ClassVar[str] = ""

    def of(self, kind: str) -> Any:
        """What a block of a kind is made of, which has the kind's name; nothing where it is of another kind."""
        return getattr(self, kind) if self.kind == kind else ()


class Section(FormatModel):
    """A page of the briefing's text."""

    id: Id
    """Its name in the briefing, and its address: `/<briefing>/<id>/`."""
    title: Line
    """Its heading."""
    summary: Markdown | None = None
    """What it says, in one or two sentences."""
    content: tuple[AnyBlock, ...] = Field(min_length=1)
    """Its blocks, in reading order; a bare string is a `text` block."""


class Entity(FormatModel):
    """A person, an organisation, a place or a term, with the names that readers may type."""

    id: Id
    """Its name in the briefing, and its address: `/<briefing>/entities/#<id>`."""
    name: Line
    """The name that the briefing uses."""
    aliases: tuple[Line, ...] = ()
    """Other names and spellings; searching for one finds the pages that use another."""
    kind: Annotated[str, OneOf(vocabulary.ENTITY_KINDS)]
    """What it is."""
    text: Markdown | None = None
    """Who or what it is."""
    location: tuple[Latitude, Longitude] | None = None
    """Latitude and longitude in degrees (WGS 84); places only."""


class Event(FormatModel):
    """Something that happened, for the timeline."""

    id: Id
    """Its name in the briefing, and its address: `/<briefing>/timeline/#<id>`."""
    date: PartialDate
    """When, or when it began; as exact as is known."""
    end: PartialDate | None = None
    """When it ended."""
    title: Line
    """What happened, in a few words."""
    text: Markdown | None = None
    """What happened, in a sentence or two."""
    evidence: tuple[Evidence, ...] = ()
    """What it rests on."""


class Point(FormatModel):
    """One value of a series."""

    x: Line
    """Where it stands: a year, a date, a label."""
    y: Number
    """The value, in the dataset's unit."""
    source: SourceRef
    """The source that gives it."""
    quote: Line | None = None
    """The words that give it, exactly as the source has them."""
    note: Line | None = None
    """What a reader should know about this value."""


class Series(FormatModel):
    """Values that one body counted in one way."""

    name: Line
    """Who counted, or what."""
    note: Line | None = None
    """What is counted, and where the way of counting changed."""
    points: tuple[Point, ...] = Field(min_length=1)
    """The values, in the order in which they are drawn."""


class Dataset(FormatModel):
    """Numbers for a chart and a table."""

    id: Id
    """Its name in the briefing."""
    title: Line
    """What it shows."""
    unit: Line
    """What is counted: people, per cent, dollars."""
    x: Line = Line("year")
    """What the values stand along."""
    note: Line | None = None
    """What a reader should know before comparing the values."""
    series: tuple[Series, ...] = Field(min_length=1)
    """The series."""


class Assessment(FormatModel):
    """A judgement of the authors, in the words of a scale of likelihood."""

    id: Id
    """Its name in the briefing."""
    text: Markdown
    """The judgement; its word of likelihood agrees with `likelihood`."""
    likelihood: Annotated[str, OneOf(WORDS)]
    """How likely, in a word of the briefing's `scale`."""
    confidence: Annotated[str, OneOf(vocabulary.CONFIDENCE)]
    """How good the grounds are; never in the same sentence as the likelihood."""
    based_on: tuple[ClaimRef, ...] = ()
    """The claims that it rests on."""
    would_change: Markdown | None = None
    """What would make the authors think again."""


class Question(FormatModel):
    """Something that is not known."""

    id: Id
    """Its name in the briefing."""
    text: Markdown
    """The question."""
    would_settle: Markdown | None = None
    """What evidence would answer it."""


class Change(FormatModel):
    """What an edition changed about one claim."""

    claim: ClaimRef
    """The claim."""
    kind: Annotated[str, OneOf(vocabulary.CHANGE_KINDS)]
    """What was done to it."""
    reason: Line
    """Why."""


class Edition(FormatModel):
    """A dated state of the briefing."""

    number: Whole
    """Its number, counted from 1."""
    date: PartialDate
    """When it was published."""
    changes: tuple[Change, ...] = ()
    """What it changed."""


class Briefing(FormatModel):
    """A text that answers one question from its sources."""

    title: Line
    """Its title."""
    subtitle: Line | None = None
    """A second line for the title."""
    summary: Markdown
    """The bottom line, up front."""
    date: PartialDate
    """When it was first published."""
    updated: PartialDate | None = None
    """When it was last changed."""
    status: Annotated[str, OneOf(vocabulary.BRIEFING_STATES)] = "published"
    """Whether it is a draft, published, archived or withdrawn."""
    language: Language = Language("en")
    """Its language; the direction of writing follows from it."""
    authors: tuple[Author, ...] = ()
    """Who wrote it: names, or `{name, organisation, url}`."""
    scale: Annotated[str, OneOf(SCALES)] = "icd-203"
    """The scale that its words of likelihood belong to."""
    tags: tuple[Line, ...] = ()
    """Words to file it under."""
    handling: Annotated[str, OneOf(vocabulary.HANDLING)] | None = None
    """Traffic Light Protocol 2.0 mark, shown on every page of the briefing."""
    key_points: tuple[ClaimOrRef, ...] = Field(min_length=1)
    """The claims that matter most: ids, or claims written in place, in reading order."""
    claims: tuple[Claim, ...] = ()
    """The register of claims."""
    sections: tuple[Section, ...] = Field(min_length=1)
    """The text."""
    entities: tuple[Entity, ...] = ()
    """People, organisations, places and terms."""
    events: tuple[Event, ...] = ()
    """The timeline."""
    datasets: tuple[Dataset, ...] = ()
    """Numbers for charts and tables."""
    assessments: tuple[Assessment, ...] = ()
    """The authors' own judgements."""
    questions: tuple[Question, ...] = ()
    """What is not known."""
    editions: tuple[Edition, ...] = ()
    """The history of changes."""


def walk(
    value: Any, wanted: type[T], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], T]]:
    """Every value of a type within a noun, with its path in the author's file, in reading order."""
    if isinstance(value, wanted):
        yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if isinstance(inner := getattr(value, name), (BaseModel, tuple, wanted)):  # most is none of them
                yield from walk(inner, wanted, (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, wanted, (*path, index))
