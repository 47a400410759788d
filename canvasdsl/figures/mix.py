"""What customers pay on average, which plans they are on, and what comes from patrons (T-BMC-5b, T-CUS-7)."""

from typing import Any

from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.expression import Expression, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.money import GROUP, per_period, revenue_of, whole_revenue
from canvasdsl.figures.sheet import Sheet
from canvasdsl.figures.streams import Part, is_for_a_period, nouns_of, parts_of, price_of

__all__ = ["KINDS"]


def _customers(sheet: Sheet, plan: Any) -> Expression:
    return sheet.count(sheet.need(plan.customers, plan, "customers"), f"customers of {called(plan)}", "N")


def _counted(revenue: Any) -> list[Any]:
    """The plans, if there are several and any of them says how many customers it has."""
    plans = decided(revenue.plans)
    return plans if len(plans) > 1 and any(each.customers is not None for each in plans) else []


def _average_price(sheet: Sheet, revenue: Any) -> Expression | None:
    """What a customer pays on average over the plans, as many as are on each."""
    plans = _counted(revenue)
    parts = [Part(revenue, plan) for plan in plans]
    priced = [part.price.value for part in parts if part.price is not None]
    if not priced:
        return None
    other = next((each for each in priced if nouns_of(each) != nouns_of(priced[0])), None)
    if other is not None or len({is_for_a_period(part) for part in parts if part.price is not None}) > 1:
        raise Absent("its plans are not priced for the same thing", (other or priced[-1]).span)
    per = priced[0].period or per_period(sheet)
    paid = [price_of(sheet, part, per) * _customers(sheet, part.plan) for part in parts]
    sheet.unit = " per ".join((sheet.currency, *priced[0].per))
    return total(paid) / total(_customers(sheet, each) for each in plans)


def _plan_share(sheet: Sheet, plan: Any) -> Expression | None:
    """The share of the customers of a stream who are on the plan."""
    plans = _counted(sheet.holders[-1]) if sheet.holders else []
    return _customers(sheet, plan) / total(_customers(sheet, each) for each in plans) if plans else None


def _patrons(sheet: Sheet, _: Any) -> Expression | None:
    """Revenue from patronage, or paid by patrons alone, of all revenue."""
    canvas = sheet.canvas
    given = [each for each in decided(canvas.revenues) if each.type == "patronage" or _is_of_patrons(canvas, each)]
    if not given:
        return None
    per = per_period(sheet)
    parts = [part for stream in given for part in parts_of(stream)]
    share = revenue_of(sheet, parts, per) / whole_revenue(sheet, per)
    sheet.unit = "%"
    return share


def _is_of_patrons(canvas: Any, revenue: Any) -> bool:
    payers = named(canvas, revenue.segments)
    return bool(payers) and all("patron" in getattr(each, "roles", ()) for each in payers)


KINDS = (
    Kind(name="average-price", title="What a customer pays on average over the plans", group=GROUP, register=(),
         theory=("T-BMC-5b",), of=("revenue",), unit="money", make=_average_price),
    Kind(name="plan-share", title="Customers who are on the plan", group=GROUP, register=(), theory=("T-BMC-5b",),
         of=("plan",), unit="share", make=_plan_share),
    Kind(name="patrons-share", title="Income that comes from patrons", group=GROUP, register=(), theory=("T-CUS-7",),
         of=(), unit="share", make=_patrons),
)  # fmt: skip
