"""Makes the two font files of the pages from the npm package @fontsource/be-vietnam-pro.

Usage: python scripts/fonts.py FOLDER, where FOLDER is the unpacked package (it has LICENSE and files/).
The package splits each weight into a Latin and a Vietnamese file. A Vietnamese page always needs both, so
here they become one: one request a weight, and only the letters, signs and figures that an office writes.
The typeface has no figures of one width (`tnum`), which columns of numbers need: they are made here, so the
result is a modified version under the same licence. Hints stay, for the office's older Windows screens.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "banlanh" / "core" / "static" / "core" / "fonts"
WEIGHTS = (400, 600)
VIETNAMESE = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
SIGNS = (
    "\u00a0\u00a7\u00a9\u00ab\u00b0\u00b1\u00b2\u00b7\u00bb\u00d7\u2013\u2014\u2018"
    "\u2019\u201c\u201d\u2022\u2026\u20ab\u2212"
)
LETTERS = {*range(0x20, 0x7F), *map(ord, VIETNAMESE + VIETNAMESE.upper() + SIGNS)}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LIMIT = 49_000  # both weights together (PERFORMANCE P10)


def main(package: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    sizes = [make(package / "files", weight) for weight in WEIGHTS]
    shutil.copyfile(package / "LICENSE", TARGET / "OFL.txt")
    print(f"{sum(sizes):,} bytes in {len(sizes)} files")
    if sum(sizes) > LIMIT:
        sys.exit(f"more than {LIMIT:,} bytes")


def make(files: Path, weight: int) -> int:
    names = [f"be-vietnam-pro-{part}-{weight}-normal.woff2" for part in ("latin", "vietnamese")]
    font = merge.Merger().merge([plain(files / name) for name in names])
    options = subset.Options(layout_features=["kern"], name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=LETTERS)
    cut.subset(font)
    add_even_figures(font)
    missing = {chr(letter) for letter in LETTERS} - {chr(letter) for letter in font.getBestCmap()}
    if missing:
        print(f"{weight}: not in the font: {' '.join(sorted(missing))}")
    target = TARGET / f"be-vietnam-pro-{weight}.woff2"
    font.flavor = "woff2"
    font.recalcTimestamp = False  # with the dates of the source, the same package gives the same bytes
    font["head"].created = font["head"].modified = TTFont(files / names[0])["head"].modified
    font.save(target)
    return target.stat().st_size


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


def plain(path: Path) -> BytesIO:
    """The font without its compression, as the merger reads it."""
    font = TTFont(path)
    font.flavor = None
    unpacked = BytesIO()
    font.save(unpacked)
    unpacked.seek(0)
    return unpacked


if __name__ == "__main__":
    main(Path(sys.argv[1]))
