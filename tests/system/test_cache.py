"""What a command kept never gives another answer than the work itself."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.project import Site

from bindery import edition
from bindery.cli import main
from bindery.system import cache, store


def check(site: Site, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", "-C", str(site.root), *options])
    return result.exit_code, result.output


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one each time that briefings are looked through."""
    times: list[int] = []
    found = edition.check_inputs
    monkeypatch.setattr(edition, "check_inputs", lambda *asked: (times.append(1), found(*asked))[1])
    return times


def test_the_same_briefings_are_looked_through_once(newsroom: Site, looks: list[int]) -> None:
    assert check(newsroom) == check(newsroom) == (0, "no problems\n")
    assert len(looks) == 1
    assert (newsroom.root / store.FOLDER / ".gitignore").read_text("utf-8").endswith("*\n")


def test_errors_are_remembered_with_the_exit_code(newsroom: Site, looks: list[int]) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "gibb-2023", "gib-2023")
    first = check(newsroom)
    assert first[0] == 1
    assert check(newsroom) == first
    assert len(looks) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda site: site.replace("briefings/heat/briefing.yml", "hotter than", "hotter now than"),
        lambda site: site.replace("briefings/heat/sources.yml", "Urban heat", "Urban cold"),
        lambda site: site.write("briefings/heat/snapshots/gibb-2023.txt", "up to five degrees hotter"),
        lambda site: site.write(".bindery/snapshots/heat/gibb-2023.txt", "up to five degrees hotter"),
        lambda site: site.write("templates/home.md.j2", "# Ours\n"),
        lambda site: site.write("briefings/.hidden", ""),
        lambda site: site.replace("mkdocs.yml", "The Newsroom", "Another"),
        lambda site: (site.root / "briefings/heat").rename(site.root / "briefings/cold"),
    ],
)
def test_any_change_is_looked_at(newsroom: Site, looks: list[int], change: object) -> None:
    check(newsroom)
    change(newsroom)  # type: ignore[operator]
    check(newsroom)
    assert len(looks) > 1  # at what was edited, and where that reaches far, at everything


@pytest.mark.parametrize("options", [["--drafts"], ["--strict-figures"], ["--min-coverage", "50"]])
def test_another_question_is_another_look(newsroom: Site, looks: list[int], options: list[str]) -> None:
    check(newsroom)
    check(newsroom, *options)
    assert len(looks) == 2


def test_another_day_is_another_look(
    newsroom: Site, looks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("0", "86400"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        check(newsroom)
    assert len(looks) == 2


@pytest.mark.parametrize("harm", ["", "{", "[]", '{"of": 1}', "null"])
def test_a_broken_memory_is_none(newsroom: Site, looks: list[int], harm: str) -> None:
    check(newsroom)
    for path in (newsroom.root / store.FOLDER).glob("*.made"):
        path.write_text(harm)
    assert check(newsroom) == (0, "no problems\n")
    assert len(looks) == 2


def test_a_memory_that_was_tampered_with_is_none(newsroom: Site, looks: list[int]) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "gibb-2023", "gib-2023")
    first = check(newsroom)
    for path in (newsroom.root / store.FOLDER).glob("*.made"):
        path.write_bytes(
            path.read_bytes()[:32] + json.dumps({"said": "no problems", "errors": False}).encode()
        )
    assert check(newsroom) == first
    assert len(looks) == 2


def test_what_is_no_file_is_reported_each_time(newsroom: Site) -> None:
    (newsroom.root / "briefings/heat/images").symlink_to(newsroom.root / "docs")
    assert cache.key(newsroom.root) == ""
    assert check(newsroom) == check(newsroom)
    assert "error[B015]" in check(newsroom)[1]


def test_a_folder_that_cannot_be_written_to_is_no_fault(newsroom: Site, tmp_path: Path) -> None:
    newsroom.write(store.FOLDER, "a file where a folder would be")
    assert check(newsroom) == (0, "no problems\n")
    assert tmp_path.exists()


# What lies in .bindery/ and is none of ours


def _elsewhere(site: Site) -> Path:
    folder = site.root.parent / "elsewhere"
    folder.mkdir()
    return folder


def _replaced(site: Site, name: str) -> Path:
    """A path in the project, whose content is taken away."""
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    return path


def _kept(site: Site) -> Path:
    """The path of the last answer, which is taken away."""
    [path] = (site.root / store.FOLDER).glob("check-*")
    return _replaced(site, f"{store.FOLDER}/{path.name}")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
@pytest.mark.parametrize(
    "put",
    [
        lambda site: os.mkfifo(_kept(site)),
        lambda site: _kept(site).symlink_to("/dev/zero"),
        lambda site: _kept(site).symlink_to(site.root / "mkdocs.yml"),
        lambda site: _kept(site).mkdir(),
        lambda site: _kept(site).write_text("[" * 200_000),
        lambda site: _replaced(site, store.FOLDER).symlink_to(_elsewhere(site)),
        lambda site: os.mkfifo(_replaced(site, store.FOLDER)),
        lambda site: _replaced(site, ".bindery").write_text("a file"),
        lambda site: os.mkfifo(_replaced(site, ".bindery/snapshots")),
        lambda site: _replaced(site, f"{store.FOLDER}/.gitignore").symlink_to(_elsewhere(site) / "new"),
    ],
    ids=[
        "pipe",
        "device",
        "link",
        "folder",
        "deep",
        "linked",
        "pipe for folder",
        "file",
        "snapshots",
        "ignore",
    ],
)
def test_what_lies_in_its_place_is_passed_over_and_nothing_is_written_outside(
    tmp_path: Path, put: object
) -> None:
    site = Site(tmp_path / "project").newsroom()
    check(site)
    put(site)  # type: ignore[operator]
    assert check(site) == check(site) == (0, "no problems\n")
    assert list(tmp_path.glob("elsewhere/*")) == []


def test_a_linked_store_is_refused(tmp_path: Path) -> None:
    site = Site(tmp_path / "project").newsroom()
    (site.root / ".bindery").symlink_to(_elsewhere(site))
    assert "error[B015]" in check(site)[1]
    site.write("said.txt", "up to five degrees hotter")
    words = ["snapshot", "add", "gibb-2023", str(site.root / "said.txt"), "-C", str(site.root)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "is a link or not a folder" in result.output
    assert list(tmp_path.glob("elsewhere/*")) == []
