"""What a site was made from, gathered for its manifest; and how a project's folder compares with that."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from bindery import __version__
from bindery.provenance import git, manifest
from bindery.provenance.checksums import Finding, in_order
from bindery.provenance.manifest import LeftOut, Manifest, OmissionReason
from bindery.reading.project import FOLDER, STORE
from bindery.system import disk

# The packages whose words, marks or drawings are in a page. Python is none of them: two versions of it give the
# same files, and a manifest that named it would be the only one that differed.
PACKAGES = (
    "Jinja2",
    "lxml",
    "Markdown",
    "mkdocs",
    "mkdocs-material",
    "pydantic",
    "Pygments",
    "pymdown-extensions",
    "vl-convert-python",
)


def installed_packages() -> dict[str, str]:
    """Version of each package that shapes pages, by its name, as far as it is here."""
    found: dict[str, str] = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


@dataclass(frozen=True)
class OtherFile:
    """A file that others than we read, such as a page written by hand.

    Attributes:
        path: where it lies.
        folder: what it was found in; None for a file that was named by itself.
        used: whether it is in the site.
    """

    path: Path
    folder: Path | None = None
    used: bool = True


@dataclass(frozen=True)
class SiteInputs:
    """What a site was made from.

    Attributes:
        root: the project's folder, without links in its path.
        files: the bytes of each file that was read, by path.
        left_out: why each of them that is not in the site is not.
        others: the files that others read.
        settings: what changes pages and may come from elsewhere than from files.
        packages: version of each package that shapes pages, by its name.
    """

    root: Path
    files: Mapping[str, bytes]
    left_out: Mapping[str, OmissionReason]
    others: Sequence[OtherFile]
    settings: Mapping[str, bool | str]
    packages: Mapping[str, str] = field(default_factory=installed_packages)


def manifest_of(of: SiteInputs) -> bytes:
    """The manifest of a site: each input is hashed once."""
    commit = git.current_commit(of.root)
    inputs: dict[str, str] = {}
    left_out: list[LeftOut] = []
    differing: set[str] = set()
    for name, data, why in _everything(of):
        digest = sha256(data).hexdigest()
        if why:
            left_out.append(LeftOut(sha256=digest, why=why))
        else:
            inputs[name] = digest
        if commit and not _same(data, commit.blobs.pop(name, None)):
            differing.add(name)
    told = None
    if commit:
        clean = not differing and not _could_be_inputs(commit.blobs, inputs)
        told = manifest.Commit(id=commit.id, clean=clean, changed=tuple(sorted(differing & inputs.keys())))
    whole = Manifest(
        tool={"name": "bindery", "version": __version__},
        packages=dict(of.packages),
        settings=of.settings,
        commit=told,
        inputs=inputs,
        left_out=tuple(sorted(left_out, key=lambda item: (item.why, item.sha256))),
    )
    return manifest.manifest_text(whole)


def _everything(of: SiteInputs) -> Iterator[tuple[str, bytes, OmissionReason | None]]:
    """Each input once: its path, its bytes, and why it is not in the site, if it is not."""
    for name, data in of.files.items():
        yield name, data, of.left_out.get(name)
    own = of.root / disk.TEMPLATES
    others = {_name(other, of.root): other for other in (*map(OtherFile, disk.walk(own)), *of.others)}
    for name, other in others.items():
        if other.path.is_file() and name not in of.files:
            yield name, other.path.read_bytes(), None if other.used else "excluded"


def _name(other: OtherFile, root: Path) -> str:
    """The path of a file in the project; of one that lies elsewhere only the last folder: the way there is private."""
    path = other.path.parent.resolve() / other.path.name
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    within = other.path.relative_to(other.folder.parent) if other.folder else other.path.name
    return f"../{Path(within).as_posix()}"


def _could_be_inputs(paths: Iterable[str], inputs: Iterable[str]) -> bool:
    """Whether one of some files that are not there would have been an input: it lay in a folder that inputs lie in."""
    folders = {PurePosixPath(path).parts[0] for path in inputs if "/" in path}
    return any(
        len(parts) > 1
        and parts[0] in folders
        and not any(p.startswith(".") or p.endswith("~") for p in parts)
        for parts in (path.split("/") for path in paths)
    )


def _same(data: bytes, blob: str | None) -> bool:
    """Whether a file's bytes are those that a commit has, by git's own hash of them."""
    if blob is None:
        return False
    whole = b"blob %d\0%b" % (len(data), data)
    hasher = sha1(whole, usedforsecurity=False) if len(blob) == 40 else sha256(whole)  # noqa: PLR2004  digits
    return hasher.hexdigest() == blob


def compare_inputs(project: Path, made: Manifest) -> list[Finding]:
    """How the inputs in a project's folder differ from those that a manifest names.

    The manifest may be anybody's: no path in it leads out of the folder, and nothing but regular files is read.
    """
    there: dict[str, str] = {}
    folders = {PurePosixPath(name).parts[0] for name in made.inputs if "/" in name}
    folders |= {FOLDER, disk.TEMPLATES}
    looked = [project / STORE, *(project / name for name in sorted(folders) if _safe(name))]
    listed = [project / name for name in made.inputs if _safe(name)]
    for path in dict.fromkeys([*listed, *(found for folder in looked for found in disk.walk(folder))]):
        if _is_input(path, project):
            there[path.relative_to(project).as_posix()] = sha256(path.read_bytes()).hexdigest()
    unsafe = [
        Finding("unsafe", name, "it lies outside the project") for name in made.inputs if not _safe(name)
    ]
    return in_order(
        [*unsafe, *(f for f in manifest.differences(made, there) if f.what != "missing" or _safe(f.name))]
    )


def _safe(name: str) -> bool:
    """Whether a path leads to a place under the folder that it starts from, on any system."""
    parts = name.split("/")
    return not ({"", ".", ".."} & set(parts)) and not any(char in name for char in "\\:\0")


def _is_input(path: Path, project: Path) -> bool:
    """Whether there is a regular file at a path, and no link on the way to it."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and path.resolve() == project.resolve() / path.relative_to(
            project
        )
    except (OSError, ValueError):
        return False
