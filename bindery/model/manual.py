"""Writes docs/reference/format.md, the reference of the format for authors, from the models."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from bindery.model import blocks, briefing, field_types, first_screen, review_steps, source
from bindery.model.field_types import OneOf
from bindery.model.format_model import FormatModel
from bindery.model.handling import Marked
from bindery.model.manual_examples import with_examples

_HEAD = """# The format

A briefing is a folder under `briefings/`. The name of the folder is the first part of all its addresses.

```text
briefings/
  heat-in-cities/
    briefing.yml            the briefing
    sources.yml             its sources
    snapshots/SOURCE.pdf    a stored copy of a source (optional), of one of the kinds below
    snapshots/SOURCE.fingerprint   hashes of that copy, if the copy itself may not be shared (optional)
    snapshots/SOURCE.custody       how, when and from where the copy was made (optional)
    snapshots/SOURCE.tsr           a time stamp of the copy (optional)
    snapshots/SOURCE.2024-05-03.pdf   a copy of a day, if there are several; the others too (optional)
    editions/1.yml          a copy of briefing.yml from edition 1 (optional)
    images/NAME.png         images (optional)
    maps/NAME.geojson       outlines and roads for maps (optional)
  sources.yml               sources that several briefings share (optional)
```

A stored copy is one of these files:

| ending | what it is |
| --- | --- |
| `.txt` | plain text in UTF-8 |
| `.html`, `.htm` | a web page in any declared encoding, also one that SingleFile saved |
| `.mhtml`, `.mht` | a web page that a browser saved as a single file |
| `.pdf` | a PDF |
| `.docx`, `.odt` | a document of a word processor |
| `.epub` | an e-book |
| `.eml` | a mail |
| `.warc`, `.warc.gz`, `.wacz` | a web archive, of which the record of the source's `url` counts |
| `.vtt`, `.srt` | captions with time codes |
| `.csv`, `.xlsx`, `.json` | a table or data, whose cells can be named |
| `.png`, `.jpg`, `.gif`, `.webp`, `.avif`, `.tiff` | a picture, with what a person read in it as `SOURCE.png.txt` |

The tables below are generated from the code of Bindery. Keys marked **required** must be there; you can leave out all
others. A key that is not listed is an error, and so is a key that appears twice.

- *Text* is read exactly as you write it: `no` stays a word, and `12:30` does not become a number.
- An *id* consists of words of a–z and 0–9 joined by hyphens, with at most 80 characters.
- A *date* is `2024`, `2024-11` or `2024-11-21`.
- *Markdown* may cite a source as `[@source]`, `[@source, p. 4]` or `[@source, "quoted words"]`, several sources as
  `[see @one; also @two]`, and a claim as `[#claim]`. A sentence can name a source: `As @source says`. [All forms](markdown.md#citations-and-claims).

Many editors complete and check these keys if a file begins with a line such as

```yaml
# yaml-language-server: $schema=../../schema/briefing.schema.json
```

`bindery schema --out schema` writes the schemas of both files and of [the data](data.md) that a site publishes. Every
built site has them under `/schema/`.
"""

# In the order in which authors need them.
_FILES: tuple[tuple[str, tuple[type[FormatModel], ...]], ...] = (
    (
        "briefing.yml",
        (
            briefing.Briefing,
            first_screen.KeyNumber,
            source.Author,
            briefing.Claim,
            briefing.Evidence,
            briefing.Section,
            briefing.Entity,
            briefing.Event,
            briefing.Dataset,
            briefing.Series,
            briefing.Point,
            briefing.Dispute,
            briefing.Assessment,
            briefing.Outcome,
            briefing.Question,
            briefing.Answer,
            briefing.Edition,
            briefing.Change,
            review_steps.ReviewStep,
        ),
    ),
    ("sources.yml", (source.SourceList, source.Source, source.Passage, source.Reading, source.Origin)),
)

_TYPE_NAMES: dict[type, str] = {
    field_types.Line: "text",
    field_types.PlainText: "text of several lines",
    field_types.Markdown: "Markdown",
    field_types.StatedFigure: "text",
    field_types.DisputeRef: "id of a dispute",
    field_types.Statement: "Markdown without citations",
    field_types.Id: "id",
    field_types.SourceRef: "id of a source",
    field_types.OriginRef: "id of an origin or source",
    field_types.ClaimRef: "id of a claim",
    field_types.EntityRef: "id of an entity",
    field_types.DatasetRef: "id of a dataset",
    field_types.PartialDate: "date",
    field_types.Url: "web address",
    field_types.Doi: "DOI",
    field_types.Language: "language tag",
}


def manual_text() -> str:
    """The whole reference, as Markdown."""
    parts = [_HEAD]
    for file, models in _FILES:
        parts.append(f"## {file}\n")
        parts += [_model(model) for model in models]
        if file == "briefing.yml":
            parts.append(_blocks())
    return with_examples("\n".join(parts))


def _model(model: type[FormatModel]) -> str:
    """The part about one model: heading, description and table of keys."""
    heading = f"### {model.__name__} {{#{model.__name__.lower()}}}"
    return "\n".join([heading, "", _docstring(model), "", *_table(model), ""])


def _blocks() -> str:
    """The part about the kinds of block."""
    parts = [
        "### Blocks {#blocks}\n",
        "The `content` of a section is a list of these blocks. A plain text is a `text` block.\n",
    ]
    for kind, block in blocks.KINDS.items():
        parts.append(
            f"#### {kind} {{#block-{kind}}}\n\n{_docstring(block)}\n\n" + "\n".join(_table(block)) + "\n"
        )
        inner = _inner_model(block.model_fields[kind].annotation)
        if inner:
            parts.append(f"Under `{kind}:`\n\n" + "\n".join(_table(inner)) + "\n")
            parts += [
                f"Under `{steps}:`\n\n" + "\n".join(_table(model)) + "\n"
                for steps, model in _nested(inner, {inner})
            ]
    return "\n".join(parts)


def _nested(
    model: type[FormatModel], seen: set[type[FormatModel]]
) -> Iterator[tuple[str, type[FormatModel]]]:
    """The models in the values of a model, each once and with the keys that lead to it; those with a heading are left out."""
    for name, field in model.model_fields.items():
        inner = _inner_model(field.annotation)
        if inner and inner not in seen and not _has_heading(inner):
            seen.add(inner)
            yield name, inner
            yield from ((f"{name}: {key}", deeper) for key, deeper in _nested(inner, seen))


def _inner_model(kind: Any) -> type[FormatModel] | None:
    """The model in the type of a block's value; None if there is none."""
    if isinstance(kind, type):
        return kind if issubclass(kind, FormatModel) else None
    return next(filter(None, map(_inner_model, get_args(kind))), None)


def _docstring(model: type[FormatModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _table(model: type[FormatModel]) -> list[str]:
    """The lines of a table with a row for each key of a model."""
    rows = ["| key | value | meaning |", "| --- | --- | --- |"]
    meanings = model.meanings()
    inherited = {*Marked.model_fields} if issubclass(model, Marked) else set()
    for name, field in sorted(model.model_fields.items(), key=lambda item: item[0] in inherited):
        key = field.alias or name
        marked = f"`{key}`" + (" **required**" if field.is_required() else "")
        rows.append(f"| {marked} | {_value(field)} | {_escaped(meanings.get(key, ''))} |")
    return rows


def _value(field: FieldInfo) -> str:
    """What the value of a field may be, and its default."""
    words = next((rule for rule in field.metadata if isinstance(rule, OneOf)), None)
    kind = _one_of(words) if words else _type(field.annotation)
    default = (
        field.get_default(call_default_factory=True, validated_data={}) if not field.is_required() else None
    )
    return f"{kind}; default `{default}`" if default else kind


def _one_of(rule: OneOf) -> str:
    return " · ".join(f"`{word}`" for word in rule.words)


def _type(kind: Any) -> str:
    """The words for a type, as Markdown."""
    origin = get_origin(kind)
    if origin is Annotated:
        rule = next((rule for rule in get_args(kind)[1:] if isinstance(rule, OneOf)), None)
        return _one_of(rule) if rule else _type(get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _sequence(get_args(kind))
    if origin is dict:
        return "mapping of words to text"
    return _class(kind) if isinstance(kind, type) else "number"


def _union(members: tuple[Any, ...]) -> str:
    return " or ".join(dict.fromkeys(_type(member) for member in members if member is not type(None)))


def _class(kind: type) -> str:
    if issubclass(kind, briefing.Block):
        return "[block](#blocks)"
    if issubclass(kind, FormatModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})" if _has_heading(kind) else "mapping, see below"
    if issubclass(kind, str):
        return next(_TYPE_NAMES[base] for base in kind.__mro__ if base in _TYPE_NAMES)
    return "number"


def _sequence(members: tuple[Any, ...]) -> str:
    if len(members) == 2 and members[1] is Ellipsis:  # noqa: PLR2004  tuple[X, ...]
        return f"list of: {_type(members[0])}"
    return "`[latitude, longitude]`"


def _has_heading(kind: type[FormatModel]) -> bool:
    return any(kind in models for _, models in _FILES)


def _escaped(text: str) -> str:
    """A text for a table cell. In code, `<` is safe already."""
    text = text.replace("|", "\\|")
    return text if "`" in text else text.replace("<", "&lt;")
