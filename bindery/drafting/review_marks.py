"""What reviewers did in a Word document: their comments and tracked changes, paragraph by paragraph (ECMA-376, part 1, section 17.13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from bindery.evidence.kinds.packages import local
from bindery.evidence.kinds.word_parts import WordParts

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_APART = ("footnotes", "endnotes", "header", "footer")
KEPT, ADDED, REMOVED = "kept", "added", "removed"
_STATES = {"ins": ADDED, "moveTo": ADDED, "del": REMOVED, "moveFrom": REMOVED}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = {"drawing", "pict", "object", "txbxContent", "rPr", "pPr", "fldData", "instrText", "Fallback"}
_DAY = re.compile(r"[1-9]\d{3}-\d\d-\d\d")
_CLAIM = "claim_"  # begins the name of a claim's place


@dataclass(frozen=True)
class Stretch:
    """Words of a paragraph that have one state.

    Attributes:
        text: the words.
        state: `kept`, `added` or `removed`.
        author: who added or removed them; empty for words that were kept.
        raised: whether they stand above the line, as the number of a reference does.
    """

    text: str
    state: str = KEPT
    author: str = ""
    raised: bool = False


@dataclass
class Remark:
    """A comment.

    Attributes:
        author: who wrote it; empty if the document does not say.
        day: the day on which it was written, as `2024-05-01`; empty if the document does not say.
        text: what it says.
        words: the words that it was put to; empty for a place between words.
        answers: the comments that answer it, in their order.
        settled: whether it was marked as done.
    """

    author: str
    day: str
    text: str
    words: str = ""
    answers: list[Remark] = field(default_factory=list)
    settled: bool = False


@dataclass
class Reviewed:
    """A paragraph of the document.

    Attributes:
        stretches: its words in their order.
        remarks: the comments that begin in it.
        claims: names of the claims' places that are in it.
        heading: whether it is a heading, or is outside the text as a note is, so that it belongs to no claim before it.
    """

    stretches: list[Stretch] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    heading: bool = False

    @property
    def changed(self) -> bool:
        """Whether words of it were added or removed."""
        return any(each.state != KEPT for each in self.stretches)


@dataclass(frozen=True)
class Review:
    """What a Word document holds of a review.

    Attributes:
        paragraphs: its paragraphs in their order.
        elsewhere: comments that are in no paragraph of the text, such as those whose place is lost.
    """

    paragraphs: tuple[Reviewed, ...]
    elsewhere: tuple[Remark, ...]


def read_review(data: bytes) -> Review:
    """The comments and tracked changes of a Word document.

    Args:
        data: the file.

    Raises:
        UnreadableError: it is no Word document, or is damaged or protected by a password.
        TooLargeError: it is too large.
    """
    parts = WordParts(data)
    body = parts.text()
    comments = _Comments(parts.roots("comments"))
    for more in parts.roots("commentsExtended"):
        comments.join(more)
    reader = _Reader(comments)
    paragraphs = [reader.paragraph(each) for each in word_paragraphs(body)]
    for root in chain.from_iterable(map(parts.roots, _APART)):
        for each in word_paragraphs(root):
            paragraphs.append(reader.paragraph(each))
            paragraphs[-1].heading = True
    return Review(tuple(paragraphs), tuple(comments.left()))


def word_paragraphs(body: _Element) -> Iterator[_Element]:
    """The paragraphs of a part, with those of text boxes, which Word writes twice, once."""
    for element in body.iter(f"{_W}p"):
        if not any(local(above) == "Fallback" for above in element.iterancestors()):
            yield element


class _Comments:
    """The comments of a document, by their number.

    Args:
        roots: the parts that hold them.
    """

    def __init__(self, roots: Iterator[_Element]) -> None:
        self.by_number: dict[str, Remark] = {}
        self._by_paragraph: dict[str, str] = {}
        self._answers: set[str] = set()
        self._placed: set[str] = set()
        for element in chain.from_iterable(root.iter(f"{_W}comment") for root in roots):
            number = element.get(f"{_W}id", "")
            while number in self.by_number:  # two with one number: the second has no place of its own
                number += "+"
            paragraphs = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in element.iter(f"{_W}p")]
            day = element.get(f"{_W}date", "")[:10]
            day = day if _DAY.fullmatch(day) else ""
            said = "\n".join(paragraphs).strip()
            self.by_number[number] = Remark(element.get(f"{_W}author", "").strip(), day, said)
            for paragraph in element.iter(f"{_W}p"):
                self._by_paragraph[paragraph.get(f"{_W14}paraId", "")] = number

    def join(self, root: _Element) -> None:
        """Puts answers to the comments that they answer, and marks those that are done."""
        for element in root.iter(f"{_W15}commentEx"):
            number = self._by_paragraph.get(element.get(f"{_W15}paraId", ""))
            if number is None:
                continue
            remark = self.by_number[number]
            remark.settled = element.get(f"{_W15}done") in ("1", "true")
            asked = self._by_paragraph.get(element.get(f"{_W15}paraIdParent", ""))
            if asked is not None and asked != number and number not in self._answers:
                self._answers.add(number)
                self.by_number[asked].answers.append(remark)

    def placed(self, number: str) -> Remark | None:
        """The comment of a number, the first time that its place is met; None for an answer, or one that is not there."""
        if number in self._answers or number in self._placed:
            return None
        self._placed.add(number)
        return self.by_number.get(number)

    def left(self) -> Iterator[Remark]:
        """The comments whose place was not met."""
        for number, remark in self.by_number.items():
            if number not in self._answers and number not in self._placed:
                yield remark


class _Reader:
    """Reads paragraphs in their order; a comment may begin in one and end in another.

    Args:
        comments: the comments of the document.
    """

    def __init__(self, comments: _Comments) -> None:
        self._comments = comments
        self._open: dict[str, Remark] = {}
        self._made = Reviewed()

    def paragraph(self, element: _Element) -> Reviewed:
        """A paragraph, with the comments that begin in it."""
        self._made = Reviewed(heading=_is_heading(element))
        for remark in self._open.values():
            remark.words += "\n"
        self._children(element, KEPT, "")
        return self._made

    def _children(self, element: _Element, state: str, author: str) -> None:
        for child in element:
            self._element(child, state, author)

    def _element(self, element: _Element, state: str, author: str) -> None:
        name = local(element)
        if name == "r":
            self._run(element, state, author)
        elif name in _STATES:
            inner = _STATES[name] if state != REMOVED else REMOVED
            self._children(element, inner, element.get(f"{_W}author", "").strip() or author)
        elif name == "bookmarkStart":
            place = element.get(f"{_W}name", "")
            if place.startswith(_CLAIM):
                self._made.claims.append(place)
        elif name == "commentRangeStart":
            self._begin(element.get(f"{_W}id", ""))
        elif name == "commentRangeEnd":
            self._open.pop(element.get(f"{_W}id", ""), None)
        elif name == "p" or name in _SKIPPED:  # a paragraph within a paragraph is read by itself
            return
        else:
            self._children(element, state, author)

    def _begin(self, number: str) -> None:
        """Begins a comment."""
        if remark := self._comments.placed(number):
            self._made.remarks.append(remark)
            self._open[number] = remark

    def _run(self, run: _Element, state: str, author: str) -> None:
        raised = run.find(f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']") is not None
        for child in run:
            name = local(child)
            if name == "commentReference":
                self._begin(child.get(f"{_W}id", ""))  # a comment on a place has no range
                self._open.pop(child.get(f"{_W}id", ""), None)
            text = (child.text or "") if name in ("t", "delText") else _SIGNS.get(name, "")
            if text:
                self._made.stretches.append(Stretch(text, state, author if state != KEPT else "", raised))
                for remark in self._open.values():
                    remark.words += text if state != REMOVED else ""


def _is_heading(paragraph: _Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val", "").lower().startswith(("heading", "title"))
