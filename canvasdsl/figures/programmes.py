"""What a loyalty programme costs and from which extra sales on it pays (C27). Shares lie between 0 and 1."""

from fractions import Fraction

__all__ = ["break_even_uplift", "reward_share"]


def reward_share(earns: Fraction, point_value: Fraction, redemption: Fraction) -> Fraction:
    """The share of sales that goes into rewards: points for each unit of money spent, what one is worth in the same
    money, and the share of points that are used. One point a euro, 0.01 EUR a point, 70% used: 0.007.

    Dowling & Uncles 1997, Sloan Management Review; the form is the register's own.
    """
    return earns * point_value * redemption


def break_even_uplift(cost: Fraction, margin: Fraction, *, running: Fraction = Fraction(0)) -> Fraction | None:
    """By which share members must buy more so that the programme costs nothing: (cost + running) ÷ (margin − cost).

    All are shares of the sales before it: `cost` what rewards take of each sale, `running` what it costs whatever is
    sold, `margin` what a sale leaves before the programme. The extra sales earn rewards too, so that the simple form
    cost ÷ margin is too low. `None` where the margin does not exceed the cost: then no uplift is enough.
    """
    return (cost + running) / (margin - cost) if margin > cost else None
