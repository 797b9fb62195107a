"""Keeps compiled patterns, the methods of data classes, and lists of words on disk, next to Python's compiled modules.

Python keeps the code of a module, but compiles its regular expressions and writes the methods of its data classes
again in each process, which is half the time of starting. Whatever is unknown, or does not have the form of this
Python, is made as usual.
"""

from __future__ import annotations

import atexit
import dataclasses
import importlib
import marshal
import os
import struct
import sys
from array import array
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from itertools import accumulate, pairwise
from pathlib import Path
from threading import Lock
from typing import Any
from zlib import crc32

from bindery.system.whole_files import write_whole
from bindery.text import kept_values

_FORM = 5  # of the file
_HEAD = struct.Struct(
    ">III"
)  # checksum and bytes of the index, bytes of the rest; for damage by accident alone
_ARGUMENTS = 6  # of the function that makes a pattern, in the versions of Python whose form this knows
_MOST = 10_000  # entries of the file; where there are more, it has those of the last process alone


def _file() -> Path | None:
    """The file; None if Python keeps no compiled modules."""
    try:
        return Path(cache_from_source(__file__)).with_suffix(".kept")
    except NotImplementedError:
        return None


class CompiledCode:
    """The code that earlier processes compiled, and what this one adds.

    Args:
        file: where it is kept.

    Attributes:
        made: number of the things that this process had to compile.
        stock: the functions of Python that compile a pattern, and make one of its code.
    """

    def __init__(self, file: Path) -> None:
        self.made = 0
        self._file = file
        self._sre: Any = importlib.import_module("_sre")
        self._compiler: Any = importlib.import_module("re._compiler")
        self._version = repr((_FORM, sys.version, self._sre.MAGIC, self._sre.CODESIZE)).encode()
        self._rest = memoryview(b"")  # of the file, after its index
        self._known = self._read()
        self._used: dict[str, bytes | memoryview] = {}  # as in the file: what is not used is not read
        self._lock = Lock()
        self._keeper = kept_values.keeper
        before = getattr(self._compiler.compile, "__self__", None)  # one may be in use in this process
        self.stock: tuple[Any, Any] = (
            before.stock if isinstance(before, CompiledCode) else (self._compiler.compile, self._sre.compile)
        )

    def install(self) -> None:
        """Have this process use the code, and keep what it adds when it ends."""
        self._compiler.compile = self.pattern
        vars(dataclasses)["exec"] = self.execute  # data classes find it before the built-in function
        kept_values.keeper = self.value
        atexit.register(self.write, os.getpid())

    def uninstall(self) -> None:
        """Have this process compile everything as usual."""
        self._compiler.compile = self.stock[0]
        vars(dataclasses).pop("exec", None)
        kept_values.keeper = self._keeper
        atexit.unregister(self.write)

    def pattern(self, pattern: Any, flags: int = 0) -> Any:
        """A compiled pattern, as `re` compiles it."""
        kind = type(pattern)
        if kind is not str and kind is not bytes:
            return self.stock[0](pattern, flags)
        key = f"{int(flags)}:{pattern}" if kind is str else f"{pattern!r}:{int(flags)}"
        found = self._kept(key)
        if found is None:
            return self._compiled(key, pattern, flags)
        flagged, code, groups, names, order = found
        return self.stock[1](pattern, flagged, array("I", code).tolist(), groups, names, order)

    def _kept(self, key: str) -> Any:
        """What is kept under a key; None for nothing."""
        data = self._used.get(key) or self._in_file(key)
        if data is None:
            return None
        if len(self._used) < _MOST:
            self._used[key] = data
        return marshal.loads(data)  # noqa: S302  as Python loads a compiled module

    def _in_file(self, key: str) -> memoryview | None:
        """What the file has under a key; None for nothing, or for what is damaged."""
        start, end, checksum = self._known.get(key, (0, 0, 0))
        data = self._rest[start:end]
        return data if data and crc32(data) == checksum else None

    def _keep(self, key: str, found: Any) -> None:
        self.made += 1
        if len(self._used) < _MOST:
            self._used[key] = marshal.dumps(found)

    def _compiled(self, key: str, pattern: Any, flags: int) -> Any:
        """A pattern that is compiled now; what it was made from in the end is kept."""
        given: list[Any] = []

        def noted(*arguments: Any) -> Any:
            given[:] = arguments
            return self.stock[1](*arguments)

        with self._lock:
            self._sre.compile = noted
            try:
                made = self.stock[0](pattern, flags)
            finally:
                self._sre.compile = self.stock[1]
        if len(given) == _ARGUMENTS:
            _, flagged, code, groups, names, order = given
            self._keep(key, (int(flagged), array("I", code).tobytes(), groups, dict(names), tuple(order)))
        return made

    def execute(self, text: Any, known: dict[str, Any] | None = None, names: Any = None) -> None:
        """Run the text of the methods of a data class, as the built-in `exec` does."""
        code = text
        if isinstance(text, str):
            code = self._kept(text)
            if code is None:
                code = compile(text, "<string>", "exec")
                self._keep(text, code)
        exec(code, known, names)  # noqa: S102  the text is that of `dataclasses`

    def value(self, made_from: str, modules: Iterable[str | None], make: Callable[[], Any]) -> Any:
        """A value that only the program decides on, as `kept_values.remembered` describes it."""
        digest = sha256(made_from.encode("utf-8", "backslashreplace"))
        try:
            for module in modules:
                digest.update(sha256(Path(module or "").read_bytes()).digest())
        except OSError:
            return make()
        key = digest.hexdigest()
        found = self._kept(key)
        if found is None:
            found = make()
            self._keep(key, found)
        return found

    def write(self, process: int) -> None:
        """Keep what this process added, unless Python was told to keep nothing.

        Args:
            process: number of the process that writes; a copy of it does not.
        """
        if not self.made or sys.dont_write_bytecode or process != os.getpid():
            return
        known = {key: data for key in self._known if (data := self._in_file(key))}
        together = {**known, **self._used}
        kept = together if len(together) <= _MOST else self._used
        ends = list(accumulate(map(len, kept.values()), initial=0))
        index = marshal.dumps(
            {key: (*place, crc32(kept[key])) for key, place in zip(kept, pairwise(ends), strict=True)}
        )
        head = _HEAD.pack(self._checksum(index), len(index), ends[-1])
        with suppress(OSError, ValueError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, b"".join((head, index, *kept.values())), 0o644)

    def _read(self) -> dict[str, tuple[int, int, int]]:
        """Start, end and checksum of what earlier processes kept, in the rest of the file, by key.

        Nothing where the file is missing, damaged, or of another Python.
        """
        with suppress(OSError, ValueError, EOFError, TypeError, struct.error):
            found = memoryview(self._file.read_bytes())
            checksum, length, rest = _HEAD.unpack_from(found)
            start = _HEAD.size + length
            index = found[_HEAD.size : start]
            if len(found) == start + rest and self._checksum(index) == checksum:
                known = marshal.loads(index)  # noqa: S302  as Python loads a compiled module
                self._rest = found[start:]
                return known if isinstance(known, dict) else {}
        return {}

    def _checksum(self, data: bytes | memoryview) -> int:
        return crc32(data, crc32(self._version))


@cache
def install() -> None:
    """Use kept code in this process; where this Python has no place or no use for it, nothing happens."""
    if (file := _file()) and sys.implementation.name == "cpython":
        with suppress(ImportError, AttributeError):
            CompiledCode(file).install()


__all__ = ["CompiledCode", "install"]
