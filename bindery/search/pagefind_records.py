"""What Pagefind is given of a search index, and what a hit of it shows: for sites too large for an index in one file.

Pagefind reads web pages and parts them into words by rules of its own. So each entry of our index becomes a small
page of words that are folded already, each once, where it counts most; what a reader is to see is put into
Pagefind's answer afterwards. Every word ends in a mark, so that it can be asked for whole or by how it begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import unescape
from typing import Any

from bindery.text import folding
from bindery.text.escape import escape

END = "_"  # after each word
END_OF_NAME = "__"  # after a thing's own name, written as one word
WEIGHTS = {"name": 10.0, "title": 10.0, "aliases": 7.5, "text": 1.6}
"""What a word counts in each part of an entry that counts most: Pagefind allows no more than ten."""
MOST = 3.0  # the boost of such an entry
_FUNCTION_WORDS = """
a about after all also an and any are as at be because been before being but by can did do does for
from had has have he her him his how i if in into is it its me more most my no nor of on or our out
over she so some such than that the their them then there these they this to too under up was we
were what when where which while who whom whose why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""What English sentences are held together with; Material's search passes over such words likewise."""
EVERYWHERE = 0.5  # the share of entries from which on a word tells none from another
SHORTEST_SPELT = 4  # letters of a word that may be what a reader meant
LIST = 8000  # characters that a list of words has, or few more

_TAG = re.compile(r"<[^>]*>")
_STRIPPED = re.compile(r"[\W_]")


@dataclass(frozen=True)
class PagefindRecord:
    """An entry of the search index.

    Attributes:
        parts: the words of each of its parts, those that count most first; a word stands in one part alone.
        share: how much it counts, of an entry that counts most.
        shown: what a hit needs to be shown, as JSON.
    """

    parts: dict[str, list[str]]
    share: float
    shown: dict[str, Any]

    def page(self, passed_over: AbstractSet[str]) -> str:
        """The web page from which Pagefind learns the entry, without the words that a query passes over."""
        lines = []
        for part, said in self.parts.items():
            end = END_OF_NAME if part == "name" else END
            text = " ".join(word + end for word in said if part == "name" or word not in passed_over)
            weight = min(10.0, WEIGHTS[part] * self.share)
            lines.append(f'<p data-pagefind-weight="{weight:.2f}">{escape(text)}</p>' if text else "")
        return f"<html><body><main data-pagefind-body>{''.join(lines)}</main></body></html>"


def records(index: Mapping[str, Any]) -> list[PagefindRecord]:
    """A record for each entry of a search index, in its order."""
    separator = re.compile(index["config"]["separator"])
    heads = {doc["location"]: doc["title"] for doc in index["docs"]}
    return [_record(number, doc, heads, separator) for number, doc in enumerate(index["docs"])]


def _record(
    number: int, doc: Mapping[str, Any], heads: Mapping[str, str], separator: re.Pattern[str]
) -> PagefindRecord:
    boost = float(doc.get("boost", 1.0))
    page, anchor, _ = str(doc["location"]).partition("#")
    shown = {key: doc[key] for key in ("location", "title", "text")} | {"boost": boost, "number": number}
    if doc.get("names"):
        shown["names"] = doc["names"]
    if anchor:
        shown["head"] = heads.get(page, "")
    said = {
        "title": words(doc["title"], separator),
        "aliases": words(doc.get("aliases", ""), separator),
        "text": words(f"{doc['text']} {doc.get('text_aliases', '')}", separator),
    }
    known: set[str] = set()
    parts = {"name": [_joined(name) for name in doc.get("names", ())]}
    for part, found in said.items():
        parts[part] = [word for word in dict.fromkeys(found) if word not in known]
        known.update(found)
    return PagefindRecord(parts, boost / MOST, shown)


def _joined(name: str) -> str:
    return _STRIPPED.sub("", name)


def words(html: str, separator: re.Pattern[str]) -> list[str]:
    """The words of a text, folded, of letters and figures alone: `2.5` gives `25`, as it does where it is looked for."""
    parted = separator.split(folding.fold(unescape(_TAG.sub(" ", html))))
    return [word for part in parted if (word := _STRIPPED.sub("", part))]


def _number_of_entries(records: Iterable[PagefindRecord]) -> Counter[str]:
    """In how many entries each word stands."""
    found: Counter[str] = Counter()
    for record in records:
        for part, said in record.parts.items():
            if part != "name":
                found.update(said)
    return found


def passed_over(records: Sequence[PagefindRecord]) -> frozenset[str]:
    """The words that neither the index has nor a query asks for, since they tell no entry from another."""
    found = _number_of_entries(records)
    everywhere = {word for word, number in found.items() if number > EVERYWHERE * len(records)}
    return frozenset((FUNCTION_WORDS & found.keys()) | everywhere)


def spelt(records: Iterable[PagefindRecord]) -> list[str]:
    """Every word in which a reader's slip of the finger may be found, in order: none with a figure in it."""
    found = _number_of_entries(records)
    return sorted(word for word in found if len(word) >= SHORTEST_SPELT and not re.search(r"\d", word))


def lists(words: Iterable[str], length: int = LIST) -> list[str]:
    """The words in lists of about such a length, of which a reader needs two: by how a word begins, and how it ends.

    One slip of the finger leaves either the two first letters of a word as they are or the two last. The words are
    spread over as many lists as keep each of them short.
    """
    words = list(words)
    number = max(1, 2 * sum(len(word) + 1 for word in words) // length)
    made: list[list[str]] = [[] for _ in range(number)]
    for word in words:
        for place in sorted({place_of(word[:2], number), place_of(word[-2:], number)}):
            made[place].append(word)
    return ["\n".join(words) for words in made]


def place_of(letters: str, number: int) -> int:
    """The list, of so many, for two letters."""
    first, last = (ord(letter) for letter in letters)
    return (first * 31 + last) % number


def reading(index: Mapping[str, Any], passed_over: AbstractSet[str], number: int) -> dict[str, Any]:
    """What the page needs to read a query as the index was read, beside so many lists of words."""
    return {
        "config": {"separator": index["config"]["separator"]},
        "folding": index["folding"],
        "passed_over": sorted(passed_over),
        "entries": len(index["docs"]),
        "lists": number,
    }


def fragment(written: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of Pagefind's that shows what a reader is to see, in place of the folded words."""
    return {**written, "url": "", "content": "", "meta": dict(shown)}


def number_of(written: Mapping[str, Any]) -> int:
    """The number of the record that one of Pagefind's answers is about."""
    found = re.search(r"(\d+)\.html$", str(written["url"]))
    if found is None:
        message = f"Pagefind names a page that it was not given: {written['url']!r}"
        raise ValueError(message)
    return int(found[1])


def pages(records: Iterable[PagefindRecord], passed_over: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """The name and contents of each web page for Pagefind."""
    return ((f"{number:06d}.html", record.page(passed_over)) for number, record in enumerate(records))
