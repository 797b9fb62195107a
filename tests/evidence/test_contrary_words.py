"""A word is not its opposite."""

from __future__ import annotations

from support.cases import each

from bindery.evidence.contrary_words import contrary_words


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
