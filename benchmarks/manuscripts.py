"""Writes the generated briefings for each generator: YAML for Bindery, and 20 pages of Markdown for the others.

MkDocs, Zensical and Hugo get the same Markdown; only the settings differ.
`python benchmarks/manuscripts.py KIND BRIEFINGS FOLDER` writes a project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from made_up import KEY_POINTS, SOURCES, Briefing, Quote, briefings

HOME = "The briefings stand on the left.\n"
MATERIAL = """site_name: Made up
theme:
  name: material
  features: [{features}]
markdown_extensions: [attr_list]
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
    """Returns the two files of a briefing in Bindery's format, by path; they are JSON, which is valid YAML."""
    ids = [_source(briefing, n) for n in range(SOURCES)]
    claims = [
        {
            "id": f"c-{n}",
            "text": claim.text,
            "evidence": [{"source": ids[quote.source], "quote": quote.words} for quote in claim.quotes],
        }
        for n, claim in enumerate(briefing.claims)
    ]
    content = [f"{paragraph.text} [@{ids[paragraph.source]}]" for paragraph in briefing.paragraphs]
    body = {
        "title": briefing.title,
        "summary": f"{briefing.summary} [@{ids[0]}]",
        "date": "2024",
        "key_points": [f"c-{n}" for n in range(KEY_POINTS)],
        "claims": claims,
        "sections": [{"id": "findings", "title": "Findings", "content": content}],
    }
    sources = [
        {"id": key, "kind": "news", "title": source.title, "publisher": source.publisher, "published": "2024"}
        for key, source in zip(ids, briefing.sources, strict=True)
    ]
    folder = f"briefings/briefing-{briefing.number}"
    return {
        f"{folder}/briefing.yml": json.dumps(body, indent=1),
        f"{folder}/sources.yml": json.dumps({"sources": sources}, indent=1),
    }


def as_markdown(briefing: Briefing, *, index: str = "index.md") -> dict[str, str]:
    """Returns a briefing as 20 Markdown pages, by path.

    The pages are overview, section, claims, references, the whole briefing, and one for each source.

    Args:
        briefing: the briefing to write.
        index: file name of the main page of a folder.
    """
    folder = f"briefing-{briefing.number}"
    summary = f"{briefing.summary} {_cite(briefing, 0)}"
    points = "\n".join(
        f"- [{claim.text}](claims.md#c-{n})" for n, claim in enumerate(briefing.claims[:KEY_POINTS])
    )
    findings = "\n\n".join(f"{p.text} {_cite(briefing, p.source)}" for p in briefing.paragraphs)
    claims = "\n\n".join(_claim(briefing, n) for n in range(len(briefing.claims)))
    references = "\n".join(
        f"{n + 1}. [{source.title}](sources/{_source(briefing, n)}.md), {source.publisher}, 2024"
        for n, source in enumerate(briefing.sources)
    )
    parts = (
        ("Summary", summary),
        ("Key points", points),
        ("Findings", findings),
        ("Claims", claims),
        ("References", references),
    )
    pages = {
        index: _page(briefing.title, f"{summary}\n\n## Key points\n\n{points}"),
        "findings.md": _page("Findings", findings),
        "claims.md": _page("Claims", claims),
        "references.md": _page("References", references),
        "whole.md": _page("The whole", "\n\n".join(f"## {title}\n\n{text}" for title, text in parts)),
    }
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
    lines += [f"[{p.text[:100]} …](../findings.md)" for p in briefing.paragraphs if p.source == number]
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
    return as_markdown(briefing, index="_index.md")


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


def write(root: Path, kind: str, number: int) -> None:
    """Writes a project with `number` briefings into an empty folder."""
    for path, text in KINDS[kind].shared.items():
        _write(root / path, text)
    for briefing in briefings(number):
        for path, text in KINDS[kind].briefing(briefing):
            _write(root / path, text)


def edit(root: Path, kind: str, word: str) -> None:
    """Adds a word to a paragraph of the first briefing, in each file that has the paragraph."""
    (briefing,) = briefings(1)
    for path, text in KINDS[kind].briefing(briefing.edited(word)):
        if (root / path).read_text("utf-8") != text:
            _write(root / path, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[3]), sys.argv[1], int(sys.argv[2]))
