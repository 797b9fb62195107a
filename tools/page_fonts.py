"""Makes the text fonts of the pages from Source Serif 4, with only the weights and characters that pages use.

    python -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    npm pack @fontsource-variable/source-serif-4@5.3.1  # unpack it here
    fonts/bin/python tools/page_fonts.py package/files

An English page then loads 21 kB of fonts instead of 51 kB. Accented letters are in separate files, which a browser
requests only for pages that have them. A changed font may not use the name that the licence reserves, so these are
called Bindery Serif. The program prints the `unicode-range` of each file, for bindery.css.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Bindery Serif"
OUT = Path(__file__).resolve().parent.parent / "templates/theme/assets/bindery/fonts"
WEIGHTS = (400, 400, 600)  # lightest (text), default, heaviest (titles)
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk", "liga"]
PUNCTUATION = "–—―‘’‚“”„†‡•…‰′″‹›€™↑↓−\u00a0\u2002\u2009\u200b\u202f«»©®°±¶·×§£¬µ"
BASIC = {*range(0x20, 0x7F), *map(ord, PUNCTUATION)}
LATIN_1 = {*range(0xA0, 0x100), 0x131, 0x152, 0x153} - BASIC
LATIN_EXT = {*range(0x100, 0x250), *range(0x1E00, 0x1F00), 0x2BB, 0x2BC} - LATIN_1
FILES = {
    "bindery-serif": ("source-serif-4-latin-wght-normal", BASIC),
    "bindery-serif-latin-1": ("source-serif-4-latin-wght-normal", LATIN_1),
    "bindery-serif-latin-ext": ("source-serif-4-latin-ext-wght-normal", LATIN_EXT),
    "bindery-serif-italic": ("source-serif-4-latin-wght-italic", BASIC),
    "bindery-serif-italic-latin-1": ("source-serif-4-latin-wght-italic", LATIN_1),
}
COPYRIGHT, UNIQUE, FULL, VERSION, POSTSCRIPT, LICENCE, LICENCE_ADDRESS = 0, 3, 4, 5, 6, 13, 14
FAMILY_NAMES, STYLE_NAMES = (1, 16), (2, 17)


def main(folder: Path) -> None:
    """Writes all the font files, from a folder of WOFF2 files."""
    for name, (original, letters) in FILES.items():
        font = TTFont(folder / f"{original}.woff2", recalcTimestamp=False)
        font = _lettered(font, letters)
        font = instantiateVariableFont(font, {"wght": WEIGHTS}, updateFontNames=False)
        _rename(font, "Italic" if "italic" in name else "Regular")
        font.flavor = "woff2"
        path = OUT / f"{name}.woff2"
        font.save(path)
        print(path.name, path.stat().st_size, "unicode-range:", _ranges(font.getBestCmap()))


def _lettered(font: TTFont, letters: set[int]) -> TTFont:
    """Returns the font with only these characters; saved and read again, because only that removes the rest."""
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = [COPYRIGHT, UNIQUE, FULL, VERSION, POSTSCRIPT, LICENCE, LICENCE_ADDRESS]
    options.name_IDs += [*FAMILY_NAMES, *STYLE_NAMES]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    saved = BytesIO()
    font.flavor = None
    font.save(saved)
    saved.seek(0)
    return TTFont(saved, recalcTimestamp=False)


def _rename(font: TTFont, style: str) -> None:
    """Removes the reserved name from every name except the copyright notice, which has to stay."""
    names = font["name"]
    joined = FAMILY.replace(" ", "")
    said = dict.fromkeys(FAMILY_NAMES, FAMILY) | dict.fromkeys(STYLE_NAMES, style)
    said |= {UNIQUE: f"{joined}-{style}", FULL: f"{FAMILY} {style}", POSTSCRIPT: f"{joined}-{style}"}
    for record in list(names.names):
        if record.nameID in said:
            record.string = said[record.nameID]
    reserved = [r for r in names.names if "Source" in str(r) and r.nameID != COPYRIGHT]
    assert not reserved, reserved  # noqa: S101


def _ranges(codes: Iterable[int]) -> str:
    """Returns code points as a CSS `unicode-range`, such as `U+20-7E, U+A0`."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
