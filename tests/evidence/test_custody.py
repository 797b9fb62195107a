"""A copy of any kind is checked, fingerprinted and shown as a web page is, with the record of how it was made."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.project import Site

from bindery.cli import main
from bindery.edition import Edition
from bindery.evidence.custody import KEPT_HEADERS, kept_headers

pytestmark = pytest.mark.slow

COPIES = Path(__file__).parent / "stored_copies"
QUOTE = "The office does not expect the number to fall below 1,400."
ALTERED = QUOTE.replace("does not expect", "does expect")
KEPT = "briefings/heat/snapshots"
# A file of each kind that has a fingerprint, and the name of its kind.
KINDS = {
    "singlefile.html": "HTML",
    "office.mhtml": "MHTML",
    "office.docx": "DOCX",
    "office.odt": "ODT",
    "office.epub": "EPUB",
    "both.warc.gz": "WARC",
    "office.wacz": "WARC",
    "mail.eml": "EML",
    "captions.vtt": "WebVTT",
    "captions.srt": "SubRip",
    "sign.png": "PNG",
}
CAPTIONS = (
    "00:00:01.000 --> 00:00:04.000\nThe office does not expect\n\n"
    "00:00:04.000 --> 00:00:09.000\nthe number to fall below 1,400.\n"
)
MADE = {
    "captions.vtt": f"WEBVTT\n\n{CAPTIONS}".encode(),
    "captions.srt": CAPTIONS.replace(".000", ",000").encode(),
    "sign.png": b"\x89PNG\r\n\x1a\nmade up",
    "sign.png.txt": QUOTE.encode(),
    "mail.eml": f"From: office@example.org\nSubject: July\n\n{QUOTE}\n".encode(),
}


def add(site: Site, *words: str) -> None:
    result = CliRunner().invoke(main, ["snapshot", "add", *words, "-C", str(site.root)])
    assert result.exit_code == 0, result.output


def page_of(edition: Edition, source: str) -> str:
    return next(page.markdown for page in edition.pages if page.path == f"sources/{source}.md")


def codes(edition: Edition) -> set[str]:
    return {problem.code for problem in edition.problems if problem.severity == "error"}


@pytest.fixture
def kinds(newsroom: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, Path]]:
    """A source for each kind of file, all of them quoted with the same words; and the files."""
    folder = tmp_path_factory.mktemp("files")
    for name, data in MADE.items():
        (folder / name).write_bytes(data)
    paths = {name: folder / name if name in MADE else COPIES / name for name in KINDS}
    listed = "".join(
        f"  - {{id: s{n}, kind: report, title: T{n}, published: 2024, url: 'http://127.0.0.1:8732/office.html'}}\n"
        for n, _ in enumerate(KINDS)
    )
    cited = "".join(f'      - {{source: s{n}, quote: "{QUOTE}"}}\n' for n, _ in enumerate(KINDS))
    newsroom.write("briefings/heat/sources.yml", f"sources:\n{listed}")
    newsroom.write(
        "briefings/heat/briefing.yml",
        "title: Heat\nsummary: It was hot.\ndate: 2024\nkey_points: [hot]\nclaims:\n  - id: hot\n"
        f"    text: The number will not fall below 1,400.\n    evidence:\n{cited}"
        "sections:\n  - {id: a, title: A, content: [{claim: hot}]}\n",
    )
    return newsroom, paths


def test_each_kind_is_checked_and_shown_with_its_text_and_with_its_fingerprint_alone(
    kinds: tuple[Site, dict[str, Path]],
) -> None:
    site, paths = kinds
    for number, path in enumerate(paths.values()):
        add(site, f"s{number}", str(path))
    briefing = site.read("briefings/heat/briefing.yml")
    with_text = site.compile()
    assert codes(with_text) == set()
    for number, (name, kind) in enumerate(KINDS.items()):
        shown = page_of(with_text, f"s{number}")
        stored = next((site.root / ".bindery/snapshots/heat").glob(f"s{number}.*"))
        assert f"{kind}, SHA-256" in shown, name
        assert sha256(stored.read_bytes()).hexdigest() in shown or name == "sign.png"
        assert "Stored on" in shown
    assert "A person wrote down the words in it" in page_of(with_text, "s10")
    assert "verified, transcribed by hand" in page_of(with_text, "s10")
    assert "transcribed" not in page_of(with_text, "s1")
    assert "Fetched on" in page_of(with_text, "s5")

    site.write("briefings/heat/briefing.yml", briefing.replace(QUOTE, ALTERED))
    missing = [problem for problem in site.compile().problems if problem.code == "B301"]
    assert len(missing) == len(KINDS)
    for file in (site.root / ".bindery/snapshots/heat").iterdir():
        file.unlink()
    missing = [problem for problem in site.compile().problems if problem.code == "B301"]
    assert len(missing) == len(KINDS)
    site.write("briefings/heat/briefing.yml", briefing)
    alone = site.compile()
    assert codes(alone) == set()
    for number, kind in enumerate(KINDS.values()):
        assert f"Fingerprint of a text that is not stored here, {kind}, SHA-256" in page_of(
            alone, f"s{number}"
        )
    assert "A person wrote down the words in it" in page_of(alone, "s10")
    assert "verified, transcribed by hand" in page_of(alone, "s10")


def test_another_transcript_or_record_is_another_page(kinds: tuple[Site, dict[str, Path]]) -> None:
    site, paths = kinds
    add(site, "s10", str(paths["sign.png"]))
    before = site.compile()
    assert codes(before) == set()
    transcript = ".bindery/snapshots/heat/s10.png.txt"
    site.write(transcript, ALTERED)
    assert codes(site.compile()) == {"B301", "B675"}
    site.write(transcript, QUOTE)
    record = json.loads(site.read(f"{KEPT}/s10.custody"))
    site.write(f"{KEPT}/s10.custody", json.dumps({**record, "address": "https://example.org/sign"}))
    assert "https://example.org/sign" in page_of(site.compile(), "s10")
    site.write(f"{KEPT}/s10.custody", json.dumps({**record, "address": "<script>alert(1)</script>"}))
    assert "<script>" not in page_of(site.compile(), "s10")
    for wrong in ("{}", "[", json.dumps({**record, "source": "s1"}), json.dumps({**record, "more": 1})):
        site.write(f"{KEPT}/s10.custody", wrong)
        assert codes(site.compile()) == {"B675"}


def test_no_header_that_names_a_reader_is_kept() -> None:
    sent = {"Set-Cookie": "id=1", "Content-Type": "text/html", "X-User": "a", "Date": "now", "ETag": ""}
    assert kept_headers(sent) == {"content-type": "text/html", "date": "now"}
    assert "set-cookie" not in KEPT_HEADERS
