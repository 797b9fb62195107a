"""Arabic as viewers of PDFs copy it is found, and words with other letters are not."""

from __future__ import annotations

import pytest

from bindery.text.tokens import PAGE, SearchableText, locate

SOURCE = SearchableText.of(
    "يشير رقم 18 إلى عدد الحروف بين الحرف الأول والأخير. السؤال صعب، وأيضاً مشكلات الترميز كثيرة. "
    "رئيس العالم قال إنه كتب الكتاب. مثل موقع W3C في القائمة. نموذجي، ولذلك يفوق النص. كن حريصًا على الإمكان. "
    "عاد الطفل بعد 10-12 يوما من المدرسة."
)


@pytest.mark.parametrize(
    "copied",
    [
        "عدد الحروف بين الحرف الأول",
        "ولﻷا فﺮﺤﻟا ﻦﻴﺑ وفﺮﺤﻟا دﺪﻋ",  # drawn from left to right; plain letters keep their order
        "وفﺮﺤﻟا دﺪﻋ ﻰﻟإ 18 ﻢﻗر ﺮﻴﺸﻳ",
        "الﺆﺴﻟا",
        "ﺰﻴﻣﺮﺘﻟا تﻼﻜﺸﻣ ً ﺎﻀﻳأو",  # a vowel sign apart from its letter
        "\u202bمشكالت الترميز\u202c",  # one sign for lam and alef, taken apart in the wrong order
        "\u202bمثل موقع \u202a W3C\u202cفي القائمة\u202c",  # the space of a stretch from left to right on its other side
        "\u202bنموذجي\u202a ،\u202cولذلك يفوق النص\u202c",
        "\u202bكن حريًصا على اإلمكان\u202a.\u202c\u202c",  # signs before their letters, and lam after alef
        "ﺺﻨﻟق اﻮﻔﻳ ﻚﻟﺬﻟ، وﻲﺟذﻮﻤﻧ",  # plain letters keep their order together with the marks between them
        "\u202bعاد الطفل بعد \u202a12-10\u202c يوما\u202c",  # a range as it is drawn, from left to right
        "كتـــب الكتـاب",  # with the stroke that lengthens letters
    ],
)
def test_a_true_copy_is_found(copied: str) -> None:
    assert locate(copied, SOURCE)


@pytest.mark.parametrize(
    "altered",
    [
        "عدد الحروف بين الحرف الأخير",
        "\u202bمثل موقع \u202a C3W\u202cفي القائمة\u202c",
        "\u202bمثل موقع \u202a W3C\u202cالقائمة في\u202c",
        "\u202bكن حريًضا على اإلمكان\u202c",
        "ﺺﻨﻟا قﻮﻔﻳ ﻚﻟﺬﻟ، لﻲﺟذﻮﻤﻧ",
        "عاد الطفل بعد 12-10 يوما",
        "\u202bعاد الطفل بعد \u202a21-10\u202c يوما\u202c",
        "\u202bعاد الطفل بعد \u202a12-01\u202c يوما\u202c",
        "وفﺮﺤﻟا دﺪﻋ ﻰﻟإ 81 ﻢﻗر ﺮﻴﺸﻳ",
        "ﺰﻴﻣﺮﺘﻟا ﺔﻠﻜﺸﻣ",
        "الﻞﺋﺎﺴﻟا",
        "مشكالة الترميز",
        "مشكالت الترميز",  # nothing says that a viewer exchanged lam and alef
        "وأيضا مشكلات الترميز",  # vowel signs count
        "السـؤال سـهل",
    ],
)
def test_an_altered_copy_is_not_found(altered: str) -> None:
    assert not locate(altered, SOURCE)


HEBREW = SearchableText.of("המלח ראה את הגשר, את הנמל ואת הסירה. הסירה שטה אל האי הרחוק בים.")


@pytest.mark.parametrize(
    "copied",
    [
        "בים הרחוק האי אל שטה הסירה",  # as many words as can be, in the opposite order
        "הגשר את ראה",
        "את הנמל ואת הסירה ,המלח ראה את הגשר",
        ".את הנמל ואת הסירה ,המלח ראה את הגשר",
        "\u202bהסירה\u202a.\u202c\u202c הסירה שטה אל האי \u202bואת",
    ],
)
def test_words_in_another_order_are_other_words(copied: str) -> None:
    assert not locate(copied, HEBREW)
    assert not locate(copied, SearchableText.of(HEBREW.written + PAGE))


@pytest.mark.parametrize(
    ("copied", "found"),
    [
        ("םיב Human Rights Watch הריסה", True),  # Latin words keep their order
        ("םיב Watch Rights Human הריסה", False),
        ("הריסה 2021 24 הריסה", True),  # numbers are drawn one before the other
        ("הריסה 24 2021 הריסה", False),
    ],
)
def test_latin_words_among_letters_as_drawn(copied: str, *, found: bool) -> None:
    text = SearchableText.of("הסירה Human Rights Watch בים. הסירה 24 2021 הסירה")
    assert bool(locate(copied, text)) is found


def test_the_stroke_that_lengthens_arabic_letters_counts_elsewhere() -> None:
    assert not locate("पहले उर", SearchableText.of("पहले उـर है"))
    assert locate("पहले उـर", SearchableText.of("पहले उـर है"))


LAM_YA = SearchableText.of("يحتوي المثال على نص، ثم انقله إلى خاصية أخرى.")


@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        ("يحتوي المثال عىل نص", True),
        ("انقله إىل خاصية", True),
        ("عىل نص، ثم انقله إىل خاصية", True),
        ("يحتوي المثال عيل نص", False),  # another ya
        ("يحتوي المثال ىلع نص", False),
        ("انقله إىلخ اصية", False),
    ],
)
def test_the_one_sign_for_lam_and_ya_may_be_copied_as_ya_and_lam(quote: str, is_found: bool) -> None:
    assert bool(locate(quote, LAM_YA)) is is_found
