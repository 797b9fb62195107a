"""References of more programs: Zotero RDF with files, EndNote XML, PubMed, Web of Science, and lists of DOIs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.cases import each
from support.project import ROOT, Site

from bindery.cli import main
from bindery.references.imports import ImportedEntry, ReferencesFileError, read_references
from bindery.references.to_source import SourceCatalogue

CASES = ROOT / "tests/references/routes"
FILES = ("endnote.xml", "library/library.rdf", "mixed.txt", "pubmed.nbib", "wos.txt")
ACCEPT = bool(os.environ.get("BINDERY_ACCEPT"))  # rewrites what is expected; then read the difference
RDF = (CASES / "library/library.rdf").read_text("utf-8")


@pytest.mark.parametrize("name", FILES)
def test_what_becomes_of_a_file(name: str, newsroom: Site) -> None:
    list_of_heat = "briefings/heat/sources.yml"
    before = newsroom.read(list_of_heat)
    result = CliRunner().invoke(main, ["import", str(CASES / name), "-C", str(newsroom.root)])
    after = newsroom.read(list_of_heat)
    seen = f"{result.output}exit code {result.exit_code}\n\n{after.removeprefix(before)}"
    expected = CASES / f"{Path(name).name}.expected"
    if ACCEPT:
        expected.write_text(seen, "utf-8")
    assert seen == expected.read_text("utf-8")
    assert not newsroom.compile().errors


def test_files_of_a_library_become_snapshots(newsroom: Site, tmp_path: Path) -> None:
    shutil.copytree(CASES / "library", tmp_path / "library")
    (tmp_path / "outside.txt").write_text("Not of the library.", "utf-8")
    (tmp_path / "library/files/13").mkdir()
    (tmp_path / "library/files/13/missing.pdf").symlink_to(tmp_path / "outside.txt")
    said = CliRunner().invoke(
        main, ["import", str(tmp_path / "library/library.rdf"), "-C", str(newsroom.root)]
    )
    assert said.exit_code == 0
    stored = [path.name for path in (newsroom.root / ".bindery/snapshots/heat").iterdir()]
    assert stored == ["okafor-2019-heat.html"]
    assert said.output.count("outside the folder of the exported library") == 2  # a path, and a link
    assert "`files/8/snapshot.html` is its snapshot already" in said.output
    assert (newsroom.root / "briefings/heat/snapshots/okafor-2019-heat.fingerprint").is_file()


def test_a_dry_run_and_a_shared_list_store_no_file(newsroom: Site) -> None:
    for options in (["--dry-run"], ["--into", "briefings/sources.yml"]):
        said = CliRunner().invoke(
            main, ["import", str(CASES / "library/library.rdf"), "-C", str(newsroom.root), *options]
        )
        assert said.exit_code == 0
        assert not (newsroom.root / ".bindery/snapshots").exists()
    assert "name a briefing with `bindery snapshot add okafor-2019-heat FILE --briefing`" in said.output


def test_a_kind_can_be_given_to_a_list(newsroom: Site) -> None:
    file = newsroom.root / "list.txt"
    file.write_text("10.5555/heat.1\n", "utf-8")
    said = CliRunner().invoke(
        main, ["import", str(file), "-C", str(newsroom.root), "--kind", "journal-article"]
    )
    assert "doi-10-5555-heat-1 (journal-article)" in said.output
    assert "only its DOI is known: add its kind, title, authors and date" in said.output


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (RDF, "zotero-rdf"),
        ("\ufeff" + RDF, "zotero-rdf"),
        ("<?xml version='1.0'?>\n<xml><records><record/></records></xml>", "endnote-xml"),
        ("\n\nPMID- 123\nTI  - Wells\n", "nbib"),
        ("FN Example\nVR 1.0\nPT J\nAU Rao, L\nER\nEF\n", "wos"),
        ("https://example.org/a\nhttps://example.org/b\n", "list"),
        ("[1] doi:10.5555/a\n", "list"),
        ("TY  - NEWS\nUR  - https://example.org/a\nER  - \n", "ris"),
        ("@misc{a, url = {https://example.org/a}}", "bibtex"),
    ],
)
def test_a_format_is_recognised(content: str, form: str) -> None:
    assert read_references("refs", content.encode())[0] == form


@each(
    ("content", "name", "said"),
    [
        ("{{cite news |title=Wells}}", "wiki.txt", "a list of their DOIs or addresses"),
        ("%0 Web Page\n%T Wells\n", "refer.enw", "EndNote's own format"),
        ("references:\n- id: w\n  type: webpage\n", "refs.yaml", "CSL YAML cannot be imported"),
        ('"Key","Title"\n"A","Wells"\n', "zotero.csv", "CSV cannot be imported"),
        ("<html><body>", "page.html", "XML of this kind or HTML"),
        ("<xml><records><record></records></xml>", "cut.xml", "this is not complete XML"),
        (RDF[:900], "cut.rdf", "this is not complete XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><records><record/></records>', "e.xml", "entities of its own"),
        (
            '<!doctype x SYSTEM "file:///etc/passwd"><records><record>&x;</record></records>',
            "e.xml",
            "entities",
        ),
        ("<records><record>" + "<a>" * 5000, "deep.xml", "not complete XML"),
        (
            "Only words.\nAnd https://example.org/a\nand more.\n",
            "words.txt",
            "format of this file is unknown",
        ),
    ],
)
def test_what_is_not_read_is_named_with_the_way_out(content: str, name: str, said: str) -> None:
    with pytest.raises(ReferencesFileError, match=said):
        read_references(name, content.encode())


@each(
    ("written", "fields"),
    [
        ("DP  - 2020 Jan 9", {"published": "2020-01-09"}),
        ("DP  - 2020 Jan-Feb", {"published": "2020-01"}),
        ("DP  - 2020 Spring", {"published": "2020"}),
        ("PG  - 6913-7", {"pages": "6913-6917"}),
        ("PG  - e12", {"pages": "e12"}),
        ("AID - 10.5555/a [doi]", {"doi": "10.5555/a"}),
        ("AID - S0000 [pii]", {}),
        ("LA  - fre", {"language": "fr"}),
        ("AU  - Rao LM", {"authors": [{"name": "L. M. Rao", "family": "Rao"}]}),
        ("AU  - Heat Study Group", {"authors": [{"organisation": "Heat Study Group"}]}),
        ("PT  - Preprint", {"kind": "preprint"}),
        ("TT  - Hitze.", {"title": "Hitze", "translated_title": "Wells"}),
    ],
)
def test_a_line_of_pubmed_is_read(written: str, fields: dict[str, object]) -> None:
    _, (entry,) = read_references("a.nbib", f"PMID- 1\nTI  - [Wells].\n{written}\n".encode())
    assert isinstance(entry, ImportedEntry)
    made = SourceCatalogue(()).add(entry).fields
    assert made is not None
    assert {key: made.get(key) for key in fields} == fields
    assert made["url"] == "https://pubmed.ncbi.nlm.nih.gov/1/"
