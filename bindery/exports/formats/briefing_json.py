"""A briefing as data: `/<briefing>/briefing.json`, with every result that its pages show, as canonical JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bindery.evidence.changes import ClaimDifference
from bindery.evidence.comparison import ComparedValue, Comparison
from bindery.evidence.quotations import RULE
from bindery.exports import published_shape
from bindery.exports.export_task import ExportTask
from bindery.model.briefing import Claim, Edition, Evidence
from bindery.model.names import SitePath
from bindery.model.source import Author, Source
from bindery.pages.reviewed_text import ReviewedText
from bindery.pages.views import BriefingView, SiteView
from bindery.text import canonical_json
from bindery.text.phrasing import exact_number
from bindery.text.tokens import quoted_parts

if TYPE_CHECKING:
    from bindery.evidence.custody import Custody


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """One file for each briefing, in the canonical form of RFC 8785; values that are not known are left out."""
    for view in of.briefings:
        made = published_shape.without_usual_values(_briefing(view))
        yield (SitePath(f"{view.address}briefing.json"), canonical_json.canonical_bytes(made))


def _briefing(view: BriefingView) -> dict[str, Any]:
    briefing = view.briefing
    return _known(
        {
            "$schema": published_shape.SCHEMA,
            "format": published_shape.FORMAT,
            "version": published_shape.VERSION,
            "address": view.slug,
            "was": briefing.was,
            "title": briefing.title,
            "subtitle": briefing.subtitle,
            "question": briefing.question,
            "answer": _words(view, "answer"),
            "numbers": [
                {"label": number.label, "shown": number.shown, "claims": number.claims}
                for number in view.first_numbers
            ],
            "summary": _words(view, "summary") or briefing.summary,
            "date": briefing.date,
            "updated": briefing.updated,
            "status": briefing.status,
            "language": briefing.language,
            "handling": briefing.handling,
            "withheld": _withheld(view),
            "authors": _authors(briefing.authors),
            "tags": briefing.tags,
            "key_points": view.key_points,
            "claims": [_claim(view, claim) for claim in view.claims.values()],
            "sources": [_source(view, key, number) for key, number in view.numbers.items()],
            "disputes": [
                {"id": item.id, "title": item.title, "claims": item.claims} for item in briefing.disputes
            ],
            "counts": _counts(view),
            "scale": view.scale.title if briefing.assessments else None,
            "assessments": [
                _known(
                    {
                        **item.model_dump(mode="json"),
                        "text": _words(view, "assessments", n, "text") or item.text,
                        "would_change": _words(view, "assessments", n, "would_change"),
                        "outcome": _outcome(view, "assessments", n),
                    }
                )
                for n, item in enumerate(briefing.assessments)
            ],
            "questions": [
                _known(
                    {
                        "id": item.id,
                        "text": _words(view, "questions", n, "text") or item.text,
                        "would_settle": _words(view, "questions", n, "would_settle"),
                        "due": item.due,
                        "outcome": _outcome(view, "questions", n),
                        "handling": item.handling,
                    }
                )
                for n, item in enumerate(briefing.questions)
            ],
            "comparisons": _comparisons(view),
            "reviews": _reviews(view),
            "editions": [_edition(view, edition) for edition in briefing.editions],
        }
    )


def _withheld(view: BriefingView) -> dict[str, Any] | None:
    """How much is not in this edition; None if nothing is, or if readers are not told."""
    found = view.withheld
    return {"level": found.level, "sources": found.sources, "claims": found.claims} if found else None


def _outcome(view: BriefingView, key: str, index: int) -> dict[str, Any] | None:
    """What became of a judgement or a question; None if nothing is said of it."""
    outcome = getattr(view.briefing, key)[index].outcome
    if outcome is None:
        return None
    return {**outcome.model_dump(mode="json"), "reason": _words(view, key, index, "outcome", "reason")}


def _words(view: BriefingView, *path: str | int) -> str | None:
    """The prose at a path of the briefing, as plain text; None if there is none.

    It is empty if the prose consists of Markdown markup only, or could not be read, which the build reports.
    """
    prose = view.register.parsed.prose.get(path)
    return prose.words if prose else None


def _authors(authors: tuple[Author, ...]) -> list[dict[str, Any]]:
    return [_known(author.model_dump(mode="json")) for author in authors]


def _claim(view: BriefingView, claim: Claim) -> dict[str, Any]:
    verdict = view.verdicts[claim.id]
    place = view.register.paths[claim.id]
    return _known(
        {
            "id": claim.id,
            "was": claim.was,
            "text": view.words(claim) or claim.text,
            "as_of": claim.as_of,
            "value": claim.value,
            "unit": claim.unit,
            "review_by": claim.review_by,
            "status": verdict.status,
            "reports": verdict.reports,
            "reports_against": verdict.reports_against,
            "origins_for": [_origin(view, key) for key in verdict.origins_for],
            "origins_against": [_origin(view, key) for key in verdict.origins_against],
            "on_both_sides": verdict.on_both_sides,
            "bodies_for": verdict.bodies_for,
            "bodies_against": verdict.bodies_against,
            "parties_for": verdict.parties_for,
            "parties_against": verdict.parties_against,
            "one_party": verdict.one_party,
            "independent": claim.independent,
            "withdrawn": _withdrawal(view, claim.id),
            "evidence": [
                _known({**_evidence(view, piece), "note": _words(view, *place, "evidence", number, "note")})
                for number, piece in enumerate(claim.evidence)
            ],
            "made_by": claim.made_by,
            "calculation": claim.calculation,
            "own_words": view.is_in_own_words(claim) or None,
            "allow_figures": dict(claim.allow_figures) or None,
            "note": _words(view, *place, "note"),
            "handling": claim.handling,
            "withheld": view.withheld_from(claim.id),
            "withheld_against": view.withheld_against(claim.id),
        }
    )


def _origin(view: BriefingView, key: str) -> dict[str, str]:
    graph = view.site.graph
    return {"id": key, "title": graph.name_of_origin(key), "body": graph.body_of(key).name}


def _withdrawal(view: BriefingView, claim: str) -> dict[str, Any] | None:
    found = view.register.withdrawals.get(claim)
    return asdict(found) if found else None


def _evidence(view: BriefingView, piece: Evidence) -> dict[str, Any]:
    graph = view.site.graph
    party = graph.party_behind(piece)
    return {
        "source": piece.source,
        "stance": piece.stance,
        "origin": graph.origin_behind(piece.source, piece.quote, piece.origin),
        "party": party.name if party else None,
        "retracted": graph.retracted_behind(piece.source, piece.quote, piece.origin),
        "locator": piece.locator,
        "cell": piece.cell,
        "passage": _passage(view.site, piece.source, piece.quote, piece.locator) if piece.quote else None,
    }


def _passage(site: SiteView, source: str, quote: str, locator: str | None) -> dict[str, Any]:
    how = site.finding(source, quote)
    known = source in site.graph.sources  # if not, the build reports it
    found: dict[str, Any] = {"reason": site.reason(source, quote)}
    if how:
        found |= {"by": how.by, "page": how.page, "copy": how.copy, "gone": how.gone}
        found |= {"rule": RULE, "word_list": how.word_list, "transcribed": how.transcribed or None}
    cut = site.shortening(source, quote) if known else None
    if cut:
        found |= {"left_out": cut.left_out or None, "limiting": cut.limiting, "sentence": cut.as_text}
        found |= {"part": cut.is_part or None, "nested": cut.is_nested or None}
        found |= {"inserted": cut.has_insertions or None}
    outcome = "shortened" if cut else site.outcome(source, quote)
    return _known(
        {
            "quote": quote,
            "selectors": _selectors(quote, site.context(source, quote) if known else None),
            "locator": locator,
            "verification": _known({"outcome": outcome, **found, "readings": _readings(site, source, quote)}),
        }
    )


def _readings(site: SiteView, source: str, quote: str) -> list[dict[str, Any]]:
    return [_known(reading.model_dump(mode="json")) for reading in site.readings(source, quote)]


def _selectors(quote: str, context: tuple[str, str] | None) -> list[dict[str, Any]]:
    """A selector for each part of a quotation; the words round it are the prefix of the first and suffix of the last."""
    made: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "exact": stretch} for stretch in quoted_parts(quote)
    ]
    if context and made:
        made[0]["prefix"], made[-1]["suffix"] = context
    return [_known(selector) for selector in made]


def _source(view: BriefingView, key: str, number: int) -> dict[str, Any]:
    site = view.site
    reference = site.references[key]
    source = reference.source
    people = {"authors", "editors", "translators"}
    fields = source.model_dump(mode="json", exclude={"passages", "show", "origin", "readings", *people})
    return _known(
        {
            **fields,
            "number": number,
            "document_number": source.number,
            **{role: _authors(getattr(source, role)) for role in people},
            "doi": reference.doi,
            "supplied_title": reference.title if reference.supplied else None,
            "origin": site.graph.origin_of(key),
            "repeats": source.origin,
            "readings": [_known(reading.model_dump(mode="json")) for reading in source.readings],
            "copies": [
                _known(
                    {
                        "by": one.by,
                        "sha256": one.sha256,
                        "kind": one.kind,
                        "date": copy.day,
                        "custody": _custody(one.custody),
                    }
                )
                for copy in site.copies(key)
                for one in copy.stored
            ],
            "passages": _passages(view, source),
        }
    )


def _passages(view: BriefingView, source: Source) -> list[dict[str, Any]]:
    """The passages of a source, and what the briefing quotes from it besides."""
    site, key = view.site, str(source.id)
    names = {str(passage.quote): passage.id for passage in source.passages}
    quoted = {str(passage.quote): str(passage.locator or "") for passage in source.passages}
    for use in view.uses:
        if use.source == key and use.quote:
            quoted.setdefault(use.quote, use.locator)
    own = {words: ends[0] for words in quoted if (ends := site.graph.origins_named(key, words))}
    return [
        _known(
            {
                **_passage(site, key, quote, locator),
                "id": names.get(quote),
                "origin": own.get(quote),
                "own_words": (key, quote) in view.words_retold or None,
            }
        )
        for quote, locator in quoted.items()
    ]


def _custody(record: Custody | None) -> dict[str, Any] | None:
    """What is published of a record of custody: not the names of files on the author's disk, nor other programs' notes."""
    if record is None:
        return None
    return record.model_dump(include=set(published_shape.keys_of("CopyOrigin")), exclude_defaults=True)


def _counts(view: BriefingView) -> dict[str, Any]:
    counted = dict(view.quotations)
    read = counted.pop("read", 0)
    unchecked = {"unchecked": counted.get("unchecked", 0) + read} if read else {}
    return {
        "claims": dict(view.strip),
        "quotations": {**counted, **unchecked},
        "read_again": read,
        "contested_points": dict(view.points).get("contested", 0),
        "sources": len(view.numbers),
        "origins": view.origins,
        "bodies": view.bodies,
        "paragraphs": {"covered": view.coverage.covered, "total": view.coverage.total},
    }


def _comparisons(view: BriefingView) -> list[list[dict[str, Any]]]:
    blocks = (block for section in view.briefing.sections for block in section.content)
    found = (view.compare(block) for block in blocks if block.kind == "compare")
    return [[_figure(value, compared) for value in compared.values] for compared in found]


def _reviews(view: BriefingView) -> list[dict[str, Any]]:
    """The texts under review, in reading order."""
    found = []
    for index, section in enumerate(view.briefing.sections):
        for number, block in enumerate(section.content):
            if block.kind == "annotate" and (shown := view.reviewed(block)).paragraphs:
                place = ("sections", index, "content", number, "annotate", "sentences")
                found.append(_review(view, shown, place))
    return found


def _review(view: BriefingView, shown: ReviewedText, place: tuple[str | int, ...]) -> dict[str, Any]:
    sentences = [
        _known(
            {
                "words": piece.words,
                "claims": piece.claims,
                "reason": piece.reason,
                "note": _words(view, *place, piece.position, "note") if piece.position is not None else None,
            }
        )
        for piece in shown.sentences
    ]
    return {
        **_known({"title": shown.title, "source": shown.source, "language": shown.language}),
        "text": shown.text,
        "sentences": sentences,
    }


def _figure(value: ComparedValue, compared: Comparison) -> dict[str, Any]:
    """A compared figure: its ends are decimal numbers in the unit of the comparison."""
    scale = "%" if compared.percent else compared.unit
    ends = {"low": value.low, "high": value.high} if compared.drawn else {}
    return _known(
        {
            "claim": value.claim,
            "value": value.shown,
            "unit": scale if compared.drawn and value.shown else value.unit,
            "bound": value.bound,
            **{key: exact_number(end).replace(",", "") for key, end in ends.items() if end is not None},
        }
    )


def _edition(view: BriefingView, edition: Edition) -> dict[str, Any]:
    found = view.differences.get(edition.number)
    differences = [_difference(difference) for difference in found] if found is not None else None
    return _known({**edition.model_dump(mode="json"), "differences": differences})


def _difference(difference: ClaimDifference) -> dict[str, Any]:
    return _known(
        {
            "claim": difference.claim,
            "kinds": difference.kinds,
            "before": difference.before,
            "after": difference.after,
            "details": difference.details,
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """The values without those that are None or empty text; the shape of the data decides which empty lists are left out."""
    return {key: value for key, value in values.items() if value is not None and value != ""}
