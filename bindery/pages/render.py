"""The pages of a site: a graph and templates make Markdown, each page with its address and its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bindery.model import vocabulary
from bindery.pages import json_ld, zotero
from bindery.pages.addresses import FEED, Link, file_of, on_site, relative
from bindery.pages.context import PageContext, place_on_whole
from bindery.pages.page_head import description_of, page_head, shortened
from bindery.pages.templating import environment, explain
from bindery.pages.timeline import exactness
from bindery.pages.views import RECENT, BriefingView, SiteView, grades
from bindery.reading.project import FOLDER
from bindery.references import formats, styles
from bindery.references import reference as references
from bindery.references.text_fragment import address_of_words
from bindery.text.escape import escape
from bindery.text.phrasing import exact_number, with_thousands
from bindery.text.problems import Problem, in_order
from bindery.text.report import render

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

    from bindery.drawing.charts import Chart
    from bindery.model.briefing import Dataset

_BLANK_LINES = re.compile("\n\n\n+")
WHOLE = "whole.md.j2"  # the template of the page that holds a whole briefing
NOTES = "parts/notes.html.j2"  # and of what stands at the end of a page: the notes that its links open
_LISTS = {  # of a briefing, and their templates
    "claims": "claims",
    "timeline": "timeline",
    "entities": "entities",
    "sources": "references",
    "changes": "changes",
}


@dataclass(frozen=True)
class Page:
    """A page of the site, ready for a site engine.

    Attributes:
        path: of its Markdown file, relative to the folder of documents.
        markdown: its text: Markdown headings, and HTML between them.
        meta: its front matter.
        source: the file that an author would edit to change it; empty when there is none.
        changed: when what it shows was last changed, as far as it is known; empty when it is not.
        draft: whether it shows what is not meant for readers yet.
    """

    path: str
    markdown: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    changed: str = ""
    draft: bool = False


PageTask = Callable[[], Page | Problem]
"""Makes a page; or tells of the template that is at fault."""


class Renderer:
    """Renders pages from one site, one set of templates and one style of address."""

    def __init__(
        self,
        site: SiteView,
        templates: Mapping[str, str],
        *,
        directory_urls: bool = True,
        compiled: BytecodeCache | None = None,
    ) -> None:
        self.site = site
        self.templates = templates
        self.directory_urls = directory_urls
        self.environment = environment(
            templates,
            compiled,
            site=site,
            graph=site.graph,
            words=vocabulary,
            amount=exact_number,
            author_date=styles.author_date,
            numbered=styles.numbered,
            stop=styles.final_stop,
            bare_locator=styles.bare_locator,
            exactness=exactness,
            formats=formats.FORMATS,
            grades=grades,
            grouped=with_thousands,
            chart=_chart,
            coins=zotero.coins_span,
            place_on_whole=place_on_whole,
            within=formats.embedded_files,
            words_at=address_of_words,
        )

    def sheets(self, only: frozenset[str] | None = None) -> Iterator[PageTask]:
        """What makes each page, in a stated order: home, each briefing, the index of sources, each source.

        Each sheet may be made by itself, whatever others were made before.

        Args:
            only: the briefings whose pages, and whose sources' pages, are made; None for all there is.
        """
        if only is not None:
            for slug in sorted(only & self.site.briefings.keys()):
                yield from self._briefing(self.site.briefings[slug])
            for reference in self.site.cited:
                if any(use.briefing in only for use in self.site.graph.uses[reference.source.id]):
                    yield from self._source(reference)
            return
        home = Link("", "Briefings")
        yield partial(self._page, "home.md.j2", home, {"description": "Briefings and their sources."})
        for view in self.site.briefings.values():
            yield from self._briefing(view)
        sources = Link("sources/", "All sources")
        said = {"description": "Every source of every briefing."}
        yield partial(self._page, "sources.md.j2", sources, said)
        for reference in self.site.cited:
            yield from self._source(reference)

    def _briefing(self, view: BriefingView) -> Iterator[PageTask]:
        for link in view.contents:
            yield partial(self._part, view, link)
        yield partial(self._whole, view)

    def _part(self, view: BriefingView, link: Link) -> Page | Problem:
        """A page of a briefing: its overview, a section, or one of its lists."""
        last = link.address.removeprefix(view.address).rstrip("/")
        if not last:
            words = view.register.parsed.prose["summary",].words
            titled = Link(link.address, view.briefing.title)
            meta = {"description": shortened(words), "hide": ["toc"]}  # the figures stand in its place
            return self._page("overview.md.j2", titled, meta, view)
        index = next((n for n, section in enumerate(view.briefing.sections) if str(section.id) == last), None)
        if index is None:
            return self._page(
                f"{_LISTS[last]}.md.j2", link, {"description": description_of(view, last)}, view
            )
        summary = view.register.parsed.prose.get(("sections", index, "summary"))
        meta = {"description": shortened(summary.words) if summary else description_of(view, last)}
        section = view.briefing.sections[index]
        return self._page("section.md.j2", link, meta, view, index=index, section=section)

    def _whole(self, view: BriefingView) -> Page | Problem:
        link = Link(f"{view.address}print/", view.briefing.title)
        meta = {"description": description_of(view, "print"), "search": {"exclude": True}}
        return self._page(WHOLE, link, meta, view)

    def _source(self, reference: references.Reference) -> Iterator[PageTask]:
        yield partial(self._rests, reference)
        if self.site.stored(reference.source.id):
            yield partial(self._stored, reference)

    def _rests(self, reference: references.Reference) -> Page | Problem:
        """The page of a source: what rests on it."""
        title = _titled(reference)
        meta = {"description": shortened(f"{title}. {reference.short}: what rests on this source.")}
        link = Link(f"sources/{reference.source.id}/", title)
        return self._page("source.md.j2", link, meta, source=self._home(reference), reference=reference)

    def _stored(self, reference: references.Reference) -> Page | Problem:
        """The page of what is stored of a source."""
        title, key = _titled(reference), reference.source.id
        words = shortened(f"{title}: the text as it was stored.")
        meta = {"description": words, "search": {"exclude": True}}
        link = Link(f"sources/{key}/text/", f"The stored copy of {title}")
        stored, home = self.site.stored(key), self._home(reference)
        return self._page("stored.md.j2", link, meta, source=home, reference=reference, stored=stored)

    def _home(self, reference: references.Reference) -> str:
        """The file in which a source is listed."""
        home = self.site.graph.homes[reference.source.id]
        return f"{FOLDER}/{home}/sources.yml" if home else f"{FOLDER}/sources.yml"

    def _page(
        self,
        template: str,
        link: Link,
        meta: dict[str, Any],
        view: BriefingView | None = None,
        source: str = "",
        *,
        reference: references.Reference | None = None,
        **names: Any,
    ) -> Page | Problem:
        """One page; a problem when its template is at fault."""
        whole = template == WHOLE
        context = PageContext(self, link.address, view, whole=whole)
        names |= {**context.names, "title": context.title(link), "whole": whole}
        if reference:
            names["reference"] = reference
        if view:
            names |= {"book": view, "briefing": view.briefing}
        try:
            text = self.environment.get_template(template).render(names)
            if context.notes:
                text += "\n\n" + self.environment.get_template(NOTES).render(names, notes=context.notes)
        except Exception as error:  # noqa: BLE001  a template is a program of the project's own; whatever it raises
            return explain(error, template, self.templates)
        meta = {
            "title": str(escape(link.title)),
            **{key: str(escape(value)) if isinstance(value, str) else value for key, value in meta.items()},
        }
        meta["share"] = {
            **page_head(link.title, view),
            **self._catalogued(link, view, names.get("reference")),
        }
        if view:
            meta["bindery"] = self._frame(view, link, context)
            source = source or f"{FOLDER}/{view.slug}/briefing.yml"
        shown = [view] if view else self.site.citing(reference.source.id) if reference else self.site.public
        public = [register.changed_on for register in shown if not register.is_draft]
        draft = bool(shown) and not public
        return Page(
            file_of(link.address),
            _BLANK_LINES.sub("\n\n", text),
            meta,
            source,
            max(public, default=""),
            draft,
        )

    def _catalogued(
        self, link: Link, view: BriefingView | None, reference: references.Reference | None
    ) -> dict[str, Any]:
        """What a page tells reference managers of its briefing or its source; the overview tells it other machines too."""
        if view:
            tags = zotero.briefing_tags(view)
            named = {name for name, _ in tags}
            found: dict[str, Any] = {
                "report": on_site(view.address, directory_urls=self.directory_urls),
                "institution": "citation_technical_report_institution" in named,
                "authored": "citation_author" in named,
            }
            if link.address == view.address:
                found["linked_data"] = json_ld.briefing_json_ld(view, directory_urls=self.directory_urls)
        elif reference:
            found, tags = {}, zotero.source_tags(reference)
        else:
            return {}
        return {**found, "tags": [{"name": name, "content": str(escape(text))} for name, text in tags]}

    def _frame(self, view: BriefingView, here: Link, context: PageContext) -> dict[str, Any]:
        """What the theme shows round a page of a briefing: its contents, its handling, its state."""
        return {
            "title": str(escape(view.briefing.title)),
            "language": str(view.briefing.language),
            "direction": view.direction,
            "handling": str(view.briefing.handling or ""),
            "state": str(view.briefing.status),
            "feed": "" if view.is_draft or not self.site.followed else f"{view.address}{FEED}",
            "contents": [
                {
                    "title": str(context.title(link)),
                    "address": relative(link.address, "", directory_urls=self.directory_urls),
                    "here": link.address == here.address,
                }
                for link in view.contents
            ],
        }


def _titled(reference: references.Reference) -> str:
    return f"[{reference.title}]" if reference.supplied else reference.title


def navigation(site: SiteView, *, directory_urls: bool) -> dict[str, Any]:
    """What every page's navigation lists: home, all sources, and the newest few briefings.

    The few are few, so that no page grows with the site. Addresses are relative to the site.
    """

    def address(page: str) -> str:
        return relative(page, "", directory_urls=directory_urls)

    newest = site.newest_first[:RECENT]
    return {
        "home": address(""),
        "sources": address("sources/"),
        "feed": FEED if site.followed else "",
        "briefings": [
            {
                "title": str(escape(v.briefing.title)),
                "address": address(v.address),
                "language": str(v.briefing.language),
            }
            for v in newest
        ],
    }


def problem_page(path: str, title: str, problems: list[Problem]) -> Page:
    """A page that shows problems as the terminal does, for a preview of what cannot be built yet."""
    parts = [f"# {escape(title)}", "<p>Mend these in the files named below; this page follows by itself.</p>"]
    for problem in in_order(problems):
        shown = render([problem], "text").rsplit("\n\n", 1)[0]
        lines = (Markup(" ").join(map(escape, line.split(" "))) for line in shown.split("\n"))
        text = Markup("\n").join(lines)
        parts.append(f'<pre class="bd-problem bd-problem--{problem.severity}"><code>{text}</code></pre>')
    meta = {"title": str(escape(title)), "search": {"exclude": True}}
    return Page(path, "\n\n".join(parts), meta)


def _chart(dataset: Dataset) -> Chart:
    from bindery.drawing import charts  # noqa: PLC0415  what draws takes long to load, and many a briefing has no chart

    return charts.draw_chart(dataset)
