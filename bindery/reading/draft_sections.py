"""Takes draft sections out of the files of a project, with what only they name, before anything else reads the files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bindery.reading import cutting, yaml_tree
from bindery.reading.cross_references import KIND_PREFIXES
from bindery.reading.remarks import without_remarks
from bindery.reading.yaml_tree import Node, ParsedYaml, Path, Scalar, Sequence
from bindery.text.problems import Problem
from bindery.text.span import Text

NOTHING_LEFT = "B628"
CANNOT_CUT = "B629"
_FILE = re.compile(r"briefings/([^/]+)/(?:briefing|editions/[1-9]\d{0,5})\.yml")
_OF_BRIEFING = re.compile(r"(briefings/[^/]+)/((?:images|maps)/.+)")
_NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_NAMED = re.compile(r"[@#]\{?([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
_DISPUTES = "disputes"  # they go with their claims, and are shown though nothing names them
_LISTS = ("claims", "entities", "datasets", _DISPUTES)  # what goes if nothing else names it
_WORDS = ("was", "tags", "aliases", "name", "title", "label", "unit", "x", "kind", "status", "stance")


@dataclass
class PublishedFiles:
    """The files of a project without draft sections.

    Attributes:
        files: content of each file, by path.
        left_out: paths of the files that only draft sections show.
        names: the ids that only draft sections name, such as those of sources.
        problems: what has to be done before the rest can be published.
        trees: the text of each file that was looked at and stays as it is, with what was read from it.
    """

    files: dict[str, bytes]
    left_out: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    trees: dict[str, tuple[Text, ParsedYaml]] = field(default_factory=dict)


def published_files(files: Mapping[str, bytes]) -> PublishedFiles:
    """The files of a project without draft sections, and without what only they name or show.

    Args:
        files: content of each file, by path relative to the project.
    """
    found = PublishedFiles(dict(files))
    shown: dict[str, set[str]] = {}  # pictures and maps that only drafts show, by folder of the briefing
    for path, data in files.items():
        # A backslash may hide the word.
        if not (b"draft" in data or b"\\" in data) or not _FILE.fullmatch(path):
            continue
        text, _ = yaml_tree.decode_text(path, data)
        if text is None:
            continue  # it cannot be read, which is reported elsewhere
        root = (parsed := yaml_tree.parse_yaml(text))[0]
        drafts = _drafts(root) if root and _value(root, "status") != "draft" else set()
        if not (root and drafts):
            found.trees[path] = text, parsed
        else:
            _cut(found, text, _Cut(root, drafts))
            if path.endswith("/briefing.yml"):
                shown[path.removesuffix("/briefing.yml")] = _files_of_drafts(root, drafts)
    for path in files if shown else ():
        place = _OF_BRIEFING.fullmatch(path)
        if place and place[2] in shown.get(place[1], ()):
            del found.files[path]
            found.left_out.add(path)
    return found


class _Cut:
    """What goes from a file: its drafts, and what only they name.

    Args:
        root: the tree of the file.
        drafts: the paths of its draft sections.
    """

    def __init__(self, root: Node, drafts: set[Path]) -> None:
        self.root = root
        parts = dict(_parts(root))
        wanted = _names(root, drafts)
        candidates: dict[Path, str] = {}
        while more := {path: key for path, key in parts.items() if key in wanted and path not in candidates}:
            candidates |= more
            wanted |= _names(root, set(more))
        candidates = {path: key for path, key in candidates.items() if path[0] != _DISPUTES}
        candidates |= _disputes_of(root, set(candidates.values()))
        self.paths = {*drafts, *self._alone(drafts, candidates)}
        self.names = _names(root, self.paths) - self._left(self.paths)

    def _alone(self, drafts: set[Path], candidates: Mapping[Path, str]) -> dict[Path, str]:
        """Those of some parts that nothing else names; parts that name each other go together."""
        found = dict(candidates)
        while True:
            named = self._left(drafts | found.keys())
            fewer = {path: key for path, key in found.items() if key not in named}
            other = _disputes_of(self.root, set(fewer.values()))
            fewer = {path: key for path, key in fewer.items() if path[0] != _DISPUTES or path in other}
            if len(fewer) == len(found):
                return fewer
            found = fewer

    def _left(self, cut: set[Path]) -> set[str]:
        """The names in what is left."""
        return {name for path, name in _named(self.root) if not cutting.is_cut(path, cut)}


def _cut(found: PublishedFiles, text: Text, cut: _Cut) -> None:
    """Cut a file; a file that cannot be published without its drafts is a problem, and is not published."""
    kept = not text.path.endswith("/briefing.yml")
    paths = _whole_lists(cut.root, cut.paths)
    if ("sections",) in paths and not kept:
        found.problems.append(_nothing_left(cut.root, text))
    rest = None if ("sections",) in paths else cutting.without(text, cut.root, paths, {})
    if rest:
        found.files[text.path] = rest.content.encode()
        found.names |= cut.names
        return
    del found.files[text.path]
    if ("sections",) not in paths:
        found.problems.append(_cannot_cut(text))


def _whole_lists(root: Node, paths: set[Path]) -> set[Path]:
    """The paths, with the list itself in place of all of its items."""
    found = set(paths)
    for name in {str(path[0]) for path in paths}:
        node = yaml_tree.node_at(root, (name,))
        own = {path for path in paths if path[0] == name}
        if isinstance(node, Sequence) and len(node.items) == len(own):
            found = (found - own) | {(name,)}
    return found


def _value(node: Node, key: str) -> str:
    below = yaml_tree.node_at(node, (key,))
    return without_remarks(below.value) if isinstance(below, Scalar) else ""


def _drafts(root: Node) -> set[Path]:
    """The paths of the draft sections."""
    sections = yaml_tree.node_at(root, ("sections",))
    if not isinstance(sections, Sequence):
        return set()
    return {
        ("sections", index)
        for index, section in enumerate(sections.items)
        if _value(section, "status") == "draft"
    }


def _disputes_of(root: Node, gone: set[str]) -> dict[Path, str]:
    """The disputes all of whose claims go, by path, each with its id."""
    disputes = yaml_tree.node_at(root, (_DISPUTES,))
    found: dict[Path, str] = {}
    for index, item in enumerate(disputes.items if isinstance(disputes, Sequence) else ()):
        claims = yaml_tree.node_at(item, ("claims",))
        if isinstance(claims, Sequence) and claims.items:
            names = {one.value.lower() for one in claims.items if isinstance(one, Scalar)}
            if names <= gone:
                found[_DISPUTES, index] = _value(item, "id").lower()
    return found


def _parts(root: Node) -> Iterator[tuple[Path, str]]:
    """The path and the id of each part that goes if nothing names it."""
    for name in _LISTS:
        listed = yaml_tree.node_at(root, (name,))
        if isinstance(listed, Sequence):
            for index, item in enumerate(listed.items):
                if key := _value(item, "id"):
                    yield (name, index), key.lower()


def _named(root: Node) -> Iterator[tuple[Path, str]]:
    """Each name of a part in a file, in small letters, with the path of the value that has it."""
    for path, scalar in cutting.remaining_scalars(root, ()):
        keys = [step for step in path if isinstance(step, str)]
        if keys and keys[-1] in ("id", "map") and len(keys) == 2:  # noqa: PLR2004  its own id, as in claims, 3, id
            continue
        value = without_remarks(scalar.value).strip()
        if _NAME.fullmatch(value) and not (keys and keys[-1] in _WORDS):
            yield path, value.lower()
        for name in _NAMED.findall(value):
            yield path, name.lower()
            for prefix in KIND_PREFIXES:
                if name.lower().startswith(f"{prefix}-"):
                    yield path, name.lower().removeprefix(f"{prefix}-")


def _names(root: Node, within: set[Path]) -> set[str]:
    """The names in some parts of a file."""
    return {name for path, name in _named(root) if cutting.is_cut(path, within)}


def _files_of_drafts(root: Node, drafts: set[Path]) -> set[str]:
    """The pictures and maps that only draft sections name, by path in the folder of the briefing."""
    files = {
        (cutting.is_cut(path, drafts), scalar.value.strip())
        for path, scalar in cutting.remaining_scalars(root, ())
        if scalar.value.strip().startswith(("images/", "maps/"))
    }
    return {file for draft, file in files if draft and (False, file) not in files}


def _nothing_left(root: Node, text: Text) -> Problem:
    key = root.key("sections") if isinstance(root, yaml_tree.Mapping) else None
    return Problem(
        NOTHING_LEFT,
        "every section of this briefing is a draft, so that there is nothing to publish",
        key.span if key else text.span(0, 0),
        help="write `status: draft` for the whole briefing, or delete it from a section that is finished",
    )


def _cannot_cut(text: Text) -> Problem:
    return Problem(
        CANNOT_CUT,
        "the draft sections cannot be cut out of this file",
        path=text.path,
        help="write sections as keys and list items on lines of their own, without `?` before a key",
    )


__all__ = ["PublishedFiles", "published_files"]
