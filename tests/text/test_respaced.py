"""Words copied from a PDF with other spaces or marks in other places are found; other letters, digits and orders are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindery.evidence.fingerprints import read_fingerprint, write_fingerprint
from bindery.text.tokens import PAGE, SearchableText, locate

WORDS = (
    "قال الوزير إن 12 شخصا عادوا في عام 2021 (نحو 40%)، ولم يوقع الاتفاق. لا أحد يعرف عدد القتلى، إلا أن 10 20 جريحا وصلوا. "
    "ב-24 במרץ אמר הדובר: לא ראינו דבר. אני פותח PR. זה יעזור לי."
)
PDF = SearchableText.of(WORDS + PAGE)
COPIED = [
    "قالالوزيرإن12شخصاعادوافيعام2021",
    "قا ل الو زير إن 12 شخ صا",
    "عادوا في عام \u202a2021\u202cنحو 40%() ،ولم يوقع",
    ".ولم يوقع الاتفاق",
    "ولم يوقع االتفاق",  # one sign for lam and alef, taken apart in the wrong order
    "إلا أن 10 20جريحا",
    "ב-24במרץאמר הדובר :לא ראינו",
    "אני פותח .PRזה יעזור",  # as Poppler copies it
]
ALTERED = [
    "השירות לא פתוח בישראל.. לשם כך",
    "قالالوزيرإن21شخصاعادوا",
    "قالالوزيرإنشخصاعادوا",
    "قالالوزير12إنشخصا",
    "الوزيرقالإن12شخصا",
    "ولميوقعالاتفاقأحد",
    "إلا أن 1020جريحا",
    "الوزيرإن12شخصاعادواليفيعام",
    "לאראינודברהדובר",
    "وزيرإن12شخصا",  # begins within a word
    "قالالوزيرإن12شخصاعادوا!",
    "ولم يوقع. الاتفاق",  # a full stop that the source has, elsewhere
    "إلا أن. 10 20جريحا",
    "ولم يوقع الاتفاق.. لا أحد",
    "ولم يوقع الاتفاق.. لا أحد يعرف عدد القتلى",
    "ولم يوقع الاتفاق.! لا أحد",
    "القتلى،. إلا أن 10 20 جريحا وصلوا",
    "لم يوقع الاتفاق. الا أحد",  # another word, with lam and alef exchanged
    "الا أحد يعرف عدد القتلى",
    "في عام 2021 )نحو 40%(، ولم يوقع",  # brackets turned
    "عادوا في عام 2021 )نحو 40%",
    "نحو 40%(، ولم يوقع الاتفاق",
    "אני פותח ,PRזה יעזור",
    "אני. פותח PRזה יעזור",
    "אני פותח PRזה. יעזור",
    "ال أحد يعرف عدد االقتلى، إلا أن",  # a viewer exchanges all of them or none
]


@pytest.mark.parametrize("copied", COPIED)
def test_other_spaces_and_places_of_marks_make_no_difference_in_a_pdf(copied: str) -> None:
    assert locate(copied, PDF)


@pytest.mark.parametrize("altered", ALTERED)
def test_other_letters_digits_orders_edges_and_marks_do(altered: str) -> None:
    assert not locate(altered, PDF)


TURNED = SearchableText.of("ذهب في عام 15)ب()4( من قانون الدولة اليوم" + PAGE)  # as a viewer copies (15b)(4)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("في عام 15)ب()4( من قانون الدولة", True),
        ("في عام )15ب() (4 من قانون الدولة", False),
        ("في عام )ب15( )4(منقانون", False),
        (")4(منقانون الدولة", False),
        ("في عام 15)ب منقانون", False),
        ("منقانونالدولةاليوم", True),
    ],
)
def test_brackets_that_a_viewer_turned_have_one_place_only(quote: str, found: bool) -> None:
    assert bool(locate(quote, TURNED)) is found


def test_words_may_begin_or_end_within_brackets() -> None:
    assert locate("عام2021 (نحو 40%", PDF)
    assert locate("40%) ،ولميوقع", PDF)


@pytest.mark.parametrize("copied", [COPIED[0], COPIED[1]])
def test_spaces_count_where_there_are_no_pages(copied: str) -> None:
    assert not locate(copied, SearchableText.of(WORDS))


def test_spaces_count_in_latin_words() -> None:
    assert not locate("the minis ter signed", SearchableText.of("So the minister signed it." + PAGE))


@settings(max_examples=30)
@given(st.integers(0, 12), st.integers(3, 8), st.data())
def test_any_spaces_within_a_stretch_are_as_good(first: int, length: int, data: st.DataObject) -> None:
    words = WORDS.split()[first : first + length]
    joined = "".join(word + data.draw(st.sampled_from(["", " "])) for word in words)
    digits = sum(one[-1].isdigit() and other[0].isdigit() for one, other in pairwise(words))
    if not digits and sum(map(str.isalpha, joined)) > 8:
        assert locate(joined, PDF)


@settings(max_examples=30)
@given(st.integers(0, 12), st.integers(3, 8), st.data())
def test_a_word_exchanged_or_left_out_is_found_with_no_spaces_either(
    first: int, length: int, data: st.DataObject
) -> None:
    words = WORDS.split()[first : first + length]
    place = data.draw(st.integers(1, len(words) - 1)) if len(words) > 1 else 0
    other = data.draw(st.sampled_from(["ليس", "99", "כן"]))
    changed = "".join((*words[:place], other, *words[place + 1 :]))
    if "".join(words) not in changed:
        assert not locate(changed, PDF)


def test_the_mark_of_a_bracket_may_stand_on_either_side() -> None:
    assert locate("2021نحو40%()، ولم", PDF)
    assert not locate("2021 نحو 40% ولم", PDF), "the marks must be there"


@pytest.mark.slow
def test_a_fingerprint_gives_the_same_answers() -> None:
    record = {
        "source": "s",
        "snapshot": "s.pdf",
        "sha256": "0" * 64,
        "bytes": 1,
        "date": "2026-01-01",
        "tool": "t",
    }
    made, _ = read_fingerprint("s.fingerprint", write_fingerprint(record, (PDF.reading,)), "s")
    assert made
    for quote in (*COPIED[:3], *ALTERED[:3]):
        assert bool(locate(quote, made.prints[0])) == bool(locate(quote, PDF)), quote
