"""What the fields of a model mean: the text below each of them in its source, read when somebody asks for it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class DescribedModel:
    """Beside a model: its schema says what each field means.

    Pydantic would read the source of each model as it is built (`use_attribute_docstrings`), which takes as long as
    all else about it, and is wanted only where a schema is made, the manual is written, or a field is missing.
    """

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """What each field means, by the key that is written for it."""
        found: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            if issubclass(base, DescribedModel):
                found |= _written(base.__module__).get(base.__name__, {})
        fields: Mapping[str, Any] = getattr(cls, "model_fields", {})
        return {field.alias or name: found[name] for name, field in fields.items() if name in found}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        reference = handler(schema)
        properties = handler.resolve_ref_schema(reference)["properties"]
        for key, meaning in cls.meanings().items():
            properties[key]["description"] = meaning
        return reference


@cache
def _written(module: str) -> dict[str, dict[str, str]]:
    """The text below each field of each class of a module."""
    source = ast.parse(inspect.getsource(import_module(module)))
    classes = (node for node in source.body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_below(node)) for node in classes}


def _below(node: ast.ClassDef) -> list[tuple[str, str]]:
    """The fields of a class that a text follows, each with that text."""
    return [
        (field.target.id, inspect.cleandoc(text.value.value))
        for field, text in pairwise(node.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        if isinstance(text.value.value, str)
    ]


__all__ = ["DescribedModel"]
