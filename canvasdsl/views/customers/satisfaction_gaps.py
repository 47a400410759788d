"""What customers expect and what they get (D19): for each attribute two marks on one scale, and what that means."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.figures.compute import figure_of, kind_called
from canvasdsl.figures.perception import satisfaction_level
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import BODY, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.charts import Scale
from canvasdsl.views.kit.paper import DASHED, Paper, Said, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["VIEW", "Gap", "gaps_of"]

_NAMES, _WORDS, _GUTTER = 132.0, 118.0, 12.0
_LEAST_ROW = 26.0
_TONES = {"dissatisfied": "alarm", "satisfied": "soft", "delighted": "good"}


@attrs.frozen(kw_only=True)
class Gap:
    """Something that is expected: the marks on a scale that ends at `most`, the difference that nobody minds, and the
    words for what comes out: `satisfied`, or over a range `satisfied to delighted`."""

    about: Any
    expected: Decimal | None
    perceived: Decimal | None
    least: int
    most: int
    tolerance: Decimal
    level: str

    @property
    def gap(self) -> Decimal | None:
        """Perceived less expected."""
        return None if self.expected is None or self.perceived is None else self.perceived - self.expected


def gaps_of(canvas: Canvas, block: Any) -> tuple[Gap, ...]:
    """The expectations of a segment, or the five dimensions of a service, in the order of the file."""
    if block.word == "service":
        return tuple(_of_quality(canvas, each) for each in block.qualities)
    return tuple(_of_expectation(canvas, each) for each in block.expectations
                 if each.expected is not None or each.perceived is not None)  # fmt: skip


def _of_quality(canvas: Canvas, quality: Any) -> Gap:
    expected, perceived = (None if each is None else each.value for each in (quality.expected, quality.perceived))
    tolerance = canvas.threshold("tolerance")
    level = "" if expected is None or perceived is None else satisfaction_level(perceived - expected, tolerance)
    return Gap(about=quality, expected=expected, perceived=perceived, least=1, most=7, tolerance=tolerance, level=level)


def _of_expectation(canvas: Canvas, expectation: Any) -> Gap:
    kind = kind_called("satisfaction-level")
    assert kind is not None
    figure = figure_of(canvas, kind, expectation)
    marks = [each for each in (expectation.expected, expectation.perceived) if each is not None]
    most = max([int(each.most.value) for each in marks if each.most is not None] or [0])
    highest = max(each.value.high for each in marks)
    if most < highest:
        most = next(end for end in (5, 7, 10, 100, int(highest) + 1) if end >= highest)
    expected, perceived = (None if each is None else each.value.value
                           for each in (expectation.expected, expectation.perceived))  # fmt: skip
    said = expectation.tolerance
    return Gap(
        about=expectation, expected=expected, perceived=perceived, most=most,
        least=1 if most <= 7 and min(each.value.low for each in marks) >= 1 else 0,
        tolerance=said.value if said is not None else canvas.threshold("tolerance"),
        level=figure.word if figure is not None else "",
    )  # fmt: skip


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    words = subject.words
    found = gaps_of(subject.canvas, subject.block)
    if not found:
        raise Undrawn(words("satisfaction.needs"))
    paper = Paper()
    y = _key(paper, subject) + 8
    scales = dict.fromkeys((each.least, each.most) for each in found)
    for least, most in scales:
        y = _panel(paper, subject, y, [each for each in found if (each.least, each.most) == (least, most)]) + 14
    return subject.drawing(
        "satisfaction", paper, title=_title(subject, found), description=_description(subject, found),
        table=_table(subject, found), texts=paper.authors,
    )  # fmt: skip


def _key(paper: Paper, subject: Subject) -> float:
    """What the two marks and the ground mean, in one line or as many as it takes."""
    x, y, height = 0.0, 0.0, 0.0
    for name in ("expected", "perceived", "tolerance"):
        text = subject.words(f"satisfaction.{name}")
        made = Paper().text(0, 0, text, size=SMALL, width=paper.width - 20)
        if x and x + 18 + made.width > paper.width:
            x, y = 0.0, y + height
        middle = y + SMALL * 0.66
        if name == "tolerance":
            paper.box(x, middle - 4, 12, 8, fill="heat2")
        else:
            paper.disc(x + 5, middle, 3.6, fill="paper" if name == "expected" else "ink", line="ink", stroke=1.2)
        height = paper.text(x + 16, y, text, size=SMALL, tone="soft", width=paper.width - 20).height
        x += 16 + made.width + 16
    return y + height


def _panel(paper: Paper, subject: Subject, y: float, found: Sequence[Gap]) -> float:
    """The rows of one scale below the numbers of the scale."""
    least, most = found[0].least, found[0].most
    left, right = _NAMES + _GUTTER, paper.width - _WORDS - _GUTTER
    scale = Scale(least, most, left + 6, right - 6)
    steps = range(least, most + 1) if most - least <= 10 else range(least, most + 1, max(1, (most - least) // 5))
    for step in steps:
        paper.text(scale(step), y, subject.say.whole(step), size=SMALL, tone="soft", align="middle")
    top = y = y + SMALL * 1.32 + 3
    grid = len(paper.shapes)
    for each in found:
        y = _row(paper, subject, y, each, scale)
        paper.line((0, y), (paper.width, y), tone="line", width=0.6)
    lines = Paper()
    for step in steps:
        lines.line((scale(step), top), (scale(step), y), tone="line", width=0.5)
    lines.line((0, top), (paper.width, top), tone="line", width=0.6)
    paper.shapes[grid:grid] = lines.shapes
    return y


def _row(paper: Paper, subject: Subject, y: float, gap: Gap, scale: Scale) -> float:
    """One attribute: its name, its two marks with the line between, and in words what that means."""
    names, says = Paper(_NAMES), Paper(_WORDS)
    parts = [Said(capital(_name(subject, gap)), size=BODY, weight=SEMIBOLD)]
    if getattr(gap.about, "text", None):
        parts.append(Said(gap.about.text, field_of(subject.block), tone="soft"))
    weight = getattr(gap.about, "weight", None)
    if weight is not None:
        parts.append(Said(subject.words("satisfaction.weight", weight=subject.say.quantity(weight)), tone="soft"))
    tall = stack(names, 0, 0, _NAMES, parts)
    outcome = _outcome(subject, gap)
    tall_words = stack(says, 0, 0, _WORDS, outcome)
    height = max(_LEAST_ROW, tall + 10, tall_words + 10)
    middle = y + height / 2
    if gap.expected is not None and gap.perceived is not None:
        low = scale(max(gap.least, float(gap.expected - gap.tolerance)))
        high = scale(min(gap.most, float(gap.expected + gap.tolerance)))
        paper.box(low, y + 3, high - low, height - 6, fill="heat2")
    level = gap.level.split(" to ")[0]
    ends = [scale(float(mark)) for mark in (gap.expected, gap.perceived) if mark is not None]
    if len(ends) == 2:
        paper.line((ends[0], middle), (ends[1], middle), tone=_TONES.get(level, "soft"), width=2.2)
    dash = DASHED if gap.about.is_idea else ()
    if gap.expected is not None:
        paper.disc(ends[0], middle, 4.4, fill="paper", line="ink", stroke=1.3, dash=dash)
    if gap.perceived is not None:
        # Where both are alike the smaller disc stands inside the ring.
        same = len(ends) == 2 and abs(ends[0] - ends[1]) < 3
        paper.disc(ends[-1], middle, 2.4 if same else 4.4, fill="ink", line="ink", stroke=1.3)
    paper.put(names, 0, y + (height - tall) / 2)
    paper.put(says, paper.width - _WORDS, y + (height - tall_words) / 2)
    return y + height


def _name(subject: Subject, gap: Gap) -> str:
    if subject.block.word == "service":
        return subject.say.choice("dimension of service quality", gap.about.dimension)
    return subject.say.choice("expectation", gap.about.attribute)


def _outcome(subject: Subject, gap: Gap) -> list[Said]:
    """What comes out, in words, and by how much."""
    words = subject.words
    if gap.gap is None:
        missing = "unasked" if gap.perceived is None else "unexpected"
        return [Said(words(f"satisfaction.{missing}"), tone="faint")]
    if not gap.level:
        return [Said(_signed(subject, gap), tone="soft")]
    tone = _TONES[gap.level.split(" to ")[0]]
    return [Said(capital(_level(subject, gap)), weight=SEMIBOLD, tone="ink" if tone == "soft" else tone),
            Said(_signed(subject, gap), tone="soft")]  # fmt: skip


def _level(subject: Subject, gap: Gap) -> str:
    """The words for what comes out; over a range those of its ends."""
    found = [subject.say.choice("satisfaction", word) for word in gap.level.split(" to ") if word]
    return subject.wording("brief.number.range", low=found[0], high=found[1]) if len(found) == 2 else "".join(found)


def _signed(subject: Subject, gap: Gap) -> str:
    key = "as_expected" if not gap.gap else "more" if gap.gap > 0 else "less"
    return subject.words(f"satisfaction.{key}", number=subject.say.number(abs(gap.gap or Decimal(0)).normalize()))


def _title(subject: Subject, found: Sequence[Gap]) -> str:
    """What falls short first; else how much delights."""
    words, say, name = subject.words, subject.say, subject.block.name
    asked = [each for each in found if each.level and not each.about.is_idea]
    short = [_name(subject, each) for each in asked if each.level.startswith("dissatisfied")]
    if short:
        return words("satisfaction.title_short", name=name, list=say.join(say.shortened(short)))
    if not asked:
        return words("satisfaction.title_unasked", name=name)
    delighted = sum(each.level == "delighted" for each in asked)
    if delighted:
        return words("satisfaction.title_delighted", name=name, number=say.whole(delighted),
                     total=say.whole(len(asked)))  # fmt: skip
    return words("satisfaction.title_met", name=name)


def _description(subject: Subject, found: Sequence[Gap]) -> str:
    parts = [subject.words("satisfaction.description", name=subject.block.name)]
    parts += [subject.words("satisfaction.one", name=_name(subject, each), outcome=_level(subject, each),
                            gap=_signed(subject, each)) for each in found if each.level][:5]  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, found: Sequence[Gap]) -> Datasheet:
    words, say = subject.words, subject.say

    def mark(value: Decimal | None, gap: Gap) -> str:
        return "" if value is None else say.wording("brief.number.score", value=say.number(value), most=gap.most)

    keys = ("attribute", "expected", "perceived", "gap", "level")
    columns = tuple(words(f"satisfaction.column.{key}") for key in keys)
    rows = tuple(
        (_name(subject, each), mark(each.expected, each), mark(each.perceived, each),
         "" if each.gap is None else _signed(subject, each), _level(subject, each)) for each in found
    )  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="satisfaction", register=("D19",), title="What customers expect and what they get",
            needs=("expectation", "expected", "perceived"), make=_make, of=("segment", "service"))  # fmt: skip
