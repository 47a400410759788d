"""The loyalty ladder: numbers that can be true, tactics beyond the first purchase, advocates who are asked (T-CUS-12).
"""

from collections.abc import Iterator
from itertools import pairwise

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.ways import LADDER
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.typology import Rung
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import called, decided, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.segments.balance import Efforts, segments_meant
from canvasdsl.rules.together import Key, named

__all__ = ["RULES"]

_BEFORE = frozenset(("suspect", "prospect"))
_WHOLE = 100
_THEORY = ("T-CUS-12",)


def _rungs(segment: Segment) -> list[Rung]:
    """The rungs of a segment in the order of the ladder, the first of each type."""
    first: dict[str, Rung] = {}
    for rung in decided(segment.rungs):
        first.setdefault(rung.type, rung)
    return [first[type] for type in LADDER if type in first]


# ---- SEG311, SEG312: numbers that can't be true --------------------------------


def _beyond_all(canvas: Canvas) -> Iterator[Finding]:
    for segment in canvas.segments:
        for rung in segment.rungs:
            share = rung.conversion
            if share is not None and (share.low < 0 or share.high > _WHOLE):
                wrong = "more than all of them" if share.high > _WHOLE else "fewer than nobody"
                yield Finding(
                    about=segment,
                    message=f"{share.written} of a `{rung.type}` rung climb on: {wrong}",
                    help="write which part of them climbs to the next rung, between 0% and 100%; those who come from "
                    "elsewhere are `inflow` of the next one",
                    span=share.span,
                )


def _fuller_above(canvas: Canvas) -> Iterator[Finding]:
    for segment in canvas.segments:
        counts = [(rung, rung.number) for rung in _rungs(segment) if rung.number is not None]
        for (low, below), (high, above) in pairwise(counts):
            if below.unit and above.unit and below.unit != above.unit:
                continue
            come = _come(segment, low, high)
            most = below.high + sum(each.high for each in come)
            if above.low <= most:
                continue
            more = f" and the {' and '.join(each.written for each in come)} who come to it" if come else ""
            yield Finding(
                about=segment,
                message=f"{above.written} stand on `{high.type}`, and only {below.written} on `{low.type}` below{more}",
                help="correct the counts; if the others came from elsewhere, say how many: "
                f"`inflow {counted(above.low - below.high)}`",
                span=above.span,
                related=(Related(below.span, "from here they climb"),),
                absent=("inflow", "rung"),
            )


def _come(segment: Segment, low: Rung, high: Rung) -> list[Quantity]:
    """What flows in above one rung and up to another."""
    between = LADDER[LADDER.index(low.type) + 1 : LADDER.index(high.type) + 1]
    return [rung.inflow for rung in segment.rungs if rung.type in between and rung.inflow is not None]


# ---- SEG313: tactics that end at the first purchase ----------------------------


def _ends_at_purchase(canvas: Canvas) -> Iterator[Finding]:
    """What stands on `purchaser` helps to come a second time: that is beyond the first purchase."""
    efforts = Efforts(canvas)
    for segment in decided(canvas.segments):
        with_tactics = [rung for rung in _rungs(segment) if rung.tactics]
        if not with_tactics or any(rung.type not in _BEFORE for rung in with_tactics):
            continue
        if efforts.keeps(segment) or any(each.programmes or each.bonds for each in relationships_with(canvas, segment)):
            continue
        last = with_tactics[-1]
        after = [rung for rung in _rungs(segment) if rung.type not in _BEFORE]
        yield Finding(
            about=segment,
            message=f"the tactics for `{segment.name}` end at the first purchase",
            help="say on the next rungs what makes them come again and speak of you: "
            '`rung purchaser { tactic "…" }`',
            span=last.place("tactic"),
            label="the last tactic",
            related=(Related(after[0].here, "from here on nothing helps them"),) if after else (),
            absent=("tactic", "rung", "programme", "bond"),
        )


# ---- SEG314: advocates whom nobody asks ----------------------------------------


def _unasked(canvas: Canvas) -> Iterator[Finding]:
    """Whatever helps supporters to climb makes advocates of them; so does a tactic or strategy for word of mouth."""
    asked = _asked(canvas)
    for segment in decided(canvas.segments):
        rungs = {rung.type: rung for rung in _rungs(segment)}
        advocate = rungs.get("advocate")
        if advocate is None or (advocate.number is not None and advocate.number.high == 0):
            continue
        around = [rungs[type] for type in ("supporter", "advocate") if type in rungs]
        if any(rung.tactics or rung.invites for rung in around) or segment.key in asked or None in asked:
            continue
        if any(getattr(each, "type", None) == "referral" for rung in rungs.values()
               for each in named(canvas, rung.tactics)):  # fmt: skip
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` are to tell others, and nothing asks them to",
            help=f'say what does, in `{called(segment)}`: `rung advocate {{ invites "…" }}`, such as a card for a '
            "friend",
            span=advocate.here,
            absent=("invites", "tactic", "rung"),
        )


def _asked(canvas: Canvas) -> set[Key | None]:
    """The segments that a tactic or strategy asks to tell others; `None` among them stands for all."""
    targets: set[Key] = set()
    everywhere = False
    for tactic in canvas.tactics:
        if tactic.type == "referral":
            targets.update(each.key for each in tactic.targets)
            everywhere = everywhere or not tactic.targets
    for strategy in canvas.strategies:
        if any(each.benefit == "word-of-mouth" and each.invites for each in strategy.expects):
            targets.update(each.key for each in strategy.targets)
            everywhere = everywhere or not strategy.targets
    found: set[Key | None] = {key for target in targets for key in segments_meant(canvas, target)}
    return found | {None} if everywhere else found


RULES = (
    Rule(
        code="SEG311",
        name="more-than-all-climb",
        severity=Severity.ERROR,
        summary="The share that climbs from a rung lies outside 0% to 100%",
        why="A part of those who stand on a rung can't be more than all of them, nor fewer than none.",
        theory=_THEORY,
        register=(),
        check=_beyond_all,
    ),
    Rule(
        code="SEG312",
        name="fuller-rung-above",
        severity=Severity.ERROR,
        summary="More stand on a rung than on the one below, and nobody came from elsewhere",
        why="People on a rung climbed from the one below or joined from outside; if there are more, one of the "
        "numbers is wrong.",
        theory=_THEORY,
        register=(),
        check=_fuller_above,
    ),
    Rule(
        code="SEG313",
        name="ladder-up-to-the-purchase",
        severity=Severity.WARNING,
        summary="Tactics help people up to the first purchase and no further",
        why="One purchase is no relationship: tactics that stop there are transaction marketing, and bring no "
        "advocates.",
        theory=_THEORY,
        register=(),
        check=_ends_at_purchase,
    ),
    Rule(
        code="SEG314",
        name="advocates-unasked",
        severity=Severity.HINT,
        summary="Customers are expected to tell others, and nothing invites them to",
        why="Most people who like a thing are willing to say so, and few do it unless somebody asks.",
        theory=_THEORY,
        register=(),
        check=_unasked,
    ),
)
