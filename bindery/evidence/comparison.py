"""Compares the figures of claims: the figure of each on one scale, in one unit, never an average."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bindery.evidence import changes
from bindery.evidence.compared_kinds import NOTHING, Counted, count_the_same, things_counted
from bindery.evidence.register import BriefingRegister
from bindery.model.blocks.compare import compared_claims, compared_unit
from bindery.model.briefing import Block
from bindery.text import amounts, units
from bindery.text.amounts import ASIDE, SUBJECT, Amount
from bindery.text.things import things_in
from bindery.text.wording import Sentence, wording_of

_STEPS = (1, 2, 2.5, 5, 10)  # a scale ends at one of these, times a power of ten
_WHOLE = 100  # width of the scale, in per cent

# How a figure is said with its bound.
_SAID = {
    "over": Sentence("over %(figure)s"),
    "at least": Sentence("at least %(figure)s"),
    "under": Sentence("under %(figure)s"),
    "at most": Sentence("at most %(figure)s"),
    "about": Sentence("about %(figure)s"),
}

GIVEN, FOUND, UNCLEAR, NONE = "given", "found", "unclear", "none"  # how the figure of a claim is known


@dataclass(frozen=True)
class StatedClaim:
    """What a comparison needs of a claim.

    Attributes:
        id: id of the claim.
        words: its statement as plain text.
        value: the figure that its author named; empty when the author named none.
        unit: the unit that its author named; empty when the author named none.
        language: the language of the briefing.
    """

    id: str
    words: str
    value: str = ""
    unit: str = ""
    language: str = "en"


@dataclass(frozen=True)
class ComparedValue:
    """The figure that one claim gives.

    Attributes:
        claim: id of the claim.
        how: `GIVEN` by its author, `FOUND` as the only one, `UNCLEAR` which one it is, or `NONE` at all.
        shown: the figure as the claim writes it, with its bound and unit: `over 100`, `56%`, `2 tonnes`; may be empty.
        figure: the same without its bound.
        low: the number, or the lower end of a range, on the scale of the comparison; None when there is no figure.
        high: the number, or the upper end of a range, on the scale of the comparison; None when there is no figure.
        bound: `over`, `at least`, `under`, `at most`, `about`, or empty.
        unit: key of its unit, see `units.find_unit`; empty for a plain count.
        counted: what is counted, as the author named it; empty when the author named nothing or a unit.
        noun: the word after the figure; may be empty.
        what: what it counts.
    """

    claim: str
    how: str = NONE
    shown: str = ""
    figure: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    bound: str = ""
    unit: str = ""
    counted: str = ""
    noun: str = ""
    what: Counted = NOTHING

    @property
    def is_range(self) -> bool:
        """Whether the claim gives a range."""
        return self.low != self.high


@dataclass(frozen=True)
class Comparison:
    """The values of several claims on one scale.

    Attributes:
        values: the value of each claim, in the order of the block.
        bottom: the beginning of the scale: zero, or less if a value is negative.
        top: the end of the scale.
        unit: what stands at the axis: a unit, or what is counted; empty when neither is known.
        percent: whether the figures are per cent.
        clashing: the first two values that do not fit on one scale; empty when all do.
        language: the language of the claims.
    """

    values: tuple[ComparedValue, ...]
    bottom: Fraction = Fraction(0)
    top: Fraction = Fraction(1)
    unit: str = ""
    percent: bool = False
    clashing: tuple[ComparedValue, ...] = ()
    language: str = "en"

    @property
    def drawn(self) -> tuple[ComparedValue, ...]:
        """The values to draw: those with a figure, if there are two or more and all fit on one scale; else none."""
        found = tuple(value for value in self.values if value.low is not None)
        return found if len(found) > 1 and not self.clashing else ()

    @property
    def converted(self) -> bool:
        """Whether claims write their figures in different units."""
        return len({value.unit for value in self.drawn if value.unit}) > 1

    @property
    def span(self) -> str:
        """The lowest and the highest figure, as claims write them: `29 to over 100`; empty if there are no two to draw."""
        ends = [(value.low, value.high, value.shown) for value in self.drawn if value.low is not None]
        known = [(low, high, shown) for low, high, shown in ends if high is not None]
        if not known:
            return ""
        lowest, highest = min(known, key=lambda end: end[0])[2], max(known, key=lambda end: end[1])[2]
        say = wording_of(self.language).say
        return say("%(lowest)s to %(highest)s", lowest=lowest, highest=highest) if lowest != highest else ""

    def place(self, amount: Fraction) -> str:
        """The position of an amount on the scale, in per cent of its width."""
        return f"{float(_WHOLE * (amount - self.bottom) / (self.top - self.bottom)):.2f}"


def compare_figures(claims: Iterable[StatedClaim], unit: str = "") -> Comparison:
    """The comparison of some claims.

    Args:
        claims: the claims, in the order in which they are shown.
        unit: the unit that the block names; empty for none.
    """
    claims = list(claims)
    found = {claim.id: amounts.find_amounts(claim.words, claim.language) for claim in claims}
    given = {claim.id: given_amount(claim) for claim in claims if claim.value}
    rest = {key: items for key, items in _without_shared(found).items() if key not in given}
    named = [[amount] for amount in given.values() if amount]
    wanted = units.dimension(units.known_unit(unit))
    if wanted not in units.TIME and _has_others([*rest.values(), *named]):
        rest = {key: _without_spans(items) for key, items in rest.items()}
    kind = wanted or _kind([*rest.values(), *named])
    values = (
        _stated(claim, given[claim.id]) if claim.value else _chosen(claim, rest[claim.id], kind)
        for claim in claims
    )
    language = claims[0].language if claims else "en"
    return replace(_on_one_scale(tuple(values), unit, language), language=language)


def _stated(claim: StatedClaim, amount: Amount | None) -> ComparedValue:
    """The value of a claim whose author named it; unclear if its text does not have it."""
    return _value(claim, amount, GIVEN) if amount else ComparedValue(claim.id, UNCLEAR)


def _has_others(found: Iterable[Sequence[Amount]]) -> bool:
    """Whether there is an amount that is not a length of time."""
    return any(not amount.is_span for items in found for amount in items)


def _without_spans(items: Sequence[Amount]) -> list[Amount]:
    return [amount for amount in items if not amount.is_span]


def given_amount(claim: StatedClaim) -> Amount | None:
    """The amount in a claim's text that its author named as its value; None when the text has no such amount."""
    wanted = amounts.find_amounts(claim.value, claim.language)[0]
    fitting = [
        amount
        for amount in amounts.find_amounts(claim.words, claim.language)
        if (amount.low, amount.high) == (wanted.low, wanted.high)
        and wanted.bound in ("", amount.bound)
        and (not wanted.unit or wanted.unit == amount.unit)
    ]
    return next(iter(sorted(fitting, key=lambda amount: amount.role != SUBJECT)), None)


def _without_shared(found: Mapping[str, Sequence[Amount]]) -> dict[str, list[Amount]]:
    """The amounts of each claim that may be its figure, without those that all claims have, such as `3 roads`.

    What all claims have belongs to their subject. It is kept if a claim has nothing else.
    """
    left = {key: [amount for amount in items if amount.role != ASIDE] for key, items in found.items()}
    meanings = [
        {_meaning(amount) for amount in items if amount.noun and amount.noun != "of"}
        for items in left.values()
    ]
    shared = set.intersection(*meanings) if len(meanings) > 1 else set()
    own = {key: [amount for amount in items if _meaning(amount) not in shared] for key, items in left.items()}
    return own if all(own.values()) else left


def _meaning(amount: Amount) -> tuple[object, ...]:
    return amount.low, amount.high, amount.unit, amount.noun


def _kind(found: Collection[Sequence[Amount]]) -> str | None:
    """What is compared: the dimension that all claims with amounts have; None when there is not exactly one.

    Args:
        found: the amounts of each claim that may be its figure.
    """
    kinds = [{units.dimension(amount.unit) for amount in _main(items)} for items in found if items]
    common = set.intersection(*kinds) if kinds else set()
    return common.pop() if len(common) == 1 else None


def _main(items: Sequence[Amount]) -> list[Amount]:
    """The amounts of a claim without the shares, if there is something else."""
    return [amount for amount in items if not amount.is_share] or list(items)


def _chosen(claim: StatedClaim, items: list[Amount], kind: str | None) -> ComparedValue:
    """The value of a claim whose author named none: its only amount of the kind that is compared."""
    left = _candidates(claim, items, kind)
    if len(left) == 1 and left[0].role == SUBJECT:
        return _value(claim, left[0], FOUND)
    return ComparedValue(claim.id, UNCLEAR if items else NONE)


def _candidates(claim: StatedClaim, items: list[Amount], kind: str | None) -> list[Amount]:
    """The amounts of a claim of the kind that its author or the comparison wants; if there are none, its main ones."""
    named, counted = units.known_unit(claim.unit), claim.unit.lower()
    wanted = units.dimension(named) if named else kind
    left = [amount for amount in items if units.dimension(amount.unit) == wanted]
    if named:
        return left or [amount for amount in items if not amount.unit]
    left = left or _main(items)
    return [amount for amount in left if counted and amount.noun.lower() == counted] or left


def _value(claim: StatedClaim, amount: Amount, how: str) -> ComparedValue:
    named = units.known_unit(claim.unit)
    plain = amount.unit in ("", units.PERCENT, "share", "times", "*")
    words = claim.words[amount.start : amount.end if plain else amount.unit_end]
    wording = wording_of(claim.language)
    if amount.unit == units.PERCENT and "%" not in words:
        words += wording.percent_sign
    return ComparedValue(
        claim=claim.id,
        how=how,
        shown=wording.message(_SAID[amount.bound]) % {"figure": words} if amount.bound else words,
        figure=words,
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        unit=amount.unit or named,
        counted="" if named else claim.unit,
        noun=amount.noun,
        what=things_counted("" if named else claim.unit, amount.noun, claim.words, claim.language),
    )


def _first_of(found: Sequence[ComparedValue], target: str) -> ComparedValue:
    """The first value in a unit, if possible one that says what it counts."""
    fitting = [value for value in found if value.unit == target] or found
    return next((value for value in fitting if value.what.things or value.what.named), fitting[0])


def _on_one_scale(values: tuple[ComparedValue, ...], unit: str, language: str) -> Comparison:
    """The values in one unit and on one scale, or with the two that do not fit together."""
    found = [value for value in values if value.low is not None]
    if not found:
        return Comparison(values)
    known = units.known_unit(unit)
    target = known or Counter(value.unit for value in found).most_common(1)[0][0]
    first = _first_of(found, target)
    odd = next((v for v in found if not _fits(v, first, target, known=known, unit=unit)), None)
    odd = _not_named(found, "" if known else unit, language) or odd
    if odd:
        return Comparison(values, unit=unit, clashing=(odd,) if odd is first else (odd, first))
    made = tuple(_converted(value, target, units.scale_of(unit)) for value in values)
    bottom, top = _scale(made)
    label = unit or _unit_at_axis(found, target, language)
    return Comparison(made, bottom, top, label, percent=target == units.PERCENT)


def _scale(values: Iterable[ComparedValue]) -> tuple[Fraction, Fraction]:
    """The two ends of a scale with zero and all the values on it."""
    ends = [end for value in values for end in (value.low, value.high) if end is not None]
    lowest, highest = min(ends), max(ends)
    bottom = -_rounded_up(-lowest) if lowest < 0 else Fraction(0)
    return bottom, _rounded_up(highest) if highest > 0 or not bottom else Fraction(0)


def _fits(value: ComparedValue, first: ComparedValue, target: str, *, known: str, unit: str) -> bool:
    """Whether a value can be drawn on a scale of one unit.

    Args:
        value: the value.
        first: the first value in the unit.
        target: key of the unit of the scale.
        known: key of the unit that the block names; empty if it names none of the table.
        unit: what the block names as its unit.
    """
    counts = not (unit or value.unit.split(" per")[0] or first.unit.split(" per")[0])
    if counts and not count_the_same(value.what, first.what):
        return False
    if not value.unit:
        return not target or bool(known)
    if value.unit != target and unit and not known:
        return False  # the label would be that of one of two units
    return units.convert(Fraction(1), value.unit, target) is not None


def _not_named(found: Sequence[ComparedValue], unit: str, language: str) -> ComparedValue | None:
    """The first value that is certainly no number of the things that the block names: metres or boats for people."""
    named = things_counted(unit, "", "", language)._replace(named="")
    if not named.things:
        return None
    return next(
        (
            value
            for value in found
            if value.unit.split(" per")[0] or count_the_same(named, value.what._replace(named="")) is False
        ),
        None,
    )


def _converted(value: ComparedValue, target: str, scale: int) -> ComparedValue:
    """The value in the unit of the scale."""
    if value.low is None or value.high is None:
        return value
    ends = [units.convert(end, value.unit or target, target) for end in (value.low, value.high)]
    low, high = (Fraction(0) if end is None else end / scale for end in ends)
    return replace(value, low=low, high=high)


def _unit_at_axis(found: Sequence[ComparedValue], target: str, language: str) -> str:
    """The unit of the scale, or what all the values count; empty when they do not say the same."""
    if target and target != units.PERCENT:
        return target
    counted = {value.counted or value.noun for value in found}
    if target or len(counted) > 1:
        named = {value.counted for value in found if value.counted}
        return named.pop() if len(named) == 1 and not target else ""
    word = counted.pop()
    known = any(value.counted for value in found) or bool(things_in(word, language))
    return word if known or amounts.is_counted(word) else ""


def _rounded_up(most: Fraction) -> Fraction:
    """The next round number, at which the scale ends."""
    if not most:
        return Fraction(1)
    power = Fraction(10) ** math.floor(math.log10(most))
    return next(power * Fraction(step) for step in _STEPS if power * Fraction(step) >= most)


def stated_claim(register: BriefingRegister, key: str) -> StatedClaim:
    """What a comparison needs of the claim with this id."""
    claim = register.claims[key]
    words = changes.statement_words(register, claim)
    language = register.parsed.briefing.language
    return StatedClaim(key, words, str(claim.value or ""), str(claim.unit or ""), language)


def compare_block(register: BriefingRegister, block: Block) -> Comparison:
    """The comparison of the claims of a `compare` block; those that do not exist are left out."""
    keys = (key for key in compared_claims(block, register.parsed.briefing) if key in register.claims)
    return compare_figures((stated_claim(register, key) for key in keys), compared_unit(block))
