"""Nothing overlaps and nothing is cut, in any script: drawings and briefs measured in a real browser and in the PDF."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import combinations
from random import Random

import pytest
from briefs import squeezed
from drawings import apart, inside, small
from stress import ARABIC, EXAMPLES, NAMES, example, loaded, many_notes, named

from canvasdsl.brief.brief import Brief
from canvasdsl.brief.compose import compose
from canvasdsl.outside.brief import brief_pdf
from canvasdsl.outside.drawing import draw
from canvasdsl.outside.layout import layout_by
from canvasdsl.outside.poster import MissingGlyph
from canvasdsl.render.brief_html import brief_html
from canvasdsl.render.drawing_svg import drawing_fragment, drawing_style
from canvasdsl.render.markdown_text import read_markdown, to_plain
from canvasdsl.render.web_fonts import font_faces
from canvasdsl.views.drawing import WIDTH, Box, Drawing, Label
from canvasdsl.views.framed import framed
from canvasdsl.views.parted import parted
from canvasdsl.views.registry import VIEWS
from canvasdsl.views.subject import Subject, Undrawn
from canvasdsl.views.typeset import direction, measure
from canvasdsl.wording import Wording, load_wording

ENGLISH = load_wording()
SEED = 20261122
SAMPLE = Random(SEED).sample([name for name in EXAMPLES if name not in ("blank", "minimal", "clinic")], 2)
"""Beside the largest example."""
Found = list[tuple[object, ...]]


def drawings(text: str, wording: Wording, most: int = 2) -> tuple[tuple[str, Drawing], ...]:
    """What each view draws of a model, of at most so many blocks."""
    return _drawings(text, wording is ARABIC, most)


@cache
def _drawings(text: str, is_arabic: bool, most: int) -> tuple[tuple[str, Drawing], ...]:
    wording = ARABIC if is_arabic else ENGLISH
    canvas, layout, found = loaded(text).canvas, layout_by("graphviz"), []
    for view in VIEWS:
        made = 0
        for block in view.blocks(canvas) if view.name != "canvas" else ():
            try:
                drawing = view.make(Subject(canvas, wording, block, layout=layout))
            except Undrawn:
                continue
            found.append((view.name, drawing))
            made += 1
            if made == most:
                break
    return tuple(found)


def brief_of(text: str, wording: Wording = ENGLISH) -> Brief:
    """With everything in it."""
    return compose(loaded(text), wording, for_class=True, layout=layout_by("graphviz"))


def model(name: str, kind: str) -> tuple[str, Wording]:
    """An example, or the model of many notes, with hard names, in Arabic words, or both, as `kind` says."""
    names = NAMES.get(kind.removeprefix("arabic-words "))
    text = many_notes() if name == "many-notes" else example(name)
    return named(text, names) if names else text, ARABIC if kind.startswith("arabic-words") else ENGLISH


# ---- Drawings as data: fast enough for all ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["plain", "arabic-words", *NAMES])
def test_every_view_is_sound(kind: str) -> None:
    """Of the largest example: nothing leaves the sheet, no label lies on another."""
    for name, drawing in drawings(*model("clinic", kind)):
        assert (inside(drawing), apart(drawing), small(drawing)) == ([], [], []), name


def test_a_tall_drawing_is_parted_between_its_words() -> None:
    """Each label stands whole in one part; a box goes on in the next; what has no place for a cut stays whole."""
    labels = tuple(Label(x=0, y=17.0 * number, lines=("a", "b"), size=6) for number in range(200))
    drawing = Drawing(view="x", title="x", description="x", width=WIDTH, height=3_400.0,
                      shapes=(Box(x=0, y=0, width=9, height=3_400, line="ink"), *labels))  # fmt: skip
    parts = parted(drawing, 640)
    assert len(parts) > 5 and all(part.height <= 640 for part in parts)
    assert sum(part.height for part in parts) == pytest.approx(3_400)
    assert sum(isinstance(shape, Label) for part in parts for shape in part.shapes) == 200
    assert all(sum(isinstance(shape, Box) for shape in part.shapes) == 1 for part in parts)
    for part in parts:
        assert all(shape.y >= 0 and shape.y + shape.height <= part.height + 0.1
                   for shape in part.shapes if isinstance(shape, Label))  # fmt: skip
    assert parted(drawing, 4_000) == (drawing,)
    solid = Label(x=0, y=0, lines=("a",) * 300, size=9)
    whole = Drawing(view="x", title="x", description="x", width=WIDTH, height=solid.height, shapes=(solid,))
    assert parted(whole, 640) == (whole,)


# ---- Drawings in a browser ----------------------------------------------------------------------------------------

LINES = """async () => {
  await document.fonts.ready;
  return [...document.querySelectorAll('svg.drawing')].map(svg => {
    const paper = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / paper.width;
    return [...svg.querySelectorAll('text')].flatMap((text, number) => [...text.querySelectorAll('tspan')].map(line => {
      const box = line.getBoundingClientRect();
      return {number, text: line.textContent, left: (box.left - paper.left) * scale, wide: line.getComputedTextLength(),
        right: (box.right - paper.left) * scale, base: parseFloat(line.getAttribute('y')),
        size: parseFloat(text.getAttribute('font-size'))};
    }));
  });
}"""


@pytest.mark.outside
@pytest.mark.parametrize("kind", ["plain", "arabic-words", *NAMES, "arabic-words right-to-left"])
def test_drawings_in_a_browser(kind: str, open_page) -> None:
    """Each line inside the paper, on no other, and no wider than it was computed."""
    for name in EXAMPLES if kind == "plain" else ("clinic", *SAMPLE):
        text, wording = model(name, kind)
        pictures = [(view, framed(drawing)) for view, drawing in drawings(text, wording)]
        measured = open_page(sheet_of([drawing for _, drawing in pictures], wording)).evaluate(LINES)
        assert len(measured) == len(pictures)
        for (view, drawing), lines in zip(pictures, measured):
            assert misplaced(drawing, lines) == [], (name, view)


@pytest.mark.outside
def test_labels_out_of_place_are_noticed(open_page) -> None:
    """Each of the three, so that the silence of the others says something."""
    labels = (Label(x=0, y=0, lines=("one",)), Label(x=5, y=2, lines=("two",)), Label(x=470, y=40, lines=("three",)))
    drawing = Drawing(view="x", title="x", description="x", width=WIDTH, height=60, shapes=labels)
    page = sheet_of([drawing], ENGLISH).replace("<style>", "<style>text{letter-spacing:3px}", 1)
    (lines,) = open_page(page).evaluate(LINES)
    assert {one[0] for one in misplaced(drawing, lines)} == {"wider", "outside", "overlap"}


def sheet_of(pictures: list[Drawing], wording: Wording) -> str:
    """A page with the drawings one below the other, each in its own size."""
    faces = font_faces([(line, shape.weight) for drawing in pictures for shape in drawing.shapes
                        if isinstance(shape, Label) for line in shape.lines])  # fmt: skip
    body = "".join(drawing_fragment(drawing, f"d{number}").replace("<svg ", f'<svg width="{drawing.width}pt" ', 1)
                   for number, drawing in enumerate(pictures))  # fmt: skip
    return (f'<!DOCTYPE html><html lang="{wording.language}" dir="{wording.direction}"><meta charset="utf-8">'
            f"<title>drawings</title><style>{faces}{drawing_style()}</style><body>{body}")  # fmt: skip


def misplaced(drawing: Drawing, lines: list[dict], *, slack: float = 0.4) -> Found:
    """What is wrong with the lines of a drawing as the browser sets them. A line takes the room from the height of its
    capitals to the foot of a `g`."""
    found: Found = []
    frames = []
    labels = [shape for shape in drawing.shapes if isinstance(shape, Label)]
    for line in lines:
        if not line["text"].strip():
            continue
        computed = measure(line["text"], line["size"], weight=labels[line["number"]].weight)
        if line["wide"] > computed + 0.1:
            found.append(("wider", line["text"], line["wide"], computed))
        top, bottom = line["base"] - 0.72 * line["size"], line["base"] + 0.2 * line["size"]
        if min(line["left"], top) < -slack or line["right"] > drawing.width + slack or bottom > drawing.height + slack:
            found.append(("outside", line["text"], line["left"], top, line["right"], bottom))
        frames.append((line["text"], (line["left"], top, line["right"], bottom)))
    for (text, one), (other_text, other) in combinations(frames, 2):
        if (one[0] < other[2] - slack and other[0] < one[2] - slack and one[1] < other[3] - slack
                and other[1] < one[3] - slack):  # fmt: skip
            found.append(("overlap", text, other_text))
    return found


# ---- Briefs in a browser ------------------------------------------------------------------------------------------

LOOK = """() => {
  const width = document.documentElement.clientWidth;
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  const hidden = new Map();
  const isHidden = one => {
    if (!one || one === document.body) return false;
    if (!hidden.has(one)) hidden.set(one, one.matches('svg, .skip') || getComputedStyle(one).clipPath !== 'none'
      || isHidden(one.parentElement));
    return hidden.get(one);
  };
  const all = [...document.body.querySelectorAll('*')].filter(one => !isHidden(one));
  const said = one => one.tagName + ' ' + one.textContent.trim().slice(0, 60);
  const beyond = all.filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > width + 1 || box.left < -1) && !one.closest('.wide, pre');
  }).map(said);
  const cut = all.filter(one => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && !one.closest('.poster')
    && getComputedStyle(one).display !== 'inline' && getComputedStyle(one).overflowX === 'visible').map(said);
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.textContent.trim() || isHidden(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    for (const box of range.getClientRects()) {
      const middle = (box.top + box.bottom) / 2;
      if (box.width > 1) lines.push({node, left: box.left, right: box.right, top: middle - .3 * size,
        bottom: middle + .3 * size});
    }
  }
  lines.sort((one, other) => one.top - other.top);
  const over = [];
  for (let at = 0; at < lines.length; at++)
    for (let next = at + 1; next < lines.length && lines[next].top < lines[at].bottom - .5; next++) {
      const [one, other] = [lines[at], lines[next]];
      if (one.node !== other.node && one.left < other.right - 1 && other.left < one.right - 1)
        over.push([one.node.textContent.slice(0, 40), other.node.textContent.slice(0, 40)]);
    }
  return {wide: document.documentElement.scrollWidth > width, beyond, cut, over};
}"""
FINE = {"wide": False, "beyond": [], "cut": [], "over": []}
HARD = [("clinic", "wide"), ("clinic", "arabic-words right-to-left"), ("many-notes", "words"),
        *zip((*SAMPLE, *SAMPLE, *SAMPLE), ("long", "long-arabic", "emoji", "marks", "arabic-words", "cjk"))]
WIDTHS = (360, 768, 1500)


@pytest.mark.outside
@pytest.mark.parametrize(("name", "kind"), [*((name, "plain") for name in (*EXAMPLES, "many-notes")), *HARD])
def test_briefs_in_a_browser(name: str, kind: str, open_page) -> None:
    """On a phone, a tablet and a desk: nothing beyond the window, no text wider than its place or on another."""
    page = open_page(brief_html(brief_of(*model(name, kind))), width=WIDTHS[0])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(LOOK) == FINE, width


@pytest.mark.outside
def test_texts_out_of_place_are_noticed(open_page) -> None:
    page = open_page("<!DOCTYPE html><title>x</title><p>one</p><p style='margin-top:-2em'>two</p>"
                     f"<div style='width:4em'>{'w' * 90}</div>", width=360)  # fmt: skip
    found = page.evaluate(LOOK)
    assert found["wide"] and found["cut"] and found["over"] == [["one", "two"]]


def test_a_page_from_right_to_left_says_so() -> None:
    """The whole page, its poster and its drawings; short values that run the other way stay at the right."""
    page = brief_html(brief_of(*model("coffee", "arabic-words")))
    assert '<html lang="ar" dir="rtl">' in page and '<section class="poster"' in page and 'lang="ar" dir="rtl"' in page
    assert '[dir="rtl"] :is(dd, td p) { text-align: right; }' in page and ".drawing{direction:ltr}" in page


# ---- Briefs and drawings on paper ---------------------------------------------------------------------------------

Frame = tuple[float, float, float, float]


def asked(pdf: bytes, *arguments: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", *arguments, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def misplaced_on_paper(pdf: bytes, *, margin: float = 10.0) -> Iterator[tuple[object, ...]]:
    """Words that leave their page, or lie on others. Only the middle of a word counts: fonts say how high they reach,
    and not how high a word does."""
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"(.*?)</page>', asked(pdf, "-bbox"), re.DOTALL)
    assert pages
    number = r'="([-\d.]+)"'
    word = re.compile(f"<word xMin{number} yMin{number} xMax{number} yMax{number}>(.*?)</word>", re.DOTALL)
    for at_page, (width, height, page) in enumerate(pages, start=1):
        frames: list[tuple[Frame, str]] = []
        for *ends, text in word.findall(page):
            left, top, right, bottom = map(float, ends)
            if left < margin or right > float(width) - margin or top < 0 or bottom > float(height):
                yield "outside", at_page, unescape(text)
            middle, half = (top + bottom) / 2, (bottom - top) * 0.22
            frames.append(((left, middle - half, right, middle + half), unescape(text)))
        frames.sort()
        for at, (one, text) in enumerate(frames):
            for other, other_text in frames[at + 1:]:
                if other[0] >= one[2] - 0.8:
                    break
                if one[1] < other[3] and other[1] < one[3]:
                    yield "overlap", at_page, text, other_text


ON_PAPER = [("clinic", "words"), ("clinic", "arabic-words"), ("coffee", "arabic-words right-to-left"),
            ("coffee", "long"), ("coffee", "long-arabic"), (SAMPLE[0], "wide"),
            (SAMPLE[1], "right-to-left")]  # fmt: skip
"""Poppler cuts letters with marks, and CJK signs that are set close, into boxes that overlap: they are left out."""


@pytest.mark.outside
@pytest.mark.parametrize(("name", "kind"), [*((name, "plain") for name in (*EXAMPLES, "many-notes")), *ON_PAPER])
def test_briefs_on_paper(name: str, kind: str) -> None:
    """No word leaves its page or lies on another; every text stands there, in the order of the HTML page."""
    text, wording = model(name, kind)
    brief = brief_of(text, wording)
    pdf = brief_pdf(brief)
    assert list(misplaced_on_paper(pdf)) == []
    everything = squeezed(asked(pdf, "-raw"))
    body = squeezed(asked(pdf, "-raw", "-x", "0", "-y", "48", "-W", "900", "-H", "752"))
    quoted = {squeezed(one) for one in re.findall(r'"([^"\n]+)"', text)}
    texts = [one for one in dict.fromkeys(squeezed(to_plain(read_markdown(text))) for _, text in brief.texts)
             if one in quoted and (kind != "plain" or direction(one[::-1]) == direction(one))]  # fmt: skip
    if "right-to-left" in kind or "arabic" in kind:  # readers of PDF turn such lines about: letters, not order
        letters = set(everything)
        assert [one for one in texts if not set(one) <= letters] == []
        return
    assert [one for one in texts if one not in everything and not parted_once(one, body)] == []
    if kind != "plain":  # which has names that are apart in more than their numbers
        return
    page = shown(brief_html(brief))
    once = [one for one in texts if len(one) > 7 and page.count(one) == 1 and body.count(one) == 1]
    assert sorted(once, key=page.index) == sorted(once, key=body.index)


def parted_once(text: str, body: str) -> bool:
    """Whether it stands there, whole or on two pages with what stands between in the same row of a table."""
    return any(text[:at] in body and text[at:] in body for at in range(len(text)))


@pytest.mark.outside
@pytest.mark.parametrize("kind", ["emoji", "marks", "cjk"])
def test_every_text_stands_on_paper(kind: str) -> None:
    """Where the system has the fonts."""
    text, wording = model("coffee", kind)
    try:
        everything = squeezed(asked(brief_pdf(brief_of(text, wording)), "-raw"))
    except MissingGlyph as missing:
        pytest.skip(str(missing))
    letters = set(everything)
    assert set(squeezed(NAMES[kind][0])) <= letters
    for number in set(re.findall(r" (\d+)\"", text)):
        assert squeezed(NAMES[kind][0])[-1] + number in everything, number


class Shown(HTMLParser):
    """The text of a page without the poster, the drawings and what is folded away."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, bool]] = []
        self.parts: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag not in ("br", "img", "meta", "link", "hr"):
            classes = (dict(attributes).get("class") or "").split()
            left_out = tag in ("style", "svg", "details", "nav", "header") or {"heard", "sheet", "place"} & {*classes}
            self.inside.append((tag, bool(left_out)))

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(left_out for _, left_out in self.inside):
            self.parts.append(data)


def shown(page: str) -> str:
    reader = Shown()
    reader.feed(page)
    return squeezed("".join(reader.parts))


@pytest.mark.outside
@pytest.mark.parametrize("kind", ["plain", "arabic-words right-to-left", "wide"])
def test_drawings_on_paper(kind: str) -> None:
    """A few of the largest example, on pages of their own."""
    pictures = drawings(*model("clinic", kind))
    for name, drawing in Random(SEED).sample(pictures, 6):
        assert list(misplaced_on_paper(draw(drawing, "pdf"))) == [], name


def test_formats_that_are_made_together_are_those_made_alone(tmp_path) -> None:
    """While the PDF engine works the others are made; each has its own place and bytes."""
    from canvasdsl.cli import run

    path = str(tmp_path / "model.bmc")
    (tmp_path / "model.bmc").write_text(example("minimal"), encoding="utf-8")
    alone = [tmp_path / f"alone.{ending}" for ending in ("md", "pdf", "html")]
    together = [tmp_path / f"together.{ending}" for ending in ("md", "pdf", "html")]
    for out in alone:
        assert run(["brief", path, "-o", str(out)]) == 0
    assert run(["brief", path, *(part for out in together for part in ("-o", str(out)))]) == 0
    assert [out.read_bytes() for out in together] == [out.read_bytes() for out in alone]


def test_a_missing_glyph_is_named_with_its_field(monkeypatch) -> None:
    """For drawings and briefs, before the engine refuses."""
    from canvasdsl.outside import poster
    from canvasdsl.outside.fonts import FoundFonts

    monkeypatch.setattr(poster, "find_fonts", lambda needed, extra=None: FoundFonts(missing=tuple(needed)))
    text, wording = model("coffee", "thai")
    with pytest.raises(MissingGlyph, match=r"^no font here can draw `.+` \(U\+0E01\) in `title` of `canvas .+`$"):
        brief_pdf(brief_of(text, wording))
    for form in ("pdf", "png"):
        with pytest.raises(MissingGlyph, match=r"U\+0E01"):
            draw(drawings(text, wording)[0][1], form)
