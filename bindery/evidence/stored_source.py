"""A stored copy of a source, and how a quotation is verified in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bindery.evidence import places
from bindery.evidence.shortening import judge
from bindery.evidence.shortenings import OmissionInWords, Shortening, shortening_of
from bindery.model.stored_kinds import ARCHIVES, ending_of
from bindery.text.drawn_order import is_in_other_order
from bindery.text.kept_results import kept_result
from bindery.text.tokens import Searchable, TokenRange, pages_of

if TYPE_CHECKING:
    from bindery.evidence.custody import Custody


@dataclass(frozen=True)
class Verification:
    """How a quotation was verified.

    Attributes:
        by: whether it was found in a snapshot or in a fingerprint of the source.
        page: the page of the source that has it, `4` or `4–5`; empty when the source has no pages.
        label: the number that is printed on this page, `iv`; empty when it is the same.
        shortening: what it leaves out that limits it; None when it leaves out nothing of the kind.
        word_list: the list of limiting words that was used, such as `the English list, version 1`; empty when there is
            none for the language of the source, so that only the ends of sentences were looked at.
        copy: the day of the older copy that the quotation names; empty when it was found in the newest.
        gone: the day of the first copy since which no copy has the words; empty when the newest has them.
        transcribed: whether it was found in what a person wrote down from a stored picture.
    """

    by: Literal["snapshot", "fingerprint"]
    page: str = ""
    shortening: Shortening | None = None
    word_list: str = ""
    label: str = ""
    copy: str = ""
    gone: str = ""
    transcribed: bool = False


_CLASSES = (OmissionInWords, Shortening, Verification)  # that a verification consists of


@dataclass(frozen=True)
class StoredSource:
    """A stored snapshot of a source, or a fingerprint of one.

    Attributes:
        by: which of the two it is.
        witnesses: the texts that can be searched for words.
        path: path of the snapshot's file; empty for a fingerprint.
        sha256: SHA-256 of the snapshot in hexadecimal; a fingerprint records it too.
        licence: the licence written below a stored text; may be empty.
        language: tag of the language of the source; None when it is not known.
        word_list: the list of limiting words that counts for its texts; may be empty.
        day: the day of the copy, such as `2024-05-03`; empty when it is not known.
        dated: whether the day is in the name of its file.
        kind: name of the kind of file, such as `DOCX`; empty when it is not known.
        transcribed: SHA-256 of the transcript that a person made of a picture, in hexadecimal, or `yes` if only its
            fingerprint is here; empty for other kinds.
        custody: how the copy was made and stored; None when nothing is recorded.
    """

    by: Literal["snapshot", "fingerprint"]
    witnesses: tuple[Searchable, ...]
    path: str = ""
    sha256: str = ""
    licence: str = ""
    language: str | None = None
    word_list: str = ""
    day: str = ""
    dated: bool = False
    kind: str = ""
    transcribed: str = ""
    custody: Custody | None = None

    def finding(self, words: str) -> Verification | None:
        """How a quotation is verified here, in the text where it leaves out the least; None when no text has the words."""
        if (
            self.by != "snapshot" or ending_of(self.path) in ARCHIVES
        ):  # more than the file decides what it says
            return self._found(words)
        copy = self.path, self.sha256, self.transcribed, self.language, self.word_list
        return kept_result(("finding", words, copy), _CLASSES, lambda: self._found(words))

    def _found(self, words: str) -> Verification | None:
        judged = [(found, text) for text in self.witnesses if (found := judge(words, text, self.language))]
        if not judged:
            return None
        # Where words stand in another order than that of reading, what limits them may stand elsewhere.
        best, text = min(judged, key=lambda pair: (is_in_other_order(pair[1]), pair[0].level))
        stretch = TokenRange(best.parts[0].start, best.parts[-1].end)
        shortening, label = shortening_of(best, text, self.language), places.labels_of(stretch, text)
        return Verification(
            self.by,
            pages_of(stretch, text),
            shortening,
            self.word_list,
            label,
            transcribed=bool(self.transcribed),
        )
