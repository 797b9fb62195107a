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
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from bindery.site.bodies import composed, published_file
from bindery.site.frames import CompiledTemplates, Frames
from bindery.site.generated_files import LinkedFiles
from bindery.site.headings import Headings
from bindery.site.kept_theme import KeptTheme, kept_theme
from bindery.site.shown_page import shown_meta, shown_page
from bindery.site.theme import kind_of_templates
from bindery.system import disk, garbage_collector, progress, workers

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from bindery.html.finish import PageFinisher
    from bindery.html.page_frame import PageFrame
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
        headings: words and anchor of each heading on each generated page, by address of the page.
    """

    pages: dict[str, Page]
    bodies: Bodies | None
    theme: KeptTheme | None
    site_language: tuple[Any, Any]
    headings: dict[str, list[tuple[str, str]]]

    @property
    def composed(self) -> bool:
        """Whether the generated pages are finished HTML, except for their headings."""

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
        self.named = self._name_listed_pages()
        extensions = self.config.markdown_extensions
        settings = self.config.mdx_configs or {}
        self.composed: dict[str, BodyPage] = {}  # the generated pages that are in no body, by path
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

    def _name_listed_pages(self) -> bool:
        """Gives the generated pages that the navigation lists without a title their own; returns whether there are any."""
        bodies, named = self.plugin.bodies, False
        for page in self.navigation.pages:
            path = page.file.src_uri
            if page.file.generated_by and self.plugin.composed and page.title is None:
                made = self.plugin.pages.get(path) or (bodies.body_of(path) if bodies else None)
                page.title = str(made.meta["title"]) if made else None
                named = True
        return named

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

        def write(numbered: tuple[int, BodyPage]) -> dict[str, PageFrame]:
            progress.step("writing", numbered[0], len(self.composed))
            return self._write(frames, numbered[1])

        progress.step("writing")
        for page in pages:
            if page.file.src_uri not in self.composed:
                mkdocs_build._build_page(page, self.config, documents, self.navigation, environment)  # noqa: SLF001
        found = workers.map_in_two(write, list(enumerate(self.composed.values(), 1)))
        found += self._write_bodies(frames)
        made = {kind: frame for frames_made in found for kind, frame in frames_made.items()}
        if self.named:  # an edit may change these titles, which are on every page
            return
        self.plugin.theme = kept_theme(
            frames,
            sorted(made.items()),
            self.navigation,
            kind_of_templates(environment),
            language=self.plugin.site_language,
            headings=self.headings,
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
                made |= self._write(frames, page)
            if number % _FEW_BODIES == 0:
                utils._norm_parts.cache_clear()  # noqa: SLF001  it keeps something of every address
                utils._get_norm_url.cache_clear()  # noqa: SLF001
                garbage_collector.collect_now()  # templates leave values that refer to themselves
            return made

        garbage_collector.freeze_objects()  # so that freeing memory takes no longer on a larger site
        return workers.map_in_two(write, list(enumerate(bodies.slugs, 1)), few=_FEW_BODIES)

    def _is_generated(self, file: File) -> bool:
        """Whether a file is a generated page of finished HTML."""
        return bool(file.generated_by) and file.src_uri in self.plugin.pages and self.plugin.composed

    def _read(self, page: MkDocsPage) -> None:
        """Composes a generated page, and has MkDocs know what hand-written pages link to."""
        path = page.file.src_uri
        self.composed[path] = body = composed(self.plugin.pages[path], self.headings)
        page.meta, page.content, page.present_anchor_ids = shown_meta(body), body.content, set()
        self.plugin.headings[page.file.url] = body.headings

    def _write(self, frames: Frames, body: BodyPage) -> dict[str, PageFrame]:
        """Writes a generated page; returns the frames that were made for it, by kind of page."""
        config = self.config
        page = shown_page(body, directory_urls=config.use_directory_urls, site_url=config.site_url)
        self.plugin.set_language(page.meta.get("bindery"), config)
        before = len(frames.known)
        html = frames.render_known(page, {"config": config, "nav": self.navigation, "page": page})
        if html is None:
            context = mkdocs_build.get_context(self.navigation, (), config, cast("MkDocsPage", page))
            html = frames.render(page, context)
        file = published_file(body.path, directory_urls=config.use_directory_urls)
        data = html.encode("utf-8", errors="xmlcharrefreplace")
        disk.write_new(f"{config.site_dir}/{file}", data)
        return {repr(kind): frame for kind, frame in list(frames.known.items())[before:] if frame}
