"""Who plays which role: payers and users, customers inside, the people who serve (T-CUS-1, T-CUS-3, T-CUS-6)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.parties import Party
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import (
    adding,
    called,
    decided,
    declared,
    naming,
    revenues_from,
    says_more,
    type_at,
)  # fmt: skip
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named
from canvasdsl.source import Span

__all__ = ["RULES"]

_PURCHASE = frozenset(("buyer", "payer", "user", "beneficiary", "judge"))
_PAYS = frozenset(("payer", "patron", "distributor"))
"""Roles that say whose money it is; who buys to sell on, or gives, pays."""
_USES = frozenset(("user", "beneficiary"))
_PERSONAL = ("dedicated", "personal-assistance")


# ---- SEG201: whose money it is ------------------------------------------------


def _nobody_pays(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once somebody has a role in the purchase."""
    everybody: list[Segment | Party] = [*canvas.segments, *canvas.parties]
    if not any(_PURCHASE.intersection(each.roles) for each in everybody):
        return
    payer = next((each for each in everybody if _PAYS.intersection(each.roles)), None)
    paid = {id(each) for each in canvas.revenues if _has_payer(canvas, each)}
    for segment in decided(canvas.segments):
        roles = segment.roles
        streams = [each for each in revenues_from(canvas, segment) if not each.is_idea]
        if not streams or "internal-customer" in roles or _PAYS.intersection(roles):
            continue
        if payer is not None and not _PURCHASE.intersection(roles):
            continue  # of the roles of this one nothing was said
        stream = next((each for each in streams if id(each) not in paid), None)
        if stream is None:
            continue
        who = f"and the payer is said to be `{payer.name}`" if payer is not None else "and nobody has the role `payer`"
        yield Finding(
            about=segment,
            message=f"`{stream.name}` comes from `{segment.name}`, {who}",
            help=f"write `role {', '.join((*roles, 'payer'))}` in `{called(segment)}`, or name in `from` of the "
            "revenue whose money it is",
            span=segment.place("role"),
            related=(declared(stream, "the revenue"), *((declared(payer, "the payer"),) if payer else ())),
            absent=("role",),
            fix=_as_payer(segment) if payer is None else None,
        )


def _has_payer(canvas: Canvas, stream: Any) -> bool:
    """Whether one of those who are named is a payer; a partner has no roles, and is named for nothing else."""
    return any(
        each.word == "partner" or _PAYS.intersection(getattr(each, "roles", ()))
        for each in named(canvas, stream.segments)
    )


def _as_payer(segment: Segment) -> Fix | None:
    if not segment.roles:
        return adding(segment, "role payer", "the revenue comes from them")
    end = segment.place("role").end
    return Fix("add the role `payer`: the revenue comes from them", (Edit(Span(segment.file, end, end), ", payer"),))


# ---- SEG202: the one speaks, the other pays -----------------------------------


def _spoken_past(canvas: Canvas) -> Iterator[Finding]:
    """Of a segment that nothing is offered BMC101 speaks; this is about users and payers among the parties."""
    if not canvas.propositions:
        return
    everybody: list[Segment | Party] = [*decided(canvas.segments), *decided(canvas.parties)]
    paying = [each for each in everybody if "payer" in each.roles or any(revenues_from(canvas, each))]
    using = [each for each in everybody if _USES.intersection(each.roles)]
    payers, users = {each.key for each in paying}, {each.key for each in using}
    only_user = next((each for each in using if each.key not in payers), None)
    only_payer = next((each for each in paying if each.key not in users), None)
    for party in decided(canvas.parties):
        pays = party.key in payers
        if "patron" in party.roles or pays == (party.key in users) or _is_addressed(canvas, party):
            continue
        other = only_user if pays else only_payer
        if other is None:
            continue
        role, do = ("the payer", "use it") if pays else ("a user", "pay")
        yield Finding(
            about=party,
            message=f"`{party.name}` is {role}, and every proposition speaks to others, such as `{other.name}`, "
            f"who {do}",
            help=f"say what they get out of it: name `{called(party)}` in `for` of a proposition, or give them one of "
            "their own",
            related=(declared(other, "user" if pays else "payer"),),
            absent=("proposition", "for", "served-by"),
        )


def _is_addressed(canvas: Canvas, party: Party) -> bool:
    """Whether something is offered to a party, or a message is meant for it."""
    if party.served_by or any(naming(canvas, party, "proposition", "for")):
        return True
    links = canvas.index.links_to.get(party.key, ()) if party.key else ()
    return any(link.word == "party" and getattr(link.entity, "message", None) for link in links)


# ---- SEG211, SEG212: customers inside -----------------------------------------


def _unsupplied(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once the model has activities."""
    if not canvas.activities:
        return
    worked_on = {reference.key for activity in canvas.activities for reference in activity.supports}
    everybody: list[Segment | Party] = [*decided(canvas.parties), *decided(canvas.segments)]
    for inside in everybody:
        if "internal-customer" not in inside.roles or _is_supplied(canvas, inside, worked_on):
            continue
        how = "name the activity that works for them: `supplied-by …`"
        if isinstance(inside, Segment):
            how = "name what they are offered in `supports` of the activity that makes it"
        yield Finding(
            about=inside,
            message=f"`{inside.name}` is an internal customer, and no activity works for them",
            help=how,
            span=inside.place("role"),
            absent=("supplied-by", "served-by", "activity", "supports", "for"),
        )


def _is_supplied(canvas: Canvas, inside: Segment | Party, worked_on: set[Key]) -> bool:
    """Whether an activity works for somebody inside: named there, or behind what they are offered."""
    offered = list(naming(canvas, inside, "proposition", "for"))
    if isinstance(inside, Party):
        if inside.supplied_by:
            return True
        offered += named(canvas, inside.served_by)
    return any(each.word == "activity" or each.key in worked_on for each in offered)


def _revenue_from_inside(canvas: Canvas) -> Iterator[Finding]:
    for revenue in decided(canvas.revenues):
        for reference in revenue.segments:
            payer = canvas.index.blocks.get(reference.key)
            roles = getattr(payer, "roles", ())
            if payer is None or "internal-customer" not in roles or "external-customer" in roles:
                continue
            yield Finding(
                about=revenue,
                message=f"`{revenue.name}` comes from `{payer.name}`, who are inside the organisation",
                help="name in `from` who brings money in from outside; if these do so too, add "
                "`role external-customer` to them",
                span=reference.span,
                related=(Related(payer.place("role"), "inside"),),
            )


# ---- SEG241: the people who serve ---------------------------------------------


def _unequipped(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once employees are named, and the relationship is described in more detail or others are equipped."""
    employees = {each.key: each for each in decided(canvas.parties) if "employee" in each.roles}
    equipped = {key for key, each in employees.items() if each.enabled_by or each.served_by or each.skills}
    somebody = [] if equipped else list(employees.values())[:1]
    told: set[Key | None] = set()
    for relationship in decided(canvas.relationships):
        words = [word for word in _PERSONAL if word in relationship.type_words]
        if not words or not employees or not (equipped or says_more(relationship)):
            continue
        staff = _staff(relationship)
        there = [employees[key] for key in staff if key in employees] or somebody
        missing = next((each for each in there if each.key not in equipped), None)
        if missing is None or missing.key in told or _has_means(canvas, relationship):
            continue
        told.add(missing.key)
        yield Finding(
            about=missing,
            message=f"`{missing.name}` serve customers in person, and nothing says what enables them to",
            help=f"name their training, tools or freedom to decide in `{called(missing)}`: `enabled-by …`",
            related=(Related(type_at(relationship, words[0]), f"`{words[0]}` here"),),
            absent=("enabled-by", "served-by", "authority", "tool"),
        )


def _staff(relationship: Relationship) -> list[Key]:
    """The parties that a relationship says that they serve in it."""
    help = relationship.personal_assistance
    named_here = [*(help.staff if help is not None else ()), relationship.owner]
    named_here += [each for bond in relationship.bonds for each in bond.staff]
    return keys(named_here)


def _has_means(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether a tool supports the people in a relationship, or they may decide something themselves."""
    services = [*relationship.services, *naming(canvas, relationship, "service", "feeds")]
    return any(naming(canvas, relationship, "tool", "supports")) or any(
        task.authority for service in services for task in service.tasks
    )


RULES = (
    Rule(
        code="SEG201",
        name="payer-unnamed",
        severity=Severity.WARNING,
        summary="Revenue comes from a segment, and nobody has the role of payer",
        why="Who uses, who buys and who pays may be three people; a price has to suit the one whose money it is.",
        theory=("T-CUS-1",),
        register=(),
        check=_nobody_pays,
    ),
    Rule(
        code="SEG202",
        name="user-or-payer-unaddressed",
        severity=Severity.HINT,
        summary="One uses and another pays, and the propositions speak to one of them only",
        why="What the user loves and the payer does not understand is not bought; the reverse is bought once.",
        theory=("T-CUS-1",),
        register=(),
        check=_spoken_past,
    ),
    Rule(
        code="SEG211",
        name="unsupplied-internal-customer",
        severity=Severity.HINT,
        summary="No activity works for an internal customer",
        why="The next process is the customer of the one before: somebody has to work for it on purpose.",
        theory=("T-CUS-3",),
        register=(),
        check=_unsupplied,
    ),
    Rule(
        code="SEG212",
        name="revenue-from-inside",
        severity=Severity.WARNING,
        summary="An internal customer pays a revenue",
        why="What one part of a firm pays another moves money from one pocket to the other; it brings none in.",
        theory=("T-CUS-3",),
        register=(),
        check=_revenue_from_inside,
    ),
    Rule(
        code="SEG241",
        name="unequipped-staff",
        severity=Severity.HINT,
        summary="People serve customers in person, and nothing enables them to",
        why="A personal relationship is as good as the people in it: training, tools and freedom to decide make "
        "them good.",
        theory=("T-CUS-6",),
        register=(),
        check=_unequipped,
    ),
)
