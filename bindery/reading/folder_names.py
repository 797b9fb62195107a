"""Problems with the names of the folders of briefings, and with what is in them."""

from __future__ import annotations

import re

from bindery.model.field_types import LONGEST_ID, RESERVED_NAMES, valid_id
from bindery.text.problems import Problem

RESERVED_SLUGS = frozenset({"sources", "schema", "search", "assets", "images", "javascripts", "stylesheets"})
NO_BRIEFINGS = "B014"  # the code of the problem with a project without any briefing
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug_problems(slug: str, path: str) -> list[Problem]:
    """The problem with the name of a briefing's folder, if it cannot be part of a web address.

    Args:
        slug: the name of the folder.
        path: path of the file to report the problem for.
    """
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_ID or slug in RESERVED_NAMES:
        return [
            Problem(
                "B012",
                f"the folder name `{slug}` cannot be part of a web address",
                path=path,
                help=f"name the folder `{valid_id(slug)}`",
            )
        ]
    if slug in RESERVED_SLUGS:
        message = f"the address `/{slug}/` is used by the site itself"
        return [
            Problem(
                "B601", message, path=path, help=f"name the folder `{slug}-briefing`, or after its subject"
            )
        ]
    return []


def no_briefing(path: str) -> Problem:
    """The problem with a file in a folder without a briefing."""
    return Problem(
        "B013",
        "there is no briefing.yml in the folder of this file",
        path=path,
        help="write a briefing.yml in this folder, or move the sources to briefings/sources.yml",
    )


def no_briefings(folder: str) -> Problem:
    """The problem with a project without any briefing."""
    return Problem(
        NO_BRIEFINGS,
        "there is no briefing",
        path=folder,
        help="write briefings/NAME/briefing.yml; `bindery explain B007` shows the smallest one",
    )


def same_name(path: str, other: str) -> Problem:
    """The problem with two images that some systems do not tell apart."""
    return Problem(
        "B603",
        "the names of two images differ only in capitals",
        path=path,
        help=f"rename this image or {other}",
    )


__all__ = ["NO_BRIEFINGS", "RESERVED_SLUGS", "no_briefing", "no_briefings", "same_name", "slug_problems"]
