"""The sources that a document cites: by fields of Zotero, EndNote and others, and in its footnotes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bindery.drafting.markdown_writer import plain_words
from bindery.model.source import SourceList
from bindery.references import imports
from bindery.references.imports import ReferencesFileError, Remark
from bindery.references.to_source import Fields, SourceCatalogue

_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]]", re.IGNORECASE)
_DOI = re.compile(r"\b(?:doi:\s*)?(10\.\d{4,9}/[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]])", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SAME = re.compile(
    r"^\W*(?:ibid(?:em)?|ebd|ebenda|loc\.?\s*cit|op\.?\s*cit|a\.\s?a\.\s?O|idem)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"(?:^|[\s,(;])(?P<words>pp?\.?|pages?|S\.|paras?\.?|§§?|fols?\.?)\s*(?P<number>\d+(?:\s*[-–]\s*\d+)?)(?=\W*$)"
)
_ACCESSED = re.compile(
    r"[\s,;(\[]*(?:last\s+)?(?:accessed|visited|retrieved|consulted|abgerufen|zugriff|consulté)\b[^;]*$",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(\d{3,4})(?:-(\d\d?))?(?:-(\d\d?))?")
_DATED = re.compile(
    r"\((?:[^()]*\W)?(?:1[5-9]|20)\d\d[a-z]?\)"
    r"|(?:1[5-9]|20)\d\d[a-z]?\W*$"
    r"|(?:1[5-9]|20)\d\d[^\d].*(?:[\s,(;]pp?\.|\bS\.)\s*\d[\d–-]*\W*$"
)
_CAPITALS = 0.3  # share of the words of a reference that begin with a capital, at least
_SEE = re.compile(
    r"^\W*(?:see(?:\s+also)?|cf\.?|compare|vgl\.?|siehe(?:\s+auch)?|voir|e\.g\.,?)\s+", re.IGNORECASE
)
_SHORT = re.compile(
    r"(?P<name>[^\W\d_][\w'’-]+)(?:\s+(?:et al\.?|and others|u\.\s?a\.))?,?\s*\(?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)?"
)
_LONGEST = 400  # characters of a footnote that is a reference and not a remark
_LONGEST_TITLE = 200
_PARTS = re.compile(r"\s*;\s+")
_NOT_IN_CITATION = re.compile(r"[\[\]@;#\"“”„«»]")
_PAGE = re.compile(r"^(?:pages?\s+|pp?\.\s*)?(\d[\d\s,–-]*\d|\d)$")
_LABELS = {
    "page": "p.",
    "paragraph": "para.",
    "section": "section",
    "chapter": "chapter",
    "line": "line",
    "note": "note",
}
_UNKNOWN = "document"  # the kind of a source of which a footnote has only words


class CitedSources:
    """The sources of a document, and how each is cited.

    Args:
        lists: the lists of sources of the project, so that a source that is there is not listed again.
        references: the references of the document's citation fields, as pandoc has them.

    Attributes:
        added: the fields of each new source, in the order in which they are written.
        remarks: what an author should know of a new source, by its id.
    """

    def __init__(self, lists: Iterable[SourceList], references: Sequence[Mapping[str, Any]]) -> None:
        self._catalogue = SourceCatalogue(lists)
        self._ids: dict[str, str] = {}
        self._by_words: dict[str, str] = {}
        self._last: list[str] = []
        self.added: list[Fields] = []
        self.remarks: dict[str, str] = {}
        for reference in references:
            self._ids[str(reference.get("id", ""))] = self._listed(reference)

    def citation(self, content: Sequence[Any]) -> str:
        """A citation field as a citation of a briefing; the words that Word shows if nothing is known of its sources."""
        parts = []
        cited = []
        for item in content[0]:
            source = self._ids.get(item["citationId"], "")
            if not source:
                continue
            cited.append(source)
            before = _spare(plain_words(item["citationPrefix"]))
            after = _place_of(plain_words(item["citationSuffix"]))
            parts.append(f"{before + ' ' if before else ''}@{source}{', ' + after if after else ''}")
        self._last = cited or self._last
        return f"[{'; '.join(parts)}]" if parts else plain_words(content[1])

    def from_note(self, words: str) -> str:
        """A footnote as a citation; empty if it is a remark, and not a reference."""
        if _SAME.match(words) and self._last and len(words) < _LONGEST // 4:
            place = _locator(words)
            return f"[{'; '.join(f'@{source}' for source in self._last)}{', ' + place if place else ''}]"
        parts = _PARTS.split(words)
        if len(parts) > 1 and not all(map(_is_reference, parts)):
            parts = [words]
        if not all(map(_is_reference, parts)):
            return ""
        cited = [(self._from_words(part), _locator(part)) for part in parts]
        self._last = [source for source, _ in cited]
        return f"[{'; '.join(f'@{source}' + (f', {place}' if place else '') for source, place in cited)}]"

    def _from_words(self, words: str) -> str:
        """The id of a source that a footnote describes."""
        place = _PLACE.search(words)
        bare = _SEE.sub("", words[: place.start()] if place else words).strip(" ,.;")
        bare = bare.removesuffix(")") if "(" not in bare else bare
        key = re.sub(r"\W+", " ", bare).casefold().strip()
        known = self._by_words.get(key) or self._by_author(bare)
        if known:
            return known
        url, doi = _URL.search(bare), _DOI.search(bare)
        title = _ACCESSED.sub("", _URL.sub("", _DOI.sub("", bare))).strip(" ,.;:()[]<>")
        year = _YEAR.findall(title)
        reference: dict[str, Any] = {"type": "document"}
        if title or not (url or doi):
            reference["title"] = (title or bare)[:_LONGEST_TITLE]
        if url:
            address = url[0] if url[0].lower().startswith("http") else f"https://{url[0]}"
            reference["URL"] = address
        if doi:
            reference["DOI"] = doi[1]
        if year:
            reference["issued"] = year[-1]
        source = self._listed(reference)
        if source in {str(fields["id"]) for fields in self.added}:
            self.remarks.setdefault(source, f"from a footnote: {words}")
        self._by_words[key] = source
        return source

    def _by_author(self, words: str) -> str:
        """The id of a source of this document that is named by an author and a year alone; empty if it is not only one."""
        short = _SHORT.fullmatch(words)
        if not short:
            return ""
        name = short["name"].casefold()
        found = [
            str(fields["id"])
            for fields in self.added
            if str(fields.get("published", "")).startswith(short["year"])
            and name in f"{fields.get('authors', '')} {fields.get('publisher', '')}".casefold()
        ]
        return found[0] if len(found) == 1 else ""

    def _listed(self, reference: Mapping[str, Any]) -> str:
        """The id of the source of a reference; it is added if it is new. Empty if none can be made."""
        csl = {key: value for key, value in reference.items() if key != "id"}
        csl.setdefault("type", "document")
        if isinstance(issued := csl.get("issued"), str):
            csl.update(_dated(issued, "issued"))
        if isinstance(accessed := csl.get("accessed"), str):
            csl.update(_dated(accessed, "accessed"))
        try:
            _, found = imports.read_references("word.json", json.dumps([csl]).encode(), "csl")
        except ReferencesFileError:
            return ""
        entries = [entry for entry in found if not isinstance(entry, Remark)]
        for entry in entries[:1]:
            outcome = self._catalogue.add(entry, _UNKNOWN)
            if outcome.there:
                return outcome.there
            if outcome.fields:
                self.added.append(outcome.fields)
                source = str(outcome.fields["id"])
                if outcome.notes:
                    self.remarks[source] = "; ".join(outcome.notes)
                return source
        return ""


def _dated(written: str, key: str) -> dict[str, Any]:
    """A date of pandoc, `2023-06`, as CSL JSON has it."""
    found = _ISSUED.match(written)
    parts = [int(part) for part in found.groups() if part] if found else []
    return {key: {"date-parts": [parts]} if parts else {"raw": written}}


def _is_reference(words: str) -> bool:
    """Whether a footnote, or a part of one, describes a source.

    It has an address, or else a year where references have it: in brackets, at the end, or before a page. A remark has
    such a year too, but few capitals.
    """
    if len(words) > _LONGEST:
        return False
    if _URL.search(words) or _DOI.search(words):
        return True
    letters = [word for word in re.findall(r"[^\W\d_]+", words) if word[0].lower() != word[0].upper()]
    capitals = sum(word[0].isupper() for word in letters)
    return bool(_DATED.search(words)) and capitals >= _CAPITALS * len(letters)


def _locator(words: str) -> str:
    """The page or paragraph at the end of a footnote; empty if there is none."""
    found = _PLACE.search(words)
    if not found:
        return ""
    label = found["words"]
    label = f"{label}." if label in ("p", "pp") else label
    return f"{label} {found['number']}"


def _place_of(suffix: str) -> str:
    """What follows a source in a citation: its page in the form of briefings, and other words."""
    suffix = _spare(suffix).strip(" ,")
    page = _PAGE.match(suffix)
    if page:
        number = " ".join(page[1].split())
        return f"p{'p' if re.search(r'[,–-]', number) else ''}. {number}"
    label, _, rest = suffix.partition(" ")
    return f"{_LABELS[label]} {rest}" if label in _LABELS and rest[:1].isalnum() else suffix


def _spare(words: str) -> str:
    """Words that can stand in a citation: without what would end it."""
    return " ".join(_NOT_IN_CITATION.sub("", words).split())
