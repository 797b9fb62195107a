"""Units in several languages, and their exact conversion."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.text import units
from bindery.text.numerals import find_figures

KINDS = {
    dimension: [unit.name for unit in units.UNITS if unit.dimension == dimension]
    for dimension in {unit.dimension for unit in units.UNITS}
}
NAMES = [
    line.split(" ", 2)
    for line in Path(__file__).with_name("unit_names.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@each("language", sorted({language for language, _, _ in NAMES}))
def test_a_number_has_its_unit_in_every_form_of_its_name(language: str) -> None:
    wrong = [
        (written, [(one.value, one.unit or one.measure) for one in found])
        for code, unit, names in NAMES
        for name in names.split(" | ")
        if code == language
        for written in [name.replace("#", "12") if "#" in name else f"12 {name}"]
        for found in [find_figures(written, language)]
        if [(one.value, one.unit or one.measure) for one in found] != [(12, unit.replace("_", " "))]
    ]
    assert wrong == []


IN_TEXT = [  # names in other places than right after a number, and words that look like one
    ("es", "Se recogieron 2 millones de toneladas.", 2 * 10**6, "tonnes"),
    ("fr", "Il a plu 12 millions de litres.", 12 * 10**6, "litres"),
    ("es", "El barco 12 ha zarpado.", 12, ""),
    ("it", "La squadra 12 ha vinto.", 12, ""),
    ("en", "It took 12 foot soldiers.", 12, ""),
    ("de", "Ein Zaun von 12m Länge", 12, "metres"),
    ("en", "a 12MW plant", 12, "megawatts"),
    ("pl", "Statek przepłynął 12 mil morskich.", 12, "nautical miles"),
    ("es", "Vinieron 12 mil personas.", 12000, ""),
    ("it", "Vennero 12mila persone.", 12000, ""),
    ("zh", "这座电站每年发电12千瓦时", 12, "kilowatt-hours"),
    ("zh", "12千人", 12000, ""),
    ("ja", "時速12キロメートルで走った", 12, "kilometres an hour"),
    ("tr", "saatte 12 kilometre hızla", 12, "kilometres an hour"),
    ("de", "Er nahm 12 an den Kai.", 12, ""),
    ("ru", "Построили 12 тоннелей.", 12, ""),
    ("ru", "12 тыс. т зерна", 12000, "tonnes"),
]


@each(("language", "text", "value", "unit"), IN_TEXT)
def test_a_name_of_a_unit_in_a_sentence(language: str, text: str, value: int, unit: str) -> None:
    found = [
        (one.value, one.unit or one.measure) for one in find_figures(text, language) if one.below is None
    ]
    assert found == [(value, unit)]


@each(
    ("words", "key"),
    [
        ("cm", "centimetres"),
        ("centimetres", "centimetres"),
        ("-centimetre rise", "centimetres"),
        ("centimeters", "centimetres"),
        ("Zentimeter", "centimetres"),
        ("centimètres", "centimetres"),
        ("سینٹی میٹر", "centimetres"),
        ("میٹر", "metres"),
        ("km/h", "kilometres an hour"),
        ("km per hour", "kilometres an hour"),
        ("km", "kilometres"),
        ("nautical miles", "nautical miles"),
        ("miles", "miles"),
        ("miles an hour", "miles an hour"),
        ("m²", "square metres"),
        ("square kilometres", "square kilometres"),
        ("Quadratkilometer", "square kilometres"),
        ("Tonnen", "tonnes"),
        ("tonnes a year", "tonnes per year"),
        ("kg per person", "kilograms per person"),
        ("tons", "tons"),
        ("°C", "°C"),
        ("degrees Celsius", "°C"),
        ("degrees", "degrees"),
        ("per cent", "%"),
        ("Prozent", "%"),
        ("pour cent", "%"),
        ("فیصد", "%"),
        ("percentage points", "percentage points"),
        ("US dollars", "US$"),
        ("dollars", "$"),
        ("rupees", "rupees"),
        ("Pakistani rupees", "PKR"),
        ("kWh", "kilowatt-hours"),
        ("GW", "gigawatts"),
        ("Stunden", "hours"),
        ("semaines", "weeks"),
        ("people", ""),
        ("an hour later", ""),
        ("foot soldiers", ""),
        ("t-shirts", ""),
        ("men", ""),
        ("mad", ""),
    ],
)
def test_a_unit_after_a_number(words: str, key: str) -> None:
    text = f"5{words}" if words.startswith("-") else f"5 {words}"
    assert units.find_unit(text, 1)[0] == key


@each(
    ("amount", "unit", "wanted", "exact"),
    [
        (124, "centimetres", "metres", "1.24"),
        (2, "tonnes", "kilograms", "2000"),
        (1, "miles", "kilometres", "1.609344"),
        (1, "inches", "centimetres", "2.54"),
        (1, "feet", "metres", "0.3048"),
        (1, "pounds (mass)", "kilograms", "0.45359237"),
        (1, "acres", "square metres", "4046.8564224"),
        (1, "hectares", "square kilometres", "0.01"),
        (1, "nautical miles", "metres", "1852"),
        (36, "kilometres an hour", "metres a second", "10"),
        (2, "weeks", "days", "14"),
        (2, "years", "months", "24"),
        (1, "terawatt-hours", "gigawatt-hours", "1000"),
    ],
)
def test_a_conversion_is_exact(amount: int, unit: str, wanted: str, exact: str) -> None:
    assert units.convert(Fraction(amount), unit, wanted) == Fraction(exact)


@each(
    ("unit", "wanted"),
    [
        ("$", "€"),
        ("US$", "$"),
        ("PKR", "INR"),
        ("°C", "°F"),
        ("tons", "tonnes"),
        ("months", "days"),
        ("%", "percentage points"),
        ("metres", "kilograms"),
        ("tonnes per year", "kilograms per year"),
        ("", "metres"),
    ],
)
def test_what_has_no_fixed_rate_is_not_converted(unit: str, wanted: str) -> None:
    assert units.convert(Fraction(1), unit, wanted) is None


@given(st.data(), st.fractions(min_value=-(10**9), max_value=10**9))
def test_there_and_back_again_is_the_same_amount(data: st.DataObject, amount: Fraction) -> None:
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    first, second = (data.draw(st.sampled_from(KINDS[kind])) for _ in range(2))
    there = units.convert(amount, first, second)
    assert there is not None
    assert units.convert(there, second, first) == amount


@each("unit", units.UNITS, ids=lambda unit: unit.name)
def test_each_symbol_names_its_unit_alone(unit: units.Unit) -> None:
    for symbol in unit.symbols:
        assert units.find_unit(f"5 {symbol}", 1) == (unit.name, len(symbol) + 2)
