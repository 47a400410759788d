"""What figures of a customer take from a relationship: period, rates, margin, cost of winning, lifetime value.

A margin of a lifetime value is what is left of a customer's purchases after serving and keeping the customer. A
`what-if` gives some of the numbers anew; all that it does not say stays as it is.
"""

from collections.abc import Iterator
from typing import Any

from canvasdsl.figures import lifetime, unit
from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.expression import Expression, Operation, expression_of, total
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.periods import retention_in
from canvasdsl.figures.ranges import range_of
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.model.quantities import Quantity

__all__ = [
    "IN_PERIODS", "acquisition_cost", "convention", "discount", "gross_value", "growth", "least", "margin", "period",
    "retention", "says_cost", "says_staying", "serving",
]  # fmt: skip

IN_PERIODS = {"day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years"}


# ---- Rates ------------------------------------------------------------------------


def says_staying(relationship: Any) -> bool:
    """Whether a relationship says who stays or who leaves."""
    return relationship.retention is not None or relationship.churn is not None


def period(sheet: Sheet, relationship: Any) -> str:
    """The period in which customers stay or leave: that of the retention."""
    said: Quantity | None = relationship.retention or relationship.churn
    rate: Quantity = sheet.need(said, relationship, "retention")
    if rate.period is None:
        raise Absent("the retention does not say in which period", rate.span)
    return rate.period


def retention(sheet: Sheet, relationship: Any, per: str, what_if: Any = None) -> Expression:
    """The share of customers who stay in a period."""
    if what_if is not None and what_if.retention is not None:
        return sheet.staying(what_if.retention, "retention of the what-if", "r₂", per=per)
    if relationship.retention is not None:
        return sheet.staying(relationship.retention, "retention", "r", per=per)
    churn: Quantity = sheet.need(relationship.churn, relationship, "retention")
    stays = 1 - sheet.share(churn, "churn", "c")
    if churn.period is None:
        raise Absent("the churn does not say in which period", churn.span)
    return stays if churn.period == per else expression_of(retention_in(plain(stays), churn.period, per))


def discount(sheet: Sheet, per: str) -> Expression:
    """The rate at which later money counts less; none said counts as 0."""
    heading = sheet.canvas.heading
    if heading is None or heading.discount is None:
        return sheet.number(0)
    if heading.discount.low <= -100:
        raise Absent("money that counts nothing or less after a period has no value today", heading.discount.span)
    with sheet.inside(None):
        return sheet.growing(heading.discount, "discount", "i", per=per)


def growth(sheet: Sheet, relationship: Any, per: str) -> Expression:
    """How fast the margin grows; none said counts as 0."""
    if relationship.margin_growth is None:
        return sheet.number(0)
    if relationship.margin_growth.low <= -100:
        raise Absent("a margin that falls by all of itself or more leaves nothing to grow",
                     relationship.margin_growth.span)  # fmt: skip
    return sheet.growing(relationship.margin_growth, "margin-growth", "g", per=per)


# ---- Amounts ----------------------------------------------------------------------


def margin(sheet: Sheet, relationship: Any, per: str, what_if: Any = None) -> Expression:
    """What one customer leaves in a period, after keeping and serving."""
    whole = _amount(sheet, relationship, what_if, "margin", "m", per)
    kept = _amount(sheet, relationship, what_if, "retention-cost", "k", per)
    if whole is None:
        whole = sheet.need(None, relationship, "margin")
    if kept is not None:
        whole = whole - kept
    return expression_of(whole - serving(sheet, relationship, per))


def _amount(sheet: Sheet, relationship: Any, what_if: Any, word: str, sign: str, per: str | None) -> Any:
    """An amount as the what-if says it, else the relationship; `None` where neither does."""
    said = getattr(what_if, word.replace("-", "_"), None)
    if said is not None:
        return sheet.money(said, f"{word} of the what-if", f"{sign}₂", per=per)
    said = getattr(relationship, word.replace("-", "_"))
    return None if said is None else sheet.money(said, word, sign, per=per)


def serving(sheet: Sheet, relationship: Any, per: str) -> Expression:
    """What serving one customer costs in a period; of several segments the one that is served most cheaply counts."""
    segments = named(sheet.canvas, (each.segment for each in relationship.segments))
    with sheet.inside(None):
        costs = [_serving_one(sheet, relationship, segment, per) for segment in segments]
    if not costs or any(cost is None for cost in costs):
        return sheet.number(0)
    found = [cost for cost in costs if cost is not None]
    return found[0] if len(found) == 1 else Operation("min", tuple(found))


def _serving_one(sheet: Sheet, relationship: Any, segment: Any, per: str) -> Expression | None:
    """As the segment says, else from contacts and representatives (C25)."""
    if segment.cost_to_serve is not None:
        return sheet.money(segment.cost_to_serve, f"cost-to-serve of {called(segment)}", "s", per=per)
    found = [*_contacts(sheet, relationship, per)]
    dedicated = relationship.dedicated
    if dedicated is not None and dedicated.rep_cost is not None and dedicated.accounts_per_rep is not None:
        cost = sheet.money(dedicated.rep_cost, f"rep-cost of {called(relationship)}", "R", per=per)
        accounts = sheet.count(dedicated.accounts_per_rep, f"accounts-per-rep of {called(relationship)}", "a")
        if least(sheet, accounts) <= 0:
            raise Absent("a representative may have no accounts, so that the cost is nobody's",
                         dedicated.accounts_per_rep.span)  # fmt: skip
        found.append(cost / accounts)
    return total(found) if found else None


def _contacts(sheet: Sheet, relationship: Any, per: str) -> Iterator[Expression]:
    feeding = [each for each in decided(sheet.canvas.services)
               if relationship in named(sheet.canvas, each.feeds)]  # fmt: skip
    for service in (*decided(relationship.services), *feeding):
        contacts, minutes, wage = service.contacts, service.minutes, service.wage
        if contacts is None or contacts.period is None or minutes is None or wage is None or wage.per != ("hour",):
            continue
        name = called(service)
        yield expression_of(
            unit.cost_to_serve(
                plain(sheet.count(contacts, f"contacts of {name}", "n", per=per)),
                plain(sheet.count(minutes, f"minutes of {name}", "t")),
                plain(sheet.money(wage, f"wage of {name}", "w")),
            )
        )


def says_cost(relationship: Any) -> bool:
    """Whether a relationship says anything of what winning a customer costs."""
    return relationship.acquisition_cost is not None or relationship.acquisition is not None


def acquisition_cost(sheet: Sheet, relationship: Any, what_if: Any = None) -> Expression:
    """What winning one customer costs: as said, else from all that is spent on it (C15)."""
    said = _amount(sheet, relationship, what_if, "acquisition-cost", "AC", None)
    if said is not None:
        return expression_of(said)
    spent = relationship.acquisition
    if spent is None or spent.is_idea:
        raise Absent(f"`{relationship.id or relationship.name}` says nothing of `acquisition-cost`", relationship.here)
    new = sheet.need(spent.new_customers, relationship, "new-customers")
    words = [("advertising", "A"), ("sales", "S"), ("incentive", "I"), ("setup", "U")]
    amounts = [(word, sign, getattr(spent, word)) for word, sign in words if getattr(spent, word) is not None]
    if not amounts:
        raise Absent("the acquisition says nothing of what is spent", spent.here)
    paid = [sheet.money(amount, word, sign, per=new.period) for word, sign, amount in amounts]
    won = sheet.count(new, "new-customers", "n")
    if least(sheet, won) <= 0:
        raise Absent("it may be that nobody is won (`new-customers`), so that nothing is spent on one", new.span)
    return expression_of(unit.acquisition_cost(plain(paid), plain(won)))


# ---- Lifetime value ---------------------------------------------------------------


def convention(relationship: Any) -> str:
    """When the first margin falls, as the relationship says it."""
    return relationship.convention or lifetime.ASSUMED


def gross_value(sheet: Sheet, relationship: Any, what_if: Any = None) -> Expression:
    """What a customer is worth before what winning one costs (C16, C17); raises `Absent` where it has no end."""
    per = period(sheet, relationship)
    grows = growth(sheet, relationship, per)
    stays, rate = retention(sheet, relationship, per, what_if), discount(sheet, per)
    leaves = margin(sheet, relationship, per, what_if)
    if least(sheet, 1 + rate - stays * (1 + grows)) <= 0:
        raise Absent("customers stay so surely, or margins grow so fast, that the value has no end: 1 + i − r·(1 + g) "
                     "is not above 0", relationship.place("retention"))  # fmt: skip
    return expression_of(
        lifetime.lifetime_value(plain(leaves), plain(stays), plain(rate), convention(relationship), growth=plain(grows))
    )


def least(sheet: Sheet, expression: Expression) -> Any:
    """The least value over the ranges of what was taken; of a sheet for the likely case, the likely one."""
    if sheet.conditions is not None:
        sheet.conditions.append(expression)
        return expression.value({name: each.likely for name, each in sheet.inputs.items()})
    return range_of(expression, {name: (each.low, each.high) for name, each in sheet.inputs.items()})[0]
