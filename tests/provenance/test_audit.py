"""A file of a folder or a zip that was changed, is missing or was added is found and named."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from support.project import Site

from bindery.build import bundle
from bindery.cli import main
from bindery.provenance import audit, checksums
from bindery.provenance.checksums import ChecksumError, Finding
from bindery.system import disk

TREE = {"index.html": b"<p>", "a/b.html": b"", "a/c (1).txt": b"c", "\u06a9\u0631\u0645.html": "کرم".encode()}
NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(lambda name: name not in {".", "..", checksums.NAME})
FILES = st.dictionaries(NAMES, st.binary(max_size=20), min_size=1, max_size=6)


def with_checksums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, checksums.NAME: checksums.checksum_list(files)}


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def on_disk(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def in_zip(path: Path, entries: list[tuple[str, bytes]]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name twice is what some tests are about
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def bundled(files: Mapping[str, bytes], top: str = "x/") -> list[tuple[str, bytes]]:
    return [(top + name, data) for name, data in files.items()]


def told(path: Path) -> Result:
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


# The checksum list


@given(FILES)
def test_a_checksum_list_is_read_back_as_it_was_written(files: dict[str, bytes]) -> None:
    assert checksums.read_checksums(checksums.checksum_list(files)).keys() == files.keys()
    assert (
        checksums.findings(
            checksums.read_checksums(checksums.checksum_list(files)),
            checksums.read_checksums(checksums.checksum_list(files)),
            {},
        )
        == []
    )


@given(FILES, st.data())
def test_whatever_is_done_to_some_files_is_found_and_named(
    files: dict[str, bytes], data: st.DataObject
) -> None:
    now = dict(files)
    expected: set[tuple[str, str]] = set()
    for name in data.draw(st.sets(st.sampled_from(sorted(files)))):
        if data.draw(st.booleans()) and files[name]:
            at = data.draw(st.integers(0, len(files[name]) * 8 - 1))
            flipped = bytearray(files[name])
            flipped[at // 8] ^= 1 << at % 8
            now[name] = bytes(flipped)
            expected.add(("changed", name))
        else:
            del now[name]
            expected.add(("missing", name))
    for name in data.draw(st.sets(NAMES, max_size=2)) - files.keys():
        now[name] = b"new"
        expected.add(("added", name))
    found = checksums.findings(checksums.read_checksums(checksums.checksum_list(files)), hashes(now), {})
    assert {(finding.what, finding.name) for finding in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x\n",
        "0" * 64 + " a\n",
        "0" * 63 + "  a\n",
        "G" * 64 + "  a\n",
        f"{'0' * 64}  a\n" * 2,
        f"{'0' * 64}  \n",
    ],
)
def test_what_is_no_checksum_list_is_refused(text: str) -> None:
    with pytest.raises(ChecksumError, match=r"line \d of SHA256SUMS"):
        checksums.read_checksums(text.encode())


def test_sha256sum_understands_a_checksum_list_of_awkward_names(tmp_path: Path) -> None:
    files = {"a b": b"1", "a\\b": b"2", "a\nb": b"3", "*a": b"4", "-a": b"5", "کرم": b"6"}
    on_disk(tmp_path, with_checksums(files))
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", checksums.NAME],  # noqa: S607  the one of the system
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# A folder


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_folder_that_was_tampered_with_is_found_out(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = on_disk(tmp_path_factory.mktemp("tree"), with_checksums(TREE))
    assert told(folder).exit_code == 0
    name = data.draw(st.sampled_from(sorted(TREE)))
    deed = data.draw(st.sampled_from(["changed", "missing", "added"]))
    if deed == "changed":
        (folder / name).write_bytes(TREE[name] + b"!")
    elif deed == "missing":
        (folder / name).unlink()
    else:
        name = f"{name}.new"
        (folder / name).write_bytes(b"")
    result = told(folder)
    assert result.exit_code == 1
    assert result.stdout == f"{deed}: {name}\n"


def test_links_and_pipes_are_named_and_not_opened(tmp_path: Path) -> None:
    folder = on_disk(tmp_path / "site", with_checksums(TREE))
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to("a/b.html")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    assert told(folder).stdout.splitlines() == [
        "changed: index.html (it is a link)",
        "added: loop (it is a link)",
        "added: pipe (it is not a regular file)",
    ]


def test_a_name_cannot_forge_a_line_or_hide_one(tmp_path: Path) -> None:
    folder = on_disk(tmp_path, with_checksums(TREE))
    for name in (b"a\nmissing: index.html", b"\x1b[2Jb", "c\u202egpj.exe".encode(), b"\xff"):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(b"")  # noqa: PTH118  bytes
    result = told(folder)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 4
    assert all(line.startswith("added: ") for line in result.stdout.splitlines())
    assert result.stdout.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", [None, "nonsense", "\0" * 100])
def test_a_folder_without_a_readable_checksum_list_is_reported(tmp_path: Path, text: str | None) -> None:
    on_disk(tmp_path, {"index.html": b""} if text is None else {checksums.NAME: text.encode()})
    result = told(tmp_path)
    assert result.exit_code == 1
    assert checksums.NAME in result.output


@pytest.mark.slow
def test_a_site_and_its_bundle_are_as_they_were_built(cli: CliRunner, newsroom: Site) -> None:
    assert cli.invoke(main, ["build", "-C", str(newsroom.root)]).exit_code == 0
    [packed] = (newsroom.root / "dist").glob("*.zip")
    for path in (newsroom.site, packed):
        result = told(path)
        assert result.exit_code == 0
        assert "is as it was built" in result.stderr
    newsroom.file("heat/").write_text("changed")
    assert told(newsroom.site).stdout == "changed: heat/index.html\n"
    assert disk.write(newsroom.site / "new.txt", b"")
    assert told(newsroom.site).stdout == "changed: heat/index.html\nadded: new.txt\n"


# A zip


def test_a_bundle_that_was_tampered_with_is_found_out(tmp_path: Path) -> None:
    entries = bundled(with_checksums(TREE))
    assert told(in_zip(tmp_path / "good.zip", entries)).exit_code == 0
    changed = [
        (name, data + b"!" if name == "x/index.html" else data)
        for name, data in entries
        if name != "x/a/b.html"
    ]
    result = told(in_zip(tmp_path / "bad.zip", [*changed, ("x/new", b""), ("other/y", b"")]))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "changed: index.html",
        "missing: a/b.html",
        "added: new",
        "added: other/y (outside the bundle's folder)",
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil", "leads out of its folder"),
        ("x/../../evil", "leads out of its folder"),
        ("x//y", "leads out of its folder"),
        ("/etc/evil", "root of a disk"),
        ("C:/evil", "root of a disk"),
        ("x/..\\evil", "other programs may read"),
        ("x/index.html", "another entry has this name"),
        ("x/INDEX.html", "another entry has this name"),
        ("x/sha256sums", "another entry has this name"),
    ],
)
def test_a_dangerous_name_is_reported_and_nothing_is_unpacked(tmp_path: Path, name: str, why: str) -> None:
    path = in_zip(tmp_path / "bundle.zip", [*bundled(with_checksums(TREE)), (name, b"evil")])
    result = told(path)
    assert result.exit_code == 1
    assert why in result.output or "not safe to read" in result.output
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_in_a_zip_is_reported(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "bundle.zip", bundled(with_checksums(TREE)))
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("x/link")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert told(path).stdout == "unsafe: x/link (it is a link)\n"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    files = {**TREE, "bomb": bytes(64 << 20)}
    result = told(in_zip(tmp_path / "bundle.zip", bundled(with_checksums(files))))
    assert result.exit_code == 1
    assert result.stdout == "unsafe: x/bomb (it would unpack to 67,108,864 bytes)\n"


def test_a_zip_unpacks_to_no_more_than_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST_BYTES", 5)
    result = told(in_zip(tmp_path / "bundle.zip", bundled(with_checksums(TREE))))
    assert result.exit_code == 1
    assert "unpacks to more than 5 bytes" in result.output


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_zip_that_is_cut_short_or_damaged_is_never_taken_for_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = in_zip(tmp_path_factory.mktemp("zip") / "b.zip", bundled(with_checksums(TREE)))
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert told(path).exit_code == 1
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    told(path)  # what does not reach a reader, such as a time, may change; nothing ends in a traceback


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused_with_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    result = told(path)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_a_name_in_a_zip_cannot_forge_a_line(tmp_path: Path) -> None:
    path = in_zip(
        tmp_path / "b.zip", [*bundled(with_checksums(TREE)), ("x/a\nmissing: \u202eindex.html", b"")]
    )
    assert told(path).stdout == "added: a<U+000A>missing: <U+202E>index.html\n"


def test_a_finding_says_what_and_why() -> None:
    assert str(Finding("added", "x", "it is a link")) == "added: x (it is a link)"


def test_a_zip_may_name_its_folders(tmp_path: Path) -> None:
    path = in_zip(tmp_path / "b.zip", [("x/", b""), ("x/a/", b""), *bundled(with_checksums(TREE))])
    assert told(path).exit_code == 0


@pytest.mark.slow
def test_a_bundle_is_read_from_memory_too(newsroom: Site) -> None:
    data = bundle.bundle_bytes(newsroom.build().site, "x")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.removeprefix("x/") for name in archive.namelist()]
        assert checksums.read_checksums(archive.read(f"x/{checksums.NAME}")).keys() == set(names) - {
            checksums.NAME
        }
