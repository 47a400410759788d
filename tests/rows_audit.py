"""Mutations for the arithmetic audit: claims, assertions and targets that the numbers of a model contradict."""

from mutations import Mutation, in_all, in_first, plus, where

from canvasdsl.figures.compute import figures_of, kind_called

VALUED = ("relationship extra-1 { with {segment}; type long-term; retention 95% per month; convention immediate; "
          "margin 20 EUR per month per customer; acquisition-cost 50 EUR")  # fmt: skip


def valued(more: str, *, cost: str = "50 EUR") -> Mutation:
    """One more relationship whose value can be computed, and what is said of it."""
    return plus(VALUED.replace("50 EUR", cost) + more)


def asserted(comparison: str, *, cost: str = "50 EUR") -> Mutation:
    return valued(f' }}\nassert acquisition-cost of extra-1 {comparison} because "it was so"', cost=cost)


def is_known(found, figure):
    """Whether a figure of the whole can be computed, in euros."""
    figures = figures_of(found.canvas, (kind_called(figure),))
    return any(each.value is not None and not each.of and each.unit.startswith("EUR") for each in figures)


def has_retention(found):
    return any(each.retention is not None and not each.is_idea for each in found.canvas.relationships)


PLANS = (
    "segment extra-1 { customers 100 }\nrevenue extra-2 { from extra-1; for {proposition}; type subscription; "
    'plan a "A" { price 9 EUR per month; customers 60 }; plan b "B" { price 19 EUR per month; customers 60 } }'
)
PLANNED = (
    "segment extra-1 { customers 100 }\nrevenue extra-2 { from extra-1; for {proposition}; price 9 EUR per month }\n"
    "cost extra-3 { fixed 100 EUR per month from month 2 }\ntarget cumulative-profit >= 9_000_000_000 EUR by month 6"
)

ROWS: tuple[tuple[str, Mutation], ...] = (
    ("ECO601", where(lambda m: is_known(m, "revenue"), in_first("canvas", "states recurring-share 43.21%"))),
    ("ECO601", where(has_retention, in_all("relationship", "states churn 77% per month", "status"))),
    ("ECO601", valued("; states cac 70 EUR }")),
    ("ECO602", in_first("segment", "states net-promoter-score 50")),
    ("ECO602", plus('relationship extra-1 { with {segment} }\nassert ltv-to-cac of extra-1 >= 3 because "it pays"')),
    ("ECO603", in_first("segment", "states revenu 50")),
    ("ECO604", asserted("< 50 EUR")),
    ("ECO605", asserted("< 60 EUR", cost="40 .. 50 .. 70 EUR")),
    ("ECO606", asserted("< 60%")),
    ("ECO607", valued(" }\ntarget cac of extra-1 <= 60 EUR by month 9")),
    ("ECO611", plus(PLANS)),
    ("ECO612", plus(PLANS.replace("customers 60 };", "customers 40; share 77% };"))),
    ("ECO622", valued(' }\nterm worth "Worth" { means "{cac of extra-1 = 70 EUR}" }')),
    ("ECO621", in_first("segment", 'note "of them {churn of nobody-knows} leave"')),
    ("ECO614", plus("cost extra-1 { fixed 90 EUR per month, 100 EUR per month from month 3 }")),
    ("ECO613", where(lambda m: is_known(m, "cumulative-profit"), plus(PLANNED))),
)
