"""The pages about a seal are in the languages of a site and of its briefings, and say what is a machine draft."""

from __future__ import annotations

import json
from pathlib import Path

from bindery.provenance import seal_pages
from bindery.text.wording import catalogue_languages

KEY = "0123456789abcdef" * 4


def pages(folder: Path, site_language: str, languages: dict[str, str]) -> Path:
    """A folder with the pages about a seal, for briefings in some languages; each has two editions."""
    site, kept = folder / "site", folder / "seals"
    site.mkdir()
    (site / "index.html").write_text(f'<!doctype html>\n<html lang="{site_language}" class="no-js">\n')
    for slug, language in languages.items():
        (site / slug).mkdir()
        (site / slug / "briefing.json").write_text(json.dumps({"title": f"<{slug}>", "language": language}))
        (site / slug / "index.html").touch()
        (kept / slug).mkdir(parents=True)
        for number in (1, 2):
            (kept / slug / f"{number}.html").write_text("an edition")
    seal_pages.add_pages(site, kept, dict.fromkeys(languages, 2), "A & B", KEY)
    return site


def test_each_page_is_in_the_language_of_its_briefing(tmp_path: Path) -> None:
    site = pages(tmp_path, "en", {"heat": "en", "hitze": "de-AT", "garmi": "ur", "calor": "es"})
    read = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    german = read["hitze/editions/1/index.html"]
    assert '<html lang="de" dir="ltr">' in german
    assert "Es gibt eine neuere Ausgabe: Nummer 2." in german
    assert "<bdi>&lt;hitze&gt;</bdi>, Ausgabe 1" in german
    assert 'href="../../../seal/de/index.html">Was das Siegel beweist</a>' in german
    urdu = read["seal/ur/index.html"]
    assert '<html lang="ur" dir="rtl">' in urdu
    assert "a machine draft in Urdu" in urdu
    assert "machine draft" not in read["seal/de/index.html"]
    assert "This is the newest edition." in read["calor/editions/2/index.html"]
    assert sorted(path for path in read if path.startswith("seal/")) == [
        "seal/de/index.html", "seal/index.html", "seal/ur/index.html",
    ]  # fmt: skip
    for path, html in read.items():
        if path.startswith("seal/"):
            assert KEY in html.replace("<wbr>", "")
            assert "<bdi>A &amp; B</bdi>" in html
    for path, html in read.items():
        folder = (site / path).parent
        for link in html.split('<a href="')[1:]:
            assert (folder / link.split('"')[0]).resolve().is_relative_to(site)
            assert (folder / link.split('"')[0]).is_file(), (path, link)


def test_every_language_of_the_interface_has_the_words(tmp_path: Path) -> None:
    for language in catalogue_languages():
        folder = tmp_path / language
        folder.mkdir()
        about = (pages(folder, language, {"heat": language}) / "seal/index.html").read_text("utf-8")
        assert "What it proves" not in about
        assert "Whoever has the private key" not in about
