"""Which sources moved, died or changed since they were stored, and what to write about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from bindery.evidence import link_changes
from bindery.evidence.copies import copies_by_day
from bindery.evidence.graph import Graph
from bindery.evidence.link_changes import PageChange
from bindery.evidence.quotations import all_quotations, stored_sources
from bindery.model.names import SourceId
from bindery.model.source import Source
from bindery.network.fetched_page import FetchedPage
from bindery.network.fetching import Fetcher, FetchError
from bindery.reading.project import Project
from bindery.references.reference import doi_address
from bindery.text.web_address import comparable_or_empty

Outcome = Literal["dead", "changed", "moved", "unknown", "same"]
OUTCOMES: dict[Outcome, str] = {
    "dead": "no longer at its address",
    "changed": "changed since it was stored",
    "moved": "moved to another address",
    "unknown": "not checked",
    "same": "as it was stored",
}
"""What a check can find, the worst first, with its meaning."""
ARCHIVE_OUTCOMES: dict[Outcome, str] = {
    "dead": "the archived copy is no longer at its address",
    "changed": "no archived copy has all quoted words",
    "unknown": "the archived copy was not checked",
    "same": "the archived copy is there",
}
"""What a check can find of an archived copy, with its meaning."""
_LEAST_KEPT = (
    0.9  # share of the stored text that a page must still have; dates and lists of news change on each
)
_LEAST_AT_FRONT = 0.5  # as before, of a page that leads to the front page of its site
_KEPT_STATES = frozenset({"corrected", "retracted"})  # what an author knows better than a program


@dataclass(frozen=True)
class LinkResult:
    """What a check found of one source.

    Attributes:
        source: its id.
        url: the address that was asked.
        outcome: what was found, one of `OUTCOMES`.
        reason: what was found in words; may be empty.
        status: the status of the last answer; 0 when there was none.
        moved_to: the address that it moved to for good; may be empty.
        gone: quotations that the stored copy has and the page does not.
        kept: the share of the stored text that is still there; None when there is nothing to compare.
        state: its `state` now; may be empty.
        archived: how many archived copies it names.
        home: the briefing whose list it is in; empty for the list that all share.
        is_archive: whether this is about one of the addresses under its `archive`.
    """

    source: str
    url: str
    outcome: Outcome
    reason: str = ""
    status: int = 0
    moved_to: str = ""
    gone: tuple[str, ...] = ()
    kept: float | None = None
    state: str = ""
    archived: int = 0
    home: str = ""
    is_archive: bool = False

    @property
    def words(self) -> str:
        """What was found, in words."""
        return (ARCHIVE_OUTCOMES if self.is_archive else OUTCOMES)[self.outcome]

    @property
    def needs_author(self) -> bool:
        """Whether an author has to do something about it."""
        return bool(self.proposals) or (self.is_archive and self.outcome in ("dead", "changed"))

    @property
    def proposals(self) -> dict[str, str]:
        """The fields to change, with their new values; empty when its YAML says already what was found."""
        if self.is_archive:
            return {}
        fields = {"url": self.moved_to} if self.moved_to else {}
        states: dict[Outcome, str] = {"dead": "dead", "changed": "changed"}
        if self.outcome in ("same", "moved") and self.state in ("dead", "changed"):
            states[self.outcome] = "live"
        state = states.get(self.outcome, "")
        if state and state != self.state and self.state not in _KEPT_STATES:
            fields["state"] = state
        return fields


class NetworkDownError(Exception):
    """No host could be found at all."""


def check_links(
    project: Project,
    graph: Graph,
    sources: Sequence[str],
    fetcher: Fetcher,
    step: Callable[[int, int], None] = lambda *_: None,
) -> list[LinkResult]:
    """Asks for the page and the archived copies of each source, and compares them with what is stored.

    Args:
        project: the project.
        graph: its sources.
        sources: ids of the sources to check, in order.
        fetcher: fetches the pages.
        step: called before each source, with how many are done and how many there are.

    Raises:
        NetworkDownError: there was no host for any of the sources.
    """
    wanted = [(source, address) for source in sources if (address := address_of(graph.sources[source]))]
    archived = [(source, str(address)) for source in sources for address in graph.sources[source].archive]
    comparison = _Comparison(project, graph, frozenset(sources))
    fetched = _fetched([address for _, address in (*wanted, *archived)], fetcher, step)
    results = [comparison.result(source, fetched[address]) for source, address in wanted]
    results += _together([comparison.of_archive(*one, fetched[one[1]]) for one in archived])
    errors = [found for found in fetched.values() if isinstance(found, FetchError)]
    unknown = [error for error in errors if error.fault == "unknown_host"]
    if len(unknown) == len(fetched) > 1:
        raise NetworkDownError(str(unknown[0]))
    if len(unknown) < len(fetched):
        results = [_without_host(one, fetched[one.url]) for one in results]
    return sorted(results, key=lambda one: (one.is_archive, list(OUTCOMES).index(one.outcome), one.source))


def _fetched(
    addresses: Sequence[str], fetcher: Fetcher, step: Callable[[int, int], None]
) -> dict[str, FetchedPage | FetchError]:
    """The page of each address, or why it was not fetched; no address is asked twice."""
    fetched: dict[str, FetchedPage | FetchError] = {}
    for number, address in enumerate(addresses):
        step(number, len(addresses))
        if address not in fetched:
            try:
                fetched[address] = fetcher.fetch(address)
            except FetchError as error:
                fetched[address] = error
    return fetched


def _together(archives: Sequence[LinkResult]) -> list[LinkResult]:
    """The results of archived copies: a quotation counts as gone if no copy of its source has it."""
    missing: dict[str, set[str]] = {}
    for one in archives:
        if one.outcome in ("changed", "same"):
            missing.setdefault(one.source, set(one.gone)).intersection_update(one.gone)
    results = []
    for one in archives:
        gone = tuple(words for words in one.gone if words in missing[one.source])
        if one.outcome == "changed":
            outcome: Outcome = "changed" if gone else "same"
            said = (
                f"{len(gone)} quotation{'s are' if len(gone) > 1 else ' is'} in none of them" if gone else ""
            )
            one = replace(one, gone=gone, outcome=outcome, reason=said)  # noqa: PLW2901  what is kept of it
        results.append(one)
    return results


def address_of(source: Source) -> str:
    """The address at which a source is looked for: its own, or that of its DOI; empty when it has neither."""
    return str(source.url or "") or (doi_address(str(source.doi)) if source.doi else "")


def _without_host(result: LinkResult, found: FetchedPage | FetchError) -> LinkResult:
    """A source whose host no longer exists is dead, once it is known that other hosts are found."""
    gone = isinstance(found, FetchError) and found.fault == "unknown_host"
    return replace(result, outcome="dead") if gone else result


class _Comparison:
    """Compares pages with what is stored of their sources.

    Args:
        project: the project.
        graph: its sources.
        sources: ids of the sources; nothing that is stored of others is read.
    """

    def __init__(self, project: Project, graph: Graph, sources: frozenset[str]) -> None:
        mine = replace(
            project,
            snapshots={key: file for key, file in project.snapshots.items() if key.source in sources},
            fingerprints={key: file for key, file in project.fingerprints.items() if key.source in sources},
        )
        held, _ = stored_sources(mine, graph)
        self._copies = {source: copies_by_day(stored) for source, stored in held.items()}
        self._graph = graph
        self._confine = project.confine
        self._quoted: dict[str, list[str]] = {}
        for quotation in all_quotations(project, graph):
            self._quoted.setdefault(quotation.source, []).append(quotation.words)

    def result(self, source: str, found: FetchedPage | FetchError) -> LinkResult:
        """What was found of one source, given its page or why it was not fetched."""
        facts = self._facts(source, address_of(self._graph.sources[source]))
        if isinstance(found, FetchError):
            return _not_fetched(facts, found)
        change = self._change(source, found)
        facts = replace(facts, status=found.last.status, gone=change.gone, kept=change.kept)
        return _compared(facts, found, change, stored=bool(self._copies.get(SourceId(source))))

    def of_archive(self, source: str, address: str, found: FetchedPage | FetchError) -> LinkResult:
        """What was found of an archived copy: it may be of another day, so that only quoted words count."""
        facts = replace(self._facts(source, address), is_archive=True)
        if isinstance(found, FetchError):
            return _not_fetched(facts, found)
        change = self._change(source, found)
        outcome: Outcome = "changed" if change.gone else "same"
        return replace(facts, outcome=outcome, status=found.last.status, gone=change.gone)

    def _facts(self, source: str, address: str) -> LinkResult:
        entry = self._graph.sources[source]
        home = self._graph.homes[source]
        state = str(entry.state or "")
        return LinkResult(source, address, "unknown", state=state, archived=len(entry.archive), home=home)

    def _change(self, source: str, page: FetchedPage) -> PageChange:
        """What a page no longer has of what is stored of its source."""
        if not page.ending:
            return PageChange(unread="it is no text, PDF or table")
        name, quoted = f"{source}{page.ending}", self._quoted.get(source, [])
        copies = self._copies.get(SourceId(source), [])
        return link_changes.page_change(name, page.as_stored(), quoted, copies, self._confine)


def _not_fetched(facts: LinkResult, error: FetchError) -> LinkResult:
    outcome: Outcome = "dead" if error.fault == "gone" else "unknown"
    return replace(facts, outcome=outcome, reason=str(error), status=error.status)


def _compared(facts: LinkResult, page: FetchedPage, change: PageChange, *, stored: bool) -> LinkResult:
    """The result for a page that was fetched."""
    if _leads_to_front(facts.url, page.url) and (change.gone or (change.kept or 0) < _LEAST_AT_FRONT):
        return replace(facts, outcome="dead", reason=f"it leads to the front page, {page.url}")
    moved = page.moved_to if page.moved_to and not _same_address(facts.url, page.moved_to) else ""
    if change.gone or (change.kept is not None and change.kept < _LEAST_KEPT):
        return replace(facts, outcome="changed", reason=_change_in_words(change), moved_to=moved)
    if moved:
        return replace(facts, outcome="moved", reason=f"it is now at {moved}", moved_to=moved)
    if change.unread and stored:
        return replace(facts, reason=f"it is there, but cannot be compared: {change.unread}")
    return replace(
        facts, outcome="same", reason="" if stored else "it is there; nothing is stored to compare it with"
    )


def _change_in_words(change: PageChange) -> str:
    said = []
    if change.gone:
        said.append(
            f"{len(change.gone)} of {change.quoted} quotations {'is' if len(change.gone) == 1 else 'are'} gone"
        )
    if change.kept is not None:
        said.append(f"{change.kept:.0%} of the stored text is still there".replace("%", " %"))
    return "; ".join(said)


def _leads_to_front(asked: str, found: str) -> bool:
    """Whether an address with a path leads to one without."""
    return (
        urlsplit(asked).path.strip("/") != ""
        and urlsplit(found).path.strip("/") == ""
        and not urlsplit(found).query
    )


def _same_address(one: str, other: str) -> bool:
    """Whether two addresses differ in what does not matter to readers: https, `www.`, a slash at the end."""
    return comparable_or_empty(one) == comparable_or_empty(other) != ""
