"""How sure the numbers are: whether what must hold does, and how likely; and what to find out first."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.brief.brief import Cell, Part, Passage, Piece, Row, Table
from canvasdsl.brief.figure_lines import figure_title
from canvasdsl.brief.references import aside, pointing
from canvasdsl.figures.chances import Chance, chances
from canvasdsl.figures.riskiest import Risk, riskiest
from canvasdsl.figures.simulation import Draws
from canvasdsl.views.economics.fan import RUNS, SEED
from canvasdsl.views.figure_values import figure_number
from canvasdsl.views.phrasing import Phrasing
from canvasdsl.views.written_numbers import written

__all__ = ["chances_part", "risks_part"]

_MOST_RISKS = 5
_LEAST_RISK = 0.02
_KNOWN = ((0.95, "nothing"), (0.6, "weakly"), (0.3, "partly"), (0.0, "well"))
"""From which weakness of the evidence on it is called so."""


def chances_part(say: Phrasing) -> Part | None:
    """What must hold and what is aimed at, with its chance over the ranges; `None` where there is nothing."""
    found = [each for each in chances(say.canvas, Draws(RUNS, SEED)) if each.runs and not each.untold]
    rows = [row for each in found if (row := _row(each, say)) is not None]
    if not rows:
        return None
    columns = tuple(say.wording(f"brief.chances.{key}") for key in ("what", "wanted", "holds"))
    table = Table(caption=say.wording("brief.chances.caption"), columns=columns, rows=tuple(rows))
    pieces: list[Piece] = [table]
    if any(each.varies for each in found):
        note = say.sentence("chances.note", runs=say.whole(RUNS))
        pieces.append(Passage(sentences=(note,)))
    return Part(title=say.wording("brief.chances.title"), pieces=tuple(pieces))


def _row(chance: Chance, say: Phrasing) -> Row | None:
    words = say.wording
    if chance.about in ("break-even", "payback"):
        if not chance.varies or (chance.about == "payback" and chance.at_once == chance.runs):
            return None
        wanted = words("brief.chances.within", time=say.time(chance.horizon, "month"))
        return Row(head=words(f"brief.chances.{chance.about}"), cells=_cells(wanted, _likely(chance, say)))
    wishes = say.canvas.assertions if chance.about == "assert" else say.canvas.targets
    wish: Any = next((each for each in wishes if each.comparison.quantity.span == chance.place), None)
    if wish is None:
        return None
    wanted = say.comparison(wish.comparison)
    if chance.about == "target":
        wanted = words("brief.chances.by", wanted=wanted, when=say.when(wish.by))
    head = figure_title(wish.figure, say)
    if wish.of is not None:
        head = words("brief.list.detail", head=head, detail=say.named(wish.of))
    return Row(head=head, cells=_cells(wanted, _likely(chance, say)))


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(lines=(text,)) for text in texts)


def _likely(chance: Chance, say: Phrasing) -> str:
    """Yes or no where nothing varies, else the share of runs with how exact that is."""
    if not chance.varies:
        key = "yes" if chance.met else "as_planned_no" if chance.about == "target" else "no"
        return say.wording(f"brief.chances.{key}")
    if chance.met in (0, chance.runs):
        return say.wording("brief.chances.always" if chance.met else "brief.chances.never")
    error = max(1, round(chance.error * 100))
    share = say.wording("brief.number.percent", value=str(round(chance.share * 100)))
    if not 0.01 <= chance.share <= 0.99:
        share = say.amount(chance.share, "%")  # nearly all runs are not all of them
    return say.wording.count("brief.chances.share", error, share=share, error=say.whole(error))


# ---- What to find out first ----------------------------------------------------------


def risks_part(say: Phrasing) -> Part | None:
    """The assumptions and numbers that move the result most and are known least; `None` where there are none."""
    found = riskiest(say.canvas)
    if not found.results:
        return None
    rows = [_risk(each, say) for each in found.risks if each.size >= _LEAST_RISK][:_MOST_RISKS]
    if not rows:
        return None
    columns = tuple(say.wording(f"brief.risks.{key}") for key in ("what", "moves", "known"))
    table = Table(caption=say.wording("brief.risks.caption"), columns=columns, rows=tuple(rows))
    pieces: list[Piece] = [table]
    if any(row.tags for row in rows):
        pieces.append(aside(pointing("beliefs", say, section="beliefs")))
    return Part(title=say.wording("brief.risks.title"), pieces=tuple(pieces))


def _risk(risk: Risk, say: Phrasing) -> Row:
    if risk.assumption is not None:
        head, tags = risk.assumption.name, [say.label("canvas", "assumption")]
        moves = tuple(_moves(risk, say))[:2]
    else:
        number = written(risk.moves[0].given, say)
        head = number.label
        if number.block:
            head = say.wording("brief.list.detail", head=number.label, detail=number.block)
        tags, moves = [], tuple(_moves(risk, say))
    if risk.by_importance or not moves:
        share = say.amount(round(risk.influence * 5, 1))
        moves = (say.wording("brief.risks.importance", mark=share),)
    known = next(word for least, word in _KNOWN if risk.weakness.size >= least)
    lines = [say.wording(f"brief.risks.{known}")]
    if risk.assumption is not None and risk.assumption.test:
        lines.append(say.wording("brief.risks.test", test=risk.assumption.test))
    return Row(head=head, tags=tuple(tags), cells=(Cell(lines=moves), Cell(lines=tuple(lines))))


def _moves(risk: Risk, say: Phrasing) -> Iterator[str]:
    """What the result is at the ends of each number that a risk stands for."""
    for each in risk.moves:
        if each.low is None or each.high is None:
            continue
        low, high = sorted((each.low, each.high))
        block = say.canvas.index.blocks.get(each.figure.key) if each.figure.key is not None else None
        title = figure_title(each.figure.kind.name, say)
        if block is not None:
            title = say.wording("brief.list.detail", head=title, detail=block.name)
        unit = each.figure.unit
        yield say.wording("brief.risks.from_to", figure=title, high=figure_number(high, unit, say),
                          low=figure_number(low, unit.partition(" per ")[0], say))  # fmt: skip
