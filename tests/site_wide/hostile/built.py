"""Many briefings full of hostile texts, built as one site; and the same site with a plain word in their place."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from site_wide.hostile.corpus import (
    MAP,
    NOT_EVERYWHERE,
    PICTURE,
    SNAPSHOTS,
    Place,
    files,
    fitting,
    places,
    put,
)
from site_wide.hostile.findings import acting, differs
from support.parsed import Element, parse
from support.project import MKDOCS, Site, as_bytes
from support.search import entries_of

from bindery.edition import compile  # noqa: A004  its own name
from bindery.model.briefing import Briefing
from bindery.model.source import SourceList
from bindery.reading.decode import decode
from bindery.system import disk
from bindery.text.span import Text

HEAT = "briefings/heat/"
SETTINGS = (
    MKDOCS
    + """site_url: https://newsroom.example/
use_directory_urls: true
markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true, toc_depth: 3}}]
extra: {generator: false}
"""
)
PLAIN = "word"
POLICY = re.compile(r"<meta http-equiv=\"?Content-Security-Policy[^>]*>")
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?[\d.,]+")
BY_NAME = frozenset({"sources/index.html"})  # in the order of their names
IDS = ("one", "two", "three", "first-said", "older", "first-one")  # which all briefings share


@dataclass
class HostileProject:
    """Briefings that were written.

    Attributes:
        texts: what stands in the places of each, by the name of its folder.
        refused: the places whose text the checks refuse, with the code; a plain word stands there.
    """

    site: Site
    texts: dict[str, dict[Place, str]]
    refused: list[tuple[str, Place, str]] = field(default_factory=list)


def slug(number: int) -> str:
    """The name of a briefing's folder."""
    return f"heat-{number:03}"


def write(root: Path, texts: Sequence[dict[Place, str]]) -> HostileProject:
    """A project with a briefing for each choice of texts."""
    site = Site(root)
    site.write("mkdocs.yml", SETTINGS)
    site.write("docs/about.md", "# About us\n\nWho we are.\n")
    project = HostileProject(site, {slug(number): dict(chosen) for number, chosen in enumerate(texts)})
    for name in project.texts:
        _write_one(project, name)
    return project


def _write_one(project: HostileProject, name: str) -> None:
    number = name.removeprefix("heat-")
    values = _renamed(json.loads(json.dumps(files())), number)
    heat = values["briefings/heat/briefing.yml"]
    heat["date"] = heat["updated"] = (
        f"{1700 + int(number)}"  # so that their order is not that of their titles
    )
    heat["editions"][0]["date"] = heat["date"]
    for place, text in project.texts[name].items():
        put(values[place.file], place.path, text)
    for file, content in values.items():
        project.site.write(file.replace(HEAT, f"briefings/{name}/"), as_bytes(content))
    project.site.write(f"briefings/{name}/images/a.png", PICTURE)
    project.site.write(f"briefings/{name}/maps/a.geojson", MAP)
    for (source, ending), data in SNAPSHOTS.items():
        project.site.write(f"briefings/{name}/snapshots/{source}-{number}{ending}", data)


def _renamed(value: Any, number: str) -> Any:
    """The corpus with ids of sources that no other briefing has."""
    if isinstance(value, dict):
        return {key: _renamed(item, number) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, number) for item in value]
    if value in IDS:
        return f"{value}-{number}"
    return re.sub(r"\[@one", f"[@one-{number}", value) if isinstance(value, str) else value


def settle(project: HostileProject) -> None:
    """Puts a plain word in the place of each text that the checks refuse, until they refuse none."""
    for _ in range(8):
        wrong = compile(disk.read_inputs(project.site.root)).errors
        if not wrong:
            return
        for problem in wrong:
            name = problem.file.split("/")[1]
            place = _blamed(project, name, problem)
            if place:
                project.refused.append((name, place, problem.code))
                del project.texts[name][place]
                _write_one(project, name)
    raise AssertionError([(problem.file, problem.message) for problem in wrong][:5])


def _blamed(project: HostileProject, name: str, problem: Any) -> Place | None:
    """The place whose text a problem is about; any of the file where it names none."""
    texts = [p for p in project.texts[name] if p.file.replace(HEAT, f"briefings/{name}/") == problem.file]
    document, _ = decode(
        Text(problem.file, project.site.read(problem.file)),
        SourceList if "sources.yml" in problem.file else Briefing,
    )  # type: ignore[type-var]
    if document is None or problem.span is None:
        return next(iter(texts), None)
    spans = {place: document.span(*place.path) for place in texts}
    within = (
        p for p, span in spans.items() if span.start <= problem.span.start < max(span.end, span.start + 1)
    )
    return next(within, None)


def plain(project: HostileProject) -> list[dict[Place, str]]:
    """A plain word for each text of a project's briefings."""
    return [{place: fitting(place, PLAIN) for place in texts} for texts in project.texts.values()]


def rotated(payloads: Sequence[str], number: int, *, markdown: bool, lead: str) -> list[dict[Place, str]]:
    """For so many briefings, another payload in each place of each."""
    wanted = [place for place in places() if markdown or not place.markdown]
    step = max(1, len(payloads) // number)
    return [
        {
            place: fitting(place, lead + payloads[(n * step + at * 7) % len(payloads)])
            for at, place in enumerate(wanted)
        }
        for n in range(number)
    ]


def site_findings(project: HostileProject, plain: HostileProject, *, markdown: bool) -> Iterator[str]:
    """What is wrong with a built site: its pages beside those with plain words, and all else that it holds."""
    ours, theirs = project.site.site, plain.site.site
    names = {path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()}
    other = {path.relative_to(theirs).as_posix() for path in theirs.rglob("*") if path.is_file()}
    yield from (f"only in one of the sites: {name}" for name in sorted(names ^ other))
    for name in sorted(names & other):
        path = ours / name
        if name.endswith(".html"):
            # The page of figures has a line for each figure, and payloads have more figures than plain words.
            same = not markdown and name not in BY_NAME and not name.endswith("/figures/index.html")
            yield from _page(name, path.read_text("utf-8"), (theirs / name).read_text("utf-8"), same=same)
        elif name.endswith((".xml", ".svg")):
            yield from _xml(name, path.read_text("utf-8"), (theirs / name).read_text("utf-8"))
        elif name.endswith(".csv"):
            yield from (f"{name}: a formula {cell[:40]!r}" for cell in formulas(path.read_text("utf-8-sig")))
        elif name.endswith(".json"):
            json.loads(path.read_bytes())
    yield from _search(ours)
    yield from _seen(project)


def _page(name: str, ours: str, theirs: str, *, same: bool) -> Iterator[str]:
    made, plain = parse(ours), parse(theirs)
    # Markdown may be in italics, or a table with aligned columns: the head then asks for a font, or has a style for it
    here, there = (made, plain) if same else (made.first("body"), plain.first("body"))
    more = Counter(acting(here)) - Counter(acting(there))
    yield from (f"{name}: {found}" for found in more)
    if same:
        found = differs(plain, made)
        yield from [f"{name}: {found}"] if found else []


def _xml(name: str, ours: str, theirs: str) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415  only here

    trees = [etree.fromstring(text.encode()) for text in (ours, theirs)]
    if [e.tag for e in trees[0].iter()] != [e.tag for e in trees[1].iter()]:
        yield f"{name}: another tree"


def formulas(text: str) -> list[str]:
    """The cells of a table that a spreadsheet would evaluate: they begin with an operator, and are no number."""
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]


def _search(site: Path) -> Iterator[str]:
    """What would run in the search index, whose titles and texts are HTML to the page that shows them."""
    for doc in entries_of(site):
        for key in ("title", "text"):
            made = parse(doc.get(key, ""))
            tags = {element.tag for element in made.walk()} - {"#root", "p", "li", "ul"}
            yield from (f"search, {doc['location']} {key}: <{tag}>" for tag in sorted(tags))


def _seen(project: HostileProject) -> Iterator[str]:
    """The texts that no reader sees as they were typed."""
    sources = {
        path.parent.name: parse(path.read_text("utf-8"))
        for path in project.site.site.glob("sources/*/index.html")
    }
    for name, texts in project.texts.items():
        pages = [parse(path.read_text("utf-8")) for path in (project.site.site / name).rglob("*.html")]
        pages += [page for key, page in sources.items() if key.endswith(name.removeprefix("heat-"))]
        written = json.dumps(
            json.loads((project.site.site / name / "briefing.json").read_bytes()), ensure_ascii=False
        )
        seen = " ".join(_words(page) for page in pages)
        for place, text in texts.items():
            words = " ".join(text.split())
            if (
                not place.markdown
                and place.path[-1] not in NOT_EVERYWHERE
                and words not in seen
                and json.dumps(words, ensure_ascii=False)[1:-1] not in written
            ):
                yield f"{name} {place.path}: {words[:60]!r} is nowhere to be seen"


def _words(page: Element) -> str:
    values = " ".join(value for element in page.walk() for value in element.attributes.values())
    return f"{page.text} {values}"


def dist_findings(project: HostileProject, plain: HostileProject, *, markdown: bool) -> Iterator[str]:
    """What is wrong with the bundle and the editions in one file."""
    for path in sorted((project.site.root / "dist").iterdir()):
        other = plain.site.root / "dist" / path.name
        if path.suffix == ".html":
            yield from _page(path.name, path.read_text("utf-8"), other.read_text("utf-8"), same=not markdown)
    [ours], [theirs] = (list((s.site.root / "dist").glob("*.zip")) for s in (project, plain))
    with zipfile.ZipFile(ours) as one, zipfile.ZipFile(theirs) as two:
        names = [re.sub(r"^[^/]+/", "", name) for name in one.namelist()]
        tops = [archive.namelist()[0].split("/")[0] for archive in (one, two)]
        for name in names:
            if name.endswith(".html"):
                pair = [a.read(f"{top}/{name}").decode() for a, top in zip((one, two), tops, strict=True)]
                same = not markdown and name not in BY_NAME and not name.endswith("/figures/index.html")
                yield from _page(f"bundle, {name}", *pair, same=same)
            elif name.endswith(".txt"):
                data = one.read(f"{tops[0]}/{name}").decode()
                yield from (
                    [f"bundle, {name}: a control character"]
                    if re.search("[\0-\x08\x0b-\x1f\x7f]", data.replace("\r", ""))
                    else []
                )


def build(project: HostileProject) -> str:
    """Builds the site, the bundle and the editions in one file, as the command does; what it says when that fails."""
    done = project.site.run("bindery", "build")
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-2000:]


def pages_of(site: Path) -> list[str]:
    """The addresses of a built site's pages."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
