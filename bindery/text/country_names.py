"""The names of countries in other languages than English, by the names that the map data has."""

from __future__ import annotations

from functools import lru_cache

# Names in Natural Earth that the Unicode Common Locale Data Repository writes in another way, with their ISO 3166 codes.
_OTHERWISE = {
    "Bosnia and Herzegovina": "BA",
    "Cabo Verde": "CV",
    "Congo": "CG",
    "Côte d'Ivoire": "CI",
    "Democratic Republic of the Congo": "CD",
    "French Southern and Antarctic Lands": "TF",
    "Heard Island and McDonald Islands": "HM",
    "Hong Kong": "HK",
    "Myanmar": "MM",
    "Palestine": "PS",
    "South Georgia and the Islands": "GS",
    "São Tomé and Principe": "ST",
    "Trinidad and Tobago": "TT",
    "Turkey": "TR",
    "United States of America": "US",
    "eSwatini": "SZ",
    "Åland": "AX",
}


@lru_cache(maxsize=512)
def country_name(name: str, language: str) -> str:
    """The name of a country in a language; its English name where the other is not known.

    Args:
        name: its English name, as the map data has it.
        language: a primary subtag of BCP 47 such as `de`.
    """
    if language == "en":
        return name
    from babel import Locale  # noqa: PLC0415  English needs none of it

    code = _OTHERWISE.get(name) or _codes().get(name, "")
    return str(Locale(language).territories.get(code, name))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """The code of each country, by its English name."""
    from babel import Locale  # noqa: PLC0415

    return {str(name): str(code) for code, name in Locale("en").territories.items()}
