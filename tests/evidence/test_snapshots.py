"""The words of a web page, a PDF or a text are read; what cannot be read has a message of its own."""

from __future__ import annotations

import sys
from subprocess import run

import pytest
from support.cases import each
from support.snapshot_files import PAGE, REPORT, pdf

from bindery.evidence import pdf_pages, snapshots, web_pages
from bindery.text.tokens import locate, pages_of


def found(quote: str, name: str, data: bytes) -> str | None:
    """The pages on which a quotation is found in a snapshot; empty without pages, None when it is not there."""
    texts, problems = snapshots.snapshot_texts(name, data)
    assert problems == []
    for text in texts:
        stretch = locate(quote, text)
        if stretch:
            return pages_of(stretch, text)
    return None


@each(
    ("quote", "pages"),
    [
        ("Deaths in the heat", "1"),
        ("So the toll was 1,524", "1–2"),
        ("were observed in all", "1"),
        ("observed here and everywhere, though", "2–3"),
        ("toll was 1,524 […] much", "2–3"),
        ("524", None),
        ("a worldwide concern", "2"),
        ("a world-wide concern", "2"),
        ("a world- wide concern", "2"),
        ("a world wide concern", "2"),
        ("wide concern", None),
        ("as hopeful by", "2"),
        ("ful by some", None),
    ],
)
def test_a_pdf_is_read_with_its_pages(quote: str, pages: str | None) -> None:
    assert found(quote, "a.pdf", REPORT) == pages


def test_running_heads_do_not_part_a_sentence() -> None:
    pages = [f"Gibb Institute: Annual report\nIt was {n} and\n{n}" for n in ("hot", "dry", "bad", "ill")]
    data = pdf(*(page.rsplit("\n", 1)[0] + f"\n{n}" for n, page in enumerate(pages, 1)))
    assert found("It was hot and It was dry", "a.pdf", data) == "1–2"
    assert found("Annual report It was dry", "a.pdf", data) == "2"


@pytest.mark.parametrize(
    "quote",
    [
        "The heat of July",
        "people died than",
        "1,524 <dead> were",
        "365",
        "term meaning",
        "Advertisement: buy fans",
    ],
)
def test_all_words_of_a_page_count(quote: str) -> None:
    assert found(quote, "a.html", PAGE) == ""


@pytest.mark.parametrize("quote", ["hidden", "unseen", "remark", "240365", "365 people"])
def test_what_a_page_does_not_show_is_not_found(quote: str) -> None:
    assert found(quote, "a.html", PAGE) is None


def test_the_article_reads_on_where_something_lies_between_its_paragraphs() -> None:
    whole, article, _ = snapshots.snapshot_texts("a.html", PAGE)[0]
    assert locate("hospitals of Sindh. That is a record", whole) is None
    assert locate("hospitals of Sindh. That is a record", article) is not None


def test_the_licence_below_a_text_is_not_compared() -> None:
    data = b"It was hot.\n\n--- Licence of this text ---\n\nDo with it what you like.\n"
    assert found("It was hot", "a.txt", data) == ""
    assert found("what you like", "a.txt", data) is None


@each(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "B302"),
        ("a.txt", b" \n\t", "B302"),
        ("a.txt", "\ufeff".encode(), "B302"),
        ("a.html", b"", "B302"),
        ("a.html", b"<p>", "B302"),
        ("a.html", b"<!-- -->", "B302"),
        ("a.pdf", b"", "B302"),
        ("a.pdf", pdf(""), "B302"),
        ("a.txt", b"It was\0 hot", "B305"),
        ("a.html", b"\x89PNG\r\n", "B305"),
        ("a.txt", REPORT, "B305"),
        ("a.txt", "Caf\u00e9".encode("latin-1"), "B306"),
        ("a.txt", "It was hot".encode("utf-16-le"), "B305"),
        ("a.txt", "It was hot".encode("utf-16")[:-1], "B306"),
        ("a.html", "<meta charset=utf-8>Caf\u00e9".encode("latin-1"), "B306"),
        ("a.html", "<meta charset=klingon>Caf\u00e9".encode("latin-1"), "B350"),
        ("a.html", b"<meta charset=euc-jp>" + b"\xff" * 9, "B306"),
        ("a.pdf", REPORT[:300], "B307"),
        ("a.pdf", b"It was hot", "B307"),
    ],
)
def test_what_cannot_be_read_has_a_message_of_its_own(name: str, data: bytes, code: str) -> None:
    texts, problems = snapshots.snapshot_texts(name, data)
    assert texts == ()
    assert [problem.code for problem in problems] == [code]


@each("size", range(0, len(REPORT), 97))
def test_a_pdf_cut_anywhere_is_read_or_refused(size: int) -> None:
    texts, problems = snapshots.snapshot_texts("a.pdf", REPORT[:size])
    assert bool(texts) != bool(problems)


@pytest.mark.slow
@each("filler", ["<", "<!", "</", "<a ", "<![", "<!--", "&", "<p>", "<b>x", "<div>y", "[", "]]>"])
@pytest.mark.slow
def test_a_hostile_page_is_read_or_refused(filler: str) -> None:
    texts, problems = snapshots.snapshot_texts("a.html", f"<p>Hot</p>{filler * 20_000}".encode())
    assert bool(texts) != bool(problems)


@pytest.mark.slow
def test_what_reads_pages_is_loaded_only_when_there_is_a_page() -> None:
    code = "import sys, bindery.cli, bindery.site.plugin; print([m for m in ('trafilatura', 'pypdfium2') if m in sys.modules])"
    assert (
        run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


# Limits


def refused(name: str, data: bytes) -> list[str]:
    """The codes and messages of a snapshot that is not read."""
    texts, problems = snapshots.snapshot_texts(name, data)
    assert texts == ()
    return [f"{problem.code}: {problem.message}" for problem in problems]


def test_what_is_too_large_is_refused_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST_WORDS", 100)
    monkeypatch.setattr(web_pages, "MOST_ELEMENTS", 100)
    monkeypatch.setattr(pdf_pages, "MOST_PAGES", 2)
    words = b"word " * 101
    assert refused("a.txt", words) == [
        "B315: this snapshot has 101 words and punctuation marks; the limit is 100"
    ]
    assert refused("a.txt", b"x" * 50 + b"." * 101)[0].startswith("B315: this snapshot has 102 words")
    assert snapshots.snapshot_texts("a.txt", words[:-5])[1] == []
    assert refused("a.html", b"<p>x" + b"<br>" * 101)[0].startswith("B315: this web page has 104 elements")
    assert refused("a.pdf", pdf("one", "two", "three")) == ["B315: this PDF has 3 pages; the limit is 2"]


def test_a_very_large_page_has_all_of_its_words_and_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "MOST_IN_ARTICLE", 3)
    texts, _ = snapshots.snapshot_texts("a.html", PAGE + b" ")
    assert locate("The heat of July", texts[0]) is not None
    assert not any(locate("hospitals of Sindh. That is a record", text) for text in texts)


def test_a_character_with_a_million_marks_is_read() -> None:
    (text,), _ = snapshots.snapshot_texts("a.txt", ("word a" + "\u0316\u0301" * 200_000 + " end").encode())
    assert locate("end", text) is not None
