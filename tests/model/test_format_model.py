"""A walk over a model finds the same values as one that looks at every field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bindery.model.briefing import Briefing, Claim, Evidence, Section
from bindery.model.field_types import IdReference, Line, Markdown
from bindery.model.format_model import FormatModel, walk_values
from bindery.model.source import SourceList
from bindery.reading.decode import decode
from bindery.text.span import Text

FOLDER = Path(__file__).parents[2] / "briefings"
WANTED = (Briefing, Claim, Evidence, Section, SourceList, IdReference, Line, Markdown, FormatModel, str, int)


def _all_values(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value in a model, with its path."""
    yield path, value
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _all_values(item, (*path, number))
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _all_values(getattr(value, name), (*path, field.alias or name))


@pytest.mark.parametrize("model", [Briefing, SourceList])
def test_a_walk_leaves_out_no_field(model: type[FormatModel]) -> None:
    """Fields that cannot hold a value of the type are skipped; no other field is."""
    name = "briefing.yml" if model is Briefing else "sources.yml"
    files = sorted(FOLDER.glob(f"*/{name}"))[:1]
    assert files
    for file in files:
        document, _ = decode(Text(file.name, file.read_text("utf-8")), model)
        assert document is not None
        values = list(_all_values(document.value))
        for wanted in WANTED:
            expected = [(path, value) for path, value in values if isinstance(value, wanted)]
            assert list(walk_values(document.value, wanted)) == expected
