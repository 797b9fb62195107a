"""Briefings that are not for the public and are built for a public address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bindery.reading.project import Project
from bindery.text.problems import Problem

EXPOSED = "B605"
_PUBLIC = "TLP:CLEAR"


def check_exposure(project: Project, address: str) -> Iterator[Problem]:
    """A hint for each briefing that is marked above TLP:CLEAR, if the site is built for an address.

    It is a hint, which stops no build, because an address can be that of a site that only some people can open.

    Args:
        project: the briefings.
        address: the web address of the site; empty if the site has none.
    """
    for parsed in project.briefings.values() if address else ():
        label = parsed.briefing.handling
        if label and label != _PUBLIC:
            yield Problem(
                EXPOSED,
                f"this briefing is {label}, and it is built for {address}, with a feed and a sitemap",
                parsed.document.span("handling"),
                severity="hint",
                help="make sure that only those who may read it can open that address;"
                " or build it in a project of its own, without `site_url`",
            )


def exposure_line(paths: Iterable[str], address: str) -> str:
    """One line that warns of the briefings with this problem; empty where there is none.

    Args:
        paths: paths of their files.
        address: the web address of the site.
    """
    names = sorted({path.split("/")[1] for path in paths})
    if not names:
        return ""
    what = "a briefing that is" if len(names) == 1 else f"{len(names):,} briefings that are"
    some = ", ".join(names[:5]) + (", …" if len(names) > len(names[:5]) else "")
    return f"warning: the site is for {address}, and has {what} not TLP:CLEAR ({some}); `bindery explain {EXPOSED}` says more"
