"""A site that is built from the last one is, byte for byte, the site that is built from nothing, whatever was edited."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.project import MKDOCS, Site, briefing

from bindery.build import distribution, folder_state, last_build
from bindery.build.bundle import LastBundle
from bindery.build.job import NOT_KEPT, BuildResult, Job
from bindery.build.last_build import BuildRecord
from bindery.build.publishing import PendingSite
from bindery.build.workspace import Workspace
from bindery.cli import build as building
from bindery.cli import check
from bindery.system import store

SHARED = """
sources:
  - {id: bureau, kind: dataset, title: The bureau's figures, publisher: The Bureau, published: 2023}
  - {id: agency, kind: news, title: What the agency sent, publisher: The Agency, origin: bureau}
"""
OWN = """
sources:
  - {id: NAME-paper, kind: news, title: About NAME, publisher: The NAME paper, origin: ORIGIN}
  - id: NAME-report
    kind: report
    title: A report on NAME
    passages:
      - {id: heat, quote: it was hot}
origins:
  - {id: NAME-wire, title: The wire of NAME}
"""


def _briefing(name: str, *cited: str) -> dict[str, object]:
    cites = "; ".join(f"@{source}" for source in cited)
    return briefing(
        title=f"On {name}",
        summary=f"Summary of {name}.",
        date="2024-03-01",
        key_points=["hot"],
        claims=[
            {
                "id": "hot",
                "text": f"It was hot in {name}.",
                "evidence": [{"source": cited[0], "quote": "it was hot"}, {"source": cited[-1]}],
            },
            {"id": "dry", "text": f"It was dry in {name}.", "evidence": [{"source": cited[0]}]},
        ],
        sections=[
            {
                "id": "why",
                "title": "Why",
                "content": [
                    {
                        "text": f"## Heat\n\nThe first paragraph of {name} [{cites}].\n\nThe second [@{cited[0]}]."
                    },
                    {"text": "Because. See [claim:dry].", "basis": "judgement"},
                ],
            }
        ],
    )


def newsroom(root: Path) -> Site:
    """Briefings that share sources, origins and nothing, a draft, a snapshot, and a page by hand that links to a claim."""
    site = Site(root)
    site.write("mkdocs.yml", MKDOCS)
    site.write("docs/about.md", "# About us\n\n[What was hot](north/claims.md#hot)\n")
    site.write("briefings/sources.yml", SHARED)
    cites = {
        "north": ("north-report", "agency"),
        "south": ("south-paper", "agency", "bureau"),
        "east": ("east-report", "east-paper"),
        "west": ("west-paper", "west-report"),
    }
    origins = {"north": "east-wire", "south": "bureau", "east": "east-wire", "west": "west-wire"}
    for name, cited in cites.items():
        site.write(f"briefings/{name}/briefing.yml", _briefing(name, *cited))
        site.write(
            f"briefings/{name}/sources.yml", OWN.replace("NAME", name).replace("ORIGIN", origins[name])
        )
    site.write("briefings/west/briefing.yml", _briefing("west", *cites["west"]) | {"status": "draft"})
    site.write("briefings/north/snapshots/north-report.txt", "Everybody says that it was hot, and dry.\n")
    return site


def _in(path: str, old: str, new: str) -> Callable[[Site], None]:
    def edit(site: Site) -> None:
        file = site.root / path
        if file.exists():
            site.write(path, file.read_text("utf-8").replace(old, new))

    return edit


def _rename(old: str, new: str) -> Callable[[Site], None]:
    def edit(site: Site) -> None:
        if (site.root / old).exists() and not (site.root / new).exists():
            (site.root / old).rename(site.root / new)

    return edit


def _add(path: str, text: str) -> Callable[[Site], None]:
    def edit(site: Site) -> None:
        if (site.root / path).parent.exists():
            site.write(path, text)

    return edit


def _drop(path: str) -> Callable[[Site], None]:
    def edit(site: Site) -> None:
        if (site.root / path).exists():
            site.remove(path)

    return edit


def _break(pattern: str, data: bytes | None) -> Callable[[Site], None]:
    """Breaks, or takes away, what builds leave for one another."""

    def edit(site: Site) -> None:
        for path in sorted(site.root.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            elif data is None:
                path.unlink()
            else:
                path.write_bytes(data)

    return edit


def _put(pattern: str, name: str) -> Callable[[Site], None]:
    """Puts another file, which shares its bytes with none that a build left, next to files or in the place of one."""

    def edit(site: Site) -> None:
        for path in sorted(site.root.glob(pattern)):
            path.with_name(name).unlink(missing_ok=True)
            path.with_name(name).write_bytes(b"broken")

    return edit


def _spoil(pattern: str, change: Callable[[bytes], bytes]) -> Callable[[Site], None]:
    """Breaks a part of what builds leave for one another."""

    def edit(site: Site) -> None:
        for path in sorted(site.root.glob(pattern)):
            path.write_bytes(change(path.read_bytes()))

    return edit


NORTH, SOUTH, EAST = (f"briefings/{name}/briefing.yml" for name in ("north", "south", "east"))
# What reaches no further than the pages of a briefing and its sources.
NEAR = {
    "a paragraph": _in(NORTH, "The first paragraph", "The first and best paragraph"),
    "the same paragraph again": _in(NORTH, "best paragraph", "only paragraph"),
    "a paragraph of another": _in(SOUTH, "The second", "A second"),
    "two briefings at once": lambda site: (
        [
            edit(site)
            for edit in (
                _in(SOUTH, "Because.", "Why not."),
                _in(EAST, "The first paragraph", "One paragraph"),
            )
        ]
        and None
    ),
    "what a claim says": _in(NORTH, "It was dry in north", "It was rather dry in north"),
    "nothing": lambda _: None,
    "a letter of another script": _in(SOUTH, "Why not.", "Why not \u0628."),
    "no letter of another script": _in(SOUTH, "Why not \u0628.", "Why not."),
    "a hostile word": _in(EAST, "Because.", r"Because \<b>&amp;\</b> it’s “so”."),
}
FAR = {
    "a heading": _in(EAST, "## Heat", "## More heat"),
    "a title": _in(SOUTH, "On south", "On the south"),
    "a summary": _in(NORTH, "Summary of north", "The summary of north"),
    "another citation": _in(EAST, "The second [@east-report]", "The second [@east-report; @bureau]"),
    "a citation less": _in(SOUTH, "; @bureau", ""),
    "the name of a claim": _in(SOUTH, "dry", "arid"),
    "the name of a claim that a page by hand links to": _in(NORTH, "id: hot", "id: warm"),
    "the name of a section": _in(EAST, "id: why", "id: causes"),
    "the name of a source": lambda site: [
        _in(f"briefings/east/{name}.yml", "east-report", "east-study")(site) for name in ("briefing", "sources")
    ] and None,
    "the title of a source": _in("briefings/north/sources.yml", "A report on north", "The report on north"),
    "the title of a shared source": _in("briefings/sources.yml", "What the agency sent", "What it sent"),
    "an origin": _in("briefings/south/sources.yml", "origin: bureau", "origin: east-wire"),
    "a source that was taken back": _in("briefings/sources.yml", "published: 2023", "published: 2023, state: retracted"),
    "a snapshot": _add("briefings/north/snapshots/north-report.txt", "They say: it was hot.\n"),
    "a snapshot without the words": _add("briefings/north/snapshots/north-report.txt", "It was cold.\n"),
    "a snapshot again": _add("briefings/north/snapshots/north-report.txt", "In short, it was hot.\n"),
    "a briefing that cannot be read": _add("briefings/east/briefing.yml", "title: [\n"),
    "a draft": _in(EAST, "date: '2024-03-01'", "date: '2024-03-01'\nstatus: draft"),
    "what was a draft": _in("briefings/west/briefing.yml", "status: draft", "status: published"),
    "a folder": _rename("briefings/south", "briefings/far-south"),
    "a briefing less": _drop("briefings/east"),
    "the settings": _in("mkdocs.yml", "The Newsroom", "The Other Newsroom"),
    "an address": _in("mkdocs.yml", "theme:", "site_url: https://example.org/\ntheme:"),
    "a page by hand": _add("docs/about.md", "# About\n\n[Dry](north/claims.md#dry)\n"),
    "one more page by hand": _add("docs/more.md", "# More\n"),
    "a file that nothing reads": _add("briefings/north/notes.md", "Nobody reads this."),
    "a template": _add("templates/home.md.j2", "# Ours\n"),
    "no template": _drop("templates"),
}  # fmt: skip
REFUSED = {"a snapshot without the words", "a briefing that cannot be read"}  # these build nothing
BROKEN = {
    "no build record": _break(".bindery/store/site-*", None),
    "a build record cut short": _break(".bindery/store/site-*", b'{"of": "'),
    "a build record of something else": _break(".bindery/store/site-*", b"{}"),
    "no previous site": _break(".bindery/previous", None),
    "a previous site with another page": _break(".bindery/previous/*/north/why/index.html", b"broken"),
    "a previous site with a page in the place of another": _put(".bindery/previous/*/north/why/index.html", "index.html"),
    "a previous site with one file more": _put(".bindery/previous/*/south/why/index.html", "more.html"),
    "a previous site without a page": _break(".bindery/previous/*/south/why/index.html", None),
    "a previous site without a checksum list": _break(".bindery/previous/*/SHA256SUMS", None),
    "a site with another page": _break("site/south/why/index.html", b"broken"),
    "a site with a page in the place of another": _put("site/east/why/index.html", "index.html"),
    "a site with another index": _break("site/search/root.js", b"{}"),
    "a site with another checksum list": _break("site/index.html", b"broken"),
    "no site": _break("site", None),
    "no bundle": _break("dist/*.zip", None),
    "a bundle cut short": _spoil("dist/*.zip", lambda data: data[:-9]),
    "a bundle of other bytes": _spoil("dist/*.zip", lambda data: data[:999] + b"broken" + data[1005:]),
    "no file of a briefing": _break("dist/north.html", None),
    "results cut short": _spoil(".bindery/store/*.made", lambda data: data[:-9]),
}  # fmt: skip
ALL = NEAR | FAR | BROKEN
MADE = (".bindery/", "site/", "dist/")


class Pair:
    """A project that is built again and again, and a copy of it that never knows of an earlier build."""

    def __init__(self, root: Path, *options: str) -> None:
        self.warm = newsroom(root / "project")
        self.cold = root / "fresh" / "project"
        self.options = options
        self.known: dict[str, Fresh] = {}

    def build(self) -> int:
        """Builds both, compares what was said and made, and returns the exit code."""
        said = _built(self.warm.root, *self.options)
        checked = _checked(self.warm.root)
        fresh = self._fresh()
        assert checked == fresh.checked, _first_difference(checked[1], fresh.checked[1])
        assert said == fresh.said, _first_difference(said[1], fresh.said[1])
        if fresh.said[0] == 0:
            assert _same(self.warm.files("site"), fresh.site)
            # what has another name now stays where it was
            kept = {name: data for name, data in self.warm.files("dist").items() if name in fresh.dist}
            assert _same(kept, fresh.dist)
        return fresh.said[0]

    def _fresh(self) -> Fresh:
        """What the copy says and makes; a project that is as it was before is not built again."""
        state = {name: data for name, data in self.warm.files("").items() if not name.startswith(MADE)}
        day = os.environ.get("SOURCE_DATE_EPOCH", "")
        key = hashlib.sha256(repr((day, sorted(state.items()))).encode()).hexdigest()
        if key not in self.known:
            shutil.rmtree(self.cold.parent, ignore_errors=True)
            shutil.copytree(
                self.warm.root,
                self.cold,
                symlinks=True,
                ignore=shutil.ignore_patterns(".bindery", "site", "dist"),
            )
            checked, said = _checked(self.cold), _built(self.cold, *self.options)
            made = Site(self.cold) if said[0] == 0 else None
            files = (made.files("site"), made.files("dist")) if made else ({}, {})
            self.known[key] = Fresh(checked, said, *files)
        return self.known[key]


@dataclass(frozen=True)
class Fresh:
    """What a build from nothing says and makes."""

    checked: tuple[int, str]
    said: tuple[int, str]
    site: dict[str, bytes]
    dist: dict[str, bytes]


def _built(root: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(building.build, ["--project", str(root), *options])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    # a build whose store was spoilt says that it could not be kept, which one with a fresh store need not say
    lines = [line for line in done.output.splitlines(keepends=True) if not line.startswith(NOT_KEPT)]
    return done.exit_code, "".join(lines)


def _checked(root: Path) -> tuple[int, str]:
    done = CliRunner().invoke(check.check, ["--project", str(root)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def _first_difference(one: str, other: str) -> str:
    """The lines before and after the first that differs, as both say them."""
    lines = (one.splitlines(), other.splitlines())
    at = next(
        (n for n, both in enumerate(zip(*lines, strict=False)) if both[0] != both[1]), min(map(len, lines))
    )
    return " / ".join(" | ".join(said[max(0, at - 2) : at + 4]) for said in lines)


def _same(one: dict[str, bytes], other: dict[str, bytes]) -> bool:
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    assert not differing, differing
    return True


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A project, built once."""
    made = Pair(tmp_path)
    assert made.build() == 0
    return made


def _renewing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes which way each build of a project goes that was built before."""
    ways: list[str] = []

    def renewed(job: Job, place: Workspace, last: BuildRecord, pending: PendingSite) -> BuildResult:
        made = stock(job, place, last, pending)
        ways.append(job.root.name)
        return made

    stock = building._update
    monkeypatch.setattr(building, "_update", renewed)
    return ways


def test_an_edit_that_reaches_not_far_makes_only_its_pages(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = _renewing(monkeypatch)
    bundles: list[LastBundle | None] = []
    stock = distribution.last_bundle
    monkeypatch.setattr(distribution, "last_bundle", lambda *of: bundles.append(stock(*of)) or bundles[-1])
    for edit in NEAR.values():
        edit(pair.warm)
        pair.build()
    assert len(ways) == len(bundles) == len(NEAR)
    assert None not in bundles


def test_the_list_of_all_sources_is_made_only_where_an_edit_changes_it(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[bool, ...]] = []
    stock = building.incremental.IncrementalBuild.put_together

    def noted(self: building.incremental.IncrementalBuild, folder: Path) -> BuildRecord:
        pages = {page.path for page in self.edition.pages}
        made.append((self.is_far, "sources/index.md" in pages, "sources/all.bib" in self.edition.files))
        return stock(self, folder)

    monkeypatch.setattr(building.incremental.IncrementalBuild, "put_together", noted)
    for edit in ("a title", "the title of a source"):
        FAR[edit](pair.warm)
        pair.build()
    assert made == [(True, False, False), (True, True, True)]


@pytest.mark.slow
def test_a_record_has_the_state_of_the_site_and_of_the_one_before(tmp_path: Path) -> None:
    site = newsroom(tmp_path)
    edits = [FAR["a title"], *list(NEAR.values())[:3], _drop("briefings/south"), FAR["the name of a section"]]
    for edit in (lambda _: None, *edits):
        edit(site)
        assert _built(site.root, "--website-only")[0] == 0
        [folder] = (site.root / last_build.PREVIOUS_SITES).glob("site-*")
        record = last_build.load_record(site.root, folder.name)
        assert record
        now, before = (folder_state.signature(place) for place in (site.root / "site", folder))
        assert record.site == now
        assert record.previous == before.folders
        assert record.differing == {
            path: before.files.get(path)
            for path in {*now.files, *before.files}
            if now.files.get(path) != before.files.get(path)
        }
        there, earlier = Site(site.root / "site"), Site(folder)
        alike = there.files("").items() & earlier.files("").items()
        assert all((there.root / path).samefile(earlier.root / path) for path, _ in alike), (
            "each file is kept once"
        )


def test_a_briefing_that_goes_is_taken_from_the_last_site(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = _renewing(monkeypatch)
    pair.warm.write("briefings/lone/briefing.yml", _briefing("lone", "lone-report", "lone-paper"))
    pair.warm.write("briefings/lone/sources.yml", OWN.replace("NAME", "lone").replace("ORIGIN", "lone-wire"))
    assert pair.build() == 0
    pair.warm.remove("briefings/lone")  # it shares nothing, so no other would be read
    assert pair.build() == 0
    assert ways == ["project", "project"]


LOADED = """
import sys
from bindery.cli import main
main(("build", "--website-only"), standalone_mode=False)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"mkdocs", "material", "rich", "vl_convert", "pypdfium2"}))
"""


def test_a_build_after_an_edit_loads_no_site_engine(tmp_path: Path) -> None:
    site = newsroom(tmp_path)
    assert site.run("bindery", "build", "--website-only").returncode == 0
    NEAR["a paragraph"](site)
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=site.root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_bundle_is_made_of_the_last_one_only_where_that_is_as_it_was_left(pair: Pair) -> None:
    root = pair.warm.root
    [kept] = (root / store.FOLDER).glob("site-*")
    name = kept.name.rpartition("-")[0]
    first = last_build.load_record(root, name)
    [bundle] = (root / "dist").glob("*.zip")
    earlier = bundle.read_bytes()
    NEAR["a paragraph"](pair.warm)
    pair.build()
    left, last = bundle.read_bytes(), last_build.load_record(root, name)
    assert first
    assert last

    def found(known: BuildRecord) -> bool:
        return distribution.last_bundle(root / "site", root / "dist", known) is not None

    assert found(last)
    assert not found(first)
    assert not found(replace(last, census=[]))
    assert not found(replace(last, dist={}))
    assert not found(replace(last, bundle="another"))
    for broken in (earlier, b"", left[:-9], left[:999] + b"broken" + left[1005:], left + b"\n"):
        assert broken != left
        bundle.write_bytes(broken)
        assert not found(last)
    bundle.write_bytes(left)
    assert found(last)
    pair.warm.remove("site/SHA256SUMS")
    assert not found(last)


def test_so_it_does_with_other_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Pair(tmp_path, "--website-only")
    settings = "site_url: https://example.org/\nuse_directory_urls: false\nstrict: true\n"
    pair.warm.write("mkdocs.yml", f"{MKDOCS}{settings}")
    pair.build()
    ways = _renewing(monkeypatch)
    for edit in ("a paragraph", "what a claim says", "two briefings at once"):
        NEAR[edit](pair.warm)
        pair.build()
    assert len(ways) == 3


def test_a_site_that_reads_more_than_we_know_is_built_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = Pair(tmp_path, "--website-only")
    extension = f"markdown_extensions: [{{pymdownx.snippets: {{base_path: [{tmp_path}]}}}}]"
    pair.warm.write("mkdocs.yml", f"{MKDOCS}{extension}\n").write(
        "docs/about.md", '# About\n\n--8<-- "more.md"\n'
    )
    (tmp_path / "more.md").write_text("Before.")
    pair.build()
    ways = _renewing(monkeypatch)
    (tmp_path / "more.md").write_text("After.")
    NEAR["a paragraph"](pair.warm)
    pair.build()
    assert not ways


def test_an_edit_that_reaches_far_is_seen_everywhere(tmp_path: Path) -> None:
    pair = Pair(tmp_path, "--website-only")
    for number, (name, edit) in enumerate(FAR.items()):
        edit(pair.warm)
        if number % 2 or name in REFUSED:  # two edits a build, which takes half the time
            pair.build()


def test_what_was_left_may_be_broken(pair: Pair) -> None:
    texts = (
        ("The second", "A second"),
        ("A second", "The second"),
    )  # so that two builds from nothing are enough
    for number, edit in enumerate(BROKEN.values()):
        pair.warm.write(NORTH, pair.warm.read(NORTH).replace(*texts[number % 2]))
        edit(pair.warm)
        pair.build()


@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.sampled_from(sorted(ALL)), min_size=3, max_size=6))
def test_any_edits_in_any_order(tmp_path_factory: pytest.TempPathFactory, edits: list[str]) -> None:
    pair = Pair(tmp_path_factory.mktemp("pair"), "--website-only")
    pair.build()
    for edit in edits:
        ALL[edit](pair.warm)
        pair.build()


def test_a_build_that_is_made_of_the_last_one_says_its_warnings_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.warm.write("briefings/east/notes.md", "Nobody reads this.")
    pair.build()
    ways = _renewing(monkeypatch)
    pair.warm.replace(NORTH, "The first", "The very first")
    code, said = _built(pair.warm.root)
    assert (code, len(ways)) == (0, 1)
    assert "WARNING" in said
    assert "briefings/east/notes.md" in said
