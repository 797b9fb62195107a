"""Measures how many true quotations are refused, and how many altered ones are accepted, on pages of your own.

Run `python benchmarks/copied_quotations.py FOLDER`. Quotations are copied at random from the HTML and PDF files of the
folder by other programs: Chromium, as a reader selects words, and `pdftotext`. With `--show`, each refused one is printed
with the nearest passage.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Error, Route, sync_playwright

from bindery.evidence import near_miss, snapshots
from bindery.text.tokens import SearchableText, locate

ADDRESS = "http://page.invalid/"
EACH = 8  # quotations from a file
PROSE = 38  # characters of a line on average, at least, in a block that is prose
LENGTHS = (3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 60)  # words
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# Selects stretches of shown words in a block, from one word edge to another, and copies them.
COPY = """(wanted) => {
  const unspaced = /[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u9fff]/;
  let seed = 42;
  const random = (below) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  const blockOf = (element) => {
    while (element !== document.body && /^(inline|contents|ruby)/.test(getComputedStyle(element).display))
      element = element.parentElement;
    return element;
  };
  const nodes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!/^(SCRIPT|STYLE|NOSCRIPT|TEXTAREA|OPTION|BUTTON)$/.test(element.tagName)
        && element.checkVisibility({visibilityProperty: true})) nodes.push(walker.currentNode);
  }
  const starts = nodes.map((_, number) => number).filter((number) => nodes[number].data.trim().length > 11);
  const segmenter = new Intl.Segmenter("en", {granularity: "word"});
  const copied = [];
  for (let tries = 0; tries < 12 * wanted && copied.length < wanted && starts.length; tries++) {
    const first = starts[random(starts.length)], block = blockOf(nodes[first].parentElement), places = [];
    for (let n = first; n < nodes.length && blockOf(nodes[n].parentElement) === block; n++)
      for (let at = 0; at < nodes[n].data.length; at++) places.push([nodes[n], at]);
    const text = places.map(([node, at]) => node.data[at]).join("");
    const words = [...segmenter.segment(text)].filter((word) => word.isWordLike);
    const opens = (at) => at === 0 || /\\s/.test(text[at - 1]) || unspaced.test(text[at]);
    const closes = (at) => at === text.length || /[\\s,;!?。、，]/.test(text[at]) || unspaced.test(text[at - 1]);
    const begins = words.findIndex((word, n) => n >= random(words.length) && opens(word.index));
    let ends = Math.min(words.length - 1, begins + LENGTHS[random(LENGTHS.length)] - 1);
    while (ends > begins && !closes(words[ends].index + words[ends].segment.length)) ends--;
    if (begins < 0 || ends < begins + 2) continue;
    const [from, to] = [places[words[begins].index], places[words[ends].index + words[ends].segment.length - 1]];
    getSelection().setBaseAndExtent(from[0], from[1], to[0], to[1] + 1);
    copied.push(getSelection().toString().trim());
  }
  return copied;
}""".replace("LENGTHS", str(list(LENGTHS)))


def from_web_pages(files: list[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Each web page with quotations that Chromium copied from it."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for file in files:
            page = browser.new_page()
            page.route("**/*", partial(_answer, file.read_bytes()))
            try:
                page.goto(ADDRESS, wait_until="domcontentloaded")
                yield file, page.evaluate(COPY, EACH)
            except Error as error:
                print(f"{file}: {error.message.splitlines()[0]}")
            page.close()
        browser.close()


def _answer(data: bytes, route: Route) -> None:
    if route.request.url == ADDRESS:
        route.fulfill(body=data, content_type="text/html")
    else:
        route.abort()


def from_pdfs(files: list[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Each PDF with quotations from the paragraphs that pdftotext finds in it."""
    draw = random.Random(1)  # noqa: S311  a fixed sequence, not a secret
    for file in files:
        made = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=False)  # noqa: S607  the system's own
        blocks = re.split(r"\n\s*\n|\f", made.stdout.decode("utf-8", "replace"))
        prose = [block for block in blocks if _is_prose(block)]
        yield file, [_stretch(draw.choice(prose), draw) for _ in range(EACH if prose else 0)]


def _is_prose(block: str) -> bool:
    """Whether a block is text in lines, and no table, list of contents, formula or program."""
    lines = block.count("\n") + 1
    letters = sum(character.isalpha() or character.isspace() for character in block)
    return (
        len(block) / lines > PROSE
        and letters > 0.9 * len(block)
        and not re.search(r"[\\{}|]|\. ?\. ?\.", block)
    )


def _stretch(block: str, draw: random.Random) -> str:
    pattern = r"\S" if UNSPACED.search(block) else r"\S+"
    words = [match.span() for match in re.finditer(pattern, block)]
    first = draw.randrange(len(words))
    last = min(len(words), first + draw.choice(LENGTHS)) - 1
    return block[words[first][0] : words[last][1]]


def altered(quote: str, draw: random.Random) -> str:
    """A quotation with one letter, digit or word changed, a word dropped, added, or two exchanged."""
    words = quote.split()
    at = draw.randrange(len(words))
    how = draw.choice(("letter", "digit", "drop", "not", "swap"))
    if how in ("letter", "digit"):
        is_one = str.isdigit if how == "digit" else str.isalpha
        places = [place for place, character in enumerate(quote) if is_one(character)]
        if places:
            place = draw.choice(places)
            other = draw.choice("0123456789" if how == "digit" else "abcdefghijklmnopqrstuvwxyz")
            return quote[:place] + other + quote[place + 1 :]
    if how == "swap" and at:
        words[at - 1], words[at] = words[at], words[at - 1]
    elif how == "drop" and 0 < at < len(words) - 1:
        del words[at]
    else:
        words.insert(at, "not")
    return " ".join(words)


def is_altered(quote: str, texts: tuple[SearchableText, ...]) -> bool:
    """Whether the letters and digits of a quotation are nowhere in a text, found without the code under test."""
    plain = re.sub(r"[\W_]+", "", quote)
    return "[" not in quote and all(plain not in re.sub(r"[\W_]+", "", text.written) for text in texts)


def measure(kind: str, copied: Iterator[tuple[Path, list[str]]], *, show: bool) -> str:
    """Reads each file, looks for its quotations and for altered ones, and returns a row of the table."""
    draw = random.Random(2)  # noqa: S311  a fixed sequence, not a secret
    files = quotations = refused = changed = accepted = 0
    for file, quotes in copied:
        texts, problems = snapshots.snapshot_texts(file.name, file.read_bytes())
        if problems:
            print(f"{file}: {problems[0].message}")
            continue
        files += 1
        for quote in filter(str.strip, quotes):
            quotations += 1
            if not any(locate(quote, text) for text in texts):
                refused += 1
                if show:
                    nearest = near_miss.nearest_passage(quote, texts[0])[0]
                    print(f"{file}\n  quotation: {' '.join(quote.split())}\n  nearest:   {nearest}")
            other = altered(quote, draw)
            if is_altered(other, texts):
                changed += 1
                accepted += any(locate(other, text) is not None for text in texts)
    share = f"{100 * refused / max(1, quotations):.1f} %"
    return f"| {kind} | {files} | {quotations:,} | {refused} | {share} | {changed:,} | {accepted} |"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print each refused quotation")
    options = parser.parse_args()
    files = sorted(file for file in options.folder.rglob("*") if file.is_file())
    rows = []
    if pages := [file for file in files if file.suffix.lower() in (".html", ".htm")]:
        rows.append(measure("web pages, copied by Chromium", from_web_pages(pages), show=options.show))
    if pdfs := [file for file in files if file.suffix.lower() == ".pdf"]:
        rows.append(measure("PDFs, copied by pdftotext", from_pdfs(pdfs), show=options.show))
    print("| kind | files | true quotations | refused | | altered | accepted |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
