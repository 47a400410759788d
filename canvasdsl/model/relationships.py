"""The relationship with each segment: its types and what stands behind them (theory part 5)."""

from functools import cached_property

from canvasdsl.model.common import CADENCE, RELATIONSHIP_TYPES, Amount, Block, NamedBlock, With, amount
from canvasdsl.model.economics import CONVENTIONS, Acquisition, AcquisitionResponse, Cohort, WhatIf
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.journeys import Failure, Recovery, Touchpoint
from canvasdsl.model.learning import Customize, Differentiate, Identify, Interact, Personalization, Prediction
from canvasdsl.model.purchases import Transactions
from canvasdsl.model.quantities import Date, Quantity
from canvasdsl.model.service import Service
from canvasdsl.model.ties import (
    Bond,
    ChainLink,
    CommitmentTrust,
    Disclosure,
    Practice,
    Programme,
    Promise,
    SideBenefit,
)
from canvasdsl.model.types import (
    DATE_VALUE,
    FLAG,
    LABEL,
    TEXT_VALUE,
    YES_NO,
    Choice,
    Number,
    Ref,
    RefOr,
    count,
    duration,
    money,
    rate,
    share,
)
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = [
    "Automation", "CoCreation", "Community", "Dedicated", "Feedback", "Mechanism", "PersonalAssistance", "Relationship",
    "RelationshipType", "Response", "SelfService", "Support",
]  # fmt: skip

_CHANNELS = Ref(("channel",))
_RESOURCE_OR_TEXT = RefOr(Ref(("resource", "activity")), TEXT_VALUE)


@phrase("type", theory=("T-REL-0", "T-REL-10"))
class RelationshipType(Entity):
    """A type of relationship and its mechanism: `type dedicated "a named manager from month 2"`. The list is open."""

    type: str = slot(RELATIONSHIP_TYPES, "Which type; several may hold at once.", required=True)
    text: str | None = slot(TEXT_VALUE, "How it works; for a custom type, its name.")
    like: str | None = attribute("like", RELATIONSHIP_TYPES, "The type that a custom one resembles.",
                                 theory=("T-REL-9",))


@phrase("mechanism", theory=("T-REL-11",))
class Mechanism(Entity):
    """One of the four aspects of managing a relationship, and how it is done."""

    aspect: str = slot(
        Choice(
            "aspect",
            ("loyalty", "Trust and mutual benefit that make customers stay.", "T-REL-11"),
            ("communication", "Consistent and clear contact.", "T-REL-11"),
            ("personalization", "Treating each customer by need.", "T-REL-11", "personalisation"),
            ("feedback", "Hearing and using the customer's word.", "T-REL-11"),
        ),
        "Loyalty, communication, personalization or feedback.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it is done.")
    scope: str | None = attribute(
        "scope",
        Choice("scope", ("service", "It answers single questions and problems.", "T-REL-12"),
               ("relationship", "It goes beyond the single matter.", "T-REL-12")),
        "Whether it serves single matters or the relationship.", theory=("T-REL-12",),
    )  # fmt: skip


@block("personal-assistance", theory=("T-REL-3",), singular=True)
class PersonalAssistance(Block):
    """Help by people during and after the sale: when, through what, by whom."""

    hours: str | None = prop("hours", TEXT_VALUE, "When somebody is there.")
    via: tuple[Reference, ...] = prop("via", _CHANNELS, "Through which channels.", many=True)
    staff: tuple[Reference | str, ...] = prop("staff", RefOr(Ref(("resource", "party")), TEXT_VALUE), "Who helps.",
                                              many=True)


@block("dedicated", theory=("T-REL-4",), singular=True)
class Dedicated(Block):
    """A named representative for each customer."""

    accounts_per_rep: Quantity | None = prop("accounts-per-rep", count("40"), "How many customers one "
                                             "representative has.")
    rep_cost: Quantity | None = prop("rep-cost", money("90_000 EUR per year", least=0), "What one of them costs.")
    contacts: Quantity | None = prop("contacts", count("12 per year", per="may"), "How often a customer is met.",
                                     theory=("T-ECO-12",))
    plan: str | None = prop("plan", TEXT_VALUE, "What the account plan holds.")
    staff: tuple[Reference | str, ...] = prop("staff", RefOr(Ref(("resource", "party")), TEXT_VALUE),
                                              "Who represents you.", many=True, theory=("T-REL-4",))


@block("self-service", theory=("T-REL-5",), singular=True)
class SelfService(Block):
    """The means by which customers help themselves, and the way out when they can't."""

    knowledge_base: Reference | str | None = prop("knowledge-base", _RESOURCE_OR_TEXT, "Where they find answers.")
    search: str | None = prop("search", TEXT_VALUE, "How they find the answer among them.")
    escalation: Reference | None = prop("escalation", _CHANNELS, "The channel to a person.")
    issues: Quantity | None = prop("issues", count("900 per month", per="may"), "How many questions come up.",
                                   theory=("T-REL-5",))
    solved: Quantity | None = prop("solved", count("700 per month", per="may"), "How many of them are solved without a "
                                   "contact.", theory=("T-REL-5",))


@block("automated", theory=("T-REL-6",), singular=True)
class Automation(Block):
    """Service that adapts itself to each customer: from which data, by which rule."""

    data: tuple[str, ...] = prop("data", LABEL, "What it knows of the customer.", many=True)
    rule: str | None = prop("rule", TEXT_VALUE, "What it does with it.")
    consent: str | None = prop("consent", YES_NO, "Whether customers have agreed.")
    escalation: Reference | None = prop("escalation", _CHANNELS, "The channel to a person.")


@block("community", theory=("T-REL-7",), singular=True)
class Community(Block):
    """Customers among themselves: who hosts them, where, and what they get out of it."""

    host: Reference | str | None = prop("host", RefOr(Ref(("party", "resource", "activity", "partner")), TEXT_VALUE),
                                        "Who looks after it.")
    platform: Reference | str | None = prop("platform", RefOr(Ref(("resource", "channel")), TEXT_VALUE),
                                            "Where they meet.")
    benefit: str | None = prop("benefit", TEXT_VALUE, "What a member gets out of it.")
    active: Quantity | None = prop("active-members", share("20%"), "The share of members who take part.")
    answered: Quantity | None = prop("answered-by-members", share("60%"), "The share of questions that other members "
                                     "answer.", theory=("T-REL-7",))
    escalation: Reference | None = prop("escalation", _CHANNELS, "Where complaints go that come up there.")


@block("co-creation", theory=("T-REL-8",), singular=True)
class CoCreation(Block):
    """What customers contribute, where it is used, and what they get for it."""

    contribution: str | None = prop("contribution", TEXT_VALUE, "What they contribute.")
    used_in: tuple[Reference, ...] = prop("used-in", Ref(("proposition", "activity", "resource")),
                                          "What it goes into.", many=True)
    reward: str | None = prop("reward", TEXT_VALUE, "What they get for it, even if it is only recognition.")
    rights: str | None = prop("rights", TEXT_VALUE, "To whom it belongs.")


@block("support", theory=("T-STR-4",), singular=True)
class Support(Block):
    """The ways in which this segment reaches you when it needs help: multi-channel support."""

    channels: tuple[Reference, ...] = prop("via", _CHANNELS, "Through which channels.", many=True)
    hours: str | None = prop("hours", TEXT_VALUE, "When somebody is there.")
    record: Reference | str | None = prop("record", _RESOURCE_OR_TEXT, "The record that all of them share.")
    identity_key: str | None = prop("identity-key", LABEL, "By what all of them know the customer.",
                                    theory=("T-CRM-5",))
    answer_within: Quantity | None = prop("answer-within", duration("1 day"), "How long an answer takes at most.")


@block("response", theory=("T-LT-4",))
class Response(Block):
    """Something that was changed because customers said so: `response "longer hours" { informed-on 2027-03-01 }`."""

    text: str | None = slot(TEXT_VALUE, "What was changed.")
    informed_on: Date | None = prop("informed-on", DATE_VALUE, "When customers were told.", theory=("T-LT-4",))


@block("feedback", theory=("T-STR-3", "T-DYN-4"))
class Feedback(Block):
    """How the customers' word is gathered, acted upon and answered."""

    text: str | None = slot(TEXT_VALUE, "What it is.")
    types: tuple[str, ...] = prop(
        "type",
        Choice(
            "source of feedback",
            ("survey", "They are asked.", "T-STR-3"),
            ("complaint", "They complain.", "T-STR-3", "complaints"),
            ("review", "They write in public.", "T-STR-3", "reviews"),
            ("interview", "One talks with them.", "T-STR-3", "interviews"),
            ("community", "They talk with each other.", "T-STR-3"),
            ("usage", "One sees what they do.", "T-STR-3"),
        ),
        "From where the feedback comes.",
        theory=("T-STR-3",),
        many=True,
    )
    collects: str | None = prop("collects", TEXT_VALUE, "What is asked.")
    cadence: str | None = prop("cadence", CADENCE, "How often.")
    analyses: str | None = prop("analyses", TEXT_VALUE, "What is made of it.", theory=("T-DYN-4",),
                                synonyms=("analyzes",))
    acts: str | None = prop("acts", TEXT_VALUE, "What is done about it.")
    acts_within: Quantity | None = prop("acts-within", duration("7 days"), "Within which time.", theory=("T-STR-3",))
    answers: str | None = prop("answers", TEXT_VALUE, "What the customer hears back.")
    asked: Quantity | None = prop("asked", count("500"), "How many were asked.", theory=("T-STR-3",))
    answered: Quantity | None = prop("answered", count("120"), "How many answered.", theory=("T-STR-3",))
    closed: Quantity | None = prop("closed", count("100"), "How many of them heard what came of it.",
                                   theory=("T-STR-3", "T-LT-4"))
    responses: tuple[Response, ...] = children(Response)


@block("relationship", theory=("T-BMC-4",), synonyms=("customer-relationship",))
class Relationship(NamedBlock):
    """The kind of relationship that is built with a segment."""

    segments: tuple[With, ...] = children(With)
    types: tuple[RelationshipType, ...] = children(RelationshipType)
    mechanisms: tuple[Mechanism, ...] = children(Mechanism)
    purposes: tuple[str, ...] = prop(
        "purpose",
        Choice("purpose", ("acquire", "To win customers.", "T-BMC-4", "acquisition"),
               ("retain", "To keep them.", "T-BMC-4", "retention", "keep"),
               ("upsell", "To sell them more.", "T-BMC-4", "grow")),
        "What it is for.", theory=("T-BMC-4",), many=True,
    )  # fmt: skip
    level: str | None = prop(
        "level",
        Choice(
            "level",
            ("basic", "You sell, and do not follow up.", "T-REL-14"),
            ("reactive", "Customers are invited to call.", "T-REL-14"),
            ("accountable", "You ask afterwards whether all is well.", "T-REL-14"),
            ("proactive", "You get in touch from time to time.", "T-REL-14"),
            ("partnership", "You work with the customer all the time.", "T-REL-14"),
        ),
        "How far it goes, from basic to partnership.",
        theory=("T-REL-14",),
    )
    strategy: str | None = prop(
        "strategy",
        Choice("strategy", ("transactional", "One deal at a time.", "T-REL-16"),
               ("relational", "A partnership over time.", "T-REL-16"), ("mixed", "Some of both.", "T-REL-16")),
        "Deals, partnership, or some of both.", theory=("T-REL-16",),
    )  # fmt: skip
    phase: str | None = prop(
        "phase",
        Choice("phase", ("awareness", "They know of each other.", "T-REL-17"),
               ("exploration", "They try each other.", "T-REL-17"), ("expansion", "They do more together.", "T-REL-17"),
               ("commitment", "They count on each other.", "T-REL-17"), ("dissolution", "They part.", "T-REL-17")),
        "How far it has come.", theory=("T-REL-17",),
    )  # fmt: skip
    ends_when: str | None = prop("ends-when", TEXT_VALUE, "When the relationship is ended.", theory=("T-REL-17",))
    tools: tuple[Reference | str, ...] = prop(
        "tool",
        RefOr(Ref(("tool",)), Choice(
            "relationship tool",
            ("advertising", "Paid messages to many.", "T-REL-15"),
            ("public-relations", "The press and the public.", "T-REL-15", "pr"),
            ("web", "Visits to the site.", "T-REL-15"),
            ("frequency-programme", "Rewards for coming often.", "T-REL-15", "frequency-program"),
            ("club", "Membership.", "T-REL-15"),
            ("event", "Social events.", "T-REL-15"),
            ("account-team", "A team for one customer.", "T-REL-15"),
            ("extranet", "A link between the systems.", "T-REL-15"),
        )),
        "With which tools it is built: the kind of tool, or a tool of the model.",
        theory=("T-REL-15",),
        many=True,
    )
    via: tuple[Reference, ...] = prop("via", _CHANNELS, "The channels that it runs through.", theory=("T-BMC-4",),
                                      many=True)
    established: str | None = prop("established", YES_NO, "Whether it exists already.", theory=("T-BMC-4",))
    horizon: Quantity | None = prop("horizon", duration("3 years"), "How long it is meant to last.",
                                    theory=("T-REL-2",))
    retention: Quantity | None = prop("retention", rate("92% per month"), "The share of customers who stay in a "
                                      "period.", theory=("T-ECO-6",))
    churn: Quantity | None = prop("churn", rate("8% per month"), "The share of customers who leave in a period.",
                                  theory=("T-ECO-6",))
    acquisition_cost: Quantity | None = prop("acquisition-cost", money("9 EUR", least=0), "What winning one customer "
                                             "costs.", theory=("T-ECO-7",))
    margin: Quantity | None = prop("margin", money("18 EUR per month per customer"), "What one customer's purchases "
                                   "leave in a period, before the cost to serve, keep and win the customer.",
                                   theory=("T-ECO-3",))
    margin_growth: Quantity | None = prop("margin-growth", rate("4% per year", least=None, most=None), "How fast that "
                                          "grows.", theory=("T-ECO-3",))
    convention: str | None = prop("convention", CONVENTIONS, "When the first margin comes in, for the lifetime value; "
                                  "after the first retention where nothing is said.", theory=("T-ECO-4",))
    retention_cost: Quantity | None = prop("retention-cost", money("0.50 EUR per month per customer", least=0), "What "
                                           "keeping one customer costs.", theory=("T-ECO-1", "T-ECO-9"))
    cost: Amount | None = children(amount("cost", "What the relationship itself costs.", ("T-BMC-4",)))
    acquisition: Acquisition | None = children(Acquisition)
    response: AcquisitionResponse | None = children(AcquisitionResponse)
    cohorts: tuple[Cohort, ...] = children(Cohort)
    transactions: Transactions | None = children(Transactions)
    what_ifs: tuple[WhatIf, ...] = children(WhatIf)
    sentiment: Quantity | None = prop("sentiment", Number("score", "never", -1, 1, "0.6"), "How customers find the "
                                      "contacts, from -1 to 1.", theory=("T-LOY-3",))
    contacts: Quantity | None = prop("contacts", count("2 per month", per="may"), "How often one customer and you are "
                                     "in touch.", theory=("T-REL-0", "T-REL-14", "T-LOY-3"))
    claims_trust: bool | None = prop("claims-trust", FLAG, "It is said to rest on trust.", theory=("T-RM-3",))
    propositions: tuple[Reference, ...] = prop("delivers", Ref(("proposition",)), "The propositions that it delivers.",
                                               theory=("T-VAL-7",), many=True)
    stakeholders: tuple[Reference, ...] = prop("stakeholders", Ref(("party", "partner")), "Who else has a part in it.",
                                               theory=("T-RM-1",), many=True)
    benefits: tuple[SideBenefit, ...] = children(SideBenefit)
    discloses: tuple[Disclosure, ...] = children(Disclosure)
    commitment_trust: CommitmentTrust | None = children(CommitmentTrust)
    chain: tuple[ChainLink, ...] = children(ChainLink)
    programmes: tuple[Programme, ...] = children(Programme)
    services: tuple[Service, ...] = children(Service)
    touchpoints: tuple[Touchpoint, ...] = children(Touchpoint)
    failures: tuple[Failure, ...] = children(Failure)
    recovery: Recovery | None = children(Recovery)
    personal_assistance: PersonalAssistance | None = children(PersonalAssistance)
    dedicated: Dedicated | None = children(Dedicated)
    self_service: SelfService | None = children(SelfService)
    automated: Automation | None = children(Automation)
    community: Community | None = children(Community)
    co_creation: CoCreation | None = children(CoCreation)
    bonds: tuple[Bond, ...] = children(Bond)
    practices: tuple[Practice, ...] = children(Practice)
    promises: tuple[Promise, ...] = children(Promise)
    identify: Identify | None = children(Identify)
    differentiate: tuple[Differentiate, ...] = children(Differentiate)
    interact: tuple[Interact, ...] = children(Interact)
    customize: tuple[Customize, ...] = children(Customize)
    personalize: tuple[Personalization, ...] = children(Personalization)
    predict: tuple[Prediction, ...] = children(Prediction)
    support: Support | None = children(Support)
    feedback: tuple[Feedback, ...] = children(Feedback)

    @cached_property
    def type_words(self) -> frozenset[str]:
        """The types that it has: those declared, those that custom ones resemble, those that it details."""
        declared = {word for kind in self.types for word in (kind.type, kind.like) if word}
        details = (
            self.personal_assistance, self.dedicated, self.self_service, self.automated, self.community,
            self.co_creation,
        )  # fmt: skip
        return frozenset(declared | {detail.word for detail in details if detail is not None})
