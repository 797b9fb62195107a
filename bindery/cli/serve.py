"""`bindery serve`: a preview in a browser that shows what was saved at once."""

from __future__ import annotations

import errno
import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import click

from bindery.cli.options import root_option
from bindery.preview.server import NoticeBoard, is_local, serving
from bindery.preview.session import Preview
from bindery.preview.watch import watching_files
from bindery.text.report import printable

_LAST = 65535  # the highest port


def _address(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, int]:
    """A host and a port, as they are written in an address."""
    try:
        parts = urlsplit(f"//{value}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or port is None or parts.path or parts.query or parts.fragment or parts.username:
        raise click.BadParameter("write a host and a port, such as 127.0.0.1:8000")
    return host, port


@click.command()
@root_option
@click.option(
    "-a",
    "--dev-addr",
    "address",
    default="127.0.0.1:8000",
    show_default=True,
    callback=_address,
    help="Where the preview is shown: a host and a port.",
)
@click.option("--open", "opened", is_flag=True, help="Open the preview in the browser.")
def serve(root: Path, address: tuple[str, int], *, opened: bool) -> None:
    """Show the site in a browser, drafts too, and follow every change that is saved.

    The site is built into a temporary folder; site/ and dist/ are not touched. An edit of a briefing is shown at
    once; one that reaches further, or of pages written by hand, templates and settings, when the site is built anew,
    and until then the pages before are shown. Errors are told here, and on the pages that they keep from being made.
    Ctrl-C ends it.
    """
    host, port = address
    board = NoticeBoard()
    try:
        with ExitStack() as stack:
            port = _answered(stack, host, port, board)
            folder = tempfile.TemporaryDirectory(prefix="bindery-serve-", ignore_cleanup_errors=True)
            preview = Preview(root, Path(stack.enter_context(folder)), board)
            watch = stack.enter_context(watching_files(root))
            watch.follow(preview.sources)
            _tell(host, port, board, opened=opened)
            preview.build()
            watch.follow(preview.sources)
            preview.warm()
            while True:
                preview.follow(watch.changed())
                watch.follow(preview.sources)
    except KeyboardInterrupt:
        click.echo("the preview has ended", err=True)


def _answered(stack: ExitStack, host: str, port: int, board: NoticeBoard) -> int:
    """The port of the address at which the preview is shown from now on."""
    try:
        return stack.enter_context(serving(host, port, board))
    except OSError as error:
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had: {error.strerror}"
        remedy = f"name another with --dev-addr, such as 127.0.0.1:{min(port + 1, _LAST)}"
        raise click.ClickException(printable(f"{_written(host, port)} {why}; {remedy}")) from error


def _written(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _tell(host: str, port: int, board: NoticeBoard, *, opened: bool) -> None:
    """Says where the preview is, and to whom it answers."""
    address = f"http://{_written(host, port)}{board.shown.base}"
    click.echo(
        printable(f"{address} shows the site, drafts too, as soon as it is built; Ctrl-C ends it"), err=True
    )
    if not is_local(host):
        click.echo("others on the network can read all of it: do this only on one that you trust", err=True)
    if opened:
        webbrowser.open(address)


__all__ = ["serve"]
