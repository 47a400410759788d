"""Thresholds that no literature fixes: each has a default, and a file or `[tool.canvasdsl.thresholds]` may set it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from canvasdsl.model.entities import Entity
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import Number
from canvasdsl.model.vocabulary import block, prop, table_of

__all__ = ["Thresholds", "default_of", "threshold"]


def _default(value: str, *, least: float = 0, most: float | None = None) -> Number:
    """A number without unit whose example is what holds where nothing is said."""
    return Number("any", "never", least, most, value)


@block("thresholds", singular=True)
class Thresholds(Entity):
    """Where rules draw a line that no literature fixes: what you set here holds in place of the default."""

    segments: Quantity | None = prop("segments", _default("5"), "A first canvas has at most this many segments.",
                                     theory=("T-SEG-6",))
    items: Quantity | None = prop("items", _default("8"), "A block has at most about this many items.",
                                  theory=("T-BMC-0",))
    price_levels: Quantity | None = prop("price-levels", _default("2", least=1), "Two prices are two levels if one is "
                                         "at least this many times the other.", theory=("T-SEG-3",))
    title_length: Quantity | None = prop("title-length", _default("60"), "An item is named in at most this many "
                                         "characters.", theory=("T-BMC-0",))
    purchase_intervals: Quantity | None = prop("purchase-intervals", _default("3"), "A window of activity is at most "
                                               "this many purchase intervals long.", theory=("T-CUS-8",))
    hard_barrier: Quantity | None = prop("hard-barrier", _default("4", most=5), "From this severity on a barrier takes "
                                         "a person.", theory=("T-REL-5",))
    serious_barrier: Quantity | None = prop("serious-barrier", _default("3", most=5), "From this severity on a barrier "
                                            "takes a remedy.", theory=("T-JRN-1",))
    accounts_per_rep: Quantity | None = prop("accounts-per-rep", _default("150"), "A representative of business "
                                             "customers has at most this many.", theory=("T-REL-4",))
    level_steps: Quantity | None = prop("level-steps", _default("1", most=4), "A level of relationship lies at most so "
                                        "many steps from the grid.", theory=("T-REL-14",))
    few_customers: Quantity | None = prop("few-customers", _default("50"), "Up to this many customers are few.",
                                          theory=("T-REL-14",))
    many_customers: Quantity | None = prop("many-customers", _default("1000"), "From this many customers on they are "
                                           "many.", theory=("T-REL-14",))
    low_margin: Quantity | None = prop("low-margin", _default("20", most=100), "Up to this many per cent a margin is "
                                        "low.",                                    theory=("T-REL-14",))
    high_margin: Quantity | None = prop("high-margin", _default("50", most=100), "From this many per cent on a margin "
                                        "is high.", theory=("T-REL-14",))
    chain_gap: Quantity | None = prop("chain-gap", _default("2", most=5), "A part is at most this many points ahead of "
                                      "the one before.", theory=("T-VC-0",))
    answers: Quantity | None = prop("answers", _default("30"), "A survey needs at least this many answers.",
                                    theory=("T-MEA-4",))
    ltv_to_cac: Quantity | None = prop("ltv-to-cac", _default("3"), "A customer is worth at least this many times what "
                                       "winning one costs.", theory=("T-ECO-7",))
    payback_months: Quantity | None = prop("payback-months", _default("12"), "Winning a customer is paid back "
                                           "within this many months.", theory=("T-ECO-7",))
    retention: Quantity | None = prop("retention", _default("95", most=100), "A yearly retention above this many per "
                                      "cent asks for evidence.", theory=("T-ECO-3",))
    tolerance: Quantity | None = prop("tolerance", _default("0.5"), "A difference of expectation and performance "
                                      "that nobody minds.", theory=("T-SAT-1",))
    recurring_share: Quantity | None = prop("recurring-share", _default("30", most=100), "A score of 7 or more for "
                                            "recurring revenue needs this many per cent of it.", theory=("T-BMC-11",))
    elasticity: Quantity | None = prop("elasticity", _default("3"), "From this elasticity on retention is what to work "
                                       "on.", theory=("T-ECO-10",))
    retention_points: Quantity | None = prop("retention-points", _default("5", most=100), "By this many points "
                                             "retention rises where a figure asks what more of it would bring.",
                                             theory=("T-ECO-2",))
    skill_level: Quantity | None = prop("skill-level", _default("2", most=3), "A skill is there from this level on.",
                                        theory=("T-SVC-7",))
    high_attitude: Quantity | None = prop("high-attitude", _default("5", most=7), "From this mark on, out of 7, "
                                          "customers think well of you.", theory=("T-LOY-2",))
    high_repeat: Quantity | None = prop("high-repeat", _default("50", most=100), "From this many per cent on who buy "
                                        "again, repeat purchase is high.", theory=("T-LOY-2",))
    frequent_contacts: Quantity | None = prop("frequent-contacts", _default("4"), "From this many contacts a month "
                                              "on a customer hears from you often.", theory=("T-LOY-3",))


def default_of(word: str) -> Decimal:
    """What holds where nothing is said."""
    return Decimal(table_of(Thresholds).words[word].type.example)


def threshold(said: Thresholds | None, settings: Mapping[str, Decimal], word: str) -> Decimal:
    """The threshold `word`: as the file says, else as the project's settings say, else the default."""
    field: Any = table_of(Thresholds).words[word]
    value: Quantity | None = getattr(said, field.attribute, None)
    if value is not None:
        return value.value
    return settings[word] if word in settings else default_of(word)
