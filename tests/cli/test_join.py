"""`bindery build --shard` and `bindery join`: the site is that of one build, and a bad shard leaves the old site."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import shards
from support.project import MKDOCS, Site

from bindery.cli import main


def bindery(project: Site, *arguments: str) -> Result:
    """Runs a command in a project, within the test."""
    before = Path.cwd()
    os.chdir(project.root)
    try:
        return CliRunner().invoke(main, arguments)
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project whose shards were joined; no test may change it, apart from failing to build it."""
    made = Site(tmp_path_factory.mktemp("project"))
    made.write("mkdocs.yml", MKDOCS).write("docs/about.md", "# About\n\n[The first](first/index.md)\n")
    for path, content in shards.FILES.items():
        made.write(f"briefings/{path}", content)
    for number in (1, 2):
        done = bindery(made, "build", "--drafts", "--shard", f"{number}/2")
        assert done.exit_code == 0, done.output
        assert f"is shard {number} of 2" in done.output
    done = bindery(made, "join", "shards")
    assert done.exit_code == 0, done.output
    return made


@pytest.mark.slow
def test_joined_shards_are_the_site_of_one_build(project: Site) -> None:
    done = bindery(project, "build", "--drafts", "--site", "whole", "--dist", "dist-whole")
    assert done.exit_code == 0, done.output
    joined = project.files("site")
    assert joined == project.files("whole")
    assert project.files("dist") == project.files("dist-whole")
    assert {"draft/index.html", "former/index.html", "about/index.html"} <= joined.keys()


@pytest.mark.slow
def test_an_edit_after_a_join_is_a_quick_build(project: Site) -> None:
    assert list((project.root / ".bindery/store").glob("site-*"))


@pytest.mark.parametrize("wrong", ["missing", "torn", "other inputs", "none", "not there"])
def test_bad_shards_leave_the_old_site_and_say_what_to_do(wrong: str, project: Site, tmp_path: Path) -> None:
    one, two = (Path(shutil.copy(path, tmp_path)) for path in sorted((project.root / "shards").iterdir()))
    before = project.files("site")
    expected, code = {"missing": ("B650", 1), "torn": ("B654", 1), "other inputs": ("B653", 1)}.get(
        wrong, ("", 2 if wrong == "not there" else 1)
    )
    match wrong:
        case "missing":
            two.unlink()
        case "torn":
            one.write_bytes(one.read_bytes()[:100])
        case "none":
            one.unlink()
            two.unlink()
        case "other inputs":
            project.write("briefings/sources.yml", project.read("briefings/sources.yml") + "# later\n")
    done = bindery(project, "join", "nothing" if wrong == "not there" else str(tmp_path))
    if wrong == "other inputs":
        project.replace("briefings/sources.yml", "# later\n", "")
    assert done.exit_code == code, done.output
    assert expected in done.output
    assert "Traceback" not in done.output
    assert project.files("site") == before


@pytest.mark.parametrize("part", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3", "1/1001", "1/3/4", ""])
def test_what_is_no_part_is_refused(part: str, project: Site) -> None:
    done = bindery(project, "build", "--shard", part)
    assert done.exit_code == 2
    assert "write the third of ten as 3/10" in done.output


def test_a_shard_is_not_written_where_it_would_do_harm(project: Site, tmp_path: Path) -> None:
    foreign = tmp_path / "mine.zip"
    foreign.write_bytes(b"mine")
    for out in (str(foreign), "briefings/first", "docs/x.zip"):
        done = bindery(project, "build", "--shard", "1/2", "--out", out)
        assert done.exit_code == 1, done.output
        assert "with --out" in done.output
    assert foreign.read_bytes() == b"mine"


def test_a_project_with_errors_makes_no_shard(tmp_path: Path) -> None:
    faulty = Site(tmp_path).write("mkdocs.yml", MKDOCS).write("briefings/a/briefing.yml", "title: x\n")
    faulty.write("docs/about.md", "# About\n")
    done = bindery(faulty, "build", "--shard", "1/1")
    assert done.exit_code == 1
    assert "B101" in done.output
    assert not (tmp_path / "shards").exists()


def test_two_ways_to_share_work_are_not_mixed(project: Site) -> None:
    done = bindery(project, "build", "--shard", "1/2", "--cluster", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
