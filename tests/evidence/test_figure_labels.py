"""Figures as authors rephrase them: what changes them is found, what does not is left alone. Two text files have the cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.project import briefing, graph

from bindery.evidence import event_dates, figure_labels, figures
from bindery.evidence.alignment import reading_of
from bindery.text.numerals import find_figures

_FILES = [Path(__file__).with_name(f"{name}.txt") for name in ("rephrased_figures", "figures_in_other_forms")]


def cases() -> dict[str, list[tuple[str, str]]]:
    """What a source says and what an author states, by the heading of each part of the file: `bent claim en`."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, str]] = []
    for line in (line for file in _FILES for line in file.read_text("utf-8").splitlines()):
        if line.startswith("["):
            rows = found.setdefault(line.strip("[]"), [])
        elif " || " in line:
            said, stated = line.split(" || ")
            rows.append((said, stated))
    return found


def problems(where: str, language: str, said: str, stated: str) -> list[str]:
    """The messages for a briefing that quotes the first and states the second as a claim, a paragraph or an event."""
    evidence = [{"source": "s", "quote": said}]
    parts: dict[str, Any] = {"language": language}
    if where == "claim":
        parts["key_points"] = [{"id": "c", "text": stated, "evidence": evidence}]
    elif where == "event":
        date, _, title = stated.partition(" ")
        parts["events"] = [{"id": "e", "date": date, "title": title, "evidence": evidence}]
    else:
        parts["sections"] = [{"id": "why", "title": "Why", "content": [f"{stated} [@s]"]}]
    source = {"id": "s", "kind": "report", "title": "Text", "published": "2024-06-03", "language": language}
    listed = {"sources": [{**source, "passages": [{"id": "p", "quote": said}]}]}
    found = graph({"trial/briefing.yml": briefing(**parts), "trial/sources.yml": listed})
    return [p.message for p in (*figures.check_figures(found), *event_dates.check_event_dates(found))]


@pytest.mark.slow
@pytest.mark.parametrize("part", cases())
def test_a_figure_that_was_changed_is_reported_and_one_that_was_rephrased_is_not(part: str) -> None:
    kind, where, language = part.split()
    rows = cases()[part]
    wrong = [
        f"{said} || {stated} {found}"
        for said, stated in rows
        if bool(found := problems(where, language, said, stated)) == (kind == "honest")
    ]
    assert rows
    assert not wrong, "\n".join(wrong)


INJURED = {
    "en": "17 people were wounded",
    "de": "wurden 17 Menschen verletzt",
    "fr": "17 personnes ont été blessées",
    "es": "17 personas resultaron heridas",
    "ru": "17 человек были ранены",
    "ur": "17 افراد زخمی ہوئے",
    "ar": "أصيب 17 شخصا",
    "tr": "17 kişi yaralandı",
    "it": "17 persone sono state ferite",
    "nl": "17 mensen raakten gewond",
    "pl": "17 osób zostało rannych",
}


@pytest.mark.parametrize("language", INJURED)
def test_what_became_of_people_is_compared_between_languages(language: str) -> None:
    quote = INJURED[language]
    read = reading_of(language, quote, find_figures(quote, language))
    figure = read.figures[0]
    assert figure_labels.other_fate("17 people were hurt.", read, figure) == ""
    assert figure_labels.other_fate("17 people were killed.", read, figure) == quote
    assert figure_labels.other_fate("Es gab 17 Tote.", read, figure) == quote
