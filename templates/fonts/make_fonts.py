"""Makes the fonts beside this file from the published ones; run by hand when a source changes, never by the program.

    npm pack @ibm/plex-sans@1.1.0 @ibm/plex-sans-hebrew@1.1.0 @ibm/plex-sans-arabic@1.1.0
    npm pack @expo-google-fonts/noto-sans@0.4.2
    apt-get download fonts-noto-core                         (version 20201225-1; unpack with dpkg -x)
    python make_fonts.py FOLDER-WITH-ALL-OF-THEM-UNPACKED

What is changed, and why: the family names (the licence reserves "Plex"); features that we do not use and hinting go
(size); kerning that would widen a pair is dropped, so that the sum of the advance widths is an upper bound of the width
of a text, whatever shapes it. The web pieces are subsets of the same files, so that a poster carries what it needs and
nothing is subset while drawing. `fonts.json` holds the advance widths (thousandths of an em, of the widest form that a
character can take) and the list of the pieces.
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "rlig", "init", "medi", "fina", "isol", "curs"]
COMBINING = "300-36F"
LATIN = f"20-2FF,{COMBINING},1E00-1EFF,2000-215F,FB01-FB02,FFFD"
BASIC = f"20-FF,131,152-153,2C6,2DA,2DC,2000-2022,2026-203A,20AC,2122,{COMBINING}"
SYMBOLS = "2190-22FF,2300-23FF,2500-25FF,2600-26FF,2701-27BF,27F0-27FF,2B00-2BFF"

FAMILIES = [  # name, characters, source of each weight, web pieces
    ("Canvas Sans", "20-2FF,300-36F,370-52F,E3F,1E00-1EFF,2000-2BFF,FB01-FB02,FFFD",
     {400: "ibm-plex-sans-*/**/complete/woff/IBMPlexSans-Regular.woff",
      600: "ibm-plex-sans-*/**/complete/woff/IBMPlexSans-SemiBold.woff"},
     {"basic": BASIC, "latin": LATIN, "greek": f"370-3FF,{COMBINING}", "cyrillic": f"400-52F,{COMBINING}",
      "signs": "2000-2BFF,E3F,FFFD"}),
    ("Canvas Sans Hebrew", "20,A0,591-5F4,FB1D-FB4F,25CC,200D,200E,200F",
     {400: "ibm-plex-sans-hebrew-*/**/IBMPlexSansHebrew-Regular.woff",
      600: "ibm-plex-sans-hebrew-*/**/IBMPlexSansHebrew-SemiBold.woff"},
     {"hebrew": "20-FFFF"}),
    ("Canvas Sans Arabic", "20,A0,600-6FF,750-77F,8A0-8FF,FB50-FDFF,FE70-FEFC,25CC,200C-200F",
     {400: "ibm-plex-sans-arabic-*/**/IBMPlexSansArabic-Regular.woff",
      600: "ibm-plex-sans-arabic-*/**/IBMPlexSansArabic-SemiBold.woff"},
     {"arabic": "20-FFFF"}),
    ("Canvas Sans More", "20-52F,1AB0-1AFF,1C80-1C88,1D00-1FFF,2000-218B,25CC,2C60-2C7F,2DE0-2E5D,A640-A69F,A700-A7FF,"
     "AB30-AB6B,FB00-FB06,FE20-FE2F,FFFD",
     {400: "expo-google-fonts-noto-sans-0*/**/NotoSans_400Regular.ttf",
      600: "expo-google-fonts-noto-sans-0*/**/NotoSans_600SemiBold.ttf"},
     {"more-latin": f"20-2FF,{COMBINING},1AB0-1AFF,1D00-1EFF,2000-218B,25CC,2C60-2C7F,A700-A7FF,AB30-AB6B,FB00-FB06",
      "more-greek": f"370-3FF,{COMBINING},1F00-1FFF",
      "more-cyrillic": f"400-52F,{COMBINING},1C80-1C88,2DE0-2E5D,A640-A69F,FE20-FE2F,FFFD"}),
    ("Canvas Symbols Math", "2190-23FF,2900-2AFF,27C0-27FF",
     {400: "noto-deb/**/NotoSansMath-Regular.ttf"}, {"math": "20-FFFF"}),
    ("Canvas Symbols Two", SYMBOLS, {400: "noto-deb/**/NotoSansSymbols2-Regular.ttf"}, {"symbols-two": "20-FFFF"}),
    ("Canvas Symbols", SYMBOLS + ",2460-24FF", {400: "noto-deb/**/NotoSansSymbols-Regular.ttf"},
     {"symbols": "20-FFFF"}),
]


def main(sources: Path) -> None:
    """Write fonts, pieces and `fonts.json`."""
    (HERE / "web").mkdir(exist_ok=True)
    families, pieces = [], []
    for family, characters, weights, parts in FAMILIES:
        widths = {}
        for weight, pattern in weights.items():
            (source,) = sorted(sources.glob(pattern))
            font = TTFont(source, recalcTimestamp=False)
            font.flavor = None
            font = reduced(font, code_points(characters))
            name(font, family, weight)
            drop_widening_kerning(font)
            stem = f"{family.replace(' ', '')}-{'Regular' if weight == 400 else 'SemiBold'}"
            font.save(HERE / f"{stem}.ttf")
            widths[weight] = runs(advances(font))
            for part, ranges in parts.items():
                piece = reduced(TTFont(HERE / f"{stem}.ttf", recalcTimestamp=False), code_points(ranges))
                piece.flavor = "woff2"
                file = f"{part}-{weight}.woff2"
                piece.save(HERE / "web" / file)
                pieces.append({"file": file, "family": len(families), "weight": weight,
                               "characters": ranges_of(sorted(piece.getBestCmap()))})
        families.append({"name": family, "widths": widths})
    text = json.dumps({"families": families, "pieces": pieces}, separators=(",", ":"))
    (HERE / "fonts.json").write_text(text + "\n", encoding="utf-8")


def reduced(font: TTFont, wanted: set[int]) -> TTFont:
    """The font with only the wanted characters, without hinting and unused features."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "FFTM", "meta", "STAT", "gasp", "MATH"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes={point for point in wanted if not is_emoji(point)})
    subsetter.subset(font)
    return font


def is_emoji(point: int) -> bool:
    """Whether the character is shown in colour by default: those are the reader's."""
    return point in (0x231A, 0x231B, 0x23E9, 0x23EA, 0x23EB, 0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615,
                     *range(0x2648, 0x2654), 0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
                     0x26CE, 0x26D4, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728,
                     0x274C, 0x274E, 0x2753, 0x2754, 0x2755, 0x2757, 0x2795, 0x2796, 0x2797, 0x27B0, 0x27BF, 0x2B1B,
                     0x2B1C, 0x2B50, 0x2B55)


def is_ignorable(point: int) -> bool:
    """Whether the character is a control of the text and never drawn."""
    return point in (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)


def name(font: TTFont, family: str, weight: int) -> None:
    """Give the font our family's name; the copyright and the licence stay."""
    table, style = font["name"], "Regular" if weight == 400 else "SemiBold"
    for record in list(table.names):
        if record.nameID in (1, 2, 3, 4, 6, 16, 17):
            table.removeNames(nameID=record.nameID)
    post_script = f"{family.replace(' ', '')}-{style}"
    texts = {1: family if weight == 400 else f"{family} SemiBold", 2: "Regular", 3: post_script,
             4: f"{family} {style}", 6: post_script, 16: family, 17: style}
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def drop_widening_kerning(font: TTFont) -> None:
    """Set every positive horizontal adjustment of a pair to nothing."""
    if "GPOS" not in font:
        return
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            if table.Format == 1:
                values = [value for pairs in table.PairSet for value in pairs.PairValueRecord]
            else:
                values = [value for row in table.Class1Record for value in row.Class2Record]
            for value in [part for pair in values for part in (pair.Value1, pair.Value2)]:
                if value is not None and getattr(value, "XAdvance", 0) > 0:
                    value.XAdvance = 0


def advances(font: TTFont) -> dict[int, int]:
    """The widest advance that each character can take, in thousandths of an em, rounded up; 0 for a mark."""
    metrics, units = font["hmtx"], font["head"].unitsPerEm
    classes = font["GDEF"].table.GlyphClassDef if "GDEF" in font else None
    marks = {glyph for glyph, kind in classes.classDefs.items() if kind == 3} if classes else set()
    forms = substitutions(font)

    def widest(glyph: str, seen: frozenset[str]) -> int:
        best = metrics[glyph][0]
        for form in forms.get(glyph, ()):
            if not seen.intersection(form):
                best = max(best, sum(widest(part, seen | set(form)) for part in form))
        return best

    return {
        point: 0 if glyph in marks or is_ignorable(point)
        else -(-widest(glyph, frozenset([glyph])) * 1000 // units)
        for point, glyph in sorted(font.getBestCmap().items())
    }


def substitutions(font: TTFont) -> dict[str, list[tuple[str, ...]]]:
    """The glyphs that the font can put in the place of one glyph."""
    forms: dict[str, list[tuple[str, ...]]] = {}
    if "GSUB" in font:
        for lookup in font["GSUB"].table.LookupList.Lookup:
            for table in lookup.SubTable:
                table = getattr(table, "ExtSubTable", table)
                if table.LookupType == 1:
                    for glyph, form in table.mapping.items():
                        forms.setdefault(glyph, []).append((form,))
                elif table.LookupType == 2:
                    for glyph, parts in table.mapping.items():
                        forms.setdefault(glyph, []).append(tuple(parts))
    return forms


def code_points(ranges: str) -> set[int]:
    """The characters of `20-7E,A0`."""
    points: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def ranges_of(points: list[int]) -> list[list[int]]:
    """The points as pairs of first and last."""
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ranges


def runs(widths: dict[int, int]) -> list[list[int]]:
    """The widths as lists of a first character and the widths from there on."""
    found: list[list[int]] = []
    for point, width in widths.items():
        if found and found[-1][0] + len(found[-1]) - 1 == point:
            found[-1].append(width)
        else:
            found.append([point, width])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
