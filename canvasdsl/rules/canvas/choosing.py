"""Whom the business serves first and whom it does not: limits (R05) and the primary customer (R06)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.parties import Party
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.parts import called, decided, declared, is_multi_sided, quoted, revenues_from
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_SHOWN = 4

_EVERYONE = re.compile(
    r"(?<!not )\b(?:everyone|everybody|anyone|anybody)\b(?! (?:who|whose|that|with|without|in(?! the world)|at(?! all)|"
    r"over|under|of|on|from|between|aged|near|within|after|before|\w+ing)\b)"
)
_ALL = re.compile(
    r"(?:all|every|any|the whole world|the world|the (?:general )?public|general public|"
    r"(?:all(?: the| of the| our)?|any kind of) (?:customers?|people|consumers?|users?|buyers?|ages|humans|of us|"
    r"of them|markets?|segments?|households|companies|firms)|"
    r"every (?:customer|person|consumer|user|buyer|human|household|firm))"
)
_A_YEAR = {
    "day": Decimal(365), "week": Decimal(365) / 7, "month": Decimal(12), "quarter": Decimal(4), "year": Decimal(1),
}  # fmt: skip
_CUSTOMERS = frozenset((
    "buyer", "payer", "user", "beneficiary", "external-customer", "internal-customer", "distributor", "patron",
))  # fmt: skip


# ---- R05: serving everyone --------------------------------------------------


def _everyone(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        names = (segment.title, segment.id if segment.title is None else None)
        if any(name and _means_everyone(name) for name in names):
            yield Finding(
                about=segment,
                message=f"`{segment.name}` means all people, and all people are not a segment",
                help="name the group that needs it most, and say in `canvas` whom you leave to others: "
                '`not-serving "…"`',
            )


def _means_everyone(name: str) -> bool:
    words = " ".join(re.findall(r"[^\W_]+", name.casefold()))
    return bool(_EVERYONE.search(words) or _ALL.fullmatch(words))


def _beyond_budget(canvas: Canvas) -> Iterator[Finding]:
    """The sum is a lower bound: segments without customers or costs are left out of it."""
    heading = canvas.heading
    budget = heading.budget if heading else None
    if heading is None or budget is None:
        return
    total = Decimal(0)
    counted = []
    for segment in decided(canvas.segments):
        cost, customers = segment.cost_to_serve, segment.customers
        if cost is None or customers is None:
            continue
        each = _in_period(cost, budget)
        if each is not None:
            total += each * customers.value
            counted.append(segment)
    if total <= budget.value or not counted:
        return
    spent = f"{round(total):_} {budget.unit}" + (f" per {budget.period}" if budget.period else "")
    yield Finding(
        about=heading,
        message=f"serving {quoted(segment.name for segment in counted)} costs {spent}, and the "
        f"budget is {budget.written}",
        help="serve the customers who matter most, serve some of them more cheaply, or raise the budget",
        span=budget.span,
        related=tuple(
            Related(segment.place("cost-to-serve"), f"times {segment.customers.written} customers")
            for segment in counted[:_SHOWN] if segment.customers
        ),
    )  # fmt: skip


def _in_period(cost: Quantity, budget: Quantity) -> Decimal | None:
    """A cost in the period of the budget; `None` where the two can't be compared."""
    if cost.unit != budget.unit or (cost.period is None) != (budget.period is None):
        return None
    if cost.period is None or budget.period is None:
        return cost.value
    return cost.value * _A_YEAR[cost.period] / _A_YEAR[budget.period]


def _nobody_left_out(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once the cost of serving people is a subject of the model."""
    heading = canvas.heading
    if heading is not None and heading.not_serving:
        return
    counted = [segment for segment in decided(canvas.segments) if segment.cost_to_serve is not None]
    budget = heading.budget if heading is not None else None
    if counted or budget is not None:
        yield Finding(
            about=heading,
            message="the model counts what serving customers costs, and names nobody who is not served",
            help='say in `canvas` whom you leave to others: `not-serving "…" because "…"`',
            span=budget.span if budget is not None else counted[0].place("cost-to-serve"),
            absent=("not-serving", "canvas"),
        )


def _many_segments(canvas: Canvas) -> Iterator[Finding]:
    heading = canvas.heading
    segments = list(decided(canvas.segments))
    most = int(canvas.threshold("segments"))
    if len(segments) > most and (heading is None or heading.stage in (None, "idea", "validation")):
        yield Finding(
            about=heading,
            message=f"the model serves {len(segments)} segments, and it is at its beginning",
            help="begin with those who need it most and mark the others `status idea`; a business that has outgrown "
            "its beginning says `stage growth` in `canvas`",
            span=segments[most].here,
            label="the sixth" if most == 5 else f"number {most + 1}",
        )


# ---- R06: the primary customer ----------------------------------------------


def _customers(canvas: Canvas) -> list[Segment | Party]:
    """All who are called customers: segments, and parties in the role of one."""
    parties = [
        party for party in decided(canvas.parties)
        if party.primary or any(role in _CUSTOMERS for role in party.roles)
    ]  # fmt: skip
    return [*decided(canvas.segments), *parties]


def _groups(canvas: Canvas) -> list[tuple[str, list[Segment | Party]]]:
    """The groups of which each has one primary customer: all, or on a platform each declared side."""
    customers = _customers(canvas)
    if not is_multi_sided(canvas):
        return [("", customers)]
    by_side: dict[str, list[Segment | Party]] = {}
    for customer in customers:
        if isinstance(customer, Segment) and customer.side:
            by_side.setdefault(customer.side, []).append(customer)
    return list(by_side.items())


def _unclear_primary(canvas: Canvas) -> Iterator[Finding]:
    for side, customers in _groups(canvas):
        primary = [customer for customer in customers if customer.primary]
        where = f" on the side `{side}` of the platform" if side else ""
        if len(customers) > 1 and not primary:
            names = quoted(customer.name for customer in customers[:_SHOWN])
            more = f" and {len(customers) - _SHOWN} more" if len(customers) > _SHOWN else ""
            yield Finding(
                about=None,
                message=f"{names}{more} are {_all(customers)} customers{where}, and none is primary",
                help=f"decide who comes first when resources are short: write `primary` in `{called(customers[0])}` or "
                + ("the other" if len(customers) == 2 else "another"),
                span=customers[0].here,
                related=tuple(declared(customer, "or this one?") for customer in customers[1:_SHOWN]),
                absent=("primary",),
            )
        elif side and len(primary) > 1:
            yield Finding(
                about=primary[1],
                message=f"{quoted(customer.name for customer in primary[:_SHOWN])} are {_all(primary)} primary{where}",
                help="keep `primary` at one of them",
                span=primary[1].place("primary"),
                related=(Related(primary[0].place("primary"), "primary already"),),
            )


def _all(customers: list[Segment | Party]) -> str:
    return "both" if len(customers) == 2 else "all"


def _two_primaries(canvas: Canvas) -> Iterator[Finding]:
    if is_multi_sided(canvas):
        return
    primary = [customer for customer in _customers(canvas) if customer.primary]
    for other in primary[1:]:
        first = primary[0]
        yield Finding(
            about=other,
            message=f"`{other.name}` and `{first.name}` are both the primary customer",
            help=f"keep `primary` at one of them, or, if {called(first)} and {called(other)} need each other, write "
            "`type multi-sided` in `canvas`",
            span=other.place("primary"),
            related=(Related(first.place("primary"), "primary already"),),
        )


def _segment_without_role(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once roles are used: a segment that pays nothing is there in another role, such as distributor."""
    speaks = any(segment.roles for segment in canvas.segments) or any(party.roles for party in canvas.parties)
    if not speaks or is_multi_sided(canvas):
        return
    if not any(revenue.segments for revenue in canvas.revenues):
        return
    for segment in decided(canvas.segments):
        if not segment.roles and not revenues_from(canvas, segment):
            yield Finding(
                about=segment,
                message=f"`{segment.name}` pays nothing and has no role",
                help="say what they are to the business, such as `role user`, `role distributor` or `role influencer`; "
                "if they are not customers, declare them as a `party`",
                absent=("role", "revenue", "from"),
            )


RULES = (
    Rule(
        code="BMC111",
        name="everyone-as-segment",
        severity=Severity.WARNING,
        summary="A segment is everybody",
        why="Each further kind of customer adds cost and makes the proposition less special; a segment is there to "
        "choose.",
        theory=("T-SEG-6", "T-VC-P1"),
        register=("R05",),
        check=_everyone,
    ),
    Rule(
        code="BMC113",
        name="serving-beyond-budget",
        severity=Severity.WARNING,
        summary="Serving all segments costs more than the budget",
        why="If serving everybody costs more than there is, chance decides who is left out, unless you do.",
        theory=("T-SEG-6", "T-VC-P1"),
        register=("R05",),
        check=_beyond_budget,
    ),
    Rule(
        code="BMC114",
        name="nobody-left-out",
        severity=Severity.HINT,
        summary="Nobody is named who is not served",
        why="A strategy shows in what it leaves out: if you turn nobody away, you have not chosen yet.",
        theory=("T-SEG-6", "T-VC-P1"),
        register=("R05",),
        check=_nobody_left_out,
    ),
    Rule(
        code="BMC115",
        name="more-than-five-segments",
        severity=Severity.HINT,
        summary="A first canvas serves more than about five segments",
        why="Each group wants a proposition, a channel and a relationship of its own; few can be built well.",
        theory=("T-SEG-6",),
        register=("R05",),
        check=_many_segments,
    ),
    Rule(
        code="BMC121",
        name="unclear-primary-customer",
        severity=Severity.WARNING,
        summary="Of several customers none is primary, or several are on one side of a platform",
        why="When everybody is the customer, nobody has the first claim on what is scarce.",
        theory=("T-CUS-2", "T-BMC-1"),
        register=("R06",),
        check=_unclear_primary,
    ),
    Rule(
        code="BMC122",
        name="two-primary-customers",
        severity=Severity.ERROR,
        summary="Two customers are primary",
        why="Only one can come first; two are possible where the sides of a platform need each other.",
        theory=("T-CUS-2",),
        register=("R06",),
        check=_two_primaries,
    ),
    Rule(
        code="BMC123",
        name="segment-without-role",
        severity=Severity.HINT,
        summary="A segment pays nothing and has no role",
        why="People who sell on, recommend or work for you want something else of you than buyers; the role says "
        "which they are.",
        theory=("T-CUS-2",),
        register=("R06",),
        check=_segment_without_role,
    ),
)
