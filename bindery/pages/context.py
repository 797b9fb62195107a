"""What depends on which page is being rendered: the way to other pages, prose in its place, and the notes it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from markupsafe import Markup

from bindery.evidence.register import Path
from bindery.evidence.uses import page_of, paragraph_prefix
from bindery.model import vocabulary
from bindery.pages.addresses import Link, relative
from bindery.pages.views import BriefingView, SiteView
from bindery.reading.prose import Citation, CitedSource, Mention, split_headings
from bindery.references import reference
from bindery.text.escape import escape
from bindery.text.phrasing import count

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGE = "en"  # of the words that our templates say themselves


@dataclass(frozen=True)
class PreviewNote:
    """What a reader is shown of a reference or a claim before following the link to it.

    Attributes:
        source: id of the source; empty for a claim.
        quote: the words that are cited there, if any.
        locator: where in the source.
        claim: id of the claim; empty for a source.
    """

    source: str = ""
    quote: str = ""
    locator: str = ""
    claim: str = ""


class RenderServices(Protocol):
    """What a leaf asks of the one who renders it."""

    site: SiteView
    directory_urls: bool
    environment: Environment


class PageContext:
    """One page while it is rendered.

    Args:
        setting: the site, its templates and its style of address.
        address: of the page.
        view: the briefing that it belongs to, if any.
        whole: whether the page holds the whole briefing, so that links within the briefing stay on it.
    """

    def __init__(
        self, setting: RenderServices, address: str, view: BriefingView | None, *, whole: bool = False
    ) -> None:
        self.setting = setting
        self.address = address
        self.view = view
        self.whole = whole
        self.notes: dict[PreviewNote, Markup] = {}
        self.ways: dict[str, str] = {}  # to other pages, by their addresses
        self.level = 1  # of the last heading: the page has its title

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """What its templates may use."""
        return {
            "_": self.say,
            "cite": self.cite_sources,
            "count": lambda *said: _said(count(*said), self.tongue),
            "date": lambda day: self.say(reference.date_in_words(day)),
            "dates": lambda *days: self.say(reference.dates_in_words(*days)),
            "foreign": self.foreign,
            "heading": self.heading,
            "note": self.note,
            "prose": self.prose,
            "title_of": self.title,
            "tongue": self.tongue,
            "url": self.url,
        }

    def url(self, target: str | Link, anchor: str = "") -> Markup:
        """The relative address of a page or place; ids and addresses hold nothing that needs escaping."""
        address, anchor = (target.address, target.anchor) if isinstance(target, Link) else (target, anchor)
        if self.whole and (place := self._place_on_whole(address, anchor)):
            return Markup(f"#{place}")  # noqa: S704  made of ids
        if anchor and address == self.address:
            return Markup(f"#{anchor}")  # noqa: S704  an id
        way = self.ways.get(address)
        if way is None:
            way = relative(address, self.address, directory_urls=self.setting.directory_urls)
            self.ways[address] = way
        return Markup(way + (f"#{anchor}" if anchor else ""))  # noqa: S704  made of ids

    def _place_on_whole(self, address: str, anchor: str) -> str:
        """The place on the page of the whole briefing that shows what another page shows; empty when none does."""
        view = self._book()
        source = address.removeprefix("sources/").rstrip("/")
        if address.startswith("sources/") and source in view.numbers:
            return place_on_whole("sources", source)
        page = address.removeprefix(view.address).rstrip("/")
        if not address.startswith(view.address) or page not in view.pages_on_whole:
            return ""
        named = anchor if page in ("claims", "sources") and not anchor.startswith("_") else ""
        return place_on_whole(page, named)

    def say(self, words: str) -> Markup:
        """Words of a template's own, marked as ours where the briefing is in another language."""
        return _said(words, self.tongue)

    def foreign(self, language: str | None) -> str:
        """The name of a language that the page's readers do not expect of a source; empty where they do."""
        here = self.view.briefing.language if self.view else LANGUAGE
        if not language or language.split("-")[0] == here.split("-")[0]:
            return ""
        return vocabulary.LANGUAGES.get(language.split("-")[0], language)

    def title(self, link: Link) -> Markup:
        """The title of a page, marked as ours where it is."""
        return self.say(link.title) if link.ours else escape(link.title)

    @cached_property
    def tongue(self) -> Markup:
        """The attributes of an element whose words are all ours; empty where the briefing is in our language too."""
        if self.view is None or self.view.briefing.language.split("-")[0] == LANGUAGE:
            return Markup("")
        return Markup(' lang="{}" dir="ltr"').format(LANGUAGE)

    def heading(self, level: int, words: str, anchor: str = "") -> Markup:
        """A heading as Markdown, so that the site engine lists it among the page's contents.

        One that would leave a level out stands at the next one: whoever reads by headings looks for what is missing.
        """
        self.level = level = min(level, self.level + 1)
        name = f" {{#{anchor}}}" if anchor else ""
        return Markup(f"\n\n{'#' * level} {escape(words)}{name}\n\n")  # noqa: S704  the anchor is an id

    def prose(
        self, *steps: str | int | Path, inline: bool = False, split: bool = False, deeper: int = 0
    ) -> Markup:
        """The author's Markdown at a path of the briefing, as HTML.

        Args:
            steps: where it was written: `"sections", 0, "summary"`; a path may stand for several.
            inline: whether to leave out the paragraph round it.
            split: whether to write its headings as Markdown, for the page's contents.
            deeper: how many levels to lower those headings by.
        """
        path = tuple(part for step in steps for part in (step if isinstance(step, tuple) else (step,)))
        view = self._book()
        prose = view.register.parsed.prose[path]
        if inline:
            return prose.inline(self._cite, self._name)
        page = page_of(view.register.parsed, path)
        at_home = self.address == (f"{view.address}{page}/" if page else view.address)
        # shown a second time elsewhere, a paragraph does not carry its id a second time
        html = prose.render(self._cite, self._name, paragraph_prefix(path) if at_home else "")
        if not split:
            return html
        parts = split_headings(html)
        return Markup("\n\n").join(
            self.heading(level + deeper, words) if level else part for level, words, part in parts
        )

    def cite_sources(self, *sources: str) -> Markup:
        """A citation of sources, as in prose."""
        return self._citation(tuple(CitedSource(source) for source in dict.fromkeys(sources)))

    def note(self, source: str = "", quote: str = "", locator: str = "", claim: str = "") -> Markup:
        """The id of the note that a link to a reference or a claim opens; the page carries each note once.

        Empty on the page of the whole briefing, which has all of it anyway.
        """
        if self.whole:
            return Markup("")
        asked = PreviewNote(source, quote or "", locator or "", claim)
        return self.notes.setdefault(asked, Markup(f"_note-{len(self.notes) + 1}"))  # noqa: S704  a number

    def _book(self) -> BriefingView:
        if self.view is None:
            message = "this page belongs to no briefing, and has no prose"
            raise LookupError(message)
        return self.view

    def _part(self, name: str, **names: Any) -> Markup:
        """A small template, rendered with what this page's templates may use."""
        template = self.setting.environment.get_template(f"parts/{name}.html.j2")
        text = template.render(self.names, book=self.view, **names)
        return Markup(text.strip())  # noqa: S704  a template escapes

    def _cite(self, citation: Citation) -> Markup:
        return self._citation(citation.items)

    def _citation(self, items: tuple[CitedSource, ...]) -> Markup:
        return self._part("citation", cited=items, pieces=self._book().pieces(items))

    def _name(self, mention: Mention) -> Markup:
        claim = self._book().claims.get(mention.claim)
        return self._part("mention", claim=claim) if claim else escape(mention.claim)


@lru_cache(maxsize=1024, typed=True)  # templates say the same few words on every page
def _said(words: str, tongue: Markup) -> Markup:
    return Markup("<span{}>{}</span>").format(tongue, escape(words)) if tongue else escape(words)


def place_on_whole(page: str, anchor: str = "") -> str:
    """The id, on the page of the whole briefing, of what stands at an anchor of another of its pages.

    Two hyphens stand in no author's id, so that no two places share one.
    """
    return f"_{page}--{anchor}" if anchor else f"_page--{page}"
