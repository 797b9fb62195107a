"""A picture from the briefing's folder."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from bindery.model.briefing import Block, FormatModel
from bindery.model.field_types import Line, Markdown, SourceRef

_FILE = re.compile(r"images/[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpe?g|gif|webp|avif)")


class ImageFile(Line):
    """The path of a picture within the briefing's folder."""

    __slots__ = ()
    code = "B112"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_FILE.pattern}$"}

    @classmethod
    def check(cls, value: str) -> str:
        """The value, or a fault."""
        if not _FILE.fullmatch(value):
            raise cls.refuse(
                f"`{value}` is not the path of a picture",
                "write images/NAME.png (or .jpg, .gif, .webp, .avif) and put the file there, beside briefing.yml",
            )
        return value


class Image(FormatModel):
    """The picture and what is said about it."""

    file: ImageFile
    """Its path within the briefing's folder: `images/NAME.png`."""
    alt: Line
    """What it shows, for readers who do not see it."""
    caption: Markdown | None = None
    """What stands below it."""
    source: SourceRef | None = None
    """Where it comes from."""


class ImageBlock(Block):
    """A picture with its caption."""

    kind = "image"

    image: Image
    """The picture."""


BLOCK = ImageBlock
