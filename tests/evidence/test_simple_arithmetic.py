"""Numbers that one simple step makes of two figures of a quotation."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.derivation import Derivation
from bindery.evidence.simple_arithmetic import follows_simply
from bindery.text.numerals import find_figures

POWER = "The plant made 40 tonnes in May and 60 tonnes in June."


@each(
    ("quote", "statement", "follows"),
    [
        (POWER, "The plant made 100 tonnes.", True),
        (POWER, "The plant made 20 tonnes more.", True),
        (POWER, "The plant made 130 tonnes.", False),
        (POWER, "The plant made 40 tonnes.", False),  # which the quotation carries itself
    ],
)
def test_one_simple_step(quote: str, statement: str, follows: bool) -> None:
    own, cited = find_figures(statement, "en"), figures_in_quotation(quote, "en")
    wanted = next(one for one in own if one.value)
    assert follows_simply(Derivation(wanted, statement, own, quote, cited, "en", "en")) is follows
