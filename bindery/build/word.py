"""Word documents of briefings: the page of a briefing that is meant for printing, as a .docx file that others can comment on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from bindery.build.pdf import font_folders
from bindery.build.print_page import CANNOT, PaperError, PrintPage
from bindery.build.raster import as_png
from bindery.build.site_facts import SiteFacts
from bindery.model.names import Slug
from bindery.pages.page_head import shortened
from bindery.system import progress
from bindery.text.problems import Problem

if TYPE_CHECKING:
    from bindery.paper.word_pictures import Drawing


def word_files(of: SiteFacts, root: Path, only: frozenset[Slug] | None = None) -> Iterator[tuple[str, bytes]]:
    """The Word documents of a site's briefings. The same site gives the same bytes.

    Args:
        of: the site.
        root: the project's folder, which may have fonts of its own.
        only: names of the briefings to make; None for all.

    Yields:
        The name of each file, such as `heat.docx`, and its content.

    Raises:
        PaperError: a library is not installed, an image is too large, or cannot be read.
    """
    briefings = of.edition.site.briefings if of.edition.site else {}
    wanted = [slug for slug in briefings if only is None or slug in only]
    if not wanted:
        return
    writer = _writer()
    progress.step("docx")
    with ExitStack() as stack:
        fonts = font_folders(stack, root)
        for number, slug in enumerate(wanted, 1):
            progress.step("docx", number, len(wanted))
            yield f"{slug}.docx", _document(writer, PrintPage(of, briefings[slug]), fonts)


def _writer() -> ModuleType:
    """The module that writes Word documents; it is imported here, since its library may be missing."""
    try:
        import_module("typst")
        return import_module("bindery.paper.word")
    except ImportError as error:
        raise PaperError(
            Problem(
                CANNOT,
                "mkdocs.yml asks for Word documents, and the libraries that make them are not installed",
                help="install them with `pip install 'bindery-briefings[docx]'`, or remove `docx: true`",
                path="mkdocs.yml",
            )
        ) from error


def _document(writer: ModuleType, page: PrintPage, fonts: list[Path]) -> bytes:
    view = page.view
    about = writer.Particulars(
        title=view.briefing.title,
        author=page.of.name,
        description=shortened(view.lead),
        language=str(view.briefing.language),
        right_to_left=view.direction == "rtl",
        changed=f"{page.day:%Y-%m-%dT%H:%M:%SZ}",
        handling=str(view.briefing.handling or ""),
    )

    def draw(drawings: list[Drawing]) -> list[bytes]:
        try:
            return as_png(drawings, fonts)
        except ValueError as error:
            raise PaperError(
                Problem(
                    CANNOT,
                    f"an image of `{view.address.strip('/')}` cannot be read for the Word document: {error}",
                    help="save the image again as PNG or JPEG, or remove `docx: true`",
                    path=f"briefings/{view.address.strip('/')}/briefing.yml",
                )
            ) from error

    made: bytes = writer.as_word(page.body, page.styles, about, page.image, draw)
    return made
