"""The commands: what they print, where they print it, and their exit codes."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from mkdocs.exceptions import PluginError
from support.project import ROOT, Site

import bindery
from bindery.cli import build as building
from bindery.cli import main
from bindery.exports.json_schema import schema_files
from bindery.site.plugin import BinderyPlugin
from bindery.text.problems import Problem

BROKEN = ("source: gibb-2023", "source: gib-2023")


def run(cli: CliRunner, site: Site, *arguments: str) -> Result:
    command, *rest = arguments
    return cli.invoke(main, [command, "-C", str(site.root), *rest])


@pytest.fixture
def broken(newsroom: Site) -> Site:
    return newsroom.replace("briefings/heat/briefing.yml", *BROKEN)


def test_check_of_what_is_right_says_so_and_exits_with_0(cli: CliRunner, newsroom: Site) -> None:
    result = run(cli, newsroom, "check")
    assert (result.exit_code, result.output) == (0, "no problems\n")


def test_check_of_what_is_wrong_says_where_and_exits_with_1(cli: CliRunner, broken: Site) -> None:
    result = run(cli, broken, "check")
    assert result.exit_code == 1
    assert "error[B201]" in result.stdout
    assert "briefings/heat/briefing.yml:" in result.stdout
    assert "gibb-2023" in result.stdout
    assert "1 error" in result.stdout


def test_check_reports_every_problem_at_once(cli: CliRunner, broken: Site) -> None:
    broken.replace("briefings/heat/sources.yml", "kind: report", "kind: rumour")
    broken.write("briefings/cold/briefing.yml", "titel: Cold\n")
    output = run(cli, broken, "check").stdout
    assert {"B107", "B102", "B101"} <= set(re.findall(r"error\[(B\d{3})\]", output))


def test_a_hint_or_a_warning_exits_with_0(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write("briefings/heat/notes.doc", "x")
    result = run(cli, newsroom, "check")
    assert result.exit_code == 0
    assert "warning[B011]" in result.stdout


def test_problems_as_json(cli: CliRunner, broken: Site) -> None:
    result = run(cli, broken, "check", "--format", "json")
    [problem] = json.loads(result.stdout)
    lines = broken.read("briefings/heat/briefing.yml").splitlines()
    assert result.exit_code == 1
    assert problem["code"] == "B201"
    assert problem["severity"] == "error"
    assert problem["path"] == "briefings/heat/briefing.yml"
    line = lines[problem["line"] - 1]
    assert line[problem["column"] - 1 : problem["end_column"] - 1] == "gib-2023"


def test_problems_as_sarif(cli: CliRunner, broken: Site) -> None:
    log = json.loads(run(cli, broken, "check", "--format", "sarif").stdout)
    [result] = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert result["ruleId"] == "B201"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "briefings/heat/briefing.yml"


def test_problems_as_annotations_for_github(cli: CliRunner, broken: Site) -> None:
    output = run(cli, broken, "check", "--format", "github").stdout
    assert re.match(
        r"::error file=briefings/heat/briefing\.yml,title=B201,line=\d+,col=\d+,endColumn=\d+::", output
    )


@pytest.mark.parametrize(("form", "output"), [("json", "[]\n"), ("github", "")])
def test_no_problems_for_a_machine(cli: CliRunner, newsroom: Site, form: str, output: str) -> None:
    assert run(cli, newsroom, "check", "--format", form).stdout == output


def test_colour_is_for_terminals_only(cli: CliRunner, broken: Site) -> None:
    assert "\x1b" not in run(cli, broken, "check").output


def test_a_draft_is_checked_when_it_is_asked_for(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write("briefings/cold/briefing.yml", (newsroom.read("briefings/heat/briefing.yml")))
    newsroom.replace("briefings/cold/briefing.yml", "date: 2024-05-01", "date: 2024-05-01\nstatus: draft")
    newsroom.replace("briefings/cold/briefing.yml", *BROKEN)
    assert run(cli, newsroom, "check").exit_code == 0
    assert run(cli, newsroom, "check", "--drafts").exit_code == 1


def test_the_version_names_the_distribution_and_the_folder_of_the_package(cli: CliRunner) -> None:
    result = cli.invoke(main, ["--version"])
    folder = Path(bindery.__file__).parent
    assert result.exit_code == 0
    assert result.output == f"bindery {bindery.__version__} (bindery-briefings, from {folder})\n"


def test_the_distribution_is_the_one_that_is_published() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == bindery.DISTRIBUTION


@pytest.mark.parametrize("arguments", [["--version"], ["check"], ["build", "--help"]])
def test_files_of_another_project_in_the_package_are_an_error(
    cli: CliRunner, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(bindery, "DISTRIBUTION")  # as when pip wrote another `bindery/__init__.py` over ours
    result = cli.invoke(main, arguments)
    assert result.exit_code == 1
    assert "pip uninstall bindery" in result.output
    assert str(Path(bindery.__file__).parent) in result.output


def test_mkdocs_reports_files_of_another_project_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(bindery, "DISTRIBUTION")
    with pytest.raises(PluginError, match="pip uninstall bindery"):
        BinderyPlugin().on_startup(command="build", dirty=False)


@pytest.mark.parametrize("name", ["briefing", "sources"])
def test_a_schema_is_printed(cli: CliRunner, name: str) -> None:
    result = cli.invoke(main, ["schema", name])
    assert result.exit_code == 0
    assert result.output.encode() == schema_files()[f"schema/{name}.schema.json"]


def test_the_schemas_are_written(cli: CliRunner, site: Site) -> None:
    assert cli.invoke(main, ["schema", "--out", str(site.root / "schema")]).exit_code == 0
    assert site.files() == schema_files()


def test_an_unknown_schema_is_a_usage_error(cli: CliRunner) -> None:
    assert cli.invoke(main, ["schema", "claims"]).exit_code == 2


def test_a_code_is_explained(cli: CliRunner) -> None:
    result = cli.invoke(main, ["explain", "b201"])
    assert result.exit_code == 0
    assert result.output.startswith("B201")


def test_an_unknown_code_is_a_usage_error(cli: CliRunner) -> None:
    result = cli.invoke(main, ["explain", "B999"])
    assert result.exit_code == 2
    assert "B999" in result.output


@pytest.mark.parametrize("command", ["build", "check", "pages"])
def test_outside_of_a_project_the_message_is_clear(
    site: Site, cli: CliRunner, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ["--out", "out"] if command == "pages" else []
    monkeypatch.chdir(site.root)
    result = cli.invoke(main, [command, *out])
    said = result.stdout + result.stderr
    assert result.exit_code == 1
    assert isinstance(
        result.exception, SystemExit
    )  # an error that nobody caught would be shown with a traceback
    assert "mkdocs.yml" in said or "there is no briefing" in said
    assert site.files() == {}


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_is_not_there_is_a_usage_error(cli: CliRunner, command: str) -> None:
    result = cli.invoke(main, [command, "-C", "/nowhere/at/all"])
    assert result.exit_code == 2
    assert "/nowhere/at/all" in result.output


def test_a_configuration_that_cannot_be_read_is_no_crash(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write("mkdocs.yml", "site_name: [")
    result = run(cli, newsroom, "build")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "mkdocs.yml" in result.output


def test_a_configuration_without_the_plugin_says_so(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write("mkdocs.yml", "site_name: X\ntheme: {name: material, font: false}\n")
    result = run(cli, newsroom, "build")
    assert result.exit_code == 1
    assert "bindery" in result.output
    assert not (newsroom.root / "site").exists()


def test_control_characters_in_a_file_do_not_reach_the_terminal(cli: CliRunner, newsroom: Site) -> None:
    newsroom.replace("briefings/heat/briefing.yml", "Heat in cities", "Heat \x1b]0;owned\x07 in \u202ecities")
    result = run(cli, newsroom, "check")
    assert result.exit_code == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", result.output)


def test_problems_are_values_and_can_be_compared() -> None:
    assert Problem("B201", "x") == Problem("B201", "x")


@pytest.mark.slow
def test_build_py_builds_wherever_the_project_lies(tmp_path: Path) -> None:
    """`python build.py` in a copy of this repository without its longest briefing, in a folder with a space and an é."""
    copy = tmp_path / "été copy"
    copy.mkdir()
    for name in ("mkdocs.yml", "build.py"):
        shutil.copy(ROOT / name, copy / name)
    for name in ("docs", "briefings", "templates"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.rmtree(copy / "briefings/pakistan-taliban-kurram")
    result = subprocess.run(
        [sys.executable, "build.py"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONWARNINGS": "default"},
    )
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert (copy / "site/index.html").is_file()
    assert [
        path.name
        for path in (copy / "dist").iterdir()
        if re.fullmatch(r"bindery-[0-9-]+-offline\.zip", path.name)
    ]
    assert [path.name for path in copy.iterdir() if path.name.startswith(".")] == [".bindery"]


@pytest.mark.parametrize(("command", "lasts"), [("build", False), ("check", False), ("serve", True)])
def test_a_command_that_goes_on_gathers_no_garbage(
    command: str, lasts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "set_threshold", asked.append)
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0
    assert (asked[-1] < 100_000) == lasts


def test_too_little_memory_is_said_in_words(
    cli: CliRunner, newsroom: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(building, "_build", build)
    result = run(cli, newsroom, "build")
    assert result.exit_code == 3
    assert result.output.endswith("and build again. The old site stays as it was\n")
