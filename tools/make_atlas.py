# /// script
# dependencies = ["pyshp", "shapely"]
# ///
"""Makes the world map of Bindery from Natural Earth: simplifies and rounds the lines, and writes them in a fixed order.

It also writes which countries share a border, so that a border can be named by its two countries.

    python tools/make_atlas.py NATURAL_EARTH WORLD_MAP

NATURAL_EARTH is a folder that contains, at any depth, the shapefiles named below. WORLD_MAP is a GeoPackage with the
layer `disputed_borders`. The README.md next to `world.json` says where to download both.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry import shape

PACKAGE = Path(__file__).parent.parent / "bindery"
OUTPUT = PACKAGE / "drawing/maps/atlas/world.json"
NEIGHBOURS = PACKAGE / "model/neighbours.json"
PRECISION = 100  # units per degree: coordinates are rounded to hundredths, about a kilometre

# In degrees and square degrees. A hundredth of a degree of latitude is 1.1 km.
BORDER_TOLERANCE = 0.007  # Douglas-Peucker: how far a line may move
COAST_TOLERANCE = 0.06  # Visvalingam-Whyatt: side of a square with the largest area that may be cut off
SHORE_TOLERANCE = 0.04  # the same, for lakes
SMALLEST_ISLAND = 0.004
SMALLEST_LAKE = 0.4
NAMED_PART = 0.05  # a country's name is not written on a part smaller than this
NAMED_SHARE = 0.02  # or on a part with a smaller share of the country's area
NAMED_TOLERANCES = ((1, 0.12), (0, 0.05))  # (smallest area of a part, tolerance for its outline)
SMALLEST_DISPUTE = 0.02

MOSTLY_DISPUTED = (
    0.75  # if this share of an area's outline on land is disputed, no country's name is written on it
)
OF_ITS_OWN = 0.5  # a country keeps its name if at least this share of it is one such area

FIRST_CHARACTER, MORE = 63, 32  # constants of the encoded polyline format

AGREED = "International boundary (verify)"
SIDES = (("L", "LEFT"), ("R", "RIGHT"))
NO_BORDERS = {"Overlay limit", "Lease limit"}  # edges of zones, not borders of countries


def main(folder: Path, geopackage: Path) -> None:
    """Writes the files, from the folder of shapefiles and the GeoPackage."""
    named = {record["ADM0_A3"]: name_of(record) for record, _ in read(folder, "ne_50m_admin_0_countries")}
    borders: dict[tuple[str, str], list[shapely.Geometry]] = {}
    disputed = []
    for record, line in read(folder, "ne_10m_admin_0_boundary_lines_land"):
        if record["FEATURECLA"] == AGREED:
            sides = [named.get(record[f"ADM0_A3_{side}"], record[f"ADM0_{word}"]) for side, word in SIDES]
            borders.setdefault((min(sides), max(sides)), []).append(line)
        elif record["FEATURECLA"] not in NO_BORDERS:
            disputed.append(line)
    disputed += claims(geopackage)
    lakes = [polygon for _, polygon in read(folder, "ne_10m_lakes")]
    land = [polygon for _, polygon in read(folder, "ne_10m_land")]
    world = {
        "precision": PRECISION,
        "land": rings(land, COAST_TOLERANCE, SMALLEST_ISLAND),
        "lakes": rings(lakes, SHORE_TOLERANCE, SMALLEST_LAKE),
        "borders": [[*pair, lines(found)] for pair, found in sorted(borders.items())],
        "disputed": lines(disputed),
        "countries": countries(
            read(folder, "ne_50m_admin_0_countries"),
            disputed_areas([line for found in borders.values() for line in found], disputed, land),
        ),
    }
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":"))
    OUTPUT.write_text(text.replace('],["', '],\n["') + "\n", "utf-8")
    beside = {name: set() for name in named.values()}
    for one, other in borders:
        if one in beside and other in beside:
            beside[one].add(other)
            beside[other].add(one)
    listed = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(sorted(found), ensure_ascii=False)}"
        for name, found in sorted(beside.items())
    )
    NEIGHBOURS.write_text(f"{{\n{listed}\n}}\n", "utf-8")


def read(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], shapely.Geometry]]:
    """Yields the records of a shapefile, each with its geometry."""
    path = next(folder.rglob(f"{name}.shp"))
    for item in shapefile.Reader(str(path)).iterShapeRecords():
        values = item.record.as_dict()
        yield (
            {key: value.strip("\0 ") if isinstance(value, str) else value for key, value in values.items()},
            shape(item.shape.__geo_interface__),
        )


def claims(geopackage: Path) -> list[shapely.Geometry]:
    """Returns the lines of the layer `disputed_borders`; a GeoPackage stores WKB after a header of its own."""
    rows = sqlite3.connect(geopackage).execute("select geom from disputed_borders order by fid").fetchall()
    envelopes = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes of the bounding box in the header, by its type
    return [shapely.from_wkb(row[0][8 + envelopes[(row[0][3] >> 1) & 7] :]) for row in rows]


def lines(found: list[shapely.Geometry]) -> list[list[Any]]:
    """Returns the lines, joined where they meet and simplified."""
    merged = shapely.line_merge(
        shapely.union_all(shapely.multilinestrings([p for g in found for p in parts(g)]))
    )
    return in_order(line.simplify(BORDER_TOLERANCE) for line in parts(merged))


def rings(found: list[shapely.Geometry], tolerance: float, smallest: float) -> list[list[Any]]:
    """Returns the simplified outlines of areas and of their holes; those with an area below `smallest` are left out."""
    kept = [polygon for area in found for polygon in parts(area) if polygon.area >= smallest]
    simple = (part for area in shapely.coverage_simplify(kept, tolerance) for part in parts(area))
    return in_order(ring for part in simple for ring in (part.exterior, *holes(part, smallest)))


def holes(polygon: shapely.Geometry, smallest: float) -> list[shapely.Geometry]:
    """Returns the outlines of the holes in a polygon that are not too small."""
    return [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= smallest]


def disputed_areas(
    borders: list[shapely.Geometry], disputed: list[shapely.Geometry], land: list[shapely.Geometry]
) -> list[shapely.Geometry]:
    """Returns the areas enclosed by all lines together whose outline is mostly disputed."""
    coasts = [area.boundary for area in land]
    every = [*borders, *disputed, *coasts]
    whole = [shapely.set_precision(part, 1 / PRECISION) for line in every for part in parts(line)]
    cells = shapely.polygonize([shapely.union_all(whole, grid_size=1 / PRECISION)])
    margin = 2 / PRECISION
    near, coast = shapely.buffer(shapely.union_all(disputed), margin), shapely.union_all(coasts)
    made = []
    for cell in parts(cells):
        if cell.area >= SMALLEST_DISPUTE and cell.intersects(near):
            shore = shapely.clip_by_rect(coast, *shapely.buffer(cell, 1).bounds)
            inland = cell.exterior.difference(shapely.buffer(shore, margin))
            if inland.intersection(near).length > MOSTLY_DISPUTED * inland.length:
                made.append(shapely.buffer(cell, margin))
    return made


def countries(
    found: Iterable[tuple[dict[str, Any], shapely.Geometry]], disputed: list[shapely.Geometry]
) -> list[list[Any]]:
    """Returns the name of each country with rough outlines of its parts, used only to find room for the name."""
    made = []
    for record, area in found:
        claimed = [cell for cell in disputed if cell.intersection(area).area < OF_ITS_OWN * area.area]
        agreed = shapely.difference(area, shapely.union_all(claimed))
        outlines = []
        for polygon in sorted(parts(agreed), key=lambda part: -part.area):
            tolerance = next(value for size, value in NAMED_TOLERANCES if polygon.area >= size)
            if polygon.area >= max(NAMED_PART, NAMED_SHARE * area.area):
                outlines.append(written(polygon.exterior.simplify(tolerance)))
        if outlines:
            made.append([name_of(record), outlines])
    return sorted(made)


def name_of(record: dict[str, Any]) -> str:
    """Returns the name of a country, in full if its short name has an abbreviation."""
    return str(record["ADMIN"] if "." in record["NAME"] else record["NAME"])


def parts(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """Returns the lines or polygons that a geometry consists of."""
    return list(getattr(geometry, "geoms", [geometry]))


def in_order(found: Iterable[shapely.Geometry]) -> list[list[Any]]:
    """Returns each line with its bounding box, sorted from west to east."""
    return sorted(written(line) for line in found)


def written(line: shapely.Geometry) -> list[Any]:
    """Returns west, south, east and north in hundredths of a degree, and the line in the encoded polyline format."""
    points = [(round(x * PRECISION), round(y * PRECISION)) for x, y in shapely.get_coordinates(line)]
    points = [p for number, p in enumerate(points) if number == 0 or p != points[number - 1]]
    xs, ys = zip(*points, strict=True)
    return [min(xs), min(ys), max(xs), max(ys), encoded(points)]


def encoded(points: list[tuple[int, int]]) -> str:
    """Encodes points in Google's polyline format: latitude and longitude, as differences from the point before."""
    text, before = [], (0, 0)
    for x, y in points:
        for step in (y - before[1], x - before[0]):
            value = ~(step << 1) if step < 0 else step << 1
            while value >= MORE:
                text.append(chr((MORE | value % MORE) + FIRST_CHARACTER))
                value //= MORE
            text.append(chr(value + FIRST_CHARACTER))
        before = (x, y)
    return "".join(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
