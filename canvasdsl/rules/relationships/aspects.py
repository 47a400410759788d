"""More than one contact, more than service: what a relationship is made of (R04, T-REL-0, T-REL-11, T-REL-12)."""

from collections.abc import Iterator
from itertools import islice

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.journeys import Touchpoint
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, declared, listed, naming, only_transactional, quoted, type_at
from canvasdsl.rules.relationships.practices import strategies_shown
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import (
    Key,
    channels_by_segment,
    channels_of,
    is_detailed,
    journeys_by_segment,
    pooled,
    segment_keys,
    segments_of,
    touchpoints_in,
)

__all__ = ["RULES"]


# ---- REL601: a single touchpoint ---------------------------------------------


def _single_contact(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where a journey or the relationship itself lists touchpoints, and nothing says that contact goes on. An
    actual journey beside its plan is the same way once more. Two touchpoints of a segment are as good as more."""
    if not canvas.journeys and not any(each.touchpoints for each in canvas.relationships):
        return
    some: dict[Key, list[Touchpoint]] = {
        key: list(islice((point for journey in journeys if not journey.plan for point in touchpoints_in(journey)), 2))
        for key, journeys in journeys_by_segment(canvas).items()
    }
    for relationship in canvas.relationships:
        for key in segment_keys(relationship):
            some[key] = [*some.get(key, ()), *relationship.touchpoints[:2]][:2]
    lasts = pooled(canvas, lambda each: ["lasts"] if _goes_on(canvas, each) else [])
    told = set()
    for relationship in decided(canvas.relationships):
        points = {id(each): each for key in segment_keys(relationship) for each in some.get(key, ())}
        if len(points) != 1 or "transactional" in relationship.type_words or lasts(relationship):
            continue
        point = next(iter(points.values()))
        if id(point) in told:
            continue  # of another relationship with the same customers
        told.add(id(point))
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` has only one touchpoint, `{point.name}`, and nothing goes on after it",
            help="add the touchpoints before and after it, or say how often you are in touch, `contacts 2 per month`; "
            "if one contact is all that is meant, write `type transactional`",
            related=(declared(point, "the only touchpoint"),),
            absent=("touchpoint", "journey", "stage", "contacts", "interact", "feedback", "support", "community",
                    "practice", "programme", "service", "buys-every", "type"),
        )  # fmt: skip


def _goes_on(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether something says that there is contact again and again."""
    return bool(
        relationship.contacts or relationship.interact or relationship.feedback or relationship.support
        or relationship.practices or relationship.programmes or relationship.services
        or relationship.type_words & {"dedicated", "community"}
        or any(segment.buys_every or segment.contacts for segment in segments_of(canvas, relationship))
        or any(naming(canvas, relationship, "service", "feeds"))
    )  # fmt: skip


# ---- REL602: no channel ------------------------------------------------------


def _without_channel(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a channel says whom it reaches. Where channels say which phases they cover, CHN101 speaks of the
    segment instead; of a long-term relationship without any sign of communication REL612 does."""
    channels = canvas.channels
    if not any(channel.reaches for channel in channels) or any(channel.phases for channel in channels):
        return
    by_segment = channels_by_segment(canvas)
    heard = _is_feedback_used(canvas)
    for relationship in decided(canvas.relationships):
        segments = segment_keys(relationship)
        if not segments or any(by_segment.get(key) for key in segments) or _names_channel(canvas, relationship):
            continue
        if _is_long_term_in_detail(relationship, heard=heard) and "communication" not in _aspects(canvas, relationship):
            continue
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` runs through no channel, and none reaches its customers",
            help=f"name the channels in it, `via …`, or write `reaches {_first(canvas, relationship)}` in a channel",
            absent=("channel", "via", "reaches", "at", "platform", "escalation"),
        )


def _first(canvas: Canvas, relationship: Relationship) -> str:
    return next((called(segment) for segment in segments_of(canvas, relationship)), "…")


def _names_channel(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether any part of a relationship names a channel."""
    if channels_of(canvas, relationship):
        return True
    named: list[object] = [at for point in relationship.touchpoints for at in point.at]
    named += [at for service in relationship.services for at in service.at]
    for part in (relationship.community, relationship.self_service, relationship.automated):
        named += [getattr(part, "platform", None), getattr(part, "escalation", None)]
    return any(isinstance(each, Reference) and each.kind in ("channel", "touchpoint") for each in named)


# ---- REL611, REL612: the four aspects ----------------------------------------

_ASPECTS = {
    "loyalty": "trust and mutual benefit", "communication": "communication",
    "personalization": "a fit to each customer", "feedback": "feedback",
}  # fmt: skip
_HEARD = ("communication", "feedback")
"""Without these a relationship can't notice that it fails."""


def _missing_aspect(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where a relationship names a mechanism."""
    heard = _is_feedback_used(canvas)
    whole = pooled(canvas, lambda each: _aspects(canvas, each))
    for relationship in decided(canvas.relationships):
        if not relationship.mechanisms:
            continue
        found = whole(relationship)
        serious = _HEARD if _is_long_term_in_detail(relationship, heard=heard) else ()
        missing = [aspect for aspect in _ASPECTS if aspect not in found and aspect not in serious]
        if missing:
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` says nothing of {listed([_ASPECTS[each] for each in missing], 'or')}",
                help="say how it is done: " + listed([f'`mechanism {each} "…"`' for each in missing]),
                absent=("mechanism", "bond", "programme", "promise", "benefit", "interact", "support", "contacts",
                        "via", "personalize", "customize", "differentiate", "practice", "feedback", "type"),
            )  # fmt: skip


def _long_term_unheard(canvas: Canvas) -> Iterator[Finding]:
    heard = _is_feedback_used(canvas)
    shown = strategies_shown(canvas)
    whole = pooled(canvas, lambda each: _aspects(canvas, each))
    for relationship in decided(canvas.relationships):
        if not _is_long_term_in_detail(relationship, heard=heard):
            continue
        found = whole(relationship)
        missing = [aspect for aspect in _HEARD if aspect not in found]
        if missing == ["feedback"] and is_detailed(relationship) and len(shown(relationship)) < 2:
            continue  # RMK501 asks for more than this, feedback among it
        if missing:
            lines = {"communication": 'how you keep in touch, `mechanism communication "…"` or `via …`',
                     "feedback": "how you hear from them, `feedback { collects …; acts …; answers …; owner … }`",
            }  # fmt: skip
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is long-term, and says nothing of {listed(missing, 'or')}",
                help=f"say {listed([lines[each] for each in missing])}",
                span=type_at(relationship, "long-term"),
                absent=("mechanism", "interact", "support", "contacts", "via", "practice", "feedback", "type",
                        "touchpoint", "discloses"),
            )  # fmt: skip


def _is_feedback_used(canvas: Canvas) -> bool:
    return any(relationship.feedback for relationship in canvas.relationships)


def _is_long_term_in_detail(relationship: Relationship, *, heard: bool) -> bool:
    """Whether it is long-term and says how it is done, or the model tells of feedback (`heard`)."""
    return "long-term" in relationship.type_words and (
        heard or is_detailed(relationship) or bool(relationship.mechanisms)
    )


def _aspects(canvas: Canvas, relationship: Relationship) -> set[str]:
    """The aspects of managing relationships of which a relationship shows something."""
    found = {mechanism.aspect for mechanism in relationship.mechanisms}
    words, practices = relationship.type_words, {practice.type for practice in relationship.practices}
    points = {point.type for point in relationship.touchpoints}
    if (relationship.bonds or relationship.programmes or relationship.promises or relationship.benefits
            or relationship.commitment_trust):  # fmt: skip
        found.add("loyalty")
    if (relationship.interact or relationship.support or relationship.contacts or relationship.discloses
            or words & {"dedicated", "personal-assistance", "community"} or "transparency" in practices
            or points & {"contact", "follow-up", "visit", "event"} or channels_of(canvas, relationship)):  # fmt: skip
        found.add("communication")
    if (relationship.personalize or relationship.customize or relationship.differentiate
            or words & {"dedicated", "automated"} or "personal-engagement" in practices
            or any(bond.type == "customization" for bond in relationship.bonds)):  # fmt: skip
        found.add("personalization")
    if relationship.feedback or relationship.interact or "response" in practices or points & {"survey", "follow-up"}:
        found.add("feedback")
    return found


# ---- REL621: service is not the relationship ---------------------------------


def _only_service(canvas: Canvas) -> Iterator[Finding]:
    """Speaks where mechanisms have a scope, or a service stands in the relationship or feeds it."""
    beyond = pooled(canvas, lambda each: ["beyond"] if _goes_beyond(each) else [])
    for relationship in decided(canvas.relationships):
        if only_transactional(relationship) or beyond(relationship):
            continue
        mechanisms = relationship.mechanisms
        services = [*relationship.services, *naming(canvas, relationship, "service", "feeds")]
        if not (mechanisms or services) or not all(mechanism.scope == "service" for mechanism in mechanisms):
            continue
        names = quoted([*(each.name for each in services), *(each.aspect for each in mechanisms)][:4])
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` consists of service alone: {names}",
            help="say what goes beyond single questions, such as a `bond`, a `practice`, `interact` or `feedback`; or "
            "declare it as a `service` that `feeds` a relationship",
            related=tuple(declared(each, "it answers single questions") for each in (*services, *mechanisms)[:3]),
            absent=("mechanism", "scope", "bond", "practice", "interact", "feedback", "identify", "customize",
                    "personalize", "community", "co-creation", "programme", "contacts", "promise", "tool", "type"),
        )  # fmt: skip


def _goes_beyond(relationship: Relationship) -> bool:
    """Whether anything in a relationship understands needs, lasts, listens or gives a reason to stay."""
    points = relationship.touchpoints
    return bool(
        relationship.bonds or relationship.practices or relationship.interact or relationship.feedback
        or relationship.identify or relationship.differentiate or relationship.customize or relationship.personalize
        or relationship.predict or relationship.programmes or relationship.promises or relationship.benefits
        or relationship.commitment_trust or relationship.contacts or relationship.tools
        or relationship.type_words & {"dedicated", "community", "co-creation"}
        or any(mechanism.scope != "service" for mechanism in relationship.mechanisms)
        or any(point.recognition or point.type not in (None, "service", "contact") for point in points)
    )  # fmt: skip


RULES = (
    Rule(
        code="REL601",
        name="single-contact",
        severity=Severity.WARNING,
        summary="A relationship that is not transactional has only one touchpoint",
        why="One contact is over as soon as it happens: nothing goes on that you could care for, measure or improve.",
        theory=("T-REL-0",),
        register=(),
        check=_single_contact,
    ),
    Rule(
        code="REL602",
        name="relationship-without-channel",
        severity=Severity.WARNING,
        summary="A relationship runs through no channel",
        why="Customers and firm must be able to talk to each other; without a channel the relationship exists only "
        "on paper.",
        theory=("T-REL-0",),
        register=(),
        check=_without_channel,
    ),
    Rule(
        code="REL611",
        name="missing-aspect",
        severity=Severity.HINT,
        summary="One of the four aspects of managing a relationship is missing",
        why="Each of the four helps the others: without feedback nobody knows whether trust, communication and fit "
        "work. It is a practitioners' list.",
        theory=("T-REL-11",),
        register=(),
        check=_missing_aspect,
    ),
    Rule(
        code="REL612",
        name="long-term-without-voice",
        severity=Severity.WARNING,
        summary="A long-term relationship has no feedback or no communication",
        why="If you can't hear customers, the first sign that something is wrong is that they are gone.",
        theory=("T-REL-11", "T-REL-2"),
        register=(),
        check=_long_term_unheard,
    ),
    Rule(
        code="REL621",
        name="service-called-a-relationship",
        severity=Severity.WARNING,
        summary="All mechanisms of a relationship only solve single problems",
        why="Service answers single questions; if that is all there is, nothing keeps customers when they have no "
        "question.",
        theory=("T-SVC-1", "T-REL-12"),
        register=("R04",),
        check=_only_service,
    ),
)
