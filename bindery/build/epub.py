"""E-books of briefings: the page of a briefing that is meant for printing, as an EPUB file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from bindery.build.print_page import PrintPage
from bindery.build.site_facts import SiteFacts
from bindery.model.names import Slug
from bindery.pages.page_head import shortened
from bindery.paper.epub import DESIGN, About, epub_parts
from bindery.system import progress

_INSTANT = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same site makes the same bytes


def epub_files(of: SiteFacts, only: frozenset[Slug] | None = None) -> Iterator[tuple[str, bytes]]:
    """The e-books of a site's briefings. The same site gives the same bytes.

    Args:
        of: the site.
        only: names of the briefings to make; None for all.

    Yields:
        The name of each file, such as `heat.epub`, and its content.

    Raises:
        PaperError: a briefing has an image that is too large.
    """
    briefings = of.edition.site.briefings if of.edition.site else {}
    wanted = [slug for slug in briefings if only is None or slug in only]
    progress.step("epub")
    for number, slug in enumerate(wanted, 1):
        progress.step("epub", number, len(wanted))
        page = PrintPage(of, briefings[slug])
        parts = epub_parts(page.body, page.styles, of.templates[DESIGN], _about(page, slug), page.image)
        yield f"{slug}.epub", _zipped(parts)


def _about(page: PrintPage, slug: Slug) -> About:
    view = page.view
    return About(
        title=view.briefing.title,
        author=page.of.name,
        description=shortened(view.lead),
        language=str(view.briefing.language),
        direction=view.direction,
        changed=f"{page.day:%Y-%m-%dT%H:%M:%SZ}",
        identity=f"{page.of.address or page.of.name} {slug}",
        handling=str(view.briefing.handling or ""),
        contents=view.wording.message("Contents"),
    )


def _zipped(parts: dict[str, bytes]) -> bytes:
    """The files of an e-book as one; its type comes first and is not compressed, as the format asks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _INSTANT)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return made.getvalue()
