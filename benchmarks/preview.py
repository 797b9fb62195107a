"""How long an author waits for a page of a preview to show what was just saved."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from manuscripts import edit
from meter import FailedError
from peers import Peer

HOST = "127.0.0.1"
PATIENCE = 300.0  # seconds
STEP = 0.01  # seconds between two looks


def waits(peer: Peer, project: Path, environment: Mapping[str, str], times: int, rest: float) -> list[float]:
    """Seconds from each of some edits to the page with the new word.

    Args:
        peer: who serves.
        project: what is served.
        environment: of the server.
        times: how many edits.
        rest: seconds before each, in which a server ends what it does: a page may be there long before the last one.

    Raises:
        FailedError: the server ended, or a page never came.
    """
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = str(probe.getsockname()[1])
    command = [part.format(host=HOST, port=port) for part in peer.preview]
    page = f"http://{HOST}:{port}/{peer.pages['section'].removesuffix('index.html')}"
    with project.with_suffix(".log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=project, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            _until(server, page, "Findings")
            waited = []
            for number in range(times):
                time.sleep(rest)
                word = f"Preview{number}"
                edit(project, peer.kind, word)
                saved = time.perf_counter()
                _until(server, page, word)
                waited.append(time.perf_counter() - saved)
            return waited
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _until(server: subprocess.Popen[bytes], page: str, word: str) -> None:
    """Waits for a page with a word."""
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
        with urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310  our own address
            return str(answer.read().decode("utf-8", "replace"))
    except (URLError, HTTPException, ConnectionError, TimeoutError):
        return ""
