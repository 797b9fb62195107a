"""A briefing that is marked for fewer readers than the site is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.cases import each
from support.project import MKDOCS, Site, briefing, project

from bindery.evidence.exposure import check_exposure, refuse_exposed
from bindery.model.vocabulary import HANDLING
from bindery.reading.inputs import Imprint
from bindery.site import mkdocs_build
from bindery.site.plugin import BriefingsError

ADDRESS = "https://example.org/"
LABELS = tuple(HANDLING)  # the strictest first


@each("label, audience", [(label, audience) for label in (*LABELS, None) for audience in LABELS])
def test_a_briefing_for_fewer_readers_than_the_site_is_reported(label: str | None, audience: str) -> None:
    made = project({"a/briefing.yml": briefing(**({"handling": label} if label else {}))})
    problems = list(check_exposure(made, Imprint("Heat", address=ADDRESS, audience=audience)))
    stricter = label is not None and LABELS.index(label) < LABELS.index(audience)
    assert len(problems) == stricter
    assert all(problem.span and problem.span.content == label for problem in problems)
    assert all(problem.severity == "error" for problem in refuse_exposed(problems))
    assert all(f"audience: {label}" in problem.help for problem in problems)


def test_a_site_without_an_address_may_have_any_briefing() -> None:
    made = project({"a/briefing.yml": briefing(handling="TLP:RED")})
    assert not list(check_exposure(made, None))
    assert not list(check_exposure(made, Imprint("Heat")))


@pytest.mark.slow
def test_a_site_is_refused_and_a_preview_shows_it(tmp_path: Path) -> None:
    site = Site(tmp_path).newsroom().write("mkdocs.yml", f"{MKDOCS}site_url: {ADDRESS}\n")
    site.replace("briefings/heat/briefing.yml", "date: 2024-05-01", "date: 2024-05-01\nhandling: TLP:RED")
    with pytest.raises(BriefingsError) as raised:
        mkdocs_build.build_site(tmp_path, site.site)
    assert [problem.code for problem in raised.value.problems if problem.severity == "error"] == ["B605"]
    mkdocs_build.build_site(tmp_path, site.site, lenient=True)
    assert "Heat in cities" in site.file("heat/").read_text("utf-8")
    site.write(
        "mkdocs.yml", f"{MKDOCS}site_url: {ADDRESS}\n".replace("- bindery", "- bindery: {audience: TLP:RED}")
    )
    site.build()
