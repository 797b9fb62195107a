"""Warnings for sources on the web that have no title, and no reason why not."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.model.source import SourceList
from bindery.reading.decode import Document
from bindery.reading.project import Project
from bindery.text.problems import Problem

_ONE_BY_ONE = 3  # sources without a title in one file; more are reported in one warning
_HELP = (
    "copy the title from the source to `title`; if it has none, or what you read does not show it, "
    "say so under `untitled`"
)


def check_titles(project: Project) -> Iterator[Problem]:
    """The warnings for every list of sources."""
    for _, document in project.lists:
        yield from _missing(document)
        yield from _needless(document)


def _missing(document: Document[SourceList]) -> Iterator[Problem]:
    """A warning (B260) for each source on the web without a title, or one for all if there are many."""
    found = [
        (index, source.id)
        for index, source in enumerate(document.value.sources)
        if not source.title and not source.untitled and (source.url or source.doi)
    ]
    many = len(found) > _ONE_BY_ONE
    for index, key in found[:1] if many else found:
        yield Problem(
            "B260",
            _counted([key for _, key in found]) if many else f"the source `{key}` has no title",
            document.span("sources", index, "id"),
            severity="warning",
            help=_HELP,
        )


def _counted(keys: list[str]) -> str:
    """How many sources have no title, and the first of them."""
    named = ", ".join(f"`{key}`" for key in keys[:_ONE_BY_ONE])
    rest = len(keys) - _ONE_BY_ONE
    return f"{len(keys)} sources have no title: {named} and {rest} {'other' if rest == 1 else 'others'}"


def _needless(document: Document[SourceList]) -> Iterator[Problem]:
    """A warning (B261) for each source that has a title and a reason why it has none."""
    for index, source in enumerate(document.value.sources):
        if source.title and source.untitled:
            yield Problem(
                "B261",
                f"the source `{source.id}` has a title, and a reason why it has none",
                document.span("sources", index, "untitled"),
                severity="warning",
                help="remove `untitled`, or `title` if it is not the source's own",
            )
