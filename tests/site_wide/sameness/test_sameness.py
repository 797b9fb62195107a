"""The same inputs give the same bytes in another environment, and a build uses no network."""

from __future__ import annotations

import getpass
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from site_wide.sameness.worlds import (
    PLAIN,
    SITECUSTOMIZE,
    World,
    build,
    committed,
    differences,
    everything_else,
    made,
    small,
)
from support.project import Site

from bindery.provenance import manifest

WINDOWS = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Site:
    if shutil.which("git") is None:
        return small(tmp_path_factory.mktemp("project"))
    return committed(small(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asked") / "network.txt"


@pytest.fixture(scope="module")
def plain(project: Site, asked: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The project as it is built here, with its use of the network recorded, and where possible without a network."""
    alone = ("unshare", "--net") if may_be_alone() else ()
    world = World("plain", {"WORLD_ASKED": str(asked)}, before=alone)
    return build(project.root, world, tmp_path_factory.mktemp("plain"))


def may_be_alone() -> bool:
    """Whether this user may run a program without any network interface."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0  # noqa: S607


def test_another_world_gives_the_same_bytes_and_modes(
    project: Site, plain: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = build(project.root, everything_else(), tmp_path_factory.mktemp("other"))
    assert len(made(plain)) > 50
    assert differences(plain, other) == []


def test_the_comparison_of_two_sites_finds_a_difference(
    project: Site, plain: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed = Site(tmp_path_factory.mktemp("changed") / "copy")
    shutil.copytree(project.root, changed.root)
    changed.replace("docs/about.md", "Who we are", "Who we were")
    other = build(changed.root, PLAIN, tmp_path_factory.mktemp("other"))
    found = differences(plain, other)
    assert {"site/about/index.html", "site/manifest.json", "site/SHA256SUMS"} <= set(found)
    assert len(found) < 10
    said = json.loads(other.read("site/manifest.json"))["commit"]
    assert (said["clean"], said["changed"]) == (False, ["docs/about.md"])


def test_a_build_asks_no_network_for_anything(plain: Site, asked: Path) -> None:
    assert plain.site.is_dir()
    assert not asked.exists(), asked.read_text("utf-8")


def test_the_ear_on_the_network_hears(tmp_path: Path) -> None:
    heard = tmp_path / "asked.txt"
    source = (
        "import socket\ntry: socket.create_connection(('127.0.0.1', 9), timeout=1)\nexcept OSError: pass\n"
    )
    env = os.environ | {"PYTHONPATH": str(SITECUSTOMIZE), "WORLD_ASKED": str(heard)}
    subprocess.run([sys.executable, "-c", source], env=env, check=True)
    assert "socket.connect ('127.0.0.1', 9)" in heard.read_text("utf-8")


def test_another_world_is_another(tmp_path: Path) -> None:
    source = """if True:
        import json, os, datetime, time
        from pathlib import Path
        names = [path.name for path in Path(".").iterdir()], [entry.name for entry in os.scandir(".")]
        print(json.dumps([str(datetime.date.today()), time.tzname[0], *names]))"""
    for name in "abcdefgh":
        (tmp_path / name).touch()
    told: list[list[str]] = []
    for variables in (
        {},
        {name: v for name, v in everything_else().variables.items() if name[:3] in ("TZ", "WOR")},
    ):
        env = os.environ | {"PYTHONPATH": str(SITECUSTOMIZE)} | variables
        done = subprocess.run(
            [sys.executable, "-c", source], env=env, cwd=tmp_path, capture_output=True, check=True
        )
        told.append(json.loads(done.stdout))
    (day, zone, *_), (other_day, other_zone, listed, scanned) = told
    assert day > other_day
    assert zone != other_zone
    assert sorted(listed) == sorted(scanned) == list("abcdefgh")
    assert list("abcdefgh") not in (listed, scanned)


def test_everything_is_readable_whatever_the_umask_was(plain: Site) -> None:
    modes = {mode for path, (mode, _) in made(plain).items() if not path.endswith("/")}
    folders = {mode for path, (mode, _) in made(plain).items() if path.endswith("/")}
    assert (modes, folders) == ({0o644}, {0o755})


def test_nothing_says_who_built_it_or_where(plain: Site) -> None:
    private = {str(plain.root), str(plain.root.parent), str(Path.home()), "a@example.org"}
    private |= {name for name in (socket.gethostname(), getpass.getuser()) if len(name) > 4}
    wrong = [
        f"{path}: {word}"
        for path, (_, data) in unpacked(plain).items()
        for word in private - {"/", "/root"}
        if word.encode() in data
    ]
    assert wrong == []


def unpacked(site: Site) -> dict[str, tuple[int, bytes]]:
    """What a build made, and what is in the zip."""
    found = made(site)
    [path] = (site.root / "dist").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        return found | {f"zip/{name}": (0, archive.read(name)) for name in archive.namelist()}


def test_the_zip_has_one_time_one_mode_sorted_names_and_nothing_else(plain: Site) -> None:
    [path] = (plain.root / "dist").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        assert archive.comment == b""
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {(e.date_time, e.external_attr, e.extra, e.comment, e.create_system) for e in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644 << 16, b"", b"", 3)
    }
    ends = [0, *(e.header_offset for e in entries[1:])]
    assert [e.header_offset for e in entries] == ends
    data = path.read_bytes()
    for entry in entries:  # what stands before each entry says the same, and has no room for more
        head = data[entry.header_offset : entry.header_offset + 30]
        assert head[:4] == b"PK\x03\x04"
        assert head[10:14] == b"\x00\x00\x21\x00"
        assert head[28:30] == b"\x00\x00"


def test_the_names_in_the_zip_are_good_on_every_system(plain: Site) -> None:
    [path] = (plain.root / "dist").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    parts = {part for name in names for part in name.split("/")}
    assert [
        part for part in parts if re.search(r'[<>:"\\|?*\x00-\x1f]|[ .]$', part) or WINDOWS.fullmatch(part)
    ] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) < 200


# What the manifest says


def test_the_manifest_accounts_for_every_file(project: Site, plain: Site) -> None:
    said = manifest.read_manifest(plain.read("site/manifest.json").encode())
    mine = [name for name in project.files() if not name.startswith(".git/")]
    named = {name for name in mine if name in said.inputs}
    assert {said.inputs[name] for name in named} == {
        sha256(project.files()[name]).hexdigest() for name in named
    }
    rest = {sha256(project.files()[name]).hexdigest(): name for name in mine if name not in named}
    assert {(rest[item.sha256], item.why) for item in said.left_out} == {
        ("briefings/draft/briefing.yml", "draft"),
        ("docs/left-out.md", "excluded"),
    }
    assert len(rest) == len(said.left_out)
    assert "briefings/draft" not in plain.read("site/manifest.json")


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_the_manifest_names_the_commit(project: Site, plain: Site) -> None:
    said = manifest.read_manifest(plain.read("site/manifest.json").encode()).commit
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"],  # noqa: S607  the one of the system
        cwd=project.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said == manifest.Commit(id=head.stdout.strip(), clean=True)


def test_the_bundle_has_the_same_manifest(plain: Site) -> None:
    [path] = (plain.root / "dist").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.read(f"{path.stem}/manifest.json") == plain.file("manifest.json").read_bytes()
        assert b"  manifest.json\n" in archive.read(f"{path.stem}/SHA256SUMS")
