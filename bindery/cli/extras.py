"""The libraries that only some commands need, and how to install them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Ends the command with a message that names how to install what is missing.

    Args:
        extra: the optional dependencies that are imported in the block, such as `fetch`.
    """
    try:
        yield
    except ImportError as error:
        if (error.name or "").startswith("bindery"):
            raise
        raise click.ClickException(
            f"this command needs {error.name}, which is not installed: run pip install 'bindery-briefings[{extra}]'"
        ) from None
