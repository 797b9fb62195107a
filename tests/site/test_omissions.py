"""What is left out is told at the end, and what a build reads is all that it answers for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.project import MKDOCS, Site, briefing, sources

from bindery.cli import main
from bindery.site import markdown_folder, plugin, settings

if TYPE_CHECKING:
    from click.testing import CliRunner


def test_drafts_and_uncited_sources_are_told_of(newsroom: Site, cli: CliRunner) -> None:
    newsroom.write("briefings/draft/briefing.yml", briefing(status="draft"))
    newsroom.write("briefings/sources.yml", sources("a", "b"))
    expected = "left out: 1 draft, 2 sources that no briefing here cites"
    for command in ("check", "build"):
        done = cli.invoke(main, [command, "-C", str(newsroom.root)])
        assert done.exit_code == 0
        assert expected in done.stderr.splitlines()
        assert expected not in done.stdout


def test_nothing_is_told_of_where_nothing_is_left_out(newsroom: Site) -> None:
    assert newsroom.compile().omissions == ""


@pytest.mark.parametrize("path", ["heat/briefing.json", "schema/briefing.schema.json", "Heat/Briefing.JSON"])
def test_a_file_written_by_hand_hides_no_generated_one(newsroom: Site, path: str) -> None:
    newsroom.write(f"docs/{path}", b"{}")
    with pytest.raises(plugin.BriefingsError) as raised:
        newsroom.build()
    assert [(p.code, p.file) for p in raised.value.problems] == [("B602", f"docs/{path}")]
    found = markdown_folder.collisions(newsroom.compile(), newsroom.root / "docs")
    assert [p.code for p in found] == ["B602"]


@pytest.mark.parametrize("day", ["1850", "2400"])
def test_a_briefing_may_be_of_any_century(newsroom: Site, day: str) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "date: 2024-05-01", f"date: {day}")
    newsroom.write("mkdocs.yml", f"{MKDOCS}site_url: https://example.org/\n")
    assert newsroom.build().file("sitemap.xml").is_file()


def test_a_configuration_that_is_inherited_is_an_input(newsroom: Site) -> None:
    newsroom.write("base.yml", MKDOCS.replace("The Newsroom", "The Old Newsroom"))
    newsroom.write("mkdocs.yml", "INHERIT: base.yml\nsite_description: News\n")
    assert newsroom.root / "base.yml" in settings.load_settings(newsroom.root).sources
    made = json.loads(newsroom.build().file("manifest.json").read_bytes())
    assert {"mkdocs.yml", "base.yml"} <= made["inputs"].keys()


def test_configurations_that_inherit_from_one_another_end(newsroom: Site) -> None:
    newsroom.write("a.yml", "INHERIT: b.yml\n").write("b.yml", "INHERIT: a.yml\n")
    assert [path.name for path in settings.configurations(newsroom.root / "a.yml")] == ["a.yml", "b.yml"]
