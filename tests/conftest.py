"""Fixtures (a project to write in, the real site built once, browsers) and how tests are marked, timed out and reported."""

from __future__ import annotations

import io
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest
from click.testing import CliRunner
from support import chromium
from support.firefox import Firefox, started
from support.garbage import Garbage
from support.project import ROOT, Site, real_inputs
from support.reading import Readers
from support.serving import serving
from support.shared import filled_once
from support.signals import heed_interrupts

from bindery.build import bundle
from bindery.edition import Edition, compile  # noqa: A004  its own name
from bindery.site import mkdocs_build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: a test must pass on a busy machine. `make quick` tries fewer examples than `make test`.
hypothesis.settings.register_profile("whole", deadline=None, max_examples=40)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=20)
hypothesis.settings.load_profile("whole")

NAMES_OF_FIREFOX = ("firefox-esr", "firefox")
NO_BROWSER = "browser tests DID NOT RUN: no Chromium found"
NO_FIREFOX = "tests of the bundle in Firefox DID NOT RUN: no Firefox found"
NO_AXE = "accessibility tests DID NOT RUN: axe-core is not installed; with npm, `make test` installs it"
NO_VNU = "HTML WAS NOT VALIDATED: the Nu HTML checker is not installed; with npm, `make test` installs it"
NO_NODE = "the page's folding WAS NOT COMPARED with ours: no Node found"
NO_SUMS = "the bundle WAS NOT CHECKED with sha256sum: there is none"
NO_PANDOC = "styles of the Citation Style Language WERE NOT TRIED: pip install 'bindery-briefings[csl]'"
NO_ZENSICAL = "pages WERE NOT BUILT with Zensical: it is not installed; `make test` installs it"
NO_JAVA = "HTML WAS NOT VALIDATED: no Java found"
TOOLS = (NO_BROWSER, NO_FIREFOX, NO_AXE, NO_VNU, NO_NODE, NO_SUMS, NO_JAVA, NO_PANDOC, NO_ZENSICAL)
GARBAGE = Garbage()
LONG_TIMEOUT = 900  # seconds, for tests that build whole sites or read them in a browser
SHORT_JAVA = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xss4m",
)  # code that runs once is not worth optimising
WHOLE_SITE = ROOT / "tests/site_wide"
RED_TEAM = ROOT / "tests/redteam"
SLOW_FIXTURES = {
    "real",
    "real_edition",
    "served",
    "unpacked",
    "invalid",
    "axe",
}  # the site of this repository, or Java
BROWSERS = {"browser", "firefox"}
CHECKERS = ROOT / "tests/web/node_modules"  # what `npm ci` makes of tests/web/package-lock.json


def pytest_configure() -> None:
    """Lets tests interrupt programs, even where they themselves run in the background, and keeps what is compiled."""
    heed_interrupts()
    # Tests start hundreds of builds. Each would compile every module and template again where this variable is set.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_runtest_logfinish() -> None:
    """Frees what a test leaves in memory."""
    GARBAGE.free()


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist, which may be missing
def pytest_xdist_auto_num_workers() -> int:
    """Two processes more than there are processors: tests that use a browser or a program wait more than they work."""
    usable = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
    return len(usable) + 2


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Lets each process begin with other folders: in a fresh clone each then compiles some tests for all of them."""
    report = yield
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if isinstance(collector, pytest.Directory) and collector.path == ROOT / "tests" and report.result:
        count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
        first = int(worker) * len(report.result) // count
        report.result = [*report.result[first:], *report.result[:first]]
    return report


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses among them
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs a browser or a whole site: `make quick` leaves it out, and it has a longer timeout."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & BROWSERS:
            item.add_marker("browser")
        if item.path.is_relative_to(WHOLE_SITE) or fixtures & SLOW_FIXTURES:
            item.add_marker("slow")
        if item.get_closest_marker("browser") or item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(LONG_TIMEOUT))
    # Files go to processes as wholes, in this order: the long ones first, so that all processes end together.
    long = {item.path for item in items if any(map(item.get_closest_marker, ("browser", "slow")))}
    longest = (RED_TEAM, WHOLE_SITE)

    def order(item: pytest.Item) -> tuple[object, ...]:
        folder = next((n for n, it in enumerate(longest) if item.path.is_relative_to(it)), len(longest))
        return folder, item.path not in long, item.path

    items.sort(key=order)


def _without(tool: str) -> NoReturn:
    """Ends a test whose tool is missing: a failure in CI, and elsewhere a skip that is reported again at the very end."""
    if os.environ.get("CI"):
        pytest.fail(tool)
    pytest.skip(tool)


@pytest.fixture
def pandoc_there() -> None:
    """Ends a test where pandoc is not installed: a failure in CI, and a skip elsewhere."""
    if find_spec("pypandoc") is None:
        _without(NO_PANDOC)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty project."""
    return Site(tmp_path)


@pytest.fixture
def newsroom(site: Site) -> Site:
    """The smallest project: one briefing of two sources."""
    return site.newsroom()


@pytest.fixture
def cli() -> CliRunner:
    """Runs the command within the test."""
    return CliRunner()


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of this repository, built once; no test may change it."""
    made = Site(ROOT)
    folder = filled_once(tmp_path_factory, "real", lambda to: mkdocs_build.build_site(ROOT, to / "site"))
    made.site = folder / "site"
    return made


@pytest.fixture(scope="session")
def real_edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """What the briefings of this repository compile to, without `site`; compiled once."""

    def write(folder: Path) -> None:
        (folder / "edition").write_bytes(pickle.dumps(replace(compile(real_inputs()), site=None)))

    kept = (filled_once(tmp_path_factory, "real edition", write) / "edition").read_bytes()
    made = pickle.loads(kept)  # noqa: S301  of this run
    assert isinstance(made, Edition)
    return made


@pytest.fixture(scope="session")
def unpacked(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline bundle of the real site, unpacked in a folder whose name has a space and other scripts."""

    def unpack(folder: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(real.site, "bindery-offline"))) as archive:
            archive.extractall(folder)

    return filled_once(tmp_path_factory, "Téléchargements (neu) کرم ایجنسی", unpack) / "bindery-offline"


@pytest.fixture(scope="session")
def served(real: Site) -> Iterator[str]:
    """The address at which the real site is served."""
    with serving(real.site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine; where there is none, a failure in CI and a skip elsewhere."""
    with chromium.launched(chromium.found() or _without(NO_BROWSER)) as running:
        yield running


@pytest.fixture(scope="session")
def node() -> str:
    """The Node of this machine, which runs a script without a page."""
    return shutil.which("node") or _without(NO_NODE)


@pytest.fixture(scope="session")
def sha256sum() -> str:
    """The `sha256sum` of this machine, with which anyone can check a bundle."""
    return shutil.which("sha256sum") or _without(NO_SUMS)


@pytest.fixture(scope="session")
def zensical() -> str:
    """The Zensical that `make test` installs in a place of its own."""
    path = f"{ROOT / '.venv/zensical/bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return shutil.which("zensical", path=path) or _without(NO_ZENSICAL)


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """A Firefox of this machine with a fresh profile; where there is none, a failure in CI and a skip elsewhere."""
    found = next(filter(None, map(shutil.which, NAMES_OF_FIREFOX)), None)
    if found is None:
        _without(NO_FIREFOX)
    with started(found) as window:
        yield window


@pytest.fixture
def starts(served: str, unpacked: Path) -> dict[str, str]:
    """The address of the home page, on the server and on disk."""
    return {"server": served, "disk": unpacked.as_uri() + "/"}


@pytest.fixture
def reader(browser: Browser, starts: dict[str, str]) -> Iterator[Readers]:
    made = Readers(browser, starts)
    yield made
    made.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which checks the accessibility of a page."""
    script = CHECKERS / "axe-core/axe.min.js"
    if not script.is_file():
        _without(NO_AXE)
    return script.read_text("utf-8")


@pytest.fixture(scope="session")
def java() -> str:
    """The program that runs Java."""
    return shutil.which("java") or _without(NO_JAVA)


@pytest.fixture(scope="session")
def invalid() -> Callable[..., list[str]]:
    """Runs the Nu HTML checker on the pages under some folders, and returns its messages."""
    jar = CHECKERS / "vnu-jar/build/dist/vnu.jar"
    if not jar.is_file():
        _without(NO_VNU)
    java = shutil.which("java") or _without(NO_JAVA)

    def check(*folders: Path) -> list[str]:
        command = [
            java,
            *SHORT_JAVA,
            "-jar",
            str(jar),
            "--errors-only",
            "--skip-non-html",
            *map(str, folders),
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line for line in told.stderr.splitlines() if line]
        assert lines or not told.returncode
        return lines

    return check


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the very end which tests did not run and why: a tool is missing, or the system is another one."""
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", ())]
    reasons = Counter(str(told[2]).removeprefix("Skipped: ") for told in skipped if isinstance(told, tuple))
    if reasons:
        terminalreporter.section("not everything was tested", sep="!", red=True, bold=True)
        for reason, times in sorted(reasons.items()):
            tests = "1 test" if times == 1 else f"{times} tests"
            terminalreporter.line(f"{reason} ({tests})", red=reason in TOOLS, bold=reason in TOOLS)
