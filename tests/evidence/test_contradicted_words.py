"""What a statement says and its quotations contradict is found by one rule each, and honest words by none."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.alignment import align
from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.contradicted_words import contradicted_words
from bindery.evidence.contrary_near_figures import contrary_near_figures
from bindery.evidence.contrary_things import contrary_things
from bindery.evidence.denied_figures import denied_figures
from bindery.evidence.part_for_whole import part_for_whole
from bindery.text.numerals import find_figures

TOLL = "The blast left 18 killed and 45 wounded."
DENIAL = "The ministry denied that 40 soldiers had deserted, but said that 12 were on leave."
NINE = "Two of the nine boats turned back."


def _found(rule: object, language: str, statement: str, quote: str) -> list[str]:
    """The words of a statement that a rule finds."""
    own = find_figures(statement, language)
    quotes = [(language, quote, figures_in_quotation(quote, language))]
    return [statement[one[0] : one[1]] for one in rule(align(language, statement, own, quotes))]  # type: ignore[operator]


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", "The pass is closed above 12 miles.", "The pass is open above 12 miles.", ["open"]),
        ("en", "Rents fell to 12 crowns.", "Rents dropped to 12 crowns.", []),
        ("en", "The pass is closed above 12 miles.", "The pass is not open above 12 miles.", []),
        ("en", "The pass is closed above 12 miles.", "The pass is open below 15 miles.", []),
    ],
)
def test_opposites_beside_one_figure(language: str, quote: str, statement: str, found: list[str]) -> None:
    assert _found(contrary_near_figures, language, statement, quote) == found


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", DENIAL, "Some 40 soldiers deserted.", ["40"]),
        ("en", DENIAL, "The ministry denied that 40 soldiers had deserted.", []),
        ("en", DENIAL, "Twelve soldiers were on leave.", []),
        ("en", "The ministry denies this and speaks of 15 soldiers.", "It speaks of 15 soldiers.", []),
        ("en", "It denied them access and did not answer two letters.", "Two letters went unanswered.", []),
        ("de", "Das Amt bestreitet das und spricht von 15 Wagen.", "Dem Amt zufolge sind es 15 Wagen.", []),
        ("de", "Die Stäbe sollen 40 Jahre lagern.", "Vorgesehen sind 40 Jahre Lagerung.", []),
        ("de", "Er soll 40 Autos gestohlen haben.", "Er hat 40 Autos gestohlen.", ["40"]),
    ],
)
def test_figures_that_are_denied(language: str, quote: str, statement: str, found: list[str]) -> None:
    assert [word.split()[-1] for word in _found(denied_figures, language, statement, quote)] == found


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", NINE, "All nine boats turned back.", ["nine"]),
        ("en", NINE, "Almost all nine boats turned back.", []),
        ("en", NINE, "Nine boats set out.", []),
        ("en", "Of 316 flights, 20 were late.", "Cancelled in all: 316 flights.", []),
        ("en", "It grounded its 31 Type 9 jets.", "It grounded all 31 of its Type 9 jets.", []),
        ("en", "She returned 900 of the 3,000 coins she had taken.", "She returned 3,000 coins.", ["3,000"]),
        ("en", "She returned 900 of the 3,000 coins she had taken.", "She returned 900 coins.", []),
        ("en", "She returned 900 of the 3,000 coins she had taken.", "She took 3,000 coins.", []),
        ("en", "It closed 4 of its 20 mills.", "It closed 4 of the 20 mills.", []),
        ("en", "It closed 4 of its 20 mills.", "It closed some of its 20 mills.", []),
        ("en", "Rents rose from 8 to 12 crowns.", "Rents rose to 12 crowns.", []),
        ("es", "Quiere cerrar 40 de sus 300 tiendas.", "Quiere cerrar sus 300 tiendas.", ["300"]),
        ("de", "Sie zahlte 900 von 3000 Kronen zurück.", "Sie zahlte 3000 Kronen zurück.", ["3000"]),
        ("fr", "Elle a rendu 900 des 3000 pièces.", "Elle a rendu 3000 pièces.", ["3000"]),
        ("it", "Ha restituito 900 delle 3000 monete.", "Ha restituito 3000 monete.", ["3000"]),
        ("nl", "Zij betaalde 900 van de 3000 kronen terug.", "Zij betaalde 3000 kronen terug.", ["3000"]),
        ("ru", "Он вернул 900 из 3000 монет.", "Он вернул 3000 монет.", ["3000"]),
        ("ru", "В борьбе с огнём участвовали 70 пожарных.", "Огонь тушили 70 пожарных.", []),
    ],
)
def test_a_part_given_for_the_whole(language: str, quote: str, statement: str, found: list[str]) -> None:
    assert _found(part_for_whole, language, statement, quote) == found


@each(
    ("quote", "statement", "found"),
    [
        ("The bus hit a wall near the market.", "The train hit a wall near the market.", ["train"]),
        ("The bus hit a wall near the market.", "The bus hit a wall near the market.", []),
        ("The bus and the train hit a wall.", "The train hit a wall.", []),
        (
            "The bus that hit a wall met a crowd.",
            "The train met a crowd.",
            [],
        ),  # which the quotation may have left out
        ("Only 3 of the 27 judges are women.", "Of the judges 24 are men.", []),
    ],
)
def test_another_thing_in_its_place(quote: str, statement: str, found: list[str]) -> None:
    assert _found(contrary_things, "en", statement, quote) == found


@each(
    ("quote", "statement", "left_out"),
    [
        (DENIAL, "Some 40 soldiers deserted.", ["denied"]),
        (TOLL, "The blast killed 45.", [""]),
        (TOLL, "The blast wounded 45.", []),
    ],
)
def test_the_word_that_is_left_out_is_named(quote: str, statement: str, left_out: list[str]) -> None:
    found = contradicted_words("en", statement, [("en", quote)])
    assert [one.left_out for one in found][:1] == left_out


def test_a_statement_without_quotations_is_contradicted_by_nothing() -> None:
    assert list(contradicted_words("en", "All nine boats turned back.", [])) == []


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", "Rents fell. Jobs were up by 12 per cent.", "Jobs increased by 12 per cent.", False),
        (
            "en",
            "Parliament voted to keep the tax of 12 per cent.",
            "Parliament voted to abolish the tax of 12 per cent.",
            True,
        ),
        (
            "de",
            "43 wurden festgenommen, alle bis auf vier kamen frei.",
            "39 der 43 wurden freigelassen.",
            False,
        ),
        ("en", "Parliament voted to keep the tax.", "Parliament voted to abolish the tax.", True),
    ],
)
def test_an_opposite_is_sought_where_the_figures_are(
    language: str, quote: str, statement: str, found: bool
) -> None:
    assert bool(list(contradicted_words(language, statement, [(language, quote)]))) is found
