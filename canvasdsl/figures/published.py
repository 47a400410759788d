"""The published tables of the field and what our formulas make of them, so that anybody can see whether they agree.

Where a book printed an answer, `published` says so; of a `task` it printed the question alone, and the answer is ours;
`remembered` is known from the literature and was not checked word for word; `made up` stands here for tests alone.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import attrs

from canvasdsl.figures import lifetime, perception, periods, unit
from canvasdsl.figures.lifetime import AFTER_RETENTION, END_OF_FIRST, IMMEDIATE
from canvasdsl.figures.recomputed import (
    DISCOUNTS,
    HIGH_END,
    OWN,
    REGULAR,
    RETENTIONS,
    RIVAL,
    TABLE,
    best,
    cell,
    cohort,
    curve,
    exact,
    loss,
    mean_churn,
    multiple,
    net_4_you,
    perceived,
    price_trap,
    programme,
    programme_uplift,
    quality,
    ratio,
    shares,
    speed,
    uplift,
    value,
    volume,
)

__all__ = ["CASES", "STATUSES", "Case", "Number", "agrees"]

STATUSES = ("published", "task", "remembered", "made up")


@attrs.frozen
class Number:
    """A number as it is printed, and how it is computed. The tolerance is half a unit of its last digit, or said."""

    what: str
    expected: str
    compute: Callable[[], Fraction]
    within: str = ""

    @property
    def tolerance(self) -> Fraction:
        """How far the computed number may be from the printed one."""
        if self.within:
            return Fraction(self.within)
        exponent = Decimal(self.expected).as_tuple().exponent
        assert isinstance(exponent, int)
        return Fraction(Decimal(5).scaleb(exponent - 1))


@attrs.frozen
class Case:
    """A table of the literature: where it stands, how far it is confirmed, and its numbers."""

    id: str
    title: str
    source: str
    status: str
    numbers: tuple[Number, ...]


def agrees(number: Number, computed: Fraction) -> bool:
    """Whether the computed number is the printed one, within the tolerance."""
    return abs(computed - Fraction(number.expected)) <= number.tolerance


_GUPTA = "Gupta & Lehmann, Customers as assets, 2003; Managing Customers as Investments, 2005"
_FARRIS = "Farris et al., Marketing Metrics: an internet provider"
_NET_4_YOU = "The case Net-4-You, with its posted answer"
_FADER = "Fader & Hardie, How to project customer retention, 2007"
_EXERCISE = "An exercise that the register gives without its author"
_OWN_EXAMPLE = "An example of this register"

CASES = (
    Case("V01", "The margin multiple", _GUPTA, "published", (
        Number("retention 80%, discount 10%", "2.67", lambda: multiple(".8", ".1")),
    )),
    Case("V02", "The margin multiple", _GUPTA, "remembered", (
        Number("retention 90%, discount 12%", "4.09", lambda: multiple(".9", ".12")),
    )),
    Case("V03", "A table of multiples", _GUPTA, "remembered", tuple(
        Number(f"retention {float(stays):.0%}, discount {float(rate):.0%}", TABLE[row][column],
               lambda row=row, column=column: cell(row, column))  # type: ignore[misc]
        for row, stays in enumerate(RETENTIONS) for column, rate in enumerate(DISCOUNTS)
    )),
    Case("V04", "The multiple where margins grow, retention 90%, discount 12%", _GUPTA, "remembered", tuple(
        Number(f"growth {float(grows):.0%}", expected,
               lambda grows=grows: multiple(".9", ".12", grows))  # type: ignore[misc]
        for grows, expected in (("0", "4.09"), (".02", "4.46"), (".04", "4.89"), (".06", "5.42"), (".08", "6.08"))
    )),
    Case("V05", "Lifetime value with the first margin at once", _FARRIS, "published", (
        Number("19.95 − 1.50 − 0.50 a month, retention 99.5%, discount 1%", "1209",
               lambda: value("17.95", ".995", ".01", IMMEDIATE)),
        Number("its factor", "67.33", lambda: multiple(".995", ".01", convention=IMMEDIATE)),
    )),
    Case("V06", "The same after the first retention", _FARRIS, "remembered", (
        Number("lifetime value", "1191", lambda: value("17.95", ".995", ".01", AFTER_RETENTION)),
    )),
    Case("V07", "The same with half the spending and twice the churn", _FARRIS, "task", (
        Number("lifetime value: do not cut", "919.10", lambda: value("18.20", ".99", ".01", IMMEDIATE)),
        Number("its factor", "50.5", lambda: multiple(".99", ".01", convention=IMMEDIATE)),
    )),
    Case("V08", "Lifetime value of a subscriber", _NET_4_YOU, "published", (
        Number("18.95 a month, retention 78.8%, discount 1% (the posted number is cut off, not rounded)", "67.2639",
               lambda: value("18.95", ".788", ".01", AFTER_RETENTION), within="0.0001"),
    )),
    Case("V09", "The retention that pays for 0.20 more a month", _NET_4_YOU, "task", (
        Number("break-even retention", "0.789832", net_4_you),
        Number("in points more", "0.183", lambda: (net_4_you() - exact(".788")) * 100),
    )),
    Case("V10", "A cohort of 100 over ten years, discount 10%, 40 to win one", "Kotler & Keller, Marketing Management",
         "published", (
        Number("present value (the book rounded its rows first)", "13286.52", lambda: cohort(0), within="0.015"),
        Number("less what winning them cost", "9286.52", lambda: cohort(40), within="0.015"),
        Number("each", "92.87", lambda: cohort(40) / 100),
    )),
    Case("V11", "Ten years of groceries, 10 a week, discount 5%", _EXERCISE, "task", (
        Number("present value", "4015.30", lambda: lifetime.annuity(exact(520), exact(".05"), 10)),
    )),
    Case("V12", "A mail-order customer: margin 150, retention 55%, discount 10%, 100 to win", "A task on L.L. Bean",
         "task", (
        Number("after the first retention", "50.00", lambda: value("150", ".55", ".1", AFTER_RETENTION, "100")),
        Number("the first margin at once", "200.00", lambda: value("150", ".55", ".1", IMMEDIATE, "100")),
    )),
    Case("V13", "How long customers stay", "The example by which Sharp discusses the claim of five per cent",
         "published", (
        Number("churn 10% a year", "10", lambda: lifetime.mean_life(exact(".9"))),
        Number("churn 5% a year", "20", lambda: lifetime.mean_life(exact(".95"))),
    )),
    Case("V14", "75 a month, churn 3%, 500 to win one, no discount", "Skok, SaaS metrics; the churn follows "
         "from the printed value", "published", (
        Number("lifetime value", "2500", lambda: value("75", ".97", "0", END_OF_FIRST)),
        Number("for each unit of acquisition cost", "5.0",
               lambda: unit.value_to_cost(value("75", ".97", "0", END_OF_FIRST), exact(500))),
        Number("months to payback", "6.7", lambda: unit.payback(exact(500), exact(75))),
    )),
    Case("V15", "All that is spent to win a customer", _EXERCISE, "task", (
        Number("10 + 5 + 10", "25", lambda: unit.acquisition_cost([exact(10), exact(5), exact(10)], exact(1))),
    )),
    Case("V16", "From a month to a year", _EXERCISE, "task", (
        Number("churn 3% a month, in % a year", "30.62",
               lambda: 100 * (1 - periods.retention_in(exact(".97"), "month", "year"))),
    )),
    Case("V17", "Five points more retention, from 80%, discount 10%, margin 100", _OWN_EXAMPLE, "made up", tuple(
        Number(f"{cost} to win a customer: % more value", expected,
               lambda cost=cost: uplift(cost))  # type: ignore[misc]
        for cost, expected in ((0, "27.5"), (100, "44.0"), (150, "62.9"), (200, "110.0"))
    )),
    Case("V18", "One per cent more retention", "Gupta, Lehmann & Stuart, Valuing customers, 2004: about 5% more "
         "firm value", "published", (
        Number("retention 90%, discount 12%: elasticity of the multiple", "5",
               lambda: lifetime.elasticity(exact(".9"), exact(".12"), AFTER_RETENTION)),
    )),
    Case("V19", "Net promoter score", _OWN_EXAMPLE, "made up", (
        Number("50 promoters, 30 passives, 20 detractors", "30", lambda: perception.promoter_score(
            exact(50), exact(30), exact(20))),
    )),
    Case("V20", "Perceived value: 120 − 90 beside 110 − 85", _OWN_EXAMPLE, "made up", (
        Number("own", "30", lambda: Fraction(perceived(OWN))),
        Number("the rival's", "25", lambda: Fraction(perceived(RIVAL))),
        Number("advantage", "5", lambda: Fraction(perception.advantage(perceived(OWN), [perceived(RIVAL)]) or 0)),
        Number("own ratio", "1.333", lambda: ratio(OWN)),
        Number("the rival's ratio", "1.294", lambda: ratio(RIVAL)),
    )),
    Case("V21", "Market-perceived quality ratio", _OWN_EXAMPLE, "made up", (
        Number(".40 · 8/7 + .35 · 7/8 + .25 · 9/8", "1.0446", quality),
    )),
    Case("V22", "Loss from dissatisfaction", _OWN_EXAMPLE, "made up", (
        Number("2,000 · 10% · 30% · 40 · 12, in sales", "28800", lambda: loss("1")),
        Number("at a margin of 35%", "10080", lambda: loss(".35")),
    )),
    Case("V23", "Break-even", _OWN_EXAMPLE, "made up", (
        Number("5,000 / (25 − 15)", "500", lambda: unit.break_even_volume(exact(5000), exact(25), exact(15))),
    )),
    Case("V24", "A loyalty programme: 1%, 70% redeemed, margin 35%", _OWN_EXAMPLE, "made up", (
        Number("cost in % of sales", "0.7", lambda: programme() * 100),
        Number("break-even uplift in %", "2.04", programme_uplift),
    )),
    Case("V25", "Spending on prospects: ceiling 40%, 10% at 5, worth 50", "The form of Blattberg & Deighton 1996; the "
         "numbers are made up", "made up", (
        Number("k", "0.057536", speed),
        Number("best spend", "2.440", best),
        Number("what it leaves", "0.1796",
               lambda: unit.response_rate(exact(".4"), speed(), best()) * 50 - best()),
    )),
    Case("V26", "Concentration of 60%, 30%, 10%", _OWN_EXAMPLE, "made up", (
        Number("Σ s²", "0.46", shares),
        Number("as many equal parts", "2.17", lambda: 1 / shares()),
    )),
    Case("V27", "Operating leverage", _OWN_EXAMPLE, "made up", (
        Number("contribution 60, fixed 45", "4.0", lambda: unit.operating_leverage(exact(60), exact(45))),
    )),
    Case("V28", "Renewals and effort", _OWN_EXAMPLE, "made up", (
        Number("170 of 200, in %", "85", lambda: perception.share_of(exact(170), exact(200)) * 100),
        Number("12 steps to 5: % less", "58.3", lambda: perception.effort_saved(exact(12), exact(5)) * 100),
    )),
    Case("V29", "The price trap: price 20 to 18, cost 8 to 9", _OWN_EXAMPLE, "made up", (
        Number("margin before", "12", lambda: Fraction(price_trap().before)),
        Number("margin after", "9", lambda: Fraction(price_trap().after)),
        Number("% more to sell", "33.3", volume),
    )),
    Case("V30", "Customer equity: 1,200 at 80% and 300 at 90%, discount 10%", _OWN_EXAMPLE, "made up", (
        Number("1,200 · 266.67 + 300 · 405", "441500", lambda: lifetime.customer_equity((
            (exact(1200), value("100", ".8", ".1", AFTER_RETENTION)),
            (exact(300), value("90", ".9", ".1", AFTER_RETENTION)),
        ))),
    )),
    *(Case(id, f"The curve of retention of a segment: {name}", _FADER, "published", (
        Number("α, fitted to the survivors of seven years", alpha,
               lambda left=left: curve(left).alpha),  # type: ignore[misc]
        Number("β", beta, lambda left=left: curve(left).beta),  # type: ignore[misc]
        Number("churn of the first year", churn, lambda left=left: mean_churn(left)),  # type: ignore[misc]
    )) for id, name, left, alpha, beta, churn in (
        ("V31", "Regular", REGULAR, "0.704", "1.182", "0.37"),
        ("V32", "High End", HIGH_END, "0.668", "3.806", "0.15"),
    )),
)  # fmt: skip
