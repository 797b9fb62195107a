"""The last good site survives builds that are killed, run out of space, run at once or may not write; torture.py tries more."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from site_wide.faults.killed_builds import PAGE, SabotagedProject, fingerprint
from support.project import Site

from bindery.build import outputs
from bindery.cli import main
from bindery.system import atomic

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> SabotagedProject:
    """The project of torture.py; each test leaves it with the old site and the inputs of the new one."""
    return SabotagedProject(tmp_path_factory.mktemp("faults") / "project")


def run(site: Site, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(site.root), *arguments])


def nth(project: SabotagedProject, deed: str, *words: str) -> str:
    """The number of the first step whose line has all of these words."""
    steps = project.steps(deed)
    return str(next(n for n, step in enumerate(steps, 1) if all(word in step for word in words)))


def works(project: SabotagedProject) -> bool:
    result = project.build()
    left = project.leftovers()
    project.again()
    return (result.code, result.site, result.dist, left) == (0, project.new.site, project.new.dist, [])


# Stopped


@pytest.mark.parametrize(
    ("words", "site"),
    [
        (("os.mkdir", "site.bindery-build/new/"), "old"),
        (("os.rename", "offline.zip"), "new"),  # the site is replaced, and no file of dist is yet
        (("os.rmdir", ".site.bindery-build/new'"), "new"),
    ],
)
def test_a_killed_build_leaves_one_whole_site_and_hinders_no_other(
    project: SabotagedProject, words: tuple[str, ...], site: str
) -> None:
    result = project.build(SABOTAGE="kill", SABOTAGE_AT=nth(project, "kill", *words))
    assert (result.code, project.which()) == (-signal.SIGKILL, site)
    assert project.leftovers()
    assert works(project)


@pytest.mark.parametrize(
    ("words", "site", "told"),
    [
        (("os.mkdir", "site.bindery-build/new/"), "old", "the old site stays as it was"),
        (("os.rename", "heat.html"), "new", "the new site is in its place"),
        (("os.rmdir", ".site.bindery-build/new'"), "new", "the new site is in its place"),
    ],
)
def test_an_interrupted_build_publishes_all_or_nothing_and_says_which(
    project: SabotagedProject, words: tuple[str, ...], site: str, told: str
) -> None:
    result = project.build(SABOTAGE="interrupt", SABOTAGE_AT=nth(project, "kill", *words))
    there = project.old if site == "old" else project.new
    assert (result.code, result.said) == (130, f"interrupted; {told}\n")
    assert (result.site, project.whole_files()) == (there.site, True)
    assert works(project)


def test_where_no_exchange_is_known_the_next_build_puts_the_old_site_back_even_if_it_fails(
    project: SabotagedProject,
) -> None:
    gap = nth(project, "kill noexchange", "os.rename", "site.bindery-build/new'")
    project.build(SABOTAGE="kill noexchange", SABOTAGE_AT=gap)
    assert project.which() == "none"
    project.files.replace(PAGE, "source: gibb-2023", "source: gib-2023")
    assert project.build().code == 1
    assert (project.which(), project.leftovers()) == ("old", [])
    project.again()


def test_where_no_exchange_is_known_and_the_second_step_fails_the_old_site_is_put_back(
    project: SabotagedProject,
) -> None:
    second = nth(project, "kill noexchange", "os.rename", "site.bindery-build/new'")
    result = project.build(SABOTAGE="refuse noexchange", SABOTAGE_AT=second)
    assert (result.code, project.which(), project.leftovers()) == (3, "old", [])
    assert works(project)


# Starved


@pytest.mark.parametrize(
    "words", [("open", "about/index.html"), ("open", "new/.bindery-"), ("open", "heat.html")]
)
def test_a_full_disk_is_reported_and_the_old_site_stays(
    project: SabotagedProject, words: tuple[str, ...]
) -> None:
    steps = project.steps("full")
    found = [n for n, step in enumerate(steps, 1) if all(word in step for word in words)]
    result = project.build(SABOTAGE="full", SABOTAGE_AT=str(found[0] if found else len(steps) // 2))
    assert (result.code, result.site, result.dist) == (3, project.old.site, project.old.dist)
    assert "No space left on device; free some space on it. The old site stays as it was" in result.said
    assert "Traceback" not in result.said
    assert project.leftovers() == []
    project.again()


def test_a_user_who_may_not_write_is_reported_and_the_old_site_stays(project: SabotagedProject) -> None:
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv to become somebody else")
    for folder in (project.root, *project.root.parents):
        folder.chmod(0o555 if folder == project.root else folder.stat().st_mode | 0o055)
        if folder.name.startswith("pytest-of-"):
            break
    result = project.build(before=NOBODY if os.geteuid() == 0 else ())
    project.root.chmod(0o755)
    assert (result.code, result.site, result.dist) == (3, project.old.site, project.old.dist)
    assert "Permission denied; check its owner" in result.said
    assert "Traceback" not in result.said
    project.again()


# Doubled


def test_of_two_builds_at_once_both_work_one_after_the_other(project: SabotagedProject) -> None:
    first, second = project.start(), project.start()
    results = [project.ended(first), project.ended(second)]
    assert [result.code for result in results] == [0, 0]
    assert sum("is running; this one waits" in result.said for result in results) == 1
    assert (project.which(), project.leftovers()) == ("new", [])
    project.again()


def test_a_lock_that_no_process_holds_blocks_nothing(project: SabotagedProject) -> None:
    for lock in (project.root / ".site.bindery-build/lock", project.root / "dist/.bindery-build/lock"):
        lock.parent.mkdir(parents=True)
        lock.touch()
    assert works(project)


# Led astray


@pytest.mark.parametrize(
    "asked",
    [
        ("--site", "~"),
        ("--site", "/"),
        ("--site", "docs/site"),
        ("--site", "."),
        ("--site", "theirs"),
        ("--site", "link"),
        ("--site", "site", "--dist", "site/dist"),
        ("--dist", "~"),
        ("--dist", "/"),
        ("--dist", "briefings"),
        ("--dist", "docs/files"),
        ("--dist", "link"),
        ("--dist", "theirs"),
        ("--dist", "mkdocs.yml"),
    ],
)
def test_what_is_not_ours_is_never_written_over(
    newsroom: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    newsroom.write("theirs/heat.html", "a page of somebody else")
    (newsroom.root / "link").symlink_to("theirs")
    before = fingerprint(tmp_path)
    result = run(newsroom, *(os.path.expanduser(word) for word in asked))  # noqa: PTH111  as a shell does
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    if asked != ("--dist", "theirs"):  # found only when the names of the files are known
        assert "name" in result.output
    shutil.rmtree(
        newsroom.root / ".bindery", ignore_errors=True
    )  # kept for later builds; nothing else is written
    assert fingerprint(tmp_path) == before


def test_a_file_that_somebody_put_into_the_site_is_not_removed(newsroom: Site) -> None:
    assert run(newsroom).exit_code == 0
    newsroom.write("site/.DS_Store", "written by a file manager")
    assert run(newsroom).exit_code == 0
    newsroom.write("site/notes/mine.txt", "mine")
    before = _without_previous(newsroom)
    result = run(newsroom)
    assert result.exit_code == 1
    assert "notes/mine.txt was not made by Bindery" in result.output
    assert _without_previous(newsroom) == before


def _without_previous(newsroom: Site) -> dict[str, bytes]:
    """The files of the project without the copies of an earlier site, which only make the next build quicker."""
    return {
        path: data for path, data in newsroom.files().items() if not path.startswith(".bindery/previous/")
    }


def test_older_files_of_dist_stay(newsroom: Site) -> None:
    newsroom.write("dist/wheel.whl", "another program's")
    assert run(newsroom).exit_code == 0
    newsroom.replace(PAGE, "date: 2024-05-01", "date: 2024-06-01")
    assert run(newsroom).exit_code == 0
    names = ["heat-2024-05-01-offline.zip", "heat-2024-06-01-offline.zip", "heat.html", "wheel.whl"]
    assert sorted(newsroom.files("dist")) == names


def test_what_lies_where_we_would_work_is_not_touched(newsroom: Site) -> None:
    newsroom.write("theirs/new/kept", "kept")
    (newsroom.root / ".site.bindery-build").symlink_to("theirs")
    result = run(newsroom)
    assert result.exit_code == 1
    assert "in the way" in result.output
    assert newsroom.read("theirs/new/kept") == "kept"


# Changed meanwhile


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        (PAGE, Path.unlink),
        ("docs/more.md", lambda path: path.write_text("# More\n", "utf-8")),
    ],
)
def test_inputs_that_change_meanwhile_make_no_site(
    project: SabotagedProject, name: str, deed: Callable[[Path], object]
) -> None:
    build = project.start()
    while not (project.root / ".site.bindery-build/new").is_dir():
        time.sleep(0.01)
        assert build.poll() is None
    deed(project.root / name)
    result = project.ended(build)
    assert (result.code, result.site, result.dist) == (3, project.old.site, project.old.dist)
    assert f"{name} changed while the site was built; build again" in result.said
    assert "Traceback" not in result.said
    project.again()


@pytest.mark.parametrize("clock", ["0", "2147483700"])
def test_the_clock_changes_no_byte(project: SabotagedProject, clock: str) -> None:
    result = project.build(SABOTAGE_CLOCK=clock)
    assert (result.code, result.site, result.dist) == (0, project.new.site, project.new.dist)
    project.again()


@pytest.mark.parametrize("day", ["", "-1", "1e9", "²", "yesterday", "99999999999", "0x10", "1\n"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_an_invalid_day_is_refused(
    newsroom: Site, monkeypatch: pytest.MonkeyPatch, day: str, command: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
    result = CliRunner().invoke(main, [command, "-C", str(newsroom.root)])
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.output
    assert not (newsroom.root / "site").exists()


# The steps themselves


def test_two_folders_change_places_by_one_step_or_nothing_happens(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / name).mkdir(parents=True)
    done = atomic.exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / ("other" if done else "one") / "one").is_dir()
    with pytest.raises(FileNotFoundError) if done else pytest.raises(AssertionError):
        assert atomic.exchange(tmp_path / "one", tmp_path / "nowhere")


def test_a_lock_ends_with_the_process_that_holds_it(tmp_path: Path) -> None:
    code = "import os, sys, time; from bindery.system import atomic as system; "
    code += "system.lock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), print); print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    waited: list[bool] = []
    handle = os.open(tmp_path / "lock", os.O_RDWR)
    atomic.lock(handle, lambda: (waited.append(True), holder.kill())[0])
    assert waited == [True]
    os.close(handle)
    holder.wait()
    holder.stdout.close()


def test_a_path_is_within_a_folder_however_it_is_spelled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "alias").symlink_to("site")
    assert outputs._within(tmp_path / "alias/x", tmp_path / "site")
    assert not outputs._within(tmp_path / "site-of-another", tmp_path / "site")
