"""Converts the search index for Pagefind, on sites that are too large for an index in a single file.

Pagefind reads web pages and splits them into words by its own rules. So each entry of our index becomes a small page of
words that are already folded, each once, in the part where it counts most. What readers see is put into Pagefind's
results afterwards. Every word ends in a mark, so that a query can ask for a whole word or for the beginning of one.
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

END = "_"  # the mark after each word
END_OF_NAME = "__"  # the mark after an entity's own name, which is written as one word
WEIGHTS = {"name": 10.0, "title": 10.0, "aliases": 7.5, "text": 1.6}
"""The weight of a word in each part of an entry with the highest boost; Pagefind's maximum is 10."""
MOST = 3.0  # the highest boost of an entry
_FUNCTION_WORDS = """
a about after all also an and any are as at be because been before being but by can did do does for
from had has have he her him his how i if in into is it its me more most my no nor of on or our out
over she so some such than that the their them then there these they this to too under up was we
were what when where which while who whom whose why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English stop words, which Material's search ignores as well."""
EVERYWHERE = 0.5  # a word in more than this share of the entries is ignored
SHORTEST_SPELT = 4  # letters of the shortest word that is suggested for a misspelt one
LIST = 8000  # characters of a list of words, approximately

_TAG = re.compile(r"<[^>]*>")
_STRIPPED = re.compile(r"[\W_]")


@dataclass(frozen=True)
class PagefindRecord:
    """An entry of the search index, for Pagefind.

    Attributes:
        parts: the words of each part, by the names in `WEIGHTS`, highest weight first; a word is in one part only.
        share: boost of the entry divided by the highest boost, `MOST`.
        shown: JSON object of what the page needs to show the entry as a result.
    """

    parts: dict[str, list[str]]
    share: float
    shown: dict[str, Any]

    def page(self, passed_over: AbstractSet[str]) -> str:
        """The web page that Pagefind reads for the entry, without the words in `passed_over`, which queries ignore."""
        lines = []
        for part, found in self.parts.items():
            end = END_OF_NAME if part == "name" else END
            text = " ".join(word + end for word in found if part == "name" or word not in passed_over)
            weight = min(10.0, WEIGHTS[part] * self.share)
            lines.append(f'<p data-pagefind-weight="{weight:.2f}">{escape(text)}</p>' if text else "")
        return f"<html><body><main data-pagefind-body>{''.join(lines)}</main></body></html>"


def records(index: Mapping[str, Any]) -> list[PagefindRecord]:
    """A record for each entry of a search index, in the same order.

    Args:
        index: the index as `search_index` makes it.
    """
    separator = re.compile(index["config"]["separator"])
    heads = {doc["location"]: doc["title"] for doc in index["docs"]}
    return [_record(number, doc, heads, separator) for number, doc in enumerate(index["docs"])]


def _record(
    number: int, doc: Mapping[str, Any], heads: Mapping[str, str], separator: re.Pattern[str]
) -> PagefindRecord:
    """The record of an entry.

    Args:
        number: position of the entry in the index.
        doc: the entry.
        heads: title of each entry, by location; that of a page heads the entries of its parts.
        separator: what separates words.
    """
    boost = float(doc.get("boost", 1.0))
    page, anchor, _ = str(doc["location"]).partition("#")
    shown = {key: doc[key] for key in ("location", "title", "text")} | {"boost": boost, "number": number}
    if doc.get("names"):
        shown["names"] = doc["names"]
    if anchor:
        shown["head"] = heads.get(page, "")
    texts = {
        "title": index_words(doc["title"], separator),
        "aliases": index_words(doc.get("aliases", ""), separator),
        "text": index_words(f"{doc['text']} {doc.get('text_aliases', '')}", separator),
    }
    known: set[str] = set()
    parts = {"name": [_joined(name) for name in doc.get("names", ())]}
    for part, found in texts.items():
        parts[part] = [word for word in dict.fromkeys(found) if word not in known]
        known.update(found)
    return PagefindRecord(parts, boost / MOST, shown)


def _joined(name: str) -> str:
    return _STRIPPED.sub("", name)


def index_words(html: str, separator: re.Pattern[str]) -> list[str]:
    """The words of a text, folded and reduced to letters and digits: `2.5` gives `25`, and so it does in a query."""
    split = separator.split(folding.fold(unescape(_TAG.sub(" ", html))))
    return [word for part in split if (word := _STRIPPED.sub("", part))]


def _number_of_entries(records: Iterable[PagefindRecord]) -> Counter[str]:
    """In how many entries each word is; names as one word are not counted."""
    found: Counter[str] = Counter()
    for record in records:
        for part, words_of_part in record.parts.items():
            if part != "name":
                found.update(words_of_part)
    return found


def passed_over(records: Sequence[PagefindRecord]) -> frozenset[str]:
    """The words that are left out of the index and of queries, since they are in too many entries to be of use."""
    found = _number_of_entries(records)
    everywhere = {word for word, number in found.items() if number > EVERYWHERE * len(records)}
    return frozenset((FUNCTION_WORDS & found.keys()) | everywhere)


def spelt(records: Iterable[PagefindRecord]) -> list[str]:
    """The words that may be suggested for a misspelt one, sorted; none with a digit in it."""
    found = _number_of_entries(records)
    return sorted(word for word in found if len(word) >= SHORTEST_SPELT and not re.search(r"\d", word))


def lists(words: Iterable[str], length: int = LIST) -> list[str]:
    """Spreads words over lists, so that a browser needs to load only two of them to find a misspelt word.

    A single typing error leaves either the first two letters of a word unchanged or the last two. So each word is in the
    list for its first two letters and in the list for its last two.

    Args:
        words: the words to spread.
        length: characters that a list should have, approximately.

    Returns:
        The lists, each with one word per line.
    """
    words = list(words)
    number = max(1, 2 * sum(len(word) + 1 for word in words) // length)
    made: list[list[str]] = [[] for _ in range(number)]
    for word in words:
        for place in sorted({place_of(word[:2], number), place_of(word[-2:], number)}):
            made[place].append(word)
    return ["\n".join(words) for words in made]


def place_of(letters: str, number: int) -> int:
    """The index of the list for words that begin or end with two letters.

    Args:
        letters: the two letters.
        number: how many lists there are.
    """
    first, last = (ord(letter) for letter in letters)
    return (first * 31 + last) % number


def reading(index: Mapping[str, Any], passed_over: AbstractSet[str], number: int) -> dict[str, Any]:
    """What the browser needs to split and fold a query as the index was split and folded.

    Args:
        index: the search index.
        passed_over: words that queries ignore.
        number: how many lists of words there are.
    """
    return {
        "config": {"separator": index["config"]["separator"]},
        "folding": index["folding"],
        "passed_over": sorted(passed_over),
        "entries": len(index["docs"]),
        "lists": number,
    }


def fragment(written: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """A fragment, which is Pagefind's file for one result, with what readers see in place of the folded words.

    Args:
        written: the JSON object of the fragment as Pagefind wrote it.
        shown: what the page needs to show the result, as `PagefindRecord.shown`.
    """
    return {**written, "url": "", "content": "", "meta": dict(shown)}


def number_of(written: Mapping[str, Any]) -> int:
    """The number of the record that a fragment of Pagefind's belongs to.

    Raises:
        ValueError: the fragment has a URL that is not one of ours.
    """
    found = re.search(r"(\d+)\.html$", str(written["url"]))
    if found is None:
        message = f"Pagefind names a page that it was not given: {written['url']!r}"
        raise ValueError(message)
    return int(found[1])


def pagefind_pages(
    records: Iterable[PagefindRecord], passed_over: AbstractSet[str]
) -> Iterator[tuple[str, str]]:
    """The file name and HTML of the web page for each record."""
    return ((f"{number:06d}.html", record.page(passed_over)) for number, record in enumerate(records))
