"""Follows the references between the parts of briefings, and gives each link its words: `Figure 2`, a title, a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import NamedTuple

from bindery.model.briefing import Claim
from bindery.model.names import Slug
from bindery.reading import fault_codes
from bindery.reading.numbering import HEADING, PREFIXES, HeadingIds, numbered_blocks
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.prose import Destination, PartReference, Prose
from bindery.text.problems import Problem, did_you_mean
from bindery.text.span import Span

Path = tuple[str | int, ...]

_PLACE = re.compile(r'<bindery-ref n="(\d+)">(.*?)</bindery-ref>', re.DOTALL)
_PREFIXES = {
    **PREFIXES,
    "section": "sec",
    "heading": "sec",
    "claim": "claim",
    "entity": "entity",
    "event": "event",
    "assessment": "assessment",
    "question": "question",
}
KIND_PREFIXES = frozenset(_PREFIXES.values())
_PAGES = {"claim": "claims", "entity": "entities", "event": "timeline"}


Refuse = Callable[[str, str, str], None]
"""Reports a reference that leads nowhere: code, message and remedy."""


class Target(NamedTuple):
    """A part of a briefing that a reference can lead to.

    Attributes:
        kind: `figure`, `table`, `section`, `heading`, `claim`, `entity`, `event`, `assessment` or `question`.
        id: its id.
        words: what a link to it says.
        page: the page of the briefing that has it; empty for the overview.
        anchor: id of its element on that page; empty for the page itself.
    """

    kind: str
    id: str
    words: str
    page: str
    anchor: str

    @property
    def full(self) -> str:
        """Its id with its kind, which is unique: `fig-toll`."""
        return f"{_PREFIXES[self.kind]}-{self.id}"


def targets_of(parsed: ParsedBriefing) -> tuple[Target, ...]:
    """The parts of a briefing that a reference can lead to, in reading order. Its headings must have their ids."""
    return tuple(_targets(parsed))


def _targets(parsed: ParsedBriefing) -> Iterator[Target]:
    briefing = parsed.briefing
    for block in numbered_blocks(briefing):
        if block.id:
            yield Target(block.kind, block.id, block.label, block.section, block.anchor)
    for section in briefing.sections:
        yield Target("section", str(section.id), str(section.title), str(section.id), "")
    yield from _headings(parsed)
    yield from _claims(parsed)
    for entity in briefing.entities:
        yield Target("entity", str(entity.id), str(entity.name), "entities", str(entity.id))
    for event in briefing.events:
        yield Target("event", str(event.id), str(event.title), "timeline", str(event.id))
    for key in ("assessments", "questions"):
        for index, item in enumerate(getattr(briefing, key)):
            yield Target(key[:-1], str(item.id), parsed.prose[key, index, "text"].words, "", str(item.id))


def _headings(parsed: ParsedBriefing) -> Iterator[Target]:
    """The headings within sections."""
    for path, prose in parsed.prose.items():
        if path[0] == "sections" and "content" in path and "<h" in prose.html:
            page = str(parsed.briefing.sections[int(path[1])].id)
            for _, name, words in HEADING.findall(prose.html):
                if name:
                    yield Target("heading", name, Prose(words).words, page, name)


def _claims(parsed: ParsedBriefing) -> Iterator[Target]:
    for key in ("key_points", "claims"):
        for index, claim in enumerate(getattr(parsed.briefing, key)):
            if isinstance(claim, Claim):
                words = parsed.prose[key, index, "text"].words
                yield Target("claim", str(claim.id), words, "claims", str(claim.id))


def resolve_references(
    briefings: Mapping[Slug, ParsedBriefing], *, drafts: Collection[Slug] = (), broken: Collection[Slug] = ()
) -> tuple[dict[Slug, ParsedBriefing], list[Problem]]:
    """The briefings with an id for each heading of a section, and with words and an address for each reference.

    Args:
        briefings: the briefings that are built.
        drafts: slugs of those that are not, because they are drafts.
        broken: slugs of those that could not be read.
    """
    problems: list[Problem] = []
    named = {slug: _with_headings(parsed, problems) for slug, parsed in briefings.items()}
    referring = {
        slug: parsed
        for slug, parsed in named.items()
        if any(prose.references for prose in parsed.prose.values())
    }
    if not referring:
        return named, problems
    site = _Site(named, drafts, broken)
    resolved = {slug: site.resolved(parsed, problems) for slug, parsed in referring.items()}
    return {**named, **resolved}, problems


def _with_headings(parsed: ParsedBriefing, problems: list[Problem]) -> ParsedBriefing:
    """A briefing in which each heading within a section has an id; reports ids that are used twice."""
    found: dict[int, list[Path]] = {}
    for path, prose in parsed.prose.items():
        if path[0] == "sections" and "content" in path and "<h" in prose.html and HEADING.search(prose.html):
            found.setdefault(int(path[1]), []).append(path)
    if not found:
        return parsed
    changed: dict[Path, Prose] = {}
    for paths in found.values():
        ids = HeadingIds()
        for path in paths:
            problems += [
                Problem(
                    fault_codes.HEADING_ID,
                    f"the id `{twice}` of a heading is used twice in this section",
                    parsed.document.span(*path).find(
                        f"#{twice}", parsed.prose[path].html.count(f'id="{twice}"') - 1
                    ),
                    help="give one of the headings another id, or none",
                )
                for twice in ids.reserve(parsed.prose[path].html)
            ]
        for path in paths:
            changed[path] = replace(parsed.prose[path], html=ids.named(parsed.prose[path].html))
    return replace(parsed, prose={**parsed.prose, **changed})


class _Site:
    """The briefings of a site, by which references are followed.

    Args:
        briefings: the briefings that are built; their headings have ids.
        drafts: slugs of those that are not, because they are drafts.
        broken: slugs of those that could not be read.
    """

    def __init__(
        self, briefings: Mapping[Slug, ParsedBriefing], drafts: Collection[Slug], broken: Collection[Slug]
    ) -> None:
        self.briefings = briefings
        self.drafts = drafts
        self.broken = broken
        self._targets: dict[Slug, tuple[Target, ...]] = {}

    def resolved(self, parsed: ParsedBriefing, problems: list[Problem]) -> ParsedBriefing:
        """A briefing with words and an address for each of its references. Adds what leads nowhere to `problems`."""
        changed: dict[Path, Prose] = {}
        others: set[Slug] = set()
        for path, prose in parsed.prose.items():
            if not prose.references:
                continue
            found: list[tuple[PartReference, Target | None]] = []
            for reference in prose.references:
                target = self._follow(parsed, reference, parsed.document.span(*path), problems)
                found.append((reference, target))
                if reference.briefing:
                    others.add(Slug(reference.briefing))
            changed[path] = _filled(prose, parsed.slug, found)
        return replace(parsed, prose={**parsed.prose, **changed}, refers_to=frozenset(others - {parsed.slug}))

    def _follow(
        self, parsed: ParsedBriefing, reference: PartReference, span: Span, problems: list[Problem]
    ) -> Target | None:
        """What a reference leads to; None if it is not known, which is added to `problems`."""
        slug = Slug(reference.briefing) or parsed.slug
        place = span.find(reference.written)

        def refuse(code: str, message: str, remedy: str) -> None:
            problems.append(Problem(code, message, place, help=remedy))

        if slug in self.broken:
            return None
        if slug in self.drafts:
            refuse(
                fault_codes.DRAFT,
                f"the briefing `{slug}` is a draft, so readers could not follow this link",
                "publish it first, or delete the link",
            )
            return None
        if slug not in self.briefings:
            near = did_you_mean(slug, self.briefings)
            refuse(
                fault_codes.UNKNOWN_PART,
                f"no briefing is called `{slug}`",
                near or self._remedy(parsed, slug),
            )
            return None
        return self._part(slug, reference, refuse)

    def _remedy(self, parsed: ParsedBriefing, name: str) -> str:
        """What to do about the name of a briefing that does not exist: it may be a part of this one."""
        if any(target.id == name for target in self.targets(parsed.slug)):
            return f"write `#{name}` for the part of this briefing"
        return "write the name of a folder in `briefings/`, `#id` for a part of this briefing, or https://… for a page"

    def _part(self, slug: Slug, reference: PartReference, refuse: Refuse) -> Target | None:
        """The part of a briefing that a reference names."""
        if not reference.target and not reference.page:
            return Target("section", "", str(self.briefings[slug].briefing.title), "", "")
        targets = self.targets(slug)
        if reference.page:
            targets = tuple(target for target in targets if target.page == reference.page)
        if not reference.target:
            targets = tuple(target for target in targets if target.kind == "section")
        found = _called(reference.target or reference.page, targets)
        if not found:
            name, remedy = self._missing(slug, reference, targets)
            refuse(fault_codes.UNKNOWN_PART, f"nothing there is called `{name}`", remedy)
        elif len(found) > 1:
            forms = " or ".join(f"`#{target.full}`" for target in found[:3])
            message = f"`{reference.target}` is the id of {_counted(found)}"
            refuse(fault_codes.AMBIGUOUS_PART, message, f"write {forms}")
        return found[0] if len(found) == 1 else None

    def _missing(self, slug: Slug, reference: PartReference, targets: tuple[Target, ...]) -> tuple[str, str]:
        """The name in a reference that nothing has, and what to write instead."""
        if reference.page and not targets:
            pages = [str(section.id) for section in self.briefings[slug].briefing.sections]
            remedy = "write the id of a section after the name of the briefing"
            return reference.page, did_you_mean(reference.page, pages) or remedy
        name = reference.target or reference.page
        known = dict.fromkeys([*(t.id for t in targets), *(t.full for t in targets)])
        remedy = (
            "write the id of a section, heading, claim, chart, map, image, table, event or entity;"
            " a block has one if you add `id:` to it"
        )
        return name, did_you_mean(name, known) or remedy

    def targets(self, slug: Slug) -> tuple[Target, ...]:
        """The parts of a briefing that references can lead to."""
        if slug not in self._targets:
            self._targets[slug] = targets_of(self.briefings[slug])
        return self._targets[slug]


def _called(name: str, targets: Iterable[Target]) -> list[Target]:
    """The parts with an id, or else those with an id and its kind (`fig-toll`), or with an id in other capitals."""
    targets = list(targets)
    found = [target for target in targets if name == target.id]
    found = found or [target for target in targets if name == target.full]
    return found or [target for target in targets if name.casefold() == target.id.casefold()]


def _counted(found: Iterable[Target]) -> str:
    kinds = list(dict.fromkeys(target.kind for target in found))
    if len(kinds) == 1:
        return f"several {kinds[0]}s"
    words = [f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in kinds]
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _filled(prose: Prose, slug: Slug, found: list[tuple[PartReference, Target | None]]) -> Prose:
    """Some prose with words and addresses for its references."""

    def words(match: re.Match[str]) -> str:
        reference, target = found[int(match[1])]
        if reference.worded:
            return match[0]
        said = target.words if target else reference.target or reference.briefing
        return f'<bindery-ref n="{match[1]}" data-made="1">{escape(said, quote=False)}</bindery-ref>'

    destinations = tuple(
        Destination(f"{reference.briefing or slug}/{f'{target.page}/' if target.page else ''}", target.anchor)
        if target
        else None
        for reference, target in found
    )
    return replace(prose, html=_PLACE.sub(words, prose.html), destinations=destinations)
