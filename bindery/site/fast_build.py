"""A build by MkDocs's own parts, in which our pages take a shorter way to the same bytes.

`mkdocs build` reads and renders each page alone. Where a site has no theme, plugin or hook of its own that would have
to see every page, ours need neither: their HTML is ready, and their frames are shared.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from jinja2 import FileSystemLoader
from markdown import Markdown
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler

from bindery.site.frames import CompiledTemplates, FinishedPage, Frames
from bindery.site.headings import Headings
from bindery.system import progress, workers

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    from bindery.html.finish import PageFinisher
    from bindery.html.splice import TextSlot
    from bindery.pages.render import Page

_PLUGINS = {"search", "material/search", "bindery"}
_PLAIN = {  # extensions of Python-Markdown's own
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
_READING = {"pymdownx.b64", "pymdownx.pathconverter", "pymdownx.snippets"}
_EXTRA = {"bindery", "homepage", "generator"}


class PluginHooks(Protocol):
    """What a press asks of our plugin: the hooks that MkDocs would call."""

    pages: dict[str, Page]
    slots: dict[str, TextSlot]

    @property
    def composed(self) -> bool:
        """Whether its pages are ready HTML but for their headings."""

    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Takes a page apart."""

    def on_page_content(self, html: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Puts it together."""

    def on_page_context(
        self, context: Any, /, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Gives it its language."""

    def page_finisher(self, config: MkDocsConfig, /) -> PageFinisher:
        """How its pages are put right."""

    def text_slot(self, page: MkDocsPage, made: FinishedPage) -> TextSlot | None:
        """Where the page's own words stand in it."""


def can_build_fast(config: MkDocsConfig) -> bool:
    """Whether nothing but Material and Bindery has to see the pages of a site."""
    return (
        set(config.plugins) <= _PLUGINS
        and not config.hooks
        and config.theme.name == "material"
        and not config.theme.custom_dir
        and not config.repo_url
        and config.extra.keys() <= _EXTRA
    )


def is_closed(config: MkDocsConfig) -> bool:
    """Whether a site is made of nothing but what we read: some extensions of Markdown, and all others', read more files."""
    return all(
        name in _PLAIN or (name.startswith("pymdownx.") and name not in _READING)
        for name in config.markdown_extensions
    )


def build_fast(config: MkDocsConfig, plugin: PluginHooks) -> None:
    """Builds a site as `mkdocs build` does, into an empty folder.

    Raises:
        Abort: there were warnings, and the site is to be built without any.
    """
    warnings = CountHandler()
    warnings.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        _Press(config, plugin).run()
    finally:
        logger.removeHandler(warnings)
    if config.strict and (counts := warnings.get_counts()):
        told = ", ".join(f"{number} {kind.lower()}s" for kind, number in counts)
        message = f"Aborted with {told} in strict mode!"
        raise Abort(message)


class _Shown(FileSystemLoader):
    """The theme without its hidden folders: MkDocs publishes nothing of them, and Material has 14,000 icons in one."""

    def list_templates(self) -> list[str]:
        """Every file by its name, without what hidden folders hold."""
        found: set[str] = set()
        for place in self.searchpath:
            for base, folders, names in os.walk(place):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update(Path(base, name).relative_to(place).as_posix() for name in names)
        return sorted(found)


class _Press:
    """One build."""

    def __init__(self, config: MkDocsConfig, plugin: PluginHooks) -> None:
        self.plugin = plugin
        self.config = config.plugins.on_config(config)
        self.config.plugins.on_pre_build(config=self.config)
        self.environment = self.config.theme.get_env()
        self.environment.bytecode_cache = CompiledTemplates()
        self.files = self._gathered()
        self.navigation = self.config.plugins.on_nav(
            get_navigation(self.files, self.config), config=self.config, files=self.files
        )
        extensions = self.config.markdown_extensions
        reader = Markdown(extensions=extensions, extension_configs=self.config.mdx_configs or {})
        self.headings = Headings(reader, extensions)

    def _gathered(self) -> Files:
        files = get_files(self.config)
        shown = self.environment.overlay(loader=_Shown(self.config.theme.dirs))
        files.add_files_from_theme(shown, self.config)
        files = self.config.plugins.on_files(files, config=self.config)
        set_exclusions(files, self.config)
        return files

    def run(self) -> None:
        """Everything that MkDocs does, in its order."""
        documents = self.files.documentation_pages()
        pages = [file.page or MkDocsPage(None, file, self.config) for file in documents]
        for page in progress.counted("composing", pages):
            if self._ours(page.file):
                self._read(page)
            else:
                mkdocs_build._populate_page(page, self.config, self.files)  # noqa: SLF001
        environment = self.config.plugins.on_env(self.environment, config=self.config, files=self.files)
        progress.step("copying")
        self.files.copy_static_files()
        for template in self.config.theme.static_templates:
            mkdocs_build._build_theme_template(  # noqa: SLF001
                template, environment, self.files, self.config, self.navigation
            )
        for template in self.config.extra_templates:
            mkdocs_build._build_extra_template(template, self.files, self.config, self.navigation)  # noqa: SLF001
        frames = Frames(self.config, environment, self.plugin.page_finisher(self.config))
        ours = [page for page in pages if self._ours(page.file)]

        def write(numbered: tuple[int, MkDocsPage]) -> TextSlot | None:
            progress.step("writing", numbered[0], len(ours))
            return self._write(frames, numbered[1], documents)

        progress.step("writing")
        for page in pages:
            if not self._ours(page.file):
                mkdocs_build._build_page(page, self.config, documents, self.navigation, environment)  # noqa: SLF001
        slots = workers.map_in_two(write, list(enumerate(ours, 1)))
        self.plugin.slots.update(
            {page.file.src_uri: slot for page, slot in zip(ours, slots, strict=True) if slot}
        )
        progress.step("indexing")
        for page in pages:
            page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        self.config.plugins.on_post_build(config=self.config)

    def _ours(self, file: File) -> bool:
        return bool(file.generated_by) and file.src_uri in self.plugin.pages and self.plugin.composed

    def _read(self, page: MkDocsPage) -> None:
        """What MkDocs would do with its Markdown: only the headings are any."""
        made = self.plugin.pages[page.file.src_uri]
        page.meta = {}
        outline = self.plugin.on_page_markdown(made.markdown, page=page, config=self.config, files=self.files)
        html, tokens = self.headings.read(outline.split("\n\n") if outline else [])
        page.toc = get_toc(tokens)
        page.present_anchor_ids = set()
        page.content = self.plugin.on_page_content(html, page=page, config=self.config, files=self.files)

    def _write(self, frames: Frames, page: MkDocsPage, documents: Sequence[File]) -> TextSlot | None:
        context = mkdocs_build.get_context(self.navigation, documents, self.config, page)
        context = self.plugin.on_page_context(context, page=page, config=self.config, nav=self.navigation)
        made = frames.render(page, context)
        path = Path(page.file.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.html.encode("utf-8", errors="xmlcharrefreplace"))
        return self.plugin.text_slot(page, made)
