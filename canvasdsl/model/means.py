"""What it takes: resources, activities and partners (theory T-BMC-6 to T-BMC-8)."""

from canvasdsl.model.common import NamedBlock, Skill
from canvasdsl.model.entities import Reference
from canvasdsl.model.types import LABEL, TEXT_VALUE, YES_NO, Choice, Ref, RefOr
from canvasdsl.model.vocabulary import block, children, prop

__all__ = ["Activity", "Partner", "Resource"]

_SUPPORTED = Ref(("proposition", "channel", "relationship", "revenue", "activity", "resource", "service"))


@block("resource", theory=("T-BMC-6",), synonyms=("key-resource",))
class Resource(NamedBlock):
    """An asset that the business needs."""

    type: str | None = prop(
        "type",
        Choice(
            "resource type",
            ("physical", "Buildings, machines, goods.", "T-BMC-6"),
            ("intellectual", "Brand, data, patents, knowledge.", "T-BMC-6"),
            ("human", "People and what they can do.", "T-BMC-6"),
            ("financial", "Money and credit.", "T-BMC-6"),
        ),
        "Physical, intellectual, human or financial.",
        theory=("T-BMC-6",),
    )
    asset: str | None = prop(
        "asset",
        Choice("asset", ("brand", "A name that people trust.", "T-BMC-6"),
               ("customer-data", "What is known about customers.", "T-BMC-6", "data"),
               ("usage-data", "What is known about use.", "T-BMC-5a"),
               ("patent", "A protected invention.", "T-BMC-6"), ("software", "Programs and platforms.", "T-BMC-6",
               "platform"), ("know-how", "What people have learned.", "T-BMC-6", "knowledge"),
               ("community", "Members and their ties.", "T-BMC-6")),
        "Of intellectual resources: which.", theory=("T-BMC-6",),
    )  # fmt: skip
    supports: tuple[Reference, ...] = prop("supports", _SUPPORTED, "What it makes possible.", theory=("T-BMC-6",),
                                           many=True)
    held: str | None = prop(
        "held",
        Choice("tenure", ("owned", "It is yours.", "T-BMC-6"), ("leased", "It is rented.", "T-BMC-6"),
               ("partner", "A partner has it.", "T-BMC-6")),
        "Owned, leased or a partner's.", theory=("T-BMC-6",),
    )  # fmt: skip
    skills: tuple[Skill, ...] = children(Skill)


@block("activity", theory=("T-BMC-7",), synonyms=("key-activity",))
class Activity(NamedBlock):
    """Something that must be done well."""

    type: str | None = prop(
        "type",
        Choice(
            "activity type",
            ("production", "Making and delivering.", "T-BMC-7"),
            ("problem-solving", "Finding answers for single customers.", "T-BMC-7"),
            ("platform", "Running a platform or network.", "T-BMC-7", "network", "platform-network"),
        ),
        "Production, problem-solving or platform.",
        theory=("T-BMC-7",),
    )
    supports: tuple[Reference, ...] = prop("supports", _SUPPORTED, "What it makes possible.", theory=("T-BMC-7",),
                                           many=True)
    effort: str | None = prop("effort", LABEL, "How much work it is.", theory=("T-BMC-7",))


@block("partner", theory=("T-BMC-8",), synonyms=("partnership", "key-partner"))
class Partner(NamedBlock):
    """A supplier or partner, why you work with them, and what they bring."""

    type: str | None = prop(
        "type",
        Choice(
            "partner type",
            ("alliance", "Firms that do not compete work together.", "T-BMC-8", "strategic-alliance"),
            ("coopetition", "Competitors work together.", "T-BMC-8"),
            ("joint-venture", "Two firms own a third.", "T-BMC-8"),
            ("supplier", "One delivers, the other buys.", "T-BMC-8", "buyer-supplier"),
        ),
        "Alliance, coopetition, joint venture or supplier.",
        theory=("T-BMC-8",),
    )
    motive: str | None = prop(
        "motive",
        Choice(
            "motive",
            ("optimization", "To do it cheaper or better.", "T-BMC-8", "optimisation", "economy-of-scale"),
            ("risk", "To share a risk.", "T-BMC-8", "risk-reduction"),
            ("acquisition", "To get a resource or activity that you lack.", "T-BMC-8"),
        ),
        "Why you work with them.",
        theory=("T-BMC-8",),
    )
    provides: tuple[Reference, ...] = prop("provides", Ref(("resource", "activity", "channel")), "What they bring.",
                                           theory=("T-BMC-8",), many=True)
    dependency: str | None = prop(
        "dependency",
        Choice("dependency", ("low", "You could do without.", "T-BMC-8"),
               ("medium", "It would hurt.", "T-BMC-8", "med"),
               ("high", "You could not go on.", "T-BMC-8")),
        "How much you depend on them.", theory=("T-BMC-8",),
    )  # fmt: skip
    alternative: Reference | str | None = prop("alternative", RefOr(Ref(("partner",)), TEXT_VALUE), "Who could take "
                                               "their place.", theory=("T-BMC-8",))
    boundary: str | None = prop("boundary", TEXT_VALUE, "Where working together ends and competing begins.",
                                theory=("T-BMC-8",))
    shares_data: str | None = prop("customer-data", YES_NO, "Whether they see data about customers.",
                                   theory=("T-BMC-8",))
    consent: str | None = prop("consent", YES_NO, "Whether customers have agreed to that.", theory=("T-BMC-8",))
