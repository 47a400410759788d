"""What each primary stage of the classic CRM value chain needs: numbers, data, people, segments, an owner (T-VC-P)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.crm import PrimaryStage
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.rules.parts import called, decided, listed, relationships_with, revenues_from
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import keys, named

__all__ = ["RULES"]

_NETWORK = {"employee": ("employees", "a party of `role employee`"), "partner": ("partners", "a `partner`")}


def _stage(canvas: Canvas, word: str) -> PrimaryStage | None:
    """A primary stage of the value chain; ideas get no advice."""
    chain = canvas.value_chain
    if chain is None or chain.is_idea:
        return None
    return next((stage for stage in decided(chain.stages) if stage.part == word), None)


def _used(canvas: Canvas, stage: PrimaryStage, *words: str) -> list[Any]:
    """The blocks of some kinds that a stage uses."""
    return [block for block in named(canvas, stage.uses) if block.word in words]


# ---- IDI311: whom to serve ---------------------------------------------------------


def _without_numbers(canvas: Canvas) -> Iterator[Finding]:
    stage = _stage(canvas, "portfolio-analysis")
    if stage is None or stage.data or stage.measure:
        return
    segments = _used(canvas, stage, "segment") or list(decided(canvas.segments))
    if not any(_is_counted(canvas, segment) for segment in segments):
        yield Finding(
            about=stage,
            message="customers are chosen, and no number says how many they are or what they are worth",
            help="give the segments numbers: `customers …`, `size …`, `spend …` or `profit …`; or name the `data` of "
            "the analysis",
            absent=("data", "measure", "uses", "customers", "size", "spend", "profit", "market-size", "margin",
                    "retention", "revenue"),
        )  # fmt: skip


def _is_counted(canvas: Canvas, segment: Segment) -> bool:
    """Whether something says in numbers how many they are or what they bring."""
    if any(isinstance(getattr(segment, field.attribute), Quantity)
           for field in Segment.fields if field.name != "importance"):  # fmt: skip
        return True
    if any(each.retention or each.churn or each.margin for each in relationships_with(canvas, segment)):
        return True
    return any(revenue.volume or any(plan.customers for plan in revenue.plans)
               for revenue in revenues_from(canvas, segment))  # fmt: skip


# ---- IDI312: knowing them -----------------------------------------------------------


def _without_data(canvas: Canvas) -> Iterator[Finding]:
    stage = _stage(canvas, "intimacy")
    if stage is None or stage.data:
        return
    used = list(named(canvas, stage.uses))
    sources: list[Any] = used or [*canvas.relationships, *canvas.resources, *canvas.tools, *canvas.insights]
    if not any(map(_is_data, sources)):
        yield Finding(
            about=stage,
            message="customers are to be known closely, and nothing says from which data",
            help="name them: `data history, preferences`, or in `uses` what keeps them",
            absent=("data", "uses", "identify", "asset", "records", "insight"),
        )


def _is_data(block: Any) -> bool:
    """Whether a block is a source of data about customers, or has one."""
    step = getattr(block, "identify", None)
    return bool(
        (step is not None and (step.data or step.data_types or step.sources))
        or getattr(block, "asset", None) in ("customer-data", "usage-data")
        or getattr(block, "records", ())
        or getattr(block, "feedback", ())
        or block.word in ("insight", "metric")
    )


# ---- IDI313: with whom the value is made ----------------------------------------------


def _lonely(canvas: Canvas) -> Iterator[Finding]:
    stage = _stage(canvas, "network")
    if stage is None:
        return
    used = list(named(canvas, stage.uses))
    blocks: list[Any] = used or [*canvas.partners, *canvas.parties, *canvas.resources]
    found = {kind for block in blocks for kind in _kinds(block)}
    missing = [kind for kind in _NETWORK if kind not in found]
    if missing:
        yield Finding(
            about=stage,
            message=f"the network has no {listed([_NETWORK[kind][0] for kind in missing], 'and no')}",
            help=f"name in `uses` who they are: {listed(_NETWORK[kind][1] for kind in missing)}",
            span=stage.place("uses"),
            absent=("uses", "partner", "party", "role", "resource"),
        )


def _kinds(block: Any) -> Iterator[str]:
    if block.word == "partner" or (block.word == "party" and "partner" in block.roles):
        yield "partner"
    if (block.word == "party" and "employee" in block.roles) or getattr(block, "type", None) == "human":
        yield "employee"


# ---- IDI314: an offer for the customers who were chosen ----------------------------------


def _off_portfolio(canvas: Canvas) -> Iterator[Finding]:
    first, stage = _stage(canvas, "portfolio-analysis"), _stage(canvas, "proposition")
    if first is None or stage is None:
        return
    chosen = {key for key in keys(first.uses) if key[0] == "segment"}
    if not chosen:
        return
    for offer in _used(canvas, stage, "proposition") or decided(canvas.propositions):
        addressed = keys(offer.segments)
        if addressed and chosen.isdisjoint(addressed):
            yield Finding(
                about=stage,
                message=f"`{offer.name}` is for none of the customers whom the portfolio analysis has chosen",
                help=f"write one of them into `for …` of `{called(offer)}`, or choose its customers too",
                span=stage.place("uses"),
                related=(Related(first.place("uses"), "chosen here"), Related(offer.place("for"), "whom it is for")),
            )


# ---- IDI315: somebody who keeps them ---------------------------------------------------


def _unmanaged(canvas: Canvas) -> Iterator[Finding]:
    stage = _stage(canvas, "lifecycle")
    if stage is None:
        return
    used = list(named(canvas, stage.uses))
    gaps = []
    if not stage.owner and not any(getattr(block, "owner", None) for block in used):
        gaps.append("owner")
    if not stage.measure and not any(block.word in ("metric", "goal") for block in used):
        gaps.append("measure")
    if gaps:
        told = {"owner": "who answers for it", "measure": "how you see whether it works"}
        yield Finding(
            about=stage,
            message=f"the stage `lifecycle` does not say {listed([told[gap] for gap in gaps], 'or')}",
            help="say it: " + "; ".join(f'`{gap} "…"`' for gap in gaps),
            absent=(*gaps, "uses"),
        )


RULES = (
    Rule(
        code="IDI311",
        name="portfolio-without-numbers",
        severity=Severity.HINT,
        summary="A portfolio analysis has no numbers",
        why="Every later stage spends money on the customers who are chosen here; a choice without numbers is a "
        "guess.",
        theory=("T-VC-P1",),
        register=(),
        check=_without_numbers,
    ),
    Rule(
        code="IDI312",
        name="intimacy-without-data",
        severity=Severity.WARNING,
        summary="Customer intimacy has no source of data",
        why="Without a source of data nobody can check what the firm believes that it knows about its customers.",
        theory=("T-VC-P2",),
        register=(),
        check=_without_data,
    ),
    Rule(
        code="IDI313",
        name="network-without-people",
        severity=Severity.HINT,
        summary="The network of a value chain has no employees or no partners",
        why="People inside the firm and outside it keep the promise to customers; those whom you forget can break it.",
        theory=("T-VC-P3",),
        register=(),
        check=_lonely,
    ),
    Rule(
        code="IDI314",
        name="proposition-outside-portfolio",
        severity=Severity.WARNING,
        summary="A proposition is for none of the customers who were chosen",
        why="A proposition for other customers than those chosen in the first stage undoes that choice.",
        theory=("T-VC-P4",),
        register=(),
        check=_off_portfolio,
    ),
    Rule(
        code="IDI315",
        name="unmanaged-lifecycle",
        severity=Severity.WARNING,
        summary="The customer lifecycle has no owner or no measure",
        why="If nobody answers for it and nothing measures it, customers are looked after when somebody has time.",
        theory=("T-VC-P5",),
        register=(),
        check=_unmanaged,
    ),
)
