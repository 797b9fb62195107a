"""Hostile texts in a built site: its pages keep their elements, and a browser runs nothing and loads nothing from elsewhere.

The long run, with many more of them, is `python tests/site_wide/hostile/torture.py --only sites`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from site_wide.hostile import built
from site_wide.hostile.browsing import read_all
from site_wide.hostile.payloads import HTML, SHOWN
from site_wide.hostile.trial import Row

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BRIEFINGS = 2


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> built.HostileProject:
    texts = built.rotated(SHOWN, BRIEFINGS, markdown=False, lead="")
    project = built.write(tmp_path_factory.mktemp("hostile"), texts)
    assert built.build(project) == ""
    return project


def test_the_pages_are_those_of_plain_words(
    hostile: built.HostileProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = built.write(tmp_path_factory.mktemp("plain"), built.plain(hostile))
    assert built.build(plain) == ""
    assert list(built.site_findings(hostile, plain, markdown=False)) == []
    assert list(built.dist_findings(hostile, plain, markdown=False)) == []


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False])
def test_nothing_of_them_runs_in_a_browser(
    hostile: built.HostileProject, browser: Browser, *, policy: bool
) -> None:
    row = Row("browser")
    assert read_all(browser, hostile, HTML[:3], row, policy=policy) == []
    assert row.clean == row.tries > 40


def test_no_cell_of_a_table_is_a_formula() -> None:
    assert built.formulas("=1+1,-5,+1,word,-x\n@a,2\n") == ["=1+1", "+1", "-x", "@a"]
