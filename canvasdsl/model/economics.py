"""What a customer costs and is worth: acquisition, lifetime value, cohorts, what-ifs, changes of price (part 12)."""

from canvasdsl.model.common import Block
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import TEXT_VALUE, YES_NO, Choice, count, duration, money, number, rate, share
from canvasdsl.model.vocabulary import block, prop, slot

__all__ = ["CONVENTIONS", "Acquisition", "AcquisitionResponse", "Change", "Cohort", "Fee", "WhatIf"]

CONVENTIONS = Choice(
    "timing convention",
    ("after-retention", "The first margin falls after the first retention.", "T-ECO-4", "first-after-retention"),
    ("immediate", "The first margin falls at once.", "T-ECO-4"),
    ("end-of-first", "The first margin falls at the end of the first period, surely.", "T-ECO-4"),
)


@block("acquisition", theory=("T-ECO-7",), singular=True)
class Acquisition(Block):
    """What winning customers costs in a period, with all that belongs to it, and how many come."""

    advertising: Quantity | None = prop("advertising", money("3_000 EUR per month", least=0), "Media and printing.",
                                        theory=("T-ECO-7",))
    sales: Quantity | None = prop("sales", money("1_500 EUR per month", least=0), "People who sell.",
                                  theory=("T-ECO-7",))
    incentive: Quantity | None = prop("incentive", money("500 EUR per month", least=0), "Gifts and first discounts.",
                                      theory=("T-ECO-7",))
    setup: Quantity | None = prop("setup", money("400 EUR per month", least=0), "Opening an account, the first steps.",
                                  theory=("T-ECO-7",))
    new_customers: Quantity | None = prop("new-customers", count("60 per month", per="may"), "How many come for it.",
                                          theory=("T-ECO-7",))


@block("cohort", theory=("T-ECO-5",))
class Cohort(Block):
    """A group that began together, period by period: how many are left, what one of them brings and costs."""

    text: str | None = slot(TEXT_VALUE, "Who they are.")
    every: Quantity | None = prop("every", duration("1 year"), "How long one period is; a year where nothing is said.",
                                  theory=("T-ECO-5",))
    survivors: tuple[Quantity, ...] = prop("survivors", count("100, 90, 80"), "How many are left, from the start on.",
                                           theory=("T-ECO-5",), many=True)
    path: str | None = prop("file", TEXT_VALUE, "A CSV file with the survivors, a row for each period, in their place.",
                            theory=("T-ECO-5",))
    revenue: tuple[Quantity, ...] = prop("revenue", money("100, 110 EUR", least=0), "What one brings, from the first "
                                         "period on.", theory=("T-ECO-5",), many=True)
    cost: tuple[Quantity, ...] = prop("cost", money("70, 72 EUR", least=0), "What one costs, from the first period on.",
                                      theory=("T-ECO-5",), many=True)
    inflow: str | None = prop("inflow", YES_NO, "Whether others join later.", theory=("T-ECO-5",))
    acquisition_cost: Quantity | None = prop("acquisition-cost", money("40 EUR", least=0), "What winning one cost.",
                                             theory=("T-ECO-5",))


@block("what-if", theory=("T-ECO-9", "T-ECO-2"))
class WhatIf(Block):
    """Another case than the present one: `what-if "half the spend" { retention 99% per month; margin … }`."""

    text: str | None = slot(TEXT_VALUE, "What would be different.")
    retention: Quantity | None = prop("retention", rate("95% per month"), "The share who would stay.",
                                      theory=("T-ECO-9",))
    retention_cost: Quantity | None = prop("retention-cost", money("0.70 EUR per month per customer", least=0), "What "
                                           "keeping them would cost.", theory=("T-ECO-9",))
    margin: Quantity | None = prop("margin", money("18 EUR per month per customer"), "The margin of a customer then.",
                                   theory=("T-ECO-9",))
    acquisition_cost: Quantity | None = prop("acquisition-cost", money("9 EUR", least=0), "What winning one would "
                                             "cost.", theory=("T-ECO-10",))
    budget: Quantity | None = prop("budget", money("2_000 EUR", least=0), "What it takes once to get there.",
                                   theory=("T-MEA-3",))


@block("response", theory=("T-ECO-11",), singular=True)
class AcquisitionResponse(Block):
    """How the share of prospects who are won answers to what is spent on one: `ceiling 40%; spend 5 EUR; rate 10%`."""

    ceiling: Quantity | None = prop("ceiling", share("40%", most=None), "The share that no money can exceed.",
                                    theory=("T-ECO-11",))
    spend: Quantity | None = prop("spend", money("5 EUR", least=0), "What is spent on a prospect now.",
                                  theory=("T-ECO-11",))
    rate: Quantity | None = prop("rate", share("10%"), "The share who are won at that.", theory=("T-ECO-11",))
    worth: Quantity | None = prop("worth", money("50 EUR"), "What a customer is worth who was won.",
                                  theory=("T-ECO-11",))
    shape: str | None = prop(
        "shape",
        Choice("shape of the response", ("saturating", "Each further euro wins less.", "T-ECO-11"),
               ("linear", "Each further euro wins the same.", "T-ECO-11")),
        "Saturating or linear.", theory=("T-ECO-11",),
    )  # fmt: skip


@block("change", theory=("T-VAL-8",))
class Change(Block):
    """A change of price or service that is thought of, and what it does to the margin."""

    text: str | None = slot(TEXT_VALUE, "What would change.")
    price: Quantity | None = prop("price", money("18 EUR"), "The new price.", theory=("T-VAL-8",))
    service: str | None = prop(
        "service",
        Choice("change of service", ("more", "Customers get more.", "T-VAL-8", "better"),
               ("same", "It stays.", "T-VAL-8"), ("less", "Customers get less.", "T-VAL-8", "worse")),
        "More, the same or less service.", theory=("T-VAL-8",),
    )  # fmt: skip
    unit_cost: Quantity | None = prop("unit-cost", money("8 EUR", least=0), "What one costs you now.",
                                      theory=("T-VAL-8",))
    extra_cost: Quantity | None = prop("extra-cost", money("1 EUR"), "What one costs more.", theory=("T-VAL-8",))
    volume_change: Quantity | None = prop("volume-change", share("35%", least=-100, most=None), "How much more is sold "
                                          "because of it.", theory=("T-VAL-8",))


@block("fee", theory=("T-LT-3", "T-SAT-7"))
class Fee(Block):
    """Something to pay beside the price, and when the customer is told: `fee "Booking" 3 EUR { told before }`."""

    text: str | None = slot(TEXT_VALUE, "What it is for.")
    amount: Quantity | None = slot(number("3 EUR"), "How much.")
    type: str | None = prop(
        "type",
        Choice("kind of fee", ("fee", "For something that is done.", "T-LT-3"),
               ("penalty", "For something that the customer did.", "T-SAT-7")),
        "A fee or a penalty.", theory=("T-SAT-7",),
    )  # fmt: skip
    told: str | None = prop(
        "told",
        Choice("moment", ("before", "Before they buy.", "T-LT-3"), ("at-payment", "When they pay.", "T-LT-3"),
               ("after", "When they have paid.", "T-LT-3"), ("never", "They find it on the bill.", "T-LT-3")),
        "When customers are told.", theory=("T-LT-3",),
    )  # fmt: skip
