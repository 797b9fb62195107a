"""Converts LaTeX in a field of BibTeX to plain text."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

_DEEPEST = 30  # levels of nested braces
_LONGEST = 10_000  # characters; a longer field is not read as LaTeX
_COMMAND = re.compile(r"\\([A-Za-z]+)")
# In a title these are meant as plain characters, although TeX reads them as commands.
_BARE = re.compile(r"(?<!\\)((?:\\\\)*)([%&#])")
_OWN = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciigrave": "`",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotesingle": "'",
    "textasciiacute": "´",
    "textasciicircum": "^",
    "url": "%s",
    "href": "%(3)s",
    "nolinkurl": "%s",
    "path": "%s",
    "enquote": "“%s”",
    "mkbibquote": "“%s”",
    "mkbibemph": "%s",
}


def decoded(text: str, notes: list[str]) -> str:
    """The text that LaTeX would print, on one line.

    Args:
        text: the text of a field; without LaTeX in it, only its white space changes.
        notes: what could not be read is added here, one sentence each.
    """
    if not re.search(r"[\\{}$~]|--|``|''", text):
        return " ".join(text.split())
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        notes.append("LaTeX that is too long or too deeply nested was left as it is")
        return " ".join(text.split())
    reader, known = _reader()
    unknown = sorted({name for name in _COMMAND.findall(text) if name not in known})
    notes += [f"the LaTeX command `\\{name}` is unknown; check the result" for name in unknown]
    read = None
    with suppress(Exception):  # for hostile text the library may raise anything
        read = reader.latex_to_text(_BARE.sub(r"\1\\\2", text))
    if read is None:
        notes.append("LaTeX that cannot be read was left as it is")
        read = text
    return " ".join(read.split())


@cache
def _reader() -> tuple[Any, frozenset[str]]:
    """The converter, and the names of the commands that it knows."""
    context: Any = get_default_latex_context_db()
    own = [MacroTextSpec(name, simplify_repl=words) for name, words in _OWN.items()]
    context.add_context_category("bindery", macros=own, prepend=True)
    known = frozenset(spec.macroname for spec in context.iter_macro_specs())
    return LatexNodes2Text(latex_context=context, math_mode="text"), known


def _depth(text: str) -> int:
    """How deeply braces are nested in a text."""
    depth = deepest = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
