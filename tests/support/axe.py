"""Which rules of axe-core are tried on a page, at which size and in which colours."""

from __future__ import annotations

from typing import Any

from support.reading import DESK

OF_COLOUR = ["color-contrast", "link-in-text-block"]


def chosen(scheme: str, size: dict[str, int], *, all_colours: bool) -> dict[str, Any] | None:
    """The options for axe: all its rules for WCAG 2.2 AA and good practice, or some; None where nothing is to be tried.

    Colours take axe most of its time. They are looked at by day on a phone and by night on a desk, or in all four ways.
    All other rules are tried by day, at both sizes.

    Args:
        scheme: `light` or `dark`.
        size: The width and height of the window.
        all_colours: Whether colours are looked at in all four ways.
    """
    if scheme == "dark":
        return {"resultTypes": ["violations"], "runOnly": OF_COLOUR} if size == DESK or all_colours else None
    left_out = OF_COLOUR if size == DESK and not all_colours else []
    rules = {"target-size": {"enabled": True}} | {rule: {"enabled": False} for rule in left_out}
    return {"resultTypes": ["violations"], "rules": rules}
