"""Numbers in words of Russian and Polish, in every case and gender."""

from __future__ import annotations

from fractions import Fraction

from bindery.text.number_tables import NumberLanguage

# Each number that is one word, in its forms. Numbers between the tens are two words, each in a form of its own.
_RUSSIAN = {
    0: "ноль нуль нуля",
    1: "один одна одно одни одного одной одну одних одному одним одном одними",
    2: "два две двух двум двумя двое двоих двоим двоими",
    3: "три трёх трём тремя трое троих троим троими",
    4: "четыре четырёх четырём четырьмя четверо четверых четверым четверыми",
    5: "пять пяти пятью пятеро пятерых пятерым",
    6: "шесть шести шестью шестеро шестерых шестерым",
    7: "семь семи семью семеро семерых семерым",
    8: "восемь восьми восемью восьмью восьмеро восьмерых",
    9: "девять девяти девятью девятеро девятерых",
    10: "десять десяти десятью десятеро",
    11: "одиннадцать одиннадцати одиннадцатью",
    12: "двенадцать двенадцати двенадцатью",
    13: "тринадцать тринадцати тринадцатью",
    14: "четырнадцать четырнадцати четырнадцатью",
    15: "пятнадцать пятнадцати пятнадцатью",
    16: "шестнадцать шестнадцати шестнадцатью",
    17: "семнадцать семнадцати семнадцатью",
    18: "восемнадцать восемнадцати восемнадцатью",
    19: "девятнадцать девятнадцати девятнадцатью",
    20: "двадцать двадцати двадцатью",
    30: "тридцать тридцати тридцатью",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью",
    60: "шестьдесят шестидесяти шестьюдесятью",
    70: "семьдесят семидесяти семьюдесятью",
    80: "восемьдесят восьмидесяти восемьюдесятью восьмьюдесятью",
    90: "девяносто девяноста",
    200: "двести двухсот двумстам двумястами двухстах",
    300: "триста трёхсот трёмстам тремястами трёхстах",
    400: "четыреста четырёхсот четырёмстам четырьмястами четырёхстах",
    500: "пятьсот пятисот пятистам пятьюстами пятистах",
    600: "шестьсот шестисот шестистам шестьюстами шестистах",
    700: "семьсот семисот семистам семьюстами семистах",
    800: "восемьсот восьмисот восьмистам восемьюстами восьмьюстами восьмистах",
    900: "девятьсот девятисот девятистам девятьюстами девятистах",
}
_RUSSIAN_SCALES = {
    10**3: "тысяча тысячи тысяч тысяче тысячу тысячей тысячью тысячам тысячами тысячах",
    10**6: "миллион миллиона миллионов миллиону миллионом миллионе миллионы миллионам миллионами миллионах",
    10
    ** 9: "миллиард миллиарда миллиардов миллиарду миллиардом миллиарде миллиарды миллиардам миллиардами миллиардах",
}
_RUSSIAN_ONES = frozenset([*_RUSSIAN[1].split(), "семью"])  # `семью` is a family too
_POLISH = {
    0: "zero zera",
    1: "jeden jedna jedno jednego jednej jednemu jedną jednym jedni jedne jednych jednymi",
    2: "dwa dwie dwaj dwóch dwom dwóm dwoma dwiema dwu dwoje dwojga dwojgu",
    3: "trzy trzej trzech trzem trzema troje trojga trojgu",
    4: "cztery czterej czterech czterem czterema czworo czworga czworgu",
    5: "pięć pięciu pięcioma pięcioro pięciorga",
    6: "sześć sześciu sześcioma sześcioro sześciorga",
    7: "siedem siedmiu siedmioma siedmioro siedmiorga",
    8: "osiem ośmiu ośmioma ośmioro ośmiorga",
    9: "dziewięć dziewięciu dziewięcioma dziewięcioro dziewięciorga",
    10: "dziesięć dziesięciu dziesięcioma dziesięcioro dziesięciorga",
    11: "jedenaście jedenastu jedenastoma jedenaścioro",
    12: "dwanaście dwunastu dwunastoma dwanaścioro",
    13: "trzynaście trzynastu trzynastoma trzynaścioro",
    14: "czternaście czternastu czternastoma czternaścioro",
    15: "piętnaście piętnastu piętnastoma piętnaścioro",
    16: "szesnaście szesnastu szesnastoma szesnaścioro",
    17: "siedemnaście siedemnastu siedemnastoma siedemnaścioro",
    18: "osiemnaście osiemnastu osiemnastoma osiemnaścioro",
    19: "dziewiętnaście dziewiętnastu dziewiętnastoma dziewiętnaścioro",
    20: "dwadzieścia dwudziestu dwudziestoma dwadzieścioro",
    30: "trzydzieści trzydziestu trzydziestoma trzydzieścioro",
    40: "czterdzieści czterdziestu czterdziestoma",
    50: "pięćdziesiąt pięćdziesięciu pięćdziesięcioma",
    60: "sześćdziesiąt sześćdziesięciu sześćdziesięcioma",
    70: "siedemdziesiąt siedemdziesięciu siedemdziesięcioma",
    80: "osiemdziesiąt osiemdziesięciu osiemdziesięcioma",
    90: "dziewięćdziesiąt dziewięćdziesięciu dziewięćdziesięcioma",
    200: "dwieście dwustu dwustoma",
    300: "trzysta trzystu trzystoma",
    400: "czterysta czterystu czterystoma",
    500: "pięćset pięciuset",
    600: "sześćset sześciuset",
    700: "siedemset siedmiuset",
    800: "osiemset ośmiuset",
    900: "dziewięćset dziewięciuset",
}
_POLISH_SCALES = {
    10**3: "tysiąc tysiąca tysiącu tysiącowi tysiącem tysiące tysięcy tysiącom tysiącami tysiącach",
    10**6: "milion miliona milionowi milionem milionie miliony milionów milionom milionami milionach",
    10
    ** 9: "miliard miliarda miliardowi miliardem miliardzie miliardy miliardów miliardom miliardami miliardach",
}


def _by_form(table: dict[int, str]) -> dict[str, int | Fraction]:
    return {form: value for value, forms in table.items() for form in forms.split()}


def russian() -> NumberLanguage:
    """The numbers of Russian, with `ё` or `е`."""
    found = _by_form(_RUSSIAN) | dict.fromkeys(("полтора", "полторы", "полутора"), Fraction(3, 2))
    found |= {word.replace("ё", "е"): n for word, n in found.items() if "ё" in word}
    scales = {form: int(n) for form, n in _by_form(_RUSSIAN_SCALES).items()}
    return NumberLanguage(found, frozenset({"сто", "ста"}), scales, _RUSSIAN_ONES, pairs=True)


def polish() -> NumberLanguage:
    """The numbers of Polish."""
    found = _by_form(_POLISH) | dict.fromkeys(("półtora", "półtorej"), Fraction(3, 2))
    scales = {form: int(n) for form, n in _by_form(_POLISH_SCALES).items()}
    ones = frozenset(_POLISH[1].split())
    return NumberLanguage(found, frozenset({"sto", "stu", "stoma"}), scales, ones, pairs=True)
