"""Communities, co-creation, self-service and automation: who cares for them, how a person is reached (R44, R45)."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.journeys import Barrier
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, listed, type_at
from canvasdsl.rules.places import WITH_PEOPLE
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, channels_by_segment, details_used, keys, named, pooled, segment_keys
from canvasdsl.source import Span

__all__ = ["RULES", "community_gaps"]

_MACHINES = frozenset(("kiosk", "web-sales"))
"""The channel types behind which nobody answers."""
_COUNTERS = frozenset(("own-store", "sales-force"))
"""The channel types at which people of the firm are in the room, so that they hear a complaint themselves."""
_GAPS = {"host": "who hosts it", "platform": "where its members meet", "benefit": "what a member gets out of it"}


# ---- REL401, REL402: a community is work -------------------------------------


def _neglected(canvas: Canvas) -> Iterator[Finding]:
    detailed = details_used(canvas)
    for relationship in decided(canvas.relationships):
        gaps = community_gaps(relationship, detailed=detailed)
        if gaps:
            told = listed([_GAPS[gap] for gap in gaps], "or")
            yield Finding(
                about=relationship.community or relationship,
                message=f"the community of `{relationship.name}` does not say {told}",
                help="say it in the block: `community { " + "; ".join(f"{gap} …" for gap in gaps) + " }`",
                span=_at(relationship, "community", relationship.community),
                absent=tuple(gaps),
            )


def community_gaps(relationship: Relationship, *, detailed: bool) -> list[str]:
    """What a community lacks of host, platform and benefit. One of which no block tells lacks all, where the model
    gives details of relationships and its type does not say how it works."""
    if "community" not in relationship.type_words:
        return []
    block = relationship.community
    if block is None:
        said = any(each.text for each in relationship.types if "community" in (each.type, each.like))
        return [] if said or not detailed else list(_GAPS)
    if block.is_idea:
        return []
    has = {"host": block.host or block.owner, "platform": block.platform, "benefit": block.benefit}
    return [gap for gap, value in has.items() if not value]


def _complaints(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        block = relationship.community
        if block is None or block.is_idea or block.escalation is not None or relationship.support is not None:
            continue
        if not any(each.type in _COUNTERS for each in named(canvas, (block.platform,))):
            yield Finding(
                about=block,
                message=f"complaints in the community of `{relationship.name}` have no way to you",
                help="name the channel to which they are led: `escalation …`",
                absent=("escalation", "support"),
            )


def _at(relationship: Relationship, word: str, block: Entity | None) -> Span:
    """Where a type is told of: its block, else the line that declares it."""
    return block.here if block is not None else type_at(relationship, word)


# ---- REL403, REL404, REL405: what customers contribute -----------------------


def _unused(canvas: Canvas) -> Iterator[Finding]:
    detailed = details_used(canvas)
    for relationship in decided(canvas.relationships):
        if "co-creation" not in relationship.type_words:
            continue
        block = relationship.co_creation
        said = any(each.text for each in relationship.types if "co-creation" in (each.type, each.like))
        if (block is None and (said or not detailed)) or (block is not None and (block.used_in or block.is_idea)):
            continue
        yield Finding(
            about=block or relationship,
            message=f"what customers of `{relationship.name}` contribute is used nowhere",
            help="name what it goes into: `co-creation { used-in … }` with a proposition, activity or resource",
            span=_at(relationship, "co-creation", block),
            absent=("used-in", "co-creation"),
        )


def _unrewarded(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        block = relationship.co_creation
        if block is not None and not block.is_idea and not block.reward:
            yield Finding(
                about=block,
                message=f"customers of `{relationship.name}` get nothing for what they contribute",
                help='say what they get, even if it is only their name beside it: `reward "…"`',
                absent=("reward",),
            )


def _unclear_rights(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        block = relationship.co_creation
        if block is not None and not block.is_idea and not block.rights:
            yield Finding(
                about=block,
                message=f"nothing says to whom the contributions of `{relationship.name}` belong",
                help='say who may use them and for what: `rights "…"`',
                absent=("rights",),
            )


# ---- REL411: a way to a person -----------------------------------------------


def _no_way_out(canvas: Canvas) -> Iterator[Finding]:
    detailed = details_used(canvas)
    barriers = _hard_barriers(canvas)
    exits = pooled(canvas, lambda each: ["person"] if _has_people(canvas, each) else [])
    reaching = channels_by_segment(canvas)

    def helped(relationship: Relationship) -> bool:
        """Whether a channel with people in it is there for its customers after the sale."""
        channels = (each for key in segment_keys(relationship) for each in reaching.get(key, {}).values())
        return any(each.type in WITH_PEOPLE and "after-sales" in each.phases for each in channels)

    for relationship in decided(canvas.relationships):
        for word, block in (("self-service", relationship.self_service), ("automated", relationship.automated)):
            if word not in relationship.type_words or (block is not None and block.is_idea):
                continue
            hard = next((barriers[key] for key in segment_keys(relationship) if key in barriers), None)
            escalation = block.escalation if block is not None else None
            machine = next((each for each in named(canvas, (escalation,)) if each.type in _MACHINES), None)
            if (escalation is not None and machine is None) or exits(relationship):
                continue
            if machine is None and block is None and hard is None and (not detailed or helped(relationship)):
                continue
            related = [Related(hard.here, "a barrier at which customers need somebody")] if hard is not None else []
            if machine is not None and escalation is not None:
                related.append(Related(machine.place("type"), "a machine, declared here"))
            yield Finding(
                about=block or relationship,
                message=f"`{word}` of `{relationship.name}` leaves customers who are stuck with "
                + ("another machine" if machine is not None else "nobody to turn to"),
                help=f"name a channel where a person answers: `{word} {{ escalation … }}`",
                span=escalation.span if escalation is not None else _at(relationship, word, block),
                related=tuple(related),
                absent=() if machine is not None else ("escalation", "type", "support"),
            )  # fmt: skip
            break


def _has_people(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether people are within reach in this relationship: they help anyway, or support leads to them."""
    if {"personal-assistance", "dedicated"} & relationship.type_words:
        return True
    for block in (relationship.self_service, relationship.automated):
        if block is not None and any(each.type not in _MACHINES for each in named(canvas, (block.escalation,))):
            return True
    support = relationship.support
    return support is not None and any(each.type not in _MACHINES for each in named(canvas, support.channels))


def _hard_barriers(canvas: Canvas) -> dict[Key, Barrier]:
    """The first hard barrier in the journeys of each segment."""
    found: dict[Key, Barrier] = {}
    stopping = canvas.threshold("hard-barrier")
    for journey in canvas.journeys:
        hard = next(
            (barrier for stage in journey.stages for barrier in stage.barriers
             if barrier.severity is not None and barrier.severity.value >= stopping), None,
        )  # fmt: skip
        if hard is not None:
            for key in keys(journey.segments):
                found.setdefault(key, hard)
    return found


# ---- REL412: who tends the answers -------------------------------------------


def _untended(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        block = relationship.self_service
        if block is None or block.is_idea or not block.knowledge_base:
            continue
        tended = block.owner or any(each.owner for each in named(canvas, (block.knowledge_base,)))
        gaps = {"owner": "who keeps its answers up to date", "search": "how customers find an answer"}
        if tended:
            del gaps["owner"]
        if block.search or isinstance(block.knowledge_base, str):
            del gaps["search"]  # what is not a resource of the model is too small to be searched
        if gaps:
            yield Finding(
                about=block,
                message=f"the knowledge base of `{relationship.name}` does not say {listed(gaps.values(), 'or')}",
                help="say it in `self-service`: " + "; ".join(f'`{gap} "…"`' for gap in gaps),
                span=block.place("knowledge-base"),
                absent=tuple(gaps),
            )


RULES = (
    Rule(
        code="REL401",
        name="neglected-community",
        severity=Severity.WARNING,
        summary="A community has no host, no place to meet, or no benefit for its members",
        why="A community is work: without a host, a place and something that members get out of it, it dies.",
        theory=("T-REL-7", "T-LT-5"),
        register=("R44",),
        check=_neglected,
    ),
    Rule(
        code="REL402",
        name="complaints-among-members",
        severity=Severity.HINT,
        summary="Complaints that come up in a community have no way to you",
        why="Members also talk about what goes wrong; if nobody of yours answers, it stays wrong and everybody "
        "reads it.",
        theory=("T-REL-7",),
        register=("R44",),
        check=_complaints,
    ),
    Rule(
        code="REL403",
        name="unused-contributions",
        severity=Severity.WARNING,
        summary="What customers contribute is used nowhere",
        why="People who gave their time and see no trace of it don't give it a second time.",
        theory=("T-REL-8", "T-LT-5"),
        register=("R44",),
        check=_unused,
    ),
    Rule(
        code="REL404",
        name="unrewarded-contributions",
        severity=Severity.WARNING,
        summary="Customers get neither reward nor recognition for what they contribute",
        why="Co-creation gives both sides something; people who give and get nothing soon stop.",
        theory=("T-REL-8",),
        register=("R44",),
        check=_unrewarded,
    ),
    Rule(
        code="REL405",
        name="unclear-rights",
        severity=Severity.HINT,
        summary="Nothing says to whom the customers' contributions belong",
        why="As soon as a contribution is worth something, both sides will say that it is theirs.",
        theory=("T-REL-8",),
        register=("R44",),
        check=_unclear_rights,
    ),
    Rule(
        code="REL411",
        name="service-without-people",
        severity=Severity.WARNING,
        summary="Self-service or automation has no way to a person",
        why="A machine saves money until a case comes that it can't handle; then the customer needs somebody.",
        theory=("T-REL-5", "T-REL-6"),
        register=("R45",),
        check=_no_way_out,
    ),
    Rule(
        code="REL412",
        name="untended-knowledge-base",
        severity=Severity.HINT,
        summary="A knowledge base has nobody who tends it, or no way to search it",
        why="Answers that are out of date or can't be found annoy customers and send them to the phone.",
        theory=("T-REL-5",),
        register=("R45",),
        check=_untended,
    ),
)
