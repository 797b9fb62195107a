"""A text in the order in which it is drawn holds only for quotations that no one would write in that order."""

from __future__ import annotations

import pytest

from bindery.text.drawn_order import AS_DRAWN, is_turned
from bindery.text.tokens import PAGE, SearchableText, locate

DRAWN = (
    "القتلى عدد يعرف أحد لا الاتفاق يوقع ولم"  # each word as it is read, the words from the last to the first
)
TEXT = SearchableText.of(AS_DRAWN + DRAWN + PAGE)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (DRAWN, True),
        ("يعرف أحد لا الاتفاق يوقع ولم", True),
        ("لا الاتفاق يوقع", False),  # three words can be an altered quotation
        ("أحد لا الاتفاق يوقع ولم", False),
        ("يعرف أحد لا الاتفاق […] ولم", False),
        ("يعرف أحد الاتفاق لا يوقع ولم", False),
    ],
)
def test_few_words_are_not_found_in_the_order_in_which_they_are_drawn(quote: str, found: bool) -> None:
    assert bool(locate(quote, TEXT)) is found


FORMS = SearchableText.of(AS_DRAWN + "قيثوتل ططخن اهجراخ دعب كلذ" + PAGE)  # each word from its last letter


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("ﻖﻴﺛﻮﺘﻟ ﻂﻄﺨﻧ ﺎﻬﺟرﺎﺧ", True),  # the forms of letters show that each word is turned
        ("ﻖﻴﺛﻮﺘﻟ ﻂﻄﺨﻧ", False),
        ("ﻂﻄﺨﻧ ﻖﻴﺛﻮﺘﻟ ﺎﻬﺟرﺎﺧ", False),
        ("ﻖﻴﺛﻮﺘﻟ ﻂﻄﺨﻧ ﺐﻌﺻ", False),
        ("قيثوتل ططخن اهجراخ", False),
    ],
)
def test_fewer_are_whose_letters_have_the_forms_of_turned_words(quote: str, found: bool) -> None:
    assert bool(locate(quote, FORMS)) is found


def test_they_are_in_a_text_in_reading_order() -> None:
    assert locate("لا الاتفاق يوقع", SearchableText.of(DRAWN + PAGE))


def test_a_text_is_turned_if_it_has_words_in_the_opposite_order() -> None:
    read = " ".join(reversed(DRAWN.split()))
    assert is_turned(DRAWN, read)
    assert not is_turned(read, read)
    assert not is_turned(read.replace(" ", ""), read)


def test_brackets_of_the_source_are_no_insertion_in_the_order_in_which_it_is_drawn() -> None:
    text = SearchableText.of(AS_DRAWN + "ههنا أحد يعرف عدد القتلى اليوم ] يونيو 5 المؤرخ [" + PAGE)
    assert locate("أحد يعرف عدد القتلى اليوم ] يونيو", text)
    assert not locate("[المؤرخ 6 يونيو] ههنا أحد يعرف عدد القتلى اليوم", text)
