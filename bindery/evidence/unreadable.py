"""The problems of a stored copy, or of a file to be stored, that cannot be read."""

from __future__ import annotations

from bindery.text.problems import Problem


def unreadable(path: str, message: str, remedy: str) -> Problem:
    """The problem that a file is not what its name says, or is damaged."""
    return Problem("B670", message, path=path, help=remedy)


def not_installed(path: str, what: str, command: str) -> Problem:
    """The problem that a library is missing.

    Args:
        path: the file.
        what: what cannot be done without it, such as `read WARC files`.
        command: what installs it.
    """
    return Problem("B671", f"to {what}, more has to be installed", path=path, help=f"run: {command}")


def no_record(path: str, message: str, remedy: str) -> Problem:
    """The problem that a web archive does not have the page of a source."""
    return Problem("B672", message, path=path, help=remedy)


def too_slow(path: str, noun: str, remedy: str) -> Problem:
    """The problem that a file takes too much time or memory to read."""
    return Problem("B314", f"this {noun} takes too much time or memory to read", path=path, help=remedy)


def too_large(path: str, message: str, remedy: str) -> Problem:
    """The problem that a file has too much in it to be read."""
    return Problem("B315", message, path=path, help=remedy)
