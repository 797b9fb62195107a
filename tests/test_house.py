"""The house keeps its own rules: what imports what, what the core never does, and what is pinned."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from jinja2 import StrictUndefined
from project import ROOT

from bindery.templating import environment

PACKAGE = ROOT / "bindery"

# Each row may import from the rows below it and from no other: not from its own, and never upwards.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("building", "checking", "explaining", "paging", "serving"),
    ("previewing",),
    ("construction",),
    ("distribution",),
    ("enquiry", "custody", "verify", "founding", "accession"),
    ("assembly", "bundle", "onefile", "folder"),
    ("plugin",),
    ("configuration",),
    ("press",),
    ("frames", "headings"),
    ("renewal", "finishing", "recheck", "answering"),
    ("provenance", "examination"),
    ("jobs",),
    ("publishing", "history"),
    ("pandoc",),
    ("spares",),
    ("places",),
    ("ledger",),
    ("watching",),
    ("disk", "console", "outputs", "engine", "inspection", "memory"),
    ("pair",),
    ("day", "progress", "system", "bytecode", "garbage"),
    ("edition", "refilling"),
    ("pages", "schema", "manual", "cards"),
    ("exports",),
    ("structured", "outlook", "atom"),
    ("leaf", "share", "searching", "records", "catalogue", "news"),
    ("views",),
    ("stored",),
    ("notice",),
    ("accounting", "coverage", "comparison", "likeness", "glance", "chronicle", "maps"),
    ("csl", "citeproc"),
    ("links", "quotes", "figures", "diff", "impact", "judgement", "review", "library"),
    ("citing",),
    ("graph", "cataloguing", "references", "templating", "fragments", "phrasing"),
    ("shelf", "charts", "appending"),
    ("decode", "imports", "snapshots", "fingerprint", "nearness", "typeset"),
    (
        "blocks",
        "prose",
        "escape",
        "projection",
        "cures",
        "composing",
        "offline",
        "styles",
        "packing",
        "percent",
    ),
    ("model", "publication", "marks"),
    ("values", "vocabulary", "tree", "scales", "lettering", "atlas"),
    ("labels", "interior"),
    ("clipping",),
    ("problems",),
    ("text",),
    ("calculation", "manifest"),
    ("numerals",),
    (
        "characters",
        "days",
        "words",
        "wording",
        "widths",
        "citations",
        "addresses",
        "folding",
        "naming",
        "seals",
        "policy",
        "tables",
        "canonical",
        "meanings",
        "sitemap",
    ),
    ("__init__",),
)
ROW = {name: number for number, row in enumerate(LAYERS) for name in row}
SHELL = {
    "__main__",
    "cli",
    "building",
    "checking",
    "explaining",
    "paging",
    "serving",
    "previewing",
    "answering",
    "watching",
    "memory",
    "ledger",
    "renewal",
    "places",
    "spares",
    "recheck",
    "construction",
    "distribution",
    "jobs",
    "progress",
    "pair",
    "day",
    "bytecode",
    "enquiry",
    "custody",
    "verify",
    "founding",
    "accession",
    "console",
    "assembly",
    "configuration",
    "plugin",
    "press",
    "frames",
    "headings",
    "bundle",
    "onefile",
    "folder",
    "history",
    "provenance",
    "examination",
    "publishing",
    "system",
    "outputs",
    "disk",
    "engine",
    "pandoc",
    "inspection",
}
OUTER = {"assembly", "plugin", "bundle", "onefile", "folder"}
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
SHIPPED_DATA = {
    "scales",
    "lettering",
    "atlas",
}  # read the files of data beside them, which are part of the program
EMPTY_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "base", "misc", "core"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The name under which a module stands in the rows: its own, or its package's."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def dotted(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def own_imports(path: Path) -> set[str]:
    """The names, as in the rows, of our modules that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {row_name(name.split(".")) for name in found if name.split(".")[0] == "bindery"}


def row_name(parts: list[str]) -> str:
    known = len(parts) > 1 and parts[1] in ROW
    return parts[1] if known else "__init__"


def imported(path: Path) -> set[tuple[str, str]]:
    """Every import of a module as (module, name); the name is empty for a plain import."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "", alias.name) for alias in node.names}
    return found


def test_every_module_has_its_place_in_the_rows() -> None:
    assert sorted({name_of(path) for path in MODULES} - set(ROW)) == []
    assert sum(map(len, LAYERS)) == len(ROW)


def test_imports_point_downwards_only() -> None:
    wrong = [
        f"{dotted(path)} imports bindery.{other}"
        for path in MODULES
        for other in sorted(own_imports(path))
        if name_of(path) in ROW and other != name_of(path) and ROW[other] <= ROW[name_of(path)]
    ]
    assert wrong == []


def test_only_the_commands_import_the_outermost_modules() -> None:
    wrong = [
        f"{dotted(path)} imports bindery.{other}"
        for path in MODULES
        for other in sorted(own_imports(path) & OUTER)
        if name_of(path)
        not in {"building", "checking", "paging", "construction", "distribution", "assembly", other}
    ]
    assert wrong == []


def test_only_the_plugin_and_what_runs_it_know_mkdocs() -> None:
    knowing = {
        dotted(path) for path in MODULES for module, _ in imported(path) if module.split(".")[0] == "mkdocs"
    }
    assert knowing == {
        "bindery.assembly",
        "bindery.configuration",
        "bindery.plugin",
        "bindery.press",
        "bindery.frames",
    }


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p) not in SHELL], ids=dotted)
def test_the_core_imports_nothing_of_the_world(path: Path) -> None:
    wrong = [
        f"{module}.{name}"
        for module, name in imported(path)
        if (module in WORLDLY or module.split(".")[0] in WORLDLY) and name not in ALLOWED
    ]
    wrong += [
        f"{module}.{name}" for module, name in imported(path) if module == "datetime" and name != "date"
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [p for p in MODULES if name_of(p) not in SHELL], ids=dotted)
def test_the_core_opens_no_file_and_asks_no_clock(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    wrong = [f.id for f in calls if isinstance(f, ast.Name) and f.id in WORLDLY_CALLS]
    methods = WORLDLY_METHODS - ({"read_text"} if name_of(path) in SHIPPED_DATA else set())
    wrong += [f.attr for f in calls if isinstance(f, ast.Attribute) and f.attr in methods]
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert {path.stem for path in MODULES} & EMPTY_NAMES == set()


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "tests").glob("*.py"))], ids=lambda p: p.stem)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    said = ast.get_docstring(tree_of(path)) or ""
    first = said.split("\n\n")[0]
    assert re.fullmatch(r"[A-Z`].*[.?]", first, re.DOTALL), f"{path.name} says: {first!r}"


def test_jinja_escapes_and_knows_no_undefined_names() -> None:
    made = environment({})
    assert made.autoescape is True
    assert issubclass(made.undefined, StrictUndefined)


def test_there_is_one_jinja_environment() -> None:
    makers = {
        dotted(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("Environment", "Template"))
    }
    assert makers == {"bindery.templating"}


def test_yaml_is_read_in_one_place_and_never_guesses() -> None:
    readers: dict[str, set[str]] = {}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and ast.unparse(node).startswith("yaml."):
                readers.setdefault(dotted(path), set()).add(node.attr)
    constructing = {"load", "safe_load", "full_load", "unsafe_load", "load_all", "safe_load_all", "compose"}
    assert [
        f"{path}: {names & constructing}" for path, names in readers.items() if names & constructing
    ] == []
    assert [path for path, names in readers.items() if "parse" in names] == ["bindery.tree"]


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
    assert "http" not in text


def test_the_lock_files_keep_to_the_pins() -> None:
    text = (ROOT / "requirements/site.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^ \\]+)", text, re.MULTILINE))
    assert locked["mkdocs"].startswith("1.")
    assert locked["mkdocs-material"].startswith("9.")
