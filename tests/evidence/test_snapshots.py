"""From a page, a PDF or a text come its words; what cannot be read says so in its own words."""

from __future__ import annotations

import sys
import zlib
from subprocess import run

import pytest

from bindery.evidence import snapshots
from bindery.text.tokens import locate, pages_of


def pdf(*pages: str) -> bytes:
    """A PDF with these pages, each of lines."""
    parts = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for page in pages:
        lines = [line.replace("(", r"\(").replace(")", r"\)") for line in page.split("\n")]
        drawn = "BT /F 12 Tf 14 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        stream = zlib.compress(drawn.encode("cp1252"))
        parts.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 1000 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 1 0 R >> >>"
            b" /Contents %d 0 R >>" % len(parts)
        )
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    parts = [part.replace(b"1000 0 R", b"%d 0 R" % (len(parts) + 1)) for part in parts]
    parts += [tree, b"<< /Type /Catalog /Pages %d 0 R >>" % (len(parts) + 1)]
    data, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        len(parts),
        len(data),
    )
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + end


def found(quote: str, name: str, data: bytes) -> str | None:
    """The pages on which a quotation is found in a snapshot; empty without pages, None when it is not there."""
    texts, problems = snapshots.snapshot_texts(name, data)
    assert problems == []
    for text in texts:
        stretch = locate(quote, text)
        if stretch:
            return pages_of(stretch, text)
    return None


REPORT = pdf(
    "The Gibb Institute (2024)\nDeaths in the heat rose by 56 % and were ob-\nserved in all of the towns. Observers came. So the",
    "toll was 1,524, a world-\nwide concern, seen as hope-\nful by some. They are observed here and every-",
    "where, though everywhere is much.",
)


@pytest.mark.parametrize(
    ("quote", "pages"),
    [
        ("Deaths in the heat", "1"),
        ("So the toll was 1,524", "1–2"),
        ("were observed in all", "1"),
        ("observed here and everywhere, though", "2–3"),
        ("toll was 1,524 […] much", "2–3"),
        ("524", None),
        ("a worldwide concern", None),  # the word does not occur elsewhere, so nobody knows how it is spelt
        ("as hopeful by", None),
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


PAGE = b"""<!doctype html><html lang=en><title>Heat</title><style>p{}</style><script>var x = "hidden";</script>
<body><nav><a href=/>Home</a><a href=/a>About</a></nav><article><h1>The&nbsp;heat of July</h1>
<p>Fewer <em>people</em> d<b>ied</b> than the ministry had said before, it was announced on Tuesday in the capital.<br>In 2023
<p>1&#44;524 &lt;dead&gt; were counted in all of the towns and villages, and more than that in the hospitals of Sindh.</p>
<aside>Advertisement: buy fans now</aside>
<p>That is a record, said the institute, which has counted the dead of every July since it was founded long ago.</p>
<table><tr><td>240<td>365</table><noscript>unseen</noscript><dl><dt>term<dd>meaning</dl></article><!-- remark -->"""


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
    whole, article = snapshots.snapshot_texts("a.html", PAGE)[0]
    assert locate("hospitals of Sindh. That is a record", whole) is None
    assert locate("hospitals of Sindh. That is a record", article) is not None


def test_the_licence_below_a_text_is_not_compared() -> None:
    data = b"It was hot.\n\n--- Licence of this text ---\n\nDo with it what you like.\n"
    assert found("It was hot", "a.txt", data) == ""
    assert found("what you like", "a.txt", data) is None


@pytest.mark.parametrize(
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
        ("a.txt", "It was hot".encode("utf-16"), "B306"),
        ("a.pdf", REPORT[:300], "B307"),
        ("a.pdf", b"It was hot", "B307"),
    ],
)
def test_what_cannot_be_read_has_a_message_of_its_own(name: str, data: bytes, code: str) -> None:
    texts, problems = snapshots.snapshot_texts(name, data)
    assert texts == ()
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize("size", range(0, len(REPORT), 97))
def test_a_pdf_cut_anywhere_is_read_or_refused(size: int) -> None:
    texts, problems = snapshots.snapshot_texts("a.pdf", REPORT[:size])
    assert bool(texts) != bool(problems)


@pytest.mark.parametrize(
    "filler", ["<", "<!", "</", "<a ", "<![", "<!--", "&", "<p>", "<b>x", "<div>y", "[", "]]>"]
)
def test_a_hostile_page_is_read_or_refused(filler: str) -> None:
    texts, problems = snapshots.snapshot_texts("a.html", f"<p>Hot</p>{filler * 20_000}".encode())
    assert bool(texts) != bool(problems)


def test_what_reads_pages_is_loaded_only_when_there_is_a_page() -> None:
    code = "import sys, bindery.cli, bindery.site.plugin; print([m for m in ('trafilatura', 'pypdf') if m in sys.modules])"
    assert (
        run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
