"""Whether anybody sees in time that customers leave: metric, baseline and regular feedback (R08, T-SAT-3, T-STR-3)."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.measures import Metric
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.measuring.goals import FIGURES, metrics_among
from canvasdsl.rules.parts import decided, listed, relationships_with, revenues_from
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, named, segment_keys
from canvasdsl.source import Span

__all__ = ["RULES"]

_STAYING = frozenset(("retention", "churn", "renewal"))
"""The metrics that show whether customers stay."""
_CONTENT = frozenset(("csat", "ces", "nps"))
"""The metrics that show whether they are satisfied."""


def _shows_now(metric: Metric) -> bool:
    """Whether a metric says what it shows now: a baseline, or the answers of a survey."""
    return any(each is not None for each in (metric.baseline, metric.mean, metric.top, metric.promoters))


# ---- What is known of customers ------------------------------------------------------


class _Known:
    """What is known of each segment, gathered once: how many stay, how content they are, feedback in a rhythm."""

    def __init__(self, canvas: Canvas) -> None:
        self.by_segment: dict[Key, set[str]] = {}
        self.by_block: dict[int, set[str]] = {}
        self.at_all: set[str] = set()
        for segment in canvas.segments:
            marked = segment.satisfaction or any(each.perceived for each in segment.expectations)
            if segment.key is not None and marked:
                self.by_segment[segment.key] = {"content"}
                self.at_all.add("content")
        for relationship in canvas.relationships:
            facts = _facts(relationship)
            self.at_all |= facts
            for key in segment_keys(relationship):
                self.by_segment.setdefault(key, set()).update(facts)

    def of(self, blocks: Iterable[Any]) -> set[str]:
        """Of the segments and relationships that are named; of the latter's segments as well."""
        found: set[str] = set()
        for block in blocks:
            if id(block) not in self.by_block:
                own = _facts(block) if isinstance(block, Relationship) else set()
                self.by_block[id(block)] = own.union(*(self.by_segment.get(key, ()) for key in _customers(block)))
            found |= self.by_block[id(block)]
        return found


def _facts(relationship: Relationship) -> set[str]:
    facts = {"stays"} if relationship.retention or relationship.churn else set()
    return facts | ({"rhythm"} if any(each.cadence for each in relationship.feedback) else set())


# ---- MEA102: retention and satisfaction ----------------------------------------------


class _Wish(NamedTuple):
    """That customers stay or are satisfied: where it is said, of whom (nobody named: of all), by which metrics."""

    about: Any
    name: str
    place: Span
    of: list[Any]
    metrics: list[Metric]
    of_staying: bool
    has_metric: bool = False
    has_baseline: bool = False


def _unwatched(canvas: Canvas) -> Iterator[Finding]:
    """Of several wishes for the same customers with the same gaps, the first one is told."""
    known = _Known(canvas)
    customers: dict[int, frozenset[Key]] = {}
    told = set()
    for wish in _wishes(canvas):
        gaps = _gaps(canvas, wish, known.of(wish.of) if wish.of else known.at_all)
        if not gaps:
            continue
        for block in wish.of:
            if id(block) not in customers:
                customers[id(block)] = frozenset(_customers(block))
        whom = frozenset[Key]().union(*(customers[id(block)] for block in wish.of))
        if (whom, *gaps) not in told:
            told.add((whom, *gaps))
            wanted = "customers to stay" if wish.of_staying else "customers to be satisfied"
            yield Finding(
                about=wish.about,
                message=f"`{wish.name}` wants {wanted}, and nothing says {listed(gaps.values(), 'or')}",
                help=f"write it down: {listed(gaps)}",
                span=wish.place,
                absent=("metric", "measure", "retention", "churn", "baseline", "feedback", "cadence", "relationship"),
            )


def _customers(block: Any) -> list[Key]:
    """The segments that a wish for a segment or relationship is about."""
    return segment_keys(block) if isinstance(block, Relationship) else [block.key]


def _gaps(canvas: Canvas, wish: _Wish, facts: set[str]) -> dict[str, str]:
    """What is missing, each after the line that says it."""
    types = _STAYING if wish.of_staying else _CONTENT
    metrics = wish.metrics or [each for each in canvas.metrics if each.type in types]
    stated = ("stays" if wish.of_staying else "content") in facts
    gaps = {}
    if not (wish.has_metric or metrics or stated):
        gaps["`metric …` with its `type`"] = "which metric shows it"
    elif not (wish.has_baseline or stated or any(_shows_now(each) for each in metrics)):
        gaps["`baseline …` in the metric"] = "what it shows now"
    if "rhythm" not in facts:
        asking = "`feedback { collects …; cadence …; acts …; answers …; owner … }` in the relationship"
        gaps[asking] = "how often customers are asked"
    return gaps


def _wishes(canvas: Canvas) -> Iterator[_Wish]:
    """Goals, targets and expected benefits; and once the model has goals or metrics at all, the relationships that are
    to keep customers of whom none of those speaks."""
    covered: set[Key | None] = set()
    of_all = False
    for wish in _stated_wishes(canvas):
        covered.update(block.key for block in wish.of)
        of_all = of_all or not wish.of
        yield wish
    if of_all or not (canvas.goals or canvas.metrics):
        return
    for relationship in decided(canvas.relationships):
        if not covered.isdisjoint((relationship.key, *segment_keys(relationship))):
            continue
        if _is_to_last(relationship):
            word = "purpose" if "retain" in relationship.purposes else "type"
            yield _Wish(relationship, relationship.name, relationship.place(word), [relationship], [], of_staying=True)


def _is_to_last(relationship: Relationship) -> bool:
    return "retain" in relationship.purposes or "long-term" in relationship.type_words


def _stated_wishes(canvas: Canvas) -> Iterator[_Wish]:
    for goal in decided(canvas.goals):
        if goal.type in ("retention", "satisfaction"):
            yield _Wish(
                goal, goal.name, goal.here, list(named(canvas, goal.targets)), metrics_among(canvas, goal.measures),
                of_staying=goal.type == "retention", has_metric=True,
            )  # fmt: skip
    for target in canvas.targets:
        if target.figure in FIGURES:
            of = list(named(canvas, (target.of,)))
            yield _Wish(
                target, of[0].name if of else target.figure, target.here, of, [], of_staying=True, has_metric=True
            )
    for strategy in decided(canvas.strategies):
        for each in decided(strategy.expects):
            if each.benefit in ("retention", "satisfaction"):
                measures = [measure for measure in (each.measure, strategy.measure) if measure]
                yield _Wish(
                    each, strategy.name, each.here, list(named(canvas, strategy.targets)),
                    metrics_among(canvas, measures), of_staying=each.benefit == "retention",
                    has_metric=bool(measures), has_baseline=each.baseline is not None,
                )  # fmt: skip


# ---- MEA103: no baseline -------------------------------------------------------------


def _no_baseline(canvas: Canvas) -> Iterator[Finding]:
    """Where the baseline is asked for already, by MEA102, it is not asked for twice."""
    asked = {
        id(metric) for wish in _stated_wishes(canvas) for metric in wish.metrics
        if not any(_shows_now(each) for each in wish.metrics)
    }  # fmt: skip
    for metric in decided(canvas.metrics):
        if metric.aim is not None and not _shows_now(metric) and id(metric) not in asked:
            yield Finding(
                about=metric,
                message=f"`{metric.name}` has an aim, and nothing says what it shows now",
                help="measure it once before anything is changed, and write it down: `baseline …`",
                span=metric.aim.here,
                absent=("baseline",),
            )


# ---- MEA107: a subscription that nobody watches --------------------------------------


def _unwatched_subscription(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once the model has goals or metrics, or says of any relationship how many stay; where the relationship is
    to last, MEA102 asks already."""
    asked = bool(canvas.goals or canvas.metrics)
    stated = [each for each in canvas.relationships if each.retention or each.churn]
    if not (stated or asked) or any(each.type in _STAYING for each in canvas.metrics):
        return
    for segment in decided(canvas.segments):
        streams = [each for each in decided(revenues_from(canvas, segment)) if each.type == "subscription"]
        relationships = relationships_with(canvas, segment)
        if not streams or any(each.retention or each.churn for each in relationships):
            continue
        if asked and any(_is_to_last(each) for each in relationships):
            continue
        yield Finding(
            about=streams[0],
            message=f"`{segment.name}` subscribe to `{streams[0].name}`, and nothing says how many stay",
            help="write it in the relationship, such as `retention 95% per month`, or as a metric of that type",
            related=(Related(segment.here, "who subscribes"),),
            absent=("retention", "churn", "metric", "relationship"),
        )


RULES = (
    Rule(
        code="MEA102",
        name="unwatched-retention",
        severity=Severity.WARNING,
        summary="Customers are to stay or to be satisfied, and a metric, its baseline or regular feedback is missing",
        why="How many stay tells late what went wrong; what customers say tells it early, if they are asked "
        "regularly.",
        theory=("T-MEA-1", "T-SAT-3", "T-STR-3", "T-REL-2"),
        register=("R08",),
        check=_unwatched,
    ),
    Rule(
        code="MEA103",
        name="aim-without-baseline",
        severity=Severity.HINT,
        summary="A metric has an aim and no baseline",
        why="Without today's number nobody can tell later whether a change has helped.",
        theory=("T-SAT-3", "T-MEA-1"),
        register=(),
        check=_no_baseline,
    ),
    Rule(
        code="MEA107",
        name="unwatched-subscription",
        severity=Severity.WARNING,
        summary="A subscription has no retention metric",
        why="A subscription is worth what the subscribers pay until they leave, so the share that stays decides it.",
        theory=("T-BMC-5a", "T-MEA-1"),
        register=("R08",),
        check=_unwatched_subscription,
    ),
)
