"""Parses YAML into a tree of texts, lists and mappings that records where each was written.

Every scalar stays the text that the author typed: only the type of its field converts it. Aliases, anchors, tags, merge
keys, duplicate keys and second documents are errors. The size and the depth of a file are limited before it is parsed
and while the tree is built.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import yaml

from bindery.reading import written_lines
from bindery.reading.file_bytes import MOST_BYTES, decode_text, merge_conflicts
from bindery.reading.lost_words import lost_in_scalar
from bindery.text.characters import forbidden_positions
from bindery.text.problems import MOST_PER_FILE, Problem, too_many
from bindery.text.span import Span, Text

DEEPEST = 50  # levels of nesting; the format needs nine
MOST_NODES = 100_000  # keys, values, lists and mappings in one file; a table of 10,000 values has as many

# The parser of libyaml does not use recursion. PyYAML's own parser is used where libyaml is not installed.
_ENTRY = 3  # depth of an entry in a file: a mapping in a list in a mapping
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A text: a key, a value or a list item.

    Attributes:
        value: the text, without quotation marks.
        span: its place in the file, with quotation marks.
        plain: whether it was written without quotation marks. If so, an empty text means that the value is missing.
    """

    value: str
    span: Span
    plain: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list.

    Attributes:
        items: the items.
        span: its place in the file.
    """

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Mapping:
    """A mapping of keys to values.

    Attributes:
        entries: the keys and their values, in the order of the file. Each key occurs once.
        span: its place in the file.
    """

    entries: tuple[Entry, ...]
    span: Span

    def value(self, key: str) -> Node | None:
        """The value of a key, or None when the mapping does not have the key."""
        return self._by_key[key].value if key in self._by_key else None

    def key(self, key: str) -> Scalar | None:
        """The key as a node, with its place in the file, or None when the mapping does not have the key."""
        return self._by_key[key].key if key in self._by_key else None

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key.value: entry for entry in self.entries}


class Entry(NamedTuple):
    """A key of a mapping and its value."""

    key: Scalar
    value: Node


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]
ParsedYaml = tuple[Node | None, list[Problem]]


def forbidden_characters(text: Text) -> list[Problem]:
    """A problem for each character that can hide, reorder or forge what readers see; at most 20."""
    found = islice(forbidden_positions(text.content), 20)
    return [_forbidden(text.content[at], text.span(at, at + 1)) for at in found]


def _forbidden(char: str, span: Span, *, escaped: bool = False) -> Problem:
    r"""The problem of a character that is not allowed.

    Args:
        char: the character.
        span: where it is, or the text whose escape stands for it.
        escaped: whether an escape such as `\0` stands for it.
    """
    name = unicodedata.name(char, "").lower()
    return Problem(
        "B004",
        f"the character U+{ord(char):04X}{f' ({name})' if name else ''} is not allowed",
        span,
        help="put single quotation marks around the text, or write the backslash twice"
        if escaped
        else "delete it; such a character can hide or reorder what readers see",
    )


def parse_yaml(text: Text) -> ParsedYaml:
    """Parses a YAML file.

    Returns:
        The tree, or None when the file is empty or cannot be parsed, and all problems found. After a syntax error, the
        rest of the file is not read.
    """
    problems = forbidden_characters(text) or list(islice(merge_conflicts(text), MOST_PER_FILE))
    if problems:
        return None, problems
    builder = _Builder(text)
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        from bindery.reading.yaml_errors import syntax_problem  # noqa: PLC0415  needed only for a file that is wrong

        found = syntax_problem(text, error)
        start = found.span.start if found.span else -1
        return None, [*(p for p in builder.problems if p.span and p.span.start != start), found]
    except _StopReadingError as error:
        return None, [*builder.problems, error.problem]
    return node, builder.problems


def values_of_entries(data: bytes) -> list[tuple[str, set[str]]]:
    """The id of each entry of the lists in a file, with all values in the entry: a quick look, before it is read.

    Args:
        data: the file, such as a list of sources; one that is not YAML has no entries.
    """
    try:
        return list(_values_of_entries(yaml.parse(data, Loader=_LOADER)))
    except (yaml.YAMLError, UnicodeError):
        return []


def _values_of_entries(events: Iterator[Any]) -> Iterator[tuple[str, set[str]]]:
    depth = 0
    fields: list[str] = []  # keys and values of the entry that is being read, as they follow each other
    values: set[str] = set()
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth == _ENTRY:
                fields, values = [], set()
            elif depth == _ENTRY + 1:
                fields.append("")
        elif isinstance(event, yaml.CollectionEndEvent):
            named = dict(zip(fields[::2], fields[1::2], strict=False))
            if depth == _ENTRY and "id" in named:
                yield named["id"], values
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            value = getattr(event, "value", "")
            values.add(value)
            if depth == _ENTRY:
                fields.append(value)


def node_at(node: Node | None, path: Path) -> Node | None:
    """The node at a path from this node, or None when there is none.

    Args:
        node: the node at which the path begins.
        path: keys of mappings, and indexes of lists, from 0.
    """
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.value(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


class _StopReadingError(Exception):
    """Stops the reading of a file.

    Attributes:
        problem: the reason.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds the tree from the events of the YAML parser."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.nodes = 0
        self.events: Iterator[Any] = iter(_LOADER(text.content).get_event, None)

    def document(self) -> Node | None:
        """The root of the first document; None when the file is empty. A second document is a problem."""
        found: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report(
                        Problem(
                            "B008",
                            "a second YAML document begins here",
                            self._span(event),
                            help="keep one document per file: delete the `---` line",
                        )
                    )
                    return found
            elif isinstance(event, yaml.NodeEvent):
                found = self.node(event, 1)
        if isinstance(found, Scalar) and found.plain and not found.value:
            return None
        return found

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with this event.

        Args:
            event: an event of the YAML parser.
            depth: how many levels of nesting lead to the node; 1 for the root.
        """
        if depth > DEEPEST:
            message = f"the nesting is deeper than {DEEPEST} levels"
            raise _StopReadingError(
                Problem(
                    "B009",
                    message,
                    self._span(event),
                    help="no briefing needs more than nine levels: look for an extra `[` or `{`",
                )
            )
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"the file has more than {MOST_NODES:,} keys and values"
            remedy = "split the briefing, or remove what readers do not need"
            raise _StopReadingError(Problem("B019", message, self._span(event), help=remedy))
        if event.anchor or event.tag is not None:
            self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):  # most are
            return self._scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        return Scalar(f"*{event.anchor}", self._span(event))  # an alias, already reported

    def _scalar(self, event: Any) -> Scalar:
        """A scalar. Reports forbidden characters from escapes, and words lost as a comment."""
        span = self._span(event)
        plain = event.style not in ("'", '"', "|", ">")
        # The characters of the file are already checked. More can come from escapes in double quotes, such as "\\0".
        has_escapes = event.style == '"' and self.text.content.find("\\", span.start, span.end) >= 0
        escaped = next(forbidden_positions(event.value), None) if has_escapes else None
        if escaped is not None:
            self._report(_forbidden(event.value[escaped], span, escaped=True))
        if plain or has_escapes:
            for lost in lost_in_scalar(span, event.value, event.style):
                self._report(lost)
        return Scalar(event.value, span, plain=plain)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(items), self._span(start, event))
            items.append(item := self.node(event, depth + 1))
            if isinstance(item, Scalar) and item.plain and (":" in item.value or not item.value.isascii()):
                self._check_item(item)
        raise AssertionError("the parser ends every sequence that it begins")  # pragma: no cover

    def _mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(entries.values()), self._span(start, event))
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self._report(
                    Problem(
                        "B010",
                        "a key must be a word",
                        key.span,
                        help="write `key: value`, without brackets or braces around the key",
                    )
                )
                continue
            self._refuse_odd_spaces(key)
            first = entries.get(key.value)
            if first:
                self._report(
                    Problem(
                        "B003",
                        f"the key `{key.value}` appears twice",
                        key.span,
                        help="delete one of the two",
                        related=((first.key.span, "it first appears here"),),
                    )
                )
                continue
            entries[key.value] = Entry(key, value)
        raise AssertionError("the parser ends every mapping that it begins")  # pragma: no cover

    def _check_item(self, item: Scalar) -> None:
        """Reports a list item such as `source:id`, in which the sign between a key and its value is wrong."""
        from bindery.reading import sign_mistakes  # noqa: PLC0415  its models take long to load

        line = written_lines.line_at(self.text, item.span.line)
        found = sign_mistakes.item_problem(line, item.span, item.value)
        if found:
            self._report(found)

    def _refuse_odd_spaces(self, key: Scalar) -> None:
        """Stops at a key that begins or ends with a space that YAML reads as a letter."""
        if key.value.isascii() or key.value == key.value.strip():
            return
        from bindery.reading import sign_mistakes  # noqa: PLC0415  needed only for a file that is wrong

        found = sign_mistakes.odd_space_in(written_lines.line_at(self.text, key.span.line))
        if found:
            raise _StopReadingError(found)

    def _refuse_extras(self, event: Any) -> None:
        """Reports an alias, an anchor or a tag."""
        if isinstance(event, yaml.AliasEvent):
            what, mark = "aliases", f"*{event.anchor}"
        elif event.anchor:
            what, mark = "anchors", f"&{event.anchor}"
        else:
            what, mark = "tags", event.tag
        self._report(
            Problem(
                "B005",
                f"YAML {what} are not allowed: `{mark}`",
                self._span(event),
                help="write the value itself, or put quotation marks around it if it is text",
            )
        )

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) == MOST_PER_FILE:
            raise _StopReadingError(too_many(problem.span))

    def _span(self, event: Any, end_event: Any = None) -> Span:
        """The place from the start of one event to the end of the same or another one, without white space at its end."""
        content = self.text.content
        start, end = event.start_mark.index, min((end_event or event).end_mark.index, len(content))
        while end > start and content[end - 1] in " \n":
            end -= 1
        return Span(self.text, start, end)


__all__ = [
    "DEEPEST",
    "MOST_BYTES",
    "MOST_NODES",
    "Entry",
    "Mapping",
    "Node",
    "ParsedYaml",
    "Path",
    "Scalar",
    "Sequence",
    "decode_text",
    "forbidden_characters",
    "node_at",
    "parse_yaml",
]
