"""Strategies for relationships: for whom they are, what shows that they work, and on what they rest (T-STR-0, 1)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, declared, listed, naming, quoted, relationships_with, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named, segment_keys, segments_of

__all__ = ["RULES"]

_DESCRIBED_BY = {
    "geographic": ("geographic",),
    "demographic": ("demographic", "ranges", "narrowed_by"),
    "psychographic": ("psychographic",),
    "behavioural": ("behavioural", "buys_every"),
    "needs": ("needs", "jobs", "pains", "gains"),
    "value": ("worth", "value_tier", "spend", "profit", "loyalty_group", "margin_class"),
    "firmographic": ("firmographic", "industry", "deal_size", "contract_term"),
}
"""What in a segment tells of each basis."""
_WORDS = {"value": "worth"}
_KNOWN_AS = {"needs": "needs", "behaviour": "behavioural", "value": "value"}
"""The basis that an insight of a customer strategy tells of."""
_OWN = ("differentiate", "personalize", "customize", "predict", "feedback", "support", "programmes", "practices",
        "bonds", "community", "co_creation", "dedicated")  # fmt: skip
"""What a relationship does itself that is one of the strategies, or more."""


# ---- RMK301: for whom, and what shows it -----------------------------------------


def _unanchored(canvas: Canvas) -> Iterator[Finding]:
    for strategy in decided(canvas.strategies):
        if not strategy.item.items:
            continue
        gaps = []
        if not strategy.targets:
            gaps.append("for")
        if not strategy.measure and not any(benefit.measure for benefit in strategy.expects):
            gaps.append("measure")
        if gaps:
            told = {"for": "for whom it is", "measure": "what would show that it works"}
            yield Finding(
                about=strategy,
                message=f"the strategy `{strategy.name}` does not say {listed([told[gap] for gap in gaps], 'or')}",
                help="say it: " + "; ".join(f"`{gap} …`" for gap in gaps),
                absent=tuple(gaps),
            )


# ---- RMK302: long-term without any ------------------------------------------------


def _without_strategy(canvas: Canvas) -> Iterator[Finding]:
    """Where the model has strategies, each long-term relationship is asked for one."""
    if not canvas.strategies:
        return
    targeted: set[Key] = {key for strategy in canvas.strategies for key in keys(strategy.targets)}
    for relationship in decided(canvas.relationships):
        if "long-term" not in relationship.type_words or any(getattr(relationship, word) for word in _OWN):
            continue
        if relationship.key in targeted or not targeted.isdisjoint(segment_keys(relationship)):
            continue
        if any(not strategy.targets for strategy in canvas.strategies):
            continue  # it may be for them: that it does not say for whom has its own finding
        yield Finding(
            about=relationship,
            message=f"no strategy stands behind the long-term relationship `{relationship.name}`",
            help=f"write one: `strategy … {{ type …; for {called(relationship)} }}`, or name it in `for …` of another",
            span=type_at(relationship, "long-term"),
            absent=("strategy", "for", *(word.replace("_", "-") for word in _OWN), "bond", "practice", "programme"),
        )


# ---- RMK303: bases that nobody described -------------------------------------------


def _baseless(canvas: Canvas) -> Iterator[Finding]:
    for strategy in decided(canvas.strategies):
        if not strategy.bases:
            continue
        targets: dict[Key, Segment] = {}
        for target in named(canvas, strategy.targets):
            found = segments_of(canvas, target) if isinstance(target, Relationship) else (target,)
            targets |= {segment.key: segment for segment in found}
        for segment in targets.values():
            lacking = [basis for basis in strategy.bases if not _has_basis(canvas, segment, basis)]
            if lacking:
                yield Finding(
                    about=strategy,
                    message=f"`{strategy.name}` goes by {quoted(lacking)}, and `{segment.name}` is not described by "
                    f"{'it' if len(lacking) == 1 else 'them'}",
                    help=f'describe it: `{_WORDS.get(lacking[0], lacking[0])} "…"` in `{called(segment)}`',
                    span=strategy.place("bases"),
                    related=(declared(segment),),
                    absent=tuple(word.replace("_", "-") for basis in lacking for word in _DESCRIBED_BY[basis]),
                )


def _has_basis(canvas: Canvas, segment: Segment, basis: str) -> bool:
    """Whether the segment, a customer strategy for it, or the way in which its customers are told apart says it."""
    if any(getattr(segment, word) for word in _DESCRIBED_BY[basis]):
        return True
    strategies = naming(canvas, segment, "customer-strategy", "for")
    if any(_KNOWN_AS.get(each.insight) == basis for strategy in strategies for each in strategy.knows):
        return True
    ties = relationships_with(canvas, segment)
    return any(step.by == f"by-{basis}" for relationship in ties for step in relationship.differentiate)


RULES = (
    Rule(
        code="RMK301",
        name="strategy-without-segment-or-metric",
        severity=Severity.WARNING,
        summary="A strategy does not say for whom it is or what shows that it works",
        why="Nobody can carry out a strategy for nobody in particular, or see whether one without a metric has "
        "failed.",
        theory=("T-STR-0", "T-SEG-7"),
        register=(),
        check=_unanchored,
    ),
    Rule(
        code="RMK302",
        name="long-term-without-strategy",
        severity=Severity.HINT,
        summary="A long-term relationship has no strategy at all",
        why="A relationship that is meant to last takes work over years; without a strategy nobody plans that work.",
        theory=("T-STR-0",),
        register=(),
        check=_without_strategy,
    ),
    Rule(
        code="RMK303",
        name="bases-that-nobody-described",
        severity=Severity.WARNING,
        summary="A strategy divides customers by what its segment is not described by",
        why="If you don't know the age or the habits of a segment, you can't address it by age or by habit.",
        theory=("T-STR-1",),
        register=(),
        check=_baseless,
    ),
)
