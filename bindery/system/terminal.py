"""What commands say on a terminal: problems, faults of the machine, in which encoding."""

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

_UTF8 = "PYTHONUTF8"  # the variable by which Python takes UTF-8 for everything


def show(problems: tuple[Problem, ...], form: Format) -> None:
    """Problems for a machine go to standard output, and so do those for a person, with colour on a terminal."""
    said = problems_text(problems, form)
    if said:
        click.echo(said)


def problems_text(problems: tuple[Problem, ...], form: Format) -> str:
    """What `show` says; empty for nothing."""
    shown = render(problems, form, colour=sys.stdout.isatty())
    return shown or (summary(problems) if form == "text" else "")


def restart_in_utf8() -> None:
    """Starts the program again where it would read the names of files in another encoding than UTF-8.

    The address of a page comes from the name of its file, and must not depend on the reader's locale.
    """
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get(_UTF8) == "1":
        return
    shown = f"{sys.stdout.encoding}:backslashreplace"  # a terminal is still told in its own encoding
    os.execve(sys.executable, sys.orig_argv, {"PYTHONIOENCODING": shown, **os.environ, _UTF8: "1"})  # noqa: S606  itself


class FaultError(click.ClickException):
    """The machine is at fault, or its moment was: the same command may work when that is seen to."""

    exit_code = 3


_REMEDIES = {
    errno.ENOSPC: "make room on it",
    errno.EDQUOT: "make room within what you are allowed there",
    errno.EFBIG: "raise the limit of a file's size (`ulimit -f`)",
    errno.EROFS: "name another folder, or have the disk made writable",
    errno.EACCES: "see whose it is, and what you may do there",
    errno.EPERM: "see whose it is, and what you may do there",
    errno.EBUSY: "see what uses it; where a disk begins, name a folder within it",
    errno.ENOTEMPTY: "see what writes there",
    errno.EXDEV: "remove the old folder: it lies on another disk or in another layer",
    errno.ENOLCK: "name a folder on a disk that knows locks",
    errno.ENOTSUP: "name a folder on a disk that knows locks",
    errno.ECHILD: "see whether there is memory enough, and build again",
    errno.EMFILE: "raise the limit of open files (`ulimit -n`)",
    errno.ENAMETOOLONG: "give it a shorter path",
    errno.ELOOP: "see what the links on its path lead to",
}


def fault_from(error: OSError, rest: str = "") -> FaultError:
    """What a system error is to a person: where, what, what to do, and what became of the result."""
    where = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "see to the disk and to what else uses it")
    return FaultError(printable(f"{where}{error.strerror or error}; {remedy}{f'. {rest}' if rest else ''}"))


def exit_interrupted(stop: KeyboardInterrupt, rest: str = "") -> NoReturn:
    """Ends a program that was interrupted as shells expect it, with 128 and the signal's number.

    Args:
        stop: what interrupted it.
        rest: what became of the result.
    """
    click.echo(f"interrupted; {rest}" if rest else "interrupted", err=True)
    number = signal.SIGTERM if isinstance(stop, atomic.StoppedError) else signal.SIGINT
    sys.exit(128 + number)
