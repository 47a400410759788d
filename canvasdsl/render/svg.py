"""The poster as one SVG: real text, its fonts inside, light and dark, with a title and a description in words."""

from collections.abc import Iterable, Iterator

from canvasdsl.render.escape import html_attribute, svg_text
from canvasdsl.render.web_fonts import FONT_STACK, font_faces
from canvasdsl.views.marks import RING_WIDTH, mark_polygon
from canvasdsl.views.poster.placed import Bead, LegendEntry, Page, PlacedBlock, PlacedNote, Sheet, Strand, Text
from canvasdsl.views.poster.poster import ACCENTS, Poster
from canvasdsl.views.poster.text import poster_description

__all__ = ["DARK", "LIGHT", "MARKED", "frame_edges", "poster_svg"]

LIGHT = {"paper": "#ffffff", "ink": "#16202b", "soft": "#495563", "faint": "#687482", "line": "#c7ced6",
          "alarm": "#a3260f", "grey": "#828c98"}
DARK = {"paper": "#12181f", "ink": "#eef2f6", "soft": "#b9c3ce", "faint": "#93a0ad", "line": "#36424e",
         "alarm": "#ff9d85", "grey": "#7c8894"}
MARKED = {"added": ("#17693a", "#7fd6a2"), "removed": ("#a3260f", "#ff9d85"), "altered": ("#7a4f00", "#f0c36d")}
"""The colours of what came, went and changed, on light and on dark ground."""


def poster_svg(poster: Poster, sheet: Sheet) -> str:
    """The SVG document for a poster laid out on one page (`lay_out_tall`)."""
    (page,) = sheet.pages
    texts = tuple(_texts(page))
    faces = font_faces([(line, text.weight) for text in texts for line in text.lines])
    width, height = _number(page.width), _number(page.height)
    body = "".join([
        f'<rect class="paper" width="{width}" height="{height}"/>',
        _frame(page, sheet.scale),
        *(_text(text) for text in page.head),
        *(_legend(entry, sheet.scale) for entry in page.legend),
        *(_block(block, poster, sheet.scale) for block in page.blocks),
        *(_text(text) for text in page.foot),
    ])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}pt" '
        f'height="{height}pt" role="img" aria-labelledby="title description" '
        f'xml:lang="{html_attribute(poster.language)}" lang="{html_attribute(poster.language)}">\n'
        f'<title id="title">{svg_text(poster.title)}</title>\n'
        f'<desc id="description">{svg_text(poster_description(poster))}</desc>\n'
        f"<style>{faces}{_style()}{_marks(poster)}</style>\n{body}\n</svg>\n"
    )


def _style() -> str:
    rules = [
        f"text{{font-family:{FONT_STACK};white-space:pre;text-rendering:geometricPrecision;"
        "font-synthesis:none;font-variant-emoji:normal}",
        ".b{font-weight:600}", _colours(LIGHT, 0),
        f"@media (prefers-color-scheme:dark){{@media screen{{{_colours(DARK, 1)}}}}}",
    ]
    return "".join(rules)


def _marks(poster: Poster) -> str:
    """The style of what came, went and changed, where two versions are compared."""
    if not any(note.mark for block in poster.blocks for note in block.notes):
        return ""
    light, dark = ("".join(f".{name}{{fill:{pair[ground]}}}" for name, pair in MARKED.items()) for ground in (0, 1))
    dark = f"@media (prefers-color-scheme:dark){{@media screen{{{dark}}}}}"
    return f".removed{{text-decoration:line-through}}{light}{dark}"


def _colours(tones: dict[str, str], ground: int) -> str:
    rules = [f".{name}{{fill:{tones[name]}}}" for name in ("paper", "ink", "soft", "faint", "alarm", "grey")]
    rules += [f".line{{stroke:{tones['line']};fill:none}}", f".rule{{stroke:{tones['ink']};fill:none}}",
              f".dash{{stroke:{tones['faint']};fill:none}}", f".grey.o{{stroke:{tones['grey']};fill:none}}"]
    for number, pair in enumerate(ACCENTS):
        rules.append(f".a{number}{{fill:{pair[ground]}}}.a{number}.o{{stroke:{pair[ground]};fill:none}}")
    return "".join(rules)


def frame_edges(page: Page) -> list[tuple[float, float, float, float]]:
    """The edges of the page's blocks, each once, as left, top, right, bottom."""
    edges: set[tuple[float, float, float, float]] = set()
    for block in page.blocks:
        left, top, right, bottom = (round(value, 2) for value in (
            block.x, block.y, block.x + block.width, block.y + block.height))
        edges |= {(left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom),
                  (right, top, right, bottom)}
    return sorted(edges)


def _frame(page: Page, scale: float) -> str:
    """The lines of the canvas, and a strong one above."""
    lines = "".join(f"M{_number(a)} {_number(b)}L{_number(c)} {_number(d)}" for a, b, c, d in frame_edges(page))
    rule = f"M{_number(page.margin)} {_number(page.rule)}H{_number(page.width - page.margin)}"
    return (f'<path class="line" stroke-width="{_number(0.7 * scale)}" d="{lines}"/>'
            f'<path class="rule" stroke-width="{_number(1.6 * scale)}" d="{rule}"/>')


def _block(block: PlacedBlock, poster: Poster, scale: float) -> str:
    right = _number(block.x + block.width - block.pad)
    return "".join([
        f'<g id="{block.key}">',
        _text(block.heading) if block.heading else "",
        _text(block.number) if block.number else "",
        *(_text(text) for text in block.prompts),
        *(f'<path class="line" stroke-width="{_number(0.6 * scale)}" stroke-dasharray="0.1 {_number(2.6 * scale)}" '
          f'stroke-linecap="round" d="M{_number(block.x + block.pad)} {_number(y)}L{right} {_number(y)}"/>'
          for y in block.writing),
        *(_note(note, poster, scale) for note in block.notes),
        _text(block.pointer) if block.pointer else "",
        "</g>",
    ])


def _note(note: PlacedNote, poster: Poster, scale: float) -> str:
    outline = ""
    if note.outline is not None:
        pad = note.outline
        outline = (
            f'<rect class="dash" x="{_number(note.x - pad * 1.6)}" y="{_number(note.y - pad)}" '
            f'width="{_number(note.width + pad * 3.2)}" height="{_number(note.height + 2 * pad)}" '
            f'rx="{_number(2.2 * scale)}" stroke-width="{_number(0.75 * scale)}" '
            f'stroke-dasharray="{_number(2.4 * scale)} {_number(1.8 * scale)}"/>'
        )
    parts = [outline, *(_strand(one) for one in note.strands), *(_bead(one) for one in note.beads)]
    return f"<g>{''.join(parts)}{''.join(_text(text) for text in note.texts)}</g>"


def _strand(strand: Strand) -> str:
    return (f'<rect class="{_accent(strand.accent)}" x="{_number(strand.x - strand.width / 2)}" '
            f'y="{_number(strand.top)}" width="{_number(strand.width)}" '
            f'height="{_number(strand.bottom - strand.top)}" rx="{_number(strand.width / 2)}"/>')


def _bead(bead: Bead) -> str:
    corners = mark_polygon(bead.mark)
    letter = _text(bead.letter) if bead.letter else ""
    if corners:
        points = " ".join(
            f"{_number(bead.x + x * bead.radius)},{_number(bead.y + y * bead.radius)}" for x, y in corners)
        return f'<polygon class="{_accent(bead.accent)}" points="{points}"/>{letter}'
    place = f'cx="{_number(bead.x)}" cy="{_number(bead.y)}"'
    if bead.mark == "ring":
        stroke = RING_WIDTH * bead.radius
        return (f'<circle class="{_accent(bead.accent)} o" {place} r="{_number(bead.radius - stroke / 2)}" '
                f'stroke-width="{_number(stroke)}"/>{letter}')
    return f'<circle class="{_accent(bead.accent)}" {place} r="{_number(bead.radius)}"/>{letter}'


def _legend(entry: LegendEntry, scale: float) -> str:
    text = entry.text
    if entry.bead:
        return _bead(entry.bead) + _text(text)
    wide, high = text.size * 1.35, text.size * 0.8
    return (f'<rect class="dash" x="{_number(text.x - text.size * 1.9 + 0.4)}" '
            f'y="{_number(text.y + (text.leading - high) / 2)}" width="{_number(wide)}" height="{_number(high)}" '
            f'rx="{_number(1.5 * scale)}" stroke-width="{_number(0.75 * scale)}" '
            f'stroke-dasharray="{_number(2.4 * scale)} {_number(1.8 * scale)}"/>{_text(text)}')


def _text(text: Text) -> str:
    """The paragraph: one element, a tspan for each line."""
    x = _number(text.x + text.width if text.at_right else text.x)
    anchor = ' text-anchor="end"' if text.align == "end" else ""
    towards = ' direction="rtl"' if text.direction == "rtl" else ""
    bold = " b" if text.weight == 600 else ""
    lines = "".join(
        f'<tspan x="{x}" y="{_number(text.baseline(number))}">{svg_text(line)}</tspan>'
        for number, line in enumerate(text.lines)
    )
    return f'<text class="{text.tone}{bold}" font-size="{_number(text.size)}"{anchor}{towards}>{lines}</text>'


def _texts(page: Page) -> Iterator[Text]:
    """Every paragraph of the page."""
    yield from (*page.head, *page.foot)
    for entry in page.legend:
        yield entry.text
        yield from _letters([entry.bead] if entry.bead else [])
    for block in page.blocks:
        yield from (text for text in (block.heading, block.number, block.pointer, *block.prompts) if text)
        for note in block.notes:
            yield from note.texts
            yield from _letters(note.beads)


def _letters(beads: Iterable[Bead]) -> Iterator[Text]:
    return (bead.letter for bead in beads if bead.letter)


def _accent(accent: int | None) -> str:
    return "grey" if accent is None else f"a{accent}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
