"""What an offer is worth beside its rivals, by benefits and costs or by weighted marks (R11, T-VAL-3)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.perception import weighted_mark
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.offer import Competitor, Proposition
from canvasdsl.rules.customers.worth import PerceivedValue, perceived_value, segments_served, with_unit
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import called, decided, declared, once, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys

__all__ = ["RULES", "Rivals", "marks_of", "rivals_of", "weights_of"]


_Unit = tuple[str, tuple[str, ...]]
_Valued = tuple[PerceivedValue, Competitor]


# ---- Who stands beside whom ------------------------------------------------------


class Rivals:
    """The competitors of each segment, and the best of them, found once: linear in who is for whom."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.of_all: list[Competitor] = []
        self.of_segment: dict[Key, list[Competitor]] = {}
        self.by_key: dict[Key, Competitor] = {}
        self.segments: dict[int, frozenset[Key]] = {}
        self._leaders: dict[Key | None, dict[_Unit, tuple[_Valued, _Valued]]] = {}
        self._marked: dict[Key, tuple[Fraction, Competitor] | None] = {}
        for competitor in decided(canvas.competitors):
            if competitor.key is not None:
                self.by_key[competitor.key] = competitor
            self.segments[id(competitor)] = frozenset(keys(competitor.segments))
            for key in keys(competitor.segments):
                self.of_segment.setdefault(key, []).append(competitor)
            if not competitor.segments:
                self.of_all.append(competitor)

    def of_any(self, offer: Proposition) -> list[Competitor]:
        """The rivals of an offer with any of its segments, each once."""
        found = (each for key in segments_served(offer) for each in (*self.against(offer, key), *self.shared(key)))
        return list({id(each): each for each in found}.values())

    def against(self, offer: Proposition, segment: Key | None) -> list[Competitor]:
        """Those whom an offer itself is held against, as far as a segment could choose them."""
        named = [self.by_key[key] for key in keys(offer.against) if key in self.by_key]
        return [each for each in named if not each.segments or segment is None or segment in self.segments[id(each)]]

    def shared(self, segment: Key | None) -> list[Competitor]:
        """Those whom a segment could choose in place of any offer: for it, or for anybody."""
        return [*(self.of_segment.get(segment, ()) if segment is not None else ()), *self.of_all]

    def leaders(self, offer: Proposition, segment: Key | None, unit: _Unit) -> tuple[_Valued, _Valued] | None:
        """The rivals that are worth the most to a segment by difference and by ratio, of those counted in the unit."""
        if segment not in self._leaders:
            self._leaders[segment] = _best(self.canvas, self.shared(segment), segment)
        found = [_best(self.canvas, self.against(offer, segment), segment).get(unit), self._leaders[segment].get(unit)]
        pairs = [pair for pair in found if pair is not None]
        if not pairs:
            return None
        return (max((pair[0] for pair in pairs), key=_by_difference), max((pair[1] for pair in pairs), key=_by_ratio))

    def best_marked(self, offer: Proposition, segment: Segment) -> tuple[Fraction, Competitor] | None:
        """The rival with the best marks, as a segment weighs them, and its mean mark."""
        if segment.key is None:
            return None
        if segment.key not in self._marked:
            self._marked[segment.key] = _best_mark(self.shared(segment.key), segment)
        found = (_best_mark(self.against(offer, segment.key), segment), self._marked[segment.key])
        return max((each for each in found if each is not None), key=lambda each: each[0], default=None)


@once
def rivals_of(canvas: Canvas) -> Rivals:
    """The rivals of a model, ranked once for all rules."""
    return Rivals(canvas)


def _by_difference(each: _Valued) -> Decimal:
    return each[0].value


def _by_ratio(each: _Valued) -> Fraction:
    """An offer that takes nothing has no ratio, and is compared by difference alone."""
    return each[0].ratio if each[0].ratio is not None else Fraction(0)


def _best(
    canvas: Canvas, rivals: Iterable[Competitor], segment: Key | None
) -> dict[_Unit, tuple[_Valued, _Valued]]:
    """Of the rivals in each unit those that are worth the most by difference and by ratio."""
    groups: dict[_Unit, list[_Valued]] = {}
    for rival in rivals:
        worth = perceived_value(canvas, rival, segment)
        if worth is not None:
            groups.setdefault(worth.unit, []).append((worth, rival))
    return {unit: (max(each, key=_by_difference), max(each, key=_by_ratio)) for unit, each in groups.items()}


def weights_of(segment: Segment) -> dict[str, Decimal]:
    """How much each attribute counts for a segment."""
    return {weight.attribute: weight.value.value for weight in segment.weighs}


def _best_mark(rivals: Iterable[Competitor], segment: Segment) -> tuple[Fraction, Competitor] | None:
    weights = weights_of(segment)
    marked = ((weighted_mark(weights, marks_of(rival)), rival) for rival in rivals)
    return max(((mark, rival) for mark, rival in marked if mark is not None), key=lambda each: each[0], default=None)


def marks_of(offer: Proposition | Competitor) -> dict[str, Decimal]:
    """The marks that customers give an offer, attribute by attribute."""
    return {score.attribute: score.value.value for score in offer.scores}


# ---- VAL121: a rival is worth more -----------------------------------------------


class _Standing(NamedTuple):
    """How an offer stands beside the best of its rivals: both values as they are told."""

    lead: Fraction
    offer: Proposition
    rival: Competitor
    own: str
    theirs: str
    by_marks: bool

    @property
    def is_behind(self) -> bool:
        """Whether a rival is worth as much or more. Marks are rounded: by them an equal one is not ahead."""
        return self.lead < 0 or (self.lead == 0 and not self.by_marks)


def _rival_worth_more(canvas: Canvas) -> Iterator[Finding]:
    """For each segment its best offer counts: customers take that one."""
    rivals = rivals_of(canvas)
    best: dict[Key | None, _Standing] = {}
    for proposition in decided(canvas.propositions):
        for key in segments_served(proposition):
            segment = canvas.index.blocks.get(key) if key else None
            if isinstance(segment, Segment) and segment.is_idea:
                continue
            standing = _standing(proposition, key, segment, rivals)
            if standing is not None and (key not in best or standing.lead > best[key].lead):
                best[key] = standing
    told = set()
    for key, standing in best.items():
        same = (id(standing.offer), id(standing.rival), standing.own, standing.theirs)
        if not standing.is_behind or same in told:
            continue
        told.add(same)
        whom = f"`{canvas.index.blocks[key].name}`" if key in canvas.index.blocks else "customers"
        more = "more than" if standing.lead < 0 else "as much as"
        yield Finding(
            about=standing.offer,
            message=f"to {whom} `{standing.rival.name}` is worth {more} `{standing.offer.name}`: {standing.theirs} "
            f"and {standing.own}{' by their marks and weights' if standing.by_marks else ''}",
            help="say what you do better that counts for them, raise it, or take less of their money, time and trouble",
            related=(declared(standing.rival, "the rival"),),
            absent=("benefit", "customer-cost", "scores", "weighs"),
        )


def _standing(offer: Proposition, key: Key | None, segment: Any, rivals: Rivals) -> _Standing | None:
    """By benefits and costs where both sides have them in one unit, else by the marks that the segment weighs."""
    own = perceived_value(rivals.canvas, offer, key)
    leaders = rivals.leaders(offer, key, own.unit) if own is not None else None
    if own is not None and leaders is not None:
        theirs, rival = leaders[0]
        return _Standing(
            Fraction(own.value - theirs.value), offer, rival, with_unit(own.value, own.unit),
            with_unit(theirs.value, own.unit), by_marks=False,
        )  # fmt: skip
    if not isinstance(segment, Segment) or not segment.weighs:
        return None
    mark, best = weighted_mark(weights_of(segment), marks_of(offer)), rivals.best_marked(offer, segment)
    if mark is None or best is None:
        return None
    return _Standing(mark - best[0], offer, best[1], _mark(mark), _mark(best[0]), by_marks=True)


def _mark(mark: Fraction) -> str:
    """A mean of marks with at most two decimals."""
    return counted((Decimal(mark.numerator) / mark.denominator).quantize(Decimal("0.01")))


# ---- VAL122: two measures, two winners -------------------------------------------


def _two_rankings(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where the offer is first by one of the two measures, and a rival by the other. As long as parts of the
    rival are not counted, VAL124 asks for them first."""
    rivals = rivals_of(canvas)
    for proposition in decided(canvas.propositions):
        told: set[int] = set()
        for key in segments_served(proposition):
            own = perceived_value(canvas, proposition, key)
            leaders = rivals.leaders(proposition, key, own.unit) if own is not None else None
            if own is None or own.ratio is None or leaders is None or any(each.ratio is None for each, _ in leaders):
                continue
            by_difference, by_ratio = own.value - leaders[0][0].value, own.ratio - _by_ratio(leaders[1])
            if not (by_difference < 0 < by_ratio or by_ratio < 0 < by_difference):
                continue
            rival = leaders[0][1] if by_difference < 0 else leaders[1][1]
            if id(rival) not in told and set(_parts(proposition)) <= set(_parts(rival)):
                told.add(id(rival))
                first, second = (proposition, rival) if by_difference > 0 else (rival, proposition)
                yield Finding(
                    about=proposition,
                    message=f"by difference `{first.name}` is worth more, by ratio `{second.name}`",
                    help="say by which of the two your customers go: "
                    f'`accept VAL122 on {called(proposition)} because "…"`',
                    related=(Related(rival.here, "the rival"),),
                )


# ---- VAL123, VAL124: nobody to compare with, or not in the same parts ------------


def _beside_nobody(canvas: Canvas) -> Iterator[Finding]:
    """Where no competitor is declared at all, BMC103 says so."""
    rivals = rivals_of(canvas)
    for proposition in decided(canvas.propositions):
        found = rivals.of_any(proposition) if _is_counted(proposition) else []
        if found and not any(map(_is_counted, found)):
            yield Finding(
                about=proposition,
                message=f"benefits and costs of `{proposition.name}` are counted, and those of no competitor",
                help=f"count the same parts for a competitor: `benefit …` and `customer-cost …` in `{found[0].name}`",
                related=(declared(found[0], "a competitor without them"),),
                absent=("benefit", "customer-cost", "competitor"),
            )


def _is_counted(offer: Proposition | Competitor) -> bool:
    """Whether benefits and costs of an offer have amounts."""
    return any(each.amount for each in offer.benefits) and any(each.amount for each in offer.customer_costs)


def _uneven(canvas: Canvas) -> Iterator[Finding]:
    rivals = rivals_of(canvas)
    counted_for: dict[Key | None, dict[str, Proposition]] = {}
    against: dict[int, dict[str, Proposition]] = {}
    for proposition in decided(canvas.propositions):
        if not _is_counted(proposition):
            continue
        parts = dict.fromkeys(_parts(proposition), proposition)
        for key in (*segments_served(proposition), None):
            counted_for[key] = parts | counted_for.get(key, {})
            for rival in rivals.against(proposition, key):
                against[id(rival)] = parts | against.get(id(rival), {})
    for rival in decided(canvas.competitors):
        if not _is_counted(rival):
            continue
        ours = dict(against.get(id(rival), {}))
        for key in (*keys(rival.segments), *(() if rival.segments else (None,))):
            ours |= counted_for.get(key, {})
        missing = [part for part in ours if part not in _parts(rival)]
        if missing:
            offer = ours[missing[0]]
            yield Finding(
                about=rival,
                message=f"`{rival.name}` is compared with `{offer.name}` without "
                f"{quoted(part.split()[1] for part in missing)}",
                help=f"count for it what you count for yourself: {quoted(f'{part} …' for part in missing)}",
                related=(declared(offer),),
                absent=("benefit", "customer-cost"),
            )


def _parts(offer: Proposition | Competitor) -> list[str]:
    """The parts of value that are counted, as they are written: `benefit product`."""
    parts = [f"benefit {each.component}" for each in offer.benefits]
    parts += [f"customer-cost {each.component}" for each in offer.customer_costs]
    return [part for part in dict.fromkeys(parts) if not part.endswith(" other")]


RULES = (
    Rule(
        code="VAL121",
        name="rival-worth-as-much",
        severity=Severity.WARNING,
        summary="To a segment a competitor is worth as much as your best proposition, or more",
        why="People don't buy what is good: among the things that they know they take the one that seems best.",
        theory=("T-VAL-3",),
        register=("R11",),
        check=_rival_worth_more,
    ),
    Rule(
        code="VAL122",
        name="two-rankings",
        severity=Severity.HINT,
        summary="By difference your proposition is worth more, by ratio a rival is, or the other way round",
        why="Value can be compared as a difference or as a ratio; if you don't say which, you can call either one "
        "the winner.",
        theory=("T-VAL-3",),
        register=(),
        check=_two_rankings,
    ),
    Rule(
        code="VAL123",
        name="value-beside-nobody",
        severity=Severity.HINT,
        summary="The value of a proposition is counted, and that of no competitor",
        why="People choose between things: a value says nothing until that of the alternative stands beside it.",
        theory=("T-VAL-3",),
        register=(),
        check=_beside_nobody,
    ),
    Rule(
        code="VAL124",
        name="uneven-comparison",
        severity=Severity.HINT,
        summary="A competitor is compared without a part that is counted for your proposition",
        why="A part that you leave out for the rival makes it look better or worse than customers see it.",
        theory=("T-VAL-3", "T-VAL-6"),
        register=(),
        check=_uneven,
    ),
)
