"""The MkDocs plugin: compiles the briefings and adds the pages to the site; each method is a hook that MkDocs calls."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from bindery.edition import Edition, MapFunction, compile, map_here  # noqa: A004
from bindery.html import csp
from bindery.html.finish import PageFinisher
from bindery.html.material_fixes import fix_page
from bindery.html.page_parts import PageParts, take_apart, text_signs
from bindery.html.redirect import leads_on
from bindery.pages import page_head
from bindery.provenance import made_from, manifest
from bindery.provenance.made_from import SiteInputs
from bindery.reading.inputs import Inputs, Release
from bindery.site import after_build, fast_build, generated_files, other_plugins, site_inputs, theme
from bindery.site.bodies import BodySettings
from bindery.site.generated_files import LinkedFiles
from bindery.site.other_plugins import PluginChanges
from bindery.site.publishable import BriefingsError, publishable
from bindery.site.settings import BinderyConfig, allowed_sources, imprint_of, root_of, with_reference_style
from bindery.site.shown_page import page_language
from bindery.system import clock, disk, installation, progress, workers
from bindery.text.report import render

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.structure.toc import AnchorLink
    from mkdocs.utils.templates import TemplateContext

    from bindery.pages.render import Page
    from bindery.search.parts import PartSize
    from bindery.site.bodies import Bodies
    from bindery.site.kept_theme import KeptTheme

_ELEMENT = re.compile(r"<[^>]+>")
_FIRST_DAY, _LAST_DAY = "1970-01-01", "2106-01-01"  # what the gzip header of MkDocs' packed sitemap can hold

log = get_plugin_logger("bindery")


Assemble = Callable[[Inputs, BodySettings, MapFunction], tuple[Edition, "Bodies"]]
"""Puts an edition together from the bodies of briefings."""


class _VisibleNavigation(Navigation):
    """A navigation that counts as true even if it is empty, so that the theme shows it."""

    def __bool__(self) -> bool:
        return True


class BinderyPlugin(BasePlugin[BinderyConfig]):  # type: ignore[no-untyped-call]
    """The plugin that `plugins: [bindery]` in mkdocs.yml loads.

    Attributes:
        serving: whether this is a preview by `mkdocs serve`.
        run_by_bindery: whether `mkdocs_build` runs MkDocs, and reports problems itself.
        release: the handling mark that readers may see; empty for everything.
        lenient: whether `mkdocs_build` wants to publish the correct pages even if others have errors.
        edition: what was made from the briefings.
        inputs: what that was made from; None until the files have been read.
        assemble: puts the edition together from bodies, which are written one at a time; None to make all pages.
        bodies: the bodies of the briefings; None where the edition has all pages.
        pages: the generated pages, by path of their Markdown files.
        headings: words and anchor of each heading on each generated page, by address of the page.
        theme: what a later build needs of the theme; None until the site is built, or where nothing can be kept.
        by_hand: full addresses of the hand-written pages; none where the site has no address.
        site_language: language of the site, and its direction of writing.
        changes: what other plugins did to the site.
    """

    def __init__(self) -> None:
        self.serving = False
        self.run_by_bindery = False
        self.lenient = False
        self.release = ""
        self.edition = Edition()
        self.inputs: Inputs | None = None
        self.assemble: Assemble | None = None
        self.bodies: Bodies | None = None
        self.pages: dict[str, Page] = {}
        self.headings: dict[str, list[tuple[str, str]]] = {}
        self.theme: KeptTheme | None = None
        self._hand_written: dict[str, bool] = {}
        self.site_language: tuple[Any, Any] = (None, None)  # with its direction of writing
        self._parts: PageParts | None = None  # of the page that MkDocs is rendering
        self._script_mark = f"data-{secrets.token_hex(16)}"  # removed from finished pages
        self._sitemap: list[tuple[str, str]] = []  # address and date of each page
        self.by_hand: list[str] = []
        self.search: list[PartSize] = []
        self.changes = PluginChanges()
        self._prepared = ("", csp.InlineHashes())  # the page that MkDocs is finishing, and what may run in it

    @property
    def composed(self) -> bool:
        """Whether the generated pages are finished HTML, except for their headings."""
        return self.edition.composed

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Notes whether this is a preview. MkDocs keeps a plugin that has this hook from one build to the next."""
        if wrong := installation.conflict():
            raise PluginError(wrong)
        self.serving = command == "serve"

    @event_priority(1000)  # before other plugins, which it guards or refuses
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuses links among the documents and plugins that do not fit, and adds our part of the theme."""
        other_plugins.guard(config, self.config.hand_written_only, self.changes)
        try:
            clock.today()
        except clock.DayError as error:
            raise (error if self.run_by_bindery else PluginError(str(error))) from error
        irregular = tuple(disk.irregular_files(Path(config.docs_dir), Path(config.docs_dir).name))
        if any(problem.severity == "error" for problem in irregular):  # before MkDocs follows a link
            if self.run_by_bindery:
                raise BriefingsError(irregular)
            raise PluginError(f"nothing was built\n\n{render(irregular, 'text')}")
        self.site_language = (config.theme["language"], config.theme.get("direction"))
        theme.configure_theme(config)
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds every page and file of the edition."""
        progress.step("reading")
        self.inputs = self.read_inputs(config)
        theme.drop_stock_sitemap(files, config)
        edition = self._edition(self.inputs, config)
        edition = generated_files.with_conflicts(edition, self.bodies, files, config)
        progress.step("composing")
        edition = publishable(
            edition,
            # What is withheld from a release may make a fault of what is none.
            stops=("error", "warning") if config.strict and not self.release else ("error",),
            run_by_bindery=self.run_by_bindery,
            serving=self.serving,
            lenient=self.lenient,
        )
        self.edition = edition
        self._hand_written = generated_files.hand_written_files(files, config)
        self.pages = {page.path: page for page in edition.pages}
        moved = any(leads_on(page) for path, page in edition.files.items() if path.endswith(".html"))
        moved = moved or (self.bodies is not None and self.bodies.moved)
        for language in theme.drop_unused_scripts(files, config, moved=moved):
            log.info(
                "The search knows no word endings of `%s`: it finds words as they are written.", language
            )
        config.extra["bindery"] = dict(edition.navigation)
        generated_files.add_edition(files, edition, config)
        if isinstance(files, LinkedFiles):
            files.bodies = self.bodies
        return files

    def _edition(self, inputs: Inputs, config: MkDocsConfig) -> Edition:
        """The edition, with all pages or with bodies for those of briefings."""
        self.bodies = None  # MkDocs may keep a plugin for the next build of a process
        if self.assemble and not inputs.own_templates:
            edition, self.bodies = self.assemble(inputs, theme.body_settings(config), self._share())
            if not (self.lenient and edition.errors):
                return edition
            self.bodies = None
        return compile(inputs, progress.step, share=self._share())

    def read_inputs(self, config: MkDocsConfig) -> Inputs:
        """Everything that the edition is made from; raises `PluginError` if the reference style cannot be used."""
        drafts = self.serving or self.config.drafts
        inputs = disk.read_inputs(
            root_of(config),
            drafts=drafts,
            directory_urls=config.use_directory_urls,
            release=Release(self.release, bool(self.release and self.config.count_withheld)),
        )
        inputs = replace(
            inputs,
            strict_figures=self.config.strict_figures,
            require_snapshots=self.config.require_snapshots,
            reviewers=self.config.reviewers,
            imprint=imprint_of(config)
            if config.site_url
            else None,  # without an address, no page names a card
            language=imprint_of(config).language,
        )
        return with_reference_style(inputs, root_of(config), self.config)

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Makes the theme show the navigation even if there are no hand-written pages: it also lists our own."""
        shown = _VisibleNavigation(nav.items, nav.pages)
        shown.homepage = nav.homepage
        return shown

    def _share(self) -> MapFunction:
        """How pages are rendered: in two processes, unless this is a preview or there are other threads."""
        return workers.map_in_two if workers.has_no_threads() and not self.serving else map_here

    def on_page_markdown(
        self,
        markdown: str,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002  MkDocs passes arguments by name
        files: Files,  # noqa: ARG002
    ) -> str:
        """Gives a generated page its front matter, and dates every page by the edition instead of the clock."""
        made = self.pages.get(page.file.src_uri)
        if made and page.file.generated_by:
            page.meta.update(made.meta)
            page.meta["search"] = {"exclude": True}  # its search entries are made from the edition
            if self.composed:
                self._parts = take_apart(markdown)
                markdown = self._parts.outline
        newest = (made.changed if made else "") or self.edition.newest
        if newest:
            page.update_date = min(max((newest + "-01-01")[:10], _FIRST_DAY), _LAST_DAY)
        return markdown

    def on_page_content(
        self,
        html: str,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002  MkDocs passes arguments by name
    ) -> str:
        """Completes a generated page's HTML, and gives a hand-written page a description and card for its head."""
        if page.file.src_uri in self.pages:
            self.headings[page.file.url] = list(_headings(page.toc))
        if self._parts:
            html = self._parts.filled(html)
        elif 'class="mermaid"' in html:
            log.warning("%s: a Mermaid diagram is shown as text; save it as an image", page.file.src_uri)
        page.meta["look"] = text_signs(html)
        self._parts = None
        if "share" not in page.meta:
            description = str(page.meta.get("description") or "")
            head = page_head.hand_written_head(
                str(page.title), description, html, config.site_description or ""
            )
            page.meta.update(head)
        return html

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002  MkDocs passes arguments by name
    ) -> TemplateContext:
        """Sets the language of a briefing's pages, if the theme is translated into it, and their direction of writing."""
        self.set_language(page.meta.get("bindery"), config)
        return context

    def set_language(self, briefing: Mapping[str, Any] | None, /, config: MkDocsConfig) -> None:
        """Sets the language of the pages of a briefing and their direction; those of the site for other pages."""
        found = page_language(briefing, self.site_language, config.theme.dirs)
        config.theme["language"], config.theme["direction"] = found

    @event_priority(-100)  # after other plugins, which may add loaders of their own
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Lists the pages for the sitemap, tells MkDocs about our anchors, and marks the scripts of the theme."""
        self._sitemap = list(
            generated_files.sitemap_entries(files, self.pages, self.edition, self.bodies, config)
        )
        self.by_hand = list(generated_files.hand_written_addresses(files))
        generated_files.add_linked_anchors(files, self.pages if self.composed else {})
        if not self.serving:
            # Other themes, plugins and hooks could change how templates are compiled.
            theme.mark_scripts(env, self._script_mark, cached=fast_build.can_build_fast(config))
        return env

    @event_priority(1000)  # before other plugins, while our scripts and styles are as our templates have them
    def _prepare_page(self, output: str, /, *, config: MkDocsConfig, **_names: Any) -> str:
        """Fixes what Material gets wrong in a page or in 404.html, and notes what may run in it."""
        if self.serving:
            return fix_page(output)
        self._prepared = self.page_finisher(config).prepared(output)
        return self._prepared[0]

    @event_priority(-100)  # after other plugins: the policy depends on the finished page
    def _complete_page(self, output: str, /, *, config: MkDocsConfig, **_names: Any) -> str:
        """Adds the policy. In a preview, a page has none, since MkDocs adds a new script to each page."""
        return output if self.serving else self.page_finisher(config).completed(output, *self._prepared)

    on_post_page = CombinedEvent(_prepare_page, _complete_page)

    @event_priority(1000)
    def _prepare_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for 404.html, which is not a page to MkDocs."""
        return self._prepare_page(output, config=config) if template_name.endswith(".html") else output

    @event_priority(-100)
    def _complete_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        return self._complete_page(output, config=config) if template_name.endswith(".html") else output

    on_post_template = CombinedEvent(_prepare_template, _complete_template)

    def page_finisher(self, config: MkDocsConfig, /) -> PageFinisher:
        """What turns a rendered page into the published one."""
        return PageFinisher(self._script_mark, allowed_sources(config, self.config))

    @event_priority(-50)  # after the search plugin has written its index, wherever it is in mkdocs.yml
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the files that depend on the finished site: search index, sitemap, style, manifest."""
        progress.step("indexing")
        site = Path(config.site_dir)
        if self.edition.site:
            self.search = after_build.write_search(
                site,
                self.edition.site,
                self.headings,
                self.bodies,
                directory_urls=config.use_directory_urls,
            )
        if config.site_url:
            after_build.write_sitemap(site, self._sitemap)
        after_build.finish_style(site, [name for name in config.extra_css if name != theme.STYLE])
        after_build.mark_as_ours(site)
        if not self.run_by_bindery:  # which inspects the finished site
            other_plugins.warn_of_scripts(self.changes, allowed_sources(config, self.config))
        if not self.serving:
            disk.write(site / manifest.NAME, made_from.manifest_of(self.ingredients(config)))

    def ingredients(self, config: MkDocsConfig) -> SiteInputs:
        """What the site was made from: briefings, hand-written pages, and the files that mkdocs.yml names."""
        files_read = self.inputs.files if self.inputs else {}
        return site_inputs.site_inputs(
            config, self.config, files_read, self.edition.left_out, self._hand_written, release=self.release
        )

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Any,  # noqa: ARG002  MkDocs passes arguments by name
    ) -> LiveReloadServer:
        """Rebuilds the preview when a briefing, a template or a setting changes."""
        for path in site_inputs.watched_paths(config, self.config):
            server.watch(str(path))
        return server


def _headings(toc: Iterable[AnchorLink]) -> Iterator[tuple[str, str]]:
    """Words and anchor of each heading on a page, in reading order."""
    for link in toc:
        yield unescape(_ELEMENT.sub("", link.title)), link.id
        yield from _headings(link.children)
