"""The address of the very words: a text fragment that a browser scrolls to and marks on the source's own page.

Syntax and limits: URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bindery.text.tokens import normalised_parts

LONGEST = 300  # characters of a passage that is given whole; of a longer one, its two ends
_END = 80  # characters of each end, at least
_FIRST_NUMBER = re.compile(r"\d+")


def text_directive(quote: str) -> str:
    """The text directive of a quotation, without `#`: `:~:text=...`, one for each of its pieces.

    A piece of more than `LONGEST` characters is named by its first and last words, as the specification advises.
    """
    return ":~:" + "&".join(f"text={_term(piece)}" for piece in normalised_parts(quote))


def address_of_words(url: str, quote: str, page: str = "") -> str:
    """The address at which a browser shows these words of a source.

    Args:
        url: of the source, or of a copy of it; a fragment that it has already stays in front.
        quote: the words; with none, or none that can be looked for, the address is as it was.
        page: the page that they stand on, for a PDF, which knows pages and no text fragments.
    """
    if urlsplit(url).path.lower().endswith(".pdf"):
        number = _FIRST_NUMBER.search(page)
        return f"{url}#page={number.group()}" if number and "#" not in url else url
    if not normalised_parts(quote):
        return url
    return f"{url}{'' if '#' in url else '#'}{text_directive(quote)}"


def _term(piece: str) -> str:
    words = piece.split(" ")
    first, last = _reach(words), _reach(words[::-1])
    if len(piece) <= LONGEST or first + last > len(words):
        return _encoded(piece)
    return f"{_encoded(' '.join(words[:first]))},{_encoded(' '.join(words[-last:]))}"


def _reach(words: list[str]) -> int:
    """How many of the first words come to `_END` characters."""
    length = 0
    for number, word in enumerate(words, 1):
        length += len(word) + 1
        if length > _END:
            return number
    return len(words)


def _encoded(text: str) -> str:
    # the hyphen, the comma and the ampersand mean something in a directive, and quote() keeps the hyphen
    return percent_encoded(text, safe="").replace("-", "%2D")
