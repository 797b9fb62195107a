"""A page of the site as it reads from a disk: links name files, nothing asks the network, what all pages share lies once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from urllib.parse import quote

from bindery.html.csp import narrow_policy

Trait = tuple[str, str]  # of which kind something is that a page has, and which it is
Census = Counter[Trait]  # how many pages of a site have it

_SCRIPT_WITHIN, _DRAWN, _SIGN, _STOCK = "script", "icon", "sign", "stock icon"  # the kinds
STOCK_ICON = "assets/images/favicon.png"
STYLE = "assets/bindery/offline.css"
SCRIPT = "assets/bindery/frame-{number}.js"
MANY = 4  # pages that say the same, from which on it is said once in a file
_LEFT_OUT = ("navigation.instant", "content.action.")  # features of Material, by how their names begin

_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")([^"]*)(")')
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ICON = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24">(?:<path d="[^"<>&]*"/>)+</svg>'
)
_KEPT = re.compile(r"<(pre|code|textarea|script|style)\b.*?</\1>", re.DOTALL)  # here white space may show
_BETWEEN_TAGS = re.compile(r">\s*\n\s*(?=<)")  # begins with a sign, so that it is not tried everywhere
_GONE = (
    re.compile(
        r'<link rel="(?:preload|preconnect|dns-prefetch)"[^>]*>\n?'
    ),  # refused from a disk, and told of
    re.compile(
        r'<a href="https?:[^>]* class="md-content__button md-icon"[^>]*>.*?</a>', re.DOTALL
    ),  # edit, view
    re.compile(
        r'<link rel="alternate " type="application/atom\+xml"[^>]*>\n?'
    ),  # a bundle is told of nothing new
    # the references of the whole site as files: those of each briefing are there
    re.compile(
        r'<p class="bd-downloads[^>]*>(?:(?!</p>).)*?href="(?:\.\./)*(?:sources/)?all\..*?</p>', re.DOTALL
    ),
    re.compile(r'<p class="bd-follow[^"]*">.*?</p>\n?', re.DOTALL),
)
# These go with the blanks before them: for those who share an address, and for programs that ask the web.
_GONE_WITH_BLANKS = (
    re.compile(r'<meta (?:property="(?:og:|article:)|name="(?:twitter:|citation_|prism\.|z:))[^>]*>'),
    re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL),
)
_OTHER_ENGINE = ('search.js" data-pagefind></script>', 'search.js"></script>')  # it wants a server
_DIAGRAM = ('class="mermaid"', 'class="bd-diagram"')  # its script is on another host: its text is shown

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_FIRST_BEYOND = "\x80"  # of the signs that ASCII has not
_ASCII = bytes(range(128))
_ANY = "surrogatepass"  # a page that people wrote may hold what is no letter
_ENTITY = re.compile(r"&[^\s;&]+;?")
_URL = re.compile(r'url\("?([^")]+)"?\)')


@dataclass(frozen=True)
class Shared:
    """What many pages have in common, and is kept once.

    Attributes:
        scripts: the path of the file for each script that stands within pages.
        icons: the number of each icon.
    """

    scripts: dict[str, str]
    icons: dict[str, int]


def traits(html: str) -> tuple[Trait, ...]:
    """What a page has that bears on more of the bundle than itself, each once: scripts, icons, signs beyond ASCII."""
    before, _, after = _parted(html)
    found = [
        *((_SCRIPT_WITHIN, text) for text in set(_INLINE.findall(html))),
        *((_DRAWN, svg) for svg in set(_ICON.findall(before + after))),
        *((_SIGN, sign) for sign in non_ascii(html)),
    ]
    if STOCK_ICON in html:
        found.append((_STOCK, STOCK_ICON))
    return tuple(map(_as_before, found))


@lru_cache(maxsize=4096)
def _as_before(trait: Trait) -> Trait:
    """The same trait, not just an equal one: thousands of pages have the same few."""
    return trait


def _which(census: Census, kind: str, least: int = 1) -> list[str]:
    """What of a kind so many pages have, in order."""
    return sorted(what for (of, what), number in census.items() if of == kind and number >= least)


def shared_parts(census: Census) -> Shared:
    """What to keep once for the pages of a site."""
    return Shared(
        {
            text: SCRIPT.format(number=number)
            for number, text in enumerate(_which(census, _SCRIPT_WITHIN, MANY), 1)
        },
        {svg: number for number, svg in enumerate(_which(census, _DRAWN, MANY), 1)},
    )


def has_stock_icon(census: Census) -> bool:
    """Whether any page names the icon that a theme brings along."""
    return bool(_which(census, _STOCK))


def offline_style(base: str, common: Shared) -> str:
    """The style of the bundle: what a designer wrote, and the icons behind it."""
    rules = [
        f'.bd-icon--{number} {{ --bd-icon: url("data:image/svg+xml,{quote(_single(svg), safe=" /:=")}"); }}\n'
        for svg, number in common.icons.items()
    ]
    return base + "".join(rules)


def _single(markup: str) -> str:
    """Markup with single quotation marks, which an address need not escape; an icon's has no others in it."""
    return markup.replace('"', "'")


def offline_page(html: str, path: str, common: Shared) -> str:
    """A page of the site, at a path in the bundle, as it reads from a disk."""
    up = "../" * path.count("/")
    for pattern in _GONE:
        html = pattern.sub("", html)
    for pattern in _GONE_WITH_BLANKS:
        *parts, last = pattern.split(html)
        html = "".join([*map(str.rstrip, parts), last])
    html = html.replace(*_DIAGRAM).replace(*_OTHER_ENGINE)
    html = _LINK.sub(_relinked, html)
    html = _SETTINGS.sub(lambda match: match[1] + _settings(match[2]) + match[3], html)
    html = html.replace("</head>", f'<link rel="stylesheet" href="{up}{STYLE}">\n</head>', 1)
    html = narrow_policy(_INLINE.sub(lambda match: _kept_once(match, common, up), html))
    before, article, after = _parted(html)
    before, after = (_ICON.sub(lambda match: _icon(match, common), part) for part in (before, after))
    return _without_indents(before + article + after)


def _parted(html: str) -> tuple[str, str, str]:
    """A page's frame before its text, the text, and the frame behind it."""
    start, end = html.find("<article"), html.rfind("</article>")
    return (html, "", "") if start < 0 or end < 0 else (html[:start], html[start:end], html[end:])


def _relinked(match: re.Match[str]) -> str:
    address = unescape(match[2])
    return match[0] if _ADDRESS.match(address) else f"{match[1]}{escape(file_address(address))}{match[3]}"


def file_address(address: str) -> str:
    """An address that ends in a folder, as one that names the file in it: `heat/#x` gives `heat/index.html#x`."""
    path, mark, anchor = address.partition("#")
    if path.endswith("/") or path.rsplit("/", 1)[-1] in ("", ".", ".."):
        path = f"{path.rstrip('/')}/index.html" if path.strip("/") else "index.html"
    return f"{path}{mark}{anchor}"


def _settings(text: str) -> str:
    """What Material's script is told, without what cannot be had from a disk; other versions are elsewhere."""
    known = json.loads(text)
    known["features"] = [name for name in known.get("features", ()) if not name.startswith(_LEFT_OUT)]
    known["version"] = None
    return _in_script(known)


def _in_script(value: object) -> str:
    """A value as JSON that neither ends a script nor breaks a line of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _kept_once(match: re.Match[str], common: Shared, up: str) -> str:
    file = common.scripts.get(match[1])
    return f'<script src="{up}{file}"></script>' if file else match[0]


def _icon(match: re.Match[str], common: Shared) -> str:
    number = common.icons.get(match[0])
    return f'<svg class="bd-icon bd-icon--{number}" viewBox="0 0 24 24"></svg>' if number else match[0]


def _without_indents(html: str) -> str:
    """A page without the blanks that templates leave between tags, but for those that can show."""
    return _outside(_KEPT, html, lambda part: _BETWEEN_TAGS.sub(">\n", part))


def _outside(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """A text changed but for the stretches that a pattern finds."""
    parts: list[str] = []
    end = 0
    for match in kept.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])


def search_script(data: bytes) -> str:
    """The search index as a script, since a page from a disk may not fetch; its addresses name files."""
    index = json.loads(data)
    for entry in index["docs"]:
        entry["location"] = file_address(entry["location"])
    return f"var __index = {_in_script(index)}"


def non_ascii(text: str) -> set[str]:
    """The signs beyond ASCII that a text holds or names."""
    held = (
        text.encode("utf-8", _ANY).translate(None, _ASCII).decode("utf-8", _ANY)
    )  # ten times as fast as to look for them
    named = "".join(map(unescape, set(_ENTITY.findall(text))))
    return {sign for sign in {*held, *named} if sign >= _FIRST_BEYOND}


def characters(census: Census, styles: Iterable[str]) -> set[int]:
    """The code points that pages can show, in both cases, since a style may change that."""
    seen = {*map(chr, range(ord(_FIRST_BEYOND))), *_which(census, _SIGN)}  # no site does without ASCII
    seen.update(*map(non_ascii, styles))
    return {ord(letter) for sign in seen for letter in (*sign.upper(), *sign.lower(), sign)}


def without_unused_fonts(css: str, shown: set[int]) -> tuple[str, set[str]]:
    """A style without the fonts of which no page shows a character, and the addresses of those."""
    unused = {
        match[0]: set(_URL.findall(match[0]))
        for match in _FONT_FACE.finditer(css)
        if (ranges := _RANGE.findall(match[0])) and not _any_in(ranges, shown)
    }
    left = _FONT_FACE.sub(lambda match: "" if match[0] in unused else match[0], css)
    return left, {url for urls in unused.values() for url in urls} - set(_URL.findall(left))


def waiting_for_fonts(css: str) -> str:
    """A style whose text waits for its fonts: on a disk they are near, and without waiting, chance would choose."""
    return css.replace("font-display: optional", "font-display: block")


def _any_in(ranges: list[tuple[str, str]], shown: set[int]) -> bool:
    bounds = [(int(first, 16), int(last or first, 16)) for first, last in ranges]
    return any(first <= code <= last for code in shown for first, last in bounds)
