"""What ties a customer: more than price rewards (R25), a way out of structural ties, people behind social ones."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, naming, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import at_touchpoints, pooled, segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]

_PRICE_REWARDS = frozenset(("points", "discount"))
"""Rewards of a programme that any rival can pay too."""
_TIES = frozenset(("dedicated", "community", "co-creation"))
"""Types of relationship that are a tie in themselves."""
_TOOLS = frozenset(("club", "event", "account-team", "extranet"))
_ENGAGING = frozenset(("personal-engagement", "community"))


# ---- RMK204: nothing but price rewards ---------------------------------------


def _price_alone(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where a lasting relationship has bonds or a programme, or where the model tells of bonds elsewhere."""
    told = any(relationship.bonds for relationship in canvas.relationships)
    recognised = at_touchpoints(canvas, lambda point: ["recognised"] if point.recognition else [])
    ties = pooled(canvas, lambda each: ["ties"] if _has_ties(each) else [])
    for relationship in decided(canvas.relationships):
        lasting = _meant_to_last(relationship)
        if lasting is None or ties(relationship) or recognised(relationship):
            continue
        rewards = [*relationship.bonds, *relationship.programmes]
        if not rewards and not told:
            continue
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` is meant to last, and "
            + ("only price rewards tie its customers" if rewards else "nothing ties its customers"),
            help='add a bond beyond the price: `bond social "…"`, `bond customization "…"` or `bond structural "…"`',
            span=rewards[0].here if rewards else lasting,
            related=(Related(lasting, "meant to last"),) if rewards else (),
            absent=("bond", "programme", "reward", "practice", "customize", "personalize", "community", "co-creation",
                    "dedicated", "tool", "recognition", "touchpoint", "type"),
        )  # fmt: skip


def _meant_to_last(relationship: Relationship) -> Span | None:
    """Where a relationship says that it is meant to last."""
    if "long-term" in relationship.type_words:
        return type_at(relationship, "long-term")
    return relationship.place("strategy") if relationship.strategy == "relational" else None


def _has_ties(relationship: Relationship) -> bool:
    """Whether something beyond the price ties the customers."""
    return bool(
        any(bond.type != "financial" for bond in relationship.bonds)
        or any(not set(each.rewards) <= _PRICE_REWARDS for each in relationship.programmes)
        or relationship.type_words & _TIES or not _TOOLS.isdisjoint(relationship.tools)
        or any(practice.type in _ENGAGING for practice in relationship.practices)
        or any(each.what != "price" for each in relationship.customize) or relationship.personalize
    )  # fmt: skip


# ---- RMK205: structural ties without a way out -------------------------------


def _no_exit(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of a bond that is described in a block of its own, of all once one bond of the model says its exit, and
    where leaving is told to be dear."""
    told = any(bond.exit for relationship in canvas.relationships for bond in relationship.bonds)
    for relationship in decided(canvas.relationships):
        dear = _dear_to_leave(canvas, relationship)
        for bond in decided(relationship.bonds):
            if bond.type == "structural" and not bond.exit and (told or dear is not None or bond.item.items):
                yield Finding(
                    about=bond,
                    message=f"nothing says how customers of `{relationship.name}` get out of the structural bond",
                    help='say it in the bond: `bond structural "…" { exit "…" }`, such as the notice and their data',
                    related=(dear,) if dear is not None else (),
                    absent=("exit",),
                )


def _dear_to_leave(canvas: Canvas, relationship: Relationship) -> Related | None:
    """Where it is said that customers find leaving dear."""
    marks = relationship.commitment_trust
    if marks is not None and marks.termination_costs is not None and marks.termination_costs.value > 1:
        return Related(marks.termination_costs.span, "leaving costs them something")
    for segment in segments_of(canvas, relationship):
        if segment.loyalty is not None and "lock-in" in segment.loyalty.because:
            return Related(segment.loyalty.place("because"), "leaving costs them too much")
    return None


# ---- RMK206: social ties without people --------------------------------------


def _nobody_to_know(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once the model has resources, activities or parties, among which somebody could be named."""
    if not (canvas.resources or canvas.activities or canvas.parties):
        return
    people = pooled(canvas, lambda each: ["people"] if _has_people(canvas, each) else [])
    for relationship in decided(canvas.relationships):
        social = [bond for bond in decided(relationship.bonds) if bond.type == "social"]
        if social and not any(bond.staff for bond in social) and not people(relationship):
            yield Finding(
                about=social[0],
                message=f"nobody stands behind the social bond of `{relationship.name}`",
                help="say whose ties they are: `staff …` in the bond, with a party, a resource or a name in quotes",
                absent=("staff", "host", "owner", "supports", "dedicated", "personal-assistance"),
            )


def _has_people(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether a relationship names people, or people or their work support it."""
    help, community = relationship.personal_assistance, relationship.community
    if "dedicated" in relationship.type_words or relationship.owner or (help is not None and help.staff):
        return True
    if community is not None and (community.host or community.owner):
        return True
    if any(naming(canvas, relationship, "activity", "supports")):
        return True
    return any(resource.type in (None, "human") for resource in naming(canvas, relationship, "resource", "supports"))


RULES = (
    Rule(
        code="RMK204",
        name="price-rewards-alone",
        severity=Severity.WARNING,
        summary="A long-term relationship rests on price rewards alone",
        why="A rival can copy a price reward tomorrow; people who know each other and systems that are joined take "
        "years.",
        theory=("T-RM-4", "T-REL-2", "T-STR-5"),
        register=("R25",),
        check=_price_alone,
    ),
    Rule(
        code="RMK205",
        name="bond-without-exit",
        severity=Severity.HINT,
        summary="A structural bond does not say how a customer gets out of it",
        why="A tie that cannot be undone feels like a trap; a fair way out makes it easier to enter.",
        theory=("T-RM-4",),
        register=(),
        check=_no_exit,
    ),
    Rule(
        code="RMK206",
        name="social-bond-without-people",
        severity=Severity.HINT,
        summary="A social bond has nobody who could be known",
        why="Customers feel tied to people, not to a firm: without somebody to know there is no social bond.",
        theory=("T-RM-4",),
        register=(),
        check=_nobody_to_know,
    ),
)
