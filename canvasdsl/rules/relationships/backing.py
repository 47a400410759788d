"""What stands behind a relationship with people: cost, resource, activity (R15), a channel to a person (T-REL-3)."""

from collections.abc import Iterator
from itertools import islice

from canvasdsl.diagnostics import Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.entities import Reference
from canvasdsl.model.reach import Channel
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import called, decided, declared, listed, naming, quoted, says_more, type_at
from canvasdsl.rules.rule import Finding, Rule
from canvasdsl.rules.together import is_detailed

__all__ = ["RULES"]

_HUMAN = ("personal-assistance", "dedicated")
_WORK = (*_HUMAN, "community", "co-creation")
"""Types that are work: somebody helps, hosts or takes up what customers contribute."""
_WITHOUT_PEOPLE = frozenset(("web-sales", "app", "kiosk", "marketplace"))
"""Types of channel in which a customer meets no person."""
_FEW = 3
"""So many activities are named in a message."""
_MEANS = ("resource", "activity")
_PEOPLE = ("party", "partner")


def _without_means(canvas: Canvas) -> Iterator[Finding]:
    """Speaks once a relationship is described in more detail, or some means of the model stand behind one."""
    linked = _some_are_linked(canvas)
    for relationship in decided(canvas.relationships):
        work = [word for word in _WORK if word in relationship.type_words]
        if not work or not (linked or says_more(relationship)):
            continue
        resources, activities = _means(canvas, relationship)
        missing = []
        if not _is_paid(canvas, relationship, resources + activities):
            missing.append(("cost", "nobody pays for it", f"`cost … {{ for {called(relationship)} }}`"))
        missing += _missing_resource(canvas, relationship, resources)
        if not activities:
            missing.append(("activity", "no activity keeps it going", _activity_for(canvas, relationship)))
        if len(missing) == 1 and not (is_detailed(relationship) or relationship.purposes):
            continue  # of one that is told in a line, two of the three are enough
        if missing:
            words, lacks, lines = zip(*missing, strict=True)
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is {quoted(work)}: {listed(lacks)}",
                help=f"show what stands behind it: {listed(lines)}",
                span=type_at(relationship, work[0]),
                absent=(*words, "supports", "for", "staff", "host", "kept-by", "used-in", "knowledge-base", "rep-cost"),
            )


def _activity_for(canvas: Canvas, relationship: Relationship) -> str:
    """The line that shows an activity behind it; of those that the model has, one may be the one."""
    line = f"`activity … {{ supports {called(relationship)} }}`"
    named = (called(activity) for activity in decided(canvas.activities) if activity.key)
    activities = list(islice(named, _FEW + 1))
    if not activities:
        return line
    some = quoted(activities, "or") if len(activities) <= _FEW else "one of your activities"
    return f"{line}, or add `{called(relationship)}` to `supports` of {some}"


def _some_are_linked(canvas: Canvas) -> bool:
    """Whether a resource, activity or cost of the model says that it is for a relationship."""
    return any(
        link.holder is not None and link.holder.word in ("resource", "activity", "cost")
        for relationship in canvas.relationships if relationship.key
        for link in canvas.index.links_to.get(relationship.key, ())
    )  # fmt: skip


def _means(canvas: Canvas, relationship: Relationship) -> tuple[list[Reference], list[Reference]]:
    """The resources and activities that say that they support it, and those that it names itself."""
    keys: dict[tuple[str, str], Reference] = {}
    for word in _MEANS:
        for block in naming(canvas, relationship, word, "supports"):
            keys[block.key] = Reference(block.word, block.key[1], block.here)
    for link in canvas.index.links_from.get(relationship.key, ()) if relationship.key else ():
        if link.word != "owner" and link.reference.kind in (*_MEANS, *_PEOPLE):
            keys.setdefault(link.reference.key, link.reference)
    found = list(keys.values())
    return [each for each in found if each.kind != "activity"], [each for each in found if each.kind == "activity"]


def _missing_resource(
    canvas: Canvas, relationship: Relationship, resources: list[Reference]
) -> list[tuple[str, str, str]]:
    """What is wrong with its resources: there is none, or none is a person where people help."""
    line = f"`resource … {{ supports {called(relationship)} }}`"
    if not resources and not _named_people(relationship):
        return [("resource", "no resource is there for it", line)]
    human = any(each.kind in _PEOPLE or canvas[each].type in (None, "human") for each in resources)
    if "personal-assistance" in relationship.type_words and not human and not _named_people(relationship):
        line = f"`resource … {{ type human; supports {called(relationship)} }}`"
        return [("resource", "no person is among its resources", line)]
    return []


def _named_people(relationship: Relationship) -> bool:
    """Whether it says in words who helps or hosts."""
    help, community = relationship.personal_assistance, relationship.community
    hosted = community is not None and community.host is not None
    return hosted or any(each is not None and bool(each.staff) for each in (help, relationship.dedicated))


def _is_paid(canvas: Canvas, relationship: Relationship, means: list[Reference]) -> bool:
    """Whether a cost is for it, for one of its means, or for a channel that it runs through."""
    dedicated = relationship.dedicated
    if relationship.cost is not None or (dedicated is not None and dedicated.rep_cost is not None):
        return True
    if any(naming(canvas, relationship, "cost", "for")):
        return True
    blocks = [canvas[each] for each in (*means, *_own_channels(relationship))]
    blocks += [canvas[each] for block in blocks if block.word == "party" for each in block.enabled_by if each.kind]
    return any(any(naming(canvas, block, "cost", "for")) for block in blocks)


# ---- T-REL-3: a channel to a person ------------------------------------------


def _no_person_to_meet(canvas: Canvas) -> Iterator[Finding]:
    """Speaks when the types of all its channels are known."""
    for relationship in decided(canvas.relationships):
        if "personal-assistance" not in relationship.type_words:
            continue
        channels = _channels(canvas, relationship)
        if channels and all(channel.type in _WITHOUT_PEOPLE for channel in channels):
            yield Finding(
                about=relationship,
                message=f"`{relationship.name}` is personal assistance, and through "
                f"{quoted(channel.name for channel in channels[:4])} nobody meets a person",
                help="name a channel with people in it, such as one of the type `phone` or `own-store`: `via …`",
                span=type_at(relationship, "personal-assistance"),
                related=tuple(declared(channel, f"`type {channel.type}`") for channel in channels[:4]),
                absent=("channel", "via", "reaches", "type", "support"),
            )  # fmt: skip


def _channels(canvas: Canvas, relationship: Relationship) -> list[Channel]:
    """The channels that it runs through: its own, else those that reach its segments."""
    named = _own_channels(relationship)
    if named:
        return [canvas[each] for each in {each.key: each for each in named}.values()]
    found = {}
    for each in relationship.segments:
        if each.segment.kind:
            for channel in naming(canvas, canvas[each.segment], "channel", "reaches"):
                found[channel.key] = channel
    return list(found.values())


def _own_channels(relationship: Relationship) -> list[Reference]:
    own = list(relationship.via)
    if relationship.personal_assistance is not None:
        own += relationship.personal_assistance.via
    if relationship.support is not None:
        own += relationship.support.channels
    return [each for each in own if each.kind]


RULES = (
    Rule(
        code="REL201",
        name="relationship-without-means",
        severity=Severity.WARNING,
        summary="A relationship with people has no cost, resource or activity behind it",
        why="People who help, host or listen cost money and time: if nothing pays for them, the relationship will "
        "not happen.",
        theory=("T-BMC-4", "T-BMC-9", "T-REL-3", "T-BMC-7"),
        register=("R15",),
        check=_without_means,
    ),
    Rule(
        code="REL202",
        name="no-person-to-meet",
        severity=Severity.WARNING,
        summary="Personal assistance has no channel in which a customer meets a person",
        why="Help by people needs a place where people are: a counter, a telephone, a chat.",
        theory=("T-REL-3",),
        register=(),
        check=_no_person_to_meet,
    ),
)
