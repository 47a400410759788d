"""Who stands in relation to the business and what they give and get: roles, buying centres, patrons (theory part 1)."""

from canvasdsl.model.common import MEASURE, Block, NamedBlock, Skill
from canvasdsl.model.entities import Reference
from canvasdsl.model.types import FLAG, TEXT_VALUE, YES_NO, Choice, Ref
from canvasdsl.model.vocabulary import block, children, prop, slot

__all__ = ["BuyingRole", "Constituency", "Party"]

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
    ("contributor", "Who supplies something as a private person.", "T-CUS-9"),
    ("partner", "Who works with the organisation.", "T-CUS-2", "supplier"),
    ("other", "Anybody else.", "T-CUS-2"),
)

_GIVEN = Choice(
    "contribution",
    ("money", "Money, given and not as a price.", "T-CUS-7", "financial"),
    ("encouragement", "Their word and their name.", "T-CUS-7"),
    ("privilege", "A right that others lack.", "T-CUS-7"),
    ("in-kind", "Goods, rooms, time.", "T-CUS-7"),
    ("data", "Data about themselves or others.", "T-CUS-9"),
    ("content", "Texts, pictures, designs.", "T-CUS-9"),
    ("labour", "Work.", "T-CUS-9", "labor", "work", "time"),
    ("idea", "Ideas.", "T-CUS-9", "ideas"),
    ("review", "Reviews and ratings.", "T-CUS-9", "reviews"),
    ("product", "Goods of their own.", "T-CUS-9"),
)

_RETURNED = Choice(
    "return",
    ("money", "They are paid.", "T-CUS-9"),
    ("discount", "They pay less.", "T-CUS-9"),
    ("recognition", "Their name is honoured.", "T-CUS-7"),
    ("access", "They get in where others don't.", "T-CUS-7"),
    ("mission", "Something that they care about gets done.", "T-CUS-7"),
    ("nothing", "They get nothing for it.", "T-CUS-7", "none"),
)


@block("buying-centre", theory=("T-CUS-5",), synonyms=("buying-center",))
class BuyingRole(Block):
    """Somebody who takes part in an organisation's decision to buy: `buying-centre decider "Head of IT" { … }`."""

    role: str = slot(
        Choice(
            "role in a purchase",
            ("initiator", "Who asks for it first.", "T-CUS-5"),
            ("user", "Who will use it.", "T-CUS-5"),
            ("influencer", "Who shapes the choice.", "T-CUS-5"),
            ("decider", "Who decides.", "T-CUS-5", "decision-maker"),
            ("approver", "Who must agree.", "T-CUS-5"),
            ("buyer", "Who signs the order.", "T-CUS-5"),
            ("gatekeeper", "Who lets you through to the others.", "T-CUS-5"),
        ),
        "Which role in the purchase.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "Who that is.")
    party: Reference | None = prop("party", Ref(("party",)), "The party of the model that it is.")
    message: str | None = prop("message", TEXT_VALUE, "What they need to hear.")
    via: tuple[Reference, ...] = prop("via", Ref(("channel",)), "The channels that reach them.", many=True)


@block("")
class Constituency(NamedBlock):
    """What may be said of anybody who matters to the business, customer or not."""

    primary: bool | None = prop("primary", FLAG, "The customer who comes first when resources are short.",
                                theory=("T-CUS-2",))
    roles: tuple[str, ...] = prop("role", _ROLES, "Buyer, payer, user … or another role.",
                                  theory=("T-CUS-1", "T-CUS-2"), many=True)
    consists_of: str | None = prop(
        "consists-of",
        Choice("kind of customer", ("people", "Single persons.", "T-CUS-1", "persons"),
               ("households", "Families and flats.", "T-CUS-1"),
               ("organisations", "Firms, offices, clubs.", "T-CUS-1", "organizations", "firms")),
        "People, households or organisations.", theory=("T-CUS-1",),
    )  # fmt: skip
    gives: tuple[str, ...] = prop("gives", _GIVEN, "What they give that is no price: a donation, data, reviews.",
                                  theory=("T-CUS-7", "T-CUS-9"), many=True)
    in_return: tuple[str, ...] = prop("in-return", _RETURNED, "What they get for it.", theory=("T-CUS-7", "T-CUS-9"),
                                      many=True)
    gives_again: bool | None = prop("gives-again", FLAG, "They give again and again.", theory=("T-CUS-7",))
    consent: str | None = prop("consent", YES_NO, "Whether they have agreed to what is done with their data.",
                               theory=("T-CUS-9",))


@block("party", theory=("T-CUS-2",), synonyms=("constituency",))
class Party(Constituency):
    """Somebody else who matters to the business: employees, influencers, distributors, patrons."""

    served_by: tuple[Reference, ...] = prop(
        "served-by", Ref(("proposition", "activity", "resource", "relationship", "service")), "What serves them.",
        theory=("T-CUS-2",), many=True,
    )  # fmt: skip
    supplied_by: tuple[Reference, ...] = prop("supplied-by", Ref(("activity",)), "Of an internal customer: the "
                                              "activity that works for them.", theory=("T-CUS-3",), many=True)
    receives: str | None = prop("receives", TEXT_VALUE, "Of an internal customer: what they receive.",
                                theory=("T-CUS-3",))
    requires: str | None = prop("requires", TEXT_VALUE, "Of an internal customer: what it must be like.",
                                theory=("T-CUS-3",))
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it is.", theory=("T-CUS-3",))
    enabled_by: tuple[Reference, ...] = prop(
        "enabled-by", Ref(("resource", "activity", "tool")), "What enables them to do it well: training, tools, a "
        "free hand.", theory=("T-CUS-6",), many=True,
    )  # fmt: skip
    via: tuple[Reference, ...] = prop("via", Ref(("channel",)), "The channels that reach them.", theory=("T-CUS-5",),
                                      many=True)
    skills: tuple[Skill, ...] = children(Skill)
