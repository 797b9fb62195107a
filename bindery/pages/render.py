"""Renders the pages of a site: Markdown made from the briefings and the templates, with metadata for the site engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

from bindery.model import vocabulary
from bindery.model.names import Slug
from bindery.pages import json_ld, zotero
from bindery.pages.addresses import FEED, Link, file_of, on_site, relative
from bindery.pages.claim_page import ClaimPage, render_claim
from bindery.pages.context import PageContext, place_on_whole
from bindery.pages.drawings import chart
from bindery.pages.grades import grades
from bindery.pages.page_head import description_of, page_head, shortened
from bindery.pages.page_text import explained_once, page_text
from bindery.pages.site_parts import ADDRESSES, SiteParts
from bindery.pages.templating import environment, template_problem
from bindery.pages.theme_words import script_words, theme_words
from bindery.pages.timeline import exactness
from bindery.pages.views import BriefingView, SiteView
from bindery.reading.project import FOLDER
from bindery.references import chicago, formats, pieces, styles, vancouver
from bindery.references import reference as references
from bindery.references.text_fragment import address_of_words
from bindery.text.escape import escape
from bindery.text.locator_words import names_page
from bindery.text.phrasing import exact_number, number_word, with_thousands
from bindery.text.problems import Problem, sorted_problems
from bindery.text.report import render
from bindery.text.wording import ENGLISH

if TYPE_CHECKING:
    from jinja2 import BytecodeCache


T = TypeVar("T")

WHOLE = "whole.md.j2"  # the template of the page with a whole briefing
_SITE_PAGES = {  # the descriptions of the pages of the whole site, by the names of their templates
    "home.md.j2": "Briefings and their sources.",
    "sources.md.j2": "Every source of every briefing.",
}
_LISTS = {  # the list pages of a briefing, by the last part of their address, and the names of their templates
    "claims": "claims",
    "figures": "figures",
    "timeline": "timeline",
    "entities": "entities",
    "sources": "references",
    "changes": "changes",
}


@dataclass(frozen=True)
class Page:
    """A page of the site, ready for the site engine.

    Attributes:
        path: path of its Markdown file, relative to the documents folder, such as `heat/claims.md`.
        markdown: its text: Markdown headings, and HTML between them.
        meta: its front matter.
        source: project path of the file that an author would edit to change it; empty if there is none.
        changed: date on which its contents last changed: a year, a month or a day; empty if it is not known.
        draft: whether it shows drafts only.
    """

    path: str
    markdown: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    changed: str = ""
    draft: bool = False


PageTask = Callable[[], Page | ClaimPage | Problem]
"""Renders a page; returns a problem if its template fails."""


def may_draw(task: PageTask) -> bool:
    """Whether a page may have a chart, which is drawn by a library that starts threads."""
    view = task.args[0] if isinstance(task, partial) and task.args else None
    return isinstance(view, BriefingView) and bool(view.briefing.datasets)


class Renderer:
    """Renders the pages of a site.

    Args:
        site: the site.
        templates: text of each template, by name.
        directory_urls: whether pages are published as folders, such as `heat/claims/`, not as `heat/claims.html`.
        compiled: cache of compiled templates.
    """

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
        self.shown_references: dict[tuple[str, str], Markup] = {}
        self.alike: dict[tuple[object, ...], str] = {}
        self._of_briefings: dict[Slug, dict[str, Any]] = {}  # metadata for reference managers
        self.environment = environment(
            templates,
            compiled,
            site=site,
            graph=site.graph,
            words=vocabulary,
            amount=exact_number,
            author_date=styles.author_date,
            details=pieces.details,
            in_chicago=_once_for_each(chicago.in_chicago),
            in_vancouver=_once_for_each(vancouver.in_vancouver),
            number_word=number_word,
            numbered=_once_for_each(styles.numbered),
            stop=styles.final_stop,
            bare_locator=styles.bare_locator,
            names_page=names_page,
            exactness=exactness,
            formats=formats.FORMATS,
            grades=grades,
            grouped=with_thousands,
            per_cent=ENGLISH.per_cent,
            chart=chart,
            coins=zotero.coins_span,
            place_on_whole=place_on_whole,
            within=lambda item: formats.embedded_files(item, site.records(item.id)),
            words_at=address_of_words,
        )

    def page_tasks(
        self, parts: SiteParts | None, only: frozenset[Slug] | None = None, *, with_list: bool = True
    ) -> Iterator[PageTask]:
        """The task for each page, in this order: home, each briefing, the list of sources, each source.

        Tasks do not depend on each other and may run in any order.

        Args:
            parts: what the pages of the whole site are made from; None where these pages are not wanted.
            only: slugs of the briefings to render, with the pages of the sources that they use; None for all.
            with_list: whether the list of all sources is wanted.
        """
        say = self.site.wording.say
        if parts:
            yield partial(self._site_page, "home.md.j2", Link("", say("Briefings")), parts)
        for slug, view in self.site.briefings.items():
            if only is None or slug in only:
                yield from self._briefing(view)
        if parts and with_list:
            yield partial(self._site_page, "sources.md.j2", Link("sources/", say("All sources")), parts)
        for reference in self.site.cited:
            uses = self.site.graph.uses[reference.source.id]
            if only is None or any(use.briefing in only for use in uses):
                yield from self._source(reference)

    def entries(self, template: str, names: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[Problem]]:
        """The entries of some briefings or sources on a page of the whole site, as HTML.

        Args:
            template: name of the template of one entry.
            names: the names for each entry.

        Returns:
            The entries, and the problem of the template if it fails; the entries are empty then.
        """
        try:
            own = PageContext(self, ADDRESSES[template], None).names
            entry = self.environment.get_template(template)
            return [entry.render({**own, **more}) for more in names], []
        except Exception as error:  # noqa: BLE001  a template is code of the project and may raise anything
            return [""] * len(names), [template_problem(error, template, self.templates)]

    def _site_page(self, template: str, link: Link, parts: SiteParts) -> Page | Problem:
        """A page of the whole site, made from what it shows of each briefing and source."""
        meta = {"description": self.site.wording.message(_SITE_PAGES[template])}
        shown = [part for part in parts.newest_first if not part.is_draft]
        made = self._page(
            template,
            link,
            meta,
            shelf=[Markup(part.item) for part in parts.shelved],  # noqa: S704  made by a template
            cited=parts.cited,
            followed=self._is_followed(parts),
        )
        if isinstance(made, Problem):
            return made
        return replace(made, changed=max((part.changed for part in shown), default=""), draft=False)

    def _is_followed(self, parts: SiteParts) -> bool:
        return bool(self.site.imprint.address and parts.is_public)

    def _briefing(self, view: BriefingView) -> Iterator[PageTask]:
        for link in view.contents:
            yield partial(self._part, view, link)
        for claim in view.claims.values():
            yield partial(render_claim, self, view, claim, self.templates)
        yield partial(self._whole, view)

    def _part(self, view: BriefingView, link: Link) -> Page | Problem:
        """A page of a briefing: its overview, a section, or one of its lists."""
        last = link.address.removeprefix(view.address).rstrip("/")
        if not last:
            titled = Link(link.address, view.briefing.title)
            meta = {
                "description": shortened(view.lead),
                "hide": ["toc"],
            }  # the briefing's numbers are in its place
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
        yield partial(self._source_page, reference)
        for copy in self.site.copies(reference.source.id):
            if self.site.stored(reference.source.id, copy.day):
                yield partial(self._stored_page, reference, copy.day)

    def _source_page(self, reference: references.Reference) -> Page | Problem:
        """The page of a source: its details, and what rests on it."""
        title = reference.heading
        words = self.site.wording.say("%(short)s: what rests on this source.", short=reference.short)
        meta = {"description": shortened(f"{title}. {words}")}
        link = Link(f"sources/{reference.source.id}/", title)
        return self._page("source.md.j2", link, meta, source=self._listed_in(reference), reference=reference)

    def _stored_page(self, reference: references.Reference, day: str) -> Page | Problem:
        """The page with the stored copy of a source that was made on a day."""
        title, key = reference.heading, reference.source.id
        say = self.site.wording.say
        words = say("%(title)s: the text as it was stored.", title=title)
        meta = {"description": shortened(words), "search": {"exclude": True}}
        dated = day if self.site.history(key) else ""
        day_in_words = self.site.wording.date(dated) if dated else ""
        called = (
            say("The copy of %(day)s: %(title)s", day=day_in_words, title=title)
            if dated
            else say("The stored copy of %(title)s", title=title)
        )
        link = Link(self.site.text_address(key, day), called)
        stored, file = self.site.stored(key, day), self._listed_in(reference)
        return self._page(
            "stored.md.j2", link, meta, source=file, reference=reference, stored=stored, dated=dated
        )

    def _listed_in(self, reference: references.Reference) -> str:
        """Project path of the file that lists a source."""
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
        """Renders one page.

        Args:
            template: name of the template.
            link: address and title of the page.
            meta: front matter, to which the rest is added; its texts are escaped here.
            view: the briefing that the page belongs to; None if it belongs to none.
            source: project path of the file to edit; by default that of the briefing.
            reference: the source that the page is about; None if it is about none.
            names: more names for the template.

        Returns:
            The page, or a problem if the template fails.
        """
        whole = template == WHOLE
        context = PageContext(self, link.address, view, whole=whole)
        names |= {**context.names, "title": context.title(link), "whole": whole}
        if reference:
            names["reference"] = reference
        if view:
            names |= {"book": view, "briefing": view.briefing}
        try:
            text = "".join(page_text(self.environment, template, names, context))
        except Exception as error:  # noqa: BLE001  a template is code of the project and may raise anything
            return template_problem(error, template, self.templates)
        meta = {
            "title": str(escape(link.title)),
            **{key: str(escape(value)) if isinstance(value, str) else value for key, value in meta.items()},
        }
        meta["share"] = {
            **page_head(link.title, view),
            **self._citation_metadata(link, view, names.get("reference")),
            **self._versions(link, view),
        }
        if view:
            meta["bindery"] = self._frame(view, link, context)
            source = source or f"{FOLDER}/{view.slug}/briefing.yml"
        shown = [view] if view else self.site.citing(reference.source.id) if reference else []
        dates = [briefing.changed_on for briefing in shown if not briefing.is_draft]
        return Page(
            file_of(link.address),
            _with_single_blank_lines(explained_once(text) if whole else text),
            meta,
            source,
            changed=max(dates, default=""),
            draft=bool(shown) and not dates,
        )

    def _citation_metadata(
        self, link: Link, view: BriefingView | None, reference: references.Reference | None
    ) -> dict[str, Any]:
        """The metadata of a page for reference managers, about its briefing or its source; JSON-LD on the overview."""
        if reference and not view:
            return {"tags": _escaped_tags(zotero.source_tags(reference))}
        if not view:
            return {}
        if view.slug not in self._of_briefings:
            self._of_briefings[view.slug] = self._briefing_metadata(view)
        found = self._of_briefings[view.slug]
        if link.address != view.address:
            return found
        return {
            **found,
            "linked_data": json_ld.briefing_json_ld(view, directory_urls=self.directory_urls),
        }

    def _briefing_metadata(self, view: BriefingView) -> dict[str, Any]:
        """What all pages of a briefing tell reference managers."""
        tags = zotero.briefing_tags(view)
        named = {name for name, _ in tags}
        return {
            "report": on_site(view.address, directory_urls=self.directory_urls),
            "institution": "citation_technical_report_institution" in named,
            "authored": "citation_author" in named,
            "tags": _escaped_tags(tags),
        }

    def _versions(self, link: Link, view: BriefingView | None) -> dict[str, Any]:
        """The addresses of a page in the languages of its briefing; nothing where it has one."""
        if view is None or not view.versions.all:
            return {}
        last = link.address.removeprefix(view.address).rstrip("/")
        listed = view.versions.of("section" if last else "briefing", last)
        return {
            "versions": [
                {
                    "language": one.language,
                    "address": on_site(one.link.address, directory_urls=self.directory_urls),
                }
                for one in listed
            ]
        }

    def _frame(self, view: BriefingView, here: Link, context: PageContext) -> dict[str, Any]:
        """What the theme shows round a page of a briefing: its contents, handling and status."""
        return {
            "title": str(escape(view.briefing.title)),
            "words": theme_words(view.wording),
            "script_words": str(escape(script_words(view.wording))),
            "language": str(view.briefing.language),
            "direction": view.direction,
            "handling": str(view.briefing.handling or ""),
            "handled": vocabulary.HANDLING.get(str(view.briefing.handling), ""),
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


def problem_page(path: str, title: str, problems: list[Problem]) -> Page:
    """A page that shows problems as the terminal does, in place of one that cannot be built yet in a preview.

    Args:
        path: path of the page's Markdown file, relative to the documents folder.
        title: heading of the page.
        problems: the problems to show, in any order.
    """
    parts = [f"# {escape(title)}", "<p>Fix these in the files named below; this page updates by itself.</p>"]
    for problem in sorted_problems(problems):
        shown = render([problem], "text").rsplit("\n\n", 1)[0]
        lines = (Markup(" ").join(map(escape, line.split(" "))) for line in shown.split("\n"))
        text = Markup("\n").join(lines)
        parts.append(f'<pre class="bd-problem bd-problem--{problem.severity}"><code>{text}</code></pre>')
    meta = {"title": str(escape(title)), "search": {"exclude": True}}
    return Page(path, "\n\n".join(parts), meta)


def _escaped_tags(tags: zotero.Tags) -> list[dict[str, str]]:
    return [{"name": name, "content": str(escape(text))} for name, text in tags]


def _with_single_blank_lines(text: str) -> str:
    """A text with one blank line in the place of several: quicker than an expression, as there are never many."""
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _once_for_each(work: Callable[[references.Reference], T]) -> Callable[[references.Reference], T]:
    """A function of a reference that keeps its results, since several pages show each reference."""
    made: dict[tuple[str, str], T] = {}

    def known(reference: references.Reference) -> T:
        key = (reference.wording.language, reference.source.id)
        if key not in made:
            made[key] = work(reference)
        return made[key]

    return known
