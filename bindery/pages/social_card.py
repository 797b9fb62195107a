"""Social cards: the image that link previews show for a briefing or for the site."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from bindery.drawing import fonts
from bindery.model import vocabulary
from bindery.model.names import SitePath, Slug
from bindery.pages.page_head import SITE_CARD, has_card
from bindery.pages.site_parts import SiteParts
from bindery.pages.templating import environment, template_problem
from bindery.pages.views import SiteView
from bindery.reading.inputs import Imprint
from bindery.text.problems import Problem
from bindery.text.wording import ENGLISH, Wording

TEMPLATE = "card.svg.j2"
_KEPT = 128  # cards in memory, so that a preview need not draw them again; about 5 MB
_LEAST = 8  # pixels, the smallest width of a part of the bar
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class BarPart:
    """The part for one status in the bar of claims, or in the legend below it.

    Attributes:
        status: the status, one of `vocabulary.STATUSES`.
        number: how many claims have the status.
        x: pixels from the start of the bar to the start of the part.
        width: width of the part in pixels.
    """

    status: str
    number: int
    x: float
    width: float


def social_cards(
    site: SiteView,
    templates: Mapping[str, str],
    imprint: Imprint | None,
    parts: SiteParts | None,
    only: Collection[Slug] | None = None,
) -> tuple[dict[SitePath, bytes], list[Problem]]:
    """Draws the cards of a site.

    Args:
        site: the site.
        templates: text of each template, by name.
        imprint: name and address of the site; None to draw nothing and only check the template, which is faster.
        parts: what the card of the site shows of its briefings; None where it is not wanted.
        only: names of the briefings whose cards are wanted; None for all.

    Returns:
        The PNG images by path on the site, and the problem of the template if it fails.
    """
    found: dict[SitePath, bytes] = {}
    try:
        layout = _Layout(site, templates, imprint or Imprint(""))
        cards = ([layout.site_card(parts)] if parts else []) + layout.briefing_cards(only)
        for path, svg in cards:
            if imprint:
                found[path] = draw_png(svg)
    except Exception as error:  # noqa: BLE001  a template is code of the project and may raise anything
        return found, [template_problem(error, TEMPLATE, templates)]
    return found, []


class _Layout:
    """Lays cards out as SVG.

    Args:
        site: the site.
        templates: text of each template, by name.
        imprint: name and address of the site.
    """

    def __init__(self, site: SiteView, templates: Mapping[str, str], imprint: Imprint) -> None:
        self.site = site
        self.template = environment(
            templates,
            site=site,
            imprint=imprint,
            family=fonts.FAMILY,
            drawable=fonts.drawable,
            fit=fonts.fit_text,
            width=fonts.font_width,
            bar=bar,
            words=vocabulary,
        ).get_template(TEMPLATE)

    def site_card(self, parts: SiteParts) -> tuple[SitePath, str]:
        """The path on the site and the SVG of the card of the site."""
        claims = Counter(dict.fromkeys(vocabulary.STATUSES, 0))
        for part in parts.briefings.values():
            claims.update(dict(part.points))
        strip = [(status, number) for status, number in claims.items() if number]
        counts = {"briefings": len(parts.briefings), "sources": len(parts.sources)}
        wording = self.site.wording
        direction = vocabulary.direction_of(wording.language)
        svg = self.template.render(book=None, strip=strip, direction=direction, **counts, **_words(wording))
        return SitePath(SITE_CARD), svg

    def briefing_cards(self, only: Collection[Slug] | None) -> list[tuple[SitePath, str]]:
        """The path on the site and the SVG of the card of each briefing that has one."""
        return [
            (
                SitePath(f"{view.address}card.png"),
                self.template.render(
                    book=view, strip=view.points, direction=view.direction, **_words(view.wording)
                ),
            )
            for slug, view in self.site.briefings.items()
            if (only is None or slug in only) and has_card(view)
        ]


def _words(wording: Wording) -> dict[str, Any]:
    """The functions that say the words of a card in a language."""
    return {
        "date": wording.date,
        "t": wording.say,
        "n_": wording.say_number,
        "legend": partial(legend, wording=wording),
    }


def bar(strip: list[tuple[str, int]], space: float, gap: float) -> list[BarPart]:
    """The parts of the bar of claims, whose widths are in proportion to the numbers of claims.

    Args:
        strip: each status with its number of claims; a dispute is one contested point.
        space: width of the bar in pixels.
        gap: pixels between two parts.
    """
    total = sum(number for _, number in strip)
    free = space - gap * (len(strip) - 1) - _LEAST * len(strip)
    parts: list[BarPart] = []
    x = 0.0
    for status, number in strip:
        parts.append(BarPart(status, number, round(x, 2), round(_LEAST + free * number / total, 2)))
        x += parts[-1].width + gap
    return parts


def legend(
    strip: list[tuple[str, int]], space: float, size: int, gap: float, wording: Wording = ENGLISH
) -> tuple[int, list[BarPart]]:
    """The legend below the bar, in one line.

    Args:
        strip: each status with its number of claims; a dispute is one contested point.
        space: the most that the legend may be wide, in pixels.
        size: preferred font size in pixels; a smaller one is used if the legend would be too wide.
        gap: pixels between two parts.
        wording: the language of the labels.

    Returns:
        The font size in pixels, and the parts.
    """
    labels = {
        status: f"{number} {wording.message(vocabulary.STATUSES[status].label.lower())}"
        for status, number in strip
    }
    while True:
        widths = {key: size * 1.3 + fonts.font_width(label, size) for key, label in labels.items()}
        if sum(widths.values()) + gap * (len(strip) - 1) <= space or size <= 1:
            break
        size -= 1
    parts: list[BarPart] = []
    x = 0.0
    for status, number in strip:
        parts.append(BarPart(status, number, round(x, 2), round(widths[status], 2)))
        x += widths[status] + gap
    return size, parts


@lru_cache(maxsize=_KEPT)
def draw_png(svg: str) -> bytes:
    """An SVG as PNG; the same bytes on every machine if its text uses only characters that our fonts have."""
    return _compressed(fonts.drawing_engine().svg_to_png(svg, scale=1, ppi=72))


def _compressed(png: bytes) -> bytes:
    """The same image in a third of the bytes, since the drawing library compresses for speed."""
    chunks = list(_chunks(png))
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    header = next(data for kind, data in chunks if kind == b"IHDR")
    wanted = [(b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in wanted
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The type and data of each chunk of a PNG file (ISO/IEC 15948)."""
    at = len(_SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
