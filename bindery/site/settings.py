"""What a project's mkdocs.yml says, as far as it is of use here: our own settings, the hosts, the imprint, the style."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from bindery.model.reference_style import NUMBERED, OWN, ReferenceStyle
from bindery.reading.inputs import Imprint, Inputs
from bindery.reading.project import FOLDER, STORE
from bindery.system import disk
from bindery.text.problems import did_you_mean

THEME = "templates/theme"
_INHERIT = re.compile(r"""^INHERIT:[ \t]*["']?([^"'\n#]+)""", re.MULTILINE)


class SiteError(Exception):
    """MkDocs cannot build the site; the message says why."""


class References(config_options.OptionallyRequired[str]):
    """The setting that names one of our styles of reference."""

    def run_validation(self, value: object) -> str:
        """The style, or an error that names those there are."""
        if isinstance(value, str) and value in OWN:
            return value
        near = did_you_mean(value, OWN) if isinstance(value, str) else ""
        raise ValidationError(
            f"`{value}` is no style of references: {f'{near} ' if near else ''}write one of: {', '.join(OWN)}; "
            "any other style is named by a file, as `csl: path/to/style.csl`"
        )


class BinderyConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml."""

    drafts = config_options.Type(bool, default=False)
    """Whether briefings whose status is `draft` are built too; `mkdocs serve` always builds them."""
    strict_figures = config_options.Type(bool, default=False)
    """Whether a figure that nothing cited carries is an error, and not a warning."""
    require_snapshots = config_options.Type(bool, default=False)
    """Whether a quotation that nothing stored can be compared with is an error."""
    hosts = config_options.ListOfItems(config_options.URL(), default=[])
    """Other hosts that pages may load from, each as `https://example.org`; those of `extra_css` and
    `extra_javascript` are named there already."""
    identity = config_options.Type(str, default="")
    """What the ids of the feeds are made from; the site's name when left out. A site that takes a new name says its
    old one here, so that feed readers do not take everything for new."""
    references = References(default=NUMBERED)
    """How references are shown: `numbered`, as Vancouver's, or `author-date`, as Chicago's."""
    csl = config_options.Optional(config_options.Type(str))
    """A style of the Citation Style Language, as a path in the project; it takes the place of `references`."""
    pagefind_above = config_options.Optional(config_options.Type(int))
    """Number of pages above which the published site is searched by Pagefind; nothing means at no number."""


def read_config(root: Path, **options: Any) -> MkDocsConfig:
    """The configuration of the project at `root`, as MkDocs reads it; raises `SiteError` when it cannot be used.

    Args:
        root: the folder of mkdocs.yml.
        options: settings that take the place of those in it.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        message = (
            f"there is no mkdocs.yml in {root.name}/; run this in the project's folder, or name it with -C"
        )
        raise SiteError(message)
    try:
        return load_config(str(file), **options)
    except (Abort, ConfigurationError) as error:
        raise SiteError(f"mkdocs.yml cannot be used: {error}") from error


def configurations(file: Path) -> tuple[Path, ...]:
    """A project's configuration, and those that it inherits from by `INHERIT`, each once."""
    found: dict[Path, None] = {}
    while file.is_file() and file not in found:
        found[file] = None
        parent = _INHERIT.search(file.read_text("utf-8", "replace"))
        file = file.parent / (parent[1].strip() if parent else file.name)
    return tuple(found)


def root_of(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml, which holds `briefings/` and, where there are any, `templates/`."""
    return Path(config.config_file_path).resolve().parent


def hosts_of(config: MkDocsConfig, named: Iterable[str]) -> tuple[str, ...]:
    """The other hosts from which mkdocs.yml lets pages load, as `https://example.org`, in order."""
    loaded = [*named, *map(str, config.extra_javascript), *config.extra_css]
    parts = [urlsplit(address, scheme="https") for address in loaded]
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.netloc}))


def with_style(inputs: Inputs, root: Path, config: BinderyConfig) -> Inputs:
    """The inputs with the style of references that the settings name; raises `PluginError` where it cannot be used."""
    if not config.csl:
        return replace(inputs, style=ReferenceStyle(config.references))
    from bindery.site import pandoc  # noqa: PLC0415  what reads its XML takes long to load, and most sites name no style

    try:
        return pandoc.typeset(inputs, root, config.csl)
    except pandoc.StyleError as error:
        raise PluginError(str(error)) from error


def typesetter_of(config: BinderyConfig) -> dict[str, str]:
    """The version of what sets references in the style that the settings name, if they name a file."""
    if not config.csl:
        return {}
    from bindery.site import pandoc  # noqa: PLC0415  see above

    return {"pandoc": pandoc.pandoc_version()}


def with_configured_style(inputs: Inputs, root: Path) -> Inputs:
    """The same by the settings of the project at `root`, if it has any; raises `SiteError` where they cannot be used."""
    if not (root / "mkdocs.yml").is_file():
        return inputs
    ours = _ours(read_config(root))
    try:
        return with_style(inputs, root, ours) if ours else inputs
    except PluginError as error:
        raise SiteError(str(error)) from error


def _ours(config: MkDocsConfig) -> BinderyConfig | None:
    """Our settings among those of all plugins."""
    found = (plugin.config for plugin in config.plugins.values())
    return next((settings for settings in found if isinstance(settings, BinderyConfig)), None)


def imprint_of(config: MkDocsConfig) -> Imprint:
    """What the site calls itself, and where it says that it is."""
    ours = _ours(config)
    return Imprint(
        config.site_name,
        config.site_description or "",
        config.site_url or "",
        ours.identity if ours else "",
    )


@dataclass(frozen=True)
class Settings:
    """What the other commands need to know of mkdocs.yml.

    Attributes:
        sources: the files and folders of the project that a site is made from, mkdocs.yml among them.
    """

    imprint: Imprint
    site_url: str
    docs_dir: Path
    directory_urls: bool
    sources: tuple[Path, ...]
    trusted: Trusted


def load_settings(root: Path) -> Settings:
    """The settings of the project at `root`; raises `SiteError` when mkdocs.yml cannot be used."""
    config = read_config(root)
    docs = Path(config.docs_dir)
    ours = _ours(config)
    named = [
        config.theme.custom_dir,
        *config.hooks,
        ours.csl if ours else None,
    ]  # where a project has such things
    own = (*configurations(root / "mkdocs.yml"), root / FOLDER, root / STORE, root / disk.TEMPLATES, docs)
    return Settings(
        imprint_of(config),
        config.site_url or "",
        docs,
        config.use_directory_urls,
        (*own, *(Path(config.config_file_path).parent / name for name in named if name)),
        _trusted(config),
    )


def _trusted(config: MkDocsConfig) -> Trusted:
    """What a project's configuration answers for: the theme's scripts, those that it names, and the hosts."""
    ours = _ours(config)
    named = (str(script).lstrip("./") for script in config.extra_javascript)
    return Trusted(
        hosts=hosts_of(config, ours.hosts if ours else ()),
        scripts=frozenset(named),
        folders=(disk.shipped(THEME), *map(Path, config.theme.dirs)),
        base=urlsplit(config.site_url or "/").path or "/",
    )


MARK = ".bindery-site"  # a file that every site of ours has, and nothing else


@dataclass(frozen=True)
class Trusted:
    """What a project's configuration answers for.

    Attributes:
        hosts: other hosts that pages may load from, as `https://example.org`.
        scripts: paths on the site of the scripts that it names.
        folders: the folders of the theme: what lies in one is known.
        base: path of the address at which the site will be read: `/`, or `/news/`.
    """

    hosts: tuple[str, ...] = ()
    scripts: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    base: str = "/"

    def knows(self, script: str) -> bool:
        """Whether a script, by its path on the site, is one of the theme's or named."""
        return script in self.scripts or any((folder / script).is_file() for folder in self.folders)

    def lets(self, address: str) -> bool:
        """Whether pages may load from an address on another host."""
        parts = urlsplit(address, scheme="https")
        return f"{parts.scheme}://{parts.netloc}" in self.hosts
