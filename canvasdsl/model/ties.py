"""What holds a relationship together: bonds, practices, promises, trust, programmes (theory T-RM, T-LT, T-STR-5)."""

from canvasdsl.model.common import MEASURE, Amount, Block, NamedBlock, amount
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import TEXT_VALUE, YES_NO, Choice, Number, Ref, RefOr, money, score, share
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = [
    "Bond", "ChainLink", "CommitmentTrust", "Disclosure", "Practice", "Programme", "Promise", "SideBenefit", "Tier",
]  # fmt: skip

_TERM = Choice(
    "matter to disclose",
    ("price", "What it costs, with all fees.", "T-LT-3"),
    ("delay", "When it will be late.", "T-LT-3"),
    ("data", "What is done with data.", "T-LT-3"),
    ("change", "What changes for the customer.", "T-LT-3"),
    ("terms", "What both sides agree to.", "T-LT-3"),
)


@block("bond", theory=("T-RM-4",))
class Bond(Block):
    """What ties the customer to you beyond the single purchase."""

    type: str = slot(
        Choice(
            "bond",
            ("financial", "It pays to stay.", "T-RM-4"),
            ("social", "People know each other.", "T-RM-4"),
            ("customization", "The offer has grown to fit.", "T-RM-4", "customisation"),
            ("structural", "Systems or processes are joined.", "T-RM-4"),
        ),
        "Which bond.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it is made.")
    staff: tuple[Reference | str, ...] = prop("staff", RefOr(Ref(("resource", "party")), TEXT_VALUE), "Whose ties they "
                                              "are.", theory=("T-RM-4",), many=True)
    exit: str | None = prop("exit", TEXT_VALUE, "How a customer gets out of it.", theory=("T-RM-4",))
    cost: Amount | None = children(amount("cost", "What the bond costs.", ("T-RM-4",)))


@block("practice", theory=("T-LT-0",))
class Practice(Block):
    """Something done over and over that keeps the relationship alive."""

    type: str = slot(
        Choice(
            "practice",
            ("personal-engagement", "Knowing each customer and showing it.", "T-LT-1"),
            ("consistency", "The same good service every time.", "T-LT-2"),
            ("transparency", "Saying openly what happens and why.", "T-LT-3"),
            ("response", "Acting on what customers say.", "T-LT-4"),
            ("community", "Bringing customers together.", "T-LT-5"),
            ("other", "Any other; the list is open.", "T-LT-0"),
        ),
        "Which practice.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "What is done.")
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it is done.", theory=("T-LT-0",))
    standard: str | None = prop("standard", TEXT_VALUE, "Of consistency: what every contact is held to.",
                                theory=("T-LT-2",))
    within_standard: Quantity | None = prop("within-standard", share("95%"), "The share of contacts that keep the "
                                            "standard.", theory=("T-LT-2",))
    recognised: Quantity | None = prop("recognised", share("80%"), "The share of contacts in which the customer is "
                                       "recognised.", theory=("T-LT-1",), synonyms=("recognized",))


@block("promise", theory=("T-REL-13",))
class Promise(NamedBlock):
    """What you promise the customer, and what keeps it."""

    kept_by: tuple[Reference, ...] = prop("kept-by", Ref(("activity", "resource", "partner", "service")), "What keeps "
                                          "it.", theory=("T-REL-13",), many=True)
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it was kept.",
                                           theory=("T-REL-13",))
    kept: Quantity | None = prop("kept", share("98%"), "How often it is kept.", theory=("T-REL-13",))


@phrase("benefit", theory=("T-RM-1", "T-REL-13"))
class SideBenefit(Entity):
    """What one side gets out of the relationship: `benefit customer "…"`, `benefit firm "…"`."""

    side: str = slot(
        Choice("side of a relationship", ("customer", "What customers get out of it.", "T-RM-1"),
               ("firm", "What you get out of it.", "T-RM-1", "us")),
        "Customer or firm.", required=True,
    )  # fmt: skip
    text: str = slot(TEXT_VALUE, "What they get out of it.", required=True)


@phrase("discloses", theory=("T-LT-3",))
class Disclosure(Entity):
    """What customers are told openly: `discloses price "all fees on the first page" before`."""

    matter: str = slot(_TERM, "About what.", required=True)
    text: str | None = slot(TEXT_VALUE, "What is told, and how.")
    moment: str | None = slot(
        Choice("moment", ("before", "Before they buy.", "T-LT-3"), ("after", "After they bought.", "T-LT-3")),
        "Before or after the purchase.", theory=("T-LT-3",),
    )  # fmt: skip


@block("commitment-trust", theory=("T-RM-3",), singular=True)
class CommitmentTrust(Block):
    """Trust and commitment with their causes, each marked from 1 (none) to 7 (full)."""

    shared_values: Quantity | None = prop("shared-values", score(1, 7), "Both hold the same things right.",
                                          theory=("T-RM-3",))
    communication: Quantity | None = prop("communication", score(1, 7), "They tell each other in time what matters.",
                                          theory=("T-RM-3",))
    benefits: Quantity | None = prop("benefits", score(1, 7), "What customers get out of it, compared with others.",
                                     theory=("T-RM-3",))
    termination_costs: Quantity | None = prop("termination-costs", score(1, 7), "What leaving would cost them.",
                                              theory=("T-RM-3",))
    opportunism: Quantity | None = prop("opportunism", score(1, 7), "How far one side takes advantage of the other.",
                                        theory=("T-RM-3",))
    trust: Quantity | None = prop("trust", score(1, 7), "They rely on each other.", theory=("T-RM-3",))
    commitment: Quantity | None = prop("commitment", score(1, 7), "They want it to last.", theory=("T-RM-3",))


@block("tier", theory=("T-STR-5",))
class Tier(NamedBlock):
    """A step of a loyalty programme, and what it takes to reach it."""

    spend: Quantity | None = prop("spend", money("500 EUR per year", least=0), "What one must spend for it.",
                                  theory=("T-STR-5",))
    reward: str | None = prop("reward", TEXT_VALUE, "What it brings.", theory=("T-STR-5",))


@block("programme", theory=("T-STR-5",), synonyms=("program", "loyalty-programme", "loyalty-program"))
class Programme(NamedBlock):
    """A loyalty programme: what customers earn, what it costs, what it brings on top."""

    rewards: tuple[str, ...] = prop(
        "reward",
        Choice("reward", ("points", "Points to collect.", "T-STR-5"), ("discount", "A lower price.", "T-STR-5"),
               ("exclusive", "What others can't have.", "T-STR-5", "exclusives"),
               ("access", "Earlier or closer than others.", "T-STR-5")),
        "Points, discount, exclusive or access.", theory=("T-STR-5",), many=True,
    )  # fmt: skip
    segments: tuple[Reference, ...] = prop("for", Ref(("segment",)), "Whom it rewards.", theory=("T-STR-5",), many=True)
    earns: Quantity | None = prop("earns", Number("count", "may", least=0, example="1"), "Points for each unit of "
                                  "money spent.", theory=("T-STR-5",))
    point_value: Quantity | None = prop("point-value", money("0.01 EUR", least=0), "What one point is worth.",
                                        theory=("T-STR-5",))
    redemption: Quantity | None = prop("redemption", share("70%"), "The share of points that customers use.",
                                       theory=("T-STR-5",))
    uplift: Quantity | None = prop("uplift", share("3%", most=None), "What members buy more because of it.",
                                   theory=("T-STR-5",))
    margin: Quantity | None = prop("margin", share("35%"), "The margin of a sale before the programme.",
                                   theory=("T-STR-5",))
    control_group: str | None = prop("control-group", YES_NO, "Whether members are compared with customers who are "
                                     "none.", theory=("T-STR-5",))
    cost: Amount | None = children(amount("cost", "What the programme costs beside its rewards.", ("T-STR-5",)))
    tiers: tuple[Tier, ...] = children(Tier)


_LINKS = Choice(
    "link of the success chain",
    ("satisfaction", "They are satisfied.", "T-SAT-8"),
    ("repurchase", "They buy again.", "T-SAT-8"),
    ("loyalty", "They prefer you.", "T-SAT-8"),
    ("share", "They buy more of it from you.", "T-SAT-8"),
    ("profit", "It pays.", "T-SAT-8"),
)


@phrase("chain", theory=("T-SAT-8",))
class ChainLink(Entity):
    """A link from satisfaction to profit that you count on: `chain satisfaction to loyalty assumed "…"`."""

    start: str = slot(_LINKS, "Where it begins.", required=True)
    end: str = attribute("to", _LINKS, "Where it leads.", required=True)
    basis: str | None = slot(
        Choice("basis of a link", ("assumed", "You believe it.", "T-SAT-8"), ("measured", "Your data show it.",
               "T-SAT-8")),
        "Assumed or measured.", theory=("T-SAT-8",),
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "The evidence.")
