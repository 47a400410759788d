"""What our formulas make of the published tables that take several steps or the same inputs again (annex E.1)."""

from decimal import Decimal
from fractions import Fraction

from canvasdsl.figures import lifetime, perception, programmes, unit
from canvasdsl.figures.lifetime import AFTER_RETENTION
from canvasdsl.figures.retention_curve import RetentionCurve, fit_retention
from canvasdsl.figures.what_ifs import value_table

__all__ = [
    "DISCOUNTS", "HIGH_END", "OWN", "REGULAR", "RETENTIONS", "RIVAL", "TABLE", "best", "cell", "cohort", "curve",
    "exact", "loss", "mean_churn", "multiple", "net_4_you", "perceived", "price_trap", "programme", "programme_uplift",
    "quality", "ratio", "shares", "speed", "uplift", "value", "volume",
]  # fmt: skip


def exact(number: str | int) -> Fraction:
    """A number of a table as an exact fraction."""
    return Fraction(number)


def multiple(retention: str, discount: str, growth: str = "0", convention: str = AFTER_RETENTION) -> Fraction:
    """By how many margins a customer is worth."""
    return lifetime.multiple(Fraction(retention), Fraction(discount), convention, Fraction(growth))


def value(margin: str, retention: str, discount: str, convention: str, cost: str = "0") -> Fraction:
    """A lifetime value, less what winning the customer costs."""
    return lifetime.lifetime_value(Fraction(margin), Fraction(retention), Fraction(discount), convention,
                                   acquisition_cost=Fraction(cost))  # fmt: skip


# ---- Multiples ------------------------------------------------------------------------

RETENTIONS, DISCOUNTS = (".6", ".7", ".8", ".9"), (".10", ".12", ".14", ".16")
TABLE = (
    ("1.20", "1.15", "1.11", "1.07"), ("1.75", "1.67", "1.59", "1.52"), ("2.67", "2.50", "2.35", "2.22"),
    ("4.50", "4.09", "3.75", "3.46"),
)  # fmt: skip


def cell(row: int, column: int) -> Fraction:
    """A cell of the table of multiples: V03."""
    found = value_table(Fraction(1), [*map(Fraction, RETENTIONS)], [*map(Fraction, DISCOUNTS)], AFTER_RETENTION)
    each = found[row][column]
    assert each is not None
    return each


# ---- The cohort ------------------------------------------------------------------------

_SURVIVORS = (100, 90, 80, 72, 60, 48, 34, 23, 12, 6, 2)
_REVENUE = (100, 110, 120, 125, 130, 135, 140, 142, 143, 145)
_COST = (70, 72, 75, 76, 78, 79, 80, 81, 82, 83)


def cohort(cost: int) -> Fraction:
    """What the cohort of V10 is worth, less what winning one cost."""
    margins = [Fraction(brings - costs) for brings, costs in zip(_REVENUE, _COST, strict=True)]
    return lifetime.cohort_value([*map(Fraction, _SURVIVORS)], margins, Fraction(".1"), acquisition_cost=Fraction(cost))


REGULAR = (1000, 631, 468, 382, 326, 289, 262, 241)
HIGH_END = (1000, 869, 743, 653, 593, 551, 517, 491)
"""How many of 1,000 customers were left after each of seven years, in the two segments of V31 and V32."""


def curve(left: tuple[int, ...]) -> RetentionCurve:
    """The curve of retention that fits such counts."""
    return fit_retention(left)


def mean_churn(left: tuple[int, ...]) -> Fraction:
    """The share who leave in the first period, by that curve."""
    return 1 - curve(left).retention(1)


# ---- What takes several steps --------------------------------------------------------------


def uplift(cost: int) -> Fraction:
    """By how many per cent the value of V17 rises, at such a cost of winning a customer."""
    found = lifetime.retention_uplift(Fraction(".8"), Fraction(".85"), Fraction(".1"), AFTER_RETENTION,
                                      margin=Fraction(100), acquisition_cost=Fraction(cost))  # fmt: skip
    assert found is not None
    return found * 100


def net_4_you() -> Fraction:
    """The retention at which the dearer offer of V09 is worth as much."""
    found = lifetime.break_even_retention(exact("18.95"), exact("18.75"), exact(".788"), exact(".01"),
                                          AFTER_RETENTION)  # fmt: skip
    assert found is not None
    return found


def speed() -> Fraction:
    """The k of the response of V25."""
    return unit.response_speed(exact(".4"), exact(5), exact(".1"))


def best() -> Fraction:
    """The best spend of V25."""
    return unit.best_spend(exact(".4"), speed(), exact(50))


def programme() -> Fraction:
    """The share of sales that the rewards of V24 take."""
    return programmes.reward_share(exact(1), exact(".01"), exact(".7"))


def programme_uplift() -> Fraction:
    """From how many per cent more sales on the programme of V24 pays."""
    found = programmes.break_even_uplift(programme(), exact(".35"))
    assert found is not None
    return found * 100


OWN, RIVAL = ((Decimal(120), Decimal(90)), (Decimal(110), Decimal(85)))


def perceived(offer: tuple[Decimal, Decimal]) -> Decimal:
    """What an offer of V20 is worth: benefits less costs."""
    return perception.customer_value([offer[0]], [offer[1]])


def ratio(offer: tuple[Decimal, Decimal]) -> Fraction:
    """The benefits of an offer of V20 for one unit of its costs."""
    found = perception.value_ratio([offer[0]], [offer[1]])
    assert found is not None
    return found


def quality() -> Fraction:
    """The quality ratio of V21."""
    marks = {"a": ("0.40", 8, 7), "b": ("0.35", 7, 8), "c": ("0.25", 9, 8)}
    found = perception.market_perceived_quality(
        {name: Decimal(weight) for name, (weight, _, _) in marks.items()},
        {name: Decimal(own) for name, (_, own, _) in marks.items()},
        {name: Decimal(rival) for name, (_, _, rival) in marks.items()},
    )
    assert found is not None
    return found


def loss(margin: str) -> Fraction:
    """The loss of V22 at such a margin."""
    return unit.loss_from_dissatisfaction(exact(2000), exact(".1"), exact(".3"), exact(40), exact(12),
                                          exact(margin))  # fmt: skip


def price_trap() -> perception.PriceChange:
    """The change of price of V29."""
    return perception.price_change(Decimal(20), Decimal(18), Decimal(8), Decimal(1))


def volume() -> Fraction:
    """How many per cent more must be sold after it."""
    needed = price_trap().volume_needed
    assert needed is not None
    return needed * 100


def shares() -> Fraction:
    """The concentration of the mix of V26."""
    return unit.concentration([exact(".6"), exact(".3"), exact(".1")])
