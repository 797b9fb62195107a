"""Lists what a site was made from, for its manifest, and compares a project's folder with such a list."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha1, sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bindery import __version__
from bindery.provenance import manifest
from bindery.provenance.checksums import Finding, sorted_findings
from bindery.provenance.manifest import LeftOut, Manifest, OmissionReason
from bindery.reading.project import FOLDER, STORE
from bindery.system import disk

if TYPE_CHECKING:
    from bindery.provenance.git import CheckedOutCommit

# The packages whose output is in a page. Python is not among them: sites built with two versions of it have the same
# bytes, and naming the version would make their manifests differ.
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
    """The version of each package whose output is in a page, by name; packages that are not installed are left out."""
    from importlib import metadata  # noqa: PLC0415  slow to load, and a build after an edit knows the versions

    found: dict[str, str] = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@dataclass(frozen=True)
class OtherFile:
    """An input that MkDocs reads, not Bindery: a hand-written page, a theme file, a configuration.

    Attributes:
        path: the file.
        folder: the folder in which it was found; None if the configuration names the file itself.
        used: whether it is in the site.
    """

    path: Path
    folder: Path | None = None
    used: bool = True


@dataclass(frozen=True)
class SiteInputs:
    """What a site was made from.

    Attributes:
        root: the project's folder, as a resolved path without symbolic links.
        files: the bytes of each file that Bindery read, by path in the project.
        left_out: for each of these files that is not in the site, the reason, by path.
        others: the files that MkDocs read.
        settings: settings that change pages and may come from command-line options or the environment.
        packages: version of each package whose output is in a page, by name.
        digests: the SHA-256 of files that is known already, by path.
    """

    root: Path
    files: Mapping[str, bytes]
    left_out: Mapping[str, OmissionReason]
    others: Sequence[OtherFile]
    settings: Mapping[str, bool | str]
    packages: Mapping[str, str] = field(default_factory=installed_packages)
    digests: Mapping[str, str] = field(default_factory=dict)


def manifest_of(of: SiteInputs) -> bytes:
    """The manifest of a site, as the bytes of manifest.json."""
    is_release = bool(of.settings.get("release"))
    commit = None if is_release else _commit(of.root)  # its files are not those of the release
    inputs: dict[str, str] = {}
    left_out: list[LeftOut] = []
    differing: set[str] = set()
    for name, read, why in _all_inputs(of):
        if why and is_release:
            continue
        digest = of.digests.get(name) or sha256(read()).hexdigest()
        if why:
            left_out.append(LeftOut(sha256=digest, why=why))
        else:
            inputs[name] = digest
        if commit and not _is_blob(read(), commit.blobs.pop(name, None)):
            differing.add(name)
    commit_entry = None
    if commit:
        clean = not differing and not _could_be_inputs(commit.blobs, inputs)
        commit_entry = manifest.Commit(
            id=commit.id, clean=clean, changed=tuple(sorted(differing & inputs.keys()))
        )
    made = Manifest(
        tool={"name": "bindery", "version": __version__},
        packages=dict(of.packages),
        settings=of.settings,
        commit=commit_entry,
        inputs=inputs,
        left_out=tuple(sorted(left_out, key=lambda item: (item.why, item.sha256))),
    )
    return manifest.manifest_text(made)


def _commit(root: Path) -> CheckedOutCommit | None:
    """The commit that the project belongs to, if any."""
    if "GIT_DIR" not in os.environ and not any(
        (folder / ".git").exists() for folder in (root, *root.parents)
    ):
        return None  # without asking git, which takes as long as to make a page
    from bindery.provenance import git  # noqa: PLC0415  see above

    return git.current_commit(root)


def _all_inputs(of: SiteInputs) -> Iterator[tuple[str, Callable[[], bytes], OmissionReason | None]]:
    """Each input once: its path, what returns its bytes, and why it is not in the site, or None if it is."""
    is_release = bool(of.settings.get("release"))
    for name in of.files:
        if is_release and not _is_whole(of.root / name, of.files[name]):
            continue
        yield name, partial(of.files.__getitem__, name), of.left_out.get(name)
    own = of.root / disk.TEMPLATES
    others = {_name(other, of.root): other for other in (*map(OtherFile, disk.walk_files(own)), *of.others)}
    for name, other in others.items():
        if other.path.is_file() and name not in of.files:
            yield name, other.path.read_bytes, None if other.used else "excluded"


def _is_whole(path: Path, data: bytes) -> bool:
    """Whether a release has the whole of a file. The hash of a part would depend on what was cut out of it."""
    return path.is_file() and path.read_bytes() == data


def _name(other: OtherFile, root: Path) -> str:
    """The path of a file in the project. For a file elsewhere only the last folder is named: the full path is private."""
    path = other.path.parent.resolve() / other.path.name
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    within = other.path.relative_to(other.folder.parent) if other.folder else other.path.name
    return f"../{Path(within).as_posix()}"


def _could_be_inputs(paths: Iterable[str], inputs: Iterable[str]) -> bool:
    """Whether a file that the commit has and the project has not would have been an input: inputs are in the same folder."""
    folders = {PurePosixPath(path).parts[0] for path in inputs if "/" in path}
    return any(
        len(parts) > 1
        and parts[0] in folders
        and not any(p.startswith(".") or p.endswith("~") for p in parts)
        for parts in (path.split("/") for path in paths)
    )


def _is_blob(data: bytes, blob: str | None) -> bool:
    """Whether a file's bytes have this git hash; None, for a file that the commit does not have, never matches."""
    if blob is None:
        return False
    whole = b"blob %d\0%b" % (len(data), data)
    hasher = sha1(whole, usedforsecurity=False) if len(blob) == 40 else sha256(whole)  # noqa: PLR2004  hexadecimal digits of a SHA-1
    return hasher.hexdigest() == blob


def compare_inputs(project: Path, made: Manifest) -> list[Finding]:
    """How the inputs in a project's folder differ from those that a manifest names.

    The manifest may come from anyone: paths in it that lead out of the folder are not followed, and only regular files
    are read.

    Args:
        project: the project's folder.
        made: the manifest of a site.

    Raises:
        OSError: a file cannot be read.
    """
    there = {
        path.relative_to(project).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in dict.fromkeys(_possible_inputs(project, made))
        if _is_input(path, project)
    }
    if made.settings.get("release"):  # it says nothing of files of which it has a part alone, or none
        there = {name: digest for name, digest in there.items() if name in made.inputs}
    unsafe = [name for name in made.inputs if not _is_inside(name)]
    differing = manifest.differences(made, there)
    return sorted_findings(
        [
            *(Finding("unsafe", name, "it is outside the project") for name in unsafe),
            *(finding for finding in differing if finding.what != "missing" or _is_inside(finding.name)),
        ]
    )


def _possible_inputs(project: Path, made: Manifest) -> Iterator[Path]:
    """The files that a manifest names, and all files in the folders that hold inputs; some may come twice."""
    inside = list(filter(_is_inside, made.inputs))
    yield from (project / name for name in inside)
    folders = {PurePosixPath(name).parts[0] for name in made.inputs if "/" in name}
    folders |= {FOLDER, disk.TEMPLATES}
    for folder in (STORE, *sorted(filter(_is_inside, folders))):
        yield from disk.walk_files(project / folder)


def _is_inside(name: str) -> bool:
    """Whether a relative path stays inside the folder that it starts from, on any system."""
    parts = name.split("/")
    return not ({"", ".", ".."} & set(parts)) and not any(char in name for char in "\\:\0")


def _is_input(path: Path, project: Path) -> bool:
    """Whether a path is a regular file with no symbolic link among its parent folders."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and path.resolve() == project.resolve() / path.relative_to(
            project
        )
    except (OSError, ValueError):
        return False
