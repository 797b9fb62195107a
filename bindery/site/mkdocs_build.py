"""A website assembled in an empty folder: MkDocs, or our press in its place, run with the plugin on a project."""

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
from bindery.html.splice import TextSlot
from bindery.provenance.made_from import SiteInputs
from bindery.reading.inputs import Inputs
from bindery.site import fast_build
from bindery.site.plugin import BinderyPlugin
from bindery.site.settings import SiteError, read_config
from bindery.system import progress
from bindery.text.report import printable_lines


@dataclass(frozen=True)
class BuildOutcome:
    """What became of a build.

    Attributes:
        edition: what the site was made from.
        inputs: what that was made from.
        ingredients: all that the site was made from.
        slots: where the words of generated pages stand in them, by the paths of the pages' files.
        strict: whether warnings stop a build.
        renewable: whether the next site may be made of this one, where only briefings are edited.
    """

    edition: Edition
    inputs: Inputs
    ingredients: SiteInputs
    slots: Mapping[str, TextSlot]
    strict: bool
    renewable: bool


def build_site(root: Path, site_dir: Path, **options: Any) -> Edition:
    """Build the whole site, as `construct` does; returns the edition that it was made from."""
    return construct(root, site_dir, **options).edition


def construct(
    root: Path,
    site_dir: Path,
    *,
    drafts: bool = False,
    strict: bool | None = None,
    strict_figures: bool = False,
    require_snapshots: bool = False,
    lenient: bool = False,
) -> BuildOutcome:
    """Build the site of the project at `root` into `site_dir`, which is emptied first.

    Args:
        root: the folder of mkdocs.yml.
        site_dir: where the site goes.
        drafts: whether drafts are built too.
        strict: whether a warning stops the build; None leaves it to mkdocs.yml.
        strict_figures: whether a figure that nothing cited carries stops it.
        require_snapshots: whether a quotation that nothing stored can be compared with stops it.
        lenient: whether errors in briefings stop nothing: what is right is built, and pages of errors in place of
            the rest; the edition names them.

    Raises:
        BriefingsError: the briefings have errors.
        SiteError: MkDocs refuses; its own messages have been logged.
    """
    progress.step("preparing")
    config = read_config(root, site_dir=str(site_dir), **({} if strict is None else {"strict": strict}))
    plugin = next((p for p in config.plugins.values() if isinstance(p, BinderyPlugin)), None)
    if plugin is None:
        message = "mkdocs.yml does not list the plugin: add `bindery` under `plugins:`"
        raise SiteError(message)
    plugin.run_by_bindery, plugin.lenient = True, lenient
    plugin.config.drafts = plugin.config.drafts or drafts
    plugin.config.strict_figures = plugin.config.strict_figures or strict_figures
    plugin.config.require_snapshots = plugin.config.require_snapshots or require_snapshots
    suits = fast_build.can_build_fast(config)
    _run(config, plugin, pressed=suits)
    renewable = suits and fast_build.is_closed(config) and plugin.composed
    renewable = renewable and not plugin.large and not plugin.config.csl
    if plugin.inputs is None:
        raise SiteError("another plugin keeps ours from reading the briefings")
    return BuildOutcome(
        plugin.edition,
        plugin.inputs,
        plugin.ingredients(config),
        plugin.slots,
        bool(config.strict),
        renewable,
    )


def _run(config: MkDocsConfig, plugin: BinderyPlugin, *, pressed: bool) -> None:
    """Runs our press, or MkDocs; raises `SiteError` where it refuses."""
    try:
        with _telling():
            config.plugins.on_startup(command="build", dirty=False)
            if pressed:
                fast_build.build_fast(config, plugin)
            else:
                mkdocs_build.build(config)
    except (Abort, PluginError) as error:
        raise SiteError(str(error) or "MkDocs stopped") from error
    except UnicodeDecodeError as error:  # MkDocs has logged which
        raise SiteError(f"a page written by hand is not UTF-8: {error}") from error
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _telling() -> Iterator[None]:
    """Has the warnings of MkDocs and of its plugins printed."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Printable("%(levelname)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Printable(logging.Formatter):
    """MkDocs' own messages name files and links, which authors have named."""

    def format(self, record: logging.LogRecord) -> str:
        return printable_lines(super().format(record))
