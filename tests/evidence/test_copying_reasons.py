"""A message says why copied words are not found, where that is certain, and is silent elsewhere."""

from __future__ import annotations

import pytest

from bindery.evidence.copying_reasons import reasons
from bindery.text.drawn_order import AS_DRAWN
from bindery.text.tokens import SearchableText

BRACKETS = "the source has square brackets of its own here: copy them as they are, or write […]"
ORDER = "the snapshot has the same words in another order"
LETTERS = "the letters of this snapshot have no meaning: its fonts do not say which letters they draw"
UNREADABLE = (
    "the PDF's own text of this passage cannot be read: its fonts give other letters than they draw, "
    "or words run into each other"
)
SOME_LETTERS = (
    "the PDF's own text has some of these words with other letters or signs, "
    "or the viewer ran words together or gave their letters in another order"
)
ALL_LETTERS = "the PDF has all of these words, but its own text has their letters or signs in another order"
WAY_OUT = (
    "copy them with Chrome, or type them as they are read; or store the article as a web page or a text file "
    "in place of the PDF"
)
EDGES = "these words begin or end within a word, a number or a web address of the source: quote all of it"
SPACES = (
    "the source has these letters with other spaces or marks between them, or with the mark of a note: "
    "copy the nearest passage"
)
CAPITALS = (
    "the source has these words with other capital letters, which a style or a font can show: "
    "copy the nearest passage"
)
OTHER_LETTERS = (
    "if the PDF shows these words as you have them, its own text has other letters, or they are in a form field "
    "or a picture: copy them with Chrome, or store a text file of the passage in place of the PDF"
)
APART = (
    "the PDF has each of these words, but not one after the other: in tables, forms and figures, and where lines are "
    "drawn over each other, viewers put words into an order of their own. Quote the words of one cell or line at a time"
)
TOO_FEW = (
    "this PDF has these words in this order only as a viewer copies them, and not as they are read: so few words "
    "cannot be told from altered ones. Quote more of the passage, or type the words as they are read"
)
ICONS = "these words have characters without a meaning, such as icons: leave them out"
ENCODING = (
    "these words were copied from a page that was shown in the wrong encoding: copy the nearest passage"
)


def in_pieces(*pieces: str) -> str:
    shown = " · ".join(f"“{piece}”" for piece in pieces)
    return (
        f"the source has all of these words, but with others between them or in another order: {shown}. "
        "Write […] where words are left out; in a table or beside another column, quote them one by one"
    )


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
    "Hebrew whose words a viewer turned": (
        "מאוד הגשר את סגרו",
        "אתמול סגרו את הגשר מאוד\f",
        "",
        ["the viewer turned the line: the PDF has these words in the opposite order", WAY_OUT],
    ),
    "Hebrew from two columns": (
        "לשמוע את הדברים הפרקטיים: שיטה נוספת היא",
        "ירצה לשמוע את הדברים הפרקטיים: כמה זמן. יש גם שיטה נוספת היא מטרות\f",
        "",
        [in_pieces("לשמוע את הדברים הפרקטיים:", "שיטה נוספת היא")],
    ),
    "Arabic with its letters in another order": (
        "الجسر مغلق",
        "رسجلا قلغم\f",
        "",
        [
            ALL_LETTERS,
            WAY_OUT,
        ],
    ),
    "Arabic with one other word": (
        "الجسر مغلق اليوم",
        "الجسر مغلق غدا\f",
        "",
        [
            SOME_LETTERS,
            WAY_OUT,
        ],
    ),
    "Arabic in a web page": ("الجسر مغلق", "رسجلا قلغم", "", []),
    "a changed bracket": ("Aru [300] fell", "Aru [200] fell.", "", [BRACKETS]),
    "a word dropped beside a bracket": ("Aru [200] in May", "Aru [200] fell in May.", "", [BRACKETS]),
    "an insertion where no bracket is": ("Aru [then] rose", "Aru fell.", "", []),
    "the same words in another order": ("fell Aru in May", "Aru fell in May", "Aru fell in May", [ORDER]),
    "a number cut short": ("Most of the 524", "Most of the 524.6 people", "", [EDGES]),
    "a web address cut short": ("seen at aru.example/a", "As seen at aru.example/a/b", "", [EDGES]),
    "words run together": ("ArutownBerutownCeru", "Arutown Berutown Ceru", "", [SPACES]),
    "words taken apart": ("the ri ver rose in Aru", "the river rose in Aru", "", [SPACES]),
    "the mark of a note after a figure": (
        "about 5,2433 people in Aru",
        "about 5,243³ people in Aru",
        "",
        [SPACES],
    ),
    "capitals of a style": ("NEWS FROM ARU AND BERU", "News from Aru and Beru", "", [CAPITALS]),
    "icons": ("\ue051 Aru rose in May \uf0e0", "Then Aru rose in May.", "", [ICONS]),
    "the wrong encoding": ("Aru fiel wÃ¤hrend der FlÃ¼sse", "Aru fiel während der Flüsse", "", [ENCODING]),
    "a wrong encoding of Chinese, with letters lost": (
        "河水上涨了两米".encode().decode("gb18030", "replace"),
        "五月，河水上涨了两米。",
        "",
        [ENCODING],
    ),
    "Chinese shown letter by letter in a Western encoding": (
        "河水上涨了两米".encode("gb18030").decode("cp1252", "ignore"),
        "五月，河水上涨了两米。",
        "",
        [ENCODING],
    ),
    "words of several cells of a PDF": ("Beru Dero Aru Ceru", "Aru Beru\nCeru Dero\f", "", [APART]),
    "words of several cells and another one": (
        "Beru Dero Aru Xeru",
        "Aru Beru\nCeru Dero\f",
        "",
        [OTHER_LETTERS],
    ),
    "one word of a PDF": ("Deru", "Aru Beru\nCeru Dero\f", "", [OTHER_LETTERS]),
    "words that are not together in a text": ("Beru Dero Aru Ceru", "Aru Beru\nCeru Dero", "", []),
    "Hebrew in a Latin line": (
        "Mountain View, California מקום",
        "Mountain View, California הנה\f",
        "",
        [
            SOME_LETTERS,
            WAY_OUT,
        ],
    ),
    "a short number cut": ("五人の子", "十五人の子ども", "", [EDGES]),
    "words with others between": (
        "The river rose in Aru by two metres in May",
        "The river rose in Aru Share this by two metres in May",
        "",
        [in_pieces("The river rose in Aru", "by two metres in May")],
    ),
    "columns read in another order": (
        "the first column here and the second one",
        "and the second one the first column here",
        "",
        [in_pieces("the first column here", "and the second one")],
    ),
    "cells of a table": (
        "Aru Beru Rose 12 Fell 7",
        "Aru Beru 2023 2024 Rose 12 then Fell 7",
        "",
        [in_pieces("Aru Beru", "Rose 12", "Fell 7")],
    ),
    "a PDF with other letters": ("Aru rose", "Gxw yvcr\f", "", [OTHER_LETTERS]),
    "one word exchanged": (
        "The river rose in Aru by two feet in May",
        "The river rose in Aru by two metres in May",
        "",
        [],
    ),
    "a dropped word": ("Aru did authorise", "Aru did not authorise", "", []),
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


@pytest.mark.parametrize(
    ("is_page", "said"), [(True, ["a script or a style sheet put them there"]), (False, [])]
)
def test_words_that_a_page_does_not_have_may_be_put_there_by_a_script(is_page: bool, said: list[str]) -> None:
    found = [
        *reasons("Seven people read this today", SearchableText.of("The bridge was closed."), is_page=is_page)
    ]
    assert len(found) == len(said)
    assert all(part in reason for part, reason in zip(said, found, strict=True))


TURNED = SearchableText.of(AS_DRAWN + "מאוד הגשר את סגרו אתמול בבוקר\f")


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("הגשר את סגרו", [TOO_FEW]),
        ("הגשר לא סגרו", [SOME_LETTERS, WAY_OUT]),
        ("את הגשר סגרו", [ALL_LETTERS, WAY_OUT]),
    ],
)
def test_words_that_are_too_few_to_be_found_as_a_viewer_copies_them_are_said_to_be(
    quote: str, expected: list[str]
) -> None:
    assert list(reasons(quote, SearchableText.of("סגרו את הגשר\f"), orders=[TURNED])) == expected
