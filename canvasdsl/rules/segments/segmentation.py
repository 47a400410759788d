"""By what segments are told apart, and whether one can work with them (T-SEG-1 to T-SEG-4)."""

from collections.abc import Hashable, Iterable, Iterator

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.customers import Segment
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.typology import Range
from canvasdsl.rules.parts import called, decided, declared, quoted
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import channels_by_segment

__all__ = ["RULES"]

_SHOWN = 4
_RUNNING = 50
"""With so many segments at most each one is compared."""
_WHO = ("geographic", "demographic")
_BASES = (*_WHO, "psychographic", "behavioural", "needs", "firmographic", "worth")
_WHY = (
    "psychographic", "behavioural", "needs", "worth", "firmographic", "jobs", "pains", "gains", "weighs", "buyer",
    "value_meaning", "buys_every", "expectations",
)  # fmt: skip
"""What says more of a segment than who belongs to it."""
_SPLITS = ("geographic", "firmographic", "industry", "market", "consists_of", "activity_states", "side")
"""What keeps two segments apart whatever their ranges are."""


# ---- SEG501, SEG502: by what they are described ------------------------------


def _who_without_why(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        said = [word for word in _WHO if getattr(segment, word)]
        if said and not any(getattr(segment, word) for word in _WHY):
            yield Finding(
                about=segment,
                message=f"`{segment.name}` is described only by {quoted(said)}: who they are, and not why they buy",
                help="add what they do or want: `behavioural`, `needs`, or a `job`, `pain` or `gain`",
                span=segment.place(said[0]),
                absent=("behavioural", "needs", "psychographic", "worth", "firmographic", "job", "pain", "gain"),
            )


def _described_alike(canvas: Canvas) -> Iterator[Finding]:
    first: dict[Hashable, Segment] = {}
    for segment in decided(canvas.segments):
        if not any(getattr(segment, word) for word in (*_BASES, "ranges", "narrowed_by")):
            continue
        other = first.setdefault(_description(segment), segment)
        if other is not segment:
            yield Finding(
                about=segment,
                message=f"`{segment.name}` and `{other.name}` are described in the same words",
                help="say what makes them two groups, or make them one segment",
                related=(declared(other, "the same description"),),
            )


def _description(segment: Segment) -> Hashable:
    """All by which a segment is told apart; the order of the texts does not count."""
    texts = tuple(frozenset(text.casefold() for text in getattr(segment, word)) for word in _BASES)
    ranges = frozenset((each.measure, _span_of(each.value)) for each in segment.ranges)
    shares = frozenset((each.measure, _span_of(each.portion)) for each in segment.narrowed_by)
    words = (
        segment.market, segment.position, segment.side, segment.industry, segment.consists_of, segment.buyer,
        segment.activity_states, segment.value_tier, frozenset(segment.roles),
    )  # fmt: skip
    wants = frozenset(each.name for each in (*segment.jobs, *segment.pains, *segment.gains))
    return texts, ranges, shares, words, wants


def _span_of(value: Quantity) -> Hashable:
    return value.low, value.high, value.unit


# ---- SEG503: ranges that overlap ---------------------------------------------


def _overlapping(canvas: Canvas) -> Iterator[Finding]:
    """Segments are gone through by where their ranges begin, each held against the last fifty whose range has not
    ended, so that the cost stays linear. Who was told of is not held against further ones."""
    told: set[frozenset[int]] = set()
    for ranges in _by_measure(canvas):
        running: list[tuple[Range, Segment]] = []
        for each, segment in ranges:
            running = [pair for pair in running if pair[0].value.high >= each.value.low][-_RUNNING:]
            for pair in running:
                other = pair[1]
                first, second = (segment, other) if segment.exclusive else (other, segment)
                common = _common(first, second) if first.exclusive and first is not second else None
                if common is None:
                    continue
                running.remove(pair)
                if frozenset((id(first), id(second))) not in told:
                    told.add(frozenset((id(first), id(second))))
                    yield _overlap(first, second, *common)
                break
            running.append((each, segment))


def _by_measure(canvas: Canvas) -> list[list[tuple[Range, Segment]]]:
    """The ranges of each measure and unit with their segments, by where they begin."""
    found: dict[tuple[str, str], list[tuple[Range, Segment]]] = {}
    for segment in canvas.segments:
        for each in segment.ranges:
            found.setdefault((each.measure, each.value.unit), []).append((each, segment))
    return [sorted(ranges, key=lambda pair: pair[0].value.low) for ranges in found.values()]


def _overlap(segment: Segment, other: Segment, mine: Range, theirs: Range) -> Finding:
    return Finding(
        about=segment,
        message=f"`{segment.name}` shares nobody with other segments, and `{mine.measure} {mine.value.written}` "
        f"overlaps with {theirs.value.written} of `{other.name}`",
        help="move a bound so that one ends where the other begins, or take `exclusive` out",
        span=mine.value.span,
        related=(Related(theirs.value.span, "overlaps with this"),
                 Related(segment.place("exclusive"), "declared exclusive here")),
    )  # fmt: skip


def _common(segment: Segment, other: Segment) -> tuple[Range, Range] | None:
    """The ranges in which two segments overlap; `None` where one of their ranges, or something else, parts them."""
    for word in _SPLITS:
        mine, theirs = getattr(segment, word), getattr(other, word)
        if mine and theirs and set(_many(mine)).isdisjoint(_many(theirs)):
            return None
    ranges = {each.measure: each for each in other.ranges}
    found = None
    for each in segment.ranges:
        match = ranges.get(each.measure)
        if match is None or match.value.unit != each.value.unit:
            continue
        low = max(each.value.low, match.value.low)
        high = min(each.value.high, match.value.high)
        if low > high or (low == high and _span_of(each.value) != _span_of(match.value)):
            return None
        found = found or (each, match)
    return found


def _many(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


# ---- SEG511, SEG512: can one work with them? -------------------------------


def _without_size(canvas: Canvas) -> Iterator[Finding]:
    """Speaks of each once another has a size or the criteria are used; else once for all that are described."""
    segments = list(decided(canvas.segments))
    sized = any(segment.size or segment.population for segment in segments)
    without = [segment for segment in segments if not _is_measured(segment)]
    if sized:
        for segment in without:
            yield _no_size(segment, [segment])
        return
    without = [segment for segment in without if segment.criteria or any(getattr(segment, w) for w in _BASES)]
    if without:
        yield _no_size(without[0], without)


def _is_measured(segment: Segment) -> bool:
    if segment.size or segment.customers or (segment.population and segment.narrowed_by):
        return True
    return any(each.criterion == "measurable" for each in segment.criteria)


def _no_size(about: Segment, segments: list[Segment]) -> Finding:
    return Finding(
        about=about,
        message=f"nothing says how many there are of {_names(segments)}",
        help='count or guess them: `size 12_000 people`, or say how you could: `criterion measurable "…"`',
        related=tuple(declared(each, "nor of these") for each in segments[1:_SHOWN]),
        absent=("size", "customers", "population", "criterion"),
    )


def _names(segments: list[Segment]) -> str:
    if len(segments) <= _SHOWN:
        return quoted((segment.name for segment in segments), "or")
    return ", ".join(f"`{segment.name}`" for segment in segments[:_SHOWN]) + f" or {len(segments) - _SHOWN} more"


def _out_of_reach(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once channels say whom they reach, and not yet which phases they cover: then R20 does (CHN101). Quiet
    while a channel reaches nobody (CHN301), for it may be meant for this segment."""
    channels = canvas.channels
    if not any(channel.reaches for channel in channels) or any(channel.phases for channel in channels):
        return
    if any(not channel.reaches for channel in channels):
        return
    reached = {*channels_by_segment(canvas), *(each.key for segment in canvas.segments for each in segment.resells_to)}
    for segment in decided(canvas.segments):
        if segment.key in reached or any(each.criterion == "accessible" for each in segment.criteria):
            continue
        if any(each.via for each in segment.buying_centre):
            continue
        yield Finding(
            about=segment,
            message=f"no channel reaches `{segment.name}`",
            help=f"say how they hear of it and get it: `reaches {called(segment)}` in a channel",
            absent=("channel", "reaches", "via", "criterion"),
        )


# ---- SEG531, SEG561 ----------------------------------------------------------


def _without_situation(canvas: Canvas) -> Iterator[Finding]:
    for segment in decided(canvas.segments):
        for persona in decided(segment.personas):
            said = persona.environment or persona.experience or persona.context or persona.influences
            if persona.traits and not said:
                yield Finding(
                    about=persona,
                    message=f"the persona `{persona.name}` has traits, and nothing says in which situation they choose",
                    help='say it: `context "…"`, `experience "…"`, `environment "…"` or `influences "…"`',
                    absent=("context", "experience", "environment", "influences"),
                )


def _unranked(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once another segment has an importance; whether one comes first is R06's question (BMC121)."""
    segments = list(decided(canvas.segments))
    ranked = next((segment for segment in segments if segment.importance), None)
    for segment in _unless_none(segments, ranked):
        yield Finding(
            about=segment,
            message=f"nothing says how much `{segment.name}` matters",
            help="compare it with the others, from 1 (little) to 5: `importance 3`",
            related=(declared(ranked, "this one has an importance"),) if ranked else (),
            absent=("importance",),
        )


def _unless_none(segments: Iterable[Segment], ranked: Segment | None) -> Iterator[Segment]:
    return (segment for segment in segments if ranked and not (segment.importance or segment.primary))


RULES = (
    Rule(
        code="SEG501",
        name="who-without-why",
        severity=Severity.HINT,
        summary="A segment is described only by place, age or income",
        why="Place, age and income say who people are; a proposition has to answer why they buy.",
        theory=("T-SEG-1",),
        register=(),
        check=_who_without_why,
    ),
    Rule(
        code="SEG502",
        name="identical-segments",
        severity=Severity.WARNING,
        summary="Two segments are described in the same words",
        why="If nobody can tell two groups apart, nobody can serve them in two ways.",
        theory=("T-SEG-1",),
        register=(),
        check=_described_alike,
    ),
    Rule(
        code="SEG503",
        name="overlapping-exclusive-ranges",
        severity=Severity.ERROR,
        summary="A segment is exclusive, and its ranges overlap with those of another",
        why="People in both ranges would be counted twice, and an exclusive segment says that it shares nobody.",
        theory=("T-SEG-1",),
        register=(),
        check=_overlapping,
    ),
    Rule(
        code="SEG511",
        name="segment-without-size",
        severity=Severity.HINT,
        summary="Nothing says how many there are of a segment",
        why="If nobody can count a group, nobody can tell whether it pays what serving it costs.",
        theory=("T-SEG-2",),
        register=(),
        check=_without_size,
    ),
    Rule(
        code="SEG512",
        name="segment-out-of-reach",
        severity=Severity.HINT,
        summary="No channel reaches a segment, and others are reached",
        why="A group that cannot be addressed cannot be served, however much it would like the offer.",
        theory=("T-SEG-2",),
        register=("R20",),
        check=_out_of_reach,
    ),
    Rule(
        code="SEG531",
        name="persona-without-situation",
        severity=Severity.HINT,
        summary="A persona has traits, and no situation in which it chooses",
        why="The same person buys in one situation and passes by in another.",
        theory=("T-SEG-4",),
        register=(),
        check=_without_situation,
    ),
    Rule(
        code="SEG561",
        name="unranked-segment",
        severity=Severity.HINT,
        summary="A segment has no importance, and others have one",
        why="When time or money run short, the order of the segments decides who is served first.",
        theory=("T-BMC-1",),
        register=(),
        check=_unranked,
    ),
)
