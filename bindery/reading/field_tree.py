"""The fields of the models as authors write them: the keys at a path, and every key of the format."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bindery.model import blocks
from bindery.model.briefing import Block, Briefing
from bindery.model.format_model import FormatModel, MayBeString
from bindery.model.source import SourceList


def model_at(model: type[FormatModel], loc: Iterable[str | int]) -> type[FormatModel] | None:
    """The model at a pydantic path, or None when there is none."""
    kinds: Any = model
    for step in loc:
        kinds = _step(kinds, step)
    return model_of(kinds)


def item_at(model: type[FormatModel], loc: Iterable[str | int]) -> type[FormatModel] | None:
    """The model of the items of a list at a pydantic path; None when an item may be a text."""
    kinds: Any = model
    for step in (*loc, 0):
        kinds = _step(kinds, step)
    options = list(_flatten(kinds))
    if any(not is_model(kind) or issubclass(kind, MayBeString) for kind in options):
        return None
    return options[0] if options else None


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model, by the key that authors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def model_of(kinds: Any) -> type[FormatModel] | None:
    """The first model in a type, in a union, or in the items of a list; None when there is none."""
    for kind in _flatten(kinds):
        if is_model(kind):
            return kind  # type: ignore[no-any-return]
    return None


def models_below(model: type[BaseModel]) -> Iterator[tuple[str, type[FormatModel], bool]]:
    """The models that the fields of a model hold: the key of each, its model, and whether it is a list of them."""
    for key, field in fields_of(model).items():
        for kind in _flatten(field.annotation):
            listed = get_origin(kind) is tuple
            found = model_of(get_args(kind)[0] if listed else kind)
            if found:
                yield key, found, listed
                break


def required_keys(model: type[BaseModel]) -> list[str]:
    """The keys that a mapping of this model must have."""
    return [key for key, field in fields_of(model).items() if field.is_required()]


@cache
def known_keys() -> frozenset[str]:
    """Every key of the format, wherever it may be written."""
    found: set[str] = set(blocks.KINDS)
    todo: list[type[BaseModel]] = [Briefing, SourceList, *blocks.KINDS.values()]
    seen: set[type[BaseModel]] = set()
    while todo:
        model = todo.pop()
        if model in seen:
            continue
        seen.add(model)
        found.update(fields_of(model))
        todo += [below for _, below, _ in models_below(model)]
    return frozenset(found)


def is_model(kind: Any) -> bool:
    """Whether a type is one of the models of the format."""
    return isinstance(kind, type) and issubclass(kind, (FormatModel, Block))


def _step(kinds: Any, step: str | int) -> Any:
    """The type that one step of a pydantic path leads to, from a type or union; None when it leads nowhere."""
    options = list(_flatten(kinds))
    if isinstance(step, str) and step.startswith("block:"):
        return blocks.KINDS[step.removeprefix("block:")]
    if isinstance(step, str) and step.startswith("is:"):
        return next((kind for kind in options if is_model(kind) == (step == "is:claim")), None)
    if isinstance(step, int):
        return next((get_args(kind)[0] for kind in options if get_origin(kind) is tuple), None)
    for kind in options:
        if is_model(kind) and step in fields_of(kind):
            return fields_of(kind)[step].annotation
    return None


def _flatten(kind: Any) -> Iterable[Any]:
    """The members of a union, of the unions in it, and of annotated types."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _flatten(get_args(kind)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(kind):
            yield from _flatten(member)
    else:
        yield kind
