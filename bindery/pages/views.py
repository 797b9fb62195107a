"""What templates see: the site and its briefings, with every count, order and link already worked out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from bindery.evidence import changes, coverage, outcomes
from bindery.evidence.changes import ClaimDifference
from bindery.evidence.cited_material import Shelf
from bindery.evidence.coverage import Coverage
from bindery.evidence.graph import Graph
from bindery.evidence.outcomes import OutcomeDifference
from bindery.evidence.quotations import RULE, QuotationResults
from bindery.evidence.register import BriefingRegister
from bindery.evidence.uses import Use, path_of_dataset
from bindery.model import vocabulary
from bindery.model.blocks.map import map_content, shapes_of
from bindery.model.blocks.timeline import Range
from bindery.model.briefing import Block, Claim, Dataset, Edition, Entity, Event, Evidence
from bindery.model.reference_style import ReferenceStyle
from bindery.model.scales import SCALES, LikelihoodScale
from bindery.pages import claim_counts, reviewed_text, stored_copy
from bindery.pages import timeline as chronicle
from bindery.pages.addresses import Link, on_site
from bindery.pages.claims_register import ClaimsRegister
from bindery.pages.drawings import map_of_block
from bindery.pages.figure_list import FigureList
from bindery.pages.language_versions import LanguageVersions
from bindery.pages.reviewed_text import ReviewedText
from bindery.pages.source_record import SourceRecord
from bindery.pages.stored_copy import StoredCopy
from bindery.reading.inputs import Imprint
from bindery.reading.project import Project
from bindery.references import record
from bindery.references.reference import Reference, author_line, reference_to
from bindery.text.wording import Wording, wording_of

if TYPE_CHECKING:
    from bindery.pages.map_view import MapView


class SiteView(SourceRecord):
    """The whole site.

    Args:
        project: the parsed project.
        graph: claims, sources and origins of all briefings.
        checks: results of comparing quotations with the stored sources.
        shelf: the figures of all sources.
        imprint: name and address of the site.
        style: the style of citations and references.
        directory_urls: whether pages are published as folders, such as `heat/claims/`, not as `heat/claims.html`.
        language: the language of the pages that belong to no briefing.

    Attributes:
        references: the reference to each source in English, by id of the source.
        wording: the words of the interface, in the language of the pages of the whole site.
        briefings: each briefing, by slug.
    """

    def __init__(
        self,
        project: Project,
        graph: Graph,
        checks: QuotationResults,
        imprint: Imprint | None = None,
        style: ReferenceStyle | None = None,
        *,
        shelf: Shelf,
        directory_urls: bool = True,
        language: str = "en",
    ) -> None:
        super().__init__(graph, checks)
        self.project = project
        self.shelf = shelf
        self.imprint = imprint or Imprint("")
        self.style = style or ReferenceStyle()
        self.directory_urls = directory_urls
        self.references: dict[str, Reference] = {
            key: reference_to(source) for key, source in graph.sources.items()
        }
        self.wording = wording_of(language)
        self._in_language = {"en": self.references}
        self._passages: dict[str, dict[str, int]] = {}
        self._stored: dict[tuple[str, str], StoredCopy | None] = {}
        self._items: dict[str, record.ReferenceRecord] = {}
        self._records: dict[str, Mapping[str, str]] = {}
        self.briefings = {slug: BriefingView(register, self) for slug, register in graph.registers.items()}

    def references_in(self, wording: Wording) -> dict[str, Reference]:
        """The reference to each source in a language, by id of the source."""
        known = self._in_language.get(wording.language)
        if known is None:
            known = {key: reference_to(source, wording) for key, source in self.graph.sources.items()}
            self._in_language[wording.language] = known
        return known

    rule = RULE
    """Number of the rule by which quotations are compared with their sources."""

    @cached_property
    def newest_first(self) -> list[BriefingView]:
        """The briefings by date, newest first; on the same date by title."""
        by_title = sorted(self.briefings.values(), key=lambda view: (view.briefing.title, view.slug))
        return sorted(by_title, key=lambda view: view.latest, reverse=True)

    @cached_property
    def public(self) -> list[BriefingView]:
        """The briefings that are not drafts, newest first; only a preview shows drafts."""
        return [view for view in self.newest_first if not view.is_draft]

    @cached_property
    def followed(self) -> bool:
        """Whether the site has feeds, which need the site's address and at least one public briefing."""
        return bool(self.imprint.address and self.public)

    def absolute(self, link: Link) -> str:
        """The absolute URL of a link; the site must have an address."""
        address = f"{self.imprint.address}{on_site(link.address, directory_urls=self.directory_urls)}"
        return f"{address}#{link.anchor}" if link.anchor else address

    @cached_property
    def cited(self) -> list[Reference]:
        """The references of all sources that are used, by publisher, date and title."""
        references = self.references_in(self.wording)
        used = (references[key] for key, uses in sorted(self.graph.uses.items()) if uses)
        return sorted(used, key=lambda reference: reference.sort_key)

    def uses(self, source: str, slug: str) -> list[Use]:
        """The uses of a source in one briefing."""
        return [use for use in self.graph.uses[source] if use.briefing == slug]

    def citing(self, source: str) -> list[BriefingView]:
        """The briefings that use a source, newest first."""
        places = {self._places[use.briefing] for use in self.graph.uses[source]}
        return [self.newest_first[place] for place in sorted(places)]

    @cached_property
    def _places(self) -> dict[str, int]:
        """The index of each briefing in `newest_first`, so that a source's page takes no longer on a larger site."""
        return {view.slug: place for place, view in enumerate(self.newest_first)}

    def sharing_origin(self, source: str) -> list[str]:
        """Ids of the other sources with the same origin, without those that nothing uses and that have no page."""
        return [other for other in self.graph.sources_sharing_origin(source) if self.graph.uses[other]]

    def quoted(self, source: str) -> list[tuple[str, str]]:
        """Each quotation from a source once, with its locator, which may be empty; the source's own passages first."""
        words: dict[str, str] = {
            str(p.quote): str(p.locator or "") for p in self.graph.sources[source].passages
        }
        for use in self.graph.uses[source]:
            if use.quote:
                words.setdefault(use.quote, use.locator)
        return list(words.items())

    def passages(self, source: str) -> dict[str, int]:
        """The number of each quotation from a source on the source's page, by its words."""
        if source not in self._passages:
            self._passages[source] = {words: n for n, (words, _) in enumerate(self.quoted(source), 1)}
        return self._passages[source]

    def stored(self, source: str, day: str | None = None) -> StoredCopy | None:
        """The stored text of a source; None if there is none or its licence does not allow showing all of it.

        Args:
            source: id of the source.
            day: the day of the copy; None for the newest.
        """
        made = next((copy for copy in self.copies(source) if day in (None, copy.day)), None)
        if made is None or self.graph.sources[source].show != "full":
            return None
        key = source, made.day
        if key not in self._stored:
            self._stored[key] = stored_copy.stored_copy_of(made.stored, self.passages(source))
        return self._stored[key]

    def item(self, source: str) -> record.ReferenceRecord:
        """A source as a record for reference managers."""
        if source not in self._items:
            hashes = (holding.sha256 for holding in self.checks.stored(source))
            self._items[source] = record.record_of_source(self.references[source], hashes)
        return self._items[source]

    def records(self, source: str) -> Mapping[str, str]:
        """The record of a source in each format for reference managers, by the suffix of the format."""
        if source not in self._records:
            from bindery.references import formats  # noqa: PLC0415  a check needs none of them

            self._records[source] = formats.records_of(self.item(source))
        return self._records[source]

    def passage(self, source: str, quote: str | None) -> str:
        """The anchor of a quotation on the page of its source; empty if there is no quotation."""
        number = self.passages(source).get(quote or "")
        return f"_passage-{number}" if number else ""

    def in_stored(self, source: str, quote: str | None) -> Link | None:
        """The place of a quotation in the stored text of its source; None if it is not shown there."""
        found = self.finding(source, quote or "")
        day = (found.copy if found else "") or None
        shown = self.stored(source, day)
        number = shown.standing.get(quote or "") if shown else None
        return Link(self.text_address(source, day), "", f"_quote-{number}") if number else None


class BriefingView(ClaimsRegister):
    """One briefing, as its pages show it.

    Attributes:
        site: the site that it belongs to.
        key_points: ids of the claims that matter most, in reading order.
    """

    def __init__(self, register: BriefingRegister, site: SiteView) -> None:
        references = site.references_in(wording_of(str(register.parsed.briefing.language)))
        super().__init__(register, references, site.graph, site.style)
        self.site = site
        self.key_points = register.key_points

    @cached_property
    def versions(self) -> LanguageVersions:
        """Its language versions."""
        return LanguageVersions(self, self.site.briefings)

    @cached_property
    def figures(self) -> FigureList:
        """Every figure that it states, with what carries it."""
        return FigureList(self, self.site.shelf)

    @property
    def latest(self) -> str:
        """The date of its last update, or else of its publication: a year, a month or a day."""
        return self.briefing.updated or self.briefing.date

    @property
    def changed_on(self) -> str:
        """The newest of its own dates and the dates of its editions."""
        return max(self.latest, self.briefing.date, *(edition.date for edition in self.briefing.editions))

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft, which only a preview shows."""
        return self.briefing.status == "draft"

    @property
    def direction(self) -> str:
        """The direction of its language: `ltr`, or `rtl` if it is written from right to left."""
        return vocabulary.direction_of(self.briefing.language)

    def verified(self, claim: Claim) -> int:
        """How many quotations in a claim's evidence are verified, as whole sentences or clauses."""
        return claim_counts.with_outcome(claim, "verified", self.site.standing)

    def parts(self, claim: Claim) -> int:
        """How many quotations in a claim's evidence are verified, as part of a sentence."""
        return claim_counts.with_outcome(claim, "part", self.site.standing)

    def shortened(self, claim: Claim) -> int:
        """How many quotations in a claim's evidence are verified, but leave out words that limit them."""
        return claim_counts.with_outcome(claim, "shortened", self.site.standing)

    def read_again(self, claim: Claim) -> int:
        """How many quotations in a claim's evidence were not compared by machine, but read again."""
        return claim_counts.with_outcome(claim, "read", self.site.standing)

    @cached_property
    def quotations(self) -> dict[str, int]:
        """How many different quotations have each outcome, `read` again among them; only those that occur."""
        return claim_counts.by_outcome(self.uses, self.site.standing)

    @cached_property
    def word_lists(self) -> list[str]:
        """The lists of limiting words by which its quotations were compared, sorted."""
        found = (self.site.finding(use.source, use.quote) for use in self.uses if use.quote)
        return sorted({finding.word_list for finding in found if finding and finding.word_list})

    @cached_property
    def differences(self) -> dict[int, list[ClaimDifference]]:
        """What each edition changed, by number of the edition, if the edition before it was kept."""
        kept = changes.kept_editions(self.site.project, self.slug)
        return changes.changes_by_edition(self.register, kept, self.site.graph)

    @cached_property
    def outcome_differences(self) -> dict[int, list[OutcomeDifference]]:
        """The judgements and questions that each edition changed, if the edition before it was kept."""
        kept = changes.kept_editions(self.site.project, self.slug)
        pairs = changes.edition_pairs(self.register, kept)
        return {number: outcomes.compare_outcomes(old, new) for number, old, new in pairs}

    def reason(self, number: int, claim: str) -> str:
        """The reason that an edition gives for changing a claim; empty if it gives none.

        Args:
            number: number of the edition.
            claim: id of the claim.
        """
        edition = next(e for e in self.briefing.editions if e.number == number)
        return next((str(change.reason) for change in edition.changes if change.claim == claim), "")

    @property
    def scale(self) -> LikelihoodScale:
        """The likelihood scale that its assessments use."""
        return SCALES[self.briefing.scale]

    @cached_property
    def coverage(self) -> Coverage:
        """How much of its prose cites a source or says otherwise what it is based on."""
        return coverage.coverage_of(self.register.parsed)

    @cached_property
    def pages_on_whole(self) -> set[str]:
        """The pages that the page of the whole briefing contains, by the last part of their address."""
        return {"", "claims", "sources", *(str(section.id) for section in self.briefing.sections)}

    @property
    def last_edition(self) -> Edition | None:
        """The latest edition; None if there are no editions."""
        return max(self.briefing.editions, key=lambda edition: edition.number, default=None)

    @property
    def changed(self) -> int:
        """How many claims the latest edition changed."""
        last = self.last_edition
        if last is None:
            return 0
        return len(self.differences.get(last.number, ())) or len(last.changes)

    def citation(self, claim: Claim) -> str:
        """How to cite a claim, in one line; the template adds the URL."""
        say, date = self.wording.say, self.wording.date(self.latest)
        status = say(self.verdicts[claim.id].label.lower())
        who = author_line(self.briefing.authors, self.wording)
        edition = say(", edition %(number)s", number=self.last_edition.number) if self.last_edition else ""
        where = f"{self.briefing.title}{edition}, {date}"
        before, after = self.wording.quote_marks
        cited = f"{who}{': ' if who else ''}{before}{self.words(claim)}{after} ({status})"
        return say("%(cited)s. In: %(where)s.", cited=cited, where=where)

    def evidence(self, claim: Claim, stance: str) -> list[Evidence]:
        """The evidence of a claim with one stance, such as `supports`."""
        return [piece for piece in claim.evidence if piece.stance == stance]

    def reviewed(self, block: Block) -> ReviewedText:
        """The text under review of an `annotate` block, with the statuses of its sentences."""
        return reviewed_text.reviewed_text(
            block, self.register.parsed, self.site.graph, self.site.checks, self.verdicts
        )

    def map(self, block: Block) -> MapView:
        """What a `map` block shows, and its drawing."""
        return map_of_block(block, self.briefing, self.map_files)

    @cached_property
    def map_files(self) -> dict[str, bytes]:
        """The GeoJSON files that its maps are drawn from, by path in its folder."""
        return {file: data for (slug, file), data in self.site.project.map_files.items() if slug == self.slug}

    @property
    def drawn_files(self) -> list[str]:
        """Those of its GeoJSON files that a map is drawn from, by path in its folder."""
        blocks = (block for section in self.briefing.sections for block in section.content)
        contents = (content for content in map(map_content, blocks) if content)
        named = {str(shape.file) for content in contents for _, shape in shapes_of(content) if shape.file}
        return sorted(named & self.map_files.keys())

    def dataset(self, key: str) -> Dataset:
        """The dataset with this id."""
        return next(dataset for dataset in self.briefing.datasets if dataset.id == key)

    def entity(self, key: str) -> Entity:
        """The entity with this id."""
        return next(entity for entity in self.briefing.entities if entity.id == key)

    @cached_property
    def timeline(self) -> list[tuple[int, Event]]:
        """The events in order of time, each with its position in the briefing's list."""
        return chronicle.chronological(self.briefing.events)

    @cached_property
    def years(self) -> list[tuple[str, list[tuple[int, Event]]]]:
        """The timeline by year."""
        return chronicle.by_year(self.timeline)

    def words(self, claim: Claim) -> str:
        """The statement of a claim as plain text."""
        return self.register.parsed.prose[(*self.register.paths[claim.id], "text")].words

    def events_within(self, limits: Range) -> list[tuple[int, Event]]:
        """The events that overlap a span of time."""
        return chronicle.within(self.timeline, limits)

    def first_place(self, dataset: str) -> tuple[str | int, ...]:
        """The path, in the briefing, of the first block that shows a dataset; empty if none does."""
        return path_of_dataset(self.register.parsed, dataset)

    @cached_property
    def unshown_datasets(self) -> list[Dataset]:
        """The datasets that no section shows."""
        return [dataset for dataset in self.briefing.datasets if not self.first_place(dataset.id)]
