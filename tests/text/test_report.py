"""How problems are printed: errors first, and of many alike the first ten."""

from __future__ import annotations

import json

import pytest

from bindery.text.problems import Problem, Severity
from bindery.text.report import MOST_ALIKE, render
from bindery.text.span import Text


def many(number: int, code: str = "B310", severity: Severity = "warning") -> list[Problem]:
    """So many problems of one kind, one on each line of a file."""
    text = Text("briefings/heat/briefing.yml", "title: Heat\n" * number)
    return [
        Problem(code, f"{n} is wrong", text.span(12 * n, 12 * n + 5), severity=severity)
        for n in range(number)
    ]


@pytest.mark.parametrize("number", [1, MOST_ALIKE])
def test_ten_of_a_kind_are_all_printed(number: int) -> None:
    assert "more of" not in render(many(number), "text")
    assert render(many(number), "text").count("warning[B310]") == number


def test_more_are_summed_up_and_counted() -> None:
    said = render(many(240), "text")
    assert said.count("warning[B310]") == MOST_ALIKE
    assert said.endswith("and 230 more of B310; `bindery check --all` shows them\n\n240 warnings")


def test_each_kind_is_summed_up_by_itself() -> None:
    said = render([*many(12), *many(11, "B320"), *many(3, "B340", "error")], "text")
    assert "and 2 more of B310;" in said
    assert "and 1 more of B320;" in said
    assert "more of B340" not in said
    assert said.endswith("3 errors, 23 warnings")


def test_all_of_them_are_printed_where_that_is_asked_for() -> None:
    said = render(many(240), "text", every=True)
    assert said.count("warning[B310]") == 240
    assert "more of" not in said


def test_programs_get_all_of_them() -> None:
    assert len(json.loads(render(many(240), "json"))) == 240
    assert len(render(many(240), "github").splitlines()) == 240
    assert len(json.loads(render(many(240), "sarif"))["runs"][0]["results"]) == 240


def test_errors_come_before_warnings_and_hints() -> None:
    said = render([*many(2, "B207", "hint"), *many(2, "B310"), *many(2, "B201", "error")], "text")
    assert [line.partition("[")[0] for line in said.splitlines() if "]: " in line] == [
        *("error", "error", "warning", "warning", "hint", "hint")
    ]


@pytest.mark.slow
def test_a_site_of_a_thousand_briefings_prints_some_hundred_lines() -> None:
    codes = ("B310", "B320", "B345", "B357")
    found = [problem for code in codes for problem in many(10_000, code)]
    assert len(render(found, "text").splitlines()) < 400
