"""Every figure that a briefing states, each with what carries it: a quotation, a calculation, a dataset, a date, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, starmap
from typing import TYPE_CHECKING, NamedTuple

from bindery.evidence import operands
from bindery.evidence.cited_material import BriefingMaterial, Material, Shelf, figures_in_quotation
from bindery.evidence.cited_sentences import cited_sentences
from bindery.evidence.contradictions import against_quotations, contradictions
from bindery.evidence.contrary_days import has_weekday
from bindery.evidence.contrary_messages import UNQUALIFIED, Contradiction, Qualified
from bindery.evidence.counted_things import other_thing
from bindery.evidence.figure_labels import other_fate
from bindery.evidence.figure_matching import Carrier, FigureIndex, Fit, Support, fit_of
from bindery.evidence.figure_rivals import in_words, rival_of
from bindery.evidence.figures_meant import (
    counts_something,
    dates_of_briefing,
    figures_outside_names,
    figures_stated,
    is_aside,
    is_rate_base,
    is_small_count,
    keys_mean,
    names_with_digits,
)
from bindery.evidence.implied_figures import is_length, told_shares
from bindery.evidence.kept_contradictions import contradictions_in_words
from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.statements import StatedText, statements_of
from bindery.model.briefing import Evidence
from bindery.model.vocabulary import BASES
from bindery.text import dates as days
from bindery.text import numerals
from bindery.text.bounds import names_bound, says_estimate
from bindery.text.elisions import completed
from bindery.text.figure import Figure
from bindery.text.language_guess import likelier_language

if TYPE_CHECKING:
    from bindery.evidence.alignment import ReadText

_CLOSE = frozenset({"claim", "event"})  # statements with evidence of their own
_READ = frozenset(  # languages whose numbers in words are read
    ["", "en", "de", "fr", "es", "ur", "it", "pt", "nl", "ru", "pl", "tr", "fa", "hi", "ar", "ps", "zh", "ja"]
)
_MOST_QUOTATIONS = 40  # in which it is looked for what a figure follows from
_ENUMERATION = re.compile(r"\((\d{1,2})\)")


@dataclass(frozen=True)
class FigureReading:
    """A figure that a briefing states, and what carries it.

    Attributes:
        statement: the text that has it.
        figure: the figure, with its place in that text.
        outcome: `quoted`, `cell`, `computed`, `dataset`, `stated` (by a claim), `dated`, `titled`, `declared` or
            `missing`.
        support: what carries it, even if it has another bound; None when nothing does.
        key: the key of `allow_figures` that names it; empty for none.
        reason: the reason that the author gives there, or what its block says it is based on; else empty.
        contrary: what the source says instead, or with a word that is left out; else empty.
    """

    statement: StatedText
    figure: Figure
    outcome: str
    support: Support | None = None
    key: str = ""
    reason: str = ""
    contrary: Qualified = UNQUALIFIED

    @property
    def words(self) -> str:
        """The figure as it is written."""
        return " ".join(self.statement.text[self.figure.start : self.figure.end].split())

    @property
    def lacks_bound(self) -> bool:
        """Whether the source gives the number with a bound that the statement leaves out."""
        return (
            self.outcome != "declared" and self.support is not None and self.support.fit == Fit.WITHOUT_BOUND
        )


@dataclass
class FiguresOfBriefing:
    """Every figure of a briefing, and what its claims cite.

    Attributes:
        readings: the figures, in reading order.
        materials: what each claim or other statement with a figure cites, by path and number of the paragraph.
        unused: each key of an `allow_figures` that names no figure, with the path of its owner.
    """

    readings: list[FigureReading] = field(default_factory=list)
    materials: dict[tuple[Path, int], Material] = field(default_factory=dict)
    unused: list[tuple[Path, str]] = field(default_factory=list)


def read_figures(register: BriefingRegister, shelf: Shelf) -> FiguresOfBriefing:
    """Every figure that a briefing states, with what carries it.

    Args:
        register: the briefing.
        shelf: the figures of all sources of the project.
    """
    if register.slug not in shelf.readings:
        shelf.readings[register.slug] = _Reader(register, shelf).read()
    found: FiguresOfBriefing = shelf.readings[register.slug]
    return found


def states_figures(register: BriefingRegister) -> bool:
    """Whether a briefing states any figure. It may be a date of the briefing itself, which is not listed."""
    names = names_with_digits(register)
    return any(
        not figure.weak
        for statement in statements_of(register)
        for figure in figures_outside_names(statement.text, names, register.parsed.briefing.language)
    )


class _OtherForms(NamedTuple):
    """The figures of a statement in other forms.

    Attributes:
        full: each bare number with the unit that its sentence names for another one.
        shares: the share of which a figure is one of the two numbers, by the offset of the figure.
    """

    full: Mapping[Figure, Figure]
    shares: Mapping[int, Figure]


class _Reader:
    """Reads the claims of a briefing first, because other texts may repeat their figures."""

    def __init__(self, register: BriefingRegister, shelf: Shelf) -> None:
        self.register = register
        self.briefing = register.parsed.briefing
        self.material = BriefingMaterial(register, shelf)
        self.names = names_with_digits(register)
        self.own_dates = [days.parse_date(day) for day in dates_of_briefing(register)]
        self.stated: dict[str, FigureIndex] = {}  # by claim
        self.stated_anywhere: FigureIndex | None = None
        self.used: set[tuple[Path, str]] = set()
        self.languages: dict[tuple[Path, int], str] = {}  # of each statement
        self.forms: dict[tuple[Path, int], _OtherForms] = {}
        self.found = FiguresOfBriefing()
        self.allowed = {
            path: _figures_by_key(allowed, self.briefing.language)
            for path, allowed in allowances(register).items()
        }

    def read(self) -> FiguresOfBriefing:
        statements = statements_of(self.register)
        readings = {id(one): self._of_claim(one) for one in statements if one.claim}
        for statement in statements:
            known = readings.get(id(statement))
            self.found.readings += self._of_text(statement) if known is None else known
        self._use_keys_of_operands()
        self.found.unused = [
            (path, key) for path, keys in self.allowed.items() for key in keys if (path, key) not in self.used
        ]
        return self.found

    def _of_claim(self, statement: StatedText) -> list[FigureReading]:
        claim = self.register.claims[statement.claim]
        material = self.material.of_claim(claim, partial(operands.results_of, claim.calculation))
        results = [c for index in material.indexes for c in index.carriers if c.kind == "computed"]
        self.found.materials[statement.path, 0] = material
        found = [self._reading(statement, figure, material) for figure in self._outside_names(statement)]
        carriers = [_as_stated(reading, statement.claim) for reading in found if not is_aside(reading.figure)]
        self.stated[statement.claim] = FigureIndex(
            [*carriers, *(replace(c, place=claim.id) for c in results)]
        )
        kept = [reading for reading in found if not reading.figure.weak or reading.contrary.words]
        return [*kept, *self._contradicted(statement, material, claim.evidence)]

    def _of_text(self, statement: StatedText) -> Iterator[FigureReading]:
        figures = list(self._figures_of_text(statement))
        event = self._evidence_of_event(statement)
        if not (
            figures or event or statement.cited or has_weekday(statement.text, self._language(statement))
        ):
            return
        stated = [self.stated[key] for key in statement.claims if key in self.stated]
        if statement.restates:
            stated.append(self._stated_anywhere())
        material = self.material.of_statement(statement, stated)
        self.found.materials[statement.path, statement.number] = material
        found = (self._reading(statement, figure, material) for figure in figures)
        yield from (reading for reading in found if not reading.figure.weak or reading.contrary.words)
        yield from self._contradicted(statement, material, event)
        yield from self._contradicted_sentences(statement, material)

    def _evidence_of_event(self, statement: StatedText) -> tuple[Evidence, ...]:
        found = (one.evidence for one in self.briefing.events if one.id == statement.event)
        return next(found, ())

    def _outside_names(self, statement: StatedText) -> Iterator[Figure]:
        """The figures of a statement that are no part of a name. Most statements have none, whatever their language is."""
        if not numerals.has_no_figure(statement.text):
            yield from figures_outside_names(statement.text, self.names, self._language(statement))

    def _figures_of_text(self, statement: StatedText) -> Iterator[Figure]:
        """The figures of a statement other than a claim that state something."""
        for figure in self._outside_names(statement):
            meant = (
                not figure.weak
                or statement.noun in _CLOSE
                or counts_something(statement.text, figure, self._language(statement))
            )
            if meant and not self._is_no_fact(statement, figure):
                yield figure

    def _contradicted(
        self, statement: StatedText, material: Material, evidence: Iterable[Evidence]
    ) -> Iterator[FigureReading]:
        """What a statement says that the quotations of its evidence contradict."""
        quoted = [piece for piece in evidence if piece.quote]
        said = [
            *starmap(
                Contradiction,
                contradictions(
                    statement.text,
                    [piece.quote or "" for piece in quoted],
                    material.days(),
                    self._language(statement),
                ),
            ),
            *contradictions_in_words(self.briefing.language, statement.text, self._supporting(quoted)),
        ]
        return self._as_readings(statement, said)

    def _contradicted_sentences(self, statement: StatedText, material: Material) -> Iterator[FigureReading]:
        """What the sentences of a paragraph say that the quotations in their own citations contradict."""
        language_of = self.material.shelf.graph.language_of
        for start, text, quoted in cited_sentences(statement):
            said = [
                *starmap(
                    Contradiction,
                    against_quotations(
                        text, [quote for _, quote in quoted], material.days(), self._language(statement)
                    ),
                ),
                *contradictions_in_words(
                    self.briefing.language, text, [(language_of(source), quote) for source, quote in quoted]
                ),
            ]
            yield from self._as_readings(
                statement, [one._replace(start=start + one.start, end=start + one.end) for one in said]
            )

    def _as_readings(self, statement: StatedText, said: Iterable[Contradiction]) -> Iterator[FigureReading]:
        """Contradicted words as figures that nothing carries, each place once."""
        shown: list[Figure] = []
        for start, end, words, left_out in said:
            figure = Figure(start, end)
            again = any(start < one.end and one.start < end for one in shown)
            shown.append(figure)
            if not again and not self._keys_of(statement, figure):
                yield FigureReading(statement, figure, "missing", contrary=Qualified(words, left_out))

    def _figures(self, statement: StatedText, language: str = "") -> tuple[Figure, ...]:
        """The figures of a statement, in the language of the briefing unless another is given."""
        return figures_stated(statement.text, language or self._language(statement))

    def _language(self, statement: StatedText) -> str:
        """The language of a statement: that of the briefing, unless it has more words of that of a source."""
        key = statement.path, statement.number
        if key not in self.languages:
            language, language_of = str(self.briefing.language), self.material.shelf.graph.language_of
            quotes = dict(self._quoted_words(statement))
            for tag in dict.fromkeys(language_of(source) for source in self._sources_of(statement)):
                language = likelier_language(statement.text, language, tag, quotes.get(tag, ""))
            self.languages[key] = language
        return self.languages[key]

    def _quoted_words(self, statement: StatedText) -> Iterator[tuple[str, str]]:
        """The language and the words of each quotation of a claim."""
        if statement.claim:
            yield from self._supporting(p for p in self.register.claims[statement.claim].evidence if p.quote)

    def _supporting(self, quoted: Iterable[Evidence]) -> list[tuple[str, str]]:
        """The language and the words of each quotation that supports what it is given for."""
        language_of = self.material.shelf.graph.language_of
        return [
            (language_of(piece.source), piece.quote or "") for piece in quoted if piece.stance == "supports"
        ]

    def _is_no_fact(self, statement: StatedText, figure: Figure) -> bool:
        """Whether a figure states nothing: a date of the briefing itself, `(2)` in a list, `per 100,000`."""
        if figure.day and any(day.says(figure.day) for day in self.own_dates):
            return True
        text, start, end = statement.text, figure.start, figure.end
        if figure.value is not None and is_rate_base(text, figure):
            return True
        numbered = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        return numbered and len(set(_ENUMERATION.findall(text))) > 1

    def _stated_anywhere(self) -> FigureIndex:
        """The figures of all claims, all values and all events of the briefing."""
        if self.stated_anywhere is None:
            stated = [carrier for index in self.stated.values() for carrier in index.carriers]
            points = self.material.all_points()
            events = [
                Carrier(figure, "dated", place=event.id)
                for event in self.briefing.events
                for day in (event.date, event.end)
                if day
                for figure in numerals.find_figures(day)
            ]
            self.stated_anywhere = FigureIndex([*stated, *points, *events])
        return self.stated_anywhere

    def _reading(self, statement: StatedText, figure: Figure, material: Material) -> FigureReading:
        keys = self._keys_of(statement, figure)
        support = self._found(statement, figure, material)
        derived = None if support else self._derived(statement, figure, material)
        support = support or derived
        full = support is not None and support.fit == Fit.FULL
        if keys and not full:
            reason = str(allowances(self.register)[statement.owner][keys[0]])
            return FigureReading(statement, figure, "declared", support, keys[0], reason)
        lacking = None if derived else self._lacking(statement, figure, material, support)
        if lacking:
            return lacking
        if support is None and is_length(figure, self._years_and_days(statement)):
            words = " ".join(statement.text.split())
            support = Support(Carrier(figure, "computed", words=words), Fit.FULL)
        if support is None and statement.basis:
            return FigureReading(statement, figure, "declared", None, "", BASES[statement.basis])
        return FigureReading(statement, figure, support.carrier.kind if support else "missing", support)

    def _found(self, statement: StatedText, figure: Figure, material: Material) -> Support | None:
        """What carries a figure without any calculation."""
        support = (
            material.find(figure)
            or self._share_of(statement, figure, material)
            or self._completed(statement, figure, material)
        )
        without = support is not None and support.fit == Fit.WITHOUT_BOUND
        if support and without:
            limited = self._has_both_ends(statement, support.carrier, material)
            limited = limited or self._is_limited_elsewhere(statement, figure, support.carrier)
            return replace(support, fit=Fit.FULL) if limited else support
        return support

    def _is_limited_elsewhere(self, statement: StatedText, figure: Figure, carrier: Carrier) -> bool:
        """Whether a statement has a word for a limit that is not beside its figure, or denies what is beyond it."""
        from bindery.evidence.alignment import reading_of  # noqa: PLC0415  as in _exchanged
        from bindery.evidence.contrary_words import is_negated  # noqa: PLC0415  as in _exchanged

        said = reading_of(self._language(statement), statement.text, self._figures(statement))
        near = said.text[slice(*said.part_about(figure))]
        estimated = carrier.figure.bound == "about" and says_estimate(near)
        if figure.bound or estimated or names_bound(near, carrier.figure.bound):
            return not figure.bound
        language = self.material.shelf.graph.language_of(carrier.source)
        there = reading_of(language, carrier.words, figures_in_quotation(carrier.words, language))
        homes = (one for one in there.figures if one.value == carrier.figure.value)
        clauses = [there.text[slice(*there.clause_of(one))] for one in homes]
        return is_negated(near, said.language) and not any(is_negated(one, language) for one in clauses)

    def _share_of(self, statement: StatedText, figure: Figure, material: Material) -> Support | None:
        """What carries the share of which a figure is one of the numbers: 9 in `9 of 10` by `nine in ten`."""
        share = self._forms(statement).shares.get(figure.start)
        return material.find(share) if share else None

    def _has_both_ends(self, statement: StatedText, carrier: Carrier, material: Material) -> bool:
        """Whether a statement has the other end of a range too: `the lowest fare is 10 and the highest 40`."""
        own = {one.value for one in self._figures(statement)}
        return bool(carrier.figure.end_of_range) and any(
            one.figure.value in own
            for index in material.indexes
            for one in index.carriers
            if one.words == carrier.words
            and one.figure.said == carrier.figure.said
            and {one.figure.end_of_range, carrier.figure.end_of_range} == {"low", "high"}
        )

    def _completed(self, statement: StatedText, figure: Figure, material: Material) -> Support | None:
        """What carries a number with the unit that its sentence names once for several: 9 in `9 there, 4 per cent here`."""
        full = self._forms(statement).full.get(figure)
        return material.find(full) if full else None

    def _forms(self, statement: StatedText) -> _OtherForms:
        """The other forms of the figures of a statement."""
        key = statement.path, statement.number
        if key not in self.forms:
            own = self._figures(statement)
            pairs = told_shares(statement.text, own)
            shares = {one.start: share for *pair, share in pairs for one in pair}
            self.forms[key] = _OtherForms(dict(completed(statement.text, own)), shares)
        return self.forms[key]

    def _derived(self, statement: StatedText, figure: Figure, material: Material) -> Support | None:
        """The quotation whose figures a figure follows from, such as the two whose difference it is."""
        own = self._figures(statement)
        quotations = dict.fromkeys(pair for index in material.indexes for pair in index.by_quotation)
        if statement.claim:
            evidence = self.register.claims[statement.claim].evidence
            quotations |= dict.fromkeys((str(piece.source), piece.quote) for piece in evidence if piece.quote)
        from bindery.evidence.derived_figures import working_in  # noqa: PLC0415  most figures are quoted as they are

        forms = self._forms(statement)
        wanted = tuple(filter(None, (figure, forms.shares.get(figure.start), forms.full.get(figure))))
        for source, words in islice(quotations, _MOST_QUOTATIONS):
            language = self.material.shelf.graph.language_of(source)
            tag = likelier_language(statement.text, self.briefing.language, language)
            named = (
                c.year for index in material.indexes for c in index.by_quotation.get((source, words), ())
            )
            working = working_in(wanted, (tag, statement.text, own), (language, words, next(named, None)))
            if working is not None:
                carrier = Carrier(figure, "computed", None, source, words=words, working=working)
                return Support(carrier, Fit.FULL)
        return None

    def _keys_of(self, statement: StatedText, figure: Figure) -> list[str]:
        """The keys of `allow_figures` that name a figure, which are used then."""
        allowed = self.allowed.get(statement.owner, {})
        written = statement.text[figure.start : figure.end]
        own = self._figures(statement) if allowed else ()
        keys = [key for key, meant in allowed.items() if key == written or keys_mean(meant, figure, own)]
        self.used.update((statement.owner, key) for key in keys)
        return keys

    def _lacking(
        self, statement: StatedText, figure: Figure, material: Material, support: Support | None
    ) -> FigureReading | None:
        """The reading of a small number that nothing carries, or of one that the sources give for another thing."""
        if figure.weak and support is None and self._is_meant(statement, figure):
            return FigureReading(statement, replace(figure, weak=False), "missing")
        searched = support.fit == Fit.FULL if support else figure.weak
        if not searched or statement.basis:
            return None
        rival = rival_of(figure, material.indexes) if self._counts(statement, figure) else None
        contrary = Qualified(in_words(rival.figure)) if rival else Qualified()
        if support and not rival and (not figure.weak or (figure.value or 0) > 1):
            contrary = self._exchanged(statement, figure, material)
        return FigureReading(statement, figure, "missing", contrary=contrary) if contrary.words else None

    def _counts(self, statement: StatedText, figure: Figure) -> bool:
        """Whether a figure counts things and is not one of the two numbers of a share."""
        in_share = figure.start in self._forms(statement).shares
        return not in_share and counts_something(statement.text, figure, self._language(statement))

    def _years_and_days(self, statement: StatedText) -> list[days.Day]:
        figures = self._figures(statement)
        return [figure.day for figure in figures if figure.day]

    def _exchanged(self, statement: StatedText, figure: Figure, material: Material) -> Qualified:
        """The figure that every quotation with this one gives for what the statement says; empty when there is none."""
        from bindery.evidence.alignment import align  # noqa: PLC0415  what compares texts takes long to load
        from bindery.evidence.exchanged_clauses import clause_instead  # noqa: PLC0415  as above
        from bindery.evidence.figure_owners import other_owner  # noqa: PLC0415  as above
        from bindery.evidence.near_copies import exchanged_place  # noqa: PLC0415  as above

        own = self._figures(statement)
        found = Qualified()
        for carrier in material.full_carriers(figure):
            language = self.material.shelf.graph.language_of(carrier.source)
            cited = figures_in_quotation(carrier.words, language)
            quoted = carrier.kind == "quoted" and carrier.words
            if not quoted:
                return Qualified()
            tag = likelier_language(statement.text, self.briefing.language, language)
            pair = align(tag, statement.text, own, [(language, carrier.words, cited)])
            owner = Qualified(
                clause_instead(pair, figure)
                or other_owner(statement.text, figure, own, carrier.words, cited, language=tag)
            )
            home = None if owner.words else next((one for one in cited if fit_of(one, figure)), None)
            if home:
                owner = self._otherwise(pair.said, figure, (language, carrier.words), home, cited)
            other = exchanged_place(statement.text, figure, own, carrier.words, cited)
            if other is None and not owner.words:
                return Qualified()
            found = Qualified(" ".join(carrier.words[other.start : other.end].split())) if other else owner
        return found

    def _otherwise(
        self, said: ReadText, figure: Figure, quote: tuple[str, str], cited: Figure, others: Sequence[Figure]
    ) -> Qualified:
        """What a quotation says of a number, if a statement says something else of it or less."""
        from bindery.evidence.alignment import reading_of  # noqa: PLC0415  as in _exchanged
        from bindery.evidence.named_parts import named_part  # noqa: PLC0415  as in _exchanged
        from bindery.evidence.qualified_figures import lost_qualifier  # noqa: PLC0415  as in _exchanged

        pair = (said.language, said.text), figure, quote, cited
        there = reading_of(*quote, tuple(others))
        clause = said.text[slice(*said.clause_of(figure))]
        other = other_fate(clause, there, cited) or other_thing(*pair, others) or named_part(*pair, others)
        return Qualified(other) if other else lost_qualifier(*pair)

    def _is_meant(self, statement: StatedText, figure: Figure) -> bool:
        """Whether a small number in words is meant as a figure, in a text whose sources are next to it.

        Other texts also count what is in the briefing itself: `two sources`, `five gaps`.
        """
        if statement.noun not in _CLOSE:
            return False
        language_of, text = self.material.shelf.graph.language_of, statement.text
        cited = [language_of(source) for source in self._sources_of(statement)]
        language = self._language(statement)
        return is_small_count(text, figure, language) and all(one[:2] in _READ for one in cited)

    def _sources_of(self, statement: StatedText) -> Iterable[str]:
        if statement.claim:
            return {str(piece.source) for piece in self.register.claims[statement.claim].evidence}
        return statement.sources

    def _use_keys_of_operands(self) -> None:
        """Marks the keys that name a number of a claim's calculation or the date of an event as used."""
        self.used.update((("events", n), str(event.date)) for n, event in enumerate(self.briefing.events))
        for claim in self.register.claims.values():
            path = self.register.paths[claim.id]
            if claim.calculation and self.allowed.get(path):
                numbers = operands.read(claim.calculation).operands
                self.used.update(
                    (path, key) for key in self.allowed[path] if any(operands.means(key, n) for n in numbers)
                )


def allowances(register: BriefingRegister) -> Mapping[Path, Mapping[str, str]]:
    """Every `allow_figures` of a briefing, by the path of the part of the briefing that has it."""
    briefing = register.parsed.briefing
    found: dict[Path, Mapping[str, str]] = {(): briefing.allow_figures}
    found |= {register.paths[claim.id]: claim.allow_figures for claim in register.claims.values()}
    for key in ("sections", "events", "datasets"):
        found |= {(key, n): part.allow_figures for n, part in enumerate(getattr(briefing, key))}
    return {path: allowed for path, allowed in found.items() if allowed}


def _figures_by_key(allowed: Iterable[str], language: str) -> dict[str, tuple[Figure, ...]]:
    return {key: numerals.find_figures(key, language) for key in allowed}


def _as_stated(reading: FigureReading, claim: str) -> Carrier:
    """The figure of a claim as something that other texts may repeat, with what carries it there."""
    support = reading.support
    if support is None or reading.outcome == "declared":
        return Carrier(reading.figure, "stated", place=claim)
    return replace(support.carrier, figure=reading.figure, place=claim)
