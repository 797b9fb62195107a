"""Pagefind, run on the entries of a search index: which files a site needs for it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bindery.search import pagefind_records

PLACE = "search/pagefind"  # the folder of all this in a site
_KEPT = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*.pagefind", "index/*.pf_index")
_FRAGMENTS = "fragment/*.pf_fragment"
_SIGN = b"pagefind_dcd"  # what each of its packed files begins with
_TONGUE = "xx"  # no language: no word is cut to its stem, and Urdu is read as English is
MISSING = (
    "`pagefind_above` in mkdocs.yml asks for Pagefind, which is not installed: "
    "pip install 'bindery-briefings[pagefind]', or take the setting away"
)


class PagefindError(Exception):
    """Pagefind is not there, or fails; the message says which."""


def require_pagefind() -> Path:
    """Where Pagefind is; raises `EngineError` where it is not installed."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415  an extra, that need not be there
    except ImportError as error:
        raise PagefindError(MISSING) from error
    program = get_executable()
    if program is None:
        raise PagefindError(MISSING)
    return Path(program)


def pagefind_files(index: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Every file that a site needs for Pagefind, by its path: the same for the same index.

    Args:
        index: the search index, as `searching.index` makes it.

    Raises:
        EngineError: Pagefind is not there, or fails.
    """
    program = require_pagefind()
    made = pagefind_records.records(index)
    passed_over = pagefind_records.passed_over(made)
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        given, written = Path(scratch) / "given", Path(scratch) / "written"
        given.mkdir()
        for name, page in pagefind_records.pages(made, passed_over):
            (given / name).write_text(page, "utf-8")
        _run(program, given, written, len(made))
        for pattern in _KEPT:
            for path in sorted(written.glob(pattern)):
                yield f"{PLACE}/{path.relative_to(written).as_posix()}", path.read_bytes()
        for path in sorted(written.glob(_FRAGMENTS)):
            yield f"{PLACE}/{path.relative_to(written).as_posix()}", _fragment(path.read_bytes(), made)
    lists = pagefind_records.lists(pagefind_records.spelt(made))
    for number, words in enumerate(lists):
        yield f"{PLACE}/words/{number}.txt", words.encode()
    yield f"{PLACE}/reading.json", _json(pagefind_records.reading(index, passed_over, len(lists)))


def _run(program: Path, given: Path, written: Path, number: int) -> None:
    """Has Pagefind read a folder of so many web pages, and write its files into another."""
    options = {"--site": given, "--output-path": written, "--force-language": _TONGUE}
    command = [str(part) for part in (program, *chain(*options.items()), "--silent")]
    settled = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:  # in a folder of ours, where no settings lie for it
        done = subprocess.run(command, cwd=given, env=settled, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise PagefindError(f"Pagefind cannot be run: {error}") from error
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
    if done.returncode:
        raise PagefindError(f"Pagefind failed: {said}")
    read = sum(1 for _ in written.glob(_FRAGMENTS))
    if read != number:
        raise PagefindError(f"Pagefind has read {read} of {number} entries. {said}")


def _fragment(data: bytes, made: list[pagefind_records.PagefindRecord]) -> bytes:
    """What a hit loads: an answer of Pagefind's with what a reader is to see."""
    written = json.loads(gzip.decompress(data).removeprefix(_SIGN))
    shown = made[pagefind_records.number_of(written)].shown
    return gzip.compress(_SIGN + _json(pagefind_records.fragment(written, shown)), mtime=0)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
