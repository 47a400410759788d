"""Who is served with what: segments and propositions meet (R01), each offer with its rivals and the need it meets."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.offer import Proposition
from canvasdsl.rules.parts import adding, called, decided, naming
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


def _unserved_segment(canvas: Canvas) -> Iterator[Finding]:
    """Quiet while a proposition is for nobody: that one is found (BMC102), and it may be meant for this segment."""
    if any(not proposition.segments for proposition in canvas.propositions):
        return
    for segment in decided(canvas.segments):
        if not any(naming(canvas, segment, "proposition", "for")):
            side = " of the platform" if segment.side or segment.type == "multi-sided" else ""
            yield Finding(
                about=segment,
                message=f"no proposition is for the {f'side{side}' if side else 'segment'} `{segment.name}`",
                help=f"say what you offer them: write `for {called(segment)}` in a proposition",
                absent=("proposition", "for"),
            )


def _proposition_for_nobody(canvas: Canvas) -> Iterator[Finding]:
    for proposition in decided(canvas.propositions):
        if not proposition.segments:
            segments = canvas.segments
            only = called(segments[0]) if len(segments) == 1 and not canvas.parties else ""
            yield Finding(
                about=proposition,
                message=f"the proposition `{proposition.name}` is for no segment",
                help=f"say who has the job or the need that it meets: write `for {only or '…'}` in it",
                absent=("for", "segment"),
                fix=adding(proposition, f"for {only}", "it is the only segment") if only else None,
            )


def _without_rivals(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a proposition has elements of value, benefits or marks: they are held against nobody. Those who are
    no segment, such as an auditor, don't choose between offers."""
    competitors = list(canvas.competitors)
    for_all = any(not competitor.segments for competitor in competitors)
    rivalled = {segment.key for competitor in competitors for segment in competitor.segments}
    any_rival = bool(competitors) or any(proposition.against for proposition in canvas.propositions)
    if for_all:
        return
    for proposition in decided(canvas.propositions):
        if not (proposition.scores or proposition.offers or proposition.benefits) or proposition.against:
            continue
        if _for_others(proposition):
            continue
        if any(segment.key in rivalled for segment in proposition.segments):
            continue
        detail = "has marks" if proposition.scores else "says what it offers" if proposition.offers else "has benefits"
        yield Finding(
            about=proposition,
            message=f"`{proposition.name}` {detail}, and no competitor is named that customers compare it with",
            help="declare what they could choose instead, even if it is to do nothing: `competitor … { for … }`",
            absent=("competitor", "against", "for"),
        )
        if not any_rival:
            return


def _features_only(canvas: Canvas) -> Iterator[Finding]:
    for proposition in decided(canvas.propositions):
        if not (proposition.products or proposition.services) or _meets_something(proposition):
            continue
        yield Finding(
            about=proposition,
            message=f"`{proposition.name}` lists products and services, and no job, pain or need that they meet",
            help='say in words what they are good for: `solves "…"`' if _for_others(proposition) else
            "say what they are good for: `solves`, `relieves` or `creates`, with a job, pain or gain of theirs",
            absent=("solves", "relieves", "creates", "offers"),
        )


def _for_others(proposition: Proposition) -> bool:
    """Whether it is for parties alone: they have no jobs, pains and gains of their own in a model."""
    return bool(proposition.segments) and all(each.kind == "party" for each in proposition.segments)


def _meets_something(proposition: Proposition) -> bool:
    return bool(proposition.solves or proposition.relieves or proposition.creates or proposition.offers)


RULES = (
    Rule(
        code="BMC101",
        name="unserved-segment",
        severity=Severity.WARNING,
        promoted=True,
        summary="A segment is addressed by no proposition",
        why="People buy only what does something for them: a segment that is offered nothing has no reason to pay "
        "you.",
        theory=("T-BMC-10", "T-BMC-2", "T-BMC-1a", "T-BMC-1"),
        register=("R01", "R18"),
        check=_unserved_segment,
    ),
    Rule(
        code="BMC102",
        name="proposition-for-nobody",
        severity=Severity.WARNING,
        promoted=True,
        summary="A proposition addresses no segment",
        why="A proposition has a value only to people who want it; as long as nobody is named, nobody can judge it.",
        theory=("T-BMC-10", "T-BMC-2", "T-BMC-1"),
        register=("R01",),
        check=_proposition_for_nobody,
    ),
    Rule(
        code="BMC103",
        name="proposition-without-rivals",
        severity=Severity.HINT,
        summary="A detailed proposition names no competitor",
        why="Customers compare: a proposition is good or bad only next to what they could choose instead.",
        theory=("T-BMC-2", "T-VAL-3"),
        register=(),
        check=_without_rivals,
    ),
    Rule(
        code="BMC104",
        name="features-only",
        severity=Severity.HINT,
        summary="A proposition lists features, and no job, pain or need",
        why="People buy what gets a job of theirs done; from a list of features they have to guess what it is good "
        "for.",
        theory=("T-BMC-2", "T-BMC-2b"),
        register=(),
        check=_features_only,
    ),
)
