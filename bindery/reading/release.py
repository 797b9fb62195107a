"""Makes of a project's files those that an edition at a handling level may be made from.

This is done before anything else reads the files. What may not be seen is not in them any more, so no page, index, count
or hash that is made from them can hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from bindery.model.briefing import Briefing, Claim
from bindery.model.names import NO_BRIEFING, Slug
from bindery.model.source import Source, SourceList
from bindery.reading import cutting, withheld_counts, withholding, yaml_tree
from bindery.reading.cross_references import KIND_PREFIXES
from bindery.reading.decode import decode
from bindery.reading.inputs import Release
from bindery.reading.project import EDITION, FOLDER, path_within_briefings, source_and_day
from bindery.reading.remarks import without_remarks
from bindery.reading.withheld_counts import WithheldCounts
from bindery.reading.withholding import OpenFile, Withholding
from bindery.text.problems import Problem
from bindery.text.span import Span, Text

NAMES_WITHHELD = "B619"
NOTHING = "B623"
CANNOT_CUT = "B624"
_MARK = "handling"
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAMED = re.compile(r"(?<![A-Za-z0-9])([@#])\{?([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
_LINKED = re.compile(r"\]\(([a-z0-9-]+)(?:/[a-z0-9/-]*)?(?:#([A-Za-z0-9-]+))?\)")


def released_files(
    files: Mapping[str, bytes], release: Release
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of a project at a level, and what an author has to decide before they can be published.

    Args:
        files: content of each file, by path relative to the project.
        release: the level.
    """
    if not release.level:
        return dict(files), ()
    opened = _Opened(files)
    held = opened.decided(release)
    problems = [*opened.faults, *held.problems, *_names_of_withheld(opened, held)]
    rest = {path: data for path, data in files.items() if path not in opened.faulty and not _goes(path, held)}
    for path, file in opened.files.items():
        if path in rest and (file.cut or file.replaced):
            del rest[path]
            text, found = _left_of(file, release.level)
            problems += found
            rest |= {path: text.content.encode()} if text else {}
    rest = _without_pictures(rest, opened)
    if not problems and not any(path.endswith("/briefing.yml") for path in rest):
        problems.append(_nothing(release.level))
    if release.counted:
        rest |= dict(_counts(opened, held))
    return rest, tuple(problems)


def _left_of(file: OpenFile, level: str) -> tuple[Text | None, list[Problem]]:
    """What is left of a file; None if nothing is, or if it cannot be cut, which is a problem."""
    if () in file.cut or not cutting.remaining_value(file.document.root, file.cut):
        return None, []
    text = cutting.without(file.text, file.document.root, file.cut, file.replaced)
    return text, [] if text else [_cannot_cut(file, level)]


class _Opened:
    """The files of a project that had to be read, because they have marks or name something that goes.

    Args:
        files: all files of the project.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.all = files
        self.files: dict[str, OpenFile] = {}
        self.texts: dict[str, Text] = {}
        self.tried: set[str] = set()
        self.faults: list[Problem] = []
        self.faulty: set[str] = set()
        for path, data in files.items():
            if _model(path):
                text, found = yaml_tree.decode_text(path, data)
                if text:
                    self.texts[path] = text
                else:
                    self.faults += found
                    self.faulty.add(path)
        marked = {
            _owner(path)
            for path, text in self.texts.items()
            if _MARK in text.content or "\\" in text.content  # an escape may hide the key
        }
        for path in self.texts:
            if _owner(path) in marked:
                self._open(path)

    def _open(self, path: str) -> None:
        """Read a file; of one that is faulty nothing is released, and its faults stop the build."""
        self.tried.add(path)
        model = _model(path)
        document, found = decode(self.texts[path], model) if model else (None, [])
        if document is None:
            self.faults += found
            self.faulty.add(path)
        else:
            self.files[path] = OpenFile(_owner(path), self.texts[path], document, kept=_is_kept(path))

    def decided(self, release: Release) -> Withholding:
        """What goes from the files at a level. Files that name something that goes are read as well."""
        words = {
            path: set(_WORD.findall(text.content))
            for path, text in self.texts.items()
            if path not in self.tried
        }
        while True:
            for file in self.files.values():
                file.cut.clear()
                file.replaced.clear()
            held = Withholding(tuple(self.files.values()), release.level, told=release.counted)
            held.decide()
            gone = {slug or name for slug, _, name in held.names} | held.briefings
            more = {_owner(path) for path, found in words.items() if not gone.isdisjoint(found)}
            unread = [path for path in words if _owner(path) in more]
            if not unread:
                return held
            for path in unread:
                del words[path]
                self._open(path)


def _model(path: str) -> type[Briefing | SourceList] | None:
    """The model of a file of YAML; None if it is another file."""
    match path_within_briefings(path):
        case (_, "sources.yml") | ("sources.yml",):
            return SourceList
        case (_, "briefing.yml"):
            return Briefing
        case (_, "editions", name) if EDITION.fullmatch(name):
            return Briefing
    return None


def _is_kept(path: str) -> bool:
    return "editions" in path_within_briefings(path)[1:2]


def _owner(path: str) -> Slug:
    """The briefing that a file belongs to; empty if it belongs to none."""
    parts = path_within_briefings(path)
    return Slug(parts[0]) if len(parts) > 1 else NO_BRIEFING


def _goes(path: str, held: Withholding) -> bool:
    """Whether a file goes as a whole: it is of a briefing or of a source that goes, or has a name that only we give."""
    match path_within_briefings(path):
        case (slug, *_) if slug in held.briefings:
            return True
        case (_, withheld_counts.NAME):
            return True
        case (_, "snapshots", name):
            return held.is_withheld(NO_BRIEFING, "source", str(source_and_day(name)[0]))
    return False


def _without_pictures(files: Mapping[str, bytes], opened: _Opened) -> dict[str, bytes]:
    """The files without the pictures and outlines that nothing shows in what is left of their briefings."""
    found: dict[str, bytes] = {}
    shown: dict[Slug, str] = {}
    for path, data in files.items():
        match path_within_briefings(path):
            case (slug, ("images" | "maps") as folder, name):
                owner = Slug(slug)
                if owner not in shown:
                    shown[owner] = _words_left(opened, f"{FOLDER}/{owner}/briefing.yml")
                if f"{folder}/{name}" in shown[owner]:
                    found[path] = data
            case _:
                found[path] = data
    return found


def _words_left(opened: _Opened, path: str) -> str:
    file = opened.files.get(path)
    if not file:
        return opened.texts[path].content if path in opened.texts else ""
    return "\n".join(one.value for _, one in cutting.remaining_scalars(file.document.root, file.cut))


def _names_of_withheld(opened: _Opened, held: Withholding) -> Iterator[Problem]:
    """An error for each place in the prose of a briefing that names something that goes."""
    for file in opened.files.values():
        if file.kept or () in file.cut or not held.names:
            continue
        for _, scalar in cutting.remaining_scalars(file.document.root, file.cut):
            words = without_remarks(scalar.value)
            if "@" not in words and "#" not in words and "](" not in words:
                continue
            for name in dict.fromkeys(_withheld_in(words, file.slug, held)):
                yield _names(scalar.span, name, held.level)


def _withheld_in(words: str, slug: Slug, held: Withholding) -> Iterator[str]:
    """The names in some prose of what goes, as they are written: `@source`, `#claim`, `briefing#claim`."""
    for sign, written in _NAMED.findall(words):
        name = written.lower()
        if sign == "@" and held.is_withheld(slug, "source", name):
            yield f"{sign}{written}"
        if sign == "#" and _is_part(slug, name, held):
            yield f"{sign}{written}"
    for briefing, part in _LINKED.findall(words):
        if briefing in held.briefings or (part and _is_part(Slug(briefing), part.lower(), held)):
            yield f"{briefing}#{part}" if part else briefing


def _is_part(slug: Slug, name: str, held: Withholding) -> bool:
    """Whether an id, which may have its kind before it, is that of a part that goes."""
    names = {name, *(name.removeprefix(f"{prefix}-") for prefix in KIND_PREFIXES)}
    kinds = ("claim", "entity", "dataset", "dispute", "part")
    return any(held.is_withheld(slug, kind, one) for kind in kinds for one in names)


def _names(span: Span, name: str, level: str) -> Problem:
    return Problem(
        NAMES_WITHHELD,
        f"this names `{name}`, which may not be seen at {level}",
        span.find(name),
        help="put this text into a block or a part of its own, and mark that as strictly; or write it without the name",
    )


def _cannot_cut(file: OpenFile, level: str) -> Problem:
    return Problem(
        CANNOT_CUT,
        f"what may not be seen at {level} cannot be cut out of this file",
        path=file.text.path,
        help="write the marked parts as keys and list items on lines of their own, without `?` before a key",
    )


def _nothing(level: str) -> Problem:
    return Problem(
        NOTHING,
        f"no briefing may be seen at {level}",
        path=FOLDER,
        help="mark a briefing with the level of its title and summary, and in it the parts that fewer readers may see",
    )


def _counts(opened: _Opened, held: Withholding) -> Iterator[tuple[str, bytes]]:
    """For each briefing that something was taken from, a file that says how much."""
    for path, file in opened.files.items():
        if not isinstance(file.document.value, Briefing) or file.kept or not file.cut or () in file.cut:
            continue
        counts = WithheldCounts(
            level=held.level,
            sources=len(_gone_sources(opened.files.values(), file)),
            claims=sum(isinstance(part, Claim) and not file.has(at) for at, part in file.parts),
            evidence=withholding.withheld_evidence(file),
            against=withholding.withheld_evidence(file, withholding.AGAINST),
        )
        yield str(PurePosixPath(path).parent / withheld_counts.NAME), counts.as_bytes()


def _gone_sources(files: Iterable[OpenFile], briefing: OpenFile) -> set[str]:
    """The ids of the sources that go and that a briefing names in its fields or its prose."""
    gone = {
        str(part.id)
        for file in files
        for path, part in file.parts
        if isinstance(part, Source) and not file.has(path)
    }
    words = {written for _, written in _NAMED.findall(briefing.text.content)}
    return gone & {*words, *(str(name) for _, name in briefing.references)}


__all__ = ["released_files"]
