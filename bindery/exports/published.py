"""The models of the published data: the structure of briefing.json, from which its JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from bindery.exports.published_claims import (
    Address,
    Author,
    ChangeKind,
    Claim,
    ClaimStatus,
    Confidence,
    Credibility,
    DataModel,
    Day,
    DifferenceKind,
    Handling,
    Id,
    Ordinal,
    Outcome,
    Passage,
    Reading,
    Reliability,
    SourceKind,
    SourceState,
    State,
    Whole,
    Withheld,
    Words,
)
from bindery.exports.published_copies import Copy
from bindery.model import vocabulary


class Source(DataModel):
    """A source that the briefing uses; relative to the briefing it is at `sources/#ID`, and its page at `../sources/ID/`."""

    id: Id
    """Its id, unique on the whole site."""
    was: tuple[Id, ...] = ()
    """Its former ids."""
    number: Ordinal
    """Its number in the list of references."""
    kind: SourceKind
    """The kind of source."""
    origin: Id
    """Id of its origin, where its information first came from; its own id if it is itself the origin."""
    title: Words | None = None
    """Its title."""
    supplied_title: Words | None = None
    """What pages show in square brackets if its title is not known: the first words quoted from it, or its kind."""
    untitled: Words | None = None
    """Why no title is given."""
    authors: tuple[Author, ...] = ()
    """Its authors."""
    editors: tuple[Author, ...] = ()
    """Its editors, or those of what it appeared in."""
    translators: tuple[Author, ...] = ()
    """Its translators."""
    original_title: Words | None = None
    """The title of the work that it is a translation of."""
    translated_title: Words | None = None
    """Its title in the language of the briefing."""
    publisher: Words | None = None
    """Its publisher."""
    container: Words | None = None
    """What it appeared in: a journal, a book, a newspaper, a website, law reports."""
    volume: Words | None = None
    """The volume."""
    issue: Words | None = None
    """The issue."""
    pages: Words | None = None
    """Its pages in what it appeared in."""
    document_number: Words | None = None
    """Its number as a report, bill, law or case, or its document symbol."""
    court: Words | None = None
    """The court that gave the decision."""
    edition: Words | None = None
    """The edition."""
    place: Words | None = None
    """The place of publication."""
    doi: Words | None = None
    """Its digital object identifier (DOI), also if only its address has it."""
    short: Words | None = None
    """Its short name, if the authors gave one."""
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
    body: Words | None = None
    """The body that it is from, if its authors name one other than its publisher."""
    party: Words | None = None
    """The party with an interest that it speaks for."""
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
    """Its stored copies, the newest first."""
    passages: tuple[Passage, ...] = ()
    """The passages that are listed with the source, and those that this briefing quotes."""
    handling: Handling | None = None
    """Its own Traffic Light Protocol label, if that is stricter than the label of what it is in."""


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
    """Number of distinct origins of what is cited."""
    bodies: Whole
    """Number of distinct bodies behind these origins."""
    paragraphs: Paragraphs
    """Number of paragraphs."""
    contested_points: Whole = 0
    """Number of things that are contested: a dispute is one, however many claims it has."""


class Dispute(DataModel):
    """Claims that give rival figures of one thing."""

    id: Id
    """Its id within the briefing."""
    title: Words
    """What the figures are of."""
    claims: tuple[Id, ...]
    """Ids of its claims."""


class ReviewedSentence(DataModel):
    """A sentence of a text under review, or a part of one."""

    words: Words
    """The words of the text."""
    claims: tuple[Id, ...] = ()
    """Ids of the claims that it makes, the one with the worst status first; empty if it was not checked."""
    reason: Words | None = None
    """Why it was not checked, if the authors say so."""
    note: Words | None = None
    """What the authors say about it, as plain text."""


class Review(DataModel):
    """A text under review with the claims that each of its sentences makes."""

    title: Words
    """Title of the text."""
    source: Id | None = None
    """Id of the source that the text is."""
    language: Words
    """Its language, a BCP 47 tag."""
    text: Words
    """The whole text, its paragraphs separated by empty lines."""
    sentences: tuple[ReviewedSentence, ...]
    """Its sentences, in the order of the text."""


class FirstNumber(DataModel):
    """A number of the first screen."""

    label: Words
    """What it is of."""
    shown: Words
    """The figure, or the lowest and the highest of several."""
    claims: tuple[Id, ...]
    """Ids of the claims that give it."""


class JudgedOutcome(DataModel):
    """What became of a judgement or a question."""

    state: Annotated[
        str, WithJsonSchema({"enum": [*{**vocabulary.JUDGEMENT_OUTCOMES, **vocabulary.ANSWERS}]})
    ]
    """What became of it."""
    date: Day
    """The date on which the authors decided this."""
    reason: Words
    """Why, as plain text."""
    claims: tuple[Id, ...] = ()
    """Ids of the claims that show it."""


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
    due: Day | None = None
    """The date from which it can be decided."""
    outcome: JudgedOutcome | None = None
    """What became of it; left out while it is open."""
    handling: Handling | None = None
    """Its own Traffic Light Protocol label, if that is stricter than the label of what it is in."""


class Question(DataModel):
    """Something that is not known."""

    id: Id
    """Its id within the briefing."""
    text: Words
    """The question as plain text."""
    would_settle: Words | None = None
    """The evidence that would answer it."""
    due: Day | None = None
    """The date from which it can be decided."""
    outcome: JudgedOutcome | None = None
    """What became of it; left out while it is open."""
    handling: Handling | None = None
    """Its own Traffic Light Protocol label, if that is stricter than the label of what it is in."""


class Figure(DataModel):
    """A figure in a comparison."""

    claim: Id
    """Id of the claim with the figure."""
    value: Words | None = None
    """The figure as the claim writes it, with its bound."""
    unit: Words | None = None
    """Its unit, or what it counts; left out if neither is known."""
    bound: Words | None = None
    """`over`, `at least`, `under`, `at most` or `about`."""
    low: Words | None = None
    """The number, or the lower end of a range, in `unit`, as a decimal number; left out if nothing is drawn."""
    high: Words | None = None
    """The number, or the upper end of a range, in `unit`, as a decimal number; left out if nothing is drawn."""


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
    version: Literal[3]
    """The version of this format. A program for this version may be unable to read a later one."""
    address: Id
    """The first part of the briefing's addresses on its site."""
    was: tuple[Id, ...] = ()
    """The former first parts of its addresses."""
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
    question: Words | None = None
    """The question that it answers."""
    answer: Words | None = None
    """The answer in plain words."""
    numbers: tuple[FirstNumber, ...] = ()
    """The numbers of its first screen."""
    updated: Day | None = None
    """The date on which it was last changed."""
    handling: Handling | None = None
    """The Traffic Light Protocol 2.0 label of its pages: the strictest one in it."""
    withheld: Withheld | None = None
    """How much is not in this edition because its readers may not see it; left out if nothing is, or if they are not told."""
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
    disputes: tuple[Dispute, ...] = ()
    """Groups of claims that give rival figures of one thing."""
    reviews: tuple[Review, ...] = ()
    """Texts under review."""
    editions: tuple[Edition, ...] = ()
    """Its editions."""
