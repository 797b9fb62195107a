"""Runs Pagefind on the entries of a search index, and returns the files that a site needs for it."""

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

PLACE = "search/pagefind"  # folder of these files in a site
_KEPT = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*.pagefind", "index/*.pf_index")
_FRAGMENTS = "fragment/*.pf_fragment"
_MAGIC = b"pagefind_dcd"  # the first bytes of each compressed file
_LANGUAGE = "xx"  # no real language: words are not stemmed, and Urdu is handled like English
MISSING = (
    "`pagefind_above` in mkdocs.yml needs Pagefind, which is not installed: "
    "run pip install 'bindery-briefings[pagefind]', or remove the setting"
)


class PagefindError(Exception):
    """Pagefind is not installed, or failed; the message says which."""


def require_pagefind() -> Path:
    """The path of the Pagefind program; raises `PagefindError` if it is not installed."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415  an optional package
    except ImportError as error:
        raise PagefindError(MISSING) from error
    program = get_executable()
    if program is None:
        raise PagefindError(MISSING)
    return Path(program)


def pagefind_files(index: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Path on the site and bytes of every file that a site needs for Pagefind; equal for equal indexes.

    Args:
        index: the search index, as `search_index.search_index` makes it.

    Raises:
        PagefindError: Pagefind is not installed, or failed.
    """
    program = require_pagefind()
    made = pagefind_records.records(index)
    passed_over = pagefind_records.passed_over(made)
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        pages, written = Path(scratch) / "given", Path(scratch) / "written"
        pages.mkdir()
        for name, page in pagefind_records.pagefind_pages(made, passed_over):
            (pages / name).write_text(page, "utf-8", newline="\n")
        _run(program, pages, written, len(made))
        for pattern in _KEPT:
            for path in sorted(written.glob(pattern)):
                yield f"{PLACE}/{path.relative_to(written).as_posix()}", path.read_bytes()
        for path in sorted(written.glob(_FRAGMENTS)):
            yield f"{PLACE}/{path.relative_to(written).as_posix()}", _fragment(path.read_bytes(), made)
    lists = pagefind_records.lists(pagefind_records.spelt(made))
    for number, words in enumerate(lists):
        yield f"{PLACE}/words/{number}.txt", words.encode()
    yield f"{PLACE}/reading.json", _json(pagefind_records.reading(index, passed_over, len(lists)))


def _run(program: Path, pages: Path, written: Path, number: int) -> None:
    """Runs Pagefind.

    Args:
        program: the program.
        pages: folder of the web pages that it reads.
        written: folder for the files that it writes.
        number: number of pages that it must find.

    Raises:
        PagefindError: it failed, or did not read all pages.
    """
    options = {"--site": pages, "--output-path": written, "--force-language": _LANGUAGE}
    command = [str(part) for part in (program, *chain(*options.items()), "--silent")]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:  # in our own folder, which has no settings file that it would read
        done = subprocess.run(command, cwd=pages, env=environment, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise PagefindError(f"Pagefind cannot be run: {error}") from error
    output = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
    if done.returncode:
        raise PagefindError(f"Pagefind failed: {output}")
    read = sum(1 for _ in written.glob(_FRAGMENTS))
    if read != number:
        raise PagefindError(f"Pagefind read only {read} of {number} entries. {output}")


def _fragment(data: bytes, made: list[pagefind_records.PagefindRecord]) -> bytes:
    """The file that a browser loads for a hit: Pagefind's own, with the text that a reader sees added."""
    written = json.loads(gzip.decompress(data).removeprefix(_MAGIC))
    shown = made[pagefind_records.number_of(written)].shown
    return gzip.compress(_MAGIC + _json(pagefind_records.fragment(written, shown)), mtime=0)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
