"""What `canvasdsl numbers` shows as a table of its own: the plan by month, sensitivity, what to find out first."""

from typing import Any

import click

from canvasdsl.cli.models import print_result, say
from canvasdsl.figures.expression import Undefined
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.load import Loaded

__all__ = ["print_table"]


def print_table(table: str, loaded: Loaded, kinds: tuple[Kind, ...], *, of: str, form: str) -> int:
    """Prints one of the tables; 1 where the model does not say enough for it."""
    make = {"by-month": _by_month, "sensitivity": _sensitivity, "riskiest": _riskiest}[table]
    return make(loaded, kinds, of=of, form=form)


def _by_month(loaded: Loaded, _: Any, *, of: str, form: str) -> int:
    from canvasdsl.figures.cash import projection
    from canvasdsl.render.figure_tables import plan_csv, plan_json, plan_text

    if of:
        raise click.UsageError("The plan is that of the whole model: leave --of out.")
    try:
        plan = projection(loaded.canvas)
    except (Absent, Undefined) as why:
        place = getattr(why, "place", None)
        line = f" (line {loaded.sources[place.source].position(place.start).line})" if place is not None else ""
        say(f"canvasdsl: there is no plan by month: {why.reason}{line}")
        return 1
    print_result({"json": plan_json, "csv": plan_csv}.get(form, plan_text)(plan))
    return 0


def _sensitivity(loaded: Loaded, _: Any, *, of: str, form: str) -> int:
    from canvasdsl.figures.blocks import called, decided
    from canvasdsl.figures.what_ifs import Sensitivity, sensitivity
    from canvasdsl.render.figure_tables import sensitivities_csv, sensitivities_json, sensitivities_text

    tables: list[tuple[str, Sensitivity | str]] = []
    for each in decided(loaded.canvas.relationships):
        if of and of != called(each):
            continue
        try:
            tables.append((called(each), sensitivity(loaded.canvas, each)))
        except (Absent, Undefined) as why:
            tables.append((called(each), why.reason))
    if of and not tables:
        raise click.UsageError(f"`{of}` is no relationship.")
    write = {"json": sensitivities_json, "csv": sensitivities_csv}.get(form, sensitivities_text)
    print_result(write(tables))
    return 0 if any(isinstance(table, Sensitivity) for _, table in tables) else 1


def _riskiest(loaded: Loaded, kinds: tuple[Kind, ...], *, of: str, form: str) -> int:
    from canvasdsl.figures.riskiest import riskiest
    from canvasdsl.render.figure_risks import risks_json, risks_text

    if form == "csv":
        raise click.UsageError("--riskiest is written for people or as JSON.")
    found = riskiest(loaded.canvas, kinds, of=of)
    print_result(risks_json(found, loaded.sources) if form == "json" else risks_text(found, loaded.sources))
    return 0
