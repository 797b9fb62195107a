"""Checks of maps: places have a location, map files can be drawn, and have the features that blocks name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bindery.model.blocks.map import MapContent, MapLine, MapShape, map_content, shapes_of
from bindery.model.names import Slug
from bindery.reading.geojson import BAD_POSITION, Feature, GeoJsonError, Position, read_features
from bindery.reading.project import FOLDER, ParsedBriefing, Project
from bindery.text.problems import Problem, did_you_mean
from bindery.text.span import Span, Text

Path = tuple[str | int, ...]

_OTHER = "B255"
_FAR, _NEAR = 20.0, 5.0  # degrees: shapes so far from the places of their map, and so near if swapped


class _WrittenMap(NamedTuple):
    """A map of a briefing.

    Attributes:
        parsed: the briefing.
        path: the path of the `map` key.
        content: what it shows.
        short: whether it is written as a list of places.
    """

    parsed: ParsedBriefing
    path: Path
    content: MapContent
    short: bool

    def span(self, *steps: str | int) -> Span:
        """Where a part of the map was written."""
        steps = steps[1:] if self.short and steps[:1] == ("places",) else steps
        return self.parsed.document.span(*self.path, *steps)


def check_maps(project: Project) -> list[Problem]:
    """The problems of all maps and of the files that they are drawn from."""
    problems: list[Problem] = []
    named: dict[tuple[Slug, str], Span] = {}
    mistyped: set[Slug] = set()  # briefings that name a file that does not exist, and may mean another
    for parsed in project.briefings.values():
        for found in _maps(parsed):
            problems += _places(found)
            for path, shape in shapes_of(found.content):
                problems += _shape(found, path, shape, project, named)
                if shape.file and (parsed.slug, str(shape.file)) not in project.map_files:
                    mistyped.add(parsed.slug)
    for (slug, file), data in sorted(project.map_files.items()):
        if slug in project.briefings:
            place = named.get((slug, file))
            found_in_file = list(_file(f"{FOLDER}/{slug}/{file}", data, place))
            if not (place or found_in_file or slug in mistyped):
                found_in_file.append(_unused(f"{FOLDER}/{slug}/{file}"))
            problems += found_in_file
    return problems


def _maps(parsed: ParsedBriefing) -> Iterator[_WrittenMap]:
    for index, section in enumerate(parsed.briefing.sections):
        for number, block in enumerate(section.content):
            if content := map_content(block):
                path = ("sections", index, "content", number, "map")
                yield _WrittenMap(parsed, path, content, not isinstance(block.of("map"), MapContent))


def _places(found: _WrittenMap) -> Iterator[Problem]:
    """An error for each place of a map that has no location."""
    content = found.content
    listed: list[tuple[Path, str]] = []
    listed += [(("places", n), place) for n, place in enumerate(content.places)]
    listed += [(("towns", n), place) for n, place in enumerate(content.towns)]
    for number, line in enumerate(content.lines):
        listed += [(("lines", number, "through", n), place) for n, place in enumerate(line.through)]
    if content.inset:
        listed += [(("inset", "places", n), place) for n, place in enumerate(content.inset.places)]
    located = {str(entity.id): entity.location is not None for entity in found.parsed.briefing.entities}
    for path, place in listed:
        if not located.get(place, True):
            yield Problem(
                "B211",
                f"the entity `{place}` has no location",
                found.span(*path),
                help="give it `location: [latitude, longitude]`, or remove it from the map",
            )


def _shape(
    found: _WrittenMap,
    path: Path,
    shape: MapShape,
    project: Project,
    named: dict[tuple[Slug, str], Span],
) -> Iterator[Problem]:
    """The problems of one line or area; where its file is named is added to `named`."""
    if not shape.file:
        return
    slug = found.parsed.slug
    data = project.map_files.get((slug, str(shape.file)))
    if data is None:
        existing = [name for other, name in project.map_files if other == slug]
        yield Problem(
            "B251",
            f"no map file is called `{shape.file}`",
            found.span(*path, "file"),
            help=did_you_mean(shape.file, existing) or f"put the file into {FOLDER}/{slug}/maps/",
        )
        return
    named.setdefault((slug, str(shape.file)), found.span(*path, "file"))
    try:
        features = read_features(data)
    except GeoJsonError:
        return  # reported once, for the file
    chosen = chosen_features(features, shape)
    if not chosen:
        yield _no_feature(found, path, shape, features)
        return
    yield from _kind(found, path, shape, chosen)
    yield from _swapped(found, path, shape, chosen)


def _no_feature(found: _WrittenMap, path: Path, shape: MapShape, features: tuple[Feature, ...]) -> Problem:
    known = list(dict.fromkeys(name for feature in features for name in feature.names[:3]))
    listed = ", ".join(f"`{name}`" for name in known[:5])
    wanted = f" called `{shape.feature}`" if shape.feature else ""
    near = did_you_mean(str(shape.feature or ""), known)
    return Problem(
        _OTHER,
        f"`{shape.file}` has no feature{wanted}",
        found.span(*path, "feature" if shape.feature else "file"),
        help=near or (f"it has {listed}" if listed else "add one to the file"),
    )


def chosen_features(features: tuple[Feature, ...], shape: MapShape) -> tuple[Feature, ...]:
    """The features of a file that a line or area is drawn from."""
    if not shape.feature:
        return features
    return tuple(feature for feature in features if feature.is_called(str(shape.feature)))


def _kind(found: _WrittenMap, path: Path, shape: MapShape, chosen: tuple[Feature, ...]) -> Iterator[Problem]:
    """An error if a line would be drawn from areas only, or an area from lines."""
    lines, areas = any(f.lines for f in chosen), any(f.areas for f in chosen)
    if lines if isinstance(shape, MapLine) else areas:
        return
    wanted = "line" if isinstance(shape, MapLine) else "area"
    has = (
        "areas" if areas else "lines" if lines else "points" if any(f.others for f in chosen) else "no shapes"
    )
    other = "`areas`" if areas else "`lines`" if lines else "`places`, as entities with a `location`"
    yield Problem(
        _OTHER,
        f"`{shape.feature or shape.file}` has {has}, no {wanted}",
        found.span(*path, "feature" if shape.feature else "file"),
        help=f"list it under {other}, or name a feature with {'a line' if wanted == 'line' else 'an area'}",
    )


def _swapped(
    found: _WrittenMap, path: Path, shape: MapShape, chosen: tuple[Feature, ...]
) -> Iterator[Problem]:
    """A warning if a shape is far from all places of its map, and near them with its coordinates swapped."""
    places = [
        entity.location
        for entity in found.parsed.briefing.entities
        if entity.location and entity.id in (*found.content.places, *found.content.towns)
    ]
    first = next((line[0] for line in _outlines(chosen)), None)
    if not places or first is None:
        return
    x, y = first
    if (
        min(_apart(place, (y, x)) for place in places) > _FAR
        and min(_apart(place, (x, y)) for place in places) < _NEAR
    ):
        yield Problem(
            BAD_POSITION,
            f"`{shape.file}` seems to have latitude and longitude swapped: it is far from the places of this map",
            found.span(*path, "file"),
            severity="warning",
            help=f"GeoJSON has the longitude first: it begins with [{x:g}, {y:g}], and may mean [{y:g}, {x:g}]",
        )


def _outlines(chosen: tuple[Feature, ...]) -> Iterator[tuple[Position, ...]]:
    for feature in chosen:
        yield from feature.lines
        for rings in feature.areas:
            yield from rings


def _apart(place: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places, each as latitude and longitude, in degrees; only roughly."""
    return max(abs(place[0] - other[0]), abs((place[1] - other[1] + 180) % 360 - 180))


def _file(path: str, data: bytes, place: Span | None) -> Iterator[Problem]:
    """The error of a map file that cannot be drawn.

    Args:
        path: path of the file in the project.
        data: its content.
        place: where a block names it; None if no block does.
    """
    try:
        read_features(data)
    except GeoJsonError as error:
        span = None
        if error.offset >= 0:
            text = Text(path, data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
            before = data.decode("utf-8-sig")[: error.offset]
            offset = error.offset - before.count("\r\n")
            span = text.span(offset, offset + 1)
        yield Problem(
            error.code,
            error.message,
            span,
            help=error.remedy,
            path=path,
            related=((place, "the map that is drawn from it"),) if place else (),
        )


def _unused(path: str) -> Problem:
    return Problem(
        "B257",
        "no map is drawn from this file",
        severity="warning",
        path=path,
        help="name it as the `file` of a line or an area, or delete it",
    )
