"""Marks that customers give: the claim of best value, and weights that make a whole (T-VAL-2)."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.offer import Competitor, Proposition
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.customers.rivals import marks_of, rivals_of
from canvasdsl.rules.measures import alike, counted, spread
from canvasdsl.rules.parts import decided, declared, naming, quoted
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


# ---- VAL111: the claim of best value ---------------------------------------------


def _best_value(canvas: Canvas) -> Iterator[Finding]:
    rivals = rivals_of(canvas)
    for proposition in decided(canvas.propositions):
        if "best-value" not in proposition.messages:
            continue
        revenues = naming(canvas, proposition, "revenue", "for")
        prices = [each.price.value for each in revenues if each.price is not None and not each.is_idea]
        for rival in rivals.of_any(proposition):
            dearer = _dearer(proposition, rival, prices)
            own, theirs = marks_of(proposition), marks_of(rival)
            shared = [name for name in own if name in theirs and name != "price"]
            if dearer is None or not shared or any(own[name] >= theirs[name] for name in shared):
                continue
            yield Finding(
                about=proposition,
                message=f"`{proposition.name}` is called the best value, and `{rival.name}` is better in "
                f"{quoted(shared)} and {dearer}",
                help="take `message best-value` out, or say in which attribute you are better: `scores …`",
                span=proposition.place("message"),
                related=(declared(rival, "better and cheaper"),),
                absent=("scores", "price"),
            )
            break


def _dearer(offer: Proposition, rival: Competitor, prices: list[Quantity]) -> str | None:
    """How much cheaper a rival is: by its price, else by the mark that customers give it; `None` where it is not."""
    theirs = rival.price.value if rival.price is not None else None
    if theirs is not None and prices:
        pairs = [_per_period(price, theirs) for price in prices]
        if all(pair is not None and pair[0] > pair[1] for pair in pairs):
            return f"costs {theirs.written}"
        return None
    own_mark, their_mark = (marks_of(each).get("price") for each in (offer, rival))
    if own_mark is None or their_mark is None or own_mark >= their_mark:
        return None
    return "in `price`"


def _per_period(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Two prices in one period; nouns don't count where only one of them has some: `3 EUR` and `3.80 EUR per cup`."""
    both = (one, other)
    nouns = {tuple(sorted(per for per in each.per if per != each.period)) for each in both} - {()}
    if len(nouns) > 1:
        return None
    bare = [attrs.evolve(each, per=(each.period,) if each.period else ()) for each in both]
    return alike(bare[0], bare[1])


# ---- VAL112: weights that are no whole -------------------------------------------


def _off_whole(canvas: Canvas) -> Iterator[Finding]:
    """A written percentage may be rounded: `33%` three times is a whole."""
    for segment in canvas.segments:
        if not segment.weighs:
            continue
        spreads = [spread(weight.value) for weight in segment.weighs]
        low, high = (sum(each[side] for each in spreads) for side in (0, 1))
        if low <= 1 <= high:
            continue
        whole = sum((weight.value.value for weight in segment.weighs), Decimal(0))
        yield Finding(
            about=segment,
            message=f"what counts for `{segment.name}` adds up to {counted(whole)}%",
            help="share out 100% among the attributes in `weighs`",
            span=segment.weighs[-1].value.span,
            related=tuple(Related(each.value.span, "and this") for each in segment.weighs[:-1]),
            absent=("weighs",),
        )


RULES = (
    Rule(
        code="VAL111",
        name="unheld-best-value",
        severity=Severity.WARNING,
        summary="Best value is claimed, and a rival is better and cheaper",
        why="Value rises with quality and service and falls with the price; if a rival is ahead in all three, you "
        "are not the best.",
        theory=("T-VAL-2",),
        register=(),
        check=_best_value,
    ),
    Rule(
        code="VAL112",
        name="weights-that-make-no-whole",
        severity=Severity.ERROR,
        summary="What counts for a segment does not add up to 100%",
        why="A weight is a share of one decision, and the shares of one decision are 100% together.",
        theory=("T-VAL-2",),
        register=(),
        check=_off_whole,
    ),
)
