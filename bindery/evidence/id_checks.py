"""What must hold between the parts of a site: every id once, every reference to something that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from bindery.evidence.graph import LONGEST_CHAIN, Graph
from bindery.evidence.register import register_claims, written_claims
from bindery.model.briefing import FormatModel, Source, walk
from bindery.model.field_types import Reference, Statement
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.folding import fold
from bindery.text.problems import MOST_PER_FILE, Problem, did_you_mean
from bindery.text.span import Span

Path = tuple[str | int, ...]

RESERVED_SECTIONS = frozenset(
    {"claims", "timeline", "entities", "sources", "changes", "print", "index", "images", "briefing"}
)
_CODES = {"source": "B201", "origin": "B202", "claim": "B203", "entity": "B204", "dataset": "B210"}


def check_ids(project: Project, graph: Graph) -> list[Problem]:
    """Every broken link of every briefing and every list of sources."""
    problems = list(_twice(_site_ids(project)))
    problems += _source_lists(project, graph)
    for parsed in project.briefings.values():
        problems += _twice(_briefing_ids(parsed))
        problems += islice(_references(parsed, project, graph), MOST_PER_FILE)
        problems += islice(_prose(parsed, project, graph), MOST_PER_FILE)
        problems += _addresses(parsed)
        problems += _dates(parsed)
        problems += _pictures(parsed, project)
        problems += _places(parsed)
        problems += _aliases(parsed)
    problems += _dates_of_sources(project)
    problems += _snapshots(project, graph)
    problems += _unused(project, graph)
    return problems


def _site_ids(project: Project) -> Iterator[tuple[str, str, str, Span]]:
    """Scope, noun, id and place of every id that must be unique in the whole site."""
    for _, document in project.lists:
        for key, noun in (("sources", "source"), ("origins", "origin")):
            for index, item in enumerate(getattr(document.value, key)):
                yield "site", noun, item.id, document.span(key, index, "id")
        for index, source in enumerate(document.value.sources):
            for number, passage in enumerate(source.passages):
                place = document.span("sources", index, "passages", number, "id")
                yield f"source {source.id}", "passage", passage.id, place


def _briefing_ids(parsed: ParsedBriefing) -> Iterator[tuple[str, str, str, Span]]:
    for path, claim in written_claims(parsed):
        yield "claims", "claim", claim.id, parsed.document.span(*path, "id")
    for key in ("sections", "entities", "events", "datasets", "assessments", "questions"):
        for index, item in enumerate(getattr(parsed.briefing, key)):
            yield (
                key,
                key.rstrip("s") if key != "entities" else "entity",
                item.id,
                parsed.document.span(key, index, "id"),
            )
    for index, edition in enumerate(parsed.briefing.editions):
        yield "editions", "edition", str(edition.number), parsed.document.span("editions", index, "number")


def _twice(ids: Iterable[tuple[str, str, str, Span]]) -> Iterator[Problem]:
    first: dict[tuple[str, str], tuple[str, Span]] = {}
    for scope, noun, name, span in ids:
        if (scope, name) not in first:
            first[scope, name] = (noun, span)
            continue
        other, place = first[scope, name]
        also = (
            "; a source that is an origin needs no entry under `origins`"
            if {noun, other} == {"source", "origin"}
            else ""
        )
        yield Problem(
            "B205",
            f"the id `{name}` is taken",
            span,
            help=f"give this {noun} another id, or delete one of the two{also}",
            related=((place, f"the {other} that has it"),),
        )


def _known(noun: str, parsed: ParsedBriefing | None, graph: Graph) -> Iterable[str]:
    if noun == "source":
        return graph.sources
    if noun == "origin":
        return {**graph.sources, **graph.origins}
    if parsed is None:
        return ()
    if noun == "claim":
        return register_claims(parsed).claims
    return [item.id for item in (parsed.briefing.entities if noun == "entity" else parsed.briefing.datasets)]


def _dangling(noun: str, name: str, span: Span, known: Iterable[str]) -> Problem:
    remedy = did_you_mean(name, known) or f"add the {noun}, or name one that is there"
    return Problem(_CODES[noun], f"no {noun} is called `{name}`", span, help=remedy)


def _references(parsed: ParsedBriefing, project: Project, graph: Graph) -> Iterator[Problem]:
    names: dict[str, frozenset[str]] = {}
    for path, reference in walk(parsed.briefing, Reference):
        noun = reference.noun
        known = names.get(noun) or names.setdefault(noun, frozenset(_known(noun, parsed, graph)))
        if reference not in known and (project.sources_complete or reference.noun != "source"):
            yield _dangling(reference.noun, reference, parsed.document.span(*path), known)


def _prose(parsed: ParsedBriefing, project: Project, graph: Graph) -> Iterator[Problem]:
    claims = set(register_claims(parsed).claims)
    for path, prose in parsed.prose.items():
        span = parsed.document.span(*path)
        if prose.citations and isinstance(_value(parsed, path), Statement):
            mark = f"@{prose.citations[0].items[0].source}"
            remedy = "move it to the claim's `evidence`, as `source:` and `quote:`"
            yield Problem("B118", "a claim's text may not cite", span.find(mark), help=remedy)
        for item, place in parsed.cited(path):
            if item.source not in graph.sources and project.sources_complete:
                yield _dangling("source", item.source, place, graph.sources)
        before = Counter[str]()
        for mention in prose.mentions:
            if mention.claim not in claims:
                yield _dangling(
                    "claim", mention.claim, span.find(f"[#{mention.claim}]", before[mention.claim]), claims
                )
            before[mention.claim] += 1


def _value(parsed: ParsedBriefing, path: Path) -> object:
    value: object = parsed.briefing
    for step in path:
        value = getattr(value, str(step)) if isinstance(value, FormatModel) else value[step]  # type: ignore[index]
    return value


def _source_lists(project: Project, graph: Graph) -> Iterator[Problem]:
    told: set[frozenset[str]] = set()
    known = set(_known("origin", None, graph))
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if source.id == "index":
                yield _taken("sources/index", "source", source.id, document.span("sources", index, "id"))
            span = document.span("sources", index, "origin")
            if source.origin and source.origin not in known and project.sources_complete:
                yield _dangling("origin", source.origin, span, known)
            if len(graph.chain(source.id)) > LONGEST_CHAIN:
                yield _too_long(source, span)
                return
            circle = graph.circle(source.id)
            if source.id in circle and frozenset(circle) not in told:
                told.add(frozenset(circle))
                yield _circle(source, circle, span)


def _too_long(source: Source, span: Span) -> Problem:
    return Problem(
        "B216",
        f"more than {LONGEST_CHAIN} sources repeat one another before `{source.id}` comes to an origin",
        span,
        help="name the origin itself as `origin`",
    )


def _circle(source: Source, circle: tuple[str, ...], span: Span) -> Problem:
    at = circle.index(source.id)
    round_ = [*circle[at:], *circle[:at], source.id]
    return Problem(
        "B206",
        f"the origins run in a circle: {' → '.join(round_)}",
        span,
        help="leave out `origin` at the one that is the origin",
    )


def _addresses(parsed: ParsedBriefing) -> Iterator[Problem]:
    for index, section in enumerate(parsed.briefing.sections):
        if section.id in RESERVED_SECTIONS:
            place = parsed.document.span("sections", index, "id")
            yield _taken(f"{parsed.slug}/{section.id}", "section", section.id, place)


def _taken(address: str, noun: str, name: str, span: Span) -> Problem:
    return Problem(
        "B208",
        f"the address `/{address}/` belongs to another page",
        span,
        help=f"give the {noun} another id, such as `{name}-{noun}`",
    )


def _dates(parsed: ParsedBriefing) -> Iterator[Problem]:
    briefing, span = parsed.briefing, parsed.document.span
    if _exchanged(briefing.date, briefing.updated):
        yield _before("updated", "date", (briefing.date, briefing.updated), span("updated"), span("date"))
    for n, event in enumerate(briefing.events):
        if _exchanged(event.date, event.end):
            place = ("events", n)
            yield _before("end", "date", (event.date, event.end), span(*place, "end"), span(*place, "date"))


def _dates_of_sources(project: Project) -> Iterator[Problem]:
    for _, document in project.lists:
        for n, source in enumerate(document.value.sources):
            dates = source.published, source.published_end
            place = ("sources", n)
            if dates[1] and not dates[0]:
                ended = document.span(*place, "published_end")
                yield _wrong("`published_end` stands without `published`", ended)
            elif _exchanged(*dates):
                ended, began = (document.span(*place, key) for key in ("published_end", "published"))
                yield _before("published_end", "published", dates, ended, began)


def _exchanged(begin: str | None, end: str | None) -> bool:
    """Whether an end is before its beginning, as far as both are known: 2024-11 is not before 2024-11-21."""
    return bool(begin and end and end[: len(begin)] < begin[: len(end)])


def _before(end: str, begin: str, dates: tuple[str | None, str | None], ended: Span, began: Span) -> Problem:
    return _wrong(f"`{end}` ({dates[1]}) is before `{begin}` ({dates[0]})", ended, began)


def _wrong(message: str, ended: Span, began: Span | None = None) -> Problem:
    remedy = (
        "exchange or correct the dates"
        if began
        else "say when the first part came out, or call this date `published`"
    )
    related = ((began, "the other date"),) if began else ()
    return Problem("B209", message, ended, help=remedy, related=related)


def _pictures(parsed: ParsedBriefing, project: Project) -> Iterator[Problem]:
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            picture = block.of("image")
            if picture and (parsed.slug, str(picture.file)) not in project.pictures:
                there = [name for slug, name in project.pictures if slug == parsed.slug]
                yield Problem(
                    "B212",
                    f"there is no picture `{picture.file}`",
                    parsed.document.span("sections", index, "content", number, "image", "file"),
                    help=did_you_mean(picture.file, there) or f"put it into briefings/{parsed.slug}/images/",
                )


def _places(parsed: ParsedBriefing) -> Iterator[Problem]:
    located = {entity.id: entity.location is not None for entity in parsed.briefing.entities}
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            for nth, place in enumerate(block.of("map")):
                if not located.get(place, True):
                    yield Problem(
                        "B211",
                        f"the entity `{place}` has no location",
                        parsed.document.span("sections", index, "content", number, "map", nth),
                        help="give it `location: [latitude, longitude]`, or take it off the map",
                    )


def _aliases(parsed: ParsedBriefing) -> Iterator[Problem]:
    """Aliases that find too much: of one letter, or of two entities, however each of them spells it."""
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
                    help="leave it out, or write the name in full: a letter finds every page that has it",
                )
                continue
            other, place = owner.setdefault(folded, (index, span))
            if other != index:
                yield Problem(
                    "B215",
                    f"`{alias}` is a name of `{entities[other].id}` too",
                    span,
                    severity="warning",
                    help="leave it to the one that readers mean by it",
                    related=((place, "the other"),),
                )


def _snapshots(project: Project, graph: Graph) -> Iterator[Problem]:
    for (_, source), (path, _) in sorted({**project.fingerprints, **project.snapshots}.items()):
        if source not in graph.sources and project.sources_complete:
            yield Problem(
                "B213",
                f"no source is called `{source}`",
                path=path,
                severity="warning",
                help=did_you_mean(source, graph.sources) or "name the file after its source's id",
            )


def _unused(project: Project, graph: Graph) -> Iterator[Problem]:
    """Sources that nothing cites; not while a briefing is broken, whose citations are unknown."""
    if project.broken:
        return
    repeated = {source.origin for source in graph.sources.values()}
    for slug, document in project.lists:
        if slug and slug not in project.briefings:
            continue  # a draft that is not made
        for index, source in enumerate(document.value.sources):
            if not graph.uses[source.id] and source.id not in repeated:
                yield Problem(
                    "B207",
                    f"nothing cites the source `{source.id}`",
                    document.span("sources", index, "id"),
                    severity="hint",
                    help="cite it, or take it out of the list",
                )
