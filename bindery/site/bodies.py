"""The bodies of a briefing: its pages without the frame of the theme, its files, and its entries in the search index.

A body is finished except for what pages share with the rest of the site. It is written as bytes as soon as it is made,
so that memory holds those of a few briefings only.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from bindery.html.page_parts import TextSigns, take_apart, text_signs

if TYPE_CHECKING:
    from pathlib import Path

    from bindery.model.names import Slug
    from bindery.pages.render import Page
    from bindery.search.parts import Entry, WordSplitter
    from bindery.site.headings import Headings

_ELEMENT = re.compile(r"<[^>]+>")
_SMALL, _STEEPEST = 64 << 20, 200  # bytes of any body, and times the packed size that a larger one may have
_LEVEL = 1  # of compression: a body is read once or twice, so that time matters more than size


class BodyError(ValueError):
    """Bytes are no body. Raised by `Body.from_bytes`; whoever reads a store then makes the body again."""


@dataclass(frozen=True)
class BodyPage:
    """A generated page without its frame.

    Attributes:
        path: path of its Markdown file, relative to the documents folder.
        content: its text as HTML.
        tokens: its headings, as Python-Markdown lists them for a table of contents.
        meta: its front matter.
        changed: date on which its contents last changed; empty if it is not known.
        draft: whether it shows drafts only.
    """

    path: str
    content: str
    tokens: list[dict[str, Any]]
    meta: dict[str, Any]
    changed: str
    draft: bool

    @property
    def signs(self) -> TextSigns:
        """What its text contains that affects the rest of the page."""
        return text_signs(self.content)

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Words and anchor of each heading, in reading order."""
        return list(_flat(self.tokens))


@dataclass(frozen=True)
class Body:
    """What is kept of a briefing until its pages are written.

    Attributes:
        pages: its pages and those of the sources that belong to it.
        files: content of each other file, by its path on the site.
        entries: its entries in the search index.
    """

    pages: tuple[BodyPage, ...]
    files: Mapping[str, bytes]
    entries: Sequence[Entry]

    def as_bytes(self) -> bytes:
        """The body as a store can hold it: the entries, then all else, so that the entries can be read alone."""
        texts = [page.content.encode("utf-8", "surrogatepass") for page in self.pages]
        head = {
            "pages": [
                [page.path, len(text), page.tokens, page.meta, page.changed, page.draft]
                for page, text in zip(self.pages, texts, strict=True)
            ],
            "files": {path: len(data) for path, data in self.files.items()},
        }
        plain = _plain(head)
        rest = b"".join((b"%d\n" % len(plain), plain, *texts, *self.files.values()))
        return zlib.compress(_plain(self.entries), _LEVEL) + zlib.compress(rest, _LEVEL)

    @classmethod
    def from_bytes(cls, data: bytes) -> Body:
        """The body that `as_bytes` was called on.

        Raises:
            BodyError: the bytes are something else.
        """
        try:
            entries, packed = _unpacked(data)
            length, _, rest = _unpacked(packed)[0].partition(b"\n")
            at = int(length)
            head = json.loads(rest[:at])
            pages = []
            for path, size, *others in head["pages"]:
                content = rest[at : at + size].decode("utf-8", "surrogatepass")
                pages.append(BodyPage(path, content, *others))
                at += size
            files: dict[str, bytes] = {}
            for path, size in head["files"].items():
                files[path] = rest[at : at + size]
                at += size
            if not all(map(is_inside, (*files, *(page.path for page in pages)))):
                raise BodyError("a file is outside the site")
            return cls(tuple(pages), files, json.loads(entries))
        except (zlib.error, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise BodyError from error

    @staticmethod
    def entries_from(data: bytes) -> Sequence[Entry]:
        """The entries of the body that `as_bytes` was called on.

        Raises:
            BodyError: the bytes are something else.
        """
        try:
            found: Sequence[Entry] = json.loads(_unpacked(data)[0])
        except (zlib.error, ValueError, RecursionError) as error:
            raise BodyError from error
        return found


@dataclass(frozen=True)
class BodySettings:
    """What bodies are made with, other than the inputs.

    Attributes:
        extensions: names of the Markdown extensions.
        configured: settings of these, by name.
        separator: regular expression of what separates words, for the search.
        scratch: a folder that bodies may be written to where the store cannot be used.
    """

    extensions: list[str]
    configured: Mapping[str, Any]
    separator: str
    scratch: Path

    @cached_property
    def headings(self) -> Headings:
        """What renders the headings of pages."""
        from markdown import Markdown  # noqa: PLC0415  slow to load

        from bindery.site.headings import Headings  # noqa: PLC0415  it loads Markdown

        settings = dict(self.configured)
        return Headings(
            lambda: Markdown(extensions=self.extensions, extension_configs=settings), self.extensions
        )

    @cached_property
    def splitter(self) -> WordSplitter:
        """What splits texts into words, for the search."""
        from bindery.search.parts import WordSplitter  # noqa: PLC0415  only who makes bodies needs it

        return WordSplitter(self.separator)


class Bodies(Protocol):
    """The bodies of a site's briefings, which are read one at a time."""

    @property
    def slugs(self) -> Sequence[Slug]:
        """Names of the briefings that have one, in order."""

    @property
    def pages(self) -> Mapping[str, tuple[str, bool]]:
        """Date and whether it is a draft of each page, by the path of its Markdown file."""

    @property
    def files(self) -> frozenset[str]:
        """Paths of the other files on the site."""

    @property
    def moved(self) -> bool:
        """Whether a page leads on from a former address."""

    def body(self, slug: Slug) -> Body:
        """The body of a briefing."""

    def entries(self, slug: Slug) -> Sequence[Entry]:
        """The entries of a briefing in the search index."""

    def body_of(self, path: str) -> BodyPage | None:
        """The page of a Markdown file; None where no body has it."""


def _plain(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _unpacked(data: bytes) -> tuple[bytes, bytes]:
    """The unpacked bytes of the first part of a body, and the packed rest.

    A body that is made to fill the memory is refused before it does.
    """
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(data, max(_SMALL, _STEEPEST * len(data)))
    if not unpacker.eof:
        raise BodyError("it is cut short, or unpacks to more than a body has")
    return found, unpacker.unused_data


def composed(page: Page, headings: Headings) -> BodyPage:
    """A page of the edition with its headings as HTML.

    Args:
        page: the page, as our own templates make it.
        headings: renders its headings.
    """
    parts = take_apart(page.markdown)
    html, tokens = headings.read(list(parts.headings))
    return BodyPage(page.path, parts.filled(html), tokens, dict(page.meta), page.changed, page.draft)


def published_file(path: str, *, directory_urls: bool) -> str:
    """The path on the site of the page of a Markdown file.

    Args:
        path: path of the Markdown file.
        directory_urls: whether pages are published as folders.
    """
    stem = path.removesuffix(".md")
    if not directory_urls or stem == "index" or stem.endswith("/index"):
        return f"{stem}.html"
    return f"{stem}/index.html"


def is_inside(path: str) -> bool:
    """Whether a path leads into the site on every operating system."""
    odd = not path or path.startswith("/") or any(mark in path for mark in "\\:\0")
    return not odd and str(PurePosixPath(path)) == path and ".." not in path.split("/")


def _flat(tokens: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        yield unescape(_ELEMENT.sub("", token["name"])), token["id"]
        yield from _flat(token["children"])


__all__ = [
    "Bodies",
    "Body",
    "BodyError",
    "BodyPage",
    "BodySettings",
    "composed",
    "is_inside",
    "published_file",
]
