"""Why true words may not be found in what is stored of a source, in words for a message, where this is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bindery.evidence.copying_changes import changes_of_copying
from bindery.text.cleaning import normalise
from bindery.text.drawn_order import is_in_other_order
from bindery.text.quote_parts import divide, first_place
from bindery.text.tokens import Searchable, SearchableText, locate, normalised_parts, readings

_NO_MEANING = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_OTHER_LETTERS = (
    "if the PDF shows these words as you have them, its own text has other letters, or they are in a form field "
    "or a picture: copy them with Chrome, or store a text file of the passage in place of the PDF"
)
_APART = (
    "the PDF has each of these words, but not one after the other: in tables, forms and figures, and where lines are "
    "drawn over each other, viewers put words into an order of their own. Quote the words of one cell or line at a time"
)
_TOO_FEW = (
    "this PDF has these words in this order only as a viewer copies them, and not as they are read: so few words "
    "cannot be told from altered ones. Quote more of the passage, or type the words as they are read"
)
_SHOWN_OTHERWISE = (
    "if the page shows these words as you have them, a script or a style sheet put them there: save the page as the "
    "browser shows it, for example with SingleFile, or store a text file of the passage"
)
_LEAST_TURNED = 2  # letters from right to left
_MOST_PAGES = 6  # pages that a message lists


def reasons(
    quote: str,
    witness: Searchable,
    nearest: str = "",
    *,
    orders: Iterable[Searchable] = (),
    is_page: bool = False,
) -> Iterator[str]:
    """The reasons why a quotation may not be found although its words were copied.

    Args:
        quote: the words that were not found.
        witness: the text of the source, or its fingerprint.
        nearest: the passage that is most like them; empty when there is none.
        orders: the further texts of the source, which may have its words in another order.
        is_page: whether the source is a web page.
    """
    if any(is_in_other_order(one) and _is_there(quote, one) for one in orders):
        yield _TOO_FEW
        return
    over_brackets = _stands_over_brackets(quote, witness)
    if over_brackets:
        yield "the source has square brackets of its own here: copy them as they are, or write […]"
    wanted = " ".join(normalised_parts(quote)).split()
    if nearest and sorted(wanted) == sorted(nearest.split()) and wanted != nearest.split():
        yield "the snapshot has the same words in another order"
    pages = _empty_pages(witness)
    if pages:
        yield _without_text(pages)
    if isinstance(witness, SearchableText):
        known = over_brackets or bool(pages)
        others = [_OTHER_LETTERS] if witness.pages else [_SHOWN_OTHERWISE] if is_page else []
        yield from _of_text(quote, witness, [] if known else others, compared=not over_brackets)


def _of_text(quote: str, text: SearchableText, others: Sequence[str], *, compared: bool) -> Iterator[str]:
    """The reasons that the text of a source shows.

    Args:
        quote: the words that were not found.
        text: the text.
        others: the reasons why words of such a source are not found, if nothing else is known.
        compared: whether the words are compared with the text.
    """
    if _has_no_meaning(text.written):
        yield "the letters of this snapshot have no meaning: its fonts do not say which letters they draw"
    elif text.pages and _is_right_to_left(quote):
        yield from [*changes_of_copying(quote, text)] or _right_to_left(quote, text)
    elif compared:
        is_apart = text.pages and len(quote.split()) > 1 and _has_each_word(quote, text)
        yield from [*changes_of_copying(quote, text)] or ([_APART] if is_apart else others)


def _is_there(quote: str, witness: Searchable) -> bool:
    """Whether a text has words that are too few, or that have brackets, to be found in it."""
    return first_place([*readings(normalise(quote), quote)], witness, 0) is not None


def _has_each_word(quote: str, text: SearchableText) -> bool:
    return all(word in text.places or locate(word, text) for word in normalise(quote).split())


def _right_to_left(quote: str, text: SearchableText) -> Iterator[str]:
    """Why words from right to left may not be found in a PDF, and what to do."""
    wanted = [letters for word in quote.split() if (letters := _letters_of(word))]
    known = _words_by_letters(text.written)
    there = sum(word in known for word in wanted)
    if normalise(" ".join(reversed(quote.split()))) in text.normal:
        yield "the viewer turned the line: the PDF has these words in the opposite order"
    elif 2 * there < len(wanted):
        yield (
            "the PDF's own text of this passage cannot be read: its fonts give other letters than they draw, "
            "or words run into each other"
        )
    elif there == len(wanted):
        yield "the PDF has all of these words, but its own text has their letters or signs in another order"
    else:
        yield (
            "the PDF's own text has some of these words with other letters or signs, "
            "or the viewer ran words together or gave their letters in another order"
        )
    yield (
        "copy them with Chrome, or type them as they are read; or store the article as a web page or a text file "
        "in place of the PDF"
    )


@lru_cache(maxsize=8)
def _words_by_letters(text: str) -> frozenset[str]:
    """The letters of each word of a text, sorted."""
    return frozenset(map(_letters_of, text.split()))


def _letters_of(word: str) -> str:
    """The letters of a word without vowel signs and marks, in one form for all forms as drawn, sorted."""
    plain = unicodedata.normalize("NFKC", word)
    return "".join(sorted(letter for letter in plain if letter.isalnum()))


def _is_right_to_left(quote: str) -> bool:
    """Whether a quotation has words from right to left, without which a viewer turns no others."""
    return sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in quote) >= _LEAST_TURNED


def _stands_over_brackets(quote: str, witness: Searchable) -> bool:
    """Whether a quotation would be found if its insertions were gaps."""
    compared = [one for separator in divide(quote)[1] if separator.is_compared for one in separator.brackets]
    for bracket in compared:
        quote = quote.replace(bracket, "[…]")
    return bool(compared) and locate(quote, witness) is not None


def _empty_pages(witness: Searchable) -> list[int]:
    """The numbers of the pages that have no token, from 1. What comes after the last page break is no page."""
    starts = witness.pages
    return [number for number, (start, end) in enumerate(pairwise(starts), 1) if start == end]


def _without_text(pages: Sequence[int]) -> str:
    listed = ", ".join(map(str, pages[:_MOST_PAGES])) + ("…" if len(pages) > _MOST_PAGES else "")
    one = len(pages) == 1
    return f"{'page' if one else 'pages'} {listed} of the snapshot {'has' if one else 'have'} no text, as in a scan"


def _has_no_meaning(text: str) -> bool:
    """Whether most characters of a text are in private use or stand for unknown ones."""
    return 2 * len(_NO_MEANING.findall(text)) > len("".join(text.split())) > 0
