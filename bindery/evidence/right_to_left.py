"""Puts words of Arabic and Hebrew in a PDF's text into reading order, by where their letters are on the page.

A PDF may hold them in the order in which they are drawn, from left to right, with mirrored brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from bindery.evidence.pdf_letters import Box

_LETTERS = (
    "\u0590-\u060b\u060d-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
)
_WORD = re.compile(f"[{_LETTERS}]{{2,}}")
_LINE = re.compile(r"[^\r\n]+")
_TWO_LINES = re.compile(r"(?P<one>[^\r\n]+)\r?\n(?=(?P<two>[^\r\n]+))")
_BRACKET = re.compile(r"[()\[\]]")
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
_NUMBER = re.compile(rf"(?<![\d{_LETTERS}])([،؛,.:])(\d+)(?![\d.,:])")
_LATIN = re.compile(r"[A-Za-z][\w.'-]*(?: [A-Za-z][\w.'-]*)+")
_MIXED = re.compile(r"(?<![\w-])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d-]{2,}(?![\w-])", re.IGNORECASE | re.ASCII)
_ONE_BRACKET = re.compile(
    r"(?<=[^\s()\[\]\"])[.,:،؛]*(?: ?(?P<bracket>[()\[\]\"])[.,:،؛]* ?)(?=[^\s()\[\]\".,:،؛])"
)
_BRACKETS = {"(": "()", ")": "()", "[": "[]", "]": "[]", '"': '""'}
_SIGN_AND_SPACE = re.compile(f"[{_LETTERS}]+(?P<space> )[{_LETTERS}]?[\u064b-\u0652][{_LETTERS}]*")
_NOTHING = "\u2060"  # it keeps the length of the text, and is taken out later
_APART = 0.36  # of the height of a letter: letters nearer than this are of one word
_OVERLAP = 0.3  # of the width of a vowel sign: it belongs to a letter that shares more than this with it
_ALEFS, _LAM = "اأإآ", "ل"


def in_reading_order(
    text: str, left_of: Callable[[int], float], box_of: Callable[[int], Box] | None = None
) -> str:
    """The text of a page with its right-to-left words in reading order; other text is as it was, and of the same length.

    Args:
        text: the text of the page, as a reader of PDFs gives it.
        left_of: gives the left edge of the character at an offset.
        box_of: gives its edges, which decide where vowel signs, brackets and the digits of Latin words belong.
    """
    if not _WORD.search(text):
        return text
    if box_of:
        text = _SIGN_AND_SPACE.sub(lambda match: _without_gap(match, box_of), text)
    text = _WORD.sub(lambda match: _word_in_order(match, left_of, box_of), text)
    if box_of:
        text = _LINE.sub(lambda match: _placed(match, text, box_of), text)
        text = _with_lines_joined(text, box_of)
    mirrored = _has_mirrored_brackets(text)
    return _LINE.sub(lambda match: _line_in_order(match[0], mirrored=mirrored), text)


def _without_gap(match: re.Match[str], box_of: Callable[[int], Box]) -> str:
    """Letters with a vowel sign, without the space that a reader of PDFs puts where nothing parts them."""
    space = match.start("space")
    boxes = {place: box_of(place) for place in range(*match.span()) if not _is_sign(match.string[place])}
    before = [box for place, box in boxes.items() if place < space and box[2] > box[0]]
    after = [box for place, box in boxes.items() if place > space and box[2] > box[0]]
    if not before or not after:
        return match[0]
    height = max(top - bottom for _, bottom, _, top in before)
    apart = min(box[0] for box in before) - max(box[2] for box in after)
    return match[0].replace(" ", _NOTHING) if abs(apart) < _APART * height else match[0]


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _placed(match: re.Match[str], text: str, box_of: Callable[[int], Box]) -> str:
    """A line in which brackets stand at the word that they are drawn next to, and Latin words with digits as they are drawn."""
    line, start = match[0], match.start()
    if not _is_right_to_left(line):
        return line

    def latin(found: re.Match[str]) -> str:
        lefts = [box_of(start + place)[0] for place in range(*found.span())]
        if len(set(lefts)) < len(lefts):
            return found[0]
        return "".join(letter for _, letter in sorted(zip(lefts, found[0], strict=True)))

    def bracket(found: re.Match[str]) -> str:
        place = start + found.start() + found[0].index(found["bracket"])
        around = [
            _extent(text, start + found.start(), -1, box_of),
            _extent(text, start + found.end(), 1, box_of),
        ]
        opens = _is_nearer(box_of(place), around[0], around[1])
        if opens is None:
            return found[0]
        space = " " if " " in found[0] else ""
        marks = "".join(mark for mark in found[0] if mark not in ' ()[]"')
        sign = _BRACKETS[found["bracket"]][0 if opens else 1]
        return f"{marks}{space}{sign}" if opens else f"{sign}{marks}{space}"

    return _ONE_BRACKET.sub(bracket, _MIXED.sub(latin, line))


def _with_lines_joined(text: str, box_of: Callable[[int], Box]) -> str:
    """The text with the two parts of a line as one, where a reader of PDFs gives the left part first, as a line."""
    for match in reversed([*_TWO_LINES.finditer(text)]):
        left, right = (_edges(range(*match.span(part)), box_of) for part in ("one", "two"))
        if (
            not left
            or not right
            or not _is_right_to_left(match["one"])
            or not _is_right_to_left(match["two"])
        ):
            continue
        height = right[3] - right[1]
        level = min(left[3], right[3]) - max(left[1], right[1]) > height / 2
        if level and -1 < right[0] - left[2] < height:
            joined = f"{match['two'].strip()} {match['one'].strip()}"
            text = f"{text[: match.start()]}{joined.ljust(match.end('two') - match.start(), _NOTHING)}{text[match.end('two') :]}"
    return text


def _edges(places: Iterable[int], box_of: Callable[[int], Box]) -> Box | None:
    """The edges of some characters together; None if nothing is drawn."""
    boxes = [box for box in map(box_of, places) if box[2] > box[0]]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _extent(text: str, at: int, step: int, box_of: Callable[[int], Box]) -> tuple[float, float] | None:
    """The left and right edges of the word that ends before an offset or begins at it; None if there is none."""
    places = []
    place = at - 1 if step < 0 else at
    while 0 <= place < len(text) and not text[place].isspace() and text[place] not in '()[]"':
        places.append(place)
        place += step
    edges = _edges(places, box_of)
    return (edges[0], edges[2]) if edges else None


def _is_nearer(
    bracket: Box, before: tuple[float, float] | None, after: tuple[float, float] | None
) -> bool | None:
    """Whether a bracket is drawn next to the word after it; None if that is not certain."""
    if bracket[2] <= bracket[0] or before is None or after is None:
        return None
    gaps = [max(0.0, left - bracket[2], bracket[0] - right) for left, right in (before, after)]
    return gaps[1] < gaps[0] if gaps[0] != gaps[1] else None


def _word_in_order(
    match: re.Match[str], left_of: Callable[[int], float], box_of: Callable[[int], Box] | None
) -> str:
    letters = list(match[0])
    places = range(*match.span())
    lefts = [left_of(place) for place in places]
    order = _order(letters, lefts, [box_of(place) for place in places] if box_of else None)
    letters, lefts = [letters[place] for place in order], [lefts[place] for place in order]
    for place in range(len(letters) - 1):
        # One sign for lam and alef is taken apart in the wrong order.
        if letters[place] in _ALEFS and letters[place + 1] == _LAM and lefts[place] == lefts[place + 1]:
            letters[place : place + 2] = letters[place + 1], letters[place]
    return "".join(letters)


def _order(letters: Sequence[str], lefts: Sequence[float], boxes: Sequence[Box] | None) -> list[int]:
    """The places of the letters of a word from right to left, each followed by its vowel signs."""
    signs = [place for place, letter in enumerate(letters) if _is_sign(letter)]
    bases = [place for place in range(len(letters)) if place not in signs]
    if not bases or (not signs and all(lefts[one] >= lefts[two] for one, two in pairwise(bases))):
        return [*range(len(letters))]
    bases.sort(key=lambda place: -lefts[place])
    above: dict[int, list[int]] = {}
    for sign in signs:
        if boxes:
            base = max(bases, key=lambda place: _nearness(boxes[place], boxes[sign]))
        else:
            base = next((place for place in bases if lefts[place] <= lefts[sign]), bases[-1])
        above.setdefault(base, []).append(sign)
    return [place for base in bases for place in (base, *above.get(base, ()))]


def _nearness(base: Box, sign: Box) -> tuple[float, float]:
    """How well a vowel sign fits a letter: it is above or below it, or its right edge is the left edge of the letter.

    Some readers of PDFs share the width of a letter and its sign between the two.
    """
    shared = min(base[2], sign[2]) - max(base[0], sign[0])
    above = shared if shared > _OVERLAP * (sign[2] - sign[0]) else 0.0
    return above, -abs(base[0] - sign[2])


def _is_right_to_left(line: str) -> bool:
    ours = sum(len(word) for word in _WORD.findall(line))
    return 2 * ours > sum(character.isalpha() for character in line)


def _has_mirrored_brackets(text: str) -> bool:
    """Whether more brackets close than open before their partner, in the lines from right to left."""
    lines = (line for line in _LINE.findall(text) if _is_right_to_left(line))
    brackets = _BRACKET.findall("".join(lines))
    closing_first = sum(
        one in ")]" and other in "([" for one, other in zip(brackets[::2], brackets[1::2], strict=False)
    )
    return 2 * closing_first > len(brackets) // 2


def _line_in_order(line: str, *, mirrored: bool) -> str:
    if not _is_right_to_left(line):
        return line
    if mirrored:
        line = line.translate(_MIRRORED)
    line = _LATIN.sub(lambda match: " ".join(reversed(match[0].split(" "))), line)
    return _NUMBER.sub(r"\2\1", line)
