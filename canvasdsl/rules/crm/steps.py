"""How well each step of IDIC is done: a key, more than addresses, both differences, a dialogue, a fit that pays."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.learning import Interact
from canvasdsl.model.reach import Channel
from canvasdsl.rules.measures import alike
from canvasdsl.rules.parts import called, decided, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import channels_by_segment, named, pooled, segment_keys, segments_of

__all__ = ["RULES"]

_FULL_SERVICE = frozenset(("dedicated", "personal-assistance"))
_FULL_LEVELS = frozenset(("accountable", "proactive", "partnership"))
_LOW_TIERS = frozenset(("low-maintenance", "below-zero"))


# ---- IDI105, IDI108: identify ------------------------------------------------


def _unkeyed(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        step = relationship.identify
        if step and not step.is_idea and not step.by and not step.text:
            yield Finding(
                about=step,
                message=f"nothing says by what customers of `{relationship.name}` are known",
                help="name the key: `by card-number`, an e-mail address, a login",
                absent=("by",),
            )


def _shallow(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        step = relationship.identify
        if step and not step.is_idea and step.data_types and {"address", "demographic"}.issuperset(step.data_types):
            yield Finding(
                about=step,
                message=f"all that is known of customers of `{relationship.name}` is {quoted(step.data_types)}",
                help="keep also what they do and say: `data-type history, preferences, complaints`",
                span=step.place("data-type"),
            )


# ---- IDI109, IDI110: differentiate -------------------------------------------


def _half(canvas: Canvas) -> Iterator[Finding]:
    kinds = pooled(canvas, lambda each: [part.by for part in each.differentiate])
    told: set[Any] = set()
    for relationship in decided(canvas.relationships):
        parts = list(decided(relationship.differentiate))
        known = kinds(relationship)
        if not parts or len(known) != 1 or not told.isdisjoint(segment_keys(relationship)):
            continue
        told.update(segment_keys(relationship))
        has, lacks = ("by-value", "by-needs") if "by-value" in known else ("by-needs", "by-value")
        what = "what they need from you" if lacks == "by-needs" else "what they are worth to you"
        yield Finding(
            about=parts[0],
            message=f"customers of `{relationship.name}` are told apart `{has}` alone",
            help=f'add {what}: `differentiate {lacks} "…"`',
            absent=("differentiate",),
        )


def _full_service(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        dear = sorted(_FULL_SERVICE & relationship.type_words)
        if relationship.level in _FULL_LEVELS:
            dear.append(f"level {relationship.level}")
        if not dear:
            continue
        for segment in segments_of(canvas, relationship):
            if segment.value_tier == "below-zero":
                yield Finding(
                    about=relationship,
                    message=f"`{segment.name}` costs more than it brings, and gets {quoted(dear)}",
                    help="serve it at lower cost, such as by `type self-service`, charge for the service, or end it",
                    related=(Related(segment.place("value-tier"), "declared here"),),
                )
                break


# ---- IDI111, IDI112: interact ------------------------------------------------


def _one_way(canvas: Canvas) -> Iterator[Finding]:
    both_ways = pooled(canvas, lambda each: ["two-way"] if any(talk.two_way for talk in each.interact) else [])
    for relationship in decided(canvas.relationships):
        talks = list(decided(relationship.interact))
        if talks and not both_ways(relationship):
            yield Finding(
                about=talks[0],
                message=f"customers of `{relationship.name}` are told something, and nothing says that they can answer",
                help="let them answer, and write `two-way` into `interact`; "
                "with `memory …` say where the answers are kept",
                absent=("two-way",),
            )


def _costly_contact(canvas: Canvas) -> Iterator[Finding]:
    if not any(segment.value_tier in _LOW_TIERS for segment in canvas.segments):
        return
    reaching = channels_by_segment(canvas)
    for relationship in decided(canvas.relationships):
        segment = next((each for each in segments_of(canvas, relationship) if each.value_tier in _LOW_TIERS), None)
        if segment is None:
            continue
        for talk in decided(relationship.interact):
            pair = _dear_and_cheap(canvas, talk, list(reaching.get(segment.key, {}).values()))
            if pair is not None:
                yield _costly(segment, talk, *pair)
                break


def _dear_and_cheap(canvas: Canvas, talk: Interact, reaching: list[Channel]) -> tuple[Channel, Channel] | None:
    """The dearest channel of a dialogue and the cheapest that reaches the same people, if that costs less."""
    for dear in named(canvas, talk.via):
        for cheap in sorted(filter(_price, reaching), key=_price):
            pair = alike(cheap.cost_per_contact, dear.cost_per_contact) if _price(dear) else None  # type: ignore[arg-type]
            if pair is not None and pair[0] < pair[1]:
                return dear, cheap
    return None


def _price(channel: Channel) -> Any:
    return channel.cost_per_contact.value if channel.cost_per_contact is not None else 0


def _costly(segment: Segment, talk: Interact, dear: Channel, cheap: Channel) -> Finding:
    assert dear.cost_per_contact is not None and cheap.cost_per_contact is not None
    return Finding(
        about=talk,
        message=f"`{segment.name}` brings little, and is talked to through the expensive `{dear.name}`",
        help=f"talk to them `via {called(cheap)}`, which costs {cheap.cost_per_contact.written} a contact",
        span=talk.place("via"),
        related=(
            Related(dear.cost_per_contact.span, "what a contact costs here"),
            Related(segment.place("value-tier"), "declared here"),
        ),
    )


# ---- IDI113: customize -------------------------------------------------------


def _loss_making(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for part in decided(relationship.customize):
            if part.cost is None or part.extra_margin is None:
                continue
            pair = alike(part.cost, part.extra_margin)
            if pair is not None and pair[0] > pair[1]:
                yield Finding(
                    about=part,
                    message=f"customizing the {part.what} costs {part.cost.written} and brings only "
                    f"{part.extra_margin.written}",
                    help="do it for fewer customers, do it at lower cost, or charge for it",
                    span=part.cost.span,
                    related=(Related(part.extra_margin.span, "what it brings"),),
                )


RULES = (
    Rule(
        code="IDI105",
        name="customers-without-key",
        severity=Severity.WARNING,
        summary="Nothing says by what customers are identified",
        why="Without a key the same person is a stranger again at each counter.",
        theory=("T-IDIC-1",),
        register=(),
        check=_unkeyed,
    ),
    Rule(
        code="IDI108",
        name="shallow-profile",
        severity=Severity.HINT,
        summary="Only addresses and demographic data are kept",
        why="Age and address say who somebody is; history, preferences and complaints say what to do for them.",
        theory=("T-IDIC-1",),
        register=(),
        check=_shallow,
    ),
    Rule(
        code="IDI109",
        name="half-told-apart",
        severity=Severity.WARNING,
        summary="Customers are told apart by value or by needs, not by both",
        why="Value says how much to do for somebody, needs say what: with one of them only half is decided.",
        theory=("T-IDIC-2",),
        register=(),
        check=_half,
    ),
    Rule(
        code="IDI110",
        name="full-service-below-zero",
        severity=Severity.HINT,
        summary="Customers who bring a loss get the most expensive service",
        why="Every hour that is spent on them is paid for by the customers who bring a profit.",
        theory=("T-IDIC-2",),
        register=(),
        check=_full_service,
    ),
    Rule(
        code="IDI111",
        name="one-way-dialogue",
        severity=Severity.WARNING,
        summary="The dialogue goes one way only",
        why="Telling is not a dialogue: only what customers answer teaches you something new.",
        theory=("T-IDIC-3",),
        register=(),
        check=_one_way,
    ),
    Rule(
        code="IDI112",
        name="costly-contact-for-low-value",
        severity=Severity.HINT,
        summary="Customers of low value are met in an expensive channel",
        why="A contact that costs more than a customer brings in makes every further talk a loss.",
        theory=("T-IDIC-3",),
        register=(),
        check=_costly_contact,
    ),
    Rule(
        code="IDI113",
        name="loss-making-customization",
        severity=Severity.WARNING,
        summary="Customizing costs more than it brings",
        why="A fit that nobody pays for, in price or in loyalty, makes each sale a loss.",
        theory=("T-IDIC-4",),
        register=(),
        check=_loss_making,
    ),
)
