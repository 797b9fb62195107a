"""The files of a briefing that readers download from its site, and the pages and feeds that say so and give their sizes.

These files are made from finished pages, so their sizes come into the pages afterwards: each page that names them keeps
an empty place for them. The page that the files are made from has no such place, so that no file depends on its size.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from bindery.model.names import Slug
from bindery.pages.addresses import html_file
from bindery.pages.context import PageContext
from bindery.text import canonical_json
from bindery.text.wording import Wording, own_name

if TYPE_CHECKING:
    from bindery.build.last_build import DistFile
    from bindery.build.site_facts import SiteFacts
    from bindery.pages.render import Renderer
    from bindery.pages.views import BriefingView
    from bindery.reading.inputs import Imprint

ROW = "parts/files.html.j2"  # template of the row of links
PLACE = '<div class="bd-files"></div>'  # on the pages that name the files
_PAGES = ("", "sources/")  # these pages, under the address of the briefing
_LINKED_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
_ENTRY_LINK = re.compile(r'^( +)<link rel="alternate" type="text/html" href="([^"]*)"/>\n', re.MULTILINE)
_ENCLOSURE = re.compile(r'^ +<link rel="enclosure"[^>]*/>\n', re.MULTILINE)
_DEPTH_OF_FEED = 2  # spaces before the links of the feed itself; those of its entries have more
_THOUSAND, _MILLION = (
    1000,
    1_000_000,
)  # bytes in a kilobyte and a megabyte (SI), as file managers and shops count


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    Attributes:
        made: how its name in dist/ ends.
        ending: how its name on the site ends: `.htm` for a web page, since a `.html` there is a page of the site.
        type: its media type.
        label: what readers call it, in English.
    """

    made: str
    ending: str
    type: str
    label: str


KINDS = (
    Kind(".pdf", ".pdf", "application/pdf", "PDF"),
    Kind(".epub", ".epub", "application/epub+zip", "EPUB"),
    Kind(".docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    Kind(".html", ".htm", "text/html", "Offline page"),
)


@dataclass(frozen=True)
class Download:
    """One file of a briefing.

    Attributes:
        kind: its kind.
        address: its path on the site.
        size: bytes.
        sha256: checksum of its content, in hexadecimal digits.
    """

    kind: Kind
    address: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Its name on the site."""
        return self.address.rpartition("/")[2]


def kinds_of(imprint: Imprint) -> tuple[Kind, ...]:
    """The kinds of file that a site publishes."""
    wanted = (imprint.pdf, imprint.epub, imprint.docx, imprint.offline)
    return tuple(kind for kind, asked in zip(KINDS, wanted, strict=True) if asked)


def downloads_of(slug: Slug, made: Mapping[str, DistFile], imprint: Imprint) -> tuple[Download, ...]:
    """The files of one briefing that a site publishes.

    Args:
        slug: name of the briefing.
        made: checksum and size of each file of dist/, by name.
        imprint: says which kinds the site publishes.
    """
    found = ((kind, made.get(f"{slug}{kind.made}")) for kind in kinds_of(imprint))
    return tuple(
        Download(kind, f"{slug}/{slug}{kind.ending}", file.size, file.sha256) for kind, file in found if file
    )


def is_download(path: str) -> bool:
    """Whether a path on a site is that of such a file."""
    folder, _, name = path.rpartition("/")
    return bool(folder) and name in {f"{folder}{kind.ending}" for kind in KINDS}


def pages_with(
    of: SiteFacts,
    renderer: Renderer,
    view: BriefingView,
    files: tuple[Download, ...],
    read: Callable[[str], bytes],
) -> Iterator[tuple[str, bytes]]:
    """The pages of a briefing that name its files.

    Args:
        of: the site.
        renderer: renders templates.
        view: the briefing.
        files: its files.
        read: the content of a page as it was made, by its path on the site.

    Yields:
        The path on the site and the content of each page that has changed.
    """
    for page in _PAGES:
        address = f"{view.address}{page}"
        path = html_file(address, directory_urls=of.directory_urls)
        html = read(path).decode("utf-8", "surrogateescape")
        if PLACE not in html:
            continue
        context = PageContext(renderer, address, view)
        row = renderer.environment.get_template(ROW).render(
            {
                **context.names,
                "book": view,
                "briefing": view.briefing,
                "own_language": own_name(str(view.briefing.language)),
                "files": [_shown(file, view.wording) for file in files],
            }
        )
        html = html.replace(PLACE, row.strip(), 1)
        if not page:
            html = html.replace("</head>", f"{_head(of, view, files)}</head>", 1)
            html = _LINKED_DATA.sub(lambda found: _with_encodings(found, files), html, count=1)
        yield path, html.encode("utf-8", "surrogateescape")


def _shown(file: Download, wording: Wording) -> dict[str, str]:
    return {
        "address": file.address,
        "name": file.name.removesuffix(file.kind.ending) + file.kind.made,
        "type": file.kind.type,
        "label": wording.message(file.kind.label),
        "size": size_in_words(file.size, wording),
    }


def size_in_words(size: int, wording: Wording) -> str:
    """The size of a file in kilobytes or megabytes, as readers of a language write it.

    Args:
        size: bytes.
        wording: the language.
    """
    kilobytes = max(1, round(size / _THOUSAND))
    if kilobytes < _THOUSAND:
        return wording.say("%(number)s kB", number=wording.number(kilobytes))
    return wording.say("%(number)s MB", number=wording.decimal(size / _MILLION, 1))


def _head(of: SiteFacts, view: BriefingView, files: tuple[Download, ...]) -> Markup:
    """The links to other forms of the briefing in the head of its overview; programs such as Zotero save the PDF by them.

    The space in `rel` is deliberate: for a plain `alternate`, Material requests a sitemap that does not exist.
    """
    lines = [
        Markup('<link rel="alternate " type="{}" title="{}" href="{}">\n').format(
            file.kind.type, view.wording.message(file.kind.label), file.name
        )
        for file in files
        if file.kind.type != "text/html"
    ]
    if of.address:
        lines += [
            Markup('<meta name="citation_pdf_url" content="{}">\n').format(of.address + file.address)
            for file in files
            if file.kind.made == ".pdf"
        ]
    return Markup().join(lines)


def _with_encodings(found: re.Match[str], files: tuple[Download, ...]) -> str:
    """The JSON-LD of a briefing that lists its files, beside its data, with their sizes and checksums."""
    graph = json.loads(found[2])
    report = graph["@graph"][0]
    report["encoding"] = [report["encoding"], *map(_media_object, files)]
    return f"{found[1]}{canonical_json.json_for_script(graph)}{found[3]}"


def _media_object(file: Download) -> dict[str, str]:
    return {
        "@type": "MediaObject",
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.kind.type,
        "sha256": file.sha256,
    }


def feed_with(feed: bytes, address: str, files: Mapping[Slug, tuple[Download, ...]]) -> bytes:
    """A feed in which the entry of each briefing itself encloses its files; those of its corrections and editions do not.

    Args:
        feed: the feed as Bindery wrote it, with or without other files.
        address: address of the site.
        files: the files of each briefing, by its name.
    """
    entries = {f"{address}{slug}/": found for slug, found in files.items()}

    def enclosing(link: re.Match[str]) -> str:
        is_entry = len(link[1]) > _DEPTH_OF_FEED
        return link[0] + "".join(
            Markup('{}<link rel="enclosure" type="{}" length="{}" href="{}"/>\n').format(
                link[1], file.kind.type, file.size, address + file.address
            )
            for file in (entries.get(unescape(link[2]), ()) if is_entry else ())
        )

    return _ENTRY_LINK.sub(enclosing, _ENCLOSURE.sub("", feed.decode("utf-8"))).encode("utf-8")


__all__ = [
    "KINDS",
    "Download",
    "Kind",
    "downloads_of",
    "feed_with",
    "is_download",
    "kinds_of",
    "pages_with",
    "size_in_words",
]
