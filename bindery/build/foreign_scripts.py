"""What may not run on a site, said once for each kind: scripts of one plugin, or the same script on many pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bindery.text.problems import Problem

_SETTING = {"script": "allow_scripts", "style": "allow_styles"}
_MOVE = "move it into a file, and list the file under `extra_javascript` or `extra_css` in mkdocs.yml"
_SHOWN = 60  # characters of a script that a message shows
_FEW = 3  # pages that are listed one by one


@dataclass(frozen=True)
class ForeignScript:
    """A script, style or address on a page that nothing allows.

    Attributes:
        page: path of the page on the site.
        words: what it is, for messages, such as ``the script `a.js` ``.
        kind: `script` or `style` if a setting can allow it; otherwise empty.
        key: its hash or path, as the setting names it.
    """

    page: str
    words: str
    kind: str = ""
    key: str = ""

    @property
    def known_as(self) -> str:
        """How `PluginChanges.added` names it: a hash as a policy writes it, or the last part of a path."""
        return f"'{self.key}'" if self.key.startswith("sha256-") else self.key.rpartition("/")[2]

    def problem(self) -> Problem:
        """The error, for a script that no plugin added."""
        remedy = _MOVE
        if self.key.startswith("sha256-"):
            remedy = (
                f"{_MOVE}; or allow it as it is: add `{self.key}` to `{_SETTING[self.kind]}` under `bindery`"
            )
        elif self.kind:
            remedy = f"list it under `extra_javascript` in mkdocs.yml, or under `allow_scripts` of `bindery`: `{self.key}`"
        message = f"{self.words} may not run: it is in no template, and mkdocs.yml does not list it"
        return _forbidden(message, self.page, remedy)


def plugin_problems(found: Iterable[tuple[str, ForeignScript]]) -> Iterator[Problem]:
    """One error for each plugin that added scripts.

    Args:
        found: each script that a plugin added, with the name of the plugin.
    """
    by_plugin: dict[str, list[ForeignScript]] = {}
    for name, script in found:
        by_plugin.setdefault(name, []).append(script)
    for name, scripts in sorted(by_plugin.items()):
        keys = {
            kind: list(dict.fromkeys(one.key for one in scripts if one.kind == kind)) for kind in _SETTING
        }
        lines = [f"{setting}: [{', '.join(keys[kind])}]" for kind, setting in _SETTING.items() if keys[kind]]
        several = "these settings" if len(lines) > 1 else "this setting"
        pages = sorted({one.page for one in scripts})
        remedy = (
            f"to allow them, write {several} under `bindery` in mkdocs.yml: "
            + " and ".join(f"`{line}`" for line in lines)
            + "; to do without, remove the plugin"
        )
        said = f"the plugin `{name}` puts scripts or styles into pages, which may not run{_and_others(len(pages) - 1)}"
        yield _forbidden(said, pages[0], remedy)


def _forbidden(message: str, page: str, remedy: str) -> Problem:
    return Problem("B613", message, path=page, help=remedy)


def summed_up(problems: Iterable[Problem]) -> list[Problem]:
    """The problems; the same one on more than a few pages is there once, with their number."""
    kept: list[Problem] = []
    first: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.message, problem.help), []).append(problem)
    for same in first.values():
        if len(same) <= _FEW:
            kept += same
            continue
        one = min(same, key=Problem.sort_key)
        kept.append(replace(one, message=one.message + _and_others(len({p.path for p in same}) - 1)))
    return kept


def start_of(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _and_others(number: int) -> str:
    """How many more pages there are, to follow a message."""
    return f" (on this page and {number:,} other{'s' if number > 1 else ''})" if number else ""


__all__ = ["ForeignScript", "plugin_problems", "start_of", "summed_up"]
