"""Formats problems for a terminal, as JSON, as GitHub annotations and as SARIF."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from bindery import __version__
from bindery.text.problems import _ORDER, Problem, sorted_problems
from bindery.text.span import Span

Format = Literal["text", "json", "github", "sarif"]
_COLOUR: dict[str, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "hint": "\x1b[1;36m"}
_BLUE, _BOLD, _PLAIN = "\x1b[1;34m", "\x1b[1m", "\x1b[0m"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
MOST_ALIKE = 10  # problems of one kind that the text format shows
T = TypeVar("T")
_LONGEST_LINE = 160  # characters of an author's line that the text format shows
_LONGEST_WORDS = 600  # characters of a message or help that are shown; it may quote an author's text
_COMMANDS = re.compile(r"(?<=##)\[|(?<!\S):(?=:)")  # the beginning of a GitHub workflow command


def printable(text: str) -> str:
    """The text with every control, direction and other invisible character written as `<U+XXXX>`.

    All input is passed through this function before it is printed to a terminal or a log, where such characters
    could hide or forge lines. The characters that begin a GitHub workflow command are replaced too.
    """
    text = _COMMANDS.sub(lambda match: _code_point(match[0]), text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_code_point(c) if unicodedata.category(c) in _INVISIBLE else c for c in text)


def _code_point(char: str) -> str:
    """The character as its code point: `<U+202E>`."""
    return f"<U+{ord(char):04X}>"


def _shorten(words: str) -> str:
    """A message or help text, with its middle cut out where it is too long."""
    half = _LONGEST_WORDS // 2
    return words if len(words) <= _LONGEST_WORDS else f"{words[:half]} … {words[-half:]}"


def printable_lines(text: str) -> str:
    """The same as `printable` for a text of several lines."""
    return "\n".join(printable(line) for line in text.split("\n"))


def render(problems: Iterable[Problem], form: Format, *, colour: bool = False, every: bool = False) -> str:
    """The problems in one of the four formats, ready to print.

    The text format has errors first, and only the first of many problems of one kind. The others have all problems by
    file and place.

    Args:
        problems: what to print, in any order.
        form: `text` for people, `json` and `sarif` for programs, `github` for workflow annotations.
        colour: whether the text format uses ANSI colours.
        every: whether the text format has all problems of each kind.
    """
    found = sorted_problems(problems)
    if form == "text":
        found.sort(key=lambda problem: _ORDER[problem.severity])
        shown, more = (found, []) if every else most_alike(found, lambda problem: problem.code)
        parts = [_as_text(problem, colour=colour) for problem in map(_shortened, shown)]
        return "\n\n".join([*parts, *(["\n".join(more)] if more else []), summary(found)])
    ordered = [_shortened(problem) for problem in found]
    if form == "json":
        return json.dumps([_as_json(p) for p in ordered], indent=2)
    if form == "sarif":
        return json.dumps(_as_sarif(ordered), indent=2)
    return "\n".join(_as_github(p) for p in ordered)


def most_alike(items: Iterable[T], kind: Callable[[T], str]) -> tuple[list[T], list[str]]:
    """The first ten items of each kind, and for each kind that has more a line that counts them.

    Args:
        items: the items, in order.
        kind: the kind of an item, in words that can follow `230 more of`.
    """
    counts: Counter[str] = Counter()
    shown = []
    for item in items:
        name = kind(item)
        counts[name] += 1
        if counts[name] <= MOST_ALIKE:
            shown.append(item)
    return shown, [
        f"and {number - MOST_ALIKE:,} more of {name}; `bindery check --all` shows them"
        for name, number in counts.items()
        if number > MOST_ALIKE
    ]


def _shortened(problem: Problem) -> Problem:
    return replace(problem, message=_shorten(problem.message), help=_shorten(problem.help))


def summary(problems: Iterable[Problem]) -> str:
    """The number of problems of each severity: `2 errors, 1 hint`, or `no problems`."""
    return tally(problem.severity for problem in problems)


def tally(severities: Iterable[str]) -> str:
    """The same as `summary`, from the severity of each problem."""
    counts = dict.fromkeys(_ORDER, 0)
    for severity in severities:
        counts[severity] += 1
    parts = [f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts.items() if n]
    return ", ".join(parts) or "no problems"


def _as_text(problem: Problem, *, colour: bool) -> str:
    """The lines for a problem, in the manner of the Rust compiler: message, line with carets, notes, help."""

    def paint(style: str, text: str) -> str:
        return f"{style}{text}{_PLAIN}" if colour else text

    head = paint(_COLOUR[problem.severity], f"{problem.severity}[{problem.code}]")
    lines = [f"{head}{paint(_BOLD, ': ' + printable(problem.message))}"]
    gutter = len(str(problem.span.line)) if problem.span else 0
    bar = paint(_BLUE, " " * gutter + " |")
    if problem.span:
        span = problem.span
        lines.append(
            f"{' ' * gutter}{paint(_BLUE, '-->')} {printable(span.text.path)}:{span.line}:{span.column}"
        )
        source, caret = _line_and_caret(span)
        lines += [
            bar,
            f"{paint(_BLUE, f'{span.line} |')} {source}".rstrip(),
            f"{bar} {paint(_COLOUR[problem.severity], caret)}",
            bar,
        ]
    elif problem.path:
        lines.append(f"{paint(_BLUE, '-->')} {printable(problem.path)}")
    for place, words in problem.related:
        where = f"{place.text.path}:{place.line}:{place.column}"
        lines.append(f"{' ' * gutter} {paint(_BLUE, '=')} note: {printable(words)}: {printable(where)}")
    for number, line in enumerate(problem.help.splitlines()):
        mark = f"{paint(_BLUE, '=')} help:" if number == 0 else "       "
        lines.append(f"{' ' * gutter} {mark} {printable(line)}")
    return "\n".join(lines)


def _line_and_caret(span: Span) -> tuple[str, str]:
    """The line of a span and the carets below it. A long line is cut to the part around the span."""
    line, start, end = _cut(span)
    before, marked, _ = source_excerpt(span)
    shown = printable(line[start:end].replace("\t", " "))
    lead = "… " if start else ""
    tail = " …" if end < len(line) else ""
    return lead + shown + tail, " " * _terminal_columns(before) + "^" * max(1, _terminal_columns(marked))


def source_excerpt(span: Span) -> tuple[str, str, str]:
    """The text before a span on its first line, the text of the span there, and the text after it.

    All three are printable. A long line is cut to the part around the span.
    """
    line, start, end = _cut(span)
    column = span.column - 1
    last = column + min(span.width, max(1, end - column))
    parts = (line[start:column], line[column:last], line[last:end])
    before, marked, after = (printable(part.replace("\t", " ")) for part in parts)
    return ("… " if start else "") + before, marked or " ", after + (" …" if end < len(line) else "")


def _cut(span: Span) -> tuple[str, int, int]:
    """The line of a span, and the columns from and up to which it is shown, counted from 0."""
    line, column = span.text.line(span.line), span.column - 1
    start = 0 if column < _LONGEST_LINE // 2 else column - _LONGEST_LINE // 4
    return line, start, start + _LONGEST_LINE


def _terminal_columns(text: str) -> int:
    """How many terminal columns the text takes: none for a combining mark, two for a wide character."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _as_json(problem: Problem) -> dict[str, Any]:
    """A problem as a value for JSON, without keys for a place when the place is not known."""
    place = _place(problem.span)
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "path": problem.file,
        **place,
        "help": problem.help,
        "related": [{"message": words, "path": s.text.path, **_place(s)} for s, words in problem.related],
    }


def _place(span: Span | None) -> dict[str, int]:
    """Line and columns of a span, from 1, for JSON."""
    if span is None:
        return {}
    return {"line": span.line, "column": span.column, "end_column": span.column + span.width}


def _as_github(problem: Problem) -> str:
    """A GitHub Actions workflow command.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    command = {"error": "error", "warning": "warning", "hint": "notice"}[problem.severity]
    values = {"file": problem.file, "title": problem.code}
    if problem.span:
        values |= {
            "line": str(problem.span.line),
            "col": str(problem.span.column),
            "endColumn": str(problem.span.column + problem.span.width),
        }
    message = problem.message + (f" ({problem.help})" if problem.help else "")
    pairs = ",".join(f"{k}={_github_escaped(v, ',:')}" for k, v in values.items() if v)
    return f"::{command} {pairs}::{_github_escaped(message)}"


def _github_escaped(value: str, also: str = "") -> str:
    """A value of a workflow command, with `%`, line ends and the characters of `also` escaped."""
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in also:
        value = value.replace(char, f"%{ord(char):02X}")
    return printable(value)


def _as_sarif(problems: list[Problem]) -> dict[str, Any]:
    """The problems as a SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
    level = {"error": "error", "warning": "warning", "hint": "note"}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "bindery",
                        "version": __version__,
                        "rules": [{"id": code} for code in sorted({p.code for p in problems})],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": p.code,
                        "level": level[p.severity],
                        "message": {"text": p.message + (f"\n{p.help}" if p.help else "")},
                        "locations": _sarif_places(p),
                    }
                    for p in problems
                ],
            }
        ],
    }


def _sarif_places(problem: Problem) -> list[dict[str, Any]]:
    """The `locations` of a SARIF result; empty when the problem has no file."""
    if not problem.file:
        return []
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.file, errors="surrogateescape")}}
    if problem.span:
        span = problem.span
        place["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": span.column + span.width,
        }
    return [{"physicalLocation": place}]
