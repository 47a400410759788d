"""Every claim is recomputed: what is stated, asserted and aimed at, beside what the lines of the model give."""

from collections.abc import Iterator

import attrs

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.figures.comparing import Known, holds, meets, written_as
from canvasdsl.figures.periods import times
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.economics.audit_years import years_of
from canvasdsl.rules.economics.audited import Said, claims_in, is_figure, known_of, said_in, wishes_in
from canvasdsl.rules.parts import listed
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_ELSEWHERE = frozenset(("keep-win-ratio", "retention-uplift"))
"""Claims that ECO301 and ECO303 judge, by each convention that may be meant."""
_OF_THE_HORIZON = frozenset(("cumulative-profit",))
"""What is not of today but of the last month of the plan: ECO613 compares it with the month of the target."""
_MOST_LINES = 5


def _lines(known: Known) -> tuple[Related, ...]:
    """The lines that a figure is computed from, the first of them."""
    shown = tuple(Related(span, text) for text, span in known.lines[:_MOST_LINES])
    more = len(known.lines) - len(shown)
    if more and shown:
        return (*shown[:-1], Related(shown[-1].span, f"{shown[-1].message}; and {more} more"))
    return shown


# ---- ECO601: a claim that the lines contradict ----------------------------------------


def _contradicted(canvas: Canvas) -> Iterator[Finding]:
    for said in claims_in(canvas):
        given = _computed(canvas, said)
        if any(_agrees(said, each) for each in given):
            continue
        years = [] if said.figure in _ELSEWHERE else years_of(canvas, said)
        if not (given or years) or any(_agrees(said, each) for each in years):
            continue
        first = (given or years)[0]
        right = written_as(first, said.quantity)
        in_year = written_as(years[0], said.quantity) if years else right
        yield Finding(
            about=said.about,
            message=f"`{said.figure} {said.quantity.written}` is stated, and what the model says gives {right}"
            + ("" if in_year == right else f", and in the first {said.quantity.period} of the plan {in_year}"),
            help=f"write `{said.figure} {right}`, or correct the lines that it is computed from",
            span=said.quantity.span,
            label=f"computed: {right}",
            related=_lines(first),
            fix=_right(said, right) if len(given) == 1 and in_year == right else None,
        )


def _right(said: Said, text: str) -> Fix:
    return Fix(f"write `{text}`, which is computed", (Edit(said.quantity.span, text),))


def _computed(canvas: Canvas, said: Said) -> list[Known]:
    return [] if said.figure in _ELSEWHERE else [each for each in known_of(canvas, said) if not each.absent]


def _agrees(said: Said, known: Known) -> bool:
    """A claim in another unit is told by ECO606, and a rate that is multiplied by ECO104."""
    return meets(known, said.quantity) is not False or _is_multiplied(said, known)


def _is_multiplied(said: Said, known: Known) -> bool:
    """Whether it is the rate of those who leave in a shorter period, times the number of periods."""
    period = said.quantity.period
    if said.figure not in ("churn", "retention") or period is None or known.period in (None, period):
        return False
    leave = known.value if said.figure == "churn" else 1 - known.value
    multiplied = leave * times(known.period or "", period)
    value = multiplied if said.figure == "churn" else 1 - multiplied
    return bool(meets(attrs.evolve(known, value=value, low=value, high=value, period=period), said.quantity))


# ---- ECO602: a figure that can't be computed -------------------------------------------


def _unfounded(canvas: Canvas) -> Iterator[Finding]:
    """Of targets nothing is asked: they may be the first that is said of a figure. A metric computes itself."""
    for said in (*claims_in(canvas), *wishes_in(canvas, canvas.assertions)):
        if said.figure in _ELSEWHERE or not is_figure(canvas, said) or ("metric", said.figure) in canvas.index.blocks:
            continue
        given = known_of(canvas, said)
        if any(not each.absent for each in given) or years_of(canvas, said):
            continue
        place = given[0].missing if given else None
        yield Finding(
            about=said.about,
            message=f"`{said.name}` is {'asserted' if said.entity.word == 'assert' else 'stated'}, and nothing shows "
            "it: " + (given[0].absent if given else _not_its(said)),
            help="write what is missing, so that the number can be computed" if given else "say it where it belongs, "
            f"or write what it is computed from: `canvasdsl numbers --figure {said.figure} FILE` shows what there is",
            span=said.quantity.span,
            related=() if place is None else (Related(place, "here something is missing"),),
        )


def _not_its(said: Said) -> str:
    """Why a block has no such figure."""
    from canvasdsl.figures.compute import kind_called

    kind = kind_called(said.figure)
    words = kind.of if kind is not None else ()
    own = "" if said.block is None else said.block.word
    if own in (words or ("",)):
        return "the model does not say enough for it"
    whose = listed([f"a `{word}`" if word else "the whole model" for word in words or ("",)], "or")
    return f"it is a figure of {whose}, and " + (f"a `{own}` has none here" if own else "it is not said of which")


# ---- ECO603: a name that is no figure ----------------------------------------------------


def _unknown(canvas: Canvas) -> Iterator[Finding]:
    for said in said_in(canvas):
        if said.figure in _ELSEWHERE or is_figure(canvas, said):
            continue
        from canvasdsl.figures.compute import KINDS
        from canvasdsl.model.reading import closest

        known = [name for kind in KINDS for name in (kind.name, *kind.synonyms)]
        near = closest(said.figure, known)
        place = said.figure_at
        yield Finding(
            about=said.about,
            message=f"there is no figure `{said.figure}`, so nobody recomputes it",
            help=f"did you mean `{near}`?" if near else "look its name up with `canvasdsl numbers --list`, or describe "
            f"it as a metric: `metric {said.figure} {{ formula \"…\" }}`",
            span=place,
            fix=None if near is None else Fix(f"write `{near}`", (Edit(place, near),)),
        )


# ---- ECO604, ECO605: assertions ------------------------------------------------------------


def _failed(canvas: Canvas) -> Iterator[Finding]:
    for said, known, likely, _ in _asserted(canvas):
        if not likely:
            yield Finding(
                about=said.about,
                message=f"`{said.name}` is {_value(said, known)}, and it is asserted to be {_wanted(said)}",
                help="change the model until it holds, or the assertion; your reason for it: "
                f"“{said.entity.because[:200]}”",
                span=said.quantity.span,
                label=f"computed: {_value(said, known)}",
                related=_lines(known),
            )


def _may_fail(canvas: Canvas) -> Iterator[Finding]:
    for said, known, likely, surely in _asserted(canvas):
        if likely and not surely:
            yield Finding(
                about=said.about,
                message=f"`{said.name}` is likely {_wanted(said)}, and may fail: it is {_value(said, known)}",
                help="find out more about the ranges that it is computed from: `canvasdsl numbers --simulate 20000 "
                "FILE` says how likely it is",
                span=said.quantity.span,
                label=f"computed: {_value(said, known)}",
                related=_lines(known),
            )


def _asserted(canvas: Canvas) -> Iterator[tuple[Said, Known, bool, bool]]:
    """What is asserted, and can be compared: of a segment with several relationships each of them counts."""
    for said in wishes_in(canvas, canvas.assertions):
        for known in _computed(canvas, said):
            held = holds(known, said.entity.comparison)
            if held is not None:
                yield said, known, *held


def _value(said: Said, known: Known) -> str:
    return f"`{written_as(known, said.quantity)}`"


def _wanted(said: Said) -> str:
    return f"`{said.entity.comparison.operator} {said.quantity.written}`"


# ---- ECO606: another unit -------------------------------------------------------------------


def _elsewise(canvas: Canvas) -> Iterator[Finding]:
    for said in said_in(canvas):
        given = _computed(canvas, said)
        if given and all(meets(each, said.quantity) is None for each in given):
            known = given[0]
            yield Finding(
                about=said.about,
                message=f"`{said.name}` is given in {_unit(said.quantity.unit)}, and what the model says in "
                f"{_unit(known.unit)}",
                help=f"write it as it is computed, such as `{written_as(known, said.quantity)}`",
                span=said.quantity.span,
                related=_lines(known),
            )


def _unit(unit: str) -> str:
    return {"%": "per cent", "": "a plain number"}.get(unit, unit)


# ---- ECO607: a target that is met already -----------------------------------------------------


def _met_already(canvas: Canvas) -> Iterator[Finding]:
    for said in wishes_in(canvas, canvas.targets):
        given = [] if said.figure in _OF_THE_HORIZON else _computed(canvas, said)
        held = [holds(each, said.entity.comparison) for each in given]
        if held and all(each is not None and all(each) for each in held):
            yield Finding(
                about=said.about,
                message=f"the target `{said.name} {said.entity.comparison.operator} {said.quantity.written}` is met "
                f"already: it is {_value(said, given[0])}",
                help="aim beyond what there is, turn the sign if the other direction is meant, or write `assert` for "
                "what must stay so",
                span=said.quantity.span,
                label=f"computed: {_value(said, given[0])}",
                related=_lines(given[0]),
            )


_THEORY = ("T-ECO-14",)
RULES = (
    Rule(
        code="ECO601",
        name="contradicted-claim",
        severity=Severity.ERROR,
        summary="A claim that the lines of the model contradict",
        why="A total that is written beside its parts can be wrong, and every reader who adds it up stops believing "
        "the rest: what is stated is recomputed from the lines that determine it.",
        theory=_THEORY,
        register=(),
        check=_contradicted,
    ),
    Rule(
        code="ECO602",
        name="claim-that-nothing-shows",
        severity=Severity.HINT,
        summary="A claim or an assertion that can't be recomputed, since something is missing",
        why="A number without the numbers behind it can only be believed. Say what it is computed from, and it can be "
        "checked.",
        theory=_THEORY,
        register=(),
        check=_unfounded,
    ),
    Rule(
        code="ECO603",
        name="unknown-figure",
        severity=Severity.WARNING,
        summary="A claim, assertion or target about a figure that is not known",
        why="What has no known name is not computed, so that nobody would notice when it is wrong.",
        theory=_THEORY,
        register=(),
        check=_unknown,
    ),
    Rule(
        code="ECO604",
        name="failed-assertion",
        severity=Severity.ERROR,
        summary="An assertion that the model does not fulfil",
        why="You said what must hold, and why; with the numbers of the model it does not.",
        theory=_THEORY,
        register=(),
        check=_failed,
    ),
    Rule(
        code="ECO605",
        name="assertion-that-may-fail",
        severity=Severity.HINT,
        summary="An assertion that likely holds, and does not over the whole range",
        why="A range says that nobody knows exactly. What must hold should hold at its bad end, too, or somebody "
        "should find out more.",
        theory=_THEORY,
        register=(),
        check=_may_fail,
    ),
    Rule(
        code="ECO606",
        name="figure-in-another-unit",
        severity=Severity.WARNING,
        summary="A claim, assertion or target in a unit that can't be compared",
        why="Euros and per cent, or euros and dollars, can't be compared, so that nobody could say if it is right.",
        theory=_THEORY,
        register=(),
        check=_elsewise,
    ),
    Rule(
        code="ECO607",
        name="target-that-is-met",
        severity=Severity.HINT,
        summary="A target that is met already",
        why="A target that holds today asks nothing of anybody; often its sign points in the wrong direction.",
        theory=_THEORY,
        register=(),
        check=_met_already,
    ),
)
