"""Which steps of arithmetic the words of a statement and its quotation let be meant: a difference, a rest, a share, a rate."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import product

from bindery.evidence.alignment import beginning_of, reading_of
from bindery.evidence.contrary_words import content_stems, is_negated, is_turned_round
from bindery.evidence.derivation import PLAIN_BOUNDS, Derivation, as_share
from bindery.evidence.derived_sums import is_part_of, says_other
from bindery.evidence.implied_figures import opens_whole
from bindery.evidence.working_steps import LARGE, POINTS, kind_of_number
from bindery.text.dates import mask
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.frames import frame_pattern, frame_words
from bindery.text.languages import NO_SPACES, code_of
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import FULL_STOP, STATEMENT_END

_LEAST_AMOUNT = 1000  # that is for each of several
_OPENING = 4  # words of a sentence
_TURNED_LIMITS = {("under", "at least"), ("at least", "under"), ("over", "at most"), ("at most", "over")}


class MeantSteps:
    """What the words of a statement and a quotation say of the steps that lead from one to the other.

    Attributes:
        needs_words: whether a small count may only be meant where words say so.
    """

    needs_words = True

    def __init__(self, case: Derivation) -> None:
        self.case = case

    @cached_property
    def compares(self) -> bool:
        """Whether the statement says how far apart two numbers are, or how something changed."""
        return bool(self.case.wanted.change.role) or _says_difference(self.case.language, self.case.statement)

    @cached_property
    def changes(self) -> bool:
        """Whether the quotation says how far apart two numbers are, or how something changed."""
        return _says_difference(self.case.language_of_quote, self.case.quote)

    @cached_property
    def is_rest(self) -> bool:
        """Whether one text is about what is left, or denies what the other one says."""
        return self.has_rest_words or _denies_other(self.case) or self._turns_limit

    @cached_property
    def has_rest_words(self) -> bool:
        """Whether one text has a word for what is left: *the rest*, *the others*."""
        return any(self._rest_words)

    @cached_property
    def may_be_left(self) -> bool:
        """Whether the statement says something else than the quotation, as it has to of what a small number leaves."""
        rest = self._rest_words
        return _denies_other(self.case) or rest[0] != rest[1] or says_other(self.case)

    @cached_property
    def says_more(self) -> bool:
        """Whether the statement has a word that the quotation has not."""
        return code_of(self.case.language) not in NO_SPACES and bool(_new_words(self.case))

    @cached_property
    def is_rate(self) -> bool:
        """Whether the statement says that a number is for each of several."""
        return bool(self.case.wanted.rate) or _says_each(self.case.language, self.case.statement)

    @cached_property
    def is_rate_there(self) -> bool:
        """Whether the quotation says that a number is for each of several."""
        return _says_each(self.case.language_of_quote, self.case.quote)

    @cached_property
    def _rest_words(self) -> tuple[bool, bool]:
        case = self.case
        texts = ((case.language, case.statement), (case.language_of_quote, case.quote))
        said, there = (
            any(figure_words(language, key).search(text.lower()) for key in ("rest", "spared"))
            for language, text in texts
        )
        return said, there

    @cached_property
    def _turns_limit(self) -> bool:
        """Whether the statement has a limit of the quotation the other way round: `15 and older` for `under 15`."""
        pairs = product(self.case.own, self.case.cited)
        return any(
            one.value == other.value and (one.bound, other.bound) in _TURNED_LIMITS for one, other in pairs
        )

    def may_subtract(self, one: Figure, other: Figure, *, part: bool) -> bool:
        """Whether the difference of two numbers may be meant.

        Args:
            one: a number of the quotation.
            other: another one.
            part: whether one of them is a part of the other.
        """
        return (
            self.compares
            or self.changes
            or other.change.role == "to"
            or self._may_be_apart(one, other, part=part)
        )

    def may_leave(self, share: Figure) -> bool:
        """Whether what a share leaves may be meant: it is denied, or its part or what it leaves is named too."""
        case, part = self.case, as_share(share)
        if self.is_rest or _denies_other(_in_sentence(case, share, share)):
            return True
        if case.wanted.bound in PLAIN_BOUNDS:
            return False
        own, there = ({one.value for one in some if one.unit != ORDINAL} for some in (case.own, case.numbers))
        named = part.numerator in own or (1 - part).numerator in there
        return (
            (share.unit == "share" and named)
            or self.may_be_left
            or (case.wanted.unit == "%" and self.says_more)
        )

    def _may_be_apart(self, one: Figure, other: Figure, *, part: bool) -> bool:
        """Whether a statement that does not compare may say how far two numbers are apart, or what is left of one of them."""
        case = self.case
        if part:
            sentence = _in_sentence(case, one, other)
            return MeantSteps(sentence).may_be_left or self._denies_part(one, other)
        apart = _denies_other(case) or not _new_words(case) <= {
            beginning_of(word) for word in case.wanted.noun[:1]
        }
        return (apart and not _are_of_two_times(case, one, other)) or self._denies_part(one, other)

    def _denies_part(self, one: Figure, other: Figure) -> bool:
        """Whether a statement denies of the same things what a quotation says of fewer: 9 are not open for `12 are planned; 3 are open`."""
        case = self.case
        whole, part = sorted((one, other), key=lambda each: -(each.value or 0))
        if part.noun[:1] == whole.noun[:1] or part.bound or whole.bound or not self.is_denied(part):
            return False
        clause = _clause_of(case, part)
        named = {beginning_of(word) for word in whole.noun}
        said = {beginning_of(word) for word in content_stems(case.statement, case.language)}
        there = {beginning_of(word) for word in content_stems(clause, case.language_of_quote)}
        counted = {beginning_of(word) for word in case.wanted.noun[:1]}
        return bool(named & counted) and bool((said & there) - named)

    def is_denied(self, part: Figure) -> bool:
        """Whether the statement denies something, and the clause of a number of the quotation does not."""
        case = self.case
        if not is_negated(case.statement, case.language):
            return False
        return not is_negated(_clause_of(case, part), case.language_of_quote)

    def are_of_one_thing(self, one: Figure, other: Figure) -> bool:
        """Whether two numbers may count one thing, or one of them is a part of the other."""
        if not (one.noun and other.noun) or self._thing(one) == self._thing(other):
            return True
        return self.is_rest or self.is_part(one, other)

    def is_part(self, one: Figure, other: Figure) -> bool:
        """Whether one of two numbers is a part of the other."""
        first, last = sorted((one, other), key=lambda each: each.start)
        part = is_part_of(self.case, first, last) or self._is_in_whole(first, last)
        return part or self._is_of_whole_before(first, last)

    def may_multiply(self, one: Figure, other: Figure) -> bool:  # noqa: ARG002  any two may
        """Whether a number may be for each of so many as another one."""
        return self.is_rate_there

    def may_change(self, one: Figure, other: Figure) -> bool:  # noqa: ARG002  any two may
        """Whether growth from one of two numbers to the other may be meant."""
        return self.compares

    def _thing(self, figure: Figure) -> str:
        """What a number counts, by the first word after it; in a language without spaces, by its first letter."""
        word = figure.noun[0]
        return word[:1] if code_of(self.case.language_of_quote) in NO_SPACES else beginning_of(word)

    def _is_of_whole_before(self, one: Figure, other: Figure) -> bool:
        """Whether the sentence of the smaller number begins with the group that the larger one before it counts: `Of the victims, 54`."""
        first, last = sorted((one, other), key=lambda each: each.start)
        if not (last.value or 0) < (first.value or 0):
            return False
        quote, language = self.case.quote, self.case.language_of_quote
        start = _start_of_sentence(quote, last.start)
        opening = " ".join(quote[start : last.start].lower().split()[:_OPENING])
        of_all = frame_words(language, "of") | frame_words(language, "among")
        return start > first.start and any(f" {word} " in f" {opening} " for word in of_all)

    def _is_in_whole(self, one: Figure, other: Figure) -> bool:
        """Whether the sentence of two numbers begins with one of them as a whole: `Of the 318 people who came, 127 stayed`."""
        first, last = sorted((one, other), key=lambda each: each.start)
        quote = self.case.quote
        smaller = (last.value or 0) < (first.value or 0) and not self.are_apart(first, last)
        return smaller and opens_whole(quote[_start_of_sentence(quote, first.start) : first.start])

    def are_apart(self, one: Figure, other: Figure) -> bool:
        """Whether two numbers of the quotation are in two sentences."""
        first, last = sorted((one, other), key=lambda each: each.start)
        return bool(FULL_STOP.search(self.case.quote[first.end : last.start]))

    def is_of_them(self, factor: Figure) -> bool:
        """Whether a share is of what the sentence before names: `more than half of them`."""
        quote, of_them = self.case.quote, frame_pattern(self.case.language_of_quote, "parts")
        after = of_them.search(quote, factor.end)
        if after and len(quote[factor.end : after.start()].split()) <= 1:
            return True
        return bool(of_them.match(quote[_start_of_sentence(quote, factor.start) : factor.start].lstrip()))

    def is_turned(self, one: Figure) -> bool:
        """Whether the statement compares the other way round: `A is half of B` for `B is twice A`."""
        case = self.case
        said = case.statement.lower(), case.wanted.start, case.wanted.end
        return is_turned_round(said, (case.quote.lower(), one.start, one.end), case.language_of_quote)


class AnySteps(MeantSteps):
    """As if the words compared and told a rate; only a difference, which may turn what is said into its opposite, needs its words."""

    needs_words = False
    compares = True

    def may_subtract(self, one: Figure, other: Figure, *, part: bool) -> bool:
        """Whether the difference of two numbers may be meant."""
        part = part or self.is_part(one, other)
        return self._words.may_subtract(one, other, part=part)

    @cached_property
    def _words(self) -> MeantSteps:
        return MeantSteps(self.case)

    def may_change(self, one: Figure, other: Figure) -> bool:
        """Whether growth from one of two numbers to the other may be meant."""
        return not self.is_part(one, other)

    def may_multiply(self, one: Figure, other: Figure) -> bool:
        """Whether a number may be for each of so many as another one; without words, not two small counts."""
        large = max(one.value or 0, other.value or 0) >= _LEAST_AMOUNT
        return self.is_rate_there or large or kind_of_number(one) != kind_of_number(other)

    def are_of_one_thing(self, one: Figure, other: Figure) -> bool:
        """Whether two numbers may count one thing; any two may."""
        return bool(one.value and other.value)


def may_divide(one: Figure, other: Figure) -> bool:
    """Whether two numbers are of one kind, or the kind that only one of them names is surely that of both."""
    alike = kind_of_number(one) == kind_of_number(other) and one.rate == other.rate
    changed = {one.change.role, other.change.role} == {"from", "to"}
    return alike or changed or min(one.value or 0, other.value or 0) >= LARGE


def is_step(one: Figure, other: Figure) -> bool:
    """Whether one of two numbers is what the other one changed by."""
    return POINTS in (one.unit, other.unit) or "by" in (one.change.role, other.change.role)


def _says_difference(language: str, text: str) -> bool:
    """Whether a text has a word for how far apart two numbers or dates are: *more*, *later*."""
    small = text.lower()
    return any(words(language, "difference").search(small) for words in (qualifier, figure_words))


def _says_each(language: str, text: str) -> bool:
    small = text.lower()
    return bool(qualifier(language, "each").search(small) or figure_words(language, "per").search(small))


def _denies_other(case: Derivation) -> bool:
    """Whether one text denies something and the other one does not: 83 did not for `29 of the 112 did`."""
    return is_negated(case.statement, case.language) != is_negated(case.quote, case.language_of_quote)


def _new_words(case: Derivation) -> set[str]:
    """The beginnings of the words of a statement that its quotation has not, other than those of its figures."""
    rest = mask(case.statement, [(one.start, one.end) for one in case.own])
    said, there = (
        {beginning_of(word) for word in content_stems(text.lower(), language)}
        for text, language in ((rest, case.language), (case.quote, case.language_of_quote))
    )
    return said - there


def _are_of_two_times(case: Derivation, one: Figure, other: Figure) -> bool:
    """Whether each of two numbers of a quotation has another year beside it, so that they only compare."""
    quote = reading_of(case.language_of_quote, case.quote, case.cited)
    years = [
        {day.day.year for day in case.cited if day.day and day.day.year and start <= day.start < end}
        for start, end in (quote.clause_of(one), quote.clause_of(other))
    ]
    return all(years) and years[0] != years[1]


def _in_sentence(case: Derivation, one: Figure, other: Figure) -> Derivation:
    """A quotation with nothing but the sentence of two of its figures, in which each word keeps its place."""
    ends = [match.end() for match in STATEMENT_END.finditer(case.quote)]
    first = max((end for end in ends if end <= min(one.start, other.start)), default=0)
    last = min((end for end in ends if end >= max(one.end, other.end)), default=len(case.quote))
    return replace(case, quote=" " * first + case.quote[first:last])


def _clause_of(case: Derivation, part: Figure) -> str:
    """The clause of a number of a quotation; all of it if that has the number in another form."""
    quote = reading_of(case.language_of_quote, case.quote, case.cited)
    home = next((one for one in case.cited if one.start == part.start), None)
    return case.quote[slice(*quote.clause_of(home))] if home else case.quote


def _start_of_sentence(text: str, at: int) -> int:
    return max((match.end() for match in FULL_STOP.finditer(text, 0, at)), default=0)
