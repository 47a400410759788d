"""How likely what is asserted and aimed at is, and breaking even in time: for a terminal and as data for JSON."""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Any

from canvasdsl.figures.chances import Chance
from canvasdsl.render.escape_terminal import terminal_text

__all__ = ["chance_record", "chances_text", "out_of_runs"]

_SURE = "nothing that it is computed from is a range"


def chances_text(chances: Iterable[Chance], runs: int, seed: int) -> str:
    """Two lines for each: what is asked, and in how many runs it is so."""
    lines = []
    for each in chances:
        lines += [f"  {_asked(each)}", *(f"      {line}" for line in _said(each))]
    head = f"How likely it is, by {runs:_} runs (seed {seed})"
    return "".join(f"{terminal_text(line)}\n" for line in ["", head, "", *lines]) if lines else ""


def _asked(chance: Chance) -> str:
    within = f" within {chance.horizon} months" if chance.horizon else ""
    if chance.about == "break-even":
        return f"a month without a loss{within}"
    if chance.about == "payback":
        return f"what was spent is back{within}"
    return f"{chance.about} {chance.name} {chance.wanted}"


def _said(chance: Chance) -> Iterator[str]:
    if chance.untold:
        yield f"not told: {chance.untold}"
        return
    verb = {"assert": "holds", "target": "reached", "break-even": "comes", "payback": "back"}[chance.about]
    stays = "; the plan leaves it as it is" if chance.stays else ""
    if not chance.varies:
        yield (f"{verb} for sure" if chance.met else f"never {verb}") + f": {_SURE}{stays}"
    else:
        yield f"{verb} in {out_of_runs(chance)}{stays}"
    if chance.without:
        yield f"in {chance.without:_} runs it has no value, which counts as not so"
    if chance.at_once and chance.at_once == chance.met:
        yield "in these nothing has to be paid back: it never goes below what there was at the start"
    elif chance.at_once:
        yield f"in {chance.at_once:_} runs nothing has to be paid back"
    yield from _when(chance)


def _when(chance: Chance) -> Iterator[str]:
    months = [round(each) for each in chance.months if each]
    if not months:
        return
    soon, middle, late = (months[int((len(months) - 1) * share)] for share in (0.05, 0.5, 0.95))
    if soon == late:
        yield f"in month {middle}"
    else:
        yield f"where it is so, half by month {middle}, nine in ten in months {soon} to {late}"


def out_of_runs(chance: Chance) -> str:
    """`63% of 20_000 runs, give or take 1`: the share, and how far it may lie from that of endlessly many runs."""
    runs = f"{chance.runs:_} runs"
    if chance.met == chance.runs:
        return f"all {runs}"
    if not chance.met:
        return f"none of {runs}"
    error = chance.error * 100
    places = 0 if error >= 0.5 else 1 if error >= 0.05 else 2
    margin = ceil(error * 10**places) / 10**places
    return f"{chance.share * 100:.{places}f}% of {runs}, give or take {margin:.{places}f}"


def chance_record(chance: Chance) -> dict[str, Any]:
    """`{"about", "name", "wanted", "runs", "met", "without", "share", "error", …}`; shares of 1 as decimal strings."""
    told = not chance.untold
    months = [each for each in chance.months if each]
    spread = {share: round(months[int((len(months) - 1) * share / 100)]) for share in (5, 50, 95) if months}
    return {
        "about": chance.about, "name": chance.name, "wanted": chance.wanted or None, "runs": chance.runs,
        "met": chance.met, "without": chance.without, "share": f"{chance.share:.6f}" if told else None,
        "error": f"{chance.error:.6f}" if told else None, "varies": chance.varies, "at_once": chance.at_once,
        "months": spread, "horizon": chance.horizon or None, "plan_leaves_it": chance.stays,
        "untold": chance.untold or None,
    }  # fmt: skip
