"""A word is not its opposite."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.contrary_words import contrary_words
from bindery.evidence.derivation import Derivation
from bindery.evidence.derived_bounds import is_negated_bound, is_one_span
from bindery.text.numerals import find_figures


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", "Parliament voted to keep the tax", "Parliament voted to abolish the tax.", True),
        ("en", "Parliament voted to keep the tax", "Parliament did not abolish the tax.", False),
        ("en", "Parliament kept one tax and abolished another", "Parliament abolished a tax.", False),
        ("en", "Of 10 plants 3 opened", "The other 7 plants closed.", False),
        ("de", "Die Klägerin bekam 300 Kronen", "Die Beklagte bekam 300 Kronen.", True),
        ("es", "84 milímetros en un día", "84 milímetros en una semana.", True),
    ],
)
def test_words_that_exclude_each_other(language: str, quote: str, statement: str, found: bool) -> None:
    assert bool(list(contrary_words(statement, [(language, quote)]))) is found


@each(
    ("language", "quote", "statement", "follows"),
    [
        ("en", "a week before he left", "7 days before he left", True),
        ("de", "eine Woche danach", "7 Tage danach", True),
        ("en", "a week before he left", "8 days before he left", False),
        ("en", "two weeks before he left", "7 days before he left", False),
        ("de", "höchstens 40 Besucher", "Mehr als 40 Besucher lässt sie nicht ein", True),
        ("de", "höchstens 40 Besucher", "Mehr als 40 Besucher lässt sie ein", False),
    ],
)
def test_the_same_in_another_form(language: str, quote: str, statement: str, follows: bool) -> None:
    own, cited = find_figures(statement, language), find_figures(quote, language)
    case = Derivation(own[0], statement, tuple(own), quote, tuple(cited))
    assert (is_one_span(case) or is_negated_bound(case)) is follows
