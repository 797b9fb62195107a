"""Numbers that need no words to follow, because few wrong ones would, and those that only fit a number that the text gives too."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.evidence.chance import chance
from bindery.evidence.derived_figures import working_in
from bindery.evidence.working_steps import Working
from bindery.text.figure import ORDINAL, Figure
from bindery.text.numerals import find_figures

BOARD = "The board adopted the plan by 23 votes to 9, with four abstentions."
RAT = "Der Rat nahm den Plan mit 12 zu 6 Stimmen an."
COURT = "The court fined the mayor; two aides got suspended terms and a fourth defendant was acquitted."
POLL = "A poll puts Orla at 41 per cent and Bram at 36. In May she led by 11 points."
SEATS = "The party won 44 of the 100 seats."
MARGIN = "Net profit fell to 126 million euros on revenue of 2.8 billion euros."
DEBT = "New debt is capped at 750 million euros a year."
STRIKE = "The strike runs from Thursday, 2 a.m., to Friday, 2 p.m."
STREIK = "Der Streik dauert von Samstag, 22 Uhr, bis Montag, 4 Uhr."
RUBBISH = "On the sixth day of the strike 5,400 tonnes of rubbish lay in the streets."
MINE = "The mine paid 26 workers 15,000 crowns per head."
WALK = "About one in five pupils, 120 of 600, walks 2 km."
CASES = "The clinic counted 1,904 cases and 37 deaths."
APRIL = "Between 2 and 19 April 6,500 people left."
WAGES = "Wages have been unpaid for three months."
PIERS = "The northern pier is 210 metres long and the southern one 160."
ROAD = "The ministry spent 48 million crowns on 112 kilometres of road."


def _workings(language: str, quote: str, statement: str) -> list[str | None]:
    """The working of each number of a statement that the quotation does not have."""
    own, there = find_figures(statement, language), find_figures(quote, language)
    known = {one.value for one in there if one.unit != ORDINAL}
    new = [one for one in own if one.value and not one.day and one.value not in known]
    return [working_in([one], (language, statement, own), (language, quote, 2024)) for one in new]


@each(
    ("language", "quote", "statement", "workings"),
    [
        # Sums of votes of which the text gives a part too, as a number or as a share.
        ("de", RAT, "18 Stimmen wurden abgegeben, ein Drittel davon gegen den Plan.", ["12 + 6", None]),
        ("de", RAT, "18 Stimmen waren für den Plan.", [None]),
        ("en", BOARD, "Of the 32 votes for or against, nine were against.", ["23 + 9"]),
        ("en", BOARD, "Of the 35 votes, nine were against.", [None]),
        ("en", BOARD, "36 members voted for the plan.", [None]),  # two counts are not multiplied by chance
        (
            "fr",
            "Le conseil l'a adopté par 14 voix contre 5.",
            "Sur 19 votants, cinq ont dit non.",
            ["14 + 5"],
        ),
        (
            "es",
            "Lo aprobó por 17 votos a favor y 8 en contra.",
            "De los 25 votos, ocho fueron no.",
            ["17 + 8"],
        ),
        (
            "it",
            "Approvato con 9 voti a favore e 4 contrari.",
            "Dei 13 voti, quattro sono stati no.",
            ["9 + 4"],
        ),
        # People who are counted up to a rank.
        ("en", COURT, "Four people stood trial.", [""]),
        ("en", COURT, "Five people stood trial.", [None]),
        ("en", "He came fourth; two runners fell.", "Four runners fell.", [None]),
        ("es", "Dos acusados huyeron; un cuarto acusado calló.", "Los cuatro acusados declararon.", [""]),
        ("de", "Zwei Angeklagte flohen; ein dritter Angeklagter blieb.", "Drei Angeklagte waren da.", [""]),
        (
            "fr",
            "Deux prévenus ont fui ; un troisième prévenu est resté.",
            "Trois prévenus ont comparu.",
            [""],
        ),
        # How much a lead changed.
        ("en", POLL, "Her lead shrank by 6 points.", ["11 − (41 % − 36 %)"]),
        ("en", POLL, "Her lead shrank by 7 points.", [None]),
        (
            "fr",
            "Orla obtient 41 % et Bram 36 %. En mai, elle avait 11 points d'avance.",
            "Son avance a diminué de 6 points.",
            ["11 − (41 % − 36 %)"],
        ),
        # How far a part is from half of its whole.
        ("en", SEATS, "It is six seats short of half.", ["100 × 50 % − 44", "44 ÷ 100"]),
        ("en", SEATS, "It is seven seats short of half.", [None, "44 ÷ 100"]),
        (
            "es",
            "Obtuvo 44 de los 100 escaños.",
            "Le faltan seis escaños para la mitad.",
            ["100 × 50 % − 44"] * 2,
        ),
        (
            "fr",
            "Il a obtenu 38 des 70 sièges.",
            "Il a trois sièges de plus que la moitié.",
            ["38 − 70 × 50 %"] * 2,
        ),
        # A share of a hundred.
        (
            "en",
            MARGIN,
            "Of every 100 euros of sales, 4.50 euros were left.",
            ["100 × 126,000,000 ÷ 2,800,000,000"] * 2,
        ),
        ("en", MARGIN, "Of every 100 euros of sales, 5.50 euros were left.", [None, None]),
        # So much for each year, in years that the text names.
        ("en", DEBT, "New debt is capped at 1.5 billion euros for the two years.", ["750,000,000 × 2", None]),
        ("en", DEBT, "New debt is capped at 2 billion euros for the two years.", [None, None]),
        ("de", "Die Miete beträgt 640 Euro im Monat.", "Sechs Monate kosten 3840 Euro.", [None, "640 × 6"]),
        # Between two weekdays with their times of day.
        ("en", STRIKE, "The strike is to last a day and a half.", [""]),
        ("en", STRIKE, "The strike is to last 36 hours.", [""]),
        ("en", STRIKE, "The strike is to last 40 hours.", [None]),
        ("de", STREIK, "Gestreikt wird 30 Stunden.", [""]),
        ("de", STREIK, "Gestreikt wird 28 Stunden.", [None]),
        # Days that are counted by a rank.
        ("en", RUBBISH, "Each day brought 900 tonnes of rubbish.", ["5,400 ÷ 6"]),
        ("en", RUBBISH, "Each day brought 1,100 tonnes of rubbish.", [None]),
        (
            "de",
            "Am sechsten Tag lagen 5400 Tonnen Müll da.",
            "Jeden Tag kamen 900 Tonnen Müll.",
            ["5,400 ÷ 6"],
        ),
        (
            "fr",
            "Au sixième jour, il y avait 5 400 tonnes.",
            "Chaque jour, 900 tonnes s'ajoutaient.",
            ["5,400 ÷ 6"],
        ),
        # Shares of a year, and weeks that are rounded to half of one.
        ("en", WAGES, "Wages have been unpaid for a quarter of a year.", [""]),
        ("en", WAGES, "Wages have been unpaid for a third of a year.", [None]),
        ("en", APRIL, "6,500 people left in two and a half weeks.", [""]),
        ("en", APRIL, "6,500 people left in three and a half weeks.", [None]),
        # What no word names, where few wrong numbers would follow.
        ("en", MINE, "The mine had to pay 390,000 crowns in all.", ["15,000 × 26"]),
        ("en", MINE, "The mine had to pay 380,000 crowns in all.", [None]),
        ("he", "על החברה לשלם ל־26 עובדים 15,000 שקל לכל עובד.", "החברה תשלם 390 אלף שקל.", ["26 × 15,000"]),
        ("hi", "15 घायलों को 75-75 हजार रुपये मिलेंगे।", "कुल 11.25 लाख रुपये मिलेंगे।", ["75,000 × 15"]),
        (
            "fr",
            "La station a mesuré 74, la limite étant de 50.",
            "La limite a été dépassée de 24.",
            ["74 − 50"],
        ),
        ("en", CASES, "Just under 2 per cent died.", ["37 ÷ 1,904"]),
        ("en", CASES, "Just under 3 per cent died.", [None]),
        # What may turn the statement into its opposite needs its words, however unlikely it is.
        ("en", "Of the 64 farms 21 were sold.", "43 farms were sold.", [None]),
        ("en", PIERS, "The northern pier is 50 metres long.", [None]),
        ("en", ROAD, "The roads cost about 430,000 crowns.", [None]),
        ("en", WALK, "One in five teachers walks 20 km.", [None]),  # pupils are no kilometres
        ("en", "The strike lasted 48 hours; 12 % of 400 trains ran.", "The strike lasted 47 days.", [None]),
    ],
)
def test_the_workings_of_a_statement(
    language: str, quote: str, statement: str, workings: list[str | None]
) -> None:
    assert _workings(language, quote, statement) == workings


@given(st.integers(13, 99), st.integers(2200, 9000), st.integers(-3, 3))
def test_a_product_that_no_word_names_is_exact(count: int, each_one: int, off: int) -> None:
    total = count * each_one + off
    if off and not total % 10:
        return  # which is rounded
    found = _workings(
        "en", f"The mine paid {count} workers {each_one} crowns.", f"It cost {total} crowns in all."
    )
    assert found == [None if off else f"{each_one:,} × {count}"]


def test_a_count_that_many_follow_from_is_more_likely_than_an_amount() -> None:
    def working(value: int) -> Working:
        return Working(Fraction(value), "", f"{value}")

    small, large = Figure(0, 1, Fraction(20)), Figure(0, 1, Fraction(2000))
    made = [working(value) for value in range(12, 40)]
    assert chance([(one, small) for one in made], small) > 0.8
    assert chance([(working(100 * one.value.numerator), large) for one in made], large) < 0.1
    assert chance([(working(20), small)], small) < 0.05
