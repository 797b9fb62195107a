"""Everything that a build is made from: files, templates and settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from bindery.model.names import SitePath
from bindery.model.reference_style import ReferenceStyle
from bindery.text.problems import Problem

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

R = TypeVar("R")


@dataclass(frozen=True)
class Release:
    """What an edition may hold.

    Attributes:
        level: the label of the Traffic Light Protocol that its readers may see; empty for everything.
        counted: whether readers are told how much is withheld from them.
    """

    level: str = ""
    counted: bool = False


class TooMuchError(Exception):
    """Work on a file took more time or memory than it may, or a library ended the process that did it."""


class Confine(Protocol):
    """A function that does work on one file, perhaps in another process, which may end it."""

    def __call__(self, work: Callable[[str, bytes], R], path: str, data: bytes, /) -> R:
        """The result of the work for the path and the bytes of a file; raises `TooMuchError` if it is ended."""

    def __hash__(self) -> int:
        """A hash, since results are kept by how they were made."""


def unconfined(work: Callable[[str, bytes], R], path: str, data: bytes, /) -> R:
    """A `Confine` that works in this process, without limits."""
    return work(path, data)


@dataclass(frozen=True)
class Imprint:
    """The name and address of a site.

    Attributes:
        name: the name of the site.
        description: what the site is, in one sentence; may be empty.
        address: the web address of the site, ending in a slash; empty when it is not known.
        identity: the text that the ids of its feeds are made from; empty to use the name.
        language: the language of its pages that belong to no briefing, a BCP 47 tag.
        pdf: whether each briefing is made as a PDF file too.
        epub: whether each briefing is made as an e-book too.
        docx: whether each briefing is made as a Word document too.
        offline: whether readers can download each briefing as one web page too.
        audience: the strictest handling mark that those who can open the address may read.
    """

    name: str
    description: str = ""
    address: str = ""
    identity: str = ""
    language: str = "en"
    pdf: bool = False
    epub: bool = False
    docx: bool = False
    offline: bool = False
    audience: str = "TLP:CLEAR"


@dataclass(frozen=True)
class Inputs:
    """Everything that a build is made from: files, templates and settings.

    Attributes:
        files: content of each file under `briefings/`, by path relative to the project.
        templates: text of each template, by name.
        today: the date of the build.
        own_templates: whether any of the templates is the project's own.
        drafts: whether drafts are built too.
        directory_urls: whether the addresses of pages end in `/` rather than in `.html`.
        min_coverage: the least share of paragraphs with a basis (a citation, a claim or a `basis`) that each briefing
            must have, in per cent.
        strict_figures: whether a figure without support is an error rather than a warning.
        require_snapshots: whether each quotation must be compared with a snapshot or a fingerprint.
        reviewers: how many people must have reviewed each claim and section that is published: 0, 1 or 2.
        style: the style of the references.
        imprint: name and address of the site. None when the address is not known: pages cannot link to social cards
            then, so none are drawn.
        language: the language of the pages that belong to no briefing, a BCP 47 tag.
        release: what of the project `files` may hold; whatever else there was is not among them any more.
        problems: the problems found while the files were read.
        compiled: a cache of compiled templates, if there is one.
        schemas: the JSON Schemas, by their path on the site, if they were made before.
        confine: does the work on files that can take very long to read, such as PDFs.
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
    reviewers: int = 0
    style: ReferenceStyle = field(default_factory=ReferenceStyle)
    imprint: Imprint | None = None
    language: str = "en"
    release: Release = field(default_factory=Release)
    problems: tuple[Problem, ...] = ()
    compiled: BytecodeCache | None = field(default=None, compare=False, repr=False)
    schemas: Mapping[SitePath, bytes] = field(default_factory=dict, compare=False, repr=False)
    confine: Confine = field(default=unconfined, compare=False, repr=False)


ProgressCallback = Callable[[str, int, int], None]
"""A function that is called with the current step, how much of it is done, and of how much: `reading`, 312, 1001."""


def ignore_progress(what: str, done: int, of: int) -> None:
    """A `ProgressCallback` that does nothing."""
