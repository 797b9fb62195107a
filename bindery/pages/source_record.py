"""What a site shows of the check of each source: its copies by day, and who read its quotations again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bindery.evidence.copies import DatedCopies, copies_by_day
from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.readings import readings_of
from bindery.evidence.shortenings import Shortening
from bindery.evidence.stored_source import Verification
from bindery.model.source import Reading
from bindery.pages.reading_words import reading_in_words
from bindery.text.wording import ENGLISH, Wording


class SourceRecord:
    """What is known of the check of the sources of a site.

    Attributes:
        graph: the sources.
        checks: the results of comparing quotations with the stored sources.
    """

    def __init__(self, graph: Graph, checks: QuotationResults) -> None:
        self.graph = graph
        self.checks = checks
        self._copies: dict[str, list[DatedCopies]] = {}
        self._readings: dict[tuple[str, str], list[Reading]] = {}  # every count of quotations asks for them

    def outcome(self, source: str, quote: str) -> str:
        """The outcome of checking a quotation: `verified`, `shortened`, `unchecked` or `missing`."""
        return self.checks.outcome(source, quote)

    def finding(self, source: str, quote: str) -> Verification | None:
        """How a quotation was verified and on which page; None if it was not."""
        return self.checks.finding(source, quote)

    def shortening(self, source: str, quote: str) -> Shortening | None:
        """What a quotation leaves out of its sentence; without the sentence if the licence does not allow showing it."""
        finding = self.finding(source, quote)
        if finding is None or finding.shortening is None:
            return None
        shown = self.graph.sources[source].show != "quote"
        return finding.shortening if shown else replace(finding.shortening, sentence=())

    def reason(self, source: str, quote: str) -> str:
        """Why the author leaves out words that limit a quotation; empty when nothing is declared."""
        return self.checks.reason(source, quote)

    def context(self, source: str, quote: str) -> tuple[str, str] | None:
        """The words before and after a quotation; None if no snapshot is stored or its licence does not allow it."""
        shown = self.graph.sources[source].show != "quote"
        return self.checks.context(source, quote) if shown else None

    def standing(self, source: str, quote: str) -> str:
        """The outcome of checking a quotation, or `read` if it was not compared by machine but read again."""
        found = self.checks.outcome(source, quote)
        return "read" if found == "unchecked" and self.readings(source, quote) else found

    def readings(self, source: str, quote: str) -> list[Reading]:
        """The readings that cover a quotation, newest first."""
        if (source, quote) not in self._readings:
            known = self.graph.sources.get(source)
            self._readings[source, quote] = readings_of(known, quote) if known else []
        return self._readings[source, quote]

    def reread(self, source: str, quote: str, wording: Wording = ENGLISH) -> str:
        """When and how a quotation was last read again, in words; empty if no reading is recorded."""
        found = self.readings(source, quote)
        return reading_in_words(found[0], wording) if found else ""

    def unseen_alike(self, source: str, quotes: list[str]) -> bool:
        """Whether no program compared any of several quotations, and what the authors record of them is the same.

        Args:
            source: id of the source.
            quotes: the words of each quotation from it.
        """
        unseen = all(self.finding(source, quote) is None for quote in quotes)
        return len(quotes) > 1 and unseen and len({self.reread(source, quote) for quote in quotes}) == 1

    def recorded_readings(self, source: str, quotes: list[str]) -> list[tuple[Reading, int]]:
        """Each reading of a source or of its passages, newest first, with the number of quotations that it covers.

        Args:
            source: id of the source.
            quotes: the words of each quotation from it.
        """
        counted = Counter(reading for quote in quotes for reading in self.readings(source, quote))
        return sorted(counted.items(), key=lambda item: (item[0].date, item[0].method), reverse=True)

    def copies(self, source: str) -> list[DatedCopies]:
        """The stored copies of a source by day, the newest first."""
        if source not in self._copies:
            self._copies[source] = copies_by_day(self.checks.stored(source))
        return self._copies[source]

    def history(self, source: str) -> list[DatedCopies]:
        """The copies of a source by day, the newest first; empty if none has a day in its name."""
        made = self.copies(source)
        return made if any(one.dated for copy in made for one in copy.stored) else []

    def text_address(self, source: str, day: str | None = None) -> str:
        """The address of the page with a stored text: that of the newest copy, or of the copy of a day."""
        newest = day is None or day == self.copies(source)[0].day
        return f"sources/{source}/text/" if newest else f"sources/{source}/text/{day or 'undated'}/"

    def stood(self, source: str, quote: str, wording: Wording = ENGLISH) -> str:
        """On which days the copies of a source had a quotation and had it not; empty if the source has no history.

        For example `Stood there on 3 May 2024, gone on 9 June 2024`.
        """
        runs: list[tuple[bool, list[str]]] = []
        for copy in reversed(self.history(source)):
            there = copy.finding(quote) is not None
            if not runs or runs[-1][0] is not there:
                runs.append((there, []))
            runs[-1][1].append(copy.day)
        first = next((number for number, (there, _) in enumerate(runs) if there), len(runs))
        said = ", ".join(
            wording.say(_HAD[there, number > first], days=_days(days, wording))
            for number, (there, days) in enumerate(runs)
        )
        return said[:1].upper() + said[1:]

    def standing_in(self, copy: DatedCopies, quotes: list[str]) -> list[int]:
        """The numbers of those quotations, from 1, that a copy has."""
        return [number for number, quote in enumerate(quotes, 1) if copy.finding(quote)]

    def copy_note(self, source: str, quote: str, wording: Wording = ENGLISH) -> str:
        """What the mark of a verified quotation adds if it rests on an older copy; otherwise empty."""
        found = self.checks.finding(source, quote)
        if not found or not found.copy:
            return ""
        note = wording.say("in the copy of %(day)s", day=wording.date(found.copy))
        if found.gone:
            note += wording.say("; no longer there on %(day)s", day=wording.date(found.gone))
        return note


# What is said of some days, by whether the words were there, and whether they were there before.
_HAD = {
    (True, False): "stood there %(days)s",
    (True, True): "there again %(days)s",
    (False, False): "not there %(days)s",
    (False, True): "gone %(days)s",
}
_LISTED = 2  # days that are named one by one; of more, the first and the last


def _days(days: list[str], wording: Wording) -> str:
    """Days in words, such as `on 3 May 2024 and 9 June 2024` or `in 4 copies from 3 May 2024 to 9 June 2024`."""
    said = [wording.date(day) if day else wording.say("a day that is not known") for day in days]
    if len(said) <= _LISTED:
        return wording.say("on %(days)s", days=wording.listed(said))
    return wording.say(
        "in %(number)s copies from %(first)s to %(last)s", number=len(said), first=said[0], last=said[-1]
    )
