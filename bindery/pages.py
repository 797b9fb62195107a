"""The pages of a site: a graph and templates make Markdown, each page with its address and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from bindery import charts, references, vocabulary
from bindery.citations import Citation, Cited, Mention, split_headings
from bindery.escape import escape
from bindery.graph import Path, page_of, prefix_of
from bindery.problems import Problem, in_order, render
from bindery.shelf import FOLDER
from bindery.templating import environment, explain
from bindery.views import (
    RECENT,
    BookView,
    Link,
    SiteView,
    amount,
    count,
    file_of,
    grades,
    grouped,
    relative,
)

_DESCRIPTION = 200  # characters of a page's description
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Page:
    """A page of the site, ready for a site engine.

    Attributes:
        path: of its Markdown file, relative to the folder of documents.
        markdown: its text: Markdown headings, and HTML between them.
        meta: its front matter.
        source: the file that an author would edit to change it; empty when there is none.
    """

    path: str
    markdown: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


class Renderer:
    """Renders pages from one site, one set of templates and one style of address."""

    def __init__(self, site: SiteView, templates: Mapping[str, str], *, directory_urls: bool = True) -> None:
        self.site = site
        self.templates = templates
        self.directory_urls = directory_urls
        self.environment = environment(
            templates,
            site=site,
            graph=site.graph,
            words=vocabulary,
            amount=amount,
            count=count,
            date=references.in_words,
            dates=references.span_in_words,
            grades=grades,
            grouped=grouped,
            chart=charts.draw,
            heading=heading,
        )
        self.problems: list[Problem] = []

    def all(self) -> Iterator[Page]:
        """Every page, in a stated order: home, each briefing, the index of sources, each source."""
        yield from self._page(
            "home.md.j2", Link("", "Briefings"), {"description": "Briefings and their sources."}
        )
        for view in self.site.books.values():
            yield from self._briefing(view)
        sources = Link("sources/", "All sources")
        yield from self._page("sources.md.j2", sources, {"description": "Every source of every briefing."})
        for reference in self.site.cited:
            yield from self._source(reference)

    def _briefing(self, view: BookView) -> Iterator[Page]:
        names = {
            "claims": "claims",
            "timeline": "timeline",
            "entities": "entities",
            "sources": "references",
            "changes": "changes",
        }
        sections = {str(section.id): n for n, section in enumerate(view.briefing.sections)}
        for link in view.contents:
            last = link.address.removeprefix(view.address).rstrip("/")
            if last in sections:
                index = sections[last]
                names_here: dict[str, Any] = {"index": index, "section": view.briefing.sections[index]}
                summary = view.book.volume.prose.get(("sections", index, "summary"))
                meta = {"description": shortened(summary.words)} if summary else {}
                yield from self._page("section.md.j2", link, meta, view, **names_here)
            elif last:
                yield from self._page(f"{names[last]}.md.j2", link, {}, view)
            else:
                words = view.book.volume.prose["summary",].words
                titled = Link(link.address, view.briefing.title)
                yield from self._page("overview.md.j2", titled, {"description": shortened(words)}, view)

    def _source(self, reference: references.Reference) -> Iterator[Page]:
        key = reference.source.id
        title = f"[{reference.title}]" if reference.supplied else reference.title
        home = self.site.graph.homes[key]
        path = f"{FOLDER}/{home}/sources.yml" if home else f"{FOLDER}/sources.yml"
        meta = {"description": shortened(f"{title}. {reference.short}: what rests on this source.")}
        yield from self._page(
            "source.md.j2", Link(f"sources/{key}/", title), meta, None, path, reference=reference
        )

    def _page(
        self,
        template: str,
        link: Link,
        meta: dict[str, Any],
        view: BookView | None = None,
        source: str = "",
        **names: Any,
    ) -> Iterator[Page]:
        """One page; none when its template is at fault, which becomes a problem."""
        leaf = Leaf(self, link.address, view)
        names |= {"url": leaf.url, "prose": leaf.prose, "cite": leaf.cite_sources, "title": link.title}
        if view:
            names |= {"book": view, "briefing": view.briefing}
        try:
            text = self.environment.get_template(template).render(names)
        except Exception as error:  # noqa: BLE001  a template is a program of the project's own; whatever it raises
            self.problems.append(explain(error, template, self.templates))
            return
        meta = {"title": str(escape(link.title)), **{key: str(escape(value)) for key, value in meta.items()}}
        if view:
            meta["bindery"] = self._frame(view, link)
            source = source or f"{FOLDER}/{view.slug}/briefing.yml"
        yield Page(file_of(link.address), _BLANK_LINES.sub("\n\n", text), meta, source)

    def _frame(self, view: BookView, here: Link) -> dict[str, Any]:
        """What the theme shows round a page of a briefing: its contents, its handling, its state."""
        return {
            "title": str(escape(view.briefing.title)),
            "language": str(view.briefing.language),
            "direction": view.direction,
            "handling": str(view.briefing.handling or ""),
            "state": str(view.briefing.status),
            "contents": [
                {
                    "title": str(escape(link.title)),
                    "address": relative(link.address, "", directory_urls=self.directory_urls),
                    "here": link.address == here.address,
                }
                for link in view.contents
            ],
        }


class Leaf:
    """What depends on which page is being rendered: the way to other pages, and prose in its place."""

    def __init__(self, renderer: Renderer, address: str, view: BookView | None) -> None:
        self.renderer = renderer
        self.address = address
        self.view = view

    def url(self, target: str | Link, anchor: str = "") -> Markup:
        """The relative address of a page or place; ids and addresses hold nothing that needs escaping."""
        address, anchor = (target.address, target.anchor) if isinstance(target, Link) else (target, anchor)
        if anchor and address == self.address:
            return Markup(f"#{anchor}")  # noqa: S704  an id
        way = relative(address, self.address, directory_urls=self.renderer.directory_urls)
        return Markup(way + (f"#{anchor}" if anchor else ""))  # noqa: S704  made of ids

    def prose(self, *steps: str | int | Path, inline: bool = False, split: bool = False) -> Markup:
        """The author's Markdown at a path of the briefing, as HTML.

        Args:
            steps: where it was written: `"sections", 0, "summary"`; a path may stand for several.
            inline: whether to leave out the paragraph round it.
            split: whether to write its headings as Markdown, for the page's contents.
        """
        path = tuple(part for step in steps for part in (step if isinstance(step, tuple) else (step,)))
        view = self._book()
        prose = view.book.volume.prose[path]
        if inline:
            return prose.inline(self._cite, self._name)
        page = page_of(view.book.volume, path)
        at_home = self.address == (f"{view.address}{page}/" if page else view.address)
        # shown a second time elsewhere, a paragraph does not carry its id a second time
        html = prose.render(self._cite, self._name, prefix_of(path) if at_home else "")
        if not split:
            return html
        parts = split_headings(html)
        return Markup("\n\n").join(heading(level, words) if level else part for level, words, part in parts)

    def cite_sources(self, *sources: str) -> Markup:
        """A citation of sources, as in prose."""
        return self._citation(tuple(Cited(source) for source in dict.fromkeys(sources)))

    def _book(self) -> BookView:
        if self.view is None:
            message = "this page belongs to no briefing, and has no prose"
            raise LookupError(message)
        return self.view

    def _cite(self, citation: Citation) -> Markup:
        return self._citation(citation.items)

    def _citation(self, items: tuple[Cited, ...]) -> Markup:
        links = Markup('<span class="bd-cite__comma">, </span>').join(self._cited(item) for item in items)
        return Markup('<sup class="bd-cite">[{}]</sup>').format(links)

    def _cited(self, item: Cited) -> Markup:
        view = self._book()
        number = view.numbers.get(item.source)
        if number is None:  # a dangling one: the build stops, a preview goes on
            return escape(item.source)
        reference = self.renderer.site.references[item.source]
        said = f"{reference.short}: “{item.quote}”" if item.quote else f"{reference.title}. {reference.short}"
        locator = (
            Markup(', <span class="bd-cite__locator">{}</span>').format(escape(item.locator))
            if item.locator
            else ""
        )
        state = reference.source.state
        mark = Markup("")
        if state == "retracted":
            mark = Markup(' <span class="bd-cite__state">{}</span>').format(state)
        return Markup('<a href="{}" title="{}">{}</a>{}{}').format(
            self.url(f"{view.address}sources/", item.source), escape(said), number, locator, mark
        )

    def _name(self, mention: Mention) -> Markup:
        view = self._book()
        claim = view.claims.get(mention.claim)
        if claim is None:
            return escape(mention.claim)
        status = vocabulary.STATUSES[view.verdicts[claim.id].status].label
        mark = self.renderer.environment.get_template("parts/mark.html.j2").render(
            status=view.verdicts[claim.id].status
        )
        return Markup('<a class="bd-mention" href="{}" title="{}">{}{}</a>').format(
            self.url(f"{view.address}claims/", claim.id),
            escape(view.words(claim)),
            Markup(mark),  # noqa: S704  a template of ours, with a word of the vocabulary
            status.lower(),
        )


def heading(level: int, words: str, anchor: str = "") -> Markup:
    """A heading as Markdown, so that the site engine lists it among the page's contents."""
    name = Markup(" {{#{}}}").format(Markup(anchor)) if anchor else ""  # noqa: S704  an id
    return Markup("\n\n{} {}{}\n\n").format(Markup("#" * level), escape(words), name)  # noqa: S704  only #


def shortened(text: str) -> str:
    """A text cut between words, for a description."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0] + " …"


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
        "briefings": [
            {"title": str(escape(v.briefing.title)), "address": address(v.address)} for v in newest
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
