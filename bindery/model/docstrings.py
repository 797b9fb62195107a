"""Reads the descriptions of a model's fields from its source code: the docstring below each field."""

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
    """A mix-in for models: their JSON Schema describes each field.

    Pydantic can do this itself (`use_attribute_docstrings`), but reads the source code while it builds each model,
    which doubles the time. The descriptions are needed only for a schema, for the manual, or when a field is missing.
    """

    @classmethod
    def meanings(cls) -> dict[str, str]:
        """The description of each field, by the key that authors write."""
        found: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            if issubclass(base, DescribedModel):
                found |= _descriptions(base.__module__).get(base.__name__, {})
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
def _descriptions(module: str) -> dict[str, dict[str, str]]:
    """The docstring of each field of each class in a module, by class name and field name."""
    source = ast.parse(inspect.getsource(import_module(module)))
    classes = (node for node in source.body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_field_docstrings(node)) for node in classes}


def _field_docstrings(node: ast.ClassDef) -> list[tuple[str, str]]:
    """The name and the docstring of each field of a class that has one."""
    return [
        (field.target.id, inspect.cleandoc(text.value.value))
        for field, text in pairwise(node.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        if isinstance(text.value.value, str)
    ]


__all__ = ["DescribedModel"]
