"""Says whether a sealed folder or file is as its publisher sealed it."""

from __future__ import annotations

import contextlib
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.cases import each

from bindery.provenance import checksums, seals, verify_seal
from bindery.provenance.verify_seal import SealError, canonical, check_file, check_folder, is_signed

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = seals.public_digits(KEY)
TAMPERINGS = 1000

# RFC 8032, section 7.1: public key, message and signature of tests 1 to 3.
VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip


@each("key, message, signature", VECTORS)
def test_the_vectors_of_the_standard(key: str, message: str, signature: str) -> None:
    public, said, signed = (bytes.fromhex(text) for text in (key, message, signature))
    assert is_signed(public, said, signed)
    for index in range(0, 64, 7):
        assert not is_signed(public, said, bytes([*signed[:index], signed[index] ^ 1, *signed[index + 1 :]]))
    assert not is_signed(public, said + b"x", signed)
    again = int.from_bytes(signed[32:], "little") + verify_seal.L  # the same number, written in a second way
    assert not is_signed(public, said, signed[:32] + again.to_bytes(32, "little"))


@each("size", [0, 1, 31, 33, 64])
def test_keys_and_signatures_of_another_size(size: int) -> None:
    assert not is_signed(bytes(size), b"", bytes(64))
    assert not is_signed(bytes(32), b"", bytes(size % 64))


def test_a_signature_by_another_library_is_read() -> None:
    for number in range(20):
        message = bytes(range(number))
        assert is_signed(KEY.public_key().public_bytes_raw(), message, KEY.sign(message))
        assert not is_signed(OTHER.public_key().public_bytes_raw(), message, KEY.sign(message))


def facts(folder: Path, day: int) -> dict[str, Any]:
    return {
        "date": f"2026-11-{day:02d}",
        "sums": {"site": sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()},
        "files": {"heat.pdf": sha256(b"%PDF").hexdigest()},
        "editions": {"heat": day},
        "release": "",
    }


def sealed(folder: Path, chain: bytes, day: int, key: Ed25519PrivateKey = KEY) -> bytes:
    """Seal a folder as it is, after the seals of a chain; returns the longer chain."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    (folder / "SHA256SUMS").write_bytes(checksums.checksum_list(files))
    made = seals.with_seal(chain, facts(folder, day), key)
    (folder / "SEALS.json").write_bytes(made)
    return made


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with three seals, and the same after the second one."""
    folder = tmp_path / "site"
    (folder / "heat").mkdir(parents=True)
    (folder / "index.html").write_text("<p>Heat</p>")
    (folder / "heat/index.html").write_text("<p>214 people died.</p>")
    (folder / "heat/toll.csv").write_text("year,dead\n2024,214\n")
    (folder / "größe.txt").write_text("ü")
    chain = b""
    for day in (1, 2, 3):
        (folder / "heat/index.html").write_text(f"<p>{day} people died.</p>")
        chain = sealed(folder, chain, day)
        if day == 2:
            shutil.copytree(folder, tmp_path / "older")
    return folder, tmp_path / "older"


def chain_of(folder: Path) -> list[dict[str, Any]]:
    return verify_seal.seals_in((folder / "SEALS.json").read_bytes())


def put_chain(folder: Path, found: list[dict[str, Any]]) -> None:
    (folder / "SEALS.json").write_bytes(canonical({"format": verify_seal.FORMAT, "seals": found}) + b"\n")


def change_a_byte(folder: Path, draw: random.Random) -> None:
    path = draw.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    data = bytearray(path.read_bytes())
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)


def cut_a_file(folder: Path, draw: random.Random) -> None:
    path = draw.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    path.write_bytes(path.read_bytes()[: draw.randrange(path.stat().st_size)])


def drop_a_file(folder: Path, draw: random.Random) -> None:
    draw.choice(sorted(path for path in folder.rglob("*") if path.is_file())).unlink()


def add_a_file(folder: Path, draw: random.Random) -> None:
    name = draw.choice(["new.html", "heat/SHA256SUMS", "heat/SEALS.json", ".hidden", "heat/new/deep.js"])
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(draw.randbytes(9))


def put_a_link(folder: Path, draw: random.Random) -> None:
    path = draw.choice(sorted(path for path in folder.rglob("*.html")))
    path.rename(folder.parent / "elsewhere.html")
    path.symlink_to(folder.parent / "elsewhere.html")


def reorder_the_list(folder: Path, draw: random.Random) -> None:
    lines = (folder / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    moved = lines.pop(draw.randrange(len(lines) - 1))
    (folder / "SHA256SUMS").write_bytes(b"".join([*lines, moved]))


def list_again(folder: Path, draw: random.Random) -> None:
    """Change a file, and the list with it: only the seal has the hash of the old list."""
    (folder / "heat/toll.csv").write_bytes(draw.randbytes(8))
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    (folder / "SHA256SUMS").write_bytes(checksums.checksum_list(files))


def seal_with_another_key(folder: Path, draw: random.Random) -> None:
    (folder / "heat/toll.csv").write_bytes(draw.randbytes(8))
    (folder / "SEALS.json").unlink()
    sealed(folder, b"", 3, OTHER)


def add_a_seal_with_another_key(folder: Path, draw: random.Random) -> None:
    (folder / "heat/toll.csv").write_bytes(draw.randbytes(8))
    list_again(folder, draw)
    found = chain_of(folder)
    last = {
        **found[-1],
        **facts(folder, 4),
        "number": 4,
        "previous": sha256(canonical(found[-1])).hexdigest(),
    }
    put_chain(folder, [*found, {**last, "signature": OTHER.sign(verify_seal.message_of(last)).hex()}])


def remove_a_seal(folder: Path, draw: random.Random) -> None:
    found = chain_of(folder)
    del found[draw.randrange(3)]
    put_chain(folder, found)


def reorder_the_seals(folder: Path, draw: random.Random) -> None:
    found = chain_of(folder)
    first, second = draw.sample(range(3), 2)
    found[first], found[second] = found[second], found[first]
    put_chain(folder, found)


def change_a_seal(folder: Path, draw: random.Random) -> None:
    found = chain_of(folder)
    one = draw.choice(found)
    name = draw.choice(sorted(one))
    others = [one["number"] + 1] if name == "number" else ["", "x", {}, None, 7, one["signature"][::-1]]
    one[name] = draw.choice([value for value in others if value != one[name]])
    put_chain(folder, found)


def take_a_field(folder: Path, draw: random.Random) -> None:
    found = chain_of(folder)
    one = draw.choice(found)
    del one[draw.choice(sorted(one))]
    put_chain(folder, found)


def swap_signatures(folder: Path, draw: random.Random) -> None:
    found = chain_of(folder)
    first, second = draw.sample(range(3), 2)
    found[first]["signature"], found[second]["signature"] = (
        found[second]["signature"],
        found[first]["signature"],
    )
    put_chain(folder, found)


def write_the_chain_otherwise(folder: Path, draw: random.Random) -> None:
    chain = json.loads((folder / "SEALS.json").read_bytes())
    text = draw.choice([json.dumps(chain, indent=1), json.dumps(chain), canonical(chain).decode() + " \n"])
    (folder / "SEALS.json").write_text(text)


def take_an_older_edition(folder: Path, draw: random.Random) -> None:
    older = folder.parent / "older"
    if draw.random() < 0.5:  # the whole of it, or its seals alone
        shutil.rmtree(folder)
        shutil.copytree(older, folder)
    else:
        shutil.copy(older / "SEALS.json", folder)


KINDS: list[Callable[[Path, random.Random], None]] = [
    change_a_byte, cut_a_file, drop_a_file, add_a_file, put_a_link, reorder_the_list, list_again, seal_with_another_key,
    add_a_seal_with_another_key, remove_a_seal, reorder_the_seals, change_a_seal, take_a_field, swap_signatures,
    write_the_chain_otherwise, take_an_older_edition,
]  # fmt: skip


@pytest.mark.slow
def test_1000_of_1000_tamperings_are_refused(folders: tuple[Path, Path]) -> None:
    folder, _ = folders
    draw = random.Random(8032)  # noqa: S311  the same each time
    refused, passed = Counter[str](), []
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    folders_before = {path for path in folder.rglob("*") if path.is_dir()}
    for number in range(TAMPERINGS):
        tamper = KINDS[number % len(KINDS)]
        tamper(folder, draw)
        there = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
        after = {path: b"" if path.is_symlink() else path.read_bytes() for path in there}
        assert after != before, tamper.__name__
        try:
            check_folder(folder, PUBLIC, 3)
            passed.append(tamper.__name__)
        except SealError:
            refused[tamper.__name__] += 1
        for path in after.keys() - {path for path in after if before.get(path) == after[path]}:
            path.unlink()
        for path, data in before.items():
            if after.get(path) != data:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
        for path in {path for path in folder.rglob("*") if path.is_dir()} - folders_before:
            shutil.rmtree(path)
    assert passed == []
    assert refused.total() == TAMPERINGS
    assert len(refused) == len(KINDS)


def test_what_was_not_changed_is_not_refused(folders: tuple[Path, Path]) -> None:
    folder, older = folders
    assert check_folder(folder, PUBLIC, 3)["number"] == 3
    assert check_folder(older, PUBLIC)["editions"] == {"heat": 2}
    assert check_folder(folder)["key"] == PUBLIC


def test_a_file_next_to_its_seal(folders: tuple[Path, Path]) -> None:
    folder, _ = folders
    file = folder / "heat.pdf"
    file.write_bytes(b"%PDF")
    assert check_file(file, PUBLIC)["number"] == 3
    file.write_bytes(b"%PDF-")
    with pytest.raises(SealError, match=r"heat\.pdf was changed"):
        check_file(file, PUBLIC)


def test_the_program_needs_nothing_but_python(folders: tuple[Path, Path]) -> None:
    folder, _ = folders
    command = [sys.executable, "-I", "-S", verify_seal.__file__, str(folder), PUBLIC.upper(), "3"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "as it was sealed: seal 3 of 2026-11-03, with the key that you named\n"
    assert len(Path(verify_seal.__file__).read_text().splitlines()) < 200


@each(
    "arguments, said",
    [
        ([PUBLIC, "4"], "REFUSED: the newest seal here is 3, and you know of 4: this is an older edition"),
        ([seals.public_digits(OTHER)], f"REFUSED: seal 1 was made with another key: {PUBLIC}"),
        ([PUBLIC, "x"], "REFUSED: invalid literal"),
        (["zz"], "REFUSED: seal 1 was made with another key"),
        ([], f"with the key {PUBLIC}: compare it with the publisher's"),
    ],
)
def test_what_the_program_says(arguments: list[str], said: str) -> None:
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()) as shown:
        folder = Path(place) / "site"
        folder.mkdir()
        (folder / "index.html").write_text("x")
        chain = b""
        for day in (1, 2, 3):
            chain = sealed(folder, chain, day)
        code = verify_seal.say_whether_sealed([str(folder), *arguments])
    assert said in shown.getvalue()
    assert code == ("REFUSED" in said)
