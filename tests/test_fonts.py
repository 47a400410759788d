"""The fonts that travel with the program, their widths, and how lines are broken with them."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvasdsl import resources
from canvasdsl.views.typeset import (
    REGULAR,
    SEMIBOLD,
    clusters,
    direction,
    font_families,
    font_pieces,
    measure,
    paragraphs,
    uncovered,
    wrap,
)

FOLDER = resources.path("templates/fonts")
TTFONT = pytest.importorskip("fontTools.ttLib").TTFont


def test_fonts_and_licences_fit_into_the_wheel() -> None:
    """At most 6 MB, each with its licence beside it."""
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 6_000_000
    assert all("SIL OPEN FONT LICENSE" in (FOLDER / name).read_text(encoding="utf-8")
               for name in ("LICENSE-noto.txt", "LICENSE-plex.txt"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttf")), ids=lambda path: path.stem)
def test_the_table_of_widths_equals_the_fonts(path: Path) -> None:
    """A character is never wider in the font than in the table, and the family's name is not a reserved one."""
    font = TTFONT(path)
    family = font["name"].getBestFamilyName()
    assert family in font_families() and "Plex" not in family
    weight = font["OS/2"].usWeightClass
    metrics, units = font["hmtx"], font["head"].unitsPerEm
    mine = font_families().index(family)
    first = [TTFONT(FOLDER / f"{name.replace(' ', '')}-Regular.ttf").getBestCmap() for name in font_families()[:mine]]
    classes = font["GDEF"].table.GlyphClassDef.classDefs if "GDEF" in font else {}
    marks = {glyph for glyph, kind in classes.items() if kind == 3}
    checked = 0
    for point, glyph in font.getBestCmap().items():
        if glyph in marks or unicodedata.category(chr(point)) == "Cf" or any(point in cmap for cmap in first):
            continue
        assert measure(chr(point), 1000, weight=weight) >= metrics[glyph][0] * 1000 / units, hex(point)
        checked += 1
    assert checked > 40


@pytest.mark.parametrize("script", ["LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC"])
def test_the_fonts_cover(script: str) -> None:
    """The modern letters of five scripts."""
    blocks = {"LATIN": (0x20, 0x24F), "GREEK": (0x370, 0x3CE), "CYRILLIC": (0x400, 0x4FF), "HEBREW": (0x5D0, 0x5EA),
              "ARABIC": (0x620, 0x64A)}
    first, last = blocks[script]
    letters = [chr(point) for point in range(first, last + 1) if unicodedata.category(chr(point))[0] in "LNPS"]
    assert [letter for letter in letters if uncovered(letter)] == []


def test_what_is_uncovered_is_named_once() -> None:
    """Clusters, in order, without what is never drawn."""
    assert uncovered("東京 é x\u0331 ✓ → 東 👍🏽 \u200b\u200d\ufe0f") == ("東", "京", "👍🏽")


@given(st.text(max_size=60))
def test_clusters_are_the_text(text: str) -> None:
    """Joined they give the text back."""
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize("cluster", [
    "e\u0301", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "1️⃣", "각", "ا\u064e", "🏴\U000e0067\U000e0062\U000e007f", "क\u094d",
])  # fmt: skip
def test_what_readers_see_as_one_is_one(cluster: str) -> None:
    assert list(clusters(f"a{cluster}b{cluster}")) == ["a", cluster, "b", cluster]
    assert list(clusters("🇩🇪🇫🇷🇩")) == ["🇩🇪", "🇫🇷", "🇩"]


@given(st.text(max_size=120), st.integers(20, 300))
def test_lines_keep_the_text_and_fit(text: str, width: int) -> None:
    """No letter is lost or moved; no line is wider than the width unless it is a single cluster."""
    lines = wrap(text, width, 10)
    assert "".join("".join(lines).split()) == "".join("".join(paragraphs(text)).split())
    for line in lines:
        assert line == line.strip(" ")
        assert measure(line, 10) <= width + 1e-6 or len(list(clusters(line))) == 1


def test_lines_end_where_readers_expect_it() -> None:
    """At blanks, after hyphens and slashes, between CJK characters but not before their closing signs."""
    assert wrap("one two", 30, 10) == ("one", "two")
    assert wrap("well-known and/or", 45, 10) == ("well-", "known", "and/or")
    assert wrap("東京、大阪「京都」", 41, 10) == ("東京、大", "阪「京", "都」")
    assert wrap("a\nb  c", 300, 10) == ("a", "b c")
    assert wrap("x" * 20, 28, 10)[0] == "xxxxx"


def test_direction_is_that_of_the_first_letter() -> None:
    assert direction("12 שלום abc") == "rtl"
    assert direction("abc שלום") == "ltr"
    assert direction("123", fallback="rtl") == "rtl"


def test_pieces_are_those_that_the_text_needs() -> None:
    """Plain English needs two files; each further script its own."""
    english = font_pieces((("Hello", REGULAR), ("World", SEMIBOLD)))
    assert [piece.file for piece in english] == ["basic-400.woff2", "basic-600.woff2"]
    assert [piece.file for piece in font_pieces((("שלום", REGULAR),))] == ["hebrew-400.woff2"]
    assert [piece.file for piece in font_pieces((("e\u0301 x\u0331", REGULAR),))] == [
        "basic-400.woff2", "more-latin-400.woff2"]
    assert font_pieces((("東", REGULAR),)) == ()


def test_every_covered_character_has_a_piece() -> None:
    """Nothing that is measured with our fonts is drawn with the reader's."""
    from canvasdsl.views import typeset

    for weight in (REGULAR, SEMIBOLD):
        for character in filter(typeset.visible, typeset._advances(weight)):
            assert any(first <= ord(character) <= last for piece in font_pieces(((character, weight),))
                       for first, last in piece.ranges), (hex(ord(character)), weight)
