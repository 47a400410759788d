"""What is believed, wanted and agreed: assumptions, targets, assertions, terms, questions, accepted findings."""

from canvasdsl.model.common import Evidence, NamedBlock
from canvasdsl.model.entities import Entity, Reference
from canvasdsl.model.quantities import Comparison, Quantity, When
from canvasdsl.model.types import CODE, NAME, TEXT_VALUE, WHEN, Choice, Compared, Ref, number, score
from canvasdsl.model.vocabulary import attribute, block, children, prop, slot

__all__ = ["Accept", "Assertion", "Assessment", "Assumption", "Import", "Quiz", "Target", "Term"]

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


@block("quiz", theory=("T-EDU-1",))
class Quiz(Entity):
    """A question for the class, with its answer: `quiz "Why is this no segment?" { answer "…" }`."""

    question: str = slot(TEXT_VALUE, "The question.", required=True)
    answer: str | None = prop("answer", TEXT_VALUE, "The answer.", theory=("T-EDU-1",))
    about: tuple[Reference, ...] = prop("about", _ANYTHING, "What it is about.", theory=("T-EDU-1",), many=True)


@block("import")
class Import(Entity):
    """Another file of the same model: `import "shared/segments.bmc"`."""

    path: str = slot(TEXT_VALUE, "The file, from this one's folder.", required=True)
