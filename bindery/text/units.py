"""Units of measure: the words for each in several languages, and the exact factors by which they are converted.

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

PERCENT = "%"


@dataclass(frozen=True)
class Unit:
    """A unit that figures may have.

    Attributes:
        name: its name in the plural, as it stands at the axis of a plot: `metres`.
        dimension: what it measures; only units of one dimension are converted.
        factor: its size in the base unit of the dimension.
        symbols: its symbols; capitals and small letters differ.
        words: regular expressions for its names, in any of the languages.
    """

    name: str
    dimension: str
    factor: Fraction
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def _unit(
    name: str, dimension: str, factor: str | int, symbols: str = "", words: tuple[str, ...] = ()
) -> Unit:
    return Unit(name, dimension, Fraction(factor), tuple(symbols.split()), words)


_FOOT, _POUND = Fraction(3048, 10000), Fraction(45359237, 100000000)  # metres, kilograms

UNITS: tuple[Unit, ...] = (
    _unit(
        "millimetres",
        "length",
        "1/1000",
        "mm",
        (
            "millim[eè]t(?:re|er)s?",
            "millimetern?",
            "ملی میٹر",
            "mil[íi]metr[oi]s?",
            "миллиметр\\w*",
            "مليمترا?",
            "میلی‌?متر",
            "मिलीमीटर",
            "milimetre",
        ),
    ),
    _unit(
        "centimetres",
        "length",
        "1/100",
        "cm",
        (
            "centim[eè]t(?:re|er)s?",
            "zentimetern?",
            "سینٹی میٹر",
            "cent[íi]metr[oi]s?",
            "сантиметр\\w*",
            "سنتيمترا?",
            "سانتی‌?متر",
            "सेंटीमीटर",
            "santimetre",
            "centymetr\\w*",
        ),
    ),
    _unit(
        "metres",
        "length",
        1,
        "m",
        (
            "m[eè]t(?:re|er)s?",
            "metern?",
            "میٹر",
            "metr[oi]s?",
            "метр(?:а|ов|ы|е)?",
            "أمتار",
            "مترا?",
            "मीटर",
            "metry|metrów",
        ),
    ),
    _unit(
        "kilometres",
        "length",
        1000,
        "km",
        (
            "kilom[eè]t(?:re|er)s?",
            "kilometern?",
            "کلو ?میٹر",
            "[qc]h?u?il[oóôò]metr[oi]s?",
            "kilómetros?",
            "километр\\w*",
            "كيلومترا?(?:ت)?",
            "کیلومتر",
            "किलोमीटर",
            "kilometre",
            "kilometr\\w*",
        ),
    ),
    Unit("inches", "length", _FOOT / 12, (), ("inch(?:es)?", "pouces?")),
    Unit("feet", "length", _FOOT, ("ft",), ("foot(?! soldiers?)", "feet", "فٹ")),
    Unit("yards", "length", _FOOT * 3, ("yd", "yds"), ("yards?",)),
    Unit(
        "nautical miles",
        "length",
        Fraction(1852),
        (),
        (
            "nautical miles?",
            "seemeilen?",
            "milles? marins?",
            "морск\\w+ мил\\w+",
            "millas? náuticas?",
            "migli[ao] nautic\\w+",
        ),
    ),
    Unit(
        "miles",
        "length",
        _FOOT * 5280,
        (),
        ("miles?", "میل", "мил[ьяи]", "ميلا?", "millas?", "miglia", "milhas?", "meilen?"),
    ),
    _unit("grams", "mass", "1/1000", "g", ("grams?", "grammes?", "gramm", "گرام")),
    _unit(
        "kilograms",
        "mass",
        1,
        "kg",
        (
            "kilogram(?:me)?s?",
            "kilogramm",
            "kilos?",
            "کلو ?گرام",
            "quilos?",
            "chili",
            "килограмм\\w*",
            "كيلوغراما?",
            "کیلوگرم",
            "किलोग्राम",
            "किलो",
        ),
    ),
    _unit(
        "tonnes",
        "mass",
        1000,
        "t",
        (
            "tonnes?",
            "metric tons?",
            "tonnen",
            "میٹرک ٹن",
            "toneladas?",
            "tonnellat[ae]",
            "тонн(?:а|ы|у)?",
            "طنا?|أطنان",
            "टन",
            "ton(?= (?:buğday|gıda|yardım))",
        ),
    ),
    _unit("thousand tonnes", "mass", 10**6, "kt", ("kilotonnes?",)),
    _unit("million tonnes", "mass", 10**9, "Mt", ("megatonnes?",)),
    _unit("billion tonnes", "mass", 10**12, "Gt", ("gigatonnes?",)),
    Unit("pounds (mass)", "mass", _POUND, ("lb", "lbs")),
    Unit("ounces", "mass", _POUND / 16, ("oz",)),
    _unit("tons", "tons of unknown kind", 1, "", ("tons?", "ٹن")),
    _unit(
        "square metres",
        "area",
        1,
        "m² m2 sqm",
        (
            "square m[eè]t(?:re|er)s?",
            "quadratmetern?",
            "m[eè]tres? carrés?",
            "metr[oi]s? (?:cuadrad|quadrad|quadrat)[oi]s?",
            "vierkante meters?",
            "квадратн\\w+ метр\\w*",
            "metr(?:y|ów) kwadratow\\w+",
            "metrekare",
            "متر مربع|مترا مربعا",
            "वर्ग मीटर",
            "مربع میٹر",
        ),
    ),
    _unit(
        "hectares",
        "area",
        10**4,
        "ha",
        (
            "hectares?",
            "hektar",
            "ہیکٹر",
            "hect[áa]reas?",
            "ettari",
            "гектар\\w*",
            "هكتارا?",
            "هکتار",
            "हेक्टेयर",
        ),
    ),
    _unit(
        "square kilometres",
        "area",
        10**6,
        "km² km2",
        (
            "square kilom[eè]t(?:re|er)s?",
            "quadratkilometern?",
            "kilom[eè]tres? carrés?",
            "[qc]h?u?il[oóôò]metr[oi]s? (?:cuadrad|quadrad|quadrat)[oi]s?",
            "kilómetros? cuadrados?",
            "vierkante kilometers?",
            "квадратн\\w+ километр\\w*",
            "kilometr(?:y|ów) kwadratow\\w+",
            "kilometrekare",
            "كيلومترا? مربعا?",
            "کیلومتر مربع",
            "वर्ग किलोमीटर",
            "مربع کلو ?میٹر",
        ),
    ),
    Unit("square feet", "area", _FOOT**2, ("sqft",), ("square (?:foot|feet)", "sq\\.? ft")),
    Unit("acres", "area", _FOOT**2 * 43560, (), ("acres?", "ایکڑ")),
    Unit(
        "square miles", "area", (_FOOT * 5280) ** 2, (), ("square miles?", "sq\\.? mi(?:les?)?", "مربع میل")
    ),
    _unit("millilitres", "volume", "1/1000", "ml mL", ("millilit(?:re|er)s?", "millilitern?")),
    _unit(
        "litres",
        "volume",
        1,
        "l L",
        ("lit(?:re|er)s?", "litern?", "لیٹر", "litr[oi]s?", "литр(?:а|ов|ы)?", "لترا?", "لیتر", "लीटर"),
    ),
    _unit("gallons", "gallons of unknown kind", 1, "", ("gallons?",)),
    _unit("barrels", "barrels of unknown kind", 1, "", ("barrels?",)),
    _unit(
        "cubic metres",
        "volume",
        1000,
        "m³ m3",
        ("cubic m[eè]t(?:re|er)s?", "kubikmetern?", "m[eè]tres? cubes?", "مکعب میٹر"),
    ),
    _unit(
        "cubic kilometres",
        "volume",
        10**12,
        "km³ km3",
        ("cubic kilom[eè]t(?:re|er)s?", "kubikkilometern?"),
    ),
    _unit("metres a second", "speed", 1, "m/s", ("m[eè]t(?:re|er)s? (?:per|a) second",)),
    _unit(
        "kilometres an hour",
        "speed",
        "5/18",
        "km/h kmh kph",
        ("k(?:ilom[eè]t(?:re|er)s?|m) (?:per|an) hour", "stundenkilometer", "kilom[eè]tres? à l[’']heure"),
    ),
    Unit("miles an hour", "speed", _FOOT * 5280 / 3600, ("mph",), ("miles? (?:per|an) hour",)),
    Unit("knots", "speed", Fraction(1852, 3600), (), ("knots?",)),
    _unit("watts", "power", 1, "W", ("watts?",)),
    _unit("kilowatts", "power", 10**3, "kW", ("kilowatts?", "کلو ?واٹ")),
    _unit("megawatts", "power", 10**6, "MW", ("megawatts?", "mégawatts?", "میگا ?واٹ")),
    _unit("gigawatts", "power", 10**9, "GW", ("gigawatts?",)),
    _unit("kilowatt-hours", "energy", 10**3, "kWh", ("kilowatt[ -]?hours?", "kilowattstunden?")),
    _unit("megawatt-hours", "energy", 10**6, "MWh", ("megawatt[ -]?hours?", "megawattstunden?")),
    _unit("gigawatt-hours", "energy", 10**9, "GWh", ("gigawatt[ -]?hours?", "gigawattstunden?")),
    _unit("terawatt-hours", "energy", 10**12, "TWh", ("terawatt[ -]?hours?", "terawattstunden?")),
    _unit("seconds", "time", 1, "", ("seconds?", "sekunden?", "secondes?")),
    _unit("minutes", "time", 60, "min", ("minutes?", "minuten?", "منٹ")),
    _unit("hours", "time", 3600, "", ("hours?", "stunden?", "heures?", "گھنٹ(?:ے|ہ|وں)")),
    _unit("days", "time", 86400, "", ("days?", "tage?n?", "jours?", "دن(?:وں)?")),
    _unit("weeks", "time", 604800, "", ("weeks?", "wochen?", "semaines?", "ہفت(?:ے|ہ|وں)")),
    _unit("months", "calendar time", 1, "", ("months?", "monate?n?", "mois", "مہین(?:ے|ہ|وں)|ماہ")),
    _unit("years", "calendar time", 12, "", ("years?", "jahre?n?", "années?", "ans", "سال(?:وں)?")),
    _unit("°C", "temperature in °C", 1, "°C ℃", ("degrees? (?:celsius|centigrade)", "grad celsius")),
    _unit("°F", "temperature in °F", 1, "°F ℉", ("degrees? fahrenheit",)),
    _unit("degrees", "degrees of unknown kind", 1, "°", ("degrees?", "degrés?")),
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
    PERCENT: r"%|per[\s-]?cent|percent|pc|pct|prozent|pour\scent|por\sciento|درصد|فیصد|سلنه",
    "per mille": r"‰|per\s?mille|promille|pour\smille|por\smil|промилле",
    "percentage points": r"percentage[\s-]points?|prozentpunkten?|points? de pourcentage|pp",
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


# After a symbol that is a word too: Italian and Spanish `ha` before a participle. After one letter: the `t` of `t-shirts`.
_NO_SYMBOL = {"ha": r"(?!\s+(?:(?:già|non|ya|no|anche|también)\s+)?\w+(?:[dts]o|cho)\b)"}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for each unit, with the key of the unit."""
    found = [(f"(?i:{words})", key) for key, words in _SHARES.items()]
    found += [(f"(?i:{words})", key) for key, words in _MONEY.items()]
    for unit in UNITS:
        symbols = [
            re.escape(symbol) + _NO_SYMBOL.get(symbol, r"(?!-\w)" if len(symbol) == 1 else "")
            for symbol in sorted(unit.symbols, key=len, reverse=True)
        ]
        found.append(("|".join([*symbols, *(f"(?i:{word})" for word in unit.words)]), unit.name))
    return tuple((re.compile(rf"(?:{pattern})(?!\w)"), key) for pattern, key in found)


def find_unit(text: str, at: int) -> tuple[str, int]:
    """The key of the unit that begins at an offset, and the offset after it; empty and `at` when there is none.

    The key is the name of a unit of the table, `%`, a kind of money, or one of these with a rate: `tonnes per year`.
    """
    begin = at
    while begin < len(text) and (text[begin].isspace() or text[begin] == "-"):
        begin += 1
    end = begin
    key = ""
    for pattern, name in _patterns():
        match = pattern.match(text, begin)
        if match and match.end() > end:
            key, end = name, match.end()
    return _with_rate(text, key, end) if key else ("", at)


def rate_after(text: str, at: int) -> str:
    """The rate that begins at an offset, such as `per day`; empty when there is none."""
    match = _RATE.match(text, at)
    if not match:
        return ""
    return "per " + " ".join((match["slash"] or match["per"] or match["each"]).lower().split())


def _with_rate(text: str, key: str, end: int) -> tuple[str, int]:
    rate = rate_after(text, end)
    return f"{key} {rate}".strip(), end


def money_before(text: str, at: int) -> str:
    """The kind of money whose symbol or code ends at an offset, as in `US$5`; empty when there is none."""
    before = text[max(0, at - 4) : at].rstrip()
    for key, words in _MONEY.items():
        if re.search(rf"(?<![A-Za-z])(?:{words})$", before):
            return key
    return ""


def known_unit(words: str) -> str:
    """The key of the unit that these words begin with: metres for `metres above the mean`; empty for none."""
    return find_unit(words.strip(), 0)[0]


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
