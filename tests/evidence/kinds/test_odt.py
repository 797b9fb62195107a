"""An OpenDocument text is read as a word processor shows it: without what was deleted, with notes and boxes."""

from __future__ import annotations

from site_wide.hostile.stored_copies import odt
from support.cases import each

from bindery.evidence import snapshots
from bindery.text.tokens import locate

CASES = [
    ('<t:p>It was<t:s t:c="3"/>hot<t:line-break/>in<t:tab/>July.</t:p>', "It was hot in July.", "washot"),
    (
        ("<t:tracked-changes><t:changed-region><t:deletion><t:p>never</t:p></t:deletion></t:changed-region>"
        "</t:tracked-changes><t:p>It was <t:change t:change-id='c'/>hot.</t:p>"),
        "It was hot.", "never",
    ),
    ("<t:p>It was <o:annotation><t:p>check this</t:p></o:annotation>hot.</t:p>", "It was hot.", "check this"),
    (
        ("<t:p>It was hot<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>Not at night.</t:p>"
        "</t:note-body></t:note> in July.</t:p>"),
        "It was hot in July.", "hot Not",
    ),
    (
        ("<t:p>It was hot<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>Not at night.</t:p>"
        "</t:note-body></t:note> in July.</t:p>"),
        "Not at night.", "hot Not",
    ),
    ("<t:p>It was <t:text-box><t:p>In a box.</t:p></t:text-box>hot.</t:p>", "It was hot.", "was In"),
    ("<t:list><t:list-item><t:p>one</t:p></t:list-item></t:list><t:p>two</t:p>", "one two", "onetwo"),
    ("<t:p>see <t:a>the <t:span>page</t:span></t:a>.</t:p>", "see the page.", "see page"),
]  # fmt: skip


@each(("body", "there", "absent"), CASES)
def test_a_text_is_read_as_it_is_shown(body: str, there: str, absent: str) -> None:
    found, problems = snapshots.snapshot_texts("a.odt", odt(body))
    assert problems == []
    assert any(locate(there, text) for text in found)
    assert not any(locate(absent, text) for text in found)
