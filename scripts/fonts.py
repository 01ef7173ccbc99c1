"""Makes our font files from unpacked npm packages of Fontsource, whichever FOLDER holds.

Usage: python scripts/fonts.py FOLDER (it has package.json, LICENSE and files/).

- @fontsource/be-vietnam-pro gives the two web fonts of the pages. Only the letters, signs and figures that an office
  writes; figures of one width (`tnum`), which columns of numbers need and the typeface lacks, are made here. Hints
  stay, for the office's older Windows screens.
- @fontsource/tinos gives the four faces that official documents print in as PDF: Tinos is as wide as Times New Roman
  in every letter, so a page breaks where Word breaks it.

The packages split each face into a Latin and a Vietnamese file. A Vietnamese page always needs both, and a PDF made
from the halves is garbled, so here they become one. The results are modified versions under the same licence.
"""

import json
import shutil
import sys
from io import BytesIO
from pathlib import Path

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "banlanh" / "core" / "static" / "core" / "fonts"
PAPER = ROOT / "vanban" / "fonts"
WEIGHTS = (400, 600)
FACES = {
    "Regular": "400-normal",
    "Italic": "400-italic",
    "Bold": "700-normal",
    "BoldItalic": "700-italic",
}
VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
SIGNS = (
    "\u00a0\u00a7\u00a9\u00ab\u00b0\u00b1\u00b2\u00b7\u00bb\u00d7\u2013\u2014\u2018"
    "\u2019\u201c\u201d\u2022\u2026\u20ab\u2212"
)
LETTERS = {*range(0x20, 0x7F), *map(ord, VIETNAMESE + VIETNAMESE.upper() + SIGNS)}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LIMIT = 49_000  # both weights together (PERFORMANCE P10)


def main(package: Path) -> None:
    name = json.loads((package / "package.json").read_text("utf-8"))["name"]
    make, folder = {"@fontsource/be-vietnam-pro": (for_pages, PAGES), "@fontsource/tinos": (for_paper, PAPER)}[name]
    folder.mkdir(parents=True, exist_ok=True)
    sizes = make(package / "files")
    shutil.copyfile(package / "LICENSE", folder / "OFL.txt")
    print(f"{sum(sizes):,} bytes in {len(sizes)} files")


def for_pages(files: Path) -> list[int]:
    sizes = [web_font(files, weight) for weight in WEIGHTS]
    if sum(sizes) > LIMIT:
        sys.exit(f"{sum(sizes):,} bytes, more than {LIMIT:,}")
    return sizes


def web_font(files: Path, weight: int) -> int:
    font = merged(files, "be-vietnam-pro", f"{weight}-normal")
    options = subset.Options(layout_features=["kern"], name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    cut(font, options, LETTERS)
    add_even_figures(font)
    font.flavor = "woff2"
    return saved(font, PAGES / f"be-vietnam-pro-{weight}.woff2")


def for_paper(files: Path) -> list[int]:
    return [paper_font(files, face) for face in FACES]


def paper_font(files: Path, face: str) -> int:
    """A whole face without hints, kerning and ligatures: Word uses none of them by itself."""
    font = merged(files, "tinos", FACES[face])
    options = subset.Options(
        layout_features=["ccmp", "mark", "mkmk"], name_IDs=["*"], notdef_outline=True, hinting=False
    )
    cut(font, options, LETTERS | set(font.getBestCmap()))
    return saved(font, PAPER / f"Tinos-{face}.ttf")


def merged(files: Path, family: str, face: str) -> TTFont:
    names = [f"{family}-{part}-{face}.woff2" for part in ("latin", "vietnamese")]
    font = merge.Merger().merge([plain(files / name) for name in names])
    font.recalcTimestamp = False  # with the dates of the source, the same package gives the same bytes
    font["head"].created = font["head"].modified = TTFont(files / names[0])["head"].modified
    return font


def plain(path: Path) -> BytesIO:
    """The font without its compression, as the merger reads it."""
    font = TTFont(path)
    font.flavor = None
    unpacked = BytesIO()
    font.save(unpacked)
    unpacked.seek(0)
    return unpacked


def cut(font: TTFont, options: subset.Options, letters: set[int]) -> None:
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    missing = {chr(letter) for letter in LETTERS} - {chr(letter) for letter in font.getBestCmap()}
    if missing:
        print(f"{font['name'].getDebugName(4)}: not in the font: {' '.join(sorted(missing))}")


def add_even_figures(font: TTFont) -> None:
    """`tnum`: each digit again, set in the middle of one common width."""
    metrics = font["hmtx"].metrics
    width = max(metrics[digit][0] for digit in DIGITS)
    for digit in DIGITS:
        advance, bearing = metrics[digit]
        shift = (width - advance) // 2
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(digit, (1, 0, 0, 1, shift, 0))
        font["glyf"][f"{digit}.tnum"] = pen.glyph()
        metrics[f"{digit}.tnum"] = (width, bearing + shift)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    swaps = "".join(f"sub {digit} by {digit}.tnum;" for digit in DIGITS)
    addOpenTypeFeaturesFromString(font, f"feature tnum {{ {swaps} }} tnum;", tables=["GSUB"])


def saved(font: TTFont, target: Path) -> int:
    font.save(target)
    return target.stat().st_size


if __name__ == "__main__":
    main(Path(sys.argv[1]))
