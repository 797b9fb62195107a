"""Runs pandoc, which writes references in any style of the Citation Style Language."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from lxml import etree

from bindery.evidence.graph import Graph
from bindery.model.reference_style import CSL, Key, ReferenceStyle, StyledReferences
from bindery.reading.inputs import Inputs
from bindery.reading.project import read_project
from bindery.references import csl_document
from bindery.references.csl_result import CslResultError, read_csl_result
from bindery.system import disk
from bindery.text.problems import Problem

MISSING = (
    "`csl` in mkdocs.yml asks for pandoc, which is not installed: "
    "pip install 'bindery-briefings[csl]', or take the setting away"
)
_NAMES = {"c": "http://purl.org/net/xbiblio/csl"}
_LONGEST = 120  # seconds that a briefing's references may take
_TOLD = 300  # characters of what pandoc says


class StyleError(Exception):
    """The style cannot be used, or pandoc is not there or fails; the message says which, and what to do."""


@dataclass(frozen=True)
class StyleFile:
    """A file of the Citation Style Language, fit to be used.

    Attributes:
        path: where it lies in the project.
        data: what pandoc is given.
        notes: whether it writes notes.
    """

    path: str
    data: bytes
    notes: bool


def typeset(inputs: Inputs, root: Path, path: str) -> Inputs:
    """The inputs with every briefing's references in the style of a file of the project.

    Args:
        inputs: what an edition is to be made from.
        root: the project's folder.
        path: of the style file in it.

    Raises:
        StyleError: the style cannot be used, or pandoc is not there or fails.
    """
    style = _style(root, path)
    program = require_pandoc()
    graph = Graph(read_project(inputs)[0])
    made: dict[str, StyledReferences] = {}
    for slug, register in sorted(graph.registers.items()):
        keys = csl_document.csl_citations(register, graph)
        if keys:
            sources = [graph.sources[source] for source in dict.fromkeys(s for key in keys for s, _ in key)]
            made[slug] = _made(program, style, csl_document.pandoc_document(sources, keys), keys)
    return replace(inputs, style=ReferenceStyle(CSL, made))


def require_pandoc() -> Path:
    """Where pandoc is; raises `StyleError` where the extra is not installed."""
    try:
        import pypandoc  # noqa: PLC0415  an extra, that need not be there
    except ImportError as error:
        raise StyleError(MISSING) from error
    program = Path(pypandoc.__file__).parent / "files" / "pandoc"
    for found in (program, program.with_suffix(".exe")):
        if found.is_file():
            return found
    raise StyleError(MISSING)  # pypandoc without a pandoc of its own: another one might write other words


def pandoc_version() -> str:
    """The version of the package that pandoc comes in, and with it pandoc's own."""
    return metadata.version("pypandoc-binary")


def _style(root: Path, path: str) -> StyleFile:
    """A style file that was looked through; raises `StyleError` where it cannot be used."""
    place = (root / path).resolve()
    if not place.is_relative_to(root.resolve()):
        raise _refused(path, "it lies outside the project: put a copy of it into the project's folder")
    if not place.exists():
        near = sorted(
            file.relative_to(root).as_posix() for file in root.glob("**/*.csl") if "/." not in str(file)
        )
        there = f"; there is {', '.join(near[:3])}" if near else ""
        remedy = "styles are at https://www.zotero.org/styles, to be stored in the project"
        raise _refused(path, f"there is no such file{there}; {remedy}")
    data = disk.read_regular(root / path, path)
    if isinstance(data, Problem):
        raise _refused(path, f"{data.message}; {data.help}")
    return _looked_through(path, data)


def _looked_through(path: str, data: bytes) -> StyleFile:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        style = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(path, f"it is no XML: {error}") from error
    if etree.QName(style).localname != "style" or style.nsmap.get(style.prefix) != _NAMES["c"]:
        raise _refused(path, "it is no style of the Citation Style Language (CSL 1.0)")
    parents = style.xpath("c:info/c:link[@rel='independent-parent']/@href", namespaces=_NAMES)
    if parents and style.find("c:citation", _NAMES) is None:
        name = str(parents[0]).rsplit("/", 1)[-1]
        raise _refused(path, f"it only names another style: store that one, `{name}.csl`, and name it here")
    cited, listed = style.find("c:citation", _NAMES), style.find("c:bibliography", _NAMES)
    if cited is None or listed is None:
        raise _refused(path, "it has no list of references: take a style that has one")
    for name in [name for name in cited.attrib if name.startswith("collapse")]:
        del cited.attrib[name]  # each source that is cited keeps a link of its own
    notes = style.get("class") == "note"
    return StyleFile(path, etree.tostring(style, encoding="utf-8", xml_declaration=True), notes)


def _made(program: Path, style: StyleFile, document: bytes, keys: tuple[Key, ...]) -> StyledReferences:
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        given = Path(scratch) / "style.csl"
        given.write_bytes(style.data)
        # Sandboxed, without an environment or a data folder: nothing but its two inputs reaches it.
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
                timeout=_LONGEST,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StyleError(f"pandoc cannot be run: {error}") from error
    said = " ".join(done.stderr.decode("utf-8", "replace").split())[:_TOLD]
    if done.returncode:
        raise _refused(style.path, f"pandoc says: {said or done.returncode}")
    try:
        return read_csl_result(done.stdout.decode("utf-8"), keys, notes=style.notes)
    except CslResultError as error:
        raise _refused(style.path, f"pandoc made no list of references with it. {said}") from error


def _refused(path: str, why: str) -> StyleError:
    return StyleError(f"the style `{path}`, which `csl` in mkdocs.yml names, cannot be used: {why}")
