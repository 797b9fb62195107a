"""The bases of the nouns of the briefing format, and a walk over the values in one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from bindery.model.docstrings import DescribedModel

T = TypeVar("T")


class FormatModel(DescribedModel, BaseModel):
    """The base of all models of the format. Instances are immutable, and unknown keys are errors."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


def walk_values(
    value: Any, wanted: type[T], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], T]]:
    """Every value of a type within a model, with its path, in reading order.

    Args:
        value: the model, or a value within it.
        wanted: the type to search for.
        path: the path of `value` in the author's file, as keys and indexes.
    """
    found: list[tuple[tuple[str | int, ...], T]] = []
    _collect(value, wanted, path, found)
    return iter(found)


def _collect(
    value: Any,
    wanted: type[T],
    path: tuple[str | int, ...],
    found: list[tuple[tuple[str | int, ...], T]],
) -> None:
    """Adds to `found` what `walk_values` returns; a list is much faster than generators within generators."""
    if isinstance(value, wanted):
        found.append((path, value))
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            if _is_walked(type(item), wanted):
                _collect(item, wanted, (*path, index), found)
    elif isinstance(value, BaseModel):
        for name, key in _fields(type(value)):
            if _is_walked(type(inner := getattr(value, name)), wanted):
                _collect(inner, wanted, (*path, key), found)


def _is_walked(kind: type, wanted: type) -> bool:
    """Whether a value of a type is wanted or may hold one that is: most fields are skipped."""
    known = _walked.get((kind, wanted))
    if known is None:
        known = _walked[kind, wanted] = issubclass(kind, (BaseModel, tuple, wanted))
    return known


_walked: dict[tuple[type, type], bool] = {}


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The name of each field of a model, in Python and in an author's file."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


class MayBeString(DescribedModel):
    """A mix-in for models that authors may also write as a plain string. Their JSON Schema says so."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        reference = super().__get_pydantic_json_schema__(schema, handler)
        definition = handler.resolve_ref_schema(reference)
        mapping = dict(definition)
        definition.clear()
        definition.update({"anyOf": [{"type": "string", "minLength": 1}, mapping]})
        return reference
