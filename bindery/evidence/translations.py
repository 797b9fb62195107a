"""Compares the language versions of a briefing: what has changed since it was translated, what is missing, and figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bindery.evidence.register import register_claims
from bindery.model.briefing import Briefing
from bindery.model.names import Slug
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.project import Project
from bindery.reading.translated import original_id
from bindery.text import numerals
from bindery.text.figure import Figure
from bindery.text.problems import Problem, did_you_mean
from bindery.text.span import Span

NO_ORIGINAL = "B660"  # code of the problem that no original has the name under `translation_of`
Path = tuple[str | int, ...]
_HASH_LENGTH = 12  # hexadecimal digits
_FIRST_SCREEN = ("title", "subtitle", "question", "answer", "summary")
_KINDS = {"claim": "claims", "section": "sections", "briefing": ""}
_LISTED = 5  # missing parts that a problem names


@dataclass(frozen=True)
class TranslatablePart:
    """A part of a briefing that is translated as a whole.

    Attributes:
        kind: `claim`, `section` or `briefing`, which stands for the texts of its first screen.
        id: its id; empty for the briefing.
        path: where it is in the file; empty for the briefing.
        text: its words.
    """

    kind: str
    id: str
    path: Path
    text: str

    @property
    def hash(self) -> str:
        """A hash of its words, however they are broken into lines."""
        return sha256(" ".join(self.text.split()).encode()).hexdigest()[:_HASH_LENGTH]


@dataclass(frozen=True)
class TranslatedPart:
    """A part of a translation, and what it translates.

    Attributes:
        part: the part of the translation.
        original: the part of the original; None if it has none.
        noted: the hash of the original's words when it was translated, as the author has it; may be empty.
    """

    part: TranslatablePart
    original: TranslatablePart | None
    noted: str

    @property
    def is_stale(self) -> bool:
        """Whether the original has changed since this was translated."""
        return bool(self.original and self.noted and self.noted != self.original.hash)


def parts_of(parsed: ParsedBriefing) -> dict[tuple[str, str], TranslatablePart]:
    """The parts of a briefing that are translated, by kind and id, in reading order."""
    briefing = parsed.briefing
    first = "\n".join(str(getattr(briefing, name) or "") for name in _FIRST_SCREEN)
    found = [TranslatablePart("briefing", "", (), first)]
    register = register_claims(parsed)
    for key, claim in register.claims.items():
        words = f"{claim.text}\n{claim.note or ''}"
        found.append(TranslatablePart("claim", str(key), register.paths[key], words))
    for index, section in enumerate(briefing.sections):
        written = (section.title, section.summary, *(block.model_dump() for block in section.content))
        words = "\n".join(text for one in written for text in _texts(one))
        found.append(TranslatablePart("section", str(section.id), ("sections", index), words))
    return {(part.kind, part.id): part for part in found}


def translated_parts(parsed: ParsedBriefing, original: ParsedBriefing) -> list[TranslatedPart]:
    """The parts of a translation, each with the part that it translates."""
    known = parts_of(original)
    found = []
    for (kind, _), part in parts_of(parsed).items():
        written = _written(parsed.briefing, parsed, part)
        key = (kind, original_id(written) if part.id else "")
        found.append(TranslatedPart(part, known.get(key), str(getattr(written, "original_hash", None) or "")))
    return found


def original_of(parsed: ParsedBriefing, briefings: Mapping[Slug, ParsedBriefing]) -> ParsedBriefing | None:
    """The briefing that another one is a translation of; None if it is none, or the original is not there."""
    name = Slug(parsed.briefing.translation_of or "")
    return briefings.get(name) if name != parsed.slug else None


def check_translations(project: Project) -> Iterator[Problem]:
    """What is wrong with the language versions of briefings (B660 to B665)."""
    for parsed in project.briefings.values():
        if not parsed.briefing.translation_of:
            continue
        original = original_of(parsed, project.briefings)
        if original is None or original.briefing.translation_of:
            yield from _no_original(parsed, original, project)
            continue
        parts = translated_parts(parsed, original)
        for found in parts:
            yield from _part_problems(parsed, original, found)
        yield from _without_hash(parsed, parts)
        yield from _missing(parsed, original, parts)


def _no_original(
    parsed: ParsedBriefing, original: ParsedBriefing | None, project: Project
) -> Iterator[Problem]:
    """An error (B660) for a name under `translation_of` that is not that of an original."""
    name = Slug(parsed.briefing.translation_of or "")
    if name in project.broken:
        return
    if original is not None:
        said = f"`{name}` is a translation itself"
        remedy = f"write the name of the original: `translation_of: {original.briefing.translation_of}`"
    elif name == parsed.slug:
        said, remedy = (
            "a briefing cannot be a translation of itself",
            "write the name of the folder of the original",
        )
    elif name in project.drafts:
        said, remedy = f"`{name}` is a draft, so readers could not compare it", "publish it first"
    else:
        said = f"no briefing is called `{name}`"
        names = [slug for slug in project.briefings if slug != parsed.slug]
        remedy = did_you_mean(name, names) or "write the name of the folder of the original"
    yield Problem(NO_ORIGINAL, said, parsed.document.span("translation_of"), help=remedy)


def _part_problems(
    parsed: ParsedBriefing, original: ParsedBriefing, found: TranslatedPart
) -> Iterator[Problem]:
    """What is wrong with one part of a translation."""
    part, source = found.part, found.original
    called = "the title, answer or summary" if part.kind == "briefing" else f"the {part.kind} `{part.id}`"
    place = _place(parsed, part)
    if source is None:
        yield Problem(
            "B664",
            f"{called} is not in the original",
            place,
            severity="hint",
            help=f"write `original: ID` with the id of the {part.kind} that it translates, if there is one",
        )
        return
    update = f"`bindery translations update {parsed.slug}`"
    related = ((_place(original, source), "the original"),)
    if found.is_stale:
        yield Problem(
            "B661",
            f"{called} of the original has changed since this was translated"
            if part.kind == "briefing"
            else f"the original of {called} has changed since it was translated",
            parsed.document.span(*part.path, "original_hash"),
            severity="warning",
            help=f"compare the two, correct the translation, then run {update}",
            related=related,
        )
    yield from _figures(parsed, original, found, related)


def _figures(
    parsed: ParsedBriefing,
    original: ParsedBriefing,
    found: TranslatedPart,
    related: tuple[tuple[Span, str], ...],
) -> Iterator[Problem]:
    """A warning (B665) for the figures and dates of one text that are not in the other."""
    source = found.original
    if source is None:
        return
    here, there = str(parsed.briefing.language), str(original.briefing.language)
    added = differing(found.part.text, here, source.text, there)
    whole = found.part.kind == "claim" or parsed.briefing.extent == "whole"
    lost = differing(source.text, there, found.part.text, here) if whole else []
    for figures, message in (
        (added, "the original does not have"),
        (lost, "this translation lacks"),
    ):
        if figures:
            yield Problem(
                "B665",
                f"{message} {', '.join(f'`{figure}`' for figure in figures[:_LISTED])}",
                _place(parsed, found.part),
                severity="warning",
                help=f"make them the same: here {_shown(found.part.text)}, in the original {_shown(source.text)}",
                related=related,
            )


def _without_hash(parsed: ParsedBriefing, parts: list[TranslatedPart]) -> Iterator[Problem]:
    """A hint (B662) that parts of a translation do not say which text of the original they translate."""
    number = sum(bool(found.original) and not found.noted for found in parts)
    if number:
        said = "1 part of this translation does" if number == 1 else f"{number} parts of this translation do"
        yield Problem(
            "B662",
            f"{said} not say which text of the original was translated",
            parsed.document.span("translation_of"),
            severity="hint",
            help=f"compare the two, then run `bindery translations update {parsed.slug}`",
        )


def _missing(
    parsed: ParsedBriefing, original: ParsedBriefing, parts: list[TranslatedPart]
) -> Iterator[Problem]:
    """A hint (B663) for the claims and sections of the original that a translation does not have."""
    if parsed.briefing.extent != "whole":
        return
    there = {(found.original.kind, found.original.id) for found in parts if found.original}
    for kind in ("claim", "section"):
        names = [key[1] for key in parts_of(original) if key[0] == kind and key not in there]
        if names:
            shown = ", ".join(f"`{name}`" for name in names[:_LISTED])
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            noun = kind if len(names) == 1 else f"{kind}s"
            yield Problem(
                "B663",
                f"{len(names)} {noun} of the original {'is' if len(names) == 1 else 'are'} missing: {shown}{more}",
                parsed.document.span("translation_of"),
                severity="hint",
                help="translate them, or write `extent: shortened` if they are left out on purpose",
            )


def differing(text: str, language: str, other: str, its_language: str) -> list[str]:
    """The figures and dates of a text, as written, that another text does not have."""
    known = list(_found(other, its_language))
    found: dict[str, None] = {}
    for figure in _found(text, language):
        if not figure.weak and not any(_same(figure, one) for one in known):
            written = text[figure.start : figure.end]
            if written not in other:
                found[written] = None
    return list(found)


def _found(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a text in a language; dates too."""
    return numerals.find_figures(text, language, only=True)


def _same(one: Figure, other: Figure) -> bool:
    if one.day and other.day:
        return other.day.says(one.day) or one.day == other.day
    if one.day or other.day:
        return one.value is not None and one.value == other.value
    if one.value is None or other.value is None:
        return one.token == other.token
    return one.value == other.value


def _written(briefing: Briefing, parsed: ParsedBriefing, part: TranslatablePart) -> Any:
    """The claim, section or briefing of a part."""
    found: Any = briefing
    for step in part.path:
        found = found[step] if isinstance(step, int) else getattr(found, step)
    return found if part.path or part.kind == "briefing" else parsed.briefing


def _place(parsed: ParsedBriefing, part: TranslatablePart) -> Span:
    step = {"briefing": "title", "claim": "text", "section": "title"}[part.kind]
    return parsed.document.span(*part.path, step)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a block, in the order of its fields; ids and names of files are texts too."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) < 120 else words[:120].rsplit(' ', 1)[0] + ' …'}”"  # noqa: PLR2004  characters
