"""The files that are published besides the pages; each module of this package makes one kind, and is found by name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.model.names import SitePath

FORMATS = tuple(sorted(info.name for info in pkgutil.iter_modules(__path__)))


def exported_files(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """The path on the site and the contents of every exported file."""
    for name in FORMATS:
        yield from importlib.import_module(f"{__name__}.{name}").export(of)
