"""Pages written for plain MkDocs, and the files of an author that they must not hide."""

from __future__ import annotations

import pytest
from support.project import Site

from bindery.site import markdown_folder, plugin


@pytest.mark.parametrize("path", ["heat/briefing.json", "schema/briefing.schema.json", "Heat/Briefing.JSON"])
def test_a_file_written_by_hand_hides_no_generated_one(newsroom: Site, path: str) -> None:
    newsroom.write(f"docs/{path}", b"{}")
    with pytest.raises(plugin.BriefingsError) as raised:
        newsroom.build()
    assert [(p.code, p.file) for p in raised.value.problems] == [("B602", f"docs/{path}")]
    found = markdown_folder.collisions(newsroom.compile(), newsroom.root / "docs")
    assert [p.code for p in found] == ["B602"]
