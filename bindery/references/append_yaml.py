"""Adds sources to the end of a `sources.yml`, without changing a character of what the author wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bindery.model.source import SourceList
from bindery.reading import decode, yaml_tree
from bindery.reading.yaml_tree import Mapping, Scalar
from bindery.text.problems import Problem
from bindery.text.span import Text

Fields = dict[str, Any]
_LIST = "sources"
_NO_PLACE = "nothing was written: the sources could not be added without changing what is in the file"


class AppendError(Exception):
    """Nothing can be added to the file; it was not changed.

    Attributes:
        problems: what is wrong with the file; may be empty.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def read_source_list(path: str, data: bytes) -> SourceList:
    """The sources and origins in a file. A file without `sources`, or with nothing but comments, is an empty list.

    Args:
        path: path of the file, for messages.
        data: its bytes.

    Raises:
        AppendError: the file cannot be read, or has errors.
    """
    text = source_text(path, data)
    root, problems = yaml_tree.parse_yaml(text)
    if root is None and not problems:
        return SourceList()
    value = root.value(_LIST) if isinstance(root, Mapping) else None
    if value and _is_empty(value):
        at = value.span.start
        text = Text(path, f"{text.content[:at]} []{text.content[at:]}")
    document, problems = decode.decode(text, SourceList)
    if document is None:
        raise AppendError("the list of sources has errors; fix them first", problems)
    return document.value


def append_sources(path: str, data: bytes, added: Sequence[Fields]) -> bytes:
    """The bytes of a file with sources added to the end of its list.

    Each place where they could be inserted is tried in turn. The first one counts at which the new file, when it is
    read, has exactly the old sources and the added ones.

    Args:
        path: path of the file, for messages.
        data: its bytes.
        added: the fields of each new source, in the order in which they are written.

    Raises:
        AppendError: there is no such place, or the file cannot be read.
    """
    before = read_source_list(path, data)
    text = source_text(path, data)
    wanted = SourceList.model_validate({"sources": (*before.sources, *added), "origins": before.origins})
    problems: list[Problem] = []
    for edit in _possible_edits(text, added):
        new = apply_edit(edit, data, text)
        document, found = decode.decode(source_text(path, new), SourceList)
        if document and document.value == wanted:
            return new
        problems = problems or found
    raise AppendError(_NO_PLACE, problems)


def least_bytes(added: Iterable[Fields]) -> int:
    """The least number of bytes that some sources have as YAML: those of their texts alone. It is known at once."""
    return sum(_bytes_of(value) for fields in added for value in fields.items())


def _bytes_of(value: object) -> int:
    if isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, dict):
        return sum(map(_bytes_of, value.items()))
    return sum(map(_bytes_of, value)) if isinstance(value, (list, tuple)) else 0


def sources_as_yaml(added: Iterable[Fields], column: int = 2, width: int = 2, *, apart: bool = True) -> str:
    """Sources as items of a list in YAML.

    Args:
        added: the fields of each source, in the order in which they are written.
        column: column of the hyphens, from 0.
        width: number of columns from a hyphen to the keys.
        apart: whether there is an empty line before each item.
    """
    items = []
    for fields in added:
        lines = yaml.dump(
            fields, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9, default_flow_style=False
        ).splitlines()
        first, *rest = lines
        gap = " " * (width - 1)
        item = [f"{' ' * column}-{gap}{first}", *(f"{' ' * (column + width)}{line}" for line in rest)]
        items.append("\n".join(item) + "\n")
    return "".join(f"\n{item}" if apart else item for item in items)


class _Dumper(yaml.SafeDumper):
    """Writes YAML as an author would: lists are indented, and dates and years have no quotation marks.

    The marks are not needed, since Bindery reads every value as text first.
    """

    # Only what other programs would read as null or as a truth value is written in quotation marks.
    yaml_implicit_resolvers: Any = {  # noqa: RUF012  as in the stubs of PyYAML
        first: [(tag, pattern) for tag, pattern in found if tag.endswith((":null", ":bool"))]
        for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        """Indents lists below a key, which PyYAML does not."""
        del indentless
        return super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: object) -> bool:
        """Always true, so that equal values are written out instead of as an alias."""
        del data
        return True


def source_text(path: str, data: bytes) -> Text:
    """The text of a list of sources.

    Raises:
        AppendError: it cannot be read.
    """
    text, problems = yaml_tree.decode_text(path, data)
    if text is None:
        raise AppendError("the list of sources cannot be read", problems)
    return text


def _is_empty(node: yaml_tree.Node | None) -> bool:
    """Whether a key has no value at all: `sources:`."""
    return isinstance(node, Scalar) and node.plain and not node.value


@dataclass(frozen=True)
class Edit:
    """A change of a text: the characters from `start` to `end`, of which there may be none, become `words`."""

    start: int
    end: int
    words: str


def _insertion(place: int, words: str) -> Edit:
    return Edit(place, place, words)


def _possible_edits(text: Text, added: Sequence[Fields]) -> Iterator[Edit]:
    """Each way to add sources to a text. All are insertions, but an empty list `[]` is replaced."""
    root, _ = yaml_tree.parse_yaml(text)
    content = text.content
    end = len(content)
    lead = "\n" if content and not content.endswith("\n") else ""
    if root is None:
        yield _insertion(end, f"{lead}sources:\n{sources_as_yaml(added)}")
        return
    if not isinstance(root, Mapping):
        return
    key, listing = root.key(_LIST), root.value(_LIST)
    in_flow = content[root.span.start : root.span.start + 1] == "{"
    indent = 0 if in_flow or not root.entries else root.entries[0][0].span.column - 1
    last = bool(root.entries) and root.entries[-1][0] is key
    if key is None:
        if not in_flow:
            yield _insertion(end, f"{lead}\n{' ' * indent}sources:\n{sources_as_yaml(added, indent + 2)}")
        return
    if _is_empty(listing):
        for place in _places(content, key.span.end, last=last):
            yield _insertion(place, _line_break(content, place) + sources_as_yaml(added, indent + 2))
    elif isinstance(listing, yaml_tree.Sequence) and content[listing.span.start] != "[":
        yield from _in_block(content, listing, added, last=last)
    elif isinstance(listing, yaml_tree.Sequence):
        yield _in_brackets(content, listing, added, indent, alone=not in_flow)


def _in_block(
    content: str, listing: yaml_tree.Sequence, added: Sequence[Fields], *, last: bool
) -> Iterator[Edit]:
    """Each way to add sources to a list with an item on each line."""
    column = listing.span.column - 1
    keys = listing.items[-1].span.column - 1
    width = keys - column if column < keys <= column + 8 else 2
    apart = _stand_apart(content, listing)
    for place in _places(content, listing.items[-1].span.end, last=last):
        new = sources_as_yaml(added, column, width, apart=apart)
        yield _insertion(place, _line_break(content, place) + new)


def _in_brackets(
    content: str, listing: yaml_tree.Sequence, added: Sequence[Fields], indent: int, *, alone: bool
) -> Edit:
    """Adds sources after the last item of a list in brackets.

    Args:
        content: the text of the file.
        listing: the list.
        added: the fields of each new source.
        indent: number of spaces before the keys of the file.
        alone: whether an empty list `[]` may be replaced by items on the lines below it.
    """
    start, end = listing.span.start, listing.span.end
    gap = "\n" + " " * (indent + 2)
    items = f",{gap}".join(json.dumps(fields, ensure_ascii=False) for fields in added)
    if listing.items:
        place = listing.items[-1].span.end
        return _insertion(place, f",{gap}{items}")
    if not alone:
        return _insertion(start + 1, f"{gap}{items}\n{' ' * indent}")
    start = len(content[:start].rstrip(" "))
    place = content.find("\n", end) + 1 or len(content)
    rest = content[end:place]  # perhaps a comment, which stays on its line
    return Edit(start, place, rest + _line_break(content, place) + sources_as_yaml(added, indent + 2))


def _places(content: str, end: int, *, last: bool) -> list[int]:
    """Where lines may be inserted after a list that ends at `end`; `last`: whether it is the last key of the file."""
    line = content.find("\n", end) + 1 or len(content)
    following = re.compile(r"^(?!#)\S", re.MULTILINE).search(content, line)
    before_next = following.start() if following else len(content)
    return list(dict.fromkeys([len(content), line, before_next] if last else [line, before_next]))


def _line_break(content: str, place: int) -> str:
    """The line break that is needed before an insertion that must begin a line."""
    return "\n" if place and content[place - 1] != "\n" else ""


def _stand_apart(content: str, listing: yaml_tree.Sequence) -> bool:
    """Whether the author puts an empty line between two sources; assumed when there is only one."""
    if len(listing.items) < 2:  # noqa: PLR2004  two show a habit
        return True
    one, other = listing.items[-2:]
    return "\n\n" in re.sub(r"[ \t]+", "", content[one.span.end : other.span.start])


def apply_edit(edit: Edit, data: bytes, text: Text) -> bytes:
    """The file after an edit. Its byte order mark and its line endings are kept, and used for the new lines.

    Args:
        edit: the change, by offsets in the text.
        data: the bytes of the file.
        text: the text that was read from them, in which every line ends in a single character.
    """
    raw = data.decode("utf-8")
    mark = len(raw) - len(raw.removeprefix("\ufeff"))
    folded: list[int] = []  # offsets in the text of line ends that have two characters in the file
    at = 0
    for part in raw[mark:].split("\r\n")[:-1]:
        at += len(part)
        folded.append(at)
        at += 1
    first, second = (
        mark + place + sum(1 for ending in folded if ending < place) for place in (edit.start, edit.end)
    )
    words = edit.words
    if len(folded) * 2 > text.content.count("\n"):
        words = words.replace("\r\n", "\n").replace("\n", "\r\n")
    return (raw[:first] + words + raw[second:]).encode("utf-8")
