"""The words of a text in a file, each with its place in it, so that a text can be found again by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bindery.reading.yaml_tree import Mapping, Node, Scalar, Sequence, parse_yaml
from bindery.text.span import Span, Text

CITATION = "[@]"  # stands for the citations of one place, which a reader sees as numbers
_TOKEN = re.compile(
    r"""(?P<cite>\[[^\[\]]*@[^\[\]]*\])   # [@a, p. 3; @b]
    | (?P<target>\]\([^()\s]*\)|\{\#[^{}]*\})  # where a link leads; the id of a heading
    | (?P<mark>[*_`\[\]|>\\]|^\s*(?:\#{1,6}|[-+]|\d+\.)\s)  # marks of Markdown, which no reader sees
    | (?P<word>[^\W_]+|[^\w\s])""",
    re.VERBOSE | re.MULTILINE,
)
_HEADER = re.compile(r"[|>][0-9+-]*[ \t]*(?:#.*)?\n")  # begins a text that has lines of its own


@dataclass(frozen=True)
class Token:
    """A word or a sign.

    Attributes:
        text: it, or `CITATION`.
        start: where it begins in the text.
        end: where it ends.
    """

    text: str
    start: int
    end: int


def tokens_of(text: str, *, marked: bool = False) -> list[Token]:
    """The words and signs of a text.

    Args:
        text: the text.
        marked: whether it is written in Markdown, whose marks are left out.
    """
    if not marked:
        return [Token(m[0], m.start(), m.end()) for m in re.finditer(r"[^\W_]+|[^\w\s]|_", text)]
    found = []
    for match in _TOKEN.finditer(text):
        if match["cite"]:
            found.append(Token(CITATION, match.start(), match.end()))
        elif match["word"]:
            found.append(Token(match[0], match.start(), match.end()))
    return found


@dataclass(frozen=True)
class Written:
    """A paragraph of a text in a file.

    Attributes:
        file: the file.
        start: where the whole text begins in the file.
        tokens: the words of the paragraph, with their places in the file.
        claim: id of the claim that the text belongs to; empty for none.
    """

    file: Text
    start: int
    tokens: tuple[Token, ...]
    claim: str = ""

    @property
    def line(self) -> int:
        """The line on which the paragraph begins."""
        return self.file.span(self.tokens[0].start, self.tokens[0].end).line


@dataclass(frozen=True)
class WrittenScalar:
    """A text of a file.

    Attributes:
        value: what it says.
        span: its place in the file.
        begin: length of the line that begins a text of several lines; 0 for other texts.
    """

    value: str
    span: Span
    begin: int


def scalars_in(file: Text) -> list[WrittenScalar]:
    """The texts of a YAML file in their order; none if it cannot be read."""
    root, _ = parse_yaml(file)
    return [WrittenScalar(scalar.value, scalar.span, _begin(scalar)) for scalar in _scalars(root)]


def written_in(file: Text) -> list[Written]:
    """The paragraphs of all texts of a YAML file; none if it cannot be read."""
    root, _ = parse_yaml(file)
    claims = root.value("claims") if isinstance(root, Mapping) else None
    owners: dict[int, str] = {}
    for claim in claims.items if isinstance(claims, Sequence) else ():
        name = claim.value("id") if isinstance(claim, Mapping) else None
        if isinstance(name, Scalar):
            owners |= {scalar.span.start: name.value for scalar in _scalars(claim)}
    return [
        paragraph
        for scalar in _scalars(root)
        for paragraph in _paragraphs(file, scalar, owners.get(scalar.span.start, ""))
    ]


def _begin(scalar: Scalar) -> int:
    """Length of the line that begins a text of several lines; 0 for other texts."""
    header = _HEADER.match(scalar.span.content)
    return header.end() if header else 0


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """The texts of a tree in their order, without its keys."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _scalars(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif node is not None:
        yield node


def _paragraphs(file: Text, scalar: Scalar, claim: str) -> Iterator[Written]:
    """The paragraphs of one text: between empty lines, and between items of a list."""
    raw = scalar.span.content
    begin = _begin(scalar)
    start = scalar.span.start
    for match in re.finditer(r"(?:(?!\n[ \t]*(?:\n|[-+*] |\d+\. |#)).)+", raw[begin:], re.DOTALL):
        shift = start + begin + match.start()
        words = [Token(t.text, t.start + shift, t.end + shift) for t in tokens_of(match[0], marked=True)]
        if words:
            yield Written(file, start, tuple(words), claim)
