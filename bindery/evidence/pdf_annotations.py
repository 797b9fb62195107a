"""Puts what is drawn on a PDF's page from outside, such as filled-in fields, comments and stamps, among its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage


def page_with_notes(document: PdfDocument, number: int) -> PdfPage:
    """A page as readers see it, with the words of its form fields, comments and stamps after its own.

    Args:
        document: the PDF; it is changed in memory.
        number: number of the page, from 0.
    """
    from pypdfium2 import raw  # noqa: PLC0415  only PDFs need it

    page = document[number]
    without_words = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_HIGHLIGHT)
    for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, place)
        has_words = raw.FPDFAnnot_GetSubtype(annotation) not in without_words
        raw.FPDFPage_CloseAnnot(annotation)
        if has_words:
            flattened = raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
            return document[number] if flattened else page
    return page
