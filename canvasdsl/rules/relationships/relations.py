"""Which relationship each segment has (R02), types that exclude each other (R03), what a type can't be meant for."""

from collections.abc import Iterator
from typing import NamedTuple

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import BLOCKS
from canvasdsl.model.customers import Segment
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import (
    called,
    decided,
    declared,
    is_one_off,
    listed,
    naming,
    only_transactional,
    quoted,
    relationships_with,
    revenues_from,
    says_more,
    type_at,
)  # fmt: skip
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_CONTAINS = {"dedicated": "personal-assistance", "automated": "self-service"}
"""Types that give a customer what a plainer one would, and more."""
_DETAILS = ("personal-assistance", "dedicated", "self-service", "automated", "community", "co-creation")
_FIGURES = frozenset(("retention", "churn", "acquisition_cost", "margin", "retention_cost"))
_KINDS = 4
"""Of how many of the nine kinds a model has blocks when the silence about relationships is taken for a choice."""
_LOYALTY_TOOLS = {"frequency-programme": "a frequency programme", "club": "a club"}


# ---- R02: a relationship with each segment, the one that it expects ----------


def _segment_without_relationship(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of segments that are served; of the others BMC101 does. In a model that has only begun, nobody has left
    anything out by accident: it waits for the first relationship, or for so many kinds of block."""
    if not canvas.relationships and sum(bool(canvas.blocks(word)) for word in BLOCKS) < _KINDS:
        return
    for segment in decided(canvas.segments):
        if any(naming(canvas, segment, "proposition", "for")) and not relationships_with(canvas, segment):
            expected = f"; they expect {quoted(segment.expects)}" if segment.expects else ""
            yield Finding(
                about=segment,
                message=f"no relationship is declared with `{segment.name}`",
                help=f"say how you deal with them: `relationship … {{ with {called(segment)}; type … }}`{expected}",
                absent=("relationship", "with"),
            )


def _unmet_expectation(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        relationships = relationships_with(canvas, segment)
        if not segment.expects or not relationships:
            continue
        given = {word for relationship in relationships for word in relationship.type_words}
        given |= {_CONTAINS[word] for word in given if word in _CONTAINS}
        missing = [word for word in dict.fromkeys(segment.expects) if word not in given]
        if missing:
            first = relationships[0]
            yield Finding(
                about=segment,
                message=f"`{segment.name}` expects {quoted(missing)}, and no relationship with them is of that type",
                help=f"add `type {missing[0]}` to `{called(first)}`, or correct what they expect",
                span=segment.place("expects"),
                related=tuple(declared(each, "the relationship with them") for each in relationships[:4]),
                absent=("type", "with", "relationship", *_DETAILS),
            )


def _without_purpose(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of relationships that are described in more detail; once for all where none has a purpose. How many stay,
    and what winning one costs, say by themselves what it is for."""
    some = any(relationship.purposes for relationship in canvas.relationships)
    for relationship in decided(canvas.relationships):
        if not relationship.purposes and says_more(relationship, but=_FIGURES):
            yield Finding(
                about=relationship,
                message=f"the relationship `{relationship.name}` has no purpose",
                help="say what it is for: `purpose acquire`, `purpose retain` or `purpose upsell`",
                absent=("purpose",),
            )
            if not some:
                return


# ---- R03: types that exclude each other --------------------------------------


class _Clash(NamedTuple):
    """Two types that can't both hold: in one relationship, or in two with the same customers."""

    word: str
    relationship: Relationship
    other_word: str
    other: Relationship
    segment: Segment | None


def _clashes(canvas: Canvas, one: str, two: str) -> Iterator[_Clash]:
    """Clashes of two types within the same segment and plan; ideas are alternatives and clash with nothing."""
    tiers: dict[object, tuple[Segment, list[Relationship]]] = {}
    for relationship in decided(canvas.relationships):
        words = relationship.type_words
        if one in words and two in words:
            yield _Clash(two, relationship, one, relationship, None)
        elif one in words or two in words:
            for each in relationship.segments:
                if each.segment.kind:
                    key = (each.segment.key, each.plan.key if each.plan else None)
                    tiers.setdefault(key, (canvas[each.segment], []))[1].append(relationship)
    seen = set()
    for segment, relationships in tiers.values():
        first = relationships[0]
        word = one if one in first.type_words else two
        other_word = two if word == one else one
        for other in relationships:
            if other_word in other.type_words and (id(first), id(other)) not in seen:
                seen.add((id(first), id(other)))
                yield _Clash(other_word, other, word, first, segment)


def _clash_findings(canvas: Canvas, one: str, two: str, help: str) -> Iterator[Finding]:
    for clash in _clashes(canvas, one, two):
        mine, its = clash.relationship, clash.other
        if clash.segment is None:
            message = f"`{mine.name}` is both `{clash.other_word}` and `{clash.word}`"
            plan = called(canvas[mine.segments[0].segment]) if mine.segments and mine.segments[0].segment.kind else "…"
        else:
            message = (f"`{mine.name}` is `{clash.word}` and `{its.name}` is `{clash.other_word}`, with the same "
                       f"customers, `{clash.segment.name}`")  # fmt: skip
            plan = called(clash.segment)
        yield Finding(
            about=mine,
            message=message,
            help=help.format(plan=f"with {plan} on …"),
            span=type_at(mine, clash.word),
            related=(Related(type_at(its, clash.other_word), f"`{clash.other_word}` here"),),
        )


def _transactional_and_long_term(canvas: Canvas) -> Iterator[Finding]:
    yield from _clash_findings(canvas, "transactional", "long-term", "keep one of the two, or split the customers into "
                               "plans with a relationship each: `{plan}`")  # fmt: skip


def _self_service_and_dedicated(canvas: Canvas) -> Iterator[Finding]:
    yield from _clash_findings(canvas, "self-service", "dedicated", "say who gets the named representative: split the "
                               "customers into plans with a relationship each, `{plan}`")  # fmt: skip


# ---- What a type can't be meant for ------------------------------------------


def _transactional_that_lasts(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        if not only_transactional(relationship):
            continue
        signs = []
        if "retain" in relationship.purposes:
            signs.append(("its purpose is to retain", relationship.place("purpose")))
        for tool in relationship.tools:
            if tool in _LOYALTY_TOOLS:
                signs.append((f"it has {_LOYALTY_TOOLS[tool]}", relationship.place("tool")))
        signs += [(f"it has the programme `{each.name}`", each.here) for each in decided(relationship.programmes)]
        for word in ("horizon", "retention", "churn"):
            quantity = getattr(relationship, word)
            if quantity is not None:
                signs.append((f"its {word} is {quantity.written}", quantity.span))
        if signs:
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is transactional, and {listed([text for text, _ in signs])}",
                help="write `type long-term` and say what makes customers stay, or take out what is meant to keep them",
                span=signs[0][1],
                related=(Related(type_at(relationship, "transactional"), "limited to the deal"),),
            )


def _transactional_for_others(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where the type says in words how it works, which is the place for the reason."""
    for relationship in decided(canvas.relationships):
        if not only_transactional(relationship) or relationship.notes:
            continue
        if any(type.text for type in relationship.types if "transactional" in (type.type, type.like)):
            continue
        for each in relationship.segments:
            segment = canvas[each.segment] if each.segment.kind else None
            if segment is None:
                continue
            if segment.buyer in ("relationship", "value"):
                are, word = f"{segment.buyer} buyers", "buyer"
            elif segment.loyalty_group == "true-friend":
                are, word = "true friends", "loyalty-group"
            else:
                continue
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is transactional, and `{segment.name}` are {are}",
                help='say behind the type why it is enough for them, `type transactional "…"`, or choose another',
                span=type_at(relationship, "transactional"),
                related=(Related(segment.place(word), "declared here"),),
            )
            break


def _long_term_after_one_purchase(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where a rate of retention stands: then the rate is what is wrong (BMC304)."""
    for relationship in decided(canvas.relationships):
        if "long-term" not in relationship.type_words or "upsell" in relationship.purposes:
            continue
        if relationship.retention is not None or relationship.churn is not None:
            continue
        for each in relationship.segments:
            segment = canvas[each.segment] if each.segment.kind else None
            if segment is None or not is_one_off(canvas, segment) or len(revenues_from(canvas, segment)) > 1:
                continue
            revenue = revenues_from(canvas, segment)[0]
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is long-term, and `{segment.name}` buy once, with no need that follows",
                help="say what they need next: `purpose upsell`, another revenue, or `buys-every …` in the segment; or "
                "choose another type",
                span=type_at(relationship, "long-term"),
                related=(Related(revenue.place("recurrence"), "paid once"),),
                absent=("purpose", "revenue", "from", "buys-every", "volume"),
            )
            break


RULES = (
    Rule(
        code="REL101",
        name="segment-without-relationship",
        severity=Severity.WARNING,
        promoted=True,
        summary="A served segment has no relationship",
        why="A relationship exists even if nobody chose it; left to chance, it costs money and may not be what you "
        "want.",
        theory=("T-BMC-4", "T-BMC-1"),
        register=("R02",),
        check=_segment_without_relationship,
    ),
    Rule(
        code="REL102",
        name="unmet-expectation",
        severity=Severity.WARNING,
        promoted=True,
        summary="A segment expects a type of relationship that it does not get",
        why="Customers who look for one kind of relationship and find another go to somebody who offers it.",
        theory=("T-BMC-4", "T-BMC-1"),
        register=("R02",),
        check=_unmet_expectation,
    ),
    Rule(
        code="REL103",
        name="relationship-without-purpose",
        severity=Severity.HINT,
        summary="A detailed relationship has no purpose",
        why="Winning, keeping and growing customers need different means; the purpose says which are worth their cost.",
        theory=("T-BMC-4",),
        register=(),
        check=_without_purpose,
    ),
    Rule(
        code="REL111",
        name="transactional-and-long-term",
        severity=Severity.ERROR,
        summary="A relationship with the same customers is transactional and long-term",
        why="A transactional relationship ends with the deal and a long-term one is meant to last: the same "
        "customers can't have both.",
        theory=("T-REL-10", "T-REL-1", "T-REL-2", "T-SEG-3"),
        register=("R03",),
        check=_transactional_and_long_term,
    ),
    Rule(
        code="REL112",
        name="self-service-and-dedicated",
        severity=Severity.WARNING,
        summary="The same customers have self-service and a named representative",
        why="Customers who have a person of their own will call that person, and not use the self-service that you "
        "pay for.",
        theory=("T-REL-10", "T-REL-5", "T-SEG-3"),
        register=(),
        check=_self_service_and_dedicated,
    ),
    Rule(
        code="REL121",
        name="transactional-that-lasts",
        severity=Severity.WARNING,
        summary="A transactional relationship is meant to keep customers",
        why="What is limited to the deal gives no reason to return; means to keep customers are wasted on it.",
        theory=("T-REL-1",),
        register=(),
        check=_transactional_that_lasts,
    ),
    Rule(
        code="REL122",
        name="transactional-for-relationship-buyers",
        severity=Severity.HINT,
        summary="A transactional relationship is chosen for buyers who look for more than the price",
        why="Dealing once suits those who buy by price; others may want somebody whom they can trust.",
        theory=("T-REL-1", "T-TYP-2"),
        register=(),
        check=_transactional_for_others,
    ),
    Rule(
        code="REL123",
        name="long-term-after-one-purchase",
        severity=Severity.WARNING,
        summary="A long-term relationship with customers who buy once",
        why="A lasting relation needs something that brings the customer back; without it, it only costs.",
        theory=("T-REL-2", "T-CUS-12"),
        register=(),
        check=_long_term_after_one_purchase,
    ),
)
