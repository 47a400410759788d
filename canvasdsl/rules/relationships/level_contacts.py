"""What a level of relationship takes: somebody who answers, contact, work together, fitting tools (T-REL-14, 15)."""

from collections.abc import Iterator
from itertools import chain, islice

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.figures.levels import LEVELS
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.reach import Channel
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, listed, naming, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import (
    at_touchpoints,
    channels_by_segment,
    channels_of,
    pooled,
    segment_keys,
    segments_of,
)

__all__ = ["RULES"]

_MASS = frozenset(("advertising", "public-relations", "web"))
"""Tools that say the same to everybody."""
_NOBODY_ANSWERS = frozenset(("kiosk", "wholesaler", "partner-store", "marketplace", "event"))
"""Types of channel at which a customer with a question meets a machine, somebody else's people, or a day that is
over."""
_QUESTIONS = frozenset(("contact", "service"))
"""Types of touchpoint at which somebody answers."""


# ---- REL511, REL512: what a level takes --------------------------------------


def _no_way_in(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where the types of all channels are known; that there is no channel at all has a finding of its own."""
    if not any(relationship.level == "reactive" for relationship in canvas.relationships):
        return
    reaching = channels_by_segment(canvas)
    answered = {key for key, channels in reaching.items() if any(map(_is_manned, channels.values()))}
    types = at_touchpoints(canvas, lambda point: [point.type])
    for relationship in decided(canvas.relationships):
        if relationship.level != "reactive" or _is_answered(canvas, relationship):
            continue
        segments = segment_keys(relationship)
        own = channels_of(canvas, relationship).values()
        if any(map(_is_manned, own)) or not answered.isdisjoint(segments) or types(relationship) & _QUESTIONS:
            continue
        deaf = list(islice(chain(own, *(reaching.get(key, {}).values() for key in segments)), 4))
        if deaf:
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` invites customers to call, and nobody of yours answers in "
                f"{quoted(dict.fromkeys(channel.name for channel in deaf))}",
                help="name a channel that they can call or write to, such as one of the type `phone` or `email`: "
                "`support { via … }`",
                span=relationship.place("level"),
                related=tuple(Related(channel.place("type"), "nobody of yours answers here") for channel in deaf),
                absent=("channel", "type", "via", "reaches", "support", "service", "touchpoint", "escalation"),
            )


def _is_manned(channel: Channel) -> bool:
    return channel.type not in _NOBODY_ANSWERS


def _is_answered(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether people who answer are declared otherwise than by channels."""
    if {"personal-assistance", "dedicated"} & relationship.type_words or relationship.services or relationship.support:
        return True
    return any(naming(canvas, relationship, "service", "feeds"))


_TAKES = {
    "follow-up": ("a contact after the purchase", "`touchpoint … { type follow-up }`, or `feedback { … }`"),
    "regular": ("a regular contact", "how often you are in touch, `contacts 2 per month`"),
    "joint": ("work that you do together", "`touchpoint … { type joint-work }`, or `bond structural …`"),
}
"""What a level takes: in words, and how it may be written."""


def _level_without_contact(canvas: Canvas) -> Iterator[Finding]:
    if not any(_is_at_least(relationship, "accountable") for relationship in canvas.relationships):
        return
    types = at_touchpoints(canvas, lambda point: [point.type])
    whole = pooled(canvas, lambda each: _shown(canvas, each, types(each)))
    for relationship in decided(canvas.relationships):
        if not _is_at_least(relationship, "accountable"):
            continue
        shown = whole(relationship)
        missing = []
        if relationship.level == "partnership" and "joint" not in shown:
            missing.append("joint")
        if _is_at_least(relationship, "proactive") and "regular" not in shown:
            missing.append("regular")
        if relationship.level == "accountable" and not shown & {"follow-up", "regular"}:
            missing.append("follow-up")
        if missing:
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is `{relationship.level}`, and nothing shows "
                f"{listed([_TAKES[each][0] for each in missing], 'or')}",
                help=f"show it: {listed([_TAKES[each][1] for each in missing])}; or choose a lower level",
                span=relationship.place("level"),
                absent=("touchpoint", "journey", "contacts", "feedback", "interact", "practice", "bond", "tool",
                        "mechanism", "type", "dedicated", "community", "co-creation", "level"),
            )  # fmt: skip


def _shown(canvas: Canvas, relationship: Relationship, types: frozenset[str]) -> set[str]:
    """Which of the contacts that a level takes a relationship shows."""
    words, tools = relationship.type_words, set(relationship.tools)
    shown = set()
    if types & {"follow-up", "survey"} or relationship.feedback or any(
        each.aspect == "feedback" for each in relationship.mechanisms
    ):  # fmt: skip
        shown.add("follow-up")
    if (
        relationship.contacts or relationship.interact or relationship.practices or words & {"dedicated", "community"}
        or tools & {"club", "event", "account-team"} or any(each.cadence for each in relationship.feedback)
        or any(segment.contacts for segment in segments_of(canvas, relationship))
    ):  # fmt: skip
        shown.add("regular")
    dedicated = relationship.dedicated
    if (
        "joint-work" in types or "co-creation" in words or tools & {"extranet", "account-team"}
        or any(bond.type == "structural" for bond in relationship.bonds) or (dedicated is not None and dedicated.plan)
    ):  # fmt: skip
        shown.add("joint")
    return shown


# ---- REL521: tools -----------------------------------------------------------


def _mass_tools(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where people, members or rewards carry the relationship beside its tools."""
    for relationship in decided(canvas.relationships):
        tools = relationship.tools
        if not _is_at_least(relationship, "proactive") or not tools or not all(tool in _MASS for tool in tools):
            continue
        if relationship.type_words & {"dedicated", "community", "co-creation"} or relationship.programmes:
            continue
        if relationship.interact or relationship.personalize or relationship.customize:
            continue
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` is `{relationship.level}`, and {quoted(map(str, tools))} "
            f"{'says' if len(tools) == 1 else 'say'} the same to everybody",
            help="add a tool that knows the customer, such as `club`, `event`, `account-team` or `extranet`; or choose "
            "a lower level",
            span=relationship.place("tool"),
            related=(Related(relationship.place("level"), "the level"),),
            absent=("tool", "type", "programme", "interact", "personalize", "customize", "community", "dedicated"),
        )


def _is_at_least(relationship: Relationship, level: str) -> bool:
    """Whether a relationship says that it goes as far as this level, or further."""
    return relationship.level is not None and LEVELS.index(relationship.level) >= LEVELS.index(level)


RULES = (
    Rule(
        code="REL511",
        name="invitation-without-answer",
        severity=Severity.HINT,
        summary="A reactive relationship has no channel in which somebody answers",
        why="Reactive means that customers call and you answer: without a number or a desk nobody can call.",
        theory=("T-REL-14",),
        register=(),
        check=_no_way_in,
    ),
    Rule(
        code="REL512",
        name="level-without-contact",
        severity=Severity.HINT,
        summary="An accountable, proactive or partner relationship shows none of the contacts that its level means",
        why="A level is a promise about who gets in touch and how often; if no contact follows, customers notice "
        "only the gap.",
        theory=("T-REL-14",),
        register=(),
        check=_level_without_contact,
    ),
    Rule(
        code="REL521",
        name="mass-tools-for-close-ties",
        severity=Severity.WARNING,
        summary="A proactive or partner relationship is built with mass tools alone",
        why="Advertising, the press and a website say the same to everybody, so they can't show that you know a "
        "customer.",
        theory=("T-REL-15", "T-REL-14"),
        register=(),
        check=_mass_tools,
    ),
)
