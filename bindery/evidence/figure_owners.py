"""Whose or what a figure is, where a statement gives it to another: the age of the son for that of the man, the whole for a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from bindery.evidence.derivation import as_share
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.text.characters import VOWEL_SIGNS
from bindery.text.figure import Figure
from bindery.text.frames import idle_words

_AGES = (
    re.compile(r"(?i)(?P<who>[^\W\d_]+)(?:,\s|\s\()(?P<age>\d{1,3})(?=[,.)]|$)"),
    re.compile(r"(?i)(?P<age>\d{1,3})[- ]year[- ]old\s+(?P<who>[^\W\d_]+)"),
    re.compile(
        r"(?i)(?P<who>[^\W\d_]+),?\s(?:aged|of|is|was)\s(?P<age>\d{1,3})(?=[,.)]|\s(?:and|with|who|was|is)\s|$)"
    ),
    re.compile(r"(?i)(?P<age>\d{1,3})[- ]?jährige[rnms]?\s+(?P<who>[^\W\d_]+)"),
    re.compile(r"(?i)(?P<who>[^\W\d_]+),?\s(?:âgée?s?\s)?de\s(?P<age>\d{1,3})\sans"),
    re.compile(r"(?P<age>\d{1,3})\s(?:سالہ|ساله)\s(?P<who>[^\W\d_]+)"),
    re.compile(r"(?i)(?P<who>[^\W\d_]+),?\s(?:\w+\s)?de\s(?P<age>\d{1,3})\saños"),
)
_OLDEST = 115  # years

_UNTIL = re.compile(r"(?i)(?<!\w)(?:until|till|up to|bis|jusqu['’](?:en|au|à)|hasta|fino al?|до)\s+$")
_SINCE = re.compile(r"(?i)(?<!\w)(?:since|seit|depuis|desde|dal|с)\s+$")
_FROM_TO = re.compile(r"(?i)\s*(?:to|until|till|bis|à|au|jusqu['’](?:en|au|à)|a|hasta|al?|до|سے|[-–—])\s*")
_OF = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:out of|of|von|der|des|sur(?: les)?|de(?: los| las| cada)?|из)\s+(?:the\s+(?:[^\W\d_]+['’]s?\s+)?|its\s+|their\s+|all\s+|les\s+|den\s+)?"
)
_OUT_OF = re.compile(
    r"\s+(?:[^\W\d_]+\s+){0,3}?(?:میں سے|में से|از میان)\s+(?:صرف\s+|محض\s+|केवल\s+|सिर्फ\s+|فقط\s+)?"
)
_OF_WHOM = re.compile(
    r"(?i)(?:\s+[^\W\d_]+){0,3},?\s*(?:of whom|of which|of them|davon|darunter|von denen|including|includes|dont|parmi (?:eux|lesquels|lesquelles)|de los cuales|de las cuales|из них|جن میں سے|ان میں سے|منهم|بينهم|जिनमें से)"
    r"\s+(?:only\s+|at least\s+|nur\s+)?"
)
_THEN_PART = re.compile(r"(?i)(?:\s+[^\W\d_]+){0,3},\s+(?:only\s+|at least\s+|nur\s+|mindestens\s+)?")
_OF_THEM = re.compile(
    r"(?i)\s+(?:of (?:them|whom|which|these|those)|davon|d['’]entre (?:eux|elles)|de ell[oa]s|из них|ان میں سے|منهم|منها)(?!\w)"
)
_SHARE_OF = re.compile(
    r"(?i)\s*(?:%|per cent|percent|prozent|pour cent)?\s+(?:of|von|der|des|de|из)?\s*(?:the|its|their|all|den|der|les|des|los|las)?\s*"
)
_OF_FIRST = re.compile(
    r"(?i)(?<!\w)(?:of|von|sur|de)\s+(?:the\s+(?:[^\W\d_]+['’]s?\s+)?|its\s+|den\s+|les\s+)?$"
)
_THEN = re.compile(r"(?:\s+[^\W\d_]+){0,3}(?:,|\s+(?:wurden|waren|haben|sind|hatten))\s+")
_THEN_AT_START = re.compile(r"(?:\s+[^\W\d_]+){1,3}\s+")
_BEFORE_WHOLE = re.compile(
    r"(?i)(?<!\w)(?:of|among|in|with|has|have|had|von|unter|mit|hat|hatte|aus|sur|de|des|parmi|compte|из|للـ)\s+(?:the\s+(?:[^\W\d_]+['’]s?\s+)?|its\s+|all\s+|les\s+|den\s+|der\s+)?$"
)
_SHARES = re.compile(
    r"(?i)(?<!\w)(?:most|majority|minority|half|few|none|not|no|part|some|mehrheit|hälfte|wenige|nicht|kein\w*|teil|plupart|majorité|minorité|moitié|peu|pas|"
    r"mayoría|mitad|no|большинство|половина|не|اکثریت|نصف|آدھے|نہیں|سے|من)(?!\w)"
)
_MOST_OF = re.compile(
    r"(?i)(?<!\w)(?:most|many|some|several|a few|few|half|part|none|(?:only )?one|un[oa]|(?:uno|una) sol[oa]|une? seule?|seule? une?|une?|einer|eine|eines|the majority|die meisten|viele|einige|wenige|ein teil|die hälfte|la plupart|"
    r"beaucoup|certains|une partie|la moitié|la mayoría|muchos|algunos)\s+(?:of|der|von|des|de|d'entre)\s+(?:the|its|their|den|les|los|las)?\s*$"
)
_MOST = re.compile(
    r"(?i)(?<!\w)(?:most|many|some|several|few|half|part|none|not|majority|meisten|viele|einige|teil|hälfte|plupart|certains|partie|moitié|mayoría)(?!\w)"
)
_WORD = re.compile(rf"(?:[^\W\d_]{VOWEL_SIGNS}){{3,}}")
_REACH = 30  # characters after a number in which its attribute is
_STEM = 5  # letters of a word that are compared
_IS_ALL = re.compile(r"(?i)\b(?:some|about)\s*$")


def other_owner(
    statement: str, wanted: Figure, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> str:
    """The words of a quotation that give a figure to something else than a statement does; empty when none do.

    Args:
        statement: the text with the figure.
        wanted: the figure.
        own: the figures of the statement.
        quote: the words that have the same figure.
        cited: the figures of the quotation.
    """
    return (
        _other_age(statement, wanted, quote)
        or _other_end(statement, wanted, quote, cited)
        or _part_of(statement, wanted, own, quote, cited)
    )


def _other_end(statement: str, wanted: Figure, quote: str, cited: Sequence[Figure]) -> str:
    """The two dates of a quotation, if a statement says `until` of the first or `since` of the second."""
    until, since = _UNTIL.search(statement, 0, wanted.start), _SINCE.search(statement, 0, wanted.start)
    if not wanted.day or not (until or since):
        return ""
    for first, last in pairwise(cited):
        if first.day and last.day and _FROM_TO.fullmatch(quote, first.end, last.start):
            other, right = (first, last) if until else (last, first)
            if fit_of(other, wanted) and not fit_of(right, wanted):
                return " ".join(quote[first.start : last.end].split())
    return ""


def _ages(text: str) -> Iterator[tuple[int, Fraction, str]]:
    """The place and the value of each age in years, and whose it is."""
    for pattern in _AGES:
        for match in pattern.finditer(text):
            age = Fraction(match["age"])
            if age <= _OLDEST:
                yield match.start("age"), age, match["who"].lower()


def _other_age(statement: str, wanted: Figure, quote: str) -> str:
    """The age that a quotation gives for someone, with that person, if a statement gives another one of its ages."""
    mine = [(age, who) for start, age, who in _ages(statement) if start == wanted.start]
    cited = {(age, who) for _, age, who in _ages(quote)} if mine else set()
    for age, who in mine:
        named = {value for value, name in cited if name == who}
        if named and age not in named and any(value == age for value, _ in cited):
            return f"{who}, {min(named)}"
    return ""


def _part_of(
    statement: str, wanted: Figure, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> str:
    """The part and the whole of a quotation, if a statement says of the whole what the quotation says of the part."""
    before = statement[: wanted.start]
    if _MOST_OF.search(before):
        return ""
    held = bool(_BEFORE_WHOLE.search(before))
    if (held and not _with_attribute(statement, wanted, quote, cited)) or _SHARES.search(
        statement, wanted.end
    ):
        return ""
    for figure in cited:
        most = None if _MOST.search(before) else _MOST_OF.search(quote, 0, figure.start)
        if most and _is_whole(figure, wanted, statement, quote, figure.end):
            return " ".join(quote[most.start() : figure.end].split())
    if _gives_share(before, own):
        return ""
    for part, whole in _parts(quote, cited):
        start, end = min(part.start, whole.start), max(part.end, whole.end)
        named = any(fit_of(part, figure) or _follows(part, whole, figure) for figure in own)
        if not named and _is_whole(whole, wanted, statement, quote, end):
            return " ".join(quote[start:end].split())
    return ""


def _follows(part: Figure, whole: Figure, figure: Figure) -> bool:
    """Whether a figure is what a share makes of its whole, or what a part leaves of it: 5 for `7 of the 12`."""
    if figure.value is None or figure.day:
        return False
    if part.unit in ("share", "%"):
        return not figure.unit and figure.value == as_share(part) * (whole.value or 0)
    both = figure.value + (
        part.value or 0
    )  # the scale of the whole may be said only there: `7.5 of 20 million`
    return any(both * scale == whole.value for scale in (1, 10**3, 10**6, 10**9))


def _gives_share(before: str, own: Sequence[Figure]) -> bool:
    """Whether a statement itself says that it is about a part."""
    in_words = _SHARES.search(before) and not _IS_ALL.search(before)
    return bool(in_words) or any(figure.unit in ("share", "%") for figure in own)


def _with_attribute(statement: str, wanted: Figure, quote: str, cited: Sequence[Figure]) -> bool:
    """Whether a statement gives a whole the attribute of its part: `has 60 electric buses` for `60 buses, 14 of them electric`."""
    after = _stems(statement[wanted.end : wanted.end + _REACH])
    return any(
        fit_of(whole, wanted)
        and (after - _stems(quote[whole.end : part.start])) & _stems(quote[part.end : part.end + _REACH])
        for part, whole in _parts(quote, cited)
    )


def _parts(quote: str, cited: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Each number of a quotation that is a part of another one, with that: 9 and 12 in `9 of the 12`."""
    for one, other in pairwise(cited):
        if (
            one.unit in ("share", "%")
            and _is_plain(other)
            and _SHARE_OF.fullmatch(quote, one.end, other.start)
        ):
            yield one, other
            continue
        if _OF.fullmatch(quote, one.end, other.start):
            part, whole = one, other
        elif _is_whole_of(quote, one, other):
            part, whole = other, one
        else:
            continue
        if _is_plain(part) and _is_plain(whole) and (part.value or 0) < (whole.value or 0):
            yield part, whole


def _is_whole_of(quote: str, one: Figure, other: Figure) -> bool:
    """Whether a number after another one is a part of that: `60 buses, 14 of them`, `of 60 buses, 14`."""
    between = one.end, other.start
    if _OF_WHOM.fullmatch(quote, *between) or _OUT_OF.fullmatch(quote, *between):
        return True
    if _THEN_PART.fullmatch(quote, *between) and _OF_THEM.match(quote, other.end):
        return True
    first = _OF_FIRST.search(quote, 0, one.start)
    if not first:
        return False
    at_start = first.start() == 0 and _THEN_AT_START.fullmatch(quote, *between)
    return bool(_THEN.fullmatch(quote, *between) or at_start)


def _is_whole(whole: Figure, wanted: Figure, statement: str, quote: str, end: int) -> bool:
    """Whether a statement gives the whole for what the quotation says of a part."""
    return fit_of(whole, wanted) != Fit.NONE and _same_is_said(statement, wanted, quote, end, whole)


def _is_plain(figure: Figure) -> bool:
    return figure.value is not None and not figure.day and figure.unit in ("", "*")


def _same_is_said(statement: str, wanted: Figure, quote: str, end: int, whole: Figure) -> bool:
    """Whether a statement says of its figure what a quotation says after its part and whole."""
    noun = {word[:_STEM] for word in whole.noun[:1]}
    after = _stems(quote[end:]) - noun
    if not after:
        return len(_stems(statement) & _stems(quote)) > len(noun)
    return bool(_stems(statement[wanted.end :]) & after)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in idle_words()}
