"""Numbers in words of many languages have their value, and words that only look like numbers are none to be carried."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from support.cases import each

from bindery.evidence.other_forms import ranks_in
from bindery.text.foreign_numbers import find_foreign_number_words
from bindery.text.number_parts import has_number_parts
from bindery.text.numerals import find_figures

LINES = [
    line.split(" ", 2)
    for line in Path(__file__).with_name("number_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
LANGUAGES = sorted({language for language, _, _ in LINES})

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
    ("اثنان وسبعون قاربا غرقت.", 72),
    ("مائة وعشرون قاربا.", 120),
    ("ثلاثة آلاف قارب.", 3000),
    ("أحد عشر قاربا.", 11),
    ("په بندر کې دېرش کښتۍ وې.", 30),
    ("دوه ویشت کښتۍ.", 22),
    ("पच्चीस नावें।", 25),
    ("ڈیڑھ سو کشتیاں۔", 150),
    ("более семидесяти двух лодок", 72),
    ("полтора миллиона лодок", 1500000),
    ("Zwei Dutzend Boote", 24),
]


@each(("text", "value"), VALUES)
def test_a_number_in_words_has_its_value(text: str, value: int) -> None:
    assert [number.value for number in find_foreign_number_words(text) if not number.small] == [value]


@each(
    ("language", "text"),
    [
        ("it", "I venti soffiano forte."),
        ("tr", "Yüz yüze geldiler."),
        ("ur", "بہت سی عورتیں آئیں۔"),
        ("zh", "十分重要，万一下雨。"),
        ("pt", "Um homem e uma mulher."),
        ("nl", "Een man en een vrouw."),
        ("ru", "Один человек пришёл."),
        ("hi", "एक आदमी आया।"),
    ],
)
def test_words_that_mostly_mean_something_else_are_no_figures_to_be_carried(language: str, text: str) -> None:
    assert [number for number in find_foreign_number_words(text, language) if not number.small] == []


MEANINGS = [
    ("Die Zahl hat sich verdreifacht.", 3, "times"),
    ("Le nombre a doublé.", 2, "times"),
    ("El número se duplicó.", 2, "times"),
    ("Il numero è dimezzato.", Fraction(1, 2), "share"),
    ("Число удвоилось.", 2, "times"),
    ("تعداد دگنی ہو گئی۔", 2, "times"),
    ("تضاعف العدد.", 2, "times"),
    ("船的数量翻了一番。", 2, "times"),
    ("One in ten boats leaks.", Fraction(1, 10), "share"),
    ("Zwei von drei Booten.", Fraction(2, 3), "share"),
    ("Un bateau sur trois est neuf.", Fraction(1, 3), "share"),
    ("Dois em cada três barcos.", Fraction(2, 3), "share"),
    ("Каждая третья лодка.", Fraction(1, 3), "share"),
    ("ہر تین میں سے دو کشتیاں", Fraction(2, 3), "share"),
    ("三成的船。", Fraction(3, 10), "share"),
    ("百分之二十的船。", 20, "%"),
]


@each(("text", "value", "unit"), MEANINGS)
def test_a_share_or_multiple_in_words_has_its_value_and_unit(
    text: str, value: int | Fraction, unit: str
) -> None:
    assert (value, unit) in [(number.value, number.unit) for number in find_foreign_number_words(text)]


SIZES = [
    ("Dozens drowned.", 10),
    ("Hundreds of thousands fled.", 100000),
    ("Zehntausende flohen.", 10000),
    ("Des centaines de bateaux.", 100),
    ("Decenas de miles huyeron.", 10000),
    ("Сотни лодок.", 100),
    ("ہزاروں کشتیاں", 1000),
    ("عشرات القوارب", 10),
    ("A man in his forties.", 40),
]


@each(("text", "least"), SIZES)
def test_a_rough_number_is_a_range(text: str, least: int) -> None:
    assert [number.value for number in find_foreign_number_words(text) if number.below] == [least]


@each(
    "text",
    [
        "the scores of 30 pupils",
        "test scores of pupils",
        "every second counts",
        "one in three weeks",
        "un drap double",
    ],
)
def test_words_that_are_no_size_share_or_multiple_are_left_alone(text: str) -> None:
    found = [n for n in find_foreign_number_words(text) if not n.small]
    assert [n for n in found if n.below or n.unit] == []


@each("language", LANGUAGES)
def test_a_number_has_its_value_in_every_spelling_of_its_language(language: str) -> None:
    """The spellings are those of CLDR, with genders and cases."""
    wrong = [
        (words, found)
        for code, number, spellings in LINES
        for words in spellings.split(" | ")
        if code == language
        for found in [[one.value for one in find_figures(words, code, only=has_number_parts(code))]]
        if found != [int(number)]
    ]
    assert wrong == []


IN_TEXT = [  # numbers beside each other, and words that look like a part of a number
    ("pt", "dois mil e três mil", [2000, 3000]),
    ("pt", "vinte e duas das 50 escolas", [22, 50]),
    ("es", "treinta y una mujeres y dos hombres", [31, 2]),
    ("es", "El 20 por ciento", [20]),
    ("it", "Il dieci per cento", [10]),
    ("it", "cento persone a Milano", [100]),
    ("fr", "cent personnes", [100]),
    ("fr", "dix pour cent", [10]),
    ("de", "Tausende Menschen und hunderttausend Euro", [100000]),
    ("de", "die Klage zweier Anwohner", [2]),
    ("nl", "honderdvijftig mensen", [150]),
    ("ru", "двадцать две тысячи человек", [22000]),
    ("ru", "двоих детей", [2]),
    ("pl", "z czterema osobami", [4]),
    ("fa", "دو هزار و سیصد نفر", [2300]),
    ("tr", "on iki bin kişi", [12000]),
]


@each(("language", "text", "values"), IN_TEXT)
def test_numbers_in_words_end_where_another_word_begins(language: str, text: str, values: list[int]) -> None:
    assert [one.value for one in find_figures(text, language) if one.below is None] == values


OF_PARTS = [  # languages whose file has only the parts of numbers
    ("sv", "tjugoettusen kronor och tre miljoner", [21000, 3000000]),
    ("da", "mellem to og tyve dage, hundrede og to af hundrede og tres", [2, 20, 102, 160]),
    ("nb", "tjue og fem båter", [25]),
    ("cs", "pětadvacet lodí, tisíce lidí", [25]),
    ("ro", "opt la sută din cei treizeci și doi", [8, 32]),
    ("hu", "tizenkét hajó, ötvenmilliárdos keret", [12, 50 * 10**9]),
    ("uk", "п’ятьма човнами", [5]),
    ("uk", "між двадцятьма і тридцятьма трьома", [20, 33]),
    ("fi", "kahdenkymmenenkahdeksan veneen", [28]),
    ("id", "dua ratus sebelas ribu", [211000]),
    ("vi", "tháng năm có mười lăm phần trăm", [15]),
    ("he", "מאה עשרים ושלוש", [123]),
    ("sw", "elfu mbili na kumi na tano", [2015]),
    ("th", "เรือยี่สิบสามลำ", [23]),
    ("ko", "배 스물세 척과 백신", [23]),
    ("bn", "পঁচিশটি নৌকা", [25]),
    ("no", "tolv båter", [12]),
    ("sv", "en båt på hav", []),
    ("ro", "milioane de oameni", []),
]


@each(("language", "text", "values"), OF_PARTS)
def test_numbers_are_put_together_of_their_parts(language: str, text: str, values: list[int]) -> None:
    found = find_figures(text, language, only=True)
    assert [one.value for one in found if not one.day] == values


SCALES = [
    ("sv", "2,7 miljoner kronor", 2700000),
    ("da", "4 mia. kroner", 4 * 10**9),
    ("cs", "2,4 miliardy korun", 24 * 10**8),
    ("hu", "14 milliárdos beruházás", 14 * 10**9),
    ("el", "5,6 δισ. ευρώ", 56 * 10**8),
    ("ko", "3억 원", 3 * 10**8),
    ("vi", "2 triệu đồng", 2 * 10**6),
]


@each(("language", "text", "value"), SCALES)
def test_a_scale_after_digits(language: str, text: str, value: int) -> None:
    assert [one.value for one in find_figures(text, language)] == [value]


def test_numbers_in_words_of_a_statement_are_not_read_where_the_words_around_them_are_not_known() -> None:
    assert find_figures("Omkring femton båtar", "sv") == ()
    assert [one.value for one in find_figures("Omkring 15 båtar", "sv")] == [15]


ORDINALS = [
    line.split(" ", 2)
    for line in Path(__file__).with_name("ordinal_words.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@each("language", sorted({language for language, _, _ in ORDINALS}))
def test_an_ordinal_number_is_a_rank_in_every_spelling_of_its_language(language: str) -> None:
    wrong = [
        (words, found)
        for code, number, spellings in ORDINALS
        for words in spellings.split(" | ")
        if code == language
        for found in [[one.value for one in ranks_in(words, find_figures(words, code, only=True), code)]]
        if found != [int(number)]
    ]
    assert wrong == []


RANKS = [
    ("ru", "двадцать первый раз и двадцать лодок", [(21, "ordinal"), (20, "")]),
    ("fr", "la vingt-deuxième fois", [(22, "ordinal")]),
    ("fr", "vingt deux bateaux", [(22, "")]),
    ("tr", "on birinci yıl, on iki kişi", [(11, "ordinal"), (12, "")]),
    ("ar", "القرن الحادي عشر", [(11, "ordinal")]),
    ("fa", "بیست و یکم", [(21, "ordinal")]),
]


@each(("language", "text", "found"), RANKS)
def test_a_ten_before_an_ordinal_is_part_of_it(
    language: str, text: str, found: list[tuple[int, str]]
) -> None:
    assert [(one.value, one.unit) for one in find_figures(text, language)] == found
