"""Numbers in words of many languages have their value, and words that only look like numbers are none to be carried."""

from __future__ import annotations

from support.cases import each

from bindery.text.foreign_numbers import find_foreign_number_words

VALUES = [
    ("Dodici persone morirono.", 12),
    ("Ventuno case bruciarono.", 21),
    ("Trentotto soldati fuggirono.", 38),
    ("Duecento persone morirono.", 200),
    ("Doze pessoas morreram.", 12),
    ("Vinte e três casas arderam.", 23),
    ("Duzentas pessoas fugiram.", 200),
    ("Twaalf mensen stierven.", 12),
    ("Tweeëntwintig huizen brandden.", 22),
    ("Driehonderd mensen vluchtten.", 300),
    ("Двенадцать человек погибли.", 12),
    ("Двадцать три дома сгорели.", 23),
    ("Погибли сорок человек.", 40),
    ("Dwanaście osób zginęło.", 12),
    ("Dwadzieścia trzy domy spłonęły.", 23),
    ("On iki kişi öldü.", 12),
    ("Yirmi üç ev yandı.", 23),
    ("دوازده نفر کشته شدند.", 12),
    ("بیست و سه خانه سوخت.", 23),
    ("बारह लोग मारे गए।", 12),
    ("चालीस घर जले।", 40),
    ("十二人死亡。", 12),
    ("三十五人が死亡した。", 35),
    ("一百二十名士兵逃走。", 120),
    ("二〇二四年", 2024),
]


@each(("text", "value"), VALUES)
def test_a_number_in_words_has_its_value(text: str, value: int) -> None:
    assert [number.value for number in find_foreign_number_words(text) if not number.small] == [value]


@each(
    "text",
    [
        "On the road, a man on a horse.",
        "On est venu on ne sait comment.",
        "I venti soffiano forte.",
        "Yüz yüze geldiler.",
        "تعداد زیادی از مردم ده رفتند.",
        "بہت سی عورتیں آئیں۔",
        "十分重要，万一下雨。",
        "Um homem e uma mulher.",
        "Een man en een vrouw.",
        "Один человек пришёл.",
        "एक आदमी आया।",
    ],
)
def test_words_that_mostly_mean_something_else_are_no_figures_to_be_carried(text: str) -> None:
    assert [number for number in find_foreign_number_words(text) if not number.small] == []
