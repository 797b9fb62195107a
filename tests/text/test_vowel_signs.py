"""Vowel signs may be missing or on other letters in words copied from a PDF; other signs are other words."""

from __future__ import annotations

import pytest

from bindery.evidence.fingerprints import read_fingerprint, write_fingerprint
from bindery.text.tokens import PAGE, SearchableText, locate
from bindery.text.vowel_signs import has_misplaced_signs, with_signs_apart, without_signs

WORDS = "وَقَدْ كَتَبَ بِهَا كَثِيرٌ مِنَ الأُدَباءِ، ولم يوقع الاتفاق أحد. בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם."
PDF, OTHER = SearchableText.of(WORDS + PAGE), SearchableText.of(WORDS)
COPIED = [
    "وقد كتب بها كثير من الأدباء",  # without signs
    "وَقَدْ كتب بِهَا كثيرٌ",  # with some
    "َوَقْد َكَت َب ِبَها َكِثيٌر ِمَن",  # before their letters
    "وَقْدَ كَتَبَ بَهِا كَثِيرٌ",  # on other letters of the word
    "ولم يوقّع الاتفاق أحد",  # signs that the PDF does not have
    "ברא אלהים את השמים",
]
ALTERED = [
    "وَقَدْ كُتِبَ بِهَا كَثِيرٌ",
    "وقد كُتب بها كثير",
    "وقد كتب بها قليل",
    "وقد لم كتب بها كثير",
    "َوَقْد كُتِبَ بِهَا كَثِيرٌ",  # the signs of one word are in no place, those of another are changed
    "بּُרָא אֱלֹהִים אֵת הַשָּׁמַיִם",
]


@pytest.mark.parametrize("copied", COPIED)
def test_signs_that_a_viewer_lost_or_moved_make_no_difference_in_a_pdf(copied: str) -> None:
    assert locate(copied, PDF)


@pytest.mark.parametrize("altered", ALTERED)
def test_other_signs_and_words_do(altered: str) -> None:
    assert not locate(altered, PDF)


def test_signs_count_in_a_text_without_pages() -> None:
    assert locate("وَقَدْ كَتَبَ بِهَا", OTHER)
    assert not any(locate(copied, OTHER) for copied in COPIED)


@pytest.mark.slow
def test_a_fingerprint_gives_the_same_answers() -> None:
    record = dict.fromkeys(("snapshot", "tool", "date"), "x") | {
        "source": "s",
        "sha256": "0" * 64,
        "bytes": 1,
    }
    made, _ = read_fingerprint("s.fingerprint", write_fingerprint(record, (PDF.reading,)), "s")
    assert made
    for quote in (*COPIED, *ALTERED):
        assert bool(locate(quote, made.prints[0])) == bool(locate(quote, PDF)), quote


@pytest.mark.parametrize(
    ("text", "misplaced"),
    [
        ("كَتَبَ", False),
        ("كتّب", False),
        ("َكتب", True),
        ("كَِتب", True),
        ("كتب ً", True),
        ("שָּׁם", False),
        ("plain", False),
    ],
)
def test_signs_where_no_one_writes_them_are_seen(text: str, misplaced: bool) -> None:
    assert has_misplaced_signs(text) is misplaced


def test_a_word_is_compared_with_its_signs_in_one_order() -> None:
    assert without_signs("كَتَبَ") == "كتب"
    assert with_signs_apart("كَتِب") == with_signs_apart("كِتَب") != with_signs_apart("كَتَب")
