"""The colours that a project's own styles set: our stylesheet without its rules for them, so that the project's win.

Material documents that a project sets colours on `:root` or for one scheme. Ours are set on the body, which would win.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_SCHEMES = frozenset({"default", "slate"})
_MAIN = "--md-primary-fg-color"
# What is written on the main colour depends on it: a project that sets only the one gets Material's values for the rest.
_WITH_MAIN = (
    f"{_MAIN}--light",
    f"{_MAIN}--dark",
    "--md-primary-bg-color",
    "--md-primary-bg-color--light",
)
_PRINT = "@media print"
_HEADER = '[data-md-color-primary="custom"]'  # in selectors of rules for a header in the colour of the page
_HEADER_RULE = re.compile(rf"[^{{}}]*{re.escape(_HEADER)}[^{{}}]*\{{[^{{}}]*\}}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*--md-[\w-]+:[^{}]*)\}")
_DECLARATION = re.compile(r"\s*(--md-[\w-]+):([^;}]*);?")


def leave_colours(style: str, project: Iterable[str]) -> str:
    """Our stylesheet without the variables of Material that the project's stylesheets set.

    Args:
        style: our stylesheet, without comments.
        project: the text of each stylesheet of the project.
    """
    named = _set_by(project)
    if not named:
        return style
    screen, print_, paper = style.partition(_PRINT)  # on paper, everything is black on white
    screen = _RULE.sub(lambda rule: _without(rule, named), screen)
    return _with_plain_header(screen + print_ + paper, _SCHEMES - named.get(_MAIN, frozenset()))


def _set_by(project: Iterable[str]) -> dict[str, frozenset[str]]:
    """The variables of Material that stylesheets set, each with the schemes that they set it for."""
    import tinycss2  # noqa: PLC0415  only for projects with styles of their own

    named: dict[str, frozenset[str]] = {}
    for css in project:
        for selector, declarations in _rules(tinycss2, css):
            schemes = frozenset(scheme for scheme in _SCHEMES if scheme in selector) or _SCHEMES
            for declaration in tinycss2.parse_blocks_contents(declarations):
                if declaration.type == "declaration" and declaration.name.startswith("--md-"):
                    named[declaration.name] = named.get(declaration.name, frozenset()) | schemes
    if main := named.get(_MAIN):
        for name in _WITH_MAIN:
            named[name] = named.get(name, frozenset()) | main
    return named


def _rules(tinycss2: Any, css: Any) -> Iterator[tuple[str, Any]]:
    """Selector and contents of each rule, also of those within `@media` and the like."""
    parse = tinycss2.parse_stylesheet if isinstance(css, str) else tinycss2.parse_rule_list
    for rule in parse(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude), rule.content
        elif rule.type == "at-rule" and rule.content is not None:
            yield from _rules(tinycss2, rule.content)


def _without(rule: re.Match[str], named: Mapping[str, frozenset[str]]) -> str:
    """A rule of ours without what the project sets; what it sets for one scheme only, ours keeps for the other."""
    selector, body = rule[1], rule[2]
    ours = frozenset(scheme for scheme in _SCHEMES if f'"{scheme}"' in selector) or _SCHEMES
    kept: dict[str, list[str]] = {}

    def leave(declaration: re.Match[str]) -> str:
        taken = named.get(declaration[1], frozenset()) & ours
        for scheme in sorted(ours - taken) if taken else ():
            kept.setdefault(scheme, []).append(declaration[0].strip().rstrip(";"))
        return "" if taken else declaration[0]

    left = _DECLARATION.sub(leave, body)
    found = f"{selector}{{{left}}}" if left.strip() else ""
    for scheme, declarations in kept.items():
        found += f'\nbody[data-md-color-scheme="{scheme}"][data-md-color-primary]{{{";".join(declarations)}}}'
    return found


def _with_plain_header(style: str, schemes: frozenset[str]) -> str:
    """Our stylesheet with the rules for a header in the colour of the page in these schemes only.

    Args:
        style: the stylesheet.
        schemes: those in which the header has no colour of the project.
    """
    if schemes == _SCHEMES:
        return style
    limit = "".join(f'[data-md-color-scheme="{scheme}"]' for scheme in schemes)
    return _HEADER_RULE.sub(lambda rule: _limited(rule[0], limit) if limit else "", style)


def _limited(rule: str, limit: str) -> str:
    """A rule for a header in the colour of the page, limited to a scheme unless it names its own."""
    return rule if "[data-md-color-scheme" in rule else rule.replace(_HEADER, limit + _HEADER)


__all__ = ["leave_colours"]
