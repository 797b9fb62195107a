"""The template functions that depend on the page: links to other pages, an author's prose, citations and preview notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from bindery.evidence.register import Path
from bindery.evidence.uses import page_of, paragraph_prefix
from bindery.pages.addresses import CLAIMS, Link, relative, without_old_claim
from bindery.pages.footnotes import Footnote, FootnoteList
from bindery.pages.page_words import page_words
from bindery.pages.views import BriefingView, SiteView
from bindery.reading.image_files import ImageError, ImageFacts, image_facts
from bindery.reading.numbering import NumberedBlock
from bindery.reading.prose import Citation, CitedSource, Destination, Mention, split_headings
from bindery.text.escape import escape, markup

if TYPE_CHECKING:
    from jinja2 import Environment

    from bindery.references.reference import Reference

_ID_OF_HEADING = re.compile(r'(<h[2-6] id=")([^"]*)')
_ID_OF_PARAGRAPH = re.compile(r' id="_p-[^"]*"')
_NONE: frozenset[CitedSource] = frozenset()


@dataclass(frozen=True)
class PreviewNote:
    """A preview of a reference or a claim, which opens at a link to it.

    Attributes:
        source: id of the source; empty for a claim.
        quote: the quoted words; empty if there are none.
        locator: where in the source, such as `p. 4`; may be empty.
        claim: id of the claim; empty for a source.
        origin: the origin that the cited piece names for itself; may be empty.
        footnote: the HTML of a footnote; empty for anything else.
        retold: whether the sentence that quotes the words is in the authors' words.
    """

    source: str = ""
    quote: str = ""
    locator: str = ""
    claim: str = ""
    origin: str = ""
    footnote: str = ""
    retold: bool = False


class RenderServices(Protocol):
    """What a page context needs from the renderer.

    Attributes:
        site: the whole site.
        directory_urls: whether pages are published as folders, such as `heat/claims/`, not as `heat/claims.html`.
        environment: the Jinja environment with the site's templates.
        shown_references: the HTML of references, by the briefing and the source.
        alike: what pages have alike, by its template, the words of the page, and what else it is made from.
    """

    site: SiteView
    directory_urls: bool
    environment: Environment
    shown_references: dict[tuple[str, str], Markup]
    alike: dict[tuple[object, ...], str]


class PageContext:
    """One page while it is being rendered.

    Args:
        services: the site, its templates and its style of URLs.
        address: address of the page on the site, such as `heat/claims/`.
        view: the briefing that the page belongs to; None if it belongs to none.
        whole: whether the page contains the whole briefing, so that links within the briefing stay on the page.

    Attributes:
        notes: id of the element for each preview note that was asked for so far.
        level: level of the last heading; 1 at first, the page's title.
        footnotes: the footnotes of the section so far.
        references: ids of the sources to whose references links lead so far.
        meanings: the statuses that the page explains at its end.
        word_lists: the lists of limiting words that its quotations were compared with, `unchecked` for those that were
            not compared; the page explains the marks of quotations at its end if there is any.
        wording: the words of the interface, in the language of the page.
        said: the template functions that say these words.
        references_of: the reference to each source, in the language of the page.
    """

    def __init__(
        self, services: RenderServices, address: str, view: BriefingView | None, *, whole: bool = False
    ) -> None:
        self.services = services
        self.address = address
        self.view = view
        self.whole = whole
        self.notes: dict[PreviewNote, Markup] = {}
        self.level = 1
        self.references: set[str] = set()
        self.footnotes = FootnoteList(self._mark_footnote)
        self.meanings: set[str] = set()
        self.word_lists: set[str] = set()
        self._relative_urls: dict[str, str] = {}  # by address of the page to link to
        self._urls: dict[tuple[str, str], Markup] = {}  # by address and anchor
        self.wording = view.wording if view else services.site.wording
        self.said = page_words(view.briefing.language if view else self.wording.language, self.wording)
        self.references_of = services.site.references_in(self.wording)
        self._citations: dict[tuple[CitedSource, ...], Markup] = {}

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """The names that are the page's own in its templates, in addition to those of the environment."""
        return {
            **self.said.names,
            "cite": self.cite_sources,
            "footnotes": self.footnotes.take,
            "heading": self.heading,
            "marked": self.marked,
            "meaning": self.meaning,
            "note": self.note,
            "place_of": self.place_of,
            "prose": self.prose,
            "references": self.references_of,
            "references_here": self.references_here,
            "shown": self.shown,
            "size_of": self.size_of,
            "title_of": self.title,
            "url": self.url,
        }

    def url(self, target: str | Link, anchor: str = "") -> Markup:
        """The relative URL of a page or an anchor; it needs no escaping, since it consists of ids.

        Args:
            target: a link, or the address of a page such as `heat/claims/`.
            anchor: id of an element on the page; ignored if `target` is a link, which has its own.
        """
        asked = (target.address, target.anchor) if isinstance(target, Link) else (target, anchor)
        made = self._urls.get(asked)
        if made is None:
            made = self._urls[asked] = self._made_url(*without_old_claim(*asked))
        return made

    def _made_url(self, address: str, anchor: str) -> Markup:
        if self.whole and (place := self._place_on_whole(address, anchor)):
            return markup(f"#{place}")  # made of ids
        if anchor and self.view and address == f"{self.view.address}sources/":
            self.references.add(anchor)
        if anchor and address == self.address:
            return markup(f"#{anchor}")  # an id
        path = self._relative_urls.get(address)
        if path is None:
            path = relative(address, self.address, directory_urls=self.services.directory_urls)
            self._relative_urls[address] = path
        return markup(path + (f"#{anchor}" if anchor else ""))  # made of ids

    def _place_on_whole(self, address: str, anchor: str) -> str:
        """The id, on the page of the whole briefing, of what another page shows; empty if the page does not show it."""
        view = self._book()
        source = address.removeprefix("sources/").rstrip("/")
        if address.startswith("sources/") and source in view.numbers:
            return place_on_whole("sources", source)
        page = address.removeprefix(view.address).rstrip("/")
        if address.startswith(view.address) and page.startswith(f"{CLAIMS}/"):
            return place_on_whole(CLAIMS, page.removeprefix(f"{CLAIMS}/"))
        if not address.startswith(view.address) or page not in view.pages_on_whole:
            return ""
        listed = not anchor.startswith("_") or anchor.startswith("_dispute-")
        known = (page in ("claims", "sources") and listed) or f"{page}#{anchor}" in view.anchors_in_sections
        named = anchor if known else ""
        return place_on_whole(page, named)

    def title(self, link: Link) -> Markup:
        """The title of a link, marked as English if it is the template's own text."""
        return self.said.say(link.title) if link.ours else escape(link.title)

    def heading(self, level: int, words: str, anchor: str = "") -> Markup:
        """A heading as Markdown, so that the site engine puts it into the table of contents.

        A heading never skips a level, which would confuse readers who navigate by headings with a screen reader.

        Args:
            level: 1 to 6; lowered to one more than that of the heading before.
            words: plain text of the heading.
            anchor: its id; if empty, the site engine makes one.
        """
        self.level = level = min(level, self.level + 1)
        name = f" {{#{anchor}}}" if anchor else ""
        return Markup(f"\n\n{'#' * level} {escape(words)}{name}\n\n")  # noqa: S704  the anchor is an id

    def prose(
        self, *steps: str | int | Path, inline: bool = False, split: bool = False, deeper: int = 0
    ) -> Markup:
        """The author's Markdown from a field of the briefing, as HTML.

        Args:
            steps: path of the field in the briefing, such as `"sections", 0, "summary"`; a step may itself be a path.
            inline: whether to leave out the `<p>` element round the text.
            split: whether to write its headings as Markdown, for the table of contents.
            deeper: how many levels to lower those headings by.
        """
        path = tuple(part for step in steps for part in (step if isinstance(step, tuple) else (step,)))
        view = self._book()
        prose, cite = view.register.parsed.prose[path], partial(self._cite, view.retold.get(path, _NONE))
        if inline:
            return prose.inline(cite, self._name, self._link)
        page = page_of(view.register.parsed, path)
        at_home = self.address == (f"{view.address}{page}/" if page else view.address)
        # Only on its own page does a paragraph have an id.
        prefix = paragraph_prefix(path) if at_home else ""
        html = prose.render(cite, self._name, prefix, self._link)
        html = self.footnotes.read(html, f"{path[1]}-" if self.whole and len(path) > 1 else "")
        if self.whole and page:
            html = self._named_on_whole(html, page.partition("/")[0])
        if not split:
            return html
        parts = split_headings(html)
        return Markup("\n\n").join(
            self.heading(level + deeper, words, anchor) if level else part
            for level, words, part, anchor in parts
        )

    @staticmethod
    def _named_on_whole(html: Markup, page: str) -> Markup:
        """Prose whose headings have the ids that they have on the page of the whole briefing."""
        named = _ID_OF_HEADING.sub(lambda match: f"{match[1]}{place_on_whole(page, match[2])}", html)
        return Markup(named)  # noqa: S704  made of ids

    def place_of(self, block: NumberedBlock) -> str:
        """The id of the element on this page that links to a figure or table lead to; empty if it has no id."""
        return place_on_whole(block.section, block.anchor) if self.whole and block.anchor else block.anchor

    def _link(self, leads: Destination) -> Markup:
        return self.url(leads.address, leads.anchor)

    def _mark_footnote(self, footnote: Footnote, first: bool) -> Markup:
        words = Markup(_ID_OF_PARAGRAPH.sub("", footnote.text))  # noqa: S704  Markup without some attributes
        opened = self.note(footnote=words)
        return self._part("footnote_mark", footnote=footnote, opened=opened, first=first)

    def cite_sources(self, *sources: str) -> Markup:
        """A citation, such as `[1, 2]`, of the sources with these ids."""
        return self._citation(tuple(CitedSource(source) for source in dict.fromkeys(sources)))

    def references_here(self) -> list[str]:
        """Ids of the sources that the page has cited so far, in the order of the list of references."""
        return [key for key in self._book().listed if key in self.references]

    def shown(self, cited: Reference) -> Markup:
        """A reference without a link to its source, which is the same on all pages of a briefing."""
        key = (self.view.slug if self.view else "", cited.source.id)
        made = self.services.shown_references.get(key)
        if made is None:
            made = self._part("reference", reference=cited, linked=False)
            self.services.shown_references[key] = made
        return made

    def size_of(self, file: str) -> ImageFacts | None:
        """The width and height of an image of the briefing; None if the file is missing or is no image.

        Args:
            file: path of the image in the briefing's folder.
        """
        data = self.services.site.project.pictures.get((self._book().slug, file))
        try:
            return None if data is None else image_facts(data)
        except ImageError:
            return None

    def alike(self, template: str, **names: object) -> str:
        """The HTML of a template that knows nothing of the page but its language, rendered once for all pages.

        Args:
            template: name of the template.
            names: what else it is made from.
        """
        key = (template, self.said, *names.values())
        kept = self.services.alike
        if key not in kept:
            kept[key] = self.services.environment.get_template(template).render(self.said.names, **names)
        return kept[key]

    def note(
        self,
        source: str = "",
        quote: str = "",
        locator: str = "",
        claim: str = "",
        origin: str = "",
        *,
        footnote: Markup = Markup(""),  # noqa: B008  it cannot change
        retold: bool = False,
    ) -> Markup:
        """The id of the preview note for a link to a reference or a claim; the page contains each note once.

        It is empty on the page of the whole briefing, which has no notes, since it contains everything already.

        Args:
            source: id of the source; empty for a claim.
            quote: the quoted words, if any.
            locator: where in the source, if it is known.
            claim: id of the claim; empty for a source.
            origin: the origin that the cited piece names for itself, if it does.
            footnote: the HTML of a footnote; empty for anything else.
            retold: whether the sentence that quotes the words is in the authors' words.
        """
        if self.whole:
            return Markup("")
        asked = PreviewNote(source, quote or "", locator or "", claim, origin or "", footnote, retold)
        return self.notes.setdefault(asked, Markup(f"_note-{len(self.notes) + 1}"))  # noqa: S704  a number

    def meaning(self, status: str) -> Markup:
        """The id of the element, at the end of the page, that says what a status means."""
        self.meanings.add(status)
        return Markup(f"_meaning-{status}")  # noqa: S704  a word of the vocabulary

    def marked(self, word_list: str) -> str:
        """Notes that the page has the mark of a quotation, and with which list of words that was compared."""
        self.word_lists.add(word_list)
        return ""

    def _book(self) -> BriefingView:
        if self.view is None:
            message = "this page belongs to no briefing, so it has no prose"
            raise LookupError(message)
        return self.view

    def _part(self, name: str, **names: Any) -> Markup:
        """The HTML of a template in `parts/`, rendered with the names of this page."""
        template = self.services.environment.get_template(f"parts/{name}.html.j2")
        text = template.render(self.names, book=self.view, **names)
        return markup(text.strip())  # a template escapes

    def _cite(self, retold: frozenset[CitedSource], citation: Citation) -> Markup:
        """A citation of some prose.

        Args:
            retold: the quotations of the prose whose sentence is in the authors' words.
            citation: the citation.
        """
        items = citation.items
        if retold and not retold.isdisjoint(items):
            items = tuple(replace(item, retold=item in retold) for item in items)
        return self._citation(items)

    def _citation(self, items: tuple[CitedSource, ...]) -> Markup:
        if items not in self._citations:
            self._citations[items] = self._part("citation", cited=items, pieces=self._book().pieces(items))
        return self._citations[items]

    def _name(self, mention: Mention) -> Markup:
        claim = self._book().claims.get(mention.claim)
        return self._part("mention", claim=claim, said=mention.words) if claim else escape(mention.claim)


def place_on_whole(page: str, anchor: str = "") -> str:
    """The id, on the page of the whole briefing, of an element of another page of the briefing.

    Authors' ids never contain two hyphens in a row, so each id is unique.

    Args:
        page: last part of the other page's address, such as `claims`; empty for the overview.
        anchor: id of the element on that page; empty for the page itself.
    """
    return f"_{page}--{anchor}" if anchor else f"_page--{page}"
