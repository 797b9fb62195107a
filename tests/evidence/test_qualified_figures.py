"""A figure that an average, a plan or a rate qualifies is not given without it, and no other figure needs it."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.figure_matching import fit_of
from bindery.evidence.qualified_figures import lost_qualifier
from bindery.text.numerals import find_figures


@each(
    ("language", "quote", "statement", "left_out"),
    [
        ("en", "Rents are 40 crowns on average.", "Rents are 40 crowns.", "on average"),
        ("en", "Rents are 40 crowns on average.", "The average rent is 40 crowns.", ""),
        (
            "en",
            "The lake was 61 per cent full, and a ten-year average of 70.",
            "It was 61 per cent full.",
            "",
        ),
        ("en", "It had an average of 3 storms, with winds of 111 miles.", "It had winds of 111 miles.", ""),
        ("en", "The firm may cut 300 jobs.", "The firm cut 300 jobs.", "may"),
        ("en", "The firm may cut 300 jobs.", "The firm offered to cut 300 jobs.", ""),
        ("fr", "La direction propose une hausse de 4 %.", "La direction offre 4 %.", ""),
        ("es", "El precio medio subió un 11 %.", "El precio subió un 11 %.", ""),
    ],
)
def test_a_lost_qualifier_is_named(language: str, quote: str, statement: str, left_out: str) -> None:
    wanted = find_figures(statement, language)[-1]
    cited = next(one for one in figures_in_quotation(quote, language) if fit_of(one, wanted))
    assert lost_qualifier((language, statement), wanted, (language, quote), cited).left_out == left_out
