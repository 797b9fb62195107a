"""Changes that a reviewer made in a paragraph, word by word, and the same changes in the file that it was made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bindery.drafting.review_marks import ADDED, KEPT, REMOVED, Reviewed, Stretch
from bindery.drafting.written_words import CITATION, Token, Written, tokens_of

_SHAPES = {ord(sign): '"' for sign in "“”„«»"} | {ord(sign): "'" for sign in "‘’‚"}
_ENOUGH = 0.6  # share of the words of a paragraph that must be found again
_MOST_TRIED = 20  # paragraphs that share words with it, of which the best is taken


@dataclass(frozen=True)
class WordChange:
    """Words that were exchanged, added or removed.

    Attributes:
        old: the words before; empty if some were added.
        new: the words after; empty if some were removed.
        authors: who did it.
        first: number of the first word of `old` in the paragraph before.
        last: number of the word that follows `old`.
        spaced: whether a space is before `new`.
        parted: whether a space is after `new`.
    """

    old: str
    new: str
    authors: tuple[str, ...]
    first: int
    last: int
    spaced: bool = False
    parted: bool = False


@dataclass(frozen=True)
class FileEdit:
    """A range of a file that gets other words."""

    start: int
    end: int
    text: str


class ReviewedWords:
    """A paragraph as it was and as it is after the review.

    Args:
        reviewed: the paragraph.
    """

    def __init__(self, reviewed: Reviewed) -> None:
        self.before, self._removed = _said(reviewed.stretches, without=ADDED)
        self.after, self._added = _said(reviewed.stretches, without=REMOVED)
        self.old = _words(self.before)
        self.new = _words(self.after)

    def changes(self) -> list[WordChange]:
        """What was changed, in its order."""
        matcher = SequenceMatcher(None, _texts(self.old), _texts(self.new), autojunk=False)
        return [
            WordChange(
                _between(self.before, self.old[i:j]),
                _between(self.after, self.new[k:m]),
                tuple(dict.fromkeys((*_by(self._removed, self.old[i:j]), *_by(self._added, self.new[k:m])))),
                i,
                j,
                spaced=m > k > 0 and self.new[k].start > self.new[k - 1].end,
                parted=k < m < len(self.new) and self.new[m].start > self.new[m - 1].end,
            )
            for kind, i, j, k, m in matcher.get_opcodes()
            if kind != "equal"
        ]


def _said(stretches: Iterable[Stretch], without: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The words of a paragraph, with the numbers of its references as a citation; and whose words are where in it."""
    said = ""
    whose: list[tuple[int, int, str]] = []
    for each in stretches:
        if each.state != without:
            start = len(said)
            said += _raised(said) if each.raised and _is_reference(each.text) else each.text
            if each.state != KEPT:
                whose.append((start, len(said), each.author))
    return said, whose


def _by(whose: Iterable[tuple[int, int, str]], tokens: Sequence[Token]) -> Iterator[str]:
    """Who removed or added some of these words."""
    for start, end, author in whose:
        if tokens and author and start < tokens[-1].end and tokens[0].start < end:
            yield author


def _is_reference(text: str) -> bool:
    return not text.strip(" 0123456789,;[]()–-") and bool(text.strip())


def _raised(said: str) -> str:
    """A citation, once for all stretches of its numbers."""
    return "" if said.endswith(CITATION) else CITATION


def _words(text: str) -> list[Token]:
    """The words of a paragraph; a citation is one."""
    found: list[Token] = []
    at = 0
    for part in text.split(CITATION):
        found += [Token(t.text, t.start + at, t.end + at) for t in tokens_of(part)]
        at += len(part)
        found.append(Token(CITATION, at, at + len(CITATION)))
        at += len(CITATION)
    return found[:-1]


def _texts(tokens: Iterable[Token]) -> list[str]:
    """The words of tokens, with quotation marks of one shape: Word exchanges them while one types."""
    return [token.text.translate(_SHAPES) for token in tokens]


def _between(text: str, tokens: Sequence[Token]) -> str:
    return text[tokens[0].start : tokens[-1].end] if tokens else ""


class Places:
    """Finds the paragraph of a file that a paragraph of the document was made from.

    Args:
        written: the paragraphs of the files.
    """

    def __init__(self, written: Sequence[Written]) -> None:
        self._written = written
        self._by_pair: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, each in enumerate(written):
            for pair in _pairs(each.tokens):
                self._by_pair[pair].add(number)

    def of(self, tokens: Sequence[Token]) -> Written | None:
        """The paragraph with the most of the words; None where too few are found.

        Args:
            tokens: the words of the paragraph before it was changed.
        """
        shared: Counter[int] = Counter()
        for pair in _pairs(tokens):
            found = self._by_pair.get(pair, set())
            shared.update({number: 1 / len(found) for number in found})
        best: tuple[float, float] = (0, 0)
        place: Written | None = None
        for number, _ in shared.most_common(_MOST_TRIED):
            written = self._written[number]
            alike = _matched(tokens, written.tokens)
            score = (alike / max(len(tokens), 1), alike / len(written.tokens))
            if min(score) >= _ENOUGH / 2 and max(score) >= _ENOUGH and sum(score) > sum(best):
                best, place = score, written
        return place


def _pairs(tokens: Sequence[Token]) -> set[tuple[str, str]]:
    """Each two words that follow each other; of a single word, it and nothing."""
    words = [token.text.casefold() for token in tokens if token.text != CITATION]
    return set(zip(words, [*words[1:], ""], strict=True)) if words else set()


def _matched(one: Sequence[Token], other: Sequence[Token]) -> int:
    matcher = SequenceMatcher(None, _texts(one), _texts(other), autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def edit_of(change: WordChange, passage: ReviewedWords, written: Written) -> FileEdit | None:
    """The same change in the file; None where it would touch more than these words.

    Args:
        change: the change.
        passage: the paragraph of the document.
        written: the paragraph of the file.
    """
    old, there = passage.old, written.tokens
    matcher = SequenceMatcher(None, _texts(old), _texts(there), autojunk=False)
    at = {block.a + n: block.b + n for block in matcher.get_matching_blocks() for n in range(block.size)}
    if CITATION in change.old or CITATION in change.new:
        return None
    numbers = [at.get(number, -1) for number in range(change.first, change.last)]
    if numbers and (-1 in numbers or numbers[-1] - numbers[0] != len(numbers) - 1):
        return None
    before, after = at.get(change.first - 1), at.get(change.last)
    if not numbers and before is None and after is None:
        return None
    return _edit(change, written, numbers, before, after)


def _edit(
    change: WordChange,
    written: Written,
    numbers: Sequence[int],
    before: int | None,
    after: int | None,
) -> FileEdit | None:
    """The change as a range of the file: of the words that are removed, or of the place between two words."""
    there, content = written.tokens, written.file.content
    new = " ".join(change.new.split())
    if numbers:
        start, end = there[numbers[0]].start, there[numbers[-1]].end
        inside = "".join(content[start:end].split()).translate(_SHAPES)
        if inside != "".join(change.old.split()).translate(_SHAPES):
            return None  # marks of Markdown or a citation are between the words
        return FileEdit(start, end, new) if new else _removed(content, start, end, first=numbers[0] == 0)
    if before is not None:
        return FileEdit(there[before].end, there[before].end, f"{' ' if change.spaced else ''}{new}")
    if after is not None:
        return FileEdit(there[after].start, there[after].start, f"{new}{' ' if change.parted else ''}")
    return None


def _removed(content: str, start: int, end: int, *, first: bool) -> FileEdit:
    """Removes words with one of the spaces around them; with the line, where nothing else is on it.

    Args:
        content: the file.
        start: where the words begin.
        end: where they end.
        first: whether no word of the text is before them.
    """
    begin = content.rfind("\n", 0, start) + 1
    stop = content.find("\n", end)
    stop = len(content) if stop < 0 else stop
    if not content[begin:start].strip() and not content[end:stop].strip():
        return FileEdit(begin, min(stop + 1, len(content)), "")
    if content[begin:start].strip() and not first:
        start -= len(content[begin:start]) - len(content[begin:start].rstrip(" "))
    else:
        end += len(content[end:stop]) - len(content[end:stop].lstrip(" "))
    return FileEdit(start, end, "")
