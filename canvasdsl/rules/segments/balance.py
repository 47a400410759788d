"""Winning, keeping and growing: all three where there are customers already, and a budget that knows it (R36)."""

from collections.abc import Iterator
from fractions import Fraction

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.periods import amount_in
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.strategies import Strategy, Tactic
from canvasdsl.rules.parts import called, decided, declared, is_one_off, listed, naming, quoted, revenues_from
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, segment_keys

__all__ = ["RULES", "Efforts", "is_base", "segments_meant"]

_TASKS = ("acquire", "keep", "grow")
_WINNING = frozenset(("acquire", "win-back"))
_STAYING = frozenset(("keep", "grow"))
_OF_PURPOSE = {"acquire": "acquire", "retain": "keep", "upsell": "grow"}
_REGISTER = ("R36",)
_SHOWN = 3


def is_base(segment: Segment) -> bool:
    """Whether some of a segment are customers already."""
    if segment.customers is not None:
        return segment.customers.low > 0
    return segment.activity_states == ("active",)


class Efforts:
    """What is done to win, keep and grow the customers of each segment; ideas count as intended."""

    def __init__(self, canvas: Canvas) -> None:
        efforts: tuple[Tactic | Strategy, ...] = (*canvas.tactics, *canvas.strategies)
        self.efforts = [each for each in efforts if each.objectives]
        self.lifecycle = {phase.stage for phase in canvas.crm.lifecycle} if canvas.crm is not None else set()
        self._own: dict[Key, set[str]] = {}
        self._everywhere = set(self.lifecycle)
        self._speaks_of_all = bool(self.lifecycle)
        meant: dict[Key, set[str]] = {}
        for effort in self.efforts:
            for reference in effort.targets:
                meant.setdefault(reference.key, set()).update(effort.objectives)
            if not effort.targets:
                self._everywhere.update(effort.objectives)
                self._speaks_of_all = True
        for key, tasks in meant.items():
            for segment in segments_meant(canvas, key):
                self._own.setdefault(segment, set()).update(tasks)
        self._meant: dict[Key, set[str]] = {}
        for relationship in canvas.relationships:
            for key in segment_keys(relationship):
                self._meant.setdefault(key, set()).update(_OF_PURPOSE[each] for each in relationship.purposes)
                if relationship.acquisition_cost is not None or relationship.acquisition is not None:
                    self._meant[key].add("acquire")

    def of(self, segment: Segment) -> set[str]:
        """The tasks that tactics, strategies, purposes and the lifecycle take up; empty where none but purposes do."""
        own = self._own.get(segment.key, set()) if segment.key is not None else set()
        if segment.key is None or not (own or self._speaks_of_all):
            return set()
        return own | self._everywhere | self._meant.get(segment.key, set())

    def keeps(self, segment: Segment) -> bool:
        """Whether a tactic, strategy or stage of the lifecycle serves to keep or grow its customers."""
        return not _STAYING.isdisjoint(self._done_for(segment))

    def wins_back(self, segment: Segment) -> bool:
        """Whether a tactic, strategy or stage of the lifecycle serves to win its customers, or to win them back."""
        return not _WINNING.isdisjoint(self._done_for(segment))

    def _done_for(self, segment: Segment) -> set[str]:
        own = self._own.get(segment.key, set()) if segment.key is not None else set()
        return own | self._everywhere


def segments_meant(canvas: Canvas, target: Key) -> list[Key]:
    """The segments that a tactic or strategy means by one of its targets: a segment, or those of a relationship."""
    kind, _ = target
    if kind == "relationship" and target in canvas.index.blocks:
        return segment_keys(canvas.index.blocks[target])
    return [target] if kind == "segment" else []


# ---- SEG301: nothing but winning ----------------------------------------------


def _only_winning(canvas: Canvas) -> Iterator[Finding]:
    efforts = Efforts(canvas)
    base = [segment for segment in decided(canvas.segments) if is_base(segment)]
    unkept = False
    for segment in base:
        tasks = efforts.of(segment)
        if tasks and tasks <= _WINNING:
            unkept = True
            yield Finding(
                about=segment,
                message=f"`{segment.name}` has customers already, and all that is done serves to win new ones",
                help=f"say what keeps them: a `tactic` with `objective keep` and `for {called(segment)}`, or "
                "`purpose retain` in the relationship",
                span=segment.place("customers" if segment.customers is not None else "state"),
                related=tuple(
                    Related(each.place("objective"), "to win customers")
                    for each in [*naming(canvas, segment, "tactic", "for"),
                                 *naming(canvas, segment, "strategy", "for")][:_SHOWN]
                ),
                absent=("tactic", "strategy", "objective", "purpose", "lifecycle", "for"),
            )  # fmt: skip
    paid = [each for each in decided(efforts.efforts) if _budget(each) is not None]
    unpaid = next((each for each in decided(efforts.efforts)
                   if not _WINNING.issuperset(each.objectives) and _budget(each) is None), None)  # fmt: skip
    if base and paid and unpaid and all(_WINNING.issuperset(each.objectives) for each in paid):
        if unkept or _is_paid_elsewhere(canvas):
            return
        yield Finding(
            about=paid[0],
            message=f"the whole budget goes to winning customers: {quoted(each.name for each in paid[:_SHOWN])}",
            help=f"say what may be spent on those whom you have: `budget …` in `{called(unpaid)}`",
            span=paid[0].place("budget" if isinstance(paid[0], Tactic) else "cost"),
            related=(declared(unpaid, "this has no budget"),),
            absent=("budget", "cost", "tactic", "strategy"),
        )


def _is_paid_elsewhere(canvas: Canvas) -> bool:
    """Whether a relationship has costs of its own: they are spent on customers who are there."""
    return any(
        each.cost is not None or each.retention_cost is not None or any(naming(canvas, each, "cost", "for"))
        for each in canvas.relationships
    )


# ---- SEG302: the budget and where the profit comes from ------------------------


def _starved_base(canvas: Canvas) -> Iterator[Finding]:
    """A tactic that serves both sides counts as one for those who are there, so that the share is the greatest."""
    profit = canvas.crm.profit_from_existing if canvas.crm is not None else None
    if profit is None or canvas.crm is None:
        return
    paid = [each for each in decided(Efforts(canvas).efforts) if _budget(each) is not None]
    amounts = _comparable([budget for each in paid if (budget := _budget(each)) is not None])
    if amounts is None or not sum(amounts):
        return
    for_them = sum(
        (amount for each, amount in zip(paid, amounts, strict=True) if _STAYING.intersection(each.objectives)),
        Fraction(0),
    )
    share = 100 * for_them / sum(amounts)
    if share < Fraction(profit.low):
        yield Finding(
            about=canvas.crm,
            message=f"{profit.written} of the profit comes from customers whom you have, and {float(share):.0f}% of "
            "the budget goes to keeping and growing them",
            help="move a part of the budget to them, or say in the file why winning comes first now",
            span=profit.span,
            related=tuple(
                Related(each.place("budget" if isinstance(each, Tactic) else "cost"), "to win customers")
                for each in paid if not _STAYING.intersection(each.objectives)
            )[:_SHOWN],
        )  # fmt: skip


def _budget(effort: Tactic | Strategy) -> Quantity | None:
    if isinstance(effort, Tactic):
        return effort.budget
    return effort.cost.value if effort.cost is not None else None


def _comparable(amounts: list[Quantity]) -> list[Fraction] | None:
    """Amounts of one currency, all for a year or all for once; `None` where they can't be added."""
    if len({amount.unit for amount in amounts}) != 1 or len({amount.period is None for amount in amounts}) != 1:
        return None
    return [
        Fraction(amount.value) if amount.period is None else amount_in(Fraction(amount.value), amount.period, "year")
        for amount in amounts
    ]


# ---- SEG303: one of the three tasks is left out --------------------------------


def _left_out(canvas: Canvas) -> Iterator[Finding]:
    efforts = Efforts(canvas)
    for segment in decided(canvas.segments):
        tasks = efforts.of(segment)
        if not is_base(segment) or not tasks or tasks <= _WINNING:
            continue
        missing = [task for task in _TASKS if task not in tasks]
        if "grow" in missing and not _can_spend_more(canvas, segment):
            missing.remove("grow")
        if missing:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` has customers already, and nothing is done to {listed(missing, 'or')} them"
                if missing != ["acquire"]
                else f"`{segment.name}` has customers already, and nothing is done to win more of them",
                help=f"add a `tactic` or `strategy` with `objective {', '.join(missing)}` and `for {called(segment)}`, "
                "or that purpose to the relationship",
                span=segment.place("customers" if segment.customers is not None else "state"),
                absent=("tactic", "strategy", "objective", "purpose", "lifecycle", "for"),
            )


def _can_spend_more(canvas: Canvas, segment: Segment) -> bool:
    """Whether there is something to grow: not with those who pay nothing or once, as the side that is let in."""
    if segment.spend is not None or not canvas.revenues:
        return True
    return bool(revenues_from(canvas, segment)) and not is_one_off(canvas, segment)


RULES = (
    Rule(
        code="SEG301",
        name="nothing-but-winning",
        severity=Severity.WARNING,
        summary="There are customers already, and all tactics or all of the budget serve to win new ones",
        why="If you win customers and do not keep them, you have to win the same number again each year.",
        theory=("T-CUS-11", "T-CRM-2", "T-BMC-4"),
        register=_REGISTER,
        check=_only_winning,
    ),
    Rule(
        code="SEG302",
        name="budget-away-from-profit",
        severity=Severity.HINT,
        summary="The share of the budget for keeping and growing is below the share of profit from existing customers",
        why="Customers whom you have know you already, so the same money may do more with them than with strangers.",
        theory=("T-CUS-11",),
        register=_REGISTER,
        check=_starved_base,
    ),
    Rule(
        code="SEG303",
        name="task-left-out",
        severity=Severity.WARNING,
        summary="Of winning, keeping and growing customers, one is left out",
        why="Winning without keeping leaks; keeping without growing leaves value unused; without winning it dries up.",
        theory=("T-CRM-2",),
        register=_REGISTER,
        check=_left_out,
    ),
)
