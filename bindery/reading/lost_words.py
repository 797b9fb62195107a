"""Finds words and breaks that an author typed and that YAML does not keep: comments, folded lists and blank lines, escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bindery.text.problems import Problem
from bindery.text.span import Span

# A comment after a text. Without a space after its `#` it is probably meant as text.
_COMMENT = re.compile(r"[ \t]+(#(\s?)[^\n]*)")
_ITEM = re.compile(r"\n[ \t\u00a0\u3000]*(- [^\n]*)")
_PAIRS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‹": "›"}  # quotation marks
_LIST_LINE = re.compile(r"[-*+] +\S")
_BLANK_LINE = re.compile(r"\n[ \t]*\n[ \t]*(?=\S)")
_NEW_SENTENCE = re.compile(r"[.!?。؟।][\])\"'”’»*_]*\n[ \t]*\n[ \t]*(?=[^\W\d_])")
# In double quotation marks: the path of a file on Windows, or a command of LaTeX, that begins an escape by chance.
_ESCAPED_WORD = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]:\\[nt_ ]|\\\\[A-Za-z][\w.-]*\\[nt_]|(?<!\\)(?:\\\\)*(?:\\t(?=au|heta|ext|imes|ilde)|\\n(?=abla|eq\b|u\b|ot\b))"
)
# One of these is in each, and is found quickly.
_MAY_BE_ESCAPED = re.compile(r":\\[nt_ ]|\\(?:\\|t[ahei]|n[aueo])")


def lost_in_scalar(span: Span, value: str, style: str | None) -> Iterator[Problem]:
    """The problems of a key or value of which YAML does not keep all that was typed.

    Args:
        span: where it is written.
        value: its text.
        style: `'`, `"`, `|` or `>`; another value when it has no quotation marks.
    """
    if style == '"':
        yield from _escapes(span)
    if not value or style in ("'", '"', "|", ">"):
        return
    content = span.text.content
    lost = _COMMENT.match(content, span.end)
    if lost and not lost[2] and len(lost[1]) > 1:
        yield _lost_words(span.text.span(*lost.span(1)))
    elif lost and " " in value and lost[1].strip("# \t"):
        yield _comment_after_text(span.text.span(*lost.span(1)))
    if content.find("\n", span.start, span.end) >= 0:
        for item in _ITEM.finditer(content, span.start, span.end):
            if not _within_quotation(content[span.start : item.start()], content[item.start() : span.end]):
                yield _item_in_text(span.text.span(*item.span(1)))


def _within_quotation(before: str, after: str) -> bool:
    """Whether a place is within quotation marks or a citation: a program broke the line at a dash of a quotation."""
    if before.rfind("[@") > before.rfind("]") and "]" in after:
        return True
    if before.count('"') % 2 and '"' in after:
        return True
    return any(
        before.rfind(opening) > max(map(before.rfind, closing)) and any(mark in after for mark in closing)
        for opening, closing in _PAIRS.items()
    )


def lost_breaks(span: Span, value: str) -> Iterator[Problem]:
    """The problems of a Markdown text whose blank lines or list items YAML joins: after `>`, or without quotation marks.

    Args:
        span: where it is written.
        value: its text.
    """
    written = span.content
    if "\n" not in written or written.startswith("|"):
        return
    # Programs write a single line break within quotation marks as a blank line; a new sentence is a new paragraph.
    blank = _NEW_SENTENCE if written[0] in "'\"" else _BLANK_LINE
    if "\n\n" not in value and (match := blank.search(written)):
        first = span.start + match.end()
        yield _joined(
            span.text.span(first, _line_end(span, first)), "this paragraph is joined to the one above it"
        )
    if not written.startswith(">"):
        return
    lines = written.split("\n")
    least = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    at = span.start + len(lines[0]) + 1
    for before, line in pairwise(lines[1:]):
        at += len(before) + 1
        if before.strip() and _indent(before) == _indent(line) == least and _LIST_LINE.match(line.lstrip()):
            first = at + least
            yield _joined(
                span.text.span(first, at + len(line)), "this list item is joined to the line above it"
            )
            return


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _line_end(span: Span, start: int) -> int:
    end = span.text.content.find("\n", start, span.end)
    return span.end if end < 0 else end


def _escapes(span: Span) -> Iterator[Problem]:
    content = span.text.content
    if not _MAY_BE_ESCAPED.search(content, span.start, span.end):
        return
    for match in _ESCAPED_WORD.finditer(content, span.start, span.end):
        at = match.end() - 2
        yield Problem(
            "B033",
            f"`{content[at : match.end()]}` is lost: between double quotation marks, it means white space",
            span.text.span(at, match.end()),
            severity="warning",
            help="put single quotation marks around the text, or write the backslash twice",
        )


def _lost_words(span: Span) -> Problem:
    return Problem(
        "B018",
        "these words are lost: `#` after a space begins a comment",
        span,
        severity="warning",
        help="put quotation marks around the whole text; for a comment, write a space after the `#`",
    )


def _comment_after_text(span: Span) -> Problem:
    return Problem(
        "B028",
        "what follows `#` is a comment, and readers will not see it",
        span,
        severity="hint",
        help="if it is part of the text, put quotation marks around the whole text; if not, write it on a line of its own",
    )


def _item_in_text(span: Span) -> Problem:
    return Problem(
        "B027",
        "this line is read as part of the text above it, not as an item of a list",
        span,
        severity="warning",
        help="begin its `-` in the column of the other items; if it is text, write `|` after the key, and all of it below",
    )


def _joined(span: Span, message: str) -> Problem:
    return Problem(
        "B030",
        message,
        span,
        severity="warning",
        help="write `|` after the key, and the whole text indented below it: then line breaks are kept",
    )
