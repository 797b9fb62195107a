"""The models of published claims and their evidence, and the kinds of value that all published data consist of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from bindery.model import vocabulary
from bindery.model.docstrings import DescribedModel
from bindery.model.field_types import LONGEST_ID

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
    """`verified` if the source has the words, `shortened` if it does and words of their sentence are left out, or if the
    source itself has them between quotation marks; `missing` if it does not have them, `unchecked` if nothing was stored to compare them with."""
    by: Annotated[str, WithJsonSchema({"enum": ["snapshot", "fingerprint"]})] | None = None
    """What they were compared with: the stored text (snapshot), or hashes of it (fingerprint)."""
    page: Words | None = None
    """The page of the source with the words."""
    copy_: Annotated[Day | None, Field(alias="copy")] = None
    """The day of the older copy that the quotation rests on; left out if the newest copy has the words."""
    gone: Day | None = None
    """The day of the first copy since which no copy has the words; left out if the newest copy has them."""
    transcribed: bool | None = None
    """Whether they were compared with what a person wrote down from a stored picture."""
    rule: Ordinal | None = None
    """The number of the rule for comparing texts; see docs/method.md."""
    word_list: Words | None = None
    """The list of limiting words that was used; left out if there is none for the language of the source."""
    left_out: Ordinal | None = None
    """How many words of its sentence a shortened quotation leaves out."""
    limiting: tuple[Words, ...] = ()
    """The limiting words among them, as far as they can be named."""
    part: bool | None = None
    """Whether a shortened quotation is part of a sentence of which no other word is known to limit it."""
    nested: bool | None = None
    """Whether the source itself has the words between quotation marks."""
    inserted: bool | None = None
    """True if the authors put words of their own into the quotation, in square brackets."""
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
    origin: Id | None = None
    """Id of the origin of these words, if it is not that of the whole source."""
    locator: Words | None = None
    """Where in the source, such as a page."""
    own_words: Literal[True] | None = None
    """Present if a text cites these words for a sentence in its authors' own words, which need not say the same."""


class Evidence(DataModel):
    """What one source says about a claim."""

    source: Id
    """Id of the source."""
    stance: Stance
    """Whether it supports, disputes or qualifies the claim."""
    origin: Id
    """Id of the origin: where this piece of information first came from."""
    party: Words | None = None
    """Name of the party with an interest that it speaks for."""
    retracted: Id | None = None
    """Id of the retracted source that it is from or based on."""
    passage: Passage | None = None
    """The quoted words that are the evidence."""
    locator: Words | None = None
    """Where in the source, even if no words are quoted."""
    cell: Words | None = None
    """Address of the cell of the source's table that has the figure: `B7`, `Sheet!B7` or a JSON pointer."""
    note: Words | None = None
    """What readers should know about this piece of evidence."""


class Origin(DataModel):
    """Where information first came from."""

    id: Id
    """Id of the origin, or of the source that is itself an origin."""
    title: Words
    """Its publisher and title, as on the pages."""
    body: Words
    """Name of the body behind it. Origins of one body count as one."""


class Withdrawal(DataModel):
    """How a claim was taken back."""

    edition: Whole
    """Number of the edition that withdrew it."""
    date: Day
    """Date of that edition."""
    reason: Words
    """Why."""


class Claim(DataModel):
    """A statement with its evidence; its page is at `claims/ID/`, relative to the briefing."""

    id: Id
    """Its id within the briefing."""
    was: tuple[Id, ...] = ()
    """Its former ids."""
    text: Words
    """The statement as plain text."""
    status: ClaimStatus
    """Its status, which follows from the evidence."""
    reports: Whole
    """How many different sources support it, regardless of their origins."""
    reports_against: Whole = 0
    """How many different sources dispute it, regardless of their origins."""
    evidence: tuple[Evidence, ...]
    """The evidence for and against it, in the authors' order."""
    as_of: Day | None = None
    """The date as of which it is stated."""
    value: Words | None = None
    """The figure that it gives, if the authors named it."""
    unit: Words | None = None
    """What that figure counts, or its unit, if the authors named it."""
    review_by: Day | None = None
    """The date on which it is due for review."""
    origins_for: tuple[Origin, ...] = ()
    """The distinct origins of the evidence for it."""
    origins_against: tuple[Origin, ...] = ()
    """The distinct origins of the evidence against it."""
    on_both_sides: tuple[Id, ...] = ()
    """Ids of the origins of evidence for it and of evidence against it."""
    bodies_for: tuple[Words, ...] = ()
    """Names of the bodies behind the origins for it."""
    bodies_against: tuple[Words, ...] = ()
    """Names of the bodies behind the origins against it."""
    parties_for: tuple[Words, ...] = ()
    """Names of the parties with an interest whose evidence supports it."""
    parties_against: tuple[Words, ...] = ()
    """Names of the parties with an interest whose evidence disputes it."""
    one_party: Words | None = None
    """Name of the party that all support comes from."""
    independent: Words | None = None
    """Why several origins of one body count as independent for it."""
    withdrawn: Withdrawal | None = None
    """How it was taken back; its `status` is then `withdrawn`."""
    made_by: tuple[Id, ...] = ()
    """Ids of sources that make the claim without being evidence for it."""
    calculation: Words | None = None
    """The calculation behind a figure."""
    own_words: Literal[True] | None = None
    """Present if its authors wrote it in their own words, so that a verified quotation need not say the same."""
    allow_figures: dict[str, Words] | None = None
    """Numbers that need no quotation, each with the reason."""
    note: Words | None = None
    """What else readers should know about it."""
    handling: Handling | None = None
    """Its own Traffic Light Protocol label, if that is stricter than the label of what it is in."""
    withheld: Whole = 0
    """How many pieces of evidence are not in this edition because its readers may not see them."""
    withheld_against: Whole = 0
    """How many of these dispute or qualify it."""


class Withheld(DataModel):
    """How much is not in an edition that holds what may be seen at a level."""

    level: Handling
    """The level."""
    sources: Whole = 0
    """How many sources that the whole briefing cites."""
    claims: Whole = 0
    """How many claims of the whole briefing."""
