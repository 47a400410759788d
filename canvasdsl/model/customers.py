"""Who the business is for: segments, with what they need, what they are worth and how they think (parts 1 to 4)."""

from canvasdsl.model.common import RELATIONSHIP_TYPES, Evidence, NamedBlock, Weight
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.parties import BuyingRole, Constituency
from canvasdsl.model.perception import Engagement, Expectation, Loyalty
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import (
    FLAG,
    LABEL,
    TEXT_VALUE,
    Choice,
    Ref,
    RefOr,
    count,
    duration,
    money,
    rate,
    score,
    share,
)
from canvasdsl.model.typology import Criterion, Narrowing, Negotiation, Persona, Range, Rung
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["BASES", "CHANNEL_TYPES", "SEGMENT_TYPES", "CrossEffect", "Gain", "Job", "Pain", "Segment", "Window"]

CHANNEL_TYPES = Choice(
    "channel type",
    ("sales-force", "Your own people who sell.", "T-BMC-3a"),
    ("web-sales", "Your own shop on the web.", "T-BMC-3a", "website", "web"),
    ("own-store", "Your own shop, counter or office.", "T-BMC-3a", "store"),
    ("partner-store", "Somebody else's shop.", "T-BMC-3a"),
    ("wholesaler", "A firm that buys to sell on.", "T-BMC-3a"),
    ("marketplace", "A place where many sell.", "T-BMC-3a"),
    ("email", "Letters by e-mail.", "T-BMC-3a", "e-mail"),
    ("phone", "Calls.", "T-BMC-3a", "telephone"),
    ("chat", "Short messages, answered at once.", "T-BMC-3a"),
    ("social", "Social networks.", "T-BMC-3a", "social-media"),
    ("app", "Your application on their device.", "T-BMC-3a"),
    ("event", "Meetings, fairs, tastings.", "T-BMC-3a"),
    ("kiosk", "A machine that serves.", "T-BMC-3a", "vending-machine"),
    ("mail", "Letters and parcels.", "T-BMC-3a", "post"),
)

SEGMENT_TYPES = Choice(
    "segment type",
    ("mass", "One large group without differences that matter.", "T-BMC-1a", "mass-market"),
    ("niche", "A small, specialised group.", "T-BMC-1a", "niche-market"),
    ("segmented", "Related groups with slightly different needs.", "T-BMC-1a"),
    ("diversified", "Groups that have nothing to do with each other.", "T-BMC-1a"),
    ("multi-sided", "Groups that need each other.", "T-BMC-1a", "multisided", "platform"),
)

BASES = Choice(
    "basis of segmentation",
    ("geographic", "Where they are.", "T-SEG-1"),
    ("demographic", "Age, income, household.", "T-SEG-1"),
    ("psychographic", "How they live.", "T-SEG-1"),
    ("behavioural", "What they do.", "T-SEG-1", "behavioral"),
    ("needs", "Why they do it.", "T-SEG-1"),
    ("value", "What they are worth.", "T-SEG-1", "worth"),
    ("firmographic", "Of firms: industry, size, place.", "T-SEG-1"),
)

_MARKET = Choice(
    "direction of exchange",
    ("b2c", "A firm sells to people.", "T-CUS-9", "consumer"),
    ("b2b", "A firm sells to firms.", "T-CUS-10", "business"),
    ("c2b", "People supply a firm.", "T-CUS-9"),
    ("c2c", "People sell to people.", "T-CUS-9"),
    ("b2b2c", "A firm reaches people through a firm.", "T-CUS-9"),
    ("b2g", "A firm sells to the state.", "T-CUS-9", "government", "institution"),
)


@block("job", theory=("T-BMC-2b",))
class Job(NamedBlock):
    """What the customer tries to get done."""

    type: str | None = prop(
        "type",
        Choice(
            "job type",
            ("functional", "A task to be done.", "T-BMC-2b"),
            ("social", "How to be seen by others.", "T-BMC-2b"),
            ("emotional", "How to feel.", "T-BMC-2b"),
            ("supporting", "Buying, comparing, disposing.", "T-BMC-2b"),
        ),
        "Functional, social, emotional or supporting.",
    )


@block("pain", theory=("T-BMC-2b",))
class Pain(NamedBlock):
    """What annoys or worries the customer before, during or after the job."""

    severity: Quantity | None = prop("severity", score(1, 5), "How bad it is, from 1 to 5 (extreme).")


@block("gain", theory=("T-BMC-2b",))
class Gain(NamedBlock):
    """What the customer hopes for."""

    type: str | None = prop(
        "type",
        Choice(
            "gain type",
            ("required", "Without it the solution does not work."),
            ("expected", "Everybody takes it for granted."),
            ("desired", "They would love to have it."),
            ("unexpected", "They would not think of asking for it."),
        ),
        "Required, expected, desired or unexpected.",
        theory=("T-BMC-2b",),
    )


@phrase("active", theory=("T-CUS-8",), singular=True)
class Window(Entity):
    """How long ago a customer may have dealt with you last and still count as active: `active within 30 days`."""

    within: Quantity = attribute("within", duration("30 days"), "The period.", required=True)


@phrase("attracts", theory=("T-BMC-1a",))
class CrossEffect(Entity):
    """The other side of a platform that this side draws in (or drives away)."""

    segment: Reference = slot(Ref(("segment",)), "The other side.", required=True)
    effect: str | None = slot(
        Choice("effect", ("positive", "More of the one draw in the other."), ("negative", "More of the one drive the "
               "other away.")), "Whether it draws in or drives away.",
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "How.")


@block("segment", theory=("T-BMC-1",), synonyms=("customer-segment",))
class Segment(Constituency):
    """A group of people or organisations that the business serves."""

    type: str | None = prop(
        "type",
        SEGMENT_TYPES,
        "Mass, niche, segmented, diversified or multi-sided.",
        theory=("T-BMC-1a",),
    )
    market: str | None = prop("market", _MARKET, "Who sells to whom.", theory=("T-CUS-9",))
    position: str | None = prop(
        "position",
        Choice("position", ("intermediate", "They buy to sell on.", "T-CUS-4", "trade"),
               ("ultimate", "They keep what they buy.", "T-CUS-4", "end-customer")),
        "Whether they buy to sell on.", theory=("T-CUS-4", "T-TYP-3"),
    )  # fmt: skip
    resells_to: tuple[Reference, ...] = prop("resells-to", Ref(("segment",), "segment"), "To whom they sell on.",
                                             theory=("T-CUS-4",), many=True)
    buying_centre: tuple[BuyingRole, ...] = children(BuyingRole)
    industry: str | None = prop("industry", LABEL, "Of firms: in which industry.", theory=("T-CUS-10",))
    deal_size: Quantity | None = prop("deal-size", money("12_000 EUR", least=0), "Of firms: the size of a usual "
                                      "order.", theory=("T-CUS-10",))
    contract_term: Quantity | None = prop("contract-term", duration("12 months"), "Of firms: how long a contract runs.",
                                          theory=("T-CUS-10",))
    bought_by: tuple[Reference, ...] = prop("bought-by", Ref(("party", "segment", "partner"), "segment"), "Of people "
                                            "who supply a firm: who uses what they give.", theory=("T-CUS-9",),
                                            many=True)
    side: str | None = prop(
        "side",
        Choice("side", ("money", "This side pays.", "T-BMC-1a"),
               ("subsidised", "This side pays little or nothing.", "T-BMC-1a", "subsidized", "subsidy")),
        "Of a platform: the side that pays, or the one that is let in cheaply.", theory=("T-BMC-1a",),
    )  # fmt: skip
    attracts: tuple[CrossEffect, ...] = children(CrossEffect)
    size: Quantity | None = prop("size", count("12_000 people"), "How many there are.", theory=("T-SEG-2",))
    market_size: Quantity | None = prop("market-size", count("400_000 people"), "How many the whole market has.",
                                        theory=("T-BMC-1a",))
    market_share: Quantity | None = prop("market-share", share("5%"), "Of a niche: the largest share of the whole "
                                         "market that it makes up.", theory=("T-BMC-1a",))
    customers: Quantity | None = prop("customers", count("820"), "How many of them are customers.", theory=("T-CUS-8",))
    activity_states: tuple[str, ...] = prop(
        "state",
        Choice(
            "state",
            ("active", "They dealt with you within the window.", "T-CUS-8"),
            ("lapsed", "They did once, and no more.", "T-CUS-8"),
            ("competitors", "They buy from somebody else.", "T-CUS-8", "competitor"),
            ("non", "They are in no market of yours.", "T-CUS-8", "non-customers"),
        ),
        "Active, lapsed, with competitors, or not customers at all; one of them.",
        theory=("T-CUS-8",),
        many=True,  # so that a rule can explain why two of them exclude each other
    )
    active: Window | None = children(Window)
    grace: Quantity | None = prop("grace", duration("60 days"), "How long after a contract's end nobody counts as "
                                  "lapsed.", theory=("T-CUS-8",))
    buys_every: Quantity | None = prop("buys-every", duration("4 days"), "The usual time between two purchases.",
                                       theory=("T-CUS-8",))
    value_tier: str | None = prop(
        "value-tier",
        Choice(
            "value tier",
            ("most-valuable", "They bring the most.", "T-IDIC-2"),
            ("most-growable", "They could bring much more.", "T-IDIC-2"),
            ("low-maintenance", "They bring little and ask for little.", "T-IDIC-2"),
            ("below-zero", "They cost more than they bring.", "T-IDIC-2"),
        ),
        "What they are worth to the firm.",
        theory=("T-IDIC-2",),
    )
    margin_class: str | None = prop(
        "margin-class",
        Choice("margin class", ("low", "Each sale brings little.", "T-REL-14"),
               ("medium", "Something between.", "T-REL-14"), ("high", "Each sale brings much.", "T-REL-14")),
        "How much you earn on a sale to them: low, medium or high.", theory=("T-REL-14",),
    )  # fmt: skip
    cost_to_serve: Quantity | None = prop("cost-to-serve", money("40 EUR per year per customer", least=0),
                                          "What serving them costs.", theory=("T-SEG-6", "T-ECO-12"))
    growth: Quantity | None = prop("growth", rate("8% per year", least=-100, most=None), "How fast the group grows.",
                                   theory=("T-SEG-1", "T-SAT-4"))
    population: Quantity | None = prop("population", count("90_000 people"), "The whole from which the segment is "
                                       "narrowed down.", theory=("T-SEG-1",))
    narrowed_by: tuple[Narrowing, ...] = children(Narrowing)
    ranges: tuple[Range, ...] = children(Range)
    exclusive: bool | None = prop("exclusive", FLAG, "Nobody is in another segment too.", theory=("T-SEG-1",))
    criteria: tuple[Criterion, ...] = children(Criterion)
    geographic: tuple[str, ...] = prop("geographic", TEXT_VALUE, "Where they are.", theory=("T-SEG-1",), many=True)
    demographic: tuple[str, ...] = prop("demographic", TEXT_VALUE, "Age, income, household.", theory=("T-SEG-1",),
                                        many=True)
    psychographic: tuple[str, ...] = prop("psychographic", TEXT_VALUE, "How they live and what matters to them.",
                                          theory=("T-SEG-1",), many=True)
    behavioural: tuple[str, ...] = prop("behavioural", TEXT_VALUE, "What they do.", theory=("T-SEG-1",), many=True,
                                        synonyms=("behavioral",))
    needs: tuple[str, ...] = prop("needs", TEXT_VALUE, "Why they do it.", theory=("T-SEG-1",), many=True)
    firmographic: tuple[str, ...] = prop("firmographic", TEXT_VALUE, "Of firms: industry, size, place.",
                                         theory=("T-SEG-1", "T-CUS-10"), many=True)
    worth: tuple[str, ...] = prop("worth", TEXT_VALUE, "What they are worth, as a basis of segmentation.",
                                  theory=("T-SEG-1",), many=True)
    personas: tuple[Persona, ...] = children(Persona)
    jobs: tuple[Job, ...] = children(Job)
    pains: tuple[Pain, ...] = children(Pain)
    gains: tuple[Gain, ...] = children(Gain)
    weighs: tuple[Weight, ...] = children(Weight)
    buyer: str | None = prop(
        "buyer",
        Choice(
            "buyer type",
            ("price", "Takes the lowest price.", "T-TYP-2"),
            ("value", "Weighs price against what it brings.", "T-TYP-2"),
            ("relationship", "Wants a supplier to trust.", "T-TYP-2"),
            ("poker", "Wants value but bargains as if for price.", "T-TYP-2"),
            ("convenience", "Takes what is easiest.", "T-TYP-2"),
        ),
        "How they buy.",
        theory=("T-TYP-2",),
    )
    evidence: tuple[Evidence, ...] = children(Evidence)
    negotiation: Negotiation | None = children(Negotiation)
    value_meaning: str | None = prop(
        "value-meaning",
        Choice("meaning of value", ("low-price", "Value is a low price.", "T-VAL-5"),
               ("wants", "Value is whatever I want.", "T-VAL-5"),
               ("quality-for-price", "Value is the quality for the price.", "T-VAL-5"),
               ("get-for-give", "Value is what I get for what I give.", "T-VAL-5")),
        "What value means to them.", theory=("T-VAL-5",),
    )  # fmt: skip
    rungs: tuple[Rung, ...] = children(Rung)
    significance: tuple[str, ...] = prop(
        "significance",
        Choice("strategic significance", ("high-lifetime-value", "They will be worth much.", "T-TYP-5", "high-clv"),
               ("high-volume", "They buy much.", "T-TYP-5"), ("benchmark", "Others copy them.", "T-TYP-5"),
               ("inspiration", "They make you better.", "T-TYP-5"), ("door-opener", "They lead to others.", "T-TYP-5"),
               ("cost-magnet", "They carry the fixed costs.", "T-TYP-5")),
        "Why they are worth a strategy.", theory=("T-TYP-5",), many=True,
    )  # fmt: skip
    profit: Quantity | None = prop("profit", money("4_000 EUR per month"), "What all of them bring after the cost to "
                                   "serve.", theory=("T-TYP-4",))
    stays: Quantity | None = prop("stays", duration("3 years"), "How long a customer of theirs is expected to stay.",
                                  theory=("T-TYP-4",))
    loyalty_group: str | None = prop(
        "loyalty-group",
        Choice("loyalty group", ("auto", "As the numbers say.", "T-TYP-4"),
               ("stranger", "Short and unprofitable.", "T-TYP-4", "strangers"),
               ("butterfly", "Short and profitable.", "T-TYP-4", "butterflies"),
               ("true-friend", "Long and profitable.", "T-TYP-4", "true-friends"),
               ("barnacle", "Long and unprofitable.", "T-TYP-4", "barnacles")),
        "Stranger, butterfly, true friend or barnacle.", theory=("T-TYP-4",),
    )  # fmt: skip
    invests: Quantity | None = prop("invest", money("300 EUR per month", least=0), "What is invested in the "
                                    "relationship.", theory=("T-TYP-4",))
    stops_when: str | None = prop("stops-when", TEXT_VALUE, "When investing in them ends.", theory=("T-TYP-4",))
    service_level: str | None = prop(
        "service-level",
        Choice("change of service level", ("rising", "They get more than before.", "T-TYP-4"),
               ("steady", "They get the same.", "T-TYP-4"), ("falling", "They get less.", "T-TYP-4")),
        "Whether they get more service than before.", theory=("T-TYP-4",),
    )  # fmt: skip
    contacts: Quantity | None = prop("contacts", count("2 per month", per="may"), "How often one of them hears from "
                                     "you.", theory=("T-TYP-4", "T-LOY-3"))
    contact_limit: Quantity | None = prop("contact-limit", count("4 per month", per="may"), "How often is too often.",
                                          theory=("T-TYP-4",))
    spend: Quantity | None = prop("spend", money("40 EUR per month", least=0), "What one of them spends with you.",
                                  theory=("T-LOY-4", "T-SAT-4"))
    category_spend: Quantity | None = prop("category-spend", money("160 EUR per month", least=0), "What one of them "
                                           "spends on such things with everybody.", theory=("T-LOY-4",))
    unhappy: Quantity | None = prop("unhappy", share("10%"), "The share of them who are not satisfied.",
                                    theory=("T-SAT-4", "T-ECO-13"))
    unhappy_leave: Quantity | None = prop("unhappy-leave", share("30%"), "The share of the unhappy who leave.",
                                          theory=("T-SAT-4",))
    competition: str | None = prop(
        "competition",
        Choice("competition", ("low", "They hardly have a choice.", "T-SAT-5"),
               ("high", "They can easily go elsewhere.", "T-SAT-5")),
        "Whether they can go elsewhere.", theory=("T-SAT-5",),
    )  # fmt: skip
    satisfaction: str | None = prop(
        "satisfaction",
        Choice("satisfaction", ("dissatisfied", "Less than expected.", "T-SAT-1"),
               ("satisfied", "As expected.", "T-SAT-1"), ("delighted", "More than expected.", "T-SAT-1")),
        "Dissatisfied, satisfied or delighted.", theory=("T-SAT-1", "T-SAT-5"),
    )  # fmt: skip
    expectations: tuple[Expectation, ...] = children(Expectation)
    loyalty: Loyalty | None = children(Loyalty)
    engagement: Engagement | None = children(Engagement)
    expects: tuple[str, ...] = prop("expects", RELATIONSHIP_TYPES, "The relationships that they expect.",
                                    theory=("T-BMC-4",), many=True)
    prefers: tuple[Reference | str, ...] = prop(
        "prefers", RefOr(Ref(("channel",)), CHANNEL_TYPES), "How they like to be reached: a channel, or its type.",
        theory=("T-DYN-2",), many=True,
    )  # fmt: skip
