"""Other MkDocs plugins on a site: which are refused, what they may change, and who is named if something goes wrong.

Each of their hooks is called through a guard. It turns an exception into a message that names the plugin, leaves the
finished pages of briefings alone where a plugin would misread them, and notes which plugin added a script to a page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from bindery.html import csp, redirect
from bindery.html.scan import scan_page
from bindery.pages.addresses import relative
from bindery.site.settings import THEME
from bindery.system import atomic, disk
from bindery.text.problems import Problem
from bindery.text.report import render

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as MkDocsPage

OURS = frozenset({"bindery", "search", "material/search"})
# A briefing's Markdown is finished HTML between headings: a plugin that rewrites Markdown would only damage it.
_NOT_FOR_BRIEFINGS = frozenset({"page_markdown", "page_read_source", "pre_page"})
_CHANGING = frozenset({"page_content", "post_page", "post_template"})  # their result is HTML
HAND_WRITTEN_ONLY = ("rss", "git-authors")
"""Plugins that need the file of each page; the pages of briefings have none."""
_REMOVE = "remove it from `plugins` in mkdocs.yml"
_KNOWN_FAULTS = {
    "git-revision-date-localized": "build in a git repository, or set `fallback_to_build_date: true` for this plugin",
    "rss": f"build in a git repository, or set `use_git: false` for this plugin; or {_REMOVE}: Bindery makes feeds of its own",
    "social": f"it needs a network for its fonts; or {_REMOVE}: Bindery makes cards for briefings itself",
    "privacy": f"it needs a network; or {_REMOVE}: the pages load nothing from other hosts without it",
    "info": f"it needs a network; or {_REMOVE}",
}

_BEGINNING = 8  # characters before its name where a plugin's message begins with it, as in `[social]`
_LOGGER = re.compile(r"mkdocs\.(?:plugins|material)\.(\w+)")  # how plugins name their loggers
_REPORTED = re.compile(r"error\[B61[67]\]|Error (?:reading|building) (?:page|template) '.*':\s*$")

log = get_plugin_logger("bindery")


@dataclass(frozen=True)
class Refusal:
    """Why a plugin cannot be used.

    Attributes:
        reason: what it does, to follow its name.
        instead: what to do, as an instruction.
        applies: whether its settings, or those of the site, make it do that.
    """

    reason: str
    instead: str
    applies: Callable[[Mapping[str, Any], MkDocsConfig], bool] = lambda _settings, _config: True


REFUSED = {
    "i18n": Refusal(
        "builds the site again for each language, and the pages of briefings have no file to build again from",
        f"{_REMOVE}; a briefing has its own `language`, and several languages need one mkdocs.yml each",
    ),
    "material/offline": Refusal(
        "makes pages load a script from another host",
        f"{_REMOVE}: `bindery build` makes an offline bundle itself",
        lambda settings, _: bool(settings.get("enabled", True)),
    ),
    "mermaid2": Refusal(
        "makes pages run Mermaid, whose drawings the policy of the pages forbids",
        f"{_REMOVE}, and save the diagram as an image",
    ),
    "section-index": Refusal(
        "changes templates of the navigation that Bindery has its own of",
        f"{_REMOVE}, and add `navigation.indexes` to `features` under `theme`",
    ),
    "awesome-nav": Refusal(
        "makes the navigation, and mkdocs.yml has one too",
        "remove `nav` from mkdocs.yml, or remove this plugin from `plugins`",
        lambda _, config: config.nav is not None,
    ),
}


class OtherPluginError(PluginError):
    """Another plugin is refused, or failed.

    Raised while MkDocs runs. Caught by `mkdocs_build`, which reports the problem; `mkdocs build` prints it.

    Attributes:
        problem: what is wrong, with the name of the plugin.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(render([problem], "text").rsplit("\n\n", 1)[0])
        self.problem = problem


@dataclass
class PluginChanges:
    """What other plugins did to a site.

    Attributes:
        added: the plugin that added each inline script or style, by its hash as `csp.digest` writes it, and each script
            file, by the last part of its path.
        written: the plugin that wrote each HTML file after MkDocs had written all pages, by path on the site.
        current: name of the plugin whose hook runs; empty for none.
    """

    added: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    current: str = ""


def guard(config: MkDocsConfig, settings: Collection[str], changes: PluginChanges) -> None:
    """Puts a guard in front of each hook of other plugins, and refuses those that cannot be used.

    Args:
        config: the configuration of the site.
        settings: names of the plugins that see hand-written pages only.
        changes: what the plugins do is noted here.

    Raises:
        OtherPluginError: a plugin cannot be used.
    """
    for name, plugin in config.plugins.items():
        refusal = REFUSED.get(name)
        if refusal and refusal.applies(getattr(plugin, "config", None) or {}, config):
            raise OtherPluginError(_refused(name, refusal))
    origins = config.plugins._event_origins  # noqa: SLF001  the only place where MkDocs keeps the names
    only = frozenset({*HAND_WRITTEN_ONLY, *settings})
    for event, methods in config.plugins.events.items():
        for at, method in enumerate(methods):
            name = origins.get(method, "")
            if name and name not in OURS and not isinstance(method, _Guarded):
                methods[at] = guarded = _Guarded(name, event, method, name in only, changes)
                origins[guarded] = name


def _refused(name: str, refusal: Refusal) -> Problem:
    short = name.removeprefix("material/")
    return Problem("B616", f"the plugin `{short}` {refusal.reason}", path="mkdocs.yml", help=refusal.instead)


class _Guarded:
    """A hook of another plugin.

    Args:
        name: name of the plugin.
        event: name of the hook, without `on_`.
        method: the hook.
        hand_written: whether the plugin sees hand-written pages only.
        changes: what it does is noted here.
    """

    def __init__(
        self, name: str, event: str, method: Callable[..., Any], hand_written: bool, changes: PluginChanges
    ) -> None:
        self.name = name.removeprefix("material/")
        self.event = event
        self.method = method
        self.hand_written = hand_written
        self.changes = changes
        self.mkdocs_priority = getattr(method, "mkdocs_priority", 0)

    def __getattr__(self, name: str) -> Any:
        """Whatever else someone asks of the hook, such as `__self__`."""
        return getattr(self.method, name)

    def __call__(self, *args: Any, **names: Any) -> Any:
        """Calls the hook; returns None, which changes nothing, where the hook would misread a briefing's page."""
        page: MkDocsPage | None = names.get("page") or (
            args[0] if self.event == "pre_page" and args else None
        )
        generated = bool(page and page.file.generated_by == "bindery")
        if generated and (self.hand_written or self.event in _NOT_FOR_BRIEFINGS):
            return None
        before = self.changes.current
        self.changes.current = self.name
        try:
            result = self._run(args, names)
        except OtherPluginError:
            raise
        except (Exception, SystemExit) as error:
            log.debug("The plugin `%s` failed.", self.name, exc_info=True)
            raise OtherPluginError(self._failed(error, page, generated=generated)) from error
        finally:
            self.changes.current = before
        if self.event in _CHANGING and isinstance(result, str) and result != args[0]:
            self._note_scripts(args[0], result)
        return result

    def _run(self, args: tuple[Any, ...], names: dict[str, Any]) -> Any:
        if self.event != "post_build":
            return self.method(*args, **names)
        config: MkDocsConfig = names["config"]
        site = Path(config.site_dir)
        earlier = set(_html_files(site))
        result = self.method(*args, **names)
        for path in sorted(set(_html_files(site)) - earlier):
            self.changes.written[path] = self.name
            _rewrite_redirect(site, path)
        return result

    def _note_scripts(self, before: str, after: str) -> None:
        """Notes the scripts and styles that the plugin added to a page."""
        known = {key for _, key, _ in csp.inline_hashes(before)}
        for _, key, _ in csp.inline_hashes(after):
            if key not in known:
                self.changes.added.setdefault(key, self.name)
        files = scan_page(after).scripts
        for address in files - scan_page(before).scripts if files else ():
            self.changes.added.setdefault(_last_part(address), self.name)

    @property
    def _noun(self) -> str:
        """What MkDocs calls it: a plugin, or a hook, which is a file of the project."""
        return "hook" if self.name.endswith(".py") else "plugin"

    def _failed(self, error: BaseException, page: MkDocsPage | None, *, generated: bool) -> Problem:
        """The problem of a hook that raised an exception."""
        said = " ".join(str(error).split())
        if not isinstance(error, PluginError) or not said:
            said = f"{type(error).__name__}: {said}" if said else type(error).__name__
        path = "mkdocs.yml"
        remedy = _KNOWN_FAULTS.get(self.name, f"correct its settings, or {_REMOVE}")
        if self._noun == "hook":
            remedy = "correct it, or remove it from `hooks` in mkdocs.yml"
        if page and generated:
            said = f"{said}, on the page /{page.url}"
            remedy = f"add `{self.name}` to `hand_written_only` under `bindery` in mkdocs.yml, so that it leaves briefings alone"
        elif page:
            path = f"docs/{page.file.src_uri}"
        return Problem("B617", f"the {self._noun} `{self.name}` failed: {said}", path=path, help=remedy)


def _last_part(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def _html_files(site: Path) -> Iterator[str]:
    """The paths of the HTML files of a site."""
    if site.is_dir():
        for entry in atomic.entries(str(site)):
            if entry.name.endswith(".html"):
                yield Path(entry.path).relative_to(site).as_posix()


def _rewrite_redirect(site: Path, path: str) -> None:
    """Writes a page that leads on, as another plugin made it, again without a script of its own."""
    target = redirect.target_of((site / path).read_text("utf-8", "replace"))
    if target:
        disk.write(site / redirect.SCRIPT, (disk.shipped(THEME) / redirect.SCRIPT).read_bytes())
        script = relative(redirect.SCRIPT, path, directory_urls=True)
        disk.write(site / path, redirect.redirect_page(target, script).encode())


def warn_of_scripts(changes: PluginChanges, allowed: csp.AllowedSources) -> None:
    """Warns of each plugin that added inline scripts or styles that may not run; `bindery build` reports them itself."""
    found: dict[str, list[str]] = {}
    for key, name in changes.added.items():
        if key.startswith("'sha256-") and key not in allowed.scripts | allowed.styles:
            found.setdefault(name, []).append(key.strip("'"))
    for name, keys in found.items():
        log.warning(
            "The plugin `%s` puts scripts or styles into pages, which may not run. To allow them, list %s under "
            "`allow_scripts` and `allow_styles` of `bindery` in mkdocs.yml; `bindery build` says which is which.",
            name,
            ", ".join(keys),
        )


class PluginNameFilter(logging.Filter):
    """Adds the name of the plugin whose hook runs to its warnings, unless they have it.

    Args:
        changes: knows the plugin whose hook runs.
    """

    def __init__(self, changes: PluginChanges) -> None:
        super().__init__()
        self.changes = changes

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the message; holds back what MkDocs says of a problem that is reported anyway."""
        if _REPORTED.match(record.getMessage()):
            return False
        logger = _LOGGER.fullmatch(record.name)
        name = self.changes.current or (logger[1] if logger else "")
        if name and name not in OURS and name not in record.getMessage()[: len(name) + _BEGINNING]:
            record.msg, record.args = f"plugin `{name}`: {record.getMessage()}", None
        return True
