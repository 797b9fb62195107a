"""`bindery snapshot` stores, fingerprints and verifies texts of sources; a clone without the texts passes the same checks."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.project import BARE, ROOT, Site
from support.snapshot_files import PAGE, REPORT

from bindery.cli import main
from bindery.edition import compile  # noqa: A004  its own name
from bindery.system import disk

SAID = "Cities are up to five degrees hotter than the land round them, by −3 to +5.5 degrees, says Gibb.\n"
TEXT = "briefings/heat/snapshots/gibb-2023.txt"
PRINT = "briefings/heat/snapshots/gibb-2023.fingerprint"
STORED = ".bindery/snapshots/heat/gibb-2023.txt"


def command(site: Site, *words: str) -> Result:
    return CliRunner().invoke(
        main, [words[0], *(["-C", str(site.root)] if words[0] != "snapshot" else []), *words[1:]]
    )


def snapshot(site: Site, *words: str) -> Result:
    return CliRunner().invoke(main, ["snapshot", words[0], "-C", str(site.root), *words[1:]])


def told(site: Site, *words: str) -> list[str]:
    """The codes that a command tells of."""
    run = snapshot if words[0] == "verify" else command
    return [problem["code"] for problem in json.loads(run(site, *words, "--format", "json").stdout or "[]")]


@pytest.fixture
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with what the source said, somewhere else."""
    file = tmp_path_factory.mktemp("downloads") / "page.txt"
    file.write_text(SAID, "utf-8")
    return file


def test_a_text_is_stored_where_git_does_not_look_and_its_fingerprint_beside_the_briefing(
    newsroom: Site, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1722556800")
    assert snapshot(newsroom, "add", "gibb-2023", str(page)).exit_code == 0
    assert newsroom.read(STORED) == SAID
    assert newsroom.read(".bindery/snapshots/.gitignore") == "*\n"
    assert sorted(newsroom.files("briefings/heat")) == [
        "briefing.yml", "snapshots/gibb-2023.custody", "snapshots/gibb-2023.fingerprint", "sources.yml"
    ]  # fmt: skip
    record = json.loads((newsroom.root / PRINT).read_bytes().split(b"\n")[1])
    assert record["date"] == "2024-08-02"
    assert record["tool"].startswith("bindery ")
    assert len(record["sha256"]) == 64
    assert newsroom.compile().problems == ()


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize(
    ("quote", "outcome"),
    [
        ("up to five degrees hotter", "verified"),
        ("hotter", "verified"),
        ("−3 to +5.5 degrees", "verified"),
        ("Cities […] land […] says Gibb", "verified"),
        ("3 to +5.5 degrees", "missing"),
        ("up to six degrees hotter", "missing"),
        ("says Gibb […] Cities", "missing"),
        ("5 degrees", "missing"),
    ],
)
def test_a_clone_without_the_text_gives_the_same_answer(
    newsroom: Site, page: Path, quote: str, outcome: str, *, fresh: bool
) -> None:
    snapshot(newsroom, "add", "gibb-2023", str(page))
    newsroom.replace("briefings/heat/briefing.yml", "up to five degrees hotter\n", f"{json.dumps(quote)}\n")
    if fresh:
        newsroom.remove(".bindery")
    codes = [code for code in told(newsroom, "check") if code.startswith("B30")]
    assert codes == ([] if outcome == "verified" else ["B301"])


@pytest.mark.parametrize(("name", "data"), [("a.html", PAGE), ("a.pdf", REPORT), ("a.HTM", PAGE)])
def test_pages_and_pdfs_are_stored_too(
    newsroom: Site, tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("downloads") / name
    file.write_bytes(data)
    assert snapshot(newsroom, "add", "gibb-2023", str(file)).exit_code == 0
    assert [p.suffix for p in (newsroom.root / ".bindery/snapshots/heat").iterdir()] == [file.suffix.lower()]
    assert snapshot(newsroom, "verify").exit_code == 0


def test_a_snapshot_takes_the_place_of_the_one_before(newsroom: Site, page: Path, tmp_path: Path) -> None:
    newsroom.replace(
        "briefings/heat/sources.yml", "    publisher: Gibb", "    licence: CC-BY-4.0\n    publisher: Gibb"
    )
    web = tmp_path / "page.html"
    web.write_bytes(PAGE)
    for options in ((str(web),), (str(page),), (str(web), "--keep"), (str(page), "--keep"), (str(page),)):
        assert snapshot(newsroom, "add", "gibb-2023", *options).exit_code == 0
        there = [name for name in newsroom.files() if Path(name).stem == "gibb-2023"]
        assert len(there) == 3
        assert snapshot(newsroom, "verify").exit_code == 0


def test_a_text_is_kept_with_the_site_only_under_a_licence(newsroom: Site, page: Path) -> None:
    before = newsroom.files()
    refused = snapshot(newsroom, "add", "gibb-2023", str(page), "--keep")
    assert refused.exit_code == 1
    assert "licence" in refused.output
    assert newsroom.files() == before
    newsroom.replace(
        "briefings/heat/sources.yml", "    publisher: Gibb", "    licence: CC-BY-4.0\n    publisher: Gibb"
    )
    assert snapshot(newsroom, "add", "gibb-2023", str(page), "--keep").exit_code == 0
    assert newsroom.read(TEXT) == SAID
    assert not (newsroom.root / ".bindery").exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "B302"),
        ("a.txt", b"\x89PNG\0", "B305"),
        ("a.txt", b"\xe9t\xe9", "B306"),
        ("a.pdf", b"%PDF-1.7", "B307"),
        (
            "a.pdf",
            (ROOT / "tests/problems/B308-password/briefings/heat/snapshots/gibb-2024.pdf").read_bytes(),
            "B308",
        ),
        ("missing.txt", None, "B017"),
        ("link.txt", ..., "B015"),
        ("large.txt", 100_000_000, "B016"),
    ],
)
def test_what_cannot_be_read_is_not_stored(
    newsroom: Site, tmp_path_factory: pytest.TempPathFactory, name: str, data: Any, code: str
) -> None:
    file = tmp_path_factory.mktemp("downloads") / name
    if isinstance(data, bytes):
        file.write_bytes(data)
    elif data is ...:
        file.symlink_to(ROOT / "README.md")
    elif data:
        with file.open("wb") as large:
            large.truncate(data)
    before = newsroom.files()
    result = snapshot(newsroom, "add", "gibb-2023", str(file), "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert problem["code"] == code
    if data is None:
        assert problem["message"] == "there is no such file"
        assert "permissions" not in problem["help"]
    assert newsroom.files() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gibb-2024", "page.txt"), "did you mean `gibb-2023`"),
        (("gibb-2023", "page.pages"), "the name of a snapshot must end in"),
        (("gibb-2023", "page.txt", "--briefing", "heart"), "did you mean `heat`"),
    ],
)
def test_a_mistake_in_the_command_is_reported(newsroom: Site, words: tuple[str, ...], said: str) -> None:
    result = snapshot(newsroom, "add", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_a_shared_source_belongs_to_the_briefing_that_cites_it_or_the_one_named(
    newsroom: Site, page: Path
) -> None:
    newsroom.write("briefings/sources.yml", newsroom.read("briefings/heat/sources.yml")).remove(
        "briefings/heat/sources.yml"
    )
    assert snapshot(newsroom, "add", "gibb-2023", str(page)).exit_code == 0
    assert (newsroom.root / STORED).is_file()
    newsroom.write("briefings/cold/briefing.yml", newsroom.read("briefings/heat/briefing.yml"))
    assert (
        "name one with --briefing (these cite it: cold, heat)"
        in snapshot(newsroom, "add", "gibb-2023", str(page)).output
    )
    assert snapshot(newsroom, "add", "gibb-2023", str(page), "--briefing", "cold").exit_code == 0
    assert told(newsroom, "check") == []


@pytest.mark.parametrize("bit", [0, 77, 700])
def test_a_flipped_bit_in_a_snapshot_is_found(newsroom: Site, page: Path, bit: int) -> None:
    snapshot(newsroom, "add", "gibb-2023", str(page))
    data = bytearray((newsroom.root / STORED).read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    newsroom.write(STORED, bytes(data))
    assert snapshot(newsroom, "verify").exit_code == 1
    assert set(told(newsroom, "verify")) == {"B331"}
    assert "B331" in told(newsroom, "check")


def test_a_flipped_bit_in_a_fingerprint_is_found(newsroom: Site, page: Path) -> None:
    snapshot(newsroom, "add", "gibb-2023", str(page))
    data = bytearray((newsroom.root / PRINT).read_bytes())
    data[-200] ^= 1
    newsroom.write(PRINT, bytes(data))
    assert told(newsroom, "verify") == ["B309"]
    assert told(newsroom, "check") == ["B309"]


def test_a_forged_fingerprint_is_found_where_the_text_is(newsroom: Site, page: Path) -> None:
    snapshot(newsroom, "add", "gibb-2023", str(page))
    honest = (newsroom.root / PRINT).read_bytes()
    page.write_text(SAID.replace("five", "nine"), "utf-8")
    snapshot(newsroom, "add", "gibb-2023", str(page))
    forged = (newsroom.root / PRINT).read_bytes()
    body = forged[:-32].replace(forged.split(b"\n")[1], honest.split(b"\n")[1])
    newsroom.write(PRINT, body + __import__("hashlib").sha256(body).digest()).write(STORED, SAID)
    assert told(newsroom, "verify") == ["B331"]


def test_nothing_is_written_by_halves(newsroom: Site, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot(newsroom, "add", "gibb-2023", str(page))
    page.write_text("Something else.", "utf-8")
    before = newsroom.files()
    real = Path.replace

    def full(self: Path, target: Path) -> Path:
        if str(target).endswith((".txt", ".fingerprint")):
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert snapshot(newsroom, "add", "gibb-2023", str(page)).exit_code == 3
    assert newsroom.files() == before


def test_what_is_stored_for_a_briefing_that_was_deleted_is_ignored(newsroom: Site) -> None:
    newsroom.write(".bindery/snapshots/gone/nobody.txt", "It was hot.")
    assert newsroom.compile().problems == ()


def test_a_link_in_the_store_is_not_followed(newsroom: Site) -> None:
    (newsroom.root / ".bindery/snapshots/heat").mkdir(parents=True)
    (newsroom.root / STORED).symlink_to(ROOT / "README.md")
    assert told(newsroom, "check") == ["B015"]


@pytest.mark.parametrize("name", ["check", "build"])
def test_unchecked_quotations_can_be_made_errors(newsroom: Site, page: Path, name: str) -> None:
    assert told(newsroom, name, "--require-snapshots") == ["B303"]
    snapshot(newsroom, "add", "gibb-2023", str(page))
    newsroom.remove(".bindery")
    assert told(newsroom, "check", "--require-snapshots") == []


def test_the_setting_in_mkdocs_yml_does_the_same(newsroom: Site) -> None:
    newsroom.replace("mkdocs.yml", "  - bindery", "  - bindery:\n      require_snapshots: true")
    assert told(newsroom, "build") == ["B303"]


@pytest.mark.slow
def test_the_real_snapshots_are_as_stored_and_a_clone_without_them_checks_as_well(tmp_path: Path) -> None:
    site = Site(tmp_path)
    shutil.copytree(ROOT / "briefings", tmp_path / "briefings")
    assert snapshot(site, "verify").exit_code == 0

    def found() -> list[str]:  # no page is rendered
        inputs = replace(disk.read_inputs(tmp_path), templates=BARE, compiled=None)
        return [problem.code for problem in compile(inputs).problems if problem.code.startswith("B30")]

    assert found() == []
    for text in tmp_path.glob("briefings/*/snapshots/*.txt"):
        text.unlink()
    assert found() == []
    assert disk.read_inputs(tmp_path).files.keys() & {TEXT} == set()


def test_a_dated_copy_is_added_and_older_ones_are_kept(newsroom: Site, page: Path) -> None:
    assert snapshot(newsroom, "add", "gibb-2023", str(page), "--date", "2024-05-03").exit_code == 0
    page.write_text(SAID.replace("five", "six"), "utf-8")
    assert snapshot(newsroom, "add", "gibb-2023", str(page), "--date", "2024-06-09").exit_code == 0
    stored = sorted(newsroom.files(".bindery/snapshots/heat"))
    assert stored == ["gibb-2023.2024-05-03.txt", "gibb-2023.2024-06-09.txt"]
    assert "snapshots/gibb-2023.2024-06-09.fingerprint" in newsroom.files("briefings/heat")
    assert told(newsroom, "verify") == []
    assert told(newsroom, "check") == ["B381"]
    with_text = newsroom.compile().problems
    shutil.rmtree(newsroom.root / ".bindery")
    assert [(p.code, p.message, p.help) for p in newsroom.compile().problems] == [
        (p.code, p.message, p.help) for p in with_text
    ]
    quote = "        quote: up to five degrees hotter\n"
    newsroom.replace("briefings/heat/briefing.yml", quote, f"{quote}        snapshot: 2024-05-03\n")
    assert told(newsroom, "check") == []


def test_a_dated_copy_replaces_only_that_of_its_day(newsroom: Site, page: Path) -> None:
    html = page.with_suffix(".html")
    html.write_text(f"<p>{SAID}</p>", "utf-8")
    for file, *options in ((page,), (page, "--date", "2024-05-03"), (html, "--date", "2024-05-03")):
        assert snapshot(newsroom, "add", "gibb-2023", str(file), *options).exit_code == 0
    stored = sorted(newsroom.files(".bindery/snapshots/heat"))
    assert stored == ["gibb-2023.2024-05-03.html", "gibb-2023.txt"]


@pytest.mark.parametrize("day", ["2024-13-01", "2024", "3 May 2024", "2024-5-3", "2999-01-01"])
def test_a_day_that_is_none_or_in_the_future_is_refused(newsroom: Site, page: Path, day: str) -> None:
    ran = snapshot(newsroom, "add", "gibb-2023", str(page), "--date", day)
    assert ran.exit_code == 2
    assert "--date" in ran.output
    assert not (newsroom.root / ".bindery").exists()


def test_diff_lists_a_source_of_which_another_copy_is_stored(
    newsroom: Site, page: Path, tmp_path: Path
) -> None:
    assert snapshot(newsroom, "add", "gibb-2023", str(page), "--date", "2024-05-03").exit_code == 0
    old = tmp_path / "old"
    shutil.copytree(newsroom.root, old)
    same = CliRunner().invoke(main, ["diff", str(old), str(newsroom.root)])
    assert "source" not in same.output
    page.write_text(SAID.replace("five", "six"), "utf-8")
    assert snapshot(newsroom, "add", "gibb-2023", str(page), "--date", "2024-06-09").exit_code == 0
    ran = CliRunner().invoke(main, ["diff", str(old), str(newsroom.root)])
    assert "source gibb-2023: a copy of 2024-06-09 was added" in ran.output
    assert "gone from the newest copy: up to five degrees hotter" in ran.output
    back = CliRunner().invoke(main, ["diff", str(newsroom.root), str(old)])
    assert "a copy of 2024-06-09 was removed" in back.output
    file = CliRunner().invoke(main, ["diff", str(old / "briefings/heat/briefing.yml"), str(newsroom.root)])
    assert "source gibb" not in file.output


def test_a_file_that_does_not_exist_is_said_not_to(newsroom: Site) -> None:
    result = snapshot(newsroom, "add", "gibb-2023", "no-such.pdf")
    assert result.exit_code == 1
    assert "there is no such file" in result.output
    assert "permissions" not in result.output
