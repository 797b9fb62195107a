"""The rules of this repository: what imports what, what the core never does, how tests are named, and what is pinned."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import StrictUndefined
from support.cases import each
from support.project import ROOT

from bindery.pages.templating import environment

PACKAGE = ROOT / "bindery"

# ARCHITECTURE.md has the only list of rooms: from the top down, each imports from the rooms below it alone.
ROOMS = tuple(
    (room.removesuffix(".py").removesuffix("/"), half)
    for room, half in re.findall(
        r"^\| `([a-z_]+(?:/|\.py))` \| (core|shell) \|",
        (ROOT / "ARCHITECTURE.md").read_text("utf-8"),
        re.MULTILINE,
    )
)
RANK = {room: number for number, (room, _) in enumerate(ROOMS)}
SHELL = {room for room, half in ROOMS if half == "shell"}
KNOW_MKDOCS = "site"
WORLDLY = {
    "os",
    "time",
    "pathlib",
    "socket",
    "random",
    "secrets",
    "subprocess",
    "tempfile",
    "shutil",
    "glob",
    "logging",
    "locale",
    "platform",
    "importlib.resources",
    "urllib.request",
    "http",
    "requests",
    "sys",
}
ALLOWED = {"PurePosixPath", "BytesIO", "date"}  # values without a world behind them
WORLDLY_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
WORLDLY_METHODS = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes", "getenv"}
# These read the files of data beside them, which are part of the program.
SHIPPED_DATA = {
    "bindery.text.alike_names",
    "bindery.model.scales",
    "bindery.text.languages",
    "bindery.text.things",
    "bindery.drawing.fonts",
    "bindery.drawing.maps.atlas",
    "bindery.model.countries",
}
KNOWS_THE_PROGRAM = "bindery.text.shipped_data"  # where these files are
# A build after an edit must start in no time: these modules are loaded where a briefing needs them.
LOADED_WHEN_NEEDED = {
    "bindery.build.full_build",
    "bindery.drawing.charts",
    "bindery.drawing.maps.place_map",
    "bindery.evidence.calculation",
    "bindery.evidence.contradicted_words",
    "bindery.evidence.derived_figures",
    "bindery.evidence.fingerprints",
    "bindery.evidence.snapshots",
    "bindery.exports.json_schema",
    "bindery.pages.map_view",
    "bindery.pages.social_card",
    "bindery.reading.markdown_reader",
    "bindery.site.mkdocs_build",
    "bindery.site.navigation_links",
}
MOST_COMPLEX = 15  # ways through a function; above that, it is doing several things
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "base", "misc", "core"}
MODULES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted(p for p in (ROOT / "tests").rglob("*.py") if "node_modules" not in p.parts)
# What runs a whole site, what tests the repository, the golden cases of all problems, the red team, and what tests share.
TESTS_OF_NO_ROOM = {"site_wide", "repository", "problems", "redteam", "support"}
TESTS_OF_ROOMS = [
    path
    for path in TESTS
    if path.name.startswith("test_") and path.relative_to(ROOT / "tests").parts[0] not in TESTS_OF_NO_ROOM
]
NAMED_AFTER_NO_MODULE = {
    "reading/mistakes": "one table has every mistake, which eight modules recognise",
    "reading/citation_forms": "one table has every form of a citation, which five modules read",
    "exports/feeds": "feeds, sitemap and robots.txt have one promise: what they say of a page is the same",
    "reading/markdown_page": "the page of the docs lists what several modules read, and is true of all of them",
    "references/round_trip": "each export, and the import that reads it, give the same list together",
    "references/routes": "one table has every program whose references are read",
    "evidence/kinds/hostile_copies": "each kind of stored file is tried by one who means harm",
    "evidence/unaltered": "alters evidence of every kind, whichever module checks it",
}
CORE = [
    path for path in MODULES if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in RANK.keys() - SHELL
]


def room_of(module: str) -> str:
    """The room that a module lies in: the second part of its name; a module beside the rooms is a room of its own."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def dotted(path: Path) -> str:
    """The name of a module, as it is imported."""
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module; all tests below go through them."""
    return tuple(ast.walk(tree_of(path)))


def last_name(expression: ast.AST) -> str:
    """The last part of a name: `parse` in `yaml.parse`."""
    return getattr(expression, "attr", "") or getattr(expression, "id", "")


NAMES = {dotted(path) for path in MODULES}


def own_imports(path: Path) -> set[str]:
    """Our modules that a module imports, wherever in it."""
    found: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in NAMES}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in NAMES else str(node.module) for name in named}
    return (found & NAMES) - {dotted(path)}


def imported(path: Path) -> set[tuple[str, str]]:
    """Every import of a module as (module, name); the name is empty for a plain import."""
    found: set[tuple[str, str]] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "", alias.name) for alias in node.names}
    return found


def test_every_room_is_in_the_table_and_says_there_what_it_says_of_itself() -> None:
    there = {room_of(name) for name in NAMES} - {"", "__main__"}
    assert sorted(RANK) == sorted(there)
    table = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    said = {
        room: (ast.get_docstring(tree_of(folder / "__init__.py")) or "").partition("\n")[0]
        for room in RANK
        if (folder := PACKAGE / room).is_dir()
    }
    assert [room for room, sentence in said.items() if f"| {sentence} |" not in table] == []


def test_imports_between_rooms_point_down_the_table() -> None:
    wrong = [
        f"{dotted(path)} imports {other}"
        for path in MODULES
        for other in sorted(own_imports(path))
        if (here := room_of(dotted(path))) in RANK
        and (there := room_of(other)) in RANK
        and RANK[there] < RANK[here]
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert list(TopologicalSorter({dotted(path): own_imports(path) for path in MODULES}).static_order())


@each("room", sorted(room for room in RANK if (PACKAGE / room).is_dir()))
def test_a_room_offers_its_public_names_and_loads_none_of_them_before(room: str) -> None:
    offered = [name for name in getattr(import_module(f"bindery.{room}"), "__all__", []) if name != "main"]
    found = {name: getattr(import_module(f"bindery.{room}"), name, None) for name in offered}
    assert [name for name, value in found.items() if value is None] == []
    if room != "cli":
        code = f"import sys, bindery.{room}; print(sorted(m for m in sys.modules if m.startswith('bindery.{room}.')))"
        loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert loaded.stdout == "[]\n"


def test_a_build_after_an_edit_loads_nothing_that_few_briefings_need() -> None:
    at_once: dict[str, set[str]] = {}
    for path in MODULES:
        nodes: list[ast.AST] = [*tree_of(path).body]
        named = (node for node in nodes if isinstance(node, ast.ImportFrom))
        names = {(str(node.module), alias.name) for node in named for alias in node.names}
        at_once[dotted(path)] = {
            f"{room}.{name}" if f"{room}.{name}" in NAMES else room for room, name in names
        }
    ahead, loaded = ["bindery.cli.build"], set[str]()
    while ahead:
        module = ahead.pop()
        if module not in loaded:
            loaded.add(module)
            ahead += at_once.get(module, ())
    assert {"bindery.build.incremental", "bindery.evidence.checks", "bindery.pages.render"} <= loaded
    assert sorted(loaded & LOADED_WHEN_NEEDED) == []
    assert LOADED_WHEN_NEEDED <= NAMES


def test_only_one_room_knows_mkdocs() -> None:
    knowing = {
        room_of(dotted(path))
        for path in MODULES
        for module, _ in imported(path)
        if module.split(".")[0] == "mkdocs"
    }
    assert knowing == {KNOW_MKDOCS}


@each("path", CORE, ids=dotted)
def test_the_core_imports_nothing_of_the_world(path: Path) -> None:
    wrong = [
        f"{module}.{name}"
        for module, name in imported(path)
        if (module in WORLDLY or module.split(".")[0] in WORLDLY) and name not in ALLOWED
        if not (dotted(path) == KNOWS_THE_PROGRAM and name == "Path")
    ]
    wrong += [
        f"{module}.{name}" for module, name in imported(path) if module == "datetime" and name != "date"
    ]
    assert wrong == []


@each("path", CORE, ids=dotted)
def test_the_core_opens_no_file_and_asks_no_clock(path: Path) -> None:
    calls = [node.func for node in nodes_of(path) if isinstance(node, ast.Call)]
    wrong = [f.id for f in calls if isinstance(f, ast.Name) and f.id in WORLDLY_CALLS]
    methods = WORLDLY_METHODS - ({"read_text"} if dotted(path) in SHIPPED_DATA else set())
    wrong += [f.attr for f in calls if isinstance(f, ast.Attribute) and f.attr in methods]
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert {path.stem for path in MODULES} & EMPTY_NAMES == set()


@each("path", [*MODULES, *TESTS], ids=lambda p: p.stem)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    said = ast.get_docstring(tree_of(path)) or ""
    first = said.split("\n\n")[0]
    assert re.fullmatch(r"[A-Z`].*[.?]", first, re.DOTALL), f"{path.name} says: {first!r}"


def complexity(function: ast.AST) -> int:
    """Cyclomatic complexity: one, and one for each branch, loop, comprehension, handler and boolean operator.

    What is nested (functions, classes, lambdas) counts for itself. The counting is that of McCabe (1976) as radon does it.
    """
    total, ahead = 1, list(ast.iter_child_nodes(function))
    while ahead:
        node = ahead.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.Assert):
            total += 1
        elif isinstance(node, ast.comprehension):
            total += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            total += len(node.values) - 1
        elif isinstance(node, ast.match_case):
            total += not (isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None)
        ahead += ast.iter_child_nodes(node)
    return total


@each("path", MODULES, ids=dotted)
def test_no_function_takes_too_many_ways(path: Path) -> None:
    functions = [n for n in nodes_of(path) if isinstance(n, ast.FunctionDef)]
    assert [f"{f.name}: {complexity(f)}" for f in functions if complexity(f) > MOST_COMPLEX] == []


@each("path", TESTS_OF_ROOMS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_each_module_of_tests_is_named_after_the_module_that_it_tests(path: Path) -> None:
    of = path.relative_to(ROOT / "tests").with_name(path.stem.removeprefix("test_"))
    tested = (PACKAGE / of).is_dir() or (PACKAGE / of).with_suffix(".py").is_file()
    assert tested or of.name == of.parent.name or of.as_posix() in NAMED_AFTER_NO_MODULE


def test_each_folder_of_tests_is_a_room_or_is_listed() -> None:
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in TESTS} - {"conftest.py"}
    assert folders - RANK.keys() == TESTS_OF_NO_ROOM
    assert [name for name in NAMED_AFTER_NO_MODULE if not _file_of(name).is_file()] == []


def _file_of(name: str) -> Path:
    folder, _, stem = name.rpartition("/")
    return ROOT / "tests" / folder / f"test_{stem}.py"


# Named alike on purpose: published data repeats the nouns of the format, kinds found by file name offer the same functions,
# a command is called as it is typed, and `edition.Edition` is the result of a build while `model` has an author's editions.
ALIKE_BY_DESIGN = {"bindery.exports.published", "bindery.exports.published_claims", "bindery.edition"}
KINDS = (
    "bindery.exports.formats.",
    "bindery.references.formats.",
    "bindery.references.imports.",
    "bindery.cli.",
)


def test_one_name_means_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        name = dotted(path)
        if name in ALIKE_BY_DESIGN or name.startswith(KINDS):
            continue
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_jinja_escapes_and_knows_no_undefined_names() -> None:
    made = environment({})
    assert made.autoescape is True
    assert issubclass(made.undefined, StrictUndefined)


def test_there_is_one_jinja_environment() -> None:
    makers = {
        dotted(path)
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and last_name(node.func).endswith(("Environment", "Template"))
    }
    # The theme is not ours: its templates need the environment that the site engine makes for them.
    assert makers == {"bindery.pages.templating", "bindery.site.page_maker"}


def test_yaml_is_read_in_one_place_and_never_guesses() -> None:
    readers: dict[str, set[str]] = {}
    for path in MODULES:
        for node in nodes_of(path):
            if isinstance(node, ast.Attribute) and last_name(node.value) == "yaml":
                readers.setdefault(dotted(path), set()).add(node.attr)
    constructing = {"load", "safe_load", "full_load", "unsafe_load", "load_all", "safe_load_all", "compose"}
    assert [
        f"{path}: {names & constructing}" for path, names in readers.items() if names & constructing
    ] == []
    assert [path for path, names in readers.items() if "parse" in names] == ["bindery.reading.yaml_tree"]


def test_the_versions_that_end_the_line_are_excluded() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {re.split(r"[<>=!~\[]", line)[0]: line for line in project["dependencies"]}
    assert pins["mkdocs"].endswith(",<2")
    assert pins["mkdocs-material"].endswith(",<10")


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_a_lock_file_has_a_hash_for_each_package_and_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    entries = [e for e in re.split(r"(?<!\\)\n", text) if e.strip() and not e.lstrip().startswith("#")]
    assert entries
    assert [e for e in entries if not re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", e)] == []
    assert [e for e in entries if "--hash=sha256:" not in e] == []
    assert "://" not in text


def test_the_lock_files_keep_to_the_pins() -> None:
    text = (ROOT / "requirements/site.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", text, re.MULTILINE))
    assert locked["mkdocs"].startswith("1.")
    assert locked["mkdocs-material"].startswith("9.")
