"""The sources, claims and entities that a file of a project can name, with what an editor shows of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bindery.editor.unsaved_project import UnsavedProject
from bindery.model.names import Slug
from bindery.model.source import Source
from bindery.model.vocabulary import ENTITY_KINDS, SOURCE_KINDS, SOURCE_STATES
from bindery.pages.views import SiteView
from bindery.reading.project import FOLDER
from bindery.references.reference import reference_to

_MARK = re.compile(r"[\\`*_{}\[\]<>#|~]")
_SHARED = f"{FOLDER}/sources.yml"
_FILLERS = {"source": ("source",), "origin": ("origin", "source"), "claim": ("claim",), "entity": ("entity",)}


class KnownThing(NamedTuple):
    """Something that has an id.

    Attributes:
        kind: `source`, `origin`, `claim` or `entity`.
        id: its id.
        path: path of the file that declares it, in the project.
        start: offset of the id in the file.
    """

    kind: str
    id: str
    path: str
    start: int


def known_things(
    kind: str, path: str, project: UnsavedProject, unsaved: Mapping[str, str]
) -> Iterator[KnownThing]:
    """What can be named in a file, by id and in the order of the files; each id once.

    Args:
        kind: what is named: `source`, `origin`, `claim` or `entity`.
        path: path of the file in the project.
        project: the project.
        unsaved: texts that are not saved, by path.
    """
    fillers = _FILLERS.get(kind, ())
    seen: set[str] = set()
    for place in _places(kind, path, project, unsaved):
        for found in project.declared(place, unsaved):
            if found.kind in fillers and found.id not in seen:
                seen.add(found.id)
                yield KnownThing(found.kind, found.id, place, found.start)


def _places(kind: str, path: str, project: UnsavedProject, unsaved: Mapping[str, str]) -> Iterator[str]:
    """The files that declare things of a kind: first those of the own briefing, then the others."""
    slug = slug_of(path)
    own = f"{FOLDER}/{slug}"
    if kind in ("claim", "entity"):
        yield f"{own}/briefing.yml"
        return
    yield f"{own}/sources.yml"
    yield _SHARED
    others = {
        f"{FOLDER}/{one.name}/sources.yml" for one in (project.root / FOLDER).glob("*/") if one.is_dir()
    }
    others |= {one for one in unsaved if one.endswith("/sources.yml")}
    yield from sorted(others - {f"{own}/sources.yml", _SHARED})


def slug_of(path: str) -> Slug:
    """The name of the briefing that a file belongs to; empty if it belongs to none."""
    parts = path.split("/")
    return Slug(parts[1] if len(parts) > 2 else "")  # noqa: PLR2004  briefings/SLUG/file


def title_of(thing: KnownThing, site: SiteView | None) -> str:
    """What a thing is, in one line; empty while it is not known."""
    if site is None:
        return ""
    if thing.kind == "source" and thing.id in site.graph.sources:
        source = site.graph.sources[thing.id]
        reference = reference_to(source)
        return ", ".join(filter(None, (reference.authors, reference.title, reference.published)))
    if thing.kind == "origin" and thing.id in site.graph.origins:
        return str(site.graph.origins[thing.id].title)
    slug = slug_of(thing.path)
    if thing.kind == "claim" and slug in site.graph.registers:
        claim = site.graph.registers[slug].claims.get(thing.id)
        return str(claim.text) if claim else ""
    if thing.kind == "entity" and slug in site.project.briefings:
        entities = site.project.briefings[slug].briefing.entities
        return next((str(one.name) for one in entities if one.id == thing.id), "")
    return ""


def described_in_markdown(thing: KnownThing, site: SiteView | None) -> str:
    """What a thing is, as Markdown for a window next to the cursor."""
    lines = [f"**{_plain(title_of(thing, site) or thing.id)}**"]
    if site is not None and thing.kind == "source" and thing.id in site.graph.sources:
        lines += _about_source(site.graph.sources[thing.id], site)
    slug = slug_of(thing.path)
    if site is not None and thing.kind == "claim" and slug in site.graph.registers:
        claim = site.graph.registers[slug].claims.get(thing.id)
        if claim:
            count = len(claim.evidence)
            lines.append(f"{site.graph.verdict(claim).label}; {count} piece{'s' * (count != 1)} of evidence")
    if site is not None and thing.kind == "entity" and slug in site.project.briefings:
        entities = site.project.briefings[slug].briefing.entities
        lines += [ENTITY_KINDS[str(one.kind)] for one in entities if one.id == thing.id]
    lines.append(f"`{thing.id}` in {thing.path}")
    return "\n\n".join(lines)


def _plain(text: str) -> str:
    """A text as Markdown that shows it as it is."""
    return _MARK.sub(r"\\\g<0>", text)


def _about_source(source: Source, site: SiteView) -> Iterator[str]:
    """The kind, publisher, address, state, origin and copies of a source."""
    yield ", ".join(filter(None, (SOURCE_KINDS[str(source.kind)], str(source.issuer or ""))))
    if source.url:
        yield f"<{source.url}>"
    if source.state:
        yield SOURCE_STATES[str(source.state)]
    if source.origin:
        yield f"Repeats `{source.origin}`."
    kept = dict.fromkeys(one.by for one in site.checks.stored(str(source.id)))
    yield f"Stored: {' and '.join(kept)}." if kept else "Nothing is stored of it."
