"""What files for readers without a network are made from: a finished website."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bindery.edition import Edition

# The element that holds the briefing: in our theme, in Material's, in any other.
BODIES = ("//article//div[contains(@class,'bd-page')]", "//article", "//body")


@dataclass(frozen=True)
class SiteFacts:
    """The site that one-file editions are made from.

    Attributes:
        folder: the folder of the site.
        edition: what the site was made from.
        templates: text of each template, by name.
        name: name of the site.
        address: address of the site; empty where it has none.
        directory_urls: whether a page's address ends in `/` rather than `.html`.
    """

    folder: Path
    edition: Edition
    templates: Mapping[str, str]
    name: str
    address: str
    directory_urls: bool
