"""Sums and remainders that follow from the figures of a quotation: seven people for `four men and three women`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from bindery.evidence.derivation import Derivation, kin
from bindery.evidence.figure_labels import fates_in, of_one_thing
from bindery.evidence.implied_figures import part_and_whole
from bindery.evidence.label_words import IDLE
from bindery.text.figure import ORDINAL, Figure

_JOINT = re.compile(
    r"(?i)[\s,]*(?:[^\W\d_]+[\s,]+){0,6}?(?:and|plus|as well as|along with|und|sowie|et|ainsi que|y|e|и|اور|و|و(?=\d))\s*(?:[^\W\d_]+\s+){0,2}?"
)
_ONE_AFTER = re.compile(r"(?i)(?:\s+[^\W\d_]+){1,2}\s+(?:and|und|et|y)\s+(?:an?|eine?n?|une?|una?)\s")
_ONE_BEFORE = re.compile(
    r"(?i)(?<!\w)(?:an?|eine?n?|une?|una?)\s+(?:[^\W_]+(?:-[^\W_]+)*\s+){1,2}(?:and|und|et|y)\s+$"
)
_LIST = re.compile(r"(?:\s+[^\W\d_]+){1,3},\s+")
_PART = re.compile(
    r"(?i)(?<!\w)(?:of (?:them|whom|which|these|those)|including|among|darunter|davon|dont|parmi|who|which|اس میں|جن میں)(?!\w)"
)
_PEOPLE = re.compile(
    "people|persons|suspects|victims|passengers|members|menschen|personen|leute|verdächtige|personnes|gens|personas|"
    "человек|люди|افراد|لوگ|لوگوں|أشخاص|شخصا?"
)
_OF = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:out of|of|von|der|sur(?: les)?|des|de(?: los)?)\s+(?:the\s+(?:[^\W\d_]+['’]s?\s+)?|its\s+|den\s+|les\s+)?"
)
REST = re.compile(
    r"(?i)(?<!\w)(?:all but|other|rest|still owes?|still owed|schuldet|doit encore|debe aún|remaining|no|not|without|alle bis auf|übrigen|kein\w*|nicht|tous sauf|autres|pas|"
    r"aucun\w*|todos menos|resto|نہیں|باقی|"
    r"un(?:hurt|harmed|scathed|injured|damaged|touched|affected|insured|vaccinated|opened|paid|sold|changed|used|employed|answered)|spared|survived?|survivors|escaped|safe|safely|intact|"
    r"unverletzt\w*|unversehrt\w*|unbeschädigt\w*|verschont\w*|überlebten?|heil|entkamen|indemnes?|épargné\w*|survécu|intacts?|intactes?|saufs?|"
    r"ilesos?|ilesas?|sobrevivieron|intact[oa]s|محفوظ|بچ|уцелел\w*|выжил\w*|невредим\w*|सुरक्षित|बच|سالم)(?!\w)"
)
_TOTAL = re.compile(
    r"(?i)(?<!\w)(?:total|totals?|together|altogether|combined|in all|between them|between the|insgesamt|zusammen|ensemble|"
    r"au total|en tout|juntos|en total|всего|вместе|کل|مجموعی|دونوں)(?!\w)"
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
_FEW = 5  # parts of a total


def is_sum(case: Derivation) -> bool:
    """Whether a number is the sum of some that the quotation joins, and its noun is that of a part or means people."""
    wanted = case.wanted
    if wanted.unit not in ("", "*") or wanted.bound:
        return False
    return any(
        (
            len(parts) > 1
            and sum((one.value or Fraction(0)) for one in parts) == case.value
            and _is_named(wanted, parts)
        )
        or _with_one_more(case, parts)
        for parts in _joined(case)
    ) and no_fate_of_one(case)


def _with_one_more(case: Derivation, parts: list[Figure]) -> bool:
    """Whether a number of people is a sum and one person more: three people for `two guards and a cook`."""
    total = sum((one.value or Fraction(0)) for one in parts)
    first, last = parts[0].start, parts[-1].end
    more = _ONE_AFTER.match(case.quote, last) or _ONE_BEFORE.search(case.quote, 0, first)
    people = bool(case.wanted.noun) and bool(_PEOPLE.fullmatch(case.wanted.noun[0]))
    return people and total + 1 == case.value and bool(more)


def _joined(case: Derivation) -> Iterator[list[Figure]]:
    """Each row of figures that the quotation joins with commas and `and`."""
    counted = [one for one in case.numbers if not one.unit and not one.bound]
    for first in range(len(counted)):
        row = [counted[first]]
        if not row[0].noun:
            continue
        yield row
        for after in counted[first + 1 :]:
            between = case.quote[row[-1].end : after.start]
            if _PART.search(between) or not (_JOINT.fullmatch(between) or _LIST.fullmatch(between)):
                break
            row.append(after)
            yield row


def _is_named(wanted: Figure, parts: list[Figure]) -> bool:
    """Whether what a sum counts is what one of its parts counts, or people."""
    if not wanted.noun:
        return True
    noun = wanted.noun[0]
    return (
        bool(_PEOPLE.fullmatch(noun))
        or _is_of_people(parts)
        or any(of_one_thing(word, noun) for part in parts for word in part.noun)
    )


def _is_of_people(parts: list[Figure]) -> bool:
    """Whether each part counts men, women, boys, girls, children or adults, who together are all of any group."""
    return all(part.noun and _SEXES_AND_AGES.fullmatch(part.noun[0]) for part in parts)


def no_fate_of_one(case: Derivation) -> bool:
    """Whether a statement does not say of all what became of some: `42 killed` for 12 killed and 30 injured."""
    there, said = fates_in(case.quote), fates_in(case.statement)
    return len(there) <= 1 or not said or there <= said


def is_total(case: Derivation) -> bool:
    """Whether a number that is said to be a total is that of all figures of its kind."""
    if not _TOTAL.search(case.statement) or case.wanted.bound or case.wanted.end_of_range:
        return False
    parts = [one for one in case.numbers if kin(one, case.wanted) and not one.bound and one.unit != ORDINAL]
    if not 1 < len(parts) <= _FEW or _PART.search(case.quote):
        return False
    return sum((one.value or Fraction(0)) for one in parts) == case.value and no_fate_of_one(case)


def is_rest(case: Derivation) -> bool:
    """Whether a number is what is left of a whole without its part: `all but two` for `ten of the twelve`."""
    named = any(one.value and _OF.fullmatch(case.statement, case.wanted.end, one.start) for one in case.own)
    if not (REST.search(case.statement) or (named and says_other(case))):
        return False
    return any(
        abs((one.value or 0) - (other.value or 0)) == case.value
        and case.wanted.unit in {"", one.unit, other.unit}
        and is_part_of(case.quote, one, other)
        for one, other in pairwise(case.numbers)
    )


def says_other(case: Derivation) -> bool:
    """Whether a statement says something else than its quotation: `seven of the nine were running`."""
    nouns = {word[:_STEM] for one in case.numbers for word in one.noun}
    said, there = (
        {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in IDLE} - nouns
        for text in (case.statement[_end_of_whole(case) :], case.quote)
    )
    if _ONLY.search(case.statement):
        return bool(said - there and there - said)
    return bool(said) and said.isdisjoint(there)


def _end_of_whole(case: Derivation) -> int:
    """Where the whole ends that a statement names after its figure."""
    return next((one.end for one in case.own if one.start > case.wanted.start), case.wanted.end)


def is_part_of(quote: str, one: Figure, other: Figure) -> bool:
    """Whether one of two figures is a part of the other: `ten of the twelve`, `of 50 houses, 12`."""
    return bool(_OF.fullmatch(quote, one.end, other.start)) or any(part_and_whole(quote, one, other))
