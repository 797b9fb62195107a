"""Files read into inputs, and results written so that nothing half-written is ever left behind."""

from __future__ import annotations

import logging
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bindery.problems import Problem
from bindery.shelf import FOLDER, STORE, Inputs
from bindery.tree import decode_text

TEMPLATES = "templates"
_LAST_SECOND = 2**32 - 1  # the last that a gzip file can name, in the year 2106
LARGEST_FILE = 16 << 20  # bytes, of a snapshot or a picture
_PACKAGE = Path(__file__).resolve().parent
for _reader in ("pypdf", "trafilatura"):  # what they find odd in a snapshot is no news to an author
    logging.getLogger(_reader).setLevel(logging.CRITICAL)


def read(root: Path, *, drafts: bool = False, directory_urls: bool = True) -> Inputs:
    """Everything that an edition of the project at `root` is made from."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    templates = read_templates(root, problems)
    for path in (*walk(root / STORE), *walk(root / FOLDER)):
        name = path.relative_to(root).as_posix()
        found = read_regular(path, name)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            files[name] = found
    return Inputs(
        files=files,
        templates=templates,
        own_templates=templates != read_templates(shipped(TEMPLATES).parent),
        today=today(),
        drafts=drafts,
        directory_urls=directory_urls,
        problems=tuple(problems),
    )


def read_templates(root: Path, problems: list[Problem] | None = None) -> dict[str, str]:
    """Our templates, and in their place those of the same name in the project's own `templates/`."""
    found: dict[str, str] = {}
    problems = [] if problems is None else problems
    for folder in (shipped(TEMPLATES), root / TEMPLATES):
        for path in walk(folder):
            if path.suffix == ".j2":
                name = path.relative_to(folder).as_posix()
                text, unread = decode_text(f"{TEMPLATES}/{name}", path.read_bytes())
                problems += unread
                if text:
                    found[name] = text.content
    return found


def shipped(name: str) -> Path:
    """A file or folder that comes with the package: within it when installed, beside it in a checkout."""
    within = _PACKAGE / name
    return within if within.exists() else _PACKAGE.parent / name


class DayError(Exception):
    """The environment names a day, and what it names is none."""


def today() -> date:
    """The day for which an edition is made: `SOURCE_DATE_EPOCH` where it is set, as reproducible builds do.

    Raises:
        DayError: it is set and is no number of seconds; a build must not fall back to the clock then.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.fromtimestamp(time.time(), UTC).date()
    if not re.fullmatch(r"[0-9]{1,10}", seconds) or int(seconds) > _LAST_SECOND:
        message = f"SOURCE_DATE_EPOCH is `{seconds}`; set it to a number of seconds since 1970, or unset it"
        raise DayError(message)
    return datetime.fromtimestamp(int(seconds), UTC).date()


def state(places: Iterable[Path]) -> dict[Path, tuple[int, ...]]:
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


def read_regular(path: Path, name: str) -> bytes | Problem:
    """The bytes of a regular file, or why it is not read: a link could publish what lies outside the project."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            return Problem(
                "B015",
                "this is not a regular file",
                path=name,
                help="put the file itself here, not a link to it",
            )
        if about.st_size > LARGEST_FILE:
            message = f"the file has {about.st_size:,} bytes; at most {LARGEST_FILE:,} are read"
            return Problem("B016", message, path=name, help="store a smaller copy")
        return path.read_bytes()
    except OSError as error:
        return Problem(
            "B017", f"the file cannot be read: {error.strerror}", path=name, help="check its permissions"
        )


def open_to_readers(folder: Path) -> None:
    """Gives a folder that was built, and all in it, the modes that a web server needs, whatever the umask was."""
    for base, _, names in os.walk(folder):
        Path(base).chmod(0o755)
        for name in names:
            Path(base, name).chmod(0o644)


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
