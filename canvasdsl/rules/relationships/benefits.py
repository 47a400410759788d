"""Benefits that are expected of strategies: whether research supports them, what would show them (T-BEN, T-STR-6)."""

from collections.abc import Callable, Iterator
from typing import Any

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.strategies import ExpectedBenefit, Strategy
from canvasdsl.rules.parts import decided, listed, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import named

__all__ = ["RULES"]

_ASSERTED = frozenset(("profit", "longevity", "stability", "growth"))
_SUPPORTED = {
    "segmentation": {"targeting", "satisfaction", "retention", "lower-cost", "insight"},
    "personalization": {"loyalty", "satisfaction", "retention", "word-of-mouth", "convenience", "insight", "targeting"},
    "feedback": {"satisfaction", "insight", "retention", "loyalty", "word-of-mouth"},
    "multichannel": {"convenience", "satisfaction", "retention", "loyalty", "insight"},
    "loyalty-programme": {"retention", "insight", "targeting"},
}
"""What teaching texts and studies expect of each type of strategy. The large benefits of T-BEN-5 are expected of all of
them, and asked for a figure by RMK614."""
_DISPUTED = {
    ("loyalty-programme", "loyalty"): "such programmes raise spending without extra loyalty to the brand (Dowling and "
    "Uncles 1997)",
    ("loyalty-programme", "satisfaction"): "a reward for buying says nothing of how good it was",
    ("loyalty-programme", "lower-cost"): "rewards cost money on every sale",
    ("multichannel", "lower-cost"): "each further channel costs, unless customers leave a more expensive one for it",
    ("personalization", "lower-cost"): "what fits each costs more than what is the same for all",
}


def _expected(canvas: Canvas) -> Iterator[tuple[Strategy, ExpectedBenefit]]:
    for strategy in decided(canvas.strategies):
        for benefit in decided(strategy.expects):
            yield strategy, benefit


def _is_any(canvas: Canvas, test: Callable[[Relationship], Any]) -> Callable[[Strategy], bool]:
    """Whether something holds of a relationship that a strategy is for, or that is with one of its segments; without a
    target, of any. Each target is asked once."""
    of_target: dict[Any, bool] = {}

    def holds(strategy: Strategy) -> bool:
        if not strategy.targets:
            if None not in of_target:
                of_target[None] = any(map(test, canvas.relationships))
            return of_target[None]
        for target in named(canvas, strategy.targets):
            if target.key not in of_target:
                ties = (target,) if isinstance(target, Relationship) else relationships_with(canvas, target)
                of_target[target.key] = any(map(test, ties))
            if of_target[target.key]:
                return True
        return False

    return holds


# ---- RMK601: pairs that research does not support -----------------------------------


def _unsupported(canvas: Canvas) -> Iterator[Finding]:
    for strategy, benefit in _expected(canvas):
        supported = _SUPPORTED.get(strategy.type or "")
        if supported is None or benefit.because or benefit.benefit in supported | _ASSERTED:
            continue
        doubt = _DISPUTED.get((strategy.type or "", benefit.benefit), "the literature does not connect the two")
        yield Finding(
            about=benefit,
            message=f"`{benefit.benefit}` is expected of `{strategy.type}`: {doubt}",
            help='give the reason why it should bring it here: `because "…"`, or expect something else of it',
            absent=("because",),
        )


# ---- RMK611, RMK612, RMK613, RMK614: what would show a benefit -----------------------


def _without_baseline(canvas: Canvas) -> Iterator[Finding]:
    known = _is_any(canvas, lambda each: each.retention or each.churn)
    for strategy, benefit in _expected(canvas):
        if benefit.benefit != "retention" or benefit.baseline:
            continue
        metrics = named(canvas, (benefit.measure, strategy.measure))
        if any(metric.baseline for metric in metrics):
            continue
        if not known(strategy):
            yield Finding(
                about=benefit,
                message=f"`{strategy.name}` is to keep customers, and nothing says how many stay today",
                help="write what the measure shows now: `baseline 80%`, or `retention … per year` in the relationship",
                absent=("baseline", "retention", "churn", "measure"),
            )


def _uninvited(canvas: Canvas) -> Iterator[Finding]:
    services = [*canvas.services, *(service for each in canvas.relationships for service in each.services)]
    invited = (
        any(tactic.type == "referral" for tactic in canvas.tactics)
        or any(service.references for service in services)
        or any(rung.invites for segment in canvas.segments for rung in segment.rungs)
    )
    for strategy, benefit in _expected(canvas):
        if benefit.benefit == "word-of-mouth" and not benefit.invites and not invited:
            yield Finding(
                about=benefit,
                message=f"customers are to tell others because of `{strategy.name}`, and nothing asks them to",
                help='say what invites them: `invites "…"`, such as a second ticket for a friend',
                absent=("invites", "tactic", "references"),
            )


def _unfounded_saving(canvas: Canvas) -> Iterator[Finding]:
    winning = _is_any(canvas, lambda each: each.acquisition_cost or each.acquisition)
    keeping = _is_any(canvas, lambda each: each.retention_cost)
    for strategy, benefit in _expected(canvas):
        if benefit.benefit != "lower-cost":
            continue
        gaps = []
        if not winning(strategy):
            gaps.append("acquisition-cost")
        if not keeping(strategy):
            gaps.append("retention-cost")
        if gaps:
            told = {"acquisition-cost": "what winning a customer costs", "retention-cost": "what keeping one costs"}
            yield Finding(
                about=benefit,
                message=f"`{strategy.name}` is to save costs, and nothing says "
                f"{listed([told[gap] for gap in gaps], 'or')}",
                help="write into the relationship: " + "; ".join(f"`{gap} …`" for gap in gaps),
                absent=(*gaps, "acquisition"),
            )


def _without_figure(canvas: Canvas) -> Iterator[Finding]:
    wishes: tuple[Any, ...] = (*canvas.targets, *canvas.assertions)
    watched = {wish.of.key for wish in wishes if wish.of is not None}
    counted = _is_any(canvas, lambda each: each.key in watched or _has_worth(each))
    for strategy, benefit in _expected(canvas):
        if benefit.benefit not in _ASSERTED or benefit.measure or strategy.measure or benefit.baseline or benefit.aim:
            continue
        if not watched.isdisjoint(target.key for target in strategy.targets) or counted(strategy):
            continue
        yield Finding(
            about=benefit,
            message=f"`{strategy.name}` is to bring `{benefit.benefit}`, and no figure shows it",
            help="name the `measure`, or give the relationship what a lifetime value needs: `margin …` and "
            "`retention …`",
            absent=("measure", "baseline", "aim", "margin", "retention", "churn", "cohort", "target", "assert"),
        )


def _has_worth(relationship: Relationship) -> bool:
    """Whether the worth of a customer can be computed."""
    stays: Any = relationship.retention or relationship.churn
    return bool(relationship.cohorts or (relationship.margin and stays))


# ---- RMK621: insight for the drawer -----------------------------------------------------


def _idle_insight(canvas: Canvas) -> Iterator[Finding]:
    acted = {reference.key for tactic in canvas.tactics for reference in tactic.rests_on}
    for insight in decided(canvas.insights):
        if not insight.decision and not insight.changes and insight.key not in acted:
            yield Finding(
                about=insight,
                message=f"nothing was decided because of `{insight.name}`",
                help='say what follows from it: `decision "…"`, or name in `changes` what was changed',
                absent=("decision", "changes", "rests-on"),
            )


RULES = (
    Rule(
        code="RMK601",
        name="unsupported-benefit",
        severity=Severity.HINT,
        summary="A benefit is expected of a strategy that research does not connect with it",
        why="You may be right where research doubts it, but then your reason is all that speaks for it.",
        theory=("T-STR-6",),
        register=(),
        check=_unsupported,
    ),
    Rule(
        code="RMK611",
        name="retention-without-baseline",
        severity=Severity.HINT,
        summary="Retention is expected of a strategy, and nothing says how many stay today",
        why="If you don't know how many stayed before, you can't see that more customers stay now.",
        theory=("T-BEN-1",),
        register=(),
        check=_without_baseline,
    ),
    Rule(
        code="RMK612",
        name="uninvited-advocacy",
        severity=Severity.HINT,
        summary="A strategy counts on word of mouth, and nothing invites customers to tell others",
        why="The dissatisfied talk more than the satisfied, though less than is commonly said; so the satisfied "
        "have to be asked.",
        theory=("T-BEN-2",),
        register=(),
        check=_uninvited,
    ),
    Rule(
        code="RMK613",
        name="saving-without-costs",
        severity=Severity.WARNING,
        summary="Lower cost is expected without the cost of winning and of keeping customers",
        why="That keeping costs less than winning is a common saying and not a law: only your own two costs show "
        "whether it does.",
        theory=("T-BEN-3",),
        register=(),
        check=_unfounded_saving,
    ),
    Rule(
        code="RMK614",
        name="benefit-without-figure",
        severity=Severity.HINT,
        summary="Profit, longevity, stability or growth is expected, and no figure shows it",
        why="Strong relationships are said to raise profit (Reichheld 1996), but not every loyal customer is "
        "profitable (Reinartz and Kumar 2002): only your own figures can show it.",
        theory=("T-BEN-5",),
        register=(),
        check=_without_figure,
    ),
    Rule(
        code="RMK621",
        name="insight-without-decision",
        severity=Severity.HINT,
        summary="An insight leads to no decision",
        why="Finding something out costs time and money; it pays only when something is decided because of it.",
        theory=("T-BEN-4",),
        register=(),
        check=_idle_insight,
    ),
)
