"""Measures how long quotations take to compare with a snapshot, and whether the time grows in proportion to the text.

Run `python benchmarks/quotations.py`. It prints a table of CPU seconds for 100 quotations, half of them wrong, in
0.1 MB and 1 MB of text: an article, then texts that could make the search slow.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from time import process_time

from bindery.evidence import fingerprints, near_miss
from bindery.text.tokens import SearchableText, locate

ROOT = Path(__file__).resolve().parent.parent
SMALL, LARGE = 100_000, 1_000_000
QUOTATIONS = 100
HOSTILE = (
    "a",
    "a ",
    " ",
    "\n",
    ".",
    ". ",
    "[",
    "]",
    "[ ",
    "[…] ",
    "-5 ",
    "1,",
    "1 000 ",
    "--",
    "a'",
    "non–",
    "a-\n",
)


def article(size: int) -> str:
    """Returns prose of `size` characters, in which no two paragraphs are the same."""
    draw = random.Random(1)  # noqa: S311
    said = (ROOT / "briefings/mkdocs-and-material/snapshots/material-mkdocs-2-analysis.txt").read_text(
        "utf-8"
    )
    words = said.split()
    made: list[str] = []
    length = 0
    while length < size:
        start = draw.randrange(len(words) - 60)
        part = " ".join([*words[start : start + 60], f"{draw.randrange(10**6):,}", "per cent."])
        made.append(part)
        length += len(part) + 1
    return "\n".join(made)[:size]


def from_article(text: str) -> list[str]:
    """Returns quotations of 1 to 20 words; every second one ends with a word that is not in the text."""
    draw = random.Random(2)  # noqa: S311
    words = text.split()
    made = []
    for number in range(QUOTATIONS):
        start = draw.randrange(len(words) - 20)
        run = words[start : start + draw.randint(1, 20)]
        made.append(" ".join([*run, "xylophone"] if number % 2 else run))
    return made


def from_repeated(unit: str) -> list[str]:
    """Returns quotations that almost match a text that only repeats `unit`."""
    some = (
        unit * 5 + "b",
        unit * 50,
        f"a{unit}",
        "5",
        "a a b",
        "[…]".join([unit * 3] * 20),
        f"{unit}[{unit}]{unit}",
    )
    return [some[number % len(some)] for number in range(QUOTATIONS)]


def seconds(text: str, quotes: list[str]) -> float:
    """Returns the CPU seconds to read a text, search for all quotations, and find the nearest passage to each missing one."""
    started = process_time()
    searched = SearchableText.of(text)
    for quote in quotes:
        if locate(quote, searched) is None:
            near_miss.nearest_passage(quote, searched)
    return process_time() - started


def main() -> None:
    """Prints the table, and the cost of a fingerprint."""
    print(f"python {sys.version.split()[0]}; {QUOTATIONS} quotations; CPU seconds")
    print(f"{'text of':12} {'0.1 MB':>8} {'1 MB':>8} {'ratio':>6}")
    for unit in ("", *HOSTILE):
        times = []
        for size in (SMALL, LARGE):
            text = (unit * (size // len(unit) + 1))[:size] if unit else article(size)
            quotes = from_repeated(unit) if unit else from_article(text)
            times.append(min(seconds(text, quotes) for _ in range(3)))
        name = repr(unit) if unit else "an article"
        print(f"{name:12} {times[0]:8.3f} {times[1]:8.3f} {times[1] / max(times[0], 0.001):6.1f}")
    text = article(SMALL)
    started = process_time()
    reading = SearchableText.of(text).reading
    record = {
        "source": "a",
        "snapshot": "a.txt",
        "sha256": "0" * 64,
        "bytes": SMALL,
        "date": "2024",
        "tool": "-",
    }
    data = fingerprints.write_fingerprint(record, (reading,))
    took = process_time() - started
    print(f"fingerprint of 0.1 MB: {took:.2f} s, {len(data) / len(text.split()):.1f} bytes per word")
    made, _ = fingerprints.read_fingerprint("a", data, "a")
    started = process_time()
    for quote in from_article(text) if made else []:
        locate(quote, made.prints[0])  # type: ignore[union-attr]
    print(f"{QUOTATIONS} quotations checked against it: {process_time() - started:.2f} s")


if __name__ == "__main__":
    main()
