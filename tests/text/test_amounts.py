"""Amounts in sentences: ranges, units, and what cannot be the figure of a sentence."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.text import amounts
from bindery.text.amounts import ASIDE, SUBJECT, UNSURE


def subjects(text: str, language: str = "en") -> list[str]:
    """The amounts that may be the figure of a sentence, each as `low-high unit`; an unsure one with a question mark."""
    return [
        f"{float(a.low):g}"
        + (f"-{float(a.high):g}" if a.low != a.high else "")
        + (f" {a.unit}" if a.unit else "")
        + ("?" if a.role == UNSURE else "")
        for a in amounts.find_amounts(text, language)
        if a.role != ASIDE
    ]


@each(
    ("text", "found"),
    [
        # parts of a whole
        ("50 people were hurt, 27 of them children.", ["50"]),
        ("50 people died, 27 of whom were women.", ["50"]),
        ("50 people, including 27 women, died.", ["50"]),
        ("50 people, including at least 27 women, died.", ["50"]),
        ("50 people died, among them 27 women.", ["50"]),
        ("50 people died, 27 women among them.", ["50"]),
        ("50 people (27 women, 23 men) died.", ["50"]),
        ("71 militants died, two senior commanders among them.", ["71"]),
        ("Of the 50 people, 27 of them died.", ["50?", "27?"]),
        ("27 of them died.", ["27?"]),
        ("3 of 50 people died.", ["3", "50?"]),
        ("A total of 50 people died, and 3 were hurt.", ["50", "3"]),
        # dates, durations, ages and numbers in names
        ("In 2024, 42 people died.", ["42"]),
        ("On 15–16 December 2024, 42 died.", ["42"]),
        ("Between 15 September 2023 and 31 October 2024, 42 died.", ["42"]),
        ("31 people were hurt in three days.", ["31", "3 days"]),
        ("29 children under five died.", ["29"]),
        ("Two brothers aged 12 and 42 others", ["2?", "42"]),
        ("A 12-year-old and 30 others died.", ["30"]),
        ("42 people died on Highway 55.", ["42"]),
        ("42 people died under resolution 1701.", ["42"]),
        ("The 3rd attack killed 42.", ["42"]),
        ("42 people per 100,000 died.", ["42 per 100,000"]),
        ("A Boeing 737 crashed, killing 42 people.", ["42"]),
        ("Two died and 50 were hurt.", ["2?", "50"]),
        ("No one of the 50 died.", ["50?"]),
        # ranges, and what is none
        ("Between 10 and 12 people died.", ["10-12"]),
        ("From 10 to 12 people died.", ["10-12"]),
        ("10 to 12 people died.", ["10-12"]),
        ("10–12 people died.", ["10-12"]),
        ("10-12 people died.", ["10-12"]),
        ("1,500–2,000 people died.", ["1500-2000"]),
        ("two to three people died", ["2-3"]),
        ("10 or 12 people died.", ["10", "12"]),
        ("10 and 12 people died.", ["10", "12"]),
        ("Deaths rose from 30 to 50.", ["30-50?"]),
        ("Deaths went up from 30 people to 50.", ["30", "50"]),
        ("It rises by 59 to 124 centimetres.", ["59-124 centimetres"]),
        ("They won 3–1.", ["3?", "1?"]),
        ("5 to 10 million people fled.", ["5e+06-1e+07"]),
        ("500,000 to 1 million people fled.", ["500000-1e+06"]),
        ("$5 to $10 million", ["5e+06-1e+07 $"]),
        ("17 to 56 per cent", ["17-56 %"]),
        ("59 cm to 124 cm", ["59-124 centimetres"]),
        # units
        ("It is 1.5m high.", ["1.5 metres"]),
        ("It cost 1.5m dollars.", ["1.5e+06 $"]),
        ("A 5MW plant", ["5 megawatts"]),
        ("A US$5 million fine", ["5e+06 US$"]),
        ("A$5 and $5", ["5 A$", "5 $"]),
        ("50 people a day died.", ["50 per day"]),
        ("50 people died a day later.", ["50"]),
        ("5 tonnes per year", ["5 tonnes per year"]),
        ("", []),
        ("No figure at all.", []),
    ],
)
def test_the_amounts_that_a_sentence_may_be_about(text: str, found: list[str]) -> None:
    assert subjects(text) == found


@each(
    ("language", "text", "found"),
    [
        ("ar", "قُتل 50 شخصا، بينهم 27 امرأة.", ["50"]),
        ("es", "Murieron 50 personas, entre ellas 27 mujeres.", ["50"]),
        ("hi", "50 लोग मारे गए, जिनमें 27 महिलाएँ थीं।", ["50"]),
        ("it", "Sono morte 50 persone, tra cui 27 donne.", ["50"]),
        ("nl", "Er vielen 50 doden, waarvan 27 vrouwen.", ["50"]),
        ("pl", "W ataku zginęło 50 osób, w tym 27 kobiet.", ["50"]),
        ("ru", "Погибли 50 человек, из них 27 женщин.", ["50"]),
        ("zh", "50人死亡，其中27人是妇女。", ["50"]),
        ("de", "1.500 Menschen starben, davon 200 Kinder.", ["1500"]),
        ("de", "50 Menschen starben, darunter 27 Frauen.", ["50"]),
        ("de", "Zwischen 10 und 12 Tonnen", ["10-12 tonnes"]),
        ("de", "Es stieg um 2,5 Prozent.", ["2.5 %"]),
        ("fr", "Entre 2,5 et 3 mètres", ["2.5-3 metres"]),
        ("fr", "50 personnes, dont 27 enfants", ["50"]),
        ("fr", "1 500 personnes", ["1500"]),
        ("ur", "۵۰ افراد ہلاک ہوئے، جن میں ۲۷ بچے شامل ہیں", ["50"]),
        ("ur", "پانی ۵ سینٹی میٹر بڑھا", ["5 centimetres"]),
        ("en", "1.500 metres", ["1.5 metres"]),
    ],
)
def test_other_languages(language: str, text: str, found: list[str]) -> None:
    assert subjects(text, language) == found


@given(low=st.integers(1, 10**6), more=st.integers(1, 10**6), dash=st.sampled_from(["–", "-", " to ", " – "]))
def test_a_written_range_has_both_its_ends(low: int, more: int, dash: str) -> None:
    found = amounts.find_amounts(f"About the dam: {low:,}{dash}{low + more:,} people fled.")
    assert [(a.low, a.high, a.role) for a in found] == [(low, low + more, SUBJECT)]


@given(st.text(max_size=60), st.sampled_from(["en", "de", "ur"]))
def test_every_text_has_amounts_within_it(text: str, language: str) -> None:
    for amount in amounts.find_amounts(text, language):
        assert 0 <= amount.start < amount.end <= amount.unit_end <= len(text)
        assert Fraction(amount.low) <= amount.high
