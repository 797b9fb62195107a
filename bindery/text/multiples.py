"""Shares and multiples in words of many languages: `la moitié`, `zwei von drei`, `one in ten`, `doubled`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from bindery.text.number_context import names_time
from bindery.text.number_words import SpelledNumber
from bindery.text.several_parts import find_several_parts, may_be_in_several_parts

# The parts of one.
_SHARES = {
    Fraction(1, 2): (
        r"(?<!rste )(?<!rsten )(?<!weite )(?<!weiten )(?:(?:die|der|eine) )?hälfte|halb so (?:viel|groß|hoch|lang|teuer|schnell|oft|schwer|alt|weit)\w*",
        r"(?<!\w)la moitié",
        r"(?<!\w)la mitad",
        r"(?<!\w)la metà|(?<!prima )(?<!seconda )metà de\w+|(?<=lla )metà(?!\w)|(?<=quasi )metà|(?<=circa )metà",
        r"نصف(?! (?:شب|النهائي|الليل|الأول|الثاني))|نصفهم|نصفها|نصفهن|نصفه|آدھ[اےی](?! رات)|نیمی از",
        r"आध[ाेी](?! रात)",
        r"(?<!первой )(?<!первую )(?<!второй )(?<!вторую )половин[аыуе]",
        r"(?<!ilk )(?<!ikinci )(?<!son )yarısı\w*|yarıya|yarı yarıya",
        r"(?<!eerste )(?<!tweede )(?:(?:de )?helft van|(?<!\w)de helft(?! van))",
        r"metade d[eoa]s?|(?:pela|para) metade|(?<=quase )metade|(?<=cerca de )metade|(?<=mais de )metade|(?<=menos de )metade",
        r"(?<!pierwszej )(?<!drugiej )(?<!pierwszą )(?<!drugą )połow[aęyą]",
        r"halv(?:ed|ing)|halbier\w*|dimezz\w+|divisé\w* par deux|gehalveerd|halveerde|halveren|halvering|de moitié|النصف(?! (?:الأول|الثاني))|نیمایي",
    ),
    Fraction(1, 3): (
        r"eine[mns]? drittel|ein drittel",
        r"(?:un|le) tiers(?! (?:monde|état))",
        r"un tercio|una tercera parte",
        r"un terzo",
        r"(?<!دو )(?:ایک )?تہائی|(?<!\w)ثلث|یک[ \u200c]سوم",
        r"(?<!दो )(?:एक )?तिहाई",
        r"(?<!две )треть(?!\w)|кажд(?:ый|ая|ое|ого|ую|ой) трет(?:ий|ья|ье|ьего|ью|ьей)",
        r"üçte biri\w*",
        r"(?<!twee )een derde van",
        r"um terço|uma terça parte",
        r"jedn[aąe]j? trzeci[aąe]j?|(?<!dwie )trzecia część",
        r"درېیمه برخه|ثلثهم|ثلثها",
    ),
    Fraction(2, 3): (r"ثلث(?:ا|ي)|وثلث(?:ا|ي)|بثلثي|لثلثي",),
    Fraction(1, 4): (
        r"ein viertel|eine[ms] viertel de[rs]",
        r"(?:un|le) quart(?! d[’']heure)",
        r"un cuarto de l[ao]s|una cuarta parte",
        r"un quarto de\w+",
        r"(?<!تین )(?:ایک )?چوتھائی|یک[ \u200c]چهارم",
        r"(?<!तीन )(?:एक )?चौथाई",
        r"четверть(?!\w)|кажд(?:ый|ая|ое|ого|ую|ой) четв[её]рт\w+",
        r"dörtte biri\w*",
        r"een kwart van",
        r"um quarto d[aeo]s?(?! hora)",
        r"jedn[aąe]j? czwart[aąe]j?|ćwierć(?! wieku)",
        r"ربع(?! (?:ساعة|الساعة|النهائي|قرن))|ربعهم|ربعها",
    ),
    Fraction(3, 4): (r"driekwart",),
    Fraction(1, 5): (
        r"een vijfde van|um quinto d[aeo]s?|uma quinta parte|un quinto d(?:ei|el|egli|elle|ella)|пятая часть|кажд(?:ый|ая|ое|ого|ую|ой) пят\w+|пят(?:ая|ую|ой) част\w+",
        r"beşte biri\w*|jedn[aąe]j? piąt[aąe]j?|پانچواں حصہ|یک[ \u200c]پنجم|पांचवां हिस्सा|(?<!\w)(?:خمس|خُمس)(?= ال)|پنځمه برخه",
        r"ein fünftel",
        r"un cinquième",
        r"una quinta parte|un quinto de\w*",
    ),
    Fraction(1, 6): (
        r"ein sechstel",
        r"un sixième d\w+",
        r"una sexta parte|un sexto d\w+|um sexto d[aeo]s?|uma sexta parte|un sesto d\w+|een zesde van|шест(?:ая|ую) част\w+",
    ),
    Fraction(1, 8): (r"ein achtel", r"un huitième d\w+", r"una octava parte|un ottavo d\w+"),
    Fraction(1, 10): (
        r"een tiende van|um décimo d[aeo]s?|десят(?:ая|ую|ой) част\w+|кажд(?:ый|ая|ое|ого|ую|ой) десят\w+|onda biri\w*|دسواں حصہ|یک[ \u200c]دهم|عشر(?= ال)",
        r"ein zehntel",
        r"un dixième",
        r"una décima parte|un decimo de\w+",
    ),
}
# Words that say how many times as many: the value, and the words.
_MULTIPLES = {
    2: (
        r"doubling|verdopp(?:el)?\w*|doppelt so|(?:das|ums) doppelte|zweifache?|zweimal so|doublé\w*|doubl(?:er|ait|aient|èrent|ement)"
        r"|(?:le |(?<=du )|(?<=au ))double(?= d)|multiplié\w* par deux|duplic(?:ó|ad[oa]s?|aron|ar|arse|ou|aram)|(?:el|al|del) doble|se dobló"
        r"|raddoppi\w+|(?:il|al|del|dal|nel) doppio|verdubbel\w*|dubbel zo\w*|dobr(?:ou|aram|ado|ada|ar)|(?:o|do|ao|no) dobro|удво(?:ил|ен|ит|ение)\w*|вдвое"
        r"|podwoi\w+|podwoj\w+|dwukrotn\w+|iki kat\w*|ikiye katla\w+|دگن[اےی]|دوگن[اےی]|دو گنا|दोगुन[ाेी]|दुगुन[ाेी]|दुगन[ाेी]|दो गुना"
        r"|تضاعف\w*|يتضاعف\w*|الضعف|الضعفين|ضعفي|ضعف(?= (?:ال|عدد|معدل|مستوى|قيمة|حجم|نسبة|ما |ذلك))|ضعفها|ضعفه|دو برابر|دوبرابر|دوه چنده|دوچند|دوه برابره"
    ),
    3: (
        r"trebling|tripling|verdreifach\w*|das dreifache|dreimal so|triplé\w*|tripl(?:er|ait|aient|èrent|ement)|(?:le|du|au) triple(?= d)"
        r"|triplic\w+|(?:el|al|del) triple|(?:il|al|del) triplo|(?:o|do|ao) triplo|verdrievoudig\w*|утро(?:ил|ен|ит|ение)\w*|втрое|potroi\w+|potroj\w+|trzykrotn\w+"
        r"|üç kat\w*|üçe katla\w+|تگن[اےی]|تین گنا|तिगुन[ाेी]|तीन गुना|ثلاثة أضعاف|ثلاثة اضعاف|سه ?برابر|درې چنده|درې برابره"
    ),
    4: (
        r"quadrupling|vervierfach\w*|das vierfache|viermal so|quadrupl(?:é|er|ait|aient|èrent|ement)\w*|cuadruplic\w+|quadruplic\w+"
        r"|verviervoudig\w*|вчетверо|czterokrotn\w+|dört kat\w*|چوگن[اےی]|چار گنا|चौगुन[ाेी]|चार गुना|أربعة أضعاف|چهار ?برابر|څلور چنده"
    ),
    5: (
        r"quintupl\w+|verfünffach\w*|das fünffache|fünfmal so|впятеро|pięciokrotn\w+|beş kat\w*|پانچ گنا|पांच गुना|خمسة أضعاف|پنج ?برابر"
    ),
    10: r"verzehnfach\w*|das zehnfache|zehnmal so|décupl\w+|вдесятеро|dziesięciokrotn\w+|on kat\w*|دس گنا|दस गुना|عشرة أضعاف|ده برابر",
}
# The numbers from one to ten that `two in three` has, by language; forms of one number have a stroke between them.
_SMALLER = {
    "en": "one two three four five six seven eight nine ten",
    "de": "ein/eine/einer/eines/einem/einen zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "un/une deux trois quatre cinq six sept huit neuf dix",
    "es": "un/una/uno dos tres cuatro cinco seis siete ocho nueve diez",
    "it": "un/una/uno due tre quattro cinque sei sette otto nove dieci",
    "pt": "um/uma dois/duas três quatro cinco seis sete oito nove dez",
    "nl": "een/één/eén twee drie vier vijf zes zeven acht negen tien",
    "ru": "один/одна/одно/каждый два/две/двух/двое три/трёх/трех/трое четыре/четырёх/четверо пять/пяти/пятеро шесть/шестеро семь/семеро восемь девять/девяти десять",
    "pl": "jeden/jedna/jedno dwa/dwie/dwóch trzy/trzech cztery/czterech pięć/pięciu sześć siedem osiem dziewięć/dziewięciu dziesięć",
    "tr": "biri ikisi üçü dördü beşi altısı yedisi sekizi dokuzu onu",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس",
    "hi": "एक दो तीन चार पांच/पाँच छह सात आठ नौ दस",
    "ar": "واحد/واحدة اثنان/اثنين/اثنتان/اثنتين ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني تسعة/تسع عشرة/عشر",
    "fa": "یک دو سه چهار پنج شش هفت هشت نه ده",
}
_LARGER = _SMALLER | {
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz on",
    "ru": "одного двух трёх/трех четырёх/четырех пяти шести семи восьми девяти десяти",
    "pl": "jednego dwóch/dwie trzech/trzy czterech/cztery pięciu/pięć sześciu siedmiu ośmiu dziewięciu dziesięciu/dziesięć",
}
# How the two are joined; A is the smaller one, B the larger one. One word may stand between, as in `un bateau sur trois`.
_OUT_OF = {
    "en": r"A (?:in|out of)(?: every)? B(?! (?:weeks?|days?|months?|years?|hours?|minutes?|times)\b)",
    "de": r"A (?:von|aus) B",
    "fr": r"A (?:(?:\w+|[ld][’']\w+) ){0,4}?sur B",
    "es": r"A (?:\w+ )?de cada B",
    "it": r"A (?:\w+ )?(?:su|ogni) B",
    "pt": r"A (?:\w+ )?em cada B",
    "nl": r"A op de B",
    "ru": r"A из B",
    "pl": r"A (?:z|ze|na) B",
    "tr": r"B \w+ A",
    # `پانچ افسران میں سے دو`, without `every`, are numbers of officers.
    "ur": r"(?P<every>ہر )?B (?(every)(?:\w+ )?|)میں سے A",
    "hi": r"(?P<every>हर )?B (?(every)(?:\S+ )?|)में से A",
    "ar": r"(?:(?<!\w)(?!نحو|حوالي|قرابة|زهاء)\w+ )?A (?:\w+ )?من (?:كل|بين كل) B",
    "fa": r"(?:از )?هر B (?:\w+ )?A",
}
_TO_ONE = re.compile(r"(?<!\w)(?P<many>two|three|four|five|six|seven|eight|nine|ten)[- ]to[- ]one(?!\w)")
_ONE_IN = re.compile(  # `one pupil in five`
    r"(?<!\w)one [^\W\d_]+ (?:in|out of) (?:every )?(?P<whole>two|three|four|five|six|seven|eight|nine|ten)"
    r"(?=\s*(?:$|[.,;:)]|(?:is|are|was|were|has|have|had|says?|said|[a-z]{3,}ed)\b|[a-z]+s\b(?! (?:of|in|at|on|near)\b)))"
    r"(?! (?:weeks?|days?|months?|years?|hours?|minutes?|times)\b)"
)
_EVERY = {  # `every third`
    2: r"every second(?= [a-z]+)(?! (?:counts?|of|that|matter\w*|it|he|she|we|they|and|in)\b)|jede\w? zweite\w?|кажд\w+ втор\w+|co drug\w+|ہر دوسر[اےی]|हर दूसर[ाेी]",
    3: r"every third|jede\w? dritte\w?|кажд\w+ треть\w+|co trzeci\w*|ہر تیسر[اےی]|हर तीसर[ाेी]",
    4: r"every fourth|jede\w? vierte\w?|кажд\w+ четв[её]рт\w+|co czwart\w+|ہر چوتھ[اےی]|हर चौथ[ाेी]",
    5: r"every fifth|jede\w? fünfte\w?|кажд\w+ пят\w+|co piąt\w+|ہر پانچو\w+|हर पांचव\S+",
    6: r"every sixth|jede\w? sechste\w?|кажд\w+ шест\w+|co szóst\w+",
    7: r"every seventh|jede\w? siebte\w?|кажд\w+ седьм\w+|co siódm\w+",
    8: r"every eighth|jede\w? achte\w?|кажд\w+ восьм\w+|co ósm\w+",
    9: r"every ninth|jede\w? neunte\w?|кажд\w+ девят\w+|co dziewiąt\w+",
    10: r"every tenth|jede\w? zehnte\w?|кажд\w+ десят\w+|co dziesiąt\w+|ہر دسو\w+|हर दसव\S+",
}


# What does not stand in every match: classes, letters that may be missing, and what a pattern only looks at.
_AROUND = re.compile(
    r"\[[^\]]*\][?*]?|\(\?<?[!=](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\?P<\w+>|\\\w[?*]?|[^\W\d_][?*]"
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LITERAL = re.compile(r"[^\W\d_]{3,}")
Beginnings = Mapping[str, tuple[str, ...]]
"""How the words of a pattern begin, by their first three letters."""


def find_multiples(text: str, words: set[str]) -> Iterator[SpelledNumber]:
    """Every share and multiple in words.

    Args:
        text: a text in small letters.
        words: its words.
    """
    pattern, meanings, beginnings = _fixed()
    if may_begin(beginnings, text, words):
        for match in pattern.finditer(text):
            value, unit = meanings[match.lastgroup or ""]
            if not (unit == "share" and _is_interval(text, match.end())):
                yield SpelledNumber(*match.span(), value, unit)
    yield from find_several_parts(text, words)
    if "one" in words:
        yield from _with_one(text)
    if _larger_words().isdisjoint(words):
        return
    for triggers, pair, smaller, larger in _pairs():
        if not triggers.isdisjoint(words):
            for match in pair.finditer(text):
                part, whole = smaller[match["a"]], larger[match["b"]]
                if part < whole and not _is_interval(text, match.end()):
                    yield SpelledNumber(*match.span(), Fraction(part, whole), "share")


def _is_interval(text: str, at: int) -> bool:
    """Whether a unit of time follows a share: `every second year` is an interval."""
    word = _NEXT_WORD.match(text, at)
    return word is not None and word[1] != "an" and names_time(word[1])  # German `ein Drittel an den Kosten`


def may_be_in_multiple(word: str) -> bool:
    """Whether a word in small letters may be part of a share or a multiple; all that `find_multiples` finds has one."""
    return word in _larger_words() or may_be_in_several_parts(word) or _begins(_fixed()[2], word)


def _with_one(text: str) -> Iterator[SpelledNumber]:
    small = _values(_SMALLER["en"])
    for match in _TO_ONE.finditer(text):
        yield SpelledNumber(*match.span(), Fraction(small[match["many"]]), "times")
    for match in _ONE_IN.finditer(text):
        yield SpelledNumber(*match.span(), Fraction(1, small[match["whole"]]), "share")


@lru_cache(maxsize=1)
def _fixed() -> tuple[re.Pattern[str], dict[str, tuple[Fraction, str]], Beginnings]:
    """One pattern of every share and multiple, the value and unit of each of its groups, and how its words begin."""
    found = [(value, "share", "|".join(patterns)) for value, patterns in _SHARES.items()]
    found += [(Fraction(1, whole), "share", pattern) for whole, pattern in _EVERY.items()]
    found += [(Fraction(times), "times", pattern) for times, pattern in _MULTIPLES.items()]
    meanings = {f"n{n}": (value, unit) for n, (value, unit, _) in enumerate(found)}
    words = "|".join(f"(?P<n{n}>{pattern})" for n, (_, _, pattern) in enumerate(found))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), meanings, beginnings_of(words)


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[set[str], re.Pattern[str], dict[str, int], dict[str, int]], ...]:
    """For each language: the words of which one must be there, the pattern, and the value of each word."""
    return tuple(_pair(language, joint) for language, joint in _OUT_OF.items())


@lru_cache(maxsize=1)
def _larger_words() -> frozenset[str]:
    """The words of which one must be in a text that has `two in three` in any language."""
    return frozenset(word for words in _LARGER.values() for word in _values(words))


def _pair(language: str, joint: str) -> tuple[set[str], re.Pattern[str], dict[str, int], dict[str, int]]:
    smaller, larger = _values(_SMALLER[language]), _values(_LARGER[language])
    several = {word: value for word, value in larger.items() if value > 1}
    a, b = (
        rf"(?<!\w)(?P<{name}>{'|'.join(words)})(?!\w)" for name, words in (("a", smaller), ("b", several))
    )
    written = re.sub("[AB]", lambda match: a if match[0] == "A" else b, joint)
    return set(several), re.compile(written), smaller, several


def beginnings_of(pattern: str) -> Beginnings:
    """How every word in a pattern begins, without those that it only looks at: a quick first test."""
    found: dict[str, tuple[str, ...]] = {}
    for literal in sorted(set(_LITERAL.findall(_AROUND.sub(" ", pattern)))):
        found[literal[:3]] = (*found.get(literal[:3], ()), literal)
    return found


def may_begin(beginnings: Beginnings, text: str, words: set[str]) -> bool:
    """Whether a word begins as one of these does, or the text is in a script whose vowels part its letters."""
    for word in words:
        if word[:3] in beginnings and _begins(beginnings, word):
            return True
    return not text.isascii() and bool(_DEVANAGARI.search(text))


def _begins(beginnings: Beginnings, word: str) -> bool:
    return word.startswith(beginnings.get(word[:3], ()))


def _values(words: str) -> dict[str, int]:
    return {form: n for n, forms in enumerate(words.split(), 1) for form in forms.split("/")}
