"""Links to quoted words: text fragments, to which a browser scrolls and which it highlights on the source's page.

Syntax and limits: URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bindery.model.stored_kinds import ENDINGS, WEB_PAGES, ending_of
from bindery.text.tokens import normalised_parts

LONGEST = 300  # characters; of a longer passage only both ends are given
_END = 80  # characters, at least, of each end
_FIRST_NUMBER = re.compile(r"\d+")

# Files at an address that a browser does not show as a page, so that it cannot go to words in them.
_NO_PAGES = frozenset(ENDINGS) - {*WEB_PAGES, ".txt"}


def text_directive(quote: str) -> str:
    """The text directive of a quotation, without `#`: `:~:text=...`, with a `text=` for each of its pieces.

    A piece of more than `LONGEST` characters is given by its first and last words, as the specification advises.
    """
    return ":~:" + "&".join(f"text={_term(piece)}" for piece in normalised_parts(quote))


def address_of_words(url: str, quote: str, page: str = "") -> str:
    """The address at which a browser shows these words of a source.

    Args:
        url: address of the source or of a copy of it. If it has a fragment, the directive is added to that.
        quote: the words; if there are none to search for, the address is returned unchanged.
        page: the page of a PDF that has them, since PDF viewers go to pages and not to text fragments.
    """
    if urlsplit(url).path.lower().endswith(".pdf"):
        number = _FIRST_NUMBER.search(page)
        return f"{url}#page={number.group()}" if number and "#" not in url else url
    if not normalised_parts(quote) or ending_of(urlsplit(url).path) in _NO_PAGES:
        return url
    return f"{url}{'' if '#' in url else '#'}{text_directive(quote)}"


def _term(piece: str) -> str:
    words = piece.split(" ")
    first, last = _words_needed(words), _words_needed(words[::-1])
    if len(piece) <= LONGEST or first + last > len(words):
        return _encoded(piece)
    return f"{_encoded(' '.join(words[:first]))},{_encoded(' '.join(words[-last:]))}"


def _words_needed(words: list[str]) -> int:
    """How many of the first words are needed for more than `_END` characters."""
    length = 0
    for number, word in enumerate(words, 1):
        length += len(word) + 1
        if length > _END:
            return number
    return len(words)


def _encoded(text: str) -> str:
    # hyphens, commas and ampersands have a meaning in a directive, and quote() does not encode hyphens
    return percent_encoded(text, safe="").replace("-", "%2D")
