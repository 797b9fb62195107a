"""A saved file says which page it is a copy of, and when and by what it was saved."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence.saved_pages import described

COPIES = Path(__file__).parent / "stored_copies"
A = "https://example.org/a?b=1&c=2"
CASES = [
    # name, content, address, other addresses, time
    ("a.html", f"<!--\n Page saved with SingleFile \n url: {A} \n saved date: Sun Nov 29 2026 17:45:24 GMT+0530 (X)\n-->", A, (), "2026-11-29T12:15:24Z"),
    ("a.html", f"<!--\n Page saved with SingleFile \n url: {A}\n-->", A, (), ""),
    ("a.html", "<!-- saved from url=(0025)https://example.org/a?b=1&amp;c=2 -->", A, (), ""),
    ("a.htm", f"<link rel='canonical' href='{A}'><meta property=og:url content=https://example.org/o>", "", (A, "https://example.org/o"), ""),
    ("a.html", f"<meta content='{A}' property='og:url'>", "", (A,), ""),
    ("a.html", "<link rel=canonical href=/relative><link rel=stylesheet href=https://example.org/x.css>", "", (), ""),
    ("a.mhtml", f"From: <Saved by Blink>\nSnapshot-Content-Location: {A}\nDate: Sun, 29 Nov 2026 17:45:28 +0100\n\nx", A, (), "2026-11-29T16:45:28Z"),
    ("a.mht", f"From: x\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Location: {A}\n\nx\n--b--", A, (), ""),
    ("a.mht", "no headers", "", (), ""),
    ("a.pdf", f"<link rel='canonical' href='{A}'>", "", (), ""),
]  # fmt: skip


@each(("name", "content", "address", "claimed", "saved"), CASES)
def test_a_file_says_what_it_is_a_copy_of(
    name: str, content: str, address: str, claimed: tuple[str, ...], saved: str
) -> None:
    found = described(name, content.encode())
    assert (found.address, found.claimed, found.saved) == (address, claimed, saved)


@each(
    ("name", "address", "tool"),
    [
        ("singlefile.html", "http://127.0.0.1:8731/office.html", "SingleFile"),
        ("office.mhtml", "http://127.0.0.1:8731/office1252.html", "Chromium"),
    ],
)
def test_files_of_real_programs_say_it(name: str, address: str, tool: str) -> None:
    found = described(name, (COPIES / name).read_bytes())
    assert (found.address, found.tool, found.saved[:10]) == (address, tool, "2026-11-29")


@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.mhtml"]))
def test_no_file_crashes(data: bytes, name: str) -> None:
    described(name, data)
