"""Where a relationship stands: its own types (T-REL-9), strategy (T-REL-16), phase and end (T-REL-17), thanks (18)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.journeys import Touchpoint
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, only_transactional, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, at_touchpoints, keys, pooled, segment_keys, segments_of, touchpoints_in

__all__ = ["RULES"]


# ---- REL631, REL632: types of one's own, lock-in -----------------------------


def _unknown_type(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for type in relationship.types:
            if type.type == "custom" and not type.like:
                named = f" `{type.text}`" if type.text else ""
                yield Finding(
                    about=relationship,
                    message=f"nothing says which type of relationship the custom type{named} resembles",
                    help='name the nearest one, so that it can be placed: `type custom "…" like dedicated`',
                    span=type.here,
                    absent=("like",),
                )


def _lock_in_alone(canvas: Canvas) -> Iterator[Finding]:
    whole = pooled(canvas, lambda each: each.type_words)
    for relationship in decided(canvas.relationships):
        if "switching-cost" in relationship.type_words and whole(relationship) == {"switching-cost"}:
            yield Finding(
                about=relationship,
                message=f"only what leaving costs keeps the customers of `{relationship.name}`",
                help="add a type that gives them a reason to stay, such as `long-term` or `community`",
                span=type_at(relationship, "switching-cost"),
                absent=("type", "like", "dedicated", "community", "co-creation", "personal-assistance"),
            )


# ---- REL641: a relational strategy of single deals ---------------------------


def _relational_deals(canvas: Canvas) -> Iterator[Finding]:
    if not any(relationship.strategy == "relational" for relationship in canvas.relationships):
        return
    deals: dict[Key, list[Relationship]] = {}
    lasting = set()
    for relationship in canvas.relationships:
        for key in segment_keys(relationship) if relationship.type_words else ():
            if only_transactional(relationship):
                deals.setdefault(key, []).append(relationship)
            else:
                lasting.add(key)
    for relationship in decided(canvas.relationships):
        for key in segment_keys(relationship) if relationship.strategy == "relational" else ():
            if key not in deals or key in lasting:
                continue
            yield Finding(
                about=relationship,
                message=f"the strategy of `{relationship.name}` is relational, and all that "
                f"`{canvas.index.blocks[key].name}` have with you is transactional",
                help="add a type that lasts, such as `long-term` or `community`, or write `strategy transactional`",
                span=relationship.place("strategy"),
                related=tuple(Related(type_at(each, "transactional"), "only the deal") for each in deals[key][:3]),
                absent=("type", "like", "relationship", "with", "dedicated", "community", "co-creation"),
            )
            break


# ---- REL651, REL652: how it ends, and how it begins --------------------------


def _endless(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where contact is limited to the deal: it ends by itself."""
    ends = pooled(canvas, lambda each: ["ends"] if each.ends_when or each.phase == "dissolution" else [])
    for relationship in decided(canvas.relationships):
        if only_transactional(relationship) or ends(relationship):
            continue
        for segment in segments_of(canvas, relationship):
            costly = _unprofitable(segment)
            if costly is not None and not segment.stops_when:
                yield Finding(
                    about=relationship,
                    message=f"nothing says when `{relationship.name}` ends, and `{segment.name}` bring no profit",
                    help='say when you stop: `ends-when "…"` here, or `stops-when "…"` in the segment',
                    related=(costly,),
                    absent=("ends-when", "stops-when"),
                )
                break


def _unprofitable(segment: Segment) -> Related | None:
    """Where a segment says that its customers cost more than they bring, and they are not meant to: who is let in
    cheaply for the sake of another side, or helped for their own, is."""
    if segment.side == "subsidised" or "beneficiary" in segment.roles:
        return None
    if segment.loyalty_group in ("stranger", "barnacle"):
        return Related(segment.place("loyalty-group"), "an unprofitable group")
    if segment.value_tier == "below-zero":
        return Related(segment.place("value-tier"), "they cost more than they bring")
    if segment.profit is not None and segment.profit.high < 0:
        return Related(segment.profit.span, "they cost more than they bring")
    return None


def _growth_among_strangers(canvas: Canvas) -> Iterator[Finding]:
    if not any(relationship.phase == "awareness" for relationship in canvas.relationships):
        return
    later = {key for relationship in canvas.relationships if relationship.phase not in (None, "awareness")
             for key in segment_keys(relationship)}  # fmt: skip
    growing: dict[Any, list[tuple[Any, str]]] = {}
    measures: tuple[Any, ...] = (*decided(canvas.tactics), *decided(canvas.strategies))
    for measure in measures:
        word = "type" if measure.word == "tactic" and measure.type == "cross-sell" else "objective"
        if word == "type" or "grow" in measure.objectives:
            for key in keys(measure.targets):
                growing.setdefault(key, []).append((measure, word))
    for relationship in decided(canvas.relationships):
        if relationship.phase != "awareness":
            continue
        own = [relationship.key, *(key for key in segment_keys(relationship) if key not in later)]
        found = next((growing[key][0] for key in own if key in growing), None)
        if "upsell" in relationship.purposes:
            found = (relationship, "purpose")
        if found is not None:
            first, word = found
            what = "is meant to sell them more" if first is relationship else f"`{first.name}` is to sell them more"
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is in the phase `awareness`, and {what}",
                help="let them try you first: take out what is to sell more, or name the phase that is reached, "
                "`phase exploration` or later",
                span=first.place(word),
                related=(Related(relationship.place("phase"), "they only know of each other"),),
            )


# ---- REL661: feeling valued --------------------------------------------------


def _unrecognised(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where the touchpoints of the relationship are known, or the model tells of recognition elsewhere."""
    if not canvas.journeys and not any(each.touchpoints for each in canvas.relationships):
        return
    signs = at_touchpoints(canvas, lambda point: ["recognised" if point.recognition else "met"])
    told = any(point.recognition for point in _touchpoints(canvas))
    thanked = {key for tactic in canvas.tactics if tactic.type == "recognition" for key in keys(tactic.targets)}
    valued = pooled(canvas, lambda each: ["valued"] if _recognises(each, thanked) else [])
    for relationship in decided(canvas.relationships):
        known = signs(relationship)
        if "recognised" in known or not (known or told) or valued(relationship):
            continue
        loyal = _loyal(canvas, relationship)
        if loyal is not None:
            yield Finding(
                about=relationship,
                message=f"no touchpoint of `{relationship.name}` shows customers that they are valued",
                help="say at one of them how: `recognition name`, `history`, `thanks` or `milestone`",
                related=(loyal,),
                absent=("recognition", "touchpoint", "journey", "practice", "bond", "tactic", "dedicated"),
            )


def _touchpoints(canvas: Canvas) -> Iterator[Touchpoint]:
    for journey in canvas.journeys:
        yield from touchpoints_in(journey)
    for relationship in canvas.relationships:
        yield from relationship.touchpoints


def _recognises(relationship: Relationship, thanked: set[Key]) -> bool:
    """Whether something else than a touchpoint says that customers are known and thanked."""
    if "dedicated" in relationship.type_words or any(bond.type == "social" for bond in relationship.bonds):
        return True
    if any(practice.type == "personal-engagement" for practice in relationship.practices):
        return True
    return relationship.key in thanked or not thanked.isdisjoint(segment_keys(relationship))


def _loyal(canvas: Canvas, relationship: Relationship) -> Related | None:
    """Where it is said that customers stay, or are loyal."""
    if "long-term" in relationship.type_words:
        return Related(type_at(relationship, "long-term"), "they are to stay")
    for segment in segments_of(canvas, relationship):
        if segment.loyalty_group == "true-friend":
            return Related(segment.place("loyalty-group"), "they are loyal")
        attitude = segment.loyalty.attitude if segment.loyalty is not None else None
        if attitude is not None and attitude.value >= canvas.threshold("high-attitude"):
            return Related(attitude.span, "they are loyal")
    return None


RULES = (
    Rule(
        code="REL631",
        name="custom-type-without-likeness",
        severity=Severity.HINT,
        summary="A type of your own does not say which known type it resembles",
        why="The list of types is open, but a type that resembles none can't be compared with the others.",
        theory=("T-REL-9",),
        register=(),
        check=_unknown_type,
    ),
    Rule(
        code="REL632",
        name="lock-in-alone",
        severity=Severity.HINT,
        summary="The cost of leaving is the only type of a relationship",
        why="Customers who stay because leaving costs too much are not loyal, and go when a rival pays for the move.",
        theory=("T-REL-9", "T-LOY-2"),
        register=(),
        check=_lock_in_alone,
    ),
    Rule(
        code="REL641",
        name="relational-strategy-of-single-deals",
        severity=Severity.WARNING,
        summary="The strategy is relational, and all types of the segment are transactional",
        why="If every contact is a single deal, nobody carries out the partnership that the strategy promises.",
        theory=("T-REL-16",),
        register=(),
        check=_relational_deals,
    ),
    Rule(
        code="REL651",
        name="endless-at-a-loss",
        severity=Severity.HINT,
        summary="A relationship with unprofitable customers has no rule for its end",
        why="Without a rule for ending, relationships that cost more than they bring go on out of habit.",
        theory=("T-REL-17",),
        register=(),
        check=_endless,
    ),
    Rule(
        code="REL652",
        name="growth-before-acquaintance",
        severity=Severity.WARNING,
        summary="Customers who only know of the firm are meant to buy more",
        why="Nobody buys more of what they have not tried: what is right in a later phase comes too early in the "
        "first.",
        theory=("T-REL-17",),
        register=(),
        check=_growth_among_strangers,
    ),
    Rule(
        code="REL661",
        name="nobody-recognised",
        severity=Severity.HINT,
        summary="Customers who stay are shown at no touchpoint that they are valued",
        why="People who feel unnoticed leave without a complaint, so nobody learns why.",
        theory=("T-REL-18",),
        register=(),
        check=_unrecognised,
    ),
)
