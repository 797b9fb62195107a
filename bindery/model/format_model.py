"""The bases of the nouns of the briefing format, and a walk over the values in one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

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
            _collect(item, wanted, (*path, index), found)
    elif isinstance(value, BaseModel):
        for name, key in _fields(type(value), wanted):  # type: ignore[arg-type]
            if (inner := getattr(value, name)) is not None:
                _collect(inner, wanted, (*path, key), found)


@cache
def _fields(model: type[BaseModel], wanted: type) -> tuple[tuple[str, str], ...]:
    """The name, in Python and in an author's file, of each field of a model that may hold a value of a type."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _may_hold(field.annotation, wanted))


def _may_hold(annotation: Any, wanted: type) -> bool:
    """Whether a value of an annotated field may be of a type, or have one in it; what is no class may be anything."""
    return any(
        not isinstance(kind, type) or issubclass(kind, wanted) or issubclass(wanted, kind)
        for kind in _kinds_in(annotation)
    )


@cache
def _kinds_in(annotation: Any) -> frozenset[Any]:
    """The types of the values of an annotated field, and of all values within these."""
    found: set[Any] = set()
    waiting = [annotation]
    while waiting:
        kind = waiting.pop()
        if parts := get_args(kind):
            waiting += (
                parts[:1] if get_origin(kind) is Annotated else (part for part in parts if part is not ...)
            )
        elif kind not in found:
            found.add(kind)
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                waiting += kind.__subclasses__()
                waiting += (field.annotation for field in kind.model_fields.values())
    return frozenset(found)


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
