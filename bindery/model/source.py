"""Sources, their authors and passages, origins, and the file that lists them."""

import re
from typing import Annotated, Any, Self

from pydantic import model_validator

from bindery.model import vocabulary
from bindery.model.field_types import (
    Doi,
    Id,
    Language,
    Line,
    OneOf,
    OriginRef,
    PartialDate,
    Url,
    field_error,
)
from bindery.model.format_model import FormatModel, MayBeString
from bindery.model.handling import Marked

_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+"
)  # a name in Chinese, Japanese or Korean characters
_SUFFIX = re.compile(r",? ((?:Jr|Jnr|Sr|Snr|I{2,3}|IV|VI{0,3}|2nd|3rd|4th|Filho|Neto|Júnior)\.?)$")


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
    def _check_names(self) -> Self:
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
    def suffix(self) -> str:
        """The suffix after the family name, such as *Jr.*; empty when there is none or `family` has it."""
        match = _SUFFIX.search(self.name or "") if self.family else None
        return match[1] if match and (self.name or "")[: match.start()].endswith(f" {self.family}") else ""

    @property
    def given(self) -> str:
        """The name without the family name; empty when `family` is not given or not part of the name."""
        name, family = self.name or "", self.family or ""
        name = _SUFFIX.sub("", name) if self.suffix else name
        if is_unspaced(name) and family and name.startswith(family):
            return name.removeprefix(family)
        if family and name.endswith(f" {family}"):
            return name.removesuffix(f" {family}")
        return name.removeprefix(f"{family} ") if family and name.startswith(f"{family} ") else ""


def is_unspaced(name: str) -> bool:
    """Whether a name is in a script that has the family name first and no space after it."""
    return _UNSPACED.fullmatch(name) is not None


class Reading(FormatModel):
    """One reading of a source in order to compare quotations with it, after they were first copied."""

    date: PartialDate
    """The day on which the source was read again."""
    method: Line
    """How, in words that can follow "read again": `in a stored copy`. What stands after a semicolon is only on the source's page."""
    by: Line | None = None
    """Who read it. Leave it out if that is not to be published, or if no person did."""


class Passage(Marked):
    """A quotation from a source."""

    id: Id
    """An id for the passage, unique in its source."""
    quote: Line
    """The quoted words, exactly as in the source."""
    shortened: Line | None = None
    """Why the quotation leaves out words that limit it, such as "not" or "only". Readers see the reason."""
    locator: Line | None = None
    """Where in the source the words are: a page, a paragraph, a time code."""
    snapshot: PartialDate | None = None
    """The day of the stored copy that has the words, if it is not the newest. It counts wherever the same words are quoted."""
    readings: tuple[Reading, ...] = ()
    """When the words were read again in the source, and how."""
    origin: OriginRef | None = None
    """Where these words come from, if it is not where the rest of the source does. The source's own id: it has them first-hand."""


class Source(Marked):
    """A publication or statement that a briefing cites."""

    id: Id
    """An id for the source, unique in the whole site. Its page is `/sources/<id>/`."""
    was: tuple[Id, ...] = ()
    """Former ids of the source. Their addresses lead to its page."""
    kind: Annotated[str, OneOf(vocabulary.SOURCE_KINDS)]
    """The kind of publication."""
    title: Line | None = None
    """The title. Leave it out if you do not know it: the first words that you quote from it are then shown in square brackets."""
    untitled: Line | None = None
    """Why no title is given: the source has none, or what you read does not show it. Readers see the reason."""
    authors: tuple[Author, ...] = ()
    """The authors: names of people, or organisations as `{organisation: ...}`."""
    publisher: Line | None = None
    """The publisher. For a news report, the newspaper; for a thesis, the university; for a law, who made it."""
    container: Line | None = None
    """What it appeared in: a journal, a book, a newspaper, a website, law reports. Not needed if `publisher` says it."""
    volume: Line | None = None
    """The volume."""
    issue: Line | None = None
    """The issue of the journal or newspaper."""
    pages: Line | None = None
    """The pages that it takes up in what it appeared in, such as `45-60`."""
    editors: tuple[Author, ...] = ()
    """The editors, written as `authors` are: of the book that a chapter is in, or of the source itself."""
    translators: tuple[Author, ...] = ()
    """The translators, written as `authors` are."""
    number: Line | None = None
    """The number of a report, a bill, a law or a case (its docket number), or a document symbol, such as `A/RES/75/1`."""
    court: Line | None = None
    """The court that gave the decision."""
    edition: Line | None = None
    """The edition, such as `2` or `2nd revised`."""
    place: Line | None = None
    """The place of publication."""
    doi: Doi | None = None
    """The digital object identifier (DOI), such as `10.5555/12345678`. If there is no `url`, readers get a link to it."""
    original_title: Line | None = None
    """The title of the work that this is a translation of."""
    translated_title: Line | None = None
    """The title in the language of the briefing. Readers see it in square brackets after the title."""
    short: Line | None = None
    """A short name for plots, such as an abbreviation. By default it is taken from the publisher or the title."""
    published: PartialDate | None = None
    """The date of publication. Leave it out if you do not know it: it is then shown as "undated"."""
    published_end: PartialDate | None = None
    """The date of the last part of something published in parts. `published` is then the date of the first part."""
    accessed: PartialDate | None = None
    """The day on which the source, or a copy of it, was opened. It does not say that quotations were compared: see `readings`."""
    url: Url | None = None
    """The web address of the source."""
    archive: tuple[Url, ...] = ()
    """Web addresses of archived copies."""
    language: Language | None = None
    """The language of the source."""
    origin: OriginRef | None = None
    """The origin or other source that this source repeats. Leave it out if the source is itself the origin."""
    body: Line | None = None
    """The body that it is from, as an origin: reports of one body count once. By default its publisher, or else its authors."""
    party: Line | None = None
    """The party with an interest that it speaks for, such as a government. Support from one party alone does not corroborate."""
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
    readings: tuple[Reading, ...] = ()
    """When every quotation from the source was read again in it, and how. If only some were, write it on their `passages`."""
    passages: tuple[Passage, ...] = ()
    """Quotations from the source."""

    @property
    def issuer(self) -> Line | None:
        """The publisher, or else the newspaper, website or reference work that it appeared in."""
        return self.publisher or (self.container if self.kind in vocabulary.PUBLISHED_WITHIN else None)


class Origin(Marked):
    """Where a piece of information first came from, when it is not listed as a source."""

    id: Id
    """An id for the origin, unique in the whole site. No source may have the same id."""
    title: Line
    """A title by which readers can find the origin."""
    publisher: Line | None = None
    """The publisher."""
    short: Line | None = None
    """A short name for plots, such as an abbreviation. By default it is taken from the publisher or the title."""
    body: Line | None = None
    """The body that it is from: reports of one body count once. By default its publisher, or else its title."""
    party: Line | None = None
    """The party with an interest that it speaks for, such as a government. Support from one party alone does not corroborate."""

    @property
    def issuer(self) -> Line | None:
        """The publisher."""
        return self.publisher


class SourceList(FormatModel):
    """A list of sources: those of one briefing, or those that several briefings share."""

    sources: tuple[Source, ...] = ()
    """The sources."""
    origins: tuple[Origin, ...] = ()
    """Origins that are not listed as sources."""


Source.model_rebuild()  # before that of the list, which then need not make another
