"""A whole briefing as one HTML file, to be sent: made of its page to print, with styles, fonts and pictures inside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from markupsafe import Markup

from bindery.edition import Edition
from bindery.html.csp import one_file_policy
from bindery.html.stylesheet import data_address, needed_css
from bindery.pages.addresses import file_of
from bindery.pages.context import PageContext, place_on_whole
from bindery.pages.page_head import shortened
from bindery.pages.render import Renderer
from bindery.pages.templating import explain
from bindery.pages.views import BriefingView
from bindery.system import progress, workers
from bindery.text.problems import Problem

FRAME, STYLE, NOTES = "onefile.html.j2", "onefile.css.j2", "onefile.js.j2"
BACK = "parts/back.html.j2"
SCRIPT = "assets/bindery/bindery.js"
_STOCK = "assets/stylesheets/"  # Material's styles, for which templates/onefile.css.j2 stands in
_LEFT_OUT = "contains(@class,'headerlink') or contains(@class,'bd-trail') or contains(@class,'bd-screen')"
# on paper the address of a reference is taken from its link
_LEFT_OUT += " or @class='bd-ref__address' and ../a[@class='bd-ref__host']"
_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_COMMENT = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
_PART = re.compile(r"^ *// -{4} (\w+).*\n", re.MULTILINE)  # what parts of the site's script are headed by
_CLOSED = re.compile(r"></(?:circle|line|path|rect|use)>")
# what holds the briefing on its page: in our theme, in Material's, in another
_BODIES = ("//article//div[contains(@class,'bd-page')]", "//article", "//body")
_FEW = 8  # files that one process has made before a second one would have paid
_TITLED = ("bd-check", "bd-ref__host")  # the file says once what these say each


class OneFileError(Exception):
    """A template of the file is at fault; it holds the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)  # by which it can be raised again, where another process came upon it
        self.problem = problem


@dataclass(frozen=True)
class SiteFacts:
    """What is known of the site that a file is made from.

    Attributes:
        folder: where it was built.
        edition: what it was built from.
        templates: text of each template, by name.
        name: of the site.
        address: where it will be read; empty when it says so nowhere.
        directory_urls: whether a page's address ends in `/` rather than `.html`.
    """

    folder: Path
    edition: Edition
    templates: Mapping[str, str]
    name: str
    address: str
    directory_urls: bool


def one_file_editions(of: SiteFacts, only: frozenset[str] | None = None) -> dict[str, bytes]:
    """The files of briefings that a site has, by name: the same bytes for the same site.

    Args:
        of: the site.
        only: the briefings that are written; None for all.

    Raises:
        UnwrittenError: a template of the file is at fault.
    """
    if of.edition.site is None:
        return {}
    renderer = Renderer(of.edition.site, of.templates, directory_urls=of.directory_urls)
    briefings = of.edition.site.briefings
    wanted = [slug for slug in briefings if only is None or slug in only]
    progress.step("condensing")

    def text(numbered: tuple[int, str]) -> bytes:
        number, slug = numbered
        progress.step("condensing", number, len(wanted))
        return _File(of, briefings[slug], renderer).text().encode()

    texts = workers.map_in_two(text, list(enumerate(wanted, 1)), few=_FEW)
    return {f"{slug}.html": file for slug, file in zip(wanted, texts, strict=True)}


class _File:
    """One briefing on its way from its page to its file."""

    def __init__(self, of: SiteFacts, view: BriefingView, renderer: Renderer) -> None:
        self.of = of
        self.view = view
        address = f"{view.address}print/"
        page = file_of(address).removesuffix(".md")
        self.path = f"{page}/index.html" if of.directory_urls else f"{page}.html"
        self.environment = renderer.environment
        self.names = {
            **PageContext(renderer, address, view, whole=True).names,
            "book": view,
            "briefing": view.briefing,
        }
        self.page = html.document_fromstring((of.folder / self.path).read_text("utf-8"))

    def text(self) -> str:
        """The whole file."""
        body = next(filter(len, map(self.page.xpath, _BODIES)))[0]
        self._cut(body)
        symbols = _gather_marks(body)
        self._lead_back(body)
        self._keep_pictures(body)
        self._mend_links(body)
        rest = next((child for child in body if child.tag == "h2"), None)
        start = len(body) if rest is None else body.index(rest)
        opening, remainder = list(body)[:start], list(body)[start:]
        script = self._script()
        names = {
            "site_name": self.of.name,
            "site_address": self.of.address and urljoin(self.of.address, self.view.address),
            "description": shortened(self.view.register.parsed.prose["summary",].words),
            "direction": self.view.direction,
            "symbols": symbols,
            "contents": [(h2.get("id"), " ".join(h2.text_content().split())) for h2 in body.iter("h2")],
            "opening": _as_text(opening),
            "rest": _as_text(remainder),
            "script": Markup(script),  # noqa: S704  ours
        }
        bare = self._made(FRAME, **names, styles="", policy="")
        styles = Markup(self._styles(bare))  # noqa: S704  stylesheets, which end no element
        return self._made(FRAME, **names, styles=styles, policy=one_file_policy(script, styles)) + "\n"

    def _made(self, template: str, **names: Any) -> str:
        """What a template makes."""
        try:
            return self.environment.get_template(template).render(self.names | names)
        except Exception as error:  # a template is a program of the project's own; whatever it raises
            raise OneFileError(explain(error, template, self.of.templates)) from error

    def _cut(self, body: html.HtmlElement) -> None:
        """Takes out what a file has no use for, or says once for all."""
        for element in body.xpath(f".//*[{_LEFT_OUT}]"):
            element.drop_tree()
        as_typed = set(body.xpath(".//pre | .//pre//*"))
        for element in body.iter(etree.Element):
            element.attrib.pop("data-search-exclude", None)
            element.attrib.pop("focusable", None)
            if element.get("class", "").split(" ")[0] in _TITLED:
                element.attrib.pop("title", None)
            if element.get("class") == "bd-number-link":
                element.attrib.pop("aria-label", None)  # the reference stands before its number
            if element.tag == "bdi" and element.get("lang") == self.view.briefing.language:
                del element.attrib["lang"]
            if element not in as_typed:
                element.text = element.text and _BREAK.sub("\n", element.text)
                element.tail = element.tail and _BREAK.sub("\n", element.tail)

    def _lead_back(self, body: html.HtmlElement) -> None:
        """Gives each reference a way back to where it is first cited."""
        first: dict[str, html.HtmlElement] = {}
        for link in body.iter("a"):
            first.setdefault(link.get("href", ""), link)
        for source, number in self.view.numbers.items():
            place = place_on_whole("sources", source)
            link = first.get(f"#{place}")
            entry = next(iter(body.xpath(".//li[@id=$place]", place=place)), None)
            if link is None or entry is None:
                continue
            link.set("id", link.get("id") or f"_cited-{number}")
            back = self._made(BACK, label=self.view.label(source), place=link.get("id"))
            entry[0].append(html.fragment_fromstring(back))

    def _keep_pictures(self, body: html.HtmlElement) -> None:
        for image in body.iter("img"):
            path = self._path_of(image.get("src", ""))
            data = self._read(path)
            image.set("src", data_address(path, data) if data else "data:,")

    def _mend_links(self, body: html.HtmlElement) -> None:
        """Keeps the links that lead somewhere: on this page, to the web, to the site where it has an address."""
        known = {element.get("id") for element in body.iter(etree.Element)}
        for link in list(body.iter("a")):
            address = link.get("href", "")
            parts = urlsplit(address)
            if address.startswith("#"):
                if unquote(address[1:]) not in known:
                    link.drop_tag()
            elif parts.scheme or parts.netloc:
                link.attrib.pop("rel", None)
                _mark_as_outward(link)
            else:
                self._mend_inward(link, self._path_of(parts.path), parts.fragment)

    def _mend_inward(self, link: html.HtmlElement, path: str, anchor: str) -> None:
        """A link to another page or file of the site, which is at its address or nowhere: then its words stay."""
        if self.of.address:
            link.attrib.pop("download", None)  # a browser heeds it for files of one host only
            link.set("href", urljoin(self.of.address, path) + (f"#{anchor}" if anchor else ""))
            _mark_as_outward(link)
        elif "download" in link.attrib:
            link.drop_tree()  # words that offer a file are of no use without it
        else:
            link.drop_tag()

    def _path_of(self, address: str) -> str:
        """The path on the site of what this page names by a relative address."""
        path = unquote(address)
        ends = "/" if path.endswith(("/", "..")) or path in ("", ".") else ""
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))
        return "" if joined == "." else joined + ends

    def _read(self, path: str) -> bytes | None:
        """A file of the site; None when there is none, or when it lies outside."""
        file = self.of.folder / path
        inside = file.resolve().is_relative_to(self.of.folder.resolve())
        return file.read_bytes() if inside and file.is_file() else None

    def _script(self) -> str:
        """What the site's own script does for previews and for print, and before it what makes the notes."""
        made = self._made(NOTES)
        head, *parts = _PART.split((self._read(SCRIPT) or b"").decode())
        kept = [
            words
            for title, words in zip(parts[::2], parts[1::2], strict=True)
            if title in ("Previews", "Print")
        ]
        return _COMMENT.sub("", "\n".join((made, head, *kept))).replace("</", "<\\/")

    def _styles(self, page: str) -> str:
        """The styles of the site and its own, as far as this page needs them."""
        found = [needed_css(self._made(STYLE), page, self._read)]
        for link in self.page.xpath("//link[@rel='stylesheet'][not(ancestor::noscript)]"):
            path = self._path_of(urlsplit(link.get("href", "")).path)
            data = None if path.startswith(_STOCK) else self._read(path)
            if data:
                found.append(needed_css(data.decode(), page, partial(self._read_beside, path)))
        within = "".join(style.text or "" for style in self.page.xpath("/html/head/style"))
        found.append(needed_css(within, page, partial(self._read_beside, self.path)))
        return "\n".join(found).replace("</", "<\\/")

    def _read_beside(self, path: str, name: str) -> bytes | None:
        """A file that a stylesheet names, relative to itself."""
        return self._read(posixpath.normpath(posixpath.join(posixpath.dirname(path), name)))


def _mark_as_outward(link: html.HtmlElement) -> None:
    link.set("class", f"{link.get('class', '')} bd-out".strip())


def _gather_marks(body: html.HtmlElement) -> Markup:
    """The marks of the statuses, each drawn once; where one stood, it is now referred to."""
    symbols: dict[str, Markup] = {}
    for mark in body.xpath(".//*[local-name()='svg'][starts-with(@class,'bd-mark ')]"):
        name = f"_{mark.get('class').split('--')[-1]}-mark"
        if name not in symbols:
            symbol = deepcopy(mark)
            symbol.tag, symbol.tail = "symbol", None
            symbol.attrib.clear()
            symbol.set("id", name)
            symbol.set("viewBox", "0 0 16 16")
            symbols[name] = _as_text([symbol])
        for child in list(mark):
            mark.remove(child)
        for attribute in ("viewbox", "width", "height"):
            mark.attrib.pop(attribute, None)
        etree.SubElement(mark, "use").set("href", f"#{name}")
    return Markup("").join(symbols[name] for name in sorted(symbols))


def _as_text(elements: Iterable[html.HtmlElement]) -> Markup:
    text = "".join(html.tostring(element, encoding="unicode") for element in elements)
    return Markup(_CLOSED.sub("/>", text))  # noqa: S704  serialised
