"""`bindery lsp`: a language server for editors."""

from __future__ import annotations

from pathlib import Path

import click

from bindery.cli.extras import needing


@click.command()
@click.option(
    "-C",
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the project; by default the one above each file.",
)
def lsp(root: Path | None) -> None:
    """Run a language server, which an editor starts and talks to over standard input and output.

    It completes ids of sources, claims and entities, shows what they name, leads to them, and reports the problems
    that `bindery check --drafts` finds in what is typed, before it is saved.
    """
    with needing("lsp"):
        from bindery.editor.language_server import make_server  # noqa: PLC0415  needs an optional package
    make_server(root).start_io()
