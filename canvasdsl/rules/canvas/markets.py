"""What sort of market it is, mass, niche, segmented or diversified (T-BMC-1a), and what then can't be (R05)."""

from collections.abc import Hashable, Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.means import Activity, Resource
from canvasdsl.model.offer import Proposition
from canvasdsl.rules.parts import (
    decided,
    declared,
    is_multi_sided,
    naming,
    quoted,
)  # fmt: skip
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.source import Span

__all__ = ["RULES"]

_SHOWN = 4


def _typed(canvas: Canvas, type: str) -> tuple[list[Segment], Span | None]:
    """The segments of a type, where each says so or the canvas says it of all, and where that is said first."""
    heading = canvas.heading
    market = heading.type if heading else None
    found = [segment for segment in decided(canvas.segments) if (segment.type or market) == type]
    said = next((segment.place("type") for segment in found if segment.type), None)
    return found, heading.place("type") if heading and market == type else said


def _mass_in_pieces(canvas: Canvas) -> Iterator[Finding]:
    heading = canvas.heading
    segments = list(decided(canvas.segments))
    if len(segments) < 2 or is_multi_sided(canvas):
        return
    names = quoted(segment.name for segment in segments[:_SHOWN])
    more = f" and {len(segments) - _SHOWN} more" if len(segments) > _SHOWN else ""
    related = tuple(declared(segment) for segment in segments[:_SHOWN])
    help = "describe the one large group, or write `type segmented` if the groups have needs of their own"
    if heading is not None and heading.type == "mass":
        yield Finding(about=heading, message=f"the market is one mass, and the model tells apart {names}{more}",
                      help=help, span=heading.place("type"), related=related)  # fmt: skip
        return
    mass = next((segment for segment in segments if segment.type == "mass"), None)
    if mass is not None and (heading is None or heading.type != "diversified"):
        others = [segment for segment in segments if segment is not mass]
        yield Finding(
            about=mass,
            message=f"`{mass.name}` is a mass market, and the model tells other segments apart from it",
            help=help,
            span=mass.place("type"),
            related=tuple(declared(segment, "told apart here") for segment in others[:_SHOWN]),
        )


def _mass_made_to_measure(canvas: Canvas) -> Iterator[Finding]:
    mass, said = _typed(canvas, "mass")
    keys = {segment.key: segment for segment in mass}
    for proposition in decided(canvas.propositions):
        element = next((each for each in proposition.offers if each.element == "customization"), None)
        segment = next((keys[each.key] for each in proposition.segments if each.key in keys), None)
        if element is None or segment is None:
            continue
        place = segment.place("type") if segment.type else said
        yield Finding(
            about=proposition,
            message=f"`{proposition.name}` is made to each customer's needs, and `{segment.name}` is a mass market",
            help="promise the same to all, or name the groups whose needs differ: `type segmented`, `type niche`",
            span=element.here,
            related=(Related(place, "a mass market"),) if place else (),
        )


def _large_niche(canvas: Canvas) -> Iterator[Finding]:
    """What share a niche may be, only its author knows: `market-share`."""
    for segment in _typed(canvas, "niche")[0]:
        size, market, share = segment.size, segment.market_size, segment.market_share
        if size is None or market is None or share is None or size.unit != market.unit:
            continue
        if size.low * 100 > share.high * market.high:
            yield Finding(
                about=segment,
                message=f"the niche `{segment.name}` is {size.written} of a market of {market.written}, more than the "
                f"{share.written} that it is said to be",
                help="correct the numbers, describe the niche more narrowly, or write another `type`",
                span=size.span,
                related=(Related(share.span, "declared here"), Related(market.span, "the whole market")),
            )


def _identical_propositions(canvas: Canvas) -> Iterator[Finding]:
    segments, said = _typed(canvas, "segmented")
    offers = [frozenset(_offer(each) for each in naming(canvas, segment, "proposition", "for")) for segment in segments]
    if len(segments) < 2 or not all(offers) or len(set(offers)) > 1:
        return
    yield Finding(
        about=canvas.heading,
        message=f"the needs of {quoted(segment.name for segment in segments[:_SHOWN])} differ, and all of them are "
        "offered the same",
        help="give each a proposition that says what is different for them, or make them one segment",
        span=said,
        related=tuple(declared(segment) for segment in segments[:_SHOWN]),
        absent=("proposition", "for"),
    )


def _offer(proposition: Proposition) -> Hashable:
    """What a proposition says beyond its name; one that says nothing is like no other."""
    said = (
        frozenset(proposition.products), frozenset(proposition.services),
        frozenset(each if isinstance(each, str) else each.key for each in proposition.solves),
        frozenset((each.element, each.amount, each.text) for each in proposition.offers),
        frozenset((each.pain.key, each.text) for each in proposition.relieves),
        frozenset((each.gain.key, each.text) for each in proposition.creates),
    )  # fmt: skip
    return said if any(said) else (proposition.title, proposition.key)


def _nothing_shared(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once resources or activities say what they support."""
    segments, said = _typed(canvas, "diversified")
    means: tuple[Resource | Activity, ...] = (*canvas.resources, *canvas.activities)
    if len(segments) < 2 or not any(each.supports for each in means):
        return
    served = _served_by(canvas, segments)
    if any(len(served.get(each.key, ())) > 1 for each in means):
        return
    yield Finding(
        about=canvas.heading,
        message=f"{quoted(segment.name for segment in segments[:_SHOWN])} have nothing to do with each other, and no "
        "resource or activity serves two of them",
        help="say what they share, such as a brand or a warehouse (`supports …`), or ask why they are one business",
        span=said,
        related=tuple(declared(segment) for segment in segments[:_SHOWN]),
        absent=("resource", "activity", "supports", "for", "reaches", "with", "from"),
    )


def _served_by(canvas: Canvas, segments: list[Segment]) -> dict[Any, set[Any]]:
    """The segments that each block serves in the end, at most two: each block changes twice, so that it is linear."""
    served: dict[Any, set[Any]] = {}
    news = [(segment.key, segment.key) for segment in segments]
    follow = {
        "proposition": ("for",), "channel": ("segment",), "relationship": ("segment",), "revenue": ("from",),
        "resource": ("supports",), "activity": ("supports",),
    }  # fmt: skip
    while news:
        block, segment = news.pop()
        for link in canvas.index.links_to.get(block, ()) if block else ():
            holder = link.holder
            if holder is None or link.word not in follow.get(holder.word, ()):
                continue
            known = served.setdefault(holder.key, set())
            if segment not in known and len(known) < 2:
                known.add(segment)
                news.append((holder.key, segment))
    return served


RULES = (
    Rule(
        code="BMC112",
        name="mass-market-made-to-measure",
        severity=Severity.WARNING,
        summary="A proposition for a mass market is made to each customer's needs",
        why="A mass market is cheap to serve because all get the same; to fit it to each customer takes away what "
        "made it cheap.",
        theory=("T-SEG-6", "T-BMC-1a"),
        register=("R05",),
        check=_mass_made_to_measure,
    ),
    Rule(
        code="BMC131",
        name="mass-market-in-pieces",
        severity=Severity.WARNING,
        summary="A mass market is divided into segments",
        why="A mass market is one large group without differences that matter; groups that differ are another type.",
        theory=("T-BMC-1a",),
        register=(),
        check=_mass_in_pieces,
    ),
    Rule(
        code="BMC132",
        name="niche-that-is-large",
        severity=Severity.WARNING,
        summary="A niche is larger than the share of the market that it is said to be",
        why="A niche lives on being small and special; what most of the market wants, others will offer too.",
        theory=("T-BMC-1a",),
        register=(),
        check=_large_niche,
    ),
    Rule(
        code="BMC133",
        name="same-proposition-for-all-segments",
        severity=Severity.WARNING,
        summary="The market is segmented, and all segments get the same proposition",
        why="Segments are told apart because their needs differ; if all get the same, telling them apart was wasted "
        "work.",
        theory=("T-BMC-1a",),
        register=(),
        check=_identical_propositions,
    ),
    Rule(
        code="BMC134",
        name="nothing-shared",
        severity=Severity.WARNING,
        summary="The market is diversified, and no resource serves two segments",
        why="Groups that share nothing cost as much together as apart; something shared is what makes one business "
        "of them.",
        theory=("T-BMC-1a",),
        register=(),
        check=_nothing_shared,
    ),
)
