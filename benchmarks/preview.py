"""Measures how long an author waits until the preview shows an edit."""

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
STEP = 0.01  # seconds between two requests


def waits(peer: Peer, project: Path, environment: Mapping[str, str], times: int, rest: float) -> list[float]:
    """Returns, for each of several edits, the seconds until the served page has the new word.

    Args:
        peer: the generator that serves the project.
        project: folder of the project.
        environment: environment variables of the server.
        times: number of edits.
        rest: seconds to wait before each edit, so that the server finishes its work: it may serve the edited page
            long before it has built the last one.

    Raises:
        FailedError: the server ended, or a page never had the new word.
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
