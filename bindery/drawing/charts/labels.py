"""Places the names and notes of series in line charts: above the part of the chart they are about, or at line ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bindery.drawing import layout
from bindery.drawing.charts import axes, drawing
from bindery.drawing.charts.drawing import QUIET, ChartPoint, Rule, Words
from bindery.drawing.charts.looks import ChartSize
from bindery.drawing.charts.plot import Field
from bindery.drawing.charts.tracks import Place, Track, Tracks
from bindery.drawing.layout import LabelBox, WrappedText

BESIDE = 4  # pixels between the field and the labels on its right
KEY = 20  # the same, if each label has the mark of its series before it
_FEW = 8  # the greatest number of values that are written into the field
_COVERED = 0.08  # the share of a value's box that may be taken already
_GAP = 8  # pixels between a line or a point and the text next to it
_NARROWEST = 72  # pixels, the smallest width of a heading
_LINES = 6  # the greatest number of lines of a name or a note
_NOTE = 300  # pixels, the greatest width of a note
_POINT = 6  # pixels round the centre of a point that stay free of text
_SAMPLE = 6  # pixels between the obstacles that stand for a line
_ASIDE = 5  # pixels by which a label may be off its line's end before it gets the mark of its series


@dataclass(frozen=True)
class Legend:
    """Text above the field of a chart.

    Attributes:
        words: lines of text, from the top of the picture.
        above: their height in pixels.
        noted: numbers of the series whose notes are in the text.
    """

    words: tuple[Words, ...] = ()
    above: float = 0.0
    noted: frozenset[int] = frozenset()


def stretch_headings(found: Tracks, size: ChartSize, field: Field) -> Legend | None:
    """The name and note of each series above its part of the chart, if the series continue each other.

    None if they do not, or if a part is too narrow for text.
    """
    edges = [field.box.left, *(field.x(item.at) for item in found.breaks), float(size.width)]
    rooms = [(left + _GAP * bool(n), right - _GAP) for n, (left, right) in enumerate(pairwise(edges))]
    if not found.is_one_chain or any(right - left < _NARROWEST for left, right in rooms):
        return None
    words: list[Words] = []
    noted: set[int] = set()
    above = 0.0
    order = sorted(range(len(found.tracks)), key=lambda number: found.tracks[number].first)
    for (left, right), number in zip(rooms, order, strict=True):
        track = found.tracks[number]
        name = _name(track, right - left, size)
        note = _note(track, right - left, size)
        words += drawing.text_lines(name, left, 0, colour=track.look.colour)
        words += drawing.text_lines(note, left, name.height)
        noted |= {number} if note.lines else set()
        above = max(above, name.height + note.height)
    return Legend(tuple(words), above, frozenset(noted))


def notes(found: Tracks, size: ChartSize, field: Field) -> Legend:
    """The notes of series that continue each other, next to the line that marks the break, one below the other."""
    words: list[Words] = []
    noted: set[int] = set()
    above = 0.0
    for item in found.breaks:
        at = field.x(item.at)
        rightwards = size.width - at >= at
        room = min((size.width - at if rightwards else at) - _GAP, _NOTE)
        for number in (item.after, item.before):
            block = _note(found.tracks[number], room, size)
            if block.lines:
                left = at + _GAP if rightwards else at - _GAP - block.width
                words += drawing.text_lines(block, left, above)
                above += block.height
                noted.add(number)
                break
    return Legend(tuple(words), above, frozenset(noted))


def _note(track: Track, room: float, size: ChartSize) -> WrappedText:
    """The note of a series in full; an empty block if it would need too many lines."""
    block = layout.wrap_text(track.series.note or "", room, size.font_size)
    return block if len(block.lines) <= _LINES else WrappedText((), size.font_size)


def at_edge(found: Tracks) -> list[Track]:
    """The series that continue to the last date, whose names are to the right of the field."""
    last = max(track.last for track in found.tracks)
    return [track for track in found.tracks if track.last == last]


def name_beside(track: Track, size: ChartSize) -> WrappedText:
    """The name of a series, wrapped to fit to the right of the field."""
    return _name(track, size.label, size)


def _name(track: Track, room: float, size: ChartSize) -> WrappedText:
    """The name of a series, wrapped to a width in pixels."""
    return layout.wrap_text(track.series.name, room, size.font_size, most=_LINES, bold=True)


@dataclass
class Names:
    """Text within the field and to its right.

    Attributes:
        words: the names of the series, and the values if there are few.
        points: the mark of each series next to its name, if names had to move away from their lines.
        rules: a line from the end of each series to its name, if names had to move.
    """

    words: list[Words]
    points: list[ChartPoint]
    rules: list[Rule]


def at_ends(found: Tracks, size: ChartSize, field: Field) -> Names:
    """The name of each series at the end of its line, and the values if there are few."""
    edge = at_edge(found)
    blocks = [name_beside(track, size) for track in edge]
    ends = [field.y(track.points[-1][1]) for track in edge]
    tops = layout.spread_blocks(
        ends, [block.height for block in blocks], field.box.top - _GAP, field.box.bottom
    )
    middles = [top + block.height / 2 for top, block in zip(tops, blocks, strict=True)]
    moved = any(abs(middle - end) > _ASIDE for middle, end in zip(middles, ends, strict=True))
    left = field.box.right + (KEY if moved else BESIDE)
    made = Names([], [], [])
    obstacles = _obstacles(found, field)
    for track, block, top in zip(edge, blocks, tops, strict=True):
        made.words += drawing.text_lines(block, left, top, colour=track.look.colour)
        obstacles.append(layout.block_box(block, left, top))
        if moved:
            style = track.look
            line = top + size.font_size * 0.6
            made.points.append(ChartPoint(left - 9, line, style.shape, style.size, style.colour))
            start = field.x(track.last) + _POINT, field.y(track.points[-1][1])
            made.rules.append(Rule(*start, left - 15, line, colour=QUIET, thickness=0.75))
    for track in found.tracks:
        if track not in edge:
            block, box = _within(track, size, field, obstacles)
            made.words += drawing.text_lines(block, box.left, box.top, colour=track.look.colour)
            obstacles.append(box)
    made.words += _values(found, size, field, obstacles)
    return made


def _values(found: Tracks, size: ChartSize, field: Field, obstacles: list[LabelBox]) -> Iterator[Words]:
    """The values next to their points, if they are few and there is room. Their boxes are added to `obstacles`."""
    if sum(len(track.points) for track in found.tracks) > _FEW:
        return
    room = LabelBox(field.box.left, field.box.top - _GAP, size.width, field.box.bottom)
    for track in found.tracks:
        given = {found.axis.place(point.y): point.y for point in track.series.points if point.y is not None}
        for time, value in track.points:
            block = WrappedText((axes.figure(given[value]),), size.font_size)
            x, y, wide = field.x(time), field.y(value), block.width
            above, below, level = y - block.height - 6, y + 6, y - block.height / 2
            corners = [
                (x - wide / 2, above),
                (x - wide / 2, below),
                (x - wide - _GAP, level),
                (x - wide - 2, above),
                (x - wide - 2, below),
                (x + 2, above),
                (x + 2, below),
            ]
            boxes = [layout.block_box(block, left, top) for left, top in corners]
            best, taken = layout.first_free_box(boxes, obstacles, room)
            if taken < _COVERED * best.area:
                obstacles.append(best)
                yield from drawing.text_lines(block, best.left, best.top, colour=track.look.colour)


def _within(
    track: Track, size: ChartSize, field: Field, obstacles: list[LabelBox]
) -> tuple[WrappedText, LabelBox]:
    """The name of a series that ends before the last date, and the best place for it within the field."""
    blocks = [_name(track, room, size) for room in (size.width, size.label)]
    candidates = {box: block for block in blocks for box in _candidates(track, block, field)}
    room = LabelBox(field.box.left, field.box.top - _GAP, size.width, field.box.bottom)
    best, _ = layout.first_free_box(candidates, obstacles, room)
    return candidates[best], best


def _candidates(track: Track, block: WrappedText, field: Field) -> Iterator[LabelBox]:
    """Possible places for a name: round the end of the line, then round its highest point and its beginning."""
    high = max(track.points, key=lambda point: point[1])
    wide, tall = block.width, block.height
    for time, value in (track.points[-1], high, track.points[0]):
        x, y = field.x(time), field.y(value)
        for left, top in (
            (x + _GAP, y - tall / 2),
            (x + _GAP, y - tall - 2),
            (x + _GAP, y + 2),
            (x - wide / 2, y - tall - _GAP),
            (x - wide / 2, y + _GAP),
            (x - wide - _GAP, y - tall / 2),
        ):
            yield LabelBox(left, top, left + wide, top + tall)


def _obstacles(found: Tracks, field: Field) -> list[LabelBox]:
    """Boxes that text should not cover: points, small pieces of the lines between them, and the lines at breaks."""
    places = [(field.x(x), field.y(y)) for track in found.tracks for x, y in track.points]
    boxes = [LabelBox(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in places]
    breaks = [field.x(item.at) for item in found.breaks]
    boxes += [LabelBox(x - 3, field.box.top, x + 3, field.box.bottom) for x in breaks]
    for track in found.tracks:
        for before, after in pairwise(track.points):
            boxes += _pieces(before, after, field)
    return boxes


def _pieces(before: Place, after: Place, field: Field) -> Iterator[LabelBox]:
    """Boxes along the line between two points."""
    (x, y), (x2, y2) = ((field.x(time), field.y(value)) for time, value in (before, after))
    count = max(int(max(abs(x2 - x), abs(y2 - y)) / _SAMPLE), 1)
    for n in range(count):
        at, height = x + (x2 - x) * n / count, y + (y2 - y) * n / count
        yield LabelBox(at - 3, height - 3, at + 3, height + 3)
