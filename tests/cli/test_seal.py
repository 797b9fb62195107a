"""`bindery seal`: signs what was built, so that anyone can see whether a copy of it is as it was published."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from support.cases import each
from support.project import BRIEFING, Site
from support.timestamp_authority import Authority

from bindery.cli import main
from bindery.provenance import seals, verify_seal

WORD = "a word"
EDITIONS = "editions:\n  - {number: 1, date: 2024-05-01}\n"


def run(*arguments: str, secret: str = "", typed: str = "") -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed, env={"BINDERY_KEY_PASSWORD": secret})


@pytest.mark.slow
def test_editions_are_sealed_one_after_the_other(tmp_path: Path) -> None:
    site = Site(tmp_path / "project").newsroom()
    root, key = str(site.root), str(tmp_path / "key.pem")
    made = run("seal", "new-key", key, "-C", root, secret=WORD)
    public = made.stdout.strip()
    assert (made.exit_code, len(public)) == (0, 64)
    site.write("briefings/heat/briefing.yml", BRIEFING + EDITIONS)
    assert run("build", "-C", root).exit_code == 0
    refused = run("seal", "sign", "-C", root, "--key", key)
    assert "it has a password: set BINDERY_KEY_PASSWORD" in refused.output
    assert run("seal", "sign", "-C", root, "--key", key, "--whose", "A & B", secret=WORD).exit_code == 0
    site.write("briefings/heat/editions/1.yml", site.read("briefings/heat/briefing.yml"))
    more = "  - {number: 2, date: 2024-06-01}\n"
    site.write(
        "briefings/heat/briefing.yml", (BRIEFING + EDITIONS + more).replace("Asphalt stores", "Stone stores")
    )
    assert run("build", "-C", root).exit_code == 0
    assert run("seal", "sign", "-C", root, "--key", key, secret=WORD).exit_code == 0
    for place in ("site", "dist/heat.html"):
        assert run("seal", "check", f"{root}/{place}", "--key", public, "--number", "2").exit_code == 0
    assert run("verify", f"{root}/site").exit_code == 0
    bundle = site.root / "dist/heat-edition-2-offline.zip"
    assert run("verify", str(bundle)).exit_code == 0
    with ZipFile(bundle) as archive:
        archive.extractall(site.root / "dist")
    unpacked = bundle.with_suffix("")
    command = [sys.executable, "-I", "-S", str(unpacked / "verify_seal.py"), str(unpacked), public]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (unpacked / "index.html").unlink()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    for number, words, other in (
        (1, "Asphalt stores", "Stone stores"),
        (2, "Stone stores", "Asphalt stores"),
    ):
        edition = site.read(f"site/heat/editions/{number}/edition.html")
        assert words in edition
        assert other not in edition
    assert "There is a newer edition: number 2." in site.read("site/heat/editions/1/index.html")
    assert "This is the newest edition." in site.read("site/heat/editions/2/index.html")
    assert public in site.read("site/seal/index.html").replace("<wbr>", "")
    assert [
        one["editions"] for one in verify_seal.seals_in((site.root / "seals/SEALS.json").read_bytes())
    ] == [
        {"heat": 1},
        {"heat": 2},
    ]
    authority = Authority(tmp_path, "Example Authority")
    site.write("timestamp-roots.pem", authority.root.read_bytes())
    with authority.served() as address:
        stamped = run(
            "seal", "sign", "-C", root, "--key", key, "--timestamp", "--authority", address, secret=WORD
        )
    assert stamped.exit_code == 0, stamped.output
    checked = run("seal", "check", f"{root}/site", "-C", root)
    assert (checked.exit_code, "by Example Authority" in checked.output) == (0, True)
    site.write("site/SEALS.tsr", b"stamp")
    assert "the time stamp proves nothing" in run("seal", "check", f"{root}/site", "-C", root).output
    other = str(tmp_path / "other.pem")
    run("seal", "new-key", other, "-C", root, secret="")
    assert "was made with another key" in run("seal", "sign", "-C", root, "--key", other).output
    site.write("site/index.html", "changed")
    assert "site is not as it was built" in run("seal", "sign", "-C", root, "--key", key, secret=WORD).output
    assert run("seal", "check", f"{root}/site", "--key", public).exit_code == 1
    site.write("dist/heat.html", "changed")
    assert "REFUSED: heat.html was changed" in run("seal", "check", f"{root}/dist/heat.html").output


@each(
    "place, why",
    [("project/key.pem", "it is in the project"), ("repository/deep/key.pem", "in the git repository")],
)
def test_places_where_a_key_may_not_be(place: str, why: str) -> None:

    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        (top / "project").mkdir()
        (top / "repository/deep").mkdir(parents=True)
        (top / "repository/.git").mkdir()
        for command in (["new-key", str(top / place)], ["sign", "--key", str(top / place)]):
            made = run("seal", *command, "-C", str(top / "project"))
            assert made.exit_code == 1
            assert why in made.output
            assert not (top / place).exists()


def test_a_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "key.pem"
    seals.write_key(place, seals.new_key(WORD))
    assert place.stat().st_mode & 0o777 == 0o600
    with pytest.raises(seals.KeyFileError, match="is there already"):
        seals.write_key(place, b"")
    with pytest.raises(seals.KeyFileError, match="it has a password"):
        seals.read_key(place, "")
    with pytest.raises(seals.KeyFileError, match="the password is wrong"):
        seals.read_key(place, "another")
    place.chmod(0o644)
    with pytest.raises(seals.KeyFileError, match="chmod 600"):
        seals.read_key(place, WORD)
    with pytest.raises(seals.KeyFileError, match="No such file"):
        seals.read_key(tmp_path / "none.pem", "")
    place.write_bytes(b"no key")
    place.chmod(0o600)
    with pytest.raises(seals.KeyFileError, match="is no private key"):
        seals.read_key(place, "")
