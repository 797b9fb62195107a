"""Reads mkdocs.yml: our own settings, the site's name and address, trusted hosts and scripts, the reference style."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from bindery.html.csp import AllowedSources
from bindery.model.reference_style import NUMBERED, OWN, ReferenceStyle
from bindery.model.vocabulary import HANDLING
from bindery.reading.inputs import Imprint, Inputs
from bindery.reading.project import FOLDER, STORE
from bindery.site.trusted import Trusted
from bindery.system import disk
from bindery.text.problems import did_you_mean

THEME = "templates/theme"
_SHA256 = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")
_DOCS_DIR = re.compile(r"^docs_dir[ \t]*:", re.MULTILINE)
_INHERIT = re.compile(r"""^INHERIT:[ \t]*["']?([^"'\n#]+)""", re.MULTILINE)


class SiteError(Exception):
    """MkDocs cannot build the site; the message says why."""


class References(config_options.OptionallyRequired[str]):
    """The type of the setting `references`: the name of a built-in reference style."""

    def run_validation(self, value: object) -> str:
        """The name of the style; raises `ValidationError` if there is no such style."""
        if isinstance(value, str) and value in OWN:
            return value
        near = did_you_mean(value, OWN) if isinstance(value, str) else ""
        raise ValidationError(
            f"`{value}` is not a reference style: {f'{near} ' if near else ''}write one of: {', '.join(OWN)}; "
            "for any other style, name a file, as in `csl: path/to/style.csl`"
        )


class AllowedHash(config_options.OptionallyRequired[str]):
    """The type of a hash of an inline script or style, as a Content-Security-Policy writes it."""

    def run_validation(self, value: object) -> str:
        """The hash without quotation marks; raises `ValidationError` if it is none."""
        found = value.strip(" '\"") if isinstance(value, str) else ""
        if _SHA256.fullmatch(found):
            return found
        raise ValidationError(f"`{value}` is not a hash: write it as `bindery build` prints it, `sha256-…=`")


class AllowedScript(AllowedHash):
    """The type of an item of `allow_scripts`: a hash, or the path of a script file on the site."""

    def run_validation(self, value: object) -> str:
        """The hash or path; raises `ValidationError` if it is neither."""
        if isinstance(value, str) and value.endswith((".js", ".mjs")) and ":" not in value:
            return value.lstrip("./")
        return super().run_validation(value)


class BinderyConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml."""

    drafts = config_options.Type(bool, default=False)
    """Whether to build briefings whose status is `draft`, too; `mkdocs serve` always builds them."""
    strict_figures = config_options.Type(bool, default=False)
    """Whether a figure that is in no cited source is an error instead of a warning."""
    require_snapshots = config_options.Type(bool, default=False)
    """Whether a quotation is an error if there is no snapshot to compare it with."""
    reviewers = config_options.Choice((0, 1, 2), default=0)
    """How many different people must have reviewed each claim and section before a briefing is published."""
    hosts = config_options.ListOfItems(config_options.URL(), default=[])
    """Other hosts that pages may load from, each as `https://example.org`. Those in `extra_css` and `extra_javascript`
    need not be repeated here."""
    allow_scripts = config_options.ListOfItems(AllowedScript(), default=[])
    """Inline scripts that may run in pages, each by its hash, and script files that no other setting names, by path."""
    allow_styles = config_options.ListOfItems(AllowedHash(), default=[])
    """Inline styles that pages may use, each by its hash."""
    hand_written_only = config_options.ListOfItems(config_options.Type(str), default=[])
    """Names of plugins that see the pages in `docs/` only, and leave those of briefings alone."""
    identity = config_options.Type(str, default="")
    """The text that the ids in feeds are made from; by default the site's name. If you rename the site, put its old name
    here, so that feed readers do not show every entry as new."""
    references = References(default=NUMBERED)
    """How references are shown: `numbered`, as in Vancouver style, or `author-date`, as in Chicago style."""
    csl = config_options.Optional(config_options.Type(str))
    """Path in the project of a style file of the Citation Style Language. It overrides `references`."""
    audience = config_options.Choice(tuple(HANDLING), default="TLP:CLEAR")
    """The strictest handling mark that those who can open the site's address may read."""
    count_withheld = config_options.Type(bool, default=False)
    """Whether readers of a release at a handling level are told how much is withheld from them."""
    pdf = config_options.Type(bool, default=False)
    """Whether each briefing is made as a PDF file too, in the folder of the offline bundle and as a download on the site."""
    epub = config_options.Type(bool, default=False)
    """Whether each briefing is made as an e-book too, in the same places."""
    docx = config_options.Type(bool, default=False)
    """Whether each briefing is made as a Word document too, in the same places."""
    offline = config_options.Type(bool, default=False)
    """Whether the one-file edition of each briefing is a download on the site too."""
    pagefind_above = config_options.Deprecated(
        message="`pagefind_above` does nothing now: the search of a site of any size loads little. Delete the line."
    )
    """No longer used; named here so that a project that sets it gets this message."""


def read_config(root: Path, **options: Any) -> MkDocsConfig:
    """The configuration of a project, as MkDocs reads it.

    Args:
        root: the folder of mkdocs.yml.
        options: settings that override those in mkdocs.yml.

    Raises:
        SiteError: there is no mkdocs.yml, or MkDocs cannot use it.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        message = (
            f"there is no mkdocs.yml in {root.name}/; run this in the project's folder, or name it with -C"
        )
        raise SiteError(message)
    _make_docs(root)
    try:
        return load_config(str(file), **options)
    except (Abort, ConfigurationError) as error:
        raise SiteError(f"mkdocs.yml cannot be used: {error}") from error


def _make_docs(root: Path) -> None:
    """Makes the folder `docs/` if it is not there and nothing names another: MkDocs insists on one, briefings need none."""
    named = any(
        _DOCS_DIR.search(file.read_text("utf-8", "replace")) for file in configurations(root / "mkdocs.yml")
    )
    if not named:
        with suppress(OSError):  # MkDocs then says what is missing
            (root / "docs").mkdir(exist_ok=True)


def configurations(file: Path) -> tuple[Path, ...]:
    """A project's configuration file, and those that it inherits from with `INHERIT`, each once."""
    found: dict[Path, None] = {}
    while file.is_file() and file not in found:
        found[file] = None
        parent = _INHERIT.search(file.read_text("utf-8", "replace"))
        file = file.parent / (parent[1].strip() if parent else file.name)
    return tuple(found)


def root_of(config: MkDocsConfig) -> Path:
    """The project's folder: it holds mkdocs.yml, `briefings/` and perhaps `templates/`."""
    return Path(config.config_file_path).resolve().parent


def hosts_of(config: MkDocsConfig, named: Iterable[str]) -> tuple[str, ...]:
    """The other hosts that pages may load from, each as `https://example.org`, sorted.

    Args:
        config: the configuration, whose `extra_css` and `extra_javascript` may name hosts.
        named: hosts or addresses that are named elsewhere, in the setting `hosts`.
    """
    loaded = [*named, *map(str, config.extra_javascript), *config.extra_css]
    parts = [urlsplit(address, scheme="https") for address in loaded]
    return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.netloc}))


def allowed_sources(config: MkDocsConfig, ours: BinderyConfig) -> AllowedSources:
    """What pages may load and run in addition to the site's own files.

    Args:
        config: the configuration.
        ours: the plugin's settings in it.
    """
    return AllowedSources(
        hosts=hosts_of(config, ours.hosts),
        scripts=frozenset(f"'{one}'" for one in ours.allow_scripts if _SHA256.fullmatch(one)),
        styles=frozenset(f"'{one}'" for one in ours.allow_styles),
    )


def named_scripts(config: MkDocsConfig) -> frozenset[str]:
    """Paths on the site of the script files that mkdocs.yml names, and of those that plugins put in their place."""
    ours = _ours(config)
    listed = [str(script).lstrip("./") for script in config.extra_javascript]
    return frozenset([*listed, *(ours.allow_scripts if ours else ())])


def with_reference_style(inputs: Inputs, root: Path, config: BinderyConfig) -> Inputs:
    """The inputs with the reference style that the settings name.

    Args:
        inputs: what an edition will be made from.
        root: the project's folder.
        config: the plugin's settings.

    Raises:
        PluginError: the style cannot be used.
    """
    if not config.csl:
        return replace(inputs, style=ReferenceStyle(config.references))
    from bindery.site import pandoc  # noqa: PLC0415  it loads an XML parser, which takes long, and few sites need it

    try:
        return pandoc.typeset(inputs, root, config.csl)
    except pandoc.StyleError as error:
        raise PluginError(str(error)) from error


def typesetter_of(config: BinderyConfig) -> dict[str, str]:
    """The version of pandoc, if the settings name a style file that it has to apply; otherwise nothing."""
    if not config.csl:
        return {}
    from bindery.site import pandoc  # noqa: PLC0415  as above

    return {"pandoc": pandoc.pandoc_version()}


def with_configured_style(inputs: Inputs, root: Path, *, reviewed: bool = False) -> Inputs:
    """The inputs with the reference style that mkdocs.yml names, if there is a mkdocs.yml.

    Args:
        inputs: the inputs.
        root: the project's folder.
        reviewed: whether they also get the number of reviewers that mkdocs.yml asks for.

    Raises:
        SiteError: mkdocs.yml or the style cannot be used.
    """
    if not (root / "mkdocs.yml").is_file():
        return inputs
    ours = _ours(read_config(root))
    if not ours:
        return inputs
    if reviewed:
        inputs = replace(inputs, reviewers=ours.reviewers)
    try:
        return with_reference_style(inputs, root, ours)
    except PluginError as error:
        raise SiteError(str(error)) from error


def counts_withheld(root: Path) -> bool:
    """Whether readers of a release are told how much is withheld from them.

    Raises:
        SiteError: mkdocs.yml cannot be used.
    """
    ours = _ours(read_config(root)) if (root / "mkdocs.yml").is_file() else None
    return bool(ours and ours.count_withheld)


def _ours(config: MkDocsConfig) -> BinderyConfig | None:
    """The settings of our plugin; None if mkdocs.yml does not list it."""
    found = (plugin.config for plugin in config.plugins.values())
    return next((settings for settings in found if isinstance(settings, BinderyConfig)), None)


def imprint_of(config: MkDocsConfig) -> Imprint:
    """The site's name, description and address, and the text that feed ids are made from."""
    ours = _ours(config)
    return Imprint(
        config.site_name,
        config.site_description or "",
        config.site_url or "",
        ours.identity if ours else "",
        str(config.theme["language"] or "en"),
        bool(ours and ours.pdf),
        bool(ours and ours.epub),
        bool(ours and ours.docx),
        bool(ours and ours.offline),
        ours.audience if ours else "TLP:CLEAR",
    )


@dataclass(frozen=True)
class Settings:
    """What the commands need to know from mkdocs.yml.

    Attributes:
        imprint: the site's name, description and address.
        site_url: the address, as it is written; may be empty.
        docs_dir: the folder of hand-written documents.
        directory_urls: whether addresses end in a slash.
        sources: the files and folders that the site is made from, including mkdocs.yml.
        trusted: what pages may load and run.
    """

    imprint: Imprint
    site_url: str
    docs_dir: Path
    directory_urls: bool
    sources: tuple[Path, ...]
    trusted: Trusted


def load_settings(root: Path) -> Settings:
    """The settings of the project at `root`; raises `SiteError` if mkdocs.yml cannot be used."""
    return settings_of(root, read_config(root))


def settings_of(root: Path, config: MkDocsConfig) -> Settings:
    """The settings in a configuration, as MkDocs reads it, before plugins have changed it.

    Args:
        root: the folder of mkdocs.yml.
        config: the configuration.
    """
    docs = Path(config.docs_dir)
    ours = _ours(config)
    named = [
        config.theme.custom_dir,
        *config.hooks,
        ours.csl if ours else None,
    ]  # the first and the last may be None
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
    """What the configuration allows pages to load: the theme's scripts, those that it names, and other hosts."""
    ours = _ours(config)
    return Trusted(
        hosts=hosts_of(config, ours.hosts if ours else ()),
        scripts=named_scripts(config),
        folders=(disk.shipped(THEME), *map(Path, config.theme.dirs)),
        base=urlsplit(config.site_url or "/").path or "/",
    )
