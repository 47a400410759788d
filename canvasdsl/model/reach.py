"""How the business reaches its segments: channels and their five phases (theory T-BMC-3)."""

from canvasdsl.model.common import NamedBlock, With
from canvasdsl.model.customers import CHANNEL_TYPES
from canvasdsl.model.entities import Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import TEXT_VALUE, Choice, Ref, RefOr, count, duration, money
from canvasdsl.model.typology import Visitors
from canvasdsl.model.vocabulary import block, children, phrase, prop

__all__ = ["PHASES", "Channel", "Reaches"]

PHASES = Choice(
    "channel phase",
    ("awareness", "They hear of the offer.", "T-BMC-3b"),
    ("evaluation", "They compare and judge.", "T-BMC-3b"),
    ("purchase", "They buy.", "T-BMC-3b"),
    ("delivery", "They receive it.", "T-BMC-3b"),
    ("after-sales", "They are helped afterwards.", "T-BMC-3b", "after-sale", "aftersales"),
)


@phrase("reaches", theory=("T-BMC-3",))
class Reaches(With):
    """A segment that the channel reaches, or with `on` one plan of it."""


@block("channel", theory=("T-BMC-3",))
class Channel(NamedBlock):
    """A way to tell a segment about the offer, to sell it, deliver it, and help afterwards."""

    owner: str | None = prop(
        "owner",
        Choice("owner", ("own", "It is yours.", "T-BMC-3a"), ("partner", "It is a partner's.", "T-BMC-3a")),
        "Whose channel it is: own or partner.", theory=("T-BMC-3a",),
    )  # fmt: skip
    directness: str | None = prop(
        "directness",
        Choice("directness", ("direct", "You deal with the customer yourself.", "T-BMC-3a"),
               ("indirect", "A shop stands between.", "T-BMC-3a")),
        "Direct or indirect.", theory=("T-BMC-3a",),
    )  # fmt: skip
    type: str | None = prop("type", CHANNEL_TYPES, "What sort of channel it is.", theory=("T-BMC-3a",))
    partner: Reference | None = prop("partner", Ref(("partner", "party", "segment")), "The partner, or the dealer "
                                     "among the segments, whose channel it is.", theory=("T-BMC-3a",))
    reaches: tuple[Reaches, ...] = children(Reaches)
    carries: tuple[Reference, ...] = prop("carries", Ref(("proposition",)), "The propositions that it carries.",
                                          theory=("T-BMC-3",), many=True)
    phases: tuple[str, ...] = prop("phases", PHASES, "The phases of a purchase that it covers.", theory=("T-BMC-3b",),
                                   many=True, synonyms=("phase",))
    record: Reference | str | None = prop(
        "record", RefOr(Ref(("resource",)), TEXT_VALUE), "Where its contacts with customers are kept; channels with "
        "the same record share their memory.", theory=("T-STR-4", "T-CRM-5"),
    )  # fmt: skip
    answer_within: Quantity | None = prop("answer-within", duration("1 day"), "How long an answer takes at most.",
                                          theory=("T-STR-4",))
    cost_per_contact: Quantity | None = prop("cost-per-contact", money("0.40 EUR", least=0), "What one contact costs.",
                                             theory=("T-BMC-3",))
    capacity: Quantity | None = prop("capacity", count("60 orders per day", per="may"), "How much it can take.",
                                     theory=("T-BMC-3",))
    visits: Quantity | None = prop("visits", count("3_000 per month", per="may"), "How many visitors it has.",
                                   theory=("T-TYP-1",))
    visitors: tuple[Visitors, ...] = children(Visitors)
