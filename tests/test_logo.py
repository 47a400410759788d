"""The logo and the colour of a model: what is shown of them, and what is refused before any program decodes it."""

import base64
import io
import json
import re
import struct
import subprocess
import sys
import zlib

import pytest
from briefs import MINIMAL, brief_of

from canvasdsl import limits
from canvasdsl.brief.compose import compose
from canvasdsl.diagnostics import Diagnostic
from canvasdsl.load import Loaded, load
from canvasdsl.model.look import Logo
from canvasdsl.outside.brief import write_brief
from canvasdsl.outside.logos import read_logo
from canvasdsl.outside.resolver import Resolver
from canvasdsl.outside.tables import FileTables
from canvasdsl.outside.unreadable_logos import READING_LOGOS
from canvasdsl.render.accent import legible_accent
from canvasdsl.source import Source, Span
from canvasdsl.wording import load_wording

HERE = Span("shop.bmc", 0, 1)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int = 40, height: int = 20, *more: bytes, depth: int = 8, colour: int = 2, interlaced: int = 0,
        rows: bytes | None = None) -> bytes:
    """A picture in one colour."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = b"\0" + b"\x20" * -(-width * depth * channels // 8)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    data = zlib.compress(line * height if rows is None else rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(more) + chunk(b"IDAT", data)
            + chunk(b"IEND", b""))


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8X"
    "GBYUGBIUFRT/wAALCAACAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)
"""Two by two grey pixels."""


def model_in(folder, data: bytes | None, *, name: str = "logo.png", more: str = "") -> Loaded:
    """A model with a logo beside it, read as the command line reads it."""
    if data is not None:
        (folder / name).write_bytes(data)
    path = folder / "shop.bmc"
    text = MINIMAL.replace('canvas "Riverside Coffee"', f'canvas "Riverside Coffee" {{ logo "{name}"{more} }}')
    path.write_text(text, encoding="utf-8")
    source = Source(path.as_posix(), text)
    resolver = Resolver(source, root=str(folder))
    return load(source, resolver.read, rules=(), tables=FileTables(resolver))


def brief_with(folder, data: bytes, **more):
    loaded = model_in(folder, data, **more)
    assert not loaded.has_errors, loaded.diagnostics
    return compose(loaded, load_wording())


# ---- What is shown ----


@pytest.mark.parametrize("picture", [png(), png(colour=6), png(colour=0, depth=1), JPEG],
                         ids=["rgb", "rgba", "black", "jpeg"])
def test_a_logo_stands_in_every_format_but_markdown(tmp_path, picture):
    """With the title as its alt text; Markdown goes without."""
    brief = brief_with(tmp_path, picture)
    page = write_brief(brief, "html").decode("utf-8")
    (address, alt) = re.findall(r'<img class="logo" src="([^"]*)" alt="([^"]*)"', page)[0]
    assert address.startswith(f"data:image/{brief.logo.form};base64,") and alt == "Riverside Coffee"
    assert base64.b64decode(address.partition(",")[2]) == picture
    assert b"![" not in write_brief(brief, "md")


def test_a_logo_stands_in_the_pdf(tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(write_brief(brief_with(tmp_path, png(60, 30)), "pdf"))) as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
        assert [(int(image.Width), int(image.Height)) for image in images] == [(60, 30)]


def test_only_the_picture_travels(tmp_path):
    """Comments, places and profiles of the file stay behind."""
    secret = b"GPS 52.1 4.3"
    logo = brief_with(tmp_path, png(40, 20, chunk(b"tEXt", b"Comment\0" + secret), chunk(b"eXIf", secret))).logo
    assert logo.data == png() and secret not in logo.data
    noted = JPEG[:2] + b"\xff\xfe" + struct.pack(">H", len(secret) + 2) + secret + JPEG[2:] + b"<script>"
    got = read_logo(noted, HERE)
    assert isinstance(got, Logo) and got.data == JPEG and (got.width, got.height) == (2, 2)


def test_an_interlaced_picture_is_read():
    """Seven passes, each with rows of its own."""
    sizes = [(1, 1), (1, 1), (2, 1), (1, 2), (3, 1), (2, 3), (5, 2)]  # width and height of each pass of 5 by 5
    rows = b"".join((b"\0" + b"\x20" * width) * height for width, height in sizes)
    got = read_logo(png(5, 5, colour=0, interlaced=1, rows=rows), HERE)
    assert isinstance(got, Logo)
    short = read_logo(png(5, 5, colour=0, interlaced=1, rows=rows[:-1]), HERE)
    assert isinstance(short, Diagnostic) and short.code == "SYN024"


# ---- What is refused ----

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(("data", "code", "word"), [
    (SVG, "SYN022", "SVG"), (b"\xef\xbb\xbf" + SVG, "SYN022", "SVG"), (SVG.decode().encode("utf-16"), "SYN022", "SVG"),
    (zlib.compress(SVG, wbits=31), "SYN022", "SVG"), (b"GIF89a" + bytes(20), "SYN022", "GIF"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "SYN022", "WebP"), (b"%PDF-1.7", "SYN022", "PDF"), (b"", "SYN022", "empty"),
    (b"hello", "SYN022", "no picture"), (bytes(1_000_001), "SYN023", "1,000,001 bytes"),
    (png(2001, 2000, rows=b""), "SYN023", "2,001 by 2,000"), (png(0, 5), "SYN024", "header"),
    (png()[:60], "SYN024", "early"), (png(rows=b"\0"), "SYN024", "early"),
    (png().replace(b"IDAT", b"IDAX"), "SYN024", "changed"), (png(colour=3), "SYN024", "colours"),
    (JPEG[:30], "SYN024", "early"), (JPEG[:-2], "SYN024", "early"), (JPEG[:3] + b"\0" * 40, "SYN024", ""),
    (b"\xff\xd8\xff\xda\0\x02\xff\xd9", "SYN024", "header"),
])  # fmt: skip
def test_what_is_no_plain_picture_is_refused(tmp_path, data, code, word):
    """At the path, with the way out; nothing is drawn."""
    loaded = model_in(tmp_path, data)
    (found,) = [each for each in loaded.diagnostics if each.code.startswith("SYN")]
    text = loaded.source.text
    assert found.code == code and word in found.message and found.help
    assert text[found.span.start : found.span.end] == '"logo.png"'
    assert loaded.has_errors and loaded.canvas.data == {}


def test_the_limits_are_where_the_table_says():
    """One picture on each side of the limit of pixels, one on each side of that of bytes."""
    assert limits.LOGO_PIXELS == 2000 * 2000 and limits.LOGO_BYTES == 1_000_000
    assert isinstance(read_logo(png(2000, 2000, colour=0), HERE), Logo)
    padding = limits.LOGO_BYTES - len(png(1, 1)) - 12
    assert isinstance(read_logo(png(1, 1, chunk(b"tEXt", bytes(padding))), HERE), Logo)
    assert isinstance(read_logo(png(1, 1, chunk(b"tEXt", bytes(padding + 1))), HERE), Diagnostic)
    summary = READING_LOGOS[1].summary
    assert f"{limits.LOGO_BYTES:,}" in summary and f"{limits.LOGO_PIXELS:,}" in summary


def test_a_bomb_is_not_unpacked():
    """A thousand megabytes that a header of ten pixels packs: only what the header asks for is unpacked."""
    bomb = png(10, 1, rows=bytes(1 << 26))
    assert isinstance(read_logo(bomb, HERE), Logo)


@pytest.mark.parametrize("data", [png(), JPEG, png(5, 5, colour=3)])
def test_a_damaged_file_never_raises(data):
    """Each byte changed, each length cut."""
    for at in range(len(data)):
        for changed in (data[:at], data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]):
            assert isinstance(read_logo(changed, HERE), Logo | Diagnostic)


@pytest.mark.parametrize("name", ["../logo.png", "/etc/passwd", "http://e.org/logo.png", "none.png", ".", "a:logo.png"])
def test_a_logo_stands_below_the_project(tmp_path, name):
    """The one resolver refuses the rest, and shows nothing of it."""
    loaded = model_in(tmp_path, None, name=name)
    (found,) = loaded.diagnostics
    assert found.code == {"none.png": "SYN001", ".": "SYN012"}.get(name, "SYN012")
    assert loaded.canvas.data == {}


def test_the_command_writes_nothing_with_a_refused_logo(tmp_path):
    """`check` and `brief` say why; `--anyway` writes without it."""
    model_in(tmp_path, SVG)
    command = [sys.executable, "-m", "canvasdsl"]
    done = subprocess.run([*command, "check", "--format", "json", "shop.bmc"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 1 and "SYN022" in {one["code"] for one in json.loads(done.stdout)["diagnostics"]}
    done = subprocess.run([*command, "brief", "shop.bmc", "-o", "b.html"], cwd=tmp_path, capture_output=True)
    assert done.returncode == 1 and not (tmp_path / "b.html").exists() and b"Export it as PNG" in done.stderr
    anyway = [*command, "brief", "shop.bmc", "-o", "b.html", "--anyway"]
    done = subprocess.run(anyway, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0 and "alert(1)" not in (tmp_path / "b.html").read_text(encoding="utf-8")


# ---- The colour ----


def contrast(one: str, other: str) -> float:
    """By WCAG 2.2, computed a second time."""
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", "#ffffff #000000 #ffff00 #7fd6b4 #0a7a5c #808080 #0000ff #ff0000".split())
def test_a_colour_is_legible_on_both_grounds(colour):
    light, dark = legible_accent(colour)
    assert min(contrast(light, "#ffffff"), contrast(light, "#f5f7f9")) >= 4.5
    assert min(contrast(dark, "#12181f"), contrast(dark, "#1b232c")) >= 4.5


def test_a_colour_that_is_legible_stays():
    assert legible_accent("#0a7a5c")[0] == "#0a7a5c"


def test_the_colour_is_for_lines_and_links_alone(tmp_path):
    """Those of the segments stay; without one the page is as it was."""
    plain = write_brief(brief_of(MINIMAL), "html").decode("utf-8")
    assert ":root{--rule" not in plain
    text = MINIMAL.replace('canvas "Riverside Coffee"', 'canvas "Riverside Coffee" { accent "#7FD6B4" }')
    page = write_brief(brief_of(text), "html").decode("utf-8")
    light, dark = legible_accent("#7fd6b4")
    assert f":root{{--rule:{light};--link:{light}}}" in page and f":root{{--rule:{dark};--link:{dark}}}" in page
    assert re.findall(r"\.a\d\{--accent:[^}]*\}", page) == re.findall(r"\.a\d\{--accent:[^}]*\}", plain)


@pytest.mark.parametrize(("written", "help"), [
    ('"green"', "six digits"), ('"#12345"', "six digits"), ('"rgb(1,2,3)"', "six digits"), ('"0a7a5c"', '"#0a7a5c"'),
    ("green", "six digits"), ("fa7a5c", '"#fa7a5c"'), ('"#0a7a5c;} *{display:none}"', "six digits"),
])  # fmt: skip
def test_what_is_no_colour_is_an_error_with_its_place(written, help):
    text = f'canvas "T" {{ accent {written} }}'
    (found,) = load(Source("m.bmc", text), rules=()).diagnostics
    assert found.code.startswith("TYP") and help in (found.help or "")
    assert text[found.span.start : found.span.end] == written


def test_short_and_capital_colours_are_read():
    loaded = load(Source("m.bmc", 'canvas "T" { accent "#0AF" }'), rules=())
    assert loaded.diagnostics == () and loaded.canvas.heading.accent == "#00aaff"
