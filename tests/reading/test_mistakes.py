"""Mistakes that authors make: each is reported once, at its place, with what to write; what is right is not reported."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import BARE, TODAY

from bindery.edition import check_inputs
from bindery.reading.inputs import Inputs
from bindery.text.problems import Problem

TABLE = tomllib.loads((Path(__file__).parent / "mistakes.toml").read_text("utf-8"))
BRIEFING, SOURCES = TABLE["files"]["briefing"], TABLE["files"]["sources"]
FOLDER = "briefings/heat"


def problems(**files: str | bytes) -> tuple[Problem, ...]:
    """The problems of the project of the table, with these files instead; a double underscore stands for a point."""
    texts = {"briefing.yml": BRIEFING, "sources.yml": SOURCES}
    texts |= {name.replace("__", "."): text for name, text in files.items()}
    data = {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}
    read = {f"{FOLDER}/{name}": content for name, content in data.items() if content}
    return check_inputs(Inputs(files=read, templates=BARE, today=TODAY)).problems


def with_mistake(case: dict[str, Any]) -> tuple[Problem, ...]:
    """The problems after one edit."""
    name = case.get("file", "briefing")
    text = TABLE["files"][name]
    assert case["old"] in text
    return problems(**{f"{name}__yml": text.replace(case["old"], case["new"], 1)})


def test_the_project_without_a_mistake_has_no_problems() -> None:
    assert problems() == ()


@each("case", TABLE["mistake"], ids=lambda case: case["name"])
def test_a_mistake_is_reported_at_its_place_with_its_remedy(case: dict[str, Any]) -> None:
    found = with_mistake(case)
    assert [f"{p.code} {p.span.line}:{p.span.column}" for p in found if p.span] == case["found"]
    assert case["says"] in "\n".join(problem.help for problem in found)


@each("case", TABLE["honest"], ids=lambda case: case["name"])
def test_what_is_right_is_not_reported(case: dict[str, Any]) -> None:
    assert with_mistake(case) == ()


def test_no_words_of_the_parser_reach_an_author() -> None:
    words = "\n".join(
        f"{problem.message} {problem.help}" for case in TABLE["mistake"] for problem in with_mistake(case)
    )
    for parsers in (
        "expected",
        "token",
        "mapping values",
        "scanning",
        "stream",
        "hexdecimal",
        "Input should",
    ):
        assert parsers not in words.replace("is expected", "")


@each(
    ("data", "code", "says"),
    [
        (b"PK\x03\x04\x14\x00word/document.xml", "B025", "Word"),
        (b"%PDF-1.7\n1 0 obj", "B025", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "B025", "picture"),
        (rb"{\rtf1 Heat}", "B025", "RTF"),
        (b"<!DOCTYPE html><title>Heat</title>", "B025", "web page"),
        (bytes(range(32)) * 40, "B025", "binary"),
        (BRIEFING.encode("utf-16"), "B001", "UTF-16"),
        (BRIEFING.encode("utf-16-le"), "B001", "UTF-16"),
        ("title: Zürich\n".encode("cp1252"), "B001", "line 1"),
        (BRIEFING.replace("\n", "\r").encode(), "B026", "CR"),
    ],
)
def test_a_file_that_is_no_text_has_one_message(data: bytes, code: str, says: str) -> None:
    (found,) = problems(briefing__yml=data)
    assert found.code == code
    assert says in found.message


@pytest.mark.parametrize("encoded", [BRIEFING.replace("\n", "\r\n").encode(), BRIEFING.encode("utf-8-sig")])
def test_windows_line_ends_and_a_byte_order_mark_are_read(encoded: bytes) -> None:
    assert problems(briefing__yml=encoded) == ()


@each(
    ("file", "name", "code", "says"),
    [
        ("sources", "sources.yml.txt", "B031", "rename it to sources.yml"),
        ("sources", "sources.yaml", "B031", "rename it to sources.yml"),
        ("sources", "Sources.yml", "B031", "rename it to sources.yml"),
        ("sources", "source.yml", "B031", "rename it to sources.yml"),
        ("sources", "sources (1).yml", "B031", "rename it to sources.yml"),
        ("sources", "images/sources.yml", "B031", f"move it to {FOLDER}/sources.yml"),
        ("briefing", "briefing.yaml", "B031", "rename it to briefing.yml"),
        ("briefing", "briefing.yml.txt", "B031", "rename it to briefing.yml"),
        ("briefing", "briefing - Copy.yml", "B031", "rename it to briefing.yml"),
        ("briefing", "draft/briefing.yml", "B031", f"move it to {FOLDER}/briefing.yml"),
        ("", "sources.yml.bak", "B011", "the folder of a briefing may contain"),
        ("", "gibb.txt", "B011", f"move it to {FOLDER}/snapshots/gibb.txt"),
        ("", "heat.PNG", "B011", f"move it to {FOLDER}/images/heat.PNG"),
        ("", "photos/heat.png", "B011", f"move it to {FOLDER}/images/heat.png"),
        ("", "editions/v1.yml", "B011", f"move it to {FOLDER}/editions/1.yml"),
    ],
)
def test_a_file_of_another_name_or_place_is_told_where_it_belongs(
    file: str, name: str, code: str, says: str
) -> None:
    text = TABLE["files"].get(file, "x")
    without = {f"{file}__yml": ""} if file else {}
    (found,) = problems(**without, **{name: text})
    assert (found.code, found.path) == (code, f"{FOLDER}/{name}")
    assert says in found.help


LINES = BRIEFING.splitlines(keepends=True)


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["\u00a0", "\t", " ", ":", '"', "'", "[", "{", "#", "- ", "|"]),
    st.data(),
)
def test_one_wrong_character_anywhere_gets_words_of_ours(line: int, char: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(LINES[line]) - 1))
    wrong = LINES[line][:at] + char + LINES[line][at:]
    found = problems(briefing__yml="".join([*LINES[:line], wrong, *LINES[line + 1 :]]))
    for problem in found:
        assert "expected" not in problem.message.replace("is expected", "")
        assert problem.help
