"""What winning and keeping customers takes and brings: response to spending, loyalty programmes, budgets.

C24, C27, T-CUS-11, T-ECO-1, T-MEA-3, T-SEG-5, T-CRM-6, T-IDIC-3 and T-IDIC-4.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from canvasdsl.figures import programmes, unit
from canvasdsl.figures.blocks import called, decided, named
from canvasdsl.figures.customers import GROUP
from canvasdsl.figures.expression import Expression, Operation, expression_of, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.what_ifs import case_difference
from canvasdsl.figures.worth import acquisition_cost, gross_value, least, margin, says_cost
from canvasdsl.model.quantities import Quantity

__all__ = ["KINDS"]

_OF = ("relationship",)


# ---- The response to what is spent on a prospect (C24) -------------------------------------


def _speed(sheet: Sheet, relationship: Any) -> tuple[Expression, Expression] | None:
    """The ceiling, and the k of the curve that goes through what is known."""
    response = relationship.response
    if response is None or response.is_idea:
        return None
    if response.shape == "linear":
        raise Absent("a linear response has no best spend: each further amount wins the same", response.place("shape"))
    ceiling = sheet.share(sheet.need(response.ceiling, response, "ceiling"), "ceiling", "c")
    rate = sheet.share(sheet.need(response.rate, response, "rate"), "rate", "a")
    spend = sheet.money(sheet.need(response.spend, response, "spend"), "spend", "A")
    if least(sheet, spend) <= 0:
        raise Absent("it may be that nothing is spent, so that nothing says what spending does", response.spend.span)
    if least(sheet, ceiling - rate) <= 0:
        raise Absent("the share who are won may reach the ceiling already", response.place("rate"))
    return ceiling, expression_of(unit.response_speed(plain(ceiling), plain(spend), plain(rate)))


def _response_speed(sheet: Sheet, relationship: Any) -> Expression | None:
    found = _speed(sheet, relationship)
    if found is None:
        return None
    sheet.unit = f"per {sheet.currency}"
    return found[1]


def _best(sheet: Sheet, relationship: Any) -> tuple[Expression, Expression, Expression, Expression] | None:
    """Ceiling, k, what a won customer is worth, and the spend at which the last unit just returns itself."""
    found = _speed(sheet, relationship)
    if found is None:
        return None
    ceiling, speed = found
    said = relationship.response.worth
    worth = sheet.money(said, "worth", "M") if said is not None else gross_value(sheet, relationship)
    returns = ceiling * speed * worth
    if least(sheet, returns) <= 0:
        raise Absent("a customer who is won may be worth nothing", relationship.response.here)
    return ceiling, speed, worth, Operation("max", (sheet.number(0), returns.log() / speed))


def _best_spend(sheet: Sheet, relationship: Any) -> Expression | None:
    found = _best(sheet, relationship)
    return None if found is None else found[3]


def _best_rate(sheet: Sheet, relationship: Any) -> Expression | None:
    found = _best(sheet, relationship)
    return None if found is None else expression_of(unit.response_rate(*map(plain, (found[0], found[1], found[3]))))


def _surplus(sheet: Sheet, relationship: Any) -> Expression | None:
    """What a prospect leaves at the best spend: rate × worth − spend."""
    found = _best(sheet, relationship)
    if found is None:
        return None
    rate: Any = unit.response_rate(plain(found[0]), plain(found[1]), plain(found[3]))
    return expression_of(rate) * found[2] - found[3]


# ---- Loyalty programmes (C27) ----------------------------------------------------------------


def _rewards(sheet: Sheet, programme: Any) -> Expression | None:
    """The share of sales that goes into rewards; all points count as used where nothing is said."""
    if programme.earns is None or programme.point_value is None:
        return None
    used: Any = Fraction(1)
    if programme.redemption is not None:
        used = sheet.share(programme.redemption, "redemption", "u")
    points = sheet.take(programme.earns, "earns", "e")
    worth = sheet.money(programme.point_value, "point-value", "p")
    return expression_of(programmes.reward_share(plain(points), plain(worth), used))


def _running(sheet: Sheet, programme: Any) -> Expression:
    """What running it costs, as a share of what the members' segments spend with the firm."""
    if programme.cost is None:
        return sheet.number(0)
    relationship = sheet.holders[-1]
    segments = named(sheet.canvas, programme.segments) or named(
        sheet.canvas, (each.segment for each in relationship.segments)
    )
    cost: Quantity = programme.cost.value
    paid = sheet.money(cost, "cost", "F")
    sales = [
        sheet.money(sheet.need(each.spend, each, "spend"), f"spend of {called(each)}", "s", per=cost.period)
        * sheet.count(sheet.need(each.customers, each, "customers"), f"customers of {called(each)}", "N")
        for each in segments
    ]
    if cost.period is None or not sales:
        raise Absent("what running the programme costs can't be held against sales of a period", programme.cost.here)
    return paid / total(sales)


def _programme_cost(sheet: Sheet, programme: Any) -> Expression | None:
    rewards = _rewards(sheet, programme)
    if rewards is None and programme.cost is None:
        return None
    return (rewards or sheet.number(0)) + _running(sheet, programme)


def _programme_uplift(sheet: Sheet, programme: Any) -> Expression | None:
    """From how many more sales on it pays; the extra sales earn rewards too."""
    rewards = _rewards(sheet, programme)
    if programme.margin is None or (rewards is None and programme.cost is None):
        return None
    rewards = rewards or sheet.number(0)
    leaves = sheet.share(programme.margin, "margin", "m")
    if least(sheet, leaves - rewards) <= 0:
        raise Absent("rewards may take all that a sale leaves, so that no uplift is enough", programme.margin.span)
    return (rewards + _running(sheet, programme)) / (leaves - rewards)


# ---- Budgets ------------------------------------------------------------------------------------


def _winning_to_keeping(sheet: Sheet, relationship: Any) -> Expression | None:
    """What winning a customer costs over what keeping one costs in a year."""
    if not says_cost(relationship) or relationship.retention_cost is None:
        return None
    return acquisition_cost(sheet, relationship) / sheet.money(relationship.retention_cost, "retention-cost", "k",
                                                               per="year")  # fmt: skip


def _keeping_share(sheet: Sheet, _: Any) -> Expression | None:
    """Of the budgets with an objective, what goes to keeping and growing; one with both sorts counts half for each."""
    parts = [(each, sheet.money(budget, f"budget of {called(each)}", "B", per="year"))
             for each, budget in _budgets(sheet)]  # fmt: skip
    if not parts:
        return None
    keeping = total(
        amount * Fraction(sum(each in ("keep", "grow") for each in effort.objectives), len(effort.objectives))
        for effort, amount in parts
    )
    return keeping / total(amount for _, amount in parts)


def _budgets(sheet: Sheet) -> Iterator[tuple[Any, Quantity]]:
    for effort in (*decided(sheet.canvas.tactics), *decided(sheet.canvas.strategies)):
        budget = effort.budget if effort.word == "tactic" else effort.cost.value if effort.cost is not None else None
        if effort.objectives and budget is not None:
            yield effort, budget


def _cost_per_response(sheet: Sheet, tactic: Any) -> Expression | None:
    if tactic.budget is None or tactic.response is None or tactic.reaches is None:
        return None
    reached = sheet.count(tactic.reaches, "reaches", "n")
    budget = sheet.money(tactic.budget, "budget", "B", per=tactic.reaches.period)
    if tactic.reaches.period is None and tactic.budget.period is not None:
        raise Absent("`reaches` does not say in which period", tactic.reaches.span)
    return budget / (reached * sheet.share(tactic.response, "response", "a"))


def _return(sheet: Sheet, case: Any) -> Expression | None:
    """What a what-if brings with all customers for what it takes: ΔCLV × n / budget."""
    if case.budget is None:
        return None
    relationship = sheet.holders[-1]
    segments = named(sheet.canvas, (each.segment for each in relationship.segments))
    customers = total(
        sheet.count(sheet.need(each.customers, each, "customers"), f"customers of {called(each)}", "N")
        for each in segments
    )
    return case_difference(sheet, case) * customers / sheet.money(case.budget, "budget", "B")


# ---- What single measures bring --------------------------------------------------------------------


def _prediction(sheet: Sheet, prediction: Any) -> Expression | None:
    """Uplift × reached customers × margin − cost, in a month."""
    if prediction.uplift is None or prediction.reaches is None:
        return None
    relationship = sheet.holders[-1]
    sheet.need(relationship.margin, relationship, "margin")
    leaves = margin(sheet, relationship, "month")
    brought = sheet.share(prediction.uplift, "uplift", "u") * sheet.count(prediction.reaches, "reaches", "n") * leaves
    sheet.unit = f"{sheet.currency} per month"
    if prediction.cost is None:
        return brought
    return brought - sheet.money(prediction.cost, "cost", "F", per="month")


def _contact_cost(sheet: Sheet, interact: Any) -> Expression | None:
    """What contacts with one customer cost in a month; where nobody says how many there are, what one costs."""
    if interact.cost is None:
        return None
    cost = sheet.money(interact.cost, "cost-per-contact", "v")
    contacts = sheet.holders[-1].contacts
    sheet.unit = f"{sheet.currency} per contact" if contacts is None else f"{sheet.currency} per month per customer"
    return cost if contacts is None else cost * sheet.count(contacts, "contacts", "n", per="month")


def _customising(sheet: Sheet, customize: Any) -> Expression | None:
    """What doing it differently brings on top, less what it costs, in a month."""
    if customize.extra_margin is None or customize.cost is None:
        return None
    more = sheet.money(customize.extra_margin, "extra-margin", "m", per="month")
    sheet.unit = f"{sheet.currency} per month"
    return more - sheet.money(customize.cost, "cost", "v", per="month")


KINDS = (
    Kind(name="response-speed", title="How fast spending wins prospects (k)", group=GROUP, register=("C24",),
         theory=("T-ECO-11",), of=_OF, unit="", make=_response_speed),
    Kind(name="best-spend", title="What to spend on a prospect at most", group=GROUP, register=("C24",),
         theory=("T-ECO-11", "T-CUS-11"), of=_OF, unit="money", make=_best_spend),
    Kind(name="best-response", title="The share who are won at that", group=GROUP, register=("C24",),
         theory=("T-ECO-11",), of=_OF, unit="share", make=_best_rate),
    Kind(name="best-surplus", title="What a prospect leaves at that", group=GROUP, register=("C24",),
         theory=("T-ECO-11",), of=_OF, unit="money", make=_surplus),
    Kind(name="programme-cost", title="What a loyalty programme takes of sales", group=GROUP, register=("C27",),
         theory=("T-STR-5",), of=("programme",), unit="share", make=_programme_cost),
    Kind(name="break-even-uplift", title="From how many more sales on it pays", group=GROUP, register=("C27",),
         theory=("T-STR-5",), of=("programme",), unit="share", make=_programme_uplift),
    Kind(name="winning-to-keeping", title="How many times winning costs what keeping costs in a year", group=GROUP,
         register=(), theory=("T-ECO-1", "T-BEN-3"), of=_OF, unit="ratio", make=_winning_to_keeping),
    Kind(name="keeping-share", title="Budget that goes to keeping and growing", group=GROUP, register=(),
         theory=("T-CUS-11",), of=(), unit="share", make=_keeping_share),
    Kind(name="cost-per-response", title="What one response costs", group=GROUP, register=(), theory=("T-SEG-5",),
         of=("tactic",), unit="money", make=_cost_per_response),
    Kind(name="what-if-return", synonyms=("roi",), title="What the other case brings for what it takes", group=GROUP,
         register=(), theory=("T-MEA-3",), of=("what-if",), unit="ratio", make=_return),
    Kind(name="prediction-value", title="What a forecast brings in a month", group=GROUP, register=(),
         theory=("T-CRM-6",), of=("predict",), unit="money", make=_prediction),
    Kind(name="contact-cost", title="What contacts with one customer cost", group=GROUP, register=(),
         theory=("T-IDIC-3",), of=("interact",), unit="money", make=_contact_cost),
    Kind(name="customising-gain", title="What doing it differently leaves", group=GROUP, register=(),
         theory=("T-IDIC-4", "T-STR-2"), of=("customize",), unit="money", make=_customising),
)  # fmt: skip
