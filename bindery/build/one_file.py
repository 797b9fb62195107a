"""One-file editions: a whole briefing as one HTML file to send, with styles, fonts and images inside.

A one-file edition is made from the page of the briefing that is meant for printing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from copy import deepcopy
from functools import partial
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from markupsafe import Markup

from bindery.build.site_facts import BODIES, SiteFacts
from bindery.html.csp import one_file_policy
from bindery.html.stylesheet import data_address, needed_css
from bindery.model.names import Slug
from bindery.pages.addresses import file_of
from bindery.pages.context import PageContext, place_on_whole
from bindery.pages.page_head import shortened
from bindery.pages.render import Renderer
from bindery.pages.templating import template_problem
from bindery.pages.theme_words import script_words
from bindery.pages.views import BriefingView
from bindery.system import progress, workers
from bindery.text.problems import Problem

FRAME, STYLE, NOTES = "onefile.html.j2", "onefile.css.j2", "onefile.js.j2"  # templates
BACK = "parts/back.html.j2"  # template of the link from a reference back to where it is cited
SCRIPT = "assets/bindery/bindery.js"
PLAIN = "assets/bindery/plain.css"  # what Material's styles do for our own pages
_MATERIAL_STYLES = "assets/stylesheets/"  # replaced by PLAIN
_LEFT_OUT = "contains(@class,'headerlink') or contains(@class,'bd-trail') or contains(@class,'bd-screen')"
# in print, the address of a reference is shown by a style, from its link
_LEFT_OUT += " or @class='bd-ref__address' and ../a[@class='bd-ref__host']"
_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_COMMENT = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
_PART = re.compile(r"^ *// -{4} (\w+).*\n", re.MULTILINE)  # the heading of a part of the site's script
_CLOSED = re.compile(
    r"></(?:circle|line|path|rect|use)>"
)  # elements of SVG that can be written without end tag
_FEW = 8  # number of files from which a second process saves time
_TITLED = ("bd-check", "bd-ref__host")  # classes of elements whose `title` the file explains once for all


class OneFileError(Exception):
    """A template of the one-file edition has an error.

    Raised by `one_file_editions`, and caught by `bindery build`, which prints the problem.

    Attributes:
        problem: the error and its place in the template.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)  # so that it can be pickled, when another process raises it
        self.problem = problem


def one_file_editions(of: SiteFacts, only: frozenset[Slug] | None = None) -> dict[str, bytes]:
    """The one-file editions of a site's briefings. The same site gives the same bytes.

    Args:
        of: the site.
        only: names of the briefings to make; None for all.

    Returns:
        The content of each file by its name, such as `heat.html`.

    Raises:
        OneFileError: a template has an error.
    """
    if of.edition.site is None:
        return {}
    renderer = Renderer(of.edition.site, of.templates, directory_urls=of.directory_urls)
    briefings = of.edition.site.briefings
    wanted = [slug for slug in briefings if only is None or slug in only]
    progress.step("one-file")

    def text(numbered: tuple[int, Slug]) -> bytes:
        number, slug = numbered
        progress.step("one-file", number, len(wanted))
        return _OneFile(of, briefings[slug], renderer).text().encode()

    texts = workers.map_in_two(text, list(enumerate(wanted, 1)), few=_FEW)
    return {f"{slug}.html": file for slug, file in zip(wanted, texts, strict=True)}


class _OneFile:
    """The making of one file from the page of a briefing that is meant for printing.

    Args:
        of: the site.
        view: the briefing.
        renderer: renders templates.
    """

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
        """The whole file, as HTML."""
        body = next(filter(len, map(self.page.xpath, BODIES)))[0]
        self._cut(body)
        symbols = _share_marks(body)
        self._link_back(body)
        self._embed_images(body)
        self._fix_links(body)
        rest = next((child for child in body if child.tag == "h2"), None)
        start = len(body) if rest is None else body.index(rest)
        opening, remainder = list(body)[:start], list(body)[start:]
        script = self._script()
        names = {
            "site_name": self.of.name,
            "site_address": self.of.address and urljoin(self.of.address, self.view.address),
            "description": shortened(self.view.lead),
            "direction": self.view.direction,
            "script_words": script_words(self.view.wording),
            "symbols": symbols,
            "contents": [(h2.get("id"), " ".join(h2.text_content().split())) for h2 in body.iter("h2")],
            "opening": _as_text(opening),
            "rest": _as_text(remainder),
            "script": Markup(script),  # noqa: S704  our own script
        }
        bare = self._render(FRAME, **names, styles="", policy="")  # shows which styles are needed
        styles = Markup(self._styles(bare))  # noqa: S704  stylesheets; no end tag is in them
        return self._render(FRAME, **names, styles=styles, policy=one_file_policy(script, styles)) + "\n"

    def _render(self, template: str, **names: Any) -> str:
        """A template rendered.

        Args:
            template: name of the template.
            names: values that only this template needs, by name.

        Raises:
            OneFileError: the template has an error.
        """
        try:
            return self.environment.get_template(template).render(self.names | names)
        except Exception as error:  # a template is a program of the project, and may raise anything
            raise OneFileError(template_problem(error, template, self.of.templates)) from error

    def _cut(self, body: html.HtmlElement) -> None:
        """Remove what a single file does not need, or explains once for all."""
        for element in body.xpath(f".//*[{_LEFT_OUT}]"):
            element.drop_tree()
        as_typed = set(body.xpath(".//pre | .//pre//*"))
        for element in body.iter(etree.Element):
            element.attrib.pop("data-search-exclude", None)
            element.attrib.pop("focusable", None)
            if element.get("class", "").split(" ")[0] in _TITLED:
                element.attrib.pop("title", None)
            if element.get("class") == "bd-number-link":
                element.attrib.pop("aria-label", None)  # the reference is read out before its number
            if element.tag == "bdi" and element.get("lang") == self.view.briefing.language:
                del element.attrib["lang"]
            if element not in as_typed:
                element.text = element.text and _BREAK.sub("\n", element.text)
                element.tail = element.tail and _BREAK.sub("\n", element.tail)

    def _link_back(self, body: html.HtmlElement) -> None:
        """Add to each reference a link back to where it is first cited."""
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
            back = self._render(BACK, label=self.view.label(source), place=link.get("id"))
            entry[0].append(html.fragment_fromstring(back))

    def _embed_images(self, body: html.HtmlElement) -> None:
        for image in body.iter("img"):
            path = self._path_of(image.get("src", ""))
            data = self._read(path)
            image.set("src", data_address(path, data) if data else "data:,")

    def _fix_links(self, body: html.HtmlElement) -> None:
        """Keep links within the file and to the web, and those to the site if it has an address; unlink the rest."""
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
                self._fix_site_link(link, self._path_of(parts.path), parts.fragment)

    def _fix_site_link(self, link: html.HtmlElement, path: str, anchor: str) -> None:
        """Give a link to another page or file of the site its full address; without one, keep only its words.

        Args:
            link: the link.
            path: path of the page or file on the site.
            anchor: the id that it leads to; empty for none.
        """
        if self.of.address:
            link.attrib.pop("download", None)  # browsers obey it only for files of the same host
            link.set("href", urljoin(self.of.address, path) + (f"#{anchor}" if anchor else ""))
            _mark_as_outward(link)
        elif "download" in link.attrib:
            link.drop_tree()  # words that offer a file make no sense without it
        else:
            link.drop_tag()

    def _path_of(self, address: str) -> str:
        """The path on the site that an address on this page leads to; that of a folder ends in a slash.

        Args:
            address: the address, relative to this page.
        """
        path = unquote(address)
        ends = "/" if path.endswith(("/", "..")) or path in ("", ".") else ""
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))
        return "" if joined == "." else joined + ends

    def _read(self, path: str) -> bytes | None:
        """The content of a file of the site; None where there is none, or it is outside the site.

        Args:
            path: path of the file on the site.
        """
        file = self.of.folder / path
        inside = file.resolve().is_relative_to(self.of.folder.resolve())
        return file.read_bytes() if inside and file.is_file() else None

    def _script(self) -> str:
        """The script of the file: its own part, which makes notes, then two parts of the site's script."""
        made = self._render(NOTES)
        head, *parts = _PART.split((self._read(SCRIPT) or b"").decode())
        kept = [
            words
            for title, words in zip(parts[::2], parts[1::2], strict=True)
            if title in ("Previews", "Print")
        ]
        return _COMMENT.sub("", "\n".join((made, head, *kept))).replace("</", "<\\/")

    def _styles(self, page: str) -> str:
        """The styles of the file and of the site that a page needs.

        Args:
            page: the page, as HTML.
        """
        plain = (self._read(PLAIN) or b"").decode()
        found = [needed_css(styles, page, self._read) for styles in (plain, self._render(STYLE))]
        for link in self.page.xpath("//link[@rel='stylesheet'][not(ancestor::noscript)]"):
            path = self._path_of(urlsplit(link.get("href", "")).path)
            data = None if path.startswith(_MATERIAL_STYLES) else self._read(path)
            if data:
                found.append(needed_css(data.decode(), page, partial(self._read_beside, path)))
        within = "".join(style.text or "" for style in self.page.xpath("/html/head/style"))
        found.append(needed_css(within, page, partial(self._read_beside, self.path)))
        return "\n".join(found).replace("</", "<\\/")

    def _read_beside(self, path: str, name: str) -> bytes | None:
        """The content of a file that a stylesheet names; None where there is none.

        Args:
            path: path of the stylesheet on the site.
            name: address of the file, relative to the stylesheet.
        """
        return self._read(posixpath.normpath(posixpath.join(posixpath.dirname(path), name)))


def _mark_as_outward(link: html.HtmlElement) -> None:
    link.set("class", f"{link.get('class', '')} bd-out".strip())


def _share_marks(body: html.HtmlElement) -> Markup:
    """Replace the marks of statuses with references to one drawing of each.

    Returns:
        The drawings, as `<symbol>` elements.
    """
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
    """Elements as HTML."""
    text = "".join(html.tostring(element, encoding="unicode") for element in elements)
    return Markup(_CLOSED.sub("/>", text))  # noqa: S704  lxml has escaped it
