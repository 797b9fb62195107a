"""How languages build their numbers in words, and the words of German, French, Spanish, Italian, Portuguese, Dutch and others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
        join: the word that joins the parts of a number, such as `e` in `vinte e dois`; empty for none.
        pairs: whether tens and ones are words of their own.
        compounds: what a thousand and a hundred are in a number of one word, such as `duemilatrecento`.
        link: what may stand after them there: `und` in `hundertundeins`; empty for none.
        attaches: whether the word that joins may be written together with the next one.
    """

    cardinals: Mapping[str, int | Fraction]
    hundreds: frozenset[str]
    scales: dict[str, int]
    ones: frozenset[str]
    join: str = ""
    pairs: bool = False
    compounds: Mapping[str, int] = field(default_factory=dict)
    link: str = ""
    attaches: bool = False


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
_GERMAN = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
)
_FRENCH_TENS = {
    20: "vingt",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
    80: "quatre-vingt",
}
_SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
_SPANISH_TENS = {30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa"}  # fmt: skip
_SPANISH_HUNDREDS = {"doscient": 200, "trescient": 300, "cuatrocient": 400, "quinient": 500, "seiscient": 600, "setecient": 700, "ochocient": 800, "novecient": 900}  # fmt: skip
_URDU = (
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس اکیس بائیس تئیس چوبیس "
    "پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس "
    "تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ "
    "اکسٹھ باسٹھ ترسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی اسی "
    "اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکیانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے "
    "اٹھانوے ننانوے"
)


def _counted(words: tuple[str, str, str, str]) -> dict[str, int | Fraction]:
    """The numbers of a table."""
    small, teens, tens, hundreds = (part.split() for part in words)
    found: dict[str, int | Fraction] = {word: n for n, word in enumerate(small)}
    found |= {word: 10 + n for n, word in enumerate(teens)}
    found |= {word: 10 * n for n, word in enumerate(tens, 2)}
    return found | {word: 100 * n for n, word in enumerate(hundreds, 2)}


def _german() -> NumberLanguage:
    words = _GERMAN.split()
    small = {word: n for n, word in enumerate(words)}
    tens = {word: 10 * n for n, word in enumerate(_GERMAN_TENS.split(), 2)}
    below: dict[str, int | Fraction] = {**small, **tens, "eins": 1}
    below |= {f"{one}und{ten}": small[one] + tens[ten] for one in words[1:10] for ten in tens}
    every = below | {word.replace("ß", "ss"): value for word, value in below.items() if "ß" in word}
    every |= {f"{lead}einhalb": small[lead] + Fraction(1, 2) for lead in words[1:10]}
    every |= dict.fromkeys(("anderthalb", "eineinhalb"), Fraction(3, 2))
    every |= {"zweier": 2, "dreier": 3, "zweien": 2, "dreien": 3, "zwo": 2}  # genitives and datives
    scales = {"dutzend": 12, "tausend": 10**3, "million": 10**6, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9}  # fmt: skip
    articles = ("ein", "eine", "einer", "einem", "einen", "eines", "eins")
    every |= dict.fromkeys(articles, 1)
    compounds = {"tausend": 10**3, "hundert": 100}
    return NumberLanguage(every, frozenset(), scales, frozenset(articles), compounds=compounds, link="und")


def _french() -> NumberLanguage:
    small = dict(enumerate([*_FRENCH.split(), "dix-huit", "dix-neuf"]))
    found: dict[str, int | Fraction] = {word: n for n, word in small.items()}
    for ten, word in _FRENCH_TENS.items():
        found[word] = found[f"{word}s"] = ten
        most = 20 if ten in (60, 80) else 10
        found |= {f"{word}-{small[n]}": ten + n for n in range(1, most)}
        found |= {f"{word} et {small[n]}": ten + n for n in (1, 11) if n < most}
    for ten, word in ((70, "septante"), (80, "huitante"), (90, "nonante")):
        found |= {
            word: ten,
            **{f"{word}-{small[n]}": ten + n for n in range(1, 10)},
            f"{word} et un": ten + 1,
        }
    found |= {f"{word}e": value for word, value in found.items() if word.endswith(("-un", " un"))}
    cardinals = {word.replace("-", " "): value for word, value in found.items()}
    scales = {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
    ones = frozenset({"un", "une", "six"})
    return NumberLanguage({**cardinals, "une": 1}, frozenset({"cent", "cents"}), scales, ones)


def _spanish() -> NumberLanguage:
    small = _SPANISH.split()
    found: dict[str, int | Fraction] = {word: n for n, word in enumerate(small)}
    found |= {word: ten for ten, word in _SPANISH_TENS.items()}
    found |= {"veintiún": 21, "veintiuna": 21, "un": 1, "una": 1}
    found |= {f"{stem}{end}": value for stem, value in _SPANISH_HUNDREDS.items() for end in ("os", "as")}
    scales = {"mil": 10**3, "millón": 10**6, "millones": 10**6}
    ones = frozenset({"uno", "un", "una"})
    return NumberLanguage(found, frozenset({"cien", "ciento"}), scales, ones, "y", pairs=True)


def _italian() -> NumberLanguage:
    small = _ITALIAN[0].split()
    below = {word: value for word, value in _counted(_ITALIAN).items() if value < 100}  # noqa: PLR2004
    for ten, word in enumerate(_ITALIAN[2].split(), 2):  # which lose their vowel before one and eight
        below |= {f"{word}{one}": 10 * ten + n for n, one in enumerate(small) if n and n not in (1, 8)}
        below |= {f"{word[:-1]}{one}": 10 * ten + 1 for one in ("uno", "una", "un")}
        below |= {f"{word[:-1]}otto": 10 * ten + 8, f"{word}tré": 10 * ten + 3}
    scales = {"mille": 10**3, "mila": 10**3, "milione": 10**6, "milioni": 10**6, "miliardo": 10**9, "miliardi": 10**9}  # fmt: skip
    below |= {"un": 1, "una": 1}
    compounds = {"mila": 10**3, "mille": 10**3, "cento": 100, "cent": 100}  # `centotto`
    ones = frozenset({"uno", "un", "una"})
    return NumberLanguage(below, frozenset(), scales, ones, compounds=compounds)


def _portuguese() -> NumberLanguage:
    found = _counted(_PORTUGUESE)
    found |= {
        "quatorze": 14,
        "dezasseis": 16,
        "dezassete": 17,
        "dezanove": 19,
        "cinqüenta": 50,
        "uma": 1,
        "duas": 2,
    }
    found |= {f"{word[:-2]}as": n for word, n in found.items() if word.endswith("entos")}
    scales = {"mil": 10**3, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9, "bilhões": 10**9}
    hundreds = frozenset({"cem", "cento"})
    return NumberLanguage(found, hundreds, scales, frozenset({"um", "uma"}), "e", pairs=True)


def _dutch() -> NumberLanguage:
    below = _counted(_DUTCH)
    small, tens = _DUTCH[0].split(), _DUTCH[2].split()
    links = {lead: f"{lead}{'ën' if lead.endswith('e') else 'en'}" for lead in small[1:]}
    below |= {
        f"{links[one]}{word}": 10 * ten + n
        for ten, word in enumerate(tens, 2)
        for n, one in enumerate(small[1:], 1)
    }
    halves = {lead: n + Fraction(1, 2) for n, lead in enumerate(small[1:], 1)}
    found = below | {
        f"{lead}{joint}": value
        for word, value in halves.items()
        for lead, joint in (
            *((links[word], half) for half in ("half", "halve")),
            *(
                (word, f"{joint}{half}")
                for joint in (" en een ", "eneen", "ëneen")
                for half in ("half", "halve")
            ),
        )
    }
    found |= dict.fromkeys(("anderhalf", "anderhalve"), Fraction(3, 2))
    scales = {"duizend": 10**3, "miljoen": 10**6, "miljard": 10**9}
    compounds = {"duizend": 10**3, "honderd": 100}
    return NumberLanguage(found, frozenset(), scales, frozenset({"een"}), compounds=compounds, link="en")


def _turkish() -> NumberLanguage:
    scales = {"bin": 10**3, "milyon": 10**6, "milyar": 10**9}
    teens = {f"on {one}": 10 + n for n, one in enumerate(_TURKISH[0].split()) if n}
    cardinals: dict[str, int | Fraction] = {
        **_counted(_TURKISH),
        "on": 10,
        **teens,
        "bir buçuk": Fraction(3, 2),
    }
    ended = {
        f"{word.replace('dört', 'dörd')}{end}": n
        for word, n in cardinals.items()
        for end in _turkish_ends(word)
        if n > 1
    }
    ended.pop("onu", None)  # him, it
    cardinals = {**ended, **cardinals}
    return NumberLanguage(cardinals, frozenset({"yüz"}), scales, frozenset({"bir"}), pairs=True)


_TURKISH_VOWELS = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}


def _turkish_ends(word: str) -> tuple[str, ...]:
    """The endings of a number of which others are a part: `dokuzu`, nine of them, and `altısından`, from six of them."""
    vowel = _TURKISH_VOWELS[next(letter for letter in reversed(word) if letter in _TURKISH_VOWELS)]
    own = f"s{vowel}" if word[-1] in _TURKISH_VOWELS else vowel
    low = "a" if vowel in "ıu" else "e"
    return (own, f"{own}n{vowel}", f"{own}n{low}", f"{own}nd{low}", f"{own}nd{low}n", f"{own}n{vowel}n")


def _persian() -> NumberLanguage:
    scales = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
    counted = _counted(_PERSIAN)
    large = {word: n for word, n in counted.items() if n >= 20} | {"صد": 100}  # noqa: PLR2004
    joined = {  # `صدوبیست`
        f"{word}و{other}": n + more
        for word, n in large.items()
        for other, more in counted.items()
        if 0 < more < (100 if not n % 100 else 10)
    }
    attached = {f"و{word}": n for word, n in counted.items() if n > 1}
    return NumberLanguage(
        {**attached, **joined, **counted, "یک و نیم": Fraction(3, 2), "ویک": 1},
        frozenset({"صد", "وصد"}),
        scales,
        frozenset({"یک", "ویک"}),
        "و",
        pairs=True,
        compounds={"میلیون": 10**6, "هزار": 10**3},
        link="و",
        attaches=True,
    )


def _with_quarters(
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
    found |= {
        "पाँच": 5,
        "छः": 6,
        "छ": 6,
        "पन्द्रह": 15,
        "अठ्ठाईस": 28,
        "चवालीस": 44,
        "तिरपन": 53,
        "तिरसठ": 63,
        "उन्नासी": 79,
    }
    found |= {word.replace("नवे", "नबे"): n for word, n in found.items() if n > 90}  # noqa: PLR2004
    found |= {"पंचानबे": 95, "पंचानवे": 95, **_with_quarters(found, "साढ़े", "सवा", "पौने")}
    found |= {"डेढ\u093c": Fraction(3, 2), "ढाई": Fraction(5, 2)}
    found = {normalize("NFC", word): value for word, value in found.items()}
    # A letter with a dot below is one character in many texts; NFC has two.
    found |= {word.replace("ड\u093c", "\u095c").replace("ढ\u093c", "\u095d"): n for word, n in found.items()}
    scales |= {"ह\u095bार": 10**3, "करो\u095c": 10**7}
    return NumberLanguage(found, frozenset({"सौ"}), scales, frozenset({"एक"}))


def _urdu() -> NumberLanguage:
    cardinals: dict[str, int | Fraction] = {word: n for n, word in enumerate(_URDU.split())}
    cardinals |= _with_quarters(cardinals, "ساڑھے", "سوا", "پونے")
    cardinals |= {"ڈیڑھ": Fraction(3, 2), "ڈھائی": Fraction(5, 2)}
    scales = {
        "ہزار": 10**3,
        "لاکھ": 10**5,
        "ملین": 10**6,
        "کروڑ": 10**7,
        "ارب": 10**9,
        "بلین": 10**9,
        "کھرب": 10**11,
    }
    return NumberLanguage(cardinals, frozenset({"سو"}), scales, frozenset({"ایک"}))


def number_languages() -> dict[str, NumberLanguage]:
    """Each of these languages, by its code."""
    return {
        "de": _german(),
        "fr": _french(),
        "es": _spanish(),
        "it": _italian(),
        "pt": _portuguese(),
        "nl": _dutch(),
        "tr": _turkish(),
        "fa": _persian(),
        "hi": _hindi(),
        "ur": _urdu(),
    }
