"""What a quotation says of a figure and a statement leaves out: that it is an average, a plan, a rate, or of an earlier day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bindery.evidence.alignment import beginning_of
from bindery.evidence.contrary_messages import Qualified
from bindery.evidence.contrary_words import content_stems, denies, is_negated
from bindery.text.figure import Figure
from bindery.text.frames import frame_words, joints
from bindery.text.languages import code_of
from bindery.text.numerals import find_figures
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import STATEMENT_END
from bindery.text.units_beside import UNITS_OF_TIME, names_time

_CLAUSE_END = re.compile(r"[,:،，()–—]\s?")
_MAY_AFTER = re.compile(r"(?:\s+[^\W\d_]+){0,2}\s+(?:may|might|could) (?:have|be)\b")  # in English
_LENGTHS = frozenset({"kilometres", "miles", "metres", "feet", "nautical miles"})
_MAY = re.compile(r"(?<!^)\bMay\b")  # the month
_BEFORE_YEAR = re.compile(r"[^\d.,;]{0,14}(?:19|20)\d\d(?!\d)")
_OF_NUMBER = re.compile(r"\s+(?:[^\W\d_]+\s+)?\d")  # `an average of 70`
_NEAR = 30  # characters between a number and the word for what it has room
_MORE = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:more|fewer|less|higher|lower|mehr|weniger|de plus|de moins|más|menos|больше|меньше|زیادہ|کم),? (?:than|als|qu|que|чем|де)(?!\w)"
)
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_WORD = re.compile(r"[^\W\d_]+")


def lost_qualifier(
    statement: tuple[str, str], wanted: Figure, quote: tuple[str, str], cited: Figure
) -> Qualified:
    """The words of a quotation that qualify a number, if a statement gives it without any such word.

    Args:
        statement: the language and the text with the number.
        wanted: the number.
        quote: the language and the words that have it.
        cited: the number in the quotation.
    """
    if wanted.day or wanted.value is None or _is_name(statement[1], wanted, quote[1], cited):
        return Qualified()
    if {cited.unit, wanted.unit} & UNITS_OF_TIME and cited.unit != wanted.unit:
        return Qualified()  # six months for `6 nights`
    other = bool(cited.noun) and cited.noun[0] not in statement[1].lower()
    if _is_part(*statement, wanted) and other:
        return Qualified()  # `fourteen of the 16 stations` for `2 of the 16`, beside `averaged 14 micrograms`
    said = statement[1].lower()
    found = (
        _average(statement[0], said, quote, cited),
        _capacity(statement[0], said, quote, cited),
        _difference(*statement, quote[1], cited),
        _planned(statement[0], said, quote, cited),
        _rate(*statement, wanted, quote, cited),
    )
    return next((one for one in found if one.words), Qualified())


def _is_name(statement: str, wanted: Figure, quote: str, cited: Figure) -> bool:
    """Whether a number is part of a name that both texts have: `Line 4`."""
    ours, theirs = statement[: wanted.start].split()[-1:], quote[: cited.start].split()[-1:]
    named = ours == theirs and ours != [] and ours[0].isalpha() and ours[0][0].isupper()
    return named and not (cited.unit or cited.measure or wanted.unit or wanted.measure)


def _is_part(language: str, statement: str, wanted: Figure) -> bool:
    """Whether a number is a part of what follows: `fourteen of the city's 16 stations`."""
    if wanted.unit.strip("*") or wanted.measure:
        return False
    after = _WORD.search(statement, wanted.end)
    return after is not None and after[0].lower() in frame_words(language, "of")


def _average(language: str, said: str, quote: tuple[str, str], cited: Figure) -> Qualified:
    start, end = _clause(quote[1], cited)
    words = qualifier(quote[0], "average").search(quote[1].lower(), start, end)
    if not words or any(qualifier(language, key).search(said) for key in ("average", "rate")):
        return Qualified()
    if not _is_about(quote[1], words, cited):
        return Qualified()
    return _with_figure(quote[1], words, cited)


def _is_about(quote: str, words: re.Match[str], cited: Figure) -> bool:
    """Whether an average is that of a figure: no other number nor clause is between, and it has none of its own after it.

    A percentage by which an average changed is no average.
    """
    between = quote[min(words.end(), cited.end) : max(words.start(), cited.start)].strip(" ,،、，(")
    if re.search(r"\d", between) or _CLAUSE_END.search(between):
        return False
    if words.end() <= cited.start:
        return not (cited.unit == "%" and cited.change.role)
    return not _OF_NUMBER.match(quote, words.end())


def _capacity(language: str, said: str, quote: tuple[str, str], cited: Figure) -> Qualified:
    """A number for which there is room, where a statement says nothing of room."""
    words = qualifier(quote[0], "capacity").search(quote[1].lower(), *_sentence(quote[1], cited))
    if (
        not words
        or cited.unit not in ("", "*")
        or any(qualifier(language, key).search(said) for key in ("capacity", "room"))
    ):
        return Qualified()
    after = quote[1][words.end() : words.end() + _NEAR]
    if words.start() > cited.end and (re.match(r"\D{0,20}\d", after) or _begins_with_number(after, quote[0])):
        return Qualified()  # the room is for another number, or the word is of a rank: `Platz zwei`
    between = quote[1][min(words.end(), cited.end) : max(words.start(), cited.start)]
    others = re.search(r"\d", between) or (words.start() > cited.end and _CLAUSE_END.search(between))
    return (
        Qualified() if others or words.end() < cited.start - _NEAR else _with_figure(quote[1], words, cited)
    )


def _begins_with_number(text: str, language: str) -> bool:
    return any(one.start <= 1 for one in find_figures(text, language))


def _difference(language: str, statement: str, quote: str, cited: Figure) -> Qualified:
    """A number by which something is more or less, where a statement gives it as a whole and works nothing out with it."""
    more = _MORE.match(quote, cited.end)
    if not more or qualifier(language, "difference").search(statement.lower()):
        return Qualified()
    numbers = [set(_DIGITS.findall(text)) for text in (statement, quote)]
    if numbers[0] - numbers[1]:
        return Qualified()
    return Qualified(" ".join(quote[cited.start : more.end()].split()), more[0].strip())


def _planned(language: str, said: str, quote: tuple[str, str], cited: Figure) -> Qualified:
    """The words before a number in its own clause that say that it is not yet so."""
    if cited.unit in ("times", "share"):
        return Qualified()  # `double the target`
    start, stop = _sentence(quote[1], cited)
    start = max((one.end() for one in _CLAUSE_END.finditer(quote[1], start, cited.start)), default=start)
    ends = (place for place, _ in joints(quote[1], quote[0]) if place >= cited.end)
    last = cited.start if quote[0].startswith("en") else min([stop, *ends])
    words = _MAY.sub("···", quote[1]).lower()
    found = qualifier(quote[0], "planned").search(words, start, last) or (
        _MAY_AFTER.match(words, cited.end) if quote[0].startswith("en") else None
    )
    if (
        not found
        or cited.bound == "at most"  # `may rise by no more than 2 per cent` is a limit
        or qualifier(language, "future").search(said)
        or _is_dated_alike(language, said, quote, cited)
        or is_negated(said, language)
        or denies(said, language)
    ):
        return Qualified()
    return _with_figure(quote[1], found, cited)


def _is_dated_alike(language: str, said: str, quote: tuple[str, str], cited: Figure) -> bool:
    """Whether a statement in Chinese gives the date of a plan, and no word tells it as done: verbs have no tense there."""
    if code_of(language) != "zh" or qualifier(language, "done").search(said):
        return False
    start, end = _sentence(quote[1], cited)
    dates = {one.day for one in find_figures(quote[1], language) if one.day and start <= one.start < end}
    return any(one.day in dates for one in find_figures(said, language) if one.day)


def _rate(language: str, statement: str, wanted: Figure, quote: tuple[str, str], cited: Figure) -> Qualified:
    """A number of things with the time for which it is given, where a statement leaves the time out."""
    if (
        wanted.rate in UNITS_OF_TIME
        and not cited.rate
        and wanted.unit not in ("%", "share", "times", "pp", *UNITS_OF_TIME)
    ):
        named = _names_time(quote)
        if named or _BEFORE_YEAR.match(statement, wanted.end):
            return Qualified()  # `40 im Jahr 2023` is no rate
        return Qualified(" ".join(quote[1][cited.start : _sentence(quote[1], cited)[1]].split()))
    measured = cited.measure in _LENGTHS or (cited.measure and cited.measure == wanted.measure)
    if cited.rate not in UNITS_OF_TIME or wanted.rate or wanted.unit not in ("", "*") or measured:
        return Qualified()
    if any(qualifier(language, key).search(statement.lower()) for key in ("rate", "each", "average")):
        return Qualified()
    rest = quote[1][cited.start : _sentence(quote[1], cited)[1]]
    time = re.search(rf"(?i)\w*\s?{cited.rate}\w*", rest)
    return Qualified(" ".join(rest.split()), " ".join(time[0].split()) if time else "")


def _names_time(quote: tuple[str, str]) -> bool:
    """Whether a quotation names any time for which a number may be given."""
    small = quote[1].lower()
    own = any(qualifier(quote[0], key).search(small) for key in ("rate", "each", "average"))
    return own or any(map(names_time, _WORD.findall(small)))


def _with_figure(quote: str, words: re.Match[str], cited: Figure) -> Qualified:
    start, end = min(words.start(), cited.start), max(words.end(), cited.end)
    return Qualified(" ".join(quote[start:end].split()), " ".join(quote[words.start() : words.end()].split()))


def _clause(text: str, figure: Figure) -> tuple[int, int]:
    """The part of the sentence of a figure without the parts that a comma divides from it and that have a number."""
    first, last = _sentence(text, figure)
    for comma in _CLAUSE_END.finditer(text, first, figure.start):
        first = comma.end() if any(map(str.isdigit, text[first : comma.start()])) else first
    for comma in _CLAUSE_END.finditer(text, figure.end, last):
        if any(map(str.isdigit, text[comma.end() : last])):
            return first, comma.start()
    return first, last


def _sentence(text: str, figure: Figure) -> tuple[int, int]:
    ends = [(match.start(), match.end()) for match in STATEMENT_END.finditer(text)]
    first = max((end for _, end in ends if end <= figure.start), default=0)
    return first, min((start for start, _ in ends if start >= figure.end), default=len(text))


def _nearest_sentence(statement: tuple[str, str], quote: tuple[str, str]) -> str:
    """The sentence of a quotation that has the most words of a statement."""
    said = _stems(*statement)
    ends = [match.end() for match in STATEMENT_END.finditer(quote[1])]
    sentences = [quote[1][start:end] for start, end in pairwise([0, *ends, len(quote[1])])]
    return max(sentences, key=lambda one: len(said & _stems(quote[0], one)))


def _stems(language: str, text: str) -> set[str]:
    return {beginning_of(word) for word in content_stems(text.lower(), language)}


def no_longer(language: str, text: str, quotes: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Start and end of each word such as `now` in a statement whose quotations say that it was so earlier, and these words."""
    present = qualifier(language, "present")
    small = text.lower()
    if not quotes or not present.search(small) or qualifier(language, "past").search(small):
        return
    if is_negated(text, language):
        return  # `not yet final`
    there = []
    for tag, quote in quotes:
        sentence = _nearest_sentence((language, text), (tag, quote))
        earlier = qualifier(tag, "past").search(sentence.lower())
        if not earlier or qualifier(tag, "present").search(quote.lower()):
            return
        there.append(sentence[max(0, earlier.start() - 12) : earlier.end()])
    for match in present.finditer(small):
        yield match.start(), match.end(), " ".join(there[0].split())
