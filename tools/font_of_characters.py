"""Makes one font that has a few characters, from the files of a font that is divided into many.

    python -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    npm pack @fontsource/noto-sans-sc@5.3.0  # unpack it here
    fonts/bin/python tools/font_of_characters.py package/files '*-400-normal.woff2' CHARACTERS templates/fonts/han.ttf

A build that sets PDF files names the characters that its fonts lack. The font in `templates/fonts/` has those of the
Chinese words that the briefings of this project quote.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Bindery Han"  # a changed font should not have the name of the original


def main(folder: Path, pattern: str, characters: str, out: Path) -> None:
    """Writes a font with the characters that are in the files of a folder, and names those that are in none."""
    wanted = {ord(character) for character in characters if not character.isspace()}
    parts: list[BytesIO] = []
    for path in sorted(folder.glob(pattern)):
        found = wanted & set(TTFont(path).getBestCmap())
        if found:
            parts.append(_part(path, found))
            wanted -= found
    font = Merger().merge(parts)
    table = font["name"]
    copyright_line = str(table.getName(0, 3, 1, 0x409) or "")
    table.names = []
    said = {
        0: f"{copyright_line} Modified for Bindery.".strip(),
        1: FAMILY,
        2: "Regular",
        3: FAMILY,
        4: FAMILY,
    }
    said |= {5: "Version 1.0", 6: FAMILY.replace(" ", ""), 14: "https://openfontlicense.org"}
    said[13] = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    for number, text in said.items():
        table.setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(out, reorderTables=True)
    print(f"{out}: {out.stat().st_size:,} bytes; in no file: {''.join(map(chr, sorted(wanted))) or 'none'}")


def _part(path: Path, characters: set[int]) -> BytesIO:
    font = TTFont(path, recalcTimestamp=False)
    options = Options(
        layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, recalc_timestamp=False
    )
    options.drop_tables += ["BASE", "STAT", "gasp", "VORG", "vhea", "vmtx", "GSUB", "GPOS", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = None
    saved = BytesIO()
    font.save(saved)
    saved.seek(0)
    return saved


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
