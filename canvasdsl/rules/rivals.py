"""What an offer is worth beside its rivals, by benefits and costs or by weighted marks (R11, T-VAL-3)."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.perception import value_ratio, weighted_mark
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.offer import Competitor, Proposition
from canvasdsl.rules.measures import counted
from canvasdsl.rules.parts import called, decided, declared, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys
from canvasdsl.rules.worth import perceived_value, segments_served, with_unit

__all__ = ["RULES", "Rivals", "marks_of"]


# ---- Who stands beside whom ------------------------------------------------------


class Rivals:
    """The competitors of each segment, found once: linear in who is for whom."""

    def __init__(self, canvas: Canvas) -> None:
        self.of_all: list[Competitor] = []
        self.of_segment: dict[Key, list[Competitor]] = {}
        self.by_key: dict[Key, Competitor] = {}
        for competitor in decided(canvas.competitors):
            if competitor.key is not None:
                self.by_key[competitor.key] = competitor
            for key in keys(competitor.segments):
                self.of_segment.setdefault(key, []).append(competitor)
            if not competitor.segments:
                self.of_all.append(competitor)

    def of_any(self, offer: Proposition) -> list[Competitor]:
        """The rivals of an offer with any of its segments, each once."""
        found = (each for segment in segments_served(offer) for each in self.of(offer, segment))
        return list({id(each): each for each in found}.values())

    def of(self, offer: Proposition, segment: Key | None) -> list[Competitor]:
        """Those whom a segment could choose in place of an offer: held against it, for the segment, or for anybody."""
        against = [self.by_key[key] for key in keys(offer.against) if key in self.by_key]
        named = [each for each in against if not each.segments or segment is None or segment in keys(each.segments)]
        others = self.of_segment.get(segment, []) if segment is not None else []
        return list({id(each): each for each in (*named, *others, *self.of_all)}.values())


def marks_of(offer: Proposition | Competitor) -> dict[str, Decimal]:
    """The marks that customers give an offer, attribute by attribute."""
    return {score.attribute: score.value.value for score in offer.scores}


# ---- VAL121: a rival is worth more -----------------------------------------------


@attrs.frozen
class _Standing:
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
    rivals = Rivals(canvas)
    best: dict[Key | None, _Standing] = {}
    for proposition in decided(canvas.propositions):
        for key in segments_served(proposition):
            segment = canvas.index.blocks.get(key) if key else None
            if isinstance(segment, Segment) and segment.is_idea:
                continue
            standing = _standing(proposition, key, segment, rivals.of(proposition, key))
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


def _standing(
    offer: Proposition, key: Key | None, segment: Segment | None, rivals: list[Competitor]
) -> _Standing | None:
    """By benefits and costs where both sides have them in one unit, else by the marks that the segment weighs."""
    found: list[_Standing] = []
    own = perceived_value(offer, key)
    if own is not None:
        for rival in rivals:
            theirs = perceived_value(rival, key)
            if theirs is not None and theirs.unit == own.unit:
                found.append(_Standing(
                    Fraction(own.value - theirs.value), offer, rival, with_unit(own.value, own.unit),
                    with_unit(theirs.value, own.unit), by_marks=False,
                ))  # fmt: skip
    weights = {weight.attribute: weight.value.value for weight in segment.weighs} if segment is not None else {}
    if not found and weights:
        mark = weighted_mark(weights, marks_of(offer))
        for rival in rivals if mark is not None else ():
            other = weighted_mark(weights, marks_of(rival))
            if mark is not None and other is not None:
                found.append(_Standing(mark - other, offer, rival, _mark(mark), _mark(other), by_marks=True))
    return min(found, key=lambda each: each.lead, default=None)


def _mark(mark: Fraction) -> str:
    """A mean of marks with at most two decimals."""
    return counted((Decimal(mark.numerator) / mark.denominator).quantize(Decimal("0.01")))


# ---- VAL122: two measures, two winners -------------------------------------------


def _two_rankings(canvas: Canvas) -> Iterator[Finding]:
    rivals = Rivals(canvas)
    for proposition in decided(canvas.propositions):
        told = set()
        for key in segments_served(proposition):
            own = perceived_value(proposition, key)
            for rival in rivals.of(proposition, key) if own is not None else ():
                theirs = perceived_value(rival, key)
                if own is None or theirs is None or theirs.unit != own.unit or id(rival) in told:
                    continue
                ratio, their_ratio = (value_ratio(each.benefits, each.costs) for each in (own, theirs))
                if ratio is None or their_ratio is None:
                    continue
                if Fraction(own.value - theirs.value) * (ratio - their_ratio) < 0:
                    told.add(id(rival))
                    ahead = proposition.name if own.value > theirs.value else rival.name
                    behind = rival.name if own.value > theirs.value else proposition.name
                    yield Finding(
                        about=proposition,
                        message=f"by difference `{ahead}` is worth more, by ratio `{behind}`",
                        help="say by which of the two your customers go: "
                        f'`accept VAL122 on {called(proposition)} because "…"`',
                        related=(Related(rival.here, "the rival"),),
                    )


# ---- VAL123, VAL124: nobody to compare with, or not in the same parts ------------


def _beside_nobody(canvas: Canvas) -> Iterator[Finding]:
    """Where no competitor is declared at all, BMC103 says so."""
    rivals = Rivals(canvas)
    for proposition in decided(canvas.propositions):
        found = rivals.of_any(proposition)
        if not found or not (proposition.benefits and proposition.customer_costs):
            continue
        if not any(rival.benefits and rival.customer_costs for rival in found):
            yield Finding(
                about=proposition,
                message=f"benefits and costs of `{proposition.name}` are counted, and those of no competitor",
                help=f"count the same parts for a competitor: `benefit …` and `customer-cost …` in `{found[0].name}`",
                related=(declared(found[0], "a competitor without them"),),
                absent=("benefit", "customer-cost", "competitor"),
            )


def _uneven(canvas: Canvas) -> Iterator[Finding]:
    rivals = Rivals(canvas)
    for proposition in decided(canvas.propositions):
        for rival in rivals.of_any(proposition):
            if not (rival.benefits and rival.customer_costs and proposition.benefits and proposition.customer_costs):
                continue
            parts = [
                f"{word} {part}" for word, ours, theirs in (
                    ("benefit", proposition.benefits, rival.benefits),
                    ("customer-cost", proposition.customer_costs, rival.customer_costs),
                ) for part in dict.fromkeys(each.component for each in ours)
                if part != "other" and part not in {each.component for each in theirs}
            ]  # fmt: skip
            if parts:
                yield Finding(
                    about=rival,
                    message=f"`{rival.name}` is compared with `{proposition.name}` without "
                    f"{quoted(each.split()[1] for each in parts)}",
                    help=f"count for it what you count for yourself: {quoted(f'{each} …' for each in parts)}",
                    related=(declared(proposition),),
                    absent=("benefit", "customer-cost"),
                )


RULES = (
    Rule(
        code="VAL121",
        name="rival-worth-as-much",
        severity=Severity.WARNING,
        summary="To a segment a competitor is worth as much as the best offer, or more",
        why="Customers don't buy what is good: among the offers that they know they take the one that seems best.",
        theory=("T-VAL-3",),
        register=("R11",),
        check=_rival_worth_more,
    ),
    Rule(
        code="VAL122",
        name="two-rankings",
        severity=Severity.HINT,
        summary="By difference one offer is worth more, by ratio another",
        why="Value can be compared as a difference or as a ratio; who does not say which one can prove either winner.",
        theory=("T-VAL-3",),
        register=(),
        check=_two_rankings,
    ),
    Rule(
        code="VAL123",
        name="value-beside-nobody",
        severity=Severity.HINT,
        summary="The value of an offer is counted, and that of no competitor",
        why="Value in isolation decides nothing: an offer that is good in itself loses to one that seems better.",
        theory=("T-VAL-3",),
        register=(),
        check=_beside_nobody,
    ),
    Rule(
        code="VAL124",
        name="uneven-comparison",
        severity=Severity.HINT,
        summary="A competitor is compared without a part that is counted for the own offer",
        why="Who counts a benefit or a cost on one side alone has decided the comparison before making it.",
        theory=("T-VAL-3", "T-VAL-6"),
        register=(),
        check=_uneven,
    ),
)
