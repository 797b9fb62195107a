"""The bases of the nouns of the briefing format, and a walk over the values in one."""

from __future__ import annotations

from collections.abc import Iterator
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
    if isinstance(value, wanted):
        yield path, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if isinstance(inner := getattr(value, name), (BaseModel, tuple, wanted)):  # skips most fields
                yield from walk_values(inner, wanted, (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk_values(item, wanted, (*path, index))


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
