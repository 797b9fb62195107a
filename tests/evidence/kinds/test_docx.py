"""A Word document is read as Word shows it: without what was deleted, with notes, boxes, cells and symbols."""

from __future__ import annotations

from site_wide.hostile.stored_copies import package, word
from support.cases import each

from bindery.evidence import snapshots
from bindery.text.tokens import SearchableText, locate

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words: str, how: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{how}</w:rPr>' if how else ''}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def paragraph(*runs: str, how: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{how}</w:pPr>' if how else ''}{''.join(runs)}</w:p>"


def texts(data: bytes) -> tuple[SearchableText, ...]:
    found, problems = snapshots.snapshot_texts("a.docx", data)
    assert problems == []
    return found


CASES = [
    # what is in the paragraph, words that are there, words that are not
    (run("It was ") + f"<w:del>{run('not ').replace('w:t', 'w:delText')}</w:del>" + run("hot."), "It was hot.", "not"),
    (run("It was ") + f"<w:ins>{run('not ')}</w:ins>" + run("hot."), "It was not hot.", "was hot"),
    (run("It ") + f"<w:moveFrom>{run('never ')}</w:moveFrom>" + run("was hot."), "It was hot", "never"),
    (run("It was ") + run("not ", "<w:vanish/>") + run("hot."), "It was hot.", "was not hot"),
    (run("It was ") + run("not ", '<w:vanish w:val="0"/>') + run("hot."), "It was not hot.", "was hot"),
    (run("It was ") + run("hot", "<w:caps/>") + run("."), "It was HOT.", "It was hit."),
    (run("1,524") + run("2", '<w:vertAlign w:val="superscript"/>') + run(" people"), "1,524 people", "1,5242"),
    (run("re") + "<w:r><w:softHyphen/></w:r>" + run("port"), "report", "re port"),
    (run("non") + "<w:r><w:noBreakHyphen/></w:r>" + run("lethal"), "non-lethal", "nonlethal"),
    (run("Year") + "<w:r><w:tab/></w:r>" + run("980"), "Year 980", "Year980"),
    (run("It was") + "<w:r><w:br/></w:r>" + run("hot."), "It was hot.", "washot"),
    (run("5 ") + '<w:r><w:sym w:font="Symbol" w:char="00B0"/></w:r>' + run(" hot"), "5 ° hot", "5 hot"),
    (run("see ") + f"<w:hyperlink>{run('the page')}</w:hyperlink>" + run("."), "see the page.", "see page"),
    (
        run("on ") + "<w:r><w:instrText>PAGEREF secret</w:instrText></w:r>" + run("4"), "on 4", "PAGEREF",
    ),
    (f"<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>{run('It was hot.')}</w:sdtContent></w:sdt>", "It was hot.", "no"),
    (f"<w:smartTag>{run('Geneva')}</w:smartTag>" + run(" agreed"), "Geneva agreed", "Geneva disagreed"),
    (
        '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>' + paragraph(run("In a box."))
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + paragraph(run("Twice."))
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" + run("It was hot."),
        "In a box.", "Twice",
    ),
]  # fmt: skip


@each(("runs", "there", "absent"), CASES)
def test_a_paragraph_is_read_as_word_shows_it(runs: str, there: str, absent: str) -> None:
    found = texts(word(paragraph(runs)))
    assert any(locate(there, text) for text in found)
    assert not any(locate(absent, text) for text in found)


def test_a_deleted_row_is_no_row() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc></w:tr>"
    kept = row.format("", paragraph(run("kept")))
    gone = row.format("<w:trPr><w:del/></w:trPr>", paragraph(run("gone")))
    [whole, *_] = texts(word(f"<w:tbl>{kept}{gone}</w:tbl>"))
    assert locate("kept", whole)
    assert not locate("gone", whole)


def test_notes_headings_and_heads_are_read() -> None:
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = paragraph(run("It was hot"), note.format(7), run(" in July."))
    heading = paragraph(run("3.2 Findings"), how='<w:pStyle w:val="mine"/>')
    data = package(
        {
            "_rels/.rels": '<R><R Type="x/officeDocument" Target="/word/main.xml"/></R>',
            "word/main.xml": f"<w:document {_W}><w:body>{heading}{body}</w:body></w:document>",
            "word/styles.xml": f'<w:styles {_W}><w:style w:styleId="h"><w:name w:val="heading 2"/></w:style>'
            '<w:style w:styleId="mine"><w:basedOn w:val="h"/></w:style></w:styles>',
            "word/footnotes.xml": f'<w:footnotes {_W}><w:footnote w:id="0">{paragraph(run("separator"))}</w:footnote>'
            f'<w:footnote w:id="7">{paragraph(run("Not at night."))}</w:footnote></w:footnotes>',
            "word/header1.xml": f"<w:hdr {_W}>{paragraph(run('City Health Office'))}</w:hdr>",
        }
    )
    [whole, *_] = texts(data)
    assert [heading.number for heading in whole.marks.headings] == ["3.2"]
    for there in ("It was hot in July.", "Not at night.", "City Health Office"):
        assert locate(there, whole), there
    assert not locate("separator", whole)
