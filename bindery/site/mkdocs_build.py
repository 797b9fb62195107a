"""Builds a project's website into an empty folder, with MkDocs or with the fast build in its place."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError

from bindery.edition import Edition
from bindery.provenance.made_from import SiteInputs
from bindery.reading.inputs import Inputs
from bindery.search.parts import PartSize
from bindery.site import fast_build, theme
from bindery.site.bodies import BodySettings
from bindery.site.kept_theme import KeptTheme
from bindery.site.other_plugins import OtherPluginError, PluginChanges, PluginNameFilter
from bindery.site.plugin import Assemble, BinderyPlugin
from bindery.site.publishable import BriefingsError
from bindery.site.settings import Settings, SiteError, named_scripts, read_config, settings_of
from bindery.system import progress
from bindery.text.report import printable_lines


@dataclass(frozen=True)
class BuildOutcome:
    """The result of a build.

    Attributes:
        edition: the pages and files that were added to the site.
        inputs: what the edition was made from.
        ingredients: everything that the site was made from, for its manifest.
        theme: what a later build needs of the theme; None where nothing can be kept.
        by_hand: full addresses of the hand-written pages, for the sitemap.
        search: what is kept of the parts of the search index.
        strict: whether warnings stop a build.
        renewable: whether an incremental build may update this site when only briefings change.
        changes: what other plugins did to the site.
        scripts: paths on the site of the script files that mkdocs.yml names, as plugins left them.
        known: the settings of the project that it was built with.
    """

    edition: Edition
    inputs: Inputs
    ingredients: SiteInputs
    theme: KeptTheme | None
    by_hand: list[str]
    search: list[PartSize]
    strict: bool
    renewable: bool
    changes: PluginChanges
    scripts: frozenset[str]
    known: Settings


def build_site(root: Path, site_dir: Path, **options: Any) -> Edition:
    """Build the whole site, as `construct` does, with the same options; returns its edition."""
    return construct(root, site_dir, **options).edition


def construct(
    root: Path,
    site_dir: Path,
    *,
    drafts: bool = False,
    strict: bool | None = None,
    strict_figures: bool = False,
    require_snapshots: bool = False,
    release: str = "",
    lenient: bool = False,
    assemble: Assemble | None = None,
) -> BuildOutcome:
    """Build the site of the project at `root` into `site_dir`, which is emptied first.

    Args:
        root: the folder of mkdocs.yml.
        site_dir: the folder for the site.
        drafts: whether drafts are built too.
        strict: whether a warning stops the build; None leaves the choice to mkdocs.yml.
        strict_figures: whether a figure that is in no cited source stops the build.
        require_snapshots: whether a quotation stops the build if there is no snapshot to compare it with.
        release: the handling mark that readers may see; empty for everything.
        lenient: whether to build in spite of errors in briefings: pages that list the errors take the place of those
            that cannot be built. The edition has the errors, too.
        assemble: puts the edition together from the bodies of briefings, where the fast build writes the pages.

    Raises:
        BriefingsError: the briefings have errors, or warnings in a strict build.
        SiteError: MkDocs cannot build the site; it has logged its own messages.
    """
    asked = {"drafts": drafts, "strict_figures": strict_figures, "require_snapshots": require_snapshots}
    config, plugin = _configured(root, site_dir, strict, asked)
    known = settings_of(root, config)
    plugin.release = release
    plugin.lenient = lenient
    fast = fast_build.can_build_fast(config)
    plugin.assemble = assemble if fast else None
    _run(config, plugin, fast=fast)
    renewable = fast and fast_build.is_closed(config) and plugin.composed
    renewable = renewable and not plugin.config.csl
    if plugin.inputs is None:
        raise SiteError("another plugin stopped Bindery from reading the briefings")
    return BuildOutcome(
        plugin.edition,
        plugin.inputs,
        plugin.ingredients(config),
        plugin.theme,
        plugin.by_hand,
        plugin.search,
        bool(config.strict) and not release,
        renewable,
        plugin.changes,
        named_scripts(config),
        known,
    )


def _configured(
    root: Path, site_dir: Path, strict: bool | None, asked: Mapping[str, bool]
) -> tuple[MkDocsConfig, BinderyPlugin]:
    """The configuration of a project and our plugin in it, with what was asked for.

    Args:
        root: the folder of mkdocs.yml.
        site_dir: the folder for the site.
        strict: whether a warning stops the build; None leaves the choice to mkdocs.yml.
        asked: options of the plugin, by name; true switches one on that mkdocs.yml leaves off.

    Raises:
        SiteError: mkdocs.yml cannot be used, or does not list the plugin.
    """
    progress.step("preparing")
    config = read_config(root, site_dir=str(site_dir), **({} if strict is None else {"strict": strict}))
    plugin = next((p for p in config.plugins.values() if isinstance(p, BinderyPlugin)), None)
    if plugin is None:
        message = "mkdocs.yml does not list the plugin: add `bindery` under `plugins:`"
        raise SiteError(message)
    plugin.run_by_bindery = True
    for name, wanted in asked.items():
        plugin.config[name] = plugin.config[name] or wanted
    return config, plugin


def read_project_inputs(
    root: Path, *, release: str = "", **asked: bool
) -> tuple[Inputs, BodySettings | None, bool]:
    """What the edition of a project is made from, exactly as a build reads it.

    Args:
        root: the folder of mkdocs.yml.
        release: the handling mark that readers may see; empty for everything.
        asked: options of the plugin, by name, such as `drafts`.

    Returns:
        The inputs; what bodies are made with, or None where a build makes no bodies; and whether warnings stop a build.

    Raises:
        BriefingsError: there is a link or another irregular file among the documents.
        SiteError: mkdocs.yml or the reference style cannot be used.
    """
    config, plugin = _configured(root, root / "site", None, asked)
    plugin.release = release
    try:
        with _printing_warnings(plugin):
            config.plugins.on_startup(command="build", dirty=False)
            config = config.plugins.on_config(config)
            progress.step("reading")
            inputs = plugin.read_inputs(config)
            has_bodies = fast_build.can_build_fast(config) and not inputs.own_templates
            strict = bool(config.strict) and not release
            return inputs, theme.body_settings(config) if has_bodies else None, strict
    except (Abort, PluginError) as error:
        raise SiteError(str(error) or "MkDocs stopped") from error
    finally:
        config.plugins.on_shutdown()


def _run(config: MkDocsConfig, plugin: BinderyPlugin, *, fast: bool) -> None:
    """Runs the fast build, or MkDocs; raises `SiteError` if it cannot build the site."""
    try:
        with _printing_warnings(plugin):
            config.plugins.on_startup(command="build", dirty=False)
            if fast:
                fast_build.build_fast(config, plugin)
            else:
                mkdocs_build.build(config)
    except (Abort, PluginError) as error:
        failed = (
            error if isinstance(error, OtherPluginError) else error.__context__
        )  # MkDocs makes an `Abort` of it
        if isinstance(failed, OtherPluginError):
            raise BriefingsError((failed.problem,)) from error
        raise SiteError(str(error) or "MkDocs stopped") from error
    except UnicodeDecodeError as error:  # MkDocs has logged the name of the file
        raise SiteError(f"a hand-written page is not UTF-8: {error}") from error
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _printing_warnings(plugin: BinderyPlugin) -> Iterator[None]:
    """Prints the warnings of MkDocs and its plugins while the block runs.

    Args:
        plugin: our plugin, which knows whose hook runs.
    """
    handler = logging.StreamHandler()
    handler.addFilter(PluginNameFilter(plugin.changes))
    handler.setFormatter(_PrintableFormatter("%(levelname)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _PrintableFormatter(logging.Formatter):
    """Escapes what a terminal must not receive: messages of MkDocs hold names of files and links."""

    def format(self, record: logging.LogRecord) -> str:
        return printable_lines(super().format(record))
