"""What an author sees when something is wrong: every code, its message, its place and its page in the docs."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from support import shards
from support.cases import each
from support.project import BARE, Site

from bindery.build import cluster, inspection, shard
from bindery.build.pdf import DESIGN, pdf_files
from bindery.build.print_page import PaperError
from bindery.build.program import this_program
from bindery.build.shard import ShardError
from bindery.build.site_facts import SiteFacts
from bindery.cli import explain as explaining
from bindery.cli import main
from bindery.edition import compile  # noqa: A004  its own name
from bindery.evidence import changes
from bindery.evidence.graph import Graph
from bindery.html import csp
from bindery.reading import yaml_tree
from bindery.reading.inputs import Imprint, Inputs, Release, unconfined
from bindery.reading.project import read_project
from bindery.reading.written_lines import ODD_SPACES
from bindery.site import mkdocs_build, plugin
from bindery.site.trusted import Trusted
from bindery.system import disk
from bindery.text.problems import MOST_PER_FILE, Problem
from bindery.text.report import Format, render
from bindery.text.span import Span, Text

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "problems"
NAMES = sorted(path.name for path in CASES.iterdir() if (path / "expected.txt").is_file())
DOCS = (ROOT / "docs/reference/problems.md").read_text("utf-8")
ACCEPT = bool(os.environ.get("BINDERY_ACCEPT"))  # rewrites what is expected; then read the difference
SAID_AGAIN: dict[str, int] = {}
HOSTILE = "\x1b[31m\x00\x07\r\n\x7f\x9b\u202e\u2028\u200b\ufeff"


def problems_in(project: Path) -> tuple[Problem, ...]:
    """What an author of this project is told; its pages are rendered only where it has templates of its own.

    A file called `level` says at which level it is released, and one called `reviewers` how many people review it.
    """
    level = project / "level"
    release = Release(level.read_text("utf-8").strip()) if level.is_file() else None
    inputs = disk.read_inputs(project, release=release)
    if not (project / "templates").exists():
        inputs = replace(inputs, templates=BARE, compiled=None)
    reviewers = project / "reviewers"
    if reviewers.is_file():
        inputs = replace(inputs, reviewers=int(reviewers.read_text("utf-8")))
    return compile(inputs).problems


@cache
def problems_of_case(case: str) -> tuple[Problem, ...]:
    """What the author of a case is told; two tests ask for it."""
    return problems_in(CASES / case)


def codes_in(project: Path) -> list[str]:
    """The codes of it."""
    return [problem.code for problem in problems_in(project)]


def smallest() -> str:
    """The briefing that `bindery explain B007` shows."""
    (shown,) = fences(explaining.problem_texts()["B007"])
    return shown


def fences(markdown: str) -> list[str]:
    """The YAML examples of a text."""
    return re.findall(r"^```yaml\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL)


def write_briefing(project: Path, text: str) -> Path:
    """Makes a project that consists of one briefing, and says where that lies."""
    file = project / "briefings" / "heat" / "briefing.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


@cache
def written_codes() -> Counter[str]:
    """How often each code stands in the source as a string."""
    files = sorted((ROOT / "bindery").rglob("*.py"))
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    strings = (str(node.value) for node in nodes if isinstance(node, ast.Constant))
    return Counter(string for string in strings if re.fullmatch(r"B\d{3}", string))


def described_codes() -> list[str]:
    """The code of each heading of the docs, in their order."""
    return re.findall(r"^### (B\d{3})", DOCS, re.MULTILINE)


def a_problem(words: str = "no source is called `x`", name: str = "briefings/a/briefing.yml") -> Problem:
    """A problem with words in every place that has any."""
    text = Text(name, f"title: {words}\nsource: x\n")
    span = text.span(0, 5)
    return Problem("B201", words, span, help=words, related=((span, words),))


def nothing_invisible(shown: str) -> bool:
    """Whether a terminal shows every character of it, line ends apart."""
    return all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in shown)


# A case is a project, and expected.txt in it is what its author sees.


@each("case", NAMES)
def test_an_author_sees_what_is_expected(case: str) -> None:
    seen = render(problems_of_case(case), "text") + "\n"
    expected = CASES / case / "expected.txt"
    if ACCEPT:
        expected.write_text(seen, "utf-8")
    assert seen == expected.read_text("utf-8")


@each("case", [name for name in NAMES if name.startswith("B")])
def test_a_case_shows_its_own_problem_and_no_other(case: str) -> None:
    assert {problem.code for problem in problems_of_case(case)} == {case[:4]}


def test_every_briefing_at_fault_is_reported() -> None:
    told = {problem.file for problem in problems_in(CASES / "several-briefings-at-once")}
    assert told == {f"briefings/{slug}/briefing.yml" for slug in ("cold", "heat", "rain")}


# What a file of data cannot hold.


def test_b006_a_briefing_that_is_too_large(tmp_path: Path) -> None:
    write_briefing(tmp_path, "#" * yaml_tree.MOST_BYTES + "\n")
    assert codes_in(tmp_path) == ["B006"]


def test_a_briefing_of_the_largest_size_is_read(tmp_path: Path) -> None:
    write_briefing(tmp_path, smallest().ljust(yaml_tree.MOST_BYTES, "#"))
    assert codes_in(tmp_path) == []


def test_b015_a_link_is_not_followed(tmp_path: Path) -> None:
    file = write_briefing(tmp_path, smallest())
    (file.parent / "sources.yml").symlink_to(file)
    assert codes_in(tmp_path) == ["B015"]


def test_b015_nor_is_a_link_to_a_folder(tmp_path: Path) -> None:
    file = write_briefing(tmp_path, smallest())
    (file.parent / "snapshots").symlink_to(tmp_path)
    assert codes_in(tmp_path) == ["B015"]


def test_b016_a_snapshot_that_is_too_large(tmp_path: Path) -> None:
    file = write_briefing(tmp_path, smallest())
    snapshot = file.parent / "snapshots" / "gibb-2024.txt"
    snapshot.parent.mkdir()
    with snapshot.open("wb") as large:
        large.truncate(disk.LARGEST_FILE + 1)
    assert codes_in(tmp_path) == ["B016"]


def test_b017_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *arguments: Any) -> int:
        if str(path).endswith("briefing.yml"):
            raise PermissionError(13, "Permission denied")
        return allowed(path, *arguments)

    allowed = os.open
    write_briefing(tmp_path, smallest())
    monkeypatch.setattr(os, "open", refuse)
    (found,) = problems_in(tmp_path)
    assert (found.code, found.message) == ("B017", "the file cannot be read: Permission denied")


def test_b019_a_file_of_more_values_than_are_read(tmp_path: Path) -> None:
    write_briefing(tmp_path, "- x\n" * (yaml_tree.MOST_NODES + 1))
    assert codes_in(tmp_path) == ["B019"]


def test_b020_more_problems_than_anyone_reads(tmp_path: Path) -> None:
    write_briefing(tmp_path, "a: 1\n" * (MOST_PER_FILE + 50))
    assert Counter(codes_in(tmp_path)) == {"B003": MOST_PER_FILE, "B020": 1}


def test_a_hundred_warnings_hide_no_error(tmp_path: Path) -> None:
    lost = "".join(f"{name} #b\n" for name in ["tags:", *["- a"] * (MOST_PER_FILE + 50)])
    write_briefing(tmp_path, f"{lost}{smallest()}unknown: x\n")
    assert "B020" in codes_in(tmp_path)
    assert _errors(disk.read_inputs(tmp_path)) != []


def test_b021_a_file_that_is_left_out_is_reported(tmp_path: Path) -> None:
    file = write_briefing(tmp_path, smallest())
    for name in (".briefing.yml.swp", "briefing.yml~", ".gitignore"):
        file.with_name(name).write_text("x", "utf-8")
    assert codes_in(tmp_path) == ["B021", "B021"]


def test_b022_a_folder_that_lies_too_deep(tmp_path: Path) -> None:
    file = write_briefing(tmp_path, smallest())
    file.parent.joinpath(*["deep"] * 500).mkdir(parents=True)
    assert codes_in(tmp_path) == ["B022"]


def test_b216_sources_that_repeat_one_another_too_long(tmp_path: Path) -> None:
    file = write_briefing(tmp_path, smallest())
    each = (f"- {{id: s{n}, kind: news, origin: s{n + 1}}}\n" for n in range(100))
    file.with_name("sources.yml").write_text(
        f"sources:\n{''.join(each)}- {{id: s100, kind: news}}\n", "utf-8"
    )
    assert _errors(disk.read_inputs(tmp_path)) == ["B216"]


def test_b603_two_pictures_of_one_name(tmp_path: Path) -> None:
    images = write_briefing(tmp_path, smallest()).parent / "images"
    images.mkdir()
    image = (CASES / "B212-dark-version/briefings/heat/images/heat.png").read_bytes()
    for name in ("map.png", "Map.png"):
        (images / name).write_bytes(image)
    assert codes_in(tmp_path) == ["B603"]


def test_b321_too_few_paragraphs_that_rest_on_something() -> None:
    inputs = disk.read_inputs(CASES / "B320-bare-paragraph")
    found = {least: _errors(replace(inputs, min_coverage=least)) for least in (50, 51)}
    assert found == {50: [], 51: ["B321"]}


def _errors(inputs: Inputs) -> list[str]:
    return [problem.code for problem in compile(inputs).errors]


def test_b323_a_figure_that_changed_without_an_edition(tmp_path: Path) -> None:
    states = []
    for text in (smallest(), smallest().replace("text: It was hot", "text: It was 52 degrees")):
        write_briefing(tmp_path, text)
        states.append(Graph(read_project(disk.read_inputs(tmp_path))[0]))
    old, new = (state.registers["heat"] for state in states)
    found = changes.undeclared_changes(changes.compare_claims(old, states[0], new, states[1]), old, new)
    assert [(problem.code, problem.span and problem.span.content) for problem in found] == [("B323", "hot")]


def test_b362_a_cell_that_no_stored_table_can_be_compared_with(tmp_path: Path) -> None:
    shutil.copytree(CASES / "B359-other-figure", tmp_path, dirs_exist_ok=True)
    (tmp_path / "briefings/heat/snapshots/gibb-2024.csv").unlink()
    asked = replace(disk.read_inputs(tmp_path), require_snapshots=True)
    assert [problem.code for problem in compile(asked).problems] == ["B362", "B362"]


def test_b303_words_that_nothing_stored_can_be_compared_with(tmp_path: Path) -> None:
    quoting = smallest().replace("It was hot.\n", 'Yes [@gibb-2024, "hot"].\n', 1)
    file = write_briefing(tmp_path, f"{quoting}")
    (file.parent / "sources.yml").write_text("sources:\n  - {id: gibb-2024, kind: news}\n", "utf-8")
    asked = replace(disk.read_inputs(tmp_path), require_snapshots=True)
    assert codes_in(tmp_path) == []
    assert [problem.code for problem in compile(asked).problems] == ["B303"]


def test_b332_a_snapshot_whose_hash_nobody_recorded(tmp_path: Path) -> None:
    snapshot = write_briefing(tmp_path, smallest()).parent / "snapshots" / "gibb-2024.txt"
    snapshot.parent.mkdir()
    snapshot.write_text("It was hot.", "utf-8")
    result = CliRunner().invoke(main, ["snapshot", "verify", "-C", str(tmp_path), "--format", "json"])
    assert result.exit_code == 1
    assert [problem["code"] for problem in json.loads(result.stdout)] == ["B332"]


def test_b671_a_reader_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(CASES / "B672-other-address", tmp_path, dirs_exist_ok=True)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    [problem] = compile(replace(disk.read_inputs(tmp_path), confine=unconfined)).problems
    assert (problem.code, problem.help) == ("B671", "run: pip install 'bindery-briefings[archives]'")


def test_b676_a_time_stamp_of_nothing(tmp_path: Path) -> None:
    snapshot = write_briefing(tmp_path, smallest()).parent / "snapshots" / "gibb-2024.csv"
    snapshot.parent.mkdir()
    snapshot.write_text("It was hot.", "utf-8")
    snapshot.with_suffix(".tsr").write_bytes(b"stamp")
    result = CliRunner().invoke(main, ["snapshot", "verify", "-C", str(tmp_path), "--format", "json"])
    assert [problem["code"] for problem in json.loads(result.stdout)] == ["B676"]


def test_b605_a_briefing_that_is_not_for_the_public(tmp_path: Path) -> None:
    write_briefing(tmp_path, smallest().replace("date: 2024", "date: 2024\nhandling: TLP:AMBER"))
    inputs = disk.read_inputs(tmp_path)
    public = replace(inputs, imprint=Imprint("Heat", address="https://example.org/"))
    assert [(p.code, p.severity) for p in compile(public).problems] == [("B605", "hint")]
    assert compile(inputs).problems == ()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("pdf")).newsroom().build()


def pdf_refused(site: Site, design: str = "") -> Problem:
    """What stops the PDF files of a project whose design ends so."""
    templates = disk.read_templates(ROOT)
    templates[DESIGN] += design
    facts = SiteFacts(site.site, site.compile(), templates, "Heat", "", directory_urls=True)
    with pytest.raises(PaperError) as raised:
        dict(pdf_files(facts, site.root))
    return raised.value.problem


def test_b606_the_library_that_makes_pdf_files_is_missing(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    problem = pdf_refused(built)
    assert problem.code == "B606"
    assert "pip install 'bindery-briefings[pdf]'" in problem.help


def test_b607_a_character_that_no_font_has(built: Site) -> None:
    problem = pdf_refused(built, "\n#show heading: it => [ภาษา]\n")
    assert (problem.code, problem.message) == ("B607", "no font of the PDF has these characters: ภ า ษ")


def test_b608_an_error_in_the_design_of_pdf_files(built: Site) -> None:
    problem = pdf_refused(built, "\n#let x = wrong()\n")
    assert problem.code == "B608"
    assert "unknown variable: wrong" in problem.message
    line = disk.read_templates(ROOT)[DESIGN].count("\n") + 2
    assert problem.help == f"correct line {line} of templates/paper.typ"


def write_site(project: Path, text: str, page: str, settings: str = "") -> None:
    """Makes a project that MkDocs can build: a briefing and a page written by hand."""
    write_briefing(project, text)
    made = f"site_name: Heat\ntheme: material\nplugins: [bindery]\n{settings}"
    (project / "mkdocs.yml").write_text(made, "utf-8")
    (project / "docs" / page).parent.mkdir(parents=True)
    (project / "docs" / page).write_text("# Written by hand\n", "utf-8")


def refused(folder: Path, files: Mapping[str, str]) -> list[str]:
    """The codes of what is wrong with a made site of these files."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    with pytest.raises(inspection.InspectionError) as stopped:
        inspection.inspect(folder, Trusted())
    return [problem.code for problem in stopped.value.problems]


def a_page(body: str) -> str:
    return csp.with_policy(f"<head></head><body>{body}</body>", "data-0", csp.AllowedSources())


def test_b610_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    assert refused(tmp_path, {"a.html": a_page('<a href="gone/">x</a>')}) == ["B610"]


def test_b611_a_path_of_one_machine(tmp_path: Path) -> None:
    assert refused(tmp_path, {"a.html": a_page('<a href="file:///a.html">x</a>')}) == ["B611"]


def test_b612_a_picture_that_another_host_has(tmp_path: Path) -> None:
    assert refused(tmp_path, {"a.html": a_page('<img src="https://example.org/a.png">')}) == ["B612"]


def test_b613_a_script_that_no_template_holds(tmp_path: Path) -> None:
    assert refused(tmp_path, {"a.html": a_page("<script>x()</script>")}) == ["B613"]


def test_b614_a_page_without_a_policy(tmp_path: Path) -> None:
    assert refused(tmp_path, {"a.html": "<p>x</p>"}) == ["B614"]


def test_b615_a_checksum_list_that_lists_another_file(tmp_path: Path) -> None:
    assert refused(tmp_path, {"SHA256SUMS": f"{'0' * 64}  gone.txt\n"}) == ["B615"]


def _refused_by_mkdocs(project: Path, plugins: str) -> list[str]:
    """The codes of the problems that other plugins or hooks of a site cause."""
    write_briefing(project, smallest())
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(f"site_name: x\ntheme: material\nplugins: {plugins}\n", "utf-8")
    with pytest.raises(plugin.BriefingsError) as refused:
        mkdocs_build.construct(project, project / "site")
    return [problem.code for problem in refused.value.problems]


def test_b616_a_plugin_that_cannot_be_used(tmp_path: Path) -> None:
    assert _refused_by_mkdocs(tmp_path, "[bindery, offline]") == ["B616"]


def test_b617_a_hook_that_fails(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text("def on_config(config):\n    return 1 / 0\n", "utf-8")
    assert _refused_by_mkdocs(tmp_path, "[bindery]\nhooks: [hook.py]") == ["B617"]


def refused_shards(paths: Iterable[Path]) -> list[str]:
    """The codes of the problems for which shards are not joined."""
    with pytest.raises(ShardError) as stopped:
        shard.read_shards([*paths])
    return [problem.code for problem in stopped.value.problems]


def test_b650_a_shard_that_is_missing(tmp_path: Path) -> None:
    assert refused_shards(shards.written(tmp_path, shards.small(), 2)[:1]) == ["B650"]


def test_b651_a_shard_given_twice(tmp_path: Path) -> None:
    assert refused_shards(shards.written(tmp_path, shards.small(), 1) * 2) == ["B651"]


def test_b652_a_shard_of_another_program(tmp_path: Path) -> None:
    (path,) = shards.written(tmp_path, shards.small(), 1)
    program = {"version": "0.1", "code": "", "packages": {}}
    assert refused_shards([shards.changed(path, {}, seal=True, program=program)]) == ["B652"]


def test_b653_a_shard_of_other_inputs(tmp_path: Path) -> None:
    found = shard.read_shards(shards.written(tmp_path, shards.small(), 1))
    now = shards.edited(shards.small(), "briefings/heat/briefing.yml", b"title: x\n")
    assert [problem.code for problem in shard.other_inputs(found, now, shards.settings())] == ["B653"]


def test_b654_a_file_that_is_no_shard(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"x")
    assert refused_shards([tmp_path / "x.zip"]) == ["B654"]


def test_b655_shards_of_two_splits(tmp_path: Path) -> None:
    first, second = (shards.written(tmp_path, shards.small(), parts)[0] for parts in (1, 2))
    assert refused_shards([first, second]) == ["B655"]


def test_b656_an_address_without_a_cluster() -> None:
    with pytest.raises(cluster.ClusterError) as stopped, cluster.cluster_at("nothing://x"):
        pass
    assert stopped.value.problem.code == "B656"


def test_b657_a_worker_of_another_version() -> None:
    program = {**this_program().model_dump(), "version": "0.1"}
    lost: Future[bytes] = Future()
    with pytest.raises(cluster.OtherProgramError, match=r"Bindery") as stopped:
        cluster.carry_out_order(b"", program)
    lost.set_exception(stopped.value)
    with pytest.raises(cluster.ClusterError) as refused:
        cluster.result_of(lost)
    assert refused.value.problem.code == "B657"


@pytest.mark.parametrize("settings", ["", "use_directory_urls: false\n"])
@pytest.mark.parametrize("page", ["heat/index.md", "heat/claims.md"])
def test_b602_a_page_written_by_hand_where_a_briefing_stands(
    page: str, settings: str, tmp_path: Path
) -> None:
    write_site(tmp_path, smallest(), page, settings)
    with pytest.raises(plugin.BriefingsError) as stopped:
        mkdocs_build.build_site(tmp_path, tmp_path / "site")
    assert [(p.code, p.file) for p in stopped.value.problems] == [("B602", f"docs/{page}")]


@pytest.mark.parametrize(
    "name", ["aux.md", "CON.md", "a?.md", "nul/a.md", "b:c.png", "com1.tar.gz", "a./x.md"]
)
def test_b604_a_name_that_windows_cannot_have(name: str, tmp_path: Path) -> None:
    write_site(tmp_path, smallest(), name)
    with pytest.raises(plugin.BriefingsError) as stopped:
        mkdocs_build.build_site(tmp_path, tmp_path / "site")
    assert [(p.code, p.file) for p in stopped.value.problems] == [("B604", f"docs/{name}")]


def test_a_build_prints_problems_in_the_form_asked_for(tmp_path: Path) -> None:
    write_site(tmp_path, smallest().replace("date: 2024", "date: soon"), "method.md")
    result = CliRunner().invoke(main, ["build", "-C", str(tmp_path), "--format", "json"])
    assert result.exit_code == 1
    assert [problem["code"] for problem in json.loads(result.stdout)] == ["B105"]


# Each code has one place in the source, one heading in the docs, and a case.


def test_every_code_has_a_heading() -> None:
    assert sorted(written_codes()) == described_codes()


def test_the_headings_are_those_that_explain_reads() -> None:
    assert sorted(explaining.problem_texts()) == described_codes()


def test_a_heading_has_its_code_as_its_anchor() -> None:
    titles = re.findall(r"^### .*$", DOCS, re.MULTILINE)
    assert [title for title in titles if not re.fullmatch(r"### B(\d{3}): .+ \{#b\1\}", title)] == []


def test_a_code_stands_under_its_family() -> None:
    families = re.findall(r"^## .*\((B\d)\)\n(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    strangers = [code for family, text in families for code in re.findall(r"^### (B\d{3})", text, re.MULTILINE)
                 if not code.startswith(family)]  # fmt: skip
    assert strangers == []


def test_every_code_stands_in_one_place_of_the_source() -> None:
    assert {code: n for code, n in written_codes().items() if n > 1} == SAID_AGAIN


def test_every_code_has_a_case() -> None:
    tests = {name[5:9].upper() for name in globals() if re.match(r"test_b\d{3}_", name)}
    assert set(written_codes()) - {name[:4] for name in NAMES} - tests == set()


# The docs say what works.


def test_the_smallest_briefing_has_no_problems(tmp_path: Path) -> None:
    write_briefing(tmp_path, smallest())
    assert codes_in(tmp_path) == []


@pytest.mark.parametrize("line", range(11))
def test_the_smallest_briefing_holds_no_line_too_many(line: int, tmp_path: Path) -> None:
    lines = smallest().splitlines(keepends=True)
    write_briefing(tmp_path, "".join(lines[:line] + lines[line + 1 :]))
    assert codes_in(tmp_path) != []


@each("example", [fence.split("# right\n")[-1] for fence in fences(DOCS)])
def test_an_example_of_what_is_right_can_be_read(example: str) -> None:
    assert yaml_tree.parse_yaml(Text("docs/reference/problems.md", example))[1] == []


# The forms in which problems are printed.


def test_json_gives_every_problem_its_place() -> None:
    problems = problems_in(CASES / "several-briefings-at-once")
    said = json.loads(render(problems, "json"))
    assert [(p["path"], p["line"], p["column"]) for p in said] == [
        (p.file, p.span.line, p.span.column) for p in problems if p.span
    ]


def test_json_without_a_place_names_the_file() -> None:
    (said,) = json.loads(render(problems_in(CASES / "B012-folder-name"), "json"))
    assert (said["code"], said["path"]) == ("B012", "briefings/Heat_2024/briefing.yml")
    assert "line" not in said


def test_github_says_each_problem_on_one_line() -> None:
    lines = render([a_problem("100 %\n::error::forged\r")], "github").split("\n")
    assert len(lines) == 1
    assert lines[0].startswith("::error file=briefings/a/briefing.yml,title=B201,line=1,col=1,endColumn=6::")
    assert lines[0].count("100 %25%0A::error::forged%0D") == 2


def test_github_escapes_what_ends_a_property() -> None:
    said = render([a_problem(name="a,line=9:b%.yml")], "github")
    assert "file=a%2Cline=9%3Ab%25.yml,title" in said


def test_sarif_points_at_the_characters() -> None:
    problems = problems_in(CASES / "several-briefings-at-once")
    log = json.loads(render(problems, "sarif"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [_cut(result) for result in run["results"]] == [
        "last winter", "Hot", ":", "@gibb-2023", "[#wet]", "wet"
    ]  # fmt: skip


def _cut(result: dict[str, Any]) -> str:
    """The characters that a result of SARIF points at."""
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    file = CASES / "several-briefings-at-once" / place["artifactLocation"]["uri"]
    line: str = file.read_text("utf-8").split("\n")[region["startLine"] - 1]
    return line[region["startColumn"] - 1 : region["endColumn"] - 1]


def test_sarif_names_each_rule_once() -> None:
    log = json.loads(render(problems_in(CASES / "several-in-one-file"), "sarif"))
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert rules == sorted({result["ruleId"] for result in log["runs"][0]["results"]})


def test_sarif_writes_a_file_name_as_an_address() -> None:
    log = json.loads(render([a_problem(name="briefings/a/50 % off.yml")], "sarif"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "briefings/a/50%20%25%20off.yml"


def test_an_escape_in_a_message_never_reaches_the_terminal() -> None:
    shown = render([a_problem(HOSTILE, f"briefings/{HOSTILE}.yml")], "text")
    assert nothing_invisible(shown)
    assert "<U+001B>[31m" in shown


def test_the_colours_are_the_only_escapes() -> None:
    shown = render([a_problem(HOSTILE)], "text", colour=True)
    assert nothing_invisible(re.sub(r"\x1b\[(?:0|1|1;3[1-6])m", "", shown))


@pytest.mark.parametrize("form", get_args(Format))
def test_a_file_name_that_is_no_text_can_be_printed(form: Format) -> None:
    name = os.fsdecode(b"briefings/\xff.yml")
    assert render([a_problem(name=name)], form).encode()


@given(st.text(), st.text())
def test_no_words_and_no_name_reach_a_terminal_unseen(words: str, name: str) -> None:
    problem = a_problem(words, name)
    assert nothing_invisible(render([problem], "text"))
    assert nothing_invisible(render([problem], "github"))
    assert len(render([problem], "github").split("\n")) == 1


# A tree knows where everything was written.

WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\n\t", exclude_characters="\u2028\u2029"
    )
).filter(lambda words: not yaml_tree.forbidden_characters(Text("", words)))
# Three levels written out: a recursive strategy draws again when it has drawn too much, and may then disagree with itself.
_FLAT = WORDS | st.lists(WORDS, max_size=4) | st.dictionaries(WORDS, WORDS, max_size=4)
_NESTED = _FLAT | st.lists(_FLAT, max_size=3) | st.dictionaries(WORDS, _FLAT, max_size=3)
TREES = _NESTED | st.lists(_NESTED, max_size=2) | st.dictionaries(WORDS, _NESTED, max_size=2)
STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, "'", '"']),
        "default_flow_style": st.sampled_from([None, True, False]),
        "allow_unicode": st.booleans(),
        "indent": st.integers(2, 6),
        "width": st.integers(100, 200),  # PyYAML breaks a line wrongly where less is left
    }
)


class _Dumper(yaml.SafeDumper):
    """Writes a value out wherever it occurs."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        del data
        return True


def scalars(node: yaml_tree.Node) -> Iterator[yaml_tree.Scalar]:
    """Every key and every value that is a text."""
    if isinstance(node, yaml_tree.Scalar):
        yield node
    elif isinstance(node, yaml_tree.Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from scalars(value)


def plain(node: yaml_tree.Node) -> Any:
    """The tree without its places."""
    if isinstance(node, yaml_tree.Scalar):
        return node.value
    if isinstance(node, yaml_tree.Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def dumped(value: Any, style: dict[str, Any]) -> str:
    """What PyYAML writes for a value, unless a key begins or ends with a no-break space.

    Such a key is refused on purpose: the space is mostly one that was pasted.
    """
    written: str = yaml.dump(value, Dumper=_Dumper, **style)
    assume(not re.search(rf"^[ ?-]*[{ODD_SPACES}]|[{ODD_SPACES}]+ *:", written, re.MULTILINE))
    return written


@given(st.lists(TREES, min_size=1) | st.dictionaries(WORDS, TREES, min_size=1), STYLES)
def test_a_tree_says_what_was_written(value: Any, style: dict[str, Any]) -> None:
    node, problems = yaml_tree.parse_yaml(Text("a.yml", dumped(value, style)))
    # `"\nu"` is read as YAML means it, with a warning, since it may be a path with a backslash.
    assert [problem for problem in problems if problem.code != "B033"] == []
    assert node is not None
    assert plain(node) == value


@pytest.mark.slow
@given(st.lists(TREES, min_size=1) | st.dictionaries(WORDS, TREES, min_size=1), STYLES)
def test_the_characters_of_a_scalar_read_alone_give_its_value(value: Any, style: dict[str, Any]) -> None:
    node, _ = yaml_tree.parse_yaml(Text("a.yml", dumped(value, style)))
    assert node is not None
    for scalar in scalars(node):
        assert yaml.load(scalar.span.content, yaml.BaseLoader) == scalar.value  # noqa: S506  texts only


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_span_lies_on_its_line(content: str, start: int, length: int) -> None:
    text = Text("a.yml", content)
    span = Span(text, min(start, len(content)), min(start + length, len(content)))
    line = text.line(span.line)
    assert 1 <= span.column <= len(line) + 1
    assert span.content.split("\n")[0] == line[span.column - 1 :][: len(span.content.split("\n")[0])]


# The command.


def explain(code: str) -> tuple[int, str]:
    """What `bindery explain CODE` exits with and prints."""
    result = CliRunner().invoke(main, ["explain", code])
    return result.exit_code, result.output


def test_explain_prints_what_stands_under_the_heading() -> None:
    status, said = explain("B201")
    (under,) = re.findall(r"^### (B201: .+) \{#b201\}\n(.*?)(?=^##)", DOCS, re.MULTILINE | re.DOTALL)
    assert status == 0
    assert said.strip() == f"{under[0]}\n{under[1]}".strip()


def test_explain_takes_a_code_in_small_letters() -> None:
    assert explain("b201") == explain("B201")


def test_explain_offers_a_code_that_is_near() -> None:
    status, said = explain("B2011")
    assert status == 2
    assert re.search(r"no problem has the code B2011; did you mean B2\d\d\?", said)


def test_explain_shows_no_escape_that_it_was_given() -> None:
    status, said = explain("\x1b[31m")
    assert status == 2
    assert nothing_invisible(said)
