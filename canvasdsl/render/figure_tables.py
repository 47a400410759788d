"""The plan month by month, and lifetime values over retention and discount: as tables for a terminal, JSON and CSV."""

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from canvasdsl.figures.cash import Month, Projection
from canvasdsl.figures.what_ifs import Sensitivity
from canvasdsl.render.cells import cells, wrap
from canvasdsl.render.csv_text import csv_text
from canvasdsl.render.escape import csv_cell
from canvasdsl.render.escape_terminal import terminal_text
from canvasdsl.render.figure_words import decimal_text, rounded

__all__ = [
    "aligned", "plan_csv", "plan_json", "plan_text", "sensitivities_csv", "sensitivities_json", "sensitivities_text",
]  # fmt: skip


_WIDTH = 100


def aligned(rows: Sequence[Sequence[str]], *, marks: Sequence[str] = ()) -> list[str]:
    """Rows in columns that end below each other; `marks` stand behind the rows."""
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines = []
    for number, row in enumerate(rows):
        columns = (" " * (width - cells(text)) + text for text, width in zip(row, widths, strict=True))
        lines.append(f"  {'   '.join(columns)}   {marks[number] if number < len(marks) else ''}".rstrip())
    return lines


# ---- The plan month by month ------------------------------------------------------

_COLUMNS = ("revenue", "variable", "fixed", "result", "together", "lowest", "highest")
_HEADS = ("revenue", "variable costs", "fixed costs", "result", "together", "at least", "at most")


def plan_text(plan: Projection) -> str:
    """A row for each month; what has come together by its end comes with its least and greatest where prices, numbers
    or costs are ranges."""
    ranged = any(each.lowest < each.highest for each in plan.months)
    labelled = any(each.label for each in plan.months)
    columns = _COLUMNS if ranged else _COLUMNS[:5]
    whole = max((abs(getattr(each, word)) for each in plan.months for word in columns), default=0) >= 1_000
    heads = ("month", *(("begins",) if labelled else ()), *_HEADS[: len(columns)])
    rows: list[tuple[str, ...]] = [heads]
    for each in plan.months:
        numbers = (_amount(getattr(each, word), whole=whole) for word in columns)
        rows.append((str(each.number), *((each.label,) if labelled else ()), *numbers))
    marks = ["", *(", ".join(_marks(plan, each)) for each in plan.months)]
    lines = [f"The plan month by month, in {plan.currency}", "",
             *aligned(rows, marks=[f"← {mark}" if mark else "" for mark in marks]), "", *_ends(plan)]  # fmt: skip
    lines += [part for note in plan.notes for part in wrap(terminal_text(f"Taken for granted: {note}"), _WIDTH)]
    return "\n".join(lines) + "\n"


def _marks(plan: Projection, month: Month) -> list[str]:
    marks = []
    if month.number == plan.even_month and month.number > 1:
        marks.append("the first month without a loss")
    if month.number == plan.low_month:
        marks.append("money is lowest")
    if month.number == plan.back_month:
        marks.append("what was spent is back")
    return marks


def _ends(plan: Projection) -> list[str]:
    """What the marks do not show: what never comes, and what the columns are."""
    lines = ["`together` is what has come together by the end of the month, from nothing at the start; taxes and terms",
             "of payment are left out."]  # fmt: skip
    if plan.even_month is None:
        lines.append("No month brings in as much as goes out.")
    if plan.back_month is None:
        lines.append(f"What was spent is not back within {len(plan.months)} months.")
    if not plan.back_month and plan.back_month is not None:
        lines.append("Nothing has to be paid back: it never goes below what there was at the start.")
    return lines


def _amount(value: Fraction, *, whole: bool) -> str:
    return f"{round(value):_}" if whole else f"{float(round(value, 2)):_.2f}"


def plan_json(plan: Projection) -> str:
    """`{"currency", "months": [{"month", "label", "revenue", …}], "break_even_month", "low_month", "payback_month",
    "notes"}`; amounts are decimal strings, months that never come are null, 0 is the start."""
    months = [
        {"month": each.number, "label": each.label, **{word: decimal_text(getattr(each, word)) for word in _COLUMNS}}
        for each in plan.months
    ]
    found = {"currency": plan.currency, "months": months, "break_even_month": plan.even_month,
             "low_month": plan.low_month, "payback_month": plan.back_month, "notes": list(plan.notes)}  # fmt: skip
    return json.dumps(found, indent=2) + "\n"


def plan_csv(plan: Projection) -> str:
    """A row for each month."""
    rows: list[tuple[str, ...]] = [("month", "label", "currency", *_COLUMNS, "mark")]
    for each in plan.months:
        numbers = (decimal_text(getattr(each, word)) for word in _COLUMNS)
        rows.append((str(each.number), csv_cell(each.label), csv_cell(plan.currency), *numbers,
                     "; ".join(_marks(plan, each))))  # fmt: skip
    return csv_text(rows)


# ---- Lifetime values over retention and discount ----------------------------------

Tables = Sequence[tuple[str, Sensitivity | str]]
"""What each relationship is called, with its table or why it has none."""


def sensitivities_text(tables: Tables) -> str:
    """A table for each relationship, the present case in brackets."""
    lines: list[str] = []
    for name, table in tables:
        lines += [""] if lines else []
        if isinstance(table, str):
            lines.append(terminal_text(f"{name}: absent: {table}"))
            continue
        lines += [
            terminal_text(f"What a customer of {name} is worth, in {table.currency}, before what winning one costs"),
            f"  down: how many stay per {table.period}; across: the discount per {table.discount_period}", "",
        ]  # fmt: skip
        rows = [("", *map(_rate, table.discounts))]
        for number, (stays, values) in enumerate(zip(table.retentions, table.values, strict=True)):
            found = (_cell(value, present=(number, column) == (table.row, table.column))
                     for column, value in enumerate(values))  # fmt: skip
            rows.append((_rate(stays), *found))
        lines += aligned([tuple(text if text.endswith("]") else f"{text} " for text in row) for row in rows])
        holes = any(value is None for row in table.values for value in row)
        lines += ["", "  [ ] the present case" + ("; no end: customers stay so surely that the value has no end"
                                                  if holes else "")]  # fmt: skip
    return "\n".join(lines) + "\n" if lines else "this model has no relationships\n"


def _cell(value: Fraction | None, *, present: bool) -> str:
    text = "no end" if value is None else rounded(value, money=True)
    return f"[{text}]" if present else text


def _rate(share: Fraction) -> str:
    return f"{float(round(share * 100, 3)):g}%"


def sensitivities_json(tables: Tables) -> str:
    """`{"sensitivity": [{"of", "currency", "period", "discount_period", "retentions", "discounts", "values", "present",
    "absent"}]}`: rates in per cent, values as decimal strings, null where there is no end."""
    return json.dumps({"sensitivity": [_record(name, table) for name, table in tables]}, indent=2) + "\n"


def _record(name: str, table: Sensitivity | str) -> dict[str, Any]:
    if isinstance(table, str):
        return {"of": name, "absent": table}
    return {
        "of": name, "currency": table.currency, "period": table.period, "discount_period": table.discount_period,
        "retentions": _decimals(share * 100 for share in table.retentions),
        "discounts": _decimals(share * 100 for share in table.discounts),
        "values": [[None if value is None else decimal_text(value) for value in row] for row in table.values],
        "present": {"row": table.row, "column": table.column}, "absent": None,
    }  # fmt: skip


def _decimals(numbers: Iterable[Fraction]) -> list[str]:
    return [decimal_text(number) for number in numbers]


def sensitivities_csv(tables: Tables) -> str:
    """A row for each cell: whose, both rates in per cent, the value, the currency, whether it is the present case."""
    heads = ("of", "retention", "period", "discount", "discount_period", "value", "currency", "present", "absent")
    rows: list[tuple[str, ...]] = [heads]
    for name, table in tables:
        if isinstance(table, str):
            rows.append((csv_cell(name), *[""] * 7, csv_cell(table)))
            continue
        for number, (stays, values) in enumerate(zip(table.retentions, table.values, strict=True)):
            for column, (rate, value) in enumerate(zip(table.discounts, values, strict=True)):
                present = (number, column) == (table.row, table.column)
                rows.append((
                    csv_cell(name), decimal_text(stays * 100), table.period, decimal_text(rate * 100),
                    table.discount_period, "" if value is None else decimal_text(value), csv_cell(table.currency),
                    "yes" if present else "", "" if value is not None else "no end",
                ))  # fmt: skip
    return csv_text(rows)
