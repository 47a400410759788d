"""Why a figure is absent, in the reader's language: the reasons are English, as all that is said to authors, and those
that readers of a brief meet are known by their forms."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from canvasdsl.views.phrasing import Phrasing

__all__ = ["FORMS", "told_absence"]

FORMS: Mapping[str, str] = MappingProxyType({
    "several_plans": "`{name}` says nothing of `customers`, and pays for plans of several streams, so that some "
                     "customers may be on several plans",
    "nothing_of": "`{name}` says nothing of `{word}`",
    "no_period": "`{name}` does not say in which period",
    "volume_without_period": "the volume of `{name}` does not say in which period",
    "two_periods": "both the price and the volume of `{name}` say a period",
    "no_payer": "`{name}` does not say who pays (`from`)",
    "price_of_many": "the price of `{name}` is per {unit}, which one volume can't count",
    "price_of_another": "the price of `{name}` is per {unit}, and its volume counts {other}",
    "plans_of_many": "its plans are not priced for the same thing",
    "retention_without_period": "the retention does not say in which period",
    "churn_without_period": "the churn does not say in which period",
    "discount_too_high": "money that counts nothing or less after a period has no value today",
    "margin_falls": "a margin that falls by all of itself or more leaves nothing to grow",
    "nothing_spent": "the acquisition says nothing of what is spent",
    "nobody_won": "it may be that nobody is won (`new-customers`), so that nothing is spent on one",
    "value_without_end": "customers stay so surely, or margins grow so fast, that the value has no end: "
                         "1 + i − r·(1 + g) is not above 0",
    "no_accounts": "a representative may have no accounts, so that the cost is nobody's",
    "cost_of_what": "the variable cost of `{name}` does not say of what, or in which period",
    "unsold": "nothing is sold that is priced per {unit}, as `{name}` is",
    "for_another": "`{sold}` is priced per {unit}, and `{name}` is for something else that is sold",
    "customers_unknown": "nothing says how many customers there are, for each of whom `{name}` is paid",
    "too_many": "`{name}` makes more than a million times as many in a {period}",
    "no_exchange": "`{name}` is in {unit} and other amounts are in {other}, and no `exchange` says what one is worth "
                   "in the other",
    "share_on_plan": "customers of `{name}` are on `{plan}`, and nothing says how many of those on it they are",
    "nobody_leaves": "it may be that nobody leaves, so that the time has no end",
    "never_back": "a customer may leave nothing, so that it is never paid back",
    "not_sold": "`{name}` is not sold in the month of which figures are",
    "paid_once": "`{name}` is paid once, and is no cost of a period",
    "costs_nothing": "`{name}` costs nothing in the month of which figures are",
    "covers_nothing": "sales may leave nothing towards the fixed costs, so that no volume covers them",
    "no_profit": "there may be no profit, so that nothing says by how much it moves",
    "ends_on": "an amount ends on {date}, and `canvas` does not say when month 1 begins (`start`)",
    "begins_on": "an amount begins on {date}, and `canvas` does not say when month 1 begins (`start`)",
    "no_money": "the model says no prices or no costs, so that there is nothing to project",
    "divides_by_zero": "it would divide by zero",
    "ranges_divide_by_zero": "it would divide by zero somewhere in the ranges",
})  # fmt: skip
"""The forms as the figures give them, the longer before the shorter; a catalogue has them below `absent`."""
_PLACE = re.compile(r"\\{([a-z]+)\\}")


def told_absence(reason: str, say: Phrasing) -> tuple[str, str]:
    """The reason in the reader's language; one of no known form as it is, with the mark of English."""
    if not say.in_english:
        return reason, ""
    for key, form in _expressions():
        found = form.fullmatch(reason)
        if found is not None:
            return say.wording(f"absent.{key}", **found.groupdict()), ""
    return reason, say.in_english


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(form)))) for key, form in FORMS.items())
