"""Writes references for LaTeX, as a file that BibTeX, BibLaTeX, Zotero and JabRef read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bindery.model.vocabulary import LANGUAGES
from bindery.references.record import AuthorName, ReferenceRecord, iso_date, iso_range
from bindery.references.remarks import JOIN

NAME = "BibTeX"
SUFFIX = "bib"
MEDIA_TYPE = "application/x-bibtex"

# Only types that all of these programs know, since Zotero leaves out entries of other types.
_TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "post": "online",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
}
_OTHER = "misc"
_CONTAINER = {"article": "journal", "incollection": "booktitle", "online": "organization"}
_PUBLISHER = {"misc": "organization", "phdthesis": "school", "techreport": "institution"}
# Fields in braces of their own: those that BibLaTeX splits at ` and `, and titles, whose capitals have to stay.
_WHOLE = frozenset({"booktitle", "institution", "organization", "school", "series"})
# The kind that a type tells. Where a source has another, `entrysubtype` tells it, which styles do not print.
_KIND_OF_TYPE = {
    "article": "journal-article",
    "book": "book",
    "incollection": "chapter",
    "misc": "document",
    "phdthesis": "thesis",
    "techreport": "report",
}
_SUBTYPES = {"news": "newspaper"}  # the word of BibLaTeX-Chicago for a kind, where it has one

# Characters that LaTeX reads as commands. BibTeX counts a brace even after a backslash, so braces need a command.
_COMMANDS = str.maketrans(
    {
        "\\": r"{\textbackslash}{}",  # so written, it is not taken for a backslash that was LaTeX itself
        "$": r"{\textdollar}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "`": r"{\textasciigrave}",
        **{char: f"\\{char}" for char in "&%#_"},
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
    other = _KIND_OF_TYPE.get(kind) != item.kind
    yield "author", " and ".join(map(_name, item.authors))
    yield "title", _protected(item.title)
    yield "origtitle", _protected(item.original_title)
    yield "editor", " and ".join(map(_name, item.editors))
    yield "translator", " and ".join(map(_name, item.translators))
    for key, value in (
        (_CONTAINER.get(kind, "series"), item.container),
        (_PUBLISHER.get(kind, "publisher"), item.publisher),
        ("institution", item.court if _is_decision(item, kind) else ""),
    ):
        yield key, _protected(value) if key in _WHOLE else latex_escaped(value)
    yield (
        "type" if kind == "techreport" else "",
        latex_escaped(item.genre),
    )  # BibTeX would print its own words
    yield "howpublished" if kind == "misc" and other else "", latex_escaped(item.genre)
    yield "entrysubtype", _SUBTYPES.get(item.kind, item.kind) if other else ""
    yield "address", latex_escaped(item.place)
    yield "edition", latex_escaped(item.edition)
    yield "volume", latex_escaped(item.volume)
    yield "number" if kind == "article" else "issue", latex_escaped(item.issue)
    yield "number" if kind != "article" else "", latex_escaped(item.number)
    yield "pages", latex_escaped(item.pages).replace("–", "--")
    yield "date", iso_range(item)
    yield "year", iso_date(item.issued[:1])
    language = LANGUAGES.get(item.language.split("-")[0].lower(), "")
    yield "langid", language.lower() if language.isascii() and language.isalpha() else ""
    yield "language", item.language
    yield "doi", item.doi
    yield "url", item.url
    yield "urldate", iso_date(item.accessed)
    yield "annote", latex_escaped(JOIN.join(_notes(item, kind)))


def _is_decision(item: ReferenceRecord, kind: str) -> bool:
    """Whether an entry has room for the court: that of a decision, whose publisher is in another field."""
    return kind == "misc" and item.type == "legal_case"


def _notes(item: ReferenceRecord, kind: str) -> Iterator[str]:
    """The notes of an entry, with what its type has no field for."""
    if item.court and not _is_decision(item, kind):
        yield f"Court: {item.court}"
    if item.number and kind == "article":
        yield f"Number: {item.number}"
    yield from item.notes


def _protected(text: str) -> str:
    """A text in braces of its own, so that no style changes its capitals or splits it."""
    return f"{{{latex_escaped(text)}}}" if text else ""


def _name(name: AuthorName) -> str:
    """A name as `Family, Suffix, Given`; one without parts in braces, so that a comma or `and` does not split it."""
    if name.literal:
        return f"{{{latex_escaped(name.literal)}}}"
    return ", ".join(_whole(part) for part in (name.sorted_by, name.suffix, name.given) if part)


def _whole(part: str) -> str:
    """A part of a name, in braces if it would be split."""
    escaped = latex_escaped(part)
    return f"{{{escaped}}}" if "," in part or " and " in f" {part} " else escaped
