"""A hostile file is read under limits, or refused: its reader can neither fill the memory, nor run for ever, nor end us."""

from __future__ import annotations

import os
import signal
import sys
import zlib
from pathlib import Path

import pytest
from support.snapshot_files import drawn_pdf

from bindery.evidence import snapshots, table_cells, tables
from bindery.reading.inputs import TooMuchError
from bindery.system import confined as confining
from bindery.system.confined import confined, ends_well

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these limits")

PDF = drawn_pdf("BT /F 12 Tf 50 700 Td (Deaths rose by half) Tj ET")


@pytest.fixture(autouse=True)
def _one_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confining, "MOST_SECONDS", 1)


def test_a_result_comes_back_whole() -> None:
    assert confined(lambda path, data: (path, len(data) * "a"), "a.pdf", b"x" * 200_000) == (
        "a.pdf",
        "a" * 200_000,
    )


def _fill(_path: str, _data: bytes) -> int:
    return len(bytearray(1 << 33))


def _run(_path: str, _data: bytes) -> None:
    while True:
        pass


@pytest.mark.slow
@pytest.mark.parametrize(
    "work",
    [
        _fill,
        _run,
        lambda _path, _data: os.kill(os.getpid(), signal.SIGSEGV),
        lambda _path, _data: os.abort(),
        lambda _path, _data: os._exit(0),
    ],
    ids=["fills the memory", "never ends", "crashes", "aborts", "ends without a result"],
)
def test_work_that_takes_too_much_is_ended(work: object) -> None:
    with pytest.raises(TooMuchError):
        confined(work, "a.pdf", b"")  # type: ignore[arg-type]


def children() -> set[str]:
    """The numbers of the processes that this one has started: the browsers of other tests among them."""
    listed = (task / "children" for task in Path("/proc/self/task").iterdir())
    return {number for of_task in listed for number in of_task.read_text("ascii").split()}


def test_no_child_is_left() -> None:
    before = children()
    confined(lambda path, _: path, "a.pdf", b"")
    assert ends_well(int)
    assert not ends_well(os.abort)
    assert children() <= before


def bomb(*objects: bytes) -> bytes:
    """A PDF of one page: its content, and more objects from number 5 on."""
    content, *rest = objects
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        content,
        *rest,
    ]
    data, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d/Root 1 0 R>>" % (
        len(parts) + 1,
        table,
        len(parts) + 1,
    )
    return data + head + b"\nstartxref\n%d\n%%%%EOF" % len(data)


def stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def forms(deep: int) -> bytes:
    """A drawing that draws another twice, which draws another twice, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>"
    return bomb(stream(b"/F Do "), *(stream(b"/F Do /F Do ", form % (6 + n)) for n in range(deep)))


HOSTILE = {
    "drawings in drawings": lambda: forms(28),
    "a stream of 300 MB": lambda: bomb(stream(b" " * 300_000_000)),
    "half a million operators": lambda: bomb(stream(b"q " * 500_000)),
    "brackets": lambda: bomb(stream(b"[" * 300_000)),
    "dictionaries": lambda: PDF.replace(
        b"/Catalog", b"/Catalog /X " + b"<</A " * 50_000 + b"1" + b">>" * 50_000
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_read_or_refused(name: str) -> None:
    texts, problems = snapshots.snapshot_texts("a.pdf", HOSTILE[name](), confined)
    assert texts or {problem.code for problem in problems} <= {"B302", "B307", "B314"}


def test_a_small_pdf_is_read_as_without_limits() -> None:
    assert snapshots.snapshot_texts("a.pdf", PDF, confined) == snapshots.snapshot_texts("a.pdf", PDF)


def test_a_workbook_that_takes_too_much_is_refused() -> None:
    def ended(*_: object) -> None:
        raise TooMuchError

    with pytest.raises(table_cells.UnreadableTableError, match="too much time or memory"):
        tables.read_table("a.xlsx", b"", ended)  # type: ignore[arg-type]
