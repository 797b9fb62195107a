"""A project in an editor: what is still to be reviewed is underlined, as the settings ask."""

from __future__ import annotations

from pathlib import Path

from support.project import MKDOCS, Site

from bindery.editor.unsaved_project import UnsavedProject


def severities(site: Site, setting: str) -> set[str]:
    """How severe each B626 is with this setting of the plugin."""
    site.write("mkdocs.yml", MKDOCS.replace("- bindery", f"- bindery{setting}"))
    found = UnsavedProject(site.root).problems({})
    return {problem.severity for problem in found if problem.code == "B626"}


def test_what_is_still_to_be_reviewed_is_a_hint(tmp_path: Path) -> None:
    site = Site(tmp_path).newsroom()
    assert severities(site, "") == set()
    assert severities(site, ": {reviewers: 2}") == {"hint"}
