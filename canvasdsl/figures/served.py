"""How well customers are served: in time, at once, by people who can, without a contact, and heard.

C39 and the shares and times of parts 5, 6, 8 and 11 of the theory.
"""

from fractions import Fraction
from typing import Any

from canvasdsl.figures.blocks import decided, named
from canvasdsl.figures.expression import Expression
from canvasdsl.figures.figure import Kind
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.quantities import Quantity

__all__ = ["GROUP", "KINDS"]

GROUP = "How well it is served"
_SERVICE, _RELATIONSHIP, _FEEDBACK = ("service",), ("relationship",), ("feedback",)


def _said(sheet: Sheet, said: Quantity | None, name: str, sign: str) -> Expression | None:
    """A share as it is said."""
    return None if said is None else sheet.share(said, name, sign)


def _length(sheet: Sheet, said: Quantity | None, name: str) -> Expression | None:
    """A length of time in the unit in which it is said."""
    if said is None:
        return None
    sheet.unit = said.unit
    return sheet.take(said, name, "t")


def _of_those(sheet: Sheet, some: Quantity | None, whole: Quantity | None, names: tuple[str, str]) -> Expression | None:
    """A part of a whole, both as they are counted, in one period."""
    if some is None or whole is None:
        return None
    counted = sheet.count(some, names[0], "n")
    return counted / sheet.count(whole, names[1], "N", per=some.period)


# ---- Services ---------------------------------------------------------------------------


def _in_time(sheet: Sheet, task: Any) -> Expression | None:
    return _said(sheet, task.attained, "attained", "a")


def _at_once(sheet: Sheet, task: Any) -> Expression | None:
    return _said(sheet, task.solved_first, "solved-first", "f")


def _skills(sheet: Sheet, block: Any) -> Expression | None:
    """Of the skills that are named, those at the level of the threshold or above; a range counts with its low end."""
    named_ones = [each for each in block.skills if each.level is not None]
    if not named_ones:
        return None
    there = sum(each.level.low >= sheet.canvas.threshold("skill-level") for each in named_ones)
    return sheet.number(there) / sheet.number(len(named_ones))


def _consistency(sheet: Sheet, service: Any) -> Expression | None:
    return _said(sheet, service.consistency, "consistency", "c")


def _variance(sheet: Sheet, service: Any) -> Expression | None:
    if service.deviation is None:
        return None
    return sheet.take(service.deviation, "deviation", "σ") ** 2


def _answer_time(sheet: Sheet, block: Any) -> Expression | None:
    said = block.within if block.word == "habit" else block.answer_within
    return _length(sheet, said, "within" if block.word == "habit" else "answer-within")


def _supported(sheet: Sheet, _: Any) -> Expression | None:
    """Segments that can reach somebody for help, of all: by `support`, or a channel that covers after-sales."""
    canvas = sheet.canvas
    supported = [each for each in decided(canvas.relationships) if each.support is not None]
    helping = [each for each in decided(canvas.channels) if "after-sales" in each.phases]
    if not supported and not helping:
        return None
    found = {
        one.key for each in supported for one in named(canvas, (part.segment for part in each.segments))
    } | {one.key for each in helping for one in named(canvas, (part.segment for part in each.reaches))}  # fmt: skip
    segments = decided(canvas.segments)
    return sheet.number(sum(each.key in found for each in segments)) / sheet.number(len(segments)) if segments else None


# ---- Helping oneself and each other -------------------------------------------------------


def _deflected(sheet: Sheet, block: Any) -> Expression | None:
    return _of_those(sheet, block.solved, block.issues, ("solved", "issues"))


def _active(sheet: Sheet, community: Any) -> Expression | None:
    return _said(sheet, community.active, "active-members", "a")


def _answered_by_members(sheet: Sheet, community: Any) -> Expression | None:
    return _said(sheet, community.answered, "answered-by-members", "a")


# ---- Practices -----------------------------------------------------------------------------


def _recognised(sheet: Sheet, practice: Any) -> Expression | None:
    return _said(sheet, practice.recognised, "recognised", "a")


def _within_standard(sheet: Sheet, practice: Any) -> Expression | None:
    return _said(sheet, practice.within_standard, "within-standard", "a")


def _told_before(sheet: Sheet, relationship: Any) -> Expression | None:
    """Of the terms that are told with their moment, those told before the purchase."""
    told = [each for each in relationship.discloses if each.moment is not None]
    if not told:
        return None
    return sheet.number(sum(each.moment == "before" for each in told)) / sheet.number(len(told))


def _contact_frequency(sheet: Sheet, relationship: Any) -> Expression | None:
    if relationship.contacts is None:
        return None
    sheet.unit = "per month"
    return sheet.count(relationship.contacts, "contacts", "n", per="month")


# ---- Feedback --------------------------------------------------------------------------------


def _responded(sheet: Sheet, feedback: Any) -> Expression | None:
    return _of_those(sheet, feedback.answered, feedback.asked, ("answered", "asked"))


def _closed(sheet: Sheet, feedback: Any) -> Expression | None:
    return _of_those(sheet, feedback.closed, feedback.answered, ("closed", "answered"))


def _closing_time(sheet: Sheet, feedback: Any) -> Expression | None:
    return _length(sheet, feedback.acts_within, "acts-within")


def _handled(sheet: Sheet, force: Any) -> Expression | None:
    """How many more contacts are handled than before, as a share."""
    if force.before is None or force.after is None:
        return None
    before = sheet.count(force.before, "before", "b")
    return sheet.count(force.after, "after", "a", per=force.before.period) / before - Fraction(1)


KINDS = (
    Kind(name="sla-attainment", title="Cases done within the time", group=GROUP, register=("C39",),
         theory=("T-SVC-4",), of=("task",), unit="share", make=_in_time),
    Kind(name="first-contact-resolution", synonyms=("fcr",), title="Cases solved at the first contact", group=GROUP,
         register=("C39",), theory=("T-SVC-4",), of=("task",), unit="share", make=_at_once),
    Kind(name="skill-coverage", title="Skills that are there, of those that are named", group=GROUP,
         register=("C39",), theory=("T-SVC-7",), of=("service", "party", "resource"), unit="share", make=_skills),
    Kind(name="support-coverage", title="Segments that can reach somebody for help", group=GROUP, register=("C39",),
         theory=("T-STR-4",), of=(), unit="share", make=_supported),
    Kind(name="service-consistency", title="Contacts that meet the standard", group=GROUP, register=(),
         theory=("T-SVC-8", "T-LT-2"), of=_SERVICE, unit="share", make=_consistency),
    Kind(name="rating-variance", title="How much ratings vary", group=GROUP, register=(),
         theory=("T-SVC-8", "T-LT-2"), of=_SERVICE, unit="points", make=_variance),
    Kind(name="answer-time", title="How long an answer takes", group=GROUP, register=(), theory=("T-SVC-9",),
         of=("habit", "support", "channel"), unit="periods", make=_answer_time),
    Kind(name="deflection-rate", title="Questions solved without a contact", group=GROUP, register=(),
         theory=("T-REL-5",), of=("self-service",), unit="share", make=_deflected),
    Kind(name="active-members", title="Members who take part", group=GROUP, register=(), theory=("T-REL-7",),
         of=("community",), unit="share", make=_active),
    Kind(name="peer-answers", title="Questions that members answer each other", group=GROUP, register=(),
         theory=("T-REL-7",), of=("community",), unit="share", make=_answered_by_members),
    Kind(name="recognised-contacts", title="Contacts in which the customer is recognised", group=GROUP, register=(),
         theory=("T-LT-1",), of=("practice",), unit="share", make=_recognised),
    Kind(name="within-standard", title="Contacts within the standard", group=GROUP, register=(), theory=("T-LT-2",),
         of=("practice",), unit="share", make=_within_standard),
    Kind(name="told-before", title="Terms that customers know before they buy", group=GROUP, register=(),
         theory=("T-LT-3",), of=_RELATIONSHIP, unit="share", make=_told_before),
    Kind(name="contact-frequency", title="How often one customer and you are in touch", group=GROUP, register=(),
         theory=("T-REL-0",), of=_RELATIONSHIP, unit="count", make=_contact_frequency),
    Kind(name="response-rate", title="Those who answered, of those who were asked", group=GROUP, register=(),
         theory=("T-STR-3",), of=_FEEDBACK, unit="share", make=_responded),
    Kind(name="closed-loop-rate", title="Those who heard what came of it", group=GROUP, register=(),
         theory=("T-STR-3", "T-LT-4"), of=_FEEDBACK, unit="share", make=_closed),
    Kind(name="closing-time", synonyms=("cycle-time",), title="How long it takes until something is done", group=GROUP,
         register=(), theory=("T-STR-3", "T-LT-4", "T-DYN-4"), of=_FEEDBACK, unit="periods", make=_closing_time),
    Kind(name="handling-gain", title="How many more contacts are handled than before", group=GROUP, register=(),
         theory=("T-DYN-3",), of=("force",), unit="share", make=_handled),
)  # fmt: skip
