"""A site that is put together from bodies made apart is the site whose bodies were made together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from site_wide.test_incremental import FAR, NEAR, OWN, _briefing, newsroom
from support.project import Site

from bindery.build import assembly, grouped_records
from bindery.build.assembly import Assembly
from bindery.build.groups import briefing_files, tied_groups
from bindery.model.names import Slug
from bindery.search.search_index import SEPARATOR
from bindery.site import bodies
from bindery.site.bodies import Body, BodyError, BodySettings
from bindery.system import disk

# What ties briefings in some way that is not seen in their files, or that only the messages of problems show.
EDITS = [
    *("a title", "another citation", "the name of a source", "an origin", "a snapshot without the words"),
    *("a briefing that cannot be read", "a draft", "what was a draft", "a folder", "a briefing less"),
    *("a source that was taken back", "a file that nothing reads", "a heading"),
]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> BodySettings:
    """What bodies are made with, and a store of their own."""
    return BodySettings(["toc"], {}, SEPARATOR, tmp_path_factory.mktemp("store"))


def _made(site: Site, known: BodySettings, *, apart: bool) -> tuple[object, ...]:
    """Everything that an assembly says of a project, with its bodies made apart or together."""
    with pytest.MonkeyPatch.context() as patch:
        if apart:
            patch.setattr(assembly, "WHOLE", 0)
            patch.setattr(assembly, "FEW", 1)
        made = Assembly("", known.scratch, known, disk.read_inputs(site.root))
        made.fill()
    edition = made.edition()
    bodies = {slug: made.body(slug) for slug in made.slugs}
    pages = {page.path: page.markdown for page in edition.pages}
    return (
        edition.problems,
        edition.left_out,
        edition.navigation,
        made.omissions,
        pages,
        edition.files,
        made.parts,
        bodies,
        {slug: record.entry for slug, record in made.records.items()},
    )


def _apart(root: Path) -> Site:
    """A newsroom of which only two briefings are tied: both cite a source of the shared list."""
    site = newsroom(root)
    for name in ("north", "south", "east"):
        cited = (f"{name}-report", f"{name}-paper", *(() if name == "east" else ("agency",)))
        site.write(f"briefings/{name}/briefing.yml", _briefing(name, *cited))
        origin = "bureau" if name == "south" else f"{name}-wire"
        site.write(f"briefings/{name}/sources.yml", OWN.replace("NAME", name).replace("ORIGIN", origin))
    return site


def test_briefings_are_in_one_group_where_they_share_something(tmp_path: Path) -> None:
    site = _apart(tmp_path)
    files = briefing_files(disk.read_inputs(site.root).files)
    assert tied_groups(files) == ([["east"], ["north", "south"], ["west"]], ["north", "south"])
    tied = [(Slug("east"), Slug("west"))]
    assert tied_groups(files, tied) == ([["east", "west"], ["north", "south"]], ["north", "south"])
    site.write("briefings/east/more.yml", "text: See [there](west#hot).")
    files = briefing_files(disk.read_inputs(site.root).files)
    assert tied_groups(files).groups == [["east", "west"], ["north", "south"]]


def test_bodies_made_apart_are_those_made_together(tmp_path: Path, known: BodySettings) -> None:
    site = _apart(tmp_path)
    assert _made(site, known, apart=True) == _made(site, known, apart=False)
    for name in EDITS:
        (NEAR | FAR)[name](site)
        for one, other in zip(_made(site, known, apart=True), _made(site, known, apart=False), strict=True):
            assert one == other, name


def test_a_missing_original_is_named_as_if_all_briefings_were_read(
    tmp_path: Path, known: BodySettings
) -> None:
    site = _apart(tmp_path)
    for path in ("south", "sources.yml"):
        site.remove(f"briefings/{path}")
    site.write(
        "briefings/north/briefing.yml", _briefing("north", "north-report") | {"translation_of": "eats"}
    )
    found = _made(site, known, apart=True)
    assert "did you mean `east`?" in repr(found[0])
    assert found == _made(site, known, apart=False)


def test_a_link_among_the_files_of_a_briefing_is_reported_though_its_body_is_known(
    tmp_path: Path, known: BodySettings
) -> None:
    site = _apart(tmp_path / "project")
    found = []
    for name in ("one", "more"):
        made = Assembly("conditions", tmp_path / "kept", known, disk.read_inputs(site.root))
        made.fill()
        found.append([problem.code for problem in made.problems if problem.severity == "error"])
        (site.root / f"briefings/north/{name}.png").symlink_to("/etc/hostname")
    assert found == [[], ["B015"]]


def test_a_briefing_is_made_again_with_one_that_it_refers_to_in_no_way_that_a_quick_look_sees(
    tmp_path: Path, known: BodySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _apart(tmp_path / "project")
    for path in ("north", "south", "sources.yml"):
        site.remove(f"briefings/{path}")
    translation: dict[str, Any] = {**_briefing("east", "east-report", "east-paper")}
    translation |= {"translation_of": "west", "language": "de"}
    translation["claims"][0]["original_hash"] = "0" * 16  # its problem names a place in the original
    site.write("briefings/east/briefing.yml", translation)
    site.write("briefings/west/briefing.yml", _briefing("west", "west-report", "west-paper"))
    monkeypatch.setattr(
        grouped_records, "tied_groups", lambda files, tied: tied_groups({**files, **UNSEEN}, tied)
    )
    UNSEEN = {Slug("east"): {}, Slug("west"): {}}  # noqa: N806  their files as a quick look sees them
    for words in ("Another summary.", "One more."):
        found = []
        for store in (tmp_path / "kept", tmp_path / words):
            made = Assembly("conditions", store, known, disk.read_inputs(site.root))
            made.fill()
            found.append((made.edition(), made.records, [made.body(slug) for slug in made.slugs]))
        assert found[0] == found[1]
        site.write("briefings/west/briefing.yml", f"# {words}\n" + site.read("briefings/west/briefing.yml"))


def test_a_body_that_unpacks_without_end_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    body = Body((), {"a.txt": bytes(1_000_000)}, [])
    assert Body.from_bytes(body.as_bytes()) == body
    assert Body.entries_from(body.as_bytes()) == body.entries
    monkeypatch.setattr(bodies, "_SMALL", 1_000)
    for data in (body.as_bytes(), Body((), {}, []).as_bytes()[:-6]):
        with pytest.raises(BodyError):
            Body.from_bytes(data)
    for data in (b"", body.as_bytes()[:5], Body((), {}, [{"text": " " * 1_000_000}]).as_bytes()):
        with pytest.raises(BodyError):
            Body.entries_from(data)
