"""The engine behind PDF and PNG: its fonts, its limits, what it may see."""

import json
import shutil
import struct
import subprocess
import time
from pathlib import Path

import pytest
from posters import POSTERS, READERS, RICH, STRESS, note, poster

from canvasdsl import resources
from canvasdsl.outside.fonts import find_fonts
from canvasdsl.outside.poster import MissingGlyph, draw_poster
from canvasdsl.outside.typst_engine import EngineError, compile_pdf, compile_png
from canvasdsl.render.typst_poster import poster_ppi, poster_source, poster_typst_inputs
from canvasdsl.views.poster.grid import A3
from canvasdsl.views.poster.layout import lay_out_pages, lay_out_tall
from canvasdsl.views.poster.poster import Poster
from canvasdsl.views.poster.text import unsupported
from canvasdsl.views.typeset import font_families, measure

FONTS = [resources.path("templates/fonts")]


def test_png_has_the_size_of_the_sheet() -> None:
    """One image, as tall as it needs to be."""
    sheet = lay_out_tall(STRESS, paper=A3)
    (png,) = compile_png(poster_source(), poster_typst_inputs(STRESS, sheet), fonts=FONTS, ppi=72)
    width, height = struct.unpack(">II", png[16:24])
    assert abs(width - sheet.pages[0].width) <= 1 and abs(height - sheet.pages[0].height) <= 1


def test_a_missing_glyph_is_named_with_its_field() -> None:
    """Before anything is drawn: the field and the character; the system's fonts or `--font` may have it."""
    lacking = unsupported(READERS)
    assert ("segment 株式会社", "株") in lacking or any(cluster == "株" for _, cluster in lacking)
    assert unsupported(STRESS) == ()
    found = find_fonts(["\U0010fffd", "a"])
    assert found.missing == ("\U0010fffd",)


@pytest.mark.outside
def test_the_systems_fonts_serve_pdf() -> None:
    """CJK and emoji in a tagged PDF."""
    found = find_fonts([cluster for _, cluster in unsupported(READERS)])
    if found.missing:
        pytest.skip("no CJK and emoji fonts are installed")
    inputs = poster_typst_inputs(READERS, lay_out_pages(READERS), families=found.families)
    pdf = compile_pdf(poster_source(), inputs, fonts=[*FONTS, *found.files])
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    assert "株式会社" in read.stdout.decode()


MEASURE = """
#let data = json(bytes(sys.inputs.lines))
#set document(title: "widths")
#set page(width: 5000pt)
#set text(font: data.fonts)
#context for (line, size, weight, width) in data.lines {
  let real = measure(text(size: size * 1pt, weight: weight, line)).width / 1pt
  assert(real <= width + 0.05, message: line + " is " + repr(real) + " wide, computed " + repr(width))
}
"""


@pytest.mark.parametrize("name", [*POSTERS, pytest.param("readers", marks=pytest.mark.outside)])
def test_pdf_lines_are_no_wider_than_computed(name: str) -> None:
    """What Typst sets is at most as wide as what the layout counted with."""
    poster = POSTERS.get(name, READERS)
    found = find_fonts([cluster for _, cluster in unsupported(poster)])
    if found.missing:
        pytest.skip("no CJK and emoji fonts are installed")
    lines = {(line, text["size"], text["weight"]) for text in drawn_texts(poster) for line in text["lines"]}
    assert len(lines) > 20
    data = {"fonts": [*font_families(), *found.families],
            "lines": [(*line, measure(line[0], line[1], weight=line[2])) for line in sorted(lines)]}
    compile_pdf(MEASURE, {"lines": json.dumps(data)}, fonts=[*FONTS, *found.files])


def drawn_texts(poster: Poster) -> list[dict]:
    """All paragraphs that the PDF of a poster is given."""
    found = []

    def walk(value) -> None:
        if isinstance(value, dict):
            if "lines" in value:
                found.append(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(json.loads(poster_typst_inputs(poster, lay_out_pages(poster))["poster"]))
    return found


def test_png_of_a_very_tall_poster_is_bounded() -> None:
    """It gets fewer pixels rather than more memory than a machine has."""
    assert poster_ppi(lay_out_tall(RICH)) == 192
    tall = poster(notes={"segment": tuple(note(f"Segment {number}") for number in range(3_000))})
    sheet = lay_out_tall(tall)
    assert poster_ppi(sheet) * sheet.pages[0].height / 72 <= 30_000


def test_a_font_file_that_is_none_is_refused(tmp_path: Path) -> None:
    """`--font` names a text file, or nothing."""
    (tmp_path / "a.ttf").write_text("no font")
    with pytest.raises(ValueError, match=r"a\.ttf is not a font file"):
        find_fonts(["株"], extra=tmp_path / "a.ttf")
    with pytest.raises(OSError):
        find_fonts(["株"], extra=tmp_path / "b.ttf")


def test_the_engine_is_stopped_and_says_so() -> None:
    """An endless document ends; a broken one is an `EngineError`, not a traceback."""
    begin = time.monotonic()
    endless = "#let count(n) = range(9000).map(i => range(9000).map(j => i * j).sum()).sum()\n#count(1)"
    with pytest.raises(EngineError, match="stopped after"):
        compile_pdf(endless, {}, fonts=FONTS, seconds=1.0)
    assert time.monotonic() - begin < 20
    with pytest.raises(EngineError, match="refused"):
        compile_pdf("#nothing", {}, fonts=FONTS)


def test_the_engine_sees_no_file(tmp_path: Path) -> None:
    """Neither of ours nor of the system's."""
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    for path in ("/etc/hostname", str(secret), "../secret.txt"):
        with pytest.raises(EngineError):
            compile_pdf(f'#read("{path}")', {}, fonts=FONTS)
    with pytest.raises(EngineError):
        compile_pdf('#import "@preview/cetz:0.3.0": canvas', {}, fonts=FONTS)


@pytest.mark.parametrize(("form", "magic"),
                         [("svg", b"<svg"), ("html", b"<!DOC"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_every_format_is_a_file(form: str, magic: bytes) -> None:
    """One call for the command line."""
    assert draw_poster(RICH, form).startswith(magic)


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_a_character_without_a_font_stops_the_drawing(form: str) -> None:
    """The message names character and field."""
    with pytest.raises(MissingGlyph, match=r"`\U0010fffd` \(U\+10FFFD\) in `segment a`"):
        draw_poster(poster(notes={"segment": (note("x\U0010fffd", field="segment a"),)}), form)
    assert draw_poster(poster("x\U0010fffd"), "svg")


def test_the_engine_is_given_no_more_than_the_limit(monkeypatch) -> None:
    """Both sides: as much is compiled, one character more is refused by name before the engine starts."""
    source = '#sys.inputs.at("data").slice(0, 3)'
    inputs = {"data": "x" * 2_000}
    monkeypatch.setattr("canvasdsl.outside.typst_engine.LAYOUT_CHARACTERS", 2_000)
    (png,) = compile_png(source, inputs, fonts=FONTS, ppi=36)
    assert png.startswith(b"\x89PNG")
    with pytest.raises(EngineError, match="2,000 characters"):
        compile_png(source, {"data": "x" * 2_001}, fonts=FONTS, ppi=36)
