"""Fit of an offer with the jobs, pains and gains of those for whom it is (T-BMC-2b)."""

from collections.abc import Hashable, Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import NamedBlock
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Reference
from canvasdsl.model.offer import Proposition
from canvasdsl.rules.parts import called, decided, declared, naming, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import Key, keys, named

__all__ = ["RULES"]

_FEW = 2
"""So many entries make a profile that can be a copy, or jobs of which all may be of one sort."""
_PROFILE = ("job", "pain", "gain")


# ---- BMC201: the worst pain --------------------------------------------------


def _unrelieved(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once pains have a severity, of segments for whom there is a proposition (else R01 speaks)."""
    relieved = {reference.key for proposition in canvas.propositions for reference in _meant(proposition)}
    for segment in decided(canvas.segments):
        pains = [pain for pain in decided(segment.pains) if pain.severity is not None]
        worst = max((pain.severity.value for pain in pains if pain.severity), default=None)
        propositions = list(naming(canvas, segment, "proposition", "for"))
        if not propositions:
            continue
        for pain in pains:
            if pain.severity is None or pain.severity.value != worst or pain.key in relieved:
                continue
            yield Finding(
                about=pain,
                message=f"nothing relieves `{pain.name}`, the worst pain of `{segment.name}`",
                help=f"say what takes it away: `relieves {called(pain)} \"…\"` in `{called(propositions[0])}`",
                related=tuple(declared(each, "offered to them") for each in propositions[:4]),
                absent=("relieves", "solves", "proposition"),
            )


def _meant(proposition: Proposition) -> Iterator[Reference]:
    """The jobs, pains and gains that a proposition names."""
    yield from (each.pain for each in proposition.relieves)
    yield from (each.gain for each in proposition.creates)
    yield from (each for each in proposition.solves if isinstance(each, Reference))


# ---- BMC202: the pain of somebody else ---------------------------------------


def _for_others(canvas: Canvas) -> Iterator[Finding]:
    owners = _owners(canvas)
    for proposition in decided(canvas.propositions):
        served = set(keys(proposition.segments))
        for segment in named(canvas, proposition.segments):
            served.update(keys(getattr(segment, "resells_to", ())))
        if not served:
            continue
        for reference in _meant(proposition):
            owner = owners.get(reference.key)
            if owner is None or owner.key in served:
                continue
            block = canvas[reference]
            yield Finding(
                about=proposition,
                message=f"`{proposition.name}` meets the {block.word} `{block.name}` of `{owner.name}`, and it is not "
                "for them",
                help=f"write `{called(owner)}` after `for` too, or name a {block.word} of those for whom it is",
                span=reference.span,
                related=(Related(proposition.place("for"), "for these"), declared(block)),
            )


def _owners(canvas: Canvas) -> dict[Key, Segment]:
    """The segment that has each job, pain and gain."""
    return {
        each.key: segment
        for segment in canvas.segments
        for each in _profile(segment)
        if each.key is not None
    }


# ---- BMC203: functional jobs only --------------------------------------------


def _functional_only(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once several jobs have a type: from one alone nothing follows."""
    for segment in decided(canvas.segments):
        jobs = list(decided(segment.jobs))
        if len(jobs) >= _FEW and all(job.type == "functional" for job in jobs):
            yield Finding(
                about=segment,
                message=f"all jobs of `{segment.name}` are functional",
                help="ask how they want to feel and be seen, and add it: `job … { type emotional }` or `type social`",
                related=tuple(Related(job.place("type"), "functional") for job in jobs[:4]),
                absent=("job", "type"),
            )


# ---- BMC204: one profile for several -----------------------------------------


def _shared_profile(canvas: Canvas) -> Iterator[Finding]:
    yield from _copied(canvas)
    owners = _owners(canvas)
    told: set[Key] = set()
    for proposition in decided(canvas.propositions):
        met = {owners[each.key].key: owners[each.key] for each in _meant(proposition) if each.key in owners}
        for segment in named(canvas, proposition.segments):
            if segment.word != "segment" or segment.is_idea or segment.key in told or _profile(segment):
                continue
            if not met or not met.keys().isdisjoint(keys(segment.resells_to)):
                continue
            told.add(segment.key)
            others = list(met.values())
            yield Finding(
                about=segment,
                message=f"`{proposition.name}` is for `{segment.name}` too, and is fitted to the profile of "
                f"{quoted(each.name for each in others)} alone",
                help=f"write a profile of their own: a `job`, `pain` or `gain` in `{called(segment)}`",
                related=(declared(proposition), *(declared(each, "whose profile it meets") for each in others[:4])),
                absent=_PROFILE,
            )


def _copied(canvas: Canvas) -> Iterator[Finding]:
    first: dict[Hashable, Segment] = {}
    for segment in decided(canvas.segments):
        profile = frozenset((each.word, each.name.casefold()) for each in _profile(segment))
        if len(profile) < _FEW:
            continue
        other = first.setdefault(profile, segment)
        if other is not segment:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` and `{other.name}` have the same jobs, pains and gains",
                help="ask each group by itself and write what is theirs; if nothing differs, make them one segment",
                related=(declared(other, "the same profile"),),
            )


def _profile(segment: Segment) -> tuple[NamedBlock, ...]:
    return (*segment.jobs, *segment.pains, *segment.gains)


RULES = (
    Rule(
        code="BMC201",
        name="unrelieved-pain",
        severity=Severity.WARNING,
        summary="The worst pain of a segment is relieved by nothing",
        why="A proposition fits when it meets what matters most to its customers; other pains come after the worst "
        "one.",
        theory=("T-BMC-2b",),
        register=(),
        check=_unrelieved,
    ),
    Rule(
        code="BMC202",
        name="relief-for-others",
        severity=Severity.WARNING,
        summary="A proposition meets the job, pain or gain of a segment for which it is not",
        why="A pain is relieved only for those who get the proposition.",
        theory=("T-BMC-2b",),
        register=(),
        check=_for_others,
    ),
    Rule(
        code="BMC203",
        name="functional-jobs-only",
        severity=Severity.HINT,
        summary="All jobs of a segment are functional",
        why="People also buy in order to feel and to be seen in some way; what meets only the task is easily copied.",
        theory=("T-BMC-2b",),
        register=(),
        check=_functional_only,
    ),
    Rule(
        code="BMC204",
        name="shared-profile",
        severity=Severity.WARNING,
        summary="Several segments share one profile of jobs, pains and gains",
        why="What two groups want is seldom the same; a profile taken over from another group is a guess.",
        theory=("T-BMC-2b",),
        register=(),
        check=_shared_profile,
    ),
)
