"""Figures in prose: every way of writing a number, a percentage or a date, and what is not a figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.growth import growth

from bindery.text import numerals
from bindery.text.dates import Day
from bindery.text.figure import Figure

MONTHS = (
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip


def said(figure: Figure) -> str:
    """A figure in one word: what is compared."""
    if figure.day:
        day = figure.day
        return "-".join(str(part) if part is not None else "?" for part in (day.year, day.month, day.day))
    value = figure.token if figure.value is None else str(figure.value)
    return f"{figure.bound} {value} {figure.unit}".strip()


def figures(text: str, *, weak: bool = False) -> list[str]:
    """Those of a text; the weak ones only when asked for."""
    return [said(figure) for figure in numerals.find_figures(text) if weak or not figure.weak]


# What is written, and the figures that it has.
WRITTEN = {
    # groups of digits
    "15,000": ["15000"],
    "15 000": ["15000"],
    "15\u00a0000": ["15000"],
    "15\u2009000": ["15000"],
    "15\u202f000": ["15000"],
    "15&nbsp;000": ["15000"],
    "15’000": ["15000"],
    "15000": ["15000"],
    "1,50,000": ["150000"],
    "12,345,678.9": ["123456789/10"],
    "on page 4, 300 people": ["300"],
    "۱٬۵۲۴ نفر": ["1524"],
    # shares
    "56 per cent": ["56 %"],
    "56 percent": ["56 %"],
    "56%": ["56 %"],
    "56 %": ["56 %"],
    "56pc": ["56 %"],
    "fifty-six per cent": ["56 %"],
    "30.71 per cent": ["3071/100 %"],
    "۵۶ درصد": ["56 %"],
    "by 17, 56 or 81 per cent": ["17 *", "56 *", "81 %"],
    "3 percentage points": ["3 pp"],
    "half of them": ["1/2 share"],
    "a third of them": ["1/3 share"],
    "two-thirds": ["2/3 share"],
    "three quarters": ["3/4 share"],
    # limits
    "more than 1,500": ["over 1500"],
    "over 1,500": ["over 1500"],
    "at least 13": ["at least 13"],
    "no fewer than 13": ["at least 13"],
    "50 or more": ["at least 50"],
    "50+ people": ["at least 50"],
    "up to 50": ["at most 50"],
    "no more than 50": ["at most 50"],
    "fewer than 50": ["under 50"],
    "limited to <2": ["under 2"],
    "about 300": ["about 300"],
    "some 300": ["about 300"],
    "around 300": ["about 300"],
    "nearly 300": ["about 300"],
    "almost 300": ["about 300"],
    "roughly 300": ["about 300"],
    "about 56pc": ["about 56 %"],
    "over a million foreigners": ["over 1000000"],
    # words
    "sixteen soldiers": ["16"],
    "Forty-four persons": ["44"],
    "two hundred and six thousand": ["206000"],
    "a hundred": ["100"],
    "two dozen": ["24"],
    "half a dozen": ["6"],
    "half a million": ["500000"],
    "two and a half years": ["5/2 year"],
    "2½ years": ["5/2 year"],
    "a decade": ["10 year"],
    "ten years": ["10 year"],
    "10 years": ["10 year"],
    "a nine-year high": ["9 year"],
    "a 9-year high": ["9 year"],
    "more than three decades": ["over 30 year"],
    "twice": ["2 times"],
    "doubled": ["2 times"],
    "three weeks": ["3 week"],
    "at least one soldier": ["at least 1"],
    # scales and money
    "1.5 million": ["1500000"],
    "1,500,000": ["1500000"],
    "1.5m": ["1500000"],
    "15 thousand": ["15000"],
    "2 lakh": ["200000"],
    "$7.095 billion": ["7095000000 $"],
    "US$5bn": ["5000000000 $"],
    "Rs 500": ["500 Rs"],
    "5 million dollars": ["5000000 $"],
    # joined to words, and ranges
    "the 14-point agreement": ["14"],
    "10km": ["10"],
    "6,000 to 6,500": ["6000", "6500"],
    "6,000–6,500": ["6000", "6500"],
    "6,000-6,500": ["6000", "6500"],
    "−5 degrees": ["-5"],
    # dates
    "21 November 2024": ["2024-11-21"],
    "21 Nov 2024": ["2024-11-21"],
    "21st of November, 2024": ["2024-11-21"],
    "November 21, 2024": ["2024-11-21"],
    "Nov. 21, 2024": ["2024-11-21"],
    "2024-11-21": ["2024-11-21"],
    "21/11/2024": ["2024-11-21"],
    "21.11.2024": ["2024-11-21"],
    "Fri, 30 Aug 2024 12:24:05 GMT": ["2024-8-30", "12:24:05"],
    "2026 年 3 月 9 日": ["2026-3-9"],
    "15–20 March 2026": ["2026-3-15", "2026-3-20"],
    "March 15–20, 2026": ["2026-3-15", "2026-3-20"],
    "November 2024": ["2024-11-?"],
    "2024-07": ["2024-7-?"],
    "late December 2024": ["2024-12-?"],
    "12 October": ["?-10-12"],
    "October 1 and December 16, 29 children": ["?-10-1", "?-12-16", "29"],
    "in 2024": ["2024-?-?"],
    "since 2014-15": ["2014-?-?", "2015-?-?"],
    "mid-2024": ["2024-?-?"],
    "the 2024 attacks": ["2024-?-?"],
    "from 980 in 2022 to 1524 in 2023": ["980", "2022-?-?", "1524", "2023-?-?"],
    "2024 people": ["2024"],
    "30 February 2024": ["30", "2024-2-?"],
    # versions and what else is compared as it is written
    "MkDocs 1.6.1": ["1.6.1"],
    "release 9.8.1, the last": ["9.8.1"],
    "Python 3.11": ["3.11"],
    "MkDocs 1.x": ["1.x"],
    "mkdocs 2.0.dev6": ["2.0.dev6"],
    "In 1.5 million": ["1500000"],
    "9/11": ["2001-9-11"],
    "03/04/2024": ["03/04/2024"],
    # a month, and a number that counts what follows
    "By mid-January 30 of 312 bunkers were gone": ["30", "312"],
    "In May 12 people died": ["12"],
    "on January 30 of last year": ["?-1-30"],
    # times of day
    "twenty-five past three": ["03:25?"],
    "12 o'clock": ["00:00?"],
    "12 noon": ["12:00"],
    "a time of 1:58.7": ["1187/600 minute"],
    "under-12s": ["under 12"],
    "of which a quarter is spent": ["1/4 share"],
}

# The same in other languages, with the language of the text.
FOREIGN = {
    ("1.240 Schiffe", "de"): ["1240"],
    ("4,5 Prozent", "de"): ["9/2 %"],
    ("4,5 Prozent", "en"): ["9/2 %"],
    ("1,5 kg", ""): ["3/2"],
    ("12.345.678,9 Euro", "de"): ["123456789/10 €"],
    ("1 240 navires", "fr"): ["1240"],
    ("4,567 Meter", "de"): ["4567/1000"],
    ("4,567 metres", "en"): ["4567"],
    ("3 Mio. Euro", "de"): ["3000000 €"],
    ("2,5 Mrd. Euro", "de"): ["2500000000 €"],
    ("3 milliards", "fr"): ["3000000000"],
    ("5 millones de personas", "es"): ["5000000"],
    ("3 lakhs", "en"): ["300000"],
    ("3 لاکھ روپے", "ur"): ["300000 Rs"],
    ("3 کروڑ روپے", "ur"): ["30000000 Rs"],
    ("۳ ارب", "ur"): ["3000000000"],
    ("٣ ملايين", "ar"): ["3000000"],
    ("५ करोड़", "hi"): ["50000000"],
    ("5 млн человек", "ru"): ["5000000"],
    ("约3万人", "zh"): ["about 30000"],
    ("死者は52人", "ja"): ["52"],
    ("共3亿元", "zh"): ["300000000"],
    ("ราคา ๕๒ บาท", "th"): ["52"],
    ("死亡52人", "zh"): ["52"],
    ("höchstens vierzig Boote", "de"): ["at most 40"],
    ("mindestens vierzig Boote", "de"): ["at least 40"],
    ("einundzwanzig Tote", "de"): ["21"],
    ("zweihundertfünfzig Tote", "de"): ["250"],
    ("drei Millionen", "de"): ["3000000"],
    ("mehr als die Hälfte der Lotsen", "de"): ["over 1/2 share"],
    ("fast ein Drittel der Lotsen", "de"): ["about 1/3 share"],
    ("zwei Drittel", "de"): ["2/3 share"],
    ("quarante bateaux au plus", "fr"): ["at most 40"],
    ("quatre-vingt-dix-sept morts", "fr"): ["97"],
    ("soixante et onze morts", "fr"): ["71"],
    ("deux mille trois cents morts", "fr"): ["2300"],
    ("près d'un tiers des pilotes", "fr"): ["about 1/3 share"],
    ("128 bindi, 31 binden 44 bine", "tr"): ["128000", "31000", "44000"],
    ("3,5 milyondan 4 milyona", "tr"): ["3500000", "4000000"],
    ("不登校の3分の2", "ja"): ["2/3 share"],
    ("約4割は", "ja"): ["about 2/5 share"],
    ("2万4千戸と1億2千万円", "ja"): ["24000", "120000000"],
    ("القتلى الثمانية عشر", "ar"): ["18"],
    ("bei der Wahl 12,5 Prozentpunkte vor der Liste", "de"): ["25/2 pp"],
    ("gut 34 Millionen Euro", "de"): ["over 34000000 €"],
    ("75 millions d'euros au minimum", "fr"): ["at least 75000000 €"],
    ("meno della metà", "it"): ["under 1/2 share"],
    ("ten opzichte van de norm", "nl"): [],
    ("десятью годами ранее", "ru"): ["10 year"],
    ("2.5个百分点", "zh"): ["5/2 pp"],
    ("co szósty mieszkaniec", "pl"): ["1/6 share"],
    ("grozi grzywna do 500 złotych", "pl"): ["at most 500 zloty"],
    ("plus de la moitié des pilotes", "fr"): ["over 1/2 share"],
    ("cincuenta y dos muertos", "es"): ["52"],
    ("más de la mitad", "es"): ["over 1/2 share"],
    ("کم از کم چالیس کشتیاں", "ur"): ["at least 40"],
    ("تین سو افراد", "ur"): ["300"],
    ("پچاس ہزار افراد", "ur"): ["50000"],
    ("دو تہائی آبادی", "ur"): ["2/3 share"],
    ("三分之二", "zh"): ["2/3 share"],
    ("не менее 40 человек", "ru"): ["at least 40"],
    ("en az 40 kişi", "tr"): ["at least 40"],
    ("rose by a third in June", "en"): ["1/3 share"],
    ("fell by nearly a quarter", "en"): ["about 1/4 share"],
    ("40 boats at most.", "en"): ["at most 40"],
    # and what is no figure there
    ("ein Boot und eine Fähre", "de"): [],
    ("in der zweiten Hälfte", "de"): [],
    ("an elf for two cents once", "en"): ["2 cent"],
    ("یہ بہتر ہے، اسی لیے", "ur"): [],
    ("un bateau, une barque", "fr"): [],
    ("hit by a third attack", "en"): [],
    ("una vez, once upon a time", "es"): [],
}

# Ways of writing the same figures, with the language of the text.
SAME = (
    ("en", "¾ of it", "three quarters of it"),
    ("en", "⅓ of it", "a third of it", "1/3 of it"),
    ("en", "plus or minus three points", "±3 points"),
    ("en", "3 lakh 10 thousand people", "310,000 people"),
    ("en", "Formula 1", "Formula One"),
    ("en", "31 January to 1 February 1953", "31 January 1953 to 1 February 1953"),
    ("en", "31 December – 2 January 1953", "31 December 1952 – 2 January 1953"),
    ("de", "31. Januar bis 1. Februar 1953", "31. Januar 1953 bis 1. Februar 1953"),
    ("de", "nach sechsjährigem Umbau", "nach sechs Jahren Umbau"),
    ("de", "90-minütige Pause", "neunzig Minuten Pause"),
    ("de", "im Jänner 2024", "im Januar 2024"),
    ("de", "3,1 Prozentpunkte", "3,1 Prozentpunkten"),
    ("fr", "2,5 points de pourcentage", "2,5 point de pourcentage"),
    ("nl", "365 duizend mensen", "365.000 mensen"),
    ("nl", "3 miljoen mensen", "3.000.000 mensen"),
    ("nl", "de helft van hen", "de helft"),
    ("tr", "15 bin kişi", "15.000 kişi"),
    ("tr", "15 bin 300 kişi", "15.300 kişi"),
    ("pl", "60 tys. osób", "60 000 osób", "60 tysięcy osób"),
    ("pl", "3 mln osób", "3 miliony osób", "3 milionów osób"),
    ("pl", "2,8 proc.", "2,8%", "2,8 procent"),
    ("pl", "w maju 2024", "maja 2024"),
    ("ru", "в январе 2024 года", "января 2024 года"),
    ("ru", "с 3 по 7 февраля 2024", "3–7 февраля 2024"),
    ("es", "del 3 al 7 de mayo de 2024", "3-7 de mayo de 2024"),
    ("it", "15mila persone", "15.000 persone", "15 mila persone"),
    ("ar", "13 ألفا", "13 ألف", "13,000"),
    ("ar", "مليونين وثلاثمئة ألف", "2.3 مليون"),
    ("ar", "ألفي شخص", "2,000 شخص"),
    ("ar", "30 في المائة", "30 في المئة", "30%"),
    ("ar", "11 آب 2006", "11 أغسطس 2006", "11 آب/أغسطس 2006"),
    ("ar", "تشرين الثاني 2006", "نوفمبر 2006"),
    ("ur", "3 لاکھ 10 ہزار", "310,000", "۳ لاکھ ۱۰ ہزار"),
    ("hi", "3 लाख 10 हजार", "3,10,000"),
    ("fa", "یک‌سوم مردم", "یک سوم مردم"),
)
# Texts that are near each other, and do not say the same.
DIFFERENT = (
    ("en", "at noon, 12 noon", "at midnight, 12 midnight"),
    ("en", "at 12 o'clock", "at 11 o'clock"),
    ("en", "a Boeing 737", "a Boeing 747"),
    ("en", "Formula 1", "Formula 2"),
    ("en", "3 lakh and 10 boats", "3 lakh 10 thousand boats"),
    ("en", "under-12s", "over-12s"),
    ("en", "±3", "-3"),
    ("de", "um 15 Uhr", "um 3 Uhr"),
    ("de", "sechsjährig", "sechsmonatig"),
    ("nl", "365 duizend", "365 miljoen"),
    ("pl", "60 tys.", "60 mln"),
    ("ar", "11 آب 2006", "11 أيلول 2006"),
)


@each(("language", "forms"), [(language, forms) for language, *forms in SAME])
def test_forms_of_the_same_figures_are_read_alike(language: str, forms: list[str]) -> None:
    first, *others = ([said(f) for f in numerals.find_figures(form, language, only=True)] for form in forms)
    assert first
    assert all(other == first for other in others), (first, others)


@each(("language", "one", "other"), DIFFERENT)
def test_what_differs_is_read_differently(language: str, one: str, other: str) -> None:
    read = [[said(f) for f in numerals.find_figures(text, language, only=True)] for text in (one, other)]
    assert read[0] != read[1]


# What has no figure.
NOTHING = (
    "decades ago",
    "one of them, the first, and two sides",
    "a third attack in the second half",
    "the twenty-first time",
    "seven were wounded",
    "since October",
    "It may end in March",
    "F-16, G20, COVID-19 and 5G",
    "see https://example.org/2024/11/21 and [#toll-42]",
    "it is said [@gibb-2024]",
    "",
)


@each("text", WRITTEN)
def test_a_figure_is_read_as_it_is_meant(text: str) -> None:
    assert figures(text) == WRITTEN[text]


@each(("text", "language"), FOREIGN)
def test_a_figure_in_another_language_is_read_as_it_is_meant(text: str, language: str) -> None:
    found = numerals.find_figures(text, language, only=True)
    assert [said(figure) for figure in found if not figure.weak] == FOREIGN[text, language]


@each("text", WRITTEN)
def test_it_is_read_likewise_within_a_sentence(text: str) -> None:
    assert figures(f"They said: {text}.") == WRITTEN[text]


@each("text", NOTHING)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert figures(text) == []


def test_small_words_and_bare_months_are_found_where_they_are_looked_for() -> None:
    assert figures("one of seven, in October", weak=True) == ["1", "7", "?-10-?"]


def test_a_figure_is_marked_where_it_stands() -> None:
    text = "Over 1,500 (56 per cent) died on 21 November 2024."
    assert [text[f.start : f.end] for f in numerals.find_figures(text)] == ["1,500", "56", "21 November 2024"]


# Laws.


@given(st.integers(0, 10**15), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", ""]))
def test_a_number_is_the_same_however_its_digits_are_grouped(number: int, gap: str) -> None:
    (figure,) = numerals.find_figures(f"= {number:,} =".replace(",", gap))
    assert figure.value == number


@given(st.integers(1, 9999), st.integers(1, 3))
def test_decimals_are_exact(number: int, places: int) -> None:
    written = f"{number // 10**places}.{number % 10**places:0{places}}"
    (figure,) = numerals.find_figures(f"it was {written} per cent")
    assert figure.value == Fraction(number, 10**places)


SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """A number below a thousand million in words."""
    for scale, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            tail = "" if not rest else f" and {spell(rest)}" if rest < 100 else f" {spell(rest)}"
            return f"{spell(number // scale)} {word}{tail}"
    if number < 20:
        return SMALL[number]
    return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**9 - 1))
def test_a_number_in_words_is_the_number(number: int) -> None:
    (figure,) = numerals.find_figures(spell(number))
    assert figure.value == number


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.integers(0, 5))
def test_a_day_is_the_same_however_it_is_written(day: date, form: int) -> None:
    name = MONTHS[day.month - 1]
    written = (
        day.isoformat(),
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name[:3]} {day.year}",
        f"{name[:3]}. {day.day}, {day.year}",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
    )[form]
    (figure,) = numerals.find_figures(f"on {written} it began")
    assert figure.day == Day(day.year, day.month, day.day)


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_every_figure_lies_within_it(text: str) -> None:
    found = numerals.find_figures(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert [f.start for f in found] == sorted(f.start for f in found)


@given(st.lists(st.sampled_from("0123456789,.-–:/ %x年$¼aftwoMay and half"), max_size=80).map("".join))
def test_any_row_of_characters_that_numbers_are_made_of_can_be_read(text: str) -> None:
    assert all(0 <= f.start < f.end <= len(text) for f in numerals.find_figures(text))


@pytest.mark.slow
@each("part", ["9", "1,", "one ", "a half and ", "1 ", "12-", "\u00a0", "A", "May ", "1.1", "[#", "]("])
def test_time_grows_with_the_length_of_a_hostile_text_and_not_with_its_square(part: str) -> None:
    times = 10

    def find(text: str) -> object:
        return numerals._find_figures.__wrapped__(
            text, comma=True
        )  # the cache would have the second round at once

    small, large = (part * (length // len(part)) for length in (1_000, 1_000 * times))
    assert growth(lambda: find(small), lambda: find(large), limit=3 * times) < 3 * times


_WORDS = (
    *(
        "zero",
        "binary",
        "five",
        "may",
        "May",
        "MMXXI",
        "second",
        "renew",
        "in the forties",
        "centuries",
        "les",
        "duet",
    ),
    *(
        "half",
        "oneself",
        "sept",
        "quarter",
        "Kate",
        "in",
        "of",
        "doubled",
        "twofold",
        "une dizaine",
        "due",
        "dos",
        "1",
    ),
)


@given(st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join))
def test_a_text_that_is_not_searched_has_no_figure(text: str) -> None:
    assert not (numerals.has_no_figure(text) and numerals._found_in(text, text, "", ""))


CAPITALS = [
    ("tr", "5 MAYIS 2024"),
    ("tr", "KASIM 2023'te"),
    ("tr", "BEŞE YİRMİ KALA"),
    ("tr", "SAAT ALTI BUÇUKTA"),
    ("fr", "à sıx heures et demıe"),
    ("fr", "à SİX heures moins dix"),
    ("en", "THİRTY-ONE boats"),
    ("en", "twenty-fırst, sıx and ſix"),
    ("de", "SİEBEN UHR"),
]


@each(("language", "text"), CAPITALS)
def test_letters_that_are_one_without_capitals_only_for_patterns_hinder_nothing(
    language: str, text: str
) -> None:
    for only in (True, False):
        assert all(figure.end <= len(text) for figure in numerals.find_figures(text, language, only=only))
