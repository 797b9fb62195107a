"""Drawings as PNG pictures, for documents that cannot show SVG everywhere; Typst draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bindery.paper.word_pictures import Drawing


_PER_INCH = 200  # dots; a page is read at arm's length


def as_png(drawings: Sequence[Drawing], fonts: Iterable[Path]) -> list[bytes]:
    """A PNG of each drawing, in their order.

    Args:
        drawings: the drawings.
        fonts: folders of fonts. Those of the machine are not used, so that every machine makes the same file.

    Raises:
        ImportError: Typst is not installed.
        ValueError: a drawing cannot be read; the message is that of Typst.
    """
    if not drawings:
        return []
    typst = import_module("typst")
    files = {f"{number}.{drawing.ending}": drawing.data for number, drawing in enumerate(drawings)}
    pages = "\n#pagebreak(weak: true)\n".join(f'#image("{name}")' for name in files)
    text = f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}\n"
    try:
        made: bytes | list[bytes] = typst.compile(
            {"main": text.encode(), **files},
            format="png",
            ppi=_PER_INCH,
            font_paths=[str(folder) for folder in fonts],
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise ValueError(" ".join(str(error.message).split())) from error
    return made if isinstance(made, list) else [made]
