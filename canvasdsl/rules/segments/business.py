"""Customers that are organisations: dealers, buying centres, what describes a firm (T-CUS-4, T-CUS-5, T-CUS-10)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.parties import Party
from canvasdsl.rules.parts import adding, called, decided, declared, naming, quoted, revenues_from
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, channels_by_segment, keys
from canvasdsl.source import Span

__all__ = ["RULES"]

_SHOWN = 3
_BUSINESS = frozenset(("b2b", "b2g"))
_WITHIN_A_FIRM = frozenset(("decider", "influencer", "gatekeeper"))
"""Roles of parties that say who takes part in the decision of an organisation."""


# ---- SEG221, SEG222: dealers --------------------------------------------------


def _sells_on(segment: Segment) -> bool:
    """Whether a segment buys to sell on."""
    return segment.position == "intermediate" or (segment.position is None and "distributor" in segment.roles)


def _sells_to_nobody(canvas: Canvas) -> Iterator[Finding]:
    others = [each for each in decided(canvas.segments) if not _sells_on(each)]
    only = others[0] if len(others) == 1 and others[0].key else None
    for segment in decided(canvas.segments):
        if not _sells_on(segment) or segment.resells_to:
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` buy to sell on, and nothing says to whom",
            help=f"write `resells-to {called(only) if only else '…'}` in `{called(segment)}`"
            + ("" if others else "; those who buy there are a segment too"),
            span=segment.place("position" if segment.position else "role"),
            absent=("resells-to", "segment"),
            fix=adding(segment, f"resells-to {called(only)}", "there is no other") if only else None,
        )


def _dealer_without_reason(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of those who are customers and a way to other customers at once. Of a segment that nothing is offered
    BMC101 speaks; here it is offered no more than those to whom it sells."""
    reached: dict[Key, list[Key]] = {}
    for channel in canvas.channels:
        for key in keys((channel.partner,)):
            reached.setdefault(key, []).extend(keys(each.segment for each in channel.reaches))
    everybody: list[Segment | Party] = [*decided(canvas.segments), *decided(canvas.parties)]
    served = {id(offer): frozenset(keys(offer.segments)) for offer in canvas.propositions}
    for dealer in everybody:
        if dealer.key is None:
            continue
        buyers = set(reached.get(dealer.key, ()))
        if isinstance(dealer, Segment):
            buyers.update(keys(dealer.resells_to))
        elif "distributor" not in dealer.roles and not revenues_from(canvas, dealer):
            continue
        buyers.discard(dealer.key)
        if not buyers:
            continue
        offers = list(naming(canvas, dealer, "proposition", "for"))
        shared = [each for each in offers if not buyers.isdisjoint(served[id(each)])]
        if len(shared) < len(offers) or (not offers and isinstance(dealer, Segment)):
            continue
        names = quoted(sorted(canvas.index.blocks[key].name for key in buyers)[:_SHOWN])
        nothing = "nothing is offered to them" if not offers else "they are offered the same"
        yield Finding(
            about=dealer,
            message=f"`{dealer.name}` sell to {names}, and {nothing}",
            help=f"say what they get out of selling it: a `proposition` `for {called(dealer)}` alone",
            related=tuple(declared(each, "the same for both") for each in shared[:2]),
            absent=("proposition", "for"),
        )


# ---- SEG231, SEG232: what one should know of a firm --------------------------


def _is_business(segment: Segment) -> bool:
    """Whether the customers are organisations: said of the market, else of the customers. Freelancers are a business
    market of single persons."""
    if segment.market is not None:
        people = segment.consists_of == "people" or (segment.consists_of is None and _counts_people(segment))
        return segment.market in _BUSINESS and not people
    return segment.consists_of == "organisations"


def _counts_people(segment: Segment) -> bool:
    return segment.size is not None and segment.size.unit in ("people", "persons", "person")


def _nobody_decides(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a business segment is described as such, or another one has its buying centre."""
    if any(_WITHIN_A_FIRM.intersection(party.roles) for party in canvas.parties):
        return
    other = next((segment for segment in canvas.segments if segment.buying_centre), None)
    for segment in decided(canvas.segments):
        if not _is_business(segment) or segment.buying_centre:
            continue
        word = next((word for word in ("industry", "deal-size", "contract-term") if _says(segment, word)), None)
        if word is None and other is None:
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` are organisations, and nothing says who in them decides",
            help='name who asks, uses, decides, signs: `buying-centre decider "…" { message "…" }`',
            related=(Related(segment.place(word), "described as a firm"),) if word
            else ((declared(other, "here it is said"),) if other else ()),
            absent=("buying-centre",),
        )  # fmt: skip


def _says(segment: Segment, word: str) -> bool:
    return getattr(segment, word.replace("-", "_")) is not None


def _no_industry(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a business segment is described as such, or another one has its industry."""
    other = next((segment for segment in canvas.segments if segment.industry), None)
    for segment in decided(canvas.segments):
        if not _is_business(segment) or segment.industry or segment.firmographic:
            continue
        if other or segment.buying_centre or _says(segment, "deal-size") or _says(segment, "contract-term"):
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are organisations, and nothing says in which industry",
                help='write it: `industry "…"`, or `firmographic "…"` for size and place as well',
                related=(declared(other, "here it is said"),) if other else (),
                absent=("industry", "firmographic"),
            )


# ---- SEG233: influencers ------------------------------------------------------


def _unreached(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once the model has channels; of parties once one of them says how it is reached."""
    if not canvas.channels:
        return
    help = "name the channel by which they hear of you: `via …`"
    inside: set[Key] = set()
    for segment in decided(canvas.segments):
        for role in segment.buying_centre:
            party = canvas.index.blocks.get(role.party.key) if role.party is not None else None
            inside.update(keys((role.party,)))
            if role.role == "influencer" and not (role.is_idea or role.via or getattr(party, "via", ())):
                name = role.text or (party.name if party is not None else role.role)
                yield Finding(
                    about=segment,
                    message=f"`{name}` influences whether `{segment.name}` buy, and no channel reaches them",
                    help=help,
                    span=role.here,
                    absent=("via",),
                )
    reached = {party.key for party in canvas.parties if party.via}
    for party in decided(canvas.parties):
        if "influencer" in party.roles and reached and party.key not in reached | inside:
            yield _deaf(party, help)
    by_segment = channels_by_segment(canvas)
    for segment in decided(canvas.segments):
        if "influencer" in segment.roles and by_segment and segment.key not in by_segment:
            yield _deaf(segment, f"add `{called(segment)}` to `reaches` of a channel")


def _deaf(block: Segment | Party, help: str) -> Finding:
    return Finding(
        about=block,
        message=f"`{block.name}` influence others, and no channel reaches them",
        help=help,
        span=block.place("role"),
        absent=("via", "reaches", "channel"),
    )


# ---- SEG234, SEG235: firms described as a crowd, or as a person ----------------


def _crowd_of_firms(canvas: Canvas) -> Iterator[Finding]:
    heading = canvas.heading
    for segment in decided(canvas.segments):
        type = segment.type or (heading.type if heading is not None else None)
        if type == "mass" and _is_business(segment):
            place = segment.place("type") if segment.type or heading is None else heading.place("type")
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are organisations, and their market is one mass",
                help="name the firms that you can win, by industry and size: `type niche` or `type segmented`",
                span=place,
                related=(Related(_business_at(segment), "organisations"),),
            )


def _firm_as_person(canvas: Canvas) -> Iterator[Finding]:
    """Of the measures that an author names himself only `age` is known: no firm has one that counts."""
    for segment in decided(canvas.segments):
        if not _is_business(segment):
            continue
        personal = _personal_at(segment)
        if personal is not None:
            word, place = personal
            yield Finding(
                about=segment,
                message=f"`{segment.name}` are organisations, and `{word}` describes a person or a household",
                help='describe the firm, `industry …` and `firmographic "…"`, and its people as `buying-centre …`',
                span=place,
                related=(Related(_business_at(segment), "organisations"),),
            )


def _personal_at(segment: Segment) -> tuple[str, Span] | None:
    """What is said of an organisation that holds of people only, and where."""
    if segment.demographic:
        return "demographic", segment.place("demographic")
    if segment.consists_of == "households":
        return "households", segment.place("consists-of")
    ranges = [each.here for each in segment.ranges if each.measure == "age"]
    ranges += [each.here for each in segment.narrowed_by if each.measure == "age"]
    return ("age", ranges[0]) if ranges else None


def _business_at(segment: Segment) -> Span:
    return segment.place("market" if segment.market else "consists-of")


RULES = (
    Rule(
        code="SEG221",
        name="dealer-without-buyers",
        severity=Severity.WARNING,
        summary="A segment buys to sell on, and nothing says to whom",
        why="A dealer orders what its own customers buy: if you don't know them, you can't know why the orders "
        "should grow.",
        theory=("T-CUS-4",),
        register=(),
        check=_sells_to_nobody,
    ),
    Rule(
        code="SEG222",
        name="dealer-without-own-reason",
        severity=Severity.WARNING,
        summary="A dealer is customer and channel, and no proposition is for it alone",
        why="Shops do not stock a thing because hikers like it, but because it earns them a margin and gives them "
        "little work.",
        theory=("T-CUS-4",),
        register=(),
        check=_dealer_without_reason,
    ),
    Rule(
        code="SEG231",
        name="business-without-buying-centre",
        severity=Severity.HINT,
        summary="A business segment does not say who takes part in the decision to buy",
        why="In a firm one asks for it, another uses it, a third signs; a message for one leaves the others cold.",
        theory=("T-CUS-5", "T-CUS-10"),
        register=(),
        check=_nobody_decides,
    ),
    Rule(
        code="SEG232",
        name="business-without-industry",
        severity=Severity.HINT,
        summary="Nothing says in which industry a business segment is",
        why="A firm needs what its own customers want from it, and its industry says most about that.",
        theory=("T-CUS-10",),
        register=(),
        check=_no_industry,
    ),
    Rule(
        code="SEG233",
        name="unreached-influencer",
        severity=Severity.WARNING,
        summary="Somebody influences the purchase, and no channel reaches them",
        why="People who influence a choice repeat what they have heard, from you or from somebody else.",
        theory=("T-CUS-5",),
        register=(),
        check=_unreached,
    ),
    Rule(
        code="SEG234",
        name="mass-market-of-firms",
        severity=Severity.HINT,
        summary="A business segment is a mass market",
        why="Firms are few and differ much, so you can know each of them; treated as one mass they get what fits "
        "none.",
        theory=("T-CUS-10",),
        register=(),
        check=_crowd_of_firms,
    ),
    Rule(
        code="SEG235",
        name="firm-described-as-person",
        severity=Severity.WARNING,
        summary="A business segment is described by what only people have",
        why="Firms are told apart by industry, size and contracts: age and household lead to the wrong channel and "
        "price.",
        theory=("T-CUS-10",),
        register=(),
        check=_firm_as_person,
    ),
)
