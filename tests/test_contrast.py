"""Everything stands out from what it stands on: text 4.5 to 1, shapes 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11), on light and
on dark ground."""

import re
from itertools import pairwise

import pytest
from drawings import label_lines
from stress import example, loaded

from canvasdsl import resources
from canvasdsl.outside.layout import layout_by
from canvasdsl.render.drawing_svg import DARK_TONES, LIGHT_TONES
from canvasdsl.views.drawing import Area, Box, Disc, Drawing, Label, Shape
from canvasdsl.views.poster.poster import ACCENTS
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn
from canvasdsl.wording import load_wording

GROUNDS = {
    "light": {**LIGHT_TONES, **{f"a{number}": light for number, (light, _) in enumerate(ACCENTS)}},
    "dark": {**DARK_TONES, **{f"a{number}": dark for number, (_, dark) in enumerate(ACCENTS)}},
}
EACH_GROUND = pytest.mark.parametrize("ground", GROUNDS)
TEXT, SHAPE = 4.5, 3.0


@EACH_GROUND
def test_tones_stand_out(ground: str) -> None:
    """Words and shapes on paper, and on the cards that lie on it."""
    tones = GROUNDS[ground]
    for below in ("paper", "wash"):
        for tone in ("ink", "soft", "faint", "alarm", "warn", "good"):
            assert contrast(tones[tone], tones[below]) >= TEXT, (tone, below)
        for tone in ("grey", *(f"a{number}" for number in range(len(ACCENTS)))):
            assert contrast(tones[tone], tones[below]) >= SHAPE, (tone, below)
    for heat in ("heat0", "heat1", "heat2", "heat3", "heat4", "bad"):
        assert contrast(tones["ink"], tones[heat]) >= TEXT, heat


@EACH_GROUND
def test_words_stand_out_from_what_lies_below_them(ground: str) -> None:
    """Each line of each drawing of some examples, over all shapes that were drawn before it."""
    found = []
    for name in ("clinic", "coffee", "saas", "nonprofit"):
        for drawing in drawings(name):
            for at, label in enumerate(drawing.shapes):
                if not isinstance(label, Label):
                    continue
                for line, (left, top, right, bottom) in label_lines(label):
                    for x in (left + 1, (left + right) / 2, right - 1):
                        below = lies_below(drawing.shapes[:at], x, (top + bottom) / 2, GROUNDS[ground])
                        if contrast(GROUNDS[ground][label.tone], below) < TEXT:
                            found.append((drawing.view, name, label.tone, line))
    assert found == []


@pytest.mark.parametrize("sheet", ["brief.css", "drawing.css"])
def test_pages_stand_out(sheet: str) -> None:
    """The colours of words in style sheets, light and dark."""
    style = resources.read_text(f"templates/{sheet}")
    light = dict(re.findall(r"--(\w+): (#\w{6});", style[: style.index("@media")]))
    dark = dict(re.findall(r"--(\w+): (#\w{6});", style[style.index("prefers-color-scheme") :]))
    for colours in (light, dark):
        grounds = [colours[name] for name in ("paper", "wash") if name in colours]
        words = [name for name in ("ink", "soft", "faint", "link", "alarm", "warn", "hint") if name in colours]
        assert len(words) >= 4 and grounds
        for name in words:
            assert min(contrast(colours[name], below) for below in grounds) >= TEXT, name


def drawings(name: str) -> list[Drawing]:
    found = []
    canvas, wording = loaded(example(name)).canvas, load_wording()
    for view in VIEWS:
        for block in view.blocks(canvas)[:2] if view.name != "canvas" else ():
            try:
                found.append(view.make(Subject(canvas, wording, block, layout=layout_by("graphviz"))))
            except Undrawn:
                continue
    return found


def lies_below(shapes: tuple[Shape, ...], x: float, y: float, tones: dict[str, str]) -> str:
    """The colour at a point, through what is half transparent."""
    seen = tones["paper"]
    for shape in shapes:
        if isinstance(shape, Box | Disc | Area) and shape.fill and covers(shape, x, y):
            parts = zip(parts_of(tones[shape.fill]), parts_of(seen))
            seen = "#{:02x}{:02x}{:02x}".format(
                *(round(above * shape.opacity + below * (1 - shape.opacity)) for above, below in parts))  # fmt: skip
    return seen


def covers(shape: Box | Disc | Area, x: float, y: float) -> bool:
    if isinstance(shape, Box):
        return shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height
    if isinstance(shape, Disc):
        return (x - shape.x) ** 2 + (y - shape.y) ** 2 <= shape.radius**2
    crossed = [(y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
               for (x0, y0), (x1, y1) in pairwise([*shape.points, shape.points[0]])]  # fmt: skip
    return sum(crossed) % 2 == 1


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
              for part in (value / 255 for value in parts_of(colour))]  # fmt: skip
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def parts_of(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
