"""Takes draft sections out of the files of a project, with what only they name, before anything else reads the files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from site_wide.hostile.corpus import PICTURE
from support.cases import each
from support.project import Content, briefing, edition, inputs

from bindery.edition import Edition, compile  # noqa: A004  its own name
from bindery.reading.draft_sections import CANNOT_CUT, NOTHING_LEFT, published_files
from bindery.reading.fault_codes import UNKNOWN_PART

OPEN = {"id": "open", "title": "Open", "content": [{"text": "Because.", "basis": "judgement"}]}
CANARY = re.compile(rb"zq[a-z]+xk")


def draft(*content: Any, **fields: Any) -> dict[str, Any]:
    return {"id": "zqidxk", "title": "zqtitlexk", "status": "draft", "content": list(content), **fields}


def project(*sections: Any, **parts: Any) -> dict[str, Content]:
    return {"a/briefing.yml": briefing(sections=[OPEN, *sections], **parts)}


def everything(made: Edition) -> bytes:
    named = "".join([*(page.path for page in made.pages), *made.files, *made.left_out.keys()])
    shown = "".join(page.markdown for page in made.pages) + repr(made.navigation) + repr(made.parts)
    return (named + shown).encode() + b"".join(made.files.values())


WHOLE: dict[str, Content] = {
    "a/briefing.yml": briefing(
        key_points=["hot"],
        claims=[
            {"id": "hot", "text": "It is hot.", "evidence": [{"source": "one"}]},
            {
                "id": "zqclaimxk",
                "text": "zqtextxk",
                "evidence": [{"source": "zqsourcexk", "quote": "zqquotexk"}],
                "review": [{"state": "checked", "by": "zqnamexk", "date": "2024-01-01"}],
            },
        ],
        entities=[{"id": "zqplacexk", "name": "zqentityxk", "kind": "place", "location": ["33.9", "70.1"]}],
        datasets=[
            {
                "id": "zqdataxk",
                "title": "zqnumbersxk",
                "unit": "people",
                "series": [{"name": "zqseriesxk", "points": [{"x": "2020", "y": "5", "source": "one"}]}],
            }
        ],
        sections=[
            {**OPEN, "review": [{"state": "approved", "by": "zqapproverxk", "date": "2024-01-01"}]},
            draft(
                "zqprosexk [@zqsourcexk] and [#zqclaimxk]",
                {"chart": "zqdataxk"},
                {"map": ["zqplacexk"]},
                {"image": {"file": "images/zqpicturexk.png", "alt": "zqaltxk"}},
                summary="zqsummaryxk",
            ),
        ],
    ),
    "a/sources.yml": {
        "sources": [
            {"id": "one", "kind": "news", "title": "One", "publisher": "The Post"},
            {"id": "zqsourcexk", "kind": "news", "title": "zqsourcetitlexk", "publisher": "The Star"},
        ]
    },
    "a/images/zqpicturexk.png": PICTURE,
    "a/snapshots/zqsourcexk.txt": b"zqquotexk",
}


@pytest.mark.slow
def test_nothing_of_a_draft_or_a_review_is_published() -> None:
    made = edition(WHOLE)
    assert [problem.message for problem in made.errors] == []
    assert len(made.pages) > 5
    shown = everything(made)
    for path in made.left_out:  # named in no published file, only said to be left out
        shown = shown.replace(path.encode(), b"", 1)
    assert CANARY.findall(shown) == []
    assert {path: why for path, why in made.left_out.items() if "zq" in path} == {
        "briefings/a/images/zqpicturexk.png": "draft",
        "briefings/a/snapshots/zqsourcexk.txt": "draft",
    }
    preview = edition(WHOLE, drafts=True)
    assert [problem.message for problem in preview.errors] == []
    pages = "".join(page.markdown for page in preview.pages) + repr(preview.files)
    assert {found.decode() for found in CANARY.findall(pages.encode())} >= {
        *("zqidxk", "zqtitlexk", "zqclaimxk", "zqtextxk", "zqprosexk", "zqdataxk", "zqentityxk"),
        *("zqnamexk", "zqapproverxk", "zqsummaryxk", "zqpicturexk"),
    }
    names = [name for name in preview.files if not name.startswith("a/claims/")]
    exported = b"".join(preview.files[name] for name in names)
    assert b"zqnamexk" not in exported
    assert b"zqapproverxk" not in exported


@each(
    "parts, stay",
    [
        ({}, []),
        ({"key_points": ["hot", "new"]}, ["new"]),
        ({"summary": "So [#new]."}, ["new"]),
        ({"summary": "So [](#claim-new)."}, ["new"]),
        ({"questions": [{"id": "q", "text": "Why [#new]?"}]}, ["new"]),
        ({"disputes": [{"id": "d", "title": "D", "claims": ["hot", "new"]}]}, ["new"]),
        ({"assessments": [{"id": "j", "text": "It is likely.", "based_on": ["new"]}]}, ["new"]),
        ({"tags": ["new"], "title": "new"}, []),
    ],
)
def test_a_claim_goes_only_if_nothing_published_names_it(parts: Mapping[str, Any], stay: list[str]) -> None:
    claims = [{"id": "hot", "text": "It is hot."}, {"id": "new", "text": "It is new."}]
    whole = {"key_points": ["hot"], "claims": claims, **parts}
    files = inputs(project(draft({"claim": "new"}), **whole)).files
    left = published_files(files).files["briefings/a/briefing.yml"]
    assert (b"It is new." in left) == bool(stay)
    assert b"zq" not in left


def test_a_claim_that_only_a_claim_of_a_draft_names_goes_too() -> None:
    claims = [
        {"id": "hot", "text": "It is hot."},
        {"id": "new", "text": "It is new.", "note": "See [#other]."},
        {"id": "other", "text": "zqotherxk", "note": "See [#new]."},
        {"id": "free", "text": "It is free."},
    ]
    files = inputs(project(draft({"claim": "new"}), key_points=["hot"], claims=claims)).files
    left = published_files(files).files["briefings/a/briefing.yml"]
    assert CANARY.findall(left) == []
    assert b"It is new." not in left
    assert b"It is free." in left


@each(
    "disputed, shown, left",
    [
        (["new", "other"], {"compare": {"dispute": "d"}}, [False, False, False]),
        (["new", "other"], {"compare": ["new", "other"]}, [False, False, False]),
        (
            ["new", "other"],
            {"claim": "new"},
            [True, True, True],
        ),  # the dispute is published for the other claim
        (["hot", "new"], {"compare": {"dispute": "d"}}, [True, True, True]),
        (["hot", "new"], {"claim": "other"}, [True, False, True]),
    ],
)
def test_a_dispute_goes_only_with_all_its_claims(disputed: list[str], shown: Any, left: list[bool]) -> None:
    claims = [
        {"id": "hot", "text": "It is hot."},
        {"id": "new", "text": "It is new."},
        {"id": "other", "text": "It is other."},
    ]
    disputes = [{"id": "d", "title": "Contested", "claims": disputed}]
    files = inputs(project(draft(shown), key_points=["hot"], claims=claims, disputes=disputes)).files
    written = published_files(files).files["briefings/a/briefing.yml"].decode()
    assert [words in written for words in ("It is new.", "It is other.", "Contested")] == left


def test_what_is_published_may_not_name_a_draft() -> None:
    for summary in ("See [](#zqidxk).", "See [it](a#zqidxk)."):
        made = edition(project(draft("Because."), summary=summary))
        assert [problem.code for problem in made.errors] == [UNKNOWN_PART]


def test_a_draft_may_have_faults_but_no_other_status() -> None:
    half: dict[str, Any] = {"id": "half", "status": "draft"}
    assert not edition(project(half)).errors
    assert edition(project(half), drafts=True).errors
    assert [p.code for p in edition(project({**OPEN, "id": "b", "status": "Draft"})).errors] == ["B107"]
    assert not edition(project({**OPEN, "id": "b", "status": "published"})).errors


@each(
    "written",
    ["draft", '"draft"', "'draft'", '"dr\\u0061ft"', "draft # soon", "draft @todo", "|-\n      draft"],
)
def test_a_draft_is_known_however_it_is_written(written: str) -> None:
    start = "title: A\nsummary: A.\ndate: 2024\nkey_points: [{id: hot, text: It is hot.}]\nsections:\n"
    one = "  - id: b\n    title: B\n    content: [{text: B., basis: judgement}]\n"
    text = (
        f"{start}{one}  - id: zqidxk\n    status: {written}\n    title: zqtitlexk\n    content: [zqtextxk]\n"
    )
    found = published_files({"briefings/a/briefing.yml": text.encode()})
    assert CANARY.findall(found.files["briefings/a/briefing.yml"]) == []


def test_a_briefing_of_drafts_alone_is_refused() -> None:
    made = compile(inputs({"a/briefing.yml": briefing(sections=[draft("A.")])}))
    assert [problem.code for problem in made.errors] == [NOTHING_LEFT]
    assert CANARY.findall(everything(made)) == []


def test_a_file_that_cannot_be_cut_is_refused() -> None:
    text = b"title: A\nsections:\n  - ? id\n    : b\n  - ? status\n    : draft\n    ? id\n    : zqidxk\n"
    found = published_files({"briefings/a/briefing.yml": text})
    left = found.files.get("briefings/a/briefing.yml", b"")
    assert [problem.code for problem in found.problems] in ([], [CANNOT_CUT])
    assert CANARY.findall(left) == []


def test_drafts_in_kept_editions_go_too() -> None:
    text = b"title: A\nsections: [{id: b, title: B}, {id: zqidxk, status: draft}]\n"
    assert (
        CANARY.findall(
            published_files({"briefings/a/editions/1.yml": text}).files["briefings/a/editions/1.yml"]
        )
        == []
    )


def test_a_draft_briefing_is_left_whole() -> None:
    files = inputs({"a/briefing.yml": briefing(status="draft", sections=[draft("A.")])}).files
    assert published_files(files).files == files


@each("cites", [
    {"claims": [{"id": "wet", "text": "Wet.", "evidence": [{"source": "later"}]}]},
    {"sections": [{"id": "s", "title": "S", "content": ["It rains [@later]."]}]},
])  # fmt: skip
def test_a_source_that_only_a_draft_cites_is_not_called_uncited(cites: dict[str, Any]) -> None:
    listed = {"sources": [{"id": name, "kind": "news", "title": name} for name in ("later", "never")]}
    files = {
        "sources.yml": listed,
        "a/briefing.yml": briefing(),
        "b/briefing.yml": briefing(title="B", status="draft", **cites),
    }
    made = edition(files)
    assert [(p.code, p.message) for p in made.problems if p.code == "B207"] == [
        ("B207", "nothing cites the source `never`")
    ]
