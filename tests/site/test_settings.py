"""The settings of a project, and the files that they are read from."""

from __future__ import annotations

import json

import pytest
from support.project import MKDOCS, Site

from bindery.site import settings


@pytest.mark.slow
def test_a_configuration_that_is_inherited_is_an_input(newsroom: Site) -> None:
    newsroom.write("base.yml", MKDOCS.replace("The Newsroom", "The Old Newsroom"))
    newsroom.write("mkdocs.yml", "INHERIT: base.yml\nsite_description: News\n")
    assert newsroom.root / "base.yml" in settings.load_settings(newsroom.root).sources
    made = json.loads(newsroom.build().file("manifest.json").read_bytes())
    assert {"mkdocs.yml", "base.yml"} <= made["inputs"].keys()


def test_configurations_that_inherit_from_one_another_end(newsroom: Site) -> None:
    newsroom.write("a.yml", "INHERIT: b.yml\n").write("b.yml", "INHERIT: a.yml\n")
    assert [path.name for path in settings.configurations(newsroom.root / "a.yml")] == ["a.yml", "b.yml"]


@pytest.mark.parametrize(
    ("more", "made"),
    [("", ["docs"]), ("docs_dir: pages\n", []), ("docs_dir : 'pages'\n", [])],
)
def test_a_project_of_briefings_alone_needs_no_folder_of_other_pages(
    site: Site, more: str, made: list[str]
) -> None:
    site.write("mkdocs.yml", MKDOCS + more)
    if made:
        assert settings.read_config(site.root).site_name
    else:
        with pytest.raises(settings.SiteError):
            settings.read_config(site.root)
    assert [path.name for path in site.root.iterdir() if path.is_dir()] == made
