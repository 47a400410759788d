"""What is believed, wanted and agreed: assumptions, targets, assertions, journeys, terms, accepted findings."""

from canvasdsl.model.common import PARTY, Evidence, NamedBlock
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Comparison, Quantity, When
from canvasdsl.model.types import CODE, NAME, TEXT_VALUE, WHEN, Choice, Compared, Ref, number, score
from canvasdsl.model.vocabulary import attribute, block, children, prop, slot

__all__ = [
    "Accept", "Assertion", "Assessment", "Assumption", "Barrier", "Import", "Journey", "Stage", "Target", "Term",
    "Touchpoint",
]  # fmt: skip

_ANYTHING = Ref(())


@block("assumption", theory=("T-BMC-13",))
class Assumption(NamedBlock):
    """Something that must be true for the business to work."""

    about: tuple[Reference, ...] = prop("about", _ANYTHING, "What it is about.", many=True)
    risk: str | None = prop(
        "risk",
        Choice("risk", ("desirability", "Do they want it?", "T-BMC-13"), ("feasibility", "Can we do it?", "T-BMC-13"),
               ("viability", "Does it pay?", "T-BMC-13")),
        "Desirability, feasibility or viability.", theory=("T-BMC-13",),
    )  # fmt: skip
    evidence: tuple[Evidence, ...] = children(Evidence)
    test: str | None = prop("test", TEXT_VALUE, "How it will be tested.")
    decision: str | None = prop(
        "decision",
        Choice("decision", ("keep", "It holds."), ("change", "The model changes."), ("drop", "It is given up."),
               ("test", "More evidence is needed.")),
        "What follows from the evidence.",
    )  # fmt: skip


@block("target")
class Target(Entity):
    """A figure that must be reached by a time: `target churn of regulars < 5% per month by month 12`."""

    figure: str = slot(NAME, "The figure.", required=True)
    of: Reference | None = attribute("of", _ANYTHING, "Whose figure.")
    comparison: Comparison = slot(Compared(number("3")), "What it must be.", required=True)
    by: When = attribute("by", WHEN, "By when.", required=True)


@block("assert")
class Assertion(Entity):
    """A figure that must hold now: `assert ltv-to-cac of regulars >= 3 because "…"`."""

    figure: str = slot(NAME, "The figure.", required=True)
    of: Reference | None = attribute("of", _ANYTHING, "Whose figure.")
    comparison: Comparison = slot(Compared(number("3")), "What it must be.", required=True)
    because: str = attribute("because", TEXT_VALUE, "Why.", required=True)


@block("accept")
class Accept(Entity):
    """A finding that you know and live with: `accept RMK204 on regulars because "…"`; the brief prints the reason."""

    code: str = slot(CODE, "The code of the rule.", required=True)
    on: Reference | None = attribute("on", _ANYTHING, "Where; without it, for the model as a whole.")
    because: str = attribute("because", TEXT_VALUE, "Why.", required=True)


@block("assess", theory=("T-BMC-11",))
class Assessment(Entity):
    """A mark from 0 to 10 for one of the seven questions of design: `assess scalability 7 because "…"`."""

    question: str = slot(
        Choice(
            "design question",
            ("switching-costs", "How hard is it for customers to leave?", "T-BMC-11"),
            ("recurring-revenue", "Does each sale lead to the next?", "T-BMC-11"),
            ("earning-before-spending", "Do you earn before you spend?", "T-BMC-11"),
            ("cost-structure", "Is your cost structure other than that of rivals?", "T-BMC-11"),
            ("work-by-others", "Do others do the work?", "T-BMC-11"),
            ("scalability", "Can it grow without barriers?", "T-BMC-11"),
            ("protection", "Is it protected from competition?", "T-BMC-11"),
        ),
        "Which question.",
        required=True,
    )
    mark: Quantity = slot(score(0, 10), "From 0 (bad) to 10 (good).", required=True)
    because: str | None = attribute("because", TEXT_VALUE, "Why.")


@block("term", theory=("T-EDU-1",))
class Term(NamedBlock):
    """A word of yours and what it means."""

    means: str | None = prop("means", TEXT_VALUE, "What it means.")


@block("import")
class Import(Entity):
    """Another file of the same model: `import "shared/segments.bmc"`."""

    path: str = slot(TEXT_VALUE, "The file, from this one's folder.", required=True)


@block("touchpoint", theory=("T-JRN-1",))
class Touchpoint(NamedBlock):
    """A moment at which the customer meets you."""

    at: tuple[Reference, ...] = prop("at", Ref(("channel",)), "Through which channel.", many=True)
    recognition: tuple[str, ...] = prop(
        "recognition",
        Choice("recognition", ("name", "They are called by their name.", "T-REL-18"),
               ("history", "What they did before is known.", "T-REL-18"),
               ("thanks", "They are thanked.", "T-REL-18"), ("milestone", "A special day is marked.", "T-REL-18")),
        "How the customer is shown to be valued.", theory=("T-REL-18",), many=True,
    )  # fmt: skip
    feels: Quantity | None = prop("feels", score(1, 5), "How the customer feels, from 1 (bad) to 5 (good).")


@block("barrier", theory=("T-JRN-1",))
class Barrier(NamedBlock):
    """Something that stands in the customer's way, and what is done about it."""

    severity: Quantity | None = prop("severity", score(1, 5), "How bad it is, from 1 to 5.")
    remedy: str | None = prop("remedy", TEXT_VALUE, "What is done about it.")
    owner: Reference | str | None = prop("owner", PARTY, "Who sees to it.")


@block("stage", theory=("T-JRN-2",))
class Stage(NamedBlock):
    """A part of the journey, such as before, during and after the purchase."""

    touchpoints: tuple[Touchpoint, ...] = children(Touchpoint)
    barriers: tuple[Barrier, ...] = children(Barrier)


@block("journey", theory=("T-JRN-1",))
class Journey(NamedBlock):
    """The way of a customer through the touchpoints, stage by stage."""

    segments: tuple[Reference, ...] = prop("for", Ref(("segment",)), "Whose journey it is.", many=True)
    stages: tuple[Stage, ...] = children(Stage)
