"""A faster replacement for `mkdocs build`, which uses MkDocs' own functions and writes the same bytes.

`mkdocs build` reads and renders each page by itself. Generated pages need neither: their HTML is finished, and they
share frames. This works if the site has no theme, plugin or hook of its own that would have to see every page.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from jinja2 import FileSystemLoader
from markdown import Markdown
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from bindery.site.bodies import published_file
from bindery.site.frames import CompiledTemplates, Frames, PageFrame
from bindery.site.generated_files import LinkedFiles
from bindery.site.headings import Headings
from bindery.site.kept_theme import KeptTheme, kept_theme
from bindery.site.shown_page import entries_of, page_address, shown_page
from bindery.site.theme import kind_of_templates
from bindery.system import disk, garbage_collector, progress, workers

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from bindery.html.finish import PageFinisher
    from bindery.model.names import Slug
    from bindery.pages.render import Page
    from bindery.site.bodies import Bodies, BodyPage

_FEW_BODIES = 8  # bodies for which a second process is used, and after which memory is freed
_PLUGINS = {"search", "material/search", "bindery"}
_READ_NO_FILES = {  # extensions that come with Python-Markdown
    *(
        "abbr",
        "admonition",
        "attr_list",
        "codehilite",
        "def_list",
        "extra",
        "fenced_code",
        "footnotes",
        "md_in_html",
    ),
    *("meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
}
_READ_FILES = {"pymdownx.b64", "pymdownx.pathconverter", "pymdownx.snippets"}
_EXTRA_KEYS = {"bindery", "homepage", "generator"}


class PluginHooks(Protocol):
    """What a fast build calls in our plugin: hooks that MkDocs would call, and what it needs to write a page.

    Attributes:
        pages: the generated pages, by path of their Markdown files.
        bodies: the bodies of the briefings; None where `pages` has their pages.
        theme: what a later build needs of the theme; None until the site is built, or where nothing can be kept.
        site_language: language of the site, and its direction of writing.
    """

    pages: dict[str, Page]
    bodies: Bodies | None
    theme: KeptTheme | None
    site_language: tuple[Any, Any]

    @property
    def composed(self) -> bool:
        """Whether the generated pages are finished HTML, except for their headings."""

    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Takes a page apart; returns its headings as Markdown."""

    def on_page_content(self, html: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Puts a page together again; takes its headings as HTML."""

    def on_page_context(
        self, context: Any, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Sets the language of a page and its direction of writing."""

    def set_language(self, briefing: Mapping[str, Any] | None, /, config: MkDocsConfig) -> None:
        """Sets the language of the pages of a briefing, and their direction of writing."""

    def page_finisher(self, config: MkDocsConfig, /) -> PageFinisher:
        """What turns a rendered page into the published one."""


def can_build_fast(config: MkDocsConfig) -> bool:
    """Whether no theme, plugin or hook besides Material and Bindery has to see the pages of a site."""
    return (
        set(config.plugins) <= _PLUGINS
        and not config.hooks
        and config.theme.name == "material"
        and not config.theme.custom_dir
        and not config.repo_url
        and config.extra.keys() <= _EXTRA_KEYS
    )


def is_closed(config: MkDocsConfig) -> bool:
    """Whether a site is made only of files that Bindery knows of: some Markdown extensions read further files."""
    return all(
        name in _READ_NO_FILES or (name.startswith("pymdownx.") and name not in _READ_FILES)
        for name in config.markdown_extensions
    )


def build_fast(config: MkDocsConfig, plugin: PluginHooks) -> None:
    """Builds a site as `mkdocs build` does, into an empty folder.

    Args:
        config: the configuration of the site.
        plugin: our plugin in it.

    Raises:
        Abort: there were warnings, and the build is strict.
    """
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        _FastBuild(config, plugin).run()
    finally:
        logger.removeHandler(warnings)
    if config.strict and (counts := warnings.get_counts()):
        counted = ", ".join(f"{number} {kind.lower()}s" for kind, number in counts)
        raise Abort(f"Aborted with {counted} in strict mode!")


class _VisibleFiles(FileSystemLoader):
    """The theme without its hidden folders: MkDocs publishes none of their files, and one holds 14,000 icons."""

    def list_templates(self) -> list[str]:
        """Paths of all files that are not in hidden folders."""
        found: set[str] = set()
        for place in self.searchpath:
            for base, folders, names in os.walk(place):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(base, name).relative_to(place).as_posix() for name in names)
        return sorted(found)


class _FastBuild:
    """One build.

    Args:
        config: the configuration of the site.
        plugin: our plugin in it.
    """

    def __init__(self, config: MkDocsConfig, plugin: PluginHooks) -> None:
        self.plugin = plugin
        self.config = config.plugins.on_config(config)
        self.config.plugins.on_pre_build(config=self.config)
        self.environment = self.config.theme.get_env()
        self.environment.bytecode_cache = CompiledTemplates()
        self.files = self._collect_files()
        self.navigation = self.config.plugins.on_nav(
            get_navigation(self.files, self.config), config=self.config, files=self.files
        )
        extensions = self.config.markdown_extensions
        settings = self.config.mdx_configs or {}
        self.headings = Headings(
            lambda: Markdown(extensions=extensions, extension_configs=settings), extensions
        )

    def _collect_files(self) -> Files:
        """The files of the documents, the theme and the plugins."""
        files: Files = LinkedFiles(get_files(self.config), self.config)
        visible = self.environment.overlay(loader=_VisibleFiles(self.config.theme.dirs))
        files.add_files_from_theme(visible, self.config)
        files = self.config.plugins.on_files(files, config=self.config)
        set_exclusions(files, self.config)
        return files

    def run(self) -> None:
        """Does everything that `mkdocs build` does, in the same order."""
        documents = self.files.documentation_pages()
        pages = [file.page or MkDocsPage(None, file, self.config) for file in documents]
        for page in progress.counted("composing", pages):
            if self._is_generated(page.file):
                self._read(page)
            else:
                mkdocs_build._populate_page(page, self.config, self.files)  # noqa: SLF001
        environment = self.config.plugins.on_env(self.environment, config=self.config, files=self.files)
        progress.step("copying")
        self.files.copy_static_files()
        self._write_templates(environment)
        self._write_pages(environment, documents, pages)
        progress.step("indexing")
        for page in pages:
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self.config.plugins.on_post_build(config=self.config)

    def _write_templates(self, environment: Environment) -> None:
        """Writes the files that are made from templates by themselves, such as 404.html."""
        for template in self.config.theme.static_templates:
            mkdocs_build._build_theme_template(  # noqa: SLF001
                template, environment, self.files, self.config, self.navigation
            )
        for template in self.config.extra_templates:
            mkdocs_build._build_extra_template(template, self.files, self.config, self.navigation)  # noqa: SLF001

    def _write_pages(
        self, environment: Environment, documents: Sequence[File], pages: Sequence[MkDocsPage]
    ) -> None:
        """Writes all pages: hand-written ones as MkDocs does, then the generated ones in two processes."""
        frames = Frames(self.config, environment, self.plugin.page_finisher(self.config))
        generated = [page for page in pages if self._is_generated(page.file)]

        def write(numbered: tuple[int, MkDocsPage]) -> dict[str, PageFrame]:
            progress.step("writing", numbered[0], len(generated))
            return self._write(frames, numbered[1], documents)

        progress.step("writing")
        for page in pages:
            if not self._is_generated(page.file):
                mkdocs_build._build_page(page, self.config, documents, self.navigation, environment)  # noqa: SLF001
        found = workers.map_in_two(write, list(enumerate(generated, 1)))
        found += self._write_bodies(frames)
        made = {kind: frame for frames_made in found for kind, frame in frames_made.items()}
        self.plugin.theme = kept_theme(
            frames,
            sorted(made.items()),
            self.navigation,
            kind_of_templates(environment),
            language=self.plugin.site_language,
            headings=self.headings.all_shapes(),
        )

    def _write_bodies(self, frames: Frames) -> list[dict[str, PageFrame]]:
        """Writes the pages and files of the bodies, one body at a time, in two processes.

        Returns:
            The frames that were made for the pages of each body, by kind of page.
        """
        bodies = self.plugin.bodies
        if bodies is None:
            return []

        def write(numbered: tuple[int, Slug]) -> dict[str, PageFrame]:
            number, slug = numbered
            progress.step("writing", number, len(bodies.slugs))
            body = bodies.body(slug)
            for path, data in body.files.items():
                disk.write_new(f"{self.config.site_dir}/{path}", data)
            made: dict[str, PageFrame] = {}
            for page in body.pages:
                made |= self._write_body_page(frames, page)
            if number % _FEW_BODIES == 0:
                utils._norm_parts.cache_clear()  # noqa: SLF001  it keeps something of every address
                utils._get_norm_url.cache_clear()  # noqa: SLF001
                garbage_collector.collect_now()  # templates leave values that refer to themselves
            return made

        garbage_collector.freeze_objects()  # so that freeing memory takes no longer on a larger site
        return workers.map_in_two(write, list(enumerate(bodies.slugs, 1)), few=_FEW_BODIES)

    def _write_body_page(self, frames: Frames, body: BodyPage) -> dict[str, PageFrame]:
        """Writes a page of a body; returns the frames that were made for it, by kind of page."""
        config = self.config
        page = shown_page(
            body.path,
            body.content,
            entries_of(body.tokens),
            self._meta(body),
            address=page_address(body.path, directory_urls=config.use_directory_urls),
            site_url=config.site_url,
        )
        context = {"config": config, "nav": self.navigation, "page": page}
        self.plugin.set_language(page.meta.get("bindery"), config)
        html = frames.render_known(page, context)
        if html is not None:
            file = published_file(body.path, directory_urls=config.use_directory_urls)
            disk.write_new(f"{config.site_dir}/{file}", _encoded(html))
            return {}
        framed = self._framed(body)
        made = self._write(frames, framed, ())
        framed.file.page = None  # each has the other, and would stay in memory with it
        return made

    @staticmethod
    def _meta(body: BodyPage) -> dict[str, Any]:
        """The front matter of the page of a body, and what the theme is told about it."""
        return {**body.meta, "search": {"exclude": True}, "look": body.signs}

    def _framed(self, body: BodyPage) -> MkDocsPage:
        """The page of a body as MkDocs has pages."""
        file = File.generated(self.config, body.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = MkDocsPage(None, file, self.config)
        page.meta = self._meta(body)
        page.toc = get_toc(cast("list[Any]", body.tokens))
        page.content = body.content
        return page

    def _is_generated(self, file: File) -> bool:
        """Whether a file is a generated page of finished HTML."""
        return bool(file.generated_by) and file.src_uri in self.plugin.pages and self.plugin.composed

    def _read(self, page: MkDocsPage) -> None:
        """Renders the Markdown of a generated page, as MkDocs would: only its headings are Markdown."""
        made = self.plugin.pages[page.file.src_uri]
        page.meta = {}
        outline = self.plugin.on_page_markdown(made.markdown, page=page, config=self.config, files=self.files)
        html, tokens = self.headings.read(outline.split("\n\n") if outline else [])
        page.toc = get_toc(tokens)
        page.present_anchor_ids = set()
        page.content = self.plugin.on_page_content(html, page=page, config=self.config, files=self.files)

    def _write(self, frames: Frames, page: MkDocsPage, documents: Sequence[File]) -> dict[str, PageFrame]:
        """Renders a generated page and writes its file; returns the frames that were made for it, by kind of page."""
        context = mkdocs_build.get_context(self.navigation, documents, self.config, page)
        context = self.plugin.on_page_context(context, page=page, config=self.config, nav=self.navigation)
        before = len(frames.known)
        html = frames.render(page, context)
        disk.write_new(page.file.abs_dest_path, _encoded(html))
        return {repr(kind): frame for kind, frame in list(frames.known.items())[before:] if frame}


def _encoded(html: str) -> bytes:
    return html.encode("utf-8", errors="xmlcharrefreplace")
