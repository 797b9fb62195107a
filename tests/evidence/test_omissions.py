"""Drafts and sources that no briefing cites are left out, and the last line of a command counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.project import Site, briefing, sources

from bindery.cli import main

if TYPE_CHECKING:
    from click.testing import CliRunner


@pytest.mark.slow
def test_drafts_and_uncited_sources_are_reported(newsroom: Site, cli: CliRunner) -> None:
    newsroom.write("briefings/draft/briefing.yml", briefing(status="draft"))
    newsroom.write("briefings/sources.yml", sources("a", "b"))
    expected = "left out: 1 draft, 2 sources that no briefing here cites"
    for command in ("check", "build"):
        done = cli.invoke(main, [command, "-C", str(newsroom.root)])
        assert done.exit_code == 0
        assert expected in done.stderr.splitlines()
        assert expected not in done.stdout


def test_nothing_is_reported_where_nothing_is_left_out(newsroom: Site) -> None:
    assert newsroom.compile().omissions == ""


def test_no_source_is_counted_while_a_briefing_cannot_be_read(newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "title: ", "title ")
    made = newsroom.compile()
    assert [problem.code for problem in made.errors] == ["B002"]
    assert made.omissions == ""
