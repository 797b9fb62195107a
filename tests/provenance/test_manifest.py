"""A manifest records what a site was made from, by what and from which commit; a checkout is compared with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from support.project import MKDOCS, Site, briefing

from bindery.cli import main
from bindery.provenance import git as history
from bindery.provenance import made_from, manifest
from bindery.provenance.manifest import Commit, Manifest, ManifestError
from bindery.site.plugin import BriefingsError

DIGESTS = st.binary(max_size=3).map(lambda data: sha256(data).hexdigest())
MANIFESTS = st.builds(
    Manifest,
    tool=st.just({"name": "bindery", "version": "1"}),
    packages=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    settings=st.dictionaries(st.text(max_size=5), st.booleans() | st.text(max_size=5), max_size=2),
    commit=st.none()
    | st.builds(
        Commit,
        id=st.just("0" * 40),
        clean=st.booleans(),
        changed=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    ),
    inputs=st.dictionaries(st.text(max_size=5), DIGESTS, max_size=3),
    left_out=st.lists(
        st.builds(manifest.LeftOut, sha256=DIGESTS, why=st.sampled_from(["draft", "unread"])), max_size=2
    ).map(tuple),
)
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607


def commit_all(site: Site) -> Site:
    git(site.root, "init", "-q")
    git(site.root, "add", "-A")
    git(site.root, "commit", "-q", "-m", "All")
    return site


def said(site: Site) -> Manifest:
    return manifest.read_manifest((site.build().site / manifest.NAME).read_bytes())


def built(site: Site) -> Site:
    result = CliRunner().invoke(main, ["build", "-C", str(site.root)])
    assert result.exit_code == 0, result.output
    return site


def compared(what: Path, project: Path) -> Result:
    result = CliRunner().invoke(main, ["verify", str(what), "--inputs", str(project)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# Its form


@given(MANIFESTS)
def test_a_manifest_is_read_back_as_it_was_written(made: Manifest) -> None:
    data = manifest.manifest_text(made)
    assert manifest.read_manifest(data) == made
    assert data.isascii()
    assert data == (json.dumps(json.loads(data), indent=1, sort_keys=True) + "\n").encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"format": "bindery-manifest/2"}',
        manifest.manifest_text(
            Manifest(tool={}, packages={}, settings={}, commit=None, inputs={}, left_out=())
        ).replace(b'"inputs": {}', b'"inputs": {"a": "short"}'),
    ],
)
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(ManifestError):
        manifest.read_manifest(data)


def test_a_file_that_would_lie_where_it_goes_is_an_error(newsroom: Site) -> None:
    newsroom.write("docs/manifest.json", "{}")
    with pytest.raises(BriefingsError) as error:
        newsroom.build()
    assert [(problem.code, problem.file) for problem in error.value.problems] == [
        ("B602", "docs/manifest.json")
    ]


# What it says


@pytest.mark.slow
def test_it_names_tool_packages_settings_and_inputs(newsroom: Site) -> None:
    newsroom.write("mkdocs.yml", MKDOCS + "site_url: https://example.org/\nhooks: [hook.py]\n")
    newsroom.write("hook.py", "").write("templates/parts/new.html.j2", "")
    made = said(newsroom)
    assert made.commit is None
    assert made.settings == {"drafts": False, "site_url": "https://example.org/", "use_directory_urls": True}
    assert {"mkdocs", "mkdocs-material", "Jinja2", "vl-convert-python"} <= made.packages.keys()
    files = {name: data for name, data in newsroom.files().items() if not name.startswith("site/")}
    files = {name: data for name, data in files.items() if "__pycache__" not in name}
    assert made.inputs == {name: sha256(data).hexdigest() for name, data in files.items()}


@pytest.mark.slow
def test_of_what_lies_outside_the_project_only_the_last_folder_is_named(tmp_path: Path) -> None:
    site = Site(tmp_path / "project").newsroom()
    shutil.move(site.root / "docs", tmp_path / "elsewhere")
    site.write("mkdocs.yml", MKDOCS + "docs_dir: ../elsewhere\n")
    assert "../elsewhere/about.md" in said(site).inputs
    assert tmp_path.name not in site.file("manifest.json").read_text()
    told = compared(built(site).site, site.root)
    assert told.stdout == "input unsafe: ../elsewhere/about.md (it is outside the project)\n"


# The commit


@pytest.mark.slow
@needs_git
def test_it_says_whether_the_commit_alone_gives_the_site(newsroom: Site) -> None:
    newsroom.write("briefings/later/briefing.yml", briefing(status="draft"))
    commit_all(newsroom)
    first = said(newsroom).commit
    assert first
    assert (first.clean, first.changed) == (True, ())
    newsroom.write("README.md", "not an input")
    assert said(newsroom).commit == first
    newsroom.write("docs/new.md", "# New\n")
    newsroom.replace("briefings/heat/briefing.yml", "Heat in cities", "Heat")
    changed = said(newsroom).commit
    assert changed == Commit(id=first.id, clean=False, changed=("briefings/heat/briefing.yml", "docs/new.md"))
    git(newsroom.root, "checkout", "-q", ".")
    newsroom.remove("docs/new.md").remove("briefings/later")
    assert said(newsroom).commit == Commit(id=first.id, clean=False)


@needs_git
def test_a_repository_of_other_things_is_not_where_the_project_comes_from(tmp_path: Path) -> None:
    commit_all(Site(tmp_path).write("notes.txt", "n"))
    assert history.current_commit(Site(tmp_path / "project").newsroom().root) is None


@pytest.mark.slow
@needs_git
def test_a_project_within_a_repository_has_its_commit(tmp_path: Path) -> None:
    site = Site(tmp_path / "news").newsroom()
    commit_all(Site(tmp_path))
    found = said(site).commit
    assert found
    assert found.clean


def test_without_git_there_is_no_commit(newsroom: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert history.current_commit(newsroom.root) is None


@pytest.mark.slow
@needs_git
def test_a_repository_before_its_first_commit_has_none(newsroom: Site) -> None:
    git(newsroom.root, "init", "-q")
    assert said(newsroom).commit is None


@pytest.mark.slow
@needs_git
@pytest.mark.parametrize(
    "trap", ["core.fsmonitor", "core.pager", "filter.x.clean", "diff.external", "alias.rev-parse"]
)
def test_nothing_that_a_repository_names_is_run(newsroom: Site, tmp_path: Path, trap: str) -> None:
    sprung = tmp_path.with_name(f"{tmp_path.name}-sprung")
    newsroom.write(".gitattributes", "* filter=x\n")
    commit_all(newsroom)
    git(newsroom.root, "config", trap, f"sh -c 'touch {sprung}; cat'")
    for hook in ("post-index-change", "post-checkout", "reference-transaction"):
        path = newsroom.root / ".git/hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch {sprung}\n")
        path.chmod(0o755)
    newsroom.replace("briefings/heat/briefing.yml", "Heat in cities", "Heat")
    assert said(newsroom).commit
    assert not sprung.exists()


@needs_git
def test_variables_of_git_do_not_lead_to_another_repository(
    newsroom: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_all(newsroom)
    other = commit_all(Site(tmp_path / "other").newsroom().write("x", "y"))
    expected = history.current_commit(newsroom.root)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert expected
    assert history.current_commit(newsroom.root) == expected


# A checkout compared


@pytest.mark.slow
def test_inputs_that_differ_are_named(newsroom: Site) -> None:
    built(newsroom)
    [packed] = (newsroom.root / "dist").glob("*.zip")
    for what in (newsroom.site, packed):
        told = compared(what, newsroom.root)
        assert (told.exit_code, told.stdout) == (0, "")
        assert "was made from the same inputs" in told.stderr
    newsroom.replace("briefings/heat/briefing.yml", "Heat in cities", "Heat")
    newsroom.remove("docs/about.md").write("briefings/cold/briefing.yml", briefing())
    for what in (newsroom.site, packed):
        told = compared(what, newsroom.root)
        assert told.exit_code == 1
        assert told.stdout.splitlines() == [
            "input changed: briefings/heat/briefing.yml",
            "input missing: docs/about.md",
            "input added: briefings/cold/briefing.yml",
        ]


@pytest.mark.slow
def test_a_draft_that_was_left_out_is_known_again(newsroom: Site) -> None:
    newsroom.write("briefings/quiet/briefing.yml", briefing(status="draft", title="Quiet"))
    built(newsroom)
    assert "quiet" not in newsroom.file("manifest.json").read_text().lower()
    assert compared(newsroom.site, newsroom.root).exit_code == 0
    newsroom.replace("briefings/quiet/briefing.yml", "Quiet", "Loud")
    assert compared(newsroom.site, newsroom.root).stdout == "input added: briefings/quiet/briefing.yml\n"


def test_a_manifest_cannot_lead_out_of_the_project(tmp_path: Path) -> None:
    Site(tmp_path).write("secret.txt", "s").write("project/docs/a.md", "a")
    (tmp_path / "project/docs/link").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "project/way").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "project/docs/pipe")
    names = ["../secret.txt", "/etc/hostname", "docs/../../secret.txt", "C:/x", "docs\\x", ""]
    inside = ["docs/link", "way/secret.txt", "docs/pipe", "docs"]
    secret = sha256(b"s").hexdigest()
    made = Manifest(
        tool={},
        packages={},
        settings={},
        commit=None,
        inputs=dict.fromkeys([*names, *inside], secret),
        left_out=(),
    )
    found = made_from.compare_inputs(tmp_path / "project", made)
    assert {(f.what, f.name) for f in found} == {
        *(("unsafe", name) for name in names),
        *(("missing", name) for name in inside),
        ("added", "docs/a.md"),
    }


@pytest.mark.slow
def test_a_site_without_a_manifest_of_its_own_cannot_be_compared(newsroom: Site) -> None:
    built(newsroom)
    newsroom.file("manifest.json").write_text("{}")
    told = compared(newsroom.site, newsroom.root)
    assert told.exit_code == 1
    assert "manifest.json" in told.output


@pytest.mark.slow
def test_a_verdict_says_where_a_site_says_it_comes_from(newsroom: Site) -> None:
    told = CliRunner().invoke(main, ["verify", str(built(newsroom).site)])
    assert "bindery 0.1.0 made it from no commit: 4 inputs, 0 left out" in told.stderr
