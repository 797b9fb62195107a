"""What the Markdown of each field may have: a claim is one paragraph without links, footnotes belong into sections."""

from __future__ import annotations

import re

from bindery.model.field_types import Markdown, Statement
from bindery.reading import fault_codes
from bindery.reading.prose import Prose, ProseFault

Path = tuple[str | int, ...]

# Problems of prose that is published; a copy of an earlier edition is only compared with the next one.
NOT_IN_EDITIONS = frozenset(f"B{number}" for number in range(130, 150))
_MARK_OF_NOTE = re.compile(r'<bindery-note n="\d+"')
_HEADING_WITH_ID = re.compile(r'<h[2-6] id="([^"]*)"')
_ONE_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(?:(?!<p[ >]).)*</p>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>|<bindery-ref n="(\d+)"', re.DOTALL)


def field_faults(path: Path, written: Markdown, prose: Prose) -> list[ProseFault]:
    """What is not allowed in the Markdown of a field, though it is in others.

    Args:
        path: where the field is in `briefing.yml`.
        written: its text.
        prose: the same, parsed.
    """
    if "<" not in prose.html:
        return []
    faults: list[ProseFault] = []
    in_section = path[0] == "sections" and "content" in path
    if not in_section and (_MARK_OF_NOTE.search(prose.html)):
        faults.append(
            ProseFault(
                fault_codes.FOOTNOTE,
                "footnotes are read only in the content of a section",
                "[^",
                "write the remark in the text itself, or in a `note`",
            )
        )
    if not in_section and (named := _HEADING_WITH_ID.search(prose.html)):
        faults.append(
            ProseFault(
                fault_codes.HEADING_ID,
                "only headings in the content of a section have an id",
                f"#{named[1]}",
                "delete the id, with its braces",
            )
        )
    if isinstance(written, Statement) and not prose.faults:
        faults += _statement_faults(written, prose)
    return faults


def _statement_faults(written: Markdown, prose: Prose) -> list[ProseFault]:
    """What is wrong with the text of a claim: pages show it as a link, in one line of a list or as a heading."""
    start = " ".join(written.split()[:2])
    if not _ONE_PARAGRAPH.fullmatch(prose.html.strip()):
        remedy = (
            "write one sentence; put lists, tables and further paragraphs into the section or into `note`"
        )
        return [ProseFault(fault_codes.CLAIM_TEXT, "the text of a claim is one paragraph", start, remedy)]
    for match in _LINK.finditer(prose.html):
        if match[1] != match[2]:
            target = match[1] or prose.references[int(match[3])].written
            remedy = "put the link into the claim's `note`, or the address into `sources.yml`"
            return [
                ProseFault(
                    fault_codes.CLAIM_TEXT,
                    "the text of a claim has no links, because it is one itself",
                    target,
                    remedy,
                )
            ]
    return []


# Markup that no plain text has by chance: marks at both ends of some words.
_MARKUP = re.compile(
    r"(?<![\w*])\*\*(?=[^\s*])[^*]{1,200}(?<=[^\s*])\*\*(?![\w*])"
    r"|(?<![\w~])~~(?=[^\s~])[^~]{1,200}(?<=[^\s~])~~(?![\w~])"
    r"|\[[^\[\]]{1,200}\]\((?:https?:|mailto:|#)[^()\s]*\)"
    r"|(?<!\S)\[\^[^\[\]\s^]{1,40}\]|(?<=\w)\[\^[^\[\]\s^]{1,40}\]"
    r"|<(?P<tag>[A-Za-z][A-Za-z0-9]*)(?: [^<>]*)?>[^<>]{0,200}</(?P=tag)>|<[bh]r ?/?>"
)
_SIGN = re.compile(r"[*~\[<]")
_HIDDEN = re.compile(r"<!--.*?-->", re.DOTALL)
_EXACT = frozenset(
    {"quote", "locator", "cell", "calculation", "x", "value", "shortened", "allow_figures", "words"}
)


def plain_fault(path: Path, text: str) -> ProseFault | None:
    """Markdown or HTML in a field of plain text, which would be shown as typed; None if there is none.

    Args:
        path: where the field is in the file. Fields with the exact words of a source may have anything.
        text: its text.
    """
    if not _SIGN.search(text) or not _EXACT.isdisjoint(map(str, path)):
        return None
    if hidden := _HIDDEN.search(text):
        return _plain(
            hidden[0], "write remarks for yourself as a YAML comment: `# remark` on a line of its own"
        )
    found = _MARKUP.search(text)
    return _plain(found[0], "write the words without the marks") if found else None


def _plain(written: str, remedy: str) -> ProseFault:
    message = f"this field is plain text, so `{written}` would be shown as typed"
    return ProseFault(fault_codes.PLAIN_FIELD, message, written.rstrip(">*~"), remedy)
