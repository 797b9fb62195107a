"""Bindery's part of the Material theme: what it adds to the configuration, and what of Material's own it leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs
from jinja2 import Environment, FunctionLoader

from bindery.exports import sitemap
from bindery.html import csp, redirect
from bindery.search import stemmers
from bindery.search.search_index import search_settings
from bindery.site.bodies import BodySettings
from bindery.site.settings import THEME
from bindery.system import disk
from bindery.system.template_cache import MarkingLoader, TemplateBytecode

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

STYLE = "assets/bindery/bindery.css"
SCRIPT = "assets/bindery/bindery.js"
ICON = "assets/bindery/mark.svg"
STOCK_ICON = "assets/images/favicon.png"
_WORKERS = "assets/javascripts/workers/"  # the search of Material; ours takes its place
STOCK_FONT = {"text": "Roboto", "code": "Roboto Mono"}  # loaded from another host; our own are in the theme


def configure_theme(config: MkDocsConfig) -> None:
    """Adds our templates, style, script and icon to the configuration; settings of the project's own are kept.

    Our templates come after the project's `custom_dir` and before Material's, so each can override the next.
    """
    position = 1 if config.theme.custom_dir else 0
    config.theme.dirs.insert(position, str(disk.shipped(THEME).resolve()))
    if not has_own_sitemap(config):  # that of MkDocs has wrong dates, and is empty without `site_url`
        config.theme.static_templates.discard(sitemap.NAME)
    if config.theme["favicon"] == STOCK_ICON:
        config.theme["favicon"] = ICON
    if config.theme["font"] == STOCK_FONT:
        config.theme["font"] = False
    config.extra_css.insert(0, STYLE)
    config.extra_javascript.insert(0, SCRIPT)
    config.extra.setdefault("homepage", "." if config.use_directory_urls else "index.html")
    if "attr_list" not in config.markdown_extensions:  # our headings need it for their anchors
        config.markdown_extensions.append("attr_list")


def has_own_sitemap(config: MkDocsConfig) -> bool:
    """Whether the project's `custom_dir` has a template of the sitemap."""
    folder: str | None = config.theme.custom_dir
    return folder is not None and Path(folder, sitemap.NAME).is_file()


def drop_stock_sitemap(files: Files, config: MkDocsConfig) -> None:
    """Removes the theme's template of the sitemap from the files: MkDocs would publish it unrendered."""
    found = files.get_file_from_path(sitemap.NAME)
    if found and found.src_dir != config.docs_dir and not has_own_sitemap(config):
        files.remove(found)


def drop_unused_scripts(files: Files, config: MkDocsConfig, *, moved: bool) -> list[str]:
    """Removes the theme's scripts that no page of this site loads: its search, and that of former addresses.

    Files that are never published need not be deleted later: for minutes after files were deleted, some file systems
    are slow to make others in the same folder.

    Args:
        files: the files of the site.
        config: its configuration.
        moved: whether a page leads on from a former address, which needs a script.

    Returns:
        The languages of the search that the theme has no script for.
    """
    search = config.plugins.get("material/search")
    languages = (search.config.get("lang") or ["en"]) if search is not None else []
    served = stemmers.served_languages(languages, lambda path: files.get_file_from_path(path) is not None)
    needed = stemmers.stemmer_scripts(served)
    unused = set() if moved else {redirect.SCRIPT}
    for file in list(files):
        of_search = file.dest_uri.startswith((stemmers.FOLDER, _WORKERS)) and file.dest_uri not in needed
        if of_search or file.dest_uri in unused:
            files.remove(file)
    return [language for language in languages if language not in served]


def body_settings(config: MkDocsConfig) -> BodySettings:
    """What the bodies of briefings are made with."""
    search = config.plugins.get("material/search") or config.plugins.get("search")
    known = dict(search.config) if search is not None else {}
    separator = search_settings(known).separator
    scratch = Path(config.site_dir).parent
    return BodySettings(config.markdown_extensions, config.mdx_configs or {}, separator, scratch)


def kind_of_templates(env: Environment) -> str:
    """The name of the templates of the theme in the cache of compiled templates."""
    return f"theme of MkDocs {mkdocs.__version__}, {sorted(env.extensions)}"


def mark_scripts(env: Environment, mark: str, *, cached: bool) -> None:
    """Marks the scripts in every template as it is loaded: a page's policy allows marked scripts only.

    Args:
        env: the environment of the theme.
        mark: an attribute that no author can guess, such as `data-0f3a`.
        cached: whether to keep compiled templates from build to build; only safe if no one else changes how they are
            compiled.
    """
    stock = env.loader
    if stock is None:
        return
    if cached:
        kept = TemplateBytecode(kind_of_templates(env))
        env.loader = MarkingLoader(stock, csp.mark_template, mark, kept)
        return

    def load(name: str) -> tuple[str, str | None, Any]:
        source, file, fresh = stock.get_source(env, name)
        return csp.mark_template(source, mark), file, fresh

    env.loader = FunctionLoader(load)
