"""Satisfaction as a comparison: what is expected, what is received, on which scale, of what, how often (R13, T-SAT)."""

from collections.abc import Iterable, Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.perception import Expectation, Mark
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.service import Service
from canvasdsl.rules.parts import decided, listed, quoted
from canvasdsl.rules.places import served
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named, segment_keys
from canvasdsl.source import Span

__all__ = ["RULES"]

_IN_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}


# ---- SAT101: exceeding what nobody has asked about ---------------------------------


def _exceeding(canvas: Canvas) -> Iterator[Finding]:
    measured = any(metric.type == "csat" for metric in canvas.metrics)
    for about, name, place, segments, services in _promises(canvas):
        known = [
            each for segment in canvas.segments if not segments or segment.key in segments
            for each in segment.expectations
        ]  # fmt: skip
        qualities = [quality for service in services for quality in service.qualities]
        stated = any(each.expected or each.text for each in known) or any(each.expected for each in qualities)
        seen = measured or any(each.perceived or each.measure for each in known)
        gaps = [] if stated else ["what they expect"]
        if not seen and not any(each.perceived for each in qualities):
            gaps.append("how well that is met")
        if gaps:
            yield Finding(
                about=about,
                message=f"`{name}` promises more than customers expect, and nothing says {listed(gaps, 'or')}",
                help="write in the segment what they expect and what they say that they get: "
                "`expectation timely { expected 5 of 7; perceived 6 of 7 }`",
                span=place,
                absent=("expectation", "expected", "perceived", "quality", "metric"),
            )


def _promises(canvas: Canvas) -> Iterator[tuple[Any, str, Span, list[Key], list[Service]]]:
    """Who promises more than customers expect: the block, its name, where, to whom, and the services that keep it."""
    by_segment: dict[Key, list[Service]] = {}
    for service, relationships in served(canvas):
        segments = [key for relationship in relationships for key in segment_keys(relationship)]
        for key in segments:
            by_segment.setdefault(key, []).append(service)
        habit = next((each for each in decided(service.habits) if each.type == "exceeds"), None)
        if service.standard == "exceed":
            yield service, service.name, service.place("standard"), segments, [service]
        elif habit is not None:
            yield habit, service.name, habit.here, segments, [service]
    for proposition in decided(canvas.propositions):
        if proposition.beats_expectations:
            segments = keys(proposition.segments)
            services = [each for key in segments for each in by_segment.get(key, ())]
            yield proposition, proposition.name, proposition.place("beats-expectations"), segments, services


# ---- SAT102, SAT103: scales and sources --------------------------------------------


def _two_scales(canvas: Canvas) -> Iterator[Finding]:
    for segment in canvas.segments:
        for each in segment.expectations:
            expected, perceived = each.expected, each.perceived
            for mark in (expected, perceived):
                if mark is not None and mark.most is not None and mark.value.high > mark.most.low:
                    yield _scale_finding(each, f"`{mark.value.written}` lies beyond a scale that ends at "
                                         f"`{mark.most.written}`", mark)  # fmt: skip
                    break
            else:
                if expected is None or perceived is None:
                    continue
                related = (Related(expected.here, "what is expected"),)
                if expected.most is not None and perceived.most is not None:
                    if expected.most.value != perceived.most.value:
                        yield _scale_finding(
                            each, f"what `{segment.name}` expect is marked out of `{expected.most.written}`, and what "
                            f"they perceive out of `{perceived.most.written}`", perceived, related,
                        )  # fmt: skip
                elif _beyond(expected, perceived.most) or _beyond(perceived, expected.most):
                    yield _scale_finding(each, f"`{expected.value.written}` and `{perceived.value.written}` are not "
                                         "marks of one scale", perceived, related)  # fmt: skip


def _beyond(mark: Mark, most: Quantity | None) -> bool:
    return most is not None and mark.value.high > most.low


def _scale_finding(about: Expectation, message: str, mark: Mark, related: tuple[Related, ...] = ()) -> Finding:
    return Finding(
        about=about,
        message=message,
        help="ask both on one scale, and say which: `expected 5 of 7; perceived 6.2 of 7`",
        span=mark.here,
        related=related,
    )


def _unsourced(canvas: Canvas) -> Iterator[Finding]:
    """Marks come from somewhere: a source, a metric, the touchpoint where customers were asked, evidence."""
    for segment in decided(canvas.segments):
        if segment.evidence:
            continue
        marked = [
            each for each in decided(segment.expectations)
            if each.expected is not None and not (each.source or each.measure or each.at)
        ]  # fmt: skip
        if marked:
            yield Finding(
                about=marked[0],
                message=f"nothing says how you know what `{segment.name}` expect: "
                f"{quoted((each.text if each.attribute == 'other' else None) or each.attribute for each in marked)}",
                help='say who was asked, and when: `source "…"`, or `at …` with the touchpoint where they were asked',
                absent=("source", "at", "measure", "evidence"),
            )


# ---- SAT111, SAT112: one purchase, or all that was ---------------------------------


def _scoped(canvas: Canvas) -> list[Any]:
    """The expectations and metrics that say whether they are about one purchase or all that was."""
    found: list[Any] = [each for segment in decided(canvas.segments) for each in decided(segment.expectations)]
    found += decided(canvas.metrics)
    return [each for each in found if each.scope]


def _one_scope(canvas: Canvas) -> Iterator[Finding]:
    scoped = _scoped(canvas)
    if len({each.scope for each in scoped}) != 1:
        return
    if scoped[0].scope == "transaction":
        told, other = "after single purchases or contacts, and never as a whole", "overall"
    else:
        told, other = "as a whole, and never after a single purchase or contact", "transaction"
    yield Finding(
        about=scoped[0],
        message=f"satisfaction is measured {told}",
        help=f"ask for the other as well: an expectation or a metric with `scope {other}`",
        span=scoped[0].place("scope"),
        absent=("scope", "metric", "expectation"),
    )


def _from_one_place(canvas: Canvas) -> Iterator[Finding]:
    for each in _scoped(canvas):
        places = keys(each.at)
        if each.scope == "overall" and len(each.at) == 1 and places and places[0][0] == "touchpoint":
            touchpoint = next(named(canvas, each.at))
            name = each.name if hasattr(each, "name") else each.attribute
            yield Finding(
                about=each,
                message=f"`{name}` is about everything so far, and is asked at `{touchpoint.name}` alone",
                help="ask it apart from any one contact, or at several touchpoints, or call it `scope transaction`",
                span=each.place("at"),
                absent=("at",),
            )


# ---- SAT121: growth without hands --------------------------------------------------


def _outgrown(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of services that say how much they can take, where the plan is to have more customers of them."""
    plans = list(_growth_plans(canvas))
    if not plans:
        return
    for service, relationships in served(canvas):
        if service.capacity is None:
            continue
        segments = {key for relationship in relationships for key in segment_keys(relationship)}
        for wanted, place, rate in plans:
            if segments and wanted and segments.isdisjoint(wanted):
                continue
            pace = service.capacity_growth
            if pace is not None and pace.high > 0 and not _slower(pace, rate):
                continue
            stays = "stays as it is" if pace is None or pace.high <= 0 else f"grows by `{pace.written}` only"
            yield Finding(
                about=service,
                message=f"the customers of `{service.name}` are to grow, and its capacity {stays}",
                help="say how the service keeps up: `capacity-growth 10% per year`",
                span=service.place("capacity-growth" if pace is not None else "capacity"),
                related=(Related(place, "the growth that is planned"),),
                absent=("capacity-growth",),
            )
            break


def _growth_plans(canvas: Canvas) -> Iterator[tuple[frozenset[Key], Span, Quantity | None]]:
    """Whose number is to grow (nobody named: everybody's), where that is said, and how fast if it says so."""
    for segment in decided(canvas.segments):
        if segment.growth is not None and segment.growth.low > 0 and segment.key is not None:
            yield frozenset((segment.key,)), segment.place("growth"), segment.growth
    for target in canvas.targets:
        whose = canvas.index.blocks.get(target.of.key) if target.of is not None else None
        if target.figure == "customers" and whose is not None and target.comparison.operator in (">", ">=", "="):
            now = getattr(whose, "customers", None)
            if now is None or target.comparison.quantity.low > now.high:
                yield frozenset((whose.key,)), target.here, None
    for goal in decided(canvas.goals):
        if goal.type == "growth":
            yield frozenset(_segments_among(canvas, goal.targets)), goal.here, None
    for strategy in decided(canvas.strategies):
        for each in decided(strategy.expects):
            if each.benefit == "growth":
                yield frozenset(_segments_among(canvas, strategy.targets)), each.here, None


def _segments_among(canvas: Canvas, references: Iterable[Any]) -> Iterator[Key]:
    """The segments that are named, and those of the relationships that are."""
    for block in named(canvas, references):
        yield from segment_keys(block) if block.word == "relationship" else [block.key]


def _slower(pace: Quantity, growth: Quantity | None) -> bool:
    if growth is None or pace.period is None or growth.period is None:
        return False
    by_year = [
        (1 + rate.value / 100) ** _IN_A_YEAR[rate.period or "year"] for rate in (pace, growth)
    ]  # fmt: skip
    return by_year[0] < by_year[1]


RULES = (
    Rule(
        code="SAT101",
        name="exceeding-unknown-expectations",
        severity=Severity.WARNING,
        summary="Service is to exceed expectations that are not stated, or not measured",
        why="Satisfaction compares what was expected with what came: without the expectation there is nothing to "
        "exceed.",
        theory=("T-SAT-1", "T-SVC-8", "T-DYN-1"),
        register=("R13",),
        check=_exceeding,
    ),
    Rule(
        code="SAT102",
        name="two-scales",
        severity=Severity.ERROR,
        summary="Expectation and performance are marked on different scales",
        why="Satisfaction is the difference of two marks, and marks on different scales can't be subtracted.",
        theory=("T-SAT-1",),
        register=(),
        check=_two_scales,
    ),
    Rule(
        code="SAT103",
        name="expectation-without-source",
        severity=Severity.HINT,
        summary="An expectation is marked, and nothing says how that is known",
        why="What a firm believes that customers expect, and what they do expect, are often two things.",
        theory=("T-SAT-1",),
        register=(),
        check=_unsourced,
    ),
    Rule(
        code="SAT111",
        name="one-scope-of-satisfaction",
        severity=Severity.HINT,
        summary="Satisfaction is measured for single purchases only, or as a whole only",
        why="Every visit can score well while the whole disappoints; and a score of the whole does not say what to "
        "mend.",
        theory=("T-SAT-2",),
        register=(),
        check=_one_scope,
    ),
    Rule(
        code="SAT112",
        name="overall-score-of-one-touchpoint",
        severity=Severity.WARNING,
        summary="An overall score is asked at one touchpoint",
        why="People who are asked about everything at the end of one contact answer about that contact.",
        theory=("T-SAT-2",),
        register=(),
        check=_from_one_place,
    ),
    Rule(
        code="SAT121",
        name="growth-on-the-same-service",
        severity=Severity.HINT,
        summary="Customers are to grow in number, and the capacity of a service does not keep up",
        why="The more customers there are and the more they spend, the more a given share of unhappy ones costs.",
        theory=("T-SAT-4",),
        register=(),
        check=_outgrown,
    ),
)
