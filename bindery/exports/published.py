"""The models of the published data: the structure of briefing.json, from which its JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from bindery.model import vocabulary
from bindery.model.docstrings import DescribedModel
from bindery.model.field_types import LONGEST_ID

FORMAT = "bindery-briefing"
VERSION = 2
NAME = "briefing-data"  # name of the schema
SCHEMA = f"../schema/{NAME}.schema.json"  # URL relative to briefing.json

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_ID)]
Day = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Words = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(pattern="^https?://")]
Whole = Annotated[int, Field(ge=0)]
Ordinal = Annotated[int, Field(ge=1)]

ClaimStatus = Annotated[str, WithJsonSchema({"enum": [*vocabulary.STATUSES]})]
Stance = Annotated[str, WithJsonSchema({"enum": [*vocabulary.STANCES]})]
Outcome = Annotated[str, WithJsonSchema({"enum": ["verified", "shortened", "unchecked", "missing"]})]
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
    """A part of the data. It has no other fields, and a field whose value is not known is left out."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True, populate_by_name=True)


class Author(DataModel):
    """An author: a person, an organisation, or a person who writes for an organisation."""

    name: Words | None = None
    """The person's full name, in the order in which it is spoken."""
    family: Words | None = None
    """The part of the name that is the family name."""
    organisation: Words | None = None
    """Name of the organisation."""
    url: Address | None = None
    """Web address of the author."""


class Selector(DataModel):
    """A part of the text of a source, as a TextQuoteSelector of the W3C Web Annotation Data Model."""

    type: Literal["TextQuoteSelector"]
    """The type of selector."""
    exact: Words
    """The quoted words."""
    prefix: Words | None = None
    """The words before them, if the licence of the source allows showing them."""
    suffix: Words | None = None
    """The words after them, if the licence of the source allows showing them."""


class Reading(DataModel):
    """One reading of a source in order to compare quotations with it, as the authors record it."""

    date: Day
    """The day on which the source was read again."""
    method: Words
    """How it was read."""
    by: Words | None = None
    """Who read it; left out if that is not published, or if no person did."""


class Verification(DataModel):
    """The result of comparing quoted words with the text of the source."""

    outcome: Outcome
    """`verified` if the source has the words, `shortened` if it does and words that limit them are left out of their
    sentence, `missing` if it does not have them, `unchecked` if nothing was stored to compare them with."""
    by: Annotated[str, WithJsonSchema({"enum": ["snapshot", "fingerprint"]})] | None = None
    """What they were compared with: the stored text (snapshot), or hashes of it (fingerprint)."""
    page: Words | None = None
    """The page of the source with the words."""
    copy_: Annotated[Day | None, Field(alias="copy")] = None
    """The day of the older copy that the quotation rests on; left out if the newest copy has the words."""
    gone: Day | None = None
    """The day of the newest copy if that no longer has the words."""
    rule: Ordinal | None = None
    """The number of the rule for comparing texts; see docs/method.md."""
    word_list: Words | None = None
    """The list of limiting words that was used; left out if there is none for the language of the source."""
    left_out: Ordinal | None = None
    """How many words of its sentence a shortened quotation leaves out."""
    limiting: tuple[Words, ...] = ()
    """The limiting words among them, as far as they are known."""
    sentence: Words | None = None
    """The whole sentence of a shortened quotation, if the licence of the source allows showing it."""
    reason: Words | None = None
    """Why the authors leave out words that limit the quotation."""
    readings: tuple[Reading, ...] = ()
    """The readings that cover the words, newest first. They change no outcome: no machine compared anything then."""


class Passage(DataModel):
    """Words quoted from a source."""

    quote: Words
    """The words as shown: `[…]` means that words were left out; other brackets contain an editor's words."""
    selectors: tuple[Selector, ...]
    """The parts of the quotation that are in the source, in order."""
    verification: Verification
    """Whether the words were found in the source automatically."""
    id: Id | None = None
    """Id of the passage within its source, if it has one."""
    locator: Words | None = None
    """Where in the source, such as a page."""


class Evidence(DataModel):
    """What one source says about a claim."""

    source: Id
    """Id of the source."""
    stance: Stance
    """Whether it supports, disputes or qualifies the claim."""
    origin: Id
    """Id of the source's origin: where its information first came from."""
    passage: Passage | None = None
    """The quoted words that are the evidence."""
    locator: Words | None = None
    """Where in the source, even if no words are quoted."""
    note: Words | None = None
    """What readers should know about this piece of evidence."""


class Origin(DataModel):
    """Where information first came from."""

    id: Id
    """Id of the origin, or of the source that is itself an origin."""
    title: Words
    """Its publisher and title, as on the pages."""


class Claim(DataModel):
    """A statement with its evidence; its address is `claims/#ID`, relative to the briefing."""

    id: Id
    """Its id within the briefing."""
    text: Words
    """The statement as plain text."""
    status: ClaimStatus
    """Its status, which follows from the evidence."""
    reports: Whole
    """How many different sources support it, regardless of their origins."""
    evidence: tuple[Evidence, ...]
    """The evidence for and against it, in the authors' order."""
    as_of: Day | None = None
    """The date as of which it is stated."""
    review_by: Day | None = None
    """The date on which it is due for review."""
    origins_for: tuple[Origin, ...] = ()
    """The independent origins of the evidence for it."""
    origins_against: tuple[Origin, ...] = ()
    """The independent origins of the evidence against it."""
    made_by: tuple[Id, ...] = ()
    """Ids of sources that make the claim without being evidence for it."""
    calculation: Words | None = None
    """The calculation behind a figure."""
    allow_figures: dict[str, Words] | None = None
    """Numbers that need no quotation, each with the reason."""
    note: Words | None = None
    """What else readers should know about it."""


class Copy(DataModel):
    """A stored copy of a source."""

    by: Annotated[str, WithJsonSchema({"enum": ["snapshot", "fingerprint"]})]
    """Whether the text is stored (snapshot), or hashes of it (fingerprint)."""
    sha256: Words
    """SHA-256 of the copy, in hexadecimal."""
    date: Day | None = None
    """The day of the copy, if it is known."""


class Source(DataModel):
    """A source that the briefing uses; relative to the briefing it is at `sources/#ID`, and its page at `../sources/ID/`."""

    id: Id
    """Its id, unique on the whole site."""
    number: Ordinal
    """Its number in the list of references."""
    kind: SourceKind
    """The kind of source."""
    origin: Id
    """Id of its origin, where its information first came from; its own id if it is itself the origin."""
    title: Words | None = None
    """Its title."""
    supplied_title: Words | None = None
    """The title that pages show in square brackets if its own is not known."""
    authors: tuple[Author, ...] = ()
    """Its authors."""
    publisher: Words | None = None
    """Its publisher."""
    published: Day | None = None
    """The date on which it was published."""
    published_end: Day | None = None
    """The last date, if it was published over a period."""
    accessed: Day | None = None
    """The date on which it was opened. It does not say that quotations were compared."""
    url: Address | None = None
    """Its web address."""
    archive: tuple[Address, ...] = ()
    """Web addresses of archived copies."""
    language: Words | None = None
    """Its language, a BCP 47 tag."""
    repeats: Id | None = None
    """Id of the origin or source whose information it repeats."""
    reliability: Reliability | None = None
    """Admiralty grade of the source."""
    credibility: Credibility | None = None
    """Admiralty grade of this piece of information."""
    licence: Words | None = None
    """Its licence."""
    state: SourceState | None = None
    """What has happened to it since it was read."""
    descriptor: Words | None = None
    """What readers should know about it."""
    readings: tuple[Reading, ...] = ()
    """The readings in which every quotation from it was read again."""
    copies: tuple[Copy, ...] = ()
    """Its stored copies, the newest first, if there are copies of several days."""
    passages: tuple[Passage, ...] = ()
    """The passages that are listed with the source, and those that this briefing quotes."""


class Paragraphs(DataModel):
    """How many paragraphs of the text say what they are based on."""

    covered: Whole
    """Number of paragraphs that cite a source or say otherwise what they are based on."""
    total: Whole
    """Number of all paragraphs."""


class Counts(DataModel):
    """The numbers that the pages show."""

    claims: dict[ClaimStatus, Whole]
    """Number of claims by status."""
    quotations: dict[Outcome, Whole]
    """Number of different quotations by the outcome of checking them."""
    read_again: Whole
    """How many of the unchecked quotations were read again in their source, as the authors record it."""
    sources: Whole
    """Number of sources."""
    origins: Whole
    """Number of independent origins of the sources."""
    paragraphs: Paragraphs
    """Number of paragraphs."""


class Assessment(DataModel):
    """A judgement of the authors."""

    id: Id
    """Its id within the briefing."""
    text: Words
    """The judgement as plain text."""
    likelihood: Words
    """How likely it is, in a term of `scale`."""
    confidence: Confidence
    """How good the evidence for the judgement is."""
    based_on: tuple[Id, ...] = ()
    """Ids of the claims that it is based on."""
    would_change: Words | None = None
    """What would change the authors' minds."""


class Question(DataModel):
    """Something that is not known."""

    id: Id
    """Its id within the briefing."""
    text: Words
    """The question as plain text."""
    would_settle: Words | None = None
    """The evidence that would answer it."""


class Figure(DataModel):
    """A figure in a comparison."""

    claim: Id
    """Id of the claim with the figure."""
    value: Words | None = None
    """The figure as the claim writes it, with its bound."""
    unit: Words | None = None
    """Its unit; left out for a plain count."""
    bound: Words | None = None
    """`over`, `at least`, `under`, `at most` or `about`."""


class Change(DataModel):
    """A change of one claim that an edition declares."""

    claim: Id
    """Id of the claim."""
    kind: ChangeKind
    """The kind of change."""
    reason: Words
    """The reason for the change."""


class Difference(DataModel):
    """What differs in one claim from the edition before, found by comparing the two."""

    claim: Id
    """Id of the claim."""
    kinds: tuple[DifferenceKind, ...]
    """The kinds of difference."""
    before: Words | None = None
    """Its previous text; left out if it was added."""
    after: Words | None = None
    """Its present text; left out if it was withdrawn."""
    details: tuple[Words, ...] = ()
    """The differences in words."""


class Edition(DataModel):
    """A dated edition of the briefing."""

    number: Ordinal
    """Its number."""
    date: Day
    """The date on which it was published."""
    changes: tuple[Change, ...] = ()
    """The changes that it declares."""
    differences: tuple[Difference, ...] = ()
    """The differences from the edition before, if that was kept."""


class Briefing(DataModel):
    """A briefing as data, with every result that its pages show."""

    schema_: Annotated[Words, Field(alias="$schema")]
    """Address of this schema, relative to the file."""
    format: Literal["bindery-briefing"]
    """The name of this format."""
    version: Literal[2]
    """The version of this format. A program for this version may be unable to read a later one."""
    address: Id
    """The first part of the briefing's addresses on its site."""
    title: Words
    """Its title."""
    summary: Words
    """The summary as plain text."""
    date: Day
    """The date on which it was first published."""
    status: State
    """Whether it is a draft, published, archived or withdrawn."""
    language: Words
    """Its language, a BCP 47 tag."""
    key_points: tuple[Id, ...]
    """Ids of the claims that matter most, in reading order."""
    claims: tuple[Claim, ...]
    """Every claim."""
    sources: tuple[Source, ...]
    """The sources, by number."""
    counts: Counts
    """The numbers that the pages show."""
    subtitle: Words | None = None
    """Its subtitle."""
    updated: Day | None = None
    """The date on which it was last changed."""
    handling: Handling | None = None
    """Its Traffic Light Protocol 2.0 label."""
    authors: tuple[Author, ...] = ()
    """Its authors."""
    tags: tuple[Words, ...] = ()
    """Its tags."""
    scale: Words | None = None
    """Title of the likelihood scale that its assessments use."""
    assessments: tuple[Assessment, ...] = ()
    """The authors' own judgements."""
    questions: tuple[Question, ...] = ()
    """What is not known."""
    comparisons: tuple[tuple[Figure, ...], ...] = ()
    """Comparisons of figures."""
    editions: tuple[Edition, ...] = ()
    """Its editions."""
