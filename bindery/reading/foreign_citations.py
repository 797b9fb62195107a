"""Citations in the forms of other programs, and slips that look like citations: each is reported with the form to write."""

from __future__ import annotations

import re

from bindery.reading.known_ids import KnownIds
from bindery.reading.prose import ProseFault

FOREIGN = "B393"  # the code of what looks like a citation and is none
_STASHED = "\x02[^\x03]*\x03"  # code, as Python-Markdown keeps it
_FORMS = {
    "LaTeX": r"\\[a-zA-Z]*cite[a-zA-Z]*\*?(?:\[[^\[\]]*\]){0,2}\{(?P<tex>[^{}]*)\}",
    "MyST": rf"\{{cite(?::\w+)*\}}(?={_STASHED})",
    "reStructuredText": rf":cite(?::\w+)*:(?={_STASHED})",
    "Org": r"\[cite(?:/[\w/-]*)?:[^\[\]]*\]",
    "Typst": r"#cite\([^()]*\)",
    "a wiki": r"\{\{[ ]*[Cc]ite[ :|][^{}]*\}\}",
    "Hugo or Jekyll": r"\{[{%<][%< ]*cite\w*[^{}]*\}+",
    "AsciiDoc": r"\bcite:+\[[^\[\]]*\]",
    "Obsidian": r"\[\[[ ]*[@#][^\[\]]*\]\]",
    "a footnote": r"\[\^[ ]*[@#][^\[\]]*\]",
}
_SLIPS = (
    r"\[-?[@#]\s+(?P<spaced>[\w-]+)[^\[\]]*\]",
    r"\[-?@\s*-\s*(?P<dashed>[\w-]+)[^\[\]]*\]",
    r"<@?(?P<angled>[\w-]+)>",
    r"<<(?P<doubled>[\w-]+)>>",
    r"\{@(?P<braced>[\w-]+)\}",
    r"\[(?P<bare>[a-z0-9]+(?:-[a-z0-9]+)+)\](?![(\[:])",
    r"\bcite:(?P<colon>[\w-]+)",
)
PATTERN = "|".join([*_FORMS.values(), *_SLIPS])
_NAMES = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def foreign_citation(match: re.Match[str], written: str, known: KnownIds) -> ProseFault | None:
    """The fault of what looks like a citation; None where it is none.

    Args:
        match: a match of `PATTERN`.
        written: its text, without the marks of the parser.
        known: the ids that may be named.
    """
    slip = next((name for name, text in match.groupdict().items() if name != "tex" and text), "")
    return (
        _slip(slip, match[slip], written, known) if slip else _form(match["tex"] or written, written, known)
    )


def _form(names: str, written: str, known: KnownIds) -> ProseFault:
    """The fault of a citation in the form of another program.

    Args:
        names: the part of it that has the names of sources.
        written: all of it.
        known: the ids that may be named.
    """
    found = _NAMES.findall(names)
    example = "; ".join(f"@{name}" for name in found if name in known.sources) or "@source"
    if re.match(r"\[[\[^][ ]*#", written):
        example = f"#{found[0]}" if found else "#claim"
    message = f"`{written}` is not a citation here"
    return _fault(written, example, message, "put it between backquotes")


def _slip(kind: str, name: str, written: str, known: KnownIds) -> ProseFault | None:
    """The fault of a citation with a slip in it; None where it is none.

    Args:
        kind: the slip: a name of a group of `PATTERN`.
        name: the name of the source or claim.
        written: all of it.
        known: the ids that may be named.
    """
    if kind == "spaced" and "#" in written[:3]:
        message = f"`{written}` has a space in it, so it names no claim"
        return _fault(written, f"#{name}", message) if name in known.claims else None
    loose = kind in ("spaced", "dashed")
    if not (known.looks_like_source(name) if loose else name in known.sources):
        return None
    why = "has a space in it, so it cites nothing" if kind == "spaced" else "cites nothing"
    return _fault(written, f"@{known.meant(name) or name}", f"`{written}` {why}")


def _fault(written: str, example: str, message: str, way: str = "write a backslash before it") -> ProseFault:
    shown = message.replace("\n", " ")
    return ProseFault(FOREIGN, shown, written, f"write `[{example}]`; if it is no citation, {way}")
