"""The way of a customer through the touchpoints, what stands in it and what fails (theory part 10, T-SVC-10)."""

from canvasdsl.model.common import MEASURE, PARTY, Block, NamedBlock
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.perception import Effort
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.types import LABEL, TEXT_VALUE, YES_NO, Choice, Ref, score, share
from canvasdsl.model.vocabulary import block, children, phrase, prop, slot

__all__ = ["Barrier", "Failure", "Journey", "Recovery", "Says", "Stage", "Touchpoint"]


@phrase("says", theory=("T-JRN-3", "T-SVC-5"))
class Says(Entity):
    """What the customer is told there about something: `says delivery "two days"`."""

    about: str = slot(LABEL, "About what, such as `delivery`.", required=True)
    text: str = slot(TEXT_VALUE, "What is said.", required=True)


@block("touchpoint", theory=("T-JRN-1",))
class Touchpoint(NamedBlock):
    """A moment at which the customer meets you."""

    type: str | None = prop(
        "type",
        Choice(
            "touchpoint type",
            ("purchase", "They buy.", "T-JRN-3"),
            ("contact", "They write, call, ask.", "T-JRN-3"),
            ("service", "They are helped.", "T-JRN-3", "support", "help"),
            ("visit", "One visits the other.", "T-JRN-3"),
            ("survey", "They are asked.", "T-JRN-3"),
            ("payment", "They pay.", "T-JRN-3"),
            ("follow-up", "You ask afterwards whether all is well.", "T-REL-14"),
            ("joint-work", "You work on something together.", "T-REL-14"),
            ("event", "People meet.", "T-LT-5"),
        ),
        "What happens there.",
        theory=("T-JRN-3",),
    )
    at: tuple[Reference, ...] = prop("at", Ref(("channel",)), "Through which channel.", many=True)
    action: str | None = prop("action", TEXT_VALUE, "What the customer does.", theory=("T-JRN-1",))
    thought: str | None = prop("thought", TEXT_VALUE, "What goes through their head.", theory=("T-JRN-1",))
    recognition: tuple[str, ...] = prop(
        "recognition",
        Choice("recognition", ("name", "They are called by their name.", "T-REL-18"),
               ("history", "What they did before is known.", "T-REL-18"),
               ("thanks", "They are thanked.", "T-REL-18"), ("milestone", "A special day is marked.", "T-REL-18")),
        "How the customer is shown to be valued.", theory=("T-REL-18",), many=True,
    )  # fmt: skip
    feels: Quantity | None = prop("feels", score(1, 5), "How the customer feels, from 1 (bad) to 5 (good).",
                                  theory=("T-JRN-1",))
    run_by: str | None = prop(
        "run-by",
        Choice("who runs it", ("brand", "You.", "T-JRN-2", "us"), ("partner", "A partner.", "T-JRN-2"),
               ("customer", "The customer alone.", "T-JRN-2"),
               ("social", "Other people: friends, reviews, the press.", "T-JRN-2", "external")),
        "Who runs it: brand, partner, customer or social.", theory=("T-JRN-2",),
    )  # fmt: skip
    partner: Reference | None = prop("partner", Ref(("partner",)), "The partner who runs it.", theory=("T-JRN-2",))
    controlled: str | None = prop("controlled", YES_NO, "Whether you mean to control what happens there.",
                                  theory=("T-JRN-2",))
    promises: tuple[Reference, ...] = prop("promise", Ref(("promise",)), "What is promised there.",
                                           theory=("T-JRN-3",), many=True)
    says: tuple[Says, ...] = children(Says)
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it goes well.",
                                           theory=("T-JRN-1",))


@block("barrier", theory=("T-JRN-1",))
class Barrier(NamedBlock):
    """Something that stands in the customer's way, and what is done about it."""

    severity: Quantity | None = prop("severity", score(1, 5), "How bad it is, from 1 to 5.")
    frequency: Quantity | None = prop("frequency", share("30%"), "How often it is met.", theory=("T-JRN-1",))
    remedy: str | None = prop("remedy", TEXT_VALUE, "What is done about it.")
    owner: Reference | str | None = prop("owner", PARTY, "Who sees to it.")


@block("recovery", theory=("T-SAT-7", "T-SVC-10"), singular=True)
class Recovery(Block):
    """What is done for a customer after a failure, fair in outcome, process and treatment."""

    text: str | None = slot(TEXT_VALUE, "What is done.")
    outcome: str | None = prop("outcome", TEXT_VALUE, "What the customer gets.", theory=("T-SAT-7",))
    process: str | None = prop("process", TEXT_VALUE, "How fast and simply they get it.", theory=("T-SAT-7",))
    treatment: str | None = prop("treatment", TEXT_VALUE, "How they are treated meanwhile.", theory=("T-SAT-7",))


@block("failure", theory=("T-SVC-10",))
class Failure(NamedBlock):
    """Something that goes wrong for customers, how often, and how it is put right."""

    type: str | None = prop(
        "type",
        Choice(
            "reason to leave",
            ("core", "The thing itself failed.", "T-SVC-10"),
            ("encounter", "People behaved badly.", "T-SVC-10"),
            ("response", "Nobody put it right.", "T-SVC-10"),
            ("pricing", "The price was too high, or unfair.", "T-SVC-10"),
            ("inconvenience", "It took too long or was too far.", "T-SVC-10"),
            ("competition", "Others were better.", "T-SVC-10"),
            ("ethics", "It was dishonest or unsafe.", "T-SVC-10"),
            ("involuntary", "Customer or firm moved or closed.", "T-SVC-10"),
        ),
        "Which of the reasons for which customers leave.",
        theory=("T-SVC-10",),
    )
    at: tuple[Reference, ...] = prop("at", Ref(("touchpoint", "channel")), "Where it happens.", theory=("T-SVC-10",),
                                     many=True)
    frequency: Quantity | None = prop("frequency", share("3%"), "How often it happens.", theory=("T-SVC-10",))
    severity: Quantity | None = prop("severity", score(1, 5), "How bad it is, from 1 to 5.", theory=("T-SVC-10",))
    recovery: Recovery | None = children(Recovery)


@block("stage", theory=("T-JRN-2",))
class Stage(NamedBlock):
    """A part of the journey, such as before, during and after the purchase."""

    type: str | None = prop(
        "type",
        Choice("journey stage", ("before", "Before the purchase.", "T-JRN-2", "pre", "pre-purchase"),
               ("purchase", "While buying.", "T-JRN-2", "during"),
               ("after", "After the purchase.", "T-JRN-2", "post", "post-purchase")),
        "Before, purchase or after.", theory=("T-JRN-2",),
    )  # fmt: skip
    motivation: str | None = prop("motivation", TEXT_VALUE, "What the customer is after.", theory=("T-JRN-1",))
    questions: tuple[str, ...] = prop("question", TEXT_VALUE, "What the customer asks themselves.",
                                      theory=("T-JRN-1",), many=True, synonyms=("questions",))
    conversion: Quantity | None = prop("conversion", share("70%"), "The share who go on to the next stage.",
                                       theory=("T-JRN-1",))
    measure: Reference | str | None = prop("measure", MEASURE, "How you see whether it goes well.",
                                           theory=("T-JRN-1",))
    touchpoints: tuple[Touchpoint, ...] = children(Touchpoint)
    barriers: tuple[Barrier, ...] = children(Barrier)
    failures: tuple[Failure, ...] = children(Failure)


@block("journey", theory=("T-JRN-1",))
class Journey(NamedBlock):
    """The way of a customer through the touchpoints, stage by stage."""

    segments: tuple[Reference, ...] = prop("for", Ref(("segment", "persona")), "Whose journey it is.", many=True)
    version: str | None = prop(
        "version",
        Choice("version of a journey", ("planned", "How it should be.", "T-JRN-1"),
               ("actual", "How it is.", "T-JRN-1")),
        "How it should be, or how it is.", theory=("T-JRN-1",),
    )  # fmt: skip
    plan: Reference | None = prop("plan", Ref(("journey",), "journey"), "Of an actual journey: the planned one.",
                                  theory=("T-JRN-1",))
    efforts: tuple[Effort, ...] = children(Effort)
    stages: tuple[Stage, ...] = children(Stage)
