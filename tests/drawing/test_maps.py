"""Maps show what is around some places, and every name where it can be read."""

from __future__ import annotations

import math
import re
import string
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.parsed import parse
from support.project import ROOT, briefing, edition

from bindery.drawing.maps import atlas, clipping, free_space, labels, place_map
from bindery.drawing.maps.clipping import ClipBox
from bindery.drawing.maps.drawn_map import MapDrawing
from bindery.drawing.maps.projection import (
    KM_PER_DEGREE,
    NARROW,
    WIDE,
    MapPlace,
    areas_in_frame,
    lines_in_frame,
    map_frame,
)

KURRAM = (
    MapPlace("Parachinar", 33.90, 70.10),
    MapPlace("Kurram district", 33.82, 69.97),
    MapPlace("Kohat", 33.58, 71.44),
    MapPlace("Peshawar", 34.01, 71.58),
    MapPlace("Torkham", 34.12, 71.09),
)
HOSTILE = "<script>alert('&\")</script> پاراچنار"


def borders() -> list[atlas.Outline]:
    return [outline for _, outlines in atlas.world().borders for outline in outlines]


def names(drawing: MapDrawing) -> set[str]:
    return {" ".join(label.lines) for label in drawing.countries}


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


# The data


def test_the_world_is_whole_and_in_its_bounds() -> None:
    world = atlas.world()
    assert len(world.borders) > 300
    assert len(world.disputed) > 100
    assert {"Afghanistan", "Pakistan", "Bosnia and Herzegovina"} <= {name for name, _ in world.countries}
    assert [name for name, _ in world.countries if "." in name] == []
    for outline in (*world.land, *world.lakes, *borders(), *world.disputed):
        longitudes, latitudes = zip(*outline.points, strict=True)
        box = ClipBox(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        assert box == outline.box
        assert ClipBox(-180, -90, 180, 90).holds(box)


def test_the_world_is_read_once_and_not_before_a_map_is_drawn() -> None:
    assert atlas.world() is atlas.world()
    program = "import bindery.edition; from bindery.drawing.maps import atlas; print(atlas.world.cache_info().currsize)"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "0"


def test_a_known_line_of_the_encoded_polyline_format_is_read() -> None:
    written = atlas.Outline(
        ClipBox(0, 0, 0, 0), "_p~iF~ps|U_ulLnnqC_mqNvxq`@", 100_000
    )  # the example that documents it
    assert written.points == [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)]


@pytest.mark.parametrize(
    ("spot", "expected"),
    [((67.0, 33.9), True), ((72.0, 28.0), True), ((65.0, 20.0), False), ((50.0, 42.0), False)],
)
def test_land_is_land_and_sea_is_sea(spot: tuple[float, float], expected: bool) -> None:
    crossings = 0
    for outline in atlas.world().land:
        for (x, y), (next_x, next_y) in zip(outline.points, outline.points[1:], strict=False):
            if (y > spot[1]) != (next_y > spot[1]):
                crossings += spot[0] < x + (spot[1] - y) / (next_y - y) * (next_x - x)
    assert bool(crossings % 2) is expected


def test_the_line_of_control_is_dashed_and_the_border_of_iran_is_not() -> None:
    kashmir = place_map.map_of_places((MapPlace("Srinagar", 34.08, 74.8),)).drawings[0]
    assert len(kashmir.disputed) > len(kashmir.borders)
    mashhad = place_map.map_of_places((MapPlace("Taybad", 34.74, 60.78),)).drawings[0]
    assert mashhad.borders
    assert not mashhad.disputed


def test_no_country_is_named_on_land_that_is_in_dispute() -> None:
    """The box of the Kashmir valley and Ladakh is bounded by dashed lines only."""
    held = ClipBox(74.5, 33.3, 77.5, 34.3)
    for drawn in place_map.map_of_places(
        (MapPlace("Srinagar", 34.08, 74.8), MapPlace("Leh", 34.16, 77.58))
    ).drawings:
        shown = map_frame((MapPlace("Srinagar", 34.08, 74.8), MapPlace("Leh", 34.16, 77.58)), drawn.format)
        corners = shown.point(held.left, held.high), shown.point(held.right, held.low)
        area = ClipBox(corners[0][0], corners[0][1], corners[1][0], corners[1][1])
        assert [label.lines for label in drawn.countries if label.box.meets(area)] == []


# Cutting


def test_a_line_is_cut_at_the_edges() -> None:
    box = ClipBox(0, 0, 10, 10)
    assert list(clipping.clip_line([(-5, 5), (5, 5), (5, 15)], box)) == [[(0, 5), (5, 5), (5, 10)]]
    assert list(clipping.clip_line([(-5, 5), (15, 5), (15, 8), (-5, 8)], box)) == [
        [(0, 5), (10, 5)],
        [(10, 8), (0, 8)],
    ]
    assert list(clipping.clip_line([(-5, -5), (-1, 20)], box)) == []


def test_an_area_round_the_whole_box_becomes_the_box() -> None:
    ring = [(-9.0, -9.0), (19.0, -9.0), (19.0, 19.0), (-9.0, 19.0), (-9.0, -9.0)]
    assert set(clipping.clip_ring(ring, ClipBox(0, 0, 10, 10))) == {(0, 0), (10, 0), (10, 10), (0, 10)}


def area_of(ring: list[tuple[float, float]]) -> float:
    """With a sign: what is outlined clockwise is taken away."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) / 2


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=12))
def test_the_two_halves_of_an_area_are_as_large_as_the_whole(ring: list[tuple[float, float]]) -> None:
    left, right = (
        clipping.clip_ring(ring, box) for box in (ClipBox(-10, -10, 1, 10), ClipBox(1, -10, 10, 10))
    )
    assert area_of(left) + area_of(right) == pytest.approx(area_of(ring), abs=1e-9)


@given(
    st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=2, max_size=12),
    st.integers(-12, 0),
    st.integers(1, 12),
)
def test_what_is_cut_lies_in_the_box(points: list[tuple[float, float]], low: int, high: int) -> None:
    box = ClipBox(low, low, high, high)
    around = box.grown(1e-9)
    for piece in [*clipping.clip_line(points, box), clipping.clip_ring(points, box)]:
        assert all(around.holds(ClipBox(x, y, x, y)) for x, y in piece)


def test_a_name_finds_room_inside_a_crooked_area() -> None:
    ring = [(0.0, 0.0), (200.0, 0.0), (200.0, 60.0), (60.0, 60.0), (60.0, 200.0), (0.0, 200.0)]
    first = next(free_space.free_boxes([ring], 100, 14, 4))
    assert first.left >= 4
    assert first.right <= 196
    assert first.low >= 4
    assert first.high <= 56
    assert list(free_space.free_boxes([ring], 190, 80, 4)) == []


# Lettering


@given(st.text(max_size=80), st.integers(40, 200), st.integers(1, 3))
def test_lines_keep_to_their_width_and_number(text: str, most: int, count: int) -> None:
    made = labels.break_name(text, 13, most, count)
    assert len(made) <= count
    assert all(labels.name_width(line, 13) <= most for line in made)
    if made and not made[-1].endswith("…"):
        assert "".join("".join(made).split()) == "".join(text.split())


# Maps


def test_the_places_of_kurram_are_all_named_with_both_countries() -> None:
    for drawing in place_map.map_of_places(KURRAM).drawings:
        assert [" ".join(dot.label.lines) for dot in drawing.dots if dot.label] == [p.name for p in KURRAM]
        assert names(drawing) == {"Afghanistan", "Pakistan"}
        assert drawing.borders
        assert not drawing.numbered


def test_one_place_is_shown_with_its_surroundings() -> None:
    for kind in (WIDE, NARROW):
        shown = map_frame((MapPlace("Kabul", 34.53, 69.17),), kind)
        assert shown.place(MapPlace("Kabul", 34.53, 69.17)) == pytest.approx(
            (kind.width / 2, kind.height / 2)
        )
        assert kind.width * shown.unit * KM_PER_DEGREE == pytest.approx(kind.least)


def test_north_is_up_and_east_is_right() -> None:
    shown = map_frame(KURRAM, WIDE)
    parachinar, torkham = shown.point(70.10, 33.90), shown.point(71.09, 34.12)
    assert torkham[0] > parachinar[0]
    assert torkham[1] < parachinar[1]


def test_the_scale_is_true_in_the_middle() -> None:
    for drawing in place_map.map_of_places(KURRAM).drawings:
        shown = map_frame(KURRAM, drawing.format)
        start, end = shown.point(70, shown.latitude), shown.point(71, shown.latitude)
        km = KM_PER_DEGREE * math.cos(math.radians(shown.latitude))
        assert (end[0] - start[0]) / km == pytest.approx(drawing.bar.length / drawing.bar.km)


def test_a_map_across_180_degrees_takes_the_short_way() -> None:
    pacific = (MapPlace("Suva", -18.14, 178.44), MapPlace("Apia", -13.83, -171.77))
    shown = map_frame(pacific, WIDE)
    assert WIDE.width * shown.unit * KM_PER_DEGREE < 2000
    suva, apia = map(shown.place, pacific)
    assert 0 < suva[0] < apia[0] < WIDE.width
    assert list(areas_in_frame(atlas.world().land, shown))


def test_lines_are_cut_at_the_frame() -> None:
    shown = map_frame(KURRAM, WIDE)
    room = ClipBox(0, 0, WIDE.width, WIDE.height).grown(3.01)
    for piece in [*lines_in_frame(borders(), shown), *areas_in_frame(atlas.world().land, shown)]:
        assert all(room.holds(ClipBox(x, y, x, y)) for x, y in piece)


def test_path_data_holds_commands_and_numbers_only() -> None:
    for drawing in place_map.map_of_places(
        (MapPlace("London", 51.5, 0), MapPlace("Sydney", -33.9, 151.2))
    ).drawings:
        for path in (drawing.land, drawing.lakes, drawing.borders, drawing.disputed):
            assert re.fullmatch(r"[MLlz\d. -]*", path)
            assert len(path) < 80_000


def test_two_places_in_one_spot_are_both_named() -> None:
    for drawing in place_map.map_of_places(
        (KURRAM[0], MapPlace("Parachinar hospital", 33.90, 70.10))
    ).drawings:
        assert all(dot.label for dot in drawing.dots)
        assert not drawing.numbered


@pytest.mark.slow
def test_a_crowd_is_numbered() -> None:
    crowd = tuple(
        MapPlace(f"A rather long name of a place {n}", 33.9 + n % 5 / 99, 70 + n / 99) for n in range(25)
    )
    for drawing in place_map.map_of_places(crowd).drawings:
        assert [dot.label.lines for dot in drawing.dots if dot.label] == [(str(n),) for n in range(1, 26)]
        assert drawing.numbered


coordinates = st.tuples(
    st.one_of(st.just(33.9), st.floats(33, 35), st.floats(-90, 90)),
    st.one_of(st.just(70.1), st.floats(69, 72), st.floats(-180, 180)),
)
written = st.one_of(
    st.sampled_from(
        ["Parachinar", "Kurram district", "پاراچنار", "Llanfairpwllgwyngyllgogerychwyrndrobwll", HOSTILE]
    ),
    st.text(string.printable, min_size=1, max_size=40).filter(str.strip),
)
places = st.lists(
    st.builds(lambda name, spot: MapPlace(name, *spot), written, coordinates), min_size=1, max_size=25
).map(tuple)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(places)
def test_no_label_covers_another_and_all_lie_in_the_picture(found: tuple[MapPlace, ...]) -> None:
    for drawing in place_map.map_of_places(found).drawings:
        frame = ClipBox(0, 0, drawing.format.width, drawing.format.height)
        labels = [dot.label for dot in drawing.dots if dot.label]
        assert len(labels) == len(found)
        boxes = [label.box for label in (*labels, *drawing.countries)]
        assert all(map(frame.holds, boxes))
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))
        assert all(frame.holds(ClipBox(dot.x, dot.y, dot.x, dot.y)) for dot in drawing.dots)


@pytest.mark.slow
@given(places)
@settings(max_examples=5, deadline=None)
def test_a_map_is_the_same_each_time(found: tuple[MapPlace, ...]) -> None:
    first = place_map.map_of_places(found)
    place_map.map_of.cache_clear()
    assert place_map.map_of_places(found) == first


# The page


def entity(key: str, name: str, *location: float) -> dict[str, object]:
    return {"id": key, "name": name, "kind": "place", "text": "Where it is.", "location": list(location)}


SHOWN = briefing(
    sections=[
        {
            "id": "where",
            "title": "Where",
            "content": [
                {"text": "Because.", "basis": "judgement"},
                {"map": ["town", "odd"]},
                {"map": ["town"]},
            ],
        }
    ],
    entities=[entity("town", "Parachinar", 33.9, 70.1), entity("odd", HOSTILE, 34.5, -69.2)],
)


def page() -> str:
    pages = edition({"heat/briefing.yml": SHOWN}).pages
    return next(page.markdown for page in pages if page.path == "heat/where.md")


def test_the_page_shows_the_picture_twice_and_the_list_beside_it() -> None:
    shown = parse(page())
    first, second = shown.all("figure")
    pictures = first.all("svg")
    assert [picture.attributes["role"] for picture in pictures] == ["img", "img"]
    assert all("Parachinar" in picture.attributes["aria-label"] for picture in pictures)
    assert len(second.all("circle")) == 2
    assert [link.attributes["href"] for link in first.all("a")] == ["../entities/#town", "../entities/#odd"]
    assert "33.90° N, 70.10° E" in first.text
    assert "34.50° N, 69.20° W" in first.text
    assert "Natural Earth, not authoritative" in first.text
    assert "Dashed lines: disputed or uncertain borders" in first.text


def test_a_picture_has_no_ids_and_asks_for_nothing() -> None:
    for picture in re.findall(r"<svg.*?</svg>", page(), re.DOTALL):
        assert not re.search(r"\b(?:id|href|src|style)=|url\(", picture)


def test_hostile_names_stay_text() -> None:
    assert "<script" not in page()
    drawn = [text.text for text in parse(page()).all("text")]
    assert any("<script>" in text for text in drawn)
    assert any("پاراچنار" in text for text in drawn)
