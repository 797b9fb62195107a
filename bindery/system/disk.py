"""Files read into inputs, and results written so that nothing half-written is ever left behind."""

from __future__ import annotations

import logging
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bindery.model.field_types import RESERVED_NAMES
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER, STORE
from bindery.reading.yaml_tree import decode_text
from bindery.system import atomic
from bindery.system.clock import today
from bindery.system.template_cache import TemplateBytecode
from bindery.text.problems import Problem

TEMPLATES = "templates"
SCHEMAS = "schema"  # made from the models when these were last changed
LARGEST_FILE = 16 << 20  # bytes, of a snapshot or a picture
_FOLDER, _FILE = 0o755, 0o644  # the modes that a web server needs
_DEEPEST = 8  # folders within one another
_NOT_FILES = RESERVED_NAMES - {"constructor", "prototype"}  # those are names that no object may have
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')
_USUAL = frozenset({".gitignore", ".gitkeep", ".gitattributes", ".DS_Store"})  # not worth a word
_PACKAGE = Path(__file__).resolve().parent.parent
for _reader in ("pypdf", "trafilatura"):  # what they find odd in a snapshot is no news to an author
    logging.getLogger(_reader).setLevel(logging.CRITICAL)


def read_inputs(root: Path, *, drafts: bool = False, directory_urls: bool = True) -> Inputs:
    """Everything that an edition of the project at `root` is made from."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    templates = read_templates(root, problems)
    for path in (*_walk(root / STORE, STORE, problems), *_walk(root / FOLDER, FOLDER, problems)):
        name = path.relative_to(root).as_posix()
        found = read_regular(path, name)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            files[name] = found
    return Inputs(
        files=files,
        templates=templates,
        own_templates=(root / TEMPLATES).exists() and templates != read_templates(shipped(TEMPLATES).parent),
        today=today(),
        drafts=drafts,
        directory_urls=directory_urls,
        problems=tuple(problems),
        compiled=TemplateBytecode("pages"),
        schemas={f"{SCHEMAS}/{path.name}": path.read_bytes() for path in walk(shipped(SCHEMAS))},
    )


def read_templates(root: Path, problems: list[Problem] | None = None) -> dict[str, str]:
    """Our templates, and in their place those of the same name in the project's own `templates/`."""
    found: dict[str, str] = {}
    problems = [] if problems is None else problems
    for folder in (shipped(TEMPLATES), root / TEMPLATES):
        for path in _walk(folder, TEMPLATES, problems):
            name = path.relative_to(folder).as_posix()
            data = read_regular(path, f"{TEMPLATES}/{name}") if path.suffix == ".j2" else None
            if isinstance(data, Problem):
                problems.append(data)
            elif data is not None:
                text, unread = decode_text(f"{TEMPLATES}/{name}", data)
                problems += unread
                if text:
                    found[name] = text.content
    return found


def irregular_files(folder: Path, called: str) -> list[Problem]:
    """A problem for each link, pipe, socket, device and name that not every computer has in a folder to be published.

    Args:
        folder: the folder; MkDocs follows the links in it.
        called: how the folder is named to an author.
    """
    problems: list[Problem] = []
    for path in _walk(folder, called, problems, hidden=True):
        within = path.relative_to(folder)
        problem = _not_regular(path, f"{called}/{within.as_posix()}")
        problems += [problem] if problem else []
        if any(map(_is_impossible, within.parts)):
            problems.append(_impossible(f"{called}/{within.as_posix()}"))
    return problems


def shipped(name: str) -> Path:
    """A file or folder that comes with the package: within it when installed, beside it in a checkout."""
    within = _PACKAGE / name
    return within if within.exists() else _PACKAGE.parent / name


def file_states(places: Iterable[Path]) -> dict[Path, tuple[int, ...]]:
    """What tells whether files changed: of each file, in these folders or among them, its size, times and place on disk."""
    found: dict[Path, tuple[int, ...]] = {}
    for place in places:
        for path in walk(place) if place.is_dir() else (place,):
            try:
                about = path.lstat()
            except FileNotFoundError:
                continue
            found[path] = (about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_mode)
    return found


def walk(folder: Path) -> Iterator[Path]:
    """Every file of a folder, without following links; names that begin with a dot or end in ~ are nobody's."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                yield Path(base, name)
        for name in folders:
            if Path(base, name).is_symlink():
                yield Path(base, name)


def _walk(folder: Path, called: str, problems: list[Problem], *, hidden: bool = False) -> Iterator[Path]:
    """Every file of a folder, and every link to a folder, without following any.

    Args:
        folder: the folder; none is no problem.
        called: how it is named to an author.
        problems: what cannot be walked is added here, and what is left out.
        hidden: whether files count whose names say that they are not meant to be read.
    """
    if folder.is_symlink():
        problems.append(_a_link(called))
        return

    def named(path: Path) -> str:
        return f"{called}/{path.relative_to(folder).as_posix()}"

    def unread(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            problems.append(_unreadable(named(Path(error.filename)), error))

    for base, folders, names in os.walk(folder, onerror=unread):
        here = Path(base)
        if len(here.relative_to(folder).parts) > _DEEPEST:
            problems.append(_too_deep(named(here)))
            folders[:] = []
            continue
        left_out = [] if hidden else [name for name in (*folders, *names) if _is_hidden(name)]
        problems += [_left_out(named(here / name)) for name in sorted(left_out) if name not in _USUAL]
        links = [name for name in folders if Path(base, name).is_symlink()]
        folders[:] = sorted(set(folders) - set(left_out) - set(links))
        yield from (here / name for name in sorted({*names, *links} - set(left_out)))


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def _is_impossible(name: str) -> bool:
    """Whether Windows cannot have a file or folder of this name."""
    stem = name.split(".", maxsplit=1)[0].rstrip(" ").lower()
    return stem in _NOT_FILES or name != name.rstrip(" .") or bool(_NOT_ON_WINDOWS & set(name))


def _impossible(name: str) -> Problem:
    remedy = "name it otherwise: readers unpack the bundle there"
    return Problem("B604", "Windows cannot have a file or folder of this name", path=name, help=remedy)


def _left_out(name: str) -> Problem:
    return Problem(
        "B021",
        "this is left out: names that begin with a dot or end in ~ are nobody's",
        path=name,
        severity="hint",
        help="rename it if it is meant to be read, or delete it",
    )


def _too_deep(name: str) -> Problem:
    message = f"this folder lies more than {_DEEPEST} folders deep and is not read"
    return Problem("B022", message, path=name, help="move what is in it further up")


def _unreadable(name: str, error: OSError) -> Problem:
    message = f"the file cannot be read: {error.strerror}"
    return Problem("B017", message, path=name, help="check its permissions")


def _a_link(name: str) -> Problem:
    remedy = "put the file itself here, not a link to it"
    return Problem("B015", "this is not a regular file", path=name, help=remedy)


def _not_regular(path: Path, name: str) -> Problem | None:
    try:
        return None if stat.S_ISREG(path.lstat().st_mode) else _a_link(name)
    except OSError as error:
        return _unreadable(name, error)


def read_regular(path: Path, name: str) -> bytes | Problem:
    """The bytes of a regular file, or why it is not read: a link could publish what lies outside the project."""
    problem = _not_regular(path, name)
    if problem:
        return problem
    try:
        # What lies there may have been exchanged since: a link is not followed, a pipe is not waited for.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            size = os.fstat(handle).st_size
            if size > LARGEST_FILE:
                message = f"the file has {size:,} bytes; at most {LARGEST_FILE:,} are read"
                return Problem("B016", message, path=name, help="store a smaller copy")
            return file.read(LARGEST_FILE)
    except OSError as error:
        return _unreadable(name, error)


def open_to_readers(folder: Path) -> None:
    """Gives a folder that was built, and all in it, the modes that a web server needs, whatever the umask was."""
    folder.chmod(_FOLDER)
    for entry in atomic.entries(os.fspath(folder)):
        wanted = _FOLDER if entry.is_dir(follow_symlinks=False) else _FILE
        if stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode) != wanted:  # most have it already
            os.chmod(entry.path, wanted)  # noqa: PTH101  a Path for each would take as long again


def write(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, and only when it differs.

    Returns:
        Whether it was written.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".bindery-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
