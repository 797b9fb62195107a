"""The data model of a briefing: what authors may write in their files, and what each key means."""

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
    AnyBlock: TypeAlias = "Block"  # the union of all kinds, which `bindery.model.blocks` builds

T = TypeVar("T")


class FormatModel(DescribedModel, BaseModel):
    """The base of all models of the format. Instances are immutable, and unknown keys are errors."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


class Author(MayBeString, FormatModel):
    """An author: a person, an organisation, or a person who writes for an organisation."""

    name: Line | None = None
    """The person's name, in the order in which it is spoken."""
    family: Line | None = None
    """The family name, exactly as `name` begins or ends with it. Some reference styles put it first."""
    organisation: Line | None = None
    """The organisation that the person writes for, or the author itself when no person is named."""
    url: Url | None = None
    """The author's web page."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _check_names(self) -> Author:
        if self.name is None and self.organisation is None:
            raise field_error("B119", "an author needs a `name` or an `organisation`", "add one of the two")
        if self.family and self.family != self.name and not self.given:
            raise field_error(
                "B126",
                f"`name` neither begins nor ends with `{self.family}`",
                "write the family name exactly as in `name`, or leave `family` out",
            )
        return self

    @property
    def given(self) -> str:
        """The name without the family name; empty when `family` is not given or not part of the name."""
        name, family = self.name or "", self.family or ""
        if family and name.endswith(f" {family}"):
            return name.removesuffix(f" {family}")
        return name.removeprefix(f"{family} ") if family and name.startswith(f"{family} ") else ""


class Passage(FormatModel):
    """A quotation from a source."""

    id: Id
    """An id for the passage, unique in its source."""
    quote: Line
    """The quoted words, exactly as in the source."""
    locator: Line | None = None
    """Where in the source the words are: a page, a paragraph, a time code."""


class Source(FormatModel):
    """A publication or statement that a briefing cites."""

    id: Id
    """An id for the source, unique in the whole site. Its page is `/sources/<id>/`."""
    kind: Annotated[str, OneOf(vocabulary.SOURCE_KINDS)]
    """The kind of publication."""
    title: Line | None = None
    """The title. Leave it out if you do not know it: one made from the address or kind is then shown in square brackets."""
    authors: tuple[Author, ...] = ()
    """The authors: names of people, or organisations as `{organisation: ...}`."""
    publisher: Line | None = None
    """The publisher."""
    published: PartialDate | None = None
    """The date of publication. Leave it out if you do not know it: it is then shown as "n.d." (no date)."""
    published_end: PartialDate | None = None
    """The date of the last part of something published in parts. `published` is then the date of the first part."""
    accessed: PartialDate | None = None
    """The day on which you last checked that the source says what you cite it for."""
    url: Url | None = None
    """The web address of the source."""
    archive: tuple[Url, ...] = ()
    """Web addresses of archived copies."""
    language: Language | None = None
    """The language of the source."""
    origin: OriginRef | None = None
    """The origin or other source that this source repeats. Leave it out if the source is itself the origin."""
    reliability: Annotated[str, OneOf(vocabulary.RELIABILITY)] | None = None
    """The reliability of the source, as an Admiralty grade from A to F."""
    credibility: Annotated[str, OneOf(vocabulary.CREDIBILITY)] | None = None
    """The credibility of this piece of information, as an Admiralty grade from 1 to 6."""
    licence: Line | None = None
    """The licence of the source, if you know it: an SPDX identifier or words."""
    show: Annotated[str, OneOf(vocabulary.SHOW)] = "quote"
    """How much of the stored copy (snapshot) may be published."""
    state: Annotated[str, OneOf(vocabulary.SOURCE_STATES)] | None = None
    """What has happened to the source since you read it. Leave it out if you have not checked."""
    descriptor: Line | None = None
    """What readers should know about the source: its access to the facts, its motives, its methods."""
    passages: tuple[Passage, ...] = ()
    """Quotations from the source."""


class Origin(FormatModel):
    """Where a piece of information first came from, when it is not listed as a source."""

    id: Id
    """An id for the origin, unique in the whole site. No source may have the same id."""
    title: Line
    """A title by which readers can find the origin."""
    publisher: Line | None = None
    """The publisher."""


class SourceList(FormatModel):
    """A list of sources: those of one briefing, or those that several briefings share."""

    sources: tuple[Source, ...] = ()
    """The sources."""
    origins: tuple[Origin, ...] = ()
    """Origins that are not listed as sources."""


class Evidence(FormatModel):
    """What one source says about a claim or an event."""

    source: SourceRef
    """The id of the source."""
    stance: Annotated[str, OneOf(vocabulary.STANCES)] = "supports"
    """Whether it supports, disputes or qualifies the claim."""
    quote: Line | None = None
    """The words that the evidence consists of, exactly as in the source."""
    locator: Line | None = None
    """Where in the source the words are: a page, a paragraph, a time code."""
    note: Markdown | None = None
    """What readers should know about this piece of evidence."""


class Claim(FormatModel):
    """A statement that is true or false. You do not write its status: Bindery derives it from the evidence."""

    id: Id
    """An id for the claim, unique in the briefing. Its address is `/<briefing>/claims/#<id>`."""
    text: Statement
    """The statement, in one sentence of Markdown without citations."""
    as_of: PartialDate | None = None
    """The date that the statement applies to."""
    review_by: PartialDate | None = None
    """The date by which you want to review the claim. After it, the page says that a review is due."""
    evidence: tuple[Evidence, ...] = ()
    """The evidence for and against the claim."""
    made_by: tuple[SourceRef, ...] = ()
    """Sources that make the claim but are not evidence for it. They are shown but not counted."""
    calculation: Line | None = None
    """The calculation behind a figure, as in `(1524 - 980) / 980 = 56 %`."""
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Numbers in the claim that no quotation contains, each with the reason."""
    note: Markdown | None = None
    """What else readers should know about the claim."""


def _claim_or_id(value: Any) -> str:
    return "is:claim" if isinstance(value, (dict, Claim)) else "is:id"


ClaimOrRef = Annotated[
    Annotated[ClaimRef, Tag("is:id")] | Annotated[Claim, Tag("is:claim")], Discriminator(_claim_or_id)
]


class Block(FormatModel):
    """The base of all blocks, which sections consist of. Each kind is a module of `bindery.model.blocks`.

    Attributes:
        kind: the key by which authors name the kind, such as `chart`.
    """

    kind: ClassVar[str] = ""

    def of(self, kind: str) -> Any:
        """The value under the key of this kind, or an empty tuple when the block is of another kind."""
        return getattr(self, kind) if self.kind == kind else ()


class Section(FormatModel):
    """A section of the text, on a page of its own."""

    id: Id
    """An id for the section, unique in the briefing. Its page is `/<briefing>/<id>/`."""
    title: Line
    """The heading of the section."""
    summary: Markdown | None = None
    """What the section says, in one or two sentences."""
    content: tuple[AnyBlock, ...] = Field(min_length=1)
    """The blocks of the section, in reading order. A plain text is a `text` block."""


class Entity(FormatModel):
    """A person, an organisation, a place or a term, with the names that readers may search for."""

    id: Id
    """An id for the entity, unique in the briefing. Its address is `/<briefing>/entities/#<id>`."""
    name: Line
    """The name that the briefing uses."""
    aliases: tuple[Line, ...] = ()
    """Other names and spellings. A search for one of them also finds pages that use another."""
    kind: Annotated[str, OneOf(vocabulary.ENTITY_KINDS)]
    """The kind of entity."""
    text: Markdown | None = None
    """Who or what the entity is."""
    location: tuple[Latitude, Longitude] | None = None
    """Latitude and longitude in degrees (WGS 84). For places only."""


class Event(FormatModel):
    """An event for the timeline."""

    id: Id
    """An id for the event, unique in the briefing. Its address is `/<briefing>/timeline/#<id>`."""
    date: PartialDate
    """The date of the event, or of its beginning, as exactly as you know it."""
    end: PartialDate | None = None
    """The date on which the event ended."""
    title: Line
    """What happened, in a few words."""
    text: Markdown | None = None
    """What happened, in a sentence or two."""
    evidence: tuple[Evidence, ...] = ()
    """The evidence for the event."""


class Point(FormatModel):
    """One value of a series."""

    x: Line
    """The position on the horizontal axis: a year, a date or a label."""
    y: Number
    """The value, in the unit of the dataset."""
    source: SourceRef
    """The id of the source of this value."""
    quote: Line | None = None
    """The words that contain the value, exactly as in the source."""
    note: Line | None = None
    """What readers should know about this value."""


class Series(FormatModel):
    """Values that were counted by one organisation in one way."""

    name: Line
    """The name of the series: who counted, or what was counted."""
    note: Line | None = None
    """What was counted, and when the way of counting changed."""
    points: tuple[Point, ...] = Field(min_length=1)
    """The values, in the order of the chart."""


class Dataset(FormatModel):
    """Numbers for charts and tables."""

    id: Id
    """An id for the dataset, unique in the briefing."""
    title: Line
    """A title that says what the numbers show."""
    unit: Line
    """The unit of the values: people, per cent, dollars."""
    x: Line = Line("year")
    """The label of the horizontal axis."""
    note: Line | None = None
    """What readers should know before they compare the values."""
    series: tuple[Series, ...] = Field(min_length=1)
    """The series of values."""


class Assessment(FormatModel):
    """A judgement by the authors, with a word from a scale of likelihood."""

    id: Id
    """An id for the judgement, unique in the briefing."""
    text: Markdown
    """The judgement. It must use the same word of likelihood as `likelihood`."""
    likelihood: Annotated[str, OneOf(WORDS)]
    """How likely it is, as a word from the briefing's `scale`."""
    confidence: Annotated[str, OneOf(vocabulary.CONFIDENCE)]
    """How well founded the judgement is. Do not name it in the same sentence as the likelihood."""
    based_on: tuple[ClaimRef, ...] = ()
    """The ids of the claims that the judgement is based on."""
    would_change: Markdown | None = None
    """What would make the authors change the judgement."""


class Question(FormatModel):
    """An open question."""

    id: Id
    """An id for the question, unique in the briefing."""
    text: Markdown
    """The question."""
    would_settle: Markdown | None = None
    """The evidence that would answer the question."""


class Change(FormatModel):
    """A change that an edition made to one claim."""

    claim: ClaimRef
    """The id of the claim."""
    kind: Annotated[str, OneOf(vocabulary.CHANGE_KINDS)]
    """The kind of change."""
    reason: Line
    """The reason for the change."""


class Edition(FormatModel):
    """A published version of the briefing."""

    number: Whole
    """The number of the edition, counted from 1."""
    date: PartialDate
    """The date of the edition."""
    changes: tuple[Change, ...] = ()
    """The changes to claims since the edition before."""


class Briefing(FormatModel):
    """A text that answers one question from cited sources."""

    title: Line
    """The title of the briefing."""
    subtitle: Line | None = None
    """A second line below the title."""
    summary: Markdown
    """The answer in short, in a few sentences."""
    date: PartialDate
    """The date of first publication."""
    updated: PartialDate | None = None
    """The date of the last change."""
    status: Annotated[str, OneOf(vocabulary.BRIEFING_STATES)] = "published"
    """Whether the briefing is a draft, published, archived or withdrawn."""
    language: Language = Language("en")
    """The language of the briefing. The direction of writing follows from it."""
    authors: tuple[Author, ...] = ()
    """The authors: names of people, or `{name, organisation, url}`."""
    scale: Annotated[str, OneOf(SCALES)] = "icd-203"
    """The scale of likelihood whose words the briefing uses."""
    tags: tuple[Line, ...] = ()
    """Keywords."""
    handling: Annotated[str, OneOf(vocabulary.HANDLING)] | None = None
    """The Traffic Light Protocol 2.0 label, shown on every page of the briefing."""
    key_points: tuple[ClaimOrRef, ...] = Field(min_length=1)
    """The most important claims, in reading order: ids of claims, or whole claims."""
    claims: tuple[Claim, ...] = ()
    """The claims of the briefing, except those written out under `key_points`."""
    sections: tuple[Section, ...] = Field(min_length=1)
    """The sections of the text."""
    entities: tuple[Entity, ...] = ()
    """People, organisations, places and terms."""
    events: tuple[Event, ...] = ()
    """The events of the timeline."""
    datasets: tuple[Dataset, ...] = ()
    """Datasets for charts and tables."""
    assessments: tuple[Assessment, ...] = ()
    """The authors' own judgements."""
    questions: tuple[Question, ...] = ()
    """The open questions."""
    editions: tuple[Edition, ...] = ()
    """The published editions and their changes."""


def walk_values(
    value: Any, wanted: type[T], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], T]]:
    """Every value of a type within a model, with its path, in reading order.

    Args:
        value: the model, or a value within it.
        wanted: the type to search for.
        path: the path of `value` in the author's file, as keys and indexes.
    """
    if isinstance(value, wanted):
        yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if isinstance(inner := getattr(value, name), (BaseModel, tuple, wanted)):  # skips most fields
                yield from walk_values(inner, wanted, (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk_values(item, wanted, (*path, index))
