"""Files read into briefings: YAML with positions, prose with citations, everything sorted by its path."""

from typing import TYPE_CHECKING

from bindery import lazily

if TYPE_CHECKING:
    from bindery.reading.inputs import Inputs
    from bindery.reading.project import Project, read_project

__all__ = ["Inputs", "Project", "read_project"]
__getattr__ = lazily(__name__, {"Inputs": "inputs", "Project": "project", "read_project": "project"})
