"""Writes the generated briefings for each generator: YAML for Bindery, and as many pages of Markdown for the others.

MkDocs, Zensical and Hugo get the same Markdown; only the settings differ.
`python benchmarks/manuscripts.py KIND TEXT BRIEFINGS FOLDER` writes a project of `plain` or `rich` text.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_up import (
    EDITS,
    KEY_POINTS,
    SOURCES,
    Block,
    Briefing,
    Bullets,
    Chart,
    Heading,
    Map,
    Paragraph,
    Quote,
    Remark,
    Section,
    Table,
    briefings,
)

CITED = re.compile(r"\{(\d+)\}")
HOME = "The briefings stand on the left.\n"
MATERIAL = """site_name: Made up
theme:
  name: material
  features: [{features}]
markdown_extensions: [attr_list, admonition]
plugins: [search]
"""
BINDERY = """site_name: Made up
theme: {name: material, font: false, features: [search.highlight]}
plugins: [search, bindery]
"""
HUGO = """title = "Made up"
baseURL = "/"
disableKinds = ["taxonomy", "term", "rss", "404"]
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"""
LAYOUT = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
<nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<main>{{ .Content }}</main>
<aside>{{ .TableOfContents }}</aside>
</body>
</html>
"""


def for_bindery(briefing: Briefing) -> dict[str, str]:
    """Returns the files of a briefing in Bindery's format, by path; they are JSON, which is valid YAML."""
    ids = [_source(briefing, n) for n in range(SOURCES)]
    claims = [
        {
            "id": f"c-{n}",
            "text": claim.text,
            "evidence": [{"source": ids[quote.source], "quote": quote.words} for quote in claim.quotes],
        }
        for n, claim in enumerate(briefing.claims)
    ]
    body = {
        "title": briefing.title,
        "summary": f"{briefing.summary} [@{ids[0]}]",
        "date": "2024",
        "key_points": [f"c-{n}" for n in range(KEY_POINTS)],
        "claims": claims,
        "sections": [
            {"id": section.id, "title": section.title, "content": _content(section, ids)}
            for section in briefing.sections
        ],
    }
    blocks = [block for section in briefing.sections for block in section.blocks]
    if charts := [block for block in blocks if isinstance(block, Chart)]:
        body["datasets"] = [_dataset(chart, briefing) for chart in charts]
    if places := [place for block in blocks if isinstance(block, Map) for place in block.places.items()]:
        body["entities"] = [
            {"id": name.lower(), "name": name, "kind": "place", "location": where} for name, where in places
        ]
    sources = [
        {"id": key, "kind": "news", "title": source.title, "publisher": source.publisher, "published": "2024"}
        for key, source in zip(ids, briefing.sources, strict=True)
    ]
    folder = f"briefings/briefing-{briefing.number}"
    copies = {f"{folder}/snapshots/{ids[source]}.txt": text for source, text in briefing.copies.items()}
    return {
        f"{folder}/briefing.yml": json.dumps(body, indent=1),
        f"{folder}/sources.yml": json.dumps({"sources": sources}, indent=1),
        **copies,
    }


def _content(section: Section, ids: list[str]) -> list[Any]:
    """Returns the blocks of a section: in plain text each paragraph is one, in rich text all that lies between others."""
    if all(isinstance(block, Paragraph) for block in section.blocks):
        return [_cited(block.text, ids) for block in section.blocks if isinstance(block, Paragraph)]
    content: list[Any] = []
    for block in section.blocks:
        if isinstance(block, Remark):
            content.append({"note": {"title": block.title, "text": _cited(block.text, ids)}})
        elif isinstance(block, Chart):
            content.append({"chart": "values"})
        elif isinstance(block, Map):
            content.append({"map": [name.lower() for name in block.places]})
        elif content and isinstance(content[-1], str):
            content[-1] += "\n\n" + _cited(_markdown(block), ids)
        else:
            content.append(_cited(_markdown(block), ids))
    return content


def _dataset(chart: Chart, briefing: Briefing) -> dict[str, Any]:
    return {
        "id": "values",
        "title": chart.title,
        "unit": chart.unit,
        "note": "The values are made up.",
        "series": [
            {
                "name": briefing.sources[n].publisher,
                "points": [
                    {"x": 2018 + k, "y": y, "source": _source(briefing, n)} for k, y in enumerate(values)
                ],
            }
            for n, values in chart.series.items()
        ],
    }


def _cited(text: str, ids: list[str]) -> str:
    return CITED.sub(lambda found: f"[@{ids[int(found[1])]}]", text)


def _markdown(block: Block) -> str:
    """Returns a block as Markdown that all generators read; what they have no block for becomes a table."""
    match block:
        case Paragraph(text):
            return text
        case Heading(text):
            return f"### {text}"
        case Bullets(items, inner):
            return "\n".join((*(f"- {item}" for item in items), *(f"    - {item}" for item in inner)))
        case Table(rows):
            return _table(rows)
        case Chart(title, unit, series):
            years = tuple(str(2018 + n) for n in range(len(series[0])))
            rows = tuple((f"{{{n}}}", *map(str, values)) for n, values in series.items())
            return f"{title}, {unit}\n\n{_table((('', *years), *rows))}"
        case Map(places):
            return "\n".join(f"- {name}: {north}, {east}" for name, (north, east) in places.items())
        case Remark(title, text):
            return f"**{title}**\n\n{text}"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((head, f"|{' --- |' * len(rows[0])}", *others))


def as_markdown(
    briefing: Briefing, *, index: str = "index.md", remark: str = '!!! note "{title}"\n    {text}'
) -> dict[str, str]:
    """Returns a briefing as Markdown pages, by path.

    The pages are overview, sections, claims, references, the whole briefing, and one for each source.

    Args:
        briefing: the briefing to write.
        index: file name of the main page of a folder.
        remark: how a remark is written, with `{title}` and `{text}` to fill in.
    """
    folder = f"briefing-{briefing.number}"
    ids = [_source(briefing, n) for n in range(SOURCES)]

    def written(block: Block) -> str:
        if isinstance(block, Remark):
            text = remark.replace("{title}", block.title).replace("{text}", block.text)
        else:
            text = _markdown(block)
        return CITED.sub(lambda found: f"[{int(found[1]) + 1}](sources/{ids[int(found[1])]}.md)", text)

    summary = f"{briefing.summary} {_cite(briefing, 0)}"
    points = "\n".join(
        f"- [{claim.text}](claims.md#c-{n})" for n, claim in enumerate(briefing.claims[:KEY_POINTS])
    )
    sections = [(section, "\n\n".join(map(written, section.blocks))) for section in briefing.sections]
    claims = "\n\n".join(_claim(briefing, n) for n in range(len(briefing.claims)))
    references = "\n".join(
        f"{n + 1}. [{source.title}](sources/{_source(briefing, n)}.md), {source.publisher}, 2024"
        for n, source in enumerate(briefing.sources)
    )
    parts = (
        ("Summary", summary),
        ("Key points", points),
        *((section.title, text) for section, text in sections),
        ("Claims", claims),
        ("References", references),
    )
    pages = {
        index: _page(briefing.title, f"{summary}\n\n## Key points\n\n{points}"),
        "claims.md": _page("Claims", claims),
        "references.md": _page("References", references),
        "whole.md": _page("The whole", "\n\n".join(f"## {title}\n\n{text}" for title, text in parts)),
    }
    pages |= {f"{section.id}.md": _page(section.title, text) for section, text in sections}
    pages |= {f"sources/{_source(briefing, n)}.md": _about(briefing, n) for n in range(SOURCES)}
    return {f"{folder}/{path}": text for path, text in pages.items()}


def _source(briefing: Briefing, number: int) -> str:
    return f"s-{briefing.number}-{number}"


def _cite(briefing: Briefing, number: int) -> str:
    return f"[{number + 1}](sources/{_source(briefing, number)}.md)"


def _page(title: str, text: str) -> str:
    return f'---\ntitle: "{title}"\n---\n\n# {title}\n\n{text}\n'


def _claim(briefing: Briefing, number: int) -> str:
    claim = briefing.claims[number]
    quotes = [f"> {quote.words} {_cite(briefing, quote.source)}" for quote in claim.quotes]
    return f"### {claim.text} {{#c-{number}}}\n\n" + "\n>\n".join(quotes)


def _about(briefing: Briefing, number: int) -> str:
    """Returns the page of a source: its publisher, its quotations, and where it is used."""
    source = briefing.sources[number]
    cited = [
        (n, claim.text, quote)
        for n, claim in enumerate(briefing.claims)
        for quote in claim.quotes
        if quote.source == number
    ]
    lines = [f"{source.publisher}, 2024", "## What rests on it"]
    lines += [_backlink(n, text, quote) for n, text, quote in cited]
    lines += [
        f"[{CITED.sub('', _markdown(block))[:100].strip('|-# ')} …](../{section.id}.md)"
        for section in briefing.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and f"{{{number}}}" in block.text
    ]
    return _page(source.title, "\n\n".join(lines))


def _backlink(number: int, text: str, quote: Quote) -> str:
    return f"[{text}](../claims.md#c-{number})\n\n> {quote.words}"


@dataclass(frozen=True)
class Kind:
    """The format of a project.

    Attributes:
        shared: files that a project has once, by path.
        written: function that returns the files of one briefing, by path below `folder`.
        folder: folder of the files of briefings, with a final slash, or empty.
    """

    shared: Mapping[str, str]
    written: Callable[[Briefing], dict[str, str]]
    folder: str = ""

    def briefing(self, briefing: Briefing) -> Iterator[tuple[str, str]]:
        """Yields the path and text of each file of a briefing."""
        return ((self.folder + path, text) for path, text in self.written(briefing).items())


def _for_hugo(briefing: Briefing) -> dict[str, str]:
    return as_markdown(briefing, index="_index.md", remark="> [!NOTE] {title}\n> {text}")


def _material(features: str) -> Kind:
    shared = {"mkdocs.yml": MATERIAL.replace("{features}", features), "docs/index.md": _page("Made up", HOME)}
    return Kind(shared, as_markdown, "docs/")


KINDS = {
    "bindery": Kind({"mkdocs.yml": BINDERY, "docs/.keep": ""}, for_bindery),
    "material": _material(""),
    "pruned": _material("navigation.prune"),
    "hugo": Kind(
        {"hugo.toml": HUGO, "layouts/all.html": LAYOUT, "content/_index.md": _page("Made up", HOME)},
        _for_hugo,
        "content/",
    ),
}


def write(root: Path, kind: str, number: int, text: str = "plain") -> None:
    """Writes a project with `number` briefings of `plain` or `rich` text into an empty folder."""
    for path, content in KINDS[kind].shared.items():
        _write(root / path, content)
    for briefing in briefings(number, text):
        for path, content in KINDS[kind].briefing(briefing):
            _write(root / path, content)


def edit(
    root: Path, kind: str, word: str, text: str = "plain", change: str = "a word in a paragraph"
) -> None:
    """Edits the first briefing in one of the ways of `made_up.EDITS`, in each file that it changes.

    Args:
        root: folder of the project.
        kind: format of the project.
        word: a word that the edit puts into the text.
        text: `plain` or `rich`.
        change: what is edited, a key of `made_up.EDITS`.
    """
    (briefing,) = briefings(1, text)
    for path, content in KINDS[kind].briefing(EDITS[change](briefing, word)):
        if not (root / path).is_file() or (root / path).read_text("utf-8") != content:
            _write(root / path, content)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[4]), sys.argv[1], int(sys.argv[3]), sys.argv[2])
