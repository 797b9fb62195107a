"""A fast build, by one process or by two, has the bytes of a build by MkDocs alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import ROOT, Site

from bindery.system import disk

# The project builds by itself what MkDocs would build for it: not one byte may differ.


def same_as_mkdocs(site: Site) -> None:
    made = site.run("bindery", "build", "--website-only")
    assert made.returncode == 0, made.stderr
    ours = {path: data for path, data in site.files("site").items() if path not in SEALS}
    shutil.rmtree(site.root / "site")
    plain = site.run("mkdocs", "build", "--quiet")
    assert plain.returncode == 0, plain.stderr
    theirs = site.files("site")
    assert [path for path in theirs if ours.get(path) != theirs[path]] == []
    assert ours.keys() == theirs.keys()


SEALS = {"SHA256SUMS"}  # `bindery build` alone makes it


TWO = """
import os
from bindery.system import workers
from bindery.cli import main
done = []
together = workers._in_two
workers.FEW, workers._in_two = 1, lambda *given: done.append(1) or together(*given)
os.sched_getaffinity = lambda _: {0, 1}
try:
    main(("build", "--website-only"))
finally:
    print(len(done))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux alone")
@pytest.mark.parametrize("directory_urls", ["true", "false"])
def test_two_processes_make_the_bytes_that_one_makes(newsroom: Site, directory_urls: str) -> None:
    newsroom.write("mkdocs.yml", newsroom.read("mkdocs.yml") + f"use_directory_urls: {directory_urls}\n")
    assert newsroom.run("bindery", "build", "--website-only").returncode == 0
    by_one = newsroom.files("site")
    shutil.rmtree(newsroom.root / ".bindery")
    made = subprocess.run(
        [sys.executable, "-c", TWO],
        cwd=newsroom.root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout == "3\n"
    by_two = newsroom.files("site")
    assert [path for path in by_one if by_two.get(path) != by_one[path]] == []
    assert by_one.keys() == by_two.keys()


@pytest.mark.slow
def test_a_build_of_ours_has_the_bytes_of_one_by_mkdocs(newsroom: Site) -> None:
    same_as_mkdocs(newsroom)


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",  # those of a build touch other parts of a page
    [
        ["use_directory_urls: false", "repo_url: https://example.org/repository"],
        [
            "site_url: https://example.org/briefings/",
            "markdown_extensions: [{toc: {permalink: true, toc_depth: 2}}, admonition]",
        ],
        [
            "extra: {analytics: none}",
            "nav: [index.md, heat/index.md, Sources: sources/index.md, heat: [heat/claims.md, about.md]]",
        ],
    ],
)
def test_a_fast_build_has_the_bytes_of_mkdocs_with_other_settings(
    newsroom: Site, settings: list[str]
) -> None:
    newsroom.write("mkdocs.yml", "\n".join([newsroom.read("mkdocs.yml"), *settings]))
    same_as_mkdocs(newsroom)


@pytest.mark.slow
def test_a_fast_build_has_the_bytes_of_mkdocs_with_templates_that_hold_markdown_and_a_theme_of_its_own(
    newsroom: Site,
) -> None:
    template = disk.read_templates(ROOT)["claims.md.j2"] + "\n\nAll of this is **ours**.\n"
    newsroom.write("templates/claims.md.j2", template)
    newsroom.replace("mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: theme\n")
    newsroom.write("theme/partials/copyright.html", "<p>{{ page.title | upper }}</p>\n")
    same_as_mkdocs(newsroom)
    page = newsroom.file("heat/claims/").read_text("utf-8")
    assert "<strong>ours</strong>" in page
    assert "<p>CLAIMS" in page


def test_the_real_site_has_the_bytes_of_mkdocs(real: Site, tmp_path: Path) -> None:
    made = Site(ROOT).run("mkdocs", "build", "--quiet", "--site-dir", str(tmp_path))
    assert made.returncode == 0, made.stderr
    theirs = Site(tmp_path).files()
    ours = {path: data for path, data in Site(real.site).files().items() if path not in SEALS}
    assert [path for path in theirs if ours.get(path) != theirs[path]] == []
    assert ours.keys() == theirs.keys()


@pytest.mark.slow
def test_a_page_written_by_hand_is_told_of_a_place_that_is_not_there(newsroom: Site) -> None:
    validated = newsroom.read("mkdocs.yml") + "strict: true\nvalidation: {anchors: warn}\n"
    newsroom.write("mkdocs.yml", validated)
    newsroom.write(
        "docs/about.md", "[a claim](heat/claims.md#hotter), [a title](heat/why.md#why-cities-are-hot)\n"
    )
    for tool in ("mkdocs", "bindery"):
        assert newsroom.run(tool, "build").returncode == 0
    newsroom.write("docs/about.md", "[nowhere](heat/claims.md#colder)\n")
    for tool in ("mkdocs", "bindery"):
        said = newsroom.run(tool, "build")
        assert said.returncode == 1
        assert "the doc 'heat/claims.md' does not contain an anchor '#colder'" in said.stderr
