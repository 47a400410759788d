"""Who the business is for: segments with their jobs, pains and gains, and other parties (theory parts 1 to 4)."""

from canvasdsl.model.common import RELATIONSHIP_TYPES, NamedBlock, Weight
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import FLAG, TEXT_VALUE, Choice, Ref, RefOr, count, duration, money, score, share
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["CHANNEL_TYPES", "SEGMENT_TYPES", "CrossEffect", "Gain", "Job", "Pain", "Party", "Segment", "Window"]

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

_ROLES = Choice(
    "role",
    ("buyer", "Who makes the purchase.", "T-CUS-1"),
    ("payer", "Whose money it is.", "T-CUS-1"),
    ("user", "Who uses it.", "T-CUS-1", "consumer"),
    ("beneficiary", "For whose good it is.", "T-CUS-1"),
    ("judge", "Who judges how good it is.", "T-CUS-1"),
    ("external-customer", "A customer outside the organisation.", "T-CUS-3"),
    ("internal-customer", "Somebody inside who receives the output of a process.", "T-CUS-3"),
    ("distributor", "Who buys to sell on.", "T-CUS-4"),
    ("influencer", "Who shapes the decision of others.", "T-CUS-5"),
    ("decider", "Who decides in an organisation.", "T-CUS-5"),
    ("gatekeeper", "Who controls the way to the others.", "T-CUS-5"),
    ("employee", "Who works for the organisation.", "T-CUS-6"),
    ("patron", "Who pays for the good of others.", "T-CUS-7", "donor", "sponsor"),
    ("partner", "Who works with the organisation.", "T-CUS-2"),
    ("other", "Anybody else.", "T-CUS-2"),
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
class Segment(NamedBlock):
    """A group of people or organisations that the business serves."""

    primary: bool | None = prop("primary", FLAG, "The customer who comes first when resources are short.",
                                theory=("T-CUS-2",))
    type: str | None = prop(
        "type",
        SEGMENT_TYPES,
        "Mass, niche, segmented, diversified or multi-sided.",
        theory=("T-BMC-1a",),
    )
    market: str | None = prop(
        "market",
        Choice(
            "direction of exchange",
            ("b2c", "A firm sells to people.", "T-CUS-9", "consumer"),
            ("b2b", "A firm sells to firms.", "T-CUS-10", "business"),
            ("c2b", "People supply a firm.", "T-CUS-9"),
            ("c2c", "People sell to people.", "T-CUS-9"),
            ("b2b2c", "A firm reaches people through a firm.", "T-CUS-9"),
            ("b2g", "A firm sells to the state.", "T-CUS-9", "government", "institution"),
        ),
        "Who sells to whom.",
        theory=("T-CUS-9",),
    )
    roles: tuple[str, ...] = prop("role", _ROLES, "Buyer, payer, user … or another role.", theory=("T-CUS-1",),
                                  many=True)
    side: str | None = prop(
        "side",
        Choice("side", ("money", "This side pays.", "T-BMC-1a"),
               ("subsidised", "This side pays little or nothing.", "T-BMC-1a", "subsidized")),
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
        "Active, lapsed, with competitors, or no customers at all; one of them.",
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
        Choice("margin class", ("low", "Each sale leaves little.", "T-REL-14"),
               ("medium", "Something between.", "T-REL-14"), ("high", "Each sale leaves much.", "T-REL-14")),
        "How much a sale to them leaves: low, medium or high.", theory=("T-REL-14",),
    )  # fmt: skip
    cost_to_serve: Quantity | None = prop("cost-to-serve", money("40 EUR per year per customer", least=0),
                                          "What serving them costs.", theory=("T-SEG-6", "T-ECO-12"))
    geographic: tuple[str, ...] = prop("geographic", TEXT_VALUE, "Where they are.", theory=("T-SEG-1",), many=True)
    demographic: tuple[str, ...] = prop("demographic", TEXT_VALUE, "Age, income, household.", theory=("T-SEG-1",),
                                        many=True)
    psychographic: tuple[str, ...] = prop("psychographic", TEXT_VALUE, "How they live and what they hold dear.",
                                          theory=("T-SEG-1",), many=True)
    behavioural: tuple[str, ...] = prop("behavioural", TEXT_VALUE, "What they do.", theory=("T-SEG-1",), many=True,
                                        synonyms=("behavioral",))
    needs: tuple[str, ...] = prop("needs", TEXT_VALUE, "Why they do it.", theory=("T-SEG-1",), many=True)
    firmographic: tuple[str, ...] = prop("firmographic", TEXT_VALUE, "Of firms: industry, size, place.",
                                         theory=("T-SEG-1", "T-CUS-10"), many=True)
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
    expects: tuple[str, ...] = prop("expects", RELATIONSHIP_TYPES, "The relationships that they expect.",
                                    theory=("T-BMC-4",), many=True)
    prefers: tuple[Reference | str, ...] = prop(
        "prefers", RefOr(Ref(("channel",)), CHANNEL_TYPES), "How they like to be reached: a channel, or its type.",
        theory=("T-DYN-2",), many=True,
    )  # fmt: skip


@block("party", theory=("T-CUS-2",), synonyms=("constituency",))
class Party(NamedBlock):
    """Somebody else who matters to the business: employees, influencers, distributors, patrons."""

    roles: tuple[str, ...] = prop("role", _ROLES, "What they are to the business.", theory=("T-CUS-2",), many=True)
    primary: bool | None = prop("primary", FLAG, "The customer who comes first.", theory=("T-CUS-2",))
    served_by: tuple[Reference, ...] = prop("served-by", Ref(("proposition", "activity", "resource", "relationship")),
                                            "What serves them.", theory=("T-CUS-2",), many=True)
    enabled_by: tuple[Reference, ...] = prop("enabled-by", Ref(("resource", "activity")), "What enables them to do it "
                                             "well.", theory=("T-CUS-6",), many=True)

