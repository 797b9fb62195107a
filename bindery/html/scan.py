"""Finds what a finished page links to, loads and runs, by reading its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from bindery.html import csp

_TAG = re.compile(r"<[a-zA-Z!][^>]*>")
_ATTRIBUTE = {name: re.compile(rf' {name}="([^"]*)"') for name in ("id", "href", "src", "rel")}
_LINK_TAG, _SCRIPT_TAG = re.compile(r"<link [^>]*>"), re.compile(r'<script[^>]*? src="([^"]*)"')
_USE_TAG = re.compile(r'<use[^>]*? href="([^"]*)"')

# What the tags of our own pages never contain, attribute values left out; pages that do need a real HTML parser.
_UNUSUAL = re.compile(
    r"'|=[^ />]|[\t\f\r]|/[^>]|[ /](?:on[a-z]+|style|srcset|imagesrcset|poster|data|background|action|formaction|ping|xlink:href|srcdoc)="
    r"|^(?:!(?!doctype html>)|base|object|embed|iframe|frame|image|a [^>]*\bname=)|manifest="
    r"|(?:^| )(?!viewBox=|preserveAspectRatio=)[a-z:-]*[A-Z]"
)

# A drawing of nothing but shapes, which names nothing and runs nothing.
_SHAPES = re.compile(
    r"\s*(?:</?(?:svg|g|path|circle|ellipse|line|polygon|polyline|rect)"
    r'(?: (?:xmlns|viewBox|width|height|fill|stroke|stroke-width|d|points|[cr]?[xyr]|[xy][12])="[^"<>&()]*")*/?>\s*)+'
)
_INLINE = re.compile(r"<(script|style)\b([^>]*)>")
_NO_LOAD = {"canonical", "alternate", "prev", "next", "author", "license", "edit", "search", "me", "help"}
_URL = re.compile(r"""url\(\s*("[^"]*"|'[^']*'|[^"')\s]+)\s*\)|@import\s+("[^"]*"|'[^']*')""")
_REFRESH = re.compile(r"""^[^;,]*[;,]?\s*(?:url\s*=)?\s*["']?([^"']*)""", re.IGNORECASE)

# Attributes that links can point to, by element; for other elements it is `id` alone.
_ANCHORS_OF = {"a": ("id", "name")}
# Attributes whose address the browser loads without being asked, by element.
_LOADED_BY = {
    **dict.fromkeys(("script", "img", "iframe", "frame", "embed", "source", "track", "input"), ("src",)),
    **dict.fromkeys(("video", "audio"), ("src", "poster")),
    "object": ("data",),
    **dict.fromkeys(("image", "use", "feimage"), ("href", "xlink:href")),
    **dict.fromkeys(("body", "table", "td", "th"), ("background",)),
}
# Attributes whose address a reader can follow, by element.
_FOLLOWED_BY = {
    **dict.fromkeys(("a", "area"), ("href", "xlink:href", "ping")),
    "form": ("action",),
    "base": ("href",),
    **dict.fromkeys(("button", "input"), ("formaction",)),
}


@dataclass
class PageScan:
    """What was found in a page. Addresses are as the page writes them, with entities resolved.

    Attributes:
        ids: ids that links can point to.
        links: addresses that a reader can follow.
        loads: addresses that the browser loads without being asked.
        scripts: the addresses in `loads` that belong to scripts.
        within: text of each inline script and style.
        kinds: of each of these, `script` or `style`.
        strange: attributes that no policy allows, as the page writes them: event handlers and styles.
    """

    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    within: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


# Tags, without attribute values, that were checked before; a site has few different ones.
_usual: set[str] = set()


def scan_page(text: str) -> PageScan:
    """Finds what a page links to, loads and runs.

    A page like ours is read with regular expressions, which is much faster; any other with an HTML parser.
    """
    each = dict.fromkeys(_TAG.findall(text))  # many tags are on a page more than once
    tags = "".join(each).replace("\n", " ")
    if not _is_plain(tags, len(each)):
        return scan_thoroughly(text)
    found = PageScan(
        ids=set(_ATTRIBUTE["id"].findall(tags)),
        links=set(_ATTRIBUTE["href"].findall(tags)),
        loads=set(_ATTRIBUTE["src"].findall(tags)),
        scripts=set(_SCRIPT_TAG.findall(tags)),
    )
    for tag in _LINK_TAG.findall(tags):
        if (address := _loaded_by_link(tag)) is not None:
            found.loads.add(address)
    if "<use" in tags:
        found.loads.update(_USE_TAG.findall(tags))
    _add_inline(text, tags, found)
    found.links -= found.loads
    for part in ("ids", "links", "loads", "scripts"):
        if "&" in "".join(getattr(found, part)):
            setattr(found, part, set(map(unescape, getattr(found, part))))
    return found


@lru_cache(maxsize=1024)  # many pages have the same
def _loaded_by_link(tag: str) -> str | None:
    """The address that a `<link>` element loads; None if it loads nothing."""
    rel, href = (next(iter(_ATTRIBUTE[name].findall(tag)), "") for name in ("rel", "href"))
    return None if rel.strip() in _NO_LOAD else href


def _is_plain(tags: str, count: int) -> bool:
    """Whether the tags of a page can be read with regular expressions.

    Args:
        tags: the different tags, joined, without line breaks.
        count: how many they are.
    """
    parts = tags.split('"')
    bare = "".join(parts[::2]).replace("= >", "=>")
    # If the numbers differ, `>` in an attribute value has cut a tag in two.
    if len(parts) % 2 == 0 or not bare.count("<") == bare.count(">") == count:
        return False
    # Any other `http-equiv` than that of the policy may send readers to another page.
    if tags.count("http-equiv=") != bool(csp.policy_of(tags)):
        return False
    return _are_usual(bare.split("<"))


def _add_inline(text: str, tags: str, found: PageScan) -> None:
    """Adds the inline scripts and styles of a page, and what the styles load.

    Args:
        text: the page.
        tags: its tags, joined; to look for a name in them is quicker than in the page.
        found: what was found so far.
    """
    end = 0
    names = [name for name in ("<script", "<style") if name in tags]
    for at in sorted(at for name in names for at in _places(name, text)):
        match = _INLINE.match(text, at) if at >= end else None
        close = text.find(f"</{match[1]}>", match.end()) if match else -1
        if match is None or close < 0:
            continue
        name, attributes, words = match[1], match[2], text[match.end() : close]
        end = close
        if words and " src=" not in attributes and "application/" not in attributes:
            found.within.append(words)
            found.kinds.append(name)
        if name == "style":
            found.loads.update(style_addresses(words))


def _places(words: str, text: str) -> Iterator[int]:
    """The offset of each occurrence of some words in a text: much quicker to find than an expression."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _are_usual(tags: list[str]) -> bool:
    """Whether tags, without their attribute values, contain nothing that our own pages do not contain."""
    if not _usual.issuperset(tags):
        new = set(tags) - _usual
        if any(_UNUSUAL.search(tag) for tag in new):
            return False
        _usual.update(new)
    return True


def scan_drawing(text: str) -> PageScan:
    """Finds what an SVG file links to, loads and runs; one with shapes alone, such as our own, needs no parser."""
    return PageScan() if _SHAPES.fullmatch(text) else scan_thoroughly(text)


def scan_thoroughly(text: str) -> PageScan:
    """Finds what a page links to, loads and runs with an HTML parser, which reads any page as a browser does."""
    from lxml import etree  # noqa: PLC0415  it takes long to load, and our own pages are read without it

    found = PageScan()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.HTML(text.encode("utf-8", "replace") or b"<p>", parser)
    for element in () if root is None else root.iter(etree.Element):
        name = str(element.tag).lower()
        attributes = {str(key).lower(): value for key, value in element.attrib.items()}
        found.ids.update(_values(attributes, _ANCHORS_OF.get(name, ("id",))))
        found.links.update(_values(attributes, _FOLLOWED_BY.get(name, ())))
        found.loads.update(_values(attributes, _LOADED_BY.get(name, ())))
        found.loads.update(_image_candidates(attributes))
        found.strange += [f"{key}=" for key in attributes if key.startswith("on") or key == "srcdoc"]
        if "style" in attributes:
            found.strange.append(f'style="{attributes["style"]}"')
            found.loads.update(style_addresses(attributes["style"]))
        _add_special(name, attributes, element.text or "", found)
    found.links -= found.loads
    return found


def _values(attributes: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    """The values of those of the named attributes that an element has."""
    return (attributes[name] for name in names if name in attributes)


def _add_special(name: str, attributes: dict[str, str], words: str, found: PageScan) -> None:
    """Adds what only some elements have: link, meta, script and style.

    Args:
        name: name of the element, in lower case.
        attributes: its attributes, names in lower case.
        words: its text.
        found: what was found so far.
    """
    if name == "link" and "href" in attributes:
        kinds = attributes.get("rel", "").lower().split()
        followed = set(kinds) & _NO_LOAD and "stylesheet" not in kinds
        (found.links if followed else found.loads).add(attributes["href"])
    elif name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        match = _REFRESH.match(attributes.get("content", ""))
        found.links.add(match[1].strip() if match else "")
    elif name == "script" and "src" in attributes:
        found.scripts.add(attributes["src"])
    elif name in ("script", "style") and words and "application/" not in attributes.get("type", ""):
        found.within.append(words)
        found.kinds.append(name)
    if name == "style":
        found.loads.update(style_addresses(words))


def _image_candidates(attributes: dict[str, str]) -> Iterator[str]:
    """The addresses of an image in several sizes (`srcset`)."""
    for key in ("srcset", "imagesrcset"):
        yield from (part.split()[0] for part in attributes.get(key, "").split(",") if part.strip())


def style_addresses(css: str) -> set[str]:
    """The addresses that a stylesheet loads from, except `data:` URLs and references within the page."""
    if "url(" not in css and "@import" not in css:
        return set()
    found = {(url or name).strip("\"'") for url, name in _URL.findall(css)}
    return {address for address in found if not address.startswith(("data:", "#"))}
