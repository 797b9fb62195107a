"""Places names on a map: breaks them into lines, measures them, and finds room where none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bindery.drawing import text_width
from bindery.drawing.maps.clipping import ClipBox, Point, clip_segment
from bindery.drawing.maps.drawn_map import LINE, Label

ELLIPSIS = "…"
_GAP = 3.0  # pixels between two labels
_CELL = 6.0  # pixels, the size of the grid in which a sheet records lines


def name_width(text: str, size: float) -> float:
    """The most that a name can be wide, in pixels, at a font size in pixels; names are bold."""
    return text_width.greatest_width(text, size, bold=True)


def break_name(text: str, size: float, most: float, count: int) -> tuple[str, ...]:
    """A name in lines, with an ellipsis in place of what does not fit.

    Args:
        text: the name.
        size: font size in pixels.
        most: the greatest width of a line in pixels.
        count: the greatest number of lines.
    """
    made = text_width.break_text(text, most, size, bold=True)
    if len(made) <= count:
        return tuple(made)
    last = made[count - 1]
    while last and name_width(last + ELLIPSIS, size) > most:
        last = last[:-1]
    return (*made[: count - 1], last.rstrip() + ELLIPSIS)


def lines_size(written: Sequence[str], size: float) -> tuple[float, float]:
    """The width and height in pixels of some lines at a font size in pixels."""
    return max(name_width(text, size) for text in written), size * (LINE * len(written) + 0.1)


class LabelSheet:
    """A map while it is labelled: no label may cover another or a box that is kept free.

    Args:
        frame: the box within which labels may be, in pixels.

    Attributes:
        boxes: boxes that are taken, each with the gap round it.
        leaders: the ends of the lines from places to labels.
        lined: cells of the grid that a drawn line crosses, by column and row.
    """

    def __init__(self, frame: ClipBox) -> None:
        self.frame = frame
        self.boxes: list[ClipBox] = []
        self.leaders: list[tuple[Point, Point]] = []
        self.lined: set[tuple[int, int]] = set()

    def keep_free(self, box: ClipBox) -> None:
        """Keeps a box free of labels."""
        self.boxes.append(box)

    def draw(self, lines: Iterable[Sequence[Point]]) -> None:
        """Records lines that labels should not cover, if there is room elsewhere."""
        for points in lines:
            for (x, y), end in pairwise(points):
                count = 1 + int(max(abs(end[0] - x), abs(end[1] - y)) / _CELL * 2)
                dx, dy = (end[0] - x) / count, (end[1] - y) / count
                self.lined.update(
                    (int((x + n * dx) // _CELL), int((y + n * dy) // _CELL)) for n in range(count + 1)
                )

    def is_clear(self, box: ClipBox) -> bool:
        """Whether no recorded line crosses a box or comes very near it."""
        return not self.crossed(box)

    def crossed(self, box: ClipBox) -> int:
        """How much of a box recorded lines cross: the number of cells of the grid."""
        return sum(
            (x, y) in self.lined
            for x in range(int(box.left // _CELL), int(box.right // _CELL) + 1)
            for y in range(int(box.low // _CELL), int(box.high // _CELL) + 1)
        )

    def is_free(self, box: ClipBox) -> bool:
        """Whether a box is free for a label."""
        return (
            self.frame.holds(box)
            and not any(box.meets(other) for other in self.boxes)
            and not any(clip_segment(*leader, box) for leader in self.leaders)
        )

    def put(self, label: Label) -> Label:
        """Adds a label, and returns it."""
        self.boxes.append(label.box.grown(_GAP))
        if label.leader:
            self.leaders.append(label.leader)
        return label

    def beside(
        self,
        point: Point,
        variants: Sequence[tuple[str, ...]],
        size: float,
        *,
        near: bool | None = None,
        clear: bool = False,
    ) -> Label | None:
        """Places a name next to a point, or farther away with a leader.

        A place without recorded lines is preferred, but any place next to the point is preferred to one with a leader.

        Args:
            point: the point, in pixels.
            variants: ways to break the name into lines, the preferred one first.
            size: font size in pixels.
            near: whether only places next to the point are tried, or only those with a leader; None for both.
            clear: whether only places without recorded lines are tried.

        Returns:
            The label; None if there is no room.
        """
        measured = [(written, lines_size(written, size)) for written in variants]
        for reach in _REACHES[near]:
            tried = (
                _at(point, gap, direction, written, room)
                for gap, directions in reach
                for direction in directions
                for written, room in measured
            )
            free = [label for label in tried if self.is_free(label.box) and self._leads(label)]
            best = next((label for label in free if self.is_clear(label.box)), None)
            if best or (free and not clear):
                return self.put(best or free[0])
        return None

    def anywhere(self, point: Point, written: tuple[str, ...], size: float) -> Label | None:
        """Places a short label as near to a point as possible, anywhere on the map, with a leader.

        Args:
            point: the point, in pixels.
            written: lines of the label.
            size: font size in pixels.

        Returns:
            The label; None if there is no room.
        """
        wide, high = lines_size(written, size)
        frame, step = self.frame, size / 2
        across = int((frame.right - frame.left - wide) / step) + 1
        down = int((frame.high - frame.low - high) / step) + 1
        corners = ((frame.left + i * step, frame.low + j * step) for i in range(across) for j in range(down))
        boxes = [ClipBox(x, y, x + wide, y + high) for x, y in corners]
        for box in sorted(boxes, key=lambda box: _distance(point, _middle(box))):
            if self.is_free(box):
                return self.put(Label(written, box, "middle", (point, _nearest(point, box))))
        return None

    def _leads(self, label: Label) -> bool:
        """Whether a label has no leader, or one that crosses nothing except what it starts from."""
        if label.leader is None:
            return True
        start, end = label.leader
        free = (start[0] + (end[0] - start[0]) / 3, start[1] + (end[1] - start[1]) / 3)
        return not any(clip_segment(free, end, box) for box in self.boxes) and not any(
            _cross(label.leader, other) for other in self.leaders
        )


# Directions from a point in which a label may be (x to the right, y down), best first.
_SIDES = ((1, 0), (-1, 0), (0.8, -0.8), (0.8, 0.8), (-0.8, -0.8), (-0.8, 0.8), (0, -1), (0, 1))
_ROUND = (
    *_SIDES,
    (0.9, -0.4),
    (0.9, 0.4),
    (-0.9, -0.4),
    (-0.9, 0.4),
    (0.4, -0.9),
    (0.4, 0.9),
    (-0.4, -0.9),
    (-0.4, 0.9),
)
_BESIDE = 7.0  # pixels from a point to a label without a leader
_SIDEWAYS = 0.5  # a direction whose vertical part is less than this is to the side
# Distances in pixels, each with its directions.
_NEAR = ((_BESIDE, _SIDES),)
_FAR = tuple((gap, _ROUND) for gap in (18.0, 30.0, 44.0, 60.0, 80.0, 105.0))
_REACHES = {None: (_NEAR, _FAR), True: (_NEAR,), False: (_FAR,)}


def _at(
    point: Point, gap: float, direction: Point, written: tuple[str, ...], room: tuple[float, float]
) -> Label:
    """A label in a direction from a point.

    Args:
        point: the point, in pixels.
        gap: pixels from the point to the nearest side of the label.
        direction: x to the right, y down.
        written: lines of the label.
        room: width and height of the label in pixels.
    """
    (right, down), (wide, high) = direction, room
    x, y = point[0] + gap * right, point[1] + gap * down
    align = "start" if right > 0 else "end" if right < 0 else "middle"
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[align]
    top = y - high / 2 if abs(down) < _SIDEWAYS else y if down > 0 else y - high
    box = ClipBox(left, top, left + wide, top + high)
    return Label(written, box, align, None if gap == _BESIDE else (point, _nearest(point, box)))


def _nearest(point: Point, box: ClipBox) -> Point:
    """The point of a box that is nearest to another point."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.low), box.high)


def _middle(box: ClipBox) -> Point:
    return (box.left + box.right) / 2, (box.low + box.high) / 2


def _distance(one: Point, other: Point) -> float:
    """The square of the distance between two points."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two straight lines cross."""
    return (
        _turn(*one, other[0]) * _turn(*one, other[1]) < 0
        and _turn(*other, one[0]) * _turn(*other, one[1]) < 0
    )


def _turn(start: Point, end: Point, point: Point) -> float:
    """A number whose sign says on which side of a straight line a point is; 0 if it is on the line."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
