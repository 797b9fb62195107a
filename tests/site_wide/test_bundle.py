"""The offline bundle: what is in it, that it opens from disk in two browsers, and that it uses no network."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from support.firefox import Firefox
from support.links import broken_links
from support.project import MKDOCS, Site, briefing, edition
from support.reading import BRIEFING, CITING, Readers

from bindery.build import bundle
from bindery.build.distribution_name import bundle_name
from bindery.build.workspace import RebuildError
from bindery.cli import main
from bindery.html import offline
from bindery.provenance import audit, checksums
from bindery.system import workers

# bytes of the zip of the briefings here, one of them also in German, with their 160 sources, 580 figures and a page for each
# claim that says whose words it is in, without the pages for authors
LARGEST = 2_650_000
FOR_AUTHORS = {"guide", "how-to", "reference", "explanation"}
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1h22v22H1z"/></svg>'
NETWORK = re.compile(r"^(?:https?|wss?|ftp):", re.IGNORECASE)  # how an address on a network begins


def packed(site: Site, name: str = "x") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(site.site, name)))


def text_of(site: Site, path: str) -> str:
    with packed(site) as archive:
        return archive.read(f"x/{path}").decode()


# What it is called


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"heat": {}}, "heat-2024-05-01-offline"),
        ({"heat": {}, "cold": {"date": "2025"}}, "news-of-the-world-2025-offline"),
        ({"heat": {"editions": [{"number": 1, "date": "2024-05-01"}]}}, "heat-edition-1-offline"),
        ({}, "news-of-the-world-offline"),
    ],
    ids=["one briefing", "several", "an edition with a number", "none"],
)
def test_a_bundle_is_named_by_what_it_holds(files: dict[str, dict[str, Any]], name: str) -> None:
    written = {
        f"{slug}/briefing.yml": briefing(**{"date": "2024-05-01"} | parts) for slug, parts in files.items()
    }
    assert bundle_name(edition(written), "News of the World!") == name


def test_a_name_without_a_letter_of_ours_is_replaced() -> None:
    assert bundle_name(edition({}), "خبریں") == "briefings-offline"


def test_the_bundle_is_the_same_for_the_same_site(real: Site) -> None:
    assert bundle.bundle_bytes(real.site, "x") == bundle.bundle_bytes(real.site, "x")


def test_the_bundle_holds_one_folder_with_what_a_reader_needs(real: Site) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(real.site, "x"))) as archive:
        names = archive.namelist()
        infos = archive.infolist()
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {"x"}
    assert {"x/index.html", "x/READ ME.txt", "x/search/root.js"} <= set(names)
    assert [n for n in names if re.search(r"404\.html|sitemap|\.map$|search_index\.json", n)] == []
    assert {(i.date_time, i.create_system, i.external_attr >> 16) for i in infos} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o100644)
    }


@pytest.fixture(scope="module")
def adorned(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with what a bundle has no use for: instant navigation, edit links, a repository, a diagram."""
    site = Site(tmp_path_factory.mktemp("adorned")).newsroom()
    features = "[navigation.instant, navigation.instant.prefetch, content.action.edit, content.action.view, navigation.top]"
    site.write(
        "mkdocs.yml",
        MKDOCS.replace("font: false", f"font: false\n  features: {features}")
        + "repo_url: https://example.org/a/b\nrepo_name: a/b\nedit_uri: blob/main/docs/\n"
        + "site_url: https://example.org/news/\nextra: {version: {provider: mike}}\n",
    )
    site.write(
        "docs/about.md",
        '# About us\n\n[Away](https://example.org/x)\n\n<pre class="mermaid">graph</pre>\n\n'
        "<pre><b>a</b>\n\n   <i>b</i></pre>\n",
    )
    return site.build(strict=False)  # a diagram that is shown as text is a warning


def test_what_needs_a_network_is_left_out_by_the_build(adorned: Site) -> None:
    there = adorned.file("heat/why/").read_text("utf-8")
    here = text_of(adorned, "heat/why/index.html")
    for thing in ("navigation.instant", "content.action", 'rel="edit"', '"provider": "mike"', "og:title"):
        assert thing in there
        assert thing.replace(": ", ":") not in here
    assert 'data-md-component="source"' not in there + here  # for which GitHub would be asked
    assert "https://example.org/a/b" in here  # a link may say where the site is kept
    assert '"features":["navigation.top"]' in here
    assert 'class="mermaid"' not in text_of(adorned, "about/index.html")


def test_spaces_that_show_are_kept(adorned: Site) -> None:
    assert "<b>a</b>\n\n   <i>b</i>" in text_of(adorned, "about/index.html")


def test_a_font_of_which_no_page_shows_a_letter_is_left_out(adorned: Site) -> None:
    with packed(adorned) as archive:
        fonts = {name.rsplit("/", 1)[1] for name in archive.namelist() if name.endswith(".woff2")}
        style = archive.read("x/assets/bindery/bindery.css").decode()
    assert "bindery-serif.woff2" in fonts
    assert "noto-naskh-arabic-arabic-400-normal.woff2" not in fonts
    assert set(re.findall(r'url\("fonts/([^"]+)', style)) == fonts


def test_a_font_is_kept_for_one_letter_of_it_and_for_one_in_another_case() -> None:
    css = "@font-face { src: url(a.woff2); unicode-range: U+0152-0153; }\np {}"
    for text in ("&#339;uvre", "Œ", "\udcff&oelig;"):
        shown = offline.characters(offline.Census(offline.traits(text)), [])
        assert offline.without_unused_fonts(css, shown) == (css, set())
    shown = offline.characters(offline.Census(offline.traits("oe")), [])
    assert offline.without_unused_fonts(css, shown) == ("p {}", {"a.woff2"})
    shown = offline.characters(offline.Census(), ['p::before { content: "œ" }'])
    assert offline.without_unused_fonts(css, shown) == (css, set())


def test_what_every_page_repeats_is_there_once(adorned: Site) -> None:
    with packed(adorned) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
        files = {
            name.removeprefix("x/"): archive.read(name).decode()
            for name in archive.namelist()
            if "/frame-" in name
        }
        style = archive.read(f"x/{offline.STYLE}").decode()
    site = [path.read_text("utf-8") for path in adorned.site.rglob("*.html") if path.name != "404.html"]
    common = offline.shared_parts(offline.Census(trait for html in site for trait in offline.traits(html)))
    assert {path: text for text, path in common.scripts.items()} == files
    assert not [
        script
        for html in pages
        for script in re.findall("<script>(.*?)</script>", html)
        if script in files.values()
    ]
    used = {number for html in pages for number in re.findall(r"bd-icon--(\d+)", html)}
    assert used == set(re.findall(r"\.bd-icon--(\d+) \{", style)) != set()


def test_what_four_pages_repeat_is_kept_once_and_what_three_do_is_not() -> None:
    page = f"<script>1</script>{ICON}"
    census = offline.Census(dict.fromkeys(offline.traits(page), 3))
    assert offline.shared_parts(census) == offline.Shared({}, {})
    census.update(offline.traits(page + page))
    assert offline.shared_parts(census) == offline.Shared({"1": "assets/bindery/frame-1.js"}, {ICON: 1})


def test_what_a_site_loads_from_elsewhere_is_reported(cli: CliRunner, newsroom: Site) -> None:
    newsroom.write("mkdocs.yml", MKDOCS + "extra_javascript: [https://example.org/count.js]\n")
    result = cli.invoke(main, ["build", "-C", str(newsroom.root)])
    assert result.exit_code == 0, result.output
    assert "https://example.org/count.js" in result.output


def test_one_build_makes_the_same_zip_in_another_folder(
    newsroom: Site, tmp_path: Path, cli: CliRunner
) -> None:
    other = Site(tmp_path / "another place").newsroom()
    for site in (newsroom, other):
        assert cli.invoke(main, ["build", "-C", str(site.root)]).exit_code == 0
    assert newsroom.files("dist") == other.files("dist")
    assert newsroom.files("site/heat") == other.files("site/heat")


def test_an_older_bundle_is_left_alone(cli: CliRunner, newsroom: Site) -> None:
    cli.invoke(main, ["build", "-C", str(newsroom.root)])
    newsroom.replace("briefings/heat/briefing.yml", "2024-05-01", "2024-06-01")
    cli.invoke(main, ["build", "-C", str(newsroom.root)])
    assert set(newsroom.files("dist")) == {
        "heat-2024-05-01-offline.zip",
        "heat-2024-06-01-offline.zip",
        "heat.html",
    }


def test_the_real_bundle_is_small(real: Site) -> None:
    data = bundle.bundle_bytes(real.site, "bindery-2026-11-22-offline")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [entry for entry in archive.infolist() if entry.filename.split("/")[1] in FOR_AUTHORS]
    assert len(data) - sum(entry.compress_size for entry in pages) < LARGEST


def test_the_bundle_requests_no_source_map(unpacked: Path) -> None:
    asking = [
        p.name
        for p in unpacked.rglob("*")
        if p.suffix in (".js", ".css") and b"sourceMappingURL" in p.read_bytes()
    ]
    assert asking == []


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "index.html"),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../", "../index.html"),
        ("heat/", "heat/index.html"),
        ("heat/#x", "heat/index.html#x"),
        ("../../heat/claims/#a-b", "../../heat/claims/index.html#a-b"),
        ("heat/claims/?status=contested#a", "heat/claims/index.html?status=contested#a"),
        ("heat/?back=a/", "heat/index.html?back=a/"),
        ("heat/#/", "heat/index.html#/"),
        ("feed.xml?since=a/", "feed.xml?since=a/"),
        ("feed.xml", "feed.xml"),
        ("sources/a.bib", "sources/a.bib"),
        ("index.html#x", "index.html#x"),
    ],
)
def test_an_address_of_a_folder_becomes_that_of_its_file(address: str, file: str) -> None:
    assert offline.file_address(address).removeprefix("./") == file.removeprefix("./")


def test_the_search_index_of_the_bundle_is_a_script_that_cannot_break_out(tmp_path: Path) -> None:
    site = Site(tmp_path).newsroom()
    site.replace(
        "briefings/heat/briefing.yml", "Heat in cities", "Heat </script><script>alert(document)</script>"
    )
    site.build(strict=False)  # a title with HTML is a warning
    with zipfile.ZipFile(io.BytesIO(bundle.bundle_bytes(site.site, "x"))) as archive:
        scripts = [archive.read(name) for name in archive.namelist() if name.startswith("x/search/")]
    assert len(scripts) > 1
    assert all(b"<" not in script for script in scripts)


# Made of the last one

PAGES = ("heat/why/index.html", "heat/claims/index.html", "heat/sources/index.html", "about/index.html")
Change = Callable[[bytes], bytes]


def put(after: str) -> Change:
    """Puts something before the end of a page."""
    return lambda data: data.replace(b"</body>", after.encode("utf-8", "surrogateescape") + b"</body>")


# Of some files of a site, what is to become of their bytes; None where the file goes.
CHANGES: dict[str, dict[str, Change | None]] = {
    "nothing": {},
    "a word": {PAGES[0]: put("<p>one word more</p>")},
    "a letter of another script": {PAGES[0]: put("<p>\u0628</p>")},
    "a letter of another script by its name": {PAGES[1]: put("<p>&#1576;</p>")},
    "letters that are none": {PAGES[1]: put("\udcff\udc80&\udcff;"), PAGES[2]: lambda _: b"\xff\xfe"},
    "an icon on four pages": dict.fromkeys(PAGES, put(f"</article>{ICON}")),
    "an icon on three pages": dict.fromkeys(PAGES[1:], put(f"</article>{ICON}")),
    "a script on four pages": dict.fromkeys(PAGES, put("<script>'\u0628</'</script>")),
    "no script on any page": {
        path: lambda data: re.sub(rb"<script>.*?</script>", b"", data, flags=re.DOTALL) for path in PAGES
    },
    "the stock icon": {PAGES[3]: put(f'<img src="../{offline.STOCK_ICON}">')},
    "a language of the search": {
        "search/root.js": lambda data: data.replace(b'"stemmers":[]', b'"stemmers":["de"]')
    },
    "a style": {"assets/bindery/bindery.css": lambda data: data + b"p::before { content: '\xd8\xa8' }"},
    "a style that needs no font": {"assets/bindery/bindery.css": lambda _: b"p { color: red }"},
    "a script": {"assets/bindery/bindery.js": lambda data: data + b"\n//# sourceMappingURL=x.map"},
    "data": {"heat/briefing.json": lambda data: data + b"\n"},
    "a page less": {PAGES[3]: None},
    "a style less": {"assets/bindery/bindery.css": None},
}


def changed(site: Site, to: Path, change: str) -> Path:
    """A copy of a site, changed and sealed."""
    shutil.copytree(site.site, to)
    for path, what in CHANGES[change].items():
        data = (to / path).read_bytes()
        if what is None:
            (to / path).unlink()
        else:
            fresh = what(data)
            assert fresh != data
            (to / path).write_bytes(fresh)
    audit.write_checksums(to)
    return to


def as_last(site: Path) -> bundle.LastBundle:
    return bundle.LastBundle(
        site, checksums.read_checksums((site / checksums.NAME).read_bytes()), bundle.make_bundle(site, "x")
    )


@pytest.fixture(scope="module")
def before(adorned: Site, tmp_path_factory: pytest.TempPathFactory) -> bundle.LastBundle:
    return as_last(changed(adorned, tmp_path_factory.mktemp("before") / "site", "nothing"))


@pytest.mark.parametrize("change", CHANGES)
def test_a_bundle_of_the_last_one_is_that_of_nothing_there_and_back(
    adorned: Site, before: bundle.LastBundle, tmp_path: Path, change: str
) -> None:
    after = as_last(changed(adorned, tmp_path / "site", change))
    assert bundle.make_bundle(after.site, "x", before) == after.made
    assert bundle.make_bundle(before.site, "x", after) == before.made


def test_only_what_changed_is_made_again(
    adorned: Site, before: bundle.LastBundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = changed(adorned, tmp_path / "site", "a word")
    made: list[str] = []
    stock = offline.offline_page
    monkeypatch.setattr(
        offline, "offline_page", lambda html, path, common: made.append(path) or stock(html, path, common)
    )
    bundle.make_bundle(after, "x", before)
    assert made == [PAGES[0]]


def test_a_letter_that_is_new_brings_its_font(
    adorned: Site, before: bundle.LastBundle, tmp_path: Path
) -> None:
    after = changed(adorned, tmp_path / "site", "a letter of another script")
    names = [
        set(zipfile.ZipFile(io.BytesIO(made.data)).namelist())
        for made in (before.made, bundle.make_bundle(after, "x", before))
    ]
    assert names[1] - names[0] == {"x/assets/bindery/fonts/noto-naskh-arabic-arabic-400-normal.woff2"}


def test_a_last_site_that_is_not_as_its_checksums_say_is_not_built_upon(
    adorned: Site, before: bundle.LastBundle, tmp_path: Path
) -> None:
    broken = changed(adorned, tmp_path / "broken", "nothing")
    (broken / PAGES[0]).write_bytes(b"broken")
    after = changed(adorned, tmp_path / "site", "a word")
    with pytest.raises(RebuildError):
        bundle.make_bundle(after, "x", replace(before, site=broken))


@pytest.mark.skipif(sys.platform != "linux", reason="a second process is used on Linux alone")
def test_two_processes_make_the_same_bundle(
    before: bundle.LastBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(workers, "map_in_two", partial(workers.map_in_two, few=1))
    assert bundle.make_bundle(before.site, "x") == before.made


# Its links


def test_every_link_within_the_bundle_names_a_file_and_a_place_in_it(unpacked: Path) -> None:
    assert broken_links(unpacked, files_only=True) == []


# In two browsers


def still(firefox: Firefox) -> None:
    """Wait until a page has loaded what it wants: to leave it earlier is an error to a console."""
    firefox.wait("document.fonts.status === 'loaded'")


def arrived(path: Path) -> bytes:
    """What was downloaded, once all of it is there."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if path.is_file() and path.stat().st_size and not path.with_name(f"{path.name}.part").exists():
            return path.read_bytes()
        time.sleep(0.05)
    raise AssertionError(
        f"{path.name} did not arrive; there is {sorted(p.name for p in path.parent.iterdir())}"
    )


def of_each_family(site: Path) -> list[Path]:
    """The pages of a site, but of many that lie side by side (sources, say) twelve alone."""
    families: dict[Path, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        families.setdefault(path.parents[1], []).append(path)
    return [path for family in families.values() for path in family[:: max(1, len(family) // 12)]]


@pytest.mark.browser
def test_firefox_opens_half_of_the_pages_without_complaint_and_asks_no_network(
    firefox: Firefox, unpacked: Path
) -> None:
    firefox.asked.clear()
    firefox.said.clear()
    pages = of_each_family(unpacked)
    for path in pages[::2]:  # Chromium opens the others
        firefox.open(path.as_uri())
        still(firefox)
    assert len(pages) > 50
    assert [url for url in firefox.asked if NETWORK.match(url)] == []
    assert firefox.said == []


@pytest.mark.browser
def test_firefox_reads_the_bundle_as_a_reader_does(firefox: Firefox, unpacked: Path) -> None:
    firefox.asked.clear()
    firefox.said.clear()
    firefox.open((unpacked / "index.html").as_uri())
    still(firefox)
    firefox.type("/")
    firefox.wait("document.querySelector('#__search').checked")
    firefox.type("Sadda")
    hit = f'.md-search-result__item a[href*="{BRIEFING}entities/"][href$="#sadda"]'
    firefox.wait(f"document.querySelector('{hit}')")
    firefox.point(hit, click=True)
    firefox.wait("location.hash === '#sadda' && document.readyState === 'complete'")
    firefox.open((unpacked / CITING / "index.html").as_uri())
    still(firefox)
    firefox.point("article sup a[data-note]")
    assert firefox.wait("document.querySelector('.bd-sheet')?.innerText").strip()
    firefox.open((unpacked / BRIEFING / "claims/index.html").as_uri())
    still(firefox)
    shown = "[...document.querySelectorAll('[data-status]')].filter(e => e.checkVisibility()).length"
    everything = firefox.run(shown)
    for field, value in (("status", "contested"), ("section", None)):
        choose = f"""(() => {{ const f = document.querySelector('.bd-filter');
            f.reset(); f.dispatchEvent(new Event('reset'));
            f.{field}.value = {json.dumps(value)} ?? f.{field}.options[1].value;
            f.{field}.dispatchEvent(new Event('change', {{bubbles: true}})); }})()"""
        firefox.run(choose)
        assert 0 < firefox.wait(f"(n => n < {everything} && n)({shown})") < everything
    charted = next(
        path
        for path in sorted((unpacked / BRIEFING).rglob("index.html"))
        if "../data/" in path.read_text("utf-8")
    )
    firefox.open(charted.as_uri())
    still(firefox)
    assert firefox.run(
        "[...document.querySelectorAll('article figure svg')].some(e => e.getBoundingClientRect().width > 200)"
    )
    firefox.point('a[href^="../data/"]', click=True)
    data = charted.parent / firefox.run(
        "document.querySelector('a[href^=\"../data/\"]').getAttribute('href')"
    )
    assert arrived(firefox.saved / data.name) == data.read_bytes()
    assert [url for url in firefox.asked if NETWORK.match(url)] == []
    assert firefox.said == []


@pytest.mark.browser
def test_firefox_is_as_strict_as_a_reader_has_it_and_what_it_asks_is_seen(
    firefox: Firefox, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"  # one without a policy, which would keep it from asking
    page.write_text("<!doctype html><title>A page</title>", "utf-8")
    (tmp_path / "other.js").write_text("1\n", "utf-8")
    firefox.open(page.as_uri())
    refused = "fetch('other.js').then(() => 'read', () => 'refused')"
    assert firefox.run(refused) == "refused"
    firefox.run("fetch('https://bindery.invalid/').catch(() => 0)")
    assert "https://bindery.invalid/" in firefox.asked
    assert any("bindery.invalid" in said for said in firefox.said)


@pytest.mark.browser
def test_chromium_opens_the_other_half_without_complaint_and_asks_no_network(
    reader: Readers, unpacked: Path
) -> None:
    here = reader("disk")
    pages = of_each_family(unpacked)
    for path in pages[1::2]:  # Firefox opens the others
        here.page.goto(path.as_uri())
        here.page.evaluate("document.fonts.ready.then(() => true)")
    assert len(pages) > 50
    assert len(here.asked) > len(pages) / 2
    assert [url for url in here.asked if NETWORK.match(url)] == []
    assert here.strangers == []
    # what a page had not yet loaded when it was left is no complaint, as long as it is there
    assert [said for said in here.said if not is_there(said.removeprefix("failed: "))] == []


def is_there(address: str) -> bool:
    """Whether an address is that of a file on this disk."""
    return address.startswith("file:") and Path(unquote(urlsplit(address).path)).is_file()


@pytest.mark.browser
def test_links_to_the_web_say_that_they_need_a_network_and_others_do_not(reader: Readers) -> None:
    page = reader("disk").open("sources/pips-psr-2024/")
    sign = "e => getComputedStyle(e, '::after').content"
    assert "needs an internet connection" in page.locator('article a[href^="http"]').first.evaluate(sign)
    assert page.locator("article a[href*='index.html']").first.evaluate(sign) in ("none", "normal")
    served = reader("server").open("sources/pips-psr-2024/")
    assert served.locator('article a[href^="http"]').first.evaluate(sign) in ("none", "normal")


# Its checksum list


def test_the_bundle_passes_sha256sum(unpacked: Path, sha256sum: str) -> None:
    told = subprocess.run(
        [sha256sum, "--check", "--strict", "SHA256SUMS"],
        cwd=unpacked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count(": OK\n") == len([p for p in unpacked.rglob("*") if p.is_file()]) - 1


def test_the_website_can_be_built_alone(newsroom: Site) -> None:
    result = newsroom.run("bindery", "build", "--website-only")
    assert result.returncode == 0, result.stderr
    assert newsroom.file("heat/").is_file()
    assert [path for path in newsroom.files("dist") if not path.startswith(".")] == []
    whole = newsroom.files("site")
    assert newsroom.run("bindery", "build").returncode == 0
    assert newsroom.files("site") == whole
    assert len(newsroom.files("dist")) == 2
