"""Makes the fonts of preview cards and PDF files, and a table of their character widths, from the fonts of the site.

    python -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1 uharfbuzz==0.57.0
    npm pack @fontsource/noto-naskh-arabic@5.3.0 @fontsource-variable/source-serif-4@5.3.1  # unpack both here
    fonts/bin/python tools/card_fonts.py FOLDER_OF_WOFF2_FILES

A card is drawn with one font that has every character it may show, because the renderer takes a missing character
from the fonts of the machine, which differ from one machine to another. So Latin and Arabic characters are merged into
one file for each weight, under a unique name. The italic, which only PDF files use, has Latin characters. The licences reserve the names of the original fonts.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import uharfbuzz
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

NAME = "Bindery Card"
OUT = Path(__file__).resolve().parent.parent / "bindery/drawing/fonts"
PAPER = OUT.parent.parent / "paper/fonts"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
LATIN = ("source-serif-4-latin-wght-normal.woff2", "source-serif-4-latin-ext-wght-normal.woff2")
ITALIC = ("source-serif-4-latin-wght-italic.woff2", "source-serif-4-latin-ext-wght-italic.woff2")
ARABIC = "noto-naskh-arabic-arabic-{}-normal.woff2"
LETTERS = {  # characters taken from the Arabic font; the rest come from the Latin one
    *range(0x0600, 0x0700),
    *range(0x0750, 0x0780),
    *range(0x08A0, 0x08C8),
    *range(0x200C, 0x2012),
    0xFDFA,
    0xFDFD,
}
ALIKE = {
    0x2010: ord("-"),
    0x2011: ord("-"),
    0x202F: 0xA0,
}  # hyphens, and the narrow no-break space
UNSEEN = 0x200B
ALIKE |= dict.fromkeys((*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), UNSEEN)
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "init", "medi", "fina", "rlig", "liga"]
JOINER = "\u200d"


def main(folder: Path) -> None:
    """Writes both fonts and their widths, from a folder of WOFF2 files."""
    widths: dict[str, dict[str, list[int]]] = {}
    for weight, style in WEIGHTS.items():
        font = _merged(folder, weight, (*LATIN, ARABIC.format(weight)))
        _add_lookalikes(font)
        font.recalcTimestamp = False
        _name(font, weight, style)
        path = OUT / f"card-{weight}.ttf"
        font.save(path, reorderTables=True)
        widths[str(weight)] = _widths(path)
    _make_italic(folder)
    text = json.dumps(widths, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (OUT / "widths.json").write_text(text.replace('],"', '],\n"') + "\n", "utf-8")


def _make_italic(folder: Path) -> None:
    font = _merged(folder, 400, ITALIC)
    _add_lookalikes(font)
    font.recalcTimestamp = False
    _name(font, 400, "Italic")
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x40 | 1  # italic, not regular
    font["head"].macStyle |= 2
    font.save(PAPER / "card-400-italic.ttf", reorderTables=True)


def _merged(folder: Path, weight: int, files: tuple[str, ...]) -> TTFont:
    parts: list[BytesIO] = []
    taken: set[int] = set()
    for name in files:
        font = TTFont(folder / name, recalcTimestamp=False)
        if "fvar" in font:
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
        wanted = set(font.getBestCmap()) - taken
        wanted = wanted & LETTERS if "arabic" in name else {code for code in wanted if code >= ord(" ")}
        taken |= wanted
        parts.append(_part(font, wanted))
    return Merger().merge(parts)


def _add_lookalikes(font: TTFont) -> None:
    """Maps characters that the fonts lack to a similar glyph, so that no other font is used for them."""
    for table in font["cmap"].tables:
        for code, alike in ALIKE.items():
            if alike in table.cmap:
                table.cmap.setdefault(code, table.cmap[alike])


def _part(font: TTFont, letters: set[int]) -> BytesIO:
    options = Options(
        layout_features=FEATURES,
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables += ["BASE", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    saved = BytesIO()
    font.flavor = None
    font.save(saved)
    saved.seek(0)
    return saved


def _name(font: TTFont, weight: int, style: str) -> None:
    table = font["name"]
    table.names = []
    said = {
        0: "Copyright 2014-2021 Adobe Systems Incorporated (http://www.adobe.com/), with Reserved Font Name 'Source'. "
        "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/arabic). Modified for Bindery.",
        1: NAME if weight == 400 else f"{NAME} {style}",  # noqa: PLR2004
        2: "Italic" if style == "Italic" else "Regular",
        3: f"{NAME} {weight} {style}" if style == "Italic" else f"{NAME} {weight}",
        4: f"{NAME} {style}",
        5: "Version 1.0",
        6: f"{NAME.replace(' ', '')}-{style}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
        16: NAME,
        17: style,
    }
    for number, text in said.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].created = font["head"].modified = 0


def _widths(path: Path) -> dict[str, list[int]]:
    """Returns the advance widths of each character, in thousandths of the font size.

    A character has one number; one that joins only the character before it has two: alone, joined; one that joins
    on both sides has four: alone, joined to the next, joined to the one before, joined to both.
    """
    font = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))

    def shaped(text: str, place: int) -> tuple[tuple[int, ...], int]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.CHARACTERS
        uharfbuzz.shape(font, buffer)
        glyphs = tuple(info.codepoint for info in buffer.glyph_infos if info.cluster == place)
        return glyphs, sum(position.x_advance for position in buffer.glyph_positions)

    found: dict[str, list[int]] = {}
    for code in sorted(TTFont(path).getBestCmap()):
        char = chr(code)
        alone, with_next = shaped(char, 0), shaped(char + JOINER, 0)
        with_last, with_both = shaped(JOINER + char, 1), shaped(JOINER + char + JOINER, 1)
        if code not in LETTERS or alone[0] == with_last[0] == with_next[0]:
            found[char] = [alone[1]]
        elif alone[0] == with_next[0]:
            found[char] = [alone[1], with_last[1]]
        else:
            found[char] = [alone[1], with_next[1], with_last[1], with_both[1]]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
