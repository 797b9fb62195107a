"""Output formats beside the pages, each a module of this package, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from bindery.pages.views import SiteView

FORMATS = tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def exported_files(site: SiteView) -> Iterator[tuple[str, bytes]]:
    """Every exported file by its path on the site."""
    for name in FORMATS:
        yield from importlib.import_module(f"{__name__}.{name}").export(site)
