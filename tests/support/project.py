"""A small project that a test writes, compiles, builds and reads."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent
from types import CodeType
from typing import Any

import yaml
from jinja2.bccache import Bucket
from support.parsed import Element, parse

from bindery.edition import Edition, compile  # noqa: A004
from bindery.evidence.graph import Graph
from bindery.model.names import SitePath
from bindery.pages.addresses import claim_address, html_file
from bindery.reading.inputs import Imprint, Inputs
from bindery.reading.project import Project, read_project
from bindery.site import mkdocs_build
from bindery.system import disk
from bindery.system.template_cache import TemplateBytecode

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
TEMPLATES = disk.read_templates(ROOT)


class _Remembered(TemplateBytecode):
    """Compiled templates that stay in memory: a process of tests compiles small projects some thousand times."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the code of a template from memory, or else from its file."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            super().load_bytecode(bucket)
            if bucket.code is not None:
                self._codes[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template in memory and in its file."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code
        super().dump_bytecode(bucket)


# Without it, compiling our templates is nine tenths of the work of most tests.
COMPILED = _Remembered("pages")
COMPILED_OTHERS = _Remembered("tests")  # a file holds the newest text of a template alone, which stays ours
BARE = dict.fromkeys(TEMPLATES, "# A page\n")  # for tests that look at problems alone: no page is rendered

# The smallest project that a newsroom would begin with.
MKDOCS = """
site_name: The Newsroom
theme:
  name: material
  font: false
plugins:
  - search
  - bindery
"""
BRIEFING = """
title: Heat in cities
summary: Cities are hotter than the land round them [@gibb-2023].
date: 2024-05-01
key_points: [hotter]
claims:
  - id: hotter
    text: Cities are up to five degrees hotter than the land round them.
    evidence:
      - source: gibb-2023
        quote: up to five degrees hotter
      - source: city-news
sections:
  - id: why
    title: Why cities are hot
    content:
      - Asphalt stores the heat of the day [@city-news, p. 4].
"""
SOURCES = """
sources:
  - id: gibb-2023
    kind: report
    title: Urban heat
    publisher: Gibb Institute
    published: 2023-06
  - id: city-news
    kind: news
    title: Why our nights stay warm
    publisher: City News
    origin: gibb-2023
"""

Content = str | bytes | Mapping[str, Any]


def as_bytes(content: Content) -> bytes:
    """A file's bytes: a text without its common indent, or a mapping as YAML."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return dedent(content).lstrip("\n").encode()
    text = json.dumps(dict(content), ensure_ascii=False)
    unshared = json.loads(text)  # a value in two places is written twice, without a YAML alias
    # The quick one writes a character of an upper plane, such as an emoji, as an escape.
    dumper = yaml.CSafeDumper if max(text) < "\U00010000" else yaml.SafeDumper
    return yaml.dump(unshared, Dumper=dumper, sort_keys=False, allow_unicode=True).encode()


def inputs(files: Mapping[str, Content], **options: Any) -> Inputs:
    """Inputs of these files under `briefings/`, with our templates and a fixed day."""
    named = {f"briefings/{path}": as_bytes(content) for path, content in files.items()}
    compiled = COMPILED if options.get("templates", TEMPLATES) is TEMPLATES else COMPILED_OTHERS
    ours = {"templates": TEMPLATES, "compiled": compiled, "today": TODAY}
    return Inputs(files=named, **(ours | options))


def real_inputs() -> Inputs:
    """The briefings of this repository with an imprint, on a fixed day."""
    return replace(disk.read_inputs(ROOT), today=TODAY, imprint=Imprint("The Newsroom", "We write."))


def edition(files: Mapping[str, Content], **options: Any) -> Edition:
    """What these files compile to."""
    return compile(inputs(files, **options))


def page_of_claim(made: Edition, briefing: str, claim: str) -> str:
    """The HTML page of a claim in an edition."""
    return made.files[SitePath(html_file(claim_address(f"{briefing}/", claim), directory_urls=True))].decode()


def project(files: Mapping[str, Content]) -> Project:
    """The project of these files, which must have no problem."""
    found, problems = read_project(inputs(files))
    assert not problems, problems
    return found


def graph(files: Mapping[str, Content]) -> Graph:
    """The graph of these files."""
    return Graph(project(files))


def sources(*ids: str, origins: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A list of sources with these ids; `origins` names the source that some of them repeat."""
    repeats = origins or {}
    return {
        "sources": [
            {"id": name, "kind": "news", "title": f"About {name}", "publisher": f"The {name} paper"}
            | ({"origin": repeats[name]} if name in repeats else {})
            for name in ids
        ]
    }


def briefing(**parts: Any) -> dict[str, Any]:
    """The smallest briefing, with these parts in place of its own."""
    return {
        "title": "Heat",
        "summary": "It is hot.",
        "date": "2024",
        "key_points": [{"id": "hot", "text": "It is hot."}],
        "sections": [{"id": "why", "title": "Why", "content": [{"text": "Because.", "basis": "judgement"}]}],
    } | parts


class Site:
    """A project in a folder of its own; methods that write and build return the project, for chaining."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"

    def write(self, path: str, content: Content) -> Site:
        """Write a file of the project."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(as_bytes(content))
        return self

    def replace(self, path: str, old: str, new: str) -> Site:
        """Replace one passage of a file."""
        before = self.read(path)
        assert old in before
        return self.write(path, before.replace(old, new, 1))

    def remove(self, path: str) -> Site:
        """Delete a file or folder."""
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()
        return self

    def newsroom(self) -> Site:
        """The smallest project: one briefing of two sources."""
        self.write("mkdocs.yml", MKDOCS)
        self.write("docs/about.md", "# About us\n\nWho we are.\n")
        self.write("briefings/heat/briefing.yml", BRIEFING)
        return self.write("briefings/heat/sources.yml", SOURCES)

    def compile(self, *, drafts: bool = False, directory_urls: bool = True) -> Edition:
        """The edition of what is written."""
        return compile(disk.read_inputs(self.root, drafts=drafts, directory_urls=directory_urls))

    def build(self, *, drafts: bool = False, strict: bool = True) -> Site:
        """Build the site with MkDocs, as the command does."""
        mkdocs_build.build_site(self.root, self.site, drafts=drafts, strict=strict)
        return self

    def run(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m MODULE ARGUMENTS` in the project's folder."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)

    def file(self, address: str) -> Path:
        """The file that the site serves at an address."""
        path = self.site / address
        return path / "index.html" if address.endswith("/") or not address else path

    def page(self, address: str) -> Element:
        """The page at an address of the built site."""
        return parse(self.file(address).read_text("utf-8"))

    def read(self, path: str) -> str:
        """A file of the project as text."""
        return (self.root / path).read_text("utf-8")

    def files(self, under: str = "") -> dict[str, bytes]:
        """Every file of a folder of the project, by its path there."""
        folder = self.root / under
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
