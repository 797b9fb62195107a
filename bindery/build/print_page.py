"""The page of a briefing that is meant for printing, as PDF files, e-books and Word documents are made from it."""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime
from urllib.parse import unquote

from lxml import html

from bindery.build.site_facts import BODIES, SiteFacts
from bindery.pages.addresses import file_of
from bindery.pages.views import BriefingView
from bindery.text.problems import Problem

LARGEST = 25_000_000  # bytes of an image
CANNOT = "B606"


class PaperError(Exception):
    """A briefing cannot be made as a PDF file, an e-book or a Word document.

    Caught by `bindery build`, which prints the problem.

    Attributes:
        problem: what stands in the way, and what to do.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class PrintPage:
    """The page of one briefing, and the files of the site that belong to it.

    Attributes:
        of: the site.
        view: the briefing.
        body: the element that holds the briefing.
        styles: the page's own style.
    """

    def __init__(self, of: SiteFacts, view: BriefingView) -> None:
        self.of = of
        self.view = view
        page = file_of(f"{view.address}print/").removesuffix(".md")
        self._path = f"{page}/index.html" if of.directory_urls else f"{page}.html"
        whole = html.document_fromstring((of.folder / self._path).read_text("utf-8"))
        self.body: html.HtmlElement = next(filter(len, map(whole.xpath, BODIES)))[0]
        self.styles = "".join(style.text or "" for style in whole.xpath("/html/head/style"))

    @property
    def day(self) -> datetime:
        """When the briefing was last changed."""
        year, month, day, *_ = [*map(int, self.view.changed_on.split("-")), 1, 1]
        return datetime(year, month, day, tzinfo=UTC)

    def image(self, address: str) -> bytes | None:
        """The content of an image by its address on the page; None where it is not on the site.

        Raises:
            PaperError: the image is too large.
        """
        data = self.file(posixpath.normpath(posixpath.join(posixpath.dirname(self._path), unquote(address))))
        if data and len(data) > LARGEST:
            raise PaperError(_too_large(self.view, unquote(address).rsplit("/", 1)[-1], len(data)))
        return data

    def file(self, path: str) -> bytes | None:
        """The content of a file of the site; None where there is none."""
        file = self.of.folder / path
        inside = file.resolve().is_relative_to(self.of.folder.resolve())
        return file.read_bytes() if inside and file.is_file() else None


def _too_large(view: BriefingView, name: str, size: int) -> Problem:
    return Problem(
        CANNOT,
        f"the image `{name}` has {size / 1e6:.0f} MB; PDF files, e-books and Word documents take images of up to {LARGEST / 1e6:.0f} MB",
        help="make the image smaller, or remove `pdf: true`, `epub: true` and `docx: true` from mkdocs.yml",
        path=f"briefings/{view.address.strip('/')}/briefing.yml",
    )
