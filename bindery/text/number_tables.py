"""Numbers below a hundred, and the hundreds, in words of Italian, Portuguese, Dutch, Russian, Polish, Turkish, Persian and Hindi."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from unicodedata import normalize


@dataclass(frozen=True)
class NumberLanguage:
    """How a language builds its numbers.

    Attributes:
        cardinals: the numbers below a hundred, and others that are written as one word, by their words.
        hundreds: the words for a hundred.
        scales: the words for a thousand and more.
        ones: the words for one, which are articles too and no number alone.
    """

    cardinals: Mapping[str, int | Fraction]
    hundreds: frozenset[str]
    scales: dict[str, int]
    ones: frozenset[str]


# Of each language: 0 to 9, 10 to 19, the tens from 20, and the hundreds from 200 where they are words of their own.
_ITALIAN = (
    "zero uno due tre quattro cinque sei sette otto nove",
    "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "duecento trecento quattrocento cinquecento seicento settecento ottocento novecento",
)
_PORTUGUESE = (
    "zero um dois três quatro cinco seis sete oito nove",
    "dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
)
_DUTCH = (
    "nul een twee drie vier vijf zes zeven acht negen",
    "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "",
)
_RUSSIAN = (
    "ноль один два три четыре пять шесть семь восемь девять",
    "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
    "двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
)
_POLISH = (
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
    "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset",
)
_TURKISH = (
    "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "",
    "yirmi otuz kırk elli altmış yetmiş seksen doksan",
    "",
)
_PERSIAN = (
    "صفر یک دو سه چهار پنج شش هفت هشت نه",
    "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده",
    "بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
    "دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
)
_HINDI = (
    "शून्य एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस "
    "छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस "
    "चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ "
    "बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे "
    "अट्ठानवे निन्यानवे"
)
_HALVES = {  # one and a half, two and a half
    "polish": {"półtora": Fraction(3, 2), "półtorej": Fraction(3, 2)},
    "russian": dict.fromkeys(("полтора", "полторы", "полутора"), Fraction(3, 2)),
    "hindi": {"डेढ\u093c": Fraction(3, 2), "ढाई": Fraction(5, 2)},
}
# Forms after `more than` and the like.
_RUSSIAN_OBLIQUE = (
    "нуля одного двух трёх четырёх пяти шести семи восьми девяти",
    "десяти одиннадцати двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати",
    "двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста",
    "двухсот трёхсот четырёхсот пятисот шестисот семисот восьмисот девятисот",
)
_POLISH_OBLIQUE = (
    "zera jednego dwóch trzech czterech pięciu sześciu siedmiu ośmiu dziewięciu",
    "dziesięciu jedenastu dwunastu trzynastu czternastu piętnastu szesnastu siedemnastu osiemnastu dziewiętnastu",
    "dwudziestu trzydziestu czterdziestu pięćdziesięciu sześćdziesięciu siedemdziesięciu osiemdziesięciu dziewięćdziesięciu",
    "dwustu trzystu czterystu pięciuset sześciuset siedmiuset ośmiuset dziewięciuset",
)
_RUSSIAN_INSTRUMENTAL = (  # `десятью годами ранее`
    "нулём одним двумя тремя четырьмя пятью шестью семью восемью девятью",
    "десятью одиннадцатью двенадцатью тринадцатью четырнадцатью пятнадцатью шестнадцатью семнадцатью восемнадцатью девятнадцатью",
    "двадцатью тридцатью сорока пятьюдесятью шестьюдесятью семьюдесятью восемьюдесятью девяноста",
    "двумястами тремястами четырьмястами пятьюстами шестьюстами семьюстами восемьюстами девятьюстами",
)
_RUSSIAN_TOGETHER = "двое трое четверо пятеро шестеро семеро"  # of people, from two on
_POLISH_TOGETHER = "dwoje troje czworo pięcioro sześcioro siedmioro ośmioro dziewięcioro dziesięcioro"
UNSURE = frozenset(["venti", "mille", "mil", "cem", "sto", "yüz", "elli", "ده", "سی", "نود", "सात"])
"""Words that mostly mean something else: winds, a face, a village. They carry a figure, but are none to be carried."""


def _counted(words: tuple[str, str, str, str], between: str | None) -> dict[str, int | Fraction]:
    """The numbers of a table, with those of two words: tens, what is between the two, and a number below ten."""
    small, teens, tens, hundreds = (part.split() for part in words)
    found: dict[str, int | Fraction] = {word: n for n, word in enumerate(small)}
    found |= {word: 10 + n for n, word in enumerate(teens)}
    found |= {word: 100 * n for n, word in enumerate(hundreds, 2)}
    for ten, word in enumerate(tens, 2):
        found[word] = 10 * ten
        if between is not None:
            found |= {f"{word}{between}{small[n]}": 10 * ten + n for n in range(1, 10)}
    return found


def _italian() -> NumberLanguage:
    found = _counted(_ITALIAN, "")
    for word, value in _counted(_ITALIAN, None).items():
        if 20 <= value < 100:  # noqa: PLR2004  the tens, which lose their vowel before one and eight
            found |= {f"{word[:-1]}uno": value + 1, f"{word[:-1]}otto": value + 8, f"{word}tré": value + 3}
    found |= {f"{word}mila": 1000 * value for word, value in found.items() if value > 1}
    scales = {"mille": 10**3, "mila": 10**3, "milione": 10**6, "milioni": 10**6, "miliardo": 10**9}
    return NumberLanguage(found, frozenset({"cento"}), scales, frozenset({"uno", "un", "una"}))


def _portuguese() -> NumberLanguage:
    found = _counted(_PORTUGUESE, " e ")
    found |= {"quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "uma": 1, "duas": 2}
    found |= {f"{word[:-2]}as": n for word, n in found.items() if word.endswith("entos")}
    scales = {"mil": 10**3, "milhão": 10**6, "milhões": 10**6}
    return NumberLanguage(found, frozenset({"cem", "cento"}), scales, frozenset({"um", "uma"}))


def _dutch() -> NumberLanguage:
    found = _counted(_DUTCH, None)
    small, tens = _DUTCH[0].split(), _DUTCH[2].split()
    for ten, word in enumerate(tens, 2):
        for one, lead in enumerate(small[1:], 1):
            found[f"{lead}{'ën' if lead.endswith('e') else 'en'}{word}"] = 10 * ten + one
    found |= {
        f"{lead}{'ën' if lead.endswith('e') else 'en'}half": one + Fraction(1, 2)
        for one, lead in enumerate(small[1:], 1)
    }
    found["anderhalf"] = Fraction(3, 2)
    found |= {f"{lead}honderd": 100 * one for one, lead in enumerate(small[2:], 2)}
    scales = {"duizend": 10**3, "miljoen": 10**6, "miljard": 10**9}
    return NumberLanguage(found, frozenset({"honderd"}), scales, frozenset({"een"}))


def _russian() -> NumberLanguage:
    scales = {"тысяча": 10**3, "тысячи": 10**3, "тысяч": 10**3, "миллион": 10**6, "миллиона": 10**6, "миллионов": 10**6}  # fmt: skip
    found = _counted(_RUSSIAN_INSTRUMENTAL, " ") | _counted(_RUSSIAN, " ") | _counted(_RUSSIAN_OBLIQUE, " ")
    found |= {word.replace("два", "две"): n for word, n in found.items() if word.endswith("два")}
    found |= {word.replace("один", "одна"): n for word, n in found.items() if word.endswith("один")}
    found |= {word.replace("ё", "е"): n for word, n in found.items() if "ё" in word}
    found |= {word: n for n, word in enumerate(_RUSSIAN_TOGETHER.split(), 2)}
    ones = frozenset({"один", "одна", "одного", "одним", "семью"})  # `семью` is a family too
    return NumberLanguage({**found, **_HALVES["russian"]}, frozenset({"сто", "ста"}), scales, ones)


def _polish() -> NumberLanguage:
    scales = {"tysiąc": 10**3, "tysiące": 10**3, "tysięcy": 10**3, "milion": 10**6, "miliony": 10**6, "milionów": 10**6}  # fmt: skip
    found = _counted(_POLISH, " ") | _counted(_POLISH_OBLIQUE, " ")
    found |= {word.replace("dwa", "dwie"): n for word, n in found.items() if word.split()[-1] == "dwa"}
    found |= {word: n for n, word in enumerate(_POLISH_TOGETHER.split(), 2)}
    ones = frozenset({"jeden", "jednego"})
    return NumberLanguage({**found, **_HALVES["polish"]}, frozenset({"sto", "stu"}), scales, ones)


def _turkish() -> NumberLanguage:
    found = _counted(_TURKISH, " ")
    small = _TURKISH[0].split()
    found |= {"on": 10, **{f"on {small[n]}": 10 + n for n in range(1, 10)}}
    scales = {"bin": 10**3, "milyon": 10**6, "milyar": 10**9}
    return NumberLanguage(found, frozenset({"yüz"}), scales, frozenset({"bir"}))


def _persian() -> NumberLanguage:
    scales = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
    return NumberLanguage(_counted(_PERSIAN, " و "), frozenset({"صد"}), scales, frozenset({"یک"}))


def with_quarters(
    cardinals: Mapping[str, int | Fraction], half: str, quarter: str, less: str
) -> dict[str, int | Fraction]:
    """Numbers and a half, and a quarter more or less: 3½ for `साढ़े तीन`, 2¼ for `सवा दो`, 2¾ for `पौने तीन`."""
    found = {f"{half} {word}": value + Fraction(1, 2) for word, value in cardinals.items() if value >= 3}  # noqa: PLR2004
    found |= {f"{quarter} {word}": value + Fraction(1, 4) for word, value in cardinals.items() if value >= 2}  # noqa: PLR2004
    found |= {f"{less} {word}": value - Fraction(1, 4) for word, value in cardinals.items() if value >= 2}  # noqa: PLR2004
    return {**found, quarter: Fraction(5, 4)}


def _hindi() -> NumberLanguage:
    scales = {
        "हज\u093cार": 10**3,
        "हजार": 10**3,
        "लाख": 10**5,
        "मिलियन": 10**6,
        "अरब": 10**9,
        "करोड\u093c": 10**7,
    }
    found: dict[str, int | Fraction] = {word: n for n, word in enumerate(_HINDI.split())}
    found |= {"पाँच": 5, "छः": 6, "छ": 6, **with_quarters(found, "साढ़े", "सवा", "पौने"), **_HALVES["hindi"]}
    found = {normalize("NFC", word): value for word, value in found.items()}
    # A letter with a dot below is one character in many texts; NFC has two.
    found |= {word.replace("ड\u093c", "\u095c").replace("ढ\u093c", "\u095d"): n for word, n in found.items()}
    scales |= {"ह\u095bार": 10**3, "करो\u095c": 10**7}
    return NumberLanguage(found, frozenset({"सौ"}), scales, frozenset({"एक"}))


def number_languages() -> dict[str, NumberLanguage]:
    """Each of these languages, by its code."""
    return {
        "it": _italian(),
        "pt": _portuguese(),
        "nl": _dutch(),
        "ru": _russian(),
        "pl": _polish(),
        "tr": _turkish(),
        "fa": _persian(),
        "hi": _hindi(),
    }
