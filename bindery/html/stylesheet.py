"""A stylesheet reduced to what one page needs, with nothing left in it that leads to another file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby, pairwise
from typing import Any

from bindery.text.kept_results import kept_result

_GROUPS = ("media", "container", "supports", "layer")
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_ABSOLUTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_JOINERS = frozenset("\u200c\u200d\u200e\u00ad")  # they are in every range and need no font of their own
_ITALIC = re.compile(r"<(?:em|i|cite|dfn|var)\b|bd-basis|bd-event__vague")
DARK = '[data-md-color-scheme="slate"]'
_WHEN_DARK = "@media screen and (prefers-color-scheme:dark)"
TYPES = {
    "woff2": "font/woff2",
    "woff": "font/woff",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "csv": "text/csv;charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True)
class _Selector:
    """One selector of a rule.

    Attributes:
        text: as it is written, such as `.bd-card:not(.bd-open) > p`.
        classes: the classes without which it selects nothing; those within `:not(...)` and the like do not count.
    """

    text: str
    classes: frozenset[str]


@dataclass(frozen=True)
class _Rule:
    """A rule of a stylesheet.

    Attributes:
        keyword: of an at-rule, in small letters, such as `media`; empty for a rule of selectors.
        prelude: what is written before the braces.
        body: what is between the braces; None for a statement such as `@import`, which has none.
        selectors: of a rule of selectors.
    """

    keyword: str
    prelude: str
    body: str | None
    selectors: tuple[_Selector, ...] = ()


def data_address(path: str, data: bytes) -> str:
    """A file as a `data:` URL (RFC 2397) of its type, in base64.

    Args:
        path: where the file is on the site; its ending decides the media type.
        data: its contents.
    """
    kind = TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    return f"data:{kind};base64,{b64encode(data).decode()}"


def needed_css(css: str, page: str, read: Callable[[str], bytes | None]) -> str:
    """The part of a stylesheet that a page needs: rules for its classes, and fonts for its characters.

    The colours of the dark scheme follow the setting of the reader's system, so that they need no script.

    Args:
        css: the stylesheet, without comments.
        page: the HTML of the page, with every class that a script may add.
        read: returns the bytes of a file that the stylesheet names, or None where there is none.
    """
    words = {*re.findall(r"[A-Za-z_][\w-]*", page), *re.findall(r"[^\s\"'<>=]+", page)}
    characters = {char for char in re.sub(r"<[^>]*>", "", page) if char not in _JOINERS}
    italic = bool(_ITALIC.search(page))
    kept = "".join(_kept(css, words, characters, italic=italic))
    return _URL.sub(partial(_embedded, read=read), kept)


def _kept(css: str, words: AbstractSet[str], characters: AbstractSet[str], *, italic: bool) -> Iterator[str]:
    for rule in _rules(css):
        if not rule.keyword:
            yield from _matching(rule, words)
        elif rule.body is None:
            yield f"{rule.prelude};"
        elif rule.keyword in _GROUPS:
            within = "".join(_kept(rule.body, words, characters, italic=italic))
            if within:
                yield f"{rule.prelude}{{{within}}}"
        elif rule.keyword != "font-face":
            yield f"{rule.prelude}{{{rule.body}}}"
        elif _has_characters(rule.body, characters, italic=italic):
            # the font is in the file, and so is never late
            yield f"{rule.prelude}{{{rule.body.replace('font-display: optional', 'font-display: block')}}}"


def _matching(rule: _Rule, words: AbstractSet[str]) -> Iterator[str]:
    """A rule with those of its selectors that can match on the page, the ones for the dark scheme apart."""
    texts = [selector.text for selector in rule.selectors if selector.classes <= words]
    dark = [text.replace(DARK, "body[data-md-color-scheme]") for text in texts if DARK in text]
    light = [text for text in texts if DARK not in text]
    if light:
        yield f"{','.join(light)}{{{rule.body}}}"
    if dark:
        yield f"{_WHEN_DARK}{{{','.join(dark)}{{{rule.body}}}}}"


@lru_cache(maxsize=256)  # a few stylesheets, and the groups in them
def _rules(css: str) -> tuple[_Rule, ...]:
    """The rules of a stylesheet, read by CSS Syntax Level 3; what that calls an error is left out."""

    def find() -> tuple[_Rule, ...]:
        import tinycss2  # noqa: PLC0415  only one-file editions need it

        found = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        return tuple(_rule(node, tinycss2.serialize) for node in found if _is_valid(node))

    return kept_result(("rules", css), (_Rule, _Selector), find)


def _is_valid(node: Any) -> bool:
    """Whether a browser would read a rule: there is no syntax error in it or before its braces."""
    return node.type != "error" and all(token.type != "error" for token in node.prelude)


def _rule(node: Any, serialize: Callable[[Sequence[Any]], str]) -> _Rule:
    prelude = serialize(node.prelude).strip()
    body = None if node.content is None else serialize(node.content).strip()
    if node.type == "at-rule":
        head = f"@{node.at_keyword} {prelude}".rstrip()
        return _Rule(node.lower_at_keyword, head, body)
    return _Rule("", prelude, body, tuple(_selectors(node.prelude, serialize)))


def _selectors(tokens: Sequence[Any], serialize: Callable[[Sequence[Any]], str]) -> Iterator[_Selector]:
    """The selectors of a rule, which the commas outside brackets separate."""
    for is_comma, part in groupby(tokens, lambda node: node == ","):
        if not is_comma:
            nodes = list(part)
            classes = {name.value for dot, name in pairwise(nodes) if dot == "." and name.type == "ident"}
            yield _Selector(serialize(nodes).strip(), frozenset(classes))


def _has_characters(face: str, characters: AbstractSet[str], *, italic: bool) -> bool:
    """Whether the page has characters of a font's `unicode-range`, in the font's style."""
    if "font-style: italic" in face and not italic:
        return False
    ranges = [(int(low, 16), int(high or low, 16)) for low, high in _RANGE.findall(face)]
    return not ranges or any(low <= ord(char) <= high for char in characters for low, high in ranges)


def _embedded(match: re.Match[str], read: Callable[[str], bytes | None]) -> str:
    """The `url(...)` of a stylesheet with the file itself in it; `none` where there is no such file."""
    path = match[2]
    if _ABSOLUTE.match(path):
        return match[0] if path.startswith(("data:", "#")) else "none"
    data = read(path)
    return "none" if data is None else f'url("{data_address(path, data)}")'
