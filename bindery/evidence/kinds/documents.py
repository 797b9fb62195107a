"""The texts of a stored document, mail, e-book or page saved as one file."""

from __future__ import annotations

from collections.abc import Callable

from bindery.evidence.kinds import docx, eml, epub, mhtml, odt
from bindery.evidence.web_pages import web_page_texts
from bindery.text.marks import without_control
from bindery.text.tokens import PAGE


def _whole(pages: list[str]) -> list[str]:
    """The words of some web pages, one after the other, and their other readings."""
    read = [web_page_texts(plain_page(page), with_article=False) for page in pages]
    return ["\n\n".join(found) for found in zip(*read, strict=False)] or [""]


def _of_mail(data: bytes) -> list[str]:
    found = []
    for text, is_page in eml.texts(data):
        found += web_page_texts(plain_page(text), with_article=False)[::2] if is_page else [plain_page(text)]
    return found


def _of_saved_page(data: bytes) -> list[str]:
    first, *framed = mhtml.saved_pages(data)
    texts = web_page_texts(plain_page(first))
    texts[0] = "\n\n".join([texts[0], *(_whole([page])[0] for page in framed)])
    return texts


def plain_page(page: str) -> str:
    """A page from outside in which nothing can be taken for a mark or the end of a page."""
    return without_control(page).replace(PAGE, "\n")


READERS: dict[str, Callable[[bytes], list[str]]] = {
    ".docx": lambda data: _whole([docx.word_page(data)]),
    ".odt": lambda data: _whole([odt.open_document_page(data)]),
    ".epub": lambda data: _whole(epub.chapters_of(data)),
    ".eml": _of_mail,
    ".mhtml": _of_saved_page,
    ".mht": _of_saved_page,
}
"""What reads each kind, by ending. The first text has all words."""
