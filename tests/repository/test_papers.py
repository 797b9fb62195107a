"""What a stranger finds beside the code: packages with types, notes of each version, and workflows that are pinned."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from support.project import ROOT

from bindery import __version__

CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
IN_SHARDS = ROOT / "templates/new/workflows/publish-in-shards.yml"  # for users, as docs/how-to shows it
LINKS = ROOT / "templates/new/workflows/check-links.yml"
WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), IN_SHARDS, LINKS]
PAPERS = ("CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "ARCHITECTURE.md", "CHANGELOG.md")
SCRIPT = """
from bindery.edition import Edition
def errors(edition: Edition) -> int: return len(edition.errors)
def wrong(edition: Edition) -> int: return edition.errors
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (made,) = folder.glob("*.whl")
    return made


@pytest.mark.slow
def test_the_types_of_an_installed_wheel_are_seen(wheel: Path, tmp_path: Path) -> None:
    there = tmp_path / "env"
    venv.create(there)
    bin_folder = there / ("Scripts" if os.name == "nt" else "bin")
    paths = sysconfig.get_paths(vars={"base": str(there), "platbase": str(there)})
    site = Path(paths["purelib"])
    assert site.is_dir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # all that installing a wheel of Python does, but for its command
    (tmp_path / "script.py").write_text(SCRIPT, "utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--cache-dir",
        str(tmp_path / "cache"),
    ]
    command += ["--python-executable", str(bin_folder / "python"), "script.py"]

    def said() -> str:
        done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=240)
        return done.stdout

    found = said()
    assert 'script.py:4: error: Incompatible return value type (got "list[Problem]", expected "int")' in found
    assert found.count("error:") == 1, found
    (site / "bindery/py.typed").unlink()
    assert "missing library stubs or py.typed marker" in said()


def test_the_wheel_has_what_the_program_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    wanted = ("py.typed", "templates/home.md.j2", "schema/briefing.schema.json", "docs/reference/problems.md")
    assert [name for name in wanted if f"bindery/{name}" not in names] == []
    assert [name for name in names if not name.startswith(("bindery/", "bindery_briefings-"))] == []


# Versions and their notes


def test_this_version_has_notes(release_notes: ModuleType) -> None:
    assert release_notes.package_version() == __version__
    assert release_notes.notes(CHANGELOG, __version__).strip()


@pytest.fixture
def release_notes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script that cuts out a version's notes."""
    monkeypatch.syspath_prepend(ROOT / "tools")
    import release_notes  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  a script in a folder of its own

    return release_notes


def test_the_notes_of_a_version_are_its_section_alone(release_notes: ModuleType) -> None:
    text = "# Changelog\n\n## [Unreleased]\n\n- c\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- b\n\n## [0.1.0] - 2026-11-25\n\n- a\n"
    assert release_notes.notes(text, "0.2.0") == "### Added\n\n- b"
    assert release_notes.notes(text, "0.1.0") == "- a"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## [0.1.0] - 2026-11-25\n\n- a\n", "no section for 0.2.0"),
        ("## [0.2.0]\n\n- a\n", "no date"),
        ("## [0.2.0] - 2026-11-25\n\n## [0.1.0] - 2026-11-24\n\n- a\n", "is empty"),
    ],
)
def test_a_version_without_notes_is_refused(release_notes: ModuleType, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        release_notes.notes(text, "0.2.0")


def test_the_script_prints_the_notes_of_a_tag() -> None:
    script = str(ROOT / "tools/release_notes.py")
    done = subprocess.run(
        [sys.executable, script, f"v{__version__}"], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip()
    assert (
        subprocess.run([sys.executable, script, "v99.0.0"], check=False, capture_output=True).returncode == 1
    )


def test_the_changelog_is_short_lines_by_kind() -> None:
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= kinds
    assert CHANGELOG.index("## [Unreleased]") < CHANGELOG.index(f"## [{__version__}]")
    assert [line for line in CHANGELOG.splitlines() if line.startswith("  ")] == []


# The papers


@pytest.mark.parametrize("name", PAPERS)
def test_each_link_of_a_paper_leads_to_a_file(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (ROOT / link).exists()] == []


def test_each_path_and_target_that_the_guide_for_contributors_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?\bmake ([a-z-]+)", text)) <= targets
    paths = re.findall(r"`((?:bindery|docs|tests|tools|templates|requirements)/[a-z_/.]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


# The workflows


def steps(workflow: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_each_action_is_pinned_by_its_commit(workflow: Path) -> None:
    uses = re.findall(r"uses: (.+)", workflow.read_text("utf-8"))
    assert [line for line in uses if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_step_puts_an_expression_into_a_shell(workflow: Path) -> None:
    assert [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(
    ("workflow", "page"), [(IN_SHARDS, "build-on-several-machines"), (LINKS, "check-links")]
)
def test_a_workflow_for_users_stands_in_the_docs_as_it_is(workflow: Path, page: str) -> None:
    shown = (ROOT / f"docs/how-to/{page}.md").read_text("utf-8")
    assert f"```yaml\n{workflow.read_text('utf-8')}```\n" in shown


def test_one_job_needs_all_others() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text("utf-8"))["jobs"]
    assert set(jobs["required"]["needs"]) == set(jobs) - {"required", "publish"}


def test_the_supported_versions_of_python_are_tested() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text("utf-8"))["jobs"]
    listed = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(listed) <= set(jobs["test"]["strategy"]["matrix"]["python"])
