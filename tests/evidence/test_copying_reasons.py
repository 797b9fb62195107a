"""A message says why copied words are not found, where that is certain, and is silent elsewhere."""

from __future__ import annotations

import pytest

from bindery.evidence.copying_reasons import reasons
from bindery.text.tokens import SearchableText

BRACKETS = "the source has square brackets of its own here: copy them as they are, or write […]"
ORDER = "the snapshot has the same words in another order"
LETTERS = "the letters of this snapshot have no meaning: its fonts do not say which letters they draw"
UNREADABLE = (
    "the PDF's own text of this passage cannot be read: its fonts give other letters than they draw, "
    "or words run into each other"
)
WAY_OUT = "copy them with Chrome, or store the article as a web page or a text file in place of the PDF"
CASES = {
    "Urdu whose fonts give other letters": (
        "پل کی مرمت مکمل ہو گئی",
        "ﻞﺭﭖ ﮐﻄﺮﻍ ﻡﺭﺕﻒ ﻙﻡﻝ\f",
        "",
        [
            UNREADABLE,
            WAY_OUT,
        ],
    ),
    "Arabic with its letters in another order": (
        "الجسر مغلق",
        "رسجلا قلغم\f",
        "",
        [
            "the PDF has all of these words, but its own text has their letters or signs in another order",
            WAY_OUT,
        ],
    ),
    "Arabic with one other word": (
        "الجسر مغلق اليوم",
        "الجسر مغلق غدا\f",
        "",
        ["the PDF's own text has some of these words with other letters or signs", WAY_OUT],
    ),
    "Arabic in a web page": ("الجسر مغلق", "رسجلا قلغم", "", []),
    "a changed bracket": ("Aru [300] fell", "Aru [200] fell.", "", [BRACKETS]),
    "a word dropped beside a bracket": ("Aru [200] in May", "Aru [200] fell in May.", "", [BRACKETS]),
    "an insertion where no bracket is": ("Aru [then] rose", "Aru fell.", "", []),
    "the same words in another order": ("fell Aru in May", "Aru fell in May", "Aru fell in May", [ORDER]),
    "other words": ("Aru rose in May", "Aru fell in May", "Aru fell in May", []),
    "a page without text": (
        "Aru rose",
        "Aru fell.\f\fIn May.\f",
        "",
        ["page 2 of the snapshot has no text, as in a scan"],
    ),
    "pages without text": (
        "Aru rose",
        "\fAru fell.\fIn May.\f\f",
        "",
        ["pages 1, 4 of the snapshot have no text, as in a scan"],
    ),
    "letters without meaning": ("Aru rose", "\ue001\ue002 \ue003\ue004 a", "", [LETTERS]),
    "a few letters without meaning": ("Aru rose", "Aru fell \ue001", "", []),
}


@pytest.mark.parametrize("case", CASES)
def test_the_reason_is_given(case: str) -> None:
    quote, text, nearest, expected = CASES[case]
    assert list(reasons(quote, SearchableText.of(text), nearest)) == expected
