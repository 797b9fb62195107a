"""A long build shows its progress on a terminal and where its time went, and can be interrupted without harm."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import manuscripts
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Site

from bindery.system import progress
from bindery.system.atomic import StoppedError, stoppable, uninterrupted

pty = pytest.importorskip("pty", reason="there are terminals of our own on POSIX alone")

ERASE = "\r\x1b[2K"
STYLE = re.compile(r"\x1b\[[0-9;]*m")
BUILD = ("build", "--website-only")
ON_TERMINAL = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}


@pytest.fixture
def long(tmp_path: Path) -> Site:
    """A project of some hundred pages, of whose build each stage takes a while, with templates that are compiled."""
    manuscripts.write(tmp_path, "bindery", 15)
    return Site(tmp_path)


class Terminal:
    """A terminal, whose other side is read: that a program runs on, or that a test writes to."""

    def __init__(self) -> None:
        self.ours, self.theirs = pty.openpty()

    def run(self, site: Site, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Begin a command on it; its standard output goes elsewhere."""
        environment = {**os.environ, **ON_TERMINAL, **more}
        command = [sys.executable, "-m", "bindery", *arguments]
        running = subprocess.Popen(
            command, cwd=site.root, env=environment, stdout=subprocess.DEVNULL, stderr=self.theirs
        )
        os.close(self.theirs)
        return running

    def read(self, until: str = "\0") -> str:
        """What was written up to some words, or to the end."""
        text = ""
        while until not in text:
            try:
                data = os.read(self.ours, 65536)
            except OSError:  # no process writes to it any more
                break
            text += data.decode()
            if not data:
                break
        return text


@contextmanager
def own_terminal() -> Iterator[Terminal]:
    """A terminal for one program."""
    made = Terminal()
    yield made
    os.close(made.ours)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with own_terminal() as made:
        yield made


def left_on(written: str) -> str:
    """What a person sees in the end of what was written to a terminal."""
    lines = STYLE.sub("", written).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rpartition(ERASE)[2] for line in lines)


# The line


@pytest.mark.slow
def test_without_a_terminal_nothing_is_told_of_the_way_and_rich_is_not_loaded(newsroom: Site) -> None:
    program = (
        "import sys; from bindery.cli import main; main(standalone_mode=False); print('rich' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *BUILD],
        cwd=newsroom.root,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **ON_TERMINAL, "FORCE_COLOR": "1"},
    )
    assert done.stderr == (
        "site/ has 13 pages\nno feed and no sitemap were made: set `site_url` in mkdocs.yml to the site's address\n"
    )
    assert done.stdout == "False\n"


@pytest.mark.slow
def test_a_terminal_has_one_line_that_is_cleared_at_the_end(long: Site, terminal: Terminal) -> None:
    build = terminal.run(long, *BUILD)
    written = terminal.read()
    assert build.wait() == 0
    shown = [STYLE.sub("", part) for part in written.split(ERASE)]
    assert any(re.fullmatch(r"rendering pages +\d+ of \d+ ━[━╸╺]+", part) for part in shown)
    assert any(part.startswith("inspecting") for part in shown)
    assert all("\n" not in part and len(part) < 80 for part in shown[:-1])
    assert left_on(written) == long.run("bindery", *BUILD).stderr
    assert "\x1b[?25l" not in written  # a killed build leaves the cursor where it was seen


@pytest.mark.slow
def test_what_is_printed_meanwhile_stays_whole(tmp_path: Path, terminal: Terminal) -> None:
    manuscripts.write(tmp_path, "bindery", 5)  # with a hook, MkDocs itself makes the pages, which takes long
    long = Site(tmp_path)
    long.write("docs/about.md", "# About\n\n[Nowhere](nowhere.md)\n").write(
        "hook.py",
        """
        import sys, time

        def on_env(env, config, files):
            print("said by a hook", file=sys.stderr)
            sys.stderr.write("half ")
            time.sleep(0.3)
            return env

        def on_page_content(html, page, config, files):
            print("and half" if page.is_homepage else "", end="", file=sys.stderr)
            return html
        """,
    )
    long.write("mkdocs.yml", long.read("mkdocs.yml") + "\nhooks: [hook.py]\n")
    build = terminal.run(long, *BUILD)
    written = terminal.read()
    again = long.run("bindery", *BUILD)
    assert build.wait() == again.returncode
    assert left_on(written) == again.stderr
    assert "said by a hook\nhalf " in left_on(written)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "arguments"), [({"TERM": "dumb"}, ()), ({}, ("--format", "json")), ({}, ("--format", "github"))]
)
def test_neither_a_dumb_terminal_nor_a_machine_is_shown_a_line(
    newsroom: Site, terminal: Terminal, more: dict[str, str], arguments: tuple[str, ...]
) -> None:
    build = terminal.run(newsroom, *BUILD, *arguments, **more)
    written = terminal.read()
    assert build.wait() == 0
    assert "\x1b" not in written
    assert "rendering" not in written


@pytest.mark.parametrize(
    ("quiet", "form", "shown"), [(0.0, "text", True), (9e9, "text", False), (0.0, "json", False)]
)
def test_a_short_work_shows_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, quiet: float, form: str, *, shown: bool
) -> None:
    stream: TextIO
    with os.fdopen(terminal.theirs, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr(progress, "QUIET", quiet)
        for name, value in ON_TERMINAL.items():
            monkeypatch.setenv(name, value)
        with progress.watching(form, timings=False):  # type: ignore[arg-type]
            for _ in progress.counted("writing", "abc"):
                pass
        assert sys.stderr is stream
        sys.stderr.write("end")
    written = terminal.read("end")
    assert ("writing pages" in written) is shown
    assert left_on(written).startswith("end")


@pytest.mark.slow
@pytest.mark.parametrize("columns", ["20", "30", "40", "200"])
def test_the_line_keeps_to_the_terminal(long: Site, terminal: Terminal, columns: str) -> None:
    build = terminal.run(long, "check", COLUMNS=columns)
    written = terminal.read()
    build.wait()
    shown = STYLE.sub("", written).split(ERASE)
    assert max(map(len, shown)) < int(columns)
    assert left_on(written) == ""


# The table


def rows(told: str) -> dict[str, tuple[float, float, float]]:
    """The numbers of a table, by the words before them."""
    found = re.findall(r"^(\S.*?) +([\d.]+) +([\d.]+) +(\d+) %", told, re.MULTILINE)
    return {name: (float(seconds), float(worked), float(share)) for name, seconds, worked, share in found}


@pytest.mark.slow
def test_the_stages_of_a_build_add_up_to_the_whole(newsroom: Site) -> None:
    told = newsroom.run("bindery", "build", "--timings").stderr
    found = rows(told)
    whole = found.pop("whole")
    assert next(iter(found)) == "starting"
    assert {"reading files", "rendering pages", "inspecting", "bundling", "publishing"} <= found.keys()
    assert [round(sum(column), 2) for column in zip(*found.values(), strict=True)] == list(whole)
    assert whole[2] == 100
    assert max(map(len, told.split("stage  ")[1].splitlines())) <= 80
    assert re.search(r"whole .* 13 pages, [\d,]+ MB at most\n$", told)


@pytest.mark.parametrize("form", ["json", "sarif"])
@pytest.mark.slow
def test_timings_keep_out_of_what_machines_read(newsroom: Site, form: str) -> None:
    done = newsroom.run("bindery", "check", "--timings", "--format", form)
    json.loads(done.stdout)
    assert rows(done.stderr).keys() >= {"starting", "reading files", "checking", "whole"}


@pytest.mark.slow
def test_a_build_that_fails_is_timed_too(newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "gibb-2023", "gib-2023")
    done = newsroom.run("bindery", "build", "--timings")
    assert done.returncode == 1
    assert "whole" in rows(done.stderr)


@given(st.lists(st.floats(0, 1e4), max_size=30))
def test_parts_that_are_shown_add_up_and_are_near_the_truth(values: list[float]) -> None:
    *parts, whole = progress._parts(values)
    assert round(sum(parts), 2) == whole
    assert all(abs(part - value) < 0.0101 for part, value in zip(parts, values, strict=True))


# The interruption


@pytest.mark.slow
def test_an_interrupted_build_leaves_the_old_site_and_hinders_no_other(long: Site) -> None:
    assert long.run("bindery", *BUILD).returncode == 0
    old = long.files("site")
    long.replace("mkdocs.yml", "site_name: ", "site_name: New ")
    for number, code, when in (
        (signal.SIGINT, 130, "rendering pages"),  # first: what a build has rendered, the next one need not
        (signal.SIGTERM, 143, "writing pages"),
        (signal.SIGINT, 130, "inspecting"),
    ):
        with own_terminal() as terminal:
            build = terminal.run(long, *BUILD)
            before = terminal.read(when)
            build.send_signal(number)
            written = before + terminal.read()
        assert build.wait() == code, when
        assert left_on(written) == "interrupted; the old site stays as it was\n", when
        assert long.files("site") == old, when
        assert not list(long.root.rglob("*bindery-build*")), when
    assert long.run("bindery", *BUILD).returncode == 0
    assert long.files("site") != old


@pytest.mark.slow
def test_a_first_build_that_is_interrupted_says_that_there_is_no_site(long: Site, terminal: Terminal) -> None:
    build = terminal.run(long, "build")
    before = terminal.read("rendering pages")
    build.send_signal(signal.SIGINT)
    assert left_on(before + terminal.read()) == "interrupted; no site was built\n"
    assert build.wait() == 130
    assert not (long.root / "site").exists()
    assert not (long.root / "dist").exists()


def test_steps_that_belong_together_are_interrupted_after_the_last() -> None:
    done = []

    def interrupted_by(number: signal.Signals) -> None:
        with uninterrupted():
            signal.raise_signal(number)
            done.append(number)

    with pytest.raises(KeyboardInterrupt):
        interrupted_by(signal.SIGINT)
    with stoppable():
        with pytest.raises(StoppedError):
            interrupted_by(signal.SIGTERM)
        with pytest.raises(StoppedError):
            signal.raise_signal(signal.SIGTERM)
    assert done == [signal.SIGINT, signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


# The end


@pytest.mark.slow
def test_many_one_file_editions_are_reported_in_a_line(tmp_path: Path) -> None:
    manuscripts.write(tmp_path, "bindery", 11)
    told = Site(tmp_path).run("bindery", "build").stderr.splitlines()
    assert re.fullmatch(r"dist/\S+-offline\.zip has \d\.\d MB: unpack it and open index\.html", told[1])
    assert re.fullmatch(r"dist/ has 11 whole briefings, each in one file: 1\.\d MB", told[2])
    assert len(told) == 4
