"""Whether the library that draws cards has enough memory: without it, it ends the process without a message."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bindery.system import confined
from bindery.system.terminal import FaultError

_ADDRESS = re.compile(rb"^site_url:", re.MULTILINE)
_SMALLEST = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def refuse_too_little(root: Path) -> None:
    """Stops where a limit on memory (`ulimit -v`) is too low to draw. It is tried in another process, and only then.

    Args:
        root: the project's folder.

    Raises:
        FaultError: the limit is too low, and the project has something to draw.
    """
    if sys.platform != "linux" or not _is_limited() or not _may_draw(root):
        return
    if confined.ends_well(_draw):
        return
    raise FaultError(
        "cards cannot be drawn: the memory that this program may use is limited;"
        " raise the limit (`ulimit -v unlimited`), and build again. Nothing was changed"
    )


def _is_limited() -> bool:
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415  slow to load, and few processes need it

    return resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY


def _may_draw(root: Path) -> bool:
    """Whether the site has an address, which cards are made for."""
    try:
        return bool(_ADDRESS.search((root / "mkdocs.yml").read_bytes()))
    except OSError:
        return True  # the build says what cannot be read


def _draw() -> None:
    """Draws an empty picture, as every build does that draws."""
    from bindery.drawing import fonts  # noqa: PLC0415  slow to load, and few processes are limited

    fonts.drawing_engine().svg_to_png(_SMALLEST, scale=1, ppi=72)


__all__ = ["refuse_too_little"]
