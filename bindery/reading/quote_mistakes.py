"""Finds texts that need quotation marks, and quotation marks and brackets that are not closed."""

from __future__ import annotations

import re

from bindery.reading.field_tree import known_keys
from bindery.reading.syntax_stop import Mistake, SyntaxStop
from bindery.reading.written_lines import WrittenLine, example, line_above, quoted
from bindery.text.span import Span

_MARKED = '"…"'  # in place of an example that would be too long
_WHOLE = "put single quotation marks around the whole text; write any apostrophe in it twice"
_COLON = re.compile(r"(?:^|(?<=[\s{,]))([A-Za-z_][\w-]*): +")
_TLP = re.compile(r"TLP *: *[A-Z+]+", re.IGNORECASE)
_CURLY = re.compile("[“”„‟«»‘’‚‹›「」『』＂]")
_COMMENT = re.compile(r"(?<=[^\s:])[ \t]+#")
_COMMENT_IN_BRACKETS = re.compile(r"[\s\[{,]#")
_KEY_LINE = re.compile(r"\n[ ]*(?:- +)*[A-Za-z_][\w-]*:(?: |\n|$)")
# Messages that a text without quotation marks can cause when it begins with a character that has a meaning in YAML.
_SPECIAL_FIRST = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected node content",
    "did not find expected comment or line break",
    "did not find expected alphabetic",
    "did not find expected tag URI",
    "did not find URI escaped octet",
    "did not find expected whitespace or line break",
    "found undefined tag handle",
    "found undefined alias",
    "while scanning an alias",
    "while scanning a block scalar",
    "cannot start any token",
    "block sequence entries are not allowed",
)
_FIRST = re.compile(r"""[\[{"'*&!@%`>|,?\]}]|-(?= )""")


def colon_in_text(stop: SyntaxStop) -> Mistake | None:
    """A colon and a space within a text, or two lines that were joined."""
    if not stop.says("mapping values are not allowed"):
        return None
    line, column = stop.line, stop.column
    before = list(_COLON.finditer(line.words, 0, column))
    if not before:
        return None
    key, start = before[-1][1], before[-1].end()
    inside = bool(re.search(r"[{\[]", line.words[:start]))
    value = line.words[start:].strip()
    if match := _TLP.match(value):
        label = match[0].upper().replace(" ", "")
        return Mistake(
            "there is a space within the label",
            line.span(start, start + match.end()),
            f"write `{key}: {label}`, without a space after the colon",
        )
    if _CURLY.match(value):
        value = value[:1] + value[1:].strip()
        inner = value[1:-1] if _CURLY.match(value[-1]) else value[1:]
        return Mistake(
            f"{value[0]} is not a quotation mark to YAML, so the colon after it begins a value",
            line.span(start, start + 1),
            f"put straight quotation marks around the whole text: {example(quoted(inner), f'{key}: ') or _MARKED}",
        )
    word = re.search(r"(?:^|\s)([A-Za-z_][\w-]*)$", line.words[start:column])
    if word and word[1] in known_keys():
        return Mistake(
            f"`{word[1]}:` is on the line of `{key}`",
            line.span(start + word.start(1), column + 1),
            f"begin a new line before `{word[1]}:`; or, if it is part of the text, put quotation marks around the text",
        )
    shown = "" if inside else example(quoted(value), f"{key}: ")
    return Mistake(
        "a colon and a space are within this text, which has no quotation marks",
        line.span(column, column + 1),
        f"put quotation marks around the whole text: {shown or _MARKED}",
    )


def backslash(stop: SyntaxStop) -> Mistake | None:
    r"""A backslash in double quotation marks that gives the letter after it a meaning: `\U`, `\d`."""
    if not stop.says("unknown escape character", "hexdecimal", "hexadecimal", "Unicode character escape"):
        return None
    at = stop.line.words.rfind("\\", 0, stop.column + 1)
    if at < 0:
        return None
    written = stop.line.words[at : at + 2]
    return Mistake(
        f"`{written}` cannot be read: between double quotation marks, a backslash has a meaning of its own",
        stop.line.span(at, at + 2),
        "put single quotation marks around the text, or write the backslash twice",
    )


def comment_ends_text(stop: SyntaxStop) -> Mistake | None:
    """A text of several lines that a `#` after a space ends too early."""
    if not stop.says("could not find expected ':'", "did not find expected key"):
        return None
    line = stop.first if stop.says("could not find expected ':'") else stop.line
    above = line_above(line)
    if above is None or line.key or line.words.lstrip().startswith(("- ", "#")):
        return None
    match = _COMMENT.search(above.words)
    if match is None or above.value[:1] in ("", '"', "'", "|", ">"):
        return None
    return Mistake(
        "`#` after a space ends the text here, and the text goes on in the next line",
        above.span(match.end() - 1, len(above.words)),
        "write `|` after the key, and the whole text indented below it; or put quotation marks around it",
    )


def quotation(stop: SyntaxStop) -> Mistake | None:
    """A quotation mark that is not closed, closed too early, or followed by words."""
    if stop.says("unexpected end of stream", "document indicator") and stop.says("quoted scalar"):
        return _never_closed(stop.text.span(stop.begun, stop.begun + 1), stop.first)
    last = stop.last_scalar
    if last is None or last[1] not in ("'", '"'):
        return None
    span, mark = last
    between = stop.text.content[span.end : stop.noticed]
    if between.strip(" \t") or stop.noticed < span.end:
        return None
    line = WrittenLine(stop.text, span.line, stop.text.line(span.line))
    if "\n" in span.content:
        if not _KEY_LINE.search(span.content):
            return None
        return _never_closed(stop.text.span(span.start, span.start + 1), line)
    return _words_after(stop, span, mark, line)


def _never_closed(span: Span, line: WrittenLine) -> Mistake:
    """The mistake of a quotation mark that is not closed on its line.

    Args:
        span: the quotation mark.
        line: its line.
    """
    value = line.words[span.column - 1 :].rstrip()
    mark = value[:1]
    escaped = mark == '"' and value.endswith('\\"')
    remedy = (
        "a backslash before a quotation mark makes it part of the text: put single quotation marks around the text"
        if escaped
        else f"write {mark} at the end of the text too, or delete it here"
    )
    return Mistake(f"the quotation mark {mark} is not closed", span, remedy, noticed=True)


def _words_after(stop: SyntaxStop, span: Span, mark: str, line: WrittenLine) -> Mistake | None:
    """The mistake of words after a closing quotation mark.

    Args:
        stop: where the parser stopped.
        span: the quoted text before that place.
        mark: its quotation mark.
        line: its line.
    """
    rest = line.words[stop.column :].strip()
    if stop.line.number != line.number or not rest:
        return None
    where = stop.line.span(stop.column, len(line.words.rstrip()))
    whole = line.words[span.column - 1 :].strip()
    inner = whole[1:-1]
    inside = bool(re.search(r"[{\[]", line.words[: span.column - 1]))
    if whole.endswith(mark) and not inside and len(whole) > 1:
        shown = example(quoted(inner))
        twice = "an apostrophe within single quotation marks is written twice" if mark == "'" else ""
        return Mistake(
            f"the quotation mark {mark} closes the text before this",
            where,
            f"write {shown}" if shown else twice or "put single quotation marks around the whole text",
        )
    shown = example(quoted(whole))
    remedy = f"put quotation marks around the whole text: {shown}" if shown else _WHOLE
    if inside:
        remedy = "write a comma between two items; or put single quotation marks around the whole text"
    return Mistake("these words come after the closing quotation mark", where, remedy)


def bracket(stop: SyntaxStop) -> Mistake | None:
    """A bracket that is opened and not closed, or closed by one of another kind."""
    flow = stop.says("flow sequence", "flow mapping")
    if not (flow or stop.says("did not find expected ',' or")):
        return None
    opened = stop.text.content[stop.begun : stop.begun + 1]
    if opened not in ("[", "{"):
        return None
    closing = {"[": "]", "{": "}"}[opened]
    other = stop.text.content[stop.noticed : stop.noticed + 1]
    here = stop.text.span(stop.begun, stop.begun + 1)
    comment = _COMMENT_IN_BRACKETS.search(stop.first.words, here.column - 1)
    if comment:
        return Mistake(
            f"`#` begins a comment here, so the bracket `{opened}` is not closed",
            stop.first.span(comment.end() - 1, len(stop.first.words)),
            "put quotation marks around the text that has the `#`",
            noticed=True,
        )
    if other in ("[", "{", '"', "'") and stop.text.content[stop.noticed - 1] not in ",:":
        return Mistake(
            f"a text within `{opened}` and `{closing}` may not have {other} unless it is in quotation marks",
            stop.text.span(stop.noticed, stop.noticed + 1),
            "put single quotation marks around the whole text, from its first word to its last",
        )
    if other in ("]", "}") and other != closing:
        return Mistake(
            f"`{opened}` is closed by `{other}`",
            stop.text.span(stop.noticed, stop.noticed + 1),
            f"write `{closing}`, which closes `{opened}`",
        )
    return Mistake(
        f"the bracket `{opened}` is not closed",
        here,
        f"write `{closing}` where it ends; or, if this is text, put single quotation marks around the whole text",
        noticed=True,
    )


def first_character(stop: SyntaxStop) -> Mistake | None:
    """A text that begins with a character that has a meaning in YAML."""
    if not stop.says(*_SPECIAL_FIRST):
        return None
    line = stop.line
    starts = [line.lead, *(match.end() for match in _COLON.finditer(line.words, 0, stop.column + 1))]
    start = max((at for at in starts if at <= stop.column), default=line.lead)
    match = _FIRST.match(line.words, start)
    if match is None:
        return None
    value = line.words[start:].strip()
    before = line.words[line.indent : start]
    shown = "" if re.search(r"[{\[]", line.words[:start]) else example(_single(value), before)
    return Mistake(
        f"a text may not begin with {match[0]} unless it is in quotation marks",
        line.span(start, start + 1),
        f"put single quotation marks around the whole text{f': {shown}' if shown else ''}"
        f"{'; write any apostrophe in it twice' if not shown else ''}",
    )


def _single(words: str) -> str:
    """A text in single quotation marks."""
    return "'" + words.replace("'", "''") + "'"
