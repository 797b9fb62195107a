"""The lines of a PDF's page with words from right to left, made again from where each letter is drawn.

A PDF may have its letters in any order, and readers of PDFs disagree about it. Where they are drawn leaves no doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice

from bindery.evidence.drawn_rows import COLUMN, Letter, cells_of, letter_rows, size_of
from bindery.evidence.table_orders import DrawnWords
from bindery.text.reading_order import in_reading_order
from bindery.text.word_patterns import SUPERSCRIPTS

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u060b\u060d-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
)
_LEAST_SHARE = 3  # one letter in so many is from right to left where lines are made again
# All below in sizes of the font:
_SPACE, _SURE_SPACE = 0.1, 0.16  # the narrowest space: where a page has no others, and elsewhere
_NO_SPACE = 0.04  # the widest gap of a sign that only keeps two letters from joining
_SMALLER, _RAISED = (
    0.99,
    0.15,
)  # a raised digit is smaller than the others, and at least so far above the line
_LEVEL = 0.85  # share of the letters of a line that are on it, at least, where words do not slope
_KERNED = 0.12  # how far a space may be to the right of the letter after which it comes
_REACH = 0.1  # how far a vowel sign may be from the edge of its letter
_OVERLAP = 0.3  # of the width of a vowel sign: it belongs to a letter that shares more than this with it
_TOUCH = 0.06  # points between two edges that are the same
_MOST_SIGNS = 3  # on one letter
_WORD = 16  # letters of a word, at most, on average
_FEW, _FEW_PIECES = (
    0.3,
    4,
)  # share of the letters of an item that goes from left to right in pdf.js, if it has more than so many
_RAISED_DIGITS = str.maketrans("0123456789", SUPERSCRIPTS)
_UNKNOWN: Mapping[bool, bool] = {}
_NOTE_APART = re.compile(f"(?<=\\w) (?=[{SUPERSCRIPTS}])")
_ALEFS, _LAM = "اأإآٱ", "ل"
# No word is spelt so: a font says of its one sign for lam and alef that it is alef and lam.
_ALEF_ALEF_LAM = re.compile("(?<=ا)([ً-ْ]*)([أإآا])ل")


def has_right_to_left(text: str) -> bool:
    """Whether a text has any letter from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether a text has enough letters from right to left for its lines to be made again."""
    found = len(_RIGHT_TO_LEFT.findall(text))
    return found > 1 and _LEAST_SHARE * found >= sum(map(str.isalpha, text))


def lines_of(letters: Sequence[Letter]) -> Iterator[DrawnWords]:
    """Each line of a page in reading order, with the place at which it is drawn.

    Args:
        letters: the letters and spaces of the page.
    """
    return _drawn(letter_rows(letters) if letters else [], letters)


def lines_with_cells(letters: Sequence[Letter]) -> Iterator[tuple[DrawnWords, tuple[DrawnWords, ...]]]:
    """As `lines_of`, each line with the parts that wide gaps divide it into, such as the cells of a table."""
    rows = letter_rows(letters) if letters else []
    cells = [cells_of(row) for row in rows]
    parts = _drawn([cell for row in cells if len(row) > 1 for cell in row], letters)
    for line, row in zip(_drawn(rows, letters), cells, strict=True):
        yield line, tuple(islice(parts, len(row))) if len(row) > 1 else (line,)


def _drawn(lines: Sequence[Sequence[Letter]], letters: Sequence[Letter]) -> Iterator[DrawnWords]:
    """The words of lines, or of parts of lines.

    Args:
        lines: the letters of each.
        letters: the letters and spaces of the page.
    """
    has_spaces = _WORD * sum(letter.text == " " for letter in letters) > len(letters)
    turned = [is_right_to_left("".join(letter.text for letter in line)) for line in lines]
    orders = _orders(lines)
    pieces = [_pieces(line, _narrowest(line) if has_spaces else _SPACE, orders) for line in lines]
    texts = iter(in_reading_order([one for one, is_turned in zip(pieces, turned, strict=True) if is_turned]))
    for line, one, is_turned in zip(lines, pieces, turned, strict=True):
        text = _ALEF_ALEF_LAM.sub(r"\1ل\2", next(texts)) if is_turned else "".join(reversed(one))
        left, right = min(one.left for one in line), max(one.right for one in line)
        level = sorted(one.line for one in line)[len(line) // 2]
        yield DrawnWords(_NOTE_APART.sub("", text).strip(), left, right, level, size_of(line), is_turned)


def item_text(item: Sequence[Letter]) -> str:
    """The text of one piece of a page as pdf.js reads it: from left to right if it has few letters from right to left."""
    pieces = _pieces(item, _SURE_SPACE)
    found = sum(_RIGHT_TO_LEFT.search(one) is not None for one in pieces)
    if len(pieces) > _FEW_PIECES and found < _FEW * len(pieces):
        return "".join(_with_words_turned(pieces[::-1])).strip()
    return in_reading_order([pieces])[0].strip() if found else "".join(reversed(pieces)).strip()


def _with_words_turned(pieces: Sequence[str]) -> Iterator[str]:
    """Letters from left to right, with each run of words from right to left, and what is between them, in reading order."""
    turned = [_RIGHT_TO_LEFT.search(one) is not None for one in pieces]
    at = 0
    while at < len(pieces):
        end = at + 1
        if turned[at]:
            stop = next(
                (n for n in range(at, len(pieces)) if pieces[n].isalnum() and not turned[n]), len(pieces)
            )
            end = max(n for n in range(at, stop) if turned[n]) + 1
        yield from reversed(pieces[at:end])
        at = end


def _narrowest(line: Sequence[Letter]) -> float:
    """The narrowest gap that is a space though the file has no space there: none where words slope."""
    return float("inf") if _is_sloped(line) else _SURE_SPACE


def _orders(lines: Sequence[Sequence[Letter]]) -> dict[bool, bool]:
    """Whether the letters of one sign of the font are turned, as those of lam and alef show it, which have one order only.

    Returns:
        It, by whether the letters of the line are turned in the file; nothing for what no such sign shows.
    """
    votes: Counter[bool] = Counter()
    for line in lines:
        bases = _bases(line)
        for _, drawn in groupby(bases, _place):
            same = sorted(drawn, key=lambda letter: letter.index)
            if _is_lam_and_alef(same):
                votes[_is_turned(same, bases)] += 1 if same[1].text == _LAM else -1
    return {turned: vote > 0 for turned, vote in votes.items() if vote}


def _pieces(line: Sequence[Letter], narrowest: float, orders: Mapping[bool, bool] = _UNKNOWN) -> list[str]:
    """The letters of a line with their signs, and its spaces, from right to left.

    Args:
        line: the letters.
        narrowest: the narrowest gap that is a space, in sizes of the font.
        orders: whether the letters of one sign of the font are turned.
    """
    size, level = size_of(line), Counter(round(letter.line, 1) for letter in line).most_common(1)[0][0]
    pieces: list[str] = []
    edge = origin = float("inf")
    for drawn in _with_signs(_from_right(line, orders)):
        base = drawn[0]
        is_letter = base.text != " "
        gap = edge - max(letter.right for letter in drawn)
        # What only keeps two letters from joining is as wide as nothing; the reader of PDFs gives no such sign as a space.
        is_space = base.index >= 0 or origin - base.origin > _NO_SPACE * size
        parted = gap > narrowest * size if is_letter else is_space
        if parted and pieces and pieces[-1] != " ":
            pieces.append(" ")
        if is_letter:
            edge = min(*map(_edge, drawn), float("inf") if pieces[-1:] in ([], [" "]) else edge)
            origin = base.origin
            pieces.append(_text_of(drawn, size, level))
    return pieces


def _edge(letter: Letter) -> float:
    return min(letter.origin, letter.left)


def _text_of(drawn: Sequence[Letter], size: float, level: float) -> str:
    """A letter and its signs; a small raised digit as the mark of a note."""
    base = drawn[0]
    text = "".join(letter.text for letter in drawn)
    raised = base.size < _SMALLER * size and base.line - level > _RAISED * size
    return text.translate(_RAISED_DIGITS) if raised else text


def _with_signs(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Each letter with the signs that follow it."""
    found: list[list[Letter]] = []
    for letter in letters:
        if found and letter.is_sign:
            found[-1].append(letter)
        else:
            found.append([letter])
    return found


def _from_right(line: Sequence[Letter], orders: Mapping[bool, bool]) -> list[Letter]:
    """The letters of a line from right to left, each followed by its signs."""
    if _is_sloped(line):
        return _sloped_from_right(line)
    bases = _bases(line)
    bases = [letter for _, same in groupby(bases, _place) for letter in _ligature([*same], bases, orders)]
    letters = [place for place, letter in enumerate(bases) if letter.text.isalnum()]
    signs: dict[int, list[Letter]] = {}
    for sign in (letter for letter in line if letter.is_sign) if letters else ():
        base_of = _base_of if _RIGHT_TO_LEFT.match(sign.text) else _base_before
        signs.setdefault(base_of(sign, bases, letters), []).append(sign)
    return [letter for place, base in enumerate(bases) for letter in (base, *signs.get(place, ()))]


def _bases(line: Sequence[Letter]) -> list[Letter]:
    """The letters of a line without their signs, from right to left."""
    return sorted((letter for letter in line if not letter.is_sign), key=_place)


def _is_sloped(line: Sequence[Letter]) -> bool:
    """Whether the words of a line slope down, as in Nastaliq, and the order of the file is known."""
    levels = Counter(round(letter.line, 1) for letter in line if letter.text.isalnum())
    most = max(levels.values(), default=0)
    return most < _LEVEL * levels.total() and all(letter.piece >= 0 for letter in line)


def _place(letter: Letter) -> float:
    return _KERNED * letter.size - letter.origin if letter.text == " " else -letter.origin


def _ligature(same: list[Letter], bases: Sequence[Letter], orders: Mapping[bool, bool]) -> list[Letter]:
    """The letters that one sign of the font stands for, in the order in which they are read."""
    if len(same) == 1:
        return same
    same.sort(key=lambda letter: letter.index)
    turned = _is_turned(same, bases)
    return same[::-1] if _is_reversed(same, whole=orders.get(turned, turned)) else same


def _is_turned(same: Sequence[Letter], bases: Sequence[Letter]) -> bool:
    """Whether the letter to the right of a sign of the font comes after it in the file."""
    right = min(
        (base for base in bases if base.origin > same[0].origin), key=lambda base: base.origin, default=None
    )
    return right is not None and right.index > same[-1].index


def _is_lam_and_alef(same: Sequence[Letter]) -> bool:
    return len(same) == len(_LAM) + 1 and {same[0].text, same[1].text} <= {*_ALEFS, _LAM}


def _base_of(sign: Letter, bases: Sequence[Letter], places: Sequence[int]) -> int:
    """The place of the letter that has a vowel sign: the one next to it in the file that it is drawn at, or the nearest."""
    same = [place for place in places if _is_drawn_as_one(bases[place], sign)]
    if same:
        return min(same, key=lambda place: abs(bases[place].index - sign.index))
    neighbours = [place for place in places if abs(bases[place].index - sign.index) == 1]
    for is_of in (_is_drawn_with, _shares_width):
        for place in neighbours:
            if is_of(bases[place], sign):
                return place
    near = sorted(places, key=lambda place: abs(_middle(bases[place]) - _middle(sign)))[:3]
    if len(near) > 1:
        one, two = sorted(near[:2])
        forward = bases[one].index < bases[two].index
        known = [place for place in near if (bases[place].index < sign.index) == forward]
        if known:
            number = min(known, key=lambda place: abs(bases[place].index - sign.index))
            if abs(bases[number].index - sign.index) <= _MOST_SIGNS and _reaches(bases[number], sign):
                return number
    return max(places, key=lambda place: _nearness(bases[place], sign))


def _base_before(sign: Letter, bases: Sequence[Letter], places: Sequence[int]) -> int:
    """The place of the letter that has a sign, in a script from left to right: the one before it, or that which it is over."""
    before = max(places, key=lambda place: (bases[place].index < sign.index, bases[place].index))
    if _is_drawn_as_one(bases[before], sign) or _shared(bases[before], sign) > _OVERLAP * (
        sign.right - sign.left
    ):
        return before
    return max(places, key=lambda place: _shared(bases[place], sign))


def _is_drawn_as_one(base: Letter, sign: Letter) -> bool:
    """Whether one sign of the font stands for a letter and its sign."""
    return base.piece >= 0 and (base.piece, base.origin, base.line) == (sign.piece, sign.origin, sign.line)


def _is_drawn_with(base: Letter, sign: Letter) -> bool:
    return (base.left, base.right) == (sign.left, sign.right)


def _shares_width(base: Letter, sign: Letter) -> bool:
    """Whether a letter and its sign have half the width each of what is drawn."""
    touch = min(abs(base.left - sign.right), abs(base.right - sign.left)) < _TOUCH
    alike = abs((base.right - base.left) - (sign.right - sign.left)) < _TOUCH
    return touch and alike and (base.origin, base.line) == (sign.origin, sign.line)


def _middle(letter: Letter) -> float:
    return (letter.left + letter.right) / 2


def _reaches(base: Letter, sign: Letter) -> bool:
    reach = _REACH * sign.size
    return sign.left < base.right + reach and sign.right > base.left - reach


def _nearness(base: Letter, sign: Letter) -> tuple[float, float]:
    """How well a vowel sign fits a letter: it is above or below it, or its right edge is the left edge of the letter.

    Some readers of PDFs share the width of a letter and its sign between the two.
    """
    shared = _shared(base, sign)
    above = shared if shared > _OVERLAP * (sign.right - sign.left) else 0.0
    return above, -abs(base.left - sign.right)


def _shared(base: Letter, sign: Letter) -> float:
    """How much of the width of a line a letter and a sign share; below 0, how far they are from each other."""
    return min(base.right, sign.right) - max(base.left, sign.left)


def _sloped_from_right(line: Sequence[Letter]) -> list[Letter]:
    """As `_from_right`, where words slope down and overlap, as in Nastaliq, so that edges say too little.

    A program draws the letters of a word one after the other, in one direction or the other, and a sign next to its letter.
    """
    pieces = [
        _piece_from_right([*same])
        for _, same in groupby(sorted(line, key=lambda one: (one.piece, one.index)), lambda one: one.piece)
    ]
    runs: list[list[list[Letter]]] = []
    for piece in pieces:
        if runs and _is_latin(runs[-1][0]) == _is_latin(piece) and _continues(runs[-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    runs = [_run_from_right(run) for run in runs]
    runs.sort(key=lambda run: -max(letter.right for piece in run for letter in piece))
    return [letter for run in runs for piece in run for letter in piece]


def _is_latin(piece: Sequence[Letter]) -> bool:
    """Whether a piece goes from left to right."""
    return not any(_RIGHT_TO_LEFT.match(letter.text) for letter in piece)


def _continues(run: Sequence[Sequence[Letter]], piece: Sequence[Letter]) -> bool:
    """Whether a piece is drawn next to the last one of a run, on the side towards which the run goes."""
    last = run[-1]
    reach = COLUMN * piece[0].size
    if _left(piece) > _right(last) + reach or _right(piece) < _left(last) - reach:
        return False
    rightwards, moved = _left(last) - _left(run[0]), _left(piece) - _left(last)
    return rightwards * moved >= 0 or abs(moved) < reach


def _run_from_right(run: list[list[Letter]]) -> list[list[Letter]]:
    """The pieces of a run from right to left; the letters that one sign of the font stands for are in reading order."""
    if _is_latin(run[0]):
        return [sorted((letter for piece in run for letter in piece), key=lambda letter: -letter.origin)]
    rightwards = _left(run[-1]) > _left(run[0])
    pieces = run[::-1] if rightwards else run
    return [_with_ligatures(piece, rightwards=rightwards) for piece in pieces]


def _piece_from_right(piece: list[Letter]) -> list[Letter]:
    """The letters of one piece from right to left."""
    bases = [letter for letter in piece if not letter.is_sign]
    return piece[::-1] if len(bases) > 1 and bases[0].origin < bases[-1].origin else piece


def _with_ligatures(piece: Sequence[Letter], *, rightwards: bool) -> list[Letter]:
    """A piece with the letters that are drawn as one in the order in which they are read."""
    letters: list[Letter] = []
    for _, drawn in groupby(piece, lambda letter: (letter.origin, letter.line)):
        same = [*drawn]
        if len(same) > 1 and _is_reversed(same, whole=rightwards and len(same) == len(piece)):
            same.reverse()
        letters += same
    return letters


def _is_reversed(same: Sequence[Letter], *, whole: bool) -> bool:
    if any(letter.is_sign for letter in same):
        return same[0].is_sign and not same[-1].is_sign
    if _is_lam_and_alef(same):
        return same[1].text == _LAM
    return whole


def _left(piece: Sequence[Letter]) -> float:
    return min(letter.origin for letter in piece)


def _right(piece: Sequence[Letter]) -> float:
    return max(letter.right for letter in piece)
