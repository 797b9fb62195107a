"""Checks of former ids, which authors list under `was`: each leads to one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.id_checks import RESERVED_SECTIONS
from bindery.evidence.register import written_claims
from bindery.reading.folder_names import RESERVED_SLUGS
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.span import Span


@dataclass(frozen=True)
class _FormerId:
    """A former id as it was written.

    Attributes:
        name: the id.
        owner: the id of the thing that it leads to.
        span: where it was written.
    """

    name: str
    owner: str
    span: Span


def check_former_ids(project: Project, graph: Graph) -> list[Problem]:
    """Errors for former ids that something else has, or that are listed twice."""
    every = {*project.briefings, *project.broken, *project.drafts}
    named = [
        _FormerId(str(old), slug, parsed.document.span("was", number))
        for slug, parsed in project.briefings.items()
        for number, old in enumerate(parsed.briefing.was)
    ]
    problems = list(_problems("briefing", named, {str(slug) for slug in every}, RESERVED_SLUGS))
    problems += _problems("source", _sources(project), set(graph.sources), frozenset({"index"}))
    for parsed in project.briefings.values():
        claims = dict(written_claims(parsed))
        named = [
            _FormerId(str(old), str(claim.id), parsed.document.span(*path, "was", number))
            for path, claim in claims.items()
            for number, old in enumerate(claim.was)
        ]
        problems += _problems("claim", named, {str(claim.id) for claim in claims.values()})
        sections = parsed.briefing.sections
        named = [
            _FormerId(str(old), str(section.id), parsed.document.span("sections", index, "was", number))
            for index, section in enumerate(sections)
            for number, old in enumerate(section.was)
        ]
        problems += _problems("section", named, {str(s.id) for s in sections}, RESERVED_SECTIONS)
    return problems


def _sources(project: Project) -> list[_FormerId]:
    return [
        _FormerId(str(old), str(source.id), document.span("sources", index, "was", number))
        for _, document in project.lists
        for index, source in enumerate(document.value.sources)
        for number, old in enumerate(source.was)
    ]


def _problems(
    noun: str, named: Iterable[_FormerId], living: set[str], reserved: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """The errors in the former ids of one kind of thing.

    Args:
        noun: what the things are called.
        named: the former ids, in the order of the files.
        living: the ids that things of this kind have now.
        reserved: ids that no thing of this kind may have.
    """
    seen: dict[str, _FormerId] = {}
    for former in named:
        first = seen.setdefault(former.name, former)
        if former.name in living or former.name in reserved:
            owner = "this one" if former.name == former.owner else "another one"
            taken = f"{owner} has it now" if former.name in living else "the name is reserved"
            yield Problem(
                "B230",
                f"`{former.name}` cannot be a former id of a {noun}: {taken}",
                former.span,
                help="remove it from `was`: its address is that of another page"
                if owner == "another one"
                else "remove it from `was`, which lists former ids only",
            )
        elif first is not former:
            yield Problem(
                "B231",
                f"the former id `{former.name}` is listed twice",
                former.span,
                help=f"keep it with the {noun} that readers of old links look for",
                related=((first.span, "the other place"),),
            )
