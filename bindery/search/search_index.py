"""Makes the entries of the search index: one for each claim, source, event and so on, with other words that find it.

Material's search plugin splits pages into sections. Its entries for hand-written pages stay. The entries for briefings
are made here from the edition itself: pages and their sections, claims, events, entities, figures, questions and
sources, each text once. Authors' words are escaped, since the search shows entries as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from bindery.evidence.uses import page_of_dataset
from bindery.model import vocabulary
from bindery.model.briefing import Claim, Dataset, Entity, Section
from bindery.model.names import Slug
from bindery.pages.addresses import Link, claim_address, on_site
from bindery.pages.views import BriefingView, SiteView
from bindery.reading.prose import words_by_heading
from bindery.references.pieces import details_in_words
from bindery.references.reference import Reference, author_line
from bindery.search import stemmers
from bindery.search.aliases import AliasIndex
from bindery.search.parts import Entry, WordSplitter, page_of_entry
from bindery.search.shards import SearchSettings
from bindery.text import folding

WRITTEN = "search/search_index.json"
"""Path of the index that Material's plugin writes, which ours replaces."""
WITHOUT_SPACES = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
)
"""The characters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
SEPARATOR = rf"""[\s\u200b\-–—:!?=\[\](){{}}"“”‘’'«»„·…;،؛۔؟/%|#、。，．？！；：「」『』（）《》]+|[.,](?!\d)|(?=[{WITHOUT_SPACES}])"""
"""Regular expression, for Python and JavaScript, of what separates words.

With it a search finds (TTP), 'quoted', 56% and both ends of 15,000–20,000. Each character of a script without spaces is
a word of its own; the search looks for those of a query next to each other.
"""
STOCK_SEPARATORS = frozenset({r"[\s\-]+", "[\\s\\-\u3000、。，．]+", r"[\s\u200b\u3000\-、。，．？！；]+"})
"""Material's defaults, of which a project has one that configures no separator."""
BY_HAND = ""  # what the entries of hand-written pages belong to; their part comes last
_CODE = re.compile(r"(?<!\w)(?:([A-Za-z]{1,4})[-‐‑–]?|([A-Z]{1,4})\s)(\d{1,4}[A-Za-z]{0,2})(?!\w)")
_DIGIT = re.compile(r"\d")
# The boost of each kind of entry: what a briefing says ranks above its sources.
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
    """An entry of the search index.

    Attributes:
        location: address on the site, with anchor, such as `heat/claims/#c1`.
        title: plain text that readers see first; it begins with the kind of the entry.
        paragraphs: plain text of its paragraphs.
        boost: weight of the entry; 1 is normal.
        names: names of the entity itself; a search for one of them ranks this entry above others that mention it.
    """

    location: str
    title: str
    paragraphs: tuple[str, ...] = ()
    boost: float = PAGE
    names: tuple[str, ...] = ()


def search_settings(config: Mapping[str, Any]) -> SearchSettings:
    """How a site is searched.

    Args:
        config: the configuration of the search as Material's plugin wrote it, with the languages that are served.
    """
    separator = config.get("separator")
    own = separator and separator not in STOCK_SEPARATORS
    return SearchSettings(
        separator=str(separator) if own else SEPARATOR,
        folding=folding.folding_table(),
        stemmers=stemmers.known_endings(config),
    )


def site_entries(
    written: Iterable[Mapping[str, Any]],
    site: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    splitter: WordSplitter,
    only: Collection[Slug] | None = None,
    *,
    directory_urls: bool,
) -> Iterator[list[Entry]]:
    """The entries of a site, in one group for each briefing and its sources, and one for all hand-written pages.

    Args:
        written: the entries that Material's plugin wrote.
        site: the site that the entries of briefings are made from.
        headings: title and anchor of each heading of a generated page, by the page's address as the site engine
            publishes it.
        splitter: what splits texts into words.
        only: names of the briefings whose entries are made; the groups of others are empty. None for all.
        directory_urls: whether pages are published as folders, such as `heat/claims/`, not as `heat/claims.html`.
    """
    texts = _Texts(splitter)
    generated = _GeneratedEntries(site, headings, directory_urls=directory_urls)
    for entries in generated.all(only):
        yield [texts.entry(entry, view) for view, entry in entries]
    yield [_tagged(entry, splitter) for entry in written if page_of_entry(entry) not in generated.pages]


def _tagged(entry: Mapping[str, Any], splitter: WordSplitter) -> Entry:
    """An entry of a hand-written page, which is found by its tags too."""
    tags = splitter.of_text(" ".join(map(str, entry.get("tags", ()))))
    return {**entry, "aliases": " ".join(tags)} if tags else entry


class _Texts:
    """Turns entries into those of the index, and adds words that find an entry though it does not contain them.

    Args:
        splitter: what splits texts into words.
    """

    def __init__(self, splitter: WordSplitter) -> None:
        self.splitter = splitter
        self.known: tuple[str, AliasIndex] = ("", AliasIndex(()))  # the names in one briefing

    def entry(self, entry: SearchEntry, view: BriefingView | None) -> Entry:
        """An entry as the page shows it, with title and text as HTML.

        Args:
            entry: the entry.
            view: the briefing whose entities the entry may name; None for none.
        """
        text = "".join(f"<p>{escape(words, quote=False)}</p>" for words in entry.paragraphs)
        made = {"location": entry.location, "title": escape(entry.title, quote=False), "text": text}
        names = [" ".join(self.splitter.of_text(name)) for name in entry.names]
        title = self.splitter.of_text(entry.title)
        aliases = self._aliases([entry.title], view)
        of_text = self._aliases(entry.paragraphs, view, {*title, *aliases})
        more = {"names": names, "aliases": " ".join(aliases), "text_aliases": " ".join(of_text)}
        return made | {key: value for key, value in more.items() if value} | {"boost": entry.boost}

    def _aliases(
        self, texts: Sequence[str], view: BriefingView | None, known: AbstractSet[str] = frozenset()
    ) -> list[str]:
        """The other names of the entities that a text names, and other spellings of the codes in it.

        Args:
            texts: its paragraphs as plain text.
            view: the briefing whose entities it may name.
            known: words that find the entry already.
        """
        names = self._names(view) if view else None
        spellings = code_spellings(" ".join(texts))
        if not (names or spellings):  # as of most texts, which need not be split then
            return []
        words = [word for text in texts for word in self.splitter.of_text(text)]
        others = [*(names.others(words) if names else ()), *spellings]
        found_already = known | set(words)
        return [
            word for word in dict.fromkeys(others) if word not in found_already and not set(word) & set("<>&")
        ]

    def _names(self, view: BriefingView) -> AliasIndex:
        if view.slug != self.known[0]:
            spelt = [(entity.name, *entity.aliases) for entity in view.briefing.entities]
            names = AliasIndex([[self.splitter.of_text(name) for name in group] for group in spelt])
            self.known = (view.slug, names)
        return self.known[1]


def code_spellings(text: str) -> list[str]:
    """Other spellings of the names in a text that consist of letters and a number: `ak47`, `ak` and `47` for `AK-47`."""
    if not _DIGIT.search(text):  # as in most texts
        return []
    return [
        word for first, second, number in _CODE.findall(text)
        for word in (f"{first}{second}{number}".lower(), f"{first}{second}".lower(), number.lower())
    ]  # fmt: skip


class _GeneratedEntries:
    """The entries of a site's generated pages. The first entry of a page is the page itself, which heads the others."""

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
        """The location of a page or an anchor, as the index writes it."""
        page = on_site(address, directory_urls=self.directory_urls)
        return f"{page}#{anchor}" if anchor else page

    def all(
        self, only: Collection[Slug] | None = None
    ) -> Iterator[list[tuple[BriefingView | None, SearchEntry]]]:
        """All entries in groups, each with the briefing whose entities it may name; None for none.

        Args:
            only: names of the briefings whose entries are made; the groups of others are empty. None for all.
        """
        yield [
            (None, SearchEntry(self.at(""), self.site.wording.say("Briefings"))),
            (None, SearchEntry(self.at("sources/"), self.site.wording.say("All sources"))),
        ]
        sources: dict[str, list[Reference]] = {}  # by the briefing that they are listed with
        for reference in self.site.cited:
            citing = self.site.citing(reference.source.id)
            sources.setdefault(citing[0].slug if citing else "", []).append(reference)
        for slug, view in self.site.briefings.items():
            if only is not None and slug not in only:
                yield []
                continue
            own = [*self._briefing(view), *map(self._source, sources.pop(slug, ()))]
            yield [(view, entry) for entry in own]
        for references in sources.values():
            yield [(None, self._source(reference)) for reference in references]

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
        say = view.wording.say
        title = say("Briefing: %(title)s", title=briefing.title)
        about = [str(words) for words in (briefing.subtitle, briefing.question) if words]
        about += [
            *self._prose(view, "answer"),
            *self._prose(view, "summary"),
            author_line(briefing.authors, view.wording),
            ", ".join(briefing.tags),
        ]
        yield SearchEntry(self.at(view.address), title, tuple(filter(None, about)), OVERVIEW)
        for n, question in enumerate(briefing.questions):
            asked = " ".join(self._prose(view, "questions", n, "text"))
            text = say("Not known: %(question)s", question=asked)
            would_settle = self._prose(view, "questions", n, "would_settle")
            yield SearchEntry(self.at(view.address, question.id), text, would_settle, OPEN)
        for n, judged in enumerate(briefing.assessments):
            statement = " ".join(self._prose(view, "assessments", n, "text"))
            likelihood = say(str(judged.likelihood))
            text = say("Assessment (%(likelihood)s): %(words)s", likelihood=likelihood, words=statement)
            would_change = self._prose(view, "assessments", n, "would_change")
            yield SearchEntry(self.at(view.address, judged.id), text, would_change, OPEN)

    def _section(
        self, view: BriefingView, link: Link, number: int, section: Section
    ) -> Iterator[SearchEntry]:
        page = self.at(link.address)
        title = view.wording.say("Section: %(title)s", title=section.title)
        entry = SearchEntry(page, title, self._prose(view, "sections", number, "summary"), SECTION)
        headings = iter(self.headings.get(page, ()))
        for path, prose in view.register.parsed.prose.items():
            if path[:3] != ("sections", number, "content"):
                continue
            for heading, paragraphs in words_by_heading(prose):
                if heading:
                    yield entry
                    anchor = next((anchor for title, anchor in headings if title == heading), "")
                    entry = SearchEntry(
                        self.at(link.address, anchor), f"{heading} ({section.title})", (), SECTION
                    )
                entry = replace(entry, paragraphs=(*entry.paragraphs, *paragraphs))
        yield entry
        yield from self._reviews(view, link, section)

    def _reviews(self, view: BriefingView, link: Link, section: Section) -> Iterator[SearchEntry]:
        """An entry for each text under review, with its words."""
        for number, block in enumerate(section.content):
            if block.kind == "annotate":
                shown = view.reviewed(block)
                at = self.at(link.address, f"_block-{number}")
                title = view.wording.say("Text under review: %(title)s", title=shown.title)
                yield SearchEntry(at, title, tuple(shown.text.split("\n\n")), SECTION)

    def _claim(self, view: BriefingView, claim: Claim) -> SearchEntry:
        key = claim.id in view.key_points
        say = view.wording.say
        status, words = say(view.verdicts[claim.id].label.lower()), view.words(claim)
        place = view.register.paths[claim.id]
        notes = [*self._prose(view, *place, "note")]
        for n in range(len(claim.evidence)):
            notes += self._prose(view, *place, "evidence", n, "note")
        if key:
            title = say("Key point (%(status)s): %(words)s", status=status, words=words)
        else:
            title = say("Claim (%(status)s): %(words)s", status=status, words=words)
        at = self.at(claim_address(view.address, claim.id))
        return SearchEntry(at, title, tuple(notes), KEY_POINT if key else CLAIM)

    def _events(self, view: BriefingView) -> Iterator[SearchEntry]:
        for number, event in view.timeline:
            day = view.wording.dates(event.date, event.end)
            title = view.wording.say("Event, %(day)s: %(title)s", day=day, title=event.title)
            at = self.at(f"{view.address}timeline/", event.id)
            yield SearchEntry(at, title, self._prose(view, "events", number, "text"), EVENT)

    def _entity(self, view: BriefingView, number: int, entity: Entity) -> SearchEntry:
        at = self.at(f"{view.address}entities/", entity.id)
        title = f"{view.wording.message(vocabulary.ENTITY_KINDS[entity.kind])}: {entity.name}"
        return SearchEntry(
            at, title, self._prose(view, "entities", number, "text"), ENTITY, (entity.name, *entity.aliases)
        )

    def _figures(self, view: BriefingView, dataset: Dataset) -> SearchEntry:
        page = page_of_dataset(view.register.parsed, dataset.id)
        address = f"{view.address}{page}/" if page else view.address
        say = view.wording.say
        lines = [say("%(unit)s, by %(x)s", unit=dataset.unit, x=dataset.x), dataset.note or ""]
        for series in dataset.series:
            values = ", ".join(
                f"{point.x}: {point.missing if point.y is None else view.wording.number(point.y)}"
                for point in series.points
            )
            lines += [f"{series.name}. {values}", series.note or ""]
        at = self.at(address, f"_data-{dataset.id}")
        return SearchEntry(
            at, say("Figures: %(title)s", title=dataset.title), tuple(filter(None, lines)), FIGURES
        )

    def _source(self, reference: Reference) -> SearchEntry:
        source = reference.source
        graph, say = self.site.graph, self.site.wording.say
        links = [
            *graph.chain(source.id)[1:],
            *(key for key in graph.origins_of(source.id) if key != source.id),
        ]
        lines = [
            ", ".join(filter(None, (reference.authors, reference.published, reference.host))),
            *details_in_words(reference),
            *(
                say("Based on %(chain)s", chain=graph.name_of_origin(origin))
                for origin in dict.fromkeys(links)
            ),
            source.descriptor or "",
            *(f"“{quote}”" for quote, _ in self.site.quoted(source.id)),
        ]
        title = (
            reference.heading
            if reference.supplied
            else ". ".join(filter(None, (reference.publisher, reference.title)))
        )
        at = self.at(f"sources/{source.id}/")
        return SearchEntry(at, say("Source: %(title)s", title=title), tuple(filter(None, lines)), SOURCE)

    def _prose(self, view: BriefingView, *path: str | int) -> tuple[str, ...]:
        """The paragraphs of the prose at a path of the briefing, as plain text; empty if there is none."""
        prose = view.register.parsed.prose.get(path)
        parts = words_by_heading(prose) if prose else []
        return tuple(words for _, paragraphs in parts for words in paragraphs)
