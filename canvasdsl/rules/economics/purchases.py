"""What the purchases of customers say of the numbers that are declared beside them: churn, window, customers, amounts.

Nothing is said of a model without a table of purchases, and nothing of it is imported then.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.activity import windows_of
from canvasdsl.figures.exact import power
from canvasdsl.figures.periods import retention_in, times
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.economics.survivors import as_written, stays_between
from canvasdsl.rules.parts import called, decided, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import segments_of

__all__ = ["RULES"]

_SLACK = Fraction(1, 10)
"""The table may differ from what is declared by a tenth of it."""
_FEWEST = 10
"""Fewer lapses, or purchases, are too few to contradict anybody."""


def _tables(canvas: Canvas) -> Iterator[tuple[Relationship, Any]]:
    """The relationships with a table that was read, and its summary."""
    for relationship in decided(canvas.relationships):
        table = relationship.transactions
        found = None if table is None else canvas.data.get((table.file, table.item.start))
        if found is not None:
            yield relationship, found


def _seen(relationship: Relationship, message: str) -> Related:
    table: Any = relationship.transactions
    return Related(table.here, message)


# ---- ECO631: the churn --------------------------------------------------------------


def _other_churn(canvas: Canvas) -> Iterator[Finding]:
    """Beyond a tenth, and beyond two standard errors: lapses come by chance, and their number varies by its root."""
    for relationship, purchases in _tables(canvas):
        word = "retention" if relationship.retention is not None else "churn"
        rate = relationship.retention or relationship.churn
        if rate is None or rate.period is None or purchases.window is None or not purchases.active_days:
            continue
        most, least = (1 - retention_in(each, rate.period, "day") for each in stays_between(word, rate))
        seen = Fraction(purchases.lapses, purchases.active_days)
        expected = min(max(seen, least), most) * purchases.active_days
        gap = abs(purchases.lapses - expected)
        if max(purchases.lapses, expected) < _FEWEST or gap <= max(_SLACK * expected, 2 * power(expected, _HALF)):
            continue
        stays = retention_in(1 - seen, "day", rate.period)
        right = f"{word} {as_written(stays if word == 'retention' else 1 - stays, rate)} per {rate.period}"
        yield Finding(
            about=relationship,
            message=f"`{word} {rate.written}` is declared, and the purchases give `{right}`",
            help=f"write `{right}`, or see whether the window of {purchases.window} days fits how often they buy",
            span=rate.span,
            label="declared",
            related=(_seen(relationship, f"{purchases.lapses:_} times nobody came back within {purchases.window} days, "
                           f"in {purchases.active_days:_} days of active customers"),),
        )  # fmt: skip


_HALF = Fraction(1, 2)


# ---- ECO632: the window --------------------------------------------------------------


def _short_window(canvas: Canvas) -> Iterator[Finding]:
    for relationship, purchases in _tables(canvas):
        if purchases.window is None or purchases.interval is None or purchases.repeaters < _FEWEST:
            continue
        if purchases.window >= purchases.interval:
            continue
        windows = [each for segment in segments_of(canvas, relationship) for each in windows_of(canvas, segment)]
        usual = ceil(purchases.interval)
        yield Finding(
            about=relationship,
            message=f"a customer counts as active for {purchases.window} days, and {usual} days usually lie between "
            "two purchases",
            help=f"write a window of a few intervals, such as `active within {2 * usual} days`",
            span=windows[0].span if windows else None,
            label="buyers who are only waiting count as lost",
            related=(_seen(relationship, f"the usual time of the {purchases.repeaters:_} customers who came back"),),
        )


# ---- ECO633: the customers --------------------------------------------------------------


def _other_customers(canvas: Canvas) -> Iterator[Finding]:
    """Only where the relationship is the only one with its segments: else others may buy elsewhere."""
    for relationship, purchases in _tables(canvas):
        segments = list(segments_of(canvas, relationship))
        counts = [segment.customers for segment in segments if segment.customers is not None]
        if purchases.window is None or not segments or len(counts) < len(segments):
            continue
        if any(len(list(decided(relationships_with(canvas, segment)))) > 1 for segment in segments):
            continue
        low, high = (sum(Fraction(getattr(each, end)) for each in counts) for end in ("low", "high"))
        if low * (1 - _SLACK) - 1 <= purchases.active <= high * (1 + _SLACK) + 1:
            continue
        yield Finding(
            about=segments[0],
            message=f"`customers {counts[0].written}` is declared, and {purchases.active:_} are active by their "
            "purchases" if len(counts) == 1 else f"{int(high):_} customers are declared, and {purchases.active:_} are "
            "active by their purchases",
            help=f"write `customers {purchases.active}`, or see whether the table has all of them and the window of "
            f"{purchases.window} days is right",
            span=counts[0].span,
            related=(_seen(relationship, f"{purchases.customers:_} customers bought, {purchases.lapsed:_} of them have "
                           "lapsed"),),
        )  # fmt: skip


# ---- ECO634: the amounts ------------------------------------------------------------------


def _other_amounts(canvas: Canvas) -> Iterator[Finding]:
    """The usual order against a day's purchases; what one spends in a period against what active customers paid."""
    for relationship, purchases in _tables(canvas):
        from canvasdsl.figures.purchases import currency_of

        currency = currency_of(canvas, relationship)
        if not purchases.has_amounts or not currency or purchases.purchases < _FEWEST:
            continue
        for segment in segments_of(canvas, relationship):
            order, spend = (each and each.typed for each in (segment.deal_size, segment.spend))
            if order is not None and order.unit == currency and order.period is None:
                seen = Fraction(purchases.total) / purchases.purchases
                yield from _amount(relationship, segment, "deal-size", order, seen, "what was paid over the days with "
                                   "purchases")  # fmt: skip
            if spend is not None and spend.unit == currency and spend.period is not None and purchases.active_days:
                seen = Fraction(purchases.total) / purchases.active_days * times("day", spend.period)
                yield from _amount(relationship, segment, "spend", spend, seen, "what was paid over the days on which "
                                   "customers were active")  # fmt: skip


def _amount(
    relationship: Relationship, segment: Any, word: str, said: Quantity, seen: Fraction, how: str
) -> Iterator[Finding]:
    if Fraction(said.low) * (1 - _SLACK) <= seen <= Fraction(said.high) * (1 + _SLACK):
        return
    right = f"{round(float(seen), 2):.2f} {said.unit}" + "".join(f" per {each}" for each in said.per)
    yield Finding(
        about=segment,
        message=f"`{word} {said.written}` is declared for `{called(segment)}`, and the purchases give `{right}`",
        help=f"write `{word} {right}`, or see whether the table has all that they pay",
        span=said.span,
        related=(_seen(relationship, how),),
    )


_THEORY = ("T-CUS-8",)
RULES = (
    Rule(
        code="ECO631",
        name="churn-against-purchases",
        severity=Severity.WARNING,
        summary="The declared churn or retention is not that of the customers' purchases",
        why="What customers are worth hangs on who stays; where their purchases are known, they tell more than the "
        "rate that was hoped for.",
        theory=("T-ECO-6", "T-CUS-8"),
        register=(),
        check=_other_churn,
    ),
    Rule(
        code="ECO632",
        name="window-against-purchases",
        severity=Severity.WARNING,
        summary="The window of activity is shorter than the usual time between two purchases",
        why="Whoever buys every six weeks is lost after a month by such a window, so that churn looks higher than it "
        "is.",
        theory=_THEORY,
        register=("R28",),
        check=_short_window,
    ),
    Rule(
        code="ECO633",
        name="customers-against-purchases",
        severity=Severity.WARNING,
        summary="The declared number of customers is not that of those who are active by their purchases",
        why="All that is computed per customer is multiplied by this number.",
        theory=_THEORY,
        register=(),
        check=_other_customers,
    ),
    Rule(
        code="ECO634",
        name="amounts-against-purchases",
        severity=Severity.WARNING,
        summary="What a customer is said to pay is not what the purchases show",
        why="A plan that stands on larger orders than customers place promises money that does not come.",
        theory=("T-CUS-10", "T-ECO-14"),
        register=(),
        check=_other_amounts,
    ),
)
