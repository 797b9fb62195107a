"""Writes the content of a document, as pandoc's JSON has it, in the Markdown of briefings.

https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html describes the elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Element = dict[str, Any]
_MARKS = {"Emph": "*", "Strong": "**", "Strikeout": "~~", "Superscript": "^", "Subscript": "~"}
# What is markup anywhere. A closing bracket is none without an opening one, and `\[…\]` would be a formula.
_SPECIAL = re.compile(
    r"[\\`*_\[<>^~$|{}]|(?<!\w)@(?=\w)|&(?=#?\w+;)|(?<=([+='%]))\1|[+='%](?=([+='%])(?<=\2\2))"
)
_WITHOUT_BACKSLASH = "'\"?&,;/"
_AT_START = re.compile(r"^(\s*)(#{1,6}|[-+>](?=\s|$)|(\d+)[.)](?=\s)|[-=:.]{2,}|[!?]{3}|:(?=\s))")
_LINKED = re.compile(r"(?:https?|mailto):[^\s<>()\[\]]+", re.IGNORECASE)
_RAISED = frozenset({"Superscript", "Subscript"})
_DELETED = "deletion"
_SPACES = ("Space", "SoftBreak")
_CLOSING = tuple(".,;:!?)”’»")


class MarkdownWriter:
    """Writes Markdown.

    Args:
        cite: writes a citation.
        note: writes a footnote, given its blocks.

    Attributes:
        comments: the comments that were met, as author, day and words.
        images: what pandoc has of the images that were met: attributes, words and target.
        left_out: the kinds of elements that could not be written.
    """

    def __init__(
        self, cite: Callable[[Sequence[Any]], str], note: Callable[[Sequence[Element]], str]
    ) -> None:
        self._block_writers: dict[str, Callable[[Any], str]] = {
            "Para": self._paragraph,
            "Plain": self._paragraph,
            "Header": self._heading,
            "LineBlock": self._lines,
            "CodeBlock": lambda content: _fenced(content[1]),
            "BlockQuote": self._quoted,
            "BulletList": self._bullets,
            "OrderedList": self._numbers,
            "DefinitionList": self._definitions,
            "Div": lambda content: self.blocks(content[1]),
            "Figure": lambda content: self.blocks(content[2]),
            "Table": self._table,
            "HorizontalRule": lambda _: "---",
        }
        self._inline_writers: dict[str, Callable[[Any], str]] = {
            "Str": escaped_text,
            "Space": lambda _: " ",
            "SoftBreak": lambda _: " ",
            "LineBreak": lambda _: "\\\n",
            "Underline": self.inlines,
            "SmallCaps": self.inlines,
            "Quoted": self._quotation,
            "Cite": cite,
            "Note": note,
            "Code": lambda content: f"`{content[1].replace('`', 'ˋ')}`",
            "Link": self._linked,
            "Image": self._image,
            "Span": self._span,
        }
        self.comments: list[tuple[str, str, str]] = []
        self.images: list[Sequence[Any]] = []
        self.left_out: list[str] = []

    def blocks(self, blocks: Sequence[Element]) -> str:
        """Some blocks, with an empty line between two."""
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Element) -> str:
        """A block; empty if it has nothing that can be written."""
        write = self._block_writers.get(block["t"])
        if write is None:
            self.left_out.append(block["t"])
            return ""
        return write(block.get("c"))

    def _paragraph(self, content: Sequence[Element]) -> str:
        return _protected(self.inlines(content).strip())

    def _heading(self, content: Sequence[Any]) -> str:
        words = self.inlines(content[2]).strip()
        return f"{'#' * max(2, content[0])} {words}" if words else ""

    def _lines(self, content: Sequence[Sequence[Element]]) -> str:
        return "\\\n".join(_protected(self.inlines(line).strip()) for line in content)

    def _quoted(self, content: Sequence[Element]) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.blocks(content).split("\n"))

    def _bullets(self, content: Sequence[Sequence[Element]]) -> str:
        return self._items(content, ["- "] * len(content))

    def _numbers(self, content: Sequence[Any]) -> str:
        first = content[0][0]
        return self._items(content[1], [f"{number}. " for number, _ in enumerate(content[1], first)])

    def _items(self, items: Sequence[Sequence[Element]], marks: Sequence[str]) -> str:
        loose = any(len(item) > 1 and item[1]["t"] == "Para" for item in items)
        written = []
        for mark, item in zip(marks, items, strict=True):
            first, *rest = self.blocks(item).split("\n")
            indented = [f"{' ' * len(mark)}{line}".rstrip() for line in rest]
            written.append("\n".join([f"{mark}{first}", *indented]))
        return ("\n\n" if loose else "\n").join(written)

    def _definitions(self, content: Sequence[Any]) -> str:
        return "\n\n".join(
            "\n\n".join([f"**{self.inlines(term).strip()}**", *map(self.blocks, meanings)])
            for term, meanings in content
        )

    def _table(self, content: Sequence[Any]) -> str:
        """A table with one line for each row; a cell that covers several has empty ones after it."""
        _, caption, _, head, bodies, foot = content
        rows = [*head[1], *(row for body in bodies for part in body[2:] for row in part), *foot[1]]
        grid = [self._cells(row) for row in rows]
        width = max(map(len, grid), default=0)
        if not width:
            return ""
        first, *others = [[*row, *[""] * (width - len(row))] for row in grid]
        lines = [first, ["---"] * width, *others]
        title = self.blocks(caption[1])
        table = "\n".join(f"| {' | '.join(row)} |" for row in lines)
        return f"{title}\n\n{table}" if title else table

    def _cells(self, row: Sequence[Any]) -> list[str]:
        cells: list[str] = []
        for _, _, _, columns, blocks in row[1]:
            words = " ".join(self.blocks(blocks).replace("\\\n", " ").split())
            cells += [words, *[""] * (min(columns, 100) - 1)]
        return cells

    def inlines(self, inlines: Sequence[Element]) -> str:
        """Some words."""
        return "".join(map(self._inline, _without_deleted(inlines)))

    def _inline(self, inline: Element) -> str:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind in _MARKS:
            return self._marked(kind, content)
        write = self._inline_writers.get(kind)
        if write is None:
            self.left_out.append(kind)
            return escaped_text(content[1]) if kind == "Math" else ""
        return write(content)

    def _quotation(self, content: Sequence[Any]) -> str:
        opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        return f"{opening}{self.inlines(content[1])}{closing}"

    def _image(self, content: Sequence[Any]) -> str:
        self.images.append(content)
        return ""

    def _linked(self, content: Sequence[Any]) -> str:
        words, target = self.inlines(content[1]).strip(), content[2][0]
        return f"[{words or escaped_text(target)}]({target})" if _LINKED.fullmatch(target) else words

    def _marked(self, kind: str, content: Sequence[Element]) -> str:
        """Words between marks. White space moves out of them, where it would make them plain characters."""
        words = self.inlines(content)
        inner = words.strip()
        if not inner or (kind in _RAISED and any(map(str.isspace, inner))):
            return words
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return f"{before}{_MARKS[kind]}{inner}{_MARKS[kind]}{after}"

    def _span(self, content: Sequence[Any]) -> str:
        (_, classes, pairs), words = content
        said = dict(pairs)
        if "comment-start" in classes:
            self.comments.append((said.get("author", ""), said.get("date", "")[:10], plain_words(words)))
            return ""
        return self.inlines(words)


def _without_deleted(inlines: Sequence[Element]) -> list[Element]:
    """Some words without those that a tracked change deletes, and without the space that was before these."""
    kept: list[Element] = []
    deleted = False
    for inline in inlines:
        if inline["t"] == "Span" and _DELETED in inline["c"][0][1]:
            deleted = True
            continue
        closes = inline["t"] in _SPACES or (inline["t"] == "Str" and inline["c"][:1] in _CLOSING)
        if deleted and closes and kept and kept[-1]["t"] in _SPACES:
            kept.pop()
        deleted = False
        kept.append(inline)
    return kept


def escaped_text(text: str) -> str:
    """A text as Markdown that shows it as it is."""
    parts, at = [], 0
    for match in _LINKED.finditer(text):
        parts += [_as_character(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, _as_character(text[at:])])


def _as_character(text: str) -> str:
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    """A sign after a backslash, or as the number of its character where a backslash has no meaning before it."""
    return f"&#{ord(match[0])};" if match[0] in _WITHOUT_BACKSLASH else f"\\{match[0]}"


def _protected(words: str) -> str:
    """A paragraph none of whose lines is taken for the beginning of a list, a heading or a line."""
    return "\n".join(_AT_START.sub(_escaped_start, line) for line in words.split("\n"))


def _escaped_start(match: re.Match[str]) -> str:
    number = match[3]
    rest = match[2][len(number or "") :]
    first = f"&#{ord(rest[0])};" if rest[0] in _WITHOUT_BACKSLASH else f"\\{rest[0]}"
    return f"{match[1]}{number or ''}{first}{rest[1:]}"


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code}\n{fence}"


def plain_words(inlines: Sequence[Element]) -> str:
    """The words of some elements, without their marks, in one line."""
    return " ".join("".join(_plain(inlines)).split())


def _plain(elements: Any) -> Iterator[str]:
    if isinstance(elements, list):
        for one in elements:
            yield from _plain(one)
    elif isinstance(elements, dict):
        kind = elements.get("t")
        if kind == "Str":
            yield elements["c"]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind == "Span" and _DELETED in elements["c"][0][1]:
            return
        elif kind in ("Code", "Math", "CodeBlock"):
            yield elements["c"][1]
        elif kind == "Note":
            return
        else:
            yield from _plain(elements.get("c"))
            if kind in ("Para", "Plain", "Header"):
                yield " "
