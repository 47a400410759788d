"""What a model says with tables beside it: they are read through a port, and their summaries stand on the Canvas."""

from operator import is_
from typing import Any

from canvasdsl.diagnostics import Diagnostic, Related, Severity
from canvasdsl.figures.activity import active_days
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.codes import why_of
from canvasdsl.model.entities import Entity, with_said
from canvasdsl.model.purchase_data import PurchaseRequest, Tables
from canvasdsl.model.quantities import Quantity
from canvasdsl.source import Span

__all__ = ["gathered"]

_COLUMNS = (("customer", "customer"), ("date", "day"), ("amount", "amount"))


def gathered(canvas: Canvas, tables: Tables) -> tuple[Canvas, list[Diagnostic]]:
    """The model with what its tables say and with its logo, and what is wrong with them.

    `Canvas.data` has a summary for each `transactions`, by file and offset of the block; ideas are not read. The logo
    stands there at the heading. The survivors of a cohort become its `survivors`, each at the place of its `file`.
    """
    data: dict[tuple[str, int], Any] = {}
    found: list[Diagnostic] = []
    relationships = []
    heading = canvas.heading
    if heading is not None and heading.logo is not None:
        logo = tables.logo(heading.logo, _value_at(heading, "logo"))
        if isinstance(logo, Diagnostic):
            found.append(logo)
        else:
            data[heading.file, heading.item.start] = logo
    for relationship in canvas.relationships:
        table = relationship.transactions
        if table is not None and not table.is_idea and not relationship.is_idea:
            summary = tables.purchases(_request(canvas, relationship))
            if isinstance(summary, tuple):
                found += summary
            else:
                data[table.file, table.item.start] = summary
        cohorts = tuple(_counted(cohort, tables, found) for cohort in relationship.cohorts)
        if not all(map(is_, cohorts, relationship.cohorts)):
            relationship = with_said(relationship, {"cohorts": cohorts})
        relationships.append(relationship)
    return with_said(canvas, {"data": data, "relationships": tuple(relationships)}), found


def _request(canvas: Canvas, relationship: Any) -> PurchaseRequest:
    table = relationship.transactions
    until = table.until
    words = ("customer", "date", "amount", "dates", "decimal", "until")
    return PurchaseRequest(
        path=table.path, span=table.here, dates=table.dates, decimal=table.decimal,
        columns={word: name for word, attribute in _COLUMNS if (name := getattr(table, attribute)) is not None},
        until=None if until is None else _ordinal(until.year, until.month, until.day),
        window=active_days(canvas, relationship), places={word: _value_at(table, word) for word in words},
    )  # fmt: skip


def _ordinal(year: int, month: int, day: int) -> int:
    """The number of a day; of a whole month, that of its last one."""
    from calendar import monthrange
    from datetime import MAXYEAR, MINYEAR, date

    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, month, day or monthrange(year, month)[1]).toordinal()


def _value_at(block: Entity, word: str) -> Span:
    """Where the value of a property is written; the block itself where it is not."""
    item = next((each for each in block.item.items or () if each.name == word and each.phrases), None)
    if item is None:
        return block.here
    return Span(block.file, item.phrases[0][0].start, item.phrases[-1][-1].end)


def _counted(cohort: Any, tables: Tables, found: list[Diagnostic]) -> Any:
    """A cohort with the counts of its file; as it is where it names none, or says its survivors itself."""
    if cohort.path is None:
        return cohort
    span = _value_at(cohort, "file")
    if cohort.survivors:
        said = Related(cohort.place("survivors"), "said here, too")
        found.append(Diagnostic("REF103", Severity.ERROR, "the survivors are said twice: here and in a file", span,
                                "keep one of them", why_of("REF103"), related=(said,)))  # fmt: skip
        return cohort
    counts = tables.survivors(cohort.path, span)
    numbers = [each for each in counts if not isinstance(each, Diagnostic)]
    if len(numbers) < len(counts):
        found += [each for each in counts if isinstance(each, Diagnostic)]
        return cohort
    survivors = tuple(Quantity(low=each, likely=each, high=each, written=f"{each:f}", span=span) for each in numbers)
    return with_said(cohort, {"survivors": survivors})
