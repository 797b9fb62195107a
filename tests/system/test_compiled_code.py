"""Kept patterns and methods are those that Python compiles; a damaged file in their place only costs time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import FrozenInstanceError, dataclass, field
from pathlib import Path

import pytest

from bindery.system.compiled_code import CompiledCode
from bindery.text.limiters import word_list

PATTERNS = [
    ("", 0, ["", "a"]),
    (r"(?P<first>\w+)-(?P<second>\d+)", 0, ["word-12", "wort-١٢", "-"]),
    (r"^straße|[à-ü]+(?=x)", re.IGNORECASE | re.MULTILINE, ["a\nSTRASSE", "ÀÜx"]),
    (r"(?x) a  b # words", 0, ["ab", "a b"]),
    (r"(?:(a)|b)(?(1)c|d)\Z", 0, ["ac", "bd", "ad"]),
    ("[\U00010000-\U0010ffff\u0600-\u06ff]", 0, ["\U0001f600", "ع"]),
    (rb"\xff+|[a-z]{2,3}?", re.DOTALL, [b"\xff\xff", b"abcd"]),
]

WORDS = word_list.__wrapped__(None)


@contextmanager
def kept(file: Path) -> Iterator[CompiledCode]:
    """What one process does: it uses the file, and writes it when it ends."""
    made = CompiledCode(file)
    made.install()
    re.purge()
    try:
        yield made
    finally:
        made.uninstall()
        re.purge()


def found() -> list[object]:
    """What each pattern finds."""
    compiled = [re.compile(pattern, flags) for pattern, flags, _ in PATTERNS]
    return [
        (one.pattern, one.flags, dict(one.groupindex), [(m.span(), m.groups()) for m in one.finditer(text)])
        for one, (*_, texts) in zip(compiled, PATTERNS, strict=True)
        for text in texts
    ]


@pytest.fixture(autouse=True)
def python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def run(file: Path) -> tuple[list[object], int]:
    """What a process finds, and how much it had to compile; it leaves what it compiled."""
    with kept(file) as code:
        result = found()

        @dataclass(frozen=True, order=True)
        class Point:
            x: int
            y: list[int] = field(default_factory=list)

        with pytest.raises(FrozenInstanceError):
            Point(1).x = 2  # type: ignore[misc]
        assert Point(1) < Point(2), repr(Point(1))
        assert repr(Point(1, [2])).endswith("Point(x=1, y=[2])")
        assert word_list.__wrapped__(None) == WORDS
        code.write(os.getpid())
    return result, code.made


def test_what_was_compiled_once_is_used_again(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "kept"
    usual = found()
    first, second = run(file), run(file)
    assert first[0] == second[0] == usual
    assert first[1] > len(PATTERNS)
    assert second[1] == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:40] + b"x" + data[41:],
        lambda data: b"x" * len(data),
    ],
    ids=["empty", "torn", "changed", "foreign"],
)
def test_a_damaged_file_only_costs_time(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "kept"
    usual, made = run(file)
    file.write_bytes(damage(file.read_bytes()))
    assert run(file) == (usual, made)
    assert run(file) == (usual, 0)


def test_wrong_patterns_are_refused_as_usual(tmp_path: Path) -> None:
    with kept(tmp_path / "kept"):
        for _ in range(2):
            with pytest.raises(re.error):
                re.compile("(")
        with pytest.raises(TypeError):
            re.compile(1)  # type: ignore[call-overload]


def test_nothing_is_written_where_it_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    run(tmp_path / "file" / "kept")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    run(tmp_path / "kept")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
