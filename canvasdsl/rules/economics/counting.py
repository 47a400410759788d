"""Ways of counting a lifetime value: when the first margin falls (T-ECO-4), and group by group (T-ECO-5)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.economics import Cohort
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.economics.customer_value import spending
from canvasdsl.rules.parts import decided
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


# ---- ECO211, ECO212: when the first margin falls -------------------------------


def _unstated_convention(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        cost = relationship.acquisition_cost
        rate = relationship.retention or relationship.churn
        if relationship.margin is None or rate is None or relationship.convention is not None:
            continue
        if cost is None and relationship.acquisition is None:
            continue
        yield Finding(
            about=relationship,
            message=f"the lifetime value of `{relationship.name}` counts what winning a customer costs, and nothing "
            "says when the first margin comes in",
            help="state it: `convention immediate` if a customer pays when they come, else `end-of-first` or "
            "`after-retention`, which counts as long as nothing is said",
            related=(Related(cost.span, "to be taken off"),) if cost is not None else (),
            absent=("convention",),
        )


def _mixed_conventions(canvas: Canvas) -> Iterator[Finding]:
    stated = [each for each in decided(canvas.relationships) if each.convention is not None]
    for relationship in stated[1:]:
        if relationship.convention != stated[0].convention:
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` counts its lifetime value by `{relationship.convention}`, and "
                f"`{stated[0].name}` by `{stated[0].convention}`",
                help="choose one convention for the whole model: values of two conventions can't be compared or added",
                span=relationship.place("convention"),
                related=(Related(stated[0].place("convention"), "another convention"),),
            )


# ---- ECO221, ECO222: cohorts ---------------------------------------------------


def _growing(canvas: Canvas) -> Iterator[Finding]:
    for cohort in _cohorts(canvas):
        if cohort.inflow == "yes":
            continue
        for before, after in zip(cohort.survivors, cohort.survivors[1:]):
            if after.low > before.high:
                yield Finding(
                    about=cohort,
                    message=f"of {before.written} who were left, {after.written} are left a period later",
                    help="correct the number, or say that others join: `inflow yes`",
                    span=after.span,
                    label="more than before",
                    related=(Related(before.span, "a period before"),),
                    absent=("inflow",),
                )
                break


def _uneven(canvas: Canvas) -> Iterator[Finding]:
    for cohort in _cohorts(canvas):
        periods = len(cohort.survivors) - 1  # the first number is the start
        rows: dict[str, tuple[Quantity, ...]] = {"revenue": cohort.revenue, "cost": cohort.cost}
        if not cohort.survivors and not cohort.revenue:
            continue
        if cohort.survivors:
            whole, related = periods, Related(cohort.place("survivors"), f"{_periods(periods)} after the start")
        else:
            whole, related = len(cohort.revenue), Related(cohort.place("revenue"), _periods(len(cohort.revenue)))
        for word, row in rows.items():
            if row and len(row) != whole:
                yield Finding(
                    about=cohort,
                    message=f"`{word}` has {_periods(len(row))}, and the cohort is followed for {whole}",
                    help=f"write {whole} numbers after `{word}`, one for each period after the start",
                    span=cohort.place(word),
                    related=(related,),
                )


# ---- ECO208: shared among nobody -------------------------------------------------


def _among_nobody(canvas: Canvas) -> Iterator[Finding]:
    for about, word, number, what, related in _shared(canvas):
        if number.low <= 0:
            is_zero = "is 0" if number.high <= 0 else f"may be 0 (`{number.written}`)"
            yield Finding(
                about=about,
                message=f"`{word}` {is_zero}, and {what}",
                help="write a number above zero; if there is none yet, leave both lines out",
                span=number.span,
                related=() if related is None else (Related(related.span, "what is shared"),),
            )


def _shared(canvas: Canvas) -> Iterator[tuple[Any, str, Quantity, str, Quantity | None]]:
    """What a model divides by: the block, the word, the number, what is divided, and where that is said."""
    for relationship in decided(canvas.relationships):
        spent, care, response = relationship.acquisition, relationship.dedicated, relationship.response
        if spent is not None and not spent.is_idea and spent.new_customers is not None:
            for amount in list(spending(spent).values())[:1]:
                yield spent, "new-customers", spent.new_customers, "what winning costs is shared among them", amount
        if care is not None and not care.is_idea and care.accounts_per_rep is not None and care.rep_cost is not None:
            yield (care, "accounts-per-rep", care.accounts_per_rep, "what a representative costs is shared among them",
                   care.rep_cost)  # fmt: skip
        if response is not None and not response.is_idea and response.spend is not None and response.rate is not None:
            yield (response, "spend", response.spend, "nothing spent says nothing of what spending does",
                   response.rate)  # fmt: skip
        for cohort in relationship.cohorts:
            if cohort.survivors and not cohort.is_idea:
                yield cohort, "survivors", cohort.survivors[0], "a cohort begins with somebody", None


def _cohorts(canvas: Canvas) -> Iterator[Cohort]:
    return (cohort for relationship in canvas.relationships for cohort in relationship.cohorts)


def _periods(number: int) -> str:
    return "1 period" if number == 1 else f"{number} periods"


RULES = (
    Rule(
        code="ECO208",
        name="shared-among-nobody",
        severity=Severity.ERROR,
        summary="A number of customers that is divided by is zero, or may be",
        why="What is spent on nobody has no share for one: a figure of one customer needs customers.",
        theory=("T-ECO-3", "T-ECO-7"),
        register=("R07",),
        check=_among_nobody,
    ),
    Rule(
        code="ECO211",
        name="unstated-convention",
        severity=Severity.WARNING,
        summary="A lifetime value with acquisition cost does not say when the first margin comes in",
        why="With 80% retention and 10% discount the same margin counts 2.67, 3.33 or 3.67 times, depending on the "
        "convention.",
        theory=("T-ECO-4",),
        register=(),
        check=_unstated_convention,
    ),
    Rule(
        code="ECO212",
        name="mixed-conventions",
        severity=Severity.ERROR,
        summary="Lifetime values of one model follow different conventions",
        why="The convention alone can change a value by the margin of a whole period; customers seem to differ "
        "where only the formulas do.",
        theory=("T-ECO-4",),
        register=(),
        check=_mixed_conventions,
    ),
    Rule(
        code="ECO221",
        name="cohort-that-grows",
        severity=Severity.ERROR,
        summary="The number of customers in a cohort rises, and nobody is said to join",
        why="A cohort is the customers who began together; those who come later belong to another one.",
        theory=("T-ECO-5",),
        register=(),
        check=_growing,
    ),
    Rule(
        code="ECO222",
        name="cohort-rows-of-different-length",
        severity=Severity.ERROR,
        summary="The rows of a cohort do not cover the same periods",
        why="A period is profit or loss only with all its numbers: how many are left, what one of them brings, what "
        "one costs.",
        theory=("T-ECO-5",),
        register=(),
        check=_uneven,
    ),
)
