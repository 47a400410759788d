"""The paths of commitment–trust theory (D14; Morgan & Hunt 1994), with what a relationship says about itself in them.

Causes stand left, trust and commitment in the middle, what they lead to right. An arrow between two marks that lie off
the middle of the scale is held against its sign: it agrees with the theory, or goes against it.
"""

from fractions import Fraction
from typing import Any

import attrs

from canvasdsl.figures.closeness import SCALE_MIDDLE, SIGNS
from canvasdsl.views.drawing import SMALL, Datasheet, Drawing
from canvasdsl.views.graph import Edge, Graph, Node
from canvasdsl.views.kit.paper import Paper, capital
from canvasdsl.views.subject import Subject, Undrawn, View
from canvasdsl.views.typeset import SEMIBOLD

__all__ = ["OUTCOMES", "VIEW", "Path", "paths"]

OUTCOMES = (
    ("commitment", "acquiescence", 1), ("commitment", "leaving", -1), ("commitment", "cooperation", 1),
    ("trust", "cooperation", 1), ("trust", "conflict", 1), ("trust", "uncertainty", -1),
)  # fmt: skip
"""What commitment and trust lead to, with the signs (Morgan & Hunt 1994)."""
_LEFT, _MIDDLE, _RIGHT = 122.0, 112.0, 106.0
_STEPS = 7
_PLACES = {
    "termination_costs": (0.0, 0), "benefits": (0.0, 1), "shared_values": (0.0, 2), "communication": (0.0, 3),
    "opportunism": (0.0, 4), "commitment": (1.0, 1), "trust": (1.0, 3), "acquiescence": (2.0, 0), "leaving": (2.0, 1),
    "cooperation": (2.0, 2), "conflict": (2.0, 3), "uncertainty": (2.0, 4),
}  # fmt: skip
"""In which column and row each stands."""
_HIGH, _BETWEEN = 42.0, 20.0


@attrs.frozen(kw_only=True)
class Path:
    """A link of the theory with its sign; `holds` says whether the marks agree, `None` where they say nothing."""

    cause: str
    effect: str
    sign: int
    holds: bool | None = None


def paths(marks: Any) -> tuple[Path, ...]:
    """The links of the theory, held against the marks of a relationship."""
    found = []
    for cause, effect, sign in (*SIGNS, *OUTCOMES):
        one, other = getattr(marks, cause, None), getattr(marks, effect, None)
        holds = None
        if one is not None and other is not None and SCALE_MIDDLE not in (one.value, other.value):
            holds = ((one.value > SCALE_MIDDLE) == (other.value > SCALE_MIDDLE)) == (sign > 0)
        found.append(Path(cause=cause, effect=effect, sign=sign, holds=holds))
    return tuple(found)


def _make(subject: Subject) -> Drawing:
    relationship = subject.block
    marks = relationship.commitment_trust
    if marks is None or all(getattr(marks, name, None) is None for name in _PLACES):
        raise Undrawn(subject.words("commitment.needs"))
    found = paths(marks)
    paper = Paper()
    top = _heads(subject, paper)
    high = max(_HIGH, *(_words_height(_word(subject, name), _frame(name, 0, 0)[2]) + 20 for name in _PLACES))
    boxes = {name: _frame(name, top, high) for name in _PLACES}
    for path in found:
        _arrow(paper, path, boxes)
    for name, frame in boxes.items():
        _node(subject, paper, marks, name, frame)
    bottom = _legend(subject, paper, found, max(top + high for _, top, _, high in boxes.values()) + 14)
    return subject.drawing(
        "commitment", paper, title=_title(subject, found), table=_table(subject, marks, found), height=bottom,
        description=subject.words("commitment.description", name=relationship.name, list=_claims(subject, marks)),
        texts=((f"relationship {relationship.name}", relationship.name),), graph=_graph(subject, found),
    )  # fmt: skip


def _words_height(words: str, width: float) -> float:
    return Paper().text(0, 0, words, width=width - 12, size=SMALL, weight=SEMIBOLD).height


def _frame(name: str, top: float, high: float) -> tuple[float, float, float, float]:
    """Left, top, width and height of a part."""
    column, row = _PLACES[name]
    width = (_LEFT, _MIDDLE, _RIGHT)[int(column)]
    left = (0.0, _LEFT + (476.0 - _LEFT - _MIDDLE - _RIGHT) / 2, 476.0 - _RIGHT)[int(column)]
    return left, top + row * (high + _BETWEEN), width, high


def _heads(subject: Subject, paper: Paper) -> float:
    bottom = 0.0
    for name, key in (("shared_values", "causes"), ("trust", "middle"), ("cooperation", "effects")):
        left, _, width, _ = _frame(name, 0, 0)
        bottom = max(bottom, paper.text(left, 0, subject.words(f"commitment.{key}"), width=width, size=SMALL,
                                        weight=SEMIBOLD, tone="soft").height)  # fmt: skip
    return bottom + 6


def _word(subject: Subject, name: str) -> str:
    if name in ("acquiescence", "leaving", "cooperation", "conflict", "uncertainty"):
        return subject.words(f"commitment.{name}")
    return subject.say.label("commitment-trust", name.replace("_", "-"))


def _node(
    subject: Subject, paper: Paper, marks: Any, name: str, frame: tuple[float, float, float, float]
) -> None:
    """A part of the theory: what the model marks stands out, with its mark from 1 to 7."""
    left, top, width, height = frame
    mark = getattr(marks, name, None)
    paper.box(left, top, width, height, fill="paper" if mark is None else "wash", line="line" if mark is None else "",
              radius=3)  # fmt: skip
    word = _word(subject, name)
    if mark is None:
        paper.text(left + 6, top + height / 2, word, width=width - 12, size=SMALL, tone="soft", middle=True)
        return
    paper.text(left + 6, top + 4, word, width=width - 12, size=SMALL, weight=SEMIBOLD)
    said = subject.wording("brief.number.score", value=subject.say.quantity(mark), most=_STEPS)
    paper.text(left + width - 6, top + height - 13, said, size=SMALL, tone="soft", align="end")
    step = (width - 12 - 46) / _STEPS
    for number in range(_STEPS):
        filled = number < round(float(mark.value))
        paper.box(left + 6 + number * step, top + height - 10.5, step - 1.5, 5, fill="ink" if filled else "line")


def _arrow(paper: Paper, path: Path, boxes: dict[str, tuple[float, float, float, float]]) -> None:
    """An arrow from border to border, its sign near its beginning."""
    one, other = boxes[path.cause], boxes[path.effect]
    tone, width = {None: ("grey", 0.8), True: ("good", 1.6), False: ("alarm", 1.6)}[path.holds]
    if path.cause == "trust" and path.effect == "commitment":
        x = one[0] + one[2] / 2
        start, end = (x, one[1]), (x, other[1] + other[3])
    else:
        level = [each for each in (*SIGNS, *OUTCOMES) if each[:2] != ("trust", "commitment")]
        ways = [cause for cause, effect, _ in level if effect == path.effect]
        outs = [effect for cause, effect, _ in level if cause == path.cause]
        at, out = ways.index(path.cause), outs.index(path.effect)
        start = (one[0] + one[2], one[1] + one[3] * (out + 1) / (len(outs) + 1))
        end = (other[0], other[1] + other[3] * (at + 1) / (len(ways) + 1))
    paper.line(start, end, tone=tone, width=width, dash=(3, 2.2) if path.holds is False else (), head=6)
    share = 0.36
    middle = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
    paper.disc(*middle, 5.6, fill="paper", line=tone, stroke=0.9)
    sign = "+" if path.sign > 0 else "−"
    paper.text(middle[0], middle[1], sign, size=9, weight=SEMIBOLD, align="middle", middle=True)


def _legend(subject: Subject, paper: Paper, found: tuple[Path, ...], y: float) -> float:
    """What the arrows say, for those that are there."""
    for key, holds, tone in (("agrees", True, "good"), ("against", False, "alarm"), ("unsaid", None, "grey")):
        if any(path.holds is holds for path in found):
            paper.line((0, y + 5.5), (24, y + 5.5), tone=tone, width=0.8 if holds is None else 1.6,
                       dash=(3, 2.2) if holds is False else (), head=6)  # fmt: skip
            y += paper.text(31, y, subject.words(f"commitment.{key}"), width=paper.width - 31, size=SMALL,
                            tone="soft").height + 2  # fmt: skip
    return y


def _title(subject: Subject, found: tuple[Path, ...]) -> str:
    name = subject.block.name
    told = [path for path in found if path.holds is not None]
    wrong = [path for path in told if not path.holds]
    if not told:
        return subject.words("commitment.title_unsaid", name=name)
    if not wrong:
        return subject.counted("commitment.title", len(told), name=name)
    return subject.counted("commitment.title_against", len(wrong), name=name, total=subject.say.whole(len(told)),
                           cause=_word(subject, wrong[0].cause), effect=_word(subject, wrong[0].effect))  # fmt: skip


def _claims(subject: Subject, marks: Any) -> str:
    said = []
    for name in _PLACES:
        mark = getattr(marks, name, None)
        if mark is not None:
            said.append(subject.wording("brief.list.word", word=_word(subject, name),
                                        value=subject.say.amount(Fraction(mark.value))))  # fmt: skip
    return subject.say.join(said)


def _table(subject: Subject, marks: Any, found: tuple[Path, ...]) -> Datasheet:
    verdicts = {True: "agrees_short", False: "against_short", None: "unsaid_short"}
    rows = tuple((_word(subject, path.cause), "+" if path.sign > 0 else "−", _word(subject, path.effect),
                  subject.words(f"commitment.{verdicts[path.holds]}")) for path in found)  # fmt: skip
    heads = tuple(subject.words(f"commitment.head.{key}") for key in ("cause", "sign", "effect", "verdict"))
    return Datasheet(columns=heads, rows=tuple(tuple(map(capital, row)) for row in rows))


def _graph(subject: Subject, found: tuple[Path, ...]) -> Graph:
    nodes = tuple(Node(name=name, width=100, height=30, label=_word(subject, name)) for name in _PLACES)
    edges = tuple(Edge(start=path.cause, end=path.effect, label="+" if path.sign > 0 else "−") for path in found)
    return Graph(nodes=nodes, edges=edges, width=476)


VIEW = View(name="commitment", register=("D14",), title="Trust and commitment: what causes them, what they lead to",
            needs=("relationship", "commitment-trust"), make=_make, of=("relationship",))  # fmt: skip
