"""A briefing as JSON-LD with schema.org types, for the head of its overview: the report, its claims and its sources.

URLs are relative to the page. JSON-LD resolves them as a browser does, so the same bytes are right wherever the site is
published, also when it is opened from files.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bindery.model import vocabulary
from bindery.model.briefing import Claim
from bindery.pages.addresses import claim_address, relative
from bindery.pages.cited_work import cited_work, known, people
from bindery.pages.views import BriefingView
from bindery.pages.zotero import institution
from bindery.references.reference import Reference
from bindery.text import canonical_json

CORRECTIONS = ("correction", "withdrawal")  # the kinds of change that get a correction notice
_CONTEXT = "https://schema.org"


def briefing_json_ld(view: BriefingView, *, directory_urls: bool) -> str:
    """The JSON-LD of a briefing, escaped for a script element."""
    return canonical_json.json_for_script(_Briefing(view, directory_urls=directory_urls).graph)


class _Briefing:
    """Builds the JSON-LD of a briefing, with URLs relative to its overview."""

    def __init__(self, view: BriefingView, *, directory_urls: bool) -> None:
        self.view = view
        self.directory_urls = directory_urls

    @property
    def graph(self) -> dict[str, Any]:
        """The report, then each claim."""
        return {
            "@context": _CONTEXT,
            "@graph": [self._report(), *map(self._claim, self.view.claims.values())],
        }

    def _at(self, address: str, anchor: str = "") -> dict[str, str]:
        """A reference to a page of the site or an anchor on it."""
        url = relative(address, self.view.address, directory_urls=self.directory_urls)
        return {"@id": f"{url}#{anchor}" if anchor else url}

    def _claim_at(self, claim: str) -> dict[str, str]:
        """A reference to a claim, by id."""
        return self._at(claim_address(self.view.address, claim))

    def _report(self) -> dict[str, Any]:
        view, briefing = self.view, self.view.briefing
        edition = view.last_edition
        body = institution(view)
        return known(
            {
                "@type": "Report",
                **self._at(view.address),
                "name": str(briefing.title),
                "alternativeHeadline": str(briefing.subtitle or ""),
                "abstract": view.register.parsed.prose["summary",].words,
                "inLanguage": str(briefing.language),
                "datePublished": str(briefing.date),
                "dateModified": str(briefing.updated or ""),
                "author": people(briefing.authors),
                "publisher": {"@type": "Organization", "name": body} if body else None,
                "reportNumber": f"Edition {edition.number}" if edition else "",
                "version": str(edition.number) if edition else "",
                "keywords": list(map(str, briefing.tags)),
                "citation": [self._source(view.site.references[key]) for key in view.numbers],
                "correction": list(self._corrections()),
                "encoding": {
                    "@type": "MediaObject",
                    "contentUrl": "briefing.json",
                    "encodingFormat": "application/json",
                },
            }
        )

    def _source(self, reference: Reference) -> dict[str, Any]:
        return {
            "@type": vocabulary.SCHEMA_TYPES[reference.source.kind],
            **self._at(f"sources/{reference.source.id}/"),
        } | (cited_work(reference))

    def _claim(self, claim: Claim) -> dict[str, Any]:
        """A claim, the pages and sources that make it, and the sources that are evidence for or against it."""
        view = self.view
        cited = dict.fromkeys(str(piece.source) for piece in claim.evidence)
        made_by = dict.fromkeys(map(str, claim.made_by))
        return known(
            {
                "@type": "Claim",
                **self._claim_at(claim.id),
                "text": view.words(claim),
                "description": view.verdicts[claim.id].label,
                "appearance": [self._at(view.address), *(self._at(f"sources/{key}/") for key in made_by)],
                "citation": [self._at(f"sources/{key}/") for key in cited],
            }
        )

    def _corrections(self) -> Iterator[dict[str, Any]]:
        """A notice for each claim that an edition corrected or withdrew, in the order of the file."""
        for edition in self.view.briefing.editions:
            for change in edition.changes:
                if change.kind in CORRECTIONS:
                    kind = vocabulary.CHANGE_KINDS[change.kind]
                    found = {
                        "@type": "CorrectionComment",
                        "text": f"{kind}: {change.reason}",
                        "datePublished": str(edition.date),
                    }
                    known = change.claim in self.view.claims
                    yield found | ({"about": self._claim_at(change.claim)} if known else {})
