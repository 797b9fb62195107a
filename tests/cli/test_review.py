"""`bindery review` lists what reviewers wrote and changed, and takes their changes into the briefing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from support.project import MKDOCS, Site

from bindery.cli import main

GIVEN = Path(__file__).parents[1] / "drafting/reviews"
# Written by LibreOffice 7.4, from the Word document that a build made of the briefing beside it, with the changes and
# comments of three reviewers.
DOCUMENT = GIVEN / "libreoffice.docx"
LINES = """\
briefings/harbour/briefing.yml:3: First Reviewer changed “closed” to “shut”
briefings/harbour/briefing.yml:6: comment by First Reviewer (2024-05-02) on “at all”: Does the notice give one?
briefings/harbour/briefing.yml:6: Second Reviewer changed “names” to “gives”
briefings/harbour/briefing.yml:27: comment by Third Reviewer (2024-05-02) on “The closure”: Whose closure?
briefings/harbour/briefing.yml:27: First Reviewer changed “Monday” to “Tuesday morning”
briefings/harbour/briefing.yml:27: Second Reviewer changed “Nobody” to “According to the office, nobody”
briefings/harbour/briefing.yml:30: Second Reviewer removed “, one after the other”
briefings/harbour/briefing.yml:18: claim `ships-waited`: comment by Second Reviewer (2024-05-02) on “Ships waited outside the harbour;”: How many?
briefings/harbour/briefing.yml:18: claim `ships-waited`: Second Reviewer changed “didn't” to “did not:”; make this change by hand: a citation, marks or another change stand in its way
3 comments, 6 changes; 5 of them can be taken with --take
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path).write("mkdocs.yml", MKDOCS)
    for name in ("briefing.yml", "sources.yml"):
        made.write(f"briefings/harbour/{name}", (GIVEN / name).read_text("utf-8"))
    return made


@pytest.fixture
def run(site: Site) -> Callable[..., Result]:
    return lambda *words: CliRunner().invoke(main, ["review", "-C", str(site.root), *map(str, words)])


def test_each_comment_and_change_is_listed_at_its_place(run: Callable[..., Result]) -> None:
    result = run(DOCUMENT, "--briefing", "harbour")
    assert (result.exit_code, result.output) == (0, LINES)


def as_google_writes(data: bytes) -> bytes:
    """The document in the form in which Google Docs downloads one, as is publicly known of it; no file of Google is here.

    Places have other names, styles of ours are gone, each run says that it is not right to left, comments have no
    initials, and an answer is a comment on the same words: there is no list of which answers which.
    """
    answer = '<w:comment w:author="Second Reviewer" w:id="3" w:date="2024-05-03T00:00:00Z"><w:p><w:r><w:t>It does not.</w:t></w:r></w:p></w:comment>'
    changes = {
        "word/document.xml": (
            (
                r'<w:bookmarkStart ([^>]*)w:name="[^"]*"',
                r'<w:bookmarkStart \1w:colFirst="0" w:name="bookmark=id.a"',
            ),
            (r'<w:pStyle w:val="(?!Title|Heading)[^"]*"/>', ""),
            (r"<w:(p|r)>", r'<w:\1 w:rsidR="00000000" w:rsidDel="00000000">'),
            (r"<w:rPr>", '<w:rPr><w:rtl w:val="0"/>'),
            (r'(<w:commentRangeStart w:id=")0("/>)', r"\g<1>0\2\g<1>3\2"),
            (
                r'(<w:r [^>]*>(?:(?!</w:r>).)*<w:commentReference w:id="0"/></w:r>)',
                r'\1<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>',
            ),
        ),
        "word/comments.xml": ((' w:initials=""', ""), ("</w:comments>", f"{answer}</w:comments>")),
    }
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as given, ZipFile(made, "w") as out:
        for name in given.namelist():
            if name.startswith(("docProps/", "customXml/")):
                continue
            text = given.read(name).decode() if name in changes else ""
            for old, new in changes.get(name, ()):
                text = re.sub(old, new, text)
            out.writestr(name, text or given.read(name))
    return made.getvalue()


def test_a_document_of_google_gives_the_same(run: Callable[..., Result], tmp_path: Path) -> None:
    document = tmp_path / "harbour.docx"
    document.write_bytes(as_google_writes(DOCUMENT.read_bytes()))
    first, second = LINES.splitlines(keepends=True)[:2]
    answer = (
        second.replace("First", "Second")
        .replace("-02", "-03")
        .replace("Does the notice give one?", "It does not.")
    )
    wanted = LINES.replace(first + second, first + second + answer).replace("3 comments", "4 comments")
    assert run(document).output == wanted


def test_changes_are_taken_into_the_file_and_nothing_else(run: Callable[..., Result], site: Site) -> None:
    path = site.root / "briefings/harbour/briefing.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = run(DOCUMENT, "--briefing", "harbour", "--take", "--patch", site.root / "r.patch")
    assert result.exit_code == 0
    text = path.read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n")
    wanted = (GIVEN / "briefing.yml").read_text("utf-8")
    for old, new in (
        ("was closed for nine days [", "was shut for nine days ["),
        ("names no", "gives no"),
        ("a Monday", "a Tuesday morning"),
        ("Nobody", "According to the office, nobody"),
        ("ships, one after the other", "ships"),
    ):
        assert old in wanted
        wanted = wanted.replace(old, new)
    assert text.decode().replace("\r\n", "\n") == wanted
    patch = (site.root / "r.patch").read_text("utf-8")
    assert patch.count("\n-") == 4  # two of the changes are on one line


def test_a_document_that_was_taken_has_nothing_left_to_take(run: Callable[..., Result]) -> None:
    run(DOCUMENT, "--briefing", "harbour", "--take")
    again = run(DOCUMENT, "--briefing", "harbour", "--take")
    assert "the changes are made" not in again.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([DOCUMENT], "there is no briefing `libreoffice`; name one with --briefing: harbour"),
        (["none.docx", "--briefing", "harbour"], "there is no such file"),
        ([GIVEN / "briefing.yml", "--briefing", "harbour"], "cannot be read as a Word document"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(
    run: Callable[..., Result], words: list[str], said: str
) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert said in result.output
