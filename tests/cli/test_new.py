"""A new briefing and a new site pass every check as they are written, also from an installed wheel."""

from __future__ import annotations

import os
import re
import site as installed
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click import UsageError
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.project import ROOT, Site

from bindery.cli import main
from bindery.cli import new as founding
from bindery.edition import Edition, compile  # noqa: A004
from bindery.model.briefing import Briefing
from bindery.system import disk

# An example that may be taken out of its comment: `#key: ...`, and not `# A sentence.`
EXAMPLE = re.compile(r"^( *)#(?=[^ #\n]|  )", re.MULTILINE)


def new(cli: CliRunner, *arguments: str) -> Result:
    return cli.invoke(main, ["new", *arguments])


@pytest.fixture
def begun(site: Site, cli: CliRunner) -> Site:
    """A new site."""
    result = new(cli, "site", str(site.root / "city"), "--name", "The City Desk")
    assert result.exit_code == 0, result.output
    return Site(site.root / "city")


def everything(site: Site) -> Edition:
    return compile(disk.read_inputs(site.root, drafts=True))


@pytest.mark.slow
def test_a_new_site_builds_at_once_and_strictly(begun: Site) -> None:
    result = begun.run("bindery", "build", "--strict-figures", "--require-snapshots")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout == ""
    assert begun.page("first-briefing/").first("h1").text.startswith("First briefing")
    assert "The City Desk" in begun.file("").read_text("utf-8")
    assert sorted(path.name for path in (begun.root / "dist").iterdir()) == [
        "first-briefing-edition-1-offline.zip",
        "first-briefing.html",
    ]


def test_a_new_site_has_what_a_site_needs(begun: Site) -> None:
    assert sorted(begun.files()) == [
        ".github/workflows/publish.yml",
        ".gitignore",
        "README.md",
        "briefings/first-briefing/briefing.yml",
        "briefings/first-briefing/snapshots/first-briefing-note.txt",
        "briefings/first-briefing/sources.yml",
        "docs/about.md",
        "mkdocs.yml",
        "requirements.txt",
        "schema/briefing-data.schema.json",
        "schema/briefing.schema.json",
        "schema/sources.schema.json",
    ]
    left = [
        path for path, data in begun.files().items() if re.search(rb"\$(?!schema|\{\{|id\b|ref|defs)\w", data)
    ]
    assert left == []


@pytest.mark.slow
def test_what_a_build_writes_is_ignored(begun: Site) -> None:
    subprocess.run(["git", "init", "-q"], cwd=begun.root, check=True)  # noqa: S607  git is found as a shell finds it
    before = status(begun)
    begun.write(".bindery/snapshots/heat/x.txt", "private")
    begun.write(".site.bindery-build/lock", "")
    assert begun.run("bindery", "build").returncode == 0
    assert status(begun) == before


def status(site: Site) -> str:
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    return subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=True).stdout


def test_the_workflow_names_versions_and_no_secret(begun: Site) -> None:
    text = begun.read(".github/workflows/publish.yml")
    flow = yaml.safe_load(text)
    used = [step["uses"] for job in flow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", action)] == []
    ours = (ROOT / ".github/workflows/site.yml").read_text(
        "utf-8"
    )  # pinned by commit, with the version behind it
    assert set(used) <= set(re.sub(r"@[0-9a-f]{40} # (v\d+)\.\S+", r"@\1", ours).split())
    assert "secrets" not in text
    assert flow["permissions"] == {"contents": "read"}


def test_a_new_briefing_is_a_draft_without_any_problem(begun: Site, cli: CliRunner) -> None:
    for slug in ("heat-in-towns", "cold"):
        assert new(cli, "briefing", slug, "-C", str(begun.root)).exit_code == 0
    made = everything(begun)
    assert made.problems == ()
    assert made.site
    assert {slug: view.briefing.title for slug, view in made.site.briefings.items()} == {
        "cold": "Cold",
        "first-briefing": "First briefing",
        "heat-in-towns": "Heat in towns",
    }
    assert made.site.briefings["cold"].is_draft
    assert made.site.briefings["cold"].quotations == {"verified": 3}
    assert [key for key in compile(disk.read_inputs(begun.root)).files if key.startswith("cold/")] == []


def test_every_example_in_the_comments_is_right(begun: Site, cli: CliRunner) -> None:
    new(cli, "briefing", "cold", "-C", str(begun.root))
    for name in ("briefing.yml", "sources.yml"):
        path = f"briefings/cold/{name}"
        text, number = EXAMPLE.subn(r"\1", begun.read(path))
        assert number
        begun.write(path, text)
    assert [p for p in everything(begun).problems if p.severity == "error"] == []


def test_the_comments_name_every_key_of_a_briefing(begun: Site) -> None:
    text = begun.read("briefings/first-briefing/briefing.yml")
    keys = set(Briefing.model_fields) - {"datasets", "scale"}  # for those who read the reference
    keys -= {"translation_of", "extent", "original_hash"}  # for translators
    assert {key for key in keys if re.search(rf"^#?{key}:", text, re.MULTILINE)} == keys


@pytest.mark.parametrize(
    ("slug", "remedy"),
    [
        ("Heat In Towns", "name the folder `heat-in-towns`"),
        ("../outside", "name the folder `outside`"),
        ("a/b", "name the folder `a-b`"),
        ("", "name the folder `an-id`"),
        ("con", "name the folder"),
        ("sources", "name the folder `sources-briefing`"),
        ("a" * 81, "name the folder"),
    ],
)
def test_a_name_that_is_no_address_is_refused_with_the_remedy(
    begun: Site, cli: CliRunner, slug: str, remedy: str
) -> None:
    before = begun.files()
    result = new(cli, "briefing", slug, "-C", str(begun.root))
    assert result.exit_code == 2
    assert remedy in result.output
    assert begun.files() == before


def test_what_is_there_is_not_touched(begun: Site, cli: CliRunner) -> None:
    before = begun.write("briefings/heat/keep.txt", "mine").files()
    result = new(cli, "briefing", "heat", "-C", str(begun.root))
    assert (result.exit_code, "already exists" in result.output) == (1, True)
    result = new(cli, "site", str(begun.root))
    assert (result.exit_code, "is not empty" in result.output) == (1, True)
    result = new(cli, "site", str(begun.root / "mkdocs.yml"))
    assert (result.exit_code, "is not a folder" in result.output) == (1, True)
    assert begun.files() == before


def test_a_briefing_needs_a_site_round_it(site: Site, cli: CliRunner) -> None:
    result = new(cli, "briefing", "heat", "-C", str(site.root))
    assert result.exit_code == 1
    assert "bindery new site" in result.output
    assert site.files() == {}


def test_an_empty_folder_and_a_fresh_clone_become_a_site(site: Site, cli: CliRunner) -> None:
    (site.root / ".git").mkdir()
    assert new(cli, "site", str(site.root)).exit_code == 0
    assert (site.root / "mkdocs.yml").is_file()


def test_a_step_that_fails_leaves_nothing_behind(
    site: Site, cli: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "mkdocs.yml":
            raise OSError(28, "No space left on device", str(target))
        return whole(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    (site.root / "there").mkdir()
    for name in ("there", "made"):
        result = new(cli, "site", str(site.root / name))
        assert (result.exit_code, "free some space" in result.output) == (3, True)
    assert list((site.root / "there").iterdir()) == []
    assert not (site.root / "made").exists()


@given(st.text(max_size=40))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_title_is_read_as_it_was_typed_or_refused(title: str) -> None:
    try:
        files = founding._briefing("heat", title, "published")
    except UsageError:
        return
    made = yaml.safe_load(files["briefing.yml"])
    assert made["title"] == title


@pytest.mark.slow
def test_an_installed_wheel_begins_a_site_that_builds(tmp_path: Path) -> None:
    """In an environment of its own, whose only way to the dependencies is that of this one."""

    def run(*command: str | Path, cwd: Path = tmp_path) -> str:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        told = subprocess.run(
            list(map(str, command)),
            capture_output=True,
            text=True,
            check=False,
            cwd=cwd,
            env=clean,
        )
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    env = tmp_path / "env"
    run(sys.executable, "-m", "venv", "--without-pip", env)
    python, bindery = env / "bin/python", env / "bin/bindery"
    install = ("install", "--quiet", "--no-deps", "--no-index", "--no-compile", wheel)
    run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, *install)
    (packages,) = env.glob("lib/python*/site-packages")
    # A path in a .pth file is read for modules and not for further .pth files, such as that of a checkout.
    (packages / "rest.pth").write_text("\n".join(installed.getsitepackages()) + "\n", "utf-8")
    assert Path(run(python, "-c", "import bindery; print(bindery.__file__)").strip()).is_relative_to(env)
    run(bindery, "new", "site", "x")
    run(bindery, "build", cwd=tmp_path / "x")
    assert (tmp_path / "x/site/first-briefing/claims/index.html").is_file()
