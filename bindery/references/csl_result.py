"""Reads the references that pandoc's citeproc formatted, and keeps only HTML that is known to be safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from lxml import etree, html
from markupsafe import Markup

from bindery.model.reference_style import CitationPiece, Key, StyledEntry, StyledReferences
from bindery.text.escape import escape

_TEXT_TAGS = {"em", "i", "strong", "b", "sup", "sub", "span"}
_SPANS = {"lang", "dir"}
_SMALL_CAPS = {"span": {"class": {"smallcaps", "small-caps"}}}
_SANITISER = nh3.Cleaner(
    tags={*_TEXT_TAGS, "a"},
    attributes={"a": {"href"}, "span": _SPANS},
    tag_attribute_values=_SMALL_CAPS,
    link_rel="noopener",
    url_schemes={"http", "https"},
    url_relative="deny",
)
_WITHOUT_LINKS = nh3.Cleaner(
    tags=_TEXT_TAGS, attributes={"span": _SPANS}, tag_attribute_values=_SMALL_CAPS, link_rel=None
)
_CITED = "#ref-"  # the beginning of a link to a reference
_NUMBER = re.compile(r"[\[(]?(\d+)[\])]?\.?")


class CslResultError(ValueError):
    """The output of pandoc does not have the expected form."""


def read_csl_result(made: str, keys: tuple[Key, ...], *, notes: bool) -> StyledReferences:
    """The formatted citations and references, with only text, emphasis and web links left in their HTML.

    Args:
        made: the HTML from pandoc: a paragraph for each citation, and the list of references.
        keys: the citations, in the order of the paragraphs.
        notes: whether the style uses footnotes; then its citations are not used, and prose has Bindery's numbers.

    Raises:
        CslResultError: a citation or the list of references is missing.
    """
    page = html.fromstring(f"<div>{made}</div>")
    shown = page.xpath("./p/span[@class='citation']")
    listed = page.xpath("./div[@id='refs']/div[starts-with(@id, 'ref-')]")
    if not listed or len(shown) != len(keys):
        raise CslResultError
    entries = {element.get("id").removeprefix("ref-"): _entry(element) for element in listed}
    return StyledReferences(
        entries={source: entry for source, entry in entries.items() if entry.html.striptags()},
        citations={} if notes else dict(zip(keys, map(_pieces, shown), strict=True)),
    )


def _entry(element: html.HtmlElement) -> StyledEntry:
    """A reference, split from the number or abbreviation before it."""
    margin, rest = (element.xpath(f"./div[@class='csl-{part}']") for part in ("left-margin", "right-inline"))
    body = _inner(rest[0]) if rest else _inner(element)
    mark = " ".join(margin[0].text_content().split()) if margin else ""
    number = _NUMBER.fullmatch(mark)
    return StyledEntry(_clean(_SANITISER, body), number.group(1) if number else mark)


def _pieces(citation: html.HtmlElement) -> tuple[CitationPiece, ...]:
    """A citation, split before and after its links; superscript and subscript stay."""
    return tuple(_walk(citation, ""))


def _walk(element: html.HtmlElement, around: str) -> Iterator[CitationPiece]:
    """The pieces of an element; `around` is the `sup` or `sub` that each gets as its parent, or empty."""
    yield from _text_piece(element.text, around)
    for child in element:
        address = child.get("href", "")
        if child.tag == "a" and address.startswith(_CITED):
            yield CitationPiece(
                _wrapped(_clean(_WITHOUT_LINKS, _inner(child)), around), address.removeprefix(_CITED)
            )
        elif child.tag in _TEXT_TAGS and child.xpath(f".//a[starts-with(@href, '{_CITED}')]"):
            yield from _walk(child, child.tag if child.tag in ("sup", "sub") else around)
        else:
            yield CitationPiece(_wrapped(_clean(_WITHOUT_LINKS, _outer(child)), around))
        yield from _text_piece(child.tail, around)


def _text_piece(text: str | None, around: str) -> Iterator[CitationPiece]:
    if text:
        yield CitationPiece(_wrapped(_clean(_WITHOUT_LINKS, str(Markup.escape(text))), around))


def _wrapped(words: Markup, around: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(around), words) if around else words  # noqa: S704  sup or sub


def _clean(sanitiser: nh3.Cleaner, made: str) -> Markup:
    """Safe HTML whose text is escaped like all text on a page, so that Markdown does not change it."""
    return _escaped(html.fragment_fromstring(sanitiser.clean(made), create_parent="div"))


def _escaped(element: html.HtmlElement) -> Markup:
    parts = [escape(element.text or "")]
    for child in element:
        attributes = Markup("").join(
            Markup(' {}="{}"').format(Markup(name), escape(value))  # noqa: S704  a name that the sanitiser allows
            for name, value in sorted(child.attrib.items())
        )
        tag = Markup(child.tag)  # noqa: S704  a tag that the sanitiser allows
        parts += [
            Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, _escaped(child)),
            escape(child.tail or ""),
        ]
    return Markup("").join(parts)


def _inner(element: html.HtmlElement) -> str:
    """The HTML inside an element."""
    lead = str(Markup.escape(element.text or ""))
    return (
        lead + "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    ).strip()


def _outer(element: html.HtmlElement) -> str:
    """The HTML of an element with its tags."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
