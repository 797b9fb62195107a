"""Random edits of everything else: pages by hand, templates, settings, copies, links, names, days, and the store."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from site_wide.edits.editor import FIRST, Data, Editor
from site_wide.hostile import corpus
from site_wide.test_incremental import MADE
from support.project import MKDOCS, ROOT, Site, as_bytes

STORE = ".bindery/store"
DAYS = (
    1_790_000_000,
    1_790_100_000,
    1_798_700_000,
    1_900_000_000,
)  # two on one day or the next, two much later
SETTINGS: tuple[tuple[str, str], ...] = (
    ("site_name: The Newsroom\n", "site_name: The Other Newsroom\n"),
    ("  - bindery\n", "  - bindery: {references: author-date}\n"),
    ("  - bindery\n", "  - bindery: {strict_figures: true}\n"),
    ("theme:\n", "strict: true\ntheme:\n"),
    ("theme:\n", "site_description: What we know\ntheme:\n"),
    ("theme:\n", "nav: [about.md]\ntheme:\n"),
    ("theme:\n", "extra_css: [own.css]\ntheme:\n"),
    ("theme:\n", "copyright: Nobody\ntheme:\n"),
    ("  - search\n", '  - search: {separator: "[\\\\s]+"}\n'),
    ("  name: material\n", "  name: material\n  language: de\n"),
    ("  name: material\n", "  name: material\n  palette: {primary: teal}\n"),
    ("  name: material\n", "  name: material\n  features: [search.highlight, navigation.top]\n"),
    ("  - bindery\n", "  - bindery: {audience: 'TLP:GREEN'}\n"),
    ("  - bindery\n", "  - bindery: {epub: true}\n"),
    ("  - bindery\n", "  - bindery: {pdf: true}\n"),
    ("  - bindery\n", "  - bindery: {drafts: true}\n"),
)
COPY = (
    " ".join(f"The {word} of the long copy was seen by many" for word in "abcdefghijklmnopqrstuvwxyz") + ".\n"
)


class WideEditor(Editor):
    """Makes edits of every kind. What would stop each later build is taken back before the next edit."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        super().__init__(site, chance)
        self._undo: list[Callable[[], object]] = []
        self._places = corpus.places()
        self._good: dict[str, bytes] = {}
        for path, data in corpus.filled({}).items():
            site.write(path, data)
        site.write("docs/own.css", ".own {}\n")
        self.keep()

    def edit(self) -> str:
        """Takes back what broke the project, makes an edit, and returns its name."""
        while self._undo:
            self._undo.pop()()
        try:
            return super().edit() if self.chance.random() < 0.5 else self._wide_edit()
        except (
            LookupError,
            StopIteration,
            FileNotFoundError,
        ) as error:  # an earlier edit removed what this one changes
            return f"no edit ({error!r})"

    def _wide_edit(self) -> str:
        kind = self.chance.choice(self._kinds())
        self.made += 1
        kind()
        return kind.__name__

    def _kinds(self) -> list[Callable[[], None]]:
        return [
            *(4 * [self.any_text]),
            *(
                2
                * [self.page_by_hand, self.snapshot_added, self.snapshot_removed, self.link, self.former_name]
            ),
            *(self.template, self.settings, self.shared_copies, self.language, self.broken_file, self.day),
            *(self.file_removed, self.id_of_source, self.id_of_claim, self.order, self.source_removed),
            *(self.store_lost, self.store_torn, self.store_foreign, self.store_hostile, self.two_builds),
            *(self.fingerprint, self.map_file, self.folder_of_sources, self.draft),
        ]

    def keep(self) -> int:
        """Notes the project as it is, as one that can be built; returns 0."""
        self._good = self._files()
        return 0

    def restore(self) -> None:
        """Has the project again as it was when it could last be built."""
        self._undo.clear()
        for path in self._files().keys() - self._good.keys():
            self.site.remove(path)
        for path, data in self._good.items():
            self.site.write(path, data)

    def _files(self) -> dict[str, bytes]:
        return {path: data for path, data in self.site.files("").items() if not path.startswith(MADE)}

    def _until_next(self, path: str) -> None:
        """Has a file written as it is now before the next edit."""
        file = self.site.root / path
        data = file.read_bytes()
        self._undo.append(lambda: self.site.write(path, data) if file.parent.is_dir() else None)

    def _inputs(self) -> list[Path]:
        return sorted(path for path in (self.site.root / "briefings").rglob("*") if path.is_file())

    def any_text(self) -> None:
        """A text of the briefing with every field: of a chart, a map, a text under review, a dispute, and so on."""
        place = self.chance.choice(self._places)
        if not (self.site.root / place.file).is_file():
            return
        self._until_next(place.file)
        data = yaml.safe_load((self.site.root / place.file).read_text("utf-8"))
        try:
            corpus.put(data, place.path, corpus.fitting(place, self._word()))
        except (KeyError, IndexError, TypeError):
            return  # another edit removed it
        self.site.write(place.file, as_bytes(data))
        if self.chance.random() < 0.7:
            self._undo.pop()

    def page_by_hand(self) -> None:
        """A page by hand, new or changed or gone, some of them in the folder of a briefing, and with links."""
        name = self.chance.choice(["about", "more", "north/notes", "sources/ours", "deep/er"])
        links = ["north/claims.md#hot", "index.md", "sources/index.md", "heat/why.md", "south/index.md"]
        up = "../" * name.count("/")
        text = f"# {self._word().capitalize()}\n\n[A link]({up}{self.chance.choice(links)})\n\n## {self._word()}\n"
        path = self.site.root / f"docs/{name}.md"
        if path.is_file() and name != "about" and self.chance.random() < 0.4:
            path.unlink()
        else:
            self.site.write(f"docs/{name}.md", text)

    def template(self) -> None:
        """A template of the project's own, or none."""
        folder = self.site.root / "templates"
        if folder.exists():
            shutil.rmtree(folder)
            return
        name = self.chance.choice(["home.md.j2", "section.md.j2", "parts/shelf_item.html.j2", "source.md.j2"])
        self.site.write(f"templates/{name}", (ROOT / "templates" / name).read_text("utf-8") + "\n")
        self._undo.append(lambda: shutil.rmtree(folder, ignore_errors=True))

    def settings(self) -> None:
        """A setting in mkdocs.yml, or none of these."""
        before = (self.site.root / "mkdocs.yml").read_text("utf-8")
        old, new = self.chance.choice(SETTINGS)
        text = before.replace(new, old) if new in before else before.replace(old, new)
        self.site.write("mkdocs.yml", text if self.chance.random() < 0.8 else MKDOCS)

    def snapshot_added(self) -> None:
        """A stored copy of a source, which may lack words that are quoted."""
        slug = self.chance.choice(self._slugs())
        day = self.chance.choice(["", ".2024-05-02"])
        path = f"briefings/{slug}/snapshots/{self.chance.choice(self._sources())}{day}.txt"
        there = (self.site.root / path).exists()
        self.site.write(path, f"They say: it was hot. {self._word()}.\n")
        if not there:
            self._undo.append(lambda: (self.site.root / path).unlink(missing_ok=True))
            if self.chance.random() < 0.3:
                self._undo.pop()

    def snapshot_removed(self) -> None:
        """A stored copy less."""
        found = [
            path for path in self._inputs() if path.parent.name == "snapshots" and "heat" not in path.parts
        ]
        if found:
            self.chance.choice(found).unlink()

    def shared_copies(self) -> None:
        """Two copies with much the same text, about which there is a hint."""
        for name in ("north", "south"):
            if (self.site.root / f"briefings/{name}").is_dir():
                path = f"briefings/{name}/snapshots/{name}-paper.txt"
                self.site.write(path, f"{COPY}{self._word()}.\n")
                if self.chance.random() < 0.5:
                    self._undo.append(lambda path=path: (self.site.root / path).unlink(missing_ok=True))  # type: ignore[misc]

    def link(self) -> None:
        """A link to another briefing or a part of it, which may not be there."""
        slug = self.chance.choice(self._slugs())
        part = self.chance.choice(["", "#hot", "#dry", "#why", "#first", "#place"])
        target = self.chance.choice(self._slugs())
        self._until_next(f"briefings/{slug}/briefing.yml")
        words = f"See []({target}{part})."
        self._change(lambda data: self._text(data).update(text=f"{self._text(data)['text']} {words}"), slug)

    def former_name(self) -> None:
        """A former name of a briefing, a claim, a section or a source."""
        name = f"old-{self.made % 5}"
        kind = self.chance.choice(["briefing", "claim", "section", "source"])

        def change(data: Data) -> None:
            parts = {"briefing": [data], "claim": data["claims"], "section": data["sections"]}
            self.chance.choice(parts[kind])["was"] = [name] if self.chance.random() < 0.7 else []

        if kind == "source":
            self._change_sources(
                lambda data: self.chance.choice(data["sources"]).update(was=[f"{name}-source"])
            )
        else:
            self._change(change)

    def language(self) -> None:
        """Another language of a briefing."""
        self._change(lambda data: data.update(language=self.chance.choice(["en", "de", "ur", "x-none"])))

    def draft(self) -> None:
        """Any briefing becomes a draft, or no draft."""
        self._change(lambda data: data.update(status=self.chance.choice(["draft", "published", "published"])))

    def broken_file(self) -> None:
        """A file that cannot be read, until the next edit."""
        found = [path for path in self._inputs() if path.suffix == ".yml"]
        path = self.chance.choice(found).relative_to(self.site.root).as_posix()
        self._until_next(path)
        text = self.site.root.joinpath(path).read_text("utf-8")
        broken = [
            f"{text}\n: [",
            text[: len(text) // 2],
            "",
            "- a\n- b\n",
            text.replace("title", "titel", 1),
            "\0",
        ]
        self.site.write(path, self.chance.choice(broken).encode())

    def file_removed(self) -> None:
        """Any input less, until the next edit."""
        path = self.chance.choice(self._inputs())
        self._until_next(path.relative_to(self.site.root).as_posix())
        path.unlink()

    def id_of_source(self) -> None:
        """Another id of a source that was added, with a former id or without."""

        def change(data: Data) -> None:
            found = [source for source in data["sources"] if source["id"].startswith("added-")]
            if found:
                source = self.chance.choice(found)
                source["was"] = [source["id"]] if self.chance.random() < 0.5 else []
                source["id"] = f"added-{self.made}-again"

        self._change_sources(change)

    def source_removed(self) -> None:
        """A source less, of those that were added; it may be cited."""
        slug = self.chance.choice(self._slugs())
        path = f"briefings/{slug}/sources.yml"
        self._until_next(path)

        def change(data: Data) -> None:
            found = [source for source in data["sources"] if source["id"].startswith("added-")]
            if found:
                data["sources"].remove(self.chance.choice(found))

        self._change_sources(change, path)

    def id_of_claim(self) -> None:
        """Another id of a claim, with its former id."""

        def change(data: Data) -> None:
            claim = self.chance.choice(data["claims"])
            if claim["id"].startswith("c"):
                claim.update(was=[claim["id"]], id=f"c{self.made}")

        self._change(change)

    def order(self) -> None:
        """Claims, sections or sources in another order."""
        key = self.chance.choice(["claims", "sections"])
        self._change(lambda data: data[key].sort(key=lambda part: part["id"], reverse=self.made % 2 == 0))

    def folder_of_sources(self) -> None:
        """The sources of a briefing in the shared list."""
        slug = self.chance.choice(self._slugs())
        path, shared = f"briefings/{slug}/sources.yml", "briefings/sources.yml"
        if slug in FIRST:
            return
        own = yaml.safe_load((self.site.root / path).read_text("utf-8"))
        if not own["sources"]:
            return
        moved = own["sources"].pop()
        self.site.write(path, own)
        self._change_sources(lambda data: data["sources"].append(moved), shared)

    def day(self) -> None:
        """Another day of the build."""
        os.environ["SOURCE_DATE_EPOCH"] = str(self.chance.choice(DAYS))

    def map_file(self) -> None:
        """Another map file."""
        if (self.site.root / "briefings/heat").is_dir():
            text = corpus.MAP.decode().replace("70.4", f"70.{self.made % 9}")
            self.site.write("briefings/heat/maps/a.geojson", text.encode())

    def fingerprint(self) -> None:
        """A file in a briefing's folder that nothing reads."""
        self.site.write(
            f"briefings/{self.chance.choice(self._slugs())}/notes-{self.made % 2}.md", self._word()
        )

    def _store(self) -> list[Path]:
        found = (self.site.root / STORE).glob(
            "*"
        )  # another edit may have put a folder in the place of a file
        return sorted(path for path in found if path.name != ".gitignore" and path.is_file())

    def store_lost(self) -> None:
        """A store without some of its files, or no store; and an edit that needs it."""
        found = self._store()
        for path in found if self.chance.random() < 0.3 else self.chance.sample(found, len(found) // 3):
            path.unlink()
        self.title()

    def store_torn(self) -> None:
        """A store with files that are cut short, empty, or have other bytes."""
        for path in self.chance.sample(self._store(), len(self._store()) // 2):
            data = path.read_bytes()
            path.write_bytes(self.chance.choice([b"", data[:-1], data[: len(data) // 2], data[::-1], b"{}"]))
        self.title()

    def store_foreign(self) -> None:
        """A store whose files have each other's names, as another program might leave it."""
        found = self._store()
        for one, other in zip(found, reversed(found), strict=True):
            one.write_bytes(other.read_bytes())
        self.summary()

    def store_hostile(self) -> None:
        """A store that is a file, a link, a pipe or full of folders."""
        store = self.site.root / STORE
        if not store.is_dir() or store.is_symlink():
            return
        ways: list[Callable[[], Any]] = [
            lambda: (shutil.rmtree(store), store.write_bytes(b"no folder")),
            lambda: (shutil.rmtree(store), store.symlink_to(self.site.root / "docs")),
            lambda: [(path.unlink(), path.mkdir()) for path in self._store()],
            lambda: [(path.unlink(), os.mkfifo(path)) for path in self._store()],
            lambda: [(path.unlink(), path.symlink_to("/dev/zero")) for path in self._store()],
        ]
        self.chance.choice(ways)()
        self.title()
        self._undo.append(lambda: store.unlink() if store.is_symlink() or store.is_file() else None)

    def two_builds(self) -> None:
        """Two builds at once; either may refuse."""
        self.title()
        command = [sys.executable, "-m", "bindery", "build", "--website-only"]
        both = [
            subprocess.Popen(
                command, cwd=self.site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            for _ in range(2)
        ]
        for one in both:
            one.wait()
        self.summary()


__all__ = ["WideEditor"]
