"""Units of measure, with their symbols and the exact factors by which they are converted.

The factors are exact by definition. Those of the metric units are from the SI Brochure (BIPM, 9th edition, tables 4, 7
and 8), those of inch, foot, yard, mile, acre, ounce and pound follow from the international yard and pound of 1959
(NIST Special Publication 811, appendix B). Units with more than one meaning, such as ton, gallon, pound and degree, have
no factor: they are compared only with themselves. So are temperatures, whose differences convert otherwise than they
themselves do, and all money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from bindery.text.number_words import SCALES
from bindery.text.unit_names import per_after, per_before, unit_named

PERCENT = "%"


@dataclass(frozen=True)
class Unit:
    """A unit that figures may have.

    Attributes:
        name: its name in the plural, as it stands at the axis of a plot: `metres`.
        dimension: what it measures; only units of one dimension are converted.
        factor: its size in the base unit of the dimension.
        symbols: its symbols, in all languages; capitals and small letters differ.
    """

    name: str
    dimension: str
    factor: Fraction
    symbols: tuple[str, ...] = ()


_FOOT, _POUND = Fraction(3048, 10000), Fraction(45359237, 100000000)  # metres, kilograms

_METRIC = (  # name, dimension, size in the base unit, symbols
    ("millimetres", "length", "1/1000", "mm"),
    ("centimetres", "length", "1/100", "cm"),
    ("metres", "length", 1, "m"),
    ("kilometres", "length", 1000, "km"),
    ("grams", "mass", "1/1000", "g"),
    ("kilograms", "mass", 1, "kg"),
    ("tonnes", "mass", 1000, "t"),
    ("thousand tonnes", "mass", 10**6, "kt"),
    ("million tonnes", "mass", 10**9, "Mt"),
    ("billion tonnes", "mass", 10**12, "Gt"),
    ("kilos", "kilos of unknown kind", 1, ""),
    ("tons", "tons of unknown kind", 1, ""),
    ("square metres", "area", 1, "m² m2 sqm"),
    ("mu", "area", "2000/3", ""),
    ("dunams", "area", 1000, ""),
    ("hectares", "area", 10**4, "ha"),
    ("square kilometres", "area", 10**6, "km² km2"),
    ("millilitres", "volume", "1/1000", "ml mL"),
    ("litres", "volume", 1, "l L"),
    ("gallons", "gallons of unknown kind", 1, ""),
    ("barrels", "barrels of unknown kind", 1, "bbl"),
    ("cubic metres", "volume", 1000, "m³ m3"),
    ("cubic kilometres", "volume", 10**12, "km³ km3"),
    ("metres a second", "speed", 1, "m/s"),
    ("kilometres an hour", "speed", "5/18", "km/h kmh kph"),
    ("watts", "power", 1, "W"),
    ("kilowatts", "power", 10**3, "kW"),
    ("megawatts", "power", 10**6, "MW"),
    ("gigawatts", "power", 10**9, "GW"),
    ("kilowatt-hours", "energy", 10**3, "kWh kW⋅h kW·h"),
    ("megawatt-hours", "energy", 10**6, "MWh MW⋅h MW·h"),
    ("gigawatt-hours", "energy", 10**9, "GWh GW⋅h GW·h"),
    ("terawatt-hours", "energy", 10**12, "TWh TW⋅h TW·h"),
    ("seconds", "time", 1, ""),
    ("minutes", "time", 60, "min"),
    ("hours", "time", 3600, ""),
    ("days", "time", 86400, ""),
    ("weeks", "time", 604800, ""),
    ("months", "calendar time", 1, ""),
    ("years", "calendar time", 12, ""),
    ("decades", "calendar time", 120, ""),
    ("hundred years", "calendar time", 1200, ""),
    ("°C", "temperature in °C", 1, "°C ℃"),
    ("°F", "temperature in °F", 1, "°F ℉"),
    ("degrees", "degrees of unknown kind", 1, "°"),
)
_OTHERS = (
    ("inches", "length", _FOOT / 12, ""),
    ("feet", "length", _FOOT, "ft"),
    ("yards", "length", _FOOT * 3, "yd yds"),
    ("nautical miles", "length", Fraction(1852), "nmi"),
    ("miles", "length", _FOOT * 5280, ""),
    ("pounds (mass)", "mass", _POUND, "lb lbs"),
    ("ounces", "mass", _POUND / 16, "oz"),
    ("square feet", "area", _FOOT**2, "sqft ft²"),
    ("acres", "area", _FOOT**2 * 43560, ""),
    ("square miles", "area", (_FOOT * 5280) ** 2, "mi²"),
    ("miles an hour", "speed", _FOOT * 5280 / 3600, "mph"),
    ("knots", "speed", Fraction(1852, 3600), ""),
)
UNITS = tuple(
    Unit(name, dimension, Fraction(factor), tuple(symbols.split()))
    for name, dimension, factor, symbols in (*_METRIC, *_OTHERS)
)
TIME = frozenset({"time", "calendar time"})
_BY_NAME = {unit.name: unit for unit in UNITS}

# Kinds of money are never converted: a rate has a day. What one symbol may mean in two countries stays a kind of its own.
_MONEY = {
    "US$": r"US ?\$|USD|U\.?S\.? dollars?",
    "A$": r"A\$|AUD|Australian dollars?",
    "C$": r"C\$|CAD|Canadian dollars?",
    "HK$": r"HK\$|HKD|Hong Kong dollars?",
    "$": r"\$|dollars?|dólar(?:es)?|доллар\w*|دولارا?|ڈالر|دلار|डॉलर",
    "€": r"€|EUR|euros?|евро|یورو|يورو|यूरो",
    "£": r"£|GBP|pounds? sterling",
    "CHF": r"CHF|Swiss francs?|schweizer franken",
    "PKR": r"PKR|Pakistani rupees?|پاکستانی روپ(?:ے|یہ|یے|وں)",
    "INR": r"₹|INR|Indian rupees?",
    "rupees": r"Rs\.?|rupees?|روپ(?:ے|یہ|یے|وں)",
    "afghanis": r"AFN|afghanis?",
    "CN¥": r"CN¥|CNY|RMB|yuan",
    "JP¥": r"JP¥|JPY|yen",
    "¥": r"¥",
    "roubles": r"RUB|r(?:o)?ubles?|rubel|рубл\w*",
    "crowns": r"crowns?|kronen?|kron(?:er|or)|couronnes?|coronas?|крон\w*",
    "francs": r"francs?|franken",
    "dinars": r"dinars?|دينارا?",
    "dirhams": r"dirhams?|درهما?",
    "riyals": r"r[iy]+als?|ريالا?|ریال",
    "lira": r"liras?",
    "zlotys": r"zlot(?:ys?|ies)|złotych",
    "pesos": r"pesos?",
    "naira": r"naira",
    "shillings": r"shillings?",
    "taka": r"taka",
}
_SHARES = {
    PERCENT: r"%|pct?",
    "per mille": r"‰|per\s?mille|promille|pour\smille|por\smil|промилле",
    "percentage points": "pp",
}
_PER = (
    r"(?:hour|day|week|month|year|second|minute|person|head|capita|inhabitant|household|family|child|student|worker|"
    r"hectare|acre|thousand|million|billion|square \w+|cubic \w+|tonne|kilogram|litre|kilometre|mile|stunde|tag|woche|monat|jahr|kopf|"
    r"heure|jour|semaine|mois|an|habitant|\d[\d,.]*\d)"
)
_RATE = re.compile(
    rf"(?i)\s?/\s?(?P<slash>[^\W\d]+)|[\s-]+(?:per|pro|par|for every|for each)[\s-]+(?P<per>{_PER})\b"
    r"|\s+(?:an?|each|every)\s+(?P<each>hour|day|week|month|year|second|minute|person|head)\b"
    r"(?!\s+(?:ago|earlier|later|before|after))"
)


# After a symbol that is a word too: Italian and Spanish `ha` before a participle. After one letter: the `t` of `t-shirts`,
# the `l` of `l'an`.
_NO_SYMBOL = {"ha": r"(?!\s+(?:(?:già|non|ya|no|anche|también)\s+)?\w+(?:[dts]o|cho)\b)"}


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for the symbols of each unit and for each kind of money, with the key of the unit."""
    found = [(f"(?i:{words})", key) for table in (_SHARES, _MONEY) for key, words in table.items()]
    for unit in UNITS:
        symbols = [
            re.escape(symbol) + _NO_SYMBOL.get(symbol, r"(?![-'’]\w)" if len(symbol) == 1 else "")
            for symbol in sorted(unit.symbols, key=len, reverse=True)
        ]
        found += [("|".join(symbols), unit.name)] if symbols else []
    end = r"(?![^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"  # a particle may follow: `40m에`
    return tuple((re.compile(rf"(?:{pattern}){end}"), key) for pattern, key in found)


def find_unit(text: str, at: int, language: str = "") -> tuple[str, int]:
    """The key of the unit that begins at an offset, and the offset after it; empty and `at` when there is none.

    The key is the name of a unit of the table, `%`, a kind of money, or one of these with a rate: `tonnes per year`.

    Args:
        text: the text.
        at: the offset.
        language: the language of the text, as a tag; empty when it is not known.
    """
    begin = at
    while begin < len(text) and (text[begin].isspace() or text[begin] == "-"):
        begin += 1
    key, end = unit_named(text, begin, language)
    for pattern, name in _signs():
        match = pattern.match(text, begin)
        if match and match.end() > end:
            key, end = name, match.end()
    if not key:
        return "", at
    per, after = per_after(text, end, language)
    if f"{key} {per}" in _BY_NAME:  # `72 km por hora`
        return f"{key} {per}", after
    return f"{key} {rate_after(text, end)}".strip(), end


def with_rate_before(key: str, before: str, language: str) -> str:
    """The unit that the words before a number make of the one after it, as in `時速80キロメートル`; else the same unit.

    Args:
        key: the key of a unit.
        before: the text before the number.
        language: its language, as a tag.
    """
    per = per_before(before, language)
    rate = f"{'kilometres' if key == 'kilos' else key} {per}"
    return rate if rate in _BY_NAME else key


def rate_after(text: str, at: int) -> str:
    """The rate that begins at an offset, such as `per day`; empty when there is none."""
    match = _RATE.match(text, at)
    if not match:
        return ""
    return "per " + " ".join((match["slash"] or match["per"] or match["each"]).lower().split())


def money_before(text: str, at: int) -> str:
    """The kind of money whose symbol or code ends at an offset, as in `US$5`; empty when there is none."""
    before = text[max(0, at - 4) : at].rstrip()
    for key, words in _MONEY.items():
        if re.search(rf"(?<![A-Za-z])(?:{words})$", before):
            return key
    return ""


def known_unit(words: str, language: str = "") -> str:
    """The key of the unit that these words begin with: metres for `metres above the mean`; empty for none."""
    return find_unit(words.strip(), 0, language)[0]


def scale_of(words: str) -> int:
    """The number of which an axis counts multiples: a million for `million people`, else 1."""
    first = words.split(maxsplit=1)[0].lower() if words.strip() else ""
    return SCALES.get(first.removesuffix("s"), SCALES.get(first, 1))


def dimension(key: str) -> str:
    """What a unit measures; for one that is not in the table, the unit itself."""
    unit = _BY_NAME.get(key)
    return unit.dimension if unit else key


def is_exact(key: str) -> bool:
    """Whether a unit is one of measure, has one meaning and no rate, and is no time: metres, but not tons or dollars."""
    unit = _BY_NAME.get(key)
    return unit is not None and unit.dimension not in TIME and "unknown" not in unit.dimension


def convert(amount: Fraction, unit: str, wanted: str) -> Fraction | None:
    """An amount in another unit, exactly; None when one cannot be converted into the other.

    Args:
        amount: the amount.
        unit: key of its unit.
        wanted: key of the other unit.
    """
    if unit == wanted:
        return amount
    known, other = _BY_NAME.get(unit), _BY_NAME.get(wanted)
    if known is None or other is None or known.dimension != other.dimension:
        return None
    return amount * known.factor / other.factor
