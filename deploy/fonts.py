"""Makes the web fonts that the stylesheet names: two small woff2 files and their licence.

Be Vietnam Pro has no tabular figures: its "1" is half as wide as its "4", and `font-variant-numeric` changes nothing.
So each file gets ten more digits, centred on one common advance, behind the OpenType feature of tabular figures, for
tables. The "1" gets a foot there, or dates would have holes.

The files are made on each machine from the font's own package (SIL Open Font License 1.1, no reserved name).
"""

from importlib.util import find_spec
from pathlib import Path

TEXT_FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk"]
# Latin with all of Vietnamese, typographic punctuation, the đồng sign and the few mathematical signs that pages use.
TEXT_RANGES = [
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01A0, 0x01B0),
    (0x0300, 0x0309),
    (0x0323, 0x0323),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2026),
    (0x2030, 0x203A),
    (0x20AB, 0x20AB),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2264, 0x2265),
]
DIGITS = [(ord("0"), ord("9"))]
# In font units of 1/1000 em: advance of every digit; the foot's overhang on either side of the stem, its thickness.
WEIGHTS = {"Regular": (622, 132, 76), "SemiBold": (640, 122, 104)}
LICENCE = "OFL.txt"


def build(folder):
    """Fill the folder; nothing is done when the files are there and no older than this recipe and the font."""
    package = Path(find_spec("fontpkg_be_vietnam_pro").origin).parent
    names = [f"bvp-{weight.lower()}.woff2" for weight in WEIGHTS]
    newest_source = max(path.stat().st_mtime for path in (Path(__file__), package / "metadata.json"))
    made = [folder / name for name in [*names, LICENCE]]
    if all(path.exists() and path.stat().st_mtime >= newest_source for path in made):
        return False

    folder.mkdir(parents=True, exist_ok=True)
    for weight, (advance, overhang, thickness) in WEIGHTS.items():
        source = package / "files" / f"BeVietnamPro-{weight}.ttf"
        font = _subset(source, TEXT_RANGES, TEXT_FEATURES)
        digits = _subset(source, DIGITS, [])
        _equal_widths(digits, advance, overhang, thickness)
        _add_tabular(font, digits)
        _save(font, folder / f"bvp-{weight.lower()}.woff2")
    (folder / LICENCE).write_bytes((package / "LICENSE").read_bytes())
    return True


def _subset(source, ranges, features):
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=features, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    font = TTFont(source, recalcTimestamp=False)  # the same bytes at every run, so browsers keep what they have
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    return font


def _equal_widths(font, advance, overhang, thickness):
    glyphs, metrics, names = font["glyf"], font["hmtx"], font.getBestCmap()
    _add_foot(glyphs[names[ord("1")]], overhang, thickness)
    for name in (names[code] for code in range(ord("0"), ord("9") + 1)):
        glyph = glyphs[name]
        glyph.recalcBounds(glyphs)
        to_the_middle = round((advance - (glyph.xMax - glyph.xMin)) / 2) - glyph.xMin
        glyph.coordinates.translate((to_the_middle, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (advance, glyph.xMin)


def _add_foot(one, overhang, thickness):
    """The outline of "1" starts with its stem: top right, bottom right, bottom left; then comes the flag."""
    from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates, flagOnCurve

    points = list(one.coordinates)
    right, left = points[0][0], points[2][0]
    foot = [
        (right, thickness),
        (right + overhang, thickness),
        (right + overhang, 0),
        (left - overhang, 0),
        (left - overhang, thickness),
        (left, thickness),
    ]
    one.coordinates = GlyphCoordinates([points[0], *foot, *points[3:]])
    one.flags = bytearray([one.flags[0], *[flagOnCurve] * len(foot), *one.flags[3:]])
    one.endPtsOfContours = [len(one.coordinates) - 1]
    one.removeHinting()  # it names points by their old numbers


def _add_tabular(font, digits):
    """Puts the digits of one font into another, where the feature "tnum" takes them instead of its own."""
    from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
    from fontTools.ttLib.tables import otTables

    names = {digits.getBestCmap()[code]: f"{digits.getBestCmap()[code]}.tnum" for code in range(ord("0"), ord("9") + 1)}
    outlines, metrics = font["glyf"], font["hmtx"]
    for name, tabular in names.items():
        outlines[tabular] = digits["glyf"][name]
        metrics[tabular] = digits["hmtx"][name]

    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildSingleSubstSubtable(names)]))
    feature = otTables.Feature()
    feature.FeatureParams, feature.LookupListIndex = None, [len(table.LookupList.Lookup) - 1]
    feature.LookupCount = 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = "tnum", feature
    table.FeatureList.FeatureRecord.append(record)
    place = len(table.FeatureList.FeatureRecord) - 1
    for script in table.ScriptList.ScriptRecord:
        languages = [one.LangSys for one in script.Script.LangSysRecord]
        for language in filter(None, [script.Script.DefaultLangSys, *languages]):
            language.FeatureIndex.append(place)


def _save(font, path):
    font.flavor = "woff2"
    font.save(path)
