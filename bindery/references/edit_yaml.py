"""Changes one field of a source in a `sources.yml`, and no other character of what the author wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bindery.model.source import Source, SourceList
from bindery.reading import decode, yaml_tree
from bindery.reading.yaml_tree import Mapping, Scalar
from bindery.references.append_yaml import (
    AppendError,
    Edit,
    apply_edit,
    read_source_list,
    source_text,
)
from bindery.text.span import Text

_AFTER = (
    "url",
    "doi",
    "archive",
    "accessed",
    "published",
    "title",
    "kind",
    "id",
)  # what a new field is put after
_LISTS = frozenset({"archive"})
_NO_PLACE = "nothing was written: the field could not be changed without changing what else is in the file"


def with_field(path: str, data: bytes, source: str, key: str, value: str) -> bytes:
    """The bytes of a list of sources with one field of a source changed, or a value added to a field that is a list.

    Each way to write it is tried in turn. The first one counts with which the new file, when it is read, has exactly the
    old sources with the new value.

    Args:
        path: path of the file, for messages.
        data: its bytes.
        source: id of the source, which is in the file.
        key: the field: `state`, `url` or `archive`.
        value: the value.

    Raises:
        AppendError: there is no such way, or the file cannot be read.
    """
    before = read_source_list(path, data)
    index = next((n for n, one in enumerate(before.sources) if one.id == source), None)
    if index is None:
        raise AppendError(f"nothing was written: {path} has no source `{source}`")
    old = before.sources[index]
    if value in (getattr(old, key) if key in _LISTS else (getattr(old, key),)):
        return data
    text = source_text(path, data)
    root, _ = yaml_tree.parse_yaml(text)
    node = yaml_tree.node_at(root, ("sources", index))
    wanted = _changed(before, index, key, value)
    if isinstance(node, Mapping):
        for edit in _possible_edits(text, node, key, value):
            new = apply_edit(edit, data, text)
            document, _ = decode.decode(source_text(path, new), SourceList)
            if document and document.value == wanted:
                return new
    raise AppendError(_NO_PLACE)


def _changed(before: SourceList, index: int, key: str, value: str) -> SourceList:
    """The list with the value in its place."""
    old = before.sources[index]
    new = [*map(str, getattr(old, key)), value] if key in _LISTS else value
    read = Source.model_validate({"id": old.id, "kind": old.kind, key: new})
    sources = [*before.sources]
    sources[index] = old.model_copy(update={key: getattr(read, key)})
    return before.model_copy(update={"sources": tuple(sources)})


def _possible_edits(text: Text, node: Mapping, key: str, value: str) -> Iterator[Edit]:
    """Each way to write the field in a source."""
    there = node.value(key)
    for written in (value, json.dumps(value, ensure_ascii=False)):
        if there is None:
            yield from _new_field(text.content, node, key, written)
        elif isinstance(there, yaml_tree.Sequence):
            yield from _new_item(text.content, there, written)
        elif isinstance(there, Scalar):
            yield Edit(there.span.start, there.span.end, written)


def _new_field(content: str, node: Mapping, key: str, written: str) -> Iterator[Edit]:
    """Writes the field after another one."""
    in_list = key in _LISTS
    if content[node.span.start] == "{":
        last = next(one for name in _AFTER if (one := node.value(name)))
        inner = f"[{written}]" if in_list else written
        yield Edit(last.span.end, last.span.end, f", {key}: {inner}")
        return
    indent = " " * (node.entries[0].key.span.column - 1)
    words = f"{key}:\n{indent}  - {written}" if in_list else f"{key}: {written}"
    for name in _AFTER:
        after = node.value(name)
        if after is not None:
            line_end = content.find("\n", after.span.end)
            end = len(content) if line_end < 0 else line_end
            yield Edit(end, end, f"\n{indent}{words}")


def _new_item(content: str, there: yaml_tree.Sequence, written: str) -> Iterator[Edit]:
    """Adds an item to the end of a list."""
    if content[there.span.start] == "[":
        if there.items:
            end = there.items[-1].span.end
            yield Edit(end, end, f", {written}")
        else:
            yield Edit(there.span.start, there.span.end, f"[{written}]")
        return
    column = there.span.column - 1
    end = there.items[-1].span.end
    line_end = content.find("\n", end)
    end = len(content) if line_end < 0 else line_end
    yield Edit(end, end, f"\n{' ' * column}- {written}")
