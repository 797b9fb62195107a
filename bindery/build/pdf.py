"""PDF files of briefings: the page of a briefing that is meant for printing, set by Typst on A4 paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module, resources
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from bindery.build.print_page import CANNOT, PaperError, PrintPage
from bindery.build.site_facts import SiteFacts
from bindery.model.names import Slug
from bindery.pages.page_head import shortened
from bindery.paper.typst_text import translate, typst_string
from bindery.system import disk, progress
from bindery.text.problems import Problem

DESIGN = "paper.typ"  # the template
FONTS = "templates/fonts"  # folder of a project's own fonts
STANDARDS = ("ua-1", "a-3a")  # as Typst names them: PDF/UA-1, and PDF/A-3a, which may hold files of data
_LACKS, _WRONG = "B607", "B608"
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')
_NUMBERED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PLACE = re.compile(r"─ (?:\S*/)?main:(\d+):(\d+)")
# The files of a briefing that are kept in its PDF, each with its type and what it is.
_KEPT = (
    ("briefing.json", "application/json", "The briefing as data: claims, evidence, sources and origins"),
    ("references.json", "application/vnd.citationstyles.csl+json", "The sources as CSL-JSON"),
)


def pdf_files(of: SiteFacts, root: Path, only: frozenset[Slug] | None = None) -> Iterator[tuple[str, bytes]]:
    """The PDF files of a site's briefings. The same site gives the same bytes.

    Args:
        of: the site.
        root: the project's folder, which may have fonts of its own.
        only: names of the briefings to make; None for all.

    Yields:
        The name of each file, such as `heat.pdf`, and its content.

    Raises:
        PaperError: Typst is not installed, a font lacks characters, or the design has an error.
    """
    if of.edition.site is None:
        return
    briefings = of.edition.site.briefings
    wanted = [slug for slug in briefings if only is None or slug in only]
    progress.step("pdf")
    with ExitStack() as stack:
        folders = font_folders(stack, root)
        families = _families(folders)
        for number, slug in enumerate(wanted, 1):
            progress.step("pdf", number, len(wanted))
            yield f"{slug}.pdf", _set(_Document(PrintPage(of, briefings[slug]), families), folders)


def font_folders(stack: ExitStack, root: Path) -> list[Path]:
    """The folders of the fonts that come with the program, and of a project's own.

    Args:
        stack: keeps the folders in place until it is closed.
        root: the project's folder.
    """
    packed = resources.files("bindery.drawing.fonts"), resources.files("bindery.paper") / "fonts"
    folders = [stack.enter_context(resources.as_file(folder)) for folder in packed]
    return folders + [folder for folder in (disk.shipped(FONTS), root / FONTS) if folder.is_dir()]


def _families(folders: Iterable[Path]) -> str:
    """The names of the fonts in some folders, as a list of Typst.

    Raises:
        PaperError: Typst is not installed.
    """
    fonts = _typst().Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(one) for one in folders]
    )
    return f"({''.join(f'{typst_string(name)},' for name in fonts.families())})"


class _Document:
    """The text of Typst for one briefing, and the files that it names.

    Args:
        page: the page that is set.
        families: the names of the fonts that it may use besides those of Typst, as a list of Typst.
    """

    def __init__(self, page: PrintPage, families: str) -> None:
        self.page = page
        self.families = families
        self.view = page.view
        self.design = page.of.templates[DESIGN]
        self.files: dict[str, bytes] = {}

    def text(self) -> str:
        """The whole text, with the design before it."""
        made = translate(self.page.body, self.page.styles, self.page.image)
        self.files.update(made.files)
        day = self.page.day
        about = {
            "title": typst_string(self.view.briefing.title),
            "author": typst_string(self.page.of.name),
            "description": typst_string(shortened(self.view.lead)),
            "lang": typst_string(str(self.view.briefing.language).split("-")[0]),
            "dir": self.view.direction,
            "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
            "handling": typst_string(str(self.view.briefing.handling or "")),
        }
        named = ",".join(f"{name}: {value}" for name, value in about.items())
        kept = "".join(self._kept())
        side = "right" if self.view.direction == "rtl" else "left"
        return f"#let side = {side}; #let families = {self.families}\n{self.design}\n{kept}#briefing({named},{made.text})\n"

    def _kept(self) -> Iterator[str]:
        for name, kind, what in _KEPT:
            data = self.page.file(f"{self.view.address}{name}")
            if data is not None:
                self.files[name] = data
                arguments = (
                    f'"{name}", relationship: "data", mime-type: "{kind}", description: {typst_string(what)}'
                )
                yield f"#pdf.attach({arguments})\n"


def _set(document: _Document, fonts: Iterable[Path]) -> bytes:
    """A document as a PDF.

    Args:
        document: the document.
        fonts: folders of fonts. Those of the machine are not used, so that every machine makes the same file.

    Raises:
        PaperError: Typst is not installed, or refuses the document.
    """
    typst = _typst()
    text = document.text()
    with TemporaryDirectory() as folder:  # Typst takes texts alone from memory
        for name, data in document.files.items():
            (Path(folder) / name).write_bytes(data)
        try:
            made: bytes = typst.compile(
                {"main": text.encode()},
                root=folder,
                format="pdf",
                font_paths=[str(place) for place in fonts],
                ignore_system_fonts=True,
                pdf_standards=list(STANDARDS),
                timestamp=int(document.page.day.timestamp()),
            )
        except typst.TypstError as error:
            raise PaperError(
                _problem_of(document, str(error.diagnostic or error.message), error.message)
            ) from error
    return made


def _typst() -> ModuleType:
    """The library that sets PDF files.

    Raises:
        PaperError: it is not installed.
    """
    try:
        return import_module("typst")
    except ImportError as error:
        raise PaperError(_missing_library()) from error


def _missing_library() -> Problem:
    return Problem(
        CANNOT,
        "mkdocs.yml asks for PDF files, and Typst, which makes them, is not installed",
        help="install it with `pip install 'bindery-briefings[pdf]'`, or remove `pdf: true`",
        path="mkdocs.yml",
    )


def _shown(written: str) -> str:
    """Characters as readers see them; Typst names marks that belong to a letter by their number."""
    text = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), written)
    return f"◌{text}" if unicodedata.category(text[0])[0] == "M" else text


def _problem_of(document: _Document, diagnostic: str, message: str) -> Problem:
    """The problem that Typst reports, in the author's words where it is one of a briefing."""
    slug = document.view.address.strip("/")
    lacking = dict.fromkeys(_LACKING.findall(diagnostic))
    if lacking:
        named = " ".join(map(_shown, lacking))
        return Problem(
            _LACKS,
            f"no font of the PDF has these characters: {named}",
            help=f"put a font that has them into {FONTS}/, as a .ttf or .otf file",
            path=f"briefings/{slug}/briefing.yml",
        )
    place = _PLACE.search(diagnostic)
    lines = document.design.count("\n") + 1
    line = int(place[1]) - 1 if place else 0  # a line of ours is before the design
    return Problem(
        _WRONG,
        f"Typst cannot set the PDF of `{slug}`: {' '.join(message.split())}",
        help=f"correct line {line} of templates/{DESIGN}"
        if 0 < line <= lines
        else "correct the part of the page that Typst names",
        path=f"templates/{DESIGN}",
    )
