"""The language server: it completes ids, shows what they name, leads to them, and reports problems while one types.

Language Server Protocol 3.17, https://microsoft.github.io/language-server-protocol/.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec, ServerTextPosition, TextDocument

from bindery import __version__
from bindery.editor import known_things
from bindery.editor.known_things import KnownThing
from bindery.editor.unsaved_project import UnsavedProject
from bindery.reading.project import FOLDER
from bindery.reading.reference_at import thing_at, thing_before
from bindery.text.problems import Problem
from bindery.text.span import Span

_PAUSE = 0.25  # seconds without a key after which problems are looked for
_WATCHED = (".yml", ".yaml")
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "hint": types.DiagnosticSeverity.Information,
}
_ICONS = {
    "source": types.CompletionItemKind.Reference,
    "origin": types.CompletionItemKind.Reference,
    "claim": types.CompletionItemKind.Value,
    "entity": types.CompletionItemKind.Class,
}


@dataclass
class _Opened:
    """A project of which a file is open.

    Attributes:
        project: the project.
        shown: the files of which problems are shown.
        checking: the check that is going on; None if none is.
        again: whether something changed since it began.
    """

    project: UnsavedProject
    shown: set[str] = field(default_factory=set)
    checking: asyncio.Task[None] | None = None
    again: bool = False


class BinderyServer(LanguageServer):
    """A language server for briefings.

    Args:
        root: the project's folder; None to find it above each file.
        pause: seconds without a key after which problems are looked for.
    """

    def __init__(self, root: Path | None = None, pause: float = _PAUSE) -> None:
        super().__init__("bindery", __version__)
        self._root = root.resolve() if root else None
        self._pause = pause
        self._projects: dict[Path, _Opened] = {}

    def place(self, uri: str) -> tuple[_Opened, str] | None:
        """The project of a file and the path of the file in it; None if it belongs to none."""
        written = uris.to_fs_path(uri)
        if not written or not written.endswith(_WATCHED):
            return None
        path = Path(written)
        root = self._root or UnsavedProject.around(path)
        if root is None:
            return None
        for one in (path, path.resolve()):
            if one.is_relative_to(root / FOLDER):
                opened = self._projects.setdefault(root, _Opened(UnsavedProject(root)))
                return opened, one.relative_to(root).as_posix()
        return None

    def unsaved(self, project: UnsavedProject) -> dict[str, str]:
        """The texts of the files of a project that are open, by path."""
        found = {}
        for uri, document in self.workspace.text_documents.items():
            place = self.place(uri)
            if place and place[0].project is project:
                found[place[1]] = _text(document)
        return found

    def changed(self, uri: str) -> None:
        """Looks for problems, once nobody types any more."""
        place = self.place(uri)
        if not place:
            return
        opened = place[0]
        opened.again = True
        if opened.checking is None or opened.checking.done():
            opened.checking = asyncio.get_running_loop().create_task(self._check(opened))

    async def _check(self, opened: _Opened) -> None:
        while opened.again:
            opened.again = False
            await asyncio.sleep(self._pause)
            if opened.again:
                continue
            unsaved = self.unsaved(opened.project)
            found = await asyncio.to_thread(opened.project.problems, unsaved)
            if not opened.again:  # otherwise the places may no longer be right
                self._publish(opened, found, unsaved)

    def _publish(self, opened: _Opened, problems: Iterable[Problem], unsaved: Mapping[str, str]) -> None:
        by_file: dict[str, list[types.Diagnostic]] = {path: [] for path in (*opened.shown, *unsaved)}
        for problem in problems:
            if problem.file:
                by_file.setdefault(problem.file, []).append(self._diagnostic(problem, opened.project))
        opened.shown = {path for path, found in by_file.items() if found}
        for path, found in by_file.items():
            uri = self._uri(opened.project, path)
            document = self.workspace.text_documents.get(uri)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, found, document.version if document else None)
            )

    def _uri(self, project: UnsavedProject, path: str) -> str:
        """The address of a file, as the editor writes it where the file is open."""
        for uri in self.workspace.text_documents:
            place = self.place(uri)
            if place and place[0].project is project and place[1] == path:
                return str(uri)
        return str(uris.from_fs_path(str(project.root / path)))

    def _diagnostic(self, problem: Problem, project: UnsavedProject) -> types.Diagnostic:
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(self._uri(project, span.text.path), self._range(span)), words
            )
            for span, words in problem.related
        ]
        start = types.Position(0, 0)
        return types.Diagnostic(
            range=self._range(problem.span) if problem.span else types.Range(start, start),
            message=problem.message + (f"\n{problem.help}" if problem.help else ""),
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            source="bindery",
            related_information=related or None,
        )

    def _range(self, span: Span) -> types.Range:
        return self._range_in(span.text.content, span.start, span.end)

    def _range_in(self, text: str, start: int, end: int) -> types.Range:
        """A range of characters of a text as the editor counts lines and columns."""
        codec: PositionCodec = self.workspace.position_codec
        places = []
        for offset in (start, end):
            line = text.count("\n", 0, offset)
            begin = text.rfind("\n", 0, offset) + 1
            ending = text.find("\n", offset)
            content = text[begin : ending if ending >= 0 else len(text)]
            within = codec.position_to_client_units([content], ServerTextPosition(0, offset - begin))
            places.append(types.Position(line, within.character))
        return types.Range(*places)

    def known(self, kind: str, opened: _Opened, path: str) -> list[KnownThing]:
        """What can be named in a file."""
        unsaved = self.unsaved(opened.project)
        return list(known_things.known_things(kind, path, opened.project, unsaved))

    def named(self, uri: str, position: types.Position) -> tuple[KnownThing, types.Range, _Opened] | None:
        """What is named at a position, and the range of its id; None if nothing known is."""
        place = self.place(uri)
        if not place:
            return None
        opened, path = place
        document = self.workspace.get_text_document(uri)
        text, offset = _text(document), _offset(document, position)
        found = thing_at(text, offset)
        if not found:
            return None
        known = next((one for one in self.known(found.kind, opened, path) if one.id == found.id), None)
        return (known, self._range_in(text, found.start, found.end), opened) if known else None

    def completions(self, uri: str, position: types.Position) -> list[types.CompletionItem]:
        """The ids that can be typed at a position."""
        place = self.place(uri)
        if not place:
            return []
        opened, path = place
        document = self.workspace.get_text_document(uri)
        text, offset = _text(document), _offset(document, position)
        typed = thing_before(text, offset)
        if not typed:
            return []
        where = self._range_in(text, typed.start, offset)
        site = opened.project.site
        items = []
        for number, thing in enumerate(self.known(typed.kind, opened, path)):
            title = known_things.title_of(thing, site)
            items.append(
                types.CompletionItem(
                    label=thing.id,
                    kind=_ICONS[thing.kind],
                    detail=title,
                    filter_text=thing.id,
                    sort_text=f"{number:06}",
                    text_edit=types.TextEdit(where, thing.id),
                    documentation=types.MarkupContent(
                        types.MarkupKind.Markdown, known_things.described_in_markdown(thing, site)
                    ),
                )
            )
        return items

    def definition(self, uri: str, position: types.Position) -> types.Location | None:
        """Where that is declared which is named at a position."""
        named = self.named(uri, position)
        if not named:
            return None
        thing, _, opened = named
        text = opened.project.text(thing.path, self.unsaved(opened.project))
        where = self._range_in(text, thing.start, thing.start + len(thing.id))
        return types.Location(self._uri(opened.project, thing.path), where)


def _text(document: TextDocument) -> str:
    """The text of a document, as our readers count its characters."""
    return document.source.removeprefix("\ufeff").replace("\r\n", "\n")


def _offset(document: TextDocument, position: types.Position) -> int:
    """The offset of a position in the text of a document."""
    at = document.offset_at_position(position)
    before = document.source[:at]
    return len(before.removeprefix("\ufeff").replace("\r\n", "\n"))


def make_server(root: Path | None = None, pause: float = _PAUSE) -> BinderyServer:
    """A server that is ready to be started.

    Args:
        root: the project's folder; None to find it above each file.
        pause: seconds without a key after which problems are looked for.
    """
    server = BinderyServer(root, pause)
    for event in (
        types.TEXT_DOCUMENT_DID_OPEN,
        types.TEXT_DOCUMENT_DID_CHANGE,
        types.TEXT_DOCUMENT_DID_SAVE,
        types.TEXT_DOCUMENT_DID_CLOSE,
    ):
        server.feature(event)(_file_changed)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_files_changed)
    triggers = types.CompletionOptions(trigger_characters=["@", "#", "{", "[", " "])
    server.feature(types.TEXT_DOCUMENT_COMPLETION, triggers)(_complete)
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(types.TEXT_DOCUMENT_DEFINITION)(_define)
    return server


async def _file_changed(ls: BinderyServer, params: Any) -> None:
    ls.changed(params.text_document.uri)


async def _files_changed(ls: BinderyServer, params: types.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        ls.changed(change.uri)


def _complete(ls: BinderyServer, params: types.CompletionParams) -> types.CompletionList:
    items = ls.completions(params.text_document.uri, params.position)
    return types.CompletionList(is_incomplete=False, items=items)


def _hover(ls: BinderyServer, params: types.HoverParams) -> types.Hover | None:
    named = ls.named(params.text_document.uri, params.position)
    if not named:
        return None
    thing, where, opened = named
    words = known_things.described_in_markdown(thing, opened.project.site)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, words), where)


def _define(ls: BinderyServer, params: types.DefinitionParams) -> types.Location | None:
    return ls.definition(params.text_document.uri, params.position)
