"""Input that is too large or too deep is refused before it is processed; a message forges no line of a log."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from site_wide.hostile.loading import BOMBS, HEAT, lay
from support.project import Site

from bindery.edition import compile  # noqa: A004  its own name
from bindery.site import plugin
from bindery.system import disk
from bindery.text.problems import Problem
from bindery.text.report import render


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_a_link_or_pipe_among_the_documents_stops_a_build(tmp_path: Path, kind: str) -> None:
    site = Site(tmp_path).newsroom()
    place = tmp_path / "docs" / "notes.md"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/" if kind == "folder" else "/etc/passwd")
    with pytest.raises(plugin.BriefingsError) as raised:
        site.build()
    assert [(problem.code, problem.file) for problem in raised.value.problems] == [("B015", "docs/notes.md")]
    assert not site.site.exists()


@pytest.mark.parametrize(
    "place", [HEAT.as_posix(), "templates/home.md.j2", ".bindery/snapshots/heat/two.txt"]
)
def test_no_command_waits_for_a_pipe(tmp_path: Path, place: str) -> None:
    path = lay(tmp_path) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert ("B015", place) in {
        (problem.code, problem.file) for problem in compile(disk.read_inputs(tmp_path)).problems
    }


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_an_expanding_file_is_refused_with_a_short_message(tmp_path: Path, name: str) -> None:
    lay(tmp_path, {HEAT.as_posix(): BOMBS[name].encode()})
    edition = compile(disk.read_inputs(tmp_path))
    assert edition.errors
    assert len(render(edition.problems, "text")) < 100_000


@pytest.mark.parametrize(
    "words",
    ["::error::forged", "  ::stop-commands::x", "x ##[error]forged", "a\n::error::b", "\x1b]52;c;x\x07"],
)
def test_no_form_of_a_message_forges_a_command(words: str) -> None:
    problem = Problem("B201", words, path=words, help=words)
    for form in ("text", "json", "github", "sarif"):
        said = render([problem], form)  # type: ignore[arg-type]  one of the four
        lines = [line.lstrip() for line in said.splitlines()]
        assert [line for line in lines if line.startswith("::")][form == "github" :] == []
        assert form in ("json", "sarif") or "##[" not in said
        assert "\x1b" not in said
