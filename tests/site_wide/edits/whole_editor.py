"""Random edits of names, pictures, days, marks and looks, next to those of texts and files."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable

from site_wide.edits.wide_editor import WideEditor
from site_wide.hostile import corpus
from support.project import ROOT


class WholeEditor(WideEditor):
    """Makes edits of every kind."""

    def _kinds(self) -> list[Callable[[], None]]:
        return [
            *super()._kinds(),
            *(self.next_day, self.snapshot_replaced, self.file_renamed, self.any_folder_renamed),
            *(self.template_changed, self.picture_by_hand, self.handling, self.own_style, self.nothing),
            *(self.picture, self.link, self.hidden_file, self.no_original),
        ]

    def next_day(self) -> None:
        """The day after that of the last build."""
        os.environ["SOURCE_DATE_EPOCH"] = str(int(os.environ["SOURCE_DATE_EPOCH"]) + 86_400)

    def snapshot_replaced(self) -> None:
        """Another text in a stored copy that is there, which may lack words that are quoted, until the next edit."""
        found = [
            path
            for path in self._inputs()
            if path.suffix in (".txt", ".html") and path.parent.name == "snapshots"
        ]
        path = self.chance.choice(found)
        self._until_next(path.relative_to(self.site.root).as_posix())
        text = path.read_text("utf-8", "replace")
        path.write_text(self.chance.choice([f"{text} {self._word()}.", text[len(text) // 2 :]]), "utf-8")

    def file_renamed(self) -> None:
        """An input under another name, until the next edit."""
        path = self.chance.choice(self._inputs())
        other = path.with_name(self.chance.choice([f"old-{path.name}", f"{path.name}.txt", f".{path.name}"]))
        path.rename(other)
        self._undo.append(lambda: other.rename(path) if other.exists() and not path.exists() else None)

    def any_folder_renamed(self) -> None:
        """A briefing in a folder of another name, though others may lead to it, until the next edit."""
        folder = self.site.root / "briefings" / self.chance.choice(self._slugs())
        other = folder.with_name(f"{folder.name}-again")
        folder.rename(other)
        self._undo.append(lambda: other.rename(folder) if other.exists() and not folder.exists() else None)

    def template_changed(self) -> None:
        """Another text in the project's own template, or one that is new; it stays until `template` removes it."""
        name = "parts/shelf_item.html.j2"
        text = (ROOT / "templates" / name).read_text("utf-8")
        self.site.write(f"templates/{name}", f"{text}<!-- {self._word()} -->\n")

    def own_style(self) -> None:
        """Another style of the project's own, which pages load where a setting says so."""
        self.site.write("docs/own.css", f".own {{ margin: {self.made}px }}\n")

    def picture_by_hand(self) -> None:
        """A picture next to the pages by hand, and a page that shows it."""
        self.site.write("docs/about-us.png", _picture(self._word()))
        self.site.write("docs/us.md", "# Us\n\n![Two people](about-us.png)\n")

    def handling(self) -> None:
        """Another mark of who may read a briefing, until the next edit."""
        slug = self.chance.choice(self._slugs())
        self._until_next(f"briefings/{slug}/briefing.yml")
        mark = self.chance.choice(["TLP:CLEAR", "TLP:GREEN", "TLP:RED"])
        self._change(lambda data: data.update(handling=mark), slug)

    def nothing(self) -> None:
        """No edit: a file is written again as it was."""
        path = self.chance.choice(self._inputs())
        path.write_bytes(path.read_bytes())

    def link(self) -> None:
        """A link among the files of a briefing, which no site may be built from, until the next edit."""
        path = self.site.root / "briefings" / self.chance.choice(self._slugs()) / f"{self._word()}.png"
        path.symlink_to("/etc/hostname")
        self._undo.append(lambda: path.unlink(missing_ok=True))

    def hidden_file(self) -> None:
        """A file that nothing reads because its name begins with a dot."""
        self.site.write(
            f"briefings/{self.chance.choice(self._slugs())}/.{self._word()}", "Nobody reads this.\n"
        )

    def no_original(self) -> None:
        """A translation of a briefing that does not exist, with a name like that of another, until the next edit."""
        slug, other = self.chance.choice(self._slugs()), self.chance.choice(self._slugs())
        self._until_next(f"briefings/{slug}/briefing.yml")
        self._change(lambda data: data.update(translation_of=f"{other}s"), slug)

    def picture(self) -> None:
        """Another picture of a briefing."""
        if (self.site.root / "briefings/heat").is_dir():
            self.site.write("briefings/heat/images/a.png", _picture(self._word()))


def _picture(words: str) -> bytes:
    """A picture with some words in it that nobody sees."""
    comment = b"tEXtComment\0" + words.encode("latin-1")
    chunk = struct.pack(">I", len(comment) - 4) + comment + struct.pack(">I", zlib.crc32(comment))
    at = corpus.PICTURE.index(b"IDAT") - 4
    return corpus.PICTURE[:at] + chunk + corpus.PICTURE[at:]


__all__ = ["WholeEditor"]
