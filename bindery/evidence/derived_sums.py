"""Sums and remainders that follow from the figures of a quotation: seven people for `four men and three women`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from bindery.evidence.derivation import Derivation
from bindery.evidence.figure_labels import fates_in
from bindery.evidence.implied_figures import part_and_whole
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words
from bindery.text.frames import idle_words

_ONE = r"(?:an?|one|eine?n?|une?|una?|uma?|uno|een)"
_WITH = r"(?:and|und|et|y|e|ed|en)"
_HIS = r"(?:(?:his|her|their|its|sein\w*|ihr\w*|ses|sus|i suoi|le sue|seus|suas|zijn|haar)\s+)?"
_ONE_AFTER = re.compile(rf"(?i)(?:\s+[^\W\d_]+){{1,2}}\s+{_WITH}\s+{_ONE}\s")
_ONE_BEFORE = re.compile(rf"(?i)(?<!\w){_ONE}\s+(?:[^\W_]+(?:-[^\W_]+)*\s+){{1,2}}{_WITH}\s+{_HIS}$")
_PEOPLE = re.compile(
    "people|persons|suspects|victims|passengers|members|menschen|personen|leute|verdächtige|personnes|gens|personas|"
    "человек|люди|افراد|لوگ|لوگوں|أشخاص|شخصا?"
)
_OF = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:out of|of|von|der|sur(?: les)?|des|de(?: los)?)\s+(?:the\s+(?:[^\W\d_]+['’]s?\s+)?|its\s+|den\s+|les\s+)?"
)
REST = re.compile(
    r"(?i)(?<!\w)(?:all but|other|rest|left|noch|reste\w*|queda\w*|осталось|non|não|niet|geen|nie|değil|не|ليس|ليست|لم|नहीं|نیست|نبود|still owes?|still owed|schuldet|doit encore|debe aún|remaining|no|not|without|alle bis auf|übrigen|kein\w*|nicht|tous sauf|autres|pas|"
    r"aucun\w*|todos menos|resto|نہیں|باقی|"
    r"un(?:hurt|harmed|scathed|injured|damaged|touched|affected|insured|vaccinated|opened|paid|sold|changed|used|employed|answered)|spared|survived?|survivors|escaped|safe|safely|intact|"
    r"unverletzt\w*|unversehrt\w*|unbeschädigt\w*|verschont\w*|überlebten?|heil|entkamen|indemnes?|épargné\w*|survécu|intacts?|intactes?|saufs?|"
    r"ilesos?|ilesas?|sobrevivieron|intact[oa]s|محفوظ|بچ|уцелел\w*|выжил\w*|невредим\w*|सुरक्षित|बच|سالم)(?!\w)"
)
_SEXES_AND_AGES = re.compile(
    "men|women|boys|girls|children|adults|männer|frauen|jungen|mädchen|kinder|erwachsene|hommes|femmes|garçons|filles|"
    "enfants|adultes|hombres|mujeres|niños|niñas|adultos|мужчин|женщин\\w*|мальчик\\w*|девоч\\w*|детей|взрослых|"
    "مرد|خواتین|عورتیں|لڑکے|لڑکیاں|بچے|بچوں|بالغوں|رجلا|رجال|امرأة|نساء|طفلا|أطفال|بالغين|पुरुष|महिलाएं|बच्चे"
)
_ONLY = re.compile(
    r"(?i)(?<!\w)(?:only|just|nur|lediglich|un seul|une seule|seuls?|seules?|solo|sólo|лишь|только|صرف|केवल|सिर्फ|فقط)(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 4  # letters of a word that are compared


def single_things(case: Derivation) -> Iterator[Figure]:
    """Each person or thing that a quotation counts without a number beside others: the cook in `two guards and a cook`."""
    for one in case.numbers:
        if one.unit in ("", "*") and (more := _ONE_AFTER.match(case.quote, one.end)):
            yield Figure(more.end() - 1, more.end(), Fraction(1))
        if one.unit in ("", "*") and (more := _ONE_BEFORE.search(case.quote, 0, one.start)):
            yield Figure(more.start(), more.start() + 1, Fraction(1))


def counts_people(noun: tuple[str, ...]) -> bool:
    """Whether a noun means people of any kind, or of any sex or age."""
    return bool(noun) and bool(_PEOPLE.fullmatch(noun[0]) or _SEXES_AND_AGES.fullmatch(noun[0]))


def says_total(case: Derivation) -> bool:
    """Whether a statement says that it adds up."""
    return bool(figure_words(case.language, "total").search(case.statement.lower()))


def no_fate_of_one(case: Derivation) -> bool:
    """Whether a statement does not say of all what became of some: `42 killed` for 12 killed and 30 injured."""
    there, said = fates_in(case.quote), fates_in(case.statement)
    return says_total(case) or len(there) <= 1 or not said or there <= said


def says_other(case: Derivation) -> bool:
    """Whether a statement says something else than its quotation: `seven of the nine were running`."""
    nouns = {word[:_STEM] for one in case.numbers for word in (*one.noun, *_word_after(case.quote, one.end))}
    said, there = (
        {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in idle_words() and word != "will"}
        - nouns
        for text in (_beside_the_whole(case), case.quote)
    )
    if _ONLY.search(case.statement):
        return bool(said - there and there - said)
    return bool(said) and said.isdisjoint(there)


def _word_after(text: str, at: int) -> Iterator[str]:
    """The first word with a meaning after a number, which names what it counts or is a share of."""
    words = (word[0].lower() for word in _WORD.finditer(text, at))
    yield from islice((word for word in words if word not in idle_words()), 1)


def _beside_the_whole(case: Derivation) -> str:
    """What a statement says after its figure and the whole that it names there, or before them if nothing follows."""
    end = next((one.end for one in case.own if one.start > case.wanted.start), case.wanted.end)
    after = case.statement[end:]
    return after if _WORD.search(after) else case.before


def is_part_of(case: Derivation, one: Figure, other: Figure) -> bool:
    """Whether one of two figures is a part of the other: `ten of the twelve`, `of 50 houses, 12`."""
    between = _OF.fullmatch(case.quote, one.end, other.start)
    return bool(between) or any(part_and_whole(case.quote, one, other, case.language_of_quote))
