"""Checks the figures that claims give for comparisons, and the blocks that compare them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bindery.evidence.compared_kinds import (
    Counted,
    count_the_same,
    names_nothing,
    names_other_thing,
    things_counted,
)
from bindery.evidence.comparison import (
    NONE,
    UNCLEAR,
    ComparedValue,
    Comparison,
    StatedClaim,
    compare_block,
    given_amount,
    stated_claim,
)
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister, Path
from bindery.model.blocks.compare import ComparedClaims, compared_claims
from bindery.model.briefing import Block
from bindery.text import amounts, units
from bindery.text.problems import Problem
from bindery.text.span import Span


def check_comparisons(graph: Graph) -> Iterator[Problem]:
    """The problems of comparisons: unclear or missing figures (B363), invented ones (B364), several units (B324)."""
    for register in graph.registers.values():
        yield from _values_not_in_text(register)
        for index, section in enumerate(register.parsed.briefing.sections):
            for number, block in enumerate(section.content):
                if block.kind == "compare":
                    yield from _check_block(
                        register, block, ("sections", index, "content", number, "compare")
                    )


def _values_not_in_text(register: BriefingRegister) -> Iterator[Problem]:
    """An error (B364) for each value or unit that the author named and the text of the claim does not have."""
    for key, claim in register.claims.items():
        if not claim.value:
            continue
        stated, span = stated_claim(register, key), register.parsed.document.span
        amount = given_amount(stated)
        unit = units.known_unit(stated.unit)
        if amount is None:
            fault = f"the text of `{key}` does not give the figure `{claim.value}`", "value"
            remedy = f"write a figure of the text: {_named(stated)}" if _named(stated) else "delete `value`"
        elif (unit or _names_things(stated)) and amount.unit.split(" per")[0] and unit != amount.unit:
            fault = (
                f"the text of `{key}` gives its figure in {amount.unit}, not in {unit or stated.unit}",
                "unit",
            )
            remedy = "write the unit of the text, or delete `unit`"
        elif names_other_thing(_counted(stated, amount), amount.noun, stated.language):
            fault = f"the text of `{key}` gives this figure for {amount.noun}, not for {stated.unit}", "unit"
            remedy = "write what the text counts, or delete `unit`"
        else:
            continue
        related = ((span(*register.paths[key], "text"), "the text of the claim"),)
        yield Problem("B364", fault[0], span(*register.paths[key], fault[1]), help=remedy, related=related)


def _names_things(claim: StatedClaim) -> bool:
    """Whether the author of a claim named things as its unit, such as people, and no measure."""
    return bool(things_counted(claim.unit, "", "", claim.language).things)


def _counted(claim: StatedClaim, amount: amounts.Amount) -> Counted:
    named = "" if units.known_unit(claim.unit) else claim.unit
    return things_counted(named, amount.noun, claim.words, claim.language)


def _named(claim: StatedClaim) -> str:
    """The amounts in the text of a claim, as code."""
    found = amounts.find_amounts(claim.words, claim.language)
    return " or ".join(f"`{claim.words[a.start : a.unit_end if a.unit else a.end]}`" for a in found)


def _check_block(register: BriefingRegister, block: Block, path: Path) -> Iterator[Problem]:
    compare = compare_block(register, block)
    spans = _places(register, block, path)
    figures = any(value.how != NONE for value in compare.values)
    for value in compare.values:
        claim, place = stated_claim(register, value.claim), spans[value.claim]
        text = register.parsed.document.span(*register.paths[value.claim], "text")
        if value.how == UNCLEAR and not claim.value:
            unclear = True
        elif value.how == NONE and figures:
            unclear = False
        else:
            continue
        yield Problem(
            "B363",
            f"it is not clear which figure of `{value.claim}` is compared: {_named(claim)}"
            if unclear
            else f"`{value.claim}` has no figure to compare",
            place,
            severity="error" if unclear else "warning",
            help="add the figure to the claim, as in `value: 50`; and what it counts, as in `unit: people`"
            if unclear
            else "write the figure into the claim, or leave the claim out of this block",
            related=((text, "the text of the claim"),),
        )
    if compare.clashing:
        yield _clash(compare, spans)


def _places(register: BriefingRegister, block: Block, path: Path) -> dict[str, Span]:
    """Where a block names each of its claims, by id; where it names a dispute, that place."""
    compared = block.of("compare")
    if isinstance(compared, ComparedClaims):
        path = (*path, "claims" if compared.claims else "dispute")
    keys = compared_claims(block, register.parsed.briefing)
    return {str(key): register.parsed.document.span(*path, nth) for nth, key in enumerate(keys)}


def _with_noun(value: ComparedValue) -> str:
    """A figure and what it counts, for a message."""
    noun = value.counted or ("" if value.unit or names_nothing(value.noun) else value.noun)
    return value.shown if value.shown.endswith(noun) else f"{value.shown} {noun}"


def _clash(compare: Comparison, spans: Mapping[str, Span]) -> Problem:
    """The error for figures that do not fit on one scale."""
    shown = [_with_noun(value) for value in compare.clashing]
    units_differ = len({value.unit for value in compare.clashing}) > 1
    asked = len(shown) > 1 and count_the_same(*(value.what for value in compare.clashing)) is None
    verb = (
        "have different units"
        if units_differ
        else "may count different things"
        if asked
        else "count different things"
    )
    message = (
        f"`{shown[0]}` and `{shown[1]}` {verb}"
        if len(shown) > 1
        else f"`{shown[0]}` is not in the unit of this block, `{compare.unit}`"
    )
    return Problem(
        "B324",
        message,
        spans[compare.clashing[0].claim],
        help="give both claims the same `unit:` if they count the same, else make two blocks"
        if asked
        else "compare only figures of one unit, or make two blocks; `value:` in a claim says which of its figures is meant",
    )
