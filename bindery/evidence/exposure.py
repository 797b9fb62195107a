"""Briefings that are marked for fewer readers than the site is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bindery.model.vocabulary import HANDLING
from bindery.reading.inputs import Imprint
from bindery.reading.project import Project
from bindery.text.problems import Problem

EXPOSED = "B605"
_STRICTEST_FIRST = tuple(HANDLING)


def check_exposure(project: Project, imprint: Imprint | None) -> Iterator[Problem]:
    """A hint for each briefing whose mark is stricter than the audience of the site, if the site has an address.

    It is a hint because a preview shows such a briefing too. `refuse_exposed` makes it an error where a site is published.

    Args:
        project: the briefings.
        imprint: address and audience of the site; None where it has no address.
    """
    if not imprint or not imprint.address:
        return
    allowed = _STRICTEST_FIRST.index(imprint.audience)
    for parsed in project.briefings.values():
        label = parsed.briefing.handling
        if label and _STRICTEST_FIRST.index(label) < allowed:
            yield Problem(
                EXPOSED,
                f"this briefing is {label}, and the site for {imprint.address} is {imprint.audience}",
                parsed.document.span("handling"),
                severity="hint",
                help=f"build it in a project without `site_url`; or, if only those who may read it can open that address,"
                f" write `audience: {label}` under `bindery` in mkdocs.yml",
            )


def refuse_exposed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of a site that is to be published: a briefing that is not for its readers is an error."""
    return tuple(replace(one, severity="error") if one.code == EXPOSED else one for one in problems)
