"""Trust has causes, and opportunism destroys it (R34, T-RM-3): claims of trust, hidden fees, staying for lack of a way
out."""

from collections.abc import Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.model.service import Habit, Pillar, Service
from canvasdsl.rules.parts import decided, listed, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named, segment_keys, segments_of
from canvasdsl.source import Span

__all__ = ["RULES"]

_MIDDLE = 4
"""The middle of marks from 1 to 7: above it something is there rather than not."""
_NONE = 1
_HARDLY_ANY = 2
"""The mark that says none."""
_HALF = 50
_HIDDEN = {"after": "only after they have paid", "never": "only from the bill"}


# ---- RMK101: trust without its causes ----------------------------------------


def _without_causes(canvas: Canvas) -> Iterator[Finding]:
    """A promise that somebody keeps stands for shared values: both are what the other side can rely on."""
    for relationship in decided(canvas.relationships):
        claim = _claim(relationship)
        if claim is None:
            continue
        lacks = []
        if not _communicates(relationship):
            lacks.append("communication")
        if not _is_there(relationship, "shared_values") and not any(each.kept_by for each in relationship.promises):
            lacks.append("shared values")
        broken = next((each for each in relationship.promises if each.kept and each.kept.high < _HALF), None)
        if lacks:
            marks = "; ".join(f"{each.replace(' ', '-')} …" for each in lacks)
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is said to rest on trust, and nothing shows {listed(lacks, 'or')}",
                help=f"say what the trust comes from: `commitment-trust {{ {marks} }}` with marks from 1 to 7, "
                + ('or `mechanism communication "…"`' if "communication" in lacks else "or a `promise` with `kept-by`"),
                span=claim,
                absent=("communication", "shared-values", "commitment-trust", "mechanism", "practice", "discloses",
                        "interact", "contacts", "promise", "kept-by"),
            )  # fmt: skip
        elif broken is not None and broken.kept is not None:
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is said to rest on trust, and its promise `{broken.name}` is broken "
                "more often than kept",
                help="promise what you can keep, or say what else the trust comes from",
                span=claim,
                related=(Related(broken.kept.span, "how often it is kept"),),
            )


def _claim(relationship: Relationship) -> Span | None:
    """Where a relationship says that customers trust: the flag, or a mark above the middle."""
    if relationship.claims_trust:
        return relationship.place("claims-trust")
    trust = _mark(relationship, "trust")
    return trust.span if trust is not None and trust.value > _MIDDLE else None


def _mark(relationship: Relationship, attribute: str) -> Quantity | None:
    marks = relationship.commitment_trust
    mark: Quantity | None = getattr(marks, attribute) if marks is not None and not marks.is_idea else None
    return mark


def _is_there(relationship: Relationship, attribute: str) -> bool:
    """Whether something is marked as there at all."""
    mark = _mark(relationship, attribute)
    return mark is not None and mark.value > _NONE


def _communicates(relationship: Relationship) -> bool:
    if _mark(relationship, "communication") is not None:
        return _is_there(relationship, "communication")
    return bool(
        relationship.discloses or relationship.interact or relationship.contacts
        or any(each.aspect == "communication" for each in relationship.mechanisms)
        or any(each.type == "transparency" for each in relationship.practices)
    )  # fmt: skip


# ---- RMK102: trust beside opportunism ----------------------------------------


def _beside_opportunism(canvas: Canvas) -> Iterator[Finding]:
    for relationship in decided(canvas.relationships):
        claim = _claim(relationship)
        if claim is None:
            continue
        opportunism = _mark(relationship, "opportunism")
        locked = next((each for each in segments_of(canvas, relationship) if _is_locked_in(each)), None)
        if opportunism is not None and opportunism.value > _HARDLY_ANY:
            said, place = f"opportunism is marked {opportunism.written}", opportunism.span
        elif "switching-cost" in relationship.type_words:
            said, place = "what leaving costs holds customers", type_at(relationship, "switching-cost")
        elif locked is not None and locked.loyalty is not None:
            said, place = f"`{locked.name}` stay because they are locked in", locked.loyalty.place("because")
        else:
            continue
        yield Finding(
            about=relationship,
            message=f"`{relationship.name}` is said to rest on trust, and {said}",
            help="take out what makes customers feel taken advantage of, and give them a way out; or don't "
            "claim trust",
            span=claim,
            related=(Related(place, "this destroys trust"),),
        )


def _is_locked_in(segment: Segment) -> bool:
    return segment.loyalty is not None and "lock-in" in segment.loyalty.because


# ---- RMK103: hidden fees -----------------------------------------------------


def _hidden_fee(canvas: Canvas) -> Iterator[Finding]:
    charging = [(revenue, [fee for fee in decided(revenue.fees) if fee.told in _HIDDEN])
                for revenue in decided(canvas.revenues)]  # fmt: skip
    if not any(fees for _, fees in charging):
        return
    claims = _claims_of_honesty(canvas)
    honest = next((claim for service in decided(canvas.services) if (claim := _is_honest(service))), None)
    for revenue, fees in charging:
        claim = next((claims[key] for key in keys(revenue.segments) if key in claims), honest) if fees else None
        for fee in fees:
            name = f"the {fee.type or 'fee'} `{fee.text}`" if fee.text else f"a {fee.type or 'fee'}"
            yield Finding(
                about=revenue,
                message=f"customers hear of {name} of `{revenue.name}` {_HIDDEN[fee.told or 'never']}"
                + (", while you claim to be open with them" if claim is not None else ""),
                help="tell it before they buy, `told before`, or make it a part of the price",
                span=fee.place("told"),
                related=(claim,) if claim is not None else (),
            )


def _claims_of_honesty(canvas: Canvas) -> dict[Key, Related]:
    """Where it is said to each segment that one can be trusted, or is told everything."""
    found: dict[Key, Related] = {}
    for relationship in decided(canvas.relationships):
        if claim := _openness(relationship):
            for key in segment_keys(relationship):
                found.setdefault(key, claim)
    for service in decided(canvas.services):
        if claim := _is_honest(service):
            for relationship in named(canvas, service.feeds):
                for key in segment_keys(relationship):
                    found.setdefault(key, claim)
    return found


def _openness(relationship: Relationship) -> Related | None:
    """Where a relationship claims trust, or to tell customers what it costs and why."""
    places = [_claim(relationship)]
    places += [each.here for each in relationship.discloses if each.matter == "price"]
    places += [each.here for each in relationship.practices if each.type == "transparency"]
    place = next((each for each in places if each is not None), None)
    if place is not None:
        return Related(place, "openness is claimed here")
    return next((claim for service in relationship.services if (claim := _is_honest(service))), None)


def _is_honest(service: Service) -> Related | None:
    """Where a service says that it is honest, or that every statement can be relied upon."""
    parts: tuple[Habit | Pillar, ...] = (*service.habits, *service.pillars)
    for part in parts:
        if part.type in ("honest", "trust"):
            return Related(part.here, "openness is claimed here")
    return None


# ---- RMK104: staying because leaving is dear ---------------------------------

_GOOD_REASONS = ("trust", "shared_values", "benefits")


def _calculated(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of marks in a relationship, and of segments whose only reason is lock-in; where attitude and repeat
    purchase are both marked, it is a matter of spurious loyalty (SAT212)."""
    for relationship in decided(canvas.relationships):
        costs, commitment = _mark(relationship, "termination_costs"), _mark(relationship, "commitment")
        if costs is None or costs.value <= _MIDDLE or (commitment is not None and commitment.value <= _MIDDLE):
            continue
        reasons = [_mark(relationship, each) for each in _GOOD_REASONS]
        if any(each is not None and each.value > _MIDDLE for each in reasons):
            continue
        yield Finding(
            about=relationship,
            message=f"the customers of `{relationship.name}` stay only because leaving costs too much",
            help="give them a reason that they like, and mark it: `benefits`, `shared-values` or `trust` above 4",
            span=costs.span,
            related=(Related(commitment.span, "their commitment"),) if commitment is not None else (),
            absent=("benefits", "shared-values", "trust"),
        )
    for segment in decided(canvas.segments):
        loyalty = segment.loyalty
        if loyalty is None or set(loyalty.because) != {"lock-in"} or (loyalty.attitude and loyalty.repeat):
            continue
        yield Finding(
            about=segment,
            message=f"`{segment.name}` stay only because leaving costs too much",
            help="give them a reason that they like, and name it: `because lock-in, value`",
            span=loyalty.place("because"),
            absent=("because",),
        )


RULES = (
    Rule(
        code="RMK101",
        name="trust-without-causes",
        severity=Severity.WARNING,
        summary="Trust is claimed, and communication or shared values are absent, or promises are not kept",
        why="Trust does not come from saying so: it comes from communication, shared values and promises that are "
        "kept.",
        theory=("T-RM-3", "T-REL-13", "T-RM-1"),
        register=("R34",),
        check=_without_causes,
    ),
    Rule(
        code="RMK102",
        name="trust-beside-opportunism",
        severity=Severity.WARNING,
        summary="Trust is claimed beside opportunism or lock-in",
        why="Customers who were taken advantage of once expect it again; no communication makes up for that.",
        theory=("T-RM-3", "T-REL-13", "T-RM-1"),
        register=("R34",),
        check=_beside_opportunism,
    ),
    Rule(
        code="RMK103",
        name="hidden-fee",
        severity=Severity.WARNING,
        summary="Customers hear of a fee only when they have paid",
        why="A hidden fee brings in money once, and customers tell others about it for years.",
        theory=("T-RM-3", "T-REL-13", "T-RM-1", "T-LT-3", "T-SVC-9", "T-SAT-7"),
        register=("R34",),
        check=_hidden_fee,
    ),
    Rule(
        code="RMK104",
        name="staying-for-the-cost-of-leaving",
        severity=Severity.WARNING,
        summary="Customers stay only because leaving would cost too much",
        why="Customers who stay only for the cost of leaving go when somebody else pays it. Authors disagree "
        "whether such costs bind (Morgan & Hunt 1994) or lower commitment (Mukherjee & Nath 2007, online).",
        theory=("T-RM-3", "T-LOY-2"),
        register=(),
        check=_calculated,
    ),
)
