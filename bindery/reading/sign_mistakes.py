"""Finds wrong signs between a key and its value: odd spaces, tabs, other colons, and a colon or space left out."""

from __future__ import annotations

import re
import unicodedata

from bindery.reading.field_tree import known_keys
from bindery.reading.syntax_stop import Mistake, SyntaxStop
from bindery.reading.written_lines import ODD_SPACES, WrittenLine, line_above
from bindery.text.problems import Problem
from bindery.text.span import Span

_COLON = "B032"
_ODD = re.compile(
    rf"^[ \t]*(?:-[ ]+)*(?:(?P<indent>[{ODD_SPACES}])|-(?P<dash>[{ODD_SPACES}])"
    rf"|[\w-]+(?P<before>[{ODD_SPACES}]) *:|[\w-]+:(?P<after>[{ODD_SPACES}]))"
)
_ODD_RUN = re.compile(rf"[{ODD_SPACES}]+")
_PLACES = {
    "indent": "in the indentation of this line",
    "dash": "after the hyphen",
    "before": "before the colon",
    "after": "after the colon",
}
_NO_SPACE = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s:/][^\n]*)")
_WIDE_COLON = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*(?P<colon>[：﹕︓∶꞉])\s*(?P<value>[^\n]*)")
_EQUALS = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*(?P<sign>=>?|->|→)\s*(?P<value>[^\n]+)")
_NO_COLON = re.compile(r"(?P<key>[A-Za-z_][\w-]*)(?P<end> +| *;|$)(?P<value>[^\n]*)")


def odd_space(stop: SyntaxStop) -> Problem | None:
    """A space that only looks like one, where YAML needs a space."""
    for line in stop.suspects():
        if found := odd_space_in(line):
            return found
    return None


def odd_space_in(line: WrittenLine) -> Problem | None:
    """The problem that a line has an odd space where YAML needs a space; None when it has none there."""
    match = _ODD.match(line.words)
    if not match or not match.lastgroup:
        return None
    start = match.start(match.lastgroup)
    run = _ODD_RUN.match(line.words, start)
    end = run.end() if run else start + 1
    return odd_space_problem(line.span(start, end), _PLACES[match.lastgroup])


def odd_space_problem(span: Span, place: str) -> Problem:
    """The problem of odd spaces.

    Args:
        span: the odd spaces.
        place: where they are, in words.
    """
    number = span.end - span.start
    name, code = (
        unicodedata.name(span.content[0], "invisible character").lower(),
        f"U+{ord(span.content[0]):04X}",
    )
    what = f"{number} {name}s ({code}) are" if number > 1 else f"a {name} ({code}) is"
    return Problem(
        "B024",
        f"{what} {place}",
        span,
        help=f"delete {'them' if number > 1 else 'it'}, and type ordinary spaces;"
        " text pasted from Word or the web brings such spaces",
    )


def tab(stop: SyntaxStop) -> Mistake | None:
    """A tab in the indentation, or after a hyphen."""
    for line in stop.suspects():
        at = line.words.find("\t", 0, line.lead)
        if at >= 0:
            return Mistake(
                "a tab is in the indentation of this line",
                line.span(at, at + 1),
                "indent with spaces, not tabs; most editors have a command that replaces tabs with spaces",
            )
    return None


def missing_space(stop: SyntaxStop) -> Problem | None:
    """`key:value` without a space after the colon."""
    for line in stop.suspects():
        match = _NO_SPACE.match(line.words, line.lead)
        if match and match["key"] in known_keys():
            return missing_space_problem(
                line.span(match.start("key"), match.end("key") + 1), match["key"], match["value"]
            )
    return None


def missing_space_problem(span: Span, key: str, value: str) -> Problem:
    """The problem that there is no space between a key with its colon and its value."""
    short = value.strip() if len(value) <= len(value[:40]) else f"{value[:40].rsplit(' ', 1)[0]} …"
    return Problem(
        _COLON,
        f"there is no space after the colon of `{key}`",
        span,
        help=f"write `{key}: {short}`, with a space after the colon",
    )


def item_problem(line: WrittenLine, item: Span, words: str) -> Problem | None:
    """The problem of a list item that is a key and its value, with a wrong sign between them; None for any other.

    Args:
        line: its line.
        item: its place.
        words: its text.
    """
    joined = key_without_space(words)
    if joined and len(joined[0]) > 1:  # `x:1` may be a text
        return missing_space_problem(item, *joined)
    match = _WIDE_COLON.match(words)
    if match and match["key"] in known_keys():
        return _wide_colon_problem(
            match, item.text.span(item.start + match.start("colon"), item.start + match.end("colon"))
        )
    return odd_space_in(line) if re.match(rf"[a-z_]+[{ODD_SPACES}]*:[{ODD_SPACES}]", words) else None


def key_without_space(words: str) -> tuple[str, str] | None:
    """The key and the value of a text such as `claim:hot`, if it is a key of the format with its value."""
    match = _NO_SPACE.fullmatch(words)
    return (match["key"], match["value"]) if match and match["key"] in known_keys() else None


def wide_colon(stop: SyntaxStop) -> Problem | None:
    """A colon of another script, which YAML reads as a letter."""
    for line in stop.suspects():
        match = _WIDE_COLON.match(line.words, line.lead)
        if match and match["key"] in known_keys():
            return _wide_colon_problem(match, line.span(match.start("colon"), match.end("colon")))
    return None


def _wide_colon_problem(match: re.Match[str], span: Span) -> Problem:
    return Problem(
        _COLON,
        f"the colon `{match['colon']}` is not the colon of YAML",
        span,
        help=f"write `{match['key']}:` with the colon of an English keyboard, and a space after it",
    )


def equals_sign(stop: SyntaxStop) -> Mistake | None:
    """`key = value`."""
    for line in stop.suspects():
        match = _EQUALS.match(line.words, line.lead)
        if match and match["key"] in known_keys():
            return Mistake(
                f"`{match['sign']}` does not give a key its value",
                line.span(match.start("sign"), match.end("sign")),
                f"write a colon and a space: `{match['key']}: {match['value'][:40].strip()}`",
            )
    return None


def missing_colon(stop: SyntaxStop) -> Mistake | None:
    """A key without a colon after it."""
    for line in (stop.first, *stop.suspects()):
        match = _NO_COLON.match(line.words, line.lead)
        if match and match["key"] in known_keys() and not line.key:
            return Mistake(
                f"there is no colon after `{match['key']}`",
                line.span(match.start("key"), match.end("key")),
                f"write `{match['key']}:`, then a space and the value; or indent the line if it is part of the text above",
            )
    return None


def text_without_key(stop: SyntaxStop) -> Mistake | None:
    """A line of text where a key or a list item belongs."""
    for line in (stop.first, line_above(stop.line)):
        if line is None or line.key or line.lead != line.indent or not re.match(r"\s*[^\W\d_]", line.words):
            continue
        return Mistake(
            "this line has no key",
            line.words_span(),
            "if it belongs to the text above, indent it like that text; if not, write `key:` and a space before it",
        )
    return None
