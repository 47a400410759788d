"""The level of a relationship and the number and worth of its customers (R16, T-REL-14), representatives (T-REL-4)."""

from collections.abc import Iterator
from typing import NamedTuple

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.levels import margin_class, recommended_levels, steps_off
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import With
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import PERIODS, Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.measures import alike, counted
from canvasdsl.rules.parts import decided, quoted, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of

__all__ = ["RULES"]

_ORGANISATIONS = ("b2b", "b2g", "b2b2c")


# ---- REL501, REL502: the level, and the number and worth of customers --------


class _Worth(NamedTuple):
    """How many customers a relationship is with and what they leave, and where that is said."""

    segment: Segment
    customers: Quantity
    margin: str
    said_at: tuple[Related, ...]


def _off_the_grid(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for worth in _known_worth(canvas, relationship):
            steps = _steps_off(canvas, relationship, worth)
            if steps == 0:
                continue
            fitting = quoted(_fitting(canvas, worth), "or")
            if steps > 0:
                why = "their margin does not pay for more" if worth.margin != "high" else "so many can't be partners"
            elif worth.margin == "high":
                why = "so high a margin is worth more than that"
            else:
                why = "with so few customers you can do more for each"
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is `{relationship.level}`; for {counted(worth.customers.value)} "
                f"customers with a {worth.margin} margin {fitting} fits",
                help=f"come nearer to {fitting}: {why}",
                span=relationship.place("level"),
                related=worth.said_at,
            )
            break


def _representatives_for_many(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where the level that is declared is itself too high: that has a finding of its own."""
    many = canvas.threshold("many-customers")
    for relationship in decided(canvas.relationships):
        if "dedicated" not in relationship.type_words:
            continue
        for worth in _known_worth(canvas, relationship):
            if worth.margin != "low" or worth.customers.value < many:
                continue
            if relationship.level is not None and _steps_off(canvas, relationship, worth) > 0:
                continue
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` gives a representative to each of {counted(worth.customers.value)} "
                "customers with a low margin",
                help="keep the representative for those who are worth it: split the customers into plans or segments, "
                "and give the others help on demand or self-service",
                span=type_at(relationship, "dedicated"),
                related=worth.said_at,
            )
            break


def _fitting(canvas: Canvas, worth: _Worth) -> tuple[str, ...]:
    few, many = canvas.threshold("few-customers"), canvas.threshold("many-customers")
    return recommended_levels(worth.customers.value, worth.margin, few=few, many=many)


def _steps_off(canvas: Canvas, relationship: Relationship, worth: _Worth) -> int:
    """How many steps the declared level lies off the grid; none where that is within the slack."""
    if relationship.level is None:
        return 0
    steps = steps_off(relationship.level, _fitting(canvas, worth))
    return steps if abs(steps) > canvas.threshold("level-steps") else 0


def _known_worth(canvas: Canvas, relationship: Relationship) -> Iterator[_Worth]:
    """What is known of the customers of a relationship, segment by segment."""
    share = next((each.margin for each in relationship.programmes if each.margin is not None), None)
    for each in relationship.segments:
        segment = canvas.index.blocks.get(each.segment.key)
        customers = _customers(canvas, segment, each) if segment is not None else None
        if segment is None or customers is None:
            continue
        margin, place = _margin(canvas, relationship, segment, share)
        if margin and place is not None:
            number = Related(customers.span, f"{counted(customers.value)} customers")
            yield _Worth(segment, customers, margin, (number, place))


def _customers(canvas: Canvas, segment: Segment, each: With) -> Quantity | None:
    if each.plan is None:
        return segment.customers
    plan = canvas.index.blocks.get(each.plan.key)
    customers: Quantity | None = plan.customers if plan is not None else None
    return customers


def _margin(
    canvas: Canvas, relationship: Relationship, segment: Segment, share: Quantity | None
) -> tuple[str, Related | None]:
    """The class of the margin: as the segment says, else from `share`, the margin of a programme, or the numbers of
    a customer."""
    if segment.margin_class is not None:
        return segment.margin_class, Related(segment.place("margin-class"), "the margin of a sale to them")
    low, high = canvas.threshold("low-margin"), canvas.threshold("high-margin")
    if share is not None:
        said = margin_class(share.value, share.value * 0 + 100, low=low, high=high)
        return said, Related(share.span, f"{share.written}: a {said} margin")
    margin, spend = relationship.margin, segment.spend
    pair = alike(_of_one(margin), _of_one(spend)) if margin is not None and spend is not None else None
    if margin is None or spend is None or pair is None:
        return "", None
    said = margin_class(*pair, low=low, high=high)
    return said, Related(margin.span, f"of {spend.written} that they spend: a {said} margin")


def _of_one(quantity: Quantity) -> Quantity:
    """What one customer spends or leaves: `per customer` says nothing more."""
    return attrs.evolve(quantity, per=tuple(per for per in quantity.per if per in PERIODS))


# ---- REL503, REL504: representatives -----------------------------------------


def _without_plan(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        block = relationship.dedicated
        if block is not None and not block.is_idea and not block.plan:
            yield Finding(
                about=block,
                message=f"nothing says what the representatives of `{relationship.name}` plan with each customer",
                help='say what the account plan holds: `plan "…"` in `dedicated`',
                absent=("plan",),
            )


def _too_many_accounts(canvas: Canvas) -> Iterator[Finding]:
    most = canvas.threshold("accounts-per-rep")
    for relationship in decided(canvas.relationships):
        block = relationship.dedicated
        accounts = block.accounts_per_rep if block is not None and not block.is_idea else None
        if accounts is None or accounts.low <= most:
            continue
        if any(map(_is_organisation, segments_of(canvas, relationship))):
            yield Finding(
                about=block,
                message=f"a representative of `{relationship.name}` has {accounts.written} business customers",
                help=f"give one at most about {counted(most)}, call it `personal-assistance`, or set another line: "
                "`thresholds { accounts-per-rep … }` in `canvas`",
                span=accounts.span,
            )


def _is_organisation(segment: Segment) -> bool:
    """Whether a segment says in any way that its customers are organisations."""
    return segment.market in _ORGANISATIONS or segment.consists_of == "organisations" or bool(
        segment.firmographic or segment.industry or segment.buying_centre
    )  # fmt: skip


RULES = (
    Rule(
        code="REL501",
        name="level-off-the-grid",
        severity=Severity.WARNING,
        summary="A relationship goes much further, or less far, than the number and margin of its customers suggest",
        why="Close contact with each customer pays where few bring much, and not where many bring little. The grid "
        "is a rule of thumb after Kotler, so a good reason beats it.",
        theory=("T-REL-14",),
        register=("R16",),
        check=_off_the_grid,
    ),
    Rule(
        code="REL502",
        name="representatives-for-many",
        severity=Severity.WARNING,
        summary="Each of many customers with a low margin has a representative",
        why="One representative can know only few customers, so each of them must bring in enough to pay for a "
        "share of that person.",
        theory=("T-REL-4", "T-REL-14"),
        register=("R16",),
        check=_representatives_for_many,
    ),
    Rule(
        code="REL503",
        name="representative-without-plan",
        severity=Severity.HINT,
        summary="Customers have a named representative, and no account plan says what for",
        why="Without a plan for each customer a representative only waits for calls, and anybody on duty can do that.",
        theory=("T-REL-4",),
        register=(),
        check=_without_plan,
    ),
    Rule(
        code="REL504",
        name="too-many-accounts",
        severity=Severity.HINT,
        summary="A representative has more business customers than one person can know",
        why="Somebody who has several hundred customers can't know any of them well. The line of 150 is a proposal "
        "and can be moved.",
        theory=("T-REL-4",),
        register=(),
        check=_too_many_accounts,
    ),
)
