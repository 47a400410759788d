"""What the table of purchases behind a relationship tells: who buys, who still does, and what is to come."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.brief.brief import FigureGroup, Part, Passage, Sentence
from canvasdsl.brief.figure_lines import figure_group, figure_sheet
from canvasdsl.figures.asked import figure_once
from canvasdsl.figures.blocks import decided
from canvasdsl.figures.compute import kind_called
from canvasdsl.figures.figure import Figure
from canvasdsl.figures.purchases import KINDS, purchases_of
from canvasdsl.load import Loaded
from canvasdsl.views.figure_values import figure_value
from canvasdsl.views.phrasing import Phrasing

__all__ = ["purchases_part"]


def purchases_part(loaded: Loaded, say: Phrasing) -> Part | None:
    """What was bought in each relationship that has a table, as sentences and as figures with their formulas."""
    groups: list[FigureGroup] = []
    sentences: list[Sentence] = []
    for relationship in decided(say.canvas.relationships):
        if purchases_of(say.canvas, relationship) is None:
            continue
        found = _figures(relationship, say)
        sentences += _sentences(relationship.name, found, say)
        groups.append(figure_group(relationship.name, found.values(), say, loaded.sources))
    if not groups:
        return None
    pieces = (Passage(sentences=tuple(sentences)), figure_sheet(groups, say))
    return Part(title=say.wording("brief.purchases.title"), pieces=pieces)


def _figures(relationship: Any, say: Phrasing) -> dict[str, Figure]:
    """Those that have a value, by name; a table without amounts has none of money."""
    made = ((kind.name, figure_once(say.canvas, kind_called(kind.name), relationship)) for kind in KINDS)
    return {name: each for name, each in made if each is not None and each.value is not None}


def _sentences(name: str, found: dict[str, Figure], say: Phrasing) -> Iterator[Sentence]:
    values = {each: figure_value(figure, say) for each, figure in found.items()}
    if {"buyers", "purchases-per-buyer"} <= values.keys():
        key = "bought_for" if "average-purchase" in values else "bought"
        yield say.sentence(f"purchases.{key}", name=say.name(name), buyers=values["buyers"],
                           times=values["purchases-per-buyer"], average=values.get("average-purchase", ""))  # fmt: skip
    if {"active-buyers", "lapsed-buyers", "observed-churn"} <= values.keys():
        yield say.sentence("purchases.active", active=values["active-buyers"], lapsed=values["lapsed-buyers"],
                           churn=values["observed-churn"])  # fmt: skip
    if "share-of-best-tenth" in values:
        yield say.sentence("purchases.best", share=values["share-of-best-tenth"])
    if {"buyers-still-there", "sales-to-come"} <= found.keys():
        still, sales = found["buyers-still-there"], found["sales-to-come"]
        assert still.value is not None and sales.value is not None
        yield say.sentence("purchases.to_come", still=say.whole(round(still.value)),
                           sales=say.amount(sales.value, sales.unit.partition(" per ")[0]))  # fmt: skip
