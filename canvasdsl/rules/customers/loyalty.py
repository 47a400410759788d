"""What loyalty rests on: attitude and behaviour, and not satisfaction alone (R12, T-LOY-1, T-LOY-2, T-SAT-5)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.perception import disconfirmation, satisfaction_level
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.perception import Loyalty
from canvasdsl.rules.parts import decided, listed, relationships_with, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]

_BEYOND = frozenset(("attitude", "value", "ties"))
"""The reasons that prefer you to rivals."""
_BOUND = frozenset(("lock-in", "no-alternative"))
"""The reasons that leave no choice."""
_REASONS = {
    "satisfaction": "that they are satisfied", "attitude": "that they like you better", "value": "what they get",
    "habit": "habit", "ties": "ties to your people",
}  # fmt: skip


def _loyal(canvas: Canvas) -> Iterator[tuple[Segment, Loyalty]]:
    for segment in decided(canvas.segments):
        if segment.loyalty is not None and not segment.loyalty.is_idea:
            yield segment, segment.loyalty


def _is_liked(canvas: Canvas, loyalty: Loyalty) -> bool:
    return loyalty.attitude is not None and loyalty.attitude.value >= canvas.threshold("high-attitude")


# ---- SAT201, SAT203: loyalty that is inferred from satisfaction ------------------


def _merely_satisfied(canvas: Canvas) -> Iterator[Finding]:
    for segment, loyalty in _loyal(canvas):
        reasons = frozenset(loyalty.because)
        if "satisfaction" not in reasons or reasons & _BEYOND or _is_liked(canvas, loyalty):
            continue
        level, place = _satisfaction(canvas, segment)
        if level == "delighted":
            continue
        yield Finding(
            about=loyalty,
            message=f"`{segment.name}` are said to be loyal because they are satisfied, and {_told(level)}",
            help="say what makes them prefer you to others: `because attitude`, `value` or `ties`; or show that they "
            "get more than they expect: `satisfaction delighted`",
            span=loyalty.place("because"),
            related=(Related(place, "how satisfied they are"),) if place is not None else (),
            absent=("satisfaction", "expectation", "because", "attitude"),
        )


def _satisfaction(canvas: Canvas, segment: Segment) -> tuple[str | None, Span | None]:
    """How satisfied a segment is, and where that is told: by its own word, else by all its expectations together."""
    if segment.satisfaction is not None:
        return segment.satisfaction, segment.place("satisfaction")
    usual = canvas.threshold("tolerance")
    levels: dict[str, Span] = {}
    for each in decided(segment.expectations):
        if each.expected is not None and each.perceived is not None:
            gap = disconfirmation(each.expected.value.value, each.perceived.value.value)
            level = satisfaction_level(gap, each.tolerance.value if each.tolerance is not None else usual)
            levels.setdefault(level, each.here)
    for level in ("dissatisfied", "delighted", "satisfied"):
        if level in levels:
            return level, levels[level]
    return None, None


def _told(level: str | None) -> str:
    if level is None:
        return "nothing says that they get more than they expect"
    return f"they get {'no more' if level == 'satisfied' else 'less'} than they expect"


def _assumed_link(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        levels = [_satisfaction(canvas, segment)[0] for segment in segments_of(canvas, relationship)]
        if levels and all(level == "delighted" for level in levels):
            continue
        for link in relationship.chain:
            if link.start == "satisfaction" and link.end in ("loyalty", "repurchase") and link.basis != "measured":
                follows = "being loyal" if link.end == "loyalty" else "to buy again"
                yield Finding(
                    about=relationship,
                    message=f"`{relationship.name}` counts on satisfied customers {follows}",
                    help=f"test it in your own figures: `chain satisfaction to {link.end} measured \"…\"`; or say that "
                    "they are delighted, and why they prefer you",
                    span=link.here,
                    absent=("satisfaction", "expectation"),
                )


# ---- SAT202: loyalty of people who have no choice --------------------------------


def _no_choice(canvas: Canvas) -> Iterator[Finding]:
    for segment, loyalty in _loyal(canvas):
        reasons = loyalty.because
        if segment.competition != "low" or not reasons or _BOUND & frozenset(reasons):
            continue
        yield Finding(
            about=loyalty,
            message=f"`{segment.name}` hardly have a choice, and their loyalty is explained otherwise: "
            f"{listed(_REASONS[reason] for reason in reasons)}",
            help="say so: `because no-alternative` or `because lock-in`, and what would hold them if they had one",
            span=loyalty.place("because"),
            related=(Related(segment.place("competition"), "declared here"),),
            absent=("because",),
        )


# ---- SAT211: half of it ----------------------------------------------------------


def _half(canvas: Canvas) -> Iterator[Finding]:
    for segment, loyalty in _loyal(canvas):
        if (loyalty.attitude is None) == (loyalty.repeat is None):
            continue
        if loyalty.attitude is None:
            told, other = "only by what they do", "attitude 5"
        else:
            told, other = "only by what they think", "repeat 60%"
        yield Finding(
            about=loyalty,
            message=f"the loyalty of `{segment.name}` is described {told}",
            help=f"say the other half as well, such as `{other}`",
            absent=("attitude", "repeat"),
        )


# ---- SAT212, SAT213: attitude beside repeat purchase -----------------------------


def _spurious(canvas: Canvas) -> Iterator[Finding]:
    for segment, loyalty in _loyal(canvas):
        if loyalty.attitude is None or loyalty.repeat is None or _is_liked(canvas, loyalty):
            continue
        if loyalty.repeat.value < canvas.threshold("high-repeat"):
            continue
        tie = _what_binds(canvas, segment, loyalty)
        yield Finding(
            about=loyalty,
            message=f"`{segment.name}` buy again, and do not like you better than others"
            + (", and something binds them" if tie is not None else ""),
            help="give them a better reason to stay, before somebody else gives them a reason to go",
            span=loyalty.place("attitude"),
            related=(Related(tie, "what binds them"),) if tie is not None else (),
        )


def _what_binds(canvas: Canvas, segment: Segment, loyalty: Loyalty) -> Span | None:
    """Where the model says that leaving is hard for a segment."""
    if _BOUND & frozenset(loyalty.because):
        return loyalty.place("because")
    if segment.competition == "low":
        return segment.place("competition")
    for relationship in relationships_with(canvas, segment):
        if "switching-cost" in relationship.type_words:
            return type_at(relationship, "switching-cost")
        for bond in relationship.bonds:
            if bond.type == "structural":
                return bond.here
    return None


def _latent(canvas: Canvas) -> Iterator[Finding]:
    for segment, loyalty in _loyal(canvas):
        if loyalty.repeat is None or loyalty.obstacles or not _is_liked(canvas, loyalty):
            continue
        if loyalty.repeat.value < canvas.threshold("high-repeat"):
            yield Finding(
                about=loyalty,
                message=f"`{segment.name}` think well of you and seldom buy again",
                help='find out what is in their way, and name it: `obstacles "…"`',
                span=loyalty.place("repeat"),
                absent=("obstacles",),
            )


RULES = (
    Rule(
        code="SAT201",
        name="loyalty-from-mere-satisfaction",
        severity=Severity.WARNING,
        summary="Customers are said to be loyal because they are satisfied",
        why="Many who are merely satisfied leave as soon as they have a choice; loyal customers prefer you to the "
        "others.",
        theory=("T-SAT-5", "T-SAT-8"),
        register=("R12",),
        check=_merely_satisfied,
    ),
    Rule(
        code="SAT202",
        name="loyalty-without-choice",
        severity=Severity.WARNING,
        summary="Customers who hardly have a choice are said to be loyal for another reason",
        why="Where there is nobody else people stay without being satisfied, and leave when somebody else comes.",
        theory=("T-SAT-5",),
        register=("R12",),
        check=_no_choice,
    ),
    Rule(
        code="SAT203",
        name="assumed-link-to-loyalty",
        severity=Severity.WARNING,
        summary="Loyalty is assumed to follow from satisfaction",
        why="People who are merely satisfied still leave (Jones & Sasser 1995), so this link has to be seen in your "
        "own figures.",
        theory=("T-SAT-8", "T-SAT-5"),
        register=("R12",),
        check=_assumed_link,
    ),
    Rule(
        code="SAT211",
        name="half-of-loyalty",
        severity=Severity.HINT,
        summary="Loyalty is described by attitude alone or by behaviour alone",
        why="Buying again may be habit, and liking may never lead to a purchase; loyalty takes both.",
        theory=("T-LOY-1",),
        register=(),
        check=_half,
    ),
    Rule(
        code="SAT212",
        name="loyalty-without-liking",
        severity=Severity.WARNING,
        summary="Customers buy again and think little of the firm",
        why="Such loyalty is called spurious: it ends with the contract, the detour or the monopoly that causes it.",
        theory=("T-LOY-2",),
        register=(),
        check=_spurious,
    ),
    Rule(
        code="SAT213",
        name="liking-without-purchases",
        severity=Severity.HINT,
        summary="Customers think well of the firm, seldom buy again, and no obstacle is named",
        why="These people like you already, so there is no need to persuade them; something else is in their way.",
        theory=("T-LOY-2",),
        register=(),
        check=_latent,
    ),
)
