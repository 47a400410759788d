"""What keeps a long-term relationship alive: engagement, consistency, transparency, response (T-LT, R10)."""

from collections.abc import Callable, Iterator
from typing import Any

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.service import Service
from canvasdsl.model.ties import Practice
from canvasdsl.rules.crm.tailoring import ground_of
from canvasdsl.rules.parts import decided, listed, quoted, revenues_from, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import at_touchpoints, channels_of, is_detailed, pooled, segments_of

__all__ = ["RULES", "STRATEGIES", "evidenced", "strategies_shown"]

STRATEGIES = ("personal-engagement", "consistency", "transparency", "response")
"""The four long-term strategies, as the practices are called."""
_SHOWN_BY = {
    "response": "`feedback { collects …; acts …; answers …; owner … }`",
    "transparency": '`practice transparency "…"`',
    "consistency": "a `promise`", "personal-engagement": '`practice personal-engagement "…"` with its `owner`',
}  # fmt: skip
"""What shows each strategy at the least trouble."""
_TERMS = ("price", "terms")


def _practices(canvas: Canvas, word: str) -> Iterator[tuple[Relationship, Practice]]:
    for relationship in decided(canvas.relationships):
        for practice in decided(relationship.practices):
            if practice.type == word:
                yield relationship, practice


# ---- RMK501, RMK502: the four together ---------------------------------------------


def _in_name_only(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of relationships that say how they are done, not of a line beside them."""
    shown = strategies_shown(canvas)
    for relationship in decided(canvas.relationships):
        if "long-term" not in relationship.type_words or not is_detailed(relationship):
            continue
        has = shown(relationship)
        if len(has) < 2:
            missing = [word for word in STRATEGIES if word not in has]
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is long-term, and of the four long-term strategies it shows "
                + (f"only {quoted(has)}" if has else "none"),
                help=f"say what is done: {listed([_SHOWN_BY[word] for word in reversed(missing)], 'or')}",
                span=type_at(relationship, "long-term"),
                absent=("practice", "feedback", "promise", "discloses", "identify", "bond", "dedicated", "service",
                        "personalize", "recovery", "recognition"),
            )  # fmt: skip


def strategies_shown(canvas: Canvas) -> Callable[[Relationship], list[str]]:
    """Which of the four strategies a relationship shows, with all others of its customers and their touchpoints."""
    shown = pooled(canvas, evidenced)
    recognition = at_touchpoints(canvas, lambda point: point.recognition)

    def has(relationship: Relationship) -> list[str]:
        recognised = {STRATEGIES[0]} if recognition(relationship) else set()
        return [word for word in STRATEGIES if word in shown(relationship) | recognised]

    return has


def evidenced(relationship: Relationship) -> Iterator[str]:
    """Which of the four long-term strategies a relationship shows: by a practice, or by what belongs to one."""
    yield from (practice.type for practice in relationship.practices)
    knows = (relationship.identify, relationship.dedicated, relationship.personalize, relationship.customize)
    if any(knows) or any(bond.type in ("social", "customization") for bond in relationship.bonds):
        yield "personal-engagement"
    if relationship.promises or any(service.standard or service.consistency for service in relationship.services):
        yield "consistency"
    if relationship.discloses:
        yield "transparency"
    if relationship.feedback or relationship.recovery or any(failure.recovery for failure in relationship.failures):
        yield "response"


def _unmeasured(canvas: Canvas) -> Iterator[Finding]:
    practices = [(tie, each) for word in STRATEGIES for tie, each in _practices(canvas, word)]
    if not any(_is_measured(practice) for _, practice in practices):
        return
    for relationship, practice in practices:
        if not _is_measured(practice):
            yield Finding(
                about=practice,
                message=f"nothing shows whether `{practice.type}` in `{relationship.name}` is practised",
                help='name a metric, or say how you see it: `measure "…"`',
                absent=("measure",),
            )


def _is_measured(practice: Practice) -> bool:
    return bool(practice.measure or practice.within_standard or practice.recognised)


# ---- RMK511: engagement without memory ---------------------------------------------


def _forgetful(canvas: Canvas) -> Iterator[Finding]:
    ground = pooled(canvas, lambda each: ground_of(canvas, each))
    for relationship, practice in _practices(canvas, "personal-engagement"):
        if ground(relationship) & {"identify", "data"} or _is_remembered(canvas, relationship, practice):
            continue
        yield Finding(
            about=practice,
            message=f"customers of `{relationship.name}` are to be known, and neither data nor somebody remembers them",
            help='say by what they are recognised: `identify "…" { by …; data …; consent yes }`, or who remembers '
            "them: `staff …` in `personal-assistance`",
            absent=("identify", "data", "record", "staff", "owner", "dedicated", "interact", "memory"),
        )


def _is_remembered(canvas: Canvas, relationship: Relationship, practice: Practice) -> bool:
    """Whether somebody, or the record of a channel, can remember customers."""
    help = relationship.personal_assistance
    return bool(
        practice.owner
        or relationship.dedicated
        or "dedicated" in relationship.type_words
        or (help is not None and help.staff)
        or any(bond.staff for bond in relationship.bonds)
        or any(talk.memory for talk in relationship.interact)
        or (relationship.support is not None and relationship.support.record)
        or any(channel.record for channel in channels_of(canvas, relationship).values())
    )


# ---- RMK512, RMK513: consistency ------------------------------------------------------


def _without_standard(canvas: Canvas) -> Iterator[Finding]:
    others = any(practice.standard for _, practice in _practices(canvas, "consistency"))
    held = _with_service(canvas, lambda service: service.standard)
    for relationship, practice in _practices(canvas, "consistency"):
        if practice.standard or id(relationship) in held:
            continue
        if practice.text and not practice.within_standard and not others:
            continue  # its text may well be the standard
        yield Finding(
            about=practice,
            message=f"nothing says what the service of `{relationship.name}` is held to each time",
            help='write the standard: `standard "…"`, such as an answer within a day',
            span=practice.place("within-standard"),
            absent=("standard",),
        )


def _unknown_variation(canvas: Canvas) -> Iterator[Finding]:
    counted = _with_service(canvas, lambda service: service.consistency or service.deviation)
    for relationship, practice in _practices(canvas, "consistency"):
        if not practice.standard or practice.within_standard or practice.measure:
            continue
        if id(relationship) not in counted:
            yield Finding(
                about=practice,
                message=f"nothing says how often the standard of `{relationship.name}` is kept",
                help="count it: `within-standard …`, the share of contacts that keep it; or name a `measure`",
                span=practice.place("standard"),
                absent=("within-standard", "measure", "consistency", "deviation"),
            )


def _with_service(canvas: Canvas, test: Callable[[Service], Any]) -> set[int]:
    """The relationships, by identity, with a service in them of which something holds."""
    return {id(each) for each in canvas.relationships if any(map(test, each.services))}


# ---- RMK514: what is not told -----------------------------------------------------------


def _undisclosed(canvas: Canvas) -> Iterator[Finding]:
    if not any(relationship.discloses for relationship in canvas.relationships):
        return
    told = pooled(canvas, lambda each: [line.matter for line in each.discloses])
    late = pooled(canvas, lambda each: [line.matter for line in each.discloses if line.moment != "after"])
    for relationship in decided(canvas.relationships):
        open_practice = next((each for each in decided(relationship.practices) if each.type == "transparency"), None)
        if not relationship.discloses and (open_practice is None or told(relationship)):
            continue
        afterwards = next((line for line in relationship.discloses
                           if line.matter in _TERMS and line.matter not in late(relationship)), None)  # fmt: skip
        pays = any(revenues_from(canvas, segment) for segment in segments_of(canvas, relationship))
        if told(relationship).isdisjoint(_TERMS) and pays:
            where: Any = open_practice or relationship
            yield Finding(
                about=where,
                message=f"customers of `{relationship.name}` are told nothing of price or terms before they buy",
                help='say what they are told, and when: `discloses price "…" before`, `discloses terms "…" before`',
                span=None if relationship.discloses == () else relationship.discloses[0].here,
                absent=("discloses",),
            )
        elif afterwards is not None:
            yield Finding(
                about=relationship,
                message=f"customers of `{relationship.name}` hear of the {afterwards.matter} only after they bought",
                help=f'tell them earlier: `discloses {afterwards.matter} "…" before`',
                span=afterwards.here,
            )


RULES = (
    Rule(
        code="RMK501",
        name="long-term-in-name",
        severity=Severity.WARNING,
        summary="A long-term relationship shows fewer than two of the four long-term strategies",
        why="Customers stay where they are valued and recognised, not where the relationship is called long-term.",
        theory=("T-LT-0",),
        register=(),
        check=_in_name_only,
    ),
    Rule(
        code="RMK502",
        name="unmeasured-practice",
        severity=Severity.HINT,
        summary="A long-term strategy has no measure, and another has one",
        why="What is never counted over the years is done only when somebody has time.",
        theory=("T-LT-0",),
        register=(),
        check=_unmeasured,
    ),
    Rule(
        code="RMK511",
        name="engagement-without-memory",
        severity=Severity.WARNING,
        summary="Personal engagement has neither data nor anybody who remembers",
        why="You can't greet by name a customer whom you don't recognise, or meet a wish that nobody remembers.",
        theory=("T-LT-1",),
        register=("R10",),
        check=_forgetful,
    ),
    Rule(
        code="RMK512",
        name="consistency-without-standard",
        severity=Severity.WARNING,
        summary="Consistency has no standard",
        why="Without a standard nobody can say whether today was as good as yesterday.",
        theory=("T-LT-2",),
        register=(),
        check=_without_standard,
    ),
    Rule(
        code="RMK513",
        name="unknown-variation",
        severity=Severity.HINT,
        summary="Nothing says how often a standard is kept",
        why="Customers plan by the worst case that they have seen, so a service that varies costs you as much as a "
        "slow one.",
        theory=("T-LT-2",),
        register=(),
        check=_unknown_variation,
    ),
    Rule(
        code="RMK514",
        name="undisclosed-terms",
        severity=Severity.HINT,
        summary="Price or terms are not disclosed, or only after the purchase",
        why="Being told beforehand builds trust; what customers find out afterwards destroys it.",
        theory=("T-LT-3",),
        register=(),
        check=_undisclosed,
    ),
)
