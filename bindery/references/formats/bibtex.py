"""Writes references for LaTeX, as a file that BibTeX, BibLaTeX, Zotero and JabRef read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bindery.model.vocabulary import LANGUAGES
from bindery.references.record import AuthorName, ReferenceRecord, iso_date, iso_range

NAME = "BibTeX"
SUFFIX = "bib"
MEDIA_TYPE = "application/x-bibtex"

# Only types that all of these programs know, since Zotero leaves out entries of other types.
_TYPES = {
    "article-newspaper": "article",
    "book": "book",
    "entry-encyclopedia": "incollection",
    "post": "online",
    "report": "techreport",
    "webpage": "online",
}
_OTHER = "misc"
_CONTAINER = {"article": "journal", "incollection": "booktitle", "online": "organization"}
_PUBLISHER = {"book": "publisher", "techreport": "institution", "misc": "organization"}
_KIND = {"techreport": "type", "misc": "howpublished", "online": "titleaddon"}

# Characters that LaTeX reads as commands. BibTeX counts a brace even after a backslash, so braces need a command.
_COMMANDS = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "`": r"{\textasciigrave}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)
_LIGATURES = re.compile(r"([-',<>])(?=\1)")  # LaTeX makes one character of two of these: -- is a dash
_EITHER = re.compile(rf"[{re.escape(''.join(map(chr, _COMMANDS)))}]|([-',<>])\1")


def latex_escaped(text: str) -> str:
    """A text escaped so that LaTeX prints it as it is."""
    return _LIGATURES.sub(r"\1{}", text.translate(_COMMANDS)) if _EITHER.search(text) else text


def record(item: ReferenceRecord) -> str:
    """An item as an entry."""
    kind = _TYPES.get(item.type, _OTHER)
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in _fields(item, kind) if key and value)
    return f"@{kind}{{{item.id},\n{fields}}}\n"


def joined(records: Iterable[str]) -> str:
    """Entries as one file, to be written in UTF-8, as Biber and current LaTeX expect."""
    return "\n".join(records)


def _fields(item: ReferenceRecord, kind: str) -> Iterator[tuple[str, str]]:
    """The fields of an entry. `date` is for BibLaTeX and `year` for BibTeX; both read addresses unescaped."""
    yield "author", " and ".join(map(_name, item.authors))
    yield "title", latex_escaped(item.title)
    yield _CONTAINER.get(kind, ""), latex_escaped(item.container)
    yield _PUBLISHER.get(kind, ""), latex_escaped(item.publisher)
    yield _KIND.get(kind, ""), latex_escaped(item.genre)
    yield "date", iso_range(item)
    yield "year", iso_date(item.issued[:1])
    language = LANGUAGES.get(item.language.split("-")[0].lower(), "")
    yield "langid", language.lower() if language.isascii() and language.isalpha() else ""
    yield "url", item.url
    yield "urldate", iso_date(item.accessed)
    yield "annote", latex_escaped("; ".join(item.notes))


def _name(name: AuthorName) -> str:
    """A name as `Family, Suffix, Given`; one without parts in braces, so that a comma or `and` does not split it."""
    if name.literal:
        return f"{{{latex_escaped(name.literal)}}}"
    return ", ".join(latex_escaped(part) for part in (name.sorted_by, name.suffix, name.given) if part)
