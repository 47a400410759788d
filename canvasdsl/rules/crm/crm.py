"""CRM is more than software: strategy, people, practice, touchpoints; relationships come fourth (R31, R35, T-CRM)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.crm import Crm
from canvasdsl.model.customers import Segment
from canvasdsl.rules.parts import called, decided, declared, listed, naming, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import is_detailed, segments_of

__all__ = ["RULES", "acts_for"]

_LAYERS = {
    "strategy": ("what it is to reach", '`strategy … { for … }`, or `crm { strategy … }`'),
    "practice": ("what is done", '`practice "…"`'),
    "people": ("who does it", '`people "…"`'),
    "touchpoints": ("where customers meet you", "`touchpoint … { at … }` in a journey or a relationship"),
}
_SHOWN_BY = {
    "relationships": frozenset(("nps", "csat", "ces", "engagement", "referral")),
    "retention": frozenset(("retention", "churn", "renewal")),
    "growth": frozenset(("acquisition-cost", "conversion", "revenue-per-customer", "lifetime-value", "share-of-wallet",
                         "revenue", "profit")),
}  # fmt: skip
_GOALS = {"relationships": ("satisfaction", "loyalty", "experience"), "retention": ("retention",),
          "growth": ("growth", "acquisition", "profit")}  # fmt: skip
_PURPOSES = {"acquire": "acquire", "keep": "retain", "grow": "upsell"}


# ---- IDI201: software alone --------------------------------------------------


def _software_alone(canvas: Canvas) -> Iterator[Finding]:
    tools = [tool for tool in decided(canvas.tools) if tool.type not in (None, "other")]
    crm = _crm(canvas)
    if not tools and not (crm is not None and crm.tools):
        return
    missing = [layer for layer, found in _layers(canvas, crm).items() if not found]
    if crm is not None and missing:
        what, how = _LAYERS[missing[0]]
        yield Finding(
            about=crm,
            message=f"CRM has tools here, and no {listed(missing, 'or')}",
            help=f"say {what}: {how}",
            related=(declared(tools[0], "a tool"),) if tools else (),
            absent=(*missing, "strategy", "tactic", "touchpoint", "stage"),
        )
    elif crm is None and {"strategy", "practice", "touchpoints"}.issubset(missing):
        yield Finding(
            about=tools[0],
            message=f"the tool `{tools[0].name}` stands alone, without strategy, practice or touchpoint",
            help="say first what it is to reach and what people do with it: "
            '`crm { goal …; strategy …; practice "…"; people "…" }`',
            absent=("crm", "strategy", "customer-strategy", "tactic", "practice", "touchpoint"),
        )


def _crm(canvas: Canvas) -> Crm | None:
    return canvas.crm if canvas.crm is not None and not canvas.crm.is_idea else None


def _layers(canvas: Canvas, crm: Crm | None) -> dict[str, bool]:
    """Which layers of CRM the model has, wherever they are written; ideas count as intended."""
    ties = canvas.relationships
    means = (*canvas.activities, *canvas.resources)
    return {
        "strategy": bool(canvas.strategies or canvas.customer_strategies or canvas.tactics)
        or any(tie.strategy for tie in ties)
        or (crm is not None and bool(crm.strategies or "strategic" in crm.types)),
        "practice": (crm is not None and bool(crm.practices or any(phase.text for phase in crm.lifecycle)))
        or any(tie.practices or tie.interact or tie.customize or tie.feedback or tie.services for tie in ties)
        or bool(canvas.services)
        or any(each.kind in ("relationship", "service") for act in canvas.activities for each in act.supports),
        "people": (crm is not None and bool(crm.people))
        or any("employee" in party.roles for party in canvas.parties)
        or any(getattr(each, "type", None) == "human" for each in means)
        or any(tie.dedicated or (tie.personal_assistance and tie.personal_assistance.staff) for tie in ties),
        "touchpoints": any(tie.touchpoints or tie.interact for tie in ties)
        or any(stage.touchpoints for journey in canvas.journeys for stage in journey.stages)
        or any(each.kind == "touchpoint" for tool in canvas.tools for each in tool.supports),
    }


# ---- IDI202, IDI203, IDI204: what the `crm` block says ------------------------


def _unmeasured(canvas: Canvas) -> Iterator[Finding]:
    crm = _crm(canvas)
    if crm is None or crm.measures or not crm.goals:
        return
    kinds = {metric.type for metric in canvas.metrics}
    reached = {goal.type for goal in canvas.goals if goal.measures}
    bare = [goal for goal in crm.goals if kinds.isdisjoint(_SHOWN_BY[goal]) and reached.isdisjoint(_GOALS[goal])]
    if bare:
        yield Finding(
            about=crm,
            message=f"no metric shows whether the goal{'s' if len(bare) > 1 else ''} {quoted(bare)} of CRM "
            f"{'are' if len(bare) > 1 else 'is'} reached",
            help="name one, or say in words how you will see it: `measure …`",
            span=crm.place("goal"),
            absent=("measure", "metric"),
        )


def _empty_stage(canvas: Canvas) -> Iterator[Finding]:
    crm = _crm(canvas)
    for phase in crm.lifecycle if crm is not None else ():
        if not phase.text and not acts_for(canvas, phase.stage):
            yield Finding(
                about=crm,
                message=f"nothing is done in the stage `{phase.stage}` of the customer's life",
                help=f'say what: `lifecycle {phase.stage} "…"`, or `objective {phase.stage}` in a strategy or tactic',
                span=phase.here,
                absent=("objective", "purpose", "tactic", "strategy"),
            )


def acts_for(canvas: Canvas, objective: str) -> Any:
    """The first block that is there to acquire, keep, grow or win back, if any is."""
    measures: tuple[Any, ...] = (*canvas.tactics, *canvas.strategies)
    for measure in measures:
        if objective in measure.objectives:
            return measure
    purpose = _PURPOSES.get(objective)
    return next((each for each in canvas.relationships if purpose in each.purposes), None)


def _operational_only(canvas: Canvas) -> Iterator[Finding]:
    crm = _crm(canvas)
    if crm is not None and set(crm.types) == {"operational"}:
        yield Finding(
            about=crm,
            message="CRM is operational only: it makes work easier, and nothing says for which customers and why",
            help="add what stands above it and what is learned from it: `type operational, strategic, analytical`",
            span=crm.place("type"),
        )


# ---- IDI221, IDI222: relationships are the fourth step of five ------------------


def _before_understanding(canvas: Canvas) -> Iterator[Finding]:
    detailed = [each for each in decided(canvas.relationships) if is_detailed(each)]
    if detailed and canvas.segments and not canvas.propositions:
        yield Finding(
            about=detailed[0],
            message=f"`{detailed[0].name}` is built in detail, and nothing is offered yet",
            help="say first what customers get: `proposition … { for … }`",
            absent=("proposition",),
        )
    told = set()
    for relationship in detailed:
        for segment in segments_of(canvas, relationship):
            if segment.key in told or segment.is_idea or _is_understood(canvas, segment):
                continue
            told.add(segment.key)
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is built in detail, and nothing says what `{segment.name}` need",
                help=f'say it first: `needs "…"`, a `job`, `pain` or `gain` in `{called(segment)}`, or an `insight`',
                related=(declared(segment, "their needs are unknown"),),
                absent=("needs", "job", "pain", "gain", "persona", "insight", "about"),
            )


def _is_understood(canvas: Canvas, segment: Segment) -> bool:
    """Whether something says what a segment needs, expects or goes by."""
    said = (
        segment.needs, segment.jobs, segment.pains, segment.gains, segment.personas, segment.expectations,
        segment.weighs, segment.behavioural, segment.psychographic, segment.evidence,
    )  # fmt: skip
    return any(said) or any(naming(canvas, segment, "insight", "about")) or any(
        naming(canvas, segment, "assumption", "about")
    )  # fmt: skip


def _nothing_captured(canvas: Canvas) -> Iterator[Finding]:
    first = next((each for each in decided(canvas.relationships) if is_detailed(each)), None)
    if first is None or not canvas.propositions or not canvas.segments or canvas.revenues:
        return
    if any(each.margin or each.cohorts for each in canvas.relationships):
        return
    if any(each.spend or each.profit or "money" in each.gives for each in canvas.segments):
        return
    if not any("money" in party.gives for party in canvas.parties):
        yield Finding(
            about=first,
            message=f"`{first.name}` is built in detail, and nothing says what comes back",
            help="say who pays for what: `revenue … { from …; for … }`, or who gives money: `gives money` in a party",
            absent=("revenue", "margin", "cohort", "spend", "profit", "gives"),
        )


RULES = (
    Rule(
        code="IDI201",
        name="crm-as-software",
        severity=Severity.HINT,
        summary="CRM has tools, and no strategy, practice, people or touchpoints",
        why="A database alone builds no relationship: strategy, people and daily work do. Projects that begin with "
        "the software often end with it.",
        theory=("T-CRM-3", "T-CRM-1", "T-CRM-7", "T-CRM-8"),
        register=("R31",),
        check=_software_alone,
    ),
    Rule(
        code="IDI202",
        name="unmeasured-crm-goal",
        severity=Severity.WARNING,
        summary="A goal of CRM has no metric",
        why="Without a metric nobody sees whether customers stay because of it, and the tools are paid for all the "
        "same.",
        theory=("T-CRM-1",),
        register=(),
        check=_unmeasured,
    ),
    Rule(
        code="IDI203",
        name="empty-lifecycle-stage",
        severity=Severity.HINT,
        summary="Nothing is done in a stage of the customer's life",
        why="Customers go through all stages, from the first contact to the last; where nobody does anything, they "
        "are lost.",
        theory=("T-CRM-1",),
        register=(),
        check=_empty_stage,
    ),
    Rule(
        code="IDI204",
        name="operational-crm-alone",
        severity=Severity.HINT,
        summary="CRM is operational only",
        why="Automation makes contacts cheaper; it does not say which customers matter, and why.",
        theory=("T-CRM-8",),
        register=(),
        check=_operational_only,
    ),
    Rule(
        code="IDI221",
        name="relationship-before-understanding",
        severity=Severity.HINT,
        summary="A relationship is built in detail before needs or propositions are known",
        why="Relationships are the fourth of five steps: before you know what people need and what you offer, there "
        "is nothing to build one on.",
        theory=("T-CRM-9",),
        register=("R35",),
        check=_before_understanding,
    ),
    Rule(
        code="IDI222",
        name="value-never-captured",
        severity=Severity.HINT,
        summary="Relationships are built in detail, and nothing says what comes back",
        why="Looking after customers costs money; if nothing comes back, the firm can't go on doing it.",
        theory=("T-CRM-9",),
        register=("R35",),
        check=_nothing_captured,
    ),
)
