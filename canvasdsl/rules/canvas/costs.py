"""Why costs exist: each has an origin (T-BMC-10), claims of scale hold (T-BMC-9), and support runs in no circle."""

from collections.abc import Iterator
from typing import Any

from canvasdsl.diagnostics import Related, Severity
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.means import Activity, Resource
from canvasdsl.model.relationships import Relationship
from canvasdsl.rules.parts import decided, declared, type_at
from canvasdsl.rules.rule import Finding, Rule

__all__ = ["RULES"]

_HUMAN = ("personal-assistance", "dedicated")
_SCALING = frozenset(("self-service", "automated", "community", "co-creation"))
_SHOWN = 6


def _without_origin(canvas: Canvas) -> Iterator[Finding]:
    for cost in decided(canvas.costs):
        if not cost.causes:
            yield Finding(
                about=cost,
                message=f"nothing in the model causes the cost `{cost.name}`",
                help="say what it is spent on: `for …` with a resource, activity, relationship, channel or partner",
                absent=("for",),
            )


def _people_at_scale(canvas: Canvas) -> Iterator[Finding]:
    """Quiet where customers also help themselves or each other: that part of the relationship does scale."""
    for cost in decided(canvas.costs):
        if "scale" not in cost.economies:
            continue
        for cause in cost.causes:
            relationship = _relationship_behind(canvas, cause.cause.key) if cause.cause.kind else None
            if relationship is None:
                continue
            word = next((word for word in _HUMAN if word in relationship.type_words), None)
            if word is None or relationship.type_words & _SCALING:
                continue
            yield Finding(
                about=cost,
                message=f"`{cost.name}` is said to have economies of scale, and `{relationship.name}` rests on people",
                help="say what makes each customer cheaper when there are more, or take `scale` out",
                span=cost.place("economies"),
                related=(Related(type_at(relationship, word), f"`{word}`: twice the customers take twice the people"),),
            )
            break


def _relationship_behind(canvas: Canvas, key: tuple[str, str]) -> Relationship | None:
    """The relationship that a cost is for, or that alone is supported by the people that it pays."""
    block = canvas.index.blocks.get(key)
    if isinstance(block, Relationship):
        return block
    if block is None or block.word != "resource" or block.type != "human" or len(block.supports) != 1:
        return None
    supported = canvas.index.blocks.get(block.supports[0].key)
    return supported if isinstance(supported, Relationship) else None


# ---- Circles of support -------------------------------------------------------


def _circle_of_support(canvas: Canvas) -> Iterator[Finding]:
    """Each circle once. What leads out of all circles is taken away, and each circle when it is found: it is linear."""
    means: tuple[Resource | Activity, ...] = (*canvas.resources, *canvas.activities)
    blocks = {block.key: block for block in means if block.key}
    ahead: dict[Any, list[Any]] = {key: [] for key in blocks}
    behind: dict[Any, list[Any]] = {key: [] for key in blocks}
    for key, block in blocks.items():
        for reference in block.supports:
            if reference.key in blocks:
                ahead[key].append(reference.key)
                behind[reference.key].append(key)
    left = {key: len(keys) for key, keys in ahead.items()}

    def take_away(gone: list[Any]) -> None:
        while gone:
            key = gone.pop()
            if left.pop(key, None) is not None:
                for other in behind[key]:
                    if other in left:
                        left[other] -= 1
                        if not left[other]:
                            gone.append(other)

    take_away([key for key, count in left.items() if not count])
    onward = {key: iter(keys) for key, keys in ahead.items()}
    for start in blocks:
        path, place = [start], {start: 0}
        while path:
            at = path[-1]
            if at not in left:
                del place[path.pop()]
                continue
            step = next(key for key in onward[at] if key in left)
            if step not in place:
                place[step] = len(path)
                path.append(step)
                continue
            circle = path[place[step] :]
            yield _circle([blocks[key] for key in circle])
            take_away(circle)


def _circle(circle: list[Any]) -> Finding:
    first = min(circle, key=lambda block: (block.file, block.item.start))
    place = circle.index(first)
    ring = circle[place:] + circle[:place]
    chain = ", which supports ".join(f"`{block.name}`" for block in (*ring[1:_SHOWN], ring[0]))
    return Finding(
        about=first,
        message=f"`{first.name}` supports " + (chain if len(ring) > 1 else "itself"),
        help="let one of them support what customers get: a proposition, channel, relationship or revenue",
        span=first.place("supports"),
        related=tuple(declared(block, "a part of the circle") for block in ring[1:_SHOWN]),
    )


RULES = (
    Rule(
        code="BMC351",
        name="cost-without-origin",
        severity=Severity.WARNING,
        summary="A cost says nothing about what causes it",
        why="If you don't know why a cost exists, you can't judge whether it is worth paying.",
        theory=("T-BMC-10", "T-BMC-9"),
        register=(),
        check=_without_origin,
    ),
    Rule(
        code="BMC352",
        name="people-with-economies-of-scale",
        severity=Severity.HINT,
        summary="A relationship that rests on people is said to get cheaper with size",
        why="One person can look after only so many customers; twice the customers need about twice the people.",
        theory=("T-BMC-9",),
        register=(),
        check=_people_at_scale,
    ),
    Rule(
        code="BMC361",
        name="circle-of-support",
        severity=Severity.WARNING,
        summary="Resources and activities support each other in a circle",
        why="A circle that reaches no customer explains nothing: each part is there only for the others.",
        theory=("T-BMC-10",),
        register=(),
        check=_circle_of_support,
    ),
)
