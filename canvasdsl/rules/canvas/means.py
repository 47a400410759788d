"""What it takes: resources and activities that support something, and what a promise needs (R46)."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Entity
from canvasdsl.model.means import Resource
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.crm.tailoring import ground_of
from canvasdsl.rules.parts import called, decided, multi_sided_at, type_at
from canvasdsl.rules.relationships.social import community_gaps
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import details_used, pooled
from canvasdsl.source import Span

__all__ = ["RULES", "is_named_for_something"]

_ONLY_TALK = frozenset(("on", "of", "about"))
"""The words of those who speak about a block and make no use of it: acceptances, targets, assumptions."""
_USES = (
    "supports", "provides", "for", "kept-by", "enabled-by", "served-by", "staff", "host", "platform", "knowledge-base",
    "record", "memory", "used-in", "cost", "partner", "party", "promise", "relationship", "channel", "revenue",
)  # fmt: skip


# ---- BMC501: what supports nothing -------------------------------------------


def _idle(canvas: Canvas) -> Iterator[Finding]:
    offers = [each for each in canvas.propositions if each.id]
    example = offers[0].id if len(offers) == 1 else "…"
    means: tuple[Any, ...] = (*decided(canvas.resources), *decided(canvas.activities))
    for block in means:
        if not block.supports and not is_named_for_something(canvas, block):
            yield Finding(
                about=block,
                message=f"the {block.word} `{block.name}` supports nothing",
                help=f"say what it makes possible: `supports {example}`; if there is nothing, you don't need it",
                absent=_USES,
            )


def is_named_for_something(canvas: Canvas, block: Entity, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether another block makes use of this one; the kinds of `but` don't count."""
    return any(
        link.word not in _ONLY_TALK and link.holder is not None and link.holder is not block
        and link.holder.word not in but
        for link in canvas.index.links_to.get(block.key or ("", ""), ())
    )  # fmt: skip


# ---- BMC502: what a promise needs --------------------------------------------


class _Promise(NamedTuple):
    """Something promised: in which block, where, in which words."""

    about: Any
    span: Span
    said: str


class _Need(NamedTuple):
    """What a sort of promise needs: its name, how to write it, which resources are it or may well be."""

    what: str
    line: str
    is_met_by: Callable[[Resource], bool]
    promises: Callable[[Canvas], Iterator[_Promise]]
    speaks: Callable[[Resource], bool]
    """Whether a resource shows that the layer is used that could tell."""


def _unmet(canvas: Canvas) -> Iterator[Finding]:
    """One finding for each thing that is missing in the model, at the first promise that needs it."""
    for need in _NEEDS:
        if not any(map(need.speaks, canvas.resources)) or any(map(need.is_met_by, canvas.resources)):
            continue
        open_ones = [each for each in need.promises(canvas) if not _has_untyped_resource(canvas, each.about)]
        if open_ones:
            first, *others = open_ones
            yield Finding(
                about=first.about,
                message=f"{first.said} `{first.about.name}` needs {need.what}, and the model has no such resource",
                help=f"declare it: `{need.line.format(called(first.about))}`, or give a resource this type",
                span=first.span,
                related=tuple(Related(each.span, "this needs it too") for each in others[:3]),
                absent=("resource", "type", "asset", "supports"),
            )


def _has_untyped_resource(canvas: Canvas, block: Entity) -> bool:
    """Whether a resource without a type stands behind a block: it may be what is needed."""
    index, key = canvas.index, block.key or ("", "")
    others = [link.holder for link in index.links_to.get(key, ())]
    others += [index.blocks.get(link.reference.key) for link in index.links_from.get(key, ())]
    return any(isinstance(each, Resource) and each.type is None and each.asset is None for each in others)


def _dedicated(canvas: Canvas) -> Iterator[_Promise]:
    for relationship in decided(canvas.relationships):
        if "dedicated" in relationship.type_words:
            yield _Promise(relationship, type_at(relationship, "dedicated"), "the named representative of")


def _personal(canvas: Canvas) -> Iterator[_Promise]:
    """Where the data are at least named: that none are known has a finding of its own."""
    ground = pooled(canvas, lambda each: ground_of(canvas, each))
    for relationship in decided(canvas.relationships):
        part = _first_fit(relationship)
        if part is not None and "data" in ground(relationship):
            yield _Promise(relationship, part.here, "what is made to fit in")


def _first_fit(relationship: Relationship) -> Any:
    """What a relationship fits to single customers, if it does."""
    personal = [each for each in decided(relationship.personalize) if each.granularity != "mass"]
    automated = [relationship.automated] if relationship.automated is not None else []
    parts = (*decided(relationship.customize), *personal, *decided(relationship.predict), *decided(automated))
    return next(iter(parts), None)


def _communities(canvas: Canvas) -> Iterator[_Promise]:
    detailed = details_used(canvas)
    for relationship in decided(canvas.relationships):
        if "community" not in relationship.type_words or community_gaps(relationship, detailed=detailed):
            continue
        block = relationship.community
        if block is not None or _has_activity(canvas, relationship):
            continue  # its block says who hosts it and where, or somebody keeps it going
        if any(each.type == "platform" for each in canvas.activities):
            continue
        yield _Promise(relationship, type_at(relationship, "community"), "the community of")


def _brands(canvas: Canvas) -> Iterator[_Promise]:
    for offer in decided(canvas.propositions):
        for element in offer.offers:
            if element.element == "brand-status":
                yield _Promise(offer, element.here, "the status that comes with")
                break


def _may_be(asset: str) -> Callable[[Resource], bool]:
    """Resources that are of an asset, or intellectual ones that don't say of which."""
    return lambda each: each.asset == asset or (each.asset is None and each.type == "intellectual")


_NEEDS = (
    _Need("people", "resource … {{ type human; supports {} }}", lambda each: each.type == "human", _dedicated,
          lambda each: each.type is not None),
    _Need("customer data", "resource … {{ asset customer-data; supports {} }}", _may_be("customer-data"), _personal,
          lambda each: each.type is not None or each.asset is not None),
    _Need("a platform or a moderator", "resource … {{ type human; supports {} }}",
          lambda each: each.type == "human" or each.asset in ("software", "community")
          or (each.asset is None and each.type == "intellectual"), _communities, lambda each: each.type is not None),
    _Need("a brand", "resource … {{ asset brand; supports {} }}", _may_be("brand"), _brands,
          lambda each: each.type is not None or each.asset is not None),
)  # fmt: skip


# ---- BMC503, BMC504: activities that are needed ------------------------------


def _no_platform_work(canvas: Canvas) -> Iterator[Finding]:
    place = multi_sided_at(canvas)
    types = {each.type for each in canvas.activities}
    if place is not None and types - {None} and "platform" not in types:
        about, span = place
        yield Finding(
            about=about,
            message="a model of several sides runs on a platform, and no activity runs one",
            help="declare what brings the sides together: `activity … { type platform; supports … }`",
            span=span,
            absent=("activity", "type"),
        )


def _unworked(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once an activity stands behind some relationship. Types that people carry out have a rule of their own."""
    index = canvas.index
    worked = {id(each) for each in canvas.relationships if _has_activity(canvas, each)}
    if not worked:
        return
    for relationship in decided(canvas.relationships):
        word = next((each for each in ("self-service", "automated") if each in relationship.type_words), None)
        if word is None or id(relationship) in worked or relationship.type_words & _BY_PEOPLE:
            continue
        if any(link.reference.kind == "party" for link in index.links_from.get(relationship.key or ("", ""), ())):
            continue
        yield Finding(
            about=relationship,
            message=f"no activity keeps the {'automated service' if word == 'automated' else word} of "
            f"`{relationship.name}` going",
            help=f"declare it: `activity … {{ supports {called(relationship)} }}`",
            span=type_at(relationship, word),
            absent=("activity", "supports", "kept-by"),
        )


_BY_PEOPLE = frozenset(("personal-assistance", "dedicated", "community", "co-creation"))


def _has_activity(canvas: Canvas, relationship: Relationship) -> bool:
    """Whether an activity says that it supports a relationship, or is named by it."""
    index, key = canvas.index, relationship.key or ("", "")
    if any(link.reference.kind == "activity" for link in index.links_from.get(key, ())):
        return True
    return any(link.holder is not None and link.holder.word == "activity" for link in index.links_to.get(key, ()))


RULES = (
    Rule(
        code="BMC501",
        name="idle-means",
        severity=Severity.WARNING,
        summary="A resource or an activity supports nothing",
        why="What nothing needs still costs money; if something does need it, the model should show what.",
        theory=("T-BMC-6", "T-BMC-7", "T-BMC-10"),
        register=("R46",),
        check=_idle,
    ),
    Rule(
        code="BMC502",
        name="promise-without-resource",
        severity=Severity.WARNING,
        summary="A promise needs a resource that the model does not have",
        why="You can't keep a promise without the means to keep it, and customers find out sooner than you.",
        theory=("T-BMC-6", "T-BMC-10", "T-BMC-7"),
        register=("R46",),
        check=_unmet,
    ),
    Rule(
        code="BMC503",
        name="sides-without-platform",
        severity=Severity.WARNING,
        summary="A multi-sided model has no activity that runs the platform",
        why="The sides do not find each other by themselves: bringing them together is the work.",
        theory=("T-BMC-7",),
        register=("R46",),
        check=_no_platform_work,
    ),
    Rule(
        code="BMC504",
        name="service-without-upkeep",
        severity=Severity.HINT,
        summary="Self-service or automation has no activity behind it",
        why="Pages go out of date and rules misfire: a service without people needs work too, only elsewhere.",
        theory=("T-BMC-7",),
        register=("R46",),
        check=_unworked,
    ),
)
