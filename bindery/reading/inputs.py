"""Everything that the outside provides: the whole of what an edition is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bindery.model.reference_style import ReferenceStyle
from bindery.text.problems import Problem

if TYPE_CHECKING:
    from jinja2 import BytecodeCache


@dataclass(frozen=True)
class Imprint:
    """What a site that is built calls itself.

    Attributes:
        name: its name.
        description: what it is, in a sentence; may be empty.
        address: where it will be read, ending in a slash; empty when nobody said.
        identity: what the ids of its feeds are made from; empty for its name.
    """

    name: str
    description: str = ""
    address: str = ""
    identity: str = ""


@dataclass(frozen=True)
class Inputs:
    """Everything that the outside provides: the whole of what an edition is made from.

    Attributes:
        files: contents of every file under `briefings/`, by path relative to the project.
        templates: text of every template, by name.
        own_templates: whether any of them is the project's own, and not ours.
        today: the day for which the edition is made.
        drafts: whether drafts are made too.
        directory_urls: whether a page's address ends in `/` rather than `.html`.
        min_coverage: the share of paragraphs, per cent, that must rest on something in each briefing.
        strict_figures: whether a figure that nothing carries is an error, and not a warning.
        require_snapshots: whether each quotation must be compared with a snapshot or a fingerprint.
        style: how references are shown.
        imprint: of the site; None where no page can name a card, for want of an address, and none is drawn.
        problems: what could not be read, and why.
        compiled: the templates as Jinja compiled them before, where that is kept.
        schemas: the JSON Schemas by their path on the site, where they are at hand; else they are made.
    """

    files: Mapping[str, bytes]
    templates: Mapping[str, str]
    today: date
    own_templates: bool = False
    drafts: bool = False
    directory_urls: bool = True
    min_coverage: int = 0
    strict_figures: bool = False
    require_snapshots: bool = False
    style: ReferenceStyle = field(default_factory=ReferenceStyle)
    imprint: Imprint | None = None
    problems: tuple[Problem, ...] = ()
    compiled: BytecodeCache | None = field(default=None, compare=False, repr=False)
    schemas: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)


ProgressCallback = Callable[[str, int, int], None]
"""Is told what is done, and where it is known how much of how much: `reading`, 312, 1001."""


def ignore_progress(what: str, done: int, of: int) -> None:
    """Where nobody asks how far a work is."""
