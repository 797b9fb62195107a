"""What an author most likely meant by a key that is not allowed where it is written."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from pydantic import BaseModel

from bindery.model import blocks
from bindery.model.briefing import Block
from bindery.model.format_model import FormatModel
from bindery.reading.field_tree import fields_of, model_at, models_below, required_keys
from bindery.reading.yaml_tree import Mapping, Node, Path, node_at
from bindery.text.problems import nearest

_MARKS = re.compile("^[\"'“”„«»‘’‚‹›`*]+|[\"'“”„«»‘’‚‹›`*]+$")
_NO_SUCH = "leave it out: {}"
# Keys that other programs and forms have, by the model in which an author may write them, each with what to do.
_MEANT: dict[str, dict[str, str]] = {
    "Briefing": {
        **dict.fromkeys(("description", "abstract", "intro", "lead"), "write it as `summary`"),
        **dict.fromkeys(("keywords", "categories", "topics"), "write them as `tags`"),
        **dict.fromkeys(("tlp", "classification", "marking"), "write it as `handling`, such as `handling: TLP:GREEN`"),
        **dict.fromkeys(("lang", "locale"), "write it as `language`"),
        **dict.fromkeys(("modified", "lastmod", "last_updated"), "write it as `updated`"),
        **dict.fromkeys(("sources", "references", "bibliography"), "write the sources in sources.yml, next to this file"),
        **dict.fromkeys(("content", "body", "text"), "write the text under `sections`, as `content` of each"),
        **dict.fromkeys(("people", "places", "glossary"), "write them as `entities`"),
        **dict.fromkeys(("version", "edition"), "write it under `editions`, as `number`"),
        "draft": "write `status: draft`",
        "id": _NO_SUCH.format("the name of the folder is the id of the briefing"),
        "slug": _NO_SUCH.format("the name of the folder is part of the address"),
    },
    "Claim": {
        "status": _NO_SUCH.format("the status of a claim follows from its evidence"),
        "confidence": _NO_SUCH.format("confidence belongs to a judgement, under `assessments`"),
        "likelihood": _NO_SUCH.format("likelihood belongs to a judgement, under `assessments`"),
        **dict.fromkeys(("statement", "claim", "title", "assertion"), "write the statement as `text`"),
        **dict.fromkeys(("date", "when"), "write the date to which the statement applies as `as_of`"),
        **dict.fromkeys(("figure", "number"), "write it as `value`, and what it counts as `unit`"),
        **dict.fromkeys(
            ("sources", "citation", "citations", "cite", "references"),
            "write it under `evidence`: `- source: ID`",
        ),
    },
    "Evidence": {
        **dict.fromkeys(("id", "cite", "citation", "ref", "reference", "key"), "write the id of the source as `source`"),
        **dict.fromkeys(("text", "words", "quotation", "excerpt"), "write the quoted words as `quote`"),
        **dict.fromkeys(("page", "pages", "paragraph", "section", "time"), "write it as `locator`, such as `p. 4`"),
        **dict.fromkeys(("passage",), "write its words as `quote`, exactly as in the passage"),
        "url": "write the address in sources.yml, as `url` of the source",
    },
    "Section": {
        **dict.fromkeys(("text", "body", "paragraphs"), "write it under `content`, as an item: `- |`"),
        **dict.fromkeys(("heading", "name"), "write it as `title`"),
        "blocks": "write them as `content`",
    },
    "Source": {
        **dict.fromkeys(("date", "year", "issued"), "write it as `published`"),
        **dict.fromkeys(("link", "href", "address", "website", "web"), "write it as `url`"),
        **dict.fromkeys(("type", "genre"), "write it as `kind`"),
        **dict.fromkeys(("name", "heading"), "write it as `title`"),
        **dict.fromkeys(("author", "creator", "by"), "write it as `authors`, a list"),
        **dict.fromkeys(("organisation", "organization", "institution"), "write it as `publisher`"),
        **dict.fromkeys(("lang",), "write it as `language`"),
        **dict.fromkeys(("retrieved", "access_date", "urldate"), "write it as `accessed`"),
        **dict.fromkeys(("doi", "DOI"), "write it as `url`: `https://doi.org/…`"),
        **dict.fromkeys(("quotes", "quotations", "excerpts"), "write them as `passages`, each with `id` and `quote`"),
        **dict.fromkeys(("license",), "write it as `licence`"),
        **dict.fromkeys(("notes", "comment", "annotation"), "write it as `descriptor`"),
        **dict.fromkeys(("archived", "archive_url", "wayback"), "write it as `archive`, a list"),
    },
    "Entity": {
        **dict.fromkeys(("lat", "lon", "latitude", "longitude", "coordinates"), "write `location: [latitude, longitude]`"),
        **dict.fromkeys(("type",), "write it as `kind`"),
        **dict.fromkeys(("title",), "write it as `name`"),
        **dict.fromkeys(("description", "definition"), "write it as `text`"),
        **dict.fromkeys(("alias", "aka", "other_names"), "write it as `aliases`, a list"),
    },
    "Event": {
        **dict.fromkeys(("description",), "write it as `text`"),
        **dict.fromkeys(("start", "when"), "write it as `date`"),
        **dict.fromkeys(("name", "what"), "write it as `title`"),
    },
    "Point": {
        **dict.fromkeys(("year", "date", "label"), "write it as `x`"),
        **dict.fromkeys(("value", "number", "count"), "write it as `y`"),
    },
    "Dataset": {
        **dict.fromkeys(("points", "values", "data"), "write them under `series`, as `points` of each"),
        **dict.fromkeys(("name",), "write it as `title`"),
    },
    "Image": {
        **dict.fromkeys(("src", "path", "url"), "write it as `file`, such as `images/heat.png`"),
        **dict.fromkeys(("description", "alt_text"), "write it as `alt`"),
        **dict.fromkeys(("title",), "write it as `caption`"),
    },
}  # fmt: skip


class KeyMeant(NamedTuple):
    """What to do about a key that is not allowed.

    Attributes:
        help: what to do.
        key: the key that is meant, which is then not missing; empty when that is not known.
        above: the path of the mapping that it belongs to; None when it is the one that has it.
        marked: the key of the same mapping that is wrong, if it is another one.
    """

    help: str
    key: str = ""
    above: Path | None = None
    marked: str = ""


def key_meant(key: str, path: Path, root: Node, model: type[FormatModel], loc: Path) -> KeyMeant:
    """What to do about a key that is not allowed.

    Args:
        key: the key.
        path: its path in the file.
        root: the tree of the file.
        model: the model of the file.
        loc: the path as pydantic gives it.
    """
    here = model_at(model, loc[:-1])
    known = fields_of(here) if here else {}
    if here and issubclass(here, Block) and key in blocks.KINDS:
        return _second_kind(node_at(root, path[:-1]))
    found = _named_otherwise(key, here, known) if here else None
    if found is None and here and (below := _key_below(key, here)):
        found = KeyMeant(below)
    found = found or _key_above(key, path, root, model, loc)
    if found:
        return found
    near = nearest(key, known)
    if near:
        return KeyMeant(f"did you mean `{near}`?", near)
    if " " in key:
        return KeyMeant("if this is text, write it below its key, after `|`, and indent each line of it")
    return KeyMeant(f"the keys that are allowed here: {', '.join(known)}")


def _second_kind(block: Node | None) -> KeyMeant:
    """What to do about a block of two kinds; the last of their keys is the one that begins a block of its own."""
    keys = [entry.key.value for entry in block.entries] if isinstance(block, Mapping) else []
    last = [key for key in keys if key in blocks.KINDS][-1]
    remedy = f"begin a new item with `- {last}:` in the column of the item above"
    return KeyMeant(f"a block is of one kind: {remedy}", marked=last)


def _named_otherwise(key: str, here: type[FormatModel], known: Collection[str]) -> KeyMeant | None:
    """What to do about a key that has another name in this format, or is not written so; None for any other.

    Args:
        key: the key.
        here: the model of its mapping.
        known: the keys of that model.
    """
    bare, low = _MARKS.sub("", key), key.casefold()
    if bare in known:
        return KeyMeant(f"write `{bare}` without quotation marks", bare)
    if low in known:
        return KeyMeant(f"write `{low}` in small letters", low)
    meant = _MEANT.get(here.__name__, {}).get(low, "")
    if not meant:
        return None
    named = re.search(r"(?:as|under) `(\w+)`", meant)
    return KeyMeant(meant, named[1] if named and named[1] in known else "")


def _key_below(key: str, model: type[BaseModel]) -> str:
    """What to do about a key that belongs to something below; empty when nothing below has it."""
    for field, below, listed in models_below(model):
        if key in fields_of(below):
            first = required_keys(below)[:1]
            beside = f", beside `{first[0]}`" if first and first[0] != key else ""
            begin = " (an item of that list)" if listed else ""
            return f"`{key}` belongs under `{field}`{begin}{beside}: indent it there"
    return ""


def _key_above(key: str, path: Path, root: Node, model: type[FormatModel], loc: Path) -> KeyMeant | None:
    """What to do about a key that belongs to something above that does not have it yet; None when there is none."""
    for length in range(len(loc) - 2, -1, -1):
        above = model_at(model, loc[:length])
        place = _same_length(path, loc, length)
        node = node_at(root, place)
        if above is None or key not in fields_of(above) or not isinstance(node, Mapping) or node.key(key):
            continue
        if not node.entries or issubclass(above, Block):
            continue
        first = node.entries[0].key
        where = f"column {first.span.column}, as `{first.value}` in line {first.span.line} does"
        return KeyMeant(f"`{key}` belongs further left: begin it in {where}", key, place)
    return None


def _same_length(path: Path, loc: Path, length: int) -> Path:
    """The beginning of a path in the file that is as long as that of a pydantic path, which has tags in it."""
    tags = sum(1 for step in loc[:length] if str(step).startswith(("is:", "block:")))
    return path[: length - tags]
