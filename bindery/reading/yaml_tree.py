"""YAML read into plain values that remember where each key and value was written.

Nothing is guessed: every scalar stays the text that the author typed until a field's type reads it.
Aliases, anchors, tags, merge keys and second documents are refused, a key may be written once, and
size and depth are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import yaml

from bindery.text.characters import forbidden_positions
from bindery.text.problems import MOST_PER_FILE, Problem, too_many
from bindery.text.span import Span, Text

MOST_BYTES = 1 << 20  # of one file; the largest briefing that we know has 200 kB
DEEPEST = 50  # levels of nesting; the format needs nine
MOST_NODES = 100_000  # keys, values, lists and mappings of one file; a table of 10,000 values has as many

# The parser of libyaml is a state machine that needs no recursion; the pure one serves where it is not built in.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT_IN_TEXT = re.compile(r"[ \t]+(#[^\s#][^\n]*)")  # a comment is written with a blank after its mark


@dataclass(frozen=True)
class Scalar:
    """A piece of text.

    Attributes:
        value: what it says, without quotes.
        span: where it stands, quotes included.
        plain: whether it was written without quotes, so that nothing at all means a missing value.
    """

    value: str
    span: Span
    plain: bool = False


@dataclass(frozen=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True)
class Mapping:
    """Keys and their values, in the order in which they were written; no key occurs twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def value(self, key: str) -> Node | None:
        """The node under a key, or None."""
        return self._by_key[key][1] if key in self._by_key else None

    def key(self, key: str) -> Scalar | None:
        """The key itself, where it was written, or None."""
        return self._by_key[key][0] if key in self._by_key else None

    @cached_property
    def _by_key(self) -> dict[str, tuple[Scalar, Node]]:
        return {name.value: (name, node) for name, node in self.entries}


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]


def decode_text(path: str, data: bytes) -> tuple[Text | None, list[Problem]]:
    """Bytes of a file as text: UTF-8, a byte order mark dropped, CRLF folded to LF.

    Returns:
        The text, or None with a problem that says why it cannot be read.
    """
    if len(data) > MOST_BYTES:
        return None, [
            Problem(
                "B006",
                f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read",
                path=path,
                help="split the briefing, or move long texts out of it",
            )
        ]
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = data[: error.start].decode("utf-8", "replace")
        place = f"line {read.count(chr(10)) + 1}"
        return None, [
            Problem(
                "B001",
                f"the file is not UTF-8 ({place}, byte {error.start})",
                path=path,
                help="save it as UTF-8; in most editors: File, Save with encoding",
            )
        ]
    return Text(path, content.replace("\r\n", "\n")), []


def forbidden_characters(text: Text) -> list[Problem]:
    """A problem for each character that can hide, reorder or forge what a reader sees; at most 20."""
    found = islice(forbidden_positions(text.content), 20)
    return [_forbidden(text.content[at], text.span(at, at + 1)) for at in found]


def _lost_words(span: Span) -> Problem:
    return Problem(
        "B018",
        "these words are lost: after a blank, `#` begins a comment",
        span,
        severity="warning",
        help="put quotes round the whole text; or, for a comment, write a blank after the `#`",
    )


def _forbidden(char: str, span: Span) -> Problem:
    return Problem(
        "B004",
        f"the character U+{ord(char):04X} may not stand in a briefing",
        span,
        help="delete it; control and direction characters make reviewers see other text than is there",
    )


def parse_yaml(text: Text) -> tuple[Node | None, list[Problem]]:
    """The text as a tree of nodes.

    Returns:
        The tree, or None when nothing could be read, and every problem on the way. After a syntax
        error the rest of that file is not read.
    """
    problems = forbidden_characters(text)
    if problems:
        return None, problems
    builder = _Builder(text)
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(text, error)]
    except _TooMuchError as error:
        return None, [*builder.problems, error.problem]
    return node, builder.problems


def node_at(node: Node | None, path: Path) -> Node | None:
    """The node at a path, or None when the path leads nowhere."""
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.value(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


class _TooMuchError(Exception):
    """The rest of the file is not read; it holds the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self.nodes = 0
        self.events: Iterator[Any] = yaml.parse(text.content, Loader=_LOADER)

    def document(self) -> Node | None:
        """The only document of the stream; None when it is empty."""
        found: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._tell(
                        Problem(
                            "B008",
                            "a second YAML document begins here",
                            self._span(event),
                            help="keep one document a file; delete the `---` line",
                        )
                    )
                    return found
            elif isinstance(event, yaml.NodeEvent):
                found = self.node(event, 1)
        if isinstance(found, Scalar) and found.plain and not found.value:
            return None
        return found

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with this event."""
        if depth > DEEPEST:
            message = f"the nesting is deeper than {DEEPEST} levels"
            raise _TooMuchError(
                Problem(
                    "B009",
                    message,
                    self._span(event),
                    help="a briefing needs nine levels; look for a stray `[` or `{`",
                )
            )
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"the file holds more than {MOST_NODES:,} keys and values"
            remedy = "split the briefing, or leave out what no reader needs"
            raise _TooMuchError(Problem("B019", message, self._span(event), help=remedy))
        self._refuse_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        return Scalar(f"*{event.anchor}", self._span(event))  # an alias, refused above

    def _scalar(self, event: Any) -> Scalar:
        span = self._span(event)
        plain = event.style not in ("'", '"', "|", ">")
        # The characters of the file were looked at; others come about where they are written as escapes, such as "\\0".
        may_hide = event.style == '"' and self.text.content.find("\\", span.start, span.end) >= 0
        escaped = next(forbidden_positions(event.value), None) if may_hide else None
        if escaped is not None:
            self._tell(_forbidden(event.value[escaped], span))
        lost = _COMMENT_IN_TEXT.match(self.text.content, span.end) if plain and event.value else None
        if lost:
            self._tell(_lost_words(self.text.span(lost.start(1), lost.end(1))))
        return Scalar(event.value, span, plain=plain)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(items), self._span(start, event))
            items.append(self.node(event, depth + 1))
        raise AssertionError("the parser ends every sequence that it begins")  # pragma: no cover

    def _mapping(self, start: Any, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(entries.values()), self._span(start, event))
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self._tell(
                    Problem(
                        "B010",
                        "a key must be a word",
                        key.span,
                        help="write `key: value`; braces begin a mapping",
                    )
                )
                continue
            first = entries.get(key.value)
            if first:
                self._tell(
                    Problem(
                        "B003",
                        f"the key `{key.value}` is written twice",
                        key.span,
                        help="keep one of the two",
                        related=((first[0].span, "first written here"),),
                    )
                )
                continue
            entries[key.value] = (key, value)
        raise AssertionError("the parser ends every mapping that it begins")  # pragma: no cover

    def _refuse_extras(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            what, mark = "an alias", f"*{event.anchor}"
        elif event.anchor:
            what, mark = "an anchor", f"&{event.anchor}"
        elif event.tag is not None:
            what, mark = "a tag", event.tag
        else:
            return
        self._tell(
            Problem(
                "B005",
                f"{what} (`{mark}`) may not stand in a briefing",
                self._span(event),
                help="write the value itself; or put quotes round it, if it is meant as text",
            )
        )

    def _tell(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) == MOST_PER_FILE:
            raise _TooMuchError(too_many(problem.span))

    def _span(self, event: Any, end_event: Any = None) -> Span:
        start = self.text.offset(event.start_mark.line, event.start_mark.column)
        mark = (end_event or event).end_mark
        end = self.text.offset(mark.line, mark.column)
        while end > start and self.text.content[end - 1] in " \n":
            end -= 1
        return self.text.span(start, end)


# What a parser says, and what an author can do about it.
_REMEDIES = (
    ("mapping values are not allowed", 'put quotes round a value that holds a colon and a blank: "...: ..."'),
    (
        "cannot start any token",
        "put quotes round a value that begins with @, ` or %; indent with blanks, not tabs",
    ),
    ("found a tab character", "indent with blanks, not tabs"),
    ("did not find expected key", "check that the lines of this mapping begin in the same column"),
    ("did not find expected '-' indicator", "check that the items of this list begin in the same column"),
    ("could not find expected ':'", "write `key: value`, or indent the line if it belongs to the one above"),
    ("found unexpected end of stream", "close the quotation mark or bracket that was opened here"),
    (
        "did not find expected ',' or",
        "close the bracket that was opened here, or put single quotes round the whole text",
    ),
    ("found undefined alias", "put quotes round a value that begins with *"),
    ("while scanning an alias", "put quotes round a value that begins with *"),
    ("unknown escape character", "use single quotes, or write \\\\ for a backslash"),
)


# What a parser says at the end of something that was opened and not closed.
_UNCLOSED = ("found unexpected end of stream", "did not find expected ',' or")
# What it says after a text that begins with a sign of its own.
_STRAY = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected node content",
    "did not find expected comment or line break",
    "did not find expected alphabetic",
    "cannot start any token",
)
_BEGINS = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?([\[{\"'*&!@%`>|])")


def _syntax_problem(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    said = f"{error.context or ''} {error.problem or ''}"
    noticed = _place(text, error.problem_mark or error.context_mark)
    begun = _place(text, error.context_mark) if error.context_mark else noticed
    unclosed = any(words in said for words in _UNCLOSED)
    span, other, words = (begun, noticed, "noticed here") if unclosed else (noticed, begun, "it began here")
    return Problem(
        "B002",
        f"this is not YAML: {error.problem or said.strip()}",
        span,
        help=_remedy(said, text.line(span.line)),
        related=((other, words),) if other.line != span.line else (),
    )


def _place(text: Text, mark: Any) -> Span:
    start = text.offset(mark.line, mark.column) if mark else 0
    return text.span(start, start + 1)


def _remedy(said: str, line: str) -> str:
    """What an author can do: most often a text begins with a sign that means something else to YAML."""
    known = next(
        (remedy for words, remedy in _REMEDIES if words in said), "the line above may be where it went wrong"
    )
    begins = _BEGINS.match(line)
    if begins and any(words in said for words in _STRAY):
        return f"put single quotes round the whole text, which begins with {begins.group(1)}; an apostrophe in it is then written twice"
    return known
