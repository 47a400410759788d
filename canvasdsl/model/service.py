"""Customer service: before, during and after, in front of the customer and behind (theory part 6)."""

from canvasdsl.model.common import MEASURE, Block, NamedBlock, Skill
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.journeys import Failure, Recovery
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import (
    SAY_WHICH,
    TEXT_VALUE,
    YES_NO,
    Choice,
    Number,
    Ref,
    count,
    duration,
    money,
    rate,
    score,
    share,
)
from canvasdsl.model.vocabulary import attribute, block, children, phrase, prop, slot

__all__ = ["Effect", "Habit", "Pillar", "Principle", "Quality", "Service", "Task"]

_ANYTHING = Ref(())


@block("task", theory=("T-SVC-4",))
class Task(Block):
    """Something that a support team does for customers, who answers for it, how far they may go and how fast."""

    type: str = slot(
        Choice(
            "support task",
            ("information", "Answering questions.", "T-SVC-4"),
            ("complaint", "Handling complaints.", "T-SVC-4", "complaints"),
            ("refund", "Giving money back.", "T-SVC-4", "refunds"),
            ("return", "Taking goods back.", "T-SVC-4", "returns"),
            ("exchange", "Changing goods for others.", "T-SVC-4", "exchanges"),
            ("technical", "Helping to use it.", "T-SVC-4"),
            ("onboarding", "Helping with the first steps.", "T-SVC-4"),
            ("renewal", "Renewing contracts.", "T-SVC-4", "renewals"),
        ),
        "Which task.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it is done.")
    authority: Quantity | None = prop("authority", money("50 EUR", least=0), "How much the person who helps may "
                                            "give without asking.", theory=("T-SVC-4",))
    within: Quantity | None = prop("within", duration("1 day"), "Within which time it is done.", theory=("T-SVC-4",))
    attained: Quantity | None = prop("attained", share("92%"), "The share of cases done within that time.",
                                     theory=("T-SVC-4",))
    solved_first: Quantity | None = prop("solved-first", share("75%"), "The share of cases solved at the first "
                                         "contact.", theory=("T-SVC-4",))


@block("pillar", theory=("T-SVC-5",))
class Pillar(Block):
    """What good service rests on. Two are well known; the others are your own."""

    type: str = slot(
        Choice("pillar", ("trust", "Every statement is reliable and consistent.", "T-SVC-5"),
               ("competence", "They know the product.", "T-SVC-5"), ("custom", "A pillar of your own.", "T-SVC-5")),
        "Trust, competence, or custom with its name.", required=True,
    )  # fmt: skip
    text: str | None = slot(TEXT_VALUE, "How it shows; of a custom one, its name.")
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it stands.", theory=("T-SVC-5",))


@block("principle", theory=("T-SVC-6",))
class Principle(Block):
    """A principle of exceptional service, and what in the model carries it."""

    type: str = slot(
        Choice(
            "principle",
            ("in-context-help", "Help stands where the customer is.", "T-SVC-6"),
            ("fast-answers", "Answers are found quickly.", "T-SVC-6"),
            ("consistency-compassion", "The same good treatment, with a heart.", "T-SVC-6"),
            ("closed-loop", "Who said something hears what came of it.", "T-SVC-6"),
        ),
        "Which principle.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it is kept.")
    shown_by: tuple[Reference, ...] = prop("shown-by", _ANYTHING, "What in the model carries it.", theory=("T-SVC-6",),
                                           many=True)
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it is kept.",
                                           theory=("T-SVC-6",))


@block("habit", theory=("T-SVC-9",))
class Habit(Block):
    """A way to please customers. The list is open."""

    type: str = slot(
        Choice(
            "habit",
            ("responsive", "Answering fast.", "T-SVC-9"),
            ("communicates", "Talking clearly.", "T-SVC-9"),
            ("exceeds", "Doing more than expected.", "T-SVC-9"),
            ("listens", "Listening.", "T-SVC-9"),
            ("honest", "Saying the truth.", "T-SVC-9"),
            ("other", SAY_WHICH, "T-SVC-9"),
        ),
        "Which habit.",
        required=True,
    )
    text: str | None = slot(TEXT_VALUE, "How it shows.")
    within: Quantity | None = prop("within", duration("4 days"), "Of a fast answer: how fast.", theory=("T-SVC-9",))
    measure: Reference | str | None = prop("measure", MEASURE, "How you see it.", theory=("T-SVC-9",))


@block("quality", theory=("T-SVC-12",))
class Quality(Block):
    """One of the five dimensions of service quality, marked from 1 to 7: `quality reliability { expected 6; … }`."""

    dimension: str = slot(
        Choice(
            "dimension of service quality",
            ("reliability", "The promised service, dependably.", "T-SVC-12"),
            ("responsiveness", "Prompt help.", "T-SVC-12"),
            ("assurance", "Knowledge that gives confidence.", "T-SVC-12"),
            ("empathy", "Care for the single customer.", "T-SVC-12"),
            ("tangibles", "What one sees of it.", "T-SVC-12"),
        ),
        "Which dimension.",
        required=True,
    )
    expected: Quantity | None = prop("expected", score(1, 7), "What customers expect.", theory=("T-SVC-12",))
    perceived: Quantity | None = prop("perceived", score(1, 7), "What they perceive.", theory=("T-SVC-12",))
    weight: Quantity | None = prop("weight", share("32%"), "How much it counts.", theory=("T-SVC-12",))


@phrase("affects", theory=("T-SVC-11",))
class Effect(Entity):
    """What the service does for the firm: `affects retention by renewals`."""

    effect: str = slot(
        Choice("effect of service", ("brand", "The name gets stronger.", "T-SVC-11"),
               ("retention", "Customers stay.", "T-SVC-11"), ("growth", "There are more of them.", "T-SVC-11")),
        "Brand, retention or growth.", required=True,
    )  # fmt: skip
    metric: Reference | None = attribute("by", Ref(("metric",)), "The metric that shows it.")
    text: str | None = slot(TEXT_VALUE, "How.")


@block("service", theory=("T-SVC-1",))
class Service(NamedBlock):
    """Direct help with single questions and problems; it feeds a relationship and is not the same."""

    type: str | None = prop(
        "type",
        Choice("kind of service", ("service", "Help before, during and after the purchase.", "T-SVC-3"),
               ("support", "Help to use it, often technical.", "T-SVC-3")),
        "Service, or the narrower support.", theory=("T-SVC-3",),
    )  # fmt: skip
    feeds: tuple[Reference, ...] = prop("feeds", Ref(("relationship",)), "The relationship that it feeds; inside a "
                                        "relationship that is plain.", theory=("T-SVC-1",), many=True)
    stages: tuple[str, ...] = prop(
        "stage",
        Choice("stage of service", ("before", "Before the purchase.", "T-SVC-2", "pre", "pre-purchase"),
               ("during", "While buying.", "T-SVC-2", "purchase"),
               ("after", "After the purchase.", "T-SVC-2", "post", "post-purchase", "after-sales")),
        "Before, during or after the purchase.", theory=("T-SVC-2",), many=True,
    )  # fmt: skip
    at: tuple[Reference, ...] = prop("at", Ref(("touchpoint", "channel")), "Where customers meet it: the front.",
                                     theory=("T-SVC-2",), many=True)
    backed_by: tuple[Reference, ...] = prop("backed-by", Ref(("activity", "resource")), "What works behind it, unseen.",
                                            theory=("T-SVC-2",), many=True)
    initiative: str | None = prop(
        "initiative",
        Choice("initiative", ("reactive", "It starts when somebody calls.", "T-SVC-2"),
               ("proactive", "It starts before anybody calls.", "T-SVC-2")),
        "Who starts: reactive or proactive.", theory=("T-SVC-2",),
    )  # fmt: skip
    technical: str | None = prop("technical", YES_NO, "Whether the product takes technical help.", theory=("T-SVC-3",))
    standard: str | None = prop(
        "standard",
        Choice("standard of service", ("meet", "Customers get what they expect.", "T-SVC-8"),
               ("exceed", "They get more, every time.", "T-SVC-8")),
        "Whether expectations are met or exceeded.", theory=("T-SVC-8",),
    )  # fmt: skip
    consistency: Quantity | None = prop("consistency", share("95%"), "The share of contacts that meet the standard.",
                                        theory=("T-SVC-8", "T-LT-2"))
    deviation: Quantity | None = prop("deviation", Number("score", "never", 0, 100, "0.8"), "How much the ratings "
                                      "vary: their standard deviation.", theory=("T-SVC-8", "T-LT-2"))
    budget: Quantity | None = prop("budget", money("500 EUR per month", least=0), "What exceeding may cost.",
                                   theory=("T-SVC-8",))
    contacts: Quantity | None = prop("contacts", count("2 per year per customer", per="may"), "How often one customer "
                                     "needs it.", theory=("T-ECO-12", "T-REL-3"))
    minutes: Quantity | None = prop("minutes", count("12"), "How many minutes one contact takes.",
                                    theory=("T-ECO-12", "T-REL-3"))
    wage: Quantity | None = prop("wage", money("28 EUR per hour", least=0), "What an hour of help costs.",
                                 theory=("T-ECO-12", "T-REL-3"))
    capacity: Quantity | None = prop("capacity", count("60 calls per day", per="may"), "How many cases it can take.",
                                     theory=("T-SAT-4",))
    capacity_growth: Quantity | None = prop("capacity-growth", rate("10% per year", most=None), "How fast that grows.",
                                            theory=("T-SAT-4",))
    pays_off: tuple[str, ...] = prop(
        "pays-off",
        Choice("pay-off", ("repeat", "They come back.", "T-SVC-9"), ("referral", "They tell friends.", "T-SVC-9"),
               ("reference", "They vouch for you in public.", "T-SVC-9")),
        "What it pays off in.", theory=("T-SVC-9",), many=True,
    )  # fmt: skip
    references: str | None = prop("references", TEXT_VALUE, "How customers are asked to be a reference.",
                                  theory=("T-SVC-9",))
    tasks: tuple[Task, ...] = children(Task)
    skills: tuple[Skill, ...] = children(Skill)
    pillars: tuple[Pillar, ...] = children(Pillar)
    principles: tuple[Principle, ...] = children(Principle)
    habits: tuple[Habit, ...] = children(Habit)
    qualities: tuple[Quality, ...] = children(Quality)
    effects: tuple[Effect, ...] = children(Effect)
    failures: tuple[Failure, ...] = children(Failure)
    recovery: Recovery | None = children(Recovery)
