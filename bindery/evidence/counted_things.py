"""What a figure counts, where a statement gives it for other things than its quotation: 180 children for 180 passengers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bindery.text.figure import ORDINAL, Figure
from bindery.text.things import is_kind_of, things_in

_PLURAL = re.compile(
    r"(?:.*s|.*men|people|children|staff|crew|cattle|sheep|aircraft|police|troops|livestock|poultry|fish)$"
)
_UNNAMED = "anyone"  # members, victims: whoever they are, the text around the quotation says it
# What people may be called by what they do in the text: 980 people who are employed are workers.
_ROLES = frozenset(
    "workers passengers patients students voters customers tenants owners prisoners fans players crew tourists drivers".split()  # noqa: SIM905  a list of words
)
_WORK = frozenset({"jobs"})  # which have as many people
_VOTERS = frozenset(
    {"deputies", "politicians", "senators", "voters", "people", "anyone"}
)  # who have a vote each
_RUN = re.compile(r"(?:[ \u00a0\n-]+[^\W\d_][\w\u0900-\u0963\u200c’'-]*){1,3}")
_NO_SPACES = re.compile(r"\s*[名个位艘辆架座所头只棵张枚]?[^\W\d_]{1,4}")


def other_thing(
    statement: tuple[str, str],
    wanted: Figure,
    quote: tuple[str, str],
    cited: Figure,
    others: Sequence[Figure],
) -> str:
    """The words of a quotation that say of what a number is, if a statement gives it for things that these need not be.

    Args:
        statement: the language and the text with the number.
        wanted: the number.
        quote: the language and the words that have it.
        cited: the number in the quotation.
        others: the figures of the quotation.
    """
    if not (_counts(wanted) and _counts(cited)):
        return ""
    said, there = things_after(*statement, wanted), things_after(*quote, cited)
    if not said or not there or there == {_UNNAMED}:
        return ""
    if any(is_kind_of(thing, other) for thing in there for other in said):
        return ""
    if (there == {"people"} and said <= (_ROLES | _WORK)) or (there == {"votes"} and said <= _VOTERS):
        return ""
    return "" if _explained(statement, said, quote, cited, others) else _shown(quote[1], cited)


def _shown(quote: str, cited: Figure) -> str:
    return " ".join(quote[cited.start : _run(quote, cited.end)[1]].split())


def _explained(
    statement: tuple[str, str],
    said: set[str],
    quote: tuple[str, str],
    cited: Figure,
    others: Sequence[Figure],
) -> bool:
    """Whether other words of the two texts may make the two things one: `180 passengers, all of them children`."""
    there = things_after(*quote, cited)
    of_others = [_near(quote[1], one) for one in others if _is_apart(one, cited, there)]
    elsewhere = {
        one.thing
        for one in things_in(quote[1], quote[0])
        if not any(start <= one.start < end for start, end in of_others)
    } - there
    own = {one.thing for one in things_in(statement[1], statement[0])} - said
    return any(is_kind_of(thing, other) for thing in elsewhere for other in said) or not own.isdisjoint(there)


def _is_apart(figure: Figure, cited: Figure, there: set[str]) -> bool:
    """Whether a figure counts other things than the cited one: not 290 in `of 290 deputies 174 people voted for it`."""
    names_whole = there == {"people"} and (figure.value or 0) > (cited.value or 0)
    return figure.start != cited.start and _counts(figure) and not names_whole


def _counts(figure: Figure) -> bool:
    """Whether a figure is a number that may count things."""
    return figure.value is not None and not figure.day and figure.unit in ("", "*") and figure.unit != ORDINAL


def things_after(language: str, text: str, figure: Figure) -> set[str]:
    """The things that a number counts, by the words directly after it; none where they are not known.

    In English, only a plural is counted: 12 school buses are buses.

    Args:
        language: the language of the text.
        text: the text.
        figure: the number.
    """
    start, end = _run(text, figure.end)
    mentions = [one for one in things_in(text, language) if start <= one.start and one.end <= end]
    if language.startswith("de"):  # in which only names of things have a capital
        mentions = [one for one in mentions if text[one.start].isupper()]
    if not mentions:
        return set()
    if not language.startswith("en"):
        return {mentions[0].thing}
    if figure.value == 1:
        return {mentions[-1].thing}
    return {one.thing for one in mentions if _PLURAL.match(text[one.start : one.end].lower())}


def _near(text: str, figure: Figure) -> tuple[int, int]:
    """Where the words begin and end that may name what a number counts, with those after `of them`."""
    end = _CLAUSE_END.search(text, figure.end)
    return figure.end, min(end.start() if end else len(text), figure.end + _REACH)


_CLAUSE_END = re.compile(r"[.,;:،؛!?।۔()–—]|\d|(?<!\w)(?:and|und|et|y|и|اور|و|और)(?!\w)")
_REACH = 30
_STOP = re.compile(
    r"(?i)(?<!\w)(?:a|an|and|are|as|at|but|by|for|from|had|has|have|in|into|is|of|on|or|out|than|that|the|to|was|were|when|which|who|with|"
    r"und|oder|von|der|die|das|den|dem|des|wurden|waren|sind|haben|hatten|im|in|auf|aus|bei|mit|et|ou|de|du|des|d|dans|sur|à|au|ont|sont|étaient|"
    r"y|o|en|del|con|fueron|han|di|и|в|на|из|с|میں|اور|سے|کے|کی|کا|کو|نے|پر|من|في|على|و|در|را|از|में|और|से|के|की|का|को|ने|पर)(?!\w)"
)


def _run(text: str, at: int) -> tuple[int, int]:
    """Where the words directly after a number begin and end, up to one that names nothing."""
    match = _RUN.match(text, at)
    if match is None:
        near = _NO_SPACES.match(text, at)
        return (at, near.end()) if near and near[0] and not near[0].isascii() else (at, at)
    stop = _STOP.search(text, match.start(), match.end())
    return match.start(), stop.start() if stop else match.end()
