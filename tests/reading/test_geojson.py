"""GeoJSON is read within limits, and each fault is named with its place and its cure."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindery.reading import geojson
from bindery.reading.geojson import GeoJsonError, read_features

RING = [[70.0, 33.0], [71.0, 33.0], [71.0, 34.0], [70.0, 33.0]]
HOLE = [[70.5, 33.1], [70.6, 33.1], [70.6, 33.2], [70.5, 33.1]]


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def feature(shape: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": shape}


def read(value: Any) -> tuple[geojson.Feature, ...]:
    return read_features(value if isinstance(value, bytes) else json.dumps(value).encode())


@pytest.mark.parametrize(
    ("value", "lines", "areas"),
    [
        (geometry("LineString", RING[:2]), 1, 0),
        (geometry("MultiLineString", [RING[:2], RING[1:]]), 2, 0),
        (geometry("Polygon", [RING, HOLE]), 0, 1),
        (geometry("MultiPolygon", [[RING], [HOLE]]), 0, 2),
        (geometry("Point", [70, 33]), 0, 0),
        (feature(None), 0, 0),
        ({"type": "FeatureCollection", "features": []}, 0, 0),
        ({"type": "FeatureCollection", "features": [feature(geometry("Polygon", [RING]))]}, 0, 1),
        (
            {
                "type": "GeometryCollection",
                "geometries": [geometry("LineString", RING[:2]), geometry("Polygon", [RING])],
            },
            1,
            1,
        ),
        (geometry("LineString", [[70, 33, 1500], [71, 34, 1600]]), 1, 0),
        (b"\xef\xbb\xbf" + json.dumps(geometry("Polygon", [RING])).encode(), 0, 1),
        (
            {
                "type": "Feature",
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
                "geometry": geometry("Polygon", [RING]),
            },
            0,
            1,
        ),
    ],
)
def test_what_is_valid_is_read(value: Any, lines: int, areas: int) -> None:
    found = read(value)
    assert sum(len(item.lines) for item in found) == lines
    assert sum(len(item.areas) for item in found) == areas


def test_a_hole_stays_with_its_area() -> None:
    (found,) = read(geometry("Polygon", [RING, HOLE]))
    assert [len(ring) for ring in found.areas[0]] == [4, 4]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_line_across_the_180th_meridian_takes_the_short_way(sign: int) -> None:
    (found,) = read(geometry("LineString", [[sign * 179, 0], [sign * -179, 1], [sign * 178, 2]]))
    assert [x for x, _ in found.lines[0]] == [sign * 179, sign * 181, sign * 178]


def test_a_feature_is_found_by_a_property_or_its_id() -> None:
    (found,) = read(
        {**feature(None, shapeName="UPPER  KURRAM", code=7, area=1.5, open=True, odd=None), "id": "x-1"}
    )
    assert all(found.is_called(name) for name in ("Upper Kurram", "7", "X-1"))
    assert not any(found.is_called(name) for name in ("1.5", "True", "None", "Kurram", ""))
    assert found.names[0] == "UPPER KURRAM"


DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (b"", "B252", "this is empty"),
        (b"  \n", "B252", "this is empty"),
        (b"PK\x03\x04", "B252", "a zip file"),
        (b"<kml/>", "B252", "XML"),
        (b"\x00\x00\x27\x0a", "B252", "a shapefile"),
        (b"version https://git-lfs.github.com/spec/v1\n", "B252", "Git LFS"),
        (b'{"a": "\xff"}', "B252", "not UTF-8"),
        (b'{"type": "Feature"', "B252", "not JSON"),
        (b'{"type": "Point", "coordinates": [NaN, 1]}', "B252", "`NaN`"),
        (b'{"type": "Point", "x": ' + b"9" * 5000 + b"}", "B252", "too many digits"),
        (DEEP, "B252", "nested too deep"),
        (b'{"type": "Feature", "geometry": ' + DEEP + b"}", "B252", "nested too deep"),
        (b" " * (geojson.LARGEST + 1), "B252", "may have 4,194,304"),
        (geometry("LineString", [[0, 0], [1, 1]] * 50_001), "B252", "more than 100,000 positions"),
        ([], "B252", "it is no object"),
        ("text", "B252", "it is no object"),
        ({}, "B252", "no geometry"),
        ({"type": "FeatureCollection"}, "B252", "`features` is not a list"),
        ({"type": "FeatureCollection", "features": [3]}, "B252", "features[0] is not a feature"),
        ({"type": "Topology", "objects": {}}, "B252", "TopoJSON"),
        (feature({"type": "Circle"}), "B252", "no geometry"),
        (feature([]), "B252", "no geometry"),
        ({"type": "Feature", "crs": {"properties": {"name": "EPSG:32642"}}}, "B253", "EPSG:32642"),
        (geometry("LineString", [[33.5, 170], [0, 0]]), "B253", "coordinates[0] is not on the globe"),
        (geometry("LineString", [[0, 0], [7792364.3, 3961234.5]]), "B253", "[7792364, 3961234]"),
        (geometry("LineString", [[0, 0], [200, 0]]), "B253", "[200, 0]"),
        (geometry("LineString", [[0, 0], [0, -91]]), "B253", "not on the globe"),
        (b'{"type": "LineString", "coordinates": [[0, 0], [1e999, 0]]}', "B253", "very large"),
        (geometry("LineString", [[0, 0], ["1", "2"]]), "B253", "coordinates[1] is not a position"),
        (geometry("LineString", [[0, 0], [True, False]]), "B253", "not a position"),
        (geometry("LineString", [[0, 0], [None]]), "B253", "not a position"),
        (geometry("LineString", [[0, 0], {}]), "B253", "not a position"),
        (geometry("LineString", 7), "B254", "is not a list"),
        (geometry("LineString", [[0, 0]]), "B254", "fewer than two positions"),
        (geometry("LineString", [[0, 0], [0, 0]]), "B254", "fewer than two positions"),
        (geometry("Polygon", []), "B254", "is empty"),
        (geometry("Polygon", RING), "B253", "is not a position"),
        (geometry("Polygon", [RING[:2]]), "B254", "fewer than three corners"),
        (geometry("Polygon", [[[0, 0], [1, 1], [0, 0], [1, 1], [0, 0]]]), "B254", "fewer than three corners"),
        (geometry("Polygon", [[*RING[:3], [72, 30]]]), "B254", "does not end where it begins"),
        (
            {"type": "FeatureCollection", "features": [feature(None), feature(geometry("MultiPolygon", [[RING], [RING[:3]]]))]},
            "B254",
            "features[1].geometry.coordinates[1][0]",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(value: Any, code: str, words: str) -> None:
    with pytest.raises(GeoJsonError) as caught:
        read(value)
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.remedy


def test_a_collection_in_itself_ends() -> None:
    inner: dict[str, Any] = geometry("LineString", RING[:2])
    for _ in range(6):
        inner = {"type": "GeometryCollection", "geometries": [inner]}
    with pytest.raises(GeoJsonError):
        read(inner)


def read_or_none(value: Any) -> tuple[geojson.Feature, ...]:
    """The features; none if the file is refused with a message of one line."""
    try:
        return read(value)
    except GeoJsonError as error:
        return () if error.message and error.remedy and "\n" not in error.message else read(value)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["Polygon", "Feature", "x"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "geometry", "coordinates", "features", "id"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
SHAPED = st.builds(
    geometry,
    st.sampled_from(
        ["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"]
    ),
    ANY,
)


@settings(max_examples=60, deadline=None)
@given(ANY | SHAPED | st.builds(feature, ANY | SHAPED))
def test_any_json_is_read_or_refused(value: Any) -> None:
    points = [p for item in read_or_none(value) for line in item.lines for p in line]
    assert all(abs(y) <= 90 for _, y in points)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert read_or_none(data) == ()
