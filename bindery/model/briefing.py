"""The data model of a briefing: what authors may write in their files, and what each key means."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from bindery.model import vocabulary
from bindery.model.field_types import (
    ClaimRef,
    EntityRef,
    Id,
    Language,
    Latitude,
    Line,
    Longitude,
    Markdown,
    Number,
    OneOf,
    OriginRef,
    PartialDate,
    SourceRef,
    StatedFigure,
    Statement,
    Whole,
    field_error,
)
from bindery.model.first_screen import MOST_NUMBERS, KeyNumber
from bindery.model.format_model import FormatModel
from bindery.model.handling import Marked
from bindery.model.review_steps import ReviewedPart
from bindery.model.scales import SCALES, WORDS
from bindery.model.source import Author

if TYPE_CHECKING:
    AnyBlock: TypeAlias = "Block"  # the union of all kinds, which `bindery.model.blocks` builds


class Evidence(Marked):
    """What one source says about a claim or an event."""

    source: SourceRef
    """The id of the source."""
    stance: Annotated[str, OneOf(vocabulary.STANCES)] = "supports"
    """Whether it supports, disputes or qualifies the claim."""
    quote: Line | None = None
    """The words that the evidence consists of, exactly as in the source."""
    shortened: Line | None = None
    """Why the quotation leaves out words that limit it, such as "not" or "only". Readers see the reason."""
    snapshot: PartialDate | None = None
    """The day of the stored copy that has the words, if it is not the newest. It counts wherever the same words are quoted."""
    cell: Line | None = None
    """The cell of a stored table that has the figure: `Sheet!B7`, `B7`, `row;column`, or a JSON pointer as `/data/0/deaths`."""
    locator: Line | None = None
    """Where in the source the words are: a page, a paragraph, a time code."""
    origin: OriginRef | None = None
    """Where this piece comes from, if it is not where its passage or its source does. The source's own id: first-hand."""
    party: Line | None = None
    """The party with an interest that this piece speaks for, if its origin does not say so."""
    note: Markdown | None = None
    """What readers should know about this piece of evidence."""
    withhold_silently: Line | None = None
    """Why readers of a release may not even know that evidence against the claim is withheld. It is on no page."""


class Claim(ReviewedPart):
    """A statement that is true or false. You do not write its status: Bindery derives it from the evidence."""

    id: Id
    """An id for the claim, unique in the briefing. Its page is at `/<briefing>/claims/<id>/`."""
    was: tuple[Id, ...] = ()
    """Former ids of the claim. Links to them lead to the claim."""
    text: Statement
    """The statement, in one sentence of Markdown without citations."""
    original: Id | None = None
    """In a translation: the id of the claim that it translates, if that is another one."""
    original_hash: Line | None = None
    """In a translation: which text of the original was translated. `bindery translations update` writes it."""
    as_of: PartialDate | None = None
    """The date that the statement applies to."""
    value: StatedFigure | None = None
    """The figure that the claim gives, for comparisons: `50`, `27 to 50`, `over 100`. It must be in `text`."""
    unit: Line | None = None
    """What that figure counts, or its unit: people, per cent, metres."""
    review_by: PartialDate | None = None
    """The date by which you want to review the claim. After it, the page says that a review is due."""
    evidence: tuple[Evidence, ...] = ()
    """The evidence for and against the claim."""
    made_by: tuple[SourceRef, ...] = ()
    """Sources that make the claim but are not evidence for it. They are shown but not counted."""
    independent: Line | None = None
    """Why several origins of one body, or at one address, are independent here, so that they corroborate. It is shown with the claim."""
    calculation: Line | None = None
    """The calculation behind a figure, as in `(1524 - 980) / 980 = 56 %`."""
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Figures in the claim, its notes and its calculation that no source has, each with the reason. Readers see it."""
    note: Markdown | None = None
    """What else readers should know about the claim."""


def _claim_or_id(value: Any) -> str:
    return "is:claim" if isinstance(value, (dict, Claim)) else "is:id"


ClaimOrRef = Annotated[
    Annotated[ClaimRef, Tag("is:id")] | Annotated[Claim, Tag("is:claim")], Discriminator(_claim_or_id)
]


class Block(Marked):
    """The base of all blocks, which sections consist of. Each kind is a module of `bindery.model.blocks`.

    Attributes:
        kind: the key by which authors name the kind, such as `chart`.
    """

    kind: ClassVar[str] = ""

    def of(self, kind: str) -> Any:
        """The value under the key of this kind, or an empty tuple when the block is of another kind."""
        return getattr(self, kind) if self.kind == kind else ()


class Section(ReviewedPart):
    """A section of the text, on a page of its own."""

    id: Id
    """An id for the section, unique in the briefing. Its page is `/<briefing>/<id>/`."""
    was: tuple[Id, ...] = ()
    """Former ids of the section. Their addresses lead to its page."""
    title: Line
    """The heading of the section."""
    status: Annotated[str, OneOf(vocabulary.SECTION_STATES)] = "published"
    """Whether the section is a draft. A draft is shown in previews only, with what nothing else names."""
    original: Id | None = None
    """In a translation: the id of the section that it translates, if that is another one."""
    original_hash: Line | None = None
    """In a translation: which text of the original was translated. `bindery translations update` writes it."""
    summary: Markdown | None = None
    """What the section says, in one or two sentences."""
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Figures in the title, summary and blocks of the section that no source has, each with the reason. Readers see it."""
    content: tuple["AnyBlock", ...] = Field(min_length=1)
    """The blocks of the section, in reading order. A plain text is a `text` block."""


class Entity(Marked):
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


class Event(Marked):
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
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Figures in the texts of the event that no source has, each with the reason. Readers see it."""


class Point(Marked):
    """One value of a series."""

    x: Line
    """The position on the horizontal axis: a year, a date or a label."""
    y: Number | None = None
    """The value, in the unit of the dataset."""
    missing: Line | None = None
    """Why there is no value here, if it is known to be missing. Readers see the reason; no zero is drawn."""
    source: SourceRef
    """The id of the source of this value."""
    quote: Line | None = None
    """The words that contain the value, exactly as in the source."""
    shortened: Line | None = None
    """Why the quotation leaves out words that limit it, such as "not" or "only". Readers see the reason."""
    snapshot: PartialDate | None = None
    """The day of the stored copy that has the words, if it is not the newest. It counts wherever the same words are quoted."""
    origin: OriginRef | None = None
    """Where this value comes from, if it is not where its passage or its source does."""
    cell: Line | None = None
    """The cell of a stored table that has the value, as in evidence."""
    note: Line | None = None
    """What readers should know about this value."""

    @model_validator(mode="after")
    def _check_value(self) -> Self:
        if (self.y is None) == (self.missing is None):
            raise field_error(
                "B259",
                "a value needs either `y` or the reason why it is `missing`",
                "write the number under `y`, or why there is none under `missing`",
            )
        return self


class Series(Marked):
    """Values that were counted by one organisation in one way."""

    name: Line
    """The name of the series: who counted, or what was counted."""
    note: Line | None = None
    """What was counted, and when the way of counting changed."""
    points: tuple[Point, ...] = Field(min_length=1)
    """The values, in the order of the chart."""


class Dataset(Marked):
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
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Figures in the title, names and notes of the dataset that no source has, each with the reason. Readers see it."""
    series: tuple[Series, ...] = Field(min_length=1)
    """The series of values."""


class Outcome(FormatModel):
    """What became of a judgement once its day had come."""

    state: Annotated[str, OneOf(vocabulary.JUDGEMENT_OUTCOMES)]
    """What became of it."""
    date: PartialDate
    """The date on which you judged this."""
    reason: Markdown
    """Why, in a sentence or two."""
    claims: tuple[ClaimRef, ...] = ()
    """The ids of the claims that show it."""


class Answer(FormatModel):
    """What became of an open question."""

    state: Annotated[str, OneOf(vocabulary.ANSWERS)]
    """What became of it."""
    date: PartialDate
    """The date on which you wrote this."""
    reason: Markdown
    """The answer, or why there is none, in a sentence or two."""
    claims: tuple[ClaimRef, ...] = ()
    """The ids of the claims that show it."""


class Assessment(Marked):
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
    due: PartialDate | None = None
    """The date from which it can be seen whether the judgement was right. After it, the page says that this is due."""
    outcome: Outcome | None = None
    """What became of the judgement. Leave `likelihood` as it was given."""


class Question(Marked):
    """An open question."""

    id: Id
    """An id for the question, unique in the briefing."""
    text: Markdown
    """The question."""
    would_settle: Markdown | None = None
    """The evidence that would answer the question."""
    due: PartialDate | None = None
    """The date from which an answer can be expected. After it, the page says that this is due."""
    outcome: Answer | None = None
    """What became of the question."""


class Dispute(Marked):
    """Claims that give rival figures of one thing. Counts of what is contested take them as one."""

    id: Id
    """An id for the dispute, unique in the briefing."""
    title: Line
    """What the figures are of, in a few words."""
    claims: tuple[ClaimRef, ...] = Field(min_length=2)
    """The ids of the claims, in the order in which they are shown. A claim may be in one dispute only."""


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
    was: tuple[Id, ...] = ()
    """Former names of the briefing's folder. All addresses that began with them lead to its pages."""
    question: Line | None = None
    """The question that the briefing answers. The first screen begins with it."""
    answer: Markdown | None = None
    """The answer in plain words, at most 60 of them. The first screen shows it below the question."""
    numbers: tuple[KeyNumber, ...] = Field(default=(), max_length=MOST_NUMBERS)
    """At most three numbers for the first screen."""
    explain: tuple[EntityRef, ...] = ()
    """The ids of entities whose names readers may not know. The first screen has their texts."""
    map: Id | None = None
    """The id of a `map` block. The first screen shows the map small."""
    summary: Markdown
    """The answer in short, in a few sentences, with its sources."""
    date: PartialDate
    """The date of first publication."""
    updated: PartialDate | None = None
    """The date of the last change."""
    status: Annotated[str, OneOf(vocabulary.BRIEFING_STATES)] = "published"
    """Whether the briefing is a draft, published, archived or withdrawn."""
    language: Language = Language("en")
    """The language of the briefing. The direction of writing follows from it."""
    translation_of: Id | None = None
    """The name of the folder of the briefing that this one is a translation of."""
    extent: Annotated[str, OneOf(vocabulary.TRANSLATION_EXTENTS)] = "whole"
    """Whether a translation has every claim and section of its original, or leaves some out on purpose."""
    original_hash: Line | None = None
    """In a translation: which title, question, answer and summary were translated. `bindery translations update` writes it."""
    authors: tuple[Author, ...] = ()
    """The authors: names of people, or `{name, organisation, url}`."""
    scale: Annotated[str, OneOf(SCALES)] = "icd-203"
    """The scale of likelihood whose words the briefing uses."""
    tags: tuple[Line, ...] = ()
    """Keywords."""
    handling: Annotated[str, OneOf(vocabulary.HANDLING)] | None = None
    """The Traffic Light Protocol 2.0 label of everything in the briefing that has none of its own. Every page shows it, or the strictest one in the briefing."""
    key_points: tuple[ClaimOrRef, ...] = Field(min_length=1)
    """The most important claims, in reading order: ids of claims, or whole claims."""
    claims: tuple[Claim, ...] = ()
    """The claims of the briefing, except those written out under `key_points`."""
    disputes: tuple[Dispute, ...] = ()
    """Groups of claims that give rival figures of one thing."""
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
    allow_figures: dict[str, Line] = Field(default_factory=dict)
    """Figures in the title, summary, entities, assessments and questions that no source has, each with the reason. Readers see it."""
    editions: tuple[Edition, ...] = ()
    """The published editions and their changes."""
