"""What a briefing is as published data: the shape of briefing.json, of which its JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from bindery.model import vocabulary
from bindery.model.docstrings import DescribedModel
from bindery.model.field_types import LONGEST_ID

FORMAT = "bindery-briefing"
VERSION = 2
NAME = "briefing-data"  # of the schema
SCHEMA = f"../schema/{NAME}.schema.json"  # seen from a briefing's own folder

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_ID)]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Words = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(pattern="^https?://")]
Whole = Annotated[int, Field(ge=0)]
Ordinal = Annotated[int, Field(ge=1)]

ClaimStatus = Annotated[str, WithJsonSchema({"enum": [*vocabulary.STATUSES]})]
Stance = Annotated[str, WithJsonSchema({"enum": [*vocabulary.STANCES]})]
Outcome = Annotated[str, WithJsonSchema({"enum": ["verified", "unchecked", "missing"]})]
State = Annotated[str, WithJsonSchema({"enum": [*vocabulary.BRIEFING_STATES]})]
Handling = Annotated[str, WithJsonSchema({"enum": [*vocabulary.HANDLING]})]
SourceKind = Annotated[str, WithJsonSchema({"enum": [*vocabulary.SOURCE_KINDS]})]
SourceState = Annotated[str, WithJsonSchema({"enum": [*vocabulary.SOURCE_STATES]})]
Reliability = Annotated[str, WithJsonSchema({"enum": [*vocabulary.RELIABILITY]})]
Credibility = Annotated[str, WithJsonSchema({"enum": [*vocabulary.CREDIBILITY]})]
Confidence = Annotated[str, WithJsonSchema({"enum": [*vocabulary.CONFIDENCE]})]
ChangeKind = Annotated[str, WithJsonSchema({"enum": [*vocabulary.CHANGE_KINDS]})]
DifferenceKind = Annotated[str, WithJsonSchema({"enum": [*vocabulary.DIFFERENCES]})]


class DataModel(DescribedModel, BaseModel):
    """A part of the data: closed, and what is not known is left out of it."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, populate_by_name=True)


class Author(DataModel):
    """Who wrote something; a person, a body, or a person for a body."""

    name: Words | None = None
    """The person, in the order in which the name is spoken."""
    family: Words | None = None
    """Which part of the name is the family's."""
    organisation: Words | None = None
    """The body."""
    url: Address | None = None
    """Where to find the author."""


class Selector(DataModel):
    """A stretch of the text of a source, as a TextQuoteSelector of the W3C's Web Annotation Data Model."""

    type: Literal["TextQuoteSelector"]
    """What it is."""
    exact: Words
    """The words."""
    prefix: Words | None = None
    """The words before them, where the licence of the source lets them be shown."""
    suffix: Words | None = None
    """The words behind them, likewise."""


class Verification(DataModel):
    """What came of comparing quoted words with what the source said."""

    outcome: Outcome
    """Whether they stand there, word for word; `unchecked` where nothing was kept to compare them with."""
    by: Annotated[str, WithJsonSchema({"enum": ["snapshot", "fingerprint"]})] | None = None
    """What they were compared with: the stored text, or hashes of it."""
    page: Words | None = None
    """The page on which they stand."""
    rule: Ordinal | None = None
    """The number of the rule by which texts were compared; docs/method.md has it."""


class Passage(DataModel):
    """Words of a source."""

    quote: Words
    """The words as they are shown: `[…]` stands for words left out, and other brackets for an editor's."""
    selectors: tuple[Selector, ...]
    """Each stretch of them that stands in the source, in its order there."""
    verification: Verification
    """Whether a machine found them."""
    id: Id | None = None
    """The name of the passage in its source, where it has one."""
    locator: Words | None = None
    """Where in the source."""


class Evidence(DataModel):
    """What one source says of a claim."""

    source: Id
    """The source."""
    stance: Stance
    """Whether it supports, disputes or qualifies the claim."""
    origin: Id
    """Where what it says first came from: the end of its chain of origins."""
    passage: Passage | None = None
    """The words that bear on the claim."""
    locator: Words | None = None
    """Where in the source, also where no words are quoted."""
    note: Words | None = None
    """What a reader should know about this piece of evidence."""


class Origin(DataModel):
    """Where information first came from."""

    id: Id
    """Of the origin, or of the source that is one."""
    title: Words
    """Who published it, and its title, as the pages name it."""


class Claim(DataModel):
    """A statement with what it rests on; its place is `claims/#ID`."""

    id: Id
    """Its name in the briefing."""
    text: Words
    """The statement as plain text."""
    status: ClaimStatus
    """What its evidence makes of it."""
    reports: Whole
    """How many different sources support it, however many origins they come to."""
    evidence: tuple[Evidence, ...]
    """What bears on it, in the order in which its authors wrote it."""
    as_of: Day | None = None
    """The day for which it is stated."""
    review_by: Day | None = None
    """The day from which it is due for review."""
    origins_for: tuple[Origin, ...] = ()
    """The independent origins of its support."""
    origins_against: tuple[Origin, ...] = ()
    """Those of what disputes it."""
    made_by: tuple[Id, ...] = ()
    """Sources that make the claim without being evidence for it."""
    calculation: Words | None = None
    """The reckoning behind a figure."""
    allow_figures: dict[str, Words] | None = None
    """Numbers that stand without a quotation, each with the reason."""
    note: Words | None = None
    """What else a reader should know about it."""


class Source(DataModel):
    """A source that the briefing uses; its place is `sources/#ID`, and its page `../sources/ID/`."""

    id: Id
    """Its name in the whole site."""
    number: Ordinal
    """Its number in the list of references."""
    kind: SourceKind
    """What it is."""
    origin: Id
    """Where its chain of origins ends; its own id when it is itself the origin."""
    title: Words | None = None
    """Its title."""
    supplied_title: Words | None = None
    """The title that the pages show in square brackets, where its own is not known."""
    authors: tuple[Author, ...] = ()
    """Who wrote it."""
    publisher: Words | None = None
    """Who published it."""
    published: Day | None = None
    """When."""
    published_end: Day | None = None
    """The last day, where it was published over a time."""
    accessed: Day | None = None
    """The day on which someone checked that it says what it is cited for."""
    url: Address | None = None
    """Where it is."""
    archive: tuple[Address, ...] = ()
    """Copies of it elsewhere."""
    language: Words | None = None
    """The language that it is in, a tag of BCP 47."""
    repeats: Id | None = None
    """What it repeats: an origin, or another source."""
    reliability: Reliability | None = None
    """Admiralty grade of the source."""
    credibility: Credibility | None = None
    """Admiralty grade of this piece of information."""
    licence: Words | None = None
    """Its licence."""
    state: SourceState | None = None
    """What became of it since it was read."""
    descriptor: Words | None = None
    """What a reader should know about it."""
    passages: tuple[Passage, ...] = ()
    """The words of it that are worth citing, and those that this briefing quotes."""


class Paragraphs(DataModel):
    """How much of the prose rests on something."""

    covered: Whole
    """Paragraphs that cite a source or say what else they rest on."""
    total: Whole
    """All paragraphs."""


class Counts(DataModel):
    """How many there are of what."""

    claims: dict[ClaimStatus, Whole]
    """Claims by status."""
    quotations: dict[Outcome, Whole]
    """Different quotations by what came of comparing them."""
    sources: Whole
    """The sources."""
    origins: Whole
    """The independent origins that they come to."""
    paragraphs: Paragraphs
    """The prose."""


class Assessment(DataModel):
    """A judgement of the authors."""

    id: Id
    """Its name in the briefing."""
    text: Words
    """The judgement."""
    likelihood: Words
    """How likely, in a word of `scale`."""
    confidence: Confidence
    """How good the grounds are."""
    based_on: tuple[Id, ...] = ()
    """The claims that it rests on."""
    would_change: Words | None = None
    """What would make the authors think again."""


class Question(DataModel):
    """Something that is not known."""

    id: Id
    """Its name in the briefing."""
    text: Words
    """The question."""
    would_settle: Words | None = None
    """What evidence would answer it."""


class Figure(DataModel):
    """A figure that stands beside others."""

    claim: Id
    """The claim that gives it."""
    value: Words | None = None
    """The figure as the claim writes it, with its bound."""
    unit: Words | None = None
    """Its unit; none for a plain count."""
    bound: Words | None = None
    """`over`, `at least`, `under`, `at most` or `about`."""


class Change(DataModel):
    """What an edition says that it changed about one claim."""

    claim: Id
    """The claim."""
    kind: ChangeKind
    """What was done to it."""
    reason: Words
    """Why."""


class Difference(DataModel):
    """What differs in one claim from the edition before, as a machine compared them."""

    claim: Id
    """The claim."""
    kinds: tuple[DifferenceKind, ...]
    """What differs."""
    before: Words | None = None
    """Its text before; none for one that was added."""
    after: Words | None = None
    """Its text now; none for one that was withdrawn."""
    details: tuple[Words, ...] = ()
    """What differs, in words."""


class Edition(DataModel):
    """A dated state of the briefing."""

    number: Ordinal
    """Its number."""
    date: Day
    """When it was published."""
    changes: tuple[Change, ...] = ()
    """What it changed."""
    differences: tuple[Difference, ...] = ()
    """What differs from the edition before, where that was kept."""


class Briefing(DataModel):
    """A briefing as data, with every result that its pages show."""

    schema_: Annotated[Words, Field(alias="$schema")]
    """Where this schema is, seen from the file."""
    format: Literal["bindery-briefing"]
    """What this is."""
    version: Literal[2]
    """Of the format; a higher one need not be readable by a reader of this."""
    address: Id
    """The first part of the briefing's addresses on its site."""
    title: Words
    """Its title."""
    summary: Words
    """The bottom line."""
    date: Day
    """When it was first published."""
    status: State
    """Whether it is a draft, published, archived or withdrawn."""
    language: Words
    """Its language, a tag of BCP 47."""
    key_points: tuple[Id, ...]
    """The claims that matter most, in reading order."""
    claims: tuple[Claim, ...]
    """Every claim."""
    sources: tuple[Source, ...]
    """The sources, by number."""
    counts: Counts
    """What the pages count."""
    subtitle: Words | None = None
    """A second line of the title."""
    updated: Day | None = None
    """When it was last changed."""
    handling: Handling | None = None
    """Traffic Light Protocol 2.0 mark."""
    authors: tuple[Author, ...] = ()
    """Who wrote it."""
    tags: tuple[Words, ...] = ()
    """Words to file it under."""
    scale: Words | None = None
    """The scale of likelihood that its assessments use."""
    assessments: tuple[Assessment, ...] = ()
    """The authors' own judgements."""
    questions: tuple[Question, ...] = ()
    """What is not known."""
    comparisons: tuple[tuple[Figure, ...], ...] = ()
    """Figures that stand side by side."""
    editions: tuple[Edition, ...] = ()
    """The history of changes."""
