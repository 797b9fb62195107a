"""Reads the places that a locator names, as people of many languages write them: pages, sections, times and headings.

Only what is certainly one of these is read. `page` is followed by a number or a printed label, in any of the languages below;
a bare number may be a paragraph, so it is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bindery.text.locator_times import DASH, TO, TimeItem, times_of
from bindery.text.section_numbers import (
    CJK_NUMBER,
    CJK_SECTION,
    KIND,
    NUMBER,
    NUMBER_WORD,
    ascii_digits,
    canonical_number,
    cjk_section,
    cjk_value,
    plain_number,
    section_kind,
    with_digits,
)

# The words for a page that come before its number, without the full stop of an abbreviation.
_PAGE_WORDS = """
    p pp pg pgs page pages seite seiten pág págs pàg pàgs página páginas pagina pàgina pag pagg pagine paginas
    paginile páx paĝo paġna blz bladzijde bladzijden bladsy sid sida sidan sidor sidorna sider sivu sivut sivulla
    str strona strony stronie strana strany straně stran strán stranica stranice стр страница страницы странице
    страниц с сс сторінка сторінки сторінці сторінок стор старонка бет σ σελ σελίδα σελίδες sayfa sayfalar sf
    oldal old puslapis psl lpp lappuse lk lehekülg lch leathanach tudalen bls blaðsíða faqe faqja
    ص صص صفحة صفحه صفحات الصفحة صفحہ صفحے صفحو مخ مخونه עמ עמוד עמודים דף
    पृ पृष्ठ पेज पान পৃ পৃষ্ঠা পাতা ਪੰਨਾ પૃષ્ઠ પાનું பக்கம் பக் పేజీ ಪುಟ പേജ് පිටුව หน้า หน้าที่ ໜ້າ ទំព័រ စာမျက်နှာ
    hlm hal halaman trang tr mukasurat pahina ukurasa uk bogga fuula ገጽ გვ გვერდი էջ хуудас 頁 页 ページ 쪽 페이지
"""
_WORD_AFTER = r"(?:頁|页|ページ|面|쪽|페이지|면|oldal|sayfa|sahifa|бет|-?(?:bet|бет))"
_SIDE = frozenset({"da", "nb", "nn", "no"})  # `side` is a page in these languages
_SMALL_S = frozenset(
    {"sv", "da", "nb", "nn", "no", "fi", "pl", "cs", "sk", "sl", "hr", "bs", "sr", "tr", "is"}
)

_LABEL = (
    r"(?:(?:[^\W\d_]{1,3}[-\u2010-\u2015.]?)?\d{1,5}(?![\d.:,]*\d|\w*[^\W\da-zA-Z])(?:(?!ff?(?!\w))[a-z](?!\w))?"
    r"|[ivxlc]{1,8}(?!\w))"
)
_AND = r"(?:\s*[,;&+/،、，]\s*(?:and\s+)?|\s+(?:and|und|u\.|et|y|e|i|и|та|و|اور|og|och|ja|en|और|ve)\s+|\s*[及和と]\s*)"
_ON = (
    r"(?:\s?(?P<next>f)\.?(?!\w)|\s?(?P<on>ff|sqq?|seqq?|et\s+seqq?|et\s+suiv|suiv|ss|e\s+ss|y\s+ss|sv|"
    r"and following|و بعدها)\.?(?!\w))"
)
_PAGE_ITEM = re.compile(rf"(?P<first>{_LABEL})(?:{_ON}|{TO}(?P<last>{_LABEL}))?", re.IGNORECASE)
_NEXT_ITEM = re.compile(
    rf"{_AND}(?={_LABEL}(?:{_ON}|{TO}{_LABEL})?\s*(?:$|[,;&+/()\]،、，]|{_AND}))", re.IGNORECASE
)
_LETTER = r"[^\W\d_]"
_BEFORE_NUMBER = re.compile(
    rf"(?<![\w.'’-])(?P<word>{'|'.join(sorted(map(re.escape, _PAGE_WORDS.split()), key=len, reverse=True))}|side|s)"
    rf"(?![^\W\d])(?:['’׳])?\.?\s*{NUMBER_WORD}(?P<tail>(?=\d|{_LETTER}).*)",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_NUMBER = re.compile(
    rf"(?<![\w.:])(?:[第제]\s?)?(?P<tail>\d{{1,5}}(?:\s*{DASH}\s*\d{{1,5}})?)\.?\s?{_WORD_AFTER}(?!{_LETTER}*[a-z])"
)
_IN_CHINESE = re.compile(rf"第\s?(?!\d)({CJK_NUMBER})\s?[頁页面]")
# Where one of these is named too, pages may be counted from its own beginning.
_PARTS = re.compile(
    r"(?<!\w)(?:vol|vols|volume|volumes|bd|bde|band|bände|tome|tomes|tomo|t|том|т|book|issue|heft|part|teil|supplement|"
    r"suppl|annex|annexe|appendix|app|anhang|anlage|attachment|exhibit|allegato|anexo|приложение|ضمیمہ|ملحق|جلد)"
    r"(?!\w)|[巻卷冊册]",
    re.IGNORECASE,
)
_SECTION = re.compile(
    rf"(?<![\w-])(?P<kind>{KIND})(?:\.\s*|\s+|(?<=§)\s*){NUMBER_WORD}(?P<first>{NUMBER})(?![\w-])"
    rf"(?:{_ON}|{TO}(?P<last>{NUMBER})(?=\s*(?:$|[,;()\]]))|(?P<more>(?:{_AND}{NUMBER}(?![\w-]))+)(?=\s*(?:$|[;()\]])))?",
    re.IGNORECASE,
)
_MORE = re.compile(rf"{_AND}({NUMBER})", re.IGNORECASE)  # the further ones of `§§ 3, 5 and 7`
# A page as a viewer counts them: `PDF page 3`, `p. 3 of the file`.
_OF_FILE = re.compile(
    rf"(?<!\w)pdf[\s-]?(?=(?:{'|'.join(sorted(map(re.escape, _PAGE_WORDS.split()), key=len, reverse=True))}|s)(?!{_LETTER}))"
    r"|(?<!\w)(?:page|página|pagina|pág\.?|p\.?)\s+pdf(?!\w)|\d\s*\(pdf\)"
    r"|\d\s+(?:of the|in the|im|der|des|du|del|van de|في|از)\s+(?:pdf|file|datei|fichier|archivo)(?!\w)|\d\s+(?:کی|کے)\s+(?:pdf|پی ڈی ایف)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?:^|(?<!\w)at\s+)\[(\d{1,4})\](?:\s*[-\u2010-\u2015]\s*\[(\d{1,4})\])?$"
)  # of a judgment: `at [12]`
_EZAFE = {0x654: None, 0x200C: None}  # between a word of Persian and its number: `صفحهٔ ۳`
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
_QUOTES = "\"'“”„‟‘’‚‛«»‹›「」『』〝〞＂"
_LEAD = re.compile(
    r"(?:see|at|in|under|below|the|heading|headline|subheading|section|chapter|part|entry|abschnitt|kapitel|unter|"
    r"sous|rubrique|sección|sezione|раздел|سیکشن)\s+(?=\S)",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"\s+(?:section|heading|headline|chapter|entry)$", re.IGNORECASE)


class PageItem(NamedTuple):
    """Pages that a locator names.

    Attributes:
        first: number or label of the first page.
        last: number or label of the last one; the same as the first for one page, empty for all that follow.
    """

    first: str
    last: str


class SectionItem(NamedTuple):
    """Sections that a locator names, by their numbers; `kind` and `last` are as in `Heading` and `PageItem`."""

    kind: str
    first: str
    last: str


@dataclass(frozen=True)
class PlaceNames:
    """What a locator names.

    Attributes:
        pages: what comes after each word for a page.
        sections: sections, by their numbers.
        times: times since the beginning of a recording.
        headings: what may be the words of a heading.
        of_file: whether pages are counted as a viewer of the file does, whatever is printed on them.
    """

    pages: tuple[str, ...] = ()
    sections: tuple[SectionItem, ...] = ()
    times: tuple[TimeItem, ...] = ()
    headings: tuple[str, ...] = ()
    of_file: bool = False


def read_locator(locator: str, languages: Iterable[str] = ()) -> PlaceNames:
    """The places that a locator names.

    Args:
        locator: the locator, such as `p. 3, para 2`.
        languages: languages of the source and of the briefing, such as `de`; empty when they are not known.
    """
    plain = locator.replace("\u06c0", "\u0647").translate(_EZAFE)
    locator = with_digits(ascii_digits(" ".join(plain.split())))
    known = frozenset(language.split("-")[0].lower() for language in languages if language)
    pages = tuple(_page_tails(locator, known))
    return PlaceNames(
        pages,
        tuple(_sections(locator)),
        tuple(times_of(locator)),
        tuple(dict.fromkeys(_heading_words(locator))),
        len(pages) == 1 and bool(_OF_FILE.search(locator)),
    )


@lru_cache(maxsize=4096)
def names_page(locator: str | None) -> bool:
    """Whether a locator names a page, so that a mark next to it need not."""
    return bool(locator and read_locator(locator).pages)


def _page_tails(locator: str, languages: frozenset[str]) -> Iterator[str]:
    if _PARTS.search(locator):
        return
    at = 0
    while match := _BEFORE_NUMBER.search(locator, at):
        at = match.end("word")
        if _is_page_word(match["word"], languages) and _PAGE_ITEM.match(match["tail"]):
            yield match["tail"]
    for match in _AFTER_NUMBER.finditer(locator):
        yield match["tail"]
    for match in _IN_CHINESE.finditer(locator):
        yield cjk_value(match[1])


def _is_page_word(word: str, languages: frozenset[str]) -> bool:
    """Whether a word means a page; `s. 3` is a section to a lawyer, and a page to a Swede."""
    if word == "s":
        return bool(languages & _SMALL_S)
    if word == "S":
        return languages != {"en"}
    return word.lower() != "side" or bool(languages & _SIDE)


def page_items(tail: str) -> list[PageItem]:
    """The pages that come after a word for a page: `3–4, 7 and 9 ff.` has three items."""
    items: list[PageItem] = []
    at = 0
    while match := _PAGE_ITEM.match(tail, at):
        first = match["first"]
        last = match["last"] or ("" if match["on"] else first)
        if match["next"]:
            last = str(int(first) + 1) if first.isdecimal() else first
        items.append(PageItem(first, _full(first, last)))
        following = _NEXT_ITEM.match(tail, match.end())
        if not following:
            break
        at = following.end()
    return items


def _full(first: str, last: str) -> str:
    """The last page of a range in full: the last page of `123–5` is 125."""
    if first.isdecimal() and last.isdecimal() and int(last) < int(first) and len(last) < len(first):
        return first[: len(first) - len(last)] + last
    return last


def _sections(locator: str) -> Iterator[SectionItem]:
    for match in CJK_SECTION.finditer(locator):
        kind, _, number = cjk_section(match).partition(" ")
        yield SectionItem(kind, number, number)
    for match in _SECTION.finditer(locator):
        yield from _numbered_sections(match)
    for match in _BRACKETED.finditer(locator):
        yield SectionItem("paragraph", match[1], match[2] or match[1])
    if _DOTTED.fullmatch(locator):
        yield SectionItem("section", locator, locator)


def _numbered_sections(match: re.Match[str]) -> Iterator[SectionItem]:
    """The section of a match, or several: those of a range are one item, those of a list one each."""
    kind = "§" if match["kind"].startswith("§") else section_kind(match["kind"])
    first, last = plain_number(match["first"]), plain_number(match["last"] or "0")
    if not (kind and first and last):
        return
    number = canonical_number(first, kind)
    end = canonical_number(last, kind) if match["last"] else number
    yield SectionItem(kind, number, "" if match["on"] or match["next"] else end)
    for further in _MORE.findall(match["more"] or ""):
        one = canonical_number(plain_number(further), kind)
        yield SectionItem(kind, one, one)


def _heading_words(locator: str) -> Iterator[str]:
    """What may be the words of a heading: the whole locator, and each part of it."""
    parts = [locator, *re.split(r"[,;]\s+|\s+[>›»→|/]\s+", locator)]
    for part in parts:
        words = part.strip().strip(_QUOTES).strip()
        for form in (words, _TRAIL.sub("", words), _LEAD.sub("", words, count=1)):
            shown = form.strip().strip(_QUOTES).strip()
            if any(character.isalpha() for character in shown):
                yield shown
