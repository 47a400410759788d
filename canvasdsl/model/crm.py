"""CRM as a whole: its goals and tools, the customer strategy, the CRM value chain in both editions (theory part 7)."""

from canvasdsl.model.common import MEASURE, Amount, Block, NamedBlock, amount
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.strategies import OBJECTIVES
from canvasdsl.model.types import LABEL, TEXT_VALUE, YES_NO, Choice, Ref, score, share
from canvasdsl.model.vocabulary import block, children, phrase, prop, slot

__all__ = [
    "ChainPart", "Condition", "CoreProcess", "Crm", "CustomerStrategy", "Enabler", "Known", "Phase", "PrimaryStage",
    "Tool", "ValueChain",
]  # fmt: skip

_ANYTHING = Ref(())


@block("tool", theory=("T-CRM-7",))
class Tool(NamedBlock):
    """A program that supports the work with customers: what it is for, what it knows, who looks after it."""

    type: str | None = prop(
        "type",
        Choice(
            "tool category",
            ("crm", "Customer records.", "T-CRM-7"),
            ("analytics", "Analysis of data.", "T-CRM-7"),
            ("email", "Sending e-mail to many.", "T-CRM-7", "email-marketing"),
            ("social-monitoring", "Following what is said in public.", "T-CRM-7"),
            ("helpdesk", "Handling requests.", "T-CRM-7"),
            ("survey", "Asking.", "T-CRM-7"),
            ("loyalty", "Points and rewards.", "T-CRM-7"),
            ("ai", "Models that predict or write.", "T-CRM-7"),
            ("other", "Anything else.", "T-CRM-7", "custom"),
        ),
        "Of which category it is.",
        theory=("T-CRM-7",),
    )
    supports: tuple[Reference, ...] = prop("supports", _ANYTHING, "What it supports: a relationship, a channel, an "
                                           "activity, a metric …", theory=("T-CRM-7",), many=True)
    steps: tuple[str, ...] = prop(
        "step",
        Choice("step of IDIC", ("identify", "Knowing who it is.", "T-IDIC-1"),
               ("differentiate", "Telling them apart.", "T-IDIC-2"), ("interact", "The dialogue.", "T-IDIC-3"),
               ("customize", "Treating them differently.", "T-IDIC-4", "customise")),
        "The steps of IDIC that it supports.", theory=("T-CRM-7",), many=True,
    )  # fmt: skip
    functions: tuple[str, ...] = prop(
        "function",
        Choice("function of a CRM tool", ("prospecting", "Finding new customers.", "T-CRM-4"),
               ("pipeline", "Following a sale.", "T-CRM-4"), ("service", "Helping.", "T-CRM-4"),
               ("marketing", "Addressing.", "T-CRM-4"), ("analytics", "Understanding.", "T-CRM-4")),
        "What it does.", theory=("T-CRM-4",), many=True,
    )  # fmt: skip
    records: tuple[str, ...] = prop(
        "records",
        Choice("record", ("customer", "Those who buy.", "T-CRM-4", "customers"),
               ("prospect", "Those who may.", "T-CRM-4", "prospects"),
               ("interaction", "Every contact.", "T-CRM-4", "interactions")),
        "What it keeps.", theory=("T-CRM-4",), many=True,
    )  # fmt: skip
    data_owner: str | None = prop("data-owner", TEXT_VALUE, "Who keeps its data right.", theory=("T-CRM-4",))
    integrates: tuple[Reference, ...] = prop("integrates", Ref(("channel",)), "The channels that feed it.",
                                             theory=("T-CRM-5",), many=True)
    identity_key: str | None = prop("identity-key", LABEL, "By what it knows a customer in all of them.",
                                    theory=("T-CRM-5",))
    consent: str | None = prop("consent", YES_NO, "Whether customers have agreed.", theory=("T-CRM-7",))
    cost: Amount | None = children(amount("cost", "What it costs.", ("T-CRM-7",)))


@phrase("lifecycle", theory=("T-CRM-1",))
class Phase(Entity):
    """What is done in a stage of the customer's life: `lifecycle keep "a call after the first month"`."""

    stage: str = slot(OBJECTIVES, "Which stage.", required=True)
    text: str | None = slot(TEXT_VALUE, "What is done.")


@block("crm", theory=("T-CRM-1",), singular=True)
class Crm(Block):
    """How relationships with customers are managed: goals, strategies, practices and technology."""

    types: tuple[str, ...] = prop(
        "type",
        Choice(
            "CRM type",
            ("strategic", "A culture around the customer.", "T-CRM-8"),
            ("operational", "Sales, marketing and service made easier.", "T-CRM-8"),
            ("analytical", "Insight from data.", "T-CRM-8"),
            ("collaborative", "Shared across firms and channels.", "T-CRM-8"),
        ),
        "Strategic, operational, analytical, collaborative; authors count three or four.",
        theory=("T-CRM-8",),
        many=True,
    )
    theories: tuple[str, ...] = prop(
        "theory",
        Choice("theory of CRM", ("idic", "Identify, differentiate, interact, customise.", "T-CRM-10"),
               ("value-chain", "The CRM value chain.", "T-CRM-10"),
               ("relationship-marketing", "Commitment, trust and bonds.", "T-CRM-10")),
        "The theories that it leans on.", theory=("T-CRM-10",), many=True,
    )  # fmt: skip
    goals: tuple[str, ...] = prop(
        "goal",
        Choice("goal of CRM", ("relationships", "Better relationships.", "T-CRM-1"),
               ("retention", "Customers stay.", "T-CRM-1"), ("growth", "Sales grow.", "T-CRM-1")),
        "What it is for.", theory=("T-CRM-1",), many=True,
    )  # fmt: skip
    measures: tuple[Reference | str, ...] = prop("measure", MEASURE, "The metrics that show it.", theory=("T-CRM-1",),
                                                 many=True)
    strategies: tuple[Reference, ...] = prop("strategy", Ref(("strategy", "customer-strategy")), "The strategies that "
                                             "it follows.", theory=("T-CRM-1",), many=True)
    practices: tuple[str, ...] = prop("practice", TEXT_VALUE, "What people do.", theory=("T-CRM-1",), many=True)
    people: tuple[str, ...] = prop("people", TEXT_VALUE, "Who does it, and how they are trained.",
                                   theory=("T-CRM-3",), many=True)
    tools: tuple[Reference, ...] = prop("tool", Ref(("tool",)), "With which tools.", theory=("T-CRM-1",), many=True)
    lifecycle: tuple[Phase, ...] = children(Phase)
    profit_from_existing: Quantity | None = prop("profit-from-existing", share("80%"), "The share of profit that comes "
                                                 "from customers whom you have already.", theory=("T-CUS-11",))


@phrase("knows", theory=("T-CRM-11",))
class Known(Entity):
    """What is known about the customers: `knows needs "…"`, `knows behaviour "…"`, `knows value "…"`."""

    insight: str = slot(
        Choice("kind of insight", ("needs", "What they need.", "T-CRM-11"),
               ("behaviour", "What they do.", "T-CRM-11", "behavior"), ("value", "What they are worth.", "T-CRM-11")),
        "Needs, behaviour or value.", required=True,
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "What is known.")


@block("customer-strategy", theory=("T-CRM-11",))
class CustomerStrategy(NamedBlock):
    """How the worth of customers is raised: from what is known of them to where they are engaged."""

    segments: tuple[Reference, ...] = prop("for", Ref(("segment",)), "For whom.", theory=("T-CRM-11",), many=True)
    knows: tuple[Known, ...] = children(Known)
    data: tuple[str, ...] = prop("data", LABEL, "From which data.", theory=("T-CRM-11",), many=True)
    at: tuple[Reference, ...] = prop("at", Ref(("touchpoint", "channel")), "Where they are engaged.",
                                     theory=("T-CRM-11",), many=True)
    objective: str | None = prop("objective", TEXT_VALUE, "What is to be reached, in money.", theory=("T-CRM-11",))
    measure: Reference | str | None = prop("measure", MEASURE, "The metric that shows it.", theory=("T-CRM-11",))


@block("")
class ChainPart(Block):
    """What may be said of each part of a value chain."""

    score: Quantity | None = prop("score", score(0, 5), "How well it stands, from 0 to 5.", theory=("T-VC-0",))
    uses: tuple[Reference, ...] = prop("uses", _ANYTHING, "What in the model does it.", theory=("T-VC-0",), many=True)
    data: tuple[str, ...] = prop("data", LABEL, "From which data.", theory=("T-VC-P2",), many=True)
    measure: Reference | str | None = prop("measure", MEASURE, "How you see it.", theory=("T-VC-P5",))
    shown_by: str | None = prop("shown-by", TEXT_VALUE, "What shows that it is so.", theory=("T-VC-0",))


@block("primary-stage", theory=("T-VC-0",))
class PrimaryStage(ChainPart):
    """A primary stage of the classic CRM value chain."""

    part: str = slot(
        Choice(
            "primary stage",
            ("portfolio-analysis", "Whom to serve.", "T-VC-P1"),
            ("intimacy", "Knowing them.", "T-VC-P2", "customer-intimacy"),
            ("network", "With whom the value is made.", "T-VC-P3", "network-development"),
            ("proposition", "What is offered.", "T-VC-P4", "value-proposition-development"),
            ("lifecycle", "Winning, keeping and growing them.", "T-VC-P5", "customer-lifecycle"),
        ),
        "Which of the five stages.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "What is done.")


@block("condition", theory=("T-VC-0",))
class Condition(ChainPart):
    """A supporting condition of the classic CRM value chain."""

    part: str = slot(
        Choice(
            "condition",
            ("leadership-culture", "Leadership and culture.", "T-VC-S1", "culture", "leadership"),
            ("data-it", "Data and information technology.", "T-VC-S2"),
            ("people", "People.", "T-VC-S3"),
            ("processes", "Processes.", "T-VC-S4"),
        ),
        "Which of the four conditions.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it is met.")


@block("core-process", theory=("T-VC-0",))
class CoreProcess(ChainPart):
    """A core process of the updated CRM value chain."""

    part: str = slot(
        Choice("core process", ("identify-opportunity", "Where there is something to win.", "T-VC-0"),
               ("develop-offer", "What to offer.", "T-VC-0"),
               ("manage-journey", "Managing the customer journey.", "T-VC-0", "manage-customer-journey")),
        "Which of the three processes.", required=True,
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "What is done.")


@block("enabler", theory=("T-VC-0",))
class Enabler(ChainPart):
    """An enabler of the updated CRM value chain."""

    part: str = slot(
        Choice(
            "enabler",
            ("data-analytics", "Data and analytics.", "T-VC-S2", "data"),
            ("processes", "Marketing, sales and service processes.", "T-VC-S4"),
            ("network", "Network relationships.", "T-VC-P3"),
            ("culture", "Organisational culture.", "T-VC-S1"),
            ("people", "People.", "T-VC-S3"),
        ),
        "Which of the five enablers.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it is met.")


@block("value-chain", theory=("T-VC-0",), singular=True)
class ValueChain(Block):
    """The CRM value chain, in the classic edition of five stages or the updated one of three processes."""

    edition: str | None = prop(
        "edition",
        Choice("edition", ("classic", "Five primary stages, four conditions.", "T-VC-0"),
               ("updated", "Three core processes, five enablers.", "T-VC-0")),
        "Classic or updated.", theory=("T-VC-0",),
    )  # fmt: skip
    profitability: str | None = prop("profitability", TEXT_VALUE, "What it leads to: customer profitability.",
                                     theory=("T-VC-0",))
    stages: tuple[PrimaryStage, ...] = children(PrimaryStage)
    conditions: tuple[Condition, ...] = children(Condition)
    processes: tuple[CoreProcess, ...] = children(CoreProcess)
    enablers: tuple[Enabler, ...] = children(Enabler)
