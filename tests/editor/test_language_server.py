"""A real client of the protocol talks to `bindery lsp` over standard input and output, as an editor does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import BaseLanguageClient
from support.project import BRIEFING, MKDOCS, SOURCES, Site

from bindery import edition
from bindery.site import settings
from bindery.system import disk

HALF_TYPED = BRIEFING + "  - id: more\n    content:\n      - As [@gib\n      - {text: [\n"
WIDE = "explain: [who]\nentities:\n  - {id: who, name: WHO, kind: organisation}\n"


class Client(BaseLanguageClient):
    """A client that keeps the problems that it is told."""

    def __init__(self) -> None:
        super().__init__("test", "1")
        self.problems: dict[str, list[types.Diagnostic]] = {}
        self.versions: dict[str, int | None] = {}
        self.told = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.problems[params.uri] = list(params.diagnostics)
            self.versions[params.uri] = params.version
            self.told.set()

    async def told_of(self, uri: str, version: int) -> list[types.Diagnostic]:
        """The problems of a version of a file, once they are told."""
        while self.versions.get(uri) != version:
            self.told.clear()
            await asyncio.wait_for(self.told.wait(), 60)
        return self.problems[uri]


class Session:
    """A session of an editor with a file open.

    Args:
        client: the client.
        root: the project's folder.
    """

    def __init__(self, client: Client, root: Path) -> None:
        self.client = client
        self.uri = (root / "briefings/heat/briefing.yml").as_uri()
        self.sources = (root / "briefings/heat/sources.yml").as_uri()
        self.text = ""
        self.version = 0

    async def type(self, text: str) -> list[types.Diagnostic]:
        """Puts a text in the place of the file, and waits for the problems."""
        self.text, self.version = text, self.version + 1
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.version, self.uri), [change]
            )
        )
        return await self.client.told_of(self.uri, self.version)

    def at(self, before: str, after: int = 0) -> types.Position:
        """The position after some words, in UTF-16."""
        offset = self.text.index(before) + len(before) + after
        line = self.text.count("\n", 0, offset)
        content = self.text[self.text.rfind("\n", 0, offset) + 1 : offset]
        return types.Position(line, len(content.encode("utf-16-le")) // 2)

    async def completed(self, before: str) -> list[types.CompletionItem]:
        """What is offered after some words."""
        document = types.TextDocumentIdentifier(self.uri)
        params = types.CompletionParams(document, self.at(before))
        found: Any = await self.client.text_document_completion_async(params)
        return list(found.items)

    async def hovered(self, before: str, after: int = 0) -> str:
        """What is shown at a place."""
        document = types.TextDocumentIdentifier(self.uri)
        found: Any = await self.client.text_document_hover_async(
            types.HoverParams(document, self.at(before, after))
        )
        return str(found.contents.value) if found else ""

    async def defined(self, before: str, after: int = 0) -> types.Location | None:
        """Where a place leads to."""
        document = types.TextDocumentIdentifier(self.uri)
        params = types.DefinitionParams(document, self.at(before, after))
        found: Any = await self.client.text_document_definition_async(params)
        return found if isinstance(found, types.Location) else None


def with_server(site: Site, work: Callable[[Session], Awaitable[None]]) -> None:
    """Runs a session with a server of its own."""

    async def run() -> None:
        client = Client()
        await client.start_io(sys.executable, "-m", "bindery", "lsp")
        root = types.WorkspaceFolder(site.root.as_uri(), "project")
        await client.initialize_async(
            types.InitializeParams(types.ClientCapabilities(), workspace_folders=[root], process_id=None)
        )
        client.initialized(types.InitializedParams())
        session = Session(client, site.root)
        session.text = site.read("briefings/heat/briefing.yml")
        client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(session.uri, "yaml", 0, session.text))
        )
        await client.told_of(session.uri, 0)
        await work(session)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()

    with ThreadPoolExecutor(1) as other:  # Playwright keeps a loop in the thread of the tests
        other.submit(asyncio.run, run()).result()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path).write("mkdocs.yml", MKDOCS).write("docs/index.md", "# Home\n")
    return made.write("briefings/heat/briefing.yml", BRIEFING + WIDE).write(
        "briefings/heat/sources.yml", SOURCES
    )


def checked(site: Site, text: str) -> list[tuple[str, str, int, int]]:
    """Code, message, line and column of the problems that `bindery check --drafts` finds in a saved text."""
    before = site.read("briefings/heat/briefing.yml")
    site.write("briefings/heat/briefing.yml", text.encode())
    inputs = settings.with_configured_style(disk.read_inputs(site.root, drafts=True), site.root)
    problems = edition.check_inputs(inputs).problems
    site.write("briefings/heat/briefing.yml", before.encode())
    return sorted(
        (one.code, one.message, one.span.line - 1, one.span.column - 1)
        for one in problems
        if one.span and one.file == "briefings/heat/briefing.yml"
    )


def reported(problems: list[types.Diagnostic]) -> list[tuple[str, str, int, int]]:
    return sorted(
        (str(one.code), one.message.split("\n")[0], one.range.start.line, one.range.start.character)
        for one in problems
    )


async def with_one_file(session: Session, site: Site) -> None:
    assert session.client.problems[session.uri] == []
    # Problems of what is typed, before it is saved, are those of a check.
    wrong = (
        (BRIEFING + WIDE)
        .replace("source: city-news", "source: city-new")
        .replace("[@city-news, p. 4]", "[@citty-news]")
    )
    problems = await session.type(wrong)
    assert reported(problems) == checked(site, wrong)
    assert {str(one.code) for one in problems} >= {"B201"}
    first = next(one for one in problems if str(one.code) == "B201")
    assert "did you mean `city-news`?" in first.message
    assert (first.source, first.severity) == ("bindery", types.DiagnosticSeverity.Error)
    # A file that is half typed has one problem, and ids can still be completed.
    problems = await session.type(HALF_TYPED)
    assert reported(problems) == checked(site, HALF_TYPED)
    items = await session.completed("As [@gib")
    assert [item.label for item in items] == ["gibb-2023", "city-news"]
    assert items[0].detail == "Gibb Institute, Urban heat, June 2023" or "Urban heat" in str(items[0].detail)
    edit: Any = items[0].text_edit
    assert (edit.new_text, edit.range.end.character - edit.range.start.character) == ("gibb-2023", 3)
    assert [item.label for item in await session.completed("key_points: [")] == ["hotter"]
    assert await session.completed("title: Heat") == []
    # Wide characters before the place count as the editor counts them.
    wide = (BRIEFING + WIDE).replace("Cities are hotter", "🌡🌡 Cities 🏙 are hotter")
    assert await session.type(wide) == []
    shown = await session.hovered("round them [@gibb", -2)
    assert "Urban heat" in shown
    assert "Nothing is stored of it" in shown
    assert "up to five degrees" in await session.hovered("key\\_points: [hot".replace("\\", ""))
    assert "WHO" in await session.hovered("explain: [w")
    assert await session.hovered("Cities 🏙") == ""
    place = await session.defined("- source: gibb")
    assert place
    assert place.uri == session.sources
    line = SOURCES.lstrip("\n").splitlines()[place.range.start.line]
    assert line[place.range.start.character : place.range.end.character] == "gibb-2023"
    assert (await session.defined("explain: [w")).uri == session.uri  # type: ignore[union-attr]
    assert await session.defined("title: H") is None


async def with_others(session: Session, site: Site) -> None:
    # While another file is half typed, what was known before is still shown, and the new id is offered.
    half = SOURCES + "  - id: new-one\n    title: [\n"
    document = types.TextDocumentItem(session.sources, "yaml", 0, half)
    session.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    await session.client.told_of(session.sources, 0)
    assert "Urban heat" in await session.hovered("round them [@gibb", -2)
    await session.type(HALF_TYPED)
    assert "new-one" in [item.label for item in await session.completed("As [@gib")]
    assert session.client.problems[session.sources] != []
    # Files of no briefing, and places that are not there, are left alone.
    other = types.TextDocumentIdentifier("file:///elsewhere/notes.yml")
    nowhere = types.Position(99, 99)
    params = types.CompletionParams(other, nowhere)
    found: Any = await session.client.text_document_completion_async(params)
    assert not found.items
    own = types.TextDocumentIdentifier(session.uri)
    assert await session.client.text_document_hover_async(types.HoverParams(own, nowhere)) is None
    assert reported(await session.type("")) == checked(site, "")


@pytest.mark.slow
def test_a_session_of_an_editor(site: Site) -> None:
    async def work(session: Session) -> None:
        await with_one_file(session, site)
        await with_others(session, site)

    with_server(site, work)
