"""Two thousand briefings with twenty sources each, which `bindery check` has to read in minutes and not in days."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from site_wide.hostile.trial import Row
from support.project import MKDOCS, ROOT, Site

SOURCES = 20
LONGEST = 300.0  # seconds for two thousand
MOST_MEMORY = 2000  # MB for them


def checked(number: int) -> Iterable[Row]:
    """`bindery check` of so many briefings; less time is allowed for fewer, and as much memory."""
    row = Row(f"{number:,} briefings, checked", longest=LONGEST * number / 2000, memory_allowed=MOST_MEMORY)
    with tempfile.TemporaryDirectory(prefix="bindery-") as folder:
        write(Path(folder), number)
        command = [sys.executable, "-m", "bindery", "check"]
        child = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    row.tries, row.slowest, row.memory = number, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10
    row.clean = number if child.returncode == 0 else 0
    row.crashes += [f"it ended with {child.returncode}"] if child.returncode else []
    if row.slowest > row.longest or row.memory > row.memory_allowed:
        row.findings.append(f"{row.slowest:.0f} s, {row.memory} MB")
    yield row


def write(root: Path, number: int) -> None:
    """Made-up briefings, each with a section whose paragraphs cite its sources."""
    words = _author()
    site = Site(root)
    site.write("mkdocs.yml", MKDOCS)
    site.write("docs/about.md", "# About us\n")
    for n in range(number):
        ids = [f"s{n}-{m}" for m in range(SOURCES)]
        evidence = [{"source": ids[m], "quote": words.line(16)} for m in (0, 1)]
        claims = [{"id": f"c{m}", "text": words.line(12), "evidence": evidence} for m in range(5)]
        content = [f"{words.line(18)} {words.line(18)} [@{name}]" for name in ids]
        briefing = {
            "title": words.line(5), "summary": words.line(40), "date": "2024-05-01", "key_points": ["c0"], "claims": claims,
            "sections": [{"id": "all", "title": words.line(4), "content": content}],
        }  # fmt: skip
        listed = [
            {"id": name, "kind": "news", "title": words.line(8), "publisher": words.line(2)} for name in ids
        ]
        site.write(f"briefings/b{n}/briefing.yml", json.dumps(briefing).encode())
        site.write(f"briefings/b{n}/sources.yml", json.dumps({"sources": listed}).encode())


def _author() -> Any:
    """The module of the benchmarks that writes made-up briefings, loaded by its path."""
    found = importlib.util.spec_from_file_location("made_up", ROOT / "benchmarks/made_up.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    sys.modules["made_up"] = module  # dataclasses ask for it
    found.loader.exec_module(module)
    return module.Author()
