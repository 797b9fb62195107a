"""The letters of a page of a PDF as the lines that they are drawn on."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

# In sizes of the font:
COLUMN = 1.0  # the narrowest space between two columns, and between two runs of letters in the file
_NARROW = 0.5  # that between two columns that nearly touch
_FAR = 40  # characters between their words in the order of the file, at least
_LEVEL = 0.1  # points between two heights that are the same
_SAME_LINE = 0.95  # how far a letter may be above or below the line that it is of
_NEXT = 6  # characters between two words in the order of the file, at most, if one line has both
_OWN_LINE = 6  # letters at one height that are a line of their own beside another line, as in columns


@dataclass(frozen=True)
class Letter:
    """A letter of a page.

    Attributes:
        text: the character.
        piece: number of the piece of the file that draws it; -1 when it is not known.
        index: its place in the order in which the reader of the PDF gives it.
        origin: where drawing begins, in points from the left edge of the page.
        left: left edge of what is drawn.
        right: right edge of what is drawn, or of the space which it takes.
        line: height of the line that it is drawn on, from the foot of the page.
        size: size of its font.
        low: lower edge of what is drawn.
        high: upper edge of what is drawn.
    """

    text: str
    piece: int
    index: int
    origin: float
    left: float
    right: float
    line: float
    size: float
    low: float = 0.0
    high: float = 0.0

    @property
    def is_sign(self) -> bool:
        """Whether it is a vowel sign or another mark on a letter."""
        return unicodedata.category(self.text)[0] == "M"


@dataclass
class _Row:
    """The letters at one height, and those a little above and below that touch them.

    Attributes:
        level: height of most of them.
        letters: the letters.
        stretches: the left and right edges of what they were put together from.
    """

    level: float
    letters: list[Letter] = field(default_factory=list)
    stretches: list[tuple[float, float]] = field(default_factory=list)

    def add(self, letters: Sequence[Letter]) -> None:
        """Adds letters next to each other."""
        self.letters += letters
        self.stretches.append(_edges(letters))

    @cached_property
    def size(self) -> float:
        """The size of most letters; to be asked for when all are there."""
        return size_of(self.letters)

    def holds(self, space: Letter) -> bool:
        """Whether a space is between letters of this line."""
        return abs(self.level - space.line) < _SAME_LINE * self.size and self.touches([space])

    def touches(self, letters: Sequence[Letter]) -> bool:
        """Whether letters are at its height, or beside or above some of its own."""
        left, right = _edges(letters)
        reach = COLUMN * letters[0].size
        return abs(letters[0].line - self.level) < _LEVEL or any(
            left < end + reach and right > start - reach for start, end in self.stretches
        )


def letter_rows(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The letters of each line from left to right, in the order of the lines in the file.

    The lines of two columns may be at different heights, closer to each other than those of one.
    """
    rows: list[_Row] = []
    drawn = [letter for letter in letters if letter.text != " "]
    for stretch in sorted(_stretches(drawn), key=len, reverse=True):
        row = _row_of(stretch, rows)
        if row is None:
            row = _Row(stretch[0].line)
            rows.append(row)
        row.add(stretch)
    for space in (letter for letter in letters if letter.text == " " and rows):
        row = min(rows, key=lambda row: (not row.holds(space), abs(row.level - space.line)))
        row.letters.append(space)
    parts = [part for row in rows for part in _parts(row.letters)]
    return sorted(parts, key=lambda part: sorted(letter.index for letter in part)[len(part) // 2])


def _stretches(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters of one size at one height that are next to each other."""
    ordered = sorted(letters, key=lambda letter: (*_height(letter), letter.left))
    for _, same in groupby(ordered, _height):
        stretch: list[Letter] = []
        for letter in same:
            if stretch and letter.left - max(one.right for one in stretch[-3:]) > COLUMN * letter.size:
                yield stretch
                stretch = []
            stretch.append(letter)
        yield stretch


def _height(letter: Letter) -> tuple[float, float]:
    return round(letter.line, 1), letter.size


def _row_of(stretch: Sequence[Letter], rows: Sequence[_Row]) -> _Row | None:
    """The line that some letters are of; None where they begin one."""
    first = stretch[0]
    near = [row for row in rows if abs(row.level - first.line) < _SAME_LINE * first.size]
    touching = [row for row in near if row.touches(stretch)]
    if not touching and len(stretch) >= _OWN_LINE:
        return None
    return min(touching or near, key=lambda row: abs(row.level - first.line), default=None)


def _edges(letters: Sequence[Letter]) -> tuple[float, float]:
    return min(letter.left for letter in letters), max(letter.right for letter in letters)


def _parts(line: list[Letter]) -> Iterator[list[Letter]]:
    """The parts of what is drawn at one height: each column has one. The words of one line follow each other in the file."""
    part, *others = cells_of(line)
    for other in others:
        if _follow(part, other):
            part += other
        else:
            yield part
            part = other
    yield part


def cells_of(line: Sequence[Letter]) -> list[list[Letter]]:
    """What is drawn at one height, divided at wide gaps, and at narrower ones after which the file goes on elsewhere."""
    letters = sorted(line, key=lambda letter: letter.left)
    size = size_of(letters)
    parts = [[letters[0]]]
    right, index = letters[0].right, letters[0].index
    for letter in letters[1:]:
        if letter.text != " ":
            gap = letter.left - right
            is_far = min(letter.index, index) >= 0 and abs(letter.index - index) > _FAR
            if gap > (_NARROW if is_far else COLUMN) * size:
                parts.append([])
            index = letter.index
        parts[-1].append(letter)
        right = max(right, letter.right)
    return parts


def _follow(one: Sequence[Letter], other: Sequence[Letter]) -> bool:
    """Whether two parts of a line are next to each other in the file."""
    places = [[letter.index for letter in part if letter.index >= 0] for part in (one, other)]
    if not all(places):
        return True
    (first, last), (other_first, other_last) = ((min(part), max(part)) for part in places)
    return min(abs(first - other_last), abs(other_first - last)) <= _NEXT


def size_of(line: Sequence[Letter]) -> float:
    """The size of most letters of a line."""
    return Counter(letter.size for letter in line).most_common(1)[0][0]
