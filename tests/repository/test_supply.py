"""Dependencies: versions with known flaws are excluded, and every script that a page carries is listed."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from support.project import ROOT, Site
from support.scripts import SCRIPTS, are_listed, of_files

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SECURITY = (ROOT / "docs/explanation/security.md").read_text("utf-8")
# The first version without a flaw that is known, and why.
FLOORS = {
    "mkdocs-material": ("9.7.7", "a query in an address was put into the page"),
    "markdown": ("3.10.2", "hostile text raised, or looped for ever"),
    "pymdown-extensions": ("11.0.2", "short texts hung it, and paths led out of their folder"),
    "jinja2": ("3.1.6", "its sandbox could be left"),
    "nh3": ("0.3.8", "the first that we tried"),
}
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=[^\n]*\s*$")
BASE = re.compile(r'new URL\("[^"]*",location\)')


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def locked(lock: Path) -> list[tuple[str, str]]:
    return re.findall(r"^([a-z0-9._-]+)==([0-9.]+)", lock.read_text("utf-8"), re.MULTILINE)


def wanted() -> dict[str, str]:
    """The versions that each package may have, by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {re.split(r"[<>=!~\[]", line)[0]: line for line in project["dependencies"]}


@pytest.mark.parametrize("name", FLOORS)
def test_a_version_with_a_known_flaw_is_not_taken(name: str) -> None:
    floor, why = FLOORS[name]
    (asked,) = re.findall(r">=([0-9.]+)", wanted()[name])
    assert number(asked) >= number(floor), why
    for lock in LOCKS:
        versions = [version for package, version in locked(lock) if package == name]
        assert versions, f"{lock.name} lacks {name}"
        assert min(map(number, versions)) >= number(floor), why


def test_the_line_of_mkdocs_that_has_no_plugins_is_not_taken() -> None:
    assert wanted()["mkdocs"].endswith(",<2")
    assert all(number(v) < (2,) for lock in LOCKS for package, v in locked(lock) if package == "mkdocs")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_index(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links|--trusted-host|@ file", text)


def test_the_lock_of_the_checkers_has_a_hash_for_each_package_and_no_address() -> None:
    packages = json.loads((ROOT / "tests/web/package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, entry in packages.items() if name and "sha512-" not in entry["integrity"]] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


# The scripts


def of_pages(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.html"):
        for attributes, words in re.findall(
            r"<script\b([^>]*)>(.*?)</script>", path.read_text("utf-8"), re.DOTALL
        ):
            if words and "application/" not in attributes:  # data, which no browser runs
                yield words


def known_within(words: str) -> bool:
    """Whether a script that stands within a page is listed."""
    digest = sha256(BASE.sub('new URL("BASE",location)', words).encode()).hexdigest()
    return digest in {entry["sha256"] for entry in SCRIPTS["within"]}


def test_the_site_carries_the_scripts_that_are_listed_and_no_other(real: Site) -> None:
    are_listed(of_files(real.site), SCRIPTS["files"])


def test_so_does_the_bundle_beside_what_pages_held(real: Site, unpacked: Path) -> None:
    carried = of_files(unpacked)
    frames = {name: carried.pop(name) for name in list(carried) if "/frame-" in name}
    assert all(known_within(words.decode()) for words in frames.values())
    there = {name: SOURCE_MAP.sub(b"\n", data) for name, data in of_files(real.site).items()}
    assert carried == there


def test_no_page_holds_a_script_that_is_not_listed(real: Site, unpacked: Path) -> None:
    for folder in (real.site, unpacked):
        assert {words for words in of_pages(folder) if not known_within(words)} == set()


def test_the_docs_show_the_list() -> None:
    for entry in (*SCRIPTS["files"], *SCRIPTS["former"], *SCRIPTS["within"]):
        (row,) = [line for line in SECURITY.splitlines() if f"| {entry['name']} |" in line]
        for key in ("path", "version", "licence", "sha256", "holds"):
            assert str(entry.get(key, "")) in row, (entry["name"], key)
