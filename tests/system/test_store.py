"""The store gives back what was put into it, or nothing: whatever is in its place on the disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bindery.system import store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "briefings").mkdir()
    return tmp_path


def test_what_was_put_is_found_by_its_key(project: Path) -> None:
    key = store.put(project, b"words")
    assert key == store.put(project, b"words") == store.key_of(b"words")
    assert store.get(project, key) == b"words"


def _pipe(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no pipes among its files")
    os.mkfifo(path)


BROKEN = pytest.mark.parametrize(
    "put",
    [
        lambda _: None,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"wor"),
        lambda path: path.write_bytes(b"other words"),
        lambda path: path.mkdir(),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path.with_name(".gitignore")),
        _pipe,
    ],
    ids=["lost", "empty", "torn", "foreign", "folder", "device", "link", "pipe"],
)


@BROKEN
def test_what_is_not_as_it_was_put_is_not_found(project: Path, put: Callable[[Path], None]) -> None:
    key = store.put(project, b"words")
    path = project / store.FOLDER / key
    path.unlink()
    put(path)
    with pytest.raises(OSError):  # noqa: PT011  any is dealt with in the same way
        store.get(project, key)


@BROKEN
def test_what_is_put_again_is_found_again(project: Path, put: Callable[[Path], None]) -> None:
    key = store.put(project, b"words")
    path = project / store.FOLDER / key
    path.unlink()
    put(path)
    store.put_now(project, b"words")
    assert store.get(project, key) == b"words"


def test_a_result_is_found_by_what_it_was_made_from(project: Path) -> None:
    recipe, other = store.key_of(b"recipe"), store.key_of(b"another")
    store.keep(project, recipe, b"first")
    store.keep(project, recipe, b"words")
    assert store.kept(project, recipe) == b"words"
    path = project / store.FOLDER / f"{recipe}.made"
    path.rename(path.with_name(f"{other}.made"))
    for name in (recipe, other):  # one is lost, the other is the result of something else
        with pytest.raises(OSError):  # noqa: PT011
            store.kept(project, name)


@BROKEN
def test_a_result_that_is_not_as_it_was_kept_is_not_found(project: Path, put: Callable[[Path], None]) -> None:
    recipe = store.key_of(b"recipe")
    store.keep(project, recipe, b"words")
    path = project / store.FOLDER / f"{recipe}.made"
    path.unlink()
    put(path)
    with pytest.raises(OSError):  # noqa: PT011
        store.kept(project, recipe)


def test_a_store_that_is_a_link_or_cannot_be_written_to_keeps_nothing(project: Path, tmp_path: Path) -> None:
    (project / ".bindery").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (project / store.FOLDER).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    key = store.put(project, b"words")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    with pytest.raises(OSError):  # noqa: PT011
        store.get(project, key)


def test_old_files_go_when_there_are_many(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_SPARE", 1)
    keys = [store.put(project, word) for word in (b"used", b"old", b"new")]
    for key in keys[:2]:
        os.utime(project / store.FOLDER / key, (1, 1))
    store.clear(project, keys[:1])
    left = {path.name for path in (project / store.FOLDER).iterdir()}
    assert left == {".gitignore", keys[0], keys[2]}
