"""Those who give: patrons and what they get for it (T-CUS-7), people who supply a firm (R42, T-CUS-9)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Edit, Fix, Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.money import Revenue
from canvasdsl.model.parties import Constituency, Party
from canvasdsl.rules.parts import (
    adding,
    called,
    decided,
    declared,
    is_repeated,
    naming,
    quoted,
    relationships_with,
    revenues_from,
)  # fmt: skip
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import keys
from canvasdsl.source import Span

__all__ = ["RULES"]

_WORK = frozenset(("data", "content", "labour", "idea", "review", "product"))
"""What a contributor gives; money, encouragement and privileges are the gifts of patrons."""
_SUPPLIES = frozenset(("contributor", "partner"))


def _everybody(canvas: Canvas) -> list[Segment | Party]:
    return [*decided(canvas.segments), *decided(canvas.parties)]


def _is_rewarded(block: Constituency) -> bool:
    """Whether they are said to get something for what they give."""
    return any(each != "nothing" for each in block.in_return)


# ---- SEG251, SEG252, SEG253: patrons ------------------------------------------


def _no_patron(canvas: Canvas) -> Iterator[Finding]:
    """A payer that is a `partner` has no role, and is left alone."""
    for revenue in decided(canvas.revenues):
        if revenue.type != "patronage":
            continue
        for reference in revenue.segments:
            payer = canvas.index.blocks.get(reference.key)
            if isinstance(payer, Constituency) and "patron" not in payer.roles:
                yield Finding(
                    about=revenue,
                    message=f"`{revenue.name}` is patronage, and `{payer.name}` are not declared as patrons",
                    help=f"write `role {', '.join((*payer.roles, 'patron'))}` in `{called(payer)}`; if they buy "
                    "something for themselves, the revenue has another `type`",
                    span=reference.span,
                    related=(Related(revenue.place("type"), "given for the good of others"), declared(payer)),
                    absent=("role",),
                    fix=_as_patron(payer),
                )


def _as_patron(payer: Constituency) -> Fix | None:
    why = "the revenue is patronage"
    if not payer.roles:
        return adding(payer, "role patron", why)
    end = payer.place("role").end
    return Fix(f"add the role `patron`: {why}", (Edit(Span(payer.file, end, end), ", patron"),))


def _without_return(canvas: Canvas) -> Iterator[Finding]:
    """Of a segment that nothing is offered BMC101 speaks; here it is offered no more than those for whom it pays."""
    receivers = {
        each.key for each in _everybody(canvas)
        if {"user", "beneficiary"}.intersection(each.roles) and "patron" not in each.roles
    }  # fmt: skip
    shared_offers = {id(each) for each in canvas.propositions if not receivers.isdisjoint(keys(each.segments))}
    for patron in _everybody(canvas):
        if "patron" not in patron.roles or _is_rewarded(patron):
            continue
        offers = list(naming(canvas, patron, "proposition", "for"))
        if isinstance(patron, Party):
            if patron.served_by or not (offers or patron.gives or revenues_from(canvas, patron)):
                continue
        elif not offers:
            continue
        shared = [each for each in offers if id(each) in shared_offers]
        if len(shared) < len(offers):
            continue
        what = "are offered what those get for whom they pay" if shared else "are offered nothing"
        yield Finding(
            about=patron,
            message=f"`{patron.name}` give as patrons, and {what}",
            help=f"say what they get out of it: a `proposition` `for {called(patron)}`, or `in-return recognition`, "
            "`access` or `mission`",
            span=patron.place("role"),
            related=tuple(declared(each, "for both") for each in shared[:2]),
            absent=("proposition", "for", "in-return", "served-by"),
        )


def _single_visit(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of patrons who buy: each of their revenues says what sort it is, and none is patronage."""
    for patron in _everybody(canvas):
        streams: list[Revenue] = [each for each in revenues_from(canvas, patron) if not each.is_idea]
        if "patron" not in patron.roles or patron.gives or patron.gives_again or not streams:
            continue
        if any(each.type in (None, "patronage") for each in streams):
            continue
        if any(each.recurs or is_repeated(each.volume) for each in streams) or getattr(patron, "buys_every", None):
            continue
        yield Finding(
            about=patron,
            message=f"`{patron.name}` are patrons of a shop, and nothing says that they come again",
            help="say how often: `buys-every 2 weeks`, or `volume … per month per customer` in the revenue; who buys "
            "once is a customer, and no patron",
            span=patron.place("role"),
            related=(declared(streams[0], "what they pay"),),
            absent=("buys-every", "recurrence", "volume", "gives-again"),
        )


# ---- SEG261, SEG262, SEG263: people who supply a firm --------------------------


def _only_customer(canvas: Canvas) -> Iterator[Finding]:
    """Quiet once anybody in the model contributes: one block may stand for both directions."""
    if any(_contributes(canvas, each) for each in _everybody(canvas)):
        return
    for segment in decided(canvas.segments):
        if segment.market == "c2b" and segment.consists_of != "organisations":
            yield Finding(
                about=segment,
                message=f"`{segment.name}` supply a firm (`c2b`), and the model knows them as customers only",
                help=f"say in `{called(segment)}` what they supply and get: `role contributor; gives …; in-return …`, "
                "and with `bought-by` who uses it",
                span=segment.place("market"),
                absent=("role", "gives", "bought-by", "co-creation", "used-in"),
            )


def _contributes(canvas: Canvas, block: Segment | Party) -> bool:
    """Whether somebody is more than a customer: a contributor, a partner, one who creates together with the firm."""
    if block.gives or _SUPPLIES.intersection(block.roles) or getattr(block, "bought_by", ()):
        return True
    return isinstance(block, Segment) and any(
        relationship.co_creation is not None for relationship in relationships_with(canvas, block)
    )


def _unrewarded(canvas: Canvas) -> Iterator[Finding]:
    paid = {cause.cause.key for cost in canvas.costs for cause in cost.causes}
    for giver in _everybody(canvas):
        given = [each for each in giver.gives if each in _WORK]
        if not given and "contributor" not in giver.roles:
            continue
        if _is_rewarded(giver) or giver.key in paid or "employee" in giver.roles or _has_reward(canvas, giver):
            continue
        yield Finding(
            about=giver,
            message=f"`{giver.name}` contribute {quoted(given)}, and get nothing for it" if given
            else f"`{giver.name}` are contributors, and get nothing for it",
            help=f"say in `{called(giver)}` what they get, even if it is only their name beside it: "
            "`in-return recognition`",
            span=giver.place("in-return" if giver.in_return else "gives" if giver.gives else "role"),
            absent=() if giver.in_return else ("in-return", "reward", "cost"),
        )  # fmt: skip


def _has_reward(canvas: Canvas, giver: Segment | Party) -> bool:
    """Whether a relationship with them says what they get for what they create."""
    relationships = relationships_with(canvas, giver) if isinstance(giver, Segment) else ()
    return any(each.co_creation is not None and each.co_creation.reward for each in relationships)


def _data_taken(canvas: Canvas) -> Iterator[Finding]:
    for giver in _everybody(canvas):
        if "data" not in giver.gives or giver.consent == "yes" or _agreed(canvas, giver):
            continue
        said = "they have not agreed to it" if giver.consent == "no" else "nothing says that they agree to its use"
        yield Finding(
            about=giver,
            message=f"`{giver.name}` give data, and {said}",
            help="tell them what is done with it, ask them, and write `consent yes`; without it leave the data alone",
            span=giver.place("consent" if giver.consent else "gives"),
            absent=() if giver.consent else ("consent",),
        )


def _agreed(canvas: Canvas, giver: Segment | Party) -> bool:
    """Whether a relationship asks them where they are identified."""
    if giver.consent is not None or not isinstance(giver, Segment):
        return False
    return any(
        each.identify is not None and each.identify.consent == "yes" for each in relationships_with(canvas, giver)
    )


RULES = (
    Rule(
        code="SEG251",
        name="patronage-without-patron",
        severity=Severity.WARNING,
        summary="A revenue is patronage, and those who pay it do not have the role of a patron",
        why="A patron pays for the good of others, a customer for their own: they want different things from you.",
        theory=("T-CUS-7",),
        register=(),
        check=_no_patron,
    ),
    Rule(
        code="SEG252",
        name="patron-without-return",
        severity=Severity.WARNING,
        summary="Patrons pay for others, and nothing is offered to the patrons themselves",
        why="Patrons want something too, such as recognition or the certainty that the money arrived; without it "
        "they stop.",
        theory=("T-CUS-7",),
        register=(),
        check=_without_return,
    ),
    Rule(
        code="SEG253",
        name="patron-who-comes-once",
        severity=Severity.HINT,
        summary="A patron of a shop is listed, and nothing says that they come again",
        why="In business a patron is a customer who stays and supports; a customer who buys once is not yet one.",
        theory=("T-CUS-7",),
        register=(),
        check=_single_visit,
    ),
    Rule(
        code="SEG261",
        name="supplier-as-customer-only",
        severity=Severity.WARNING,
        summary="People supply a firm (C2B), and the model knows them as customers only",
        why="In C2B value flows from the person to the firm: a mere customer would have no reason to supply anything.",
        theory=("T-CUS-9",),
        register=("R42",),
        check=_only_customer,
    ),
    Rule(
        code="SEG262",
        name="unrewarded-contributor",
        severity=Severity.WARNING,
        summary="Somebody contributes work, content or data, and gets nothing for it",
        why="People who give and get nothing give only once; a name, a discount or access may be reward enough.",
        theory=("T-CUS-9",),
        register=("R42",),
        check=_unrewarded,
    ),
    Rule(
        code="SEG263",
        name="data-without-agreement",
        severity=Severity.HINT,
        summary="Contributors give data, and nothing says that they agree to its use",
        why="Data about a person belong to that person first, and in many countries the law says so too.",
        theory=("T-CUS-9",),
        register=(),
        check=_data_taken,
    ),
)
