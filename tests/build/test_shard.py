"""Shard files: what is written is read again, and what is wrong with them is named with a remedy."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import shards

from bindery.build import shard
from bindery.build.shard import ShardError
from bindery.build.shard_build import Joining
from bindery.reading.inputs import Imprint, Inputs
from bindery.site.bodies import Body, BodyError

OF = 3


@pytest.fixture(scope="module")
def of() -> Inputs:
    """The project."""
    return shards.several()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, of: Inputs) -> Path:
    """The folder of its shards; no test may change it."""
    folder = tmp_path_factory.mktemp("shards")
    shards.written(folder, of, OF)
    return folder


def copied(whole: Path, folder: Path) -> list[Path]:
    """Copies of the shards that a test may change."""
    return [Path(shutil.copy(path, folder)) for path in sorted(whole.iterdir())]


def refused(paths: list[Path]) -> list[tuple[str, str, str]]:
    """Code, message and file name of each problem with some shards."""
    with pytest.raises(ShardError) as stopped:
        shard.read_shards(paths)
    problems = stopped.value.problems
    assert all(problem.help and not problem.message.endswith(".") for problem in problems)
    return [(problem.code, problem.message, Path(problem.path).name) for problem in problems]


def test_shards_are_read_as_they_were_made_in_any_order(whole: Path, of: Inputs) -> None:
    found = shard.read_shards(sorted(whole.iterdir(), reverse=True))
    assert [one.manifest.shard for one in found] == [1, 2, 3]
    made = shards.finished(of, OF)
    assert [one.work for one in found] == made
    assert list(shard.other_inputs(found, of, shards.settings())) == []
    again = shard.shard_bytes((1, OF), of, shards.settings(), {"drafts": False}, made[0])
    assert again == (whole / shard.shard_name(1, OF)).read_bytes()


def test_the_names_of_shards_sort_as_their_numbers() -> None:
    names = [shard.shard_name(number, 100) for number in range(1, 101)]
    assert names == sorted(names)
    assert shard.shard_name(3, 10) == "shard-03-of-10.zip"


def test_missing_shards_are_listed(whole: Path) -> None:
    one, two, three = sorted(whole.iterdir())
    assert refused([one, three]) == [("B650", "shard 2 of 3 is missing", "")]
    assert refused([two]) == [("B650", "shards 1, 3 of 3 are missing", "")]


def test_a_shard_given_twice_is_named(whole: Path, tmp_path: Path) -> None:
    paths = sorted(whole.iterdir())
    other = Path(shutil.copy(paths[1], tmp_path / "old.zip"))
    [(code, message, name)] = refused([*paths, other])
    assert (code, name) == ("B651", "old.zip")
    assert message == f"shard 2 of 3 is given twice: {paths[1]} is it, too"


@pytest.mark.parametrize("field", ["version", "code", "lxml"])
def test_a_shard_of_another_program_is_named(field: str, whole: Path, tmp_path: Path) -> None:
    paths = copied(whole, tmp_path)
    made = shard.this_program().model_dump()
    if field == "lxml":
        made["packages"] = {**made["packages"], "lxml": "0.1"}
    shards.changed(paths[2], {}, seal=True, program={**made, field: "0.1"} if field != "lxml" else made)
    [(code, message, name)] = refused(paths)
    assert (code, name) == ("B652", "shard-3-of-3.zip")
    assert message.startswith("this shard was made ")
    assert field == "code" or "0.1" in message


def test_a_shard_of_a_version_with_another_form_is_not_called_damaged(whole: Path, tmp_path: Path) -> None:
    one, two, _ = paths = copied(whole, tmp_path)
    newer = {**shard.this_program().model_dump(), "version": "99.0"}
    shards.changed(one, {}, seal=True, program=newer, more="x")
    shards.changed(two, {}, seal=True, format="bindery-shard/99", program="x")
    assert [found[0] for found in refused(paths)] == ["B652", "B652"]


def test_shards_of_two_splits_are_not_mixed(whole: Path, tmp_path: Path, of: Inputs) -> None:
    other = shards.written(tmp_path, of, 2)
    assert [found[0] for found in refused([*sorted(whole.iterdir()), other[0]])] == ["B655"]


OTHER: dict[str, tuple[Callable[[Inputs], Inputs], str]] = {
    "a briefing": (
        lambda of: shards.edited(of, "briefings/large/briefing.yml", b"title: x\n"),
        "the files of `large` differ",
    ),
    "a briefing more": (
        lambda of: shards.edited(of, "briefings/new/briefing.yml", b"title: x\n"),
        "it does not know the briefing `new`",
    ),
    "the shared list": (
        lambda of: shards.edited(of, "briefings/sources.yml", b"sources: []\n"),
        "files in briefings/ that belong to no briefing differ",
    ),
    "a template": (
        lambda of: replace(of, templates={**of.templates, "home.md.j2": ""}),
        "the templates differ",
    ),
    "drafts": (lambda of: replace(of, drafts=True), "an option differ"),
    "the address": (lambda of: replace(of, imprint=Imprint("x", address="https://x.example/")), "address"),
    "how addresses end": (lambda of: replace(of, directory_urls=False), "the settings in mkdocs.yml"),
}


@pytest.mark.parametrize("name", OTHER)
def test_a_shard_of_other_inputs_is_named(name: str, whole: Path, of: Inputs) -> None:
    change, words = OTHER[name]
    found = list(
        shard.other_inputs(shard.read_shards(sorted(whole.iterdir())), change(of), shards.settings())
    )
    assert {problem.code for problem in found} == {"B653"}
    assert len(found) == OF
    assert words in found[0].message


def test_a_shard_of_other_markdown_is_named(whole: Path, of: Inputs) -> None:
    found = shard.read_shards(sorted(whole.iterdir()))
    other = replace(shards.settings(), extensions=["toc", "tables"])
    [problem, *_] = shard.other_inputs(found, of, other)
    assert "the settings in mkdocs.yml" in problem.message


def test_the_day_of_the_join_may_be_another(whole: Path, of: Inputs) -> None:
    found = shard.read_shards(sorted(whole.iterdir()))
    assert (
        list(shard.other_inputs(found, replace(of, today=of.today.replace(year=2027)), shards.settings()))
        == []
    )


def _record(path: Path) -> str:
    """The name of a record in a shard."""
    return next(name for name in zipfile.ZipFile(path).namelist() if name.startswith("records/"))


def _with_record(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes a record of a shard, with all hashes."""
    name = _record(path)
    with zipfile.ZipFile(path) as archive:
        record, manifest = json.loads(archive.read(name)), json.loads(archive.read("manifest.json"))
    change(record)
    data = json.dumps(record).encode()
    content = {**manifest["content"], name: shard._hash(data)}
    shards.changed(path, {name: data}, seal=True, content=content)


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "torn": lambda path: path.write_bytes(path.read_bytes()[:-200]),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "empty": lambda path: path.write_bytes(b""),
    "something else": lambda path: path.write_bytes(b"<html>not found</html>"),
    "one byte": lambda path: path.write_bytes(path.read_bytes()[:900] + b"\0" + path.read_bytes()[901:]),
    "another record": lambda path: shards.changed(path, {_record(path): b"[]"}),
    "no record": lambda path: shards.changed(path, {_record(path): None}),
    "a body more": lambda path: shards.changed(path, {"store/more": b"<p>"}),
    "no manifest": lambda path: shards.changed(path, {"manifest.json": None}),
    "a manifest that is no JSON": lambda path: shards.changed(path, {"manifest.json": b"{"}),
    "a manifest that is a list": lambda path: shards.changed(path, {"manifest.json": b"[]"}),
    "a manifest of deep lists": lambda path: shards.changed(path, {"manifest.json": b"[" * 100_000}),
    "another number": lambda path: shards.changed(path, {}, shard=2),
    "a number too large": lambda path: shards.changed(path, {}, seal=True, shard=9),
    "a number as text": lambda path: shards.changed(path, {}, seal=True, shard="1"),
    "no program": lambda path: shards.changed(path, {}, seal=True, program="Bindery"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_shard_that_is_not_as_it_was_made_is_named(how: str, whole: Path, tmp_path: Path) -> None:
    paths = copied(whole, tmp_path)
    DAMAGE[how](paths[0])
    [(code, message, name)] = refused(paths)
    assert (code, name) == ("B654", "shard-1-of-3.zip")
    assert message.startswith("this is not a whole shard as it was made: ")


@pytest.mark.parametrize(
    "path", ["../x.html", "/x.html", "a/../../x.html", "C:/x.html", "a\\..\\x.html", "a//x.html", "./x"]
)
def test_no_file_of_a_shard_is_outside_the_site(path: str, whole: Path, tmp_path: Path) -> None:
    paths = copied(whole, tmp_path)
    _with_record(paths[0], lambda record: record["files"].append(path))
    [(code, message, _)] = refused(paths)
    assert code == "B654"
    assert "is outside the site" in message
    with pytest.raises(BodyError):
        Body.from_bytes(Body((), {path: b"x"}, ()).as_bytes())


@pytest.mark.parametrize("field", ["body", "slug"])
def test_a_record_without_its_body_is_damage(field: str, whole: Path, tmp_path: Path) -> None:
    paths = copied(whole, tmp_path)
    _with_record(paths[0], lambda record: record.update({field: "0" * 64}))
    [(code, message, _)] = refused(paths)
    assert code == "B654"
    assert "is not complete" in message


def test_shards_of_another_day_are_not_used(whole: Path, of: Inputs) -> None:
    joining = Joining(shard.read_shards(sorted(whole.iterdir())))
    assert len(list(joining(of, (), shards.settings()))) == OF
    assert list(joining(replace(of, today=of.today.replace(year=2027)), (), shards.settings())) == []
