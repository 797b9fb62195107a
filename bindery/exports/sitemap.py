"""`sitemap.xml`: the address of every page, with the day on which it last changed where that is known."""

from __future__ import annotations

from collections.abc import Iterable

NAME = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_WHOLE_DATE = 10  # characters of a date that is known to the day


def sitemap_xml(pages: Iterable[tuple[str, str]]) -> bytes:
    """The file.

    Args:
        pages: the whole address of each page, and its date as far as it is known. What is not known to the day is
            left out: the sitemap's schema knows no months, and a day that nobody said would be invented.
    """
    from lxml import etree  # noqa: PLC0415  it takes long to load, and a site without an address has no sitemap

    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap={None: _NAMESPACE})
    for address, changed in sorted(pages):
        entry = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
        etree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = address
        if len(changed) == _WHOLE_DATE:
            etree.SubElement(entry, f"{{{_NAMESPACE}}}lastmod").text = changed
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written
