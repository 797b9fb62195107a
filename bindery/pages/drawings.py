"""The drawings of charts and maps. The last are kept: a section shows one, and soon after the page of the whole briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from bindery.drawing.drawn_chart import CLASSES, Chart
from bindery.text.kept_results import kept_result

if TYPE_CHECKING:
    from bindery.model.briefing import Block, Briefing, Dataset
    from bindery.pages.map_view import MapView

T = TypeVar("T")
_MOST = 64


class DrawnLately:
    """The last drawings, by the identity of what they are made from."""

    def __init__(self) -> None:
        # With the things themselves, so that no other thing gets the identity of one.
        self._made: dict[tuple[int, ...], tuple[tuple[object, ...], Any]] = {}

    def drawn(self, draw: Callable[..., T], *things: object) -> T:
        """The drawing of some things; made if it is not known.

        Args:
            draw: makes the drawing from the things.
            things: what it is made from.
        """
        key = tuple(map(id, things))
        if key not in self._made:
            if len(self._made) == _MOST:
                self._made.clear()
            self._made[key] = (things, draw(*things))
        found: T = self._made[key][1]
        return found


_charts, _maps = DrawnLately(), DrawnLately()


def chart(dataset: Dataset, scale: str = "linear", start: Decimal | None = None) -> Chart:
    """The chart of a dataset.

    Args:
        dataset: the dataset.
        scale: `linear` or `log`.
        start: the lowest value of the axis; None to choose it.
    """
    return _charts.drawn(_draw_chart, dataset, scale, start)


def _draw_chart(dataset: Dataset, scale: str, start: Decimal | None) -> Chart:
    def draw() -> Chart:
        from bindery.drawing import charts  # noqa: PLC0415  it takes long to load

        return charts.draw_chart(dataset, log=scale == "log", start=start)

    return kept_result(("chart", dataset, scale, start), CLASSES, draw)


def map_of_block(block: Block, briefing: Briefing, files: Mapping[str, bytes]) -> MapView:
    """What a `map` block shows, and its drawing.

    Args:
        block: the block.
        briefing: the briefing that it belongs to.
        files: the content of the briefing's GeoJSON files, by path.
    """
    from bindery.pages.map_view import map_view  # noqa: PLC0415  it takes long to load, and most pages have no map

    return _maps.drawn(map_view, block, briefing, files)
