"""What pandoc's citeproc wrote of references, read through a list of what may stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from lxml import etree, html
from markupsafe import Markup

from bindery.model.reference_style import CitationPiece, Key, StyledEntry, StyledReferences
from bindery.text.escape import escape

_WORDS = {"em", "i", "strong", "b", "sup", "sub", "span"}
_SPANS = {"lang", "dir"}
_SMALL = {"span": {"class": {"smallcaps", "small-caps"}}}
_SANITISER = nh3.Cleaner(
    tags={*_WORDS, "a"},
    attributes={"a": {"href"}, "span": _SPANS},
    tag_attribute_values=_SMALL,
    link_rel="noopener",
    url_schemes={"http", "https"},
    url_relative="deny",
)
_WITHOUT_LINKS = nh3.Cleaner(
    tags=_WORDS, attributes={"span": _SPANS}, tag_attribute_values=_SMALL, link_rel=None
)
_CITED = "#ref-"  # what the address of a link to a reference begins with
_NUMBER = re.compile(r"[\[(]?(\d+)[\])]?\.?")


class CslResultError(ValueError):
    """What was made of the references is not what a list of references looks like."""


def read_csl_result(made: str, keys: tuple[Key, ...], *, notes: bool) -> StyledReferences:
    """What pandoc wrote, with nothing left in it but words, their emphasis and links to the web.

    Args:
        made: its HTML: a paragraph for each citation, and the list of references.
        keys: the citations, in the order of the paragraphs.
        notes: whether the style writes notes, so that prose has our numbers.

    Raises:
        UnreadableError: a citation or the list is not there.
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
    """A reference, parted from the number or abbreviation before it."""
    margin, rest = (element.xpath(f"./div[@class='csl-{part}']") for part in ("left-margin", "right-inline"))
    body = _inner(rest[0]) if rest else _inner(element)
    mark = " ".join(margin[0].text_content().split()) if margin else ""
    number = _NUMBER.fullmatch(mark)
    return StyledEntry(_clean(_SANITISER, body), number.group(1) if number else mark)


def _pieces(citation: html.HtmlElement) -> tuple[CitationPiece, ...]:
    """A citation, parted at the ends of its links; raised numbers stay raised, each by itself."""
    return tuple(_walk(citation, ""))


def _walk(element: html.HtmlElement, around: str) -> Iterator[CitationPiece]:
    yield from _words(element.text, around)
    for child in element:
        address = child.get("href", "")
        if child.tag == "a" and address.startswith(_CITED):
            yield CitationPiece(
                _wrapped(_clean(_WITHOUT_LINKS, _inner(child)), around), address.removeprefix(_CITED)
            )
        elif child.tag in _WORDS and child.xpath(f".//a[starts-with(@href, '{_CITED}')]"):
            yield from _walk(child, child.tag if child.tag in ("sup", "sub") else around)
        else:
            yield CitationPiece(_wrapped(_clean(_WITHOUT_LINKS, _outer(child)), around))
        yield from _words(child.tail, around)


def _words(text: str | None, around: str) -> Iterator[CitationPiece]:
    if text:
        yield CitationPiece(_wrapped(_clean(_WITHOUT_LINKS, str(Markup.escape(text))), around))


def _wrapped(words: Markup, around: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(around), words) if around else words  # noqa: S704  sup or sub


def _clean(sanitiser: nh3.Cleaner, made: str) -> Markup:
    """Safe HTML whose text is escaped as all text on a page is: no mark of Markdown is left in it."""
    return _escaped(html.fragment_fromstring(sanitiser.clean(made), create_parent="div"))


def _escaped(element: html.HtmlElement) -> Markup:
    parts = [escape(element.text or "")]
    for child in element:
        attributes = Markup("").join(
            Markup(' {}="{}"').format(Markup(name), escape(value))  # noqa: S704  a name that the sanitiser lets through
            for name, value in sorted(child.attrib.items())
        )
        tag = Markup(child.tag)  # noqa: S704  likewise
        parts += [
            Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, _escaped(child)),
            escape(child.tail or ""),
        ]
    return Markup("").join(parts)


def _inner(element: html.HtmlElement) -> str:
    lead = str(Markup.escape(element.text or ""))
    return (
        lead + "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    ).strip()


def _outer(element: html.HtmlElement) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
