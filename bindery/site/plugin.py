"""The MkDocs plugin: reads, compiles, and hands the pages over as generated files. Few modules beside it know MkDocs."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import mkdocs
from jinja2 import Environment, FunctionLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from bindery.edition import Edition, MapFunction, address_conflict, compile, map_here, preview  # noqa: A004
from bindery.exports import sitemap
from bindery.exports.formats import robots
from bindery.html import csp
from bindery.html.finish import PageFinisher
from bindery.html.material_fixes import fix_page, without_comments
from bindery.html.page_parts import PageParts, anchors, take_apart, text_signs
from bindery.html.splice import TextSlot, find_slot, frame_hash, text_in_page
from bindery.pages import page_head
from bindery.provenance import made_from, manifest
from bindery.provenance.checksums import NAME as SEAL
from bindery.provenance.made_from import OtherFile, SiteInputs
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER
from bindery.search import search_index
from bindery.site import fast_build, pagefind
from bindery.site.settings import (
    MARK,
    THEME,
    BinderyConfig,
    configurations,
    hosts_of,
    imprint_of,
    root_of,
    typesetter_of,
    with_style,
)
from bindery.system import clock, disk, progress, workers
from bindery.system.template_cache import MarkingLoader, TemplateBytecode
from bindery.text.problems import Problem
from bindery.text.report import render

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.structure.toc import AnchorLink
    from mkdocs.utils.templates import TemplateContext

    from bindery.pages.render import Page
    from bindery.site.frames import FinishedPage

STYLE = "assets/bindery/bindery.css"
SCRIPT = "assets/bindery/bindery.js"
ICON = "assets/bindery/mark.svg"
STOCK_ICON = "assets/images/favicon.png"
STOCK_FONT = {"text": "Roboto", "code": "Roboto Mono"}  # from another host; our own are in the theme
PAGEFIND = "assets/bindery/pagefind.js"  # the way to the engine of a large site
_ELEMENT = re.compile(r"<[^>]+>")
FIRST_DAY, LAST_DAY = "1970-01-01", "2106-01-01"  # that the packed sitemap can name
LANGUAGES = "assets/javascripts/lunr/"  # scripts of Material's search for languages other than English

log = get_plugin_logger("bindery")


class BriefingsError(Exception):
    """The briefings have errors, and nothing can be built.

    Attributes:
        problems: all of them, warnings and hints too.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("nothing was built")
        self.problems = problems


class _Shown(Navigation):
    """A navigation that the theme does not take for empty."""

    def __bool__(self) -> bool:
        return True


class BinderyPlugin(BasePlugin[BinderyConfig]):  # type: ignore[no-untyped-call]
    """`plugins: [bindery]` in mkdocs.yml."""

    def __init__(self) -> None:
        self.serving = False
        self.ours = False  # whether `assembly` runs MkDocs, and problems are told of there
        self.lenient = False  # whether it then builds what is right, beside what has errors
        self.edition = Edition()
        self.inputs: Inputs | None = None
        self.pages: dict[str, Page] = {}
        self.headings: dict[str, list[tuple[str, str]]] = {}  # of each generated page, by its address
        self.read: Mapping[str, bytes] = {}
        self.by_hand: dict[str, bool] = {}
        self.tongue: tuple[Any, Any] = (None, None)
        self.composition: PageParts | None = None  # of the page that is being read
        self.mark = f"data-{secrets.token_hex(16)}"  # of what templates hold; no page keeps it
        self.listed: list[tuple[str, str]] = []  # the address and date of each page in the sitemap
        self.large = False  # whether Pagefind searches the site
        self.framed: dict[str, str] = {}  # what the frame of each generated page is made from
        self.slots: dict[str, TextSlot] = {}  # where the words of each generated page stand in it

    @property
    def composed(self) -> bool:
        """Whether its pages are ready HTML but for their headings."""
        return self.edition.composed

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Notes whether this is a preview. Because it is here, MkDocs keeps this object from build to build."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuses links in the documents; puts our part of the theme behind the project's own and before Material's."""
        try:
            clock.today()
        except clock.DayError as error:
            raise (error if self.ours else PluginError(str(error))) from error
        links = tuple(disk.irregular_files(Path(config.docs_dir), Path(config.docs_dir).name))
        if any(problem.severity == "error" for problem in links):  # before MkDocs follows them
            if self.ours:
                raise BriefingsError(links)
            raise PluginError(f"nothing was built\n\n{render(links, 'text')}")
        place = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(place, str(disk.shipped(THEME).resolve()))
        self.tongue = (config.theme["language"], config.theme.get("direction"))
        if not _has_own_sitemap(
            config
        ):  # MkDocs's knows no true dates, and is empty where no address is known
            config.theme.static_templates.discard(sitemap.NAME)
        if config.theme["favicon"] == STOCK_ICON:
            config.theme["favicon"] = ICON
        if config.theme["font"] == STOCK_FONT:
            config.theme["font"] = False
        config.extra_css.insert(0, STYLE)
        config.extra_javascript.insert(0, SCRIPT)
        config.extra.setdefault("homepage", "." if config.use_directory_urls else "index.html")
        if "attr_list" not in config.markdown_extensions:  # our headings say their anchors with it
            config.markdown_extensions.append("attr_list")
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Adds every page and file of the edition."""
        drafts = self.serving or self.config.drafts
        progress.step("reading")
        inputs = disk.read_inputs(root_of(config), drafts=drafts, directory_urls=config.use_directory_urls)
        inputs = replace(
            inputs,
            strict_figures=self.config.strict_figures,
            require_snapshots=self.config.require_snapshots,
            imprint=imprint_of(config)
            if config.site_url
            else None,  # without an address no page names a card
        )
        _drop_stock_sitemap(files, config)
        inputs = with_style(inputs, root_of(config), self.config)
        self.inputs = inputs
        edition = _without_collisions(compile(inputs, progress.step, share=self._share()), files, config)
        progress.step("composing")
        stopped = edition.errors or (config.strict and _counts(edition.problems))
        if self.ours and stopped and not self.lenient:
            raise BriefingsError(edition.problems)
        if edition.errors and self.lenient:
            edition = preview(edition)
        elif edition.errors:
            if not self.serving:
                message = f"nothing was built\n\n{render(edition.problems, 'text')}"
                raise PluginError(message)
            log.error("%s", render(edition.problems, "text"))
            edition = preview(edition)
        else:
            _log(edition.problems)
        self.edition = edition
        self.read = inputs.files
        self.by_hand = {
            file.src_uri: file.inclusion in (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)
            for file in files
            if file.src_dir == config.docs_dir and not file.generated_by
        }
        self.pages = {page.path: page for page in edition.pages}
        self.large = self._is_large(len(files.documentation_pages()) + len(edition.pages), config)
        _drop_needless(files, config, large=self.large)
        config.extra["bindery"] = dict(edition.navigation) | {"pagefind": self.large}
        for page in edition.pages:
            file = File.generated(
                config, page.path, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV
            )
            if page.source:
                file.edit_uri = f"../{page.source}"
            files.append(file)
        for path, data in edition.files.items():
            if path == robots.NAME and files.get_file_from_path(path):
                continue  # the project has its own
            files.append(File.generated(config, path, content=data))
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Has the navigation shown where people wrote no pages, too: it lists our own."""
        shown = _Shown(nav.items, nav.pages)
        shown.homepage = nav.homepage
        return shown

    def _share(self) -> MapFunction:
        """How pages are rendered; what draws charts works only in the process in which it was begun."""
        return workers.map_in_two if workers.has_no_threads() and not self.serving else map_here

    def _is_large(self, pages: int, config: MkDocsConfig) -> bool:
        """Whether a site of so many pages is to be searched by Pagefind; raises where that is asked for in vain."""
        above = self.config.pagefind_above
        if self.serving or above is None or pages <= above or "material/search" not in config.plugins:
            return False
        try:
            pagefind.require_pagefind()
        except pagefind.PagefindError as error:
            raise PluginError(str(error)) from error
        return True

    def on_page_markdown(
        self,
        markdown: str,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002  MkDocs names its arguments
        files: Files,  # noqa: ARG002
    ) -> str:
        """Gives a generated page its front matter, and every page the edition's date in place of the clock's."""
        made = self.pages.get(page.file.src_uri)
        if made and page.file.generated_by:
            page.meta.update(made.meta)
            page.meta["search"] = {"exclude": True}  # its entries are made from the edition
            if self.composed:
                self.composition = take_apart(markdown)
                markdown = self.composition.outline
        newest = (made.changed if made else "") or self.edition.newest
        if newest:
            page.update_date = min(max((newest + "-01-01")[:10], FIRST_DAY), LAST_DAY)
        return markdown

    def on_page_content(
        self,
        html: str,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002  MkDocs names its arguments
    ) -> str:
        """Says of a page that people wrote what is said of a generated one: its description, its card."""
        if page.file.src_uri in self.pages:
            self.headings[page.file.url] = list(_headings(page.toc))
        if self.composition:
            html = self.composition.filled(html)
        seen = page.meta["look"] = text_signs(html)
        if self.composition:
            made = self.pages[page.file.src_uri]
            self.framed[page.file.src_uri] = frame_hash(made, self.composition, html, seen)
            self.composition = None
        if "share" not in page.meta:
            described = page.meta.get("description") or ""
            said = page_head.hand_written_head(
                str(page.title), str(described), html, config.site_description or ""
            )
            page.meta.update(said)
        return html

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002  MkDocs names its arguments
    ) -> TemplateContext:
        """Gives a briefing's pages its own language, as far as Material speaks it, and its direction of writing."""
        language, direction = self.tongue
        frame = page.meta.get("bindery")
        if frame:
            language = frame["language"] if _spoken(frame["language"], config) else language
            direction = frame["direction"]
        config.theme["language"], config.theme["direction"] = language, direction
        return context

    @event_priority(-100)  # another plugin may have loaders of its own
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Notes every page for the sitemap, and the places on pages; marks the scripts of every template: those that a page's policy may allow."""
        self.listed = list(self._to_list(files))
        self._find_anchors(files)
        stock = env.loader
        if stock is None or self.serving:
            return env
        if fast_build.can_build_fast(
            config
        ):  # else others may have changed how the theme's templates are compiled
            kept = TemplateBytecode(f"theme of MkDocs {mkdocs.__version__}, {sorted(env.extensions)}")
            env.loader = MarkingLoader(stock, csp.mark_template, self.mark, kept)
            return env

        def load(name: str) -> tuple[str, str | None, Any]:
            source, file, fresh = stock.get_source(env, name)
            return csp.mark_template(source, self.mark), file, fresh

        env.loader = FunctionLoader(load)
        return env

    def _to_list(self, files: Files) -> Iterator[tuple[str, str]]:
        """The address of each page that the site tells of, and its date; no day is known of what people wrote by hand."""
        for file in files.documentation_pages():
            made = self.pages.get(file.src_uri) if file.generated_by else None
            address = file.page.canonical_url if file.page else None
            if address and not (made and made.draft):
                yield address, made.changed if made else ""

    def _find_anchors(self, files: Files) -> None:
        """Tells MkDocs the places on those of our pages on which a page written by hand names one."""
        pages = [file.page for file in files.documentation_pages() if file.page]
        for linked in {file for page in pages for file in page.links_to_anchors or ()}:
            if self.composed and linked.page and linked.src_uri in self.pages:
                known = linked.page.present_anchor_ids or set()
                linked.page.present_anchor_ids = known | anchors(linked.page.content or "")

    @event_priority(-100)  # a page's policy is made of the page as it will be
    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Puts right what Material leaves wrong, and says what the page may run and load."""
        return self._finished(output, config)

    def slot(self, page: MkDocsPage, made: FinishedPage) -> TextSlot | None:
        """Where the words of a generated page stand in it, so that others can take their place; None where none can."""
        words = made.text or text_in_page(page.content or "")
        found = find_slot(words, made.html, self.headings[page.file.url], made.start)
        return TextSlot(page.file.dest_uri, self.framed[page.file.src_uri], *found) if found else None

    @event_priority(-100)
    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Does so for the page that says that there is none, too."""
        return self._finished(output, config) if template_name.endswith(".html") else output

    def _finished(self, html: str, config: MkDocsConfig) -> str:
        """A page as it is published; a preview has no policy, since MkDocs writes a new script into each of its pages."""
        return fix_page(html) if self.serving else self.finish(config).whole(html)

    def finish(self, config: MkDocsConfig, /) -> PageFinisher:
        """How pages are finished, and what they may load beside the site's own files."""
        return PageFinisher(self.mark, csp.AllowedSources(hosts=hosts_of(config, self.config.hosts)))

    @event_priority(-50)  # the search plugin writes its index before, wherever it stands in mkdocs.yml
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Puts our search index in Material's place, takes the comments from our styles, and says what it is made of."""
        progress.step("indexing")
        site = Path(config.site_dir)
        if self.edition.site and (site / search_index.INDEX).is_file():
            written = json.loads((site / search_index.INDEX).read_bytes())
            made = search_index.search_index(
                written, self.edition.site, self.headings, directory_urls=config.use_directory_urls
            )
            (site / search_index.INDEX).write_text(
                json.dumps(made, ensure_ascii=False, separators=(",", ":")), "utf-8"
            )
            if self.large:
                self._write_pagefind(site, made)
        if config.site_url and not (site / sitemap.NAME).is_file():
            disk.write(site / sitemap.NAME, sitemap.sitemap_xml(self.listed))
        style = site / STYLE
        style.write_text(without_comments(style.read_text("utf-8")), "utf-8")
        (site / MARK).write_text("This folder was built by Bindery and may be replaced by it.\n", "utf-8")
        if not self.serving:
            disk.write(site / manifest.NAME, made_from.manifest_of(self.ingredients(config)))

    def ingredients(self, config: MkDocsConfig) -> SiteInputs:
        """What the site was made from: briefings, pages written by hand, and the files that mkdocs.yml names."""
        docs = Path(config.docs_dir)
        hooks = cast("dict[str, Any]", config.hooks or {})  # MkDocs calls it a list, and makes it a dict
        others = [
            *map(OtherFile, configurations(Path(config.config_file_path))),
            *(OtherFile(Path(hook.__file__)) for hook in hooks.values()),
        ]
        if self.config.csl:
            others.append(OtherFile(root_of(config) / self.config.csl))
        others += [OtherFile(docs / path, docs, used=used) for path, used in self.by_hand.items()]
        if config.theme.custom_dir:
            own = Path(config.theme.custom_dir)
            others += [OtherFile(path, own) for path in disk.walk(own)]
        settings: dict[str, bool | str] = {
            "drafts": self.config.drafts,
            "site_url": config.site_url or "",
            "use_directory_urls": config.use_directory_urls,
            **typesetter_of(self.config),
        }
        return SiteInputs(root_of(config), self.read, self.edition.left_out, others, settings)

    def _write_pagefind(self, site: Path, index: dict[str, Any]) -> None:
        try:
            for path, data in pagefind.pagefind_files(index):
                disk.write(site / path, data)
        except pagefind.PagefindError as error:
            raise PluginError(str(error)) from error

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Any,  # noqa: ARG002  MkDocs names its arguments
    ) -> LiveReloadServer:
        """Rebuilds the preview when a briefing or a template changes."""
        root = root_of(config)
        for folder in (root / FOLDER, root / disk.TEMPLATES):
            if folder.is_dir():
                server.watch(str(folder))
        for file in configurations(Path(config.config_file_path))[1:]:  # MkDocs watches the first
            server.watch(str(file))
        if self.config.csl:
            server.watch(str(root / self.config.csl))
        return server


def _headings(toc: Iterable[AnchorLink]) -> Iterator[tuple[str, str]]:
    """The words of each heading of a page and its anchor, in reading order."""
    for link in toc:
        yield unescape(_ELEMENT.sub("", link.title)), link.id
        yield from _headings(link.children)


def _has_own_sitemap(config: MkDocsConfig) -> bool:
    """Whether the project's own part of the theme makes the sitemap."""
    folder: str | None = config.theme.custom_dir
    return folder is not None and Path(folder, sitemap.NAME).is_file()


def _drop_stock_sitemap(files: Files, config: MkDocsConfig) -> None:
    """Leaves out the template of a sitemap that is in every theme and would be published as it stands."""
    found = files.get_file_from_path(sitemap.NAME)
    if found and found.src_dir != config.docs_dir and not _has_own_sitemap(config):
        files.remove(found)


def _drop_needless(files: Files, config: MkDocsConfig, *, large: bool) -> None:
    """Leaves out the scripts of the theme that no search of this site loads.

    They are not published, and not deleted afterwards either: for minutes after files were deleted, some file systems
    are slow to make others beside them.
    """
    search = config.plugins.get("material/search")
    english = search is not None and search.config.get("lang") == ["en"]
    for file in list(files):
        if (english and file.dest_uri.startswith(LANGUAGES)) or (file.dest_uri == PAGEFIND and not large):
            files.remove(file)


def _spoken(language: str, config: MkDocsConfig) -> bool:
    """Whether the theme has its own words in a language."""
    words = Path("partials", "languages", f"{language}.html")
    return any((Path(folder) / words).is_file() for folder in config.theme.dirs)


def _without_collisions(edition: Edition, files: Files, config: MkDocsConfig) -> Edition:
    """The edition, with an error for each of its pages that a hand-written one would hide."""
    taken = {file.dest_uri.casefold(): file.src_uri for file in files}
    found = [
        address_conflict(path, f"docs/{taken[address]}")
        for path in (*(page.path for page in edition.pages), *edition.files, manifest.NAME, SEAL, MARK)
        if path != robots.NAME and (address := _destination(config, path).casefold()) in taken
    ]
    return replace(edition, problems=(*edition.problems, *found))


def _destination(config: MkDocsConfig, path: str) -> str:
    return File.generated(config, path, content="").dest_uri


def _counts(problems: tuple[Problem, ...]) -> bool:
    """Whether there is a warning, which stops a strict build."""
    return any(problem.severity == "warning" for problem in problems)


def _log(problems: Iterable[Problem]) -> None:
    """Warnings count in a strict build; hints do not."""
    for problem in problems:
        _tell(problem.severity, render([problem], "text").rsplit("\n\n", 1)[0])


def _tell(severity: str, words: str) -> None:
    log.log(logging.WARNING if severity == "warning" else logging.INFO, "%s", words)
