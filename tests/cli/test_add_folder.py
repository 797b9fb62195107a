"""`bindery snapshot add FOLDER` stores each file as a copy of its source, all of them or none, and says what is left."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from shutil import copy

import pytest
from click.testing import CliRunner, Result
from support.project import Site

from bindery.cli import main

pytestmark = pytest.mark.slow

COPIES = Path(__file__).parent.parent / "evidence" / "stored_copies"
SOURCES = "briefings/heat/sources.yml"
PNG = b"\x89PNG\r\n\x1a\n made up"


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:dcterms="http://purl.org/dc/terms/">
<bib:Document rdf:about="https://example.org/r"><z:itemType>webpage</z:itemType><link:link rdf:resource="#item_2"/>
<dc:identifier><dcterms:URI><rdf:value>https://example.org/r</rdf:value></dcterms:URI></dc:identifier>
<dc:title>R</dc:title></bib:Document>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>
<rdf:resource rdf:resource="files/4/rdf%20page.html"/><dcterms:dateSubmitted>2024-05-03 10:00:00</dcterms:dateSubmitted>
</z:Attachment></rdf:RDF>"""


def add(site: Site, folder: Path, *options: str, answer: str = "") -> Result:
    words = ["snapshot", "add", str(folder), "-C", str(site.root), *options]
    return CliRunner().invoke(main, words, input=answer)


def source(name: str, url: str = "") -> str:
    return f"  - {{id: {name}, kind: report, title: {name}, published: 2024{f', url: {url!r}' if url else ''}}}\n"


def custody(site: Site, name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(site.read(f"briefings/heat/snapshots/{name}.custody"))
    return found


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("saved")


def filled(folder: Path) -> None:
    """A folder as analysts have them: saved pages, an archive, exports of Zotero and of an auto-archiver."""
    for name in ("singlefile.html", "office.mhtml", "both.warc.gz"):
        copy(COPIES / name, folder / name)
    copy(COPIES / "office.docx", folder / "report.docx")
    (folder / "sign.jpg").write_bytes(b"\xff\xd8\xff made up")
    (folder / "sign.txt").write_text("The sign says 1,524 deaths.", "utf-8")
    (folder / "from.html").write_text(
        "<!-- saved from url=(0026)https://example.org/from?a=1&amp;b=2 --><p>Saved.", "utf-8"
    )
    zotero = folder / "zotero"
    (zotero / "files" / "3").mkdir(parents=True)
    (zotero / "files" / "3" / "it's; 5 $.html").write_text("<p>What Zotero kept.", "utf-8")
    copy(COPIES / "notes.docx", zotero / "files" / "3" / "notes.docx")
    (zotero / "lib.bib").write_text(
        "@online{z,\n\turl = {https://example.org/z},\n"
        "\tfile = {Page\\: x:files/3/it's\\; 5 \\$.html:text/html;Notes:files/3/notes.docx:application/x},\n}\n",
        "utf-8",
    )
    (zotero / "files" / "4").mkdir()
    (zotero / "files" / "4" / "rdf page.html").write_text("<p>What Zotero kept of another.", "utf-8")
    (zotero / "lib.rdf").write_text(RDF, "utf-8")
    (zotero / "files" / "5").mkdir()
    (zotero / "files" / "5" / "ris page.html").write_text("<p>What a RIS file lists.", "utf-8")
    ris = "TY  - ELEC\nUR  - https://example.org/ris\nL2  - files/5/ris page.html\nER  - \n\nTY  - BOOK\nER  - \n"
    (zotero / "lib.ris").write_text(ris, "utf-8")
    endnote = folder / "endnote"
    (endnote / "PDF" / "6").mkdir(parents=True)
    (endnote / "PDF" / "6" / "a & b.txt").write_text("What EndNote's list has.", "utf-8")
    (endnote / "lib.xml").write_text(
        "<xml><records><record><urls><web-urls><url>https://example.org/endnote?a=1&amp;b=2</url></web-urls>"
        "<text-urls><url>internal-pdf://6/a &amp; b.txt</url></text-urls></urls></record></records></xml>",
        "utf-8",
    )
    archiver = folder / "archiver"
    archiver.mkdir()
    (archiver / "a1.html").write_text("<p>What the archiver kept.", "utf-8")
    (archiver / "b2.html").write_text("<p>What the archiver kept too.", "utf-8")
    digest = sha256((archiver / "a1.html").read_bytes()).hexdigest()
    said = {
        "status": "ok",
        "metadata": {"url": "https://example.org/one", "timestamp": "2024-05-03 10:00:00"},
        "media": [
            {"filename": "tmp/other-name.html", "properties": {"hash": f"SHA-256:{digest}"}},
            {"filename": "overview.html", "properties": {"id": "_final_media"}},
            {"filename": "changed.html", "properties": {"hash": f"SHA-256:{'0' * 64}"}},
        ],
    }
    (archiver / "overview.html").write_text("<p>What the archiver did.", "utf-8")
    (archiver / "changed.html").write_text("<p>It was changed afterwards.", "utf-8")
    (archiver / "metadata.json").write_text(json.dumps(said), "utf-8")
    (archiver / "db.csv").write_text(
        "status,metadata,media\nok,\"{'url': 'https://example.org/two', '_processed_at':"
        " datetime.datetime(2024, 5, 3, 10, 0, tzinfo=datetime.timezone.utc)}\",\"[{'filename': 'b2.html'}]\"\n"
        "ok,{'url': 'https://example.org/x'},"
        f"\"[{{'_key': './out/x/same.html', 'properties': {{'hash': 'SHA-256:{'0' * 64}'}}}}]\"\n",
        "utf-8",
    )
    for name in ("x", "y"):  # only the name of their folder tells them apart
        (archiver / name).mkdir()
        (archiver / name / "same.html").write_text(f"<p>Page {name}.", "utf-8")


LISTED = "".join(
    [
        source("single", "http://127.0.0.1:8731/office.html"),
        source("mhtml", "http://127.0.0.1:8731/office1252.html"),
        source("record", "http://127.0.0.1:8732/old"),
        source("report"),
        source("sign"),
        source("from", "https://www.example.org/from?b=2&a=1"),
        source("zotero", "https://example.org/z"),
        source("rdf", "https://example.org/r"),
        source("ris", "https://example.org/ris"),
        source("endnote", "https://example.org/endnote?a=1&b=2"),
        source("one", "https://example.org/one"),
        source("two", "https://example.org/two"),
        source("nothing", "https://example.org/nothing"),
    ]
)


def test_files_are_matched_by_name_address_and_lists(newsroom: Site, folder: Path) -> None:
    filled(folder)
    newsroom.write(SOURCES, newsroom.read(SOURCES) + LISTED)
    before = newsroom.files()
    tried = add(newsroom, folder, "--dry-run")
    assert (tried.exit_code, newsroom.files()) == (0, before)
    assert add(newsroom, folder, answer="n\n").exit_code == 1
    assert newsroom.files() == before

    done = add(newsroom, folder, "--yes")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[:-1] == tried.output.splitlines()[:-1]
    stored = {Path(name).name for name in newsroom.files(".bindery/snapshots/heat")}
    assert stored == {
        "single.html", "mhtml.mhtml", "record.warc.gz", "report.docx", "sign.jpg", "sign.jpg.txt", "from.html",
        "zotero.html", "rdf.html", "one.html", "two.html", "ris.html", "endnote.txt",
    }  # fmt: skip
    assert "zotero/files/3/notes.docx: `zotero` gets zotero/files/3/it's; 5 $.html" in done.output
    assert done.output.split("sources without a file:")[1].split()[:3] == [
        "city-news",
        "gibb-2023",
        "nothing",
    ]
    assert custody(newsroom, "single")["fetched_by"] == "SingleFile"
    assert custody(newsroom, "from")["address"] == "https://example.org/from?a=1&b=2"
    record = custody(newsroom, "record")
    assert (record["address"], record["status"]) == ("http://127.0.0.1:8732/old", 200)
    assert record["fetched_by"].startswith("Wget/")
    assert custody(newsroom, "rdf")["fetched"] == "2024-05-03"
    assert custody(newsroom, "one")["noted"] == {
        "timestamp": "2024-05-03 10:00:00", "status": "ok",
        "hash": f"SHA-256:{sha256(b'<p>What the archiver kept.').hexdigest()}",
    }  # fmt: skip
    assert "archiver/changed.html: its hash is not the one that the archiver recorded" in done.output
    assert "archiver/x/same.html: its hash is not the one that the archiver recorded" in done.output
    assert "archiver/overview.html: it is a report of the auto-archiver" in done.output
    assert CliRunner().invoke(main, ["snapshot", "verify", "-C", str(newsroom.root)]).exit_code == 0

    after = newsroom.files()
    again = add(newsroom, folder, "--yes")
    assert (again.exit_code, newsroom.files()) == (0, after)
    assert "nothing is to be stored" in again.output


def test_the_folder_of_zotero_itself_is_read(newsroom: Site, folder: Path) -> None:
    newsroom.write(SOURCES, newsroom.read(SOURCES) + source("one", "https://example.org/one") + source("two"))
    with closing(sqlite3.connect(folder / "zotero.sqlite")) as library:
        library.executescript(
            """
            CREATE TABLE items (itemID INTEGER PRIMARY KEY, key TEXT);
            CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, path TEXT);
            CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
            CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value TEXT);
            CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT);
            INSERT INTO items VALUES (1, 'ITEM'), (2, 'AAAA1111'), (3, 'BBBB2222'), (4, 'CCCC3333');
            INSERT INTO itemAttachments VALUES (2, 1, 'storage:a.html'), (3, 1, 'storage:b.docx'), (4, 1, 'storage:../x');
            INSERT INTO fields VALUES (1, 'title'), (13, 'url');
            INSERT INTO itemDataValues VALUES (1, 'https://example.org/one'), (2, 'Title');
            INSERT INTO itemData VALUES (1, 13, 1), (1, 1, 2);
            """
        )
    for name in ("AAAA1111/a.html", "BBBB2222/b.docx"):
        place = folder / "storage" / name
        place.parent.mkdir(parents=True)
        place.write_text("<p>It was hot.", "utf-8")
    result = add(newsroom, folder, "--yes")
    assert "one ← a.html (zotero.sqlite)" in result.output
    assert {Path(name).name for name in newsroom.files(".bindery/snapshots/heat")} == {"one.html"}
    (folder / "zotero.sqlite").write_bytes(b"SQLite format 3\0 broken")
    assert add(newsroom, folder, "--dry-run").exit_code == 0


def test_seventy_sources_in_one_command(newsroom: Site, folder: Path) -> None:
    names = [f"source-{number}" for number in range(70)]
    newsroom.write(
        SOURCES, newsroom.read(SOURCES) + "".join(source(n, f"https://example.org/{n}") for n in names)
    )
    for name in names:
        (folder / f"{name[::-1]}.html").write_text(
            f"<link rel=canonical href=https://example.org/{name}><p>It says {name}.", "utf-8"
        )
    assert "70 files stored" in add(newsroom, folder, "--yes").output
    assert len(newsroom.files(".bindery/snapshots/heat")) == 70


def test_a_shared_source_needs_the_name_of_a_briefing(newsroom: Site, folder: Path) -> None:
    newsroom.write("briefings/sources.yml", f"sources:\n{source('shared')}")
    (folder / "shared.txt").write_text("It was hot.", "utf-8")
    left = add(newsroom, folder, "--yes")
    assert "name the briefing to store for with --briefing:\n  shared" in left.output
    assert newsroom.files(".bindery") == {}
    assert add(newsroom, folder, "--yes", "--briefing", "heat").exit_code == 0
    assert "shared.txt" in str(newsroom.files(".bindery"))
    assert add(newsroom, folder, "--date", "2024-05-03").exit_code == 2


def test_two_files_that_claim_one_source_are_left(newsroom: Site, folder: Path) -> None:
    newsroom.write(SOURCES, newsroom.read(SOURCES) + source("one", "https://example.org/one"))
    for name in ("a.html", "b.html"):
        (folder / name).write_text(
            f"<meta property='og:url' content='https://example.org/one'>{name}", "utf-8"
        )
    result = add(newsroom, folder, "--yes")
    assert "one: a.html, b.html" in result.output
    assert newsroom.files(".bindery") == {}
    copy(folder / "a.html", folder / "b.html")
    assert "1 file stored" in add(newsroom, folder, "--yes").output


def test_what_is_left_is_said(newsroom: Site, folder: Path) -> None:
    for name, data in {
        "a.exe": b"MZ", "b.png": PNG, "gibb-2023.png": PNG, "c.docx": b"PK", "d.html": b"<p>x",
        "e.html": b"<link rel=canonical href=https://example.org/e>", "f.wacz": b"no",
        "gibb-2023.2024-13-40.txt": b"x",
    }.items():  # fmt: skip
        (folder / name).write_bytes(data)
    result = add(newsroom, folder, "--yes")
    said = dict(line.strip().split(": ", 1) for line in result.output.splitlines() if ": " in line)
    assert said["a.exe"].endswith("a file of this kind")
    assert said["b.png"] == said["c.docx"] == said["d.html"] == "it does not say which page it is of"
    assert said["gibb-2023.png"] == "a picture needs its words in gibb-2023.png.txt, next to it"
    assert said["e.html"] == "no source has the address https://example.org/e"
    assert "cannot be read as a web archive" in said["f.wacz"]
    assert newsroom.files(".bindery") == {}


def test_all_or_nothing_is_written(newsroom: Site, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(folder)
    newsroom.write(SOURCES, newsroom.read(SOURCES) + LISTED)
    before, real = newsroom.files(), Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "single.html":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert add(newsroom, folder, "--yes").exit_code == 3
    assert newsroom.files() == before


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_stored(newsroom: Site, folder: Path) -> None:
    newsroom.write(SOURCES, newsroom.read(SOURCES) + source("one"))
    (folder / "one.docx").write_bytes(b"no document")
    (folder / "gibb-2023.txt").write_text("It was hot.", "utf-8")
    result = add(newsroom, folder, "--yes")
    assert (result.exit_code, "B670" in result.output, "1 file stored" in result.output) == (1, True, True)
