"""A statement that repeats a sentence and turns it round is found, and one that says the same in other words is not."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.alignment import align
from bindery.evidence.turned_clauses import turned_clauses
from bindery.evidence.turned_comparisons import compares_alike, turned_comparisons
from bindery.text.numerals import find_figures

SALE = "The council did not agree to the sale of the quay, and 14 traders have kept their stalls."
MUSEUM = "The museum plans to sell two paintings. The director is expected to step down in June."
LAKES = "Lake Orsa is larger than Lake Immel."
WELLS = "None of the eleven wells was dirty. Most schools reopened."


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", SALE, "The council agreed to the sale of the quay.", True),
        ("en", SALE, "The council refused to agree to the sale of the quay.", False),
        ("en", SALE, "The council did not agree to the sale.", False),
        ("en", SALE, "The 14 traders kept their stalls.", False),
        (
            "en",
            f"{SALE} Later the council did agree to the sale of the quay.",
            "The council agreed to the sale.",
            False,
        ),
        ("en", "About 2,300 people have no running water", "About 2,300 people have running water.", True),
        ("en", "About 2,300 people have no running water", "About 2,300 people lack running water.", False),
        ("en", "The bridge, not yet open, cost 3 million", "The bridge cost 3 million.", False),
        ("en", "12 voted yes and 5 did not vote", "12 voted yes.", False),
        ("en", "No more than 40 visitors are let in", "At most 40 visitors are let in.", False),
        ("en", "The old dam, which was never inspected, held.", "The old dam was inspected.", True),
        (
            "en",
            "The strike ended without an agreement.",
            "No agreement was reached when the strike ended.",
            False,
        ),
        ("ur", "2,300 لوگوں کے پاس پانی نہیں", "2,300 لوگوں کے پاس پانی ہے۔", True),
        ("de", "Der Rat stimmte dem Verkauf nicht zu.", "Der Rat stimmte dem Verkauf zu.", True),
        ("de", "Der Rat stimmte dem Verkauf nicht zu.", "Der Rat lehnte den Verkauf ab.", False),
        ("fr", "Le conseil n'a pas accepté la vente.", "Le conseil a accepté la vente.", True),
        ("tr", "Konsey rıhtımın satışını onaylamadı.", "Konsey rıhtımın satışını onayladı.", True),
        ("pl", "Rada nie zatwierdziła sprzedaży nabrzeża.", "Rada zatwierdziła sprzedaż nabrzeża.", True),
        ("ar", "لم يوافق المجلس على بيع الرصيف.", "وافق المجلس على بيع الرصيف.", True),
        ("fa", "شورا فروش اسکله را تصویب نکرد.", "شورا فروش اسکله را تصویب کرد.", True),
        ("en", "The gate was opened on Monday.", "The gate was not opened on Monday.", True),
        ("en", "The guards failed to open the gate on Monday.", "The guards did not open the gate.", False),
    ],
)
def test_a_negator_that_is_left_out_or_added(language: str, quote: str, statement: str, found: bool) -> None:
    assert _is_turned(language, quote, statement) is found


@each(
    ("language", "quote", "statement", "found"),
    [
        ("en", MUSEUM, "The museum sold two paintings.", True),
        ("en", MUSEUM, "The museum wants to sell two paintings.", False),
        ("en", MUSEUM, "The director stepped down in June.", True),
        ("en", MUSEUM, "The director is due to step down in June.", False),
        ("en", "The mill will close in May.", "The mill closed in May.", True),
        ("en", "The mill closed in May.", "The mill closed in May.", False),
        ("en", "The mayor denied that the bridge was unsafe.", "The bridge was unsafe.", True),
        (
            "en",
            "The mayor denied that the bridge was unsafe.",
            "The mayor denied the bridge was unsafe.",
            False,
        ),
        ("de", "Das Museum will zwei Gemälde verkaufen.", "Das Museum hat zwei Gemälde verkauft.", True),
        ("it", "Il museo intende vendere due quadri.", "Il museo ha venduto due quadri.", True),
        ("ur", "عجائب گھر دو تصویریں فروخت کرے گا۔", "عجائب گھر نے دو تصویریں فروخت کیں۔", True),
        ("en", WELLS, "All eleven wells were dirty.", True),
        ("en", WELLS, "All schools reopened.", True),
        ("en", WELLS, "Some schools reopened.", False),
        ("en", WELLS, "All eleven wells lacked dirt, so none was dirty.", False),
        ("en", "Neither of the two bidders met all terms.", "Both bidders met all terms.", True),
        ("en", "Neither of the two bidders met all terms.", "Both bidders failed to meet all terms.", False),
        ("en", "The end of life is scheduled for May.", "The end of life was still set for May.", False),
        ("zh", "议会没有批准码头的出售。", "议会批准了码头的出售。", True),
        ("zh", "议会没有批准码头的出售。", "议会否决了码头的出售。", False),
    ],
)
def test_a_plan_a_denial_and_a_part_of_a_group(
    language: str, quote: str, statement: str, found: bool
) -> None:
    assert _is_turned(language, quote, statement) is found


def _is_turned(language: str, quote: str, statement: str) -> bool:
    own, cited = find_figures(statement, language), find_figures(quote, language)
    return bool(list(turned_clauses(align(language, statement, own, [(language, quote, cited)]))))


@each(
    ("language", "quote", "statement", "turned", "alike"),
    [
        ("en", LAKES, "Lake Immel is larger than Lake Orsa.", True, False),
        ("en", LAKES, "Lake Orsa is smaller than Lake Immel.", True, False),
        ("en", LAKES, "Lake Immel is smaller than Lake Orsa.", False, True),
        ("en", LAKES, "Lake Immel is older than Lake Orsa.", False, True),
        ("en", LAKES, "Lake Immel is larger than Lake Vorn.", False, False),
        (
            "it",
            "Il lago Orsa è più grande del lago Immel.",
            "Il lago Immel è più grande del lago Orsa.",
            True,
            False,
        ),
        ("de", "Orsa ist größer als Immel.", "Immel ist größer als Orsa.", True, False),
        ("en", "Rovers beat Athletic 3-1.", "Athletic beat Rovers 3-1.", True, False),
        ("en", "Rovers beat Athletic 3-1.", "Athletic were beaten by Rovers 3-1.", False, False),
        ("fr", "Orsa est plus grand que Immel.", "Immel est plus grand que Orsa.", True, False),
    ],
)
def test_a_comparison_the_other_way_round(
    language: str, quote: str, statement: str, turned: bool, alike: bool
) -> None:
    assert bool(list(turned_comparisons(language, statement, [(language, quote)]))) is turned
    assert compares_alike(language, statement, [(language, quote)]) is alike
