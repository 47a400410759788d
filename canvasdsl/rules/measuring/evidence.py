"""What is believed and how well it is known: the riskiest assumption is tested first (T-BMC-13)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.evidence import FEW, SOME, strength_of
from canvasdsl.model.beliefs import Assumption
from canvasdsl.model.canvas import Canvas
from canvasdsl.rules.parts import decided, declared
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]


def _untested(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once assumptions have an importance, of those with the highest."""
    assumptions = [each for each in decided(canvas.assumptions) if each.importance is not None]
    highest = max((each.importance.value for each in assumptions if each.importance), default=None)
    tested = next((each for each in assumptions if each.evidence), None)
    for assumption in assumptions:
        if assumption.importance is None or assumption.importance.value != highest or assumption.evidence:
            continue
        if assumption.status in ("tested", "validated"):
            continue
        yield Finding(
            about=assumption,
            message=f"`{assumption.name}` matters most, and is not tested",
            help="do the test that you planned before you build, and write what was seen: `evidence …`"
            if assumption.test
            else 'say how you will find out, and do it before you build: `test "…"`, then `evidence …`',
            span=assumption.place("importance"),
            related=(declared(tested, "there is evidence for this one, which matters less"),) if tested else (),
            absent=("evidence", "status", "assumption"),
        )


def _unfounded(canvas: Canvas) -> Iterator[Finding]:
    for assumption in decided(canvas.assumptions):
        if assumption.status not in ("tested", "validated"):
            continue
        if not assumption.evidence:
            yield Finding(
                about=assumption,
                message=f"`{assumption.name}` is {assumption.status}, and no evidence is given",
                help='write what was seen, when and how: `evidence 2027-03-02 survey weak "…"`',
                span=assumption.place("status"),
                absent=("evidence",),
            )
        elif assumption.status == "validated" and _is_weak(assumption):
            yield Finding(
                about=assumption,
                message=f"`{assumption.name}` is validated on weak evidence alone",
                help="write `status tested`, or add evidence of what people did: sales, an experiment, data",
                span=assumption.place("status"),
                related=tuple(Related(each.here, "weak") for each in assumption.evidence[:4]),
                absent=("evidence",),
            )


def _is_weak(assumption: Assumption) -> bool:
    return all(each.strength == "weak" for each in assumption.evidence)


def _small(canvas: Canvas) -> Iterator[Finding]:
    for assumption in decided(canvas.assumptions):
        for evidence in assumption.evidence:
            counts = strength_of(evidence)
            if evidence.sample is not None and counts != evidence.strength:
                yield Finding(
                    about=assumption,
                    message=f"evidence from {evidence.sample.written} is called {evidence.strength}, and counts as "
                            f"{counts}",
                    help=f"write `{counts}`, or find out from more: {SOME} at least for strong evidence, {FEW} for "
                         "medium",
                    span=evidence.sample.span,
                    related=(Related(evidence.here, f"called {evidence.strength} here"),),
                )  # fmt: skip


RULES = (
    Rule(
        code="EVI101",
        name="untested-main-assumption",
        severity=Severity.HINT,
        summary="The most important assumption is not tested",
        why="If you build before you test the riskiest assumption, you spend most where you know least.",
        theory=("T-BMC-13",),
        register=(),
        check=_untested,
    ),
    Rule(
        code="EVI102",
        name="validated-without-evidence",
        severity=Severity.HINT,
        summary="An assumption is called tested or validated, and its evidence is missing or weak",
        why="What counts as known is not asked again; so something should show that it is true.",
        theory=("T-BMC-13",),
        register=(),
        check=_unfounded,
    ),
    Rule(
        code="EVI103",
        name="strong-evidence-from-few",
        severity=Severity.HINT,
        summary="Evidence from a small sample is called stronger than it can be",
        why="What a handful of people do or say may be chance: the next handful may do the opposite.",
        theory=("T-BMC-13",),
        register=(),
        check=_small,
    ),
)
