"""How long it takes to compare quotations with a snapshot, and whether ten times the text takes ten times the time.

Run it with `python benchmarks/quotations.py`. It prints a table of seconds of processor time: for a hundred
quotations, half of them wrong, in 0.1 and in 1 MB of an article, and of what could make a search slow.
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
    """Prose of this many characters, with no two paragraphs the same."""
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
    """Quotations of one to twenty words, every second with a word that the text has not."""
    draw = random.Random(2)  # noqa: S311
    words = text.split()
    made = []
    for number in range(QUOTATIONS):
        start = draw.randrange(len(words) - 20)
        run = words[start : start + draw.randint(1, 20)]
        made.append(" ".join([*run, "xylophone"] if number % 2 else run))
    return made


def from_signs(sign: str) -> list[str]:
    """Quotations that almost fit a text of nothing but this sign."""
    some = (
        sign * 5 + "b",
        sign * 50,
        f"a{sign}",
        "5",
        "a a b",
        "[…]".join([sign * 3] * 20),
        f"{sign}[{sign}]{sign}",
    )
    return [some[number % len(some)] for number in range(QUOTATIONS)]


def seconds(text: str, quotes: list[str]) -> float:
    """Time to read a text, look for all quotations, and find what is nearest to those that are not there."""
    started = process_time()
    searched = SearchableText.of(text)
    for quote in quotes:
        if locate(quote, searched) is None:
            near_miss.nearest_passage(quote, searched)
    return process_time() - started


def main() -> None:
    """Prints the table."""
    print(f"python {sys.version.split()[0]}; {QUOTATIONS} quotations; seconds of processor time")
    print(f"{'text of':12} {'0.1 MB':>8} {'1 MB':>8} {'times':>6}")
    for sign in ("", *HOSTILE):
        times = []
        for size in (SMALL, LARGE):
            text = (sign * (size // len(sign) + 1))[:size] if sign else article(size)
            quotes = from_signs(sign) if sign else from_article(text)
            times.append(min(seconds(text, quotes) for _ in range(3)))
        name = repr(sign) if sign else "an article"
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
    print(f"fingerprint of 0.1 MB: {took:.2f} s, {len(data) / len(text.split()):.1f} bytes a word")
    made, _ = fingerprints.read_fingerprint("a", data, "a")
    started = process_time()
    for quote in from_article(text) if made else []:
        locate(quote, made.prints[0])  # type: ignore[union-attr]
    print(f"{QUOTATIONS} quotations asked of it: {process_time() - started:.2f} s")


if __name__ == "__main__":
    main()
