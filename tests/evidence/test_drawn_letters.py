"""The letters of a real PDF are found where they are drawn, and its lines come into reading order."""

from __future__ import annotations

from functools import cache

import pypdfium2
import pytest
import typst

from bindery.evidence import snapshots
from bindery.evidence.drawn_letters import drawn_letters
from bindery.text.tokens import SearchableText, locate

HEBREW = 'הוועדה אמרה ב-24 במרץ 2021 כי 1,250 בני אדם (UNHCR) חזרו בתוך 10-12 ימים; "לא ראינו ראיה" אמר דובר Human Rights Watch, ומטוס F-16 לא המריא לפני 14:35.'
PAGE = '#set page(width: 9cm, height: 6cm, margin: 1cm)\n#set text(lang: "he", font: "Libertinus Serif", size: 10pt)\n'


@cache
def made() -> bytes:
    """A page that Typst makes."""
    return typst.compile(f'{PAGE}#text("{HEBREW.replace(chr(34), chr(92) + chr(34))}")'.encode())


@cache
def texts() -> tuple[SearchableText, ...]:
    return snapshots.snapshot_texts("a.pdf", made())[0]


@pytest.mark.slow
def test_words_are_found_in_reading_order_and_altered_ones_are_not() -> None:
    words = HEBREW.split()
    for first in range(0, len(words) - 3, 3):
        quote = " ".join(words[first : first + 4])
        assert any(locate(quote, text) for text in texts()), quote
        swapped = " ".join((*words[first : first + 2], words[first + 3], words[first + 2]))
        assert not any(locate(swapped, text) for text in texts()), swapped
    for altered in (
        "ב-42 במרץ",
        "1,520 בני אדם",
        "בתוך 12-10 ימים",
        "חזרו בתוך 1012 ימים",
        "מטוס F-61",
        "המריא לפני 14:53",
    ):
        assert not any(locate(altered, text) for text in texts()), altered


@pytest.mark.slow
def test_every_letter_has_a_place_and_what_pdfium_adds_is_left_out() -> None:
    with pypdfium2.PdfDocument(made()) as document:
        page = document[0]
        letters = drawn_letters(page, page.get_textpage())
    assert sorted(one.text for one in letters if one.text.isalnum()) == sorted(filter(str.isalnum, HEBREW))
    assert all(one.size == 10 and one.right >= one.left > 0 for one in letters if one.text.isalnum())
    assert not any(one.text in "\r\n" for one in letters)
