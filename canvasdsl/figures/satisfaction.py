"""What customers say when they are asked, and how well it goes with what they expected.

C07 to C11, loyalty, engagement, win–win measures, gaps to an aim.
"""

from fractions import Fraction
from typing import Any

from canvasdsl.figures import perception
from canvasdsl.figures.blocks import called, decided
from canvasdsl.figures.expression import Expression, expression_of, total
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.inputs import Absent
from canvasdsl.figures.perceived import GROUP
from canvasdsl.figures.ranges import range_of
from canvasdsl.figures.sheet import Sheet, plain
from canvasdsl.figures.worth import least
from canvasdsl.model.quantities import Quantity

__all__ = ["KINDS"]

_METRIC = ("metric",)


def _mean(parts: list[Expression]) -> Expression:
    return total(parts) / len(parts)


def _share(part: Expression, whole: Expression) -> Expression:
    return expression_of(perception.share_of(plain(part), plain(whole)))


# ---- Expected and perceived ------------------------------------------------------------


def _gap(sheet: Sheet, expectation: Any) -> Expression | None:
    """Perceived less expected, in points of the scale (Oliver 1980)."""
    expected, perceived = expectation.expected, expectation.perceived
    if expected is None or perceived is None:
        return None
    ends = [each.most.value for each in (expected, perceived) if each.most is not None]
    if len(set(ends)) > 1:
        raise Absent("the two marks are on different scales", perceived.here)
    return sheet.take(perceived.value, "perceived", "P") - sheet.take(expected.value, "expected", "E")


def _level(sheet: Sheet, expectation: Any) -> str | None:
    """The words for the gap; over a range the words of its ends."""
    gap = _gap(sheet, expectation)
    if gap is None:
        return None
    said = expectation.tolerance
    tolerance = said.value if said is not None else sheet.canvas.threshold("tolerance")
    ends = range_of(gap, {name: (each.low, each.high) for name, each in sheet.inputs.items()})
    words = [_word(end, Fraction(tolerance)) for end in ends]
    return words[0] if words[0] == words[1] else f"{words[0]} to {words[1]}"


def _word(gap: Fraction, tolerance: Fraction) -> str:
    number: Any = gap
    margin: Any = tolerance
    return perception.satisfaction_level(number, margin)


def _moment_gap(sheet: Sheet, segment: Any) -> Expression | None:
    """The mean mark of single moments less that of all that was: a big one means that a moment is missing (T-SAT-2)."""
    marked = [each for each in decided(segment.expectations) if each.perceived is not None]
    moments = [each for each in marked if each.scope == "transaction"]
    whole = [each for each in marked if each.scope == "overall"]
    if not moments or not whole:
        return None
    if len({each.perceived.most.value for each in (*moments, *whole) if each.perceived.most is not None}) > 1:
        raise Absent("the marks are on different scales", whole[0].perceived.here)
    means = [
        _mean([sheet.take(each.perceived.value, f"perceived {each.attribute} {scope}", "P") for each in some])
        for scope, some in (("in moments", moments), ("overall", whole))
    ]
    return means[0] - means[1]


# ---- Surveys ----------------------------------------------------------------------------


def _csat(sheet: Sheet, metric: Any) -> Expression | None:
    if metric.type != "csat" or metric.top is None:
        return None
    answers = sheet.need(metric.answers, metric, "answers")
    if metric.top.high > answers.low:
        raise Absent("more top answers than answers are counted", metric.top.span)
    return _share(sheet.count(metric.top, "top-answers", "t"), sheet.count(answers, "answers", "n"))


def _nps(sheet: Sheet, metric: Any) -> Expression | None:
    """Promoters less detractors for each hundred answers (Reichheld 2003)."""
    if metric.type != "nps" or (metric.promoters is None and metric.detractors is None):
        return None
    promoters = sheet.count(sheet.need(metric.promoters, metric, "promoters"), "promoters", "p")
    detractors = sheet.count(sheet.need(metric.detractors, metric, "detractors"), "detractors", "d")
    if metric.passives is not None:
        passives: Expression = sheet.count(metric.passives, "passives", "a")
    else:
        passives = sheet.count(sheet.need(metric.answers, metric, "passives"), "answers", "n") - promoters - detractors
    return expression_of(perception.promoter_score(plain(promoters), plain(passives), plain(detractors)))


def _effort_score(sheet: Sheet, metric: Any) -> Expression | None:
    """As its version counts: 1 is effort from 1 to 5, where low is good, 2 is ease from 1 to 7, where high is good."""
    if metric.type != "ces" or metric.mean is None:
        return None
    version = sheet.need(metric.version, metric, "version")
    most = 5 if version.value == 1 else 7
    if not 1 <= metric.mean.low <= metric.mean.high <= most:
        raise Absent(f"a mean of version {version.value} lies between 1 and {most}", metric.mean.span)
    sheet.unit = "of 5, low is good" if version.value == 1 else "of 7, high is good"
    return sheet.take(metric.mean, "mean", "M")


def _easy_share(sheet: Sheet, metric: Any) -> Expression | None:
    """Of version 2 the share of answers from 5 to 7."""
    if metric.type != "ces" or metric.top is None:
        return None
    version = sheet.need(metric.version, metric, "version")
    if version.value == 1:
        raise Absent("in version 1 high answers are bad: the share of answers from 5 to 7 belongs to version 2",
                     version.span)  # fmt: skip
    answers = sheet.need(metric.answers, metric, "answers")
    return sheet.count(metric.top, "top-answers", "t") / sheet.count(answers, "answers", "n")


def _referral(sheet: Sheet, metric: Any) -> Expression | None:
    """The share who came through others: as counted, else as the metric shows it."""
    if metric.type != "referral":
        return None
    if metric.top is not None and metric.answers is not None:
        return sheet.count(metric.top, "top-answers", "t") / sheet.count(metric.answers, "answers", "n")
    if metric.baseline is None or metric.baseline.unit != "%":
        return None
    return sheet.share(metric.baseline, "baseline", "b")


# ---- Aims --------------------------------------------------------------------------------


def _gap_to_aim(sheet: Sheet, metric: Any) -> Expression | None:
    if metric.baseline is None or metric.aim is None:
        return None
    baseline, aim = metric.baseline, metric.aim.value
    _alike(baseline, aim)
    sheet.unit = "points" if aim.unit == "%" else " per ".join((aim.unit, *aim.per)).strip()
    return sheet.take(aim, "aim", "A") - sheet.take(baseline, "baseline", "b")


def _progress(sheet: Sheet, metric: Any) -> Expression | None:
    """How near the aim is: the smaller of the two over the greater, so that an aim may lie below as well."""
    if metric.baseline is None or metric.aim is None:
        return None
    _alike(metric.baseline, metric.aim.value)
    if min(metric.baseline.low, metric.aim.value.low) <= 0:
        raise Absent("no share can be told where one of both is zero or less", metric.baseline.span)
    baseline, aim = sheet.take(metric.baseline, "baseline", "b"), sheet.take(metric.aim.value, "aim", "A")
    return aim / baseline if metric.aim.value.value < metric.baseline.value else baseline / aim


def _alike(baseline: Quantity, aim: Quantity) -> None:
    if (baseline.unit, baseline.per) != (aim.unit, aim.per):
        raise Absent("`baseline` and `aim` are in different units", aim.span)


def _renewals(sheet: Sheet, win: Any) -> Expression | None:
    if win.renewed is None:
        return None
    due = sheet.need(win.due, win, "due")
    return _share(sheet.count(win.renewed, "renewed", "n"), sheet.count(due, "due", "d"))


def _effort_change(sheet: Sheet, win: Any) -> Expression | None:
    """By which share effort fell: (before − after) / before (C29)."""
    if win.steps_before is None or win.steps_after is None:
        return None
    before = sheet.count(win.steps_before, "steps-before", "b")
    after = sheet.count(win.steps_after, "steps-after", "a")
    return expression_of(perception.effort_saved(plain(before), plain(after)))


# ---- Loyalty and engagement -----------------------------------------------------------------


def _loyalty(sheet: Sheet, segment: Any) -> Expression | None:
    """The mean of attitude, scaled from 0 to 1, and repeat share; look at both, never only at the mean (T-LOY-1)."""
    loyalty = segment.loyalty
    if loyalty is None or loyalty.attitude is None or loyalty.repeat is None:
        return None
    attitude = (sheet.take(loyalty.attitude, "attitude", "a") - 1) / 6
    return (attitude + sheet.share(loyalty.repeat, "repeat", "b")) / 2


def _engagement(sheet: Sheet, segment: Any) -> Expression | None:
    """The mean of the marks that are said, each counted alike (T-ENG-1)."""
    engagement = segment.engagement
    if engagement is None:
        return None
    words = [("purchase", "P"), ("referral", "R"), ("influence", "I"), ("feedback", "F")]
    said = [sheet.take(getattr(engagement, word), word, sign) for word, sign in words if getattr(engagement, word)]
    return _mean([*said]) if said else None


def _good_contacts(sheet: Sheet, relationship: Any) -> Expression | None:
    """Contacts in a month times how customers find them, from −1 to 1 (T-LOY-3)."""
    if relationship.contacts is None or relationship.sentiment is None:
        return None
    contacts = sheet.count(relationship.contacts, "contacts", "n", per="month")
    sheet.unit = "per month"
    return contacts * sheet.take(relationship.sentiment, "sentiment", "s")


# ---- The five dimensions of service quality ---------------------------------------------------


def _service_gaps(sheet: Sheet, service: Any) -> list[tuple[Any, Expression]]:
    return [
        (each, sheet.take(each.perceived, f"perceived {each.dimension}", "P")
         - sheet.take(each.expected, f"expected {each.dimension}", "E"))
        for each in decided(service.qualities) if each.perceived is not None and each.expected is not None
    ]  # fmt: skip


def _service_gap(sheet: Sheet, service: Any) -> Expression | None:
    """Perceived less expected, weighed; fewer than five dimensions share the whole among them (C08)."""
    gaps = _service_gaps(sheet, service)
    if not gaps or all(each.weight is None for each, _ in gaps):
        return None
    missing = next((each for each, _ in gaps if each.weight is None), None)
    if missing is not None:
        raise Absent(f"`quality {missing.dimension}` of `{called(service)}` says nothing of `weight`", missing.here)
    weighed = [(sheet.share(each.weight, f"weight of {each.dimension}", "w"), gap) for each, gap in gaps]
    weights = total(weight for weight, _ in weighed)
    if least(sheet, weights) <= 0:
        raise Absent("the weights may make nothing", gaps[0][0].place("weight"))
    return total(weight * gap for weight, gap in weighed) / weights


def _plain_service_gap(sheet: Sheet, service: Any) -> Expression | None:
    gaps = _service_gaps(sheet, service)
    return _mean([gap for _, gap in gaps]) if gaps else None


KINDS = (
    Kind(name="expectation-gap", synonyms=("disconfirmation",), title="How much better it was than expected",
         group=GROUP, register=("C07",), theory=("T-SAT-1", "T-DYN-1"), of=("expectation",), unit="points", make=_gap),
    Kind(name="satisfaction-level", title="What that means", group=GROUP, register=("C07",), theory=("T-SAT-1",),
         of=("expectation",), unit="", make=_level),
    Kind(name="moment-gap", title="How much better single moments are than the whole", group=GROUP, register=(),
         theory=("T-SAT-2",), of=("segment",), unit="points", make=_moment_gap),
    Kind(name="csat", synonyms=("customer-satisfaction",), title="Customers who are satisfied", group=GROUP,
         register=("C09",), theory=("T-MEA-4", "T-SAT-3"), of=_METRIC, unit="share", make=_csat),
    Kind(name="nps", synonyms=("net-promoter-score",), title="Who would recommend it, less who would not", group=GROUP,
         register=("C10",), theory=("T-MEA-4", "T-SAT-3", "T-BEN-2"), of=_METRIC, unit="points", make=_nps),
    Kind(name="effort-score", synonyms=("ces",), title="How much trouble it was", group=GROUP, register=("C11",),
         theory=("T-MEA-4", "T-SAT-3", "T-SAT-6"), of=_METRIC, unit="points", make=_effort_score),
    Kind(name="easy-share", title="Customers who found it easy", group=GROUP, register=("C11",),
         theory=("T-MEA-4", "T-SAT-6"), of=_METRIC, unit="share", make=_easy_share),
    Kind(name="referral-rate", title="Customers who came through others", group=GROUP, register=(),
         theory=("T-BEN-2", "T-SVC-9"), of=_METRIC, unit="share", make=_referral),
    Kind(name="gap-to-aim", title="What is missing to the aim", group=GROUP, register=(), theory=("T-MEA-1",),
         of=_METRIC, unit="points", make=_gap_to_aim),
    Kind(name="progress", title="How much of the aim is reached", group=GROUP, register=(), theory=("T-MEA-1",),
         of=_METRIC, unit="share", make=_progress),
    Kind(name="renewal-rate", title="Contracts that were renewed", group=GROUP, register=("C29",),
         theory=("T-CEN-2",), of=("win-win",), unit="share", make=_renewals),
    Kind(name="effort-saved", title="How much less trouble it is", group=GROUP, register=("C29",), theory=("T-CEN-2",),
         of=("win-win",), unit="share", make=_effort_change),
    Kind(name="loyalty-index", title="How loyal customers are in mind and in deed", group=GROUP, register=(),
         theory=("T-LOY-1",), of=("segment",), unit="share", make=_loyalty),
    Kind(name="engagement-score", title="How much they do beyond buying", group=GROUP, register=(),
         theory=("T-ENG-1",), of=("segment",), unit="points", make=_engagement),
    Kind(name="good-contacts", title="How often they meet you, and how they like it", group=GROUP, register=(),
         theory=("T-LOY-3",), of=("relationship",), unit="count", make=_good_contacts),
    Kind(name="service-gap", title="How much better service is than expected, weighed",
         group="How well it is served", register=("C08",), theory=("T-SVC-12",), of=("service",), unit="points",
         make=_service_gap),
    Kind(name="plain-service-gap", title="The same, each dimension counted alike",
         group="How well it is served", register=("C08",), theory=("T-SVC-12",), of=("service",), unit="points",
         make=_plain_service_gap),
)  # fmt: skip
