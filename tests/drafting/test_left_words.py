"""Words of a document that the draft does not have are found, and those that it has in another form are not."""

from __future__ import annotations

import io
import zipfile

from support.cases import each

from bindery.drafting.left_words import left_words
from bindery.evidence.kinds.word_parts import WordParts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HOT = "<w:r><w:t>It was hot.</w:t></w:r>"


def found(body: str, written: str) -> list[str]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return left_words(WordParts(made.getvalue()), written)


def in_field(code: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, end = mark.format("begin"), mark.format("end")
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('separate')}{HOT}{end}"


CASES = {  # the inside of a paragraph, the draft, and what is said to be left out
    "nothing": (HOT, "- It was **hot**.", []),
    "a paragraph": (HOT, "Nothing is written here.", ["It was hot."]),
    "a link in the draft": (f"<w:hyperlink>{HOT}</w:hyperlink><w:r><w:t>Yes so</w:t></w:r>", "[It was hot.](https://x.example/) Yes so", []),
    "a citation": (in_field(" ADDIN ZOTERO_ITEM CSL_CITATION {}"), "[@a]", []),
    "the result of another field": (in_field(" MERGEFIELD name "), "", ["It was hot."]),
    "signs that YAML or HTML need": ("<w:r><w:t>is &lt;it&gt; “so” &amp;lt; that</w:t></w:r>", 'is &lt;it&gt; \\"so\\" &amp;lt; that', []),
    "deleted words": (f"<w:del>{HOT}</w:del>", "", []),
    "hidden words": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>It was hot.</w:t></w:r>", "", []),
    "a text box": (f"<w:r><w:pict><w:txbxContent><w:p>{HOT}</w:p></w:txbxContent></w:pict></w:r>", "", ["It was hot."]),
    "long words": (f"<w:r><w:t>{'hot ' * 30}</w:t></w:r>", "", [f"{'hot ' * 15}…"]),
}  # fmt: skip


@each("case, inside, written, wanted", [(case, *shown) for case, shown in CASES.items()])
def test_words_that_a_draft_does_not_have_are_found(
    case: str, inside: str, written: str, wanted: list[str]
) -> None:
    assert found(f"<w:p>{inside}</w:p>", written) == wanted, case
