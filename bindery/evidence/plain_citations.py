"""Reports citations in fields that are plain text, such as titles: there they would be printed as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bindery.evidence.graph import Graph
from bindery.evidence.register import register_claims
from bindery.reading.citations import begins_citation, bracket_end, may_name_source, name_at
from bindery.reading.known_ids import KnownIds
from bindery.reading.project import Project
from bindery.reading.remarks import with_blank_remarks
from bindery.reading.yaml_tree import Mapping, Node, Scalar, Sequence
from bindery.text.problems import Problem
from bindery.text.span import Span

# Keys whose values are somebody else's words, ids or addresses; checks of their own read the ids.
_NOT_OURS = frozenset(
    {"quote", "cell", "file", "url", "archive", "source", "sources", "origin", "claim", "id"}
)
_OURS_IN_SOURCES = frozenset({"descriptor", "shortened", "method"})  # all else may be copied from the source
_MARK = re.compile(r"\[|@")
_MENTION = re.compile(r"\[#([^\s\[\]]+)\]")


def check_plain_citations(project: Project, graph: Graph) -> list[Problem]:
    """An error (B396) for each citation in a field that is plain text.

    Args:
        project: the briefings and lists of sources.
        graph: the sources.
    """
    known = KnownIds(dict.fromkeys(graph.sources, ""))
    problems: list[Problem] = []
    for parsed in project.briefings.values():
        read = {parsed.document.span(*path).start for path in parsed.prose}
        named = known.with_claims(register_claims(parsed).claims)
        for field in _fields(parsed.document.root, ""):
            if field.span.start not in read:
                problems += _citations(field, named)
    for _, document in project.lists:
        for field in _fields(document.root, "", _OURS_IN_SOURCES):
            problems += _citations(field, known)
    return problems


def _fields(node: Node, key: str, only: Collection[str] = ()) -> Iterator[Scalar]:
    """The values below a node that may be a plain text of the authors and have a mark of a citation in them.

    Args:
        node: the node.
        key: the key whose value it is.
        only: the keys to look at; empty for all but `_NOT_OURS`.
    """
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _fields(entry.value, entry.key.value, only)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _fields(item, key, only)
    elif ("@" in node.value or "[#" in node.value) and (key in only if only else key not in _NOT_OURS):
        yield node


def _citations(field: Scalar, known: KnownIds) -> Iterator[Problem]:
    """The problem of each citation in a field."""
    text, last = with_blank_remarks(field.span.content), 0
    for match in _MARK.finditer(text):
        at = match.start()
        if at < last:
            continue
        if match[0] == "[" and _is_citation(text, at, known):
            last = bracket_end(text, at) or at + 1
        elif match[0] == "@" and may_name_source(text, at):
            found = name_at(text, at, known)
            last = found.end if found and found.name in known.sources else 0
        if last > at:
            yield _not_read(field.span.text.span(field.span.start + at, field.span.start + last))


def _is_citation(text: str, at: int, known: KnownIds) -> bool:
    """Whether a bracket begins a citation, or names a claim of the briefing."""
    mention = _MENTION.match(text, at)
    return mention[1] in known.claims if mention else begins_citation(text, at, known)


def _not_read(place: Span) -> Problem:
    return Problem(
        "B396",
        f"`{' '.join(place.content.split())}` is not read here: this field is plain text",
        place,
        help="cite the source in a text, or under `evidence` or `source`; write the name of its author here",
    )
