"""How problems look: in a terminal, as JSON, for GitHub, as SARIF."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import quote

from bindery import __version__
from bindery.text.problems import _ORDER, Problem, in_order
from bindery.text.span import Span

Format = Literal["text", "json", "github", "sarif"]


_COLOUR: dict[str, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "hint": "\x1b[1;36m"}


_BLUE, _BOLD, _PLAIN = "\x1b[1;34m", "\x1b[1m", "\x1b[0m"


_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


_LONGEST_LINE = 160  # characters of a source line that a message shows


_LONGEST_WORDS = 600  # characters of a message or a remedy that are shown: it may quote what an author wrote


_COMMANDS = re.compile(r"(?<=##)\[|(?<!\S):(?=:)")  # what begins a command in the log of a workflow at GitHub


def printable(text: str) -> str:
    """The text with every control, direction and other invisible character written as `U+XXXX`.

    Everything that comes from input passes here on its way to a terminal or a log, where such
    characters could hide or forge lines. So are the signs by which the log of a workflow knows a command.
    """
    text = _COMMANDS.sub(lambda match: _named(match[0]), text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(_named(c) if unicodedata.category(c) in _INVISIBLE else c for c in text)


def _named(char: str) -> str:
    return f"<U+{ord(char):04X}>"


def _short(words: str) -> str:
    """A message or remedy without the middle of what it quotes, where that is long."""
    half = _LONGEST_WORDS // 2
    return words if len(words) <= _LONGEST_WORDS else f"{words[:half]} … {words[-half:]}"


def printable_lines(text: str) -> str:
    """Several lines, each made printable."""
    return "\n".join(printable(line) for line in text.split("\n"))


def render(problems: Iterable[Problem], form: Format, *, colour: bool = False) -> str:
    """All the problems in one of the four forms, ready to print.

    Args:
        problems: what to print, in any order.
        form: `text` for people, `json` and `sarif` for machines, `github` for workflow annotations.
        colour: whether the text form may use a terminal's colours.
    """
    ordered = [replace(p, message=_short(p.message), help=_short(p.help)) for p in in_order(problems)]
    if form == "json":
        return json.dumps([_as_json(p) for p in ordered], indent=2)
    if form == "sarif":
        return json.dumps(_as_sarif(ordered), indent=2)
    if form == "github":
        return "\n".join(_as_github(p) for p in ordered)
    return "\n\n".join([*(_as_text(p, colour=colour) for p in ordered), summary(ordered)])


def summary(problems: Iterable[Problem]) -> str:
    """One line that counts them: `2 errors, 1 hint`, or `no problems`."""
    return tally(problem.severity for problem in problems)


def tally(severities: Iterable[str]) -> str:
    """The same of problems of which only the severity is known."""
    counts = dict.fromkeys(_ORDER, 0)
    for severity in severities:
        counts[severity] += 1
    said = [f"{n} {word}{'s' if n > 1 else ''}" for word, n in counts.items() if n]
    return ", ".join(said) or "no problems"


def _as_text(problem: Problem, *, colour: bool) -> str:
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
        source, caret = _picture(span)
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


def _picture(span: Span) -> tuple[str, str]:
    """The line of a span and the caret under it; a long line is cut to the part that matters."""
    line, start, end = _cut(span)
    before, marked, _ = source_excerpt(span)
    shown = printable(line[start:end].replace("\t", " "))
    lead = "… " if start else ""
    tail = " …" if end < len(line) else ""
    return lead + shown + tail, " " * _cells(before) + "^" * max(1, _cells(marked))


def source_excerpt(span: Span) -> tuple[str, str, str]:
    """What stands before a span on its line, its own words there, and what follows; printable, and cut likewise."""
    line, start, end = _cut(span)
    column = span.column - 1
    last = column + min(span.width, max(1, end - column))
    parts = (line[start:column], line[column:last], line[last:end])
    before, marked, after = (printable(part.replace("\t", " ")) for part in parts)
    return ("… " if start else "") + before, marked or " ", after + (" …" if end < len(line) else "")


def _cut(span: Span) -> tuple[str, int, int]:
    """The line of a span, and from where to where it is shown."""
    line, column = span.text.line(span.line), span.column - 1
    start = 0 if column < _LONGEST_LINE // 2 else column - _LONGEST_LINE // 4
    return line, start, start + _LONGEST_LINE


def _cells(text: str) -> int:
    """Columns of a terminal that the text takes: none for a combining mark, two for a wide character."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _as_json(problem: Problem) -> dict[str, Any]:
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
    said = problem.message + (f" ({problem.help})" if problem.help else "")
    pairs = ",".join(f"{k}={_github(v, ',:')}" for k, v in values.items() if v)
    return f"::{command} {pairs}::{_github(said)}"


def _github(value: str, also: str = "") -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in also:
        value = value.replace(char, f"%{ord(char):02X}")
    return printable(value)


def _as_sarif(problems: list[Problem]) -> dict[str, Any]:
    """A SARIF 2.1.0 log: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
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
