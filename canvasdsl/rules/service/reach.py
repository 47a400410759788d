"""How customers are reached: the channels of a segment cover all five phases of a purchase (R20)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.reach import PHASES
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, declared, naming, quoted, relationships_with
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span

__all__ = ["RULES"]

_ALL = tuple(option.word for option in PHASES.options)
_KEEPING = ("retention", "churn")
_USING = ("delivery", "after-sales")
_ONLY_USING = frozenset(("user", "beneficiary"))
_GIVING = ("awareness", "after-sales")
_ONLY_GIVING = frozenset(("patron", "contributor"))


def _missing_phase(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a channel says which phases it covers."""
    if not any(channel.phases for channel in canvas.channels):
        return
    kept = {
        said.of.key: said.here for said in canvas.targets if said.of is not None and said.figure in _KEEPING
    }  # fmt: skip
    for segment in decided(canvas.segments):
        channels = list(naming(canvas, segment, "channel", "reaches"))
        relationships = relationships_with(canvas, segment)
        covered = {phase for channel in channels for phase in channel.phases}
        if any(relationship.support and relationship.support.channels for relationship in relationships):
            covered.add("after-sales")
        missing = [phase for phase in _phases_of(segment) if phase not in covered]
        if not missing:
            continue
        silent = [channel for channel in channels if not channel.phases]
        related = [declared(channel, "this one says no phases") for channel in silent[:4]]
        if not channels:
            message = f"no channel reaches `{segment.name}`"
            help = f"say how they hear of the offer, buy it and get help: `reaches {called(segment)}` in a channel"
        else:
            message = f"no channel of `{segment.name}` covers {quoted(missing, 'or')}"
            place = called((silent or channels)[0])
            help = f"add what is missing to the `phases` of `{place}`, or declare a channel for it"
        if channels and "after-sales" in missing and (goal := _goal(segment, relationships, kept)):
            message += ", and they are to be kept: that happens after the sale"
            related.append(goal)
        yield Finding(
            about=segment,
            message=message,
            help=help,
            related=tuple(related),
            absent=("channel", "reaches", "phases", "support", "via"),
        )


def _phases_of(segment: Segment) -> tuple[str, ...]:
    """The phases that a segment goes through: who uses what others buy need not hear of it, nor choose or buy it; who
    gives must hear of it, and again after the gift."""
    roles = set(segment.roles)
    if roles and roles <= _ONLY_GIVING:
        return _GIVING
    return _USING if roles and roles <= _ONLY_USING else _ALL


def _goal(
    segment: Segment, relationships: tuple[Relationship, ...], kept: dict[tuple[str, str], Span]
) -> Related | None:
    """Where it is said that these customers are to be kept."""
    for relationship in relationships:
        if relationship.is_idea:
            continue
        if "retain" in relationship.purposes:
            return Related(relationship.place("purpose"), "they are to be kept")
        rate = relationship.retention or relationship.churn
        if rate is not None:
            return Related(rate.span, "they are to be kept")
    for block in (segment, *relationships):
        if block.key in kept:
            return Related(kept[block.key], "they are to be kept")
    return None


RULES = (
    Rule(
        code="CHN101",
        name="missing-channel-phase",
        severity=Severity.WARNING,
        summary="The channels of a segment leave a phase of the purchase empty",
        why="Customers get lost where a phase is missing; and what happens after the sale decides whether they come "
        "back.",
        theory=("T-BMC-3b", "T-REL-0", "T-SEG-2", "T-BMC-1", "T-BMC-3"),
        register=("R20",),
        check=_missing_phase,
    ),
)
