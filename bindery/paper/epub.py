"""A finished page as an e-book: a chapter for each part of it, with its pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from uuid import NAMESPACE_URL, uuid5

from lxml import etree, html

from bindery.paper import pictures, tracks
from bindery.paper.page import classes_of, is_shown, places

DESIGN = "epub.css.j2"  # the template; it has no commands of Jinja
_FOLDER = "EPUB"
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_TYPES |= {"gif": "image/gif", "webp": "image/webp", "css": "text/css", "xhtml": "application/xhtml+xml"}
_KEPT = {
    "id",
    "class",
    "lang",
    "dir",
    "href",
    "src",
    "alt",
    "title",
    "colspan",
    "rowspan",
    "scope",
    "value",
    "start",
}
_KEPT |= {"role", "aria-label", "aria-hidden", "datetime"}  # other attributes are for browsers
_AS = {"details": "div", "summary": "p"}  # elements that some e-readers do not know
_FEATURES = (
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "alternativeText",
    "displayTransformability",
)
_SPACES = re.compile(r"\s+")
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class About:
    """What an e-book says of itself.

    Attributes:
        title: its title.
        author: who publishes it.
        description: what it is about, in a sentence; may be empty.
        language: its language, a BCP 47 tag.
        direction: `ltr` or `rtl`.
        changed: when it was last changed, as `2024-05-01T00:00:00Z`.
        identity: text that no other e-book has, from which its identifier is made.
        handling: its handling mark; empty for none.
        contents: the word for its table of contents.
    """

    title: str
    author: str
    description: str
    language: str
    direction: str
    changed: str
    identity: str
    handling: str
    contents: str


@dataclass
class _Chapter:
    """A part of the page: from one heading of the second level to the next."""

    name: str
    title: str
    elements: list[html.HtmlElement] = field(default_factory=list)

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Id and words of each heading of the third level that has an id."""
        found = [element for element in self.elements if element.tag == "h3" and element.get("id")]
        return [(str(element.get("id")), _words(element)) for element in found]


def epub_parts(
    body: html.HtmlElement, styles: str, design: str, about: About, read: Callable[[str], bytes | None]
) -> dict[str, bytes]:
    """The files of an e-book by their path in it, in the order in which they are stored; the first is `mimetype`.

    Args:
        body: the element of the page that holds the briefing. It is changed.
        styles: the page's own style, which places the dots of comparisons.
        design: the stylesheet.
        about: what the e-book says of itself.
        read: gives the content of an image by its address on the page; None where there is none.
    """
    files: dict[str, bytes] = {}
    _leave_out(body)
    _draw(body, styles, files, read)
    chapters = _chapters(body, about.title)
    _lead_links(chapters)
    for element in body.iter(etree.Element):
        _clean(element)
    parts = {f"{chapter.name}.xhtml": _document(about, chapter).encode() for chapter in chapters}
    parts |= {"contents.xhtml": _contents(about, chapters).encode(), "design.css": design.encode(), **files}
    package = _package(about, chapters, parts).encode()
    found = {"mimetype": b"application/epub+zip", "META-INF/container.xml": _CONTAINER.encode()}
    found |= {f"{_FOLDER}/package.opf": package}
    return found | {f"{_FOLDER}/{name}": data for name, data in parts.items()}


def _leave_out(body: html.HtmlElement) -> None:
    """Removes what only the site shows, and remarks."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or not is_shown(element):
            element.drop_tree()


def _draw(
    body: html.HtmlElement, styles: str, files: dict[str, bytes], read: Callable[[str], bytes | None]
) -> None:
    """Puts the drawings and images of the page into files."""
    known = places(styles)
    for element in list(body.iter("svg")):
        mark = "bd-mark" in classes_of(element)
        colour = classes_of(element)[-1].removeprefix("bd-mark--") if mark else "ink"
        data = pictures.as_file(element, colour).encode()
        _replace(
            element,
            _image(data, "svg", element.get("aria-label") or "", files, "mark" if mark else "drawing"),
        )
    for element in list(body.iter("div", "span", "p")):
        drawn = tracks.drawing_of(element, known)
        if drawn:
            _replace(element, _image(drawn.encode(), "svg", "", files, "track"))
    for element in list(body.iter("img")):
        if element.get("src", "").startswith("pictures/"):
            continue
        data_read = read(element.get("src", ""))
        ending = element.get("src", "").rsplit(".", 1)[-1].lower()
        if data_read is None or ending not in _TYPES:
            _replace(element, _in_words(element.get("alt", "")))
        else:
            _replace(element, _image(data_read, ending, element.get("alt", ""), files, "picture"))


def _image(data: bytes, ending: str, alt: str, files: dict[str, bytes], kind: str) -> html.HtmlElement:
    """An image that shows a file; images that are alike share one."""
    name = next((name for name, known in files.items() if known == data), "")
    if not name:
        name = f"pictures/{len(files) + 1}.{ending}"
        files[name] = data
    image = html.Element("img", src=name, alt=alt)
    image.set("class", f"bd-{kind}-image")
    return image


def _in_words(words: str) -> html.HtmlElement:
    span = html.Element("span")
    span.text = words
    return span


def _replace(old: html.HtmlElement, new: html.HtmlElement) -> None:
    new.tail, old.tail = old.tail, None
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _words(element: html.HtmlElement) -> str:
    return _SPACES.sub(" ", element.text_content()).strip()


def _chapters(body: html.HtmlElement, title: str) -> list[_Chapter]:
    chapters = [_Chapter("part-1", title)]
    for element in body:
        if element.tag == "h2":
            chapters.append(_Chapter(f"part-{len(chapters) + 1}", _words(element)))
        chapters[-1].elements.append(element)
    return chapters


def _lead_links(chapters: list[_Chapter]) -> None:
    """Gives links within the page the file of their chapter; keeps those to the web; takes other links away."""
    where: dict[str, str] = {}
    for chapter in chapters:
        for element in _all(chapter.elements):
            if element.get("id"):
                if element.get("id") in where:
                    del element.attrib["id"]
                else:
                    where[element.get("id", "")] = chapter.name
    for chapter in chapters:
        for link in [element for element in _all(chapter.elements) if element.tag == "a"]:
            address = link.get("href") or ""
            if address.startswith("#") and address[1:] in where:
                there = where[address[1:]]
                link.set("href", address if there == chapter.name else f"{there}.xhtml{address}")
            elif not re.match(r"https?:|mailto:", address):
                link.tag = "span"
                link.attrib.pop("href", None)


def _all(elements: Iterable[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    for element in elements:
        yield from element.iter(etree.Element)


def _clean(element: html.HtmlElement) -> None:
    """Leaves an element the attributes that mean something in an e-book."""
    element.tag = _AS.get(element.tag, element.tag)
    language = element.get("lang")
    for name in [name for name in element.attrib if name not in _KEPT]:
        del element.attrib[name]
    if element.tag == "li" and not (element.get("value") or "1").isdigit():
        del element.attrib["value"]
    if language:
        element.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _document(about: About, chapter: _Chapter) -> str:
    text = "".join(etree.tostring(element, encoding="unicode", method="xml") for element in chapter.elements)
    mark = f'<p class="bd-handling">{escape(about.handling)}</p>\n' if about.handling else ""
    return _page(about, chapter.title, f'<section class="bd-page">\n{mark}{text}</section>')


def _page(about: About, title: str, body: str) -> str:
    tongue = f'lang="{escape(about.language)}" xml:lang="{escape(about.language)}" dir="{about.direction}"'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {tongue}>\n'
        f'<head><meta charset="utf-8"/><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="design.css"/></head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def _contents(about: About, chapters: list[_Chapter]) -> str:
    lines = []
    for chapter in chapters:
        under = "".join(
            f'<li><a href="{chapter.name}.xhtml#{escape(place)}">{escape(words)}</a></li>'
            for place, words in chapter.headings
        )
        below = f"<ol>{under}</ol>" if under else ""
        lines.append(f'<li><a href="{chapter.name}.xhtml">{escape(chapter.title)}</a>{below}</li>')
    listed = "\n".join(lines)
    title = escape(about.contents)
    return _page(
        about, about.contents, f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{title}</h1>\n<ol>\n{listed}\n</ol></nav>'
    )


def _package(about: About, chapters: list[_Chapter], parts: dict[str, bytes]) -> str:
    """The list of the files and the order of the chapters, with what the e-book says of itself."""
    said = [
        ("dc:title", about.title),
        ("dc:language", about.language),
        ("dc:creator", about.author),
        ("dc:description", about.description),
    ]
    told = [f"<{name}>{escape(value)}</{name}>" for name, value in said if value]
    told += [f'<meta property="dcterms:modified">{about.changed}</meta>']
    told += [f'<meta property="schema:accessMode">{mode}</meta>' for mode in ("textual", "visual")]
    told += ['<meta property="schema:accessModeSufficient">textual</meta>']
    told += [f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in _FEATURES]
    told += ['<meta property="schema:accessibilityHazard">none</meta>']
    told += ['<meta property="schema:accessibilitySummary">Drawings have a description in words.</meta>']
    items = []
    for number, name in enumerate(parts, 1):
        kind = _TYPES[name.rsplit(".", 1)[-1]]
        role = ' properties="nav"' if name == "contents.xhtml" else ""
        items.append(f'<item id="item-{number}" href="{name}" media-type="{kind}"{role}/>')
    spine = [f'<itemref idref="item-{number}"/>' for number in range(1, len(chapters) + 1)]
    turned = ' page-progression-direction="rtl"' if about.direction == "rtl" else ""
    identifier = uuid5(NAMESPACE_URL, about.identity)
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{escape(about.language)}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
            *told,
            "</metadata>",
            "<manifest>",
            *items,
            "</manifest>",
            f"<spine{turned}>",
            *spine,
            "</spine>",
            "</package>",
            "",
        )
    )
