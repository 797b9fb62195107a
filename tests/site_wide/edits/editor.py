"""Random edits of briefings and their sources, as analysts make them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from typing import Any

import yaml
from site_wide.test_incremental import BROKEN, OWN
from support.project import Site, briefing

WORDS = ("heat", "drought", "flood", "harvest", "border", "market", "council", "survey", "river", "winter")
FIRST = ("north", "south", "east", "west", "heat")  # the briefings that are there at the beginning
Data = dict[str, Any]


class Editor:
    """Makes random edits that leave a project which can be built, nearly always.

    Args:
        site: the project.
        chance: the source of chance.
    """

    def __init__(self, site: Site, chance: random.Random) -> None:
        self.site = site
        self.chance = chance
        self.made = 0

    def edit(self) -> str:
        """Makes an edit, and returns its name."""
        kinds: list[Callable[[], None]] = [
            *(3 * [self.word, self.summary, self.title, self.claim_added, self.claim_text]),
            *(2 * [self.evidence_removed, self.evidence_added, self.source_corrected, self.section_added]),
            *(2 * [self.section_removed, self.claim_removed, self.date, self.key_points, self.cited]),
            *(self.source_added, self.briefing_added, self.briefing_removed, self.briefing_renamed),
            *(
                self.status,
                self.shared_source,
                self.origin,
                self.setting,
                self.stored,
                self.damage,
                self.tags,
            ),
        ]
        kind = self.chance.choice(kinds)
        self.made += 1
        kind()
        return kind.__name__

    def _slugs(self) -> list[str]:
        return sorted(path.parent.name for path in self.site.root.glob("briefings/*/briefing.yml"))

    def _word(self) -> str:
        return f"{self.chance.choice(WORDS)} {self.made}"

    def _change(self, change: Callable[[Data], object], slug: str = "") -> None:
        path = f"briefings/{slug or self.chance.choice(self._slugs())}/briefing.yml"
        data = yaml.safe_load((self.site.root / path).read_text("utf-8"))
        change(data)
        self.site.write(path, data)

    def _change_sources(self, change: Callable[[Data], object], path: str = "") -> None:
        path = path or f"briefings/{self.chance.choice(self._slugs())}/sources.yml"
        data = yaml.safe_load((self.site.root / path).read_text("utf-8"))
        change(data)
        self.site.write(path, data)

    def _sources(self) -> list[str]:
        found: list[str] = []
        for path in sorted(self.site.root.glob("briefings/**/sources.yml")):
            found += [source["id"] for source in yaml.safe_load(path.read_text("utf-8"))["sources"]]
        return found

    def word(self) -> None:
        """A word in a paragraph."""
        self._change(
            lambda data: self._text(data).update(text=f"{self._text(data)['text']} More {self._word()}.")
        )

    def _text(self, data: Data) -> Data:
        return next(block for block in data["sections"][0]["content"] if "text" in block)

    def summary(self) -> None:
        """A word in the summary."""
        self._change(lambda data: data.update(summary=f"{data['summary']} And {self._word()}."))

    def title(self) -> None:
        """Another title; the newest three are in the navigation of every page."""
        self._change(lambda data: data.update(title=f"On {self._word()} & more"))

    def claim_added(self) -> None:
        """One more claim."""
        claim = {"id": f"c{self.made}", "text": f"There was {self._word()}.", "evidence": [self._evidence()]}
        self._change(lambda data: data["claims"].append(claim))

    def _evidence(self) -> Data:
        return {
            "source": self.chance.choice(self._sources()),
            "stance": self.chance.choice(["supports", "disputes"]),
        }

    def claim_text(self) -> None:
        """A word in a claim."""

        def change(data: Data) -> None:
            claim = self.chance.choice(data["claims"])
            claim["text"] = f"It was rather {self._word()}."

        self._change(change)

    def claim_removed(self) -> None:
        """One claim less, where nothing names it."""
        self._change(
            lambda data: data.update(
                claims=[claim for claim in data["claims"] if claim["id"] != f"c{self.made - 1}"]
            )
        )

    def evidence_added(self) -> None:
        """One more piece of evidence."""
        self._change(
            lambda data: (
                self.chance.choice(data["claims"]).setdefault("evidence", []).append(self._evidence())
            )
        )

    def evidence_removed(self) -> None:
        """One piece of evidence less."""

        def change(data: Data) -> None:
            claim = self.chance.choice(data["claims"])
            claim["evidence"] = claim.get("evidence", [])[:1]

        self._change(change)

    def key_points(self) -> None:
        """Other key points."""
        self._change(lambda data: data.update(key_points=[self.chance.choice(data["claims"])["id"]]))

    def date(self) -> None:
        """Another date, which changes the order of briefings."""
        self._change(
            lambda data: data.update(date=f"2024-0{self.chance.randint(1, 9)}-1{self.chance.randint(0, 9)}")
        )

    def tags(self) -> None:
        """Other tags."""
        self._change(lambda data: data.update(tags=[self.chance.choice(WORDS)]))

    def cited(self) -> None:
        """One more citation in prose, perhaps of a source of another briefing."""
        source = self.chance.choice(self._sources())
        self._change(
            lambda data: self._text(data).update(
                text=f"{self._text(data)['text']} So it is said [@{source}]."
            )
        )

    def section_added(self) -> None:
        """One more section."""
        content = [{"text": f"## About {self._word()}\n\nNothing is known.", "basis": "judgement"}]
        section = {"id": f"s{self.made}", "title": self._word().capitalize(), "content": content}
        self._change(lambda data: data["sections"].append(section))

    def section_removed(self) -> None:
        """One section less; the first stays."""
        self._change(lambda data: data.update(sections=data["sections"][: max(1, len(data["sections"]) - 1)]))

    def source_corrected(self) -> None:
        """Another title of a source."""
        self._change_sources(
            lambda data: self.chance.choice(data["sources"]).update(title=f"A paper on {self._word()}")
        )

    def shared_source(self) -> None:
        """Another title of a source that all share."""
        self._change_sources(
            lambda data: data["sources"][0].update(title=self._word()), "briefings/sources.yml"
        )

    def source_added(self) -> None:
        """One more source, which nothing cites yet."""
        source = {"id": f"added-{self.made}", "kind": "news", "title": self._word(), "publisher": "A paper"}
        self._change_sources(lambda data: data["sources"].append(source))

    def origin(self) -> None:
        """Another origin of a source."""

        def change(data: Data) -> None:
            source = next(source for source in data["sources"] if "origin" in source)
            source["origin"] = self.chance.choice(["bureau", *(o["id"] for o in data.get("origins", ()))])

        self._change_sources(change)

    def briefing_added(self) -> None:
        """One more briefing, with sources of its own."""
        name = self.chance.choice([f"more-{self.made}", f"north-{self.made}", "nort"])
        claim = {"id": "cold", "text": f"It was {self._word()}.", "evidence": [{"source": f"{name}-paper"}]}
        content = [{"text": f"A paragraph [@{name}-paper; @agency].", "basis": "judgement"}]
        sections = [{"id": "why", "title": "Why", "content": content}]
        made = briefing(
            title=f"On {name}", summary="A summary.", date="2024-02-01", claims=[claim], sections=sections
        )
        self.site.write(f"briefings/{name}/briefing.yml", made)
        self.site.write(
            f"briefings/{name}/sources.yml", OWN.replace("NAME", name).replace("ORIGIN", "bureau")
        )

    def briefing_removed(self) -> None:
        """One briefing less, of those that were added."""
        added = [slug for slug in self._slugs() if slug not in FIRST]
        if added:
            shutil.rmtree(self.site.root / "briefings" / self.chance.choice(added))

    def briefing_renamed(self) -> None:
        """A briefing in a folder of another name."""
        added = [slug for slug in self._slugs() if slug not in FIRST]
        if added:
            folder = self.site.root / "briefings" / self.chance.choice(added)
            folder.rename(folder.with_name(f"{folder.name}-{self.made}"))

    def status(self) -> None:
        """A briefing that was added becomes a draft, or no draft."""
        added = [slug for slug in self._slugs() if slug not in FIRST]
        if added:
            states = ["draft", "published", "archived", "withdrawn"]
            self._change(
                lambda data: data.update(status=self.chance.choice(states)), self.chance.choice(added)
            )

    def setting(self) -> None:
        """An address for the site, or none, or other addresses of pages."""
        text = (self.site.root / "mkdocs.yml").read_text("utf-8")
        line = self.chance.choice(["site_url: https://example.org/n/\n", "use_directory_urls: false\n"])
        self.site.write("mkdocs.yml", text.replace(line, "") if line in text else line + text)

    def stored(self) -> None:
        """Another stored copy."""
        words = f"Everybody says that it was hot, and {self._word()}.\n"
        self.site.write("briefings/north/snapshots/north-report.txt", words)

    def damage(self) -> None:
        """Something that builds leave for one another is broken or lost."""
        BROKEN[self.chance.choice(sorted(BROKEN))](self.site)
