"""Accents that a PDF draws apart are put on their letters, and ligatures are read by the names that fonts give them."""

from __future__ import annotations

import zlib

import pytest

from bindery.evidence.pdf_letters import Box, ligatures, with_accents_placed, with_ligatures

WIDTH, HEIGHT = 5.0, 6.0


def drawn(line: str, *, apart: str) -> tuple[str, list[Box]]:
    """A line as PDFium gives it, with the accents of these letters at its end, and the box of each character."""
    accents = {"ä": ("a", "¨"), "ć": ("c", "´"), "ą": ("a", "˛")}
    letters, boxes = [], []
    ends: list[tuple[str, Box]] = []
    for number, letter in enumerate(line):
        left = number * WIDTH
        box = (left, 0.0, left if letter == " " else left + WIDTH - 0.5, 0.0 if letter == " " else HEIGHT)
        bare, accent = accents[letter] if letter in apart else (letter, "")
        letters.append(bare)
        boxes.append(box)
        if accent:
            foot = -1.5 if accent == "˛" else HEIGHT + 0.5
            ends.append((accent, (left + 1, foot, left + 3, foot + 1.5)))
    for accent, box in ends:
        letters += (" ", accent)
        boxes += ((0.0, 0.0, 0.0, 0.0), box)
    return "".join(letters), boxes


@pytest.mark.parametrize("line", ["ein ärger hier", "postać i być", "są tu", "ä"])
def test_an_accent_at_the_end_of_the_line_is_put_on_its_letter(line: str) -> None:
    words, boxes = drawn(line, apart="äćą")
    placed = with_accents_placed(words, boxes.__getitem__)
    assert len(placed) == len(words)
    assert placed.replace("\u2060", "").rstrip() == line


def test_an_accent_on_no_letter_stays() -> None:
    assert (
        with_accents_placed("a ´", [(0.0, 0.0, 4.0, 6.0), (0.0,) * 4, (90.0, 6.0, 92.0, 8.0)].__getitem__)
        == "a ´"
    )


def differences(names: bytes) -> bytes:
    return b"<< /Type /Encoding /Differences [" + names + b"] >>"


LIGATURES = {
    "named by their letters": (
        differences(b"27/f_i/f_f_i 30/f_l"),
        {"\x1b": "fi", "\x1c": "ffi", "\x1e": "fl"},
    ),
    "named as in old fonts": (differences(b"11/ff/fi 14/ffi"), {"\x0b": "ff", "\x0c": "fi", "\x0e": "ffi"}),
    "the same in two fonts": (differences(b"27/f_i") + differences(b"27 /f_i"), {"\x1b": "fi"}),
    "not the same in two fonts": (differences(b"27/f_i") + differences(b"27/ff"), {}),
    "other names": (differences(b"27/a27 28/.notdef 102/f_i"), {}),
    "in a stream of objects": (
        b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
        + zlib.compress(differences(b"27/f_i"))
        + b"\nendstream",
        {"\x1b": "fi"},
    ),
    "in a damaged stream": (b"<< /Type /ObjStm >>\nstream\nabc\nendstream", {}),
    "none": (b"", {}),
}


@pytest.mark.parametrize("case", LIGATURES)
def test_a_ligature_is_read_if_all_fonts_agree(case: str) -> None:
    data, expected = LIGATURES[case]
    assert ligatures(data) == expected
    assert with_ligatures("de\x1bne", lambda: ligatures(data)) == f"de{expected.get(chr(27), chr(27))}ne"
