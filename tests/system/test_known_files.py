"""Files that an earlier build read: those whose state is the same are not read, and any other change is seen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from bindery.system.known_files import KnownFile, KnownFiles
from bindery.text.problems import Problem

OLD = 1_600_000_000


def _read(folder: Path, known: dict[str, KnownFile]) -> tuple[KnownFiles, dict[str, KnownFile]]:
    files = KnownFiles(known)
    for path in sorted(folder.iterdir()):
        files.read(os.fspath(path), path.name)
    return files, files.seen(files.digests())


def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what was written a moment ago count as written long ago."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)


CHANGES: dict[str, Callable[[Path], object]] = {
    "other bytes, as many": lambda file: file.write_bytes(b"two"),
    "more bytes": lambda file: file.write_bytes(b"three"),
    "another file with an old date": lambda file: (
        file.unlink(),
        file.write_bytes(b"two"),
        os.utime(file, (OLD, OLD)),
    ),
    "other permissions": lambda file: file.chmod(0o600),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_is_read_again_where_its_state_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    _settled(monkeypatch)
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_bytes(b"one")
        os.utime(tmp_path / name, (OLD, OLD))
    first, known = _read(tmp_path, {})
    assert known.keys() == set(first) == {"a.yml", "b.yml"}
    assert len(first) == 2
    time.sleep(0.02)  # a tick of the disk's clock
    CHANGES[change](tmp_path / "a.yml")
    second, again = _read(tmp_path, known)
    assert second._read.keys() == {"a.yml"}
    assert dict(second) == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert second.digests() == {name: sha256(data).hexdigest() for name, data in second.items()}
    assert again["b.yml"] == known["b.yml"]
    assert again["a.yml"] != known["a.yml"]


def test_a_file_that_was_changed_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"one")
    _, known = _read(tmp_path, {})
    assert not known


def test_what_cannot_be_read_is_a_problem_or_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _settled(monkeypatch)
    files = KnownFiles({})
    assert isinstance(files.read(os.fspath(tmp_path / "none.yml"), "none.yml"), Problem)
    (tmp_path / "a.yml").write_bytes(b"one")
    _, known = _read(tmp_path, {})
    files, _ = _read(tmp_path, known)
    (tmp_path / "a.yml").unlink()
    with pytest.raises(OSError, match="no such file"):
        files["a.yml"]
    with pytest.raises(KeyError):
        files["b.yml"]
