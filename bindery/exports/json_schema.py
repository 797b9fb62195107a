"""Makes the JSON Schemas from the models: of the files that authors write, for their editors, and of the published data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import pydantic
from pydantic import BaseModel

from bindery.exports import published, published_claims, published_shape
from bindery.model.blocks import KINDS
from bindery.model.briefing import Briefing
from bindery.model.names import SitePath
from bindery.model.source import SourceList
from bindery.text import dates
from bindery.text.kept_values import remembered

FOLDER = "schema"
MODELS: dict[str, type[BaseModel]] = {
    "briefing": Briefing,
    "sources": SourceList,
    published_shape.NAME: published.Briefing,
}
_VERSIONS = {published_shape.NAME: published_shape.VERSION}  # the format that authors write is at version 1
_MODELS = ("bindery.model", "bindery.model.blocks")  # packages
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache  # a preview needs them after each edit
def schema_files() -> dict[SitePath, bytes]:
    """The schemas by path on the site."""
    made_from = f"schemas, made by pydantic {pydantic.VERSION}"
    found: dict[SitePath, bytes] = remembered(made_from, _modules(), _made)
    return found


def _made() -> dict[str, bytes]:
    return {f"{FOLDER}/{name}.schema.json": schema_text(name).encode() for name in MODELS}


def _modules() -> Iterator[str | None]:
    """The files of the modules that the schemas are made by: the models, and what these import."""
    for package in _MODELS:
        names = (str(file) for file in resources.files(package).iterdir())
        yield from sorted(name for name in names if name.endswith(".py"))
    yield from (__file__, published.__file__, published_claims.__file__, dates.__file__)


def schema_text(name: str) -> str:
    """The schema with a name from `MODELS`, as JSON."""
    return json.dumps(json_schema(name), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def json_schema(name: str) -> dict[str, Any]:
    """The schema of `briefing` or `sources`, which authors write, or of `briefing-data`, which is published."""
    made = MODELS[name].model_json_schema(by_alias=True)
    assert KINDS, "the blocks are part of the schema"  # noqa: S101  the import registers them
    titled = {"$schema": _DIALECT, "title": f"Bindery {name}, format version {_VERSIONS.get(name, 1)}"}
    return {**_simplified(made), **titled}


def _simplified(node: Any) -> Any:
    """A part of a schema without what is of no use to authors: generated titles, and null for a missing key."""
    if isinstance(node, list):
        return [_simplified(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in _without_null(node).items():
        if key in ("properties", "$defs"):  # maps of names to schemas, where `title` may be a name
            kept[key] = {name: _simplified(schema) for name, schema in value.items()}
        elif key != "title" or not isinstance(value, str):
            kept[key] = _simplified(value)
    if "oneOf" in kept:
        kept["anyOf"] = kept.pop("oneOf")  # the build reports a block of two kinds with a better message
    return kept


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """A schema of an optional value without the option `null` and without its default."""
    options = node.get("anyOf")
    if not options or {"type": "null"} not in options:
        return node
    rest = [option for option in options if option != {"type": "null"}]
    kept = {key: value for key, value in node.items() if key not in ("anyOf", "default")}
    return kept | (rest[0] if len(rest) == 1 else {"anyOf": rest})
