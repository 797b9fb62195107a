"""The image block: an image from the folder of the briefing."""

import re
from typing import Any, ClassVar

from bindery.model.briefing import Block
from bindery.model.field_types import Id, Line, Markdown, SourceRef
from bindery.model.format_model import FormatModel

_FILE = re.compile(
    r"images/[A-Za-z0-9][A-Za-z0-9._-]*\."
    r"(?:[Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg]|[Gg][Ii][Ff]|[Ww][Ee][Bb][Pp]|[Aa][Vv][Ii][Ff])"  # as JSON Schema can say it
)


class ImageFile(Line):
    """The path of an image file in the folder of the briefing."""

    __slots__ = ()
    code = "B112"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": f"^{_FILE.pattern}$"}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the value if it is valid; raises a `PydanticCustomError` if not."""
        if not _FILE.fullmatch(value):
            raise cls.refuse(
                f"`{value}` is not the path of an image",
                "write images/NAME.png (or .jpg, .gif, .webp, .avif) and put the file into the folder `images` next to briefing.yml",
            )
        return value


class Image(FormatModel):
    """An image file and what is said about it."""

    file: ImageFile
    """The path of the file in the folder of the briefing: `images/NAME.png`."""
    dark: ImageFile | None = None
    """The path of another file, which is shown in its place where the page is dark."""
    alt: Line
    """What the image shows, for readers who cannot see it."""
    caption: Markdown | None = None
    """The caption, shown below the image."""
    source: SourceRef | None = None
    """The id of the source of the image."""


class ImageBlock(Block):
    """An image with its caption."""

    kind = "image"

    image: Image
    """The image."""
    id: Id | None = None
    """An id for the image, to refer to it: `[](#fig-<id>)`. By default the name of its file."""


BLOCK = ImageBlock
