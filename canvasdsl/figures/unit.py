"""What one customer or one unit costs and leaves (C15, C19, C24 to C26, C33 to C35).

Amounts are of one currency and one period; shares are of 1.
"""

from collections.abc import Iterable
from fractions import Fraction

from canvasdsl.figures.exact import exponential, logarithm

__all__ = [
    "acquisition_cost", "best_spend", "break_even_volume", "concentration", "contribution", "cost_to_serve",
    "loss_from_dissatisfaction", "operating_leverage", "payback", "response_rate", "response_speed", "value_to_cost",
]  # fmt: skip


def acquisition_cost(spending: Iterable[Fraction], new_customers: Fraction) -> Fraction:
    """What winning one customer costs: all spending of a period over the customers won in it, money (C15, standard)."""
    return sum(spending, Fraction(0)) / new_customers


def value_to_cost(lifetime_value: Fraction, acquisition_cost: Fraction) -> Fraction:
    """How many times a customer is worth what winning one costs; the value is before that cost (C19, Skok)."""
    return lifetime_value / acquisition_cost


def payback(acquisition_cost: Fraction, margin: Fraction) -> Fraction:
    """After how many periods the margin of a customer has returned what winning one cost (C19, Skok)."""
    return acquisition_cost / margin


def response_speed(ceiling: Fraction, spend: Fraction, rate: Fraction) -> Fraction:
    """The k of a response curve that has `rate` at `spend`: −ln(1 − rate / ceiling) / spend, per money (C24)."""
    return -logarithm(1 - rate / ceiling) / spend


def response_rate(ceiling: Fraction, speed: Fraction, spend: Fraction) -> Fraction:
    """The share of prospects who are won at a spend on each: c(1 − e^(−kA)) (C24, Blattberg & Deighton 1996)."""
    return ceiling * (1 - exponential(-speed * spend))


def best_spend(ceiling: Fraction, speed: Fraction, worth: Fraction) -> Fraction:
    """The spend on a prospect at which the last unit just returns itself: max(0, ln(ckM) / k), money (C24)."""
    returns = ceiling * speed * worth
    return max(Fraction(0), logarithm(returns) / speed) if returns > 0 else Fraction(0)


def cost_to_serve(
    contacts: Fraction, minutes: Fraction, wage: Fraction, rep_cost: Fraction = Fraction(0),
    accounts: Fraction = Fraction(1),
) -> Fraction:  # fmt: skip
    """What serving one customer costs in the period of `contacts` and `rep_cost`: money (C25).

    contacts × minutes / 60 × wage of an hour + cost of a representative / accounts.
    """
    return contacts * minutes / 60 * wage + rep_cost / accounts


def loss_from_dissatisfaction(
    customers: Fraction, unhappy: Fraction, leave: Fraction, spend: Fraction, periods: Fraction,
    margin: Fraction = Fraction(1),
) -> Fraction:  # fmt: skip
    """What is lost when the unhappy leave: N × unhappy × leave × spend × periods × margin, money (C26)."""
    return customers * unhappy * leave * spend * periods * margin


def concentration(shares: Iterable[Fraction]) -> Fraction:
    """How concentrated a mix is, from near 0 to 1: Σ s²; one over it is the number of equal parts (C33, Herfindahl)."""
    return sum((share * share for share in shares), Fraction(0))


def contribution(price: Fraction, variable_cost: Fraction) -> Fraction:
    """What one unit leaves towards the fixed costs: p − v, money (C34, contribution accounting)."""
    return price - variable_cost


def break_even_volume(fixed: Fraction, price: Fraction, variable_cost: Fraction) -> Fraction:
    """How many units just cover the fixed costs: F / (p − v), for p above v (C34, contribution accounting)."""
    return fixed / contribution(price, variable_cost)


def operating_leverage(contribution: Fraction, fixed: Fraction) -> Fraction:
    """By how many per cent profit moves when sales move by one: contribution / (contribution − fixed) (C35)."""
    return contribution / (contribution - fixed)
