"""Runs pandoc, which writes references in any style of the Citation Style Language (CSL), and reads Word documents."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from lxml import etree

from bindery.evidence.graph import Graph
from bindery.model.reference_style import CSL, Key, ReferenceStyle, StyledReferences
from bindery.model.source import Source
from bindery.reading.inputs import Inputs
from bindery.reading.project import read_project
from bindery.references import csl_document
from bindery.references.csl_result import CslResultError, read_csl_result
from bindery.system import disk
from bindery.text.problems import Problem

MISSING = (
    "`csl` in mkdocs.yml needs pandoc, which is not installed: "
    "run pip install 'bindery-briefings[csl]', or remove the setting"
)
_NAMES = {"c": "http://purl.org/net/xbiblio/csl"}
_TIMEOUT = 120  # seconds for the references of one briefing
_WORD_TIMEOUT = 6  # seconds for a Word document
_MOST_MEMORY = "300m"  # for a Word document
_HEAP_EXHAUSTED = 251  # how pandoc exits when it needs more
_MOST_SHOWN = 300  # characters of pandoc's own message that are shown


class StyleError(Exception):
    """The style cannot be used, or pandoc is not installed or failed; the message says which, and what to do."""


@dataclass(frozen=True)
class StyleFile:
    """A checked style file of the Citation Style Language.

    Attributes:
        path: its path in the project.
        data: the XML for pandoc, which may differ from the file.
        notes: whether the style writes notes, not citations in the text.
    """

    path: str
    data: bytes
    notes: bool


def typeset(inputs: Inputs, root: Path, path: str) -> Inputs:
    """The inputs with every briefing's references in the style of a file of the project.

    Args:
        inputs: what an edition will be made from.
        root: the project's folder.
        path: path of the style file in the project.

    Raises:
        StyleError: the style cannot be used, or pandoc is not installed or failed.
    """
    style = _read_style(root, path)
    program = require_pandoc()
    graph = Graph(read_project(inputs)[0])
    made: dict[str, StyledReferences] = {}
    for slug, register in sorted(graph.registers.items()):
        keys = csl_document.csl_citations(register, graph)
        if keys:
            sources = [
                graph.sources[source] for source in dict.fromkeys(part.source for key in keys for part in key)
            ]
            made[slug] = _typeset(program, style, sources, keys)
    return replace(inputs, style=ReferenceStyle(CSL, made))


def _typeset(
    program: Path, style: StyleFile, sources: list[Source], keys: tuple[Key, ...]
) -> StyledReferences:
    """The references of one briefing.

    A style may list no sources of a type, such as interviews, which APA only names in the text. Such sources are
    given to it as plain documents, so that every source that readers can follow is in the list and cited as it is there.

    Args:
        program: pandoc.
        style: the style.
        sources: the sources of the briefing.
        keys: the citations.
    """
    made = _run(program, style, csl_document.pandoc_document(sources, keys), keys)
    missing = frozenset(str(source.id) for source in sources if source.id not in made.entries)
    if not missing:
        return made
    return _run(program, style, csl_document.pandoc_document(sources, keys, missing), keys)


def require_pandoc() -> Path:
    """The path of the pandoc program; raises `StyleError` if the optional package is not installed."""
    try:
        import pypandoc  # noqa: PLC0415  an optional package
    except ImportError as error:
        raise StyleError(MISSING) from error
    program = Path(pypandoc.__file__).parent / "files" / "pandoc"
    for found in (program, program.with_suffix(".exe")):
        if found.is_file():
            return found
    raise StyleError(
        MISSING
    )  # pypandoc without its own pandoc: another version could write references differently


def pandoc_version() -> str:
    """The version of the package that includes pandoc. It determines the version of pandoc itself."""
    return metadata.version("pypandoc-binary")


def _read_style(root: Path, path: str) -> StyleFile:
    """Reads and checks a style file; raises `StyleError` if it cannot be used."""
    resolved = (root / path).resolve()
    if not resolved.is_relative_to(root.resolve()):
        raise _refused(path, "it is outside the project: put a copy of it into the project's folder")
    if not resolved.exists():
        near = sorted(
            file.relative_to(root).as_posix() for file in root.glob("**/*.csl") if "/." not in str(file)
        )
        there = f"; there is {', '.join(near[:3])}" if near else ""
        remedy = "download a style from https://www.zotero.org/styles into the project"
        raise _refused(path, f"there is no such file{there}; {remedy}")
    data = disk.read_regular(root / path, path)
    if isinstance(data, Problem):
        raise _refused(path, f"{data.message}; {data.help}")
    return _checked_style(path, data)


def _checked_style(path: str, data: bytes) -> StyleFile:
    """A style file, given its bytes; raises `StyleError` if it is not an independent style with a list of references."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        style = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(path, f"it is not XML: {error}") from error
    if etree.QName(style).localname != "style" or style.nsmap.get(style.prefix) != _NAMES["c"]:
        raise _refused(path, "it is not a style of the Citation Style Language (CSL 1.0)")
    parents = style.xpath("c:info/c:link[@rel='independent-parent']/@href", namespaces=_NAMES)
    if parents and style.find("c:citation", _NAMES) is None:
        name = str(parents[0]).rsplit("/", 1)[-1]
        raise _refused(
            path, f"it only refers to another style: store `{name}.csl` in the project and name it instead"
        )
    cited, listed = style.find("c:citation", _NAMES), style.find("c:bibliography", _NAMES)
    if cited is None or listed is None:
        raise _refused(path, "it has no list of references: choose a style that has one")
    for name in [name for name in cited.attrib if name.startswith("collapse")]:
        del cited.attrib[name]  # so that each cited source keeps its own link
    notes = style.get("class") == "note"
    return StyleFile(path, etree.tostring(style, encoding="utf-8", xml_declaration=True), notes)


def _run(program: Path, style: StyleFile, document: bytes, keys: tuple[Key, ...]) -> StyledReferences:
    """The references of one briefing, as pandoc writes them.

    Args:
        program: pandoc.
        style: the style.
        document: the briefing's sources and citations, in pandoc's JSON.
        keys: the citations in it, in order.
    """
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        (Path(scratch) / "style.csl").write_bytes(style.data)
        # With a sandbox, and without an environment or a data folder, it reads only its two inputs.
        options = ("--from=json", "--to=html", "--citeproc", "--csl=style.csl", "--wrap=none", "--sandbox")
        command = [str(program), *options, f"--data-dir={scratch}"]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                cwd=scratch,
                env={"LC_ALL": "C.UTF-8"},
                input=document,
                capture_output=True,
                check=False,
                timeout=_TIMEOUT,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StyleError(f"pandoc cannot be run: {error}") from error
    message = " ".join(done.stderr.decode("utf-8", "replace").split())[:_MOST_SHOWN]
    if done.returncode:
        raise _refused(style.path, f"pandoc reports: {message or done.returncode}")
    try:
        return read_csl_result(done.stdout.decode("utf-8"), keys, notes=style.notes)
    except CslResultError as error:
        raise _refused(style.path, f"pandoc wrote no list of references with it. {message}") from error


def _refused(path: str, why: str) -> StyleError:
    """The error for a style that cannot be used."""
    return StyleError(f"the style `{path}`, named by `csl` in mkdocs.yml, cannot be used: {why}")


def word_document(data: bytes) -> dict[str, Any]:
    """A Word document as pandoc's JSON, with its citation fields, comments and tracked changes.

    Args:
        data: the document, which is within our limits of size.

    Raises:
        StyleError: pandoc is not installed, or cannot read the document within limits of time and memory.
    """
    program = require_pandoc()
    options = ("--from=docx+citations", "--to=json", "--track-changes=all", "--sandbox", "--quiet")
    limits = ("+RTS", f"-M{_MOST_MEMORY}", "-RTS")
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        command = [str(program), *limits, *options, f"--data-dir={scratch}"]
        try:
            done = subprocess.run(  # noqa: S603
                command,
                cwd=scratch,
                env={"LC_ALL": "C.UTF-8"},
                input=data,
                capture_output=True,
                check=False,
                timeout=_WORD_TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            raise StyleError("it takes too long to read") from None
        except OSError as error:
            raise StyleError(f"pandoc cannot be run: {error}") from error
    if done.returncode == _HEAP_EXHAUSTED:
        raise StyleError("it takes too much memory to read")
    try:
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        message = " ".join(done.stderr.decode("utf-8", "replace").split())[:_MOST_SHOWN]
        raise StyleError(f"pandoc cannot read it: {message or done.returncode}")
    return found
