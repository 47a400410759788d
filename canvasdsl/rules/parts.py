"""What several rules ask of a model, and how they say it: who is decided, who names whom, who pays, which sides."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from canvasdsl.diagnostics import Edit, Fix, Related
from canvasdsl.model.canvas import Canvas
from canvasdsl.model.common import Block
from canvasdsl.model.customers import Segment
from canvasdsl.model.entities import Entity
from canvasdsl.model.parties import Party
from canvasdsl.model.quantities import Quantity
from canvasdsl.model.relationships import Relationship
from canvasdsl.source import Span

__all__ = [
    "adding", "called", "decided", "declared", "is_multi_sided", "is_one_off", "is_repeated", "listed",
    "multi_sided_at", "naming", "once", "only_transactional", "quoted", "relationships_with", "revenues_from",
    "says_more", "sides", "type_at",
]  # fmt: skip

_Block = TypeVar("_Block", bound=Block)
_Made = TypeVar("_Made")
_About = ParamSpec("_About")
_STAYING = frozenset(("long-term", "dedicated", "community", "co-creation", "switching-cost"))
"""The types of relationship that give a customer a reason to stay."""


# ---- Saying ----------------------------------------------------------------


def called(block: Any) -> str:
    """How a reference writes a block: its id, else its title in quotes."""
    return block.id or (f'"{block.title}"' if block.title else "…")


def quoted(names: Iterable[str], last: str = "and") -> str:
    """Names in backticks: `` `a`, `b` and `c` ``."""
    return listed([f"`{name}`" for name in names], last)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words in a row: `a, b and c`."""
    *before, final = words
    return f"{', '.join(before)} {last} {final}" if before else final


def declared(block: Entity, message: str = "declared here") -> Related:
    """A block as the other party of a finding."""
    return Related(block.here, message)


def adding(block: Entity, line: str, why: str) -> Fix | None:
    """The mend that adds one property to a block, where its braces can be trusted."""
    item = block.item
    inside = item.items
    if item.broken or any(each.broken for each in inside or ()):
        return None
    if inside is None:
        edit = Edit(Span(block.file, item.head_end, item.head_end), f" {{ {line} }}")
    elif inside:
        edit = Edit(Span(block.file, inside[-1].end, inside[-1].end), f"; {line}")
    else:
        edit = Edit(Span(block.file, item.end - 1, item.end - 1), f" {line} ")
    return Fix(f"add `{line}`: {why}", (edit,))


# ---- Asking ----------------------------------------------------------------


def once(
    make: Callable[Concatenate[Canvas, _About], _Made],
) -> Callable[Concatenate[Canvas, _About], _Made]:
    """A question about a model, or a block of it, that is worked out once however many rules ask; nobody may change the
    answer. Blocks are told apart by identity: they live as long as the Canvas that keeps the answers."""

    def asked(canvas: Canvas, /, *about: _About.args, **options: _About.kwargs) -> _Made:
        return canvas.index.kept((make, *map(id, about), *options.items()), lambda: make(canvas, *about, **options))

    update_wrapper(asked, make)
    return asked


def decided(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The blocks that are more than an idea: advice about details is for them alone."""
    return (block for block in blocks if not block.is_idea)


def naming(canvas: Canvas, block: Entity, kind: str, word: str) -> tuple[Any, ...]:
    """The blocks of `kind` that name `block` in their property `word`, each once; ideas count as intended."""
    return canvas.index.naming(block.key, kind, word) if block.key else ()


def relationships_with(canvas: Canvas, segment: Entity) -> tuple[Relationship, ...]:
    """The relationships with a segment, or with one plan of it."""
    return naming(canvas, segment, "relationship", "with")


def revenues_from(canvas: Canvas, payer: Entity) -> tuple[Any, ...]:
    """The revenue that a segment or party pays."""
    return naming(canvas, payer, "revenue", "from")


_BASIC = frozenset((
    "id", "title", "segments", "types", "via", "notes", "status", "owner", "importance", "source", "claims",
    "established",
))  # fmt: skip
_WORDS = frozenset(field.attribute for field in Relationship.fields)


def says_more(relationship: Relationship, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether a relationship says more than with whom, of which type and through what; `but` does not count."""
    plain = _BASIC | but
    return any(
        value not in (None, ()) and name not in plain and name in _WORDS for name, value in vars(relationship).items()
    )


def type_at(relationship: Relationship, word: str) -> Span:
    """Where a relationship says that it is of a type."""
    for type in relationship.types:
        if word in (type.type, type.like):
            return type.here
    detail = getattr(relationship, word.replace("-", "_"), None)
    return detail.here if isinstance(detail, Entity) else relationship.here


def only_transactional(relationship: Relationship) -> bool:
    """Whether it is transactional and nothing in it gives a reason to stay; a type without known axes may be one."""
    words = relationship.type_words
    if "transactional" not in words or words & _STAYING:
        return False
    return not any(type.type == "custom" and not type.like for type in relationship.types)


@once
def is_one_off(canvas: Canvas, payer: Entity) -> bool:
    """Whether all that a payer pays is said to be paid once, and nothing says that they come again."""
    streams = [revenue for revenue in revenues_from(canvas, payer) if not revenue.is_idea]
    if not streams or (isinstance(payer, Segment) and payer.buys_every is not None):
        return False
    return all(revenue.recurrence == "one-off" and not is_repeated(revenue.volume) for revenue in streams)


def is_repeated(volume: Quantity | None) -> bool:
    """Whether a volume counts what one customer buys in each period: `18 cups per month per customer`."""
    return volume is not None and volume.period is not None and len(volume.per) > 1


# ---- Sides of a platform ----------------------------------------------------


@once
def multi_sided_at(canvas: Canvas) -> tuple[Entity, Span] | None:
    """The block that declares the model multi-sided, and where; `None` if none does."""
    heading = canvas.heading
    if heading is not None and heading.type == "multi-sided":
        return heading, heading.place("type")
    if heading is not None and "multi-sided-platform" in heading.patterns:
        return heading, heading.place("pattern")
    for segment in decided(canvas.segments):
        if segment.type == "multi-sided":
            return segment, segment.place("type")
        if segment.side:
            return segment, segment.place("side")
        if segment.attracts:
            return segment, segment.place("attracts")
    return None


def is_multi_sided(canvas: Canvas) -> bool:
    """Whether the model, or a segment, says that it is multi-sided."""
    return multi_sided_at(canvas) is not None


@once
def sides(canvas: Canvas) -> Sequence[Segment | Party]:
    """The sides of a multi-sided model: the segments that say so, else all; where they are too few, parties that are
    offered something or pay."""
    segments = list(decided(canvas.segments))
    attracted = {effect.segment.key for segment in segments for effect in segment.attracts}
    found: list[Segment | Party] = [
        segment for segment in segments
        if segment.type == "multi-sided" or segment.side or segment.attracts or segment.key in attracted
    ]  # fmt: skip
    if len(found) < 2:
        found = list(segments)
    if len(found) < 2:
        for party in decided(canvas.parties):
            if any(naming(canvas, party, "proposition", "for")) or revenues_from(canvas, party):
                found.append(party)
    return found
