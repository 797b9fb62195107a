"""A project of several briefings that depend on each other in every way, and its shards as files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from support.project import BARE, briefing, inputs, sources

from bindery.build import shard, work
from bindery.build.assembly import Assembly
from bindery.build.groups import briefing_files, tied_groups
from bindery.build.work import Elsewhere, FinishedWork, WorkOrder
from bindery.reading.inputs import Imprint, Inputs
from bindery.search.search_index import SEPARATOR
from bindery.site.bodies import BodySettings
from bindery.system.template_cache import TemplateBytecode

IMPRINT = Imprint("The Newsroom", "Made-up briefings.", "https://news.example/", "")


def _cites(words: str, **parts: Any) -> dict[str, Any]:
    """A briefing whose only paragraph has these words."""
    return briefing(
        sections=[{"id": "why", "title": "Why", "content": [{"text": words, "basis": "judgement"}]}], **parts
    )


FILES: Mapping[str, Any] = {
    "sources.yml": sources("wire", "copy", "other", "alone", origins={"copy": "wire", "other": "wire"}),
    "first/briefing.yml": _cites("It is so [@copy].", title="First", date="2024-02-01"),
    "second/briefing.yml": _cites(
        "It is so [@other].", title="Second", date="2024-03-01"
    ),  # one origin with first
    "third/briefing.yml": _cites("It is so [@okafor-2024].", title="Third", date="2024-04-01"),
    "fourth/briefing.yml": _cites("See [](third#sec-why), and [@lone].", title="Fourth"),
    "fourth/sources.yml": sources("okafor-2024", "lone"),  # third cites one
    "draft/briefing.yml": _cites("Not yet [@wire].", title="Draft", status="draft"),
    "renamed/briefing.yml": _cites(
        "It was so [@mine].", title="Renamed", was=["former"], date="2024-05-01", language="ar"
    ),
    "renamed/sources.yml": sources("mine"),
    "large/briefing.yml": _cites("So it is [@alone]. " * 40, title="Large"),
}


def several(**options: Any) -> Inputs:
    """The project of several briefings."""
    return inputs(FILES, **{"compiled": TemplateBytecode("pages"), **options})


def small() -> Inputs:
    """A project of one briefing, of which no page says anything."""
    return inputs({"heat/briefing.yml": briefing()}, templates=BARE)


def settings() -> BodySettings:
    """What bodies are made with."""
    return BodySettings(["toc"], {}, SEPARATOR, Path())


def orders(of: Inputs, parts: int) -> list[WorkOrder]:
    """The work on a project in orders."""
    return work.orders(of, tied_groups(briefing_files(of.files)).groups, parts, settings())


def finished(of: Inputs, parts: int) -> list[FinishedWork]:
    """The work on a project, done in parts."""
    return [work.finish(order) for order in orders(of, parts)]


def put_together(of: Inputs, store: Path, elsewhere: Elsewhere | None = None) -> tuple[object, ...]:
    """All that a build gets of a project whose bodies were made here, or elsewhere."""
    made = Assembly("", store, settings(), of)
    made.fill(elsewhere=elsewhere)
    edition = made.edition()
    return edition, made.omissions, made.records, {slug: made.body(slug) for slug in made.slugs}


def written(folder: Path, of: Inputs, parts: int) -> list[Path]:
    """The shards of a project as files."""
    found = []
    for number, done in enumerate(finished(of, parts), 1):
        path = folder / shard.shard_name(number, parts)
        path.write_bytes(shard.shard_bytes((number, parts), of, settings(), {"drafts": of.drafts}, done))
        found.append(path)
    return found


def changed(path: Path, edits: Mapping[str, bytes | None], *, seal: bool = False, **manifest: Any) -> Path:
    """Changes a shard.

    Args:
        path: its file.
        edits: new content of files in it, by name; None removes one.
        seal: whether the manifest's own hash is calculated again.
        manifest: fields of its manifest to change.
    """
    with zipfile.ZipFile(path) as archive:
        content: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    found = json.loads(content["manifest.json"] or b"{}") | manifest
    content |= edits
    if seal:
        found.pop("sha256", None)
        found["sha256"] = shard._seal(found)
    if manifest or seal:
        content["manifest.json"] = json.dumps(found).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in content.items():
            if data is not None:
                archive.writestr(name, data)
    path.write_bytes(packed.getvalue())
    return path


def edited(of: Inputs, path: str, data: bytes) -> Inputs:
    """A project with a file changed or added."""
    return replace(of, files={**of.files, path: data})
