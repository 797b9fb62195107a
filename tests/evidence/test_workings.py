"""Numbers that software works out from the figures of a quotation, with the working that readers see."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence.derived_figures import working_in
from bindery.text.numerals import find_figures

PRICES = "Inflation fell to 6.8 per cent in September from 7.5 per cent in August."
ROAD = "The ministry spent 48 million crowns on 112 kilometres of road; a third of it came from the capital."
TOWN = "The town has 8,400 inhabitants, 350 fewer than in 2010."
SALES = "Sales came to 212 million crowns, down 15 per cent, and the loss to 9 million."
ROUND = "In the first round Obanda won 38.4 per cent and Taro 31.9 per cent."
SHELLS = "The shelling killed 23 people and wounded at least 61."
VOTES = "The Senate passed it by 31 votes to 24, with five abstentions."
CLINICS = "The district has 86 clinics; 430 doctors work there."
FINES = "The court cut the fine from 8.4 to 3.1 million dollars."
MAIZE = "Farmers harvested 1.8 million tonnes of maize, a yield of 6 tonnes per hectare."
AID = "Of 1,450 requests 1,160 were granted and 203 refused; the others are still open."
LAKE = "The lake held 118 million cubic metres, 34 per cent of its capacity."
PARTS = "Snow closed three of the fourteen parishes; 38 of the 90 schools have no heating."
CASES = "It counted 112 breaches, after 75 before. It put 68 down to the north and 29 to the army; the rest is unclear."
TERM = "The court cut the term from six years to four and a half."
SPENT = "The county spent 75 million crowns, 15 million crowns more than planned."
MONTHS = "Between January and August 2023 it counted 63 cases, from 5 May to 7 May alone nine."
TWICE = "In 2022 the fires destroyed 14,200 hectares, more than twice the mean of earlier years."
VOTE = "The council approved it by 21 votes to 14."
LIMIT = "She worked 16 nights in a row, although the rules allow no more than six."
JURY = "Of 13 members three are women; one abstained and twelve voted."
GUARDS = "Rangers saw two guards and a cook on the quay."
DIKES = "The board will mend 62 kilometres of dike. Exactly half of it is too low."
COUNT = "The brigade was called out 1,284 times, 96 times more than in the year before."
HOMES = "Four of ten homes burned."
STAFF = "Of the 640 employees 410 retired, the others took an offer that cost 11.5 million euros in all."
WASTE = "The city collected 240,000 tonnes of waste, 35 per cent of it dry. Only 21,000 tonnes of that were recycled."
TRAM = "The state paid 40 per cent; region and city shared the rest in equal parts."
FISH = "Divers counted 37 kinds of fish in the reserve and 22 outside it; 19 kinds live in both."
WATER = (
    "The city used 420 million litres: half of it for farming, 130 million for industry and the rest at home."
)
BASE = "Three members voted for a cut of 25 basis points."
PUMP = "Ada Whit was born in Lorne in 1843 and patented her pump at the age of 29."


def _working(language: str, quote: str, statement: str) -> str | None:
    own = find_figures(statement, language)
    return working_in(own[:1], (language, statement, own), (language, quote, 2024))


@each(
    ("language", "quote", "statement", "working"),
    [
        ("en", PRICES, "Inflation eased by 0.7 percentage points.", "7.5 % − 6.8 %"),
        ("en", PRICES, "Inflation eased by 0.8 percentage points.", None),
        ("en", PRICES, "Inflation eased by 0.7 per cent.", None),  # points are no per cent
        ("en", ROAD, "Each kilometre cost about 430,000 crowns.", "48,000,000 ÷ 112"),
        ("en", ROAD, "The roads cost about 430,000 crowns.", None),  # not said of each
        ("en", ROAD, "The capital paid 16 million crowns.", "48,000,000 × 33.3333 %"),
        ("en", TOWN, "It used to have 8,750 inhabitants.", "8,400 + 350"),
        ("en", TOWN, "It used to have 8,050 inhabitants.", None),
        (
            "en",
            SALES,
            "About 249 million crowns were earned the year before.",
            "212,000,000 ÷ (100 % − 15 %)",
        ),
        ("en", ROUND, "A little under 30 per cent voted for others.", "100 % − 38.4 % − 31.9 %"),
        ("en", ROUND, "Some 36 per cent voted for Taro's friends.", None),
        ("en", SHELLS, "At least 84 casualties were counted.", "23 + 61"),
        ("en", SHELLS, "At most 84 casualties were counted.", None),
        ("en", VOTES, "Sixty senators took part.", "31 + 24 + 5"),
        ("en", CLINICS, "Five doctors work in each clinic.", "430 ÷ 86"),
        ("en", CLINICS, "Six doctors work in each clinic.", None),
        ("en", FINES, "More than half of the fine was cut.", "(8,400,000 − 3,100,000) ÷ 8,400,000"),
        ("en", MAIZE, "Some 300,000 hectares were harvested.", "1,800,000 ÷ 6"),
        ("en", AID, "No decision was taken on 87 requests.", "1,450 − 1,160 − 203"),
        ("en", LAKE, "About 350 million cubic metres would fill it.", "118,000,000 ÷ 34 %"),
        ("en", PARTS, "Eleven of the 14 parishes stayed open.", "14 − 3"),
        ("en", PARTS, "52 of the 90 schools are heated.", "90 − 38"),
        ("en", CASES, "Nobody knows who committed 15 of them.", "112 − 68 − 29"),
        ("en", CASES, "Nobody knows who committed 16 of them.", None),
        ("en", TERM, "It is eighteen months shorter.", "6 − 4.5"),
        ("en", TERM, "It is twenty months shorter.", None),
        ("en", SPENT, "It spent 25 per cent more than planned.", "15,000,000 ÷ (75,000,000 − 15,000,000)"),
        ("en", SPENT, "It spent 30 per cent more than planned.", None),
        ("en", MONTHS, "Eight months had 63 cases.", ""),
        ("en", MONTHS, "Ten months had 63 cases.", None),
        (
            "en",
            TWICE,
            "The mean of earlier years is under half of what the fires destroyed.",
            "1 ÷ 2",
        ),
        ("en", VOTE, "It passed by a margin of seven votes.", "21 − 14"),
        ("en", VOTE, "It passed by a margin of eight votes.", None),
        ("en", LIMIT, "She worked ten nights more than allowed.", "16 − 6"),
        ("en", LIMIT, "She worked eleven nights more than allowed.", None),
        ("en", JURY, "Ten of the members are men.", "13 − 3"),
        ("en", GUARDS, "Three people were on the quay.", "2 + 1"),
        ("en", GUARDS, "Four people were on the quay.", None),
        ("en", DIKES, "31 kilometres are too low.", "62 × 50 %"),
        ("en", DIKES, "32 kilometres are too low.", None),
        ("en", COUNT, "In the year before it was called out 1,188 times.", "1,284 − 96"),
        ("en", COUNT, "In the year before it was called out 1,380 times.", None),
        ("en", HOMES, "Six of ten homes burned.", None),
        ("en", HOMES, "Six of ten homes did not burn.", "10 − 4"),
        ("en", STAFF, "Each of those who took the offer cost 50,000 euros.", "11,500,000 ÷ (640 − 410)"),
        ("en", STAFF, "Each of those who took the offer cost 60,000 euros.", None),
        ("en", STAFF, "The offer was 50,000 euros.", None),  # not said of each
        ("en", WASTE, "A quarter of the dry waste was recycled.", "21,000 ÷ (240,000 × 35 %)"),
        ("en", WASTE, "A third of the dry waste was recycled.", None),
        ("en", TRAM, "The region paid 30 per cent.", "(100 % − 40 %) ÷ 2"),
        ("en", TRAM, "The region paid 35 per cent.", None),
        ("en", FISH, "Divers saw 40 kinds of fish in all.", "37 + 22 − 19"),
        ("en", FISH, "Divers saw 42 kinds of fish in all.", None),
        (
            "en",
            WATER,
            "About 80 million litres were used at home.",
            "420,000,000 − (420,000,000 × 50 %) − 130,000,000",
        ),
        ("en", WATER, "About 70 million litres were used at home.", None),
        ("pl", "Wzrosło z 12 do 30 proc.", "18 punktów procentowych więcej.", "30 % − 12 %"),
        (
            "fa",
            "سود ۸۴ میلیون کرون بود و پیش از آن ۷۰ میلیون کرون.",
            "سود ۲۰ درصد رشد کرد.",
            "(84,000,000 − 70,000,000) ÷ 70,000,000",
        ),
        ("pt", "O bilhete custa 12 euros, mais 3 do que em 2020.", "9 euros em 2020.", "12 − 3"),
        ("nl", "Het kaartje kost 12 euro, 3 meer dan in 2020.", "9 euro in 2020.", "12 − 3"),
        ("en", BASE, "A cut of 0.25 percentage points had three votes.", "0.25"),
        (
            "hi",
            "75 करोड़ रुपये खर्च हुए, जो स्वीकृत राशि से 15 करोड़ अधिक है।",
            "एक चौथाई अधिक खर्च हुआ।",
            "150,000,000 ÷ (750,000,000 − 150,000,000)",
        ),
        (
            "pl",
            "Było 1,5 tysiąca prób, o jedną trzecią mniej niż w maju.",
            "2250 prób było w maju.",
            "1,500 ÷ (100 % − 33.3333 %)",
        ),
        ("en", PUMP, "The patent is from about 1872.", ""),  # a date, of which no terms are shown
        ("en", PUMP, "The patent is from about 1882.", None),
        (
            "de",
            "Der Bund zahlt 60 Prozent von 48 Millionen Franken, der Kanton 25 Prozent und Altwil den Rest.",
            "7,2 Millionen Franken, also 15 Prozent, zahlt Altwil.",
            "48,000,000 × 15 %",
        ),
        ("de", "Das Land zahlt 60 Prozent, der Bund den Rest.", "40 Prozent zahlt der Bund.", "100 % − 60 %"),
        ("de", "Die Dividende soll auf 40 Cent halbiert werden.", "80 Cent waren es bisher.", "40 ÷ 50 %"),
        ("fr", "Le prix est de 20 euros, soit 3 de moins qu'en 2019.", "23 euros en 2019.", "20 + 3"),
        ("tr", "Sınır dışı edilenler 31 binden 44 bine yükseldi.", "13 bin kişi fazla.", "44,000 − 31,000"),
        (
            "ru",
            "Из 95 млрд крон 38 млрд даст банк.",
            "40 процентов даст банк.",
            "38,000,000,000 ÷ 95,000,000,000",
        ),
        ("ja", "橋320本のうち48本で補修が必要だ。", "15%の橋で補修が必要だ。", "48 ÷ 320"),
        ("zh", "失业率为4.9%，比去年同期下降0.4个百分点。", "5.3%是去年的失业率。", "4.9 % + 0.4"),
        ("ar", "بلغت النسبة 33 في المئة، أي أقل بست نقاط.", "39 في المئة كانت النسبة.", "33 % + 6"),
    ],
)
def test_the_working_of_a_number(language: str, quote: str, statement: str, working: str | None) -> None:
    assert _working(language, quote, statement) == working


@given(st.integers(2200, 9000), st.integers(2200, 9000), st.integers(-3, 3))
def test_a_difference_is_exact(one: int, other: int, off: int) -> None:
    high, low = max(one, other), min(one, other)
    wanted = high - low + off
    if wanted < 100 or 1500 <= wanted < 2200:  # small numbers follow from many, and years are dates
        return
    found = _working(
        "en", f"The mill made {low} tonnes in May and {high} in June.", f"That is {wanted} tonnes more."
    )
    assert found == (None if off else f"{high:,} − {low:,}")


@given(st.integers(20, 60), st.integers(4, 12), st.integers(-2, 2))
def test_a_small_difference_is_exact(one: int, apart: int, off: int) -> None:
    if apart + off == one - apart:
        return  # quoted
    quote = f"The council approved it by {one} votes to {one - apart}."
    found = _working("en", quote, f"It passed by a margin of {apart + off} votes.")
    assert found == (None if off else f"{one} − {one - apart}")


@given(st.integers(20, 99), st.integers(20, 99), st.integers(13, 19), st.integers(-3, 3))
def test_how_many_are_in_one_of_two_groups_is_exact(one: int, other: int, both: int, off: int) -> None:
    total = one + other - both + off
    if total in (one, other, both, one + other, one + both, other + both):
        return  # quoted, or the sum of two of them
    quote = f"Divers saw {one} kinds here and {other} kinds there; {both} kinds live in both."
    found = _working("en", quote, f"They saw {total} kinds in all.")
    assert found == (None if off else f"{one} + {other} − {both}")
