"""`bindery serve`: a preview in a browser that shows every saved change at once."""

from __future__ import annotations

import errno
import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import click

from bindery.cli.options import root_option
from bindery.preview.notice_board import NoticeBoard
from bindery.preview.server import is_local, serving
from bindery.preview.session import Preview
from bindery.preview.watch import watching_files
from bindery.system import memory
from bindery.text.report import printable

_HIGHEST_PORT = 65535


def _address(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, int]:
    """The host and port of the option `--dev-addr`.

    Raises:
        click.BadParameter: the value is not a host and a port.
    """
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
    help="Address of the preview: a host and a port.",
)
@click.option("--open", "opened", is_flag=True, help="Open the preview in the browser.")
def serve(root: Path, address: tuple[str, int], *, opened: bool) -> None:
    """Show the site with its drafts in a browser, and update it whenever a file is saved.

    The site is built in a temporary folder; site/ and dist/ are not touched. An edit of a briefing is shown at once.
    An edit that changes other pages too, or of hand-written pages, templates or settings, is shown when the whole site
    has been built again; the old pages are shown until then. Errors are printed here, and shown in place of the pages
    that they prevent. Press Ctrl-C to stop.
    """
    memory.refuse_too_little(root)
    host, port = address
    board = NoticeBoard()
    try:
        with ExitStack() as stack:
            port = _start(stack, host, port, board)
            folder = tempfile.TemporaryDirectory(prefix="bindery-serve-", ignore_cleanup_errors=True)
            preview = Preview(root, Path(stack.enter_context(folder)), board)
            watch = stack.enter_context(watching_files(root))
            watch.follow(preview.sources)
            _print_address(host, port, board, opened=opened)
            preview.build()
            watch.follow(preview.sources)
            preview.warm()
            while True:
                preview.follow(watch.changed())
                watch.follow(preview.sources)
    except KeyboardInterrupt:
        click.echo("the preview has stopped", err=True)


def _start(stack: ExitStack, host: str, port: int, board: NoticeBoard) -> int:
    """Start the server.

    Args:
        stack: stops the server at its end.
        host: name or IP address to serve at.
        port: port to serve at; 0 for any that is free.
        board: holds what is shown.

    Returns:
        The port.

    Raises:
        click.ClickException: the address cannot be used.
    """
    try:
        return stack.enter_context(serving(host, port, board))
    except OSError as error:
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        remedy = f"name another with --dev-addr, such as 127.0.0.1:{min(port + 1, _HIGHEST_PORT)}"
        raise click.ClickException(printable(f"{_written(host, port)} {why}; {remedy}")) from error


def _written(host: str, port: int) -> str:
    """A host and a port as they are written in an address; IPv6 addresses have brackets (RFC 3986, 3.2.2)."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _print_address(host: str, port: int, board: NoticeBoard, *, opened: bool) -> None:
    """Print the address of the preview, with a warning if others can read it.

    Args:
        host: name or IP address of the server.
        port: its port.
        board: holds what is shown.
        opened: whether to open the address in the browser.
    """
    address = f"http://{_written(host, port)}{board.shown.base}"
    click.echo(
        printable(f"{address} shows the site with its drafts as soon as it is built; press Ctrl-C to stop"),
        err=True,
    )
    if not is_local(host):
        click.echo(
            "anyone on your network can read the preview, drafts included: use it only on a network that you trust",
            err=True,
        )
    if opened:
        webbrowser.open(address)


__all__ = ["serve"]
