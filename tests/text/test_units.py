"""Units in several languages, and their exact conversion."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.text import units

KINDS = {
    dimension: [unit.name for unit in units.UNITS if unit.dimension == dimension]
    for dimension in {unit.dimension for unit in units.UNITS}
}


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
