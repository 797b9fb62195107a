"""Briefings that are marked for fewer readers than the site is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bindery.model.handling import is_stricter
from bindery.reading.inputs import Imprint
from bindery.reading.marks import marks_of
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.span import Span

EXPOSED = "B605"


def check_exposure(project: Project, imprint: Imprint | None) -> Iterator[Problem]:
    """A hint for each briefing whose mark is stricter than the audience of the site, if the site has an address.

    It is a hint because a preview shows such a briefing too. `refuse_exposed` makes it an error where a site is published.

    Args:
        project: the briefings.
        imprint: address and audience of the site; None where it has no address.
    """
    if not imprint or not imprint.address:
        return
    for parsed in project.briefings.values():
        label = parsed.briefing.handling
        if label and is_stricter(label, imprint.audience):
            yield Problem(
                EXPOSED,
                f"this briefing is {label}, and the site for {imprint.address} is {imprint.audience}",
                _place(parsed, label),
                severity="hint",
                help=f"publish what they may see with `bindery build --release {imprint.audience}`; or, if only those who"
                f" may see all of it can open that address, write `audience: {label}` under `bindery` in mkdocs.yml",
            )


def _place(parsed: ParsedBriefing, label: str) -> Span:
    """Where the strictest mark of a briefing is written: that of the whole, or of a part, if no source has it."""
    document = parsed.document
    places = (document.span(*path, "handling") for path in marks_of(document))
    return next((place for place in places if place.content == label), document.span("title"))


def refuse_exposed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a site that is to be published: a briefing that is not for its readers is an error."""
    return tuple(replace(one, severity="error") if one.code == EXPOSED else one for one in problems)
