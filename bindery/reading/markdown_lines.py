"""Makes the lines of a Markdown text regular before they are parsed: code, lists, quotations, tables and notes.

Python-Markdown reads the Markdown of 2004. What has become usual since then is rewritten here into what it reads: blocks of
code between fences, lists within lists by two spaces, lists and tables without an empty line before them, `1)`. The rules
are those of CommonMark 0.31; a list within a list may be indented by two spaces or more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bindery.reading import fault_codes
from bindery.reading.markdown_tables import cell_count, cells, is_delimiters
from bindery.reading.prose import ProseFault
from bindery.reading.regular_text import MASKED, PLACE, Code, RegularText

_FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})[ ]*(?P<info>[^`~]*)$")
_LANGUAGE = re.compile(r"\{?[ ]*\.?(?P<name>[A-Za-z0-9_+#.-]+)")
_DIRECTIVE = re.compile(r"\{[\w:-]+\}|\{\{<")
_ITEM = re.compile(r"(?P<mark>[-*+]|[0-9]{1,9}[.)])(?P<gap>[ ]+)(?P<text>\S.*)$")
_TASK = re.compile(r"\[(?P<done>[ xX])\][ ]+(?=\S)")
_RULE = re.compile(r"([-*_])(?:[ ]*\1){2,}[ ]*$")
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\[\]\s^]+)\]:[ ]*(?P<text>.*)$")
_ABBREVIATION = re.compile(r"\*\[(?P<short>[^\[\]]+)\][ ]?:[ ]*(?P<words>.*)$")
_DEFINITION = re.compile(r":[ ]+(?P<text>\S.*)$")
_LONE_SIGN = re.compile(r"#(?![#\s]|$)")
_BROKEN = re.compile(r"(?<!\\)(?:\\\\)*\\$")  # a backslash at the end of a line


class _Line(NamedTuple):
    """A line, or the part of one within a quotation.

    Attributes:
        start: offset of its first character in the source.
        length: how many characters it has in the source.
        text: its characters, with spaces in place of tabs.
    """

    start: int
    length: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def words(self) -> str:
        return self.text.lstrip(" ")

    def cut(self, columns: int) -> _Line:
        """The line without its first columns."""
        return _Line(self.start + columns, max(0, self.length - columns), self.text[columns:])


class _Item(NamedTuple):
    """A list item, definition or anything else that has indented lines below it.

    Attributes:
        column: the column of its mark.
        content: the column of its text.
    """

    column: int
    content: int


def regular_lines(source: str) -> RegularText:
    """Makes the lines of a Markdown text regular."""
    found = RegularText()
    masks: list[tuple[int, int]] = []
    lines: list[_Line] = []
    at = 0
    for written in source.split("\n"):
        lines.append(_Line(at, len(written), written.expandtabs(4)))
        at += len(written) + 1
    found.text = "\n".join(_Walk(found, masks).walk(lines))
    prose: list[str] = []
    at = 0
    for start, end in sorted(masks):
        if start >= at:
            prose += (source[at:start], MASKED * (end - start))
            at = end
    found.prose = "".join([*prose, source[at:]])
    return found


class _Walk:
    """Goes through the lines of a text, of a quotation or of a footnote.

    Attributes:
        made: the regular lines so far.
        items: the items that the line is within, from the outermost.
        blank: whether the line before was empty.
        code: the column at which the lines of an indented block of code begin; -1 outside of one.
        last: what the last line was: `text`, `item`, `table`, or nothing.
        loose: whether the last line belongs to a paragraph that has an empty line before it.
        kinds: whether the last list at each depth was numbered.
        lead: the mark of an item before the next line that is written; may be empty.
        within_list: whether the line before was within an item.
    """

    def __init__(self, found: RegularText, masks: list[tuple[int, int]]) -> None:
        self.found = found
        self.masks = masks
        self.made: list[str] = []
        self.items: list[_Item] = []
        self.blank, self.code, self.last, self.loose = True, -1, "", False
        self.kinds: dict[int, bool] = {}
        self.lead = ""
        self.within_list = False

    def walk(self, lines: Sequence[_Line]) -> list[str]:
        at = 0
        while at < len(lines):
            at = self._step(lines, at)
        return self.made

    def _step(self, lines: Sequence[_Line], at: int) -> int:
        """Reads what begins at a line; returns the number of the line after it."""
        line = lines[at]
        if not line.words:
            self._write("")
            self.blank = True
            return at + 1
        self.within_list = bool(self.items)
        if self.blank or _begins(line.words):
            while self.items and line.indent < self.items[-1].column + 2:
                self.items.pop()
        if self._indented_code(line):
            return at + 1
        self.code = -1
        for read in (self._fence, self._quotation, self._footnote, self._abbreviation, self._item):
            if end := read(lines, at):
                return end
        if not self._definition(line):
            self._text(lines, at)
        self.blank = False
        return at + 1

    def _write(self, words: str) -> None:
        lead = self.lead or " " * 4 * len(self.items)
        self.made.append(f"{lead}{words}" if words else "")
        self.lead = ""

    def _apart(self) -> None:
        """Writes an empty line, if there is none before."""
        if self.made and self.made[-1] and not self.lead:
            self.made.append("")

    def _indented_code(self, line: _Line) -> bool:
        if not self.blank and self.code < 0:
            return False
        depth = 4 * len(self.items) + 4
        least = self.items[-1].content + 4 if self.items else 4
        if self.code < 0:
            if line.indent < (depth if _ITEM.match(line.words) else min(least, depth)):
                return False
            self.code = depth if line.indent >= depth else least
        if line.indent < self.code:
            return False
        self._write(" " * 4 + line.text[self.code :])
        self.masks.append((line.start, line.start + line.length))
        self.blank, self.last = False, ""
        return True

    def _fence(self, lines: Sequence[_Line], at: int) -> int:
        line = lines[at]
        opened = _FENCE.match(line.words)
        if not opened:
            return 0
        marks, info = opened["marks"], opened["info"].strip()
        closing = re.compile(rf"{re.escape(marks[0])}{{{len(marks)},}}[ ]*$")
        end = next((n for n in range(at + 1, len(lines)) if closing.match(lines[n].words)), 0)
        if not end:
            self._fault(
                fault_codes.CODE_BLOCK,
                "this block of code has no end",
                line.words.strip(),
                "write the same marks on a line of their own below the code",
            )
        elif _DIRECTIVE.match(info):
            self._fault(
                fault_codes.OTHER_MARKUP,
                f"`{info.split()[0]}` is a directive of another program, and is not read",
                line.words.strip(),
                "write the name of a language without braces for code; use a `note` block for a remark in a box,"
                " and an `image`, `chart` or `map` block for a picture",
            )
        inner = lines[at + 1 : end or len(lines)]
        text = "\n".join(one.text[min(line.indent, one.indent) :] for one in inner)
        named = _LANGUAGE.match(info)
        self._apart()
        self._write(PLACE.format(f"code{len(self.found.code)}"))
        self.made.append("")
        self.found.code.append(Code(named["name"] if named else "", text))
        last = lines[end] if end else lines[-1]
        self.masks.append((line.start, last.start + last.length))
        self.blank, self.last = True, ""
        return (end or len(lines) - 1) + 1

    def _quotation(self, lines: Sequence[_Line], at: int) -> int:
        if not lines[at].words.startswith(">"):
            return 0
        end = at + 1
        while end < len(lines) and lines[end].words:
            words = lines[end].words
            if not words.startswith(">") and _begins(words):
                break
            end += 1  # a paragraph may go on without the mark
        inner = []
        for line in lines[at:end]:
            body = line.cut(line.indent)
            inner.append(body.cut(1 + body.text.startswith("> ")) if body.text.startswith(">") else body)
        if not self.blank:
            self._apart()
        for words in _Walk(self.found, self.masks).walk(inner):
            self._write(f"> {words}".rstrip(" ") if not words.endswith("  ") else f"> {words}")
        self.blank, self.last = False, ""
        return end

    def _footnote(self, lines: Sequence[_Line], at: int) -> int:
        line = lines[at]
        match = _FOOTNOTE.match(line.words)
        if not match:
            return 0
        end = self._end_of_footnote(lines, at)
        label = match["label"]
        first = line.cut(line.indent + match.start("text"))
        inner = [first, *(one.cut(min(4, one.indent)) for one in lines[at + 1 : end])]
        text = "\n".join(_Walk(self.found, self.masks).walk(inner)).strip("\n")
        if label in self.found.footnotes:
            self._fault(
                fault_codes.FOOTNOTE,
                f"the footnote `[^{label}]` has two texts",
                f"[^{label}]:",
                "give one of them another name, or delete it",
                occurrence=1,
            )
        elif not text.strip():
            self._fault(
                fault_codes.FOOTNOTE,
                f"the footnote `[^{label}]` has no words",
                f"[^{label}]:",
                "write them after the colon",
            )
        self.found.footnotes.setdefault(label, text)
        self._apart()
        self.blank, self.last = True, ""
        return end

    @staticmethod
    def _end_of_footnote(lines: Sequence[_Line], at: int) -> int:
        """The number of the line after a footnote: its further paragraphs are indented."""
        end, blank = at + 1, False
        while end < len(lines):
            line = lines[end]
            if line.words and line.indent < lines[at].indent + 2 and (blank or _begins(line.words)):
                break
            blank = not line.words
            end += 1
        while not lines[end - 1].words:
            end -= 1
        return end

    def _abbreviation(self, lines: Sequence[_Line], at: int) -> int:
        match = _ABBREVIATION.match(lines[at].words)
        if not match:
            return 0
        short, words = match["short"].strip(), match["words"].strip()
        if not words or re.search(r"\[[@#^]", words):
            self._fault(
                fault_codes.ABBREVIATION,
                f"the abbreviation `{short}` {'has a citation' if words else 'has no words'}",
                f"*[{match['short']}]",
                "write what it stands for, in words alone; cite where the text says it",
            )
        self.found.abbreviations[short] = words
        return at + 1

    def _item(self, lines: Sequence[_Line], at: int) -> int:
        line = lines[at]
        match = _ITEM.match(line.words)
        if not match or _RULE.match(line.words):
            return 0
        if not self._make_room(match["mark"]):
            return 0
        mark, text, depth = match["mark"], match["text"], len(self.items)
        self.lead = f"{' ' * 4 * depth}{mark[:-1] + '.' if mark[0].isdigit() else mark} "
        gap = len(match["gap"])
        content = line.indent + len(mark) + (gap if gap < 5 else 1)  # noqa: PLR2004  five spaces would be code
        self.items.append(_Item(line.indent, content))
        if _FENCE.match(text):
            moved = _Line(line.start, line.length, " " * content + text)
            return self._fence([*lines[:at], moved, *lines[at + 1 :]], at)
        if task := _TASK.match(text):
            done = int(task["done"] != " ")
            text = f"{PLACE.format(f'task{done}')} {text[task.end() :]}"
        self._write(self._with_break(text, lines, at))
        self.blank, self.last, self.loose = False, "item", False
        return at + 1

    def _make_room(self, mark: str) -> bool:
        """Writes the empty line that Python-Markdown needs before a list; returns whether a mark begins an item at all.

        Args:
            mark: the mark of the item, such as `-` or `2.`.
        """
        numbered, depth = mark[0].isdigit(), len(self.items)
        after_text = (
            not self.blank and self.last in ("text", "table") and (not self.within_list or self.loose)
        )
        if after_text and numbered and mark[:-1] != "1" and not self.within_list:
            return False  # a year or another number at the beginning of a line
        if after_text or (not self.blank and self.kinds.get(depth, numbered) != numbered):
            self._apart()
        self.kinds = {**{level: kind for level, kind in self.kinds.items() if level < depth}, depth: numbered}
        return True

    def _definition(self, line: _Line) -> bool:
        match = _DEFINITION.match(line.words)
        if not match or self.last not in ("text", "definition"):
            return False
        self._write(f":   {match['text']}")
        self.items.append(_Item(line.indent, line.indent + match.start("text")))
        self.last, self.loose = "definition", False
        return True

    def _text(self, lines: Sequence[_Line], at: int) -> None:
        line = lines[at]
        words = line.words
        if is_delimiters(words) and self.last != "header":
            self._stray_delimiters(lines, at)
        following = lines[at + 1].words if at + 1 < len(lines) else ""
        header = "|" in words and is_delimiters(following) and not is_delimiters(words)
        if header:
            if not self.blank:
                self._apart()
            self._compare_columns(words, following)
        if _LONE_SIGN.match(words):
            words = f"\\{words}"
        self.loose = bool(self.items) and (self.blank or self.loose)
        self._write(self._with_break(words, lines, at))
        in_table = self.last in ("header", "table") and not self.blank
        self.last = "header" if header else "table" if in_table else "text"

    @staticmethod
    def _with_break(words: str, lines: Sequence[_Line], at: int) -> str:
        """A line in which two spaces stand for a backslash at its end: a new line within the paragraph."""
        goes_on = at + 1 < len(lines) and bool(lines[at + 1].words)
        return f"{words[:-1]}  " if goes_on and _BROKEN.search(words) else words

    def _compare_columns(self, header: str, delimiters: str) -> None:
        there, below = len(cells(header)), len(cells(delimiters))
        if there != below:
            self._fault(
                fault_codes.TABLE_ROW,
                f"the heading of this table has {cell_count(there)}, and the line below it {cell_count(below)}",
                delimiters.strip(),
                "write as many groups of hyphens as the table has columns",
            )

    def _stray_delimiters(self, lines: Sequence[_Line], at: int) -> None:
        self._fault(
            fault_codes.TABLE_ROW,
            "this table has no heading above its line of hyphens",
            lines[at].words.strip(),
            "write the names of the columns directly above this line, with `|` between them",
        )

    def _fault(self, code: str, message: str, needle: str, remedy: str, occurrence: int = 0) -> None:
        self.found.faults.append(ProseFault(code, message, needle, remedy, occurrence=occurrence))


def _begins(words: str) -> bool:
    """Whether a line begins something of its own, so that it does not go on with the paragraph before."""
    return bool(
        _ITEM.match(words)
        or _FENCE.match(words)
        or _FOOTNOTE.match(words)
        or _ABBREVIATION.match(words)
        or _DEFINITION.match(words)
        or words.startswith((">", "#"))
    )
