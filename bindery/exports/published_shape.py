"""The shape of the published data: which fields are left out because they have their usual value.

The models of the data take long to load, so the program keeps their shape, which is all that an export needs of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from bindery.text.kept_values import remembered

if TYPE_CHECKING:
    from pydantic import BaseModel

FORMAT = "bindery-briefing"
VERSION = 3
NAME = "briefing-data"  # name of the schema
SCHEMA = f"../schema/{NAME}.schema.json"  # URL relative to briefing.json

_ROOT = "Briefing"
_MODULES = ("published", "published_claims", "published_copies", "published_shape")
Fields = Mapping[str, tuple[bool, Any, str]]
"""Of each field, by its key: whether it may be left out, its usual value, and the model of what is in it."""


def without_usual_values(data: Mapping[str, Any], model: str = _ROOT) -> dict[str, Any]:
    """The data without the fields that have their usual value.

    Args:
        data: the data of a briefing, or a part of them.
        model: name of the model of the part.

    Raises:
        KeyError: the model has no such field.
    """
    fields = keys_of(model)
    found: dict[str, Any] = {}
    for key, value in data.items():
        may_be_left_out, usual, inner = fields[key]
        if may_be_left_out and (value == usual or (usual == () and not value)):
            continue
        found[key] = _inside(value, inner) if inner else value
    return found


def keys_of(model: str) -> Fields:
    """The fields of a model, by its name."""
    return _shape()[model]


def _inside(value: Any, model: str) -> Any:
    if isinstance(value, Mapping):
        return without_usual_values(value, model)
    return [_inside(item, model) for item in value]


@cache
def _shape() -> Mapping[str, Fields]:
    files = [__file__.replace("published_shape", name) for name in _MODULES]
    found: Mapping[str, Fields] = remembered("published data", files, shape_of_models)
    return found


def shape_of_models() -> dict[str, Fields]:
    """The fields of each model of the published data, by the name of the model."""
    from bindery.exports import published  # noqa: PLC0415  see above

    made: dict[str, Fields] = {}
    ahead: list[type[BaseModel]] = [published.Briefing]
    while ahead:
        model = ahead.pop()
        if model.__name__ in made:
            continue
        fields: dict[str, tuple[bool, Any, str]] = {}
        for name, field in model.model_fields.items():
            inner = next(_models_in(field.annotation), None)
            ahead += [inner] if inner else []
            usual = None if field.is_required() else field.default
            fields[field.alias or name] = not field.is_required(), usual, inner.__name__ if inner else ""
        made[model.__name__] = fields
    return made


def _models_in(kind: Any) -> Iterator[type[BaseModel]]:
    """The models in the type of a field."""
    from pydantic import BaseModel  # noqa: PLC0415  only who has no kept shape needs it

    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _models_in(part)


__all__ = ["FORMAT", "NAME", "SCHEMA", "VERSION", "keys_of", "shape_of_models", "without_usual_values"]
