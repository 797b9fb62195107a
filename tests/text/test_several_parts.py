"""Shares of several parts in words of many languages."""

from __future__ import annotations

from fractions import Fraction

from support.cases import each

from bindery.text import numerals

SHARES = {
    "2/3": """
de: zwei Drittel der Fläche | mit zwei Dritteln
fr: les deux tiers des gens
es: dos tercios | dos terceras partes
it: due terzi della città
pt: dois terços | duas terças partes
nl: twee derde van de stad
ru: две трети | двух третей | двумя третями
pl: dwie trzecie | dwóch trzecich
tr: üçte ikisi | üçte ikisini
ur: دو تہائی
hi: दो तिहाई | दो-तिहाई
ar: ثلثي السكان | وثلثا السكان
fa: دو سوم | دو‌سوم""",
    "3/4": """
de: drei Viertel
fr: trois quarts
es: tres cuartos de los votos
it: tre quarti dei voti
pt: três quartos dos votos
nl: drie kwart van de stad
ru: трёх четвертей
pl: trzech czwartych
tr: dörtte üçü
ur: تین چوتھائی
hi: तीन-चौथाई
ar: ثلاثة أرباع
fa: سه چهارم""",
    "3/5": """
de: drei Fünftel
fr: trois cinquièmes
es: tres quintos
it: tre quinti
pt: três quintos
nl: drie vijfde van de stad
ru: трёх пятых
pl: trzech piątych
tr: beşte üçü
ar: ثلاثة أخماس الأسر
fa: سه پنجم""",
    "1/2": """
ar: نصفهم من الأطفال
pt: quase metade ardeu
it: quasi metà della città""",
}
NONE = """
ru: три десятых процента
it: i tre quarti di finale
nl: de twee derde klassen
en: three quarts of milk
fr: six dixièmes
"""
CASES = [
    (share, language, words.strip())
    for share, lines in SHARES.items()
    for line in lines.strip().splitlines()
    for language, _, listed in [line.partition(": ")]
    for words in listed.split(" | ")
]


@each(("share", "language", "words"), CASES)
def test_several_parts_are_a_share(share: str, language: str, words: str) -> None:
    found = [one.value for one in numerals.find_figures(words, language) if one.unit == "share"]
    assert found == [Fraction(share)]


@each(("language", "words"), [line.split(": ") for line in NONE.strip().splitlines()[:-1]])
def test_other_words_are_no_share(language: str, words: str) -> None:
    assert not [one for one in numerals.find_figures(words, language) if one.unit == "share"]
