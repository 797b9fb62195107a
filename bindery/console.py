"""What all commands share: their options, and how problems are printed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bindery.problems import Format, Problem, render, summary

_UTF8 = "PYTHONUTF8"  # the variable by which Python takes UTF-8 for everything
_FORMATS = click.Choice(["text", "json", "github", "sarif"])
root_option = click.option(
    "-C",
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The project's folder: the one with mkdocs.yml and briefings/.",
)
format_option = click.option(
    "--format", "form", type=_FORMATS, default="text", show_default=True, help="How problems are printed."
)
drafts_option = click.option("--drafts", is_flag=True, help="Include the briefings whose status is draft.")
strict_figures_option = click.option(
    "--strict-figures", is_flag=True, help="Make a figure that nothing cited carries an error."
)

require_snapshots_option = click.option(
    "--require-snapshots",
    is_flag=True,
    help="Make a quotation that nothing stored can be compared with an error.",
)


def show(problems: tuple[Problem, ...], form: Format) -> None:
    """Problems for a machine go to standard output, and so do those for a person, with colour on a terminal."""
    shown = render(problems, form, colour=sys.stdout.isatty())
    if shown or form == "text":
        click.echo(shown or summary(problems))


def in_utf8() -> None:
    """Starts the program again where it would read the names of files in another encoding than UTF-8.

    The address of a page comes from the name of its file, and must not depend on the reader's locale.
    """
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get(_UTF8) == "1":
        return
    shown = f"{sys.stdout.encoding}:backslashreplace"  # a terminal is still told in its own encoding
    os.execve(sys.executable, sys.orig_argv, {"PYTHONIOENCODING": shown, **os.environ, _UTF8: "1"})  # noqa: S606  itself
