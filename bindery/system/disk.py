"""Reading a project's files into inputs, and writing results so that no half-written file is left behind."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from bindery.model.field_types import RESERVED_NAMES
from bindery.model.names import SitePath
from bindery.reading.inputs import Inputs, Release
from bindery.reading.project import FOLDER, STORE
from bindery.reading.yaml_tree import decode_text
from bindery.system import atomic
from bindery.system.clock import today
from bindery.system.confined import confined
from bindery.system.template_cache import TemplateBytecode
from bindery.system.whole_files import write_whole
from bindery.text.problems import Problem

TEMPLATES = "templates"
_TEXTS = (".j2", ".typ")  # endings of templates
SCHEMAS = "schema"  # generated from the models, and regenerated when they change
LARGEST_FILE = 16 << 20  # bytes, of a snapshot or an image
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644  # what a web server needs in order to read them
_MAX_DEPTH = 8  # folders inside each other
_RESERVED_ON_WINDOWS = RESERVED_NAMES - {"constructor", "prototype"}  # these two are reserved in JavaScript
_FORBIDDEN_ON_WINDOWS = frozenset('<>:"|?*\\')
_COMMON_HIDDEN = frozenset(
    {".gitignore", ".gitkeep", ".gitattributes", ".DS_Store"}
)  # skipped without a hint
_PACKAGE = Path(__file__).resolve().parent.parent
for _reader in ("pypdfium2", "trafilatura"):  # authors need not see their warnings about a snapshot
    logging.getLogger(_reader).setLevel(logging.CRITICAL)


def read_inputs(
    root: Path,
    *,
    drafts: bool = False,
    directory_urls: bool = True,
    release: Release | None = None,
    read: Callable[[str, str], bytes | Problem] | None = None,
) -> Inputs:
    """Everything that an edition of a project is made from.

    Args:
        root: the project's folder.
        drafts: whether drafts are included.
        directory_urls: whether addresses end in a slash, as `use_directory_urls` in mkdocs.yml says.
        release: what the edition may hold; None for everything.
        read: reads a file by its path and its name, in place of `read_regular`.
    """
    read = read or read_regular
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    templates = read_templates(root, problems)
    kept = STORE.partition("/")[0]
    if (root / kept).is_symlink():
        problems.append(_not_regular(kept))
        folders: tuple[str, ...] = (FOLDER,)
    else:
        folders = (STORE, FOLDER)
    for folder in folders:
        for path, within in _walk(root / folder, folder, problems):
            name = f"{folder}/{within}"
            found = read(path, name)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files[name] = found
    release = release or Release()
    if release.level:
        from bindery.reading.draft_sections import published_files  # noqa: PLC0415  as below
        from bindery.reading.release import released_files  # noqa: PLC0415  needed only where it is asked for

        if not drafts:
            published = published_files(files)
            files = published.files
            problems += published.problems
        files, to_decide = released_files(files, release)
        problems += to_decide
    return Inputs(
        files=files,
        templates=templates,
        own_templates=(root / TEMPLATES).exists() and templates != read_templates(shipped(TEMPLATES).parent),
        today=today(),
        drafts=drafts,
        directory_urls=directory_urls,
        release=release,
        problems=tuple(problems),
        compiled=TemplateBytecode("pages"),
        schemas={
            SitePath(f"{SCHEMAS}/{path.name}"): path.read_bytes() for path in walk_files(shipped(SCHEMAS))
        },
        confine=confined,
    )


def read_templates(root: Path, problems: list[Problem] | None = None) -> dict[str, str]:
    """The templates by name: ours, except where the project's `templates/` has one of the same name.

    Args:
        root: the project's folder.
        problems: problems found while reading are added to this list.
    """
    found: dict[str, str] = {}
    problems = [] if problems is None else problems
    for folder in (shipped(TEMPLATES), root / TEMPLATES):
        for path, name in _walk(folder, TEMPLATES, problems):
            data = read_regular(path, f"{TEMPLATES}/{name}") if name.endswith(_TEXTS) else None
            if isinstance(data, Problem):
                problems.append(data)
            elif data is not None:
                text, unread = decode_text(f"{TEMPLATES}/{name}", data)
                problems += unread
                if text:
                    found[name] = text.content
    return found


def irregular_files(folder: Path, called: str) -> list[Problem]:
    """A problem for each link, pipe, socket and device in a folder, and for each name that Windows does not allow.

    Args:
        folder: a folder to be published; MkDocs would follow the links in it.
        called: name of the folder in messages, such as `docs`.
    """
    problems: list[Problem] = []
    for path, within in _walk(folder, called, problems, hidden=True):
        problem = _regular_file_problem(path, f"{called}/{within}")
        problems += [problem] if problem else []
        if any(map(_is_forbidden_on_windows, within.split("/"))):
            problems.append(_forbidden_on_windows(f"{called}/{within}"))
    return problems


def shipped(name: str) -> Path:
    """A file or folder that comes with the program: inside the package if it is installed, next to it in a checkout."""
    within = _PACKAGE / name
    return within if within.exists() else _PACKAGE.parent / name


def file_states(places: Iterable[Path]) -> dict[str, tuple[int, ...]]:
    """The state of each file, to be compared with a later one in order to see whether the file changed.

    Args:
        places: files, and folders whose files are all included. What does not exist is left out.

    Returns:
        For each file: size in bytes, times of change in nanoseconds, inode and mode.
    """
    found: dict[str, tuple[int, ...]] = {}
    for place in places:
        for path, look in _entries_in(place) if place.is_dir() else ((os.fspath(place), place.lstat),):
            try:
                state = look()
            except (FileNotFoundError, NotADirectoryError):
                continue
            found[path] = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, state.st_mode)
    return found


def _entries_in(folder: Path) -> Iterator[tuple[str, Callable[[], os.stat_result]]]:
    """The paths that `walk_files` gives, in any order, and what looks at the state of each without following a link."""
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            found = list(os.scandir(waiting.pop()))  # a Path for each would double the time
        except OSError:
            continue  # left out, as by `walk_files`
        for entry in found:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif not entry.name.endswith("~"):
                yield entry.path, partial(entry.stat, follow_symlinks=False)


def walk_files(folder: Path) -> Iterator[Path]:
    """Every file in a folder, and every link to a folder, none of which is followed. Hidden files and backups are skipped."""
    return map(Path, _files_in(folder))


def _files_in(folder: Path) -> Iterator[str]:
    """The paths that `walk_files` gives."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith("~"):
                yield os.path.join(base, name)  # noqa: PTH118  as above
        for name in folders:
            if os.path.islink(path := os.path.join(base, name)):  # noqa: PTH114, PTH118  as above
                yield path


def _walk(
    folder: Path, called: str, problems: list[Problem], *, hidden: bool = False
) -> Iterator[tuple[str, str]]:
    """Every file in a folder, and every link to a folder, none of which is followed.

    Args:
        folder: the folder; it need not exist.
        called: name of the folder in messages.
        problems: problems, and hints about skipped files, are added to this list.
        hidden: whether to include names that begin with a dot or end in ~.

    Yields:
        The path of each file, and its path in the folder; texts, since a Path for each would take longer than to read it.
    """
    if folder.is_symlink():
        problems.append(_not_regular(called))
        return
    start = len(os.path.join(folder, ""))  # noqa: PTH118

    def within(path: str) -> str:
        return path[start:].replace(os.sep, "/")

    def report(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            problems.append(_unreadable(f"{called}/{within(error.filename)}", error))

    for base, folders, names in os.walk(folder, onerror=report):
        here = f"{within(base)}/" if len(base) > start else ""
        if here.count("/") > _MAX_DEPTH:
            problems.append(_too_deep(f"{called}/{here[:-1]}"))
            folders[:] = []
            continue
        skipped = [] if hidden else [name for name in (*folders, *names) if _is_hidden(name)]
        problems += [
            _skipped(f"{called}/{here}{name}") for name in sorted(skipped) if name not in _COMMON_HIDDEN
        ]
        links = [name for name in folders if os.path.islink(os.path.join(base, name))]  # noqa: PTH114, PTH118
        folders[:] = sorted(set(folders) - set(skipped) - set(links))
        for name in sorted({*names, *links} - set(skipped)):
            yield os.path.join(base, name), f"{here}{name}"  # noqa: PTH118


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def _is_forbidden_on_windows(name: str) -> bool:
    """Whether Windows does not allow a file or folder with this name."""
    stem = name.split(".", maxsplit=1)[0].rstrip(" ").lower()
    return (
        stem in _RESERVED_ON_WINDOWS or name != name.rstrip(" .") or bool(_FORBIDDEN_ON_WINDOWS & set(name))
    )


def _forbidden_on_windows(name: str) -> Problem:
    remedy = "rename it, since readers may unpack the bundle on Windows"
    return Problem("B604", "Windows does not allow a file or folder with this name", path=name, help=remedy)


def _skipped(name: str) -> Problem:
    return Problem(
        "B021",
        "this is skipped because its name begins with a dot or ends in ~",
        path=name,
        severity="hint",
        help="rename it if it belongs to the project; otherwise delete it",
    )


def _too_deep(name: str) -> Problem:
    message = f"this folder is more than {_MAX_DEPTH} folders deep and is not read"
    return Problem("B022", message, path=name, help="move its files to a higher folder")


def _unreadable(name: str, error: OSError) -> Problem:
    message, remedy = f"the file cannot be read: {error.strerror}", "check its permissions"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        message, remedy = "there is no such file", "correct its name, or the folder before it"
    return Problem("B017", message, path=name, help=remedy)


def _not_regular(name: str) -> Problem:
    remedy = "put the file itself here, not a link to it"
    return Problem("B015", "this is not a regular file", path=name, help=remedy)


def _regular_file_problem(path: Path | str, name: str) -> Problem | None:
    try:
        return None if stat.S_ISREG(os.lstat(path).st_mode) else _not_regular(name)
    except OSError as error:
        return _unreadable(name, error)


def read_regular(path: Path | str, name: str) -> bytes | Problem:
    """The bytes of a regular file, or the problem why it is not read.

    Links are not followed: one could publish a file from outside the project.

    Args:
        path: the file.
        name: its path as messages show it.
    """
    problem = _regular_file_problem(path, name)
    if problem:
        return problem
    try:
        # The file may have been replaced since the check: do not follow a link, do not wait for a pipe.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb", buffering=0) as file:  # noqa: PTH123  it is open already
            size = os.fstat(handle).st_size
            if size > LARGEST_FILE:
                message = f"the file has {size:,} bytes; the limit is {LARGEST_FILE:,}"
                return Problem("B016", message, path=name, help="put a smaller file in its place")
            return file.readall()[:LARGEST_FILE]
    except OSError as error:
        return _unreadable(name, error)


def open_to_readers(folder: Path) -> None:
    """Gives a built folder and everything in it the modes that a web server needs, whatever the umask is."""
    folder.chmod(_FOLDER_MODE)
    for entry in atomic.entries(os.fspath(folder)):
        wanted = _FOLDER_MODE if entry.is_dir(follow_symlinks=False) else _FILE_MODE
        if stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode) != wanted:  # most already do
            os.chmod(entry.path, wanted)  # noqa: PTH101  a Path for each would double the time


def write(path: Path, data: bytes) -> bool:
    """Write a file completely or not at all, and only if its bytes differ. Missing parent folders are made.

    Returns:
        Whether the file was written.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data, _FILE_MODE)
    return True


def write_new(path: str, data: bytes) -> None:
    """Write a file into a folder that is new, so that nothing has to be kept if writing fails.

    Args:
        path: path on this machine; missing parent folders are made.
        data: its bytes.
    """
    _make_folders(os.path.dirname(path))  # noqa: PTH120  most pages have a folder of their own
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123  Path.open takes twice as long
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]


def _make_folders(path: str) -> None:
    """Make a folder, and those above it where they are missing, which is rare."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:  # another file is in it
        pass
