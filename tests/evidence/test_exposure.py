"""A briefing that is not for the public and is built for a public address."""

from __future__ import annotations

import pytest
from support.project import briefing, project

from bindery.evidence.exposure import check_exposure, exposure_line

ADDRESS = "https://example.org/"


@pytest.mark.parametrize(
    ("label", "address", "found"),
    [
        ("TLP:RED", ADDRESS, 1),
        ("TLP:AMBER+STRICT", ADDRESS, 1),
        ("TLP:AMBER", ADDRESS, 1),
        ("TLP:GREEN", ADDRESS, 1),
        ("TLP:CLEAR", ADDRESS, 0),
        (None, ADDRESS, 0),
        ("TLP:RED", "", 0),
    ],
)
def test_a_briefing_above_clear_is_reported_for_a_public_address(
    label: str | None, address: str, found: int
) -> None:
    made = project({"a/briefing.yml": briefing(**({"handling": label} if label else {}))})
    problems = list(check_exposure(made, address))
    assert len(problems) == found
    assert all(problem.span and problem.span.content == label for problem in problems)


def test_a_build_names_the_briefings() -> None:
    one = exposure_line(["briefings/a/briefing.yml"], ADDRESS)
    assert one.startswith(
        f"warning: the site is for {ADDRESS}, and has a briefing that is not TLP:CLEAR (a);"
    )
    many = exposure_line([f"briefings/b{n}/briefing.yml" for n in range(9)], ADDRESS)
    assert "9 briefings that are not TLP:CLEAR (b0, b1, b2, b3, b4, …)" in many
    assert exposure_line([], ADDRESS) == ""
