"""Pages for reading without a server: links name files, nothing uses the network, and what many pages share is one file."""

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

Trait = tuple[str, str]
"""Something in a page that affects other files of the bundle: its kind (see `_KINDS`), and its text.

A plain tuple, since many thousands are passed between processes, which takes twenty times as long with a record.
"""
Census = Counter[Trait]
"""In how many pages of a site each trait is."""

_KINDS = ("script", "icon", "sign", "stock icon")
_SCRIPT, _ICON_KIND, _CHARACTER, _STOCK = _KINDS
STOCK_ICON = "assets/images/favicon.png"
STYLE = "assets/bindery/offline.css"
SCRIPT = "assets/bindery/frame-{number}.js"
MANY = 4  # the number of pages from which on something that they share becomes a file
_LEFT_OUT = ("navigation.instant", "content.action.")  # how the names of removed features of Material begin

_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")([^"]*)(")')
_REFRESH = re.compile(r'(<meta http-equiv="refresh" content="0; url=)([^"]*)(")')
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|[?#])", re.IGNORECASE)
_SETTINGS = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ICON = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="0 0 24 24">(?:<path d="[^"<>&]*"/>)+</svg>'
)
# Elements in which white space may be visible or have a meaning.
_KEPT = re.compile(r"<(pre|code|textarea|script|style)\b.*?</\1>", re.DOTALL)
_BETWEEN_TAGS = re.compile(r">\s*\n\s*(?=<)")  # begins with a fixed character, which is fast to find
_REMOVED = (
    # hints for the network: browsers refuse them without a server, and report it
    re.compile(r'<link rel="(?:preload|preconnect|dns-prefetch)"[^>]*>\n?'),
    # the buttons to edit and to view a file in the repository
    re.compile(r'<a href="https?:[^>]* class="md-content__button md-icon"[^>]*>.*?</a>', re.DOTALL),
    # the feed: a bundle gets no news
    re.compile(r'<link rel="alternate " type="application/atom\+xml"[^>]*>\n?'),
    # the files to download: a bundle is for reading offline itself
    re.compile(r'<link rel="alternate " type="application/[^"]*" title="[^"]*" href="[^"/]+">\n?'),
    re.compile(r'<div class="bd-files[^"]*"[^>]*>(?:(?!</div>).)*</div>\n?', re.DOTALL),
    # the links to the references of the whole site: the bundle has those of each briefing only
    re.compile(
        r'<p class="bd-downloads[^>]*>(?:(?!</p>).)*?href="(?:\.\./)*(?:sources/)?all\..*?</p>', re.DOTALL
    ),
    re.compile(r'<p class="bd-follow[^"]*">.*?</p>\n?', re.DOTALL),
)
# Metadata for link previews and for programs on the web; the white space before them is removed as well.
_REMOVED_WITH_SPACE = (
    re.compile(r'<meta (?:property="(?:og:|article:)|name="(?:twitter:|citation_|prism\.|z:))[^>]*>'),
    re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL),
)
# The script that draws diagrams is on another host, so readers see the text of a diagram.
_DIAGRAM = ('class="mermaid"', 'class="bd-diagram"')

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_FIRST_NON_ASCII = "\x80"
_ASCII = bytes(range(128))
_ANY = "surrogatepass"  # a hand-written page may contain lone surrogates
_ENTITY = re.compile(r"&[^\s;&]+;?")
_URL = re.compile(r'url\("?([^")]+)"?\)')


@dataclass(frozen=True)
class Shared:
    """What many pages have in common, so that the bundle contains it once.

    Attributes:
        scripts: path in the bundle of the file for each inline script, by the script's text.
        icons: number of each icon, by its SVG.
    """

    scripts: dict[str, str]
    icons: dict[str, int]


def traits(html: str) -> tuple[Trait, ...]:
    """What a page contains that affects other files of the bundle: scripts, icons and characters beyond ASCII.

    Returns:
        Each trait once, in no stated order.
    """
    before, _, after = _split_page(html)
    found = [
        *((_SCRIPT, text) for text in set(_INLINE.findall(html))),
        *((_ICON_KIND, svg) for svg in set(_ICON.findall(before + after))),
        *((_CHARACTER, character) for character in non_ascii(html)),
    ]
    if STOCK_ICON in html:
        found.append((_STOCK, STOCK_ICON))
    return tuple(map(_interned, found))


@lru_cache(maxsize=4096)
def _interned(trait: Trait) -> Trait:
    """One object for all equal traits, which saves memory: thousands of pages have the same few."""
    return trait


def _common(census: Census, kind: str, least: int = 1) -> list[str]:
    """The texts of the traits of one kind that at least so many pages have, sorted."""
    return sorted(text for (of, text), number in census.items() if of == kind and number >= least)


def shared_parts(census: Census) -> Shared:
    """The scripts and icons that `MANY` or more pages of a site have."""
    return Shared(
        {text: SCRIPT.format(number=number) for number, text in enumerate(_common(census, _SCRIPT, MANY), 1)},
        {svg: number for number, svg in enumerate(_common(census, _ICON_KIND, MANY), 1)},
    )


def has_stock_icon(census: Census) -> bool:
    """Whether any page uses the theme's own favicon."""
    return bool(_common(census, _STOCK))


def offline_style(base: str, common: Shared) -> str:
    """The stylesheet of the bundle: the hand-written rules in `base`, then a rule for each shared icon."""
    rules = [
        f'.bd-icon--{number} {{ --bd-icon: url("data:image/svg+xml,{quote(_single_quoted(svg), safe=" /:=")}"); }}\n'
        for svg, number in common.icons.items()
    ]
    return base + "".join(rules)


def _single_quoted(svg: str) -> str:
    """The SVG of an icon with single quotes, which need no escaping in a URL; an icon contains no others."""
    return svg.replace('"', "'")


def offline_page(html: str, path: str, common: Shared) -> str:
    """A page of the site, changed so that it works without a server.

    Args:
        html: the page as the site has it.
        path: path of its file in the bundle, such as `heat/claims/index.html`.
        common: what the bundle has in files of its own.
    """
    up = "../" * path.count("/")
    for pattern in _REMOVED:
        html = pattern.sub("", html)
    for pattern in _REMOVED_WITH_SPACE:
        *parts, last = pattern.split(html)
        html = "".join([*map(str.rstrip, parts), last])
    html = html.replace(*_DIAGRAM)
    html = _REFRESH.sub(_relinked, _LINK.sub(_relinked, html))
    html = _SETTINGS.sub(lambda match: match[1] + _settings(match[2]) + match[3], html)
    html = html.replace("</head>", f'<link rel="stylesheet" href="{up}{STYLE}">\n</head>', 1)
    html = narrow_policy(_INLINE.sub(lambda match: _script_file(match, common, up), html))
    before, article, after = _split_page(html)
    before, after = (_ICON.sub(lambda match: _icon(match, common), part) for part in (before, after))
    return _without_indents(before + article + after)


def _split_page(html: str) -> tuple[str, str, str]:
    """A page's frame before its article, the article, and the frame after it."""
    start, end = html.find("<article"), html.rfind("</article>")
    return (html, "", "") if start < 0 or end < 0 else (html[:start], html[start:end], html[end:])


def _relinked(match: re.Match[str]) -> str:
    address = unescape(match[2])
    return match[0] if _ADDRESS.match(address) else f"{match[1]}{escape(file_address(address))}{match[3]}"


def file_address(address: str) -> str:
    """A link to a folder as a link to the page in it: `heat/#x` gives `heat/index.html#x`. Others stay as they are."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    end = address[len(path) :]  # its query and its anchor
    if path.endswith("/") or path.rsplit("/", 1)[-1] in ("", ".", ".."):
        path = f"{path.rstrip('/')}/index.html" if path.strip("/") else "index.html"
    return path + end


def _settings(text: str) -> str:
    """The JSON settings of Material's script, without features that need a server, and without other versions."""
    known = json.loads(text)
    known["features"] = [name for name in known.get("features", ()) if not name.startswith(_LEFT_OUT)]
    known["version"] = None
    return _in_script(known)


def _in_script(value: object) -> str:
    """A value as JSON for a script: without `<`, which could end the script, and without JavaScript line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _script_file(match: re.Match[str], common: Shared, up: str) -> str:
    """A script element that loads the shared file of an inline script; the inline script if there is no such file."""
    file = common.scripts.get(match[1])
    return f'<script src="{up}{file}"></script>' if file else match[0]


def _icon(match: re.Match[str], common: Shared) -> str:
    """An empty SVG whose image is in the stylesheet; the icon itself if it is not shared."""
    number = common.icons.get(match[0])
    return f'<svg class="bd-icon bd-icon--{number}" viewBox="0 0 24 24"></svg>' if number else match[0]


def _without_indents(html: str) -> str:
    """A page without the indents that templates leave between tags, except where white space may be visible."""
    return _outside(_KEPT, html, lambda part: _BETWEEN_TAGS.sub(">\n", part))


def _outside(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """A text with `change` applied to everything except the matches of a pattern."""
    parts: list[str] = []
    end = 0
    for match in kept.finditer(text):
        parts += [change(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, change(text[end:])])


def non_ascii(text: str) -> set[str]:
    """The characters beyond ASCII in a text, whether written as such or as entities."""
    # Ten times as fast as a search for each character.
    held = text.encode("utf-8", _ANY).translate(None, _ASCII).decode("utf-8", _ANY)
    named = "".join(map(unescape, set(_ENTITY.findall(text))))
    return {character for character in {*held, *named} if character >= _FIRST_NON_ASCII}


def characters(census: Census, styles: Iterable[str]) -> set[int]:
    """The code points that pages may show, in upper and lower case, since CSS can change the case.

    Args:
        census: the traits of all pages.
        styles: text of each stylesheet, which may contain characters to show.
    """
    ascii_characters = map(chr, range(ord(_FIRST_NON_ASCII)))
    seen = {*ascii_characters, *_common(census, _CHARACTER)}
    seen.update(*map(non_ascii, styles))
    return {ord(form) for shown in seen for form in (*shown.upper(), *shown.lower(), shown)}


def without_unused_fonts(css: str, shown: set[int]) -> tuple[str, set[str]]:
    """A stylesheet without the font files that no page needs.

    Args:
        css: the stylesheet.
        shown: code points that pages may show.

    Returns:
        The stylesheet, and the URLs of the font files that it no longer uses.
    """
    unused = {
        match[0]: set(_URL.findall(match[0]))
        for match in _FONT_FACE.finditer(css)
        if (ranges := _RANGE.findall(match[0])) and not _any_in(ranges, shown)
    }
    left = _FONT_FACE.sub(lambda match: "" if match[0] in unused else match[0], css)
    return left, {url for urls in unused.values() for url in urls} - set(_URL.findall(left))


def waiting_for_fonts(css: str) -> str:
    """A stylesheet that makes text wait for its fonts; files on disk load fast, and otherwise the font would vary."""
    return css.replace("font-display: optional", "font-display: block")


def _any_in(ranges: list[tuple[str, str]], shown: set[int]) -> bool:
    """Whether any of the code points is in one of the ranges, which are pairs of hexadecimal numbers."""
    bounds = [(int(first, 16), int(last or first, 16)) for first, last in ranges]
    return any(first <= code <= last for code in shown for first, last in bounds)
