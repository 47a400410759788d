"""What personal treatment rests on: known customers, data, differences, consent, and an action that follows (R10)."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Block
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, quoted, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import (
    Key,
    details_used,
    named,
    pooled,
    segment_keys,
    segments_of,
    steps_of,
    steps_used,
)
from canvasdsl.source import Span

__all__ = ["RULES", "ground_of"]

_GROUND = ("identify", "data", "differentiate")
_HELP = {
    "identify": 'say by what each customer is known: `identify "…" { by …; data …; consent yes }`',
    "data": "say what is known of them: `data history, preferences`",
    "differentiate": 'say how they differ: `differentiate by-value "…"` and `differentiate by-needs "…"`',
}


# ---- IDI121: nothing to rest on ----------------------------------------------


def _groundless(canvas: Canvas) -> Iterator[Finding]:
    ground = pooled(canvas, lambda each: ground_of(canvas, each))
    steps = pooled(canvas, steps_of)
    detailed = details_used(canvas)
    for relationship in decided(canvas.relationships):
        taken = steps(relationship)
        for about, span, what, needs, has_data in _tailored(relationship, detailed):
            have = ground(relationship)
            lacks = [each for each in needs if each not in have and not (each == "data" and has_data)]
            if taken:  # the steps that are missing beside others have a finding of their own
                lacks = ["data"] if "data" in lacks and "identify" in taken else []
            if lacks:
                yield Finding(
                    about=about,
                    message=f"{what} in `{relationship.name}` rests on no {quoted(lacks, 'or')}",
                    help=_HELP[lacks[0]],
                    span=span,
                    absent=(*lacks, "data-type", "asset"),
                )
                break
    yield from _groundless_offers(canvas)


def _tailored(
    relationship: Relationship, detailed: bool
) -> Iterator[tuple[Any, Span, str, tuple[str, ...], bool]]:
    """What a relationship fits to its customers: the block, where, its name, what it needs, whether it has data."""
    for part in decided(relationship.personalize):
        if part.granularity == "segment":
            yield part, part.here, "`personalize`", ("differentiate",), True
        elif part.granularity != "mass":
            yield part, part.here, "`personalize`", _GROUND, bool(part.data)
    for forecast in decided(relationship.predict):
        yield forecast, forecast.here, "`predict`", _GROUND, bool(forecast.data)
    service = relationship.automated
    if service is not None and not service.is_idea:
        yield service, service.here, "the automated service", _GROUND, bool(service.data)
    elif service is None and detailed and "automated" in relationship.type_words:
        yield relationship, type_at(relationship, "automated"), "the automated service", _GROUND, False
    for step in decided(relationship.customize):
        yield step, step.here, "`customize`", ("data",), False


def ground_of(canvas: Canvas, relationship: Relationship) -> Iterator[str]:
    """What there is to rest on: customers who are identified, data about them, differences between them."""
    step = relationship.identify
    if step is not None:
        yield "identify"
        if step.data or step.data_types:
            yield "data"
    if relationship.differentiate:
        yield "differentiate"
    parts = (*relationship.personalize, *relationship.predict, relationship.automated)
    if any(part is not None and part.data for part in parts) or _has_data_resource(canvas, relationship):
        yield "data"


def _has_data_resource(canvas: Canvas, relationship: Relationship) -> bool:
    index, key = canvas.index, relationship.key or ("", "")
    others = [link.holder for link in index.links_to.get(key, ())]
    others += [index.blocks.get(link.reference.key) for link in index.links_from.get(key, ())]
    return any(getattr(other, "asset", None) == "customer-data" for other in others)


def _groundless_offers(canvas: Canvas) -> Iterator[Finding]:
    """Offers that are made to the customer's own needs, where other relationships show what that takes."""
    if not steps_used(canvas):
        return
    strangers: dict[Key, Relationship] = {}
    known: set[Key] = set()
    for relationship in decided(canvas.relationships):
        has_ground = bool(steps_of(relationship)) or any(ground_of(canvas, relationship))
        for key in segment_keys(relationship):
            strangers.setdefault(key, relationship)
            if has_ground:
                known.add(key)
    for offer in decided(canvas.propositions):
        element = next((each for each in offer.offers if each.element == "customization"), None)
        if element is None:
            continue
        for segment in named(canvas, offer.segments):
            here = strangers.get(segment.key)
            if here is not None and segment.key not in known:
                yield Finding(
                    about=offer,
                    message=f"`{offer.name}` is customized for `{segment.name}`, whom nobody identifies or tells apart",
                    help=f"take the steps of IDIC in `{called(here)}`, beginning with `identify`",
                    span=element.here,
                    related=(Related(here.here, "the relationship with them"),),
                    absent=("identify", "differentiate", "interact", "customize"),
                )
                break


# ---- IDI106, IDI107: consent -------------------------------------------------


def _unasked(canvas: Canvas) -> Iterator[Finding]:
    identified = pooled(canvas, lambda each: ["identify"] if each.identify else [])
    for relationship in decided(canvas.relationships):
        step = relationship.identify
        if step is not None and not step.is_idea and step.consent != "yes":
            yield _no_consent(relationship, step, "identified", step.consent)
        for forecast in decided(relationship.predict):
            if forecast.consent == "no" or (forecast.consent is None and not identified(relationship)):
                yield _no_consent(relationship, forecast, "forecast", forecast.consent)


def _no_consent(relationship: Relationship, part: Block, done: str, answer: str | None) -> Finding:
    said = "without their consent" if answer == "no" else "and nothing says that they agree"
    return Finding(
        about=part,
        message=f"customers of `{relationship.name}` are {done} {said}",
        help="ask them, and write `consent yes`; without it leave the data alone",
        span=part.place("consent"),
        absent=() if answer else ("consent",),
    )


def _privacy_unsaid(canvas: Canvas) -> Iterator[Finding]:
    asked = pooled(canvas, lambda each: ["identify"] if each.identify else [])
    for relationship in decided(canvas.relationships):
        if asked(relationship):
            continue  # the consent to being identified is asked for there, once
        service = relationship.automated
        parts = [each for each in decided(relationship.personalize) if each.granularity == "individual" or each.data]
        for part in (*parts, *((service,) if service is not None and not service.is_idea else ())):
            if part.consent != "yes":
                yield Finding(
                    about=part,
                    message=f"`{part.word}` uses data of customers of `{relationship.name}`, and nothing says that "
                    "they agree",
                    help="tell them what is kept and why, ask them, and write `consent yes`",
                    absent=("consent",),
                )
                break


# ---- IDI122, IDI123: forecasts -----------------------------------------------


def _idle_forecast(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for forecast in decided(relationship.predict):
            if not forecast.action:
                yield Finding(
                    about=forecast,
                    message=f"nothing follows from the forecast in `{relationship.name}`",
                    help='say what is done then: `action "…"`',
                    absent=("action",),
                )


def _price_by_forecast(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        for forecast in decided(relationship.predict):
            if forecast.price and not forecast.reason:
                yield Finding(
                    about=forecast,
                    message=f"a forecast changes what customers of `{relationship.name}` pay, without a reason",
                    help='give a reason that they could accept: `because "…"`, or leave the price alone',
                    span=forecast.place("changes-price"),
                    absent=("because",),
                )


# ---- IDI124: by hand for the mass --------------------------------------------


def _by_hand(canvas: Canvas) -> Iterator[Finding]:
    types = pooled(canvas, lambda each: each.type_words)
    for relationship in decided(canvas.relationships):
        single = [each for each in decided(relationship.personalize) if each.granularity == "individual"]
        if not single or "automated" in types(relationship):
            continue
        for segment in segments_of(canvas, relationship):
            heading = canvas.heading
            if segment.type == "mass":
                at = segment.place("type")
            elif segment.type is None and heading is not None and heading.type == "mass":
                at = heading.place("type")
            else:
                continue
            yield Finding(
                about=single[0],
                message=f"each of the mass of `{segment.name}` is treated individually, and nothing is automated",
                help='automate it: `type automated "…"`, or do it by group: `granularity segment`',
                related=(Related(at, "a mass market, declared here"),),
                absent=("type", "automated"),
            )
            break


RULES = (
    Rule(
        code="IDI106",
        name="data-without-consent",
        severity=Severity.WARNING,
        summary="Customers are identified or forecast without their consent",
        why="In many countries data that people have not given freely are unlawful; everywhere they cost trust once "
        "people notice.",
        theory=("T-IDIC-1", "T-CRM-6"),
        register=("R10",),
        check=_unasked,
    ),
    Rule(
        code="IDI107",
        name="unsaid-privacy",
        severity=Severity.HINT,
        summary="Personal treatment uses data, and nothing says that customers agree",
        why="The same message is a service to those who have agreed to it and an intrusion to all others.",
        theory=("T-REL-6", "T-STR-2"),
        register=("R10",),
        check=_privacy_unsaid,
    ),
    Rule(
        code="IDI121",
        name="groundless-personal-treatment",
        severity=Severity.WARNING,
        summary="Personalization, prediction or automation rests on no known customers, data or differences",
        why="A personal treatment uses who the customer is, what is known of them and how they differ; without "
        "these it misses.",
        theory=("T-IDIC-0", "T-STR-2", "T-CRM-6", "T-REL-6", "T-BMC-2a", "T-IDIC-4"),
        register=("R10",),
        check=_groundless,
    ),
    Rule(
        code="IDI122",
        name="forecast-without-action",
        severity=Severity.WARNING,
        summary="A prediction leads to no action",
        why="Knowing who will leave keeps nobody; only what is done about it can.",
        theory=("T-CRM-6",),
        register=("R10",),
        check=_idle_forecast,
    ),
    Rule(
        code="IDI123",
        name="price-by-forecast",
        severity=Severity.HINT,
        summary="A prediction changes the price, and no reason is given",
        why="People who find out that they pay more because a machine expects them to pay it feel cheated.",
        theory=("T-CRM-6", "T-SAT-7"),
        register=("R10",),
        check=_price_by_forecast,
    ),
    Rule(
        code="IDI124",
        name="mass-treated-by-hand",
        severity=Severity.WARNING,
        summary="A mass market is treated individually without automation",
        why="A minute for each of many thousand customers is years of work: by hand it costs more than it brings.",
        theory=("T-STR-2",),
        register=("R10",),
        check=_by_hand,
    ),
)
