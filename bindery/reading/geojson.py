"""Reads the lines and areas of a GeoJSON file (RFC 7946), within limits, and says what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

LARGEST = 4 << 20  # bytes
MOST_POSITIONS = 100_000
_TURN = 360.0
_DEEPEST = 4  # geometry collections inside each other
_LEAST_LINE, _LEAST_RING = 2, 4  # positions; the first and last of a ring are the same
_LEAST_CORNERS = 3
_NAMING = ("name", "title", "label", "id")
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
_SIMPLIFY = "simplify its shapes, for example with mapshaper, and keep only those that the map shows"
_CONVERT = "export it as GeoJSON in WGS 84 (EPSG:4326), for example with QGIS or mapshaper"
_OTHERS = (
    (b"PK", "a zip file, such as a shapefile or KMZ"),
    (b"<", "XML, such as KML or GPX"),
    (b"SQLite format 3", "a GeoPackage or another database"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"version https://git-lfs", "a pointer of Git LFS"),
)

Position = tuple[float, float]  # longitude and latitude in degrees; the longitude may go beyond 180


class GeoJsonError(ValueError):
    """A file that no map can be drawn from.

    Attributes:
        code: the code of the problem.
        message: what is wrong, and where in the file.
        remedy: how to fix it.
        offset: the offset of the wrong character; -1 if it is not known.
    """

    def __init__(self, code: str, message: str, remedy: str, offset: int = -1) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy, self.offset = code, message, remedy, offset


UNREADABLE, BAD_POSITION, BAD_SHAPE = "B252", "B253", "B254"


@dataclass(frozen=True)
class Feature:
    """A feature of a GeoJSON file.

    Attributes:
        names: what it may be called by: the texts of its properties, and its id.
        lines: its lines. Where one crosses the 180th meridian, its longitudes go on beyond 180.
        areas: its polygons, each as its outlines: the outer one, then those of its holes.
        others: whether it has points, which are neither lines nor areas.
    """

    names: tuple[str, ...]
    lines: tuple[tuple[Position, ...], ...]
    areas: tuple[tuple[tuple[Position, ...], ...], ...]
    others: bool = False

    def is_called(self, name: str) -> bool:
        """Whether one of its names is this one, in capitals or not."""
        return name.casefold() in {own.casefold() for own in self.names}


@lru_cache(maxsize=32)
def read_features(data: bytes) -> tuple[Feature, ...]:
    """The features of a GeoJSON file.

    Raises:
        GeoJsonError: the file is no GeoJSON, exceeds the limits, or has a shape that cannot be drawn.
    """
    root = _parsed(data)
    if not isinstance(root, dict):
        _refuse("this is JSON, but not GeoJSON: it is no object", _CONVERT)
    _check_reference_system(root)
    kind, reader = root.get("type"), _Reader()
    if kind == "FeatureCollection":
        listed = root.get("features")
        if not isinstance(listed, list):
            _refuse("`features` is not a list", "write the features as a list")
        return tuple(reader.feature(item, f"features[{n}]") for n, item in enumerate(listed))
    if kind == "Feature":
        return (reader.feature(root, ""),)
    return (reader.feature({"geometry": root, "id": root.get("id")}, ""),)


def _parsed(data: bytes) -> Any:
    """The JSON in a file."""
    if len(data) > LARGEST:
        _refuse(f"the file has {len(data):,} bytes; a map file may have {LARGEST:,}", _SIMPLIFY)
    other = next((name for start, name in _OTHERS if data.lstrip().startswith(start)), "")
    if other or not data.strip():
        _refuse(f"this is {other or 'empty'}, not GeoJSON", _CONVERT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse("the file is not UTF-8 text", "save it as UTF-8", error)
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise GeoJsonError(
            UNREADABLE, message, "correct it here, or export the file again", error.pos
        ) from error
    except RecursionError as error:
        _refuse("its lists are nested too deep", "export the file again as GeoJSON", error)
    except GeoJsonError:
        raise
    except ValueError as error:  # Python refuses whole numbers of thousands of digits
        _refuse("it has a number of too many digits", "round its coordinates to five decimals", error)


def _no_constant(name: str) -> NoReturn:
    _refuse(f"`{name}` is not a number of JSON", "write a number, or leave the position out")


def _refuse(message: str, remedy: str, cause: Exception | None = None) -> NoReturn:
    raise GeoJsonError(UNREADABLE, message, remedy) from cause


def _check_reference_system(root: dict[str, Any]) -> None:
    """Refuses coordinates that are not in degrees of WGS 84; older files name their system in `crs`."""
    system = root.get("crs")
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not name.upper().endswith(_WGS84):
        message = f"its coordinates are in `{name[:60]}`, not in degrees of WGS 84"
        raise GeoJsonError(BAD_POSITION, message, _CONVERT)


class _Reader:
    """Reads features, and counts their positions."""

    def __init__(self) -> None:
        self.positions = 0

    def feature(self, item: Any, place: str) -> Feature:
        """One feature; `place` is where in the file it is, such as `features[2]`."""
        if not isinstance(item, dict):
            _refuse(f"{place} is not a feature", "write each feature as an object")
        lines: list[tuple[Position, ...]] = []
        areas: list[tuple[tuple[Position, ...], ...]] = []
        others = False
        within = f"{place}.geometry" if place else "geometry"
        for kind, coordinates, where in self._geometries(item.get("geometry"), within, 0):
            match kind:
                case "LineString":
                    lines.append(self._line(coordinates, where))
                case "MultiLineString":
                    lines += [self._line(c, w) for c, w in _listed(coordinates, where)]
                case "Polygon":
                    areas.append(self._area(coordinates, where))
                case "MultiPolygon":
                    areas += [self._area(c, w) for c, w in _listed(coordinates, where)]
                case _:
                    others = True
        return Feature(tuple(_names(item)), tuple(lines), tuple(areas), others)

    def _geometries(self, item: Any, place: str, depth: int) -> Iterator[tuple[str, Any, str]]:
        """The geometries of a feature: type, coordinates, and where those are."""
        if item is None:
            return
        kind = item.get("type") if isinstance(item, dict) else None
        if kind == "Topology":
            _refuse(
                "this is TopoJSON, not GeoJSON", "convert it, for example with mapshaper: -o format=geojson"
            )
        if kind == "GeometryCollection" and depth < _DEEPEST:
            for inner, where in _listed(item.get("geometries"), f"{place}.geometries"):
                yield from self._geometries(inner, where, depth + 1)
        elif kind in ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"):
            yield kind, item.get("coordinates"), f"{place}.coordinates"
        else:
            _refuse(
                f"{place} is no geometry of GeoJSON",
                "its `type` must be LineString, MultiLineString, Polygon or MultiPolygon",
            )

    def _line(self, listed: Any, place: str) -> tuple[Position, ...]:
        found = self._positions(listed, place)
        if len(set(found)) < _LEAST_LINE:
            _bad_shape(f"{place} has fewer than two positions", "give the line at least two, or delete it")
        return found

    def _area(self, listed: Any, place: str) -> tuple[tuple[Position, ...], ...]:
        rings = tuple(self._ring(ring, where) for ring, where in _listed(listed, place))
        if not rings:
            _bad_shape(f"{place} is empty", "give the polygon an outline, or delete it")
        return rings

    def _ring(self, listed: Any, place: str) -> tuple[Position, ...]:
        found = self._positions(listed, place)
        if len(found) < _LEAST_RING or len(set(found)) < _LEAST_CORNERS:
            _bad_shape(
                f"{place} has fewer than three corners", "give the outline at least three, or delete it"
            )
        first, last = found[0], found[-1]
        if first[1] != last[1] or (first[0] - last[0]) % _TURN:
            _bad_shape(
                f"the outline at {place} does not end where it begins", "repeat its first position at its end"
            )
        return found

    def _positions(self, listed: Any, place: str) -> tuple[Position, ...]:
        """The positions of a line; after a step of more than half a turn, the longitudes go on beyond 180."""
        found: list[Position] = []
        turns = 0.0
        for item, where in _listed(listed, place):
            longitude, latitude = self._position(item, where)
            if found:
                turns -= _TURN * round((longitude + turns - found[-1][0]) / _TURN)
            found.append((longitude + turns, latitude))
        return tuple(found)

    def _position(self, item: Any, place: str) -> Position:
        self.positions += 1
        if self.positions > MOST_POSITIONS:
            _refuse(f"it has more than {MOST_POSITIONS:,} positions", _SIMPLIFY)
        pair = item[:2] if isinstance(item, list) else ()
        if len(pair) != 2 or any(isinstance(n, bool) or not isinstance(n, int | float) for n in pair):  # noqa: PLR2004
            message = f"{place} is not a position"
            raise GeoJsonError(
                BAD_POSITION, message, "write it as [longitude, latitude], both numbers in degrees"
            )
        longitude, latitude = pair
        if abs(longitude) <= _TURN / 2 and abs(latitude) <= _TURN / 4:
            return float(longitude), float(latitude)
        shown = f"[{_short(longitude)}, {_short(latitude)}]"
        if abs(longitude) <= _TURN / 4 and abs(latitude) <= _TURN / 2:
            remedy = f"GeoJSON has the longitude first: write [{_short(latitude)}, {_short(longitude)}]"
        elif max(abs(longitude), abs(latitude)) > _TURN:
            remedy = f"these look like metres or feet: {_CONVERT}"
        else:
            remedy = "write longitudes from -180 to 180 and latitudes from -90 to 90"
        raise GeoJsonError(BAD_POSITION, f"{place} is not on the globe: {shown}", remedy)


def _listed(listed: Any, place: str) -> Iterator[tuple[Any, str]]:
    """The items of a list, each with where it is."""
    if not isinstance(listed, list):
        _bad_shape(f"{place} is not a list", "export the file again as GeoJSON")
    for number, item in enumerate(listed):
        yield item, f"{place}[{number}]"


def _bad_shape(message: str, remedy: str) -> NoReturn:
    raise GeoJsonError(BAD_SHAPE, message, remedy)


def _names(item: dict[str, Any]) -> Iterator[str]:
    """What a feature may be called by: properties whose key says that they name it come first."""
    properties = item.get("properties")
    found = dict(properties) if isinstance(properties, dict) else {}
    if item.get("id") is not None:
        found.setdefault("id", item["id"])
    naming = sorted(
        found, key=lambda key: not str(key).casefold().endswith(_NAMING)
    )  # keeps the order otherwise
    for key in naming:
        value = found[key]
        if isinstance(value, str | int) and not isinstance(value, bool):
            yield (
                " ".join(str(value).split()).encode("utf-8", "replace").decode()
            )  # JSON allows half characters


def _short(number: float) -> str:
    if abs(number) >= 1e15:  # noqa: PLR2004
        return "very large"
    return f"{number:.0f}" if abs(number) > _TURN else f"{number:.6g}"
