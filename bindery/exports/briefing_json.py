"""A briefing as data: `/<briefing>/briefing.json`, with every result that its pages show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bindery.diff import Difference
from bindery.model import Claim, Edition, Evidence
from bindery.views import BookView, SiteView

FORMAT = "bindery-briefing"
VERSION = 1


def export(site: SiteView) -> Iterator[tuple[str, bytes]]:
    """One file for each briefing: UTF-8, keys in order, what is not known left out."""
    for view in site.books.values():
        text = json.dumps(_briefing(view), ensure_ascii=False, sort_keys=True, indent=1)
        yield f"{view.address}briefing.json", f"{text}\n".encode()


def _briefing(view: BookView) -> dict[str, Any]:
    briefing = view.briefing
    return _known(
        {
            "format": FORMAT,
            "version": VERSION,
            "address": view.slug,
            "title": briefing.title,
            "subtitle": briefing.subtitle,
            "summary": view.book.volume.prose["summary",].words,
            "date": briefing.date,
            "updated": briefing.updated,
            "status": briefing.status,
            "language": briefing.language,
            "handling": briefing.handling,
            "key_points": list(view.key_points),
            "claims": [_claim(view, claim) for claim in view.claims.values()],
            "sources": [_source(view, key, number) for key, number in view.numbers.items()],
            "counts": _counts(view),
            "scale": view.scale.title if briefing.assessments else None,
            "assessments": [
                _known(item.model_dump(mode="json", exclude={"text", "would_change"}))
                | {"text": view.book.volume.prose["assessments", n, "text"].words}
                for n, item in enumerate(briefing.assessments)
            ],
            "questions": [
                {"id": item.id, "text": view.book.volume.prose["questions", n, "text"].words}
                for n, item in enumerate(briefing.questions)
            ],
            "comparisons": _comparisons(view),
            "editions": [_edition(view, edition) for edition in briefing.editions],
        }
    )


def _claim(view: BookView, claim: Claim) -> dict[str, Any]:
    verdict = view.verdicts[claim.id]
    return _known(
        {
            "id": claim.id,
            "text": view.words(claim),
            "as_of": claim.as_of,
            "review_by": claim.review_by,
            "status": verdict.status,
            "reports": verdict.reports,
            "origins_for": [_origin(view, key) for key in verdict.origins_for],
            "origins_against": [_origin(view, key) for key in verdict.origins_against],
            "evidence": [_evidence(view, piece) for piece in claim.evidence],
            "made_by": list(claim.made_by),
            "calculation": claim.calculation,
            "allow_figures": dict(claim.allow_figures),
        }
    )


def _origin(view: BookView, key: str) -> dict[str, str]:
    return {"id": key, "title": view.site.graph.name_of_origin(key)}


def _evidence(view: BookView, piece: Evidence) -> dict[str, Any]:
    found = {"source": piece.source, "stance": piece.stance, "quote": piece.quote, "locator": piece.locator}
    if piece.quote:
        how = view.site.finding(piece.source, piece.quote)
        found["verification"] = view.site.outcome(piece.source, piece.quote)
        found |= {"verified_by": how.by, "page": how.page} if how else {}
    return _known(found)


def _source(view: BookView, key: str, number: int) -> dict[str, Any]:
    reference = view.site.references[key]
    source = reference.source
    own = source.model_dump(mode="json", exclude={"passages", "authors", "show", "title"})
    return _known(
        {
            **own,
            "number": number,
            "authors": reference.authors,
            "title": source.title,
            "supplied_title": reference.title if reference.supplied else None,
            "origin": view.site.graph.origin_of(key),
        }
    )


def _counts(view: BookView) -> dict[str, Any]:
    return {
        "claims": dict(view.strip),
        "quotations": view.quotations,
        "sources": len(view.numbers),
        "origins": view.origins,
        "paragraphs": {"covered": view.coverage.covered, "total": view.coverage.total},
    }


def _comparisons(view: BookView) -> list[list[dict[str, Any]]]:
    blocks = (block for section in view.briefing.sections for block in section.content)
    compared = (keys for block in blocks if (keys := getattr(block, "compare", ())))
    return [
        [
            _known({"claim": value.claim, "value": value.shown, "unit": value.unit, "bound": value.bound})
            for value in view.compare(keys).values
        ]
        for keys in compared
    ]


def _edition(view: BookView, edition: Edition) -> dict[str, Any]:
    found = view.differences.get(edition.number)
    differences = [_difference(difference) for difference in found] if found is not None else None
    return _known({**edition.model_dump(mode="json"), "differences": differences})


def _difference(difference: Difference) -> dict[str, Any]:
    return _known(
        {
            "claim": difference.claim,
            "kinds": list(difference.kinds),
            "before": difference.before,
            "after": difference.after,
            "details": list(difference.details),
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """The values without those that are not known or empty."""
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {})}
