"""What the search of a site finds: one slim entry for each thing of a briefing, and the other names it goes by.

Material's search plugin splits pages into sections. For pages that people write, its entries stay. Those of the
briefings are made here from the edition itself: pages and their sections, claims, events, entities, figures,
questions and sources, each text once. Hand-written words are escaped, since the search shows entries as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from bindery.evidence.uses import page_of_dataset
from bindery.model import vocabulary
from bindery.model.briefing import Claim, Dataset, Entity, Section
from bindery.pages.addresses import Link, on_site
from bindery.pages.views import BriefingView, SiteView
from bindery.reading.prose import words_by_heading
from bindery.references.reference import Reference, author_line, dates_in_words
from bindery.search.aliases import AliasIndex
from bindery.text import folding
from bindery.text.phrasing import with_thousands

INDEX = "search/search_index.json"
"""Where the index is, on the site."""
SEPARATOR = r"""[\s\-–—:!?=\[\](){}"“”‘’'«»„·…;،؛۔؟/%|#]+|[.,](?!\d)"""
"""What parts words, for Python and JavaScript: finds (TTP), 'quoted', 56% and both ends of 15,000–20,000.

No `*`, `~`, `^` or `+` is in it: Material parts queries by it too, in which these are signs.
"""
STOCK_SEPARATOR = r"[\s\-]+"
"""Material's own, which a project has that says nothing."""
FIELDS = {
    "title": {"boost": 8.0},
    "aliases": {"boost": 6.0},
    "text": {"boost": 1.0},
    "text_aliases": {"boost": 0.8},
}
"""What is searched in an entry, and how much a word counts there: other words for its title, and for its text."""

# How much each kind of entry counts: what a briefing says comes before what it rests on.
KEY_POINT = 3.0
CLAIM = 2.2
OVERVIEW = 2.0
SECTION = 1.6
ENTITY = 1.5
EVENT = 1.4
FIGURES = 1.2
OPEN = 1.2
PAGE = 1.0
SOURCE = 0.5


@dataclass(frozen=True)
class SearchEntry:
    """One thing that a search finds.

    Attributes:
        location: its address on the site.
        title: what a reader sees first; it says what kind of thing this is.
        paragraphs: its words.
        boost: how much it counts.
        names: those of the thing itself; who types one of them looks for it before anything that speaks of it.
    """

    location: str
    title: str
    paragraphs: tuple[str, ...] = ()
    boost: float = PAGE
    names: tuple[str, ...] = ()


def search_index(
    written: Mapping[str, Any],
    site: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    *,
    directory_urls: bool,
) -> dict[str, Any]:
    """The search index of a site.

    Args:
        written: the index that Material's plugin wrote: `config` and `docs`.
        site: what the briefings' entries are made from.
        headings: the words of each heading of a generated page, with its anchor, by the page's address.
        directory_urls: whether a page's address ends in `/`.

    Returns:
        What is to stand in its place: the same for the same site.
    """
    config = dict(written["config"])
    if config.get("separator") == STOCK_SEPARATOR:
        config["separator"] = SEPARATOR
    words = _Words(config["separator"])
    catalogue = _Catalogue(site, headings, directory_urls=directory_urls)
    docs = [words.document(entry, view) for view, entries in catalogue.all() for entry in entries]
    docs += [doc for doc in written["docs"] if _page_of(doc) not in catalogue.pages]
    return {
        "config": config | {"fields": FIELDS | _other_fields(config)},
        "docs": docs,
        "folding": folding.table(),
    }


def _other_fields(config: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given for name, given in config.get("fields", {}).items() if name not in FIELDS}


def _page_of(document: Mapping[str, Any]) -> str:
    return str(document["location"]).partition("#")[0]


class _Words:
    """Entries as the index has them, with the words by which each is found that do not stand in it as they are."""

    def __init__(self, separator: str) -> None:
        self.separator = re.compile(separator)
        self.known: dict[str, AliasIndex] = {}

    def document(self, entry: SearchEntry, view: BriefingView | None) -> dict[str, Any]:
        """An entry as Material's search reads it: its title and text are HTML."""
        text = "".join(f"<p>{escape(words, quote=False)}</p>" for words in entry.paragraphs)
        made = {"location": entry.location, "title": escape(entry.title, quote=False), "text": text}
        names = [" ".join(self._split(folding.fold(name))) for name in entry.names]
        aliases = self._aliases(entry.title, view, ())
        of_text = self._aliases(" ".join(entry.paragraphs), view, aliases, entry.title)
        more = {"names": names, "aliases": " ".join(aliases), "text_aliases": " ".join(of_text)}
        return made | {key: value for key, value in more.items() if value} | {"boost": entry.boost}

    def _aliases(
        self, text: str, view: BriefingView | None, known: Iterable[str], title: str = ""
    ) -> list[str]:
        """Folded spellings, and the other names of the entities that a text names; none that is known already.

        Args:
            text: it.
            view: the briefing whose entities it may name.
            known: words by which its entry is found anyway.
            title: what else it is found by.
        """
        spelt, small = folding.fold(text), escape(text, quote=False).lower()
        named = self._names(view) if view else None
        if spelt == small and not named:
            return []  # nothing is spelt otherwise, and nobody has another name
        folded = self._split(spelt)
        others = named.others(folded) if named else ()
        there = {*known, *self._split(title.lower()), *(folded if spelt == small else self._split(small))}
        wanted = dict.fromkeys([*folded, *others])
        return [word for word in wanted if word not in there and not set(word) & set("<>")]

    def _names(self, view: BriefingView) -> AliasIndex:
        if view.slug not in self.known:
            spelt = [(entity.name, *entity.aliases) for entity in view.briefing.entities]
            self.known[view.slug] = AliasIndex(
                [[self._split(folding.fold(n)) for n in group] for group in spelt]
            )
        return self.known[view.slug]

    def _split(self, text: str) -> list[str]:
        return [word for word in self.separator.split(text) if word]


class _Catalogue:
    """The entries of a site's generated pages. The first of each page is the page itself, which heads the others."""

    def __init__(
        self, site: SiteView, headings: Mapping[str, list[tuple[str, str]]], *, directory_urls: bool
    ) -> None:
        self.site = site
        self.directory_urls = directory_urls
        self.headings = headings
        own = ["", "sources/", *(f"sources/{reference.source.id}/" for reference in site.cited)]
        for view in site.briefings.values():
            own += [link.address for link in view.contents]
        self.pages = {self.at(address) for address in own}

    def at(self, address: str, anchor: str = "") -> str:
        """A place as the index names it."""
        page = on_site(address, directory_urls=self.directory_urls)
        return f"{page}#{anchor}" if anchor else page

    def all(self) -> Iterator[tuple[BriefingView | None, Iterable[SearchEntry]]]:
        """All entries, with the briefing whose entities they may name."""
        yield None, (SearchEntry(self.at(""), "Briefings"), SearchEntry(self.at("sources/"), "All sources"))
        for view in self.site.briefings.values():
            yield view, self._briefing(view)
        for reference in self.site.cited:
            citing = self.site.citing(reference.source.id)
            yield (citing[0] if citing else None), (self._source(reference),)

    def _briefing(self, view: BriefingView) -> Iterator[SearchEntry]:
        sections = {f"{view.address}{section.id}/": n for n, section in enumerate(view.briefing.sections)}
        for link in view.contents:
            if link.address in sections:
                number = sections[link.address]
                yield from self._section(view, link, number, view.briefing.sections[number])
            elif link.address == view.address:
                yield from self._overview(view)
            else:
                yield SearchEntry(self.at(link.address), f"{link.title}: {view.briefing.title}")
        yield from (self._claim(view, claim) for claim in view.claims.values())
        yield from self._events(view)
        yield from (self._entity(view, n, entity) for n, entity in enumerate(view.briefing.entities))
        yield from (self._figures(view, dataset) for dataset in view.briefing.datasets)

    def _overview(self, view: BriefingView) -> Iterator[SearchEntry]:
        briefing = view.briefing
        title = f"Briefing: {briefing.title}"
        about = [str(briefing.subtitle)] if briefing.subtitle else []
        about += [*self._prose(view, "summary"), author_line(briefing.authors), ", ".join(briefing.tags)]
        yield SearchEntry(self.at(view.address), title, tuple(filter(None, about)), OVERVIEW)
        for n, question in enumerate(briefing.questions):
            asked = f"Not known: {' '.join(self._prose(view, 'questions', n, 'text'))}"
            settling = self._prose(view, "questions", n, "would_settle")
            yield SearchEntry(self.at(view.address, question.id), asked, settling, OPEN)
        for n, judged in enumerate(briefing.assessments):
            words = (
                f"Assessment ({judged.likelihood}): {' '.join(self._prose(view, 'assessments', n, 'text'))}"
            )
            changing = self._prose(view, "assessments", n, "would_change")
            yield SearchEntry(self.at(view.address, judged.id), words, changing, OPEN)

    def _section(
        self, view: BriefingView, link: Link, number: int, section: Section
    ) -> Iterator[SearchEntry]:
        page = self.at(link.address)
        entry = SearchEntry(
            page, f"Section: {section.title}", self._prose(view, "sections", number, "summary"), SECTION
        )
        headings = iter(self.headings.get(page, ()))
        for path, prose in view.register.parsed.prose.items():
            if path[:3] != ("sections", number, "content"):
                continue
            for heading, paragraphs in words_by_heading(prose.html):
                if heading:
                    yield entry
                    anchor = next((anchor for title, anchor in headings if title == heading), "")
                    entry = SearchEntry(
                        self.at(link.address, anchor), f"{heading} ({section.title})", (), SECTION
                    )
                entry = replace(entry, paragraphs=(*entry.paragraphs, *paragraphs))
        yield entry

    def _claim(self, view: BriefingView, claim: Claim) -> SearchEntry:
        key = claim.id in view.key_points
        status = vocabulary.STATUSES[view.verdicts[claim.id].status].label.lower()
        place = view.register.paths[claim.id]
        notes = [*self._prose(view, *place, "note")]
        for n in range(len(claim.evidence)):
            notes += self._prose(view, *place, "evidence", n, "note")
        title = f"{'Key point' if key else 'Claim'} ({status}): {view.words(claim)}"
        at = self.at(f"{view.address}claims/", claim.id)
        return SearchEntry(at, title, tuple(notes), KEY_POINT if key else CLAIM)

    def _events(self, view: BriefingView) -> Iterator[SearchEntry]:
        for number, event in view.timeline:
            title = f"Event, {dates_in_words(event.date, event.end)}: {event.title}"
            at = self.at(f"{view.address}timeline/", event.id)
            yield SearchEntry(at, title, self._prose(view, "events", number, "text"), EVENT)

    def _entity(self, view: BriefingView, number: int, entity: Entity) -> SearchEntry:
        at = self.at(f"{view.address}entities/", entity.id)
        title = f"{vocabulary.ENTITY_KINDS[entity.kind]}: {entity.name}"
        return SearchEntry(
            at, title, self._prose(view, "entities", number, "text"), ENTITY, (entity.name, *entity.aliases)
        )

    def _figures(self, view: BriefingView, dataset: Dataset) -> SearchEntry:
        page = page_of_dataset(view.register.parsed, dataset.id)
        address = f"{view.address}{page}/" if page else view.address
        lines = [f"{dataset.unit}, by {dataset.x}", dataset.note or ""]
        for series in dataset.series:
            values = ", ".join(f"{point.x}: {with_thousands(point.y)}" for point in series.points)
            lines += [f"{series.name}. {values}", series.note or ""]
        at = self.at(address, f"_data-{dataset.id}")
        return SearchEntry(at, f"Figures: {dataset.title}", tuple(filter(None, lines)), FIGURES)

    def _source(self, reference: Reference) -> SearchEntry:
        source = reference.source
        chain = self.site.graph.chain(source.id)[1:]
        lines = [
            ", ".join(filter(None, (reference.authors, reference.published, reference.host))),
            *(f"Based on {self.site.graph.name_of_origin(origin)}" for origin in chain),
            source.descriptor or "",
            *(f"“{quote}”" for quote, _ in self.site.quoted(source.id)),
        ]
        title = ". ".join(filter(None, (reference.publisher, reference.title)))
        at = self.at(f"sources/{source.id}/")
        return SearchEntry(at, f"Source: {title}", tuple(filter(None, lines)), SOURCE)

    def _prose(self, view: BriefingView, *path: str | int) -> tuple[str, ...]:
        prose = view.register.parsed.prose.get(path)
        parts = words_by_heading(prose.html) if prose else []
        return tuple(words for _, paragraphs in parts for words in paragraphs)
