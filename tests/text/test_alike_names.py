"""Two names of one body look alike, and those of two bodies do not."""

from __future__ import annotations

import pytest

from bindery.text.alike_names import look_alike

ALIKE = """
Holt | Holt Ltd.
Holt | Holt, Inc.
Holt GmbH | Holt AG
Holt S.A. | Holt
HOLT | Holt GmbH & Co. KG
Holt (Pvt) Ltd | Holt
Holt e.V. | Holt
Holt sp. z o.o. | Holt
Holt S.p.A. | The Holt
ООО Холт | Холт
Holt株式会社 | Holt
株式会社ホルト | ホルト
Der Bote | Bote
L'Écho | Echo
École Holt | Ecole Holt
Lake-Institute | Lake Institute
holt.com | Holt
www.holt.org | Holt
Centre for River Studies (CRS) | CRS
Centre for River Studies | C.R.S.
Ana Torv | A. Torv
A. B. Torv | Ana Bea Torv
"""
APART = """
Holt | Holm
Lake Institute | River Institute
Ministry of Water | Ministry of Energy
Holt News | Holt University
Ana Torv | Ben Torv
A. Torv | B. Torv
AB | Alpha Bank
Limited | Holt Limited
Holt Ltd | Ltd
CRS | Centre for Road Safety Board
"""


def pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), pairs(ALIKE))
def test_two_names_of_one_body_look_alike(one: str, other: str) -> None:
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_names_of_two_bodies_do_not(one: str, other: str) -> None:
    assert not look_alike(one, other)
    assert not look_alike(other, one)
