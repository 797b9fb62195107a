"""The JSON Schemas, made from the models: of what authors write, for their editors, and of what is published as data."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

from bindery.exports import published
from bindery.model.blocks import KINDS
from bindery.model.briefing import Briefing, SourceList

FOLDER = "schema"
MODELS: dict[str, type[BaseModel]] = {
    "briefing": Briefing,
    "sources": SourceList,
    published.NAME: published.Briefing,
}
_VERSIONS = {
    published.NAME: published.VERSION
}  # of what is published; the format that authors write has its own
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache  # a preview asks for them after each edit
def schema_files() -> dict[str, bytes]:
    """The schemas by their path on the site."""
    return {f"{FOLDER}/{name}.schema.json": schema_text(name).encode() for name in MODELS}


def schema_text(name: str) -> str:
    """The schema of that name as JSON."""
    return json.dumps(json_schema(name), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def json_schema(name: str) -> dict[str, Any]:
    """The schema of `briefing` or `sources`, which authors write, or of `briefing-data`, which is published."""
    made = MODELS[name].model_json_schema(by_alias=True)
    assert KINDS, "the blocks are part of the schema"  # noqa: S101  an import with a purpose
    titled = {"$schema": _DIALECT, "title": f"Bindery {name}, format version {_VERSIONS.get(name, 1)}"}
    return {**_tidied(made), **titled}


def _tidied(node: Any) -> Any:
    """The schema without what says nothing to an author: derived titles, and null for a key left out."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    options = node.get("anyOf")
    if options and {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        node = {key: value for key, value in node.items() if key not in ("anyOf", "default")}
        node |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    kept = {}
    for key, value in node.items():
        if key == "title" and isinstance(value, str):
            continue
        # a map of names to schemas, where a name may be `title` too
        kept[key] = (
            {k: _tidied(v) for k, v in value.items()} if key in ("properties", "$defs") else _tidied(value)
        )
    if "oneOf" in kept:
        kept["anyOf"] = kept.pop("oneOf")  # a block with two kinds is told of by the build, in better words
    return kept
