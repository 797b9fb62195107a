"""The claims of a briefing as a table: `/<briefing>/claims.csv`, one row for each claim, with the counts for its status."""

from __future__ import annotations

from collections.abc import Iterator

from bindery.exports.export_task import ExportTask
from bindery.model.briefing import Claim
from bindery.model.names import SitePath
from bindery.model.vocabulary import STANCES
from bindery.pages.views import BriefingView
from bindery.text.csv_rows import Cell, csv_text

_HEAD = (
    "id",
    "claim",
    "status",
    "as of",
    "review by",
    "origins for",
    "origins against",
    "bodies for",
    "bodies against",
    "parties for",
    "parties against",
    "reports",
    "verified",
    "verified, part of a sentence",
    "verified, shortened",
    "read again",
    "dispute",
)


def export(of: ExportTask) -> Iterator[tuple[SitePath, bytes]]:
    """One file for each briefing."""
    for view in of.briefings:
        yield SitePath(f"{view.address}claims.csv"), csv_text(_rows(view)).encode()


def _rows(view: BriefingView) -> Iterator[list[Cell]]:
    """A header, then the claims in the order of the file, with the ids of the sources for each stance."""
    yield [*_HEAD, *STANCES]
    for claim in view.claims.values():
        yield [*_counted(view, claim), *(_sources(view, claim, stance) for stance in STANCES)]


def _counted(view: BriefingView, claim: Claim) -> list[Cell]:
    verdict = view.verdicts[claim.id]
    days = (claim.as_of or "", claim.review_by or "")
    counts = (
        len(verdict.origins_for),
        len(verdict.origins_against),
        len(verdict.bodies_for),
        len(verdict.bodies_against),
        "; ".join(verdict.parties_for),
        "; ".join(verdict.parties_against),
        verdict.reports,
        view.verified(claim),
        view.parts(claim),
        view.shortened(claim),
        view.read_again(claim),
    )
    dispute = view.disputes.get(claim.id)
    return [claim.id, view.words(claim), verdict.status, *days, *counts, dispute.id if dispute else ""]


def _sources(view: BriefingView, claim: Claim, stance: str) -> str:
    return "; ".join(dict.fromkeys(piece.source for piece in view.evidence(claim, stance)))
