"""An edition at a handling level holds nothing that its readers may not see, in any file and in any form."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

import pytest
from click.testing import CliRunner, Result
from support.canaries import Canaries, files, words_in
from support.project import MKDOCS, Site

from bindery.build.outputs import OutputError, refuse_fuller
from bindery.cli import main
from bindery.provenance import made_from, manifest

pytestmark = pytest.mark.slow
SETTINGS = "{audience: TLP:RED, pdf: true, epub: true, docx: true, offline: true, count_withheld: true}"


def build(site: Site, *options: str) -> Result:
    return CliRunner().invoke(main, ["build", "-C", str(site.root), *options])


@dataclass
class Editions:
    """A project with canaries, and what two builds of it hold.

    Attributes:
        site: the project.
        places: the kind of place of each canary.
        whole: the canaries in the whole edition, with the endings of the files that have them.
        released: the same of what may be seen at TLP:GREEN.
    """

    site: Site
    places: dict[str, str]
    whole: dict[str, set[str]]
    released: dict[str, set[str]]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    new = Canaries()
    site = Site(tmp_path_factory.mktemp("release"))
    settings = MKDOCS.replace("- bindery", f"- bindery: {SETTINGS}")
    site.write("mkdocs.yml", f"{settings}site_url: https://example.org/\n")
    site.write("docs/about.md", "# About us\n")
    for path, content in files(new).items():
        site.write(f"briefings/{path}", content)
    for options in ([], ["--release", "tlp:green"]):
        made = build(site, *options)
        assert made.exit_code == 0, made.output
    both: list[dict[str, set[str]]] = []
    for ending in ("", "-tlp-green"):
        found = words_in(site.root / f"site{ending}")
        for word, kinds in words_in(site.root / f"dist{ending}").items():
            found.setdefault(word, set()).update(kinds)
        both.append({word: kinds for word, kinds in found.items() if word in new.places})
    return Editions(site, new.places, *both)


def test_none_of_500_canaries_comes_through(editions: Editions) -> None:
    assert len(editions.places) > 500
    assert len({place.split(":")[0] for place in editions.places.values()}) > 12
    assert editions.released == {}


def test_the_whole_edition_shows_them(editions: Editions) -> None:
    """Otherwise the test above would prove nothing."""
    shown = editions.whole.keys()
    assert len(shown) > 500
    kinds = Counter(ending for word in shown for ending in editions.whole[word])
    for ending in (
        ".html",
        ".json",
        ".js",
        ".csv",
        ".xml",
        ".pdf",
        ".epub",
        ".docx",
        ".zip",
        ".bib",
        ".png",
        ".geojson",
    ):
        assert kinds[ending], ending
    hidden = {editions.places[word] for word in editions.places.keys() - shown}
    never = {"comment", "stored copy: text around", "evidence: reason for silence"}
    assert hidden == never | (hidden & {"claim: text"})


def test_the_release_holds_the_rest(editions: Editions) -> None:
    site = editions.site
    data = json.loads(site.read("site-tlp-green/heat/briefing.json"))
    assert [claim["id"] for claim in data["claims"]] == ["hot", "dry"]
    assert [source["id"] for source in data["sources"]] == ["open-report"]
    assert data["handling"] == "TLP:GREEN"
    assert json.loads(site.read("site/heat/briefing.json"))["handling"] == "TLP:RED"
    page = site.read("site-tlp-green/heat/index.html")
    assert "TLP:GREEN" in page
    assert "TLP:RED" not in page
    assert "Asphalt stores heat" in site.read("site-tlp-green/heat/why/index.html")
    assert "half-open" in site.read("site-tlp-green/heat/why/index.html")
    assert sorted(site.files("dist-tlp-green")) == [
        "heat-edition-2-offline.zip", "heat.docx", "heat.epub", "heat.html", "heat.pdf",
    ]  # fmt: skip


def test_readers_are_told_how_much_is_withheld(editions: Editions) -> None:
    site = editions.site
    data = json.loads(site.read("site-tlp-green/heat/briefing.json"))
    assert data["withheld"] == {"level": "TLP:GREEN", "claims": 31, "sources": 14}
    assert data["claims"][0]["withheld"] == 2
    page = " ".join(site.read("site-tlp-green/heat/claims/hot/index.html").split())
    assert "1 piece of evidence that disputes or qualifies this is withheld from this edition." in page
    assert "1 piece of evidence for this is withheld from this edition." in page
    assert data["claims"][0]["withheld_against"] == 1
    assert "withheld from this edition" not in site.read("site/heat/claims/hot/index.html")
    assert "only what may be seen at TLP:GREEN" in site.read("site-tlp-green/heat/index.html")


def test_the_downloads_are_those_of_the_release(editions: Editions) -> None:
    site = editions.site
    for ending in ("pdf", "epub", "docx", "html"):
        place = f"heat/heat.{ending.replace('html', 'htm')}"
        released = (site.root / "site-tlp-green" / place).read_bytes()
        assert released == (site.root / f"dist-tlp-green/heat.{ending}").read_bytes()
        assert released != (site.root / "site" / place).read_bytes()
        size = f'"contentSize":"{len(released)} B"'
        assert size in site.read("site-tlp-green/heat/index.html")


def test_a_part_shows_the_mark_that_it_has_of_its_own(editions: Editions) -> None:
    data = json.loads(editions.site.read("site/heat/briefing.json"))
    secret = next(claim["id"] for claim in data["claims"] if claim.get("handling"))
    mark = '<span class="bd-own-mark">TLP:AMBER</span>'
    assert mark in editions.site.read(f"site/heat/claims/{secret}/index.html")
    marked = next(source["id"] for source in data["sources"] if source["id"] != "open-report")
    assert mark in editions.site.read(f"site/sources/{marked}/index.html")
    released = editions.site.files("site-tlp-green")
    assert not [path for path, page in released.items() if mark.encode() in page]


def test_no_hash_of_what_is_withheld_is_published(editions: Editions) -> None:
    """A hash of a file tells whoever has the file that it was used."""
    site = editions.site
    made = manifest.read_manifest(site.read("site-tlp-green/manifest.json").encode())
    assert made.commit is None
    assert made.left_out == ()
    published = set(re.findall(r"\b[0-9a-f]{64}\b", site.read("site-tlp-green/manifest.json")))
    whole = {"heat/snapshots/open-report.txt"}  # of which no word is shown
    private = {
        sha256(data).hexdigest() for path, data in site.files("briefings").items() if path not in whole
    }
    assert made.inputs.keys() == {"briefings/heat/snapshots/open-report.txt", "mkdocs.yml", "docs/about.md"}
    assert not published & private
    assert made_from.compare_inputs(site.root, made) == []


def test_an_edit_of_a_hidden_part_changes_nothing_and_one_of_an_open_part_is_built(
    editions: Editions,
) -> None:
    site = editions.site
    before = site.files("site-tlp-green")
    words = [word for word, place in editions.places.items() if place == "claim: note"]
    site.replace("briefings/heat/briefing.yml", words[0], "elsewhere")
    assert build(site, "--release", "TLP:GREEN").exit_code == 0
    assert site.files("site-tlp-green") == before
    site.replace("briefings/heat/briefing.yml", "Asphalt stores heat", "Asphalt keeps heat")
    assert build(site, "--release", "TLP:GREEN").exit_code == 0
    warm = site.files("site-tlp-green")
    assert "Asphalt keeps heat" in site.read("site-tlp-green/heat/why/index.html")
    site.remove(".bindery")
    assert build(site, "--release", "TLP:GREEN").exit_code == 0
    assert site.files("site-tlp-green") == warm


def test_a_release_does_not_come_to_be_next_to_more(editions: Editions) -> None:
    with pytest.raises(OutputError, match=r"may hold more than its readers may see"):
        refuse_fuller(editions.site.root / "dist", ["heat.pdf"])
    released = editions.site.root / "dist-tlp-green"
    refuse_fuller(released, [path.name for path in released.iterdir()])
    refuse_fuller(editions.site.root / "not-there", [])


def test_a_release_above_the_audience_is_refused(editions: Editions) -> None:
    site = editions.site
    site.replace("mkdocs.yml", "audience: TLP:RED", "audience: TLP:CLEAR")
    made = build(site, "--release", "TLP:GREEN", "--website-only")
    site.replace("mkdocs.yml", "audience: TLP:CLEAR", "audience: TLP:RED")
    assert made.exit_code == 1
    assert (
        "error[B605]: this briefing is TLP:GREEN, and the site for https://example.org/ is TLP:CLEAR"
        in made.output
    )
