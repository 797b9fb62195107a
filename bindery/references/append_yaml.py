"""Sources written at the end of the list in a `sources.yml`; what the author wrote stays, character by character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from bindery.model.briefing import SourceList
from bindery.reading import decode, yaml_tree
from bindery.reading.yaml_tree import Mapping, Scalar
from bindery.text.problems import Problem
from bindery.text.span import Text

Fields = dict[str, Any]
_LIST = "sources"
_UNTOUCHED = "nothing was written: the file could not be added to without changing what is in it"


class AppendError(Exception):
    """The file cannot be added to; nothing was changed.

    Attributes:
        problems: what is wrong with it; may be empty.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def read_source_list(path: str, data: bytes) -> SourceList:
    """What a file holds; one that has no sources yet, or nothing but comments, is an empty list.

    Raises:
        UnfitError: it cannot be read.
    """
    text = _text(path, data)
    root, problems = yaml_tree.parse_yaml(text)
    if root is None and not problems:
        return SourceList()
    nothing = root.value(_LIST) if isinstance(root, Mapping) else None
    if nothing and _is_nothing(nothing):
        at = nothing.span.start
        text = Text(path, f"{text.content[:at]} []{text.content[at:]}")
    document, problems = decode.decode(text, SourceList)
    if document is None:
        raise AppendError("the list of sources has errors; mend them first", problems)
    return document.value


def append_sources(path: str, data: bytes, added: Sequence[Fields]) -> bytes:
    """The bytes of a file with sources added to the end of its list.

    The places where they could stand are tried in turn, and the first is taken at which the file then reads as what
    it was and what was added.

    Raises:
        UnfitError: there is no such place.
    """
    before = read_source_list(path, data)
    text = _text(path, data)
    wanted = SourceList.model_validate({"sources": (*before.sources, *added), "origins": before.origins})
    problems: list[Problem] = []
    for start, end, words in _ways(text, added):
        new = _in_bytes(data, text, start, end, words)
        document, found = decode.decode(_text(path, new), SourceList)
        if document and document.value == wanted:
            return new
        problems = problems or found
    raise AppendError(_UNTOUCHED, problems)


def sources_as_yaml(added: Iterable[Fields], column: int = 2, width: int = 2, *, apart: bool = True) -> str:
    """Sources as items of a list in YAML.

    Args:
        added: their fields, in order.
        column: of the hyphens, from 0.
        width: columns from a hyphen to the keys.
        apart: whether an empty line stands before each.
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
    """Writes as an author would: a date and a year bare, for here YAML never guesses, and lists set in."""

    # Only what other readers of YAML would take for nothing, or for yes and no, is written in quotation marks.
    yaml_implicit_resolvers: Any = {  # noqa: RUF012  as the stubs have it
        first: [(tag, pattern) for tag, pattern in found if tag.endswith((":null", ":bool"))]
        for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        """Never without an indent."""
        del indentless
        return super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: object) -> bool:
        """Always: what stands in two places is written twice."""
        del data
        return True


def _text(path: str, data: bytes) -> Text:
    text, problems = yaml_tree.decode_text(path, data)
    if text is None:
        raise AppendError("the list of sources cannot be read", problems)
    return text


def _is_nothing(node: yaml_tree.Node | None) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.value


def _ways(text: Text, added: Sequence[Fields]) -> Iterator[tuple[int, int, str]]:
    """Each way to add: what stretch gives way, which is empty but for `[]`, and to which words."""
    root, _ = yaml_tree.parse_yaml(text)
    content = text.content
    end = len(content)
    lead = "\n" if content and not content.endswith("\n") else ""
    if root is None:
        yield end, end, f"{lead}sources:\n{sources_as_yaml(added)}"
        return
    if not isinstance(root, Mapping):
        return
    key, listing = root.key(_LIST), root.value(_LIST)
    in_flow = content[root.span.start : root.span.start + 1] == "{"
    indent = 0 if in_flow or not root.entries else root.entries[0][0].span.column - 1
    last = bool(root.entries) and root.entries[-1][0] is key
    if key is None:
        if not in_flow:
            yield end, end, f"{lead}\n{' ' * indent}sources:\n{sources_as_yaml(added, indent + 2)}"
        return
    if _is_nothing(listing):
        for place in _places(content, key.span.end, last=last):
            yield place, place, _after(content, place) + sources_as_yaml(added, indent + 2)
    elif isinstance(listing, yaml_tree.Sequence) and content[listing.span.start] != "[":
        yield from _in_block(content, listing, added, last=last)
    elif isinstance(listing, yaml_tree.Sequence):
        yield _in_brackets(content, listing, added, indent, alone=not in_flow)


def _in_block(
    content: str, listing: yaml_tree.Sequence, added: Sequence[Fields], *, last: bool
) -> Iterator[tuple[int, int, str]]:
    column = listing.span.column - 1
    keys = listing.items[-1].span.column - 1
    width = keys - column if column < keys <= column + 8 else 2
    apart = _stand_apart(content, listing)
    for place in _places(content, listing.items[-1].span.end, last=last):
        new = sources_as_yaml(added, column, width, apart=apart)
        yield place, place, _after(content, place) + new


def _in_brackets(
    content: str, listing: yaml_tree.Sequence, added: Sequence[Fields], indent: int, *, alone: bool
) -> tuple[int, int, str]:
    """After the last item in brackets; but where `[]` stands alone, it gives way to items on the lines below."""
    start, end = listing.span.start, listing.span.end
    gap = "\n" + " " * (indent + 2)
    items = f",{gap}".join(json.dumps(fields, ensure_ascii=False) for fields in added)
    if listing.items:
        place = listing.items[-1].span.end
        return place, place, f",{gap}{items}"
    if not alone:
        return start + 1, start + 1, f"{gap}{items}\n{' ' * indent}"
    start = len(content[:start].rstrip(" "))
    place = content.find("\n", end) + 1 or len(content)
    rest = content[end:place]  # a comment perhaps, which stays on its line
    return start, place, rest + _after(content, place) + sources_as_yaml(added, indent + 2)


def _places(content: str, end: int, *, last: bool) -> list[int]:
    """Where lines may be added: the end of the file where the list is its last key; after the last line of the list."""
    line = content.find("\n", end) + 1 or len(content)
    following = re.compile(r"^(?!#)\S", re.MULTILINE).search(content, line)
    before_next = following.start() if following else len(content)
    return list(dict.fromkeys([len(content), line, before_next] if last else [line, before_next]))


def _after(content: str, place: int) -> str:
    return "\n" if place and content[place - 1] != "\n" else ""


def _stand_apart(content: str, listing: yaml_tree.Sequence) -> bool:
    """Whether the author leaves an empty line between two sources; where there is one only, we do."""
    if len(listing.items) < 2:  # noqa: PLR2004  two make a habit
        return True
    one, other = listing.items[-2:]
    return "\n\n" in re.sub(r"[ \t]+", "", content[one.span.end : other.span.start])


def _in_bytes(data: bytes, text: Text, start: int, end: int, words: str) -> bytes:
    """The file with the change made to its own bytes: a mark of byte order and its line ends stay as they are."""
    raw = data.decode("utf-8")
    mark = len(raw) - len(raw.removeprefix("\ufeff"))
    folded: list[int] = []  # where in the text a line ends that ends in two characters in the file
    at = 0
    for part in raw[mark:].split("\r\n")[:-1]:
        at += len(part)
        folded.append(at)
        at += 1
    first, second = (mark + place + sum(1 for ending in folded if ending < place) for place in (start, end))
    if len(folded) * 2 > text.content.count("\n"):
        words = words.replace("\r\n", "\n").replace("\n", "\r\n")
    return (raw[:first] + words + raw[second:]).encode("utf-8")
