"""A time stamp is stored if it proves when a stored copy was there, and is checked again without asking anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result
from support.project import Site
from support.timestamp_authority import Authority

from bindery.cli.snapshot import snapshot as commands

PRINTS = "briefings/heat/snapshots/gibb-2023"
STORED = ".bindery/snapshots/heat/gibb-2023.txt"


def snapshot(site: Site, *words: str) -> Result:
    return CliRunner().invoke(commands, [*words, "-C", str(site.root)])


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"), "Example Authority")


@pytest.fixture
def stamped(
    newsroom: Site, tmp_path_factory: pytest.TempPathFactory, authority: Authority
) -> Iterator[tuple[Site, str]]:
    site, page = newsroom, tmp_path_factory.mktemp("downloads") / "page.txt"
    page.write_text("The office counted five deaths in the heat.", "utf-8")
    assert snapshot(site, "add", "gibb-2023", str(page)).exit_code == 0
    site.write("timestamp-roots.pem", authority.root.read_bytes())
    authority.answer = None
    with authority.served() as address:
        yield site, address


def test_a_time_stamp_is_stored_and_checked_offline(
    stamped: tuple[Site, str], authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site, address = stamped
    asked = len(authority.asked)
    assert snapshot(site, "timestamp", "--authority", address).exit_code == 0
    assert b"deaths" not in authority.asked[asked]
    record = json.loads(site.read(f"{PRINTS}.custody"))
    assert record["stamped_by"] == "Example Authority"
    assert record["stamped"].startswith("20")
    again = snapshot(site, "timestamp", "gibb-2023", "--authority", address)
    assert (again.exit_code, len(authority.asked)) == (0, asked + 1)

    whole = snapshot(site, "verify")
    assert (whole.exit_code, "1 time stamps are true" in whole.output) == (0, True)
    other = Authority(tmp_path_factory.mktemp("other"), "Another Authority")
    strange = snapshot(site, "verify", "--roots", str(other.root))
    assert (strange.exit_code, "an authority that is trusted" in strange.output) == (1, True)

    true = (site.root / f"{PRINTS}.tsr").read_bytes()
    for wrong in (true[:-40], true[:200] + bytes([true[200] ^ 1]) + true[201:], b"", b"stamp"):
        site.write(f"{PRINTS}.tsr", wrong)
        result = snapshot(site, "verify")
        assert (result.exit_code, "B676" in result.output) == (1, True)
    site.write(f"{PRINTS}.tsr", true)
    later = {**record, "stamped": "2020-01-01T00:00:00Z"}
    site.write(f"{PRINTS}.custody", json.dumps(later))
    assert "says 2020-01-01" in snapshot(site, "verify").output
    site.write(f"{PRINTS}.custody", json.dumps(record))
    site.write(STORED, "The office counted six deaths in the heat.")
    changed = snapshot(site, "verify").output
    assert "B331" in changed
    assert "it is of another file" in changed


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>no", "it is damaged, or is no time stamp"),
        (b"0" * 200_000, "is no time stamp"),
    ],
)
def test_an_answer_that_proves_nothing_is_not_stored(
    stamped: tuple[Site, str], authority: Authority, answer: bytes, said: str
) -> None:
    site, address = stamped
    authority.answer = answer
    before = site.files()
    result = snapshot(site, "timestamp", "--authority", address)
    assert (result.exit_code, said in result.output, site.files()) == (1, True, before)


def test_the_answer_to_another_query_is_not_stored(stamped: tuple[Site, str], authority: Authority) -> None:
    site, address = stamped
    snapshot(site, "timestamp", "--authority", address)
    stamp = site.root / f"{PRINTS}.tsr"
    authority.answer = stamp.read_bytes()
    stamp.unlink()
    result = snapshot(site, "timestamp", "--authority", address)
    assert "it is not the answer to this query" in result.output
    assert not stamp.exists()


def test_nobody_answers(stamped: tuple[Site, str]) -> None:
    site, _ = stamped
    result = snapshot(site, "timestamp", "--authority", "http://127.0.0.1:9/")
    assert (result.exit_code, "does not answer" in result.output) == (1, True)
    assert snapshot(site, "timestamp", "--authority", "file:///etc/passwd").exit_code == 2
