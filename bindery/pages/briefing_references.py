"""The references of a briefing as its pages number, order and label them, and what in the briefing rests on a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bindery.evidence import figure_readings
from bindery.evidence.cited_sentences import retold_quotations
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.uses import Use, uses_in
from bindery.model.briefing import Claim, Dataset, Event
from bindery.model.reference_style import (
    AUTHOR_DATE,
    NUMBERED,
    CitationPiece,
    CitedPart,
    ReferenceStyle,
    StyledEntry,
    StyledReferences,
    citation_words,
)
from bindery.model.vocabulary import ASSERTS
from bindery.pages.addresses import Link
from bindery.reading.prose import CitedSource
from bindery.references import styles
from bindery.references.author_labels import CitationLabel, citation_labels
from bindery.references.reference import Reference
from bindery.text.bounds import says_bound
from bindery.text.folding import fold
from bindery.text.wording import wording_of


@dataclass(frozen=True)
class CitingParagraph:
    """A paragraph that cites a source, for a link from the source back to it.

    Attributes:
        link: place of the paragraph.
        words: beginning of its text.
    """

    link: Link
    words: str


_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1024)  # a briefing names each source in several places
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


class BriefingReferences:
    """The references of one briefing.

    Args:
        register: the briefing with its claims.
        references: the reference to each source of the site, by id of the source.
        graph: claims, sources and origins of all briefings.
        style: the style of citations and references.

    Attributes:
        register: the briefing with its claims.
        slug: name of its folder, and the first part of its addresses.
        briefing: its fields as authors wrote them.
        claims: each claim, by id.
        address: address of its overview on the site, such as `heat/`.
        wording: the words of the interface, in its language.
    """

    def __init__(
        self,
        register: BriefingRegister,
        references: Mapping[str, Reference],
        graph: Graph,
        style: ReferenceStyle,
    ) -> None:
        self.register = register
        self.slug = register.slug
        self.briefing = register.parsed.briefing
        self.claims = register.claims
        self.address = f"{register.slug}/"
        self._references = references
        self._graph = graph
        self._style = style
        self.wording = wording_of(str(self.briefing.language))

    @cached_property
    def uses(self) -> list[Use]:
        """Every use of a source, in reading order."""
        return [use for use in uses_in(self.register) if use.source in self._graph.sources]

    @cached_property
    def retold(self) -> Mapping[Path, frozenset[CitedSource]]:
        """The quotations in citations of each text whose sentence is in the authors' words."""
        return retold_quotations(self.register, self._graph.language_of)

    @cached_property
    def words_retold(self) -> frozenset[tuple[str, str]]:
        """The source and the words of each of these quotations."""
        return frozenset((item.source, item.quote) for items in self.retold.values() for item in items)

    @cached_property
    def _uses_by_source(self) -> dict[str, list[Use]]:
        """The uses of each source, in reading order."""
        found: dict[str, list[Use]] = {}
        for use in self.uses:
            found.setdefault(use.source, []).append(use)
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each source in the list of references, by id; numbered as they first appear, from 1."""
        return {source: n for n, source in enumerate(self._uses_by_source, 1)}

    @cached_property
    def typeset(self) -> StyledReferences:
        """Its references as a CSL style has them; empty if a built-in style is used."""
        return self._style.briefings.get(self.slug, StyledReferences())

    @cached_property
    def listed(self) -> list[str]:
        """Ids of its sources in the order of the list of references."""
        if self._style.name == AUTHOR_DATE:
            return [r.source.id for r in styles.by_author(self._references[key] for key in self.numbers)]
        set_in_order = [key for key in self.typeset.entries if key in self.numbers and self.typeset.citations]
        return list(dict.fromkeys([*set_in_order, *self.numbers]))

    @cached_property
    def named_labels(self) -> Mapping[str, CitationLabel]:
        """The citation of each source in author-date style, by id of the source."""
        return citation_labels(self._references[key] for key in self.numbers)

    def label(self, source: str) -> str:
        """The text of a citation of a source: its number, its author and year, or what the CSL style says."""
        if self._style.name == NUMBERED:
            return str(self.numbers[source])
        if self._style.name == AUTHOR_DATE:
            return str(self.named_labels[source])
        return citation_words(self.pieces((CitedSource(source),))) or str(self.numbers[source])

    def label_beside(self, source: str) -> str:
        """The text of a citation of a source next to its short reference; empty where it would say the same again."""
        label, said = self.label(source), _words(self._references[source].short)
        if self._style.name == NUMBERED:
            return label
        if self._style.name == AUTHOR_DATE and _words(self.named_labels[source].names) <= said:
            return self.named_labels[source].year if self.named_labels[source].suffix else ""
        return "" if self.typeset.citations and _words(label) <= said else label

    def mark(self, source: str) -> str:
        """The label before a reference in the list, such as its number; empty for none."""
        entry = self.entry(source)
        if entry and self.typeset.citations:
            return entry.mark
        return "" if self._style.name == AUTHOR_DATE else str(self.numbers[source])

    def entry(self, source: str) -> StyledEntry | None:
        """A reference as the CSL style has it; None if a built-in style is used."""
        return self.typeset.entries.get(source)

    def pieces(self, items: Iterable[CitedSource]) -> tuple[CitationPiece, ...]:
        """A citation as the CSL style has it; empty if the style has none, and numbers are used."""
        key = tuple(CitedPart(item.source, item.locator, item.prefix, item.mode) for item in items)
        return self.typeset.citations.get(key, ())

    @property
    def standing(self) -> int:
        """How many claims it has, without those that were withdrawn."""
        return sum(claim not in self.register.withdrawals for claim in self.claims)

    @cached_property
    def origins(self) -> int:
        """How many origins lie behind what it cites."""
        return len(self._graph.origins_behind(self.uses))

    @cached_property
    def bodies(self) -> int:
        """How many bodies lie behind these origins."""
        return len({self._graph.body_of(origin).key for origin in self._graph.origins_behind(self.uses)})

    @cached_property
    def _states_figures(self) -> bool:
        """Whether it has any figure, so that it has a page of figures."""
        return bool(self.briefing.datasets) or figure_readings.states_figures(self.register)

    @cached_property
    def contents(self) -> list[Link]:
        """Links to its pages, in reading order."""
        briefing = self.briefing
        links = [self._own_link(self.address, "Overview")]
        links += [Link(f"{self.address}{section.id}/", section.title) for section in briefing.sections]
        links.append(self._own_link(f"{self.address}claims/", "Claims"))
        if self._states_figures:
            links.append(self._own_link(f"{self.address}figures/", "Figures"))
        if briefing.events:
            links.append(self._own_link(f"{self.address}timeline/", "Timeline"))
        if briefing.entities:
            links.append(self._own_link(f"{self.address}entities/", "People, places and terms"))
        links.append(self._own_link(f"{self.address}sources/", "References"))
        if briefing.editions:
            links.append(self._own_link(f"{self.address}changes/", "Changes"))
        return links

    def _own_link(self, address: str, title: str) -> Link:
        """A link with a title of ours; it is marked as English where the language of the briefing has no words for it."""
        language = str(self.briefing.language).split("-")[0].lower()
        return Link(address, self.wording.message(title), ours=language != self.wording.language)

    def title_of(self, page: str) -> str:
        """The title of one of its pages, by the last part of its address; empty for the overview."""
        return self._titles[f"{self.address}{page.partition('/')[0]}/" if page else self.address]

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The title of each of its pages, by address."""
        return {link.address: link.title for link in reversed(self.contents)}

    def link(self, use: Use) -> Link:
        """A link to the place of a use."""
        address = f"{self.address}{use.page}/" if use.page else self.address
        return Link(address, self.title_of(use.page), use.anchor)

    @cached_property
    def weighed(self) -> list[Reference]:
        """The references of the sources that are evidence for or against a claim, by publisher, date and title."""
        weighed = {piece.source for claim in self.claims.values() for piece in claim.evidence}
        found = (self._references[key] for key in self.numbers if key in weighed)
        return sorted(found, key=lambda reference: reference.sort_key)

    def places_of(self, source: str) -> int:
        """In how many places a source is used."""
        return len(set(map(self.link, self._uses_by_source.get(source, ()))))

    def paragraphs(self, source: str) -> list[CitingParagraph]:
        """Each paragraph that cites a source, once."""
        found = (CitingParagraph(self.link(use), use.noun) for use in self._of(source, "prose"))
        return list(dict.fromkeys(found))

    def claims_resting_on(self, source: str) -> list[tuple[Claim, list[str]]]:
        """The claims that a source is evidence for or against, with its stances; `ASSERTS` if it only makes the claim."""
        found: dict[str, list[str]] = {}
        for use in self._uses_by_source.get(source, ()):
            if use.kind in ("claim", "made-by"):
                found.setdefault(use.noun, []).append(use.stance or ASSERTS)
        return [(self.claims[key], list(dict.fromkeys(stances))) for key, stances in found.items()]

    def events_resting_on(self, source: str) -> list[Event]:
        """The events that a source is evidence for."""
        wanted = {use.noun for use in self._of(source, "event")}
        return [event for event in self.briefing.events if event.id in wanted]

    def datasets_resting_on(self, source: str) -> list[tuple[Dataset, Link]]:
        """The datasets with values from a source, and a link to each."""
        links = {use.noun: self.link(use) for use in self._of(source, "dataset")}
        return [(dataset, links[dataset.id]) for dataset in self.briefing.datasets if dataset.id in links]

    def pictures_from(self, source: str) -> list[tuple[str, Link]]:
        """The images that come from a source: the name of each, and a link to it."""
        return [(use.noun, self.link(use)) for use in self._of(source, "picture")]

    def on_maps(self, source: str) -> list[tuple[str, Link]]:
        """The lines, areas and borders on maps that have a source: the name of each, and a link to its map."""
        return [(use.noun, self.link(use)) for use in self._of(source, "map")]

    def reviews_of(self, source: str) -> list[tuple[str, Link]]:
        """The places where a source is the text under review: its title there, and a link to each."""
        return [(use.noun, self.link(use)) for use in self._of(source, "reviewed")]

    def _of(self, source: str, kind: str) -> Iterable[Use]:
        """The uses of a source of one kind, in reading order."""
        return (use for use in self._uses_by_source.get(source, ()) if use.kind == kind)

    def limits_of(self, dataset: Dataset) -> list[tuple[str, str, str]]:
        """Which values of a dataset are limits or estimates: the name of the series, their positions, and the note."""
        found: dict[tuple[str, str], list[str]] = {}
        for series in dataset.series:
            for point in series.points:
                if point.note and point.y is not None and says_bound(point.note):
                    found.setdefault((series.name, point.note), []).append(point.x)
        return [(name, ", ".join(places), note) for (name, note), places in found.items()]

    def sources_of(self, dataset: Dataset) -> list[Reference]:
        """The references of the sources of a dataset's values, in the order in which they first appear."""
        ids = dict.fromkeys(point.source for series in dataset.series for point in series.points)
        return [self._references[source] for source in ids if source in self._references]
