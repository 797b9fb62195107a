"""What of the stored copy of a source, and of the words quoted from it, a page of today still has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bindery.evidence import snapshots
from bindery.evidence.copies import DatedCopies
from bindery.reading.inputs import Confine
from bindery.text.tokens import SearchableText, locate, shingles

_WIDTH = 4  # words of a run that is looked for
_LEAST_ARTICLE = 4  # an article has more than one in so many words of its page


@dataclass(frozen=True)
class PageChange:
    """How a page of today differs from the stored copy of a source.

    Attributes:
        kept: the share of the stored text that the page still has, from 0 to 1; None when no text is stored.
        gone: the quotations that the stored copy has and the page does not.
        quoted: how many quotations were looked for.
        unread: why the page could not be read; empty when it could.
    """

    kept: float | None = None
    gone: tuple[str, ...] = ()
    quoted: int = 0
    unread: str = ""


def page_change(
    name: str, data: bytes, quotations: Iterable[str], copies: Sequence[DatedCopies], confine: Confine
) -> PageChange:
    """Compares a page of today with the newest stored copy of its source.

    Args:
        name: a file name for the page, whose ending says how it is read.
        data: the page.
        quotations: the words that are quoted from the source.
        copies: the stored copies of the source, the newest first.
        confine: does the work on files that can take very long to read.
    """
    texts, problems = snapshots.snapshot_texts(name, data, confine)
    if problems:
        return PageChange(unread=problems[0].message)
    known = [words for words in dict.fromkeys(quotations) if not copies or copies[0].finding(words)]
    gone = tuple(words for words in known if not any(locate(words, text) for text in texts))
    return PageChange(_kept(texts, copies), gone, len(known))


def _kept(texts: Sequence[SearchableText], copies: Sequence[DatedCopies]) -> float | None:
    """The share of the runs of words of the stored text that a page still has; None when no text is stored.

    Of a web page the article counts, without what a page puts round it, which changes each day.
    """
    stored = [
        [text for text in one.witnesses if isinstance(text, SearchableText)]
        for made in copies[:1]
        for one in made.stored
    ]
    runs = [set(shingles(_article(found).reading, _WIDTH)) for found in stored if found]
    now = {run for text in texts for run in shingles(text.reading, _WIDTH)}
    shares = [len(old & now) / len(old) for old in runs if old]
    return max(shares, default=None)


def _article(texts: Sequence[SearchableText]) -> SearchableText:
    """The text of the article alone, if one was found that is not a small part of the page."""
    whole = len(texts[0].reading.tokens)
    large = [text for text in texts if len(text.reading.tokens) * _LEAST_ARTICLE > whole]
    return large[-1] if large else texts[0]
