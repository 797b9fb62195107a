"""What the commands print: problems, system errors, and in which encoding."""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import NoReturn

import click

from bindery.system import atomic
from bindery.text.problems import Problem
from bindery.text.report import Format, printable, render, summary

_UTF8 = "PYTHONUTF8"  # the environment variable that makes Python use UTF-8 everywhere


def show(problems: tuple[Problem, ...], form: Format, *, every: bool = False) -> None:
    """Prints problems to standard output, in any format; text has colours if it goes to a terminal.

    Args:
        problems: what to print.
        form: the format.
        every: whether the text format has all problems of a kind, rather than the first ten.
    """
    text = problems_text(problems, form, every=every)
    if text:
        click.echo(text)


def problems_text(problems: tuple[Problem, ...], form: Format, *, every: bool = False) -> str:
    """The text that `show` prints; empty if it prints nothing."""
    shown = render(problems, form, colour=sys.stdout.isatty(), every=every)
    return shown or (summary(problems) if form == "text" else "")


def restart_in_utf8() -> None:
    """Starts the program again in UTF-8 mode if Python would read file names in another encoding.

    The address of a page comes from the name of its file, and must not depend on the locale of the person who builds.
    """
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get(_UTF8) == "1":
        return
    shown = f"{sys.stdout.encoding}:backslashreplace"  # output keeps the terminal's own encoding
    os.execve(sys.executable, sys.orig_argv, {"PYTHONIOENCODING": shown, **os.environ, _UTF8: "1"})  # noqa: S606  runs this same program


class FaultError(click.ClickException):
    """A system error, such as a full disk. The same command may work once its cause is fixed."""

    exit_code = 3


_REMEDIES = {
    errno.ENOSPC: "free some space on it",
    errno.EDQUOT: "free some space within your quota",
    errno.EFBIG: "raise the limit on file size (`ulimit -f`)",
    errno.EROFS: "choose another folder, or make the disk writable",
    errno.EACCES: "check its owner and permissions",
    errno.EPERM: "check its owner and permissions",
    errno.EBUSY: "check which program uses it; if it is a mount point, choose a folder inside it",
    errno.ENOTEMPTY: "check which other program writes there",
    errno.EXDEV: "delete the old folder: it is on another disk or in another layer of a container",
    errno.ENOLCK: "choose a folder on a disk that supports file locks",
    errno.ENOTSUP: "choose a folder on a disk that supports file locks",
    errno.ECHILD: "check that there is enough memory, and build again",
    errno.EMFILE: "raise the limit on open files (`ulimit -n`)",
    errno.ENAMETOOLONG: "use a shorter path",
    errno.ELOOP: "check where the symbolic links on its path lead",
}


def fault_from(error: OSError, rest: str = "") -> FaultError:
    """A system error as a message: where it happened, what it is, what to do, and what became of the result.

    Args:
        error: the system error.
        rest: what became of the result, as a sentence without a full stop; may be empty.
    """
    where = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "check the disk and which other programs use it")
    return FaultError(printable(f"{where}{error.strerror or error}; {remedy}{f'. {rest}' if rest else ''}"))


def exit_interrupted(stop: KeyboardInterrupt, rest: str = "") -> NoReturn:
    """Ends an interrupted program with the exit code that shells expect: 128 plus the number of the signal.

    Args:
        stop: the interruption: `StoppedError` for SIGTERM, otherwise SIGINT.
        rest: what became of the result; may be empty.
    """
    click.echo(f"interrupted; {rest}" if rest else "interrupted", err=True)
    number = signal.SIGTERM if isinstance(stop, atomic.StoppedError) else signal.SIGINT
    sys.exit(128 + number)
