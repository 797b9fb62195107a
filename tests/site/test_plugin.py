"""`mkdocs serve` shows what an author saves, shows what is wrong with it, and goes on when it is fixed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from support.project import BRIEFING, Site, briefing

from bindery.cli import main

PATIENCE = 60.0  # seconds
Read = Callable[[str], str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def preview(newsroom: Site) -> Iterator[Read]:
    """Reads a page of the preview of a small project; the server ends with the test."""
    newsroom.write("templates/changes.md.j2", "# Nothing yet\n")
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", address]
    with (newsroom.root / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=newsroom.root, stdout=log, stderr=log)

        def read(path: str) -> str:
            assert server.poll() is None, newsroom.read("serve.log")
            try:
                with urlopen(f"http://{address}/{path}", timeout=PATIENCE) as answer:
                    return unescape(answer.read().decode("utf-8"))
            except (URLError, ConnectionError, TimeoutError) as error:
                return f"no answer: {error}"

        try:
            yield read
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def shows(read: Read, path: str, words: str) -> bool:
    """Whether a page comes to show some words while an author would still wait for it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if words in read(path):
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_the_preview_follows_what_is_written(newsroom: Site, preview: Read) -> None:
    assert shows(preview, "heat/", "Heat in cities"), newsroom.read("serve.log")

    assert "Content-Security-Policy" not in preview("heat/")  # it would stop the script that reloads the page

    newsroom.replace("briefings/heat/briefing.yml", "Heat in cities", "Heat in towns")
    assert shows(preview, "heat/", "Heat in towns")

    newsroom.replace("briefings/heat/briefing.yml", "title: Heat in towns", "titel: Heat in towns")
    assert shows(preview, "heat/", "B102")
    assert "titel" in preview("heat/")
    assert shows(preview, "", "B102")

    newsroom.write("briefings/heat/briefing.yml", BRIEFING.replace("@gibb-2023", "@gib-2023"))
    assert shows(preview, "heat/", "B201")

    newsroom.write("briefings/heat/briefing.yml", BRIEFING)
    assert shows(preview, "heat/", "Why cities are hot")
    assert "B201" not in preview("heat/")

    newsroom.write("briefings/cold/briefing.yml", briefing(title="A cold draft", status="draft"))
    assert shows(preview, "cold/", "A cold draft")

    newsroom.write("templates/claims.md.j2", "# Our own register\n")
    assert shows(preview, "heat/claims/", "Our own register")

    newsroom.write("templates/claims.md.j2", "# Our own register\n\n{{ nothing }}\n")
    assert shows(preview, "", "B502")

    newsroom.remove("templates/claims.md.j2")
    assert shows(preview, "heat/claims/", "five degrees hotter")


def test_a_build_shows_nothing_of_the_last_build_of_its_process(
    cli: CliRunner, newsroom: Site, tmp_path: Path
) -> None:
    assert (
        cli.invoke(main, ["build", "-C", str(newsroom.root)]).exit_code == 0
    )  # with bodies, which MkDocs keeps
    other = Site(tmp_path / "other").newsroom()
    other.replace("briefings/heat/briefing.yml", "Asphalt stores", "Tar stores")
    other.build()
    assert "Tar stores" in other.page("heat/print/").text
