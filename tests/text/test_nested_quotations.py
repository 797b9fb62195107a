"""Quotation marks of many languages are paired, and apostrophes are not."""

from __future__ import annotations

from support.cases import each

from bindery.text.nested_quotations import QUOTATION_MARKS, nested_quotations
from bindery.text.tokenised import text_of_tokens, tokenise


@each(
    ("text", "quoted"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes, ‘maybe’ then” twice.", ["maybe", "yes, 'maybe' then"]),
        ("Er rief: „Ja!“, dann »nein«.", ["Ja!", "nein"]),
        ("Il dit « oui » puis «non».", ["oui", "non"]),
        ("Han sa ”ja” och gick.", ["ja"]),
        ("Он сказал: «Да», — и ушёл.", ["Да"]),
        ("壁には「市長は『泥棒』だ」とある。", ["泥棒", "市長は『泥棒』だ"]),
        ("墙上写“市长是小偷”字样。", ["市长是小偷"]),
        ("وقال: «نعم» ثم ذهب.", ["نعم"]),
        ('She asked ("why?") twice.', ["why?"]),
        ("The boats' owners and the sailors' wives left.", []),
        ("It's the '90s crew's 5\" pipe and 6\" nail.", []),
        ('He wrote "the pier fell\n\nThe pier" held.', []),
        ('An empty "" says nothing.', []),
    ],
)
def test_each_quotation_has_both_of_its_marks(text: str, quoted: list[str]) -> None:
    reading = tokenise(text)
    marks = [at for at, token in enumerate(reading.tokens) if token[0] in QUOTATION_MARKS]
    found = [text_of_tokens(reading, first + 1, last) for first, last in nested_quotations(reading, marks)]
    assert found == quoted
