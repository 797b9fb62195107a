"""Cards: the picture that stands for a briefing, or for the site, where a link to it is shared."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bindery.drawing import fonts
from bindery.model import vocabulary
from bindery.pages.page_head import SITE_CARD, has_card
from bindery.pages.templating import environment, explain
from bindery.pages.views import SiteView
from bindery.reading.inputs import Imprint
from bindery.references import reference
from bindery.text.problems import Problem

TEMPLATE = "card.svg.j2"
_KEPT = 128  # cards that a preview does not draw again, about 5 MB
_LEAST = 8  # px, of a part of the bar
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class BarPart:
    """One status of the bar of claims, or of the legend below it; where it stands in px from the bar's start.

    Attributes:
        status: which.
        number: of the claims that have it.
        x: where the part begins.
        width: how wide it is.
    """

    status: str
    number: int
    x: float
    width: float


def social_cards(
    site: SiteView, templates: Mapping[str, str], imprint: Imprint | None
) -> tuple[dict[str, bytes], list[Problem]]:
    """The cards of a site by their paths, and what is wrong with their template.

    Args:
        site: the site.
        templates: text of each template, by name.
        imprint: what the site calls itself; None to look for problems only, which is quicker.
    """
    found: dict[str, bytes] = {}
    try:
        for path, svg in _laid_out(site, templates, imprint or Imprint("")):
            if imprint:
                found[path] = draw_png(svg)
    except Exception as error:  # noqa: BLE001  a template is a program of the project's own; whatever it raises
        return found, [explain(error, TEMPLATE, templates)]
    return found, []


def _laid_out(site: SiteView, templates: Mapping[str, str], imprint: Imprint) -> Iterator[tuple[str, str]]:
    """Each card as SVG: the site's, then each briefing's."""
    template = environment(
        templates,
        site=site,
        imprint=imprint,
        family=fonts.FAMILY,
        drawable=fonts.drawable,
        fit=fonts.fit_text,
        width=fonts.font_width,
        bar=bar,
        legend=legend,
        date=reference.date_in_words,
        words=vocabulary,
    ).get_template(TEMPLATE)
    claims = Counter(dict.fromkeys(vocabulary.STATUSES, 0))
    for view in site.briefings.values():
        claims.update(dict(view.strip))
    strip = [(status, number) for status, number in claims.items() if number]
    yield SITE_CARD, template.render(book=None, strip=strip, direction="ltr")
    for view in site.briefings.values():
        if has_card(view):
            svg = template.render(book=view, strip=view.strip, direction=view.direction)
            yield f"{view.address}card.png", svg


def bar(strip: list[tuple[str, int]], space: float, gap: float) -> list[BarPart]:
    """The parts of a bar as wide as `space`, each as wide as its number of claims asks, in px."""
    total = sum(number for _, number in strip)
    free = space - gap * (len(strip) - 1) - _LEAST * len(strip)
    parts: list[BarPart] = []
    x = 0.0
    for status, number in strip:
        parts.append(BarPart(status, number, round(x, 2), round(_LEAST + free * number / total, 2)))
        x += parts[-1].width + gap
    return parts


def legend(strip: list[tuple[str, int]], space: float, size: int, gap: float) -> tuple[int, list[BarPart]]:
    """Where each status and its number stand below the bar, and in which size they fit side by side.

    Args:
        strip: the number of claims of each status.
        space: how wide the legend may be, px.
        size: of its letters, px; less where they would not fit.
        gap: between two of them, px.
    """
    labels = {status: f"{number} {vocabulary.STATUSES[status].label.lower()}" for status, number in strip}
    while True:
        wide = {key: size * 1.3 + fonts.font_width(label, size) for key, label in labels.items()}
        if sum(wide.values()) + gap * (len(strip) - 1) <= space or size <= 1:
            break
        size -= 1
    parts: list[BarPart] = []
    x = 0.0
    for status, number in strip:
        parts.append(BarPart(status, number, round(x, 2), round(wide[status], 2)))
        x += wide[status] + gap
    return size, parts


@lru_cache(maxsize=_KEPT)
def draw_png(svg: str) -> bytes:
    """An SVG of letters that our fonts have, as PNG: the same on every machine."""
    return _packed(fonts.drawing_engine().svg_to_png(svg, scale=1, ppi=72))


def _packed(png: bytes) -> bytes:
    """The same picture in a third of the bytes: what draws it packs for speed."""
    chunks = list(_chunks(png))
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    header = next(data for kind, data in chunks if kind == b"IHDR")
    wanted = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in wanted
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
