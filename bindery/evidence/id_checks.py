"""Checks between the parts of a site: ids are unique, references lead to something, dates are in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bindery.evidence.graph import LONGEST_CHAIN, Graph
from bindery.evidence.register import register_claims, written_claims
from bindery.evidence.unknown_ids import Renamed, dangling
from bindery.model.field_types import IdReference, Statement
from bindery.model.format_model import FormatModel, walk_values
from bindery.model.source import Source
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.folding import fold
from bindery.text.problems import MOST_PER_FILE, Problem, did_you_mean
from bindery.text.span import Span

Path = tuple[str | int, ...]

STRAY_COPY = "B213"  # code of the problem that a stored copy belongs to no source
UNCITED = "B207"  # the code of the hint that nothing cites a source
RESERVED_SECTIONS = frozenset(
    {
        "claims",
        "figures",
        "timeline",
        "entities",
        "sources",
        "changes",
        "print",
        "index",
        "images",
        "briefing",
    }
)


def check_ids(project: Project, graph: Graph) -> list[Problem]:
    """The problems of all briefings and source lists that only show when their parts are compared.

    Args:
        project: the briefings and lists of sources.
        graph: the links between them.
    """
    problems = list(_duplicates(_site_ids(project)))
    problems += _source_lists(project, graph)
    for parsed in project.briefings.values():
        problems += _duplicates(_briefing_ids(parsed))
        problems += islice(_references(parsed, project, graph), MOST_PER_FILE)
        problems += islice(_citations(parsed, project, graph), MOST_PER_FILE)
        problems += _reserved_ids(parsed)
        problems += _dates(parsed)
        problems += _aliases(parsed)
    problems += _dates_of_sources(project)
    problems += _stray_snapshots(project, graph)
    problems += _unused(project, graph)
    return problems


@dataclass(frozen=True)
class _WrittenId:
    """An id as it was written.

    Attributes:
        scope: where it must be unique: no two ids of one scope may be the same.
        noun: what has the id, such as `source`.
        name: the id.
        span: where it was written.
    """

    scope: str
    noun: str
    name: str
    span: Span


def _site_ids(project: Project) -> Iterator[_WrittenId]:
    """The ids in the lists of sources, which must be unique in the whole site or within their source."""
    for _, document in project.lists:
        for key, noun in (("sources", "source"), ("origins", "origin")):
            for index, item in enumerate(getattr(document.value, key)):
                yield _WrittenId("site", noun, item.id, document.span(key, index, "id"))
        for index, source in enumerate(document.value.sources):
            for number, passage in enumerate(source.passages):
                span = document.span("sources", index, "passages", number, "id")
                yield _WrittenId(f"source {source.id}", "passage", passage.id, span)


def _briefing_ids(parsed: ParsedBriefing) -> Iterator[_WrittenId]:
    span = parsed.document.span
    for path, claim in written_claims(parsed):
        yield _WrittenId("claims", "claim", claim.id, span(*path, "id"))
    for key in ("sections", "entities", "events", "datasets", "disputes", "assessments", "questions"):
        noun = key.rstrip("s") if key != "entities" else "entity"
        for index, item in enumerate(getattr(parsed.briefing, key)):
            yield _WrittenId(key, noun, item.id, span(key, index, "id"))
    for index, edition in enumerate(parsed.briefing.editions):
        yield _WrittenId("editions", "edition", str(edition.number), span("editions", index, "number"))


def _duplicates(ids: Iterable[_WrittenId]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], _WrittenId] = {}
    for written in ids:
        first = seen.setdefault((written.scope, written.name), written)
        if first is written:
            continue
        also = (
            "; a source that is an origin needs no entry under `origins`"
            if {written.noun, first.noun} == {"source", "origin"}
            else ""
        )
        yield Problem(
            "B205",
            f"the id `{written.name}` is used twice",
            written.span,
            help=f"give this {written.noun} another id, or delete one of the two{also}",
            related=((first.span, f"the {first.noun} that has it"),),
        )


def _known_ids(noun: str, parsed: ParsedBriefing | None, graph: Graph) -> Iterable[str]:
    """The ids that a reference to a thing of this kind may use; without a briefing, those of the site alone."""
    if noun == "source":
        return graph.sources
    if noun == "origin":
        return {**graph.sources, **graph.origins}
    if parsed is None:
        return ()
    if noun == "claim":
        return register_claims(parsed).claims
    briefing = parsed.briefing
    if noun == "dispute":
        return [dispute.id for dispute in briefing.disputes]
    return [item.id for item in (briefing.entities if noun == "entity" else briefing.datasets)]


def _references(parsed: ParsedBriefing, project: Project, graph: Graph) -> Iterator[Problem]:
    names: dict[str, frozenset[str]] = {}
    for path, reference in walk_values(parsed.briefing, IdReference):
        noun = reference.noun
        known = names.get(noun) or names.setdefault(noun, frozenset(_known_ids(noun, parsed, graph)))
        if reference not in known and (project.sources_complete or noun not in ("source", "origin")):
            yield dangling(noun, reference, parsed.document.span(*path), known, _renamed(noun, parsed, graph))


def _renamed(noun: str, parsed: ParsedBriefing, graph: Graph) -> Iterable[Renamed]:
    """The things of a kind that may have had other ids."""
    if noun in ("source", "origin"):
        return graph.sources.values()
    return register_claims(parsed).claims.values() if noun == "claim" else ()


def _citations(parsed: ParsedBriefing, project: Project, graph: Graph) -> Iterator[Problem]:
    claims = set(register_claims(parsed).claims)
    for path, prose in parsed.prose.items():
        if prose.citations and isinstance(_value(parsed, path), Statement):
            _, place = next(parsed.cited(path))
            remedy = "move the citation to the claim's `evidence`, as `source:` and `quote:`"
            yield Problem("B118", "a claim's text may not cite a source", place, help=remedy)
        for item, place in parsed.cited(path):
            if item.source not in graph.sources and project.sources_complete:
                yield dangling("source", item.source, place, graph.sources, graph.sources.values())
        for mention, place in parsed.mentioned(path):
            if mention.claim not in claims:
                yield dangling("claim", mention.claim, place, claims, _renamed("claim", parsed, graph))


def _value(parsed: ParsedBriefing, path: Path) -> object:
    """The value of a briefing that is at a path."""
    value: object = parsed.briefing
    for step in path:
        value = getattr(value, str(step)) if isinstance(value, FormatModel) else value[step]  # type: ignore[index]
    return value


def _source_lists(project: Project, graph: Graph) -> Iterator[Problem]:
    reported: set[frozenset[str]] = set()
    known = set(_known_ids("origin", None, graph))
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if source.id == "index":
                yield _reserved("sources/index", "source", source.id, document.span("sources", index, "id"))
            span = document.span("sources", index, "origin")
            if source.origin and source.origin not in known and project.sources_complete:
                yield dangling("origin", source.origin, span, known, graph.sources.values())
            if len(graph.chain(source.id)) > LONGEST_CHAIN:
                yield _too_long(source, span)
                break  # to follow each chain of such a list would take too long
            circle = graph.circle(source.id)
            if source.id in circle and frozenset(circle) not in reported:
                reported.add(frozenset(circle))
                yield _circle(source, circle, span)


def _too_long(source: Source, span: Span) -> Problem:
    return Problem(
        "B216",
        f"the chain of origins of `{source.id}` is longer than {LONGEST_CHAIN} sources",
        span,
        help="name the first source of the chain as `origin`",
    )


def _circle(source: Source, circle: tuple[str, ...], span: Span) -> Problem:
    at = circle.index(source.id)
    closed = [*circle[at:], *circle[:at], source.id]
    return circle_of_origins(closed, span, "delete `origin` from the source that is the real origin")


def circle_of_origins(closed: Iterable[str], span: Span, remedy: str) -> Problem:
    """The error for sources that repeat one another, the last of them the first."""
    return Problem("B206", f"the origins form a circle: {' → '.join(closed)}", span, help=remedy)


def _reserved_ids(parsed: ParsedBriefing) -> Iterator[Problem]:
    for index, section in enumerate(parsed.briefing.sections):
        if section.id in RESERVED_SECTIONS:
            place = parsed.document.span("sections", index, "id")
            yield _reserved(f"{parsed.slug}/{section.id}", "section", section.id, place)


def _reserved(address: str, noun: str, name: str, span: Span) -> Problem:
    return Problem(
        "B208",
        f"the address `/{address}/` is reserved for another page",
        span,
        help=f"give the {noun} another id, such as `{name}-{noun}`",
    )


def _dates(parsed: ParsedBriefing) -> Iterator[Problem]:
    briefing, span = parsed.briefing, parsed.document.span
    if _ends_early(briefing.date, briefing.updated):
        yield _out_of_order(
            "updated", "date", (briefing.date, briefing.updated), span("updated"), span("date")
        )
    for n, event in enumerate(briefing.events):
        if _ends_early(event.date, event.end):
            place = ("events", n)
            yield _out_of_order(
                "end", "date", (event.date, event.end), span(*place, "end"), span(*place, "date")
            )


def _dates_of_sources(project: Project) -> Iterator[Problem]:
    for _, document in project.lists:
        for n, source in enumerate(document.value.sources):
            dates = source.published, source.published_end
            place = ("sources", n)
            if dates[1] and not dates[0]:
                ended = document.span(*place, "published_end")
                yield _wrong_date("there is a `published_end` but no `published`", ended)
            elif _ends_early(*dates):
                ended, began = (document.span(*place, key) for key in ("published_end", "published"))
                yield _out_of_order("published_end", "published", dates, ended, began)


def _ends_early(begin: str | None, end: str | None) -> bool:
    """Whether an end is before its beginning, to the precision of both: 2024-11 is not before 2024-11-21."""
    return bool(begin and end and end[: len(begin)] < begin[: len(end)])


def _out_of_order(
    end: str, begin: str, dates: tuple[str | None, str | None], ended: Span, began: Span
) -> Problem:
    return _wrong_date(f"`{end}` ({dates[1]}) is before `{begin}` ({dates[0]})", ended, began)


def _wrong_date(message: str, ended: Span, began: Span | None = None) -> Problem:
    remedy = (
        "swap or correct the dates"
        if began
        else "add the date of the first part as `published`, or rename this key to `published`"
    )
    related = ((began, "the other date"),) if began else ()
    return Problem("B209", message, ended, help=remedy, related=related)


def _aliases(parsed: ParsedBriefing) -> Iterator[Problem]:
    """Warnings for aliases with which the search finds too much: single letters, and names of two entities.

    Two names are the same when they differ only in case, accents and the like.
    """
    entities = parsed.briefing.entities
    owner = {
        fold(entity.name): (n, parsed.document.span("entities", n, "name"))
        for n, entity in enumerate(entities)
    }
    for index, entity in enumerate(entities):
        for number, alias in enumerate(entity.aliases):
            span, folded = parsed.document.span("entities", index, "aliases", number), fold(alias)
            if len(folded) <= 1:
                yield Problem(
                    "B214",
                    f"the alias `{alias}` is a single letter",
                    span,
                    severity="warning",
                    help="delete it, or write the name in full: a search for one letter finds far too many pages",
                )
                continue
            other, place = owner.setdefault(folded, (index, span))
            if other != index:
                yield Problem(
                    "B215",
                    f"`{alias}` is also a name of `{entities[other].id}`",
                    span,
                    severity="warning",
                    help="keep it only for the entity that readers mean by it",
                    related=((place, "the other entity"),),
                )


def _stray_snapshots(project: Project, graph: Graph) -> Iterator[Problem]:
    for (_, source, _), (path, _) in sorted({**project.fingerprints, **project.snapshots}.items()):
        if source not in graph.sources and project.sources_complete:
            yield Problem(
                STRAY_COPY,
                f"no source is called `{source}`, so this file is not used",
                path=path,
                severity="warning",
                help=_new_name(source, graph)
                or did_you_mean(source, graph.sources)
                or "rename the file to the id of its source",
            )


def _new_name(name: str, graph: Graph) -> str:
    """What to do with a snapshot that is named after a former id; empty if it is not."""
    now = next((source.id for source in graph.sources.values() if name in source.was), "")
    return f"`{name}` is now called `{now}`: rename the file to begin with `{now}.`" if now else ""


def _unused(project: Project, graph: Graph) -> Iterator[Problem]:
    """Hints for sources that nothing cites, not even a draft."""
    repeated = {link for uses in graph.uses.values() for use in uses for link in graph.links_of(use)}
    for source in graph.sources.values():
        repeated.update(
            str(origin) for origin in (source.origin, *(p.origin for p in source.passages)) if origin
        )
    repeated |= project.cited_in_drafts | project.in_drafts
    for slug, document in project.lists:
        if slug and slug not in project.briefings:
            continue  # a draft that is not built
        for index, source in enumerate(document.value.sources):
            if not graph.uses[source.id] and source.id not in repeated:
                yield Problem(
                    UNCITED,
                    f"nothing cites the source `{source.id}`",
                    document.span("sources", index, "id"),
                    severity="hint",
                    help="cite it, or remove it from the list",
                )
