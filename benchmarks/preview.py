"""Measures how long an author waits until the preview shows an edit."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from itertools import product
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from manuscripts import edit
from meter import FailedError
from peers import Peer

HOST = "127.0.0.1"
PATIENCE = 300.0  # seconds
# The kind of page on which each edit is seen.
SHOWN_ON = {
    "a word in a paragraph": "section",
    "the summary": "overview",
    "the title": "overview",
    "a claim added": "claims",
    "evidence removed": "claims",
    "a source corrected": "references",
    "a section added": "overview",
}
STEP = 0.01  # seconds between two requests


@dataclass(frozen=True)
class Project:
    """A project to serve.

    Attributes:
        peer: the generator that serves it.
        folder: its folder.
        environment: environment variables of the server.
        text: `plain` or `rich`.
    """

    peer: Peer
    folder: Path
    environment: Mapping[str, str]
    text: str


def waits(project: Project, changes: Sequence[str], times: int, rest: float) -> dict[str, list[float]]:
    """Returns, for each kind of edit, the seconds until the served page has the new word, one for each time.

    Args:
        project: the project.
        changes: the kinds of edit, from `made_up.EDITS`.
        times: number of edits of each kind.
        rest: seconds to wait before each edit, so that the server finishes its work: it may serve the edited page
            long before it has built the last one.

    Raises:
        FailedError: the server ended, or a page never had the new word.
    """
    peer = project.peer
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = str(probe.getsockname()[1])
    command = [part.format(host=HOST, port=port) for part in peer.preview]
    root = f"http://{HOST}:{port}/"
    with project.folder.with_suffix(".log").open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=project.folder,
            env=project.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            _until(server, root + peer.address("section", project.text), "<h1")
            waited: dict[str, list[float]] = {}
            for number, (_, change) in enumerate(product(range(times), changes)):
                time.sleep(rest)
                word = f"Preview{number}end"  # each edit has its own: a page may still show that of the edit before
                edit(project.folder, peer.kind, word, project.text, change)
                saved = time.perf_counter()
                _until(server, root + peer.address(SHOWN_ON[change], project.text), word)
                waited.setdefault(change, []).append(round(time.perf_counter() - saved, 3))
            return waited
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _until(server: subprocess.Popen[bytes], page: str, word: str) -> None:
    """Waits until the page contains the word."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise FailedError(f"the preview ended with {server.returncode}")
        if word in _read(page):
            return
        time.sleep(STEP)
    raise FailedError(f"{page} never had the word {word}")


def _read(page: str) -> str:
    try:
        with urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310  always a local http address
            return str(answer.read().decode("utf-8", "replace"))
    except (URLError, HTTPException, ConnectionError, TimeoutError):
        return ""
