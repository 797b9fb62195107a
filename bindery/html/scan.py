"""What a finished page names, loads and runs, found in its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from bindery.html import csp

_TAG = re.compile(r"<[a-zA-Z!][^>]*>")


_ATTRIBUTE = {name: re.compile(rf' {name}="([^"]*)"') for name in ("id", "href", "src", "rel")}


_LINK_TAG, _SCRIPT_TAG = re.compile(r"<link [^>]*>"), re.compile(r'<script[^>]*? src="([^"]*)"')


# What a plain page has not: looked for in each tag without the values of its attributes.
_UNUSUAL = re.compile(
    r"'|=[^ />]|[\t\f\r]|/[^>]|[ /](?:on[a-z]+|style|srcset|imagesrcset|poster|data|background|action|formaction|ping|xlink:href|srcdoc)="
    r"|^(?:!(?!doctype html>)|base|object|embed|iframe|frame|image|use|a [^>]*\bname=)|manifest="
    r"|(?:^| )(?!viewBox=|preserveAspectRatio=)[a-z:-]*[A-Z]"
)


_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)


_NO_LOAD = {"canonical", "alternate", "prev", "next", "author", "license", "edit", "search", "me", "help"}


_URL = re.compile(r"""url\(\s*("[^"]*"|'[^']*'|[^"')\s]+)\s*\)|@import\s+("[^"]*"|'[^']*')""")


_REFRESH = re.compile(r"""^[^;,]*[;,]?\s*(?:url\s*=)?\s*["']?([^"']*)""", re.IGNORECASE)


_PLACES = {"a": ("id", "name")}


_LOADED_BY = {  # attributes of which an element loads something by itself
    **dict.fromkeys(("script", "img", "iframe", "frame", "embed", "source", "track", "input"), ("src",)),
    **dict.fromkeys(("video", "audio"), ("src", "poster")),
    "object": ("data",),
    **dict.fromkeys(("image", "use", "feimage"), ("href", "xlink:href")),
    **dict.fromkeys(("body", "table", "td", "th"), ("background",)),
}


_LED_BY = {
    **dict.fromkeys(("a", "area"), ("href", "xlink:href", "ping")),
    "form": ("action",),
    "base": ("href",),
    **dict.fromkeys(("button", "input"), ("formaction",)),
}


@dataclass
class PageScan:
    """What there is to know of a page.

    Attributes:
        ids: the places on it that a link can lead to.
        links: the addresses that a reader can follow.
        loads: the addresses that it loads from by itself.
        scripts: those of its scripts, of `loads`.
        within: the text of each script and style within it.
        strange: what can run and is no script element: handlers, styles that no policy allows.
    """

    ids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    within: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


_usual: set[str] = set()  # tags without the values of their attributes; a site has few that differ


def scan_page(text: str) -> PageScan:
    """What there is to know of a page."""
    each = dict.fromkeys(_TAG.findall(text))  # many stand on a page more than once
    tags = "".join(each).replace("\n", " ")
    parts = tags.split('"')
    bare = "".join(parts[::2]).replace("= >", "=>")
    # Else a tag was cut within a value, of which the next begins.
    whole = len(parts) % 2 and bare.count("<") == bare.count(">") == len(each)
    whole = whole and tags.count("http-equiv=") == bool(
        csp.policy_of(tags)
    )  # or a page may lead on by itself
    if not whole or not _are_usual(bare.split("<")):
        return scan_thoroughly(text)
    found = PageScan(
        ids=set(_ATTRIBUTE["id"].findall(tags)),
        links=set(_ATTRIBUTE["href"].findall(tags)),
        loads=set(_ATTRIBUTE["src"].findall(tags)),
        scripts=set(_SCRIPT_TAG.findall(tags)),
    )
    for tag in _LINK_TAG.findall(tags):
        rel, href = (next(iter(_ATTRIBUTE[name].findall(tag)), "") for name in ("rel", "href"))
        if rel.strip() not in _NO_LOAD:
            found.loads.add(href)
    for name, attributes, words in _INLINE.findall(text):
        if words and " src=" not in attributes and "application/" not in attributes:
            found.within.append(words)
        if name == "style":
            found.loads.update(style_addresses(words))
    found.links -= found.loads
    for part in ("ids", "links", "loads", "scripts"):
        setattr(found, part, {unescape(value) if "&" in value else value for value in getattr(found, part)})
    return found


def _are_usual(tags: list[str]) -> bool:
    """Whether tags, without the values of their attributes, are as ours are."""
    if not _usual.issuperset(tags):
        new = set(tags) - _usual
        if any(_UNUSUAL.search(tag) for tag in new):
            return False
        _usual.update(new)
    return True


def scan_thoroughly(text: str) -> PageScan:
    """The same, of a page that may be written in any way."""
    from lxml import etree  # noqa: PLC0415  it takes long to load, and our own pages are read without it

    found = PageScan()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.HTML(text.encode("utf-8", "replace") or b"<p>", parser)
    for element in () if root is None else root.iter(etree.Element):
        name = str(element.tag).lower()
        attributes = {str(key).lower(): value for key, value in element.attrib.items()}
        found.ids.update(attributes[key] for key in _PLACES.get(name, ("id",)) if key in attributes)
        found.links.update(attributes[key] for key in _LED_BY.get(name, ()) if key in attributes)
        found.loads.update(attributes[key] for key in _LOADED_BY.get(name, ()) if key in attributes)
        found.loads.update(_candidates(attributes))
        found.strange += [f"{key}=" for key in attributes if key.startswith("on") or key == "srcdoc"]
        if "style" in attributes:
            found.strange.append(f'style="{attributes["style"]}"')
            found.loads.update(style_addresses(attributes["style"]))
        _look_at(name, attributes, element.text or "", found)
    found.links -= found.loads
    return found


def _look_at(name: str, attributes: dict[str, str], words: str, found: PageScan) -> None:
    """What is particular to some elements."""
    if name == "link" and "href" in attributes:
        kinds = attributes.get("rel", "").lower().split()
        (found.links if set(kinds) & _NO_LOAD and "stylesheet" not in kinds else found.loads).add(
            attributes["href"]
        )
    elif name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        match = _REFRESH.match(attributes.get("content", ""))
        found.links.add(match[1].strip() if match else "")
    elif name == "script" and "src" in attributes:
        found.scripts.add(attributes["src"])
    elif name in ("script", "style") and words and "application/" not in attributes.get("type", ""):
        found.within.append(words)
    if name == "style":
        found.loads.update(style_addresses(words))


def _candidates(attributes: dict[str, str]) -> Iterator[str]:
    """The addresses of a picture in its sizes."""
    for key in ("srcset", "imagesrcset"):
        yield from (part.split()[0] for part in attributes.get(key, "").split(",") if part.strip())


def style_addresses(css: str) -> set[str]:
    """The addresses that a stylesheet loads from, but for those that hold what they name."""
    found = {(url or name).strip("\"'") for url, name in _URL.findall(css)}
    return {address for address in found if not address.startswith(("data:", "#"))}
