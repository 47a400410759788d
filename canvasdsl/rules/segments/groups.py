"""Loyalty and profit: investment that fits the group (R27, T-TYP-4), who deserves a representative (T-TYP-5)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.strategies import Strategy
from canvasdsl.rules.parts import called, decided, declared, listed, relationships_with, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.segments.balance import segments_meant
from canvasdsl.rules.segments.loyalty_groups import a_year, of_group, said
from canvasdsl.rules.together import Key, keys, named, segment_keys

__all__ = ["RULES"]

_WORTHY = frozenset(("most-valuable", "most-growable"))
_PROGRAMMES = ("frequency-programme", "club")
_SHOWN = 3
_THEORY = ("T-TYP-4",)
_REGISTER = ("R27",)


# ---- SEG411: strangers ----------------------------------------------------------


def _wasted(canvas: Canvas) -> Iterator[Finding]:
    for segment in of_group(canvas, "stranger"):
        if segment.invests is not None and segment.invests.low > 0:
            yield Finding(
                about=segment,
                message=f"{segment.invests.written} is invested in `{segment.name}`, who are strangers",
                help="earn on each sale and invest nothing in a relationship with them; give the money to those who "
                "stay and bring profit",
                span=segment.invests.span,
                related=(said(segment),),
            )


# ---- SEG412, SEG413: butterflies ------------------------------------------------


def _held_fast(canvas: Canvas) -> Iterator[Finding]:
    programmes = _loyalty_programmes(canvas)
    for segment in of_group(canvas, "butterfly"):
        place = programmes.get(segment.key) if segment.key is not None else None
        if place is not None:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are butterflies, and a loyalty programme is meant to hold them",
                help="satisfy them in each deal while they are there; name in `for` of the programme those who stay",
                span=segment.place("loyalty-group"),
                related=(place,),
            )


def _loyalty_programmes(canvas: Canvas) -> dict[Key, Related]:
    """The first loyalty programme for each segment, and where it stands."""
    found: dict[Key, Related] = {}
    for relationship in decided(canvas.relationships):
        programmes = list(decided(relationship.programmes))
        for programme in programmes:
            for key in keys(programme.segments):
                found.setdefault(key, declared(programme, "the programme"))
        place = next((declared(each, "the programme") for each in programmes if not each.segments), None)
        if not programmes and any(tool in _PROGRAMMES for tool in relationship.tools):
            place = Related(relationship.place("tool"), "the programme")
        if place is not None:
            for key in segment_keys(relationship):
                found.setdefault(key, place)
    meant: dict[Key, Strategy] = {}
    for strategy in decided(canvas.strategies):
        if strategy.type == "loyalty-programme":
            for target in strategy.targets:
                meant.setdefault(target.key, strategy)
    for target_key, strategy in meant.items():
        for key in segments_meant(canvas, target_key):
            found.setdefault(key, declared(strategy, "the programme"))
    return found


def _endless(canvas: Canvas) -> Iterator[Finding]:
    for segment in of_group(canvas, "butterfly"):
        if segment.stops_when is None and not any(each.ends_when for each in relationships_with(canvas, segment)):
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are butterflies, and nothing says when investing in them ends",
                help=f'decide it now: `stops-when "…"` in `{called(segment)}`, such as two seasons without an order',
                span=segment.place("loyalty-group"),
                absent=("stops-when", "ends-when"),
            )


# ---- SEG414: barnacles ----------------------------------------------------------


def _spoiled(canvas: Canvas) -> Iterator[Finding]:
    for segment in of_group(canvas, "barnacle"):
        if segment.service_level == "rising" and segment.category_spend is None:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are barnacles and get more service, and nobody knows what they could spend",
                help="measure it first: `category-spend …` beside `spend …`; sell more to those with a large wallet, "
                "and keep the cost down for the others",
                span=segment.place("service-level"),
                related=(said(segment),),
                absent=("category-spend",),
            )


# ---- SEG415, SEG416: true friends -----------------------------------------------


class _Done:
    """What is done for somebody: whether all of it is a lower price, and where the first of it stands."""

    def __init__(self) -> None:
        self.cheap = True
        self.places: list[Entity] = []

    def add(self, type: str | None, place: Entity) -> None:
        self.cheap = self.cheap and type == "discount"
        if len(self.places) < _SHOWN:
            self.places.append(place)

    def join(self, other: "_Done") -> None:
        self.cheap = self.cheap and other.cheap
        self.places = [*self.places, *other.places][:_SHOWN]


def _bought(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where something is done for them of which the sort is known, and all of it is a lower price."""
    done = _done(canvas)
    for segment in of_group(canvas, "true-friend"):
        whole = _Done()
        for each in (segment, *relationships_with(canvas, segment)):
            if each.key in done:
                whole.join(done[each.key])
        if whole.places and whole.cheap:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are true friends, and all that they get is a lower price",
                help="give them what money can't buy elsewhere: `recognition`, `early-access`, people who know them",
                span=segment.place("loyalty-group"),
                related=tuple(declared(each, "a lower price") for each in whole.places),
            )


def _done(canvas: Canvas) -> dict[Key, _Done]:
    """What is done for each segment, and for all of each relationship."""
    found: dict[Key, _Done] = {}
    for tactic in decided(canvas.tactics):
        for target in tactic.targets:
            found.setdefault(target.key, _Done()).add(tactic.type, tactic)
    for relationship in canvas.relationships:
        everybody = [relationship.key] if relationship.key is not None else []
        for programme in decided(relationship.programmes):
            for key in keys(programme.segments) or everybody:
                for reward in programme.rewards:
                    found.setdefault(key, _Done()).add(reward, programme)
        for bond in relationship.bonds:
            for key in everybody:
                found.setdefault(key, _Done()).add("discount" if bond.type == "financial" else bond.type, bond)
    return found


def _pestered(canvas: Canvas) -> Iterator[Finding]:
    for segment in of_group(canvas, "true-friend"):
        limit = a_year(segment.contact_limit)
        if segment.contact_limit is None or limit is None:
            continue
        for contacts in (segment.contacts, *(each.contacts for each in relationships_with(canvas, segment))):
            often = a_year(contacts)
            if contacts is not None and often is not None and often > limit:
                yield Finding(
                    about=segment,
                    message=f"`{segment.name}` hear from you {contacts.written}, and {segment.contact_limit.written} "
                    "is as much as they like",
                    help="write less often, or only when it is worth their time",
                    span=contacts.span,
                    related=(Related(segment.contact_limit.span, "the limit"), said(segment)),
                )
                break


# ---- SEG418: a representative without a reason -----------------------------------


def _unreasoned(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once some segment has a reason, or what the representatives cost is told. A plan whose customers pay for
    it is a reason too, and so is a high value tier."""
    used = any(segment.significance for segment in canvas.segments)
    told: set[Key] = set()
    for relationship in decided(canvas.relationships):
        detail = relationship.dedicated
        if "dedicated" not in relationship.type_words:
            continue
        if not used and (detail is None or (detail.rep_cost is None and detail.accounts_per_rep is None)):
            continue
        for segment in named(canvas, (each.segment for each in relationship.segments if each.plan is None)):
            if segment.significance or segment.value_tier in _WORTHY or segment.is_idea or segment.key in told:
                continue
            told.add(segment.key)
            yield Finding(
                about=segment,
                message=f"`{segment.name}` have a named representative, and nothing says why they deserve one",
                help=f"say it in `{called(segment)}`: "
                + listed(["`significance high-volume`", "`door-opener`", "`benchmark`"], "or") + " …; or serve them in "
                "another way",
                related=(Related(type_at(relationship, "dedicated"), "`dedicated` here"),),
                absent=("significance", "value-tier"),
            )  # fmt: skip


RULES = (
    Rule(
        code="SEG411",
        name="investment-in-strangers",
        severity=Severity.WARNING,
        summary="Money is invested in customers who go soon and bring little",
        why="Money spent on a relationship comes back over time, and strangers do not stay long enough.",
        theory=_THEORY,
        register=_REGISTER,
        check=_wasted,
    ),
    Rule(
        code="SEG412",
        name="programme-for-butterflies",
        severity=Severity.WARNING,
        summary="A loyalty programme is meant to hold those who will move on",
        why="Butterflies enjoy the best deal and fly on; a reward for staying pays them for what they will not do.",
        theory=_THEORY,
        register=_REGISTER,
        check=_held_fast,
    ),
    Rule(
        code="SEG413",
        name="butterflies-without-end",
        severity=Severity.WARNING,
        summary="Nothing says when investing in butterflies ends",
        why="The usual mistake with butterflies is to go on spending on them when they have long been elsewhere.",
        theory=_THEORY,
        register=_REGISTER,
        check=_endless,
    ),
    Rule(
        code="SEG414",
        name="rising-service-for-barnacles",
        severity=Severity.WARNING,
        summary="Loyal customers without profit get more service, and what they could spend is not known",
        why="Customers who have little to spend call for lower costs, those who spend it elsewhere for more sales.",
        theory=_THEORY,
        register=_REGISTER,
        check=_spoiled,
    ),
    Rule(
        code="SEG415",
        name="friends-for-a-discount",
        severity=Severity.WARNING,
        summary="True friends get nothing but a lower price",
        why="They would have stayed and paid the full price; a discount teaches them to look at the price.",
        theory=_THEORY,
        register=_REGISTER,
        check=_bought,
    ),
    Rule(
        code="SEG416",
        name="friends-contacted-too-often",
        severity=Severity.WARNING,
        summary="True friends hear from the firm more often than they like",
        why="Steady contact keeps a friend; too much of it drives the best customers away.",
        theory=_THEORY,
        register=_REGISTER,
        check=_pestered,
    ),
    Rule(
        code="SEG418",
        name="representative-without-reason",
        severity=Severity.HINT,
        summary="A segment has a named representative, and no reason of significance",
        why="A representative costs much: customers who get one should deserve it for a reason that you can name.",
        theory=("T-TYP-5",),
        register=(),
        check=_unreasoned,
    ),
)
