"""The countries of the map data, and which of them share a border."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, ClassVar

from bindery.model.field_types import Line
from bindery.text.shipped_data import shipped_folder


@cache
def neighbours() -> dict[str, tuple[str, ...]]:
    """Each country of the map data, with those that it shares a border with, as Natural Earth names them."""
    text = shipped_folder("bindery.model").joinpath("neighbours.json").read_text("utf-8")
    return {name: tuple(found) for name, found in json.loads(text).items()}


class CountryName(Line):
    """The English name of a country, as the map data has it."""

    __slots__ = ()
    code = "B256"
    schema: ClassVar[dict[str, Any]] = {"type": "string", "minLength": 1, "examples": ["Pakistan"]}

    @classmethod
    def check(cls, value: str) -> str:
        """Returns the name if the map data has it; raises a `PydanticCustomError` if not."""
        from bindery.text.problems import did_you_mean  # noqa: PLC0415  few briefings name a country on a map

        name = Line.check(value)
        if name not in neighbours():
            raise cls.refuse(
                f"the map data has no country called `{name}`",
                did_you_mean(name, neighbours()) or "write its English name, such as Pakistan",
            )
        return name
