"""The state of a folder's files: kept and read again, compared with that of another folder, and of the files on disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bindery.build.folder_state import (
    NOTHING,
    FileState,
    States,
    file_state,
    files_are_as_signed,
    folder_states,
    folders_are_as_signed,
    signature,
    states_now,
    with_folders,
)
from bindery.system import disk

NUMBERS = st.integers(0, 2**63 - 1)
PATHS = st.sampled_from(["", "a", "a/b.html", "é", "\udcff", "line\nbreak"])
STATES = st.tuples(*[NUMBERS] * 5)
CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "nothing": (lambda _: None, True),
    "other bytes": (
        lambda folder: (folder / "page/index.html").write_bytes(b"other"),
        True,
    ),  # seen in the other
    "another file": (
        lambda folder: (
            (folder / "page/index.html").unlink(),
            (folder / "page/index.html").write_bytes(b"a page"),
        ),
        False,
    ),
    "one file more": (lambda folder: (folder / "page/more.html").write_bytes(b"more"), False),
    "one file less": (lambda folder: (folder / "page/index.html").unlink(), False),
}


@given(st.dictionaries(PATHS, STATES, max_size=6), st.dictionaries(PATHS, st.none() | STATES, max_size=6))
def test_what_is_kept_of_states_is_all_of_them(
    known: dict[str, FileState], now: dict[str, FileState | None]
) -> None:
    states = States.of(known)
    assert dict(States.unpacked(*states.packed())) == dict(states.each()) == known
    updated = {path: state for path, state in {**known, **now}.items() if state}
    assert dict(states.updated(now)) == dict(states.updated(now).each()) == updated
    assert dict(states.each()) == known
    for other in (states, states.updated(now), NOTHING):
        assert dict(States.unpacked(*states.packed(like=other), like=other)) == known


def test_a_path_has_all_folders_that_it_is_in() -> None:
    assert with_folders([]) == {""}
    assert with_folders(["a", "b/c/d"]) == {"", "a", "b", "b/c", "b/c/d"}


@pytest.mark.parametrize("name", CHANGES)
def test_files_that_two_folders_share_are_looked_at_in_one_of_them(tmp_path: Path, name: str) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "page").mkdir(parents=True)
    (one / "page/index.html").write_bytes(b"a page")
    (other / "page/index.html").hardlink_to(one / "page/index.html")
    for path in (one / "page", other / "page", one / "page/index.html"):
        os.utime(path, (0, 0))  # long ago, as a change within one tick of the clock is not seen
    signed = [signature(folder) for folder in (one, other)]
    change, is_left = CHANGES[name]
    change(other)
    assert folders_are_as_signed(other, signed[1].folders) == is_left
    assert files_are_as_signed(other, signed[1].files.each()) == (name in ("nothing", "one file more"))
    if is_left and name != "nothing":
        assert not files_are_as_signed(one, signed[0].files.each())


def test_a_folder_that_was_never_signed_is_not_as_signed(tmp_path: Path) -> None:
    assert not folders_are_as_signed(tmp_path, NOTHING)


def test_the_states_of_some_paths_are_those_of_the_whole_folder(tmp_path: Path) -> None:
    for path in ("a", "b/c/d"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    whole = signature(tmp_path)
    assert set(whole.files) == {"a", "b/c/d"}
    assert set(whole.folders) == {"", "b", "b/c"}
    assert folder_states(tmp_path, whole.folders) == whole.folders
    assert whole.files["a"] == file_state((tmp_path / "a").lstat())
    some = states_now(tmp_path, ["a", "b/c/d", "b/gone/e"])
    assert {path: state for path, state in some.files.items() if state} == dict(whole.files)
    assert {path: state for path, state in some.folders.items() if state} == dict(whole.folders)
    assert whole.files.updated(some.files) == whole.files


def test_the_states_of_a_folder_are_those_of_all_files_that_are_read_in_it(tmp_path: Path) -> None:
    for path in ("a.md", "b/c.md", "b/.hidden.md", ".git/d.md", "b/e.md~", "f~/g.md"):
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(path)
    (tmp_path / "docs/link").symlink_to(tmp_path / "docs/b")
    (tmp_path / "docs/gone.md").symlink_to(tmp_path / "nowhere")
    places = [tmp_path / "docs", tmp_path / "docs/a.md", tmp_path / "missing"]
    there = {str(path) for path in disk.walk_files(tmp_path / "docs")}
    assert disk.file_states(places).keys() == there
    assert len(there) == 5
