"""A project as it is in an editor: the files on disk, with the texts that are not saved yet in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock

from bindery import edition
from bindery.build.checked_records import CheckedRecords
from bindery.build.interface import owner
from bindery.edition import Edition
from bindery.pages.views import SiteView
from bindery.reading.declared_ids import DeclaredId, declared_ids
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER
from bindery.site import settings
from bindery.system import disk
from bindery.text.problems import Problem


class UnsavedProject:
    """A project with texts that are not saved.

    Args:
        root: the project's folder.

    Attributes:
        root: the project's folder.
        site: the last version of the project that could be read, in which half-typed files are missing; may be None.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site: SiteView | None = None
        self._kept: dict[str, bytes] = {}
        self._names: set[str] = set()
        self._lock = Lock()
        self._declared: dict[str, tuple[tuple[int, int], tuple[DeclaredId, ...]]] = {}

    @staticmethod
    def around(path: Path) -> Path | None:
        """The folder of the project that a file of a briefing belongs to; None if it belongs to none."""
        return next((above for above in path.parents if (above / FOLDER) in (path, *path.parents)), None)

    def problems(self, unsaved: Mapping[str, str]) -> tuple[Problem, ...]:
        """The problems that `bindery check --drafts` would find, if some texts were saved, and what is still to be reviewed.

        Args:
            unsaved: the texts, by their paths in the project.
        """
        with self._lock:
            inputs = self._inputs(unsaved)
            if inputs.own_templates or not any(map(owner, inputs.files)):
                return self._all_problems(inputs)
            settings_now = (inputs.today, inputs.style.name, inputs.strict_figures, inputs.require_snapshots)
            conditions = repr((*settings_now, inputs.reviewers, inputs.release))
            checked = CheckedRecords(conditions, inputs, self._kept.__setitem__, self._kept.__getitem__)
            self._kept = {name: data for name, data in self._kept.items() if name in checked.used}
            if checked.edition:
                self._show(checked.edition)
            elif checked.names != self._names:
                self._all_problems(inputs)
            self._names = checked.names
            return tuple(checked.problems)

    def _all_problems(self, inputs: Inputs) -> tuple[Problem, ...]:
        made = edition.check_inputs(inputs)
        self._show(made)
        return made.problems

    def _show(self, made: Edition) -> None:
        """Have the site of an edition, unless a file of it could not be read."""
        if made.site and (self.site is None or _is_complete(made.site)):
            self.site = made.site

    def _inputs(self, unsaved: Mapping[str, str]) -> Inputs:
        inputs = disk.read_inputs(self.root, drafts=True)
        texts = {path: text.encode("utf-8", "replace") for path, text in unsaved.items()}
        inputs = replace(inputs, files={**inputs.files, **texts})
        try:
            return settings.with_configured_style(inputs, self.root, reviewed=True)
        except settings.SiteError:
            return inputs  # `bindery build` says what is wrong with mkdocs.yml

    def text(self, path: str, unsaved: Mapping[str, str]) -> str:
        """The text of a file, as it is in the editor or else on disk; empty if there is none."""
        if path in unsaved:
            return unsaved[path]
        data = disk.read_regular(self.root / path, path)
        return "" if isinstance(data, Problem) else data.decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def declared(self, path: str, unsaved: Mapping[str, str]) -> tuple[DeclaredId, ...]:
        """The ids that a file declares. Of a file that is only on disk, they are kept until it changes."""
        if path in unsaved:
            return tuple(declared_ids(unsaved[path]))
        try:
            found = (self.root / path).stat()
        except OSError:
            return ()
        state = found.st_mtime_ns, found.st_size
        if path not in self._declared or self._declared[path][0] != state:
            self._declared[path] = state, tuple(declared_ids(self.text(path, unsaved)))
        return self._declared[path][1]


def _is_complete(site: SiteView) -> bool:
    """Whether every file of a project could be read."""
    return not site.project.broken and site.project.sources_complete
