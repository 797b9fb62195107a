"""A locator is accepted where the words stand, refused where they certainly do not, and else left alone."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.project import BARE, Content, briefing, edition, sources
from support.snapshot_files import pdf

from bindery.evidence import snapshots
from bindery.evidence.fingerprints import write_fingerprint
from bindery.evidence.places import page_numbers
from bindery.text.problems import Problem

PAGES = [
    "The first page says that the bridge was closed in March.",
    "The second page says that the ferry ran twice a day. It begins",
    "here and the third page says that the harbour was dry.",
    "The fourth page says that the ferry ran twice a day.",
]
HTML = """<h1>Report</h1><p>It opens so.</p><h2>3 Findings</h2><p>Many were hurt.</p><h3>3.1 Deaths</h3><p>Nobody died.</p>
<h3>3.2 Damage</h3><p>Two houses burned.</p><h2>4 Our Goals</h2><p>We help all.</p>"""
PLAIN = """Contents
3 Findings
3.1 Deaths
3.2 Damage
4 Our goals

It opens so.

1 Scope

We looked at all of it:

1. the north, which is dry;

2. the south.

2 Method

We asked.

3 Findings
Many were hurt.

3.1 Deaths

Nobody died.

3.2 Damage

Two houses burned.

4 Our Goals

We help all.
"""
LAW = """Article 1 – Scope
This law is for all.
As said in
Article 3 of the old law, none is free.

Article 2
Nobody pays.

CHAPTER II
Fees

Article 10. Fees
All pay.
"""
URDU = "دفعہ ۴\nپل بند ہے\n\nدفعہ ۵۔ دوسری بات\nپل کھلا ہے\n"
CHINESE = "第三条\n桥已关闭\n第四条\n渡轮每天两班\n"
TALK = """[00:00:05] Anna: It is hot.
[00:00:12] Ben: Nobody was hurt.
[00:01:00] Anna: Two houses burned.
[00:12:30] Ben: So we left.
"""
ACT = """Harbour Act of Kett

§ 1 The harbour belongs to the town.
§ 2 The master keeps the register. § 3 does not bind him.
§ 2a Nobody else keeps one.
§ 3 Whoever fouls the water pays.
"""
JUDGMENT = """COURT OF KETT

THE FACTS

1. The applicant was born in a boat.

2. He lives on the quay.

THE LAW

3. The court finds that he may stay.
"""
STATUTE = "المادة ١: الميناء للمدينة.\nالمادة ٢: يحفظ الربان السجل.\n"
GUIDE = """<h1>Guide to the Lock</h1><h2>1. Before You Enter</h2><p>Wait for the lamp.</p><h2>2) In the lock: ropes and men</h2>
<p>Fasten two ropes.</p><h2>Article 3 – FEES</h2><p>Boats pay.</p>"""
VTT = "WEBVTT\n\n" + "".join(
    f"00:{at}.000 --> 00:{at}.900\n{words}\n\n"
    for at, words in [("00:05", "It is hot."), ("00:12", "Nobody was hurt."), ("01:00", "Two houses burned.")]
)
SRT = "1\n00:00:05,000 --> 00:00:08,000\n<i>It is hot.</i>\n\n2\n00:00:12,500 --> 00:00:14,000\nNobody was hurt.\n"


def told(name: str, data: bytes | str, locator: str, quote: str, *, printed: bool = False) -> list[Problem]:
    """The problems with a locator, from the snapshot or from its fingerprint alone."""
    kept = data.encode() if isinstance(data, str) else data
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(
            key_points=[
                {"id": "c", "text": "C.", "evidence": [{"source": "a", "locator": locator, "quote": quote}]}
            ]
        ),
        "b/sources.yml": sources("a"),
    }
    files["b/snapshots/a.fingerprint" if printed else f"b/snapshots/{name}"] = (
        _print(name, kept) if printed else kept
    )
    return [
        problem for problem in edition(files, templates=BARE).problems if problem.code in ("B345", "B301")
    ]


@cache
def _print(name: str, data: bytes) -> bytes:
    texts, problems = snapshots.snapshot_texts(name, data)
    assert problems == []
    record = {"source": "a", "snapshot": name, "sha256": sha256(data).hexdigest(), "bytes": len(data)}
    return write_fingerprint(
        {**record, "date": "2024-08-02", "tool": "bindery"}, tuple(text.reading for text in texts)
    )


DRAWN = pdf(*PAGES)
LABELLED = pdf(*PAGES, labels={0: "/S /r", 2: "/S /D /P (A-)"})
NUMBERED = pdf(*(f"{page}\n{number}" for number, page in enumerate(PAGES, 215)))
RIGHT = [
    ("a.pdf", DRAWN, "p. 1", "the bridge was closed"),
    ("a.pdf", DRAWN, "S. 1", "the bridge was closed"),
    ("a.pdf", DRAWN, "p. 2", "the ferry ran twice"),
    ("a.pdf", DRAWN, "p. 4", "the ferry ran twice"),
    ("a.pdf", DRAWN, "pp. 3–4", "the ferry ran twice"),
    ("a.pdf", DRAWN, "p. 2, para 2", "It begins here and"),
    ("a.pdf", DRAWN, "صفحہ ۳", "It begins here and"),
    ("a.pdf", DRAWN, "pp. 2–3", "It begins here and"),
    ("a.pdf", DRAWN, "p. 1 ff.", "the harbour was dry"),
    ("a.pdf", DRAWN, "p. 217 (PDF p. 3)", "the harbour was dry"),
    ("a.pdf", DRAWN, "p. iv", "the harbour was dry"),
    ("a.pdf", DRAWN, "table 2", "the harbour was dry"),
    ("a.pdf", DRAWN, "vol. 2, p. 300", "the harbour was dry"),
    ("a.pdf", DRAWN, "p. 1", "the bridge […] the harbour"),
    ("a.pdf", DRAWN, "p. 3", "the bridge […] the harbour"),
    ("a.pdf", LABELLED, "p. i", "the bridge was closed"),
    ("a.pdf", LABELLED, "p. ii", "the ferry ran twice"),
    ("a.pdf", LABELLED, "p. A-2", "the ferry ran twice"),
    ("a.pdf", LABELLED, "p. A–2", "the ferry ran twice"),
    ("a.pdf", LABELLED, "p. A2", "the ferry ran twice"),
    ("a.pdf", LABELLED, "p. 4", "the ferry ran twice"),
    ("a.pdf", LABELLED, "p. A-1", "the harbour was dry"),
    ("a.pdf", LABELLED, "pp. ii–iv", "the ferry ran twice"),
    ("a.pdf", NUMBERED, "p. 217", "the harbour was dry"),
    ("a.pdf", NUMBERED, "p. 3", "the harbour was dry"),
    ("a.pdf", NUMBERED, "pp. 216-7", "the harbour was dry"),
    *[
        (name, text, locator, quote)
        for name, text in [("a.html", HTML), ("a.txt", PLAIN)]
        for locator, quote in [
            ("section 3.1", "Nobody died"),
            ("§ 3.2", "Two houses burned"),
            ("section 3", "Two houses burned"),
            ("section 3", "Many were hurt"),
            ("sections 3.1–3.2", "Two houses burned"),
            ("section 4", "We help all"),
            ("section 9", "We help all"),
            ("introduction", "It opens so"),
            ("summary", "It opens so"),
            ("p. 7", "We help all"),
            ("12:30", "We help all"),
            ("Chapter 3", "We help all"),
        ]
    ],
    ("a.html", HTML, "3.2 Damage", "Two houses burned"),
    ("a.html", HTML, "Damage", "Two houses burned"),
    ("a.html", HTML, "Report", "We help all"),
    ("a.html", HTML, "4 Our Goals, first line", "We help all"),
    ("a.txt", PLAIN, "section 1", "the north, which is dry"),
    ("a.txt", PLAIN, "section 2", "We asked"),
    ("a.txt", LAW, "Article 1", "This law is for all"),
    ("a.txt", LAW, "Art. 1", "none is free"),
    ("a.txt", LAW, "Art. 10", "All pay"),
    ("a.txt", LAW, "Chapter 2", "All pay"),
    ("a.txt", LAW, "Article 3", "All pay"),
    ("a.txt", TALK, "00:00:12", "Nobody was hurt"),
    ("a.txt", TALK, "0:20", "Nobody was hurt"),
    ("a.txt", TALK, "0:11", "Nobody was hurt"),
    ("a.txt", TALK, "0:05–1:00", "Nobody was hurt"),
    ("a.txt", TALK, "0:05 ff.", "So we left"),
    ("a.txt", TALK, "12m30s", "So we left"),
    ("a.txt", TALK, "ca. 0:05", "So we left"),
    ("a.txt", TALK, "0:12", "hot. Ben: Nobody"),
    ("a.vtt", VTT, "00:00:12", "Nobody was hurt"),
    ("a.vtt", VTT, "0:05", "is hot. Nobody"),
    ("a.srt", SRT, "0:12", "Nobody was hurt"),
    ("a.txt", TALK, "at 12 minutes", "So we left"),
    ("a.txt", TALK, "Minute 13", "So we left"),
    ("a.txt", TALK, "13:30", "So we left"),
    ("a.txt", TALK, "1 min", "Two houses burned"),
    ("a.txt", TALK, "ab Minute 1", "So we left"),
    ("a.txt", TALK, "about 40 minutes", "So we left"),
    ("a.txt", TALK, "audio, 40 min", "So we left"),
    ("a.txt", ACT, "§ 2", "master keeps the register"),
    ("a.txt", ACT, "§ 2", "does not bind him"),
    ("a.txt", ACT, "§ 2a", "Nobody else keeps one"),
    ("a.txt", ACT, "§ 3, para 1", "Whoever fouls the water pays"),
    ("a.txt", ACT, "§§ 1–3", "Nobody else keeps one"),
    ("a.txt", ACT, "§§ 1, 3", "Whoever fouls the water pays"),
    ("a.txt", ACT, "§ 1, § 3", "Whoever fouls the water pays"),
    ("a.txt", ACT, "§§ 1, 99", "The master keeps the register"),
    ("a.txt", ACT, "para 2", "Whoever fouls the water pays"),
    ("a.txt", ACT, "§ 9", "Whoever fouls the water pays"),
    ("a.txt", JUDGMENT, "para 2", "He lives on the quay"),
    ("a.txt", JUDGMENT, "§ 2", "He lives on the quay"),
    ("a.txt", JUDGMENT, "¶¶ 2–3", "The court finds"),
    ("a.txt", JUDGMENT, "section 2", "The court finds"),
    ("a.txt", JUDGMENT, "p. 1, para 2", "The court finds"),
    ("a.txt", STATUTE, "المادة 2", "يحفظ الربان"),
    ("a.html", GUIDE, "before you enter", "Wait for the lamp"),
    ("a.html", GUIDE, "ropes and men", "Boats pay"),
    ("a.html", GUIDE, "in the lock: ropes", "Fasten two ropes"),
    ("a.html", GUIDE, "Fees", "Boats pay"),
    ("a.html", GUIDE, "enter", "Boats pay"),
    ("a.txt", URDU, "دفعہ ۴", "پل بند ہے"),
    ("a.txt", URDU, "section 5", "پل کھلا ہے"),
    ("a.txt", CHINESE, "第3条", "桥已关闭"),
]
WRONG = [
    ("a.pdf", DRAWN, "p. 1", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "p. 9", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "S. 4", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "ص ۴", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "第4页", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "p. 1, para 3", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "p. 1", "the ferry ran twice", "on pages 2 and 4"),
    ("a.pdf", DRAWN, "p. 4", "It begins here and", "on pages 2–3"),
    ("a.pdf", DRAWN, "pp. 1–2", "the harbour was dry", "on page 3"),
    ("a.pdf", DRAWN, "p. 4 ff.", "the harbour was dry", "on page 3"),
    ("a.pdf", LABELLED, "p. i", "the harbour was dry", "on page A-1 (page 3 of the file)"),
    ("a.pdf", LABELLED, "p. A-2", "the harbour was dry", "on page A-1 (page 3 of the file)"),
    ("a.pdf", LABELLED, "p. iv", "the harbour was dry", "on page A-1 (page 3 of the file)"),
    ("a.pdf", LABELLED, "p. A-9", "the harbour was dry", "on page A-1 (page 3 of the file)"),
    ("a.pdf", NUMBERED, "p. 216", "the harbour was dry", "on page 217 (page 3 of the file)"),
    ("a.html", HTML, "section 3.1", "Two houses burned", "below the heading “3.2 Damage”"),
    ("a.html", HTML, "section 4", "Two houses burned", "below the heading “3.2 Damage”"),
    ("a.html", HTML, "section 3", "We help all", "below the heading “4 Our Goals”"),
    ("a.html", HTML, "4 Our Goals", "Two houses burned", "below the heading “3.2 Damage”"),
    ("a.html", HTML, "“3.1 Deaths”", "Two houses burned", "below the heading “3.2 Damage”"),
    ("a.txt", PLAIN, "section 3.1", "Two houses burned", "below the heading “3.2 Damage”"),
    ("a.txt", PLAIN, "§ 3.2", "Nobody died", "below the heading “3.1 Deaths”"),
    ("a.txt", PLAIN, "section 4", "Nobody died", "below the heading “3.1 Deaths”"),
    ("a.txt", LAW, "Article 2", "This law is for all", "below the heading “Article 1 – Scope”"),
    ("a.txt", LAW, "Art. 1", "All pay", "below the heading “Article 10. Fees”"),
    ("a.txt", TALK, "00:00:12", "Two houses burned", "said at 00:01:00"),
    ("a.txt", TALK, "0:05", "Nobody was hurt", "said at 00:00:12"),
    ("a.txt", TALK, "0:05–0:20", "Two houses burned", "said at 00:01:00"),
    ("a.txt", TALK, "at 40 minutes", "So we left", "said at 00:12:30"),
    ("a.txt", TALK, "40. Minute", "So we left", "said at 00:12:30"),
    ("a.txt", TALK, "دقیقہ ۴۰", "So we left", "said at 00:12:30"),
    ("a.txt", TALK, "第40分钟", "So we left", "said at 00:12:30"),
    ("a.txt", TALK, "00:40:00", "So we left", "said at 00:12:30"),
    ("a.txt", TALK, "minute 5", "So we left", "said at 00:12:30"),
    ("a.txt", TALK, "ab Minute 20", "So we left", "said at 00:12:30"),
    ("a.txt", ACT, "§ 2", "Whoever fouls the water pays", "below the heading “§ 3”"),
    ("a.txt", ACT, "§§ 1, 3", "The master keeps the register", "below the heading “§ 2”"),
    ("a.txt", ACT, "section 1", "master keeps the register", "below the heading “§ 2”"),
    ("a.txt", JUDGMENT, "para 2", "The court finds", "below the heading “3.”"),
    ("a.txt", JUDGMENT, "§ 3", "He lives on the quay", "below the heading “2.”"),
    ("a.txt", JUDGMENT, "Rn. 1", "He lives on the quay", "below the heading “2.”"),
    ("a.txt", STATUTE, "المادة 1", "يحفظ الربان", "below the heading “المادة ٢”"),
    ("a.html", GUIDE, "fees", "Wait for the lamp", "below the heading “1. Before You Enter”"),
    ("a.html", GUIDE, "Fees", "Fasten two ropes", "below the heading “2) In the lock: ropes and men”"),
    ("a.html", GUIDE, "BEFORE YOU ENTER", "Boats pay", "below the heading “Article 3 – FEES”"),
    ("a.html", GUIDE, "in the lock", "Boats pay", "below the heading “Article 3 – FEES”"),
    ("a.vtt", VTT, "0:12", "Two houses burned", "said at 00:01:00"),
    ("a.srt", SRT, "0:05", "Nobody was hurt", "said at 00:00:12"),
    ("a.txt", URDU, "دفعہ نمبر 4", "پل کھلا ہے", "below the heading “دفعہ ۵۔ دوسری بات”"),
    ("a.txt", CHINESE, "第4条", "桥已关闭", "below the heading “第三条”"),
]
FORMS = pytest.mark.parametrize("printed", [False, True], ids=["snapshot", "fingerprint"])


@FORMS
@pytest.mark.parametrize("case", RIGHT, ids=[f"{case[2]}: {case[3]}" for case in RIGHT])
def test_a_locator_that_is_right_or_not_certain_is_left_alone(
    case: tuple[str, bytes | str, str, str], *, printed: bool
) -> None:
    assert told(*case, printed=printed) == []


@FORMS
@pytest.mark.parametrize("case", WRONG, ids=[f"{case[2]}: {case[3]}" for case in WRONG])
def test_a_wrong_locator_is_an_error_that_says_where_the_words_are(
    case: tuple[str, bytes | str, str, str, str], *, printed: bool
) -> None:
    [problem] = told(*case[:4], printed=printed)
    assert problem.code == "B345"
    assert problem.span
    assert problem.span.content == case[2]
    if not (printed and "heading" in case[4]):  # a fingerprint has no words to show
        assert problem.message.endswith(case[4])


def test_passages_and_prose_are_checked_too() -> None:
    listed = sources("a")
    listed["sources"][0]["passages"] = [{"id": "p", "locator": "p. 1", "quote": "the harbour was dry"}]
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(
            summary='So [@a, p. 3, "the harbour was dry"; @a, "the harbour was dry"; @a, p. 2, "the harbour was dry"].'
        ),
        "b/sources.yml": listed,
        "b/snapshots/a.pdf": DRAWN,
    }
    found = [problem for problem in edition(files, templates=BARE).problems if problem.code == "B345"]
    assert [(problem.file, problem.span.content) for problem in found if problem.span] == [
        ("briefings/b/briefing.yml", "p. 2"),
        ("briefings/b/sources.yml", "p. 1"),
    ]


STYLES = {"/S /D": str, "/S /r": None, "/S /R": None, "/S /A": None, "/S /a": None}
PREFIXES = st.text("AB1-. ", max_size=4).map(str.strip)
LABELS = st.dictionaries(
    st.integers(0, 5), st.tuples(st.sampled_from(sorted(STYLES)), PREFIXES, st.integers(1, 40)), max_size=3
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(LABELS)
def test_every_label_of_a_pdf_names_its_page(starts: dict[int, tuple[str, str, int]]) -> None:
    words = ["one", "two", "three", "four", "five", "six"]
    labels = {at: f"{style} /P ({prefix}) /St {start}" for at, (style, prefix, start) in starts.items()}
    data = pdf(*(f"This is page {word} of six." for word in words), labels={0: "/S /D", **labels})
    texts, _ = snapshots.snapshot_texts("a.pdf", data)
    found = texts[0].marks.labels or tuple("123456")
    for number, label in enumerate(found, 1):
        named = page_numbers(label, texts[0].marks.labels, 6)
        if label:
            assert named is not None
            assert any(first <= number <= last for first, last in named)
            others = {page for first, last in named for page in range(first, last + 1)}
            for other in range(1, 7):
                if other not in others:
                    assert found[other - 1] != label
