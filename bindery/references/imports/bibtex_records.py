"""Splits a BibTeX file into records whose fields are whole texts: joined, with the fields of their parents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from bindery.references.imports.entry import Refusal, Remark
from bindery.text.dates import MONTHS

_LONGEST = 200_000  # characters of a value whose parts are joined with `#`
# A record without a key, or without the comma after its key; what follows is its first field.
_NO_COMMA = re.compile(
    r"(@[ \t]*(?!string|comment|preamble)\w+[ \t]*[{(])(?:(?=\s*[A-Za-z][\w-]*\s*=\s*[{\"\w])|(\s*[^\s,={}()\"#%]+)(?=\s+[A-Za-z][\w-]*\s*=\s*[{\"\w]))",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:(?P<word>[^\s\"#%'(),={}]+)|(?P<mark>[{\"]))")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:+.-]*)\s*=\s*(.*)", re.DOTALL)
_LOST = re.compile(r"^[\s,}]*[A-Za-z][\w-]*\s*=\s*[{\"\w]")
_UNREAD_RECORD = re.compile(r"^[ \t]*@(?!comment)\w+[ \t]*[\[\w,]", re.MULTILINE | re.IGNORECASE)
_COMMAS = re.compile(r",(\s*),(?=\s*[A-Za-z][\w-]*\s*=\s*[{\"\d])")
_SETTINGS = frozenset({"control", "ieeetranbstctl", "xdata", "set"})  # what is in a file and is no reference
_FROM = re.compile(r"xdata=(.+?)-([A-Za-z]+)(?:-\d+)?", re.IGNORECASE)
_SHOWN = 60  # characters of what was not read
Fields = dict[str, str]

# What a record never takes from the record in its `crossref`: what identifies or describes only that one.
_OWN_WORDS = (
    "abstract annotation annote author crossref doi eid eprint eprinttype archiveprefix file ids isbn keywords label note options pages"
    " pmid shorthand shorttitle sortkey sorttitle subtitle title titleaddon url urldate xdata xref entrysubtype type"
)
_OWN = frozenset(_OWN_WORDS.split())
_TITLES = ("title", "subtitle")
# What the title of a parent is in its child, by the type of the parent; the title of a book in any other.
_PARENTS = {
    **dict.fromkeys(("mvbook", "mvcollection", "mvproceedings", "mvreference"), "main"),
    "periodical": "journal",
    "suppperiodical": "journal",
}
_PARTS_OF_BOOKS = frozenset(
    (
        "inbook",
        "bookinbook",
        "suppbook",
        "incollection",
        "suppcollection",
        "inproceedings",
        "conference",
        "inreference",
    )
)


@dataclass(frozen=True)
class Record:
    """A record of a BibTeX file.

    Attributes:
        line: the line on which it begins.
        key: its key; may be empty.
        type: its type, in small letters.
        fields: the text of each field that is not empty, by its name in small letters.
        notes: what was changed when it was read, one sentence each.
    """

    line: int
    key: str
    type: str
    fields: Fields
    notes: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where it is in its file."""
        return f"line {self.line}"


def read_records(text: str) -> list[Record | Refusal | Remark]:
    """The records of a file, in their order, with what could not be read in its place.

    Args:
        text: the whole file.
    """
    lines = text.split("\n")
    # A brace after two backslashes is no escaped brace, as which the library counts it.
    mended = _COMMAS.sub(r",\1", _NO_COMMA.sub(r"\1\2,", text.replace("\\\\}", "\\\\ }")))
    blocks = parse_string(mended, parse_stack=[]).blocks
    strings = {name[:3].lower(): name for name in MONTHS}  # which every style of BibTeX defines
    found: list[Record | Refusal | Remark] = []
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, model.DuplicateBlockKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block  # noqa: PLW2901  records with one key may differ
        if isinstance(block, model.String):
            strings[block.key.lower()] = _Value(block.value, strings).text[:_LONGEST]
        elif isinstance(block, model.ImplicitComment):
            found += _lost(line, block.comment)
        elif (entry := _entry_of(block)) is not None:
            before = lines[line - 1].partition("@")[0]
            if "%" in before:
                found.append(
                    Remark(f"line {line}", f"the record `{entry.key}` is behind a `%` and was left out")
                )
            else:
                found.append(_record(line, entry, strings))
        elif isinstance(block, model.ParsingFailedBlock):
            found += _failed(line, block)
    return _completed(found)


def _entry_of(block: model.Block) -> model.Entry | None:
    """The entry in a block, also in one that has a field twice."""
    if isinstance(block, model.DuplicateFieldKeyBlock):
        return _entry_of(block.ignore_error_block) if block.ignore_error_block else None
    return block if isinstance(block, model.Entry) else None


def _lost(line: int, comment: str) -> Iterator[Remark]:
    """A remark on text between records that looks like a part of one."""
    shown = " ".join(comment.split())[:_SHOWN]
    if _LOST.match(comment):
        yield Remark(
            f"line {line}", f"`{shown}` is outside of records and was left out; is a brace closed too early?"
        )
    elif _UNREAD_RECORD.search(comment) and "%" not in comment:
        yield Remark(f"line {line}", f"`{shown}` was left out: a record begins like `@article{{key,`")


def _failed(line: int, block: model.ParsingFailedBlock) -> Iterator[Refusal | Remark]:
    """What is said of a record that the library could not read."""
    kind = re.match(r"@\s*(\w*)", block.raw or "")
    name = kind[1].lower() if kind else ""
    if name in ("comment", "preamble"):
        return
    if name == "string":
        yield Remark(f"line {line}", "this `@string` cannot be read; is a brace or a quotation mark missing?")
        return
    key = re.match(r"@\s*\w+\s*[{(]\s*([^\s,={}()\"]{1,60})\s*,", block.raw or "")
    why = "this record is not closed: a brace or a quotation mark is missing in it, or there is one too many"
    reason = str(getattr(block.error, "abort_reason", ""))
    wrong = re.match(r"Expected a? ?`?=`? after (?:entry|field) key(?: `([^`]{1,60})`)?", reason)
    if wrong:
        field_name = f"`{' '.join(wrong[1].split())}`" if wrong[1] else "the name of a field"
        why = f"there is no `=` after {field_name}; is a comma too many, or a brace closed too early?"
    elif reason.startswith("Expected comma"):
        why = "there is no comma after its key"
    yield Refusal(f"line {line}", key[1] if key else "", why)


def _record(line: int, entry: model.Entry, strings: Fields) -> Record:
    """The record of an entry."""
    notes: list[str] = []
    fields: Fields = {}
    for part in entry.fields:
        *_, last = part.key.rstrip().split("\n")
        name = re.sub(r"^.*[\s\"{}()%]", "", last.strip()).lower()
        if last.lstrip().startswith("%") or not name:
            continue
        value = _Value(str(part.value), strings)
        for key, text in ((name, value.text), *value.following(strings)):
            if key != name:
                notes.append(f"a comma is missing before its field `{key}`")
            _add(fields, key, " ".join(text.split()), notes)
        notes += value.notes
    return Record(
        line,
        entry.key,
        entry.entry_type.lower(),
        {k: v for k, v in fields.items() if v},
        list(dict.fromkeys(notes)),
    )


def _add(fields: Fields, name: str, text: str, notes: list[str]) -> None:
    """Adds a field; of two different ones with the same name the first counts, as in BibTeX."""
    if fields.get(name) and text and fields[name] != text:
        notes.append(f"it has the field `{name}` twice; the first was used")
    elif text:
        fields[name] = text


class _Value:
    """The value of a field: texts in braces or quotation marks, numbers and names of `@string`, joined with `#`.

    Attributes:
        text: the whole text.
        rest: what follows it, which is text where a comma is missing; may be empty.
        notes: what was changed, one sentence each.
    """

    def __init__(self, raw: str, strings: Fields) -> None:
        self.notes: list[str] = []
        self.rest = ""
        parts: list[str] = []
        at = 0
        while match := _PART.match(raw, at):
            if match["word"]:
                parts.append(self._named(match["word"], strings))
                at = match.end()
            else:
                end = _closing(raw, match.end(), match["mark"])
                parts.append(raw[match.end() : end])
                at = end + 1
            joined = re.compile(r"\s*#\s*").match(raw, at)
            if not joined:
                break
            at = joined.end()
        self.text = "".join(parts)[:_LONGEST]
        rest = raw[at:].strip().strip(",").strip()
        if rest and not _FIELD.fullmatch(rest):
            self.text = raw.strip() if not re.search(r"[{\"]", raw) else f"{self.text} {rest}"
            self.notes = ["a text is not wholly in braces or quotation marks; check the result"]
        else:
            self.rest = rest

    def following(self, strings: Fields) -> Iterator[tuple[str, str]]:
        """The fields that follow without a comma between."""
        rest = self.rest
        while match := _FIELD.fullmatch(rest):
            value = _Value(match[2], strings)
            self.notes += value.notes
            yield match[1].lower(), value.text
            rest = value.rest

    def _named(self, word: str, strings: Fields) -> str:
        """The text of a number or a name of a `@string`; a name that is not defined stays."""
        if word.isdigit() or word.lower() in strings:
            return strings.get(word.lower(), word)
        if not re.search(r"\d", word) and len(word) > 1:
            self.notes.append(f"`{word}` is no `@string` of this file; it was taken as text")
        return word


def _closing(raw: str, start: int, mark: str) -> int:
    """Where the text that begins at `start` ends: at its closing brace or quotation mark, or at the end."""
    depth = 0
    for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(raw, start):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif (sign == "}" and not depth and mark == "{") or (sign == '"' and not depth and mark == '"'):
            return match.start()
        elif sign == "}":
            depth -= 1
    return len(raw)


def _completed(found: list[Record | Refusal | Remark]) -> list[Record | Refusal | Remark]:
    """The records with the fields of those that they name in `crossref` and `xdata`; those of `@xdata` are dropped."""
    by_key: dict[str, Record] = {}
    for item in found:
        if isinstance(item, Record) and item.key:
            by_key.setdefault(item.key, item)
    folded = {key.casefold(): record for key, record in reversed(by_key.items())}
    known = {**folded, **by_key}
    return [
        _inherited(item, known, ()) if isinstance(item, Record) else item
        for item in found
        if not (isinstance(item, Record) and item.type in _SETTINGS)
    ]


def _inherited(record: Record, known: dict[str, Record], above: tuple[str, ...]) -> Record:
    """A record with the fields of its parents.

    Args:
        record: the record.
        known: all records by their keys.
        above: keys of the records that it is a parent of, so that a circle ends.
    """
    fields, notes = dict(record.fields), list(record.notes)
    for kind in ("xdata", "crossref"):
        for key in filter(None, re.split(r"\s*,\s*", fields.pop(kind, ""))):
            parent = known.get(key) or known.get(key.casefold())
            if parent is None:
                notes.append(f"`{kind}` names `{key[:_SHOWN]}`, which is not in this file")
            elif parent.key in (*above, record.key):
                notes.append(f"`{kind}` leads in a circle, by `{parent.key}`")
            else:
                whole = _inherited(parent, known, (*above, record.key))
                _take(
                    fields,
                    dict(whole.fields) if kind == "xdata" else _handed_on(whole, record),
                    parent.key,
                    notes,
                )
                notes += [note for note in whole.notes if note not in parent.notes and "circle" in note]
    fields = {
        name: _FROM.sub(lambda found: _single_field(found, known), text) for name, text in fields.items()
    }
    return replace(record, fields=fields, notes=notes)


def _take(fields: Fields, offered: Fields, key: str, notes: list[str]) -> None:
    """Adds those of the fields of a parent that a record does not have.

    Args:
        fields: the fields of the record.
        offered: the fields of the parent.
        key: key of the parent.
        notes: what was taken is added here.
    """
    new = {name: text for name, text in offered.items() if name not in fields}
    fields.update(new)
    if new:
        notes.append(f"taken from `{key}`: {', '.join(new)}")


def _single_field(found: re.Match[str], known: dict[str, Record]) -> str:
    """The field of another record that a value `xdata=key-field` names; the value itself if there is none."""
    other = known.get(found[1])
    return other.fields.get(found[2].lower(), found[0]) if other else found[0]


def _handed_on(parent: Record, child: Record) -> Fields:
    """The fields that a child takes from the record in its `crossref`, by the names that they have in the child.

    The rules are those of BibLaTeX's default inheritance, but for what identifies the parent.
    """
    taken = {name: text for name, text in parent.fields.items() if name not in _OWN}
    prefix = _PARENTS.get(
        parent.type, "book" if child.type in _PARTS_OF_BOOKS or child.type != parent.type else "main"
    )
    for name in _TITLES:
        if name in parent.fields:
            taken.setdefault(prefix + name, parent.fields[name])
    if "date" in child.fields or "year" in child.fields:
        taken = {name: text for name, text in taken.items() if name not in ("date", "year", "month", "day")}
    if (
        child.type in ("inbook", "bookinbook", "suppbook")
        and "author" in parent.fields
        and "author" not in child.fields
    ):
        taken["author"] = parent.fields["author"]
    return taken
