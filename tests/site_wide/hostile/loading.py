"""Files that no author should have written: too large, too deep, cut short, of the wrong type or encoding."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from site_wide.hostile.corpus import files, filled
from support.project import as_bytes

HEAT = Path("briefings/heat/briefing.yml")
Case = tuple[str, Callable[[Path], object]]

BIG = 100_000_000
MEGA = 1_000_000
FORMS = {
    "one line": "a", "block": "a: |\n", "comment": "# a\n", "blank lines": "\n", "keys": "k: 1\n", "items": "- x\n", "flow": "[a, ",
    "documents": "--- a\n",
}  # fmt: skip
BOMBS = {
    "billion": "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "itself": "a: &a [*a]\n", "merge": "a: &a {b: c}\nd:\n  <<: [*a, *a]\n", "anchors": "".join(f"a{n}: &a{n} x\n" for n in range(40_000)),
    "many keys": "".join(f"k{n}: 1\n" for n in range(80_000)), "no values": "-\n" * (MEGA // 2), "braces": "{" + "a," * (MEGA // 2) + "}",
    "wrong items": "sections: [" + "{}," * 300_000 + "]\n", "tag": "!!python/object/apply:os.system [id]\n", "two": "a: b\n---\nc: d\n",
}  # fmt: skip
DEPTHS = {"[": "[", "{": "{a: ", "- ": "- ", "? ": "? "}
WRONG: list[Any] = [
    "", " ", "x", "0", "-1", "1.5", "true", "null", [], [[]], [""], ["x"], ["x", "y", "z"], [["x"]], [{}], {}, {"x": "y"}, {"": ""}, {"id": "x"},
    {"x": ["y"]}, {"text": ["x"]}, "x" * 5000, [{"id": "x"}], {"__proto__": "x"},
]  # fmt: skip


def corpus() -> dict[str, bytes]:
    """The corpus as it is without anything hostile in it."""
    return filled({})


def lay(root: Path, changed: dict[str, bytes] | None = None) -> Path:
    """Writes the corpus into a folder, with some files in place of its own."""
    for name, data in {**corpus(), **(changed or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def _with(data: bytes) -> Callable[[Path], object]:
    return lambda root: lay(root, {HEAT.as_posix(): data})


def _in_place(make: Callable[[Path], object], where: str) -> Callable[[Path], object]:
    def laid(root: Path) -> None:
        path = lay(root) / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        make(path)

    return laid


def _large(unit: str) -> Callable[[Path], object]:
    def laid(root: Path) -> None:
        with (lay(root) / HEAT).open("wb") as file:
            file.writelines([unit.encode() * (MEGA // len(unit))] * (BIG // MEGA))

    return laid


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may not be long
        made.bind(path.name)
        os.chdir(here)


def refused() -> Iterator[Case]:
    """Files that must be refused."""
    for name, unit in FORMS.items():
        yield f"100 MB, {name}", _large(unit)
    for name, text in BOMBS.items():
        yield f"bomb, {name}", _with(text.encode())
    for name, unit in DEPTHS.items():
        for depth in (100, 1_000, 10_000, 100_000, 1_000_000):
            yield f"depth {depth:,} of {name}", _with((unit * depth).encode())
    text = corpus()[HEAT.as_posix()].decode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"):
        yield f"encoding {encoding}", _with(text.encode(encoding))
    broken = {
        "latin-1": b"\xe9",
        "overlong": b"\xc0\xaf",
        "surrogate": b"\xed\xa0\x80",
        "cut short": b"\xe2\x82",
        "NUL": b"\0",
    }
    for name, data in {**broken, "next line": "\x85".encode(), "line separator": "\u2028".encode()}.items():
        yield f"bytes, {name}", _with(text.encode().replace(b"word", b"word" + data, 1))
    yield "CR only", _with(text.replace("\n", "\r").encode())
    made: dict[str, Callable[[Path], object]] = {
        "link": lambda path: path.symlink_to("/etc/passwd"), "link to nothing": lambda path: path.symlink_to("nothing"),
        "link to itself": lambda path: path.symlink_to(path.name), "link to a folder": lambda path: path.symlink_to("/"),
        "pipe": os.mkfifo, "socket": _socket, "folder": lambda path: (path / "x").mkdir(parents=True),
    }  # fmt: skip
    where = [
        HEAT.as_posix(),
        "briefings/heat/snapshots/two.txt",
        "briefings/heat/images/b.png",
        ".bindery/snapshots/heat/two.txt",
        "templates/home.md.j2",
    ]
    for kind, make in made.items():
        for place in where:
            if kind != "folder" or place == HEAT.as_posix():
                yield f"{kind} as {place}", _in_place(make, place)


def harmless() -> Iterator[Case]:
    """Files that may be built or refused with a message, but must not crash the program."""
    text = corpus()[HEAT.as_posix()]
    yield "byte order mark", _with(b"\xef\xbb\xbf" + text)
    yield "CRLF", _with(text.replace(b"\n", b"\r\n"))
    yield "no final newline", _with(text.rstrip())
    for percent in (1, 10, 25, 50, 75, 90, 99):
        yield f"cut at {percent} %", _with(text[: len(text) * percent // 100])
    names = {
        b"\xff\xfe": "not UTF-8",
        b"a\nb": "a line end",
        b"\x1b[31m": "an escape",
        "x\u202ey".encode(): "a direction",
        b"con": "Windows",
    }
    for raw, name in names.items():
        for folder in (
            "briefings",
            "briefings/heat",
            "briefings/heat/images",
            "briefings/heat/snapshots",
            "templates",
        ):
            yield f"a name with {name} in {folder}", _named(folder, raw)
    yield "a million folders deep", _deep


def _named(folder: str, raw: bytes) -> Callable[[Path], object]:
    def laid(root: Path) -> None:
        lay(root)
        for ending in (b".yml", b".png", b".txt", b".md.j2", b"/briefing.yml", b"/sources.yml"):
            path = os.path.join(os.fsencode(root / folder), raw + ending)  # noqa: PTH118  a name in bytes
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  a name in bytes
            with open(path, "wb") as file:  # noqa: PTH123  a name in bytes
                file.write(corpus()[HEAT.as_posix()])

    return laid


def _deep(root: Path) -> None:
    lay(root)
    here = Path.cwd()
    os.chdir(root / "briefings")
    for _ in range(3000):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(here)


def wrong_types() -> Iterator[tuple[str, str, bytes]]:
    """Every value of the corpus in turn replaced by one of another kind, taken away, and its key misspelt."""
    for file, values in files().items():
        for path in _paths(values):
            for wrong in WRONG:
                yield file, f"{path} is {str(wrong)[:30]!r}", as_bytes(_changed(values, path, wrong))
            yield file, f"{path} is missing", as_bytes(_changed(values, path, None))
            if isinstance(path[-1], str):
                for name in (
                    f"{path[-1]}s",
                    path[-1][1:],
                    path[-1].upper(),
                    path[-1].replace("e", "a", 1) + "x",
                ):
                    renamed = (*path[:-1], name)
                    yield (
                        file,
                        f"{path} is called {name}",
                        as_bytes(_changed(_changed(values, path, None), renamed, "word")),
                    )


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in below:
        yield (*path, key)
        yield from _paths(item, (*path, key))


def _changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The value with another at a path, or with nothing there."""
    if isinstance(value, dict):
        without = {key: item for key, item in value.items() if key != path[0]}
        if len(path) == 1:
            return without if new is None else {**without, path[0]: new}
        return {**value, path[0]: _changed(value[path[0]], path[1:], new)}
    items = list(value)
    if len(path) > 1:
        items[path[0]] = _changed(items[path[0]], path[1:], new)
    elif new is None:
        del items[path[0]]
    else:
        items[path[0]] = new
    return items
