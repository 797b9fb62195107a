"""Maps show roads, districts, towns and disputed borders where they are, and name them where they can be read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import combinations

import pytest
from babel import Locale
from drawing.test_maps import KURRAM, entity, numbers, places, written
from hypothesis import given, settings
from hypothesis import strategies as st
from support.parsed import parse
from support.project import briefing, edition

from bindery.drawing.maps import atlas, place_map
from bindery.drawing.maps.clipping import ClipBox
from bindery.drawing.maps.projection import MapPlace
from bindery.drawing.maps.subject import Course, MapSubject, NamedShape
from bindery.text.country_names import country_name


def course(*points: tuple[float, float]) -> Course:
    return Course(points)


DISTRICT = NamedShape(
    "Upper Kurram", (course((69.9, 33.7), (70.3, 33.7), (70.3, 34.0), (69.9, 34.0), (69.9, 33.7)),)
)
RING = NamedShape(
    "Ring",
    (
        course((70, 33), (71, 33), (71, 34), (70, 34), (70, 33)),
        course((70.3, 33.3), (70.7, 33.3), (70.7, 33.7), (70.3, 33.7), (70.3, 33.3)),
    ),
)
ROAD = NamedShape(
    "Thall–Parachinar road", (course((70.55, 33.36), (70.35, 33.54), (70.1, 33.9)),), approximate=True
)
DURAND = frozenset({"Afghanistan", "Pakistan"})
VALLEY = MapSubject(
    places=KURRAM[:1],
    towns=(MapPlace("Hangu", 33.53, 71.06), MapPlace("Khost", 33.34, 69.92)),
    lines=(ROAD,),
    areas=(DISTRICT,),
    disputed=frozenset({DURAND}),
)


def test_a_map_of_a_valley_shows_its_road_district_and_towns_near() -> None:
    for drawn in place_map.map_of(VALLEY).drawings:
        assert drawn.bar.km <= 50
        assert drawn.areas[0].label
        assert drawn.areas[0].path.count("z") == 1
        assert drawn.lines[0].label
        assert drawn.lines[0].approximate
        assert [town.name for town in drawn.towns] == ["Hangu", "Khost"]
        assert drawn.contested == {DURAND}
        assert drawn.disputed
        assert not drawn.borders


def test_a_border_is_solid_where_the_map_is_not_told_that_it_is_disputed() -> None:
    told = place_map.map_of(replace(VALLEY, disputed=frozenset({frozenset({"Iran", "Pakistan"})}))).drawings[
        0
    ]
    assert told.borders
    assert not told.disputed
    assert not told.contested


def test_a_hole_is_an_outline_of_its_own() -> None:
    drawn = place_map.map_of(MapSubject(areas=(RING,))).drawings[0]
    assert drawn.areas[0].path.count("z") == 2
    assert drawn.dots == ()


def test_the_small_map_has_a_frame_round_the_large_one() -> None:
    found = place_map.map_of(VALLEY, MapSubject(places=(MapPlace("Kabul", 34.53, 69.17),)))
    assert found.inset
    assert found.inset.frame
    picture = ClipBox(0, 0, found.inset.format.width, found.inset.format.height)
    assert picture.holds(found.inset.frame)
    assert found.inset.bar.km > found.drawings[0].bar.km


@pytest.mark.parametrize(("west", "east"), [(179.0, 181.0), (-181.0, -179.0), (539.0, 541.0)])
def test_an_area_across_180_degrees_is_one_piece_in_the_middle(west: float, east: float) -> None:
    sea = NamedShape("Sea", (course((west, -18), (east, -18), (east, -16), (west, -16), (west, -18)),))
    drawn = place_map.map_of(MapSubject(areas=(sea,), places=(MapPlace("Suva", -18.14, 178.44),))).drawings[0]
    assert drawn.bar.km <= 100
    xs = numbers(drawn.areas[0].path)
    assert 0 <= xs[0] <= drawn.format.width
    assert drawn.areas[0].path.count("M") == 1


def test_a_scribble_of_many_points_stays_small() -> None:
    points = [(70 + (n * 7919 % 1000) / 1000, 33 + (n * 104729 % 1000) / 1000) for n in range(15_000)]
    drawn = place_map.map_of(MapSubject(lines=(NamedShape("Scribble", (course(*points),)),))).drawings[0]
    assert len(drawn.lines[0].path) < 120_000


degrees = st.tuples(st.floats(-300, 300), st.floats(-90, 90))
shapes = st.lists(
    st.builds(
        lambda name, points, loose: NamedShape(name, (course(*points, points[0]),), loose),
        written,
        st.lists(st.tuples(st.floats(69, 72), st.floats(33, 35)) | degrees, min_size=2, max_size=8),
        st.booleans(),
    ),
    max_size=4,
).map(tuple)


@settings(max_examples=5, deadline=None)
@given(places, shapes, shapes, st.booleans())
@pytest.mark.slow
def test_drawing_never_fails_and_no_name_covers_another(
    found: tuple[MapPlace, ...], areas: tuple[NamedShape, ...], lines: tuple[NamedShape, ...], inset: bool
) -> None:
    subject = MapSubject(found[:4], found[4:8], lines, areas, frozenset({DURAND}))
    drawn = place_map.map_of(subject, MapSubject(areas=areas) if inset else None)
    for drawing in drawn.all:
        frame = ClipBox(0, 0, drawing.format.width, drawing.format.height)
        labels = [item.label for _, item in drawing.named if item.label]
        boxes = [
            label.box for label in (*labels, *(t.label for t in drawing.towns if t.label), *drawing.countries)
        ]
        assert all(map(frame.holds, boxes))
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))
        assert len(drawing.areas) == len(areas)
        for path in (*(area.path for area in drawing.areas), *(line.path for line in drawing.lines)):
            assert re.fullmatch(r"[MLlz\d. -]*", path)


MAPPED = {
    "lines": [{"name": "Road", "through": ["town", "odd"], "source": "a"}],
    "areas": [{"name": "North", "file": "maps/north.geojson", "approximate": "A sketch.", "source": "a"}],
    "disputed": [{"between": ["Afghanistan", "Pakistan"], "name": "Durand Line", "source": "a"}],
    "inset": {"country": "Pakistan"},
}


def test_the_page_lists_shapes_with_their_sources_and_says_what_is_drawn() -> None:
    north = {"type": "Polygon", "coordinates": [[list(point) for point in DISTRICT.courses[0].points]]}
    shown = briefing(
        sections=[{"id": "where", "title": "Where", "content": [{"map": MAPPED}]}],
        entities=[entity("town", "Parachinar", 33.9, 70.1), entity("odd", "Thall", 33.36, 70.55)],
    )
    made = edition(
        {
            "heat/briefing.yml": shown,
            "heat/sources.yml": {
                "sources": [{"id": "a", "kind": "dataset", "publisher": "Maps", "title": "Lines"}]
            },
            "heat/maps/north.geojson": json.dumps(north).encode(),
        }
    )
    figure = parse(next(page.markdown for page in made.pages if page.path == "heat/where.md")).all("figure")[
        0
    ]
    for words in (
        "Drawn straight between Parachinar – Thall",
        "Approximate: A sketch.",
        "Shaded: the areas named.",
        "Dotted: only approximate.",
        "among them Durand Line",
        "The frame on the small map",
    ):
        assert words in figure.text
    assert "towns for orientation" not in figure.text
    assert len([a for a in figure.all("a") if a.attributes["href"].endswith("sources/#a")]) == 3
    assert made.files["heat/maps/north.geojson"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Afghanistan", "Pakistan"]),
        ("fr", ["Afghanistan", "Pakistan"]),
        ("ur", ["افغانستان", "پاکستان"]),
    ],
)
def test_both_countries_of_a_border_have_their_names_in_the_language_of_the_map(
    language: str, names: list[str]
) -> None:
    for drawn in place_map.map_of(replace(VALLEY, language=language)).drawings:
        assert sorted(" ".join(label.lines) for label in drawn.countries) == names


def test_every_country_of_the_map_data_is_named_in_german_but_three_that_no_list_has() -> None:
    known = {name for name, _ in atlas.world().countries}
    german = {name: country_name(name, "de") for name in known}
    assert german["Germany"] == "Deutschland"
    assert german["Democratic Republic of the Congo"].startswith("Kongo")
    english = Locale("en").territories.values()
    alike = {name for name in known if german[name] == name and name not in english}
    assert alike == {"Cabo Verde", "Myanmar", "Northern Cyprus", "Siachen Glacier", "Somaliland"}
