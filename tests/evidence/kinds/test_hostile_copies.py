"""Stored copies that are made to take time, memory or trust are refused with a message, or read."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_wide.hostile.stored_copies import HOSTILE, warc_record

from bindery.cli.archived import TakenOut, taken_out
from bindery.evidence import snapshots
from bindery.evidence.kinds.warc import Asked
from bindery.system.confined import confined
from bindery.text.problems import Problem

pytestmark = pytest.mark.slow

ASKED = Asked(("https://example.org/",))
# What takes seconds of the processor until it is refused.
SLOW = {"many runs", "json deep"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in sorted(HOSTILE)]
)
def test_a_hostile_copy_is_refused_with_a_message_or_read(name: str) -> None:
    ending, made, codes = HOSTILE[name]
    texts, problems = snapshots.snapshot_texts(f"a{ending}", made(), confined, ASKED)
    assert {problem.code for problem in problems} <= codes
    assert bool(texts) is not bool(codes)


def test_an_archive_of_ten_gigabytes_is_searched_at_once(tmp_path: Path) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It was hot."
    head = page[: page.index(b"<p>")]
    large = warc_record(head, length=5 << 30).replace(b"example.org", b"example.com")
    archive = tmp_path / "large.warc"
    with archive.open("wb") as file:
        for _ in range(2):
            file.write(large[: -len(b"\r\n\r\n")])
            file.seek((5 << 30) - len(head), 1)
            file.write(b"\r\n\r\n")
        file.write(warc_record(page))
    assert archive.stat().st_size > 10 << 30
    found = taken_out(archive, {"a": ASKED})
    assert isinstance(found, dict)
    taken = found["a"]
    assert isinstance(taken, TakenOut)
    assert taken.data == warc_record(page)


def test_ten_gigabytes_of_nothing_are_no_archive(tmp_path: Path) -> None:
    archive = tmp_path / "zeros.warc"
    with archive.open("wb") as file:
        file.truncate(10 << 30)
    found = taken_out(archive, {"a": ASKED})
    assert isinstance(found, Problem)
    assert found.code == "B670"
