"""A stylesheet cut down to what one page needs, with nothing left in it that leads to another file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial

_TOKEN = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[{};]""")
_GROUPS = ("@media", "@container", "@supports", "@layer")
_FUNCTION = re.compile(r":[a-z-]+\([^()]*\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_ABSOLUTE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_JOINERS = frozenset("\u200c\u200d\u200e\u00ad")  # they stand in every range and need no font of their own
_ASLANT = re.compile(r"<(?:em|i|cite|dfn|var)\b|bd-basis|bd-event__vague")
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


def data_address(path: str, data: bytes) -> str:
    """A file as the address of itself: `data:`, its type, its bytes."""
    kind = TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")
    return f"data:{kind};base64,{b64encode(data).decode()}"


def needed_css(css: str, page: str, read: Callable[[str], bytes | None]) -> str:
    """What a page needs of a stylesheet: by the classes that it names, and the letters that it is written in.

    The colours of the dark scheme follow what the reader's system says, so that they need no script.

    Args:
        css: the stylesheet, without comments.
        page: the page, with every class that a script may give.
        read: the bytes of a file that the stylesheet names; None where there is none.
    """
    words = set(re.findall(r"[A-Za-z_][\w-]*", page))
    letters = {char for char in re.sub(r"<[^>]*>", "", page) if char not in _JOINERS}
    aslant = bool(_ASLANT.search(page))
    kept = "".join(_kept(css, words, letters, aslant=aslant))
    return _URL.sub(partial(_inlined, read=read), kept)


def _kept(css: str, words: AbstractSet[str], letters: AbstractSet[str], *, aslant: bool) -> Iterator[str]:
    for prelude, body in _rules(css):
        if prelude.startswith(_GROUPS):
            within = "".join(_kept(body, words, letters, aslant=aslant))
            if within:
                yield f"{prelude}{{{within}}}"
        elif prelude.startswith("@font-face"):
            if _used(body, letters, aslant=aslant):
                # the font is in the file, and so is never late
                yield f"{prelude}{{{body.replace('font-display: optional', 'font-display: block')}}}"
        elif prelude.startswith("@"):
            yield f"{prelude}{{{body}}}" if body else f"{prelude};"
        else:
            yield from _rule(prelude, body, words)


def _rule(prelude: str, body: str, words: AbstractSet[str]) -> Iterator[str]:
    selectors = [selector for selector, classes in _wanting(prelude) if classes <= words]
    dark = [s.replace(DARK, "body[data-md-color-scheme]") for s in selectors if DARK in s]
    light = [s for s in selectors if DARK not in s]
    if light:
        yield f"{','.join(light)}{{{body}}}"
    if dark:
        yield f"{_WHEN_DARK}{{{','.join(dark)}{{{body}}}}}"


@lru_cache(maxsize=4096)  # rules of a few stylesheets
def _wanting(prelude: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each selector of a rule, with the classes without which it chooses nothing."""
    return tuple((s, frozenset(_CLASS.findall(_plain(s)))) for s in _selectors(prelude))


@lru_cache(maxsize=256)  # a few stylesheets, and the groups in them
def _rules(css: str) -> tuple[tuple[str, str], ...]:
    """Each rule as what stands before its braces and what stands between them; a statement has nothing there."""
    return tuple(_cut(css))


def _cut(css: str) -> Iterator[tuple[str, str]]:
    depth = start = opened = 0
    for match in _TOKEN.finditer(css):
        sign = match[0]
        if sign == "{":
            depth += 1
            opened = match.start() if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : match.start()].strip()
                start = match.end()
        elif sign == ";" and depth == 0:
            yield css[start : match.start()].strip(), ""
            start = match.end()


def _selectors(prelude: str) -> list[str]:
    """The selectors of a rule: parted at the commas that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(prelude):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(prelude[start:place].strip())
            start = place + 1
    return [*parts, prelude[start:].strip()]


def _plain(selector: str) -> str:
    """A selector without what its functions, such as `:not(...)`, hold: what is in there need not be on the page."""
    while (shorter := _FUNCTION.sub("", selector)) != selector:
        selector = shorter
    return selector


def _used(face: str, letters: AbstractSet[str], *, aslant: bool) -> bool:
    """Whether the page has letters of a font's range, upright or aslant as it is."""
    if "font-style: italic" in face and not aslant:
        return False
    spans = [(int(a, 16), int(b or a, 16)) for a, b in _RANGE.findall(face)]
    return not spans or any(low <= ord(char) <= high for char in letters for low, high in spans)


def _inlined(match: re.Match[str], read: Callable[[str], bytes | None]) -> str:
    path = match[2]
    if _ABSOLUTE.match(path):
        return match[0] if path.startswith(("data:", "#")) else "none"
    data = read(path)
    return "none" if data is None else f'url("{data_address(path, data)}")'
