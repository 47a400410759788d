"""How segments differ, pair by pair, in the five tests of a separate segment: what they are offered, how they are
reached, which relationship they have, what they are worth, and what they pay for (figure `segment-difference`)."""

from itertools import combinations
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.structure import Got, got_by
from canvasdsl.model.canvas import Canvas
from canvasdsl.views.drawing import HEAT, SMALL, Datasheet, Drawing
from canvasdsl.views.kit.grids import PAD, Cell, Row, table
from canvasdsl.views.kit.paper import Paper, Said, badge_of, bold, field_of
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD, measure

__all__ = ["TESTS", "VIEW", "Pair", "pairs_of"]

TESTS = tuple(field.name for field in attrs.fields(Got))
_MOST = 24
"""So many pairs are shown, those that differ least; how many more there are is said."""


@attrs.frozen(kw_only=True)
class Pair:
    """Two segments by their numbers, and for each of the five tests whether they differ; `None` where the model says
    nothing of either."""

    one: int
    other: int
    tests: tuple[bool | None, ...]

    @property
    def count(self) -> int:
        """In how many of the tests they differ."""
        return sum(each is True for each in self.tests)


def pairs_of(canvas: Canvas) -> tuple[Pair, ...]:
    """All pairs of segments that are more than ideas, in the order of the file."""
    got = [(number, attrs.astuple(got_by(canvas, segment), recurse=False))
           for number, segment in enumerate(canvas.segments) if not segment.is_idea]  # fmt: skip
    return tuple(Pair(one=one, other=other, tests=tuple(map(_test, first, second)))
                 for (one, first), (other, second) in combinations(got, 2))  # fmt: skip


def _test(one: Any, other: Any) -> bool | None:
    if one != other:
        return True
    says_nothing = not one or (isinstance(one, tuple) and all(each is None for each in one))
    return None if says_nothing else False


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    found = pairs_of(subject.canvas)
    if not found:
        raise Undrawn(subject.words("differences.needs"))
    shown = found if len(found) <= _MOST else tuple(sorted(found, key=lambda pair: pair.count)[:_MOST])
    paper = Paper()
    heads = [Cell(), *(Cell((Said(subject.words(f"differences.test.{test}"), tone="soft"),), align="middle")
                       for test in TESTS),
             Cell((bold(subject.words("differences.count"), tone="soft"),), align="middle")]  # fmt: skip
    table(paper, 0, heads, [Row(cells=tuple(_row(subject, pair))) for pair in shown],
          widths=_widths(subject, paper.width))
    paper.text(0, paper.height + 8, subject.words("differences.legend"), size=SMALL, tone="faint")
    more = len(found) - len(shown)
    notes = (subject.counted("differences.more", more),) if more else ()
    return subject.drawing("differences", paper, title=_title(subject, found), notes=notes, texts=paper.authors,
                           description=_description(subject, found), table=_table(subject, shown))  # fmt: skip


def _widths(subject: Subject, width: float) -> list[float]:
    """The columns of the tests are as wide as their longest words need, at least a little; the pairs get the rest."""
    heads = [subject.words("differences.count"), *(subject.words(f"differences.test.{test}") for test in TESTS)]
    longest = max(measure(word, SMALL, weight=SEMIBOLD) for head in heads for word in head.split() or [""])
    each = min(max(44.0, longest + 2 * PAD + 1), width / (len(heads) + 2))
    return [width - each * len(heads), *(each for _ in heads)]


def _row(subject: Subject, pair: Pair) -> list[Cell]:
    segments = subject.canvas.segments
    names = tuple(Said(segments[at].name, field_of(segments[at]), badges=(badge_of(at),))
                  for at in (pair.one, pair.other))  # fmt: skip
    signs = {True: "yes", False: "no", None: ""}
    of = subject.words("differences.of", count=subject.say.whole(pair.count), total=subject.say.whole(len(TESTS)))
    return [Cell(names), *(Cell(sign=signs[each], align="middle") for each in pair.tests),
            Cell((bold(of),), fill=HEAT[min(pair.count, 4)], align="middle")]  # fmt: skip


def _title(subject: Subject, found: tuple[Pair, ...]) -> str:
    segments = subject.canvas.segments
    alike = [pair for pair in found if not pair.count]
    if alike:
        return subject.counted("differences.title_alike", len(alike), one=segments[alike[0].one].name,
                               other=segments[alike[0].other].name)  # fmt: skip
    least = min(found, key=lambda pair: pair.count)
    values = {"one": segments[least.one].name, "other": segments[least.other].name,
              "total": subject.say.whole(len(TESTS))}  # fmt: skip
    if least.count == len(TESTS) and len(found) > 1:
        return subject.words("differences.title_all")
    if len(found) == 1:
        return subject.counted("differences.title_one", least.count, **values)
    return subject.counted("differences.title", least.count, **values)


def _description(subject: Subject, found: tuple[Pair, ...]) -> str:
    say, segments = subject.say, subject.canvas.segments
    said = [subject.words("differences.pair", one=segments[pair.one].name, other=segments[pair.other].name,
                          count=say.whole(pair.count), total=say.whole(len(TESTS))) for pair in found]  # fmt: skip
    return " ".join((subject.counted("differences.description", len(decided(segments))),
                     subject.words("differences.pairs", list=say.groups(say.shortened(said)))))  # fmt: skip


def _table(subject: Subject, shown: tuple[Pair, ...]) -> Datasheet:
    segments, words = subject.canvas.segments, subject.words
    keys = {True: "differ", False: "same", None: "unsaid"}
    columns = (words("differences.segment"), words("differences.other"),
               *(words(f"differences.test.{test}") for test in TESTS), words("differences.count"))  # fmt: skip
    rows = tuple((segments[pair.one].name, segments[pair.other].name,
                  *(words(f"differences.{keys[each]}") for each in pair.tests), subject.say.whole(pair.count))
                 for pair in shown)  # fmt: skip
    return Datasheet(columns=columns, rows=rows)


VIEW = View(name="differences", register=(), theory=("T-SEG-3",), title="In which of five tests segments differ",
            needs=("segment", "proposition"), make=_make)  # fmt: skip
