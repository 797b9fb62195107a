"""Comments and tracked changes are read as Word, LibreOffice and Google Docs write them."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import each

from bindery.drafting.review_marks import Remark, Review, read_review
from bindery.evidence.kinds.packages import UnreadableError

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)


def packed(body: str, comments: str = "", more: str = "") -> bytes:
    """A Word document of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        if comments:
            out.writestr("word/comments.xml", f"<w:comments {NAMES}>{comments}</w:comments>")
        if more:
            out.writestr("word/commentsExtended.xml", f"<w15:commentsEx {NAMES}>{more}</w15:commentsEx>")
    return made.getvalue()


def read(body: str, comments: str = "", more: str = "") -> Review:
    return read_review(packed(body, comments, more))


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


def by(author: str, inside: str, kind: str = "ins") -> str:
    return f'<w:{kind} w:id="9" w:author="{author}" w:date="2024-05-01T10:00:00Z">{inside}</w:{kind}>'


def comment(
    number: int, author: str, text: str, paragraph: str = "", date: str = "2024-05-01T10:00:00Z"
) -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="{date}">'
        f'<w:p w14:paraId="{paragraph}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    )


STRETCHES = {  # the inside of a paragraph, and what of it is kept, added and removed
    "nothing changed": (run("a b"), [("kept", "a b", "")]),
    "added": (run("a ") + by("X", run("b")), [("kept", "a ", ""), ("added", "b", "X")]),
    "removed": (by("X", run("b", "delText"), "del"), [("removed", "b", "X")]),
    "moved away": (by("X", run("b"), "moveFrom"), [("removed", "b", "X")]),
    "moved here": (by("X", run("b"), "moveTo"), [("added", "b", "X")]),
    "added and then removed by another": (
        by("X", by("Y", run("b", "delText"), "del")),
        [("removed", "b", "Y")],
    ),
    "in a link": (
        f"<w:hyperlink>{run('a')}{by('X', run('b'))}</w:hyperlink>",
        [("kept", "a", ""), ("added", "b", "X")],
    ),
    "in a field for content": (
        f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>",
        [("kept", "a", "")],
    ),
    "another format": (
        '<w:r><w:rPr><w:rPrChange w:author="X"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>',
        [("kept", "a", "")],
    ),
    "the sign of a line's end and a tab": (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>",
        [("kept", "a", ""), ("kept", "\n", ""), ("kept", "b", ""), ("kept", "\t", ""), ("kept", "c", "")],
    ),
    "the code of a field": (run("PAGE", "instrText") + run("1"), [("kept", "1", "")]),
    "no author": ("<w:ins>" + run("a") + "</w:ins>", [("added", "a", "")]),
}


@each("case, inside, wanted", [(case, *shown) for case, shown in STRETCHES.items()])
def test_what_was_changed_is_read(case: str, inside: str, wanted: list[tuple[str, str, str]]) -> None:
    (paragraph,) = read(f"<w:p>{inside}</w:p>").paragraphs
    assert [(s.state, s.text, s.author) for s in paragraph.stretches] == wanted, case


def test_paragraphs_of_tables_and_of_text_boxes_are_read_once() -> None:
    inside = f"<w:txbxContent><w:p>{by('X', run('b'))}</w:p></w:txbxContent>"
    twice = f"<a:Choice>{inside}</a:Choice><a:Fallback>{inside}</a:Fallback>"
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr></w:tbl>"
    for box in (
        f'<a:AlternateContent xmlns:a="m">{twice}</a:AlternateContent>',
        f"<w:pict>{inside}</w:pict>",
    ):
        review = read(f"{table}<w:p><w:r>{box}</w:r>{run('c')}</w:p>")
        assert [[(s.text, s.author) for s in p.stretches] for p in review.paragraphs] == [
            [("a", "")],
            [("c", "")],
            [("b", "X")],
        ]


def start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def test_a_comment_has_its_words_its_answers_and_its_state() -> None:
    review = read(
        f"<w:p>{run('a ')}{start(1)}{start(2)}{run('b')}{by('X', run(' c', 'delText'), 'del')}{end(1)}{end(2)}</w:p>",
        comment(1, "First", "Why?", "0A") + comment(2, "Second", "Since", "0B"),
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>',
    )
    answer = Remark("Second", "2024-05-01", "Since")
    assert review.paragraphs[0].remarks == [
        Remark("First", "2024-05-01", "Why?", "b", [answer], settled=True)
    ]
    assert review.elsewhere == ()


def test_a_comment_may_cover_paragraphs_or_a_place_between_words() -> None:
    review = read(
        f"<w:p>{start(1)}{run('a')}</w:p><w:p>{run('b')}{end(1)}</w:p>"
        '<w:p><w:r><w:t>c</w:t><w:commentReference w:id="2"/></w:r></w:p>',
        comment(1, "First", "x") + comment(2, "", "y", date="0-00-00T00:00:00Z") + comment(3, "Third", "z"),
    )
    assert [[(r.author, r.day, r.words) for r in p.remarks] for p in review.paragraphs] == [
        [("First", "2024-05-01", "a\nb")],
        [],
        [("", "", "")],
    ]
    assert [remark.text for remark in review.elsewhere] == ["z"]


def test_notes_heads_and_feet_of_pages_are_read_and_belong_to_no_claim() -> None:
    data = packed(f"<w:p>{run('a')}</w:p>", comment(1, "First", "Why?"))
    into = io.BytesIO(data)
    with zipfile.ZipFile(into, "a") as out:
        for part in ("footnotes", "endnotes", "header2", "footer1"):
            words = f"<w:p>{start(1)}{by('X', run(part))}</w:p>"
            out.writestr(f"word/{part}.xml", f"<w:notes {NAMES}><w:footnote>{words}</w:footnote></w:notes>")
    review = read_review(into.getvalue())
    assert [(p.stretches[0].text, p.stretches[0].author, p.heading) for p in review.paragraphs] == [
        ("a", "", False),
        *((part, "X", True) for part in ("footnotes", "endnotes", "header2", "footer1")),
    ]
    assert [[r.text for r in p.remarks] for p in review.paragraphs] == [[], ["Why?"], [], [], []]


def test_two_comments_of_one_number_are_both_kept() -> None:
    review = read(
        f"<w:p>{start(1)}{run('a')}{end(1)}</w:p>", comment(1, "First", "x") + comment(1, "Second", "y")
    )
    assert [remark.text for remark in review.paragraphs[0].remarks] == ["x"]
    assert [(remark.author, remark.text) for remark in review.elsewhere] == [("Second", "y")]


def test_parts_are_found_by_their_links_and_the_strict_form_is_read() -> None:
    usual = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = '<Relationship Type="{}/{}" Target="{}"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("_rels/.rels", f"<R>{link.format(usual, 'officeDocument', '/word/document22.xml')}</R>")
        links = link.format(usual, "comments", "comments7.xml") + link.format(
            usual, "footnotes", "../word/notes.xml"
        )
        out.writestr("word/_rels/document22.xml.rels", f"<R>{links}</R>")
        body = f"<w:p>{start(1)}{by('X', run('a'))}{end(1)}</w:p>"
        for name, content in {
            "document22": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
            "comments7": f"<w:comments {NAMES}>{comment(1, 'First', 'Why?')}</w:comments>",
            "notes": f"<w:footnotes {NAMES}><w:p>{by('Y', run('b'))}</w:p></w:footnotes>",
        }.items():
            strict = content.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            out.writestr(f"word/{name}.xml", strict)
    review = read_review(made.getvalue())
    assert [(s.text, s.author) for p in review.paragraphs for s in p.stretches] == [("a", "X"), ("b", "Y")]
    assert [r.text for r in review.paragraphs[0].remarks] == ["Why?"]


REFUSED = {
    "no package": b"words",
    "a package without a text": packed("")[:40],
    "a package whose text is something else": packed("").replace(b"w:document", b"w:documenT"),
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "no XML": packed("<w:p>"),
    "entities": packed("").replace(b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"),
}


@each("case, data", REFUSED.items())
def test_what_is_no_word_document_is_refused_with_a_remedy(case: str, data: bytes) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_review(data)
    assert raised.value.remedy, case


TAGS = st.sampled_from(["p", "r", "t", "ins", "del", "moveTo", "commentRangeStart", "commentRangeEnd", "tbl"])
TREES = st.recursive(
    st.builds(lambda tag: f'<w:{tag} w:id="1" w:author="X">a</w:{tag}>', TAGS),
    lambda inner: st.builds(
        lambda tag, parts: f'<w:{tag} w:id="1">{"".join(parts)}</w:{tag}>', TAGS, st.lists(inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(TREES)
def test_no_order_of_marks_breaks_the_reader(tree: str) -> None:
    review = read(f"<w:p>{tree}</w:p>", comment(1, "First", "x"))
    assert sum(len(p.remarks) for p in review.paragraphs) + len(review.elsewhere) == 1
