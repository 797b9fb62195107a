"""Names that travel through the program as text, each kind with a type of its own so that none is taken for another."""

from __future__ import annotations

from typing import NamedTuple, NewType

Slug = NewType("Slug", str)
"""The name of a briefing's folder, and the first part of the addresses of its pages: `heat-in-cities`."""
NO_BRIEFING = Slug("")
"""In place of a slug, for what belongs to no briefing, such as the list of sources that all share."""
SourceId = NewType("SourceId", str)
"""The id of a source or an origin, unique in a project: `gibb-2023`."""
SitePath = NewType("SitePath", str)
"""The path of a file on the site, without a leading slash: `heat-in-cities/claims/index.html`."""


class CopyKey(NamedTuple):
    """A stored copy of a source in the folder of a briefing.

    Attributes:
        slug: the briefing in whose folder it is.
        source: the source.
        day: the day in the file's name, such as `2024-05-03`; empty when the name has none.
    """

    slug: Slug
    source: SourceId
    day: str = ""

    @property
    def stem(self) -> str:
        """The name of the file without its ending: `gibb-2023` or `gibb-2023.2024-05-03`."""
        return f"{self.source}.{self.day}" if self.day else self.source
