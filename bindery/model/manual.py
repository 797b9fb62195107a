"""The reference of the format for authors, made from the models, so that it cannot fall behind them."""

from __future__ import annotations

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from bindery.model import blocks, briefing, field_types
from bindery.model.briefing import FormatModel
from bindery.model.field_types import OneOf
from bindery.model.manual_examples import with_examples

_HEAD = """# The format

A briefing is a folder under `briefings/`; the folder's name is the first part of all its addresses.

```text
briefings/
  heat-in-cities/
    briefing.yml            the briefing
    sources.yml             its sources
    snapshots/SOURCE.txt    what a source said on the day it was read (optional; .html and .pdf too)
    snapshots/SOURCE.fingerprint   hashes of that text, for when it may not be shared
    editions/1.yml          briefing.yml as it was at edition 1 (optional)
    images/NAME.png         pictures (optional)
  sources.yml               sources that several briefings share (optional)
```

What follows is made from the program itself. **Required** keys are marked; all others may be left out.
A key that is not listed is an error, and so is one that is written twice. YAML guesses nothing here: `no`
stays a word and `12:30` is no number. An *id* is words of a–z and 0–9 joined by hyphens, 80 characters at
most. A *date* is `2024`, `2024-11` or `2024-11-21`. *Markdown* may cite sources as `[@source]`,
`[@source, p. 4]`, `[@source, "words it has"]`, several at once as `[@one; @two]`, and name a claim as
`[#claim]`.

An editor that knows YAML completes and checks all of this when a file begins with a line such as

```yaml
# yaml-language-server: $schema=../../schema/briefing.schema.json
```

`bindery schema --out schema` writes the two schemas, and that of [the data](data.md) that a site publishes; every built
site carries them under `/schema/`.
"""

# The order in which an author meets them.
_FILES: tuple[tuple[str, tuple[type[FormatModel], ...]], ...] = (
    (
        "briefing.yml",
        (
            briefing.Briefing,
            briefing.Author,
            briefing.Claim,
            briefing.Evidence,
            briefing.Section,
            briefing.Entity,
            briefing.Event,
            briefing.Dataset,
            briefing.Series,
            briefing.Point,
            briefing.Assessment,
            briefing.Question,
            briefing.Edition,
            briefing.Change,
        ),
    ),
    ("sources.yml", (briefing.SourceList, briefing.Source, briefing.Passage, briefing.Origin)),
)

_WORDS: dict[type, str] = {
    field_types.Line: "text",
    field_types.Markdown: "Markdown",
    field_types.Statement: "Markdown without citations",
    field_types.Id: "id",
    field_types.SourceRef: "id of a source",
    field_types.OriginRef: "id of an origin or source",
    field_types.ClaimRef: "id of a claim",
    field_types.EntityRef: "id of an entity",
    field_types.DatasetRef: "id of a dataset",
    field_types.PartialDate: "date",
    field_types.Url: "web address",
    field_types.Language: "language tag",
}


def manual_text() -> str:
    """The whole reference, as Markdown."""
    parts = [_HEAD]
    for file, nouns in _FILES:
        parts.append(f"## {file}\n")
        parts += [_noun(noun) for noun in nouns]
        if file == "briefing.yml":
            parts.append(_blocks())
    return with_examples("\n".join(parts))


def _noun(noun: type[FormatModel], level: int = 3) -> str:
    lines = [
        f"{'#' * level} {noun.__name__} {{#{noun.__name__.lower()}}}",
        "",
        _docstring(noun),
        "",
        *_table(noun),
        "",
    ]
    return "\n".join(lines)


def _blocks() -> str:
    parts = [
        "### Blocks {#blocks}\n",
        "A section's `content` is a list of these; a bare string is a `text` block.\n",
    ]
    for kind, block in blocks.KINDS.items():
        parts.append(
            f"#### {kind} {{#block-{kind}}}\n\n{_docstring(block)}\n\n" + "\n".join(_table(block)) + "\n"
        )
        inner = block.model_fields[kind].annotation
        if isinstance(inner, type) and issubclass(inner, FormatModel):
            parts.append(f"Under `{kind}:`\n\n" + "\n".join(_table(inner)) + "\n")
    return "\n".join(parts)


def _docstring(noun: type[FormatModel]) -> str:
    return " ".join((noun.__doc__ or "").split())


def _table(noun: type[FormatModel]) -> list[str]:
    rows = ["| key | what it takes | what it says |", "| --- | --- | --- |"]
    meanings = noun.meanings()
    for name, field in noun.model_fields.items():
        key = field.alias or name
        written = f"`{key}`" + (" **required**" if field.is_required() else "")
        rows.append(f"| {written} | {_takes(field)} | {_escaped(meanings.get(key, ''))} |")
    return rows


def _takes(field: FieldInfo) -> str:
    words = next((rule for rule in field.metadata if isinstance(rule, OneOf)), None)
    said = _one_of(words) if words else _type(field.annotation)
    default = (
        field.get_default(call_default_factory=True, validated_data={}) if not field.is_required() else None
    )
    return f"{said}; `{default}` when left out" if default else said


def _one_of(rule: OneOf) -> str:
    return " · ".join(f"`{word}`" for word in rule.words)


def _type(kind: Any) -> str:
    origin = get_origin(kind)
    if origin is Annotated:
        rule = next((rule for rule in get_args(kind)[1:] if isinstance(rule, OneOf)), None)
        return _one_of(rule) if rule else _type(get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return " or ".join(
            dict.fromkeys(_type(member) for member in get_args(kind) if member is not type(None))
        )
    if origin is tuple:
        return _sequence(get_args(kind))
    if origin is dict:
        return "mapping of words to text"
    if isinstance(kind, type) and issubclass(kind, briefing.Block):
        return "[block](#blocks)"
    if isinstance(kind, type) and issubclass(kind, FormatModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})" if _listed(kind) else "a mapping, see below"
    if isinstance(kind, type) and issubclass(kind, str):
        return next(_WORDS[base] for base in kind.__mro__ if base in _WORDS)
    return "number"


def _sequence(members: tuple[Any, ...]) -> str:
    if len(members) == 2 and members[1] is Ellipsis:  # noqa: PLR2004  tuple[X, ...]
        return f"list of: {_type(members[0])}"
    return "`[latitude, longitude]`"


def _listed(kind: type[FormatModel]) -> bool:
    return any(kind in nouns for _, nouns in _FILES)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;") if "`" not in text else text.replace("|", "\\|")
