"""Reads RIS files, as Zotero, EndNote and publishers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bindery.references.imports import addresses, names
from bindery.references.imports.entry import MEANINGS, Found, ImportedEntry, ImportedName, Refusal, Remark
from bindery.references.remarks import read_remarks

_LINE = re.compile(r"\ufeff?([A-Z][A-Z0-9])[ \t]{1,3}[-–](?:[ \t]+(.*)|)")
_BEGINS = re.compile(r"\ufeff?TY[ \t]{0,3}[-–][ \t]*(\S.*)?")

_TYPES = {
    "article-journal": "JOUR EJOUR JFULL INPR ABST EJOU",
    "article-magazine": "MGZN MAGZ",
    "article-newspaper": "NEWS",
    "bill": "BILL UNBILL",
    "book": "BOOK EBOOK EDBOOK WHOLE CLSWK ANCIENT CTLG",
    "chapter": "CHAP ECHAP INBOOK",
    "dataset": "DATA DBASE AGGR DATASET",
    "document": "GEN GRANT UNKN UNKNOWN MISC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE CHART EQUA",
    "graphic": "ART SLIDE",
    "hearing": "HEAR",
    "interview": "INTV",
    "legal_case": "CASE",
    "legislation": "STAT LEGAL",
    "manuscript": "MANSCPT UNPB",
    "map": "MAP",
    "motion_picture": "VIDEO MPCT ADVS",
    "official": "GOVDOC",
    "pamphlet": "PAMP",
    "paper-conference": "CONF CPAPER",
    "patent": "PAT",
    "periodical": "SER",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "review": "REVW",
    "report": "RPRT REPORT",
    "software": "COMP",
    "song": "SOUND MUSIC",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC WEB MULTI WEBPAGE",
    "speech": "LECT",
}
TYPES = {word: csl for csl, words in _TYPES.items() for word in words.split()}

_TITLE = ("TI", "T1", "CT")
_BOOK_TITLE = ("BT", "T2")
_CONTAINER = ("T2", "JF", "JO", "BT", "JA", "J2", "J1")
_DATE = ("DA", "Y1", "PY", "YR")
_LINKS = ("UR", "LK", "L2", "L1")
_REMARKS = ("N1", "M3", "L3", "M1", "AN", "C7", "U1", "L2")
_EDITORS = ("A2", "ED", "A3")
_READ = {
    "M3", "TY", "ER", "ID", "AU", "A1", "A4", "PB", "Y2", "UR", "DO", "DI", "LA", "TT", "CY", "PP", "VL", "IS", "SP", "EP", "ET", "N1", "M1",
    *_TITLE, *_CONTAINER, *_DATE, *_EDITORS,
}  # fmt: skip
_WORDS = {
    "AB": "abstract", "N2": "abstract", "N1": "note", "KW": "keywords", "SN": "ISSN or ISBN", "M1": "number",
    "ST": "short title", "L1": "file", "L2": "file", "L3": "related records", "L4": "picture", "AN": "accession",
    "DB": "database", "DP": "database", "CN": "call number", "T3": "series", "AD": "address of the author", "RN": "research notes",
    "LK": "link", "C1": "custom", "C2": "custom", "U1": "custom", "RP": "reprint", "OP": "original publication",
}  # fmt: skip
_NUMBERED = frozenset(
    {"RPRT", "REPORT", "CASE", "STAT", "BILL", "PAT", "STAND", "GOVDOC", "HEAR", "UNBILL", "LEGAL"}
)
_WHOLE_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "WHOLE", "SER"})
# In a file with so many authors and no comma in any, persons are written as they are spoken.
_ENOUGH = 3
_AUTHOR = re.compile(r"^[ \t]*(?:AU|A1)[ \t]{1,3}-[ \t]+\S", re.MULTILINE)
_INVERTED = re.compile(r"^[ \t]*(?:AU|A1)[ \t]{1,3}-[ \t]+[^\n,]+,", re.MULTILINE)
_INITIAL = re.compile(r"(?:[^\W\d_][\w'’-]*\s+)?(?:[A-Z]\.[ -]?)+\s*[^\W\d_][\w'’ -]*")
_WITH_INITIAL = re.compile(
    r"[^\W\d_][\w'’ -]*,\s*[^\W\d_][\w'’-]*(?: [A-Z]\.?)+,"
)  # a person, with a comma too many
_SHOWN = 60  # characters of a line that was left out
Values = dict[str, list[str]]


@dataclass
class _Open:
    """A record while its lines are read: where it begins, and by tag its values, each a list of lines."""

    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    last: str = ""
    notes: list[str] = field(default_factory=list)

    def add(self, tag: str, value: str) -> None:
        """Adds a value."""
        self.values.setdefault(tag, []).append([value])
        self.last = tag

    def whole(self) -> Values:
        """By tag, its values as whole texts."""
        return {tag: [" ".join(filter(None, lines)) for lines in found] for tag, found in self.values.items()}


def read(text: str) -> Found:
    """The records of a file, in their order, with what could not be read in its place.

    Args:
        text: the whole file.
    """
    found: Found = []
    spoken = not _INVERTED.search(text) and len(_AUTHOR.findall(text)) >= _ENOUGH
    record: _Open | None = None
    outside: list[tuple[int, str]] = []  # lines since the last record, with their numbers
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip()
        begins = _BEGINS.fullmatch(line)
        match = _LINE.fullmatch(line)
        if begins:
            found += _closed(record, spoken, f"it has no `ER  -`; the next record begins on line {number}")
            found += _left_outside(outside)
            record, outside = _Open(number), []
            record.add("TY", (begins[1] or "").strip())
        elif record is None:
            outside += [(number, line)] if line else []
        elif match and match[1] == "ER":
            found += _closed(record, spoken)
            record = None
        elif match:
            record.add(match[1], (match[2] or "").strip())
        elif line:
            record.values[record.last][-1].append(line)  # some programs break a value into lines
    found += _closed(record, spoken, "it has no `ER  -`; the file may be incomplete")
    return [*found, *_left_outside(outside)]


def _closed(record: _Open | None, spoken: bool, note: str = "") -> Found:
    """The entry of a record that has ended; an empty list if none was open.

    Args:
        record: the record.
        spoken: whether the file writes persons as they are spoken, and not as `Family, Given`.
        note: what is to be said of the record; may be empty.
    """
    return (
        [_entry(f"line {record.line}", record.whole(), [note] if note else [], spoken=spoken)]
        if record
        else []
    )


def _left_outside(lines: list[tuple[int, str]]) -> Found:
    """What is said of lines outside of records; a record that lacks its first line is refused."""
    lines = [(number, line) for number, line in lines if not re.fullmatch(r"\d+\.?|ER\s*-?.*", line)]
    if not lines:
        return []
    tagged = [(number, match) for number, line in lines if (match := _LINE.fullmatch(line))]
    if len(tagged) > 1:
        return [Refusal(f"line {tagged[0][0]}", "", "it has no `TY  -`, with which a record begins")]
    first, shown = lines[0][0], lines[0][1][:_SHOWN]
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return [Remark(f"line {first}", f"this line{more} outside of records was left out: `{shown}`")]


def _entry(place: str, values: Values, notes: list[str], *, spoken: bool) -> ImportedEntry:
    kind = values["TY"][0].upper() or "GEN"
    annotations = tuple(filter(None, values.get("N1", ())))
    values = {**values, "N1": list(read_remarks(annotations).rest)}  # our own remarks hold no address of it
    url = _address(values, notes)
    title = _first(values, *_TITLE, *(_BOOK_TITLE if kind in _WHOLE_BOOKS else ()), "ST")
    no_container = ("", title if kind in _WHOLE_BOOKS else "")
    containers = [text for tag in _CONTAINER for text in values.get(tag, ()) if text not in no_container]
    date, *others = _dates(values)
    number, issue = (
        _first(values, *(("SV", "SN", "M1") if kind in _NUMBERED else ("M1",))),
        _first(values, "IS"),
    )
    if kind in _NUMBERED and not number:
        number, issue = issue, ""
    if kind == "PCOMM":
        notes.append("Zotero writes interviews as `PCOMM` too; if this is one, set its kind to `interview`")
    return ImportedEntry(
        place=place,
        label=_first(values, "ID"),
        type=kind,
        meaning=MEANINGS.get(TYPES.get(kind, "")),
        title=title,
        authors=_authors(values, notes, spoken=spoken),
        editors=_names(values, _EDITORS, notes, spoken=spoken),
        translators=_names(values, ("A4",), notes, spoken=spoken),
        publisher="" if kind == "CASE" else _first(values, "PB"),
        court=_first(values, "PB") if kind == "CASE" else "",
        place_published=_first(values, "CY", "PP"),
        container=next(iter(containers), ""),
        volume=_first(values, "VL"),
        issue=issue,
        number=number,
        pages="-".join(filter(None, dict.fromkeys((_first(values, "SP"), _first(values, "EP"))))),
        edition=_first(values, "ET"),
        translated_title=_first(values, "TT"),
        published=date,
        else_published=tuple(others),
        accessed=_first(values, "Y2"),
        url=url,
        doi=_doi(values, notes),
        language=_first(values, "LA"),
        genre="" if addresses.doi_in(_first(values, "M3")) else _first(values, "M3"),
        annotations=annotations,
        left_out=tuple(_left_out(values)),
        notes=tuple(dict.fromkeys(notes)),
    )


def _address(values: Values, notes: list[str]) -> str:
    """The first address of a record; may be empty."""
    found = _links(values)
    if len(found) > 1:
        notes.append("it has several addresses; only the first was imported")
    if found:
        return next((address for address in found if address.startswith("http")), found[0])
    other = next(
        (text for tag in _LINKS for text in values.get(tag, ()) if text.startswith(("http://", "https://"))),
        "",
    )
    return other or _of_repository(values)


def _links(values: Values) -> list[str]:
    """Each address in the tag for addresses, of which some programs write several into one."""
    written = [
        part.strip()
        for value in values.get("UR", ())
        for part in re.split(r"[;,|]\s*(?=http)|\s+(?=http)", value)
    ]
    return list(dict.fromkeys(filter(None, written)))


def _of_repository(values: Values) -> str:
    """The address that a number of PubMed or arXiv in the remarks of a record leads to; may be empty."""
    text = " ".join(value for tag in (*_REMARKS, "C2", "PB", *_CONTAINER) for value in values.get(tag, ()))
    pmc = re.search(r"\bPMC\d{4,9}\b", text)
    pmid = re.search(r"\bPMID:?\s*(\d{4,8})\b", text)
    if pmid:
        return addresses.repository_address("pubmed", pmid[1])
    return addresses.arxiv_address(text) or (addresses.repository_address("pmcid", pmc[0]) if pmc else "")


def _doi(values: Values, notes: list[str]) -> str:
    """The DOI of a record: of its tag, or of a remark that says so."""
    if found := _first(values, "DO", "DI"):
        return found
    linked = next(filter(None, map(addresses.doi_of_address, _links(values))), "")
    if linked:
        return linked
    for tag in _REMARKS:
        found = next(filter(None, map(addresses.doi_in, values.get(tag, ()))), "")
        if found:
            notes.append(f"its DOI was taken from `{tag}`")
            return found
    return ""


def _names(
    values: Values, tags: tuple[str, ...], notes: list[str], *, spoken: bool
) -> tuple[ImportedName, ...]:
    """The names in some tags."""
    written = [name for tag in tags for value in values.get(tag, ()) for name in _apart(value)]
    if any(name.strip(" .…") in ("", "et al") and name.strip() for name in written):
        notes.append("it has more authors, which it does not name")
    kept = (name for name in written if name.strip(" ,;.…") not in ("", "et al"))
    return tuple(_name(name, notes, spoken=spoken) for name in kept)


def _apart(value: str) -> list[str]:
    """Each name of a value that has several, `Rao, Lila; Berg, Jan`; a body may have a semicolon too."""
    pieces = [piece.strip() for piece in value.split(";") if piece.strip()]
    return pieces if all("," in piece.strip(" ,") for piece in pieces) else [value]


def _authors(values: Values, notes: list[str], *, spoken: bool) -> tuple[ImportedName, ...]:
    """The authors, in the order of the file; the same list in two tags counts once."""
    first = _names(values, ("A1",), notes, spoken=spoken)
    kept = [name for name in _names(values, ("AU",), notes, spoken=spoken) if name not in first]
    if first and kept:
        notes.append("it has authors in both `A1` and `AU`; check their order")
    return (*first, *kept)


def _dates(values: Values) -> list[str]:
    """The dates of a record, those with a year first; a day and month without one get the year of another tag."""
    dates = [date for tag in _DATE for date in values.get(tag, ()) if date.strip("/ ")]
    with_year = [date for date in dates if re.search(r"\d{4}|\d{2}XX", date)]
    if not all(re.fullmatch(r"\d{4}[/ -]*", date) for date in with_year):
        return [*with_year, *dates]
    year = with_year[0][:4] if with_year else ""
    without = [f"{year} {date}" for date in dates if year and re.match(r"[A-Za-z]{3}", date)]
    return [*without, *with_year, *dates] or [""]


def _left_out(values: Values) -> Iterator[str]:
    """The tags with a value for which a source has no place, with what they mean where that is known."""
    read = _READ | ({"SN", "SV"} if values["TY"][0].upper() in _NUMBERED else set())
    for tag, found in values.items():
        if tag not in read and any(found):
            yield f"{tag} ({_WORDS[tag]})" if tag in _WORDS else tag


def _first(values: Values, *tags: str) -> str:
    """The first value that is not empty, of the first tag that has one."""
    return next((value for tag in tags for value in values.get(tag, ()) if value), "")


def _name(written: str, notes: list[str], *, spoken: bool) -> ImportedName:
    """A name: `Family, Given, Suffix` is a person; one without a comma, or with one at its end, an organisation."""
    written = written.strip(" ;")
    if written.endswith(",") and not _WITH_INITIAL.fullmatch(written):
        return names.body(written)  # as EndNote writes a body
    if "," in written:
        return names.inverted(written, notes)
    short = names.uninverted(written, notes)
    if short:
        return short
    given, _, family = written.rpartition(" ")
    if given and (spoken or _INITIAL.fullmatch(written)) and not names.is_body(written):
        notes.append(f"`{written}` was read as a person, although it has no comma")
        return names.person(given, family)
    notes.append(f"`{written}` was read as an organisation: RIS writes a person as `Family, Given`")
    return names.body(written)
