"""`sitemap.xml`: the URL of every page, with the date of its last change if that is known to the day."""

from __future__ import annotations

from collections.abc import Iterable

NAME = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FULL_DATE = 10  # characters of a date that is known to the day


def sitemap_xml(pages: Iterable[tuple[str, str]]) -> bytes:
    """The sitemap as XML in UTF-8 (see https://www.sitemaps.org/protocol.html).

    Args:
        pages: the absolute URL of each page, and the date of its last change, which may be empty, or known to the year
            or month only. Only a date that is known to the day is written, since the format needs one.
    """
    from lxml import etree  # noqa: PLC0415  it takes long to load, and a site without an address has no sitemap

    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap={None: _NAMESPACE})
    for address, changed in sorted(pages):
        entry = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
        etree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = address
        if len(changed) == _FULL_DATE:
            etree.SubElement(entry, f"{{{_NAMESPACE}}}lastmod").text = changed
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written
