"""Numbers of sections, articles and chapters, as headings and locators write them: `3.2`, `§ 4`, `Article 5`, `第5条`."""

from __future__ import annotations

import re
import unicodedata

# How each kind of section is called, in capitals or not, singular or plural, with or without a full stop.
_WORDS = {
    "section": """section sections sec secs sect § §§ clause clauses abschnitt abschnitte abschn ziffer ziff rubrique
        sección secciones seção seções secção secções sezione sezioni sez sectie avsnitt afsnit oddíl sekcja osio
        раздел раздела разделе разделы разд қисм قسم القسم سیکشن دفعہ دفعات بند بخش धारा ধারা bagian""",
    "article": """article articles art arts artikel artikels artículo artículos articolo articoli artigo artigos
        artykuł articol čl članak članek článek článok cikk straipsnis άρθρο άρθρα статья статьи статье ст стаття
        статті чл член مادة المادة ماده مادہ آرٹیکل madde md m अनुच्छेद অনুচ্ছেদ pasal điều มาตรา""",
    "chapter": """chapter chapters ch chap chaps kapitel kapitels kap chapitre chapitres capítulo capítulos cap
        capitolo capitoli hoofdstuk hfdst hfst kapittel kapitola rozdział rozdz luku fejezet κεφάλαιο глава главы главе гл
        розділ فصل الفصل باب الباب bölüm अध्याय অধ্যায় bab chương บทที่""",
    "part": """part parts pt teil teile partie parties parte partes deel del część часть части частина حصہ الجزء
        भाग kısım""",
    "annex": """annex annexes annexe annexes appendix appendices app anhang anlage anexo allegato bijlage bilag
        bilaga załącznik приложение додаток ملحق ضمیمہ परिशिष्ट ek lampiran schedule""",
    "paragraph": """paragraph paragraphs para paras ¶ ¶¶ paragraphe paragraphes considérant párrafo párrafos parágrafo
        parágrafos paragrafo paragrafi randnummer randnummern randnr randziffer randziffern rn rdn rdnr rz overweging point points
        punkt pkt пункт пункта пункте пункты п παράγραφος σκέψη paragraf فقرة الفقرة پیراگراف پیرا bod""",
}
KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_CJK = {"条": "article", "條": "article", "章": "chapter", "節": "section", "节": "section", "部": "part", "編": "part",
        "编": "part", "조": "article", "장": "chapter", "절": "section", "부": "part"}  # fmt: skip
_CJK_DIGITS = "〇一二三四五六七八九"

KIND = "(?:" + "|".join(sorted((re.escape(word) for word in KINDS), key=len, reverse=True)) + ")"
NUMBER = r"(?:\d{1,4}|[IVXLCDM]{1,7}|[A-Z])(?:\.\d{1,3})*(?:[a-z](?![a-z]))?"
# What may be between the word and the number: `page no. 3`, `صفحہ نمبر ۳`.
NUMBER_WORD = r"(?:(?:(?:number|num|no|nr)(?![^\W\d])|n[°º]|№|#|نمبر|رقم|شماره|شمارہ|संख्या|नंबर)\.?\s*)?"
CJK_NUMBER = rf"(?:\d{{1,4}}|[{_CJK_DIGITS}十百]{{1,6}})"
CJK_SECTION = re.compile(rf"[第제]\s?(?P<number>{CJK_NUMBER})\s?(?P<unit>[{''.join(_CJK)}])")
_NAMED = re.compile(rf"(?P<kind>{KIND})\.?\s*{NUMBER_WORD}(?P<number>{NUMBER})(?![\w])", re.IGNORECASE)
_BARE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}(?=\.)|[A-Z](?=\.\s))[.)]?\s+[^\W\d_]")
_ALONE = re.compile(r"[\[(]?(\d{1,4})[.)\]]{1,2}")  # the number of a paragraph
_ROMAN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Small numbers as headings and locators have them, in words: of English, German, French, Spanish and Italian.
_NUMBER_WORDS = """
    one eins ersten premier uno
    two zwei zweiten deux deuxième dos due
    three drei dritten trois troisième tres tre
    four vier vierten quatre quatrième cuatro quattro
    five fünf fünften cinq cinquième cinco cinque
    six sechs sechsten sixième seis sei
    seven sieben siebten sept septième siete sette
    eight acht achten huit huitième ocho otto
    nine neun neunten neuf neuvième nueve nove
    ten zehn zehnten dix dixième diez dieci
    eleven elf elften onze once undici
    twelve zwölf zwölften douze doce dodici
"""
_WORD_VALUES = {
    word: value for value, line in enumerate(_NUMBER_WORDS.strip().splitlines(), 1) for word in line.split()
}
NUMBER_IN_WORDS = f"(?:{'|'.join(_WORD_VALUES)})"
_IN_WORDS = re.compile(
    rf"(?<![\w-])(?P<before>(?:{KIND}|page|seite|página|pagina)\.?\s+)(?P<number>{NUMBER_IN_WORDS})(?![\w-])",
    re.IGNORECASE,
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def with_digits(text: str) -> str:
    """The text with a digit for each number word after a word for a section or page: `Chapter 2` for `Chapter Two`."""
    return _IN_WORDS.sub(lambda match: match["before"] + str(_WORD_VALUES[match["number"].casefold()]), text)


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral in small or capital letters; 0 when it is none."""
    letters = numeral.upper()
    if not letters or not _ROMAN.fullmatch(letters):
        return 0
    values = [_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def cjk_value(numeral: str) -> str:
    """A number in Chinese characters, below a thousand, in digits; digits are returned unchanged."""
    if numeral[0].isdecimal():
        return ascii_digits(numeral)
    total = digit = 0
    for character in numeral:
        if unit := {"十": 10, "百": 100}.get(character):
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = digit * 10 + _CJK_DIGITS.index(character)
    return str(total + digit)


def section_kind(word: str) -> str:
    """The kind of section that a word names, such as `article` for `Art.`; empty when it names none."""
    return KINDS.get(word.casefold().rstrip("."), "")


def canonical_number(number: str, kind: str) -> str:
    """A number of a section in one spelling: Roman numerals in digits, except for single letters and annexes."""
    first, dot, rest = ascii_digits(number).partition(".")
    value = roman_value(first) if first.isupper() and (len(first) > 1 or first in "IVX") else 0
    if value and kind != "annex":
        first = str(value)
    return f"{first}{dot}{rest}"


def number_of_heading(heading: str) -> str:
    """The number at the beginning of a heading, such as `3.2` or `article 5`; empty when it has none."""
    heading = with_digits(heading)
    if match := CJK_SECTION.match(heading):
        return cjk_section(match)
    if match := _NAMED.match(heading):
        kind = section_kind(match["kind"])
        if number := plain_number(match["number"]):
            return f"{kind} {canonical_number(number, kind)}"
    if match := _ALONE.fullmatch(heading):
        return f"paragraph {ascii_digits(match[1])}"
    match = _BARE.match(heading)
    return canonical_number(match["number"], "") if match else ""


def plain_number(number: str) -> str:
    """The number that a pattern without regard to capitals has found; empty when it is a word in small letters."""
    if re.fullmatch("[ivx]{2,7}", number) and roman_value(number):
        return number.upper()
    return number if number[0].isdecimal() or number[0].isupper() else ""


def cjk_section(match: re.Match[str]) -> str:
    """The kind and number of a match of `CJK_SECTION`, such as `article 5`."""
    return f"{_CJK[match['unit']]} {cjk_value(match['number'])}"


def sort_key(number: str) -> tuple[tuple[int, str], ...]:
    """What numbers of sections are ordered by: `3.10` comes after `3.2`, and `5a` after `5`."""
    parts = re.findall(r"(\d+)|([^\W\d_]+)", number.rpartition(" ")[2])
    return tuple((int(digits), "") if digits else (0, letters) for digits, letters in parts)
