"""What ties customers, and how far relationships go (D15): stairs of bonds, and the grid of levels that fit."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from canvasdsl.figures.blocks import decided
from canvasdsl.figures.closeness import BONDS, standing_of
from canvasdsl.figures.levels import recommended_levels, steps_off
from canvasdsl.figures.sheet import Sheet
from canvasdsl.model.entities import Reference
from canvasdsl.views.drawing import Datasheet, Drawing
from canvasdsl.views.kit.grids import Cell, Row, table
from canvasdsl.views.kit.paper import Badge, Paper, Said, badge_of, bold, capital, field_of, stack
from canvasdsl.views.subject import Subject, Undrawn, View

__all__ = ["VIEW", "Placed", "placed_in"]

_SIZES = ("few", "medium", "many")
_MARGINS = ("high", "medium", "low")
_RISE = 24.0
_FAR = 2
"""From so many steps off the grid on, the title speaks of it (R16)."""


@attrs.frozen(kw_only=True)
class Placed:
    """A relationship on the grid: how many customers and which margin it has, the levels that fit, and how many steps
    its own level lies above them (below them the number is negative; `None` where it has none)."""

    relationship: Any
    size: str
    margin: str
    fits: tuple[str, ...]
    off: int | None


def placed_in(subject: Subject) -> tuple[Placed, ...]:
    """The relationships of which number and margin of customers are known, in the order of the file."""
    canvas = subject.canvas
    few, many = canvas.threshold("few-customers"), canvas.threshold("many-customers")
    found = []
    for relationship in decided(canvas.relationships):
        standing = standing_of(Sheet(canvas), relationship)
        if standing is None:
            continue
        _, customers, margin = standing
        size = "few" if customers.value <= few else "many" if customers.value >= many else "medium"
        fits = recommended_levels(customers.value, margin, few=few, many=many)
        off = steps_off(relationship.level, fits) if relationship.level else None
        found.append(Placed(relationship=relationship, size=size, margin=margin, fits=fits, off=off))
    return tuple(found)


# ---- Drawing ------------------------------------------------------------------------


def _make(subject: Subject) -> Drawing:
    relationships = subject.canvas.relationships
    placed = placed_in(subject)
    bonds = [(each, bond) for each in relationships for bond in each.bonds]
    if not bonds and not placed:
        raise Undrawn(subject.words("bonds.needs"))
    paper = Paper()
    y = 0.0
    if bonds:
        y = _stairs(paper, subject, bonds)
    if placed:
        if bonds:
            y = stack(paper, 0, y + 18, paper.width, [bold(subject.words("bonds.grid"))]) + 2
        y = _grid(paper, subject, placed, y)
        left = [each for each in relationships if not any(each is one.relationship for one in placed)]
        if left:
            names = subject.say.join(subject.say.shortened([each.name for each in left]))
            paper.texts += [(field_of(each), each.name) for each in left]
            stack(paper, 0, y + 6, paper.width, [Said(subject.words("bonds.unplaced", names=names), tone="faint")])
    return subject.drawing("bonds", paper, title=_title(subject, bonds, placed), texts=paper.authors,
                           description=_description(subject, bonds, placed),
                           table=_table(subject, bonds, placed))  # fmt: skip


def _stairs(paper: Paper, subject: Subject, bonds: list[tuple[Any, Any]]) -> float:
    """A step for each kind of bond, the higher the harder to copy; what ties stands below its tread."""
    wide = paper.width / len(BONDS)
    treads: list[tuple[float, float]] = []
    bottom = 0.0
    for number, word in enumerate(BONDS):
        top = (len(BONDS) - 1 - number) * _RISE
        treads += [(number * wide, top), ((number + 1) * wide, top)]
        level = subject.words("bonds.level", number=subject.say.whole(number + 1),
                              name=capital(subject.say.choice("bond", word)))  # fmt: skip
        parts = [bold(level), *_bonds(subject, [pair for pair in bonds if pair[1].type == word])]
        bottom = max(bottom, stack(paper, number * wide + 5, top + 3, wide - 12, parts))
    paper.line(*treads, tone="ink", width=1.3)
    return bottom


def _bonds(subject: Subject, bonds: list[tuple[Any, Any]]) -> Iterator[Said]:
    if not bonds:
        yield Said(subject.words("bonds.none"), tone="faint")
    for relationship, bond in bonds:
        text = bond.text or subject.words("bonds.unsaid")
        text = subject.words("bonds.idea", text=text) if bond.is_idea or relationship.is_idea else text
        yield Said(text, field_of(relationship) if bond.text else "", badges=_badges(subject, relationship), above=2)
        if bond.exit:
            yield Said(subject.words("bonds.exit", text=bond.exit), field_of(relationship), tone="soft")


def _badges(subject: Subject, relationship: Any) -> tuple[Badge, ...]:
    keys = [each.segment.key for each in relationship.segments]
    numbers = [number for number, segment in enumerate(subject.canvas.segments) if segment.key in keys]
    return tuple(map(badge_of, numbers[:2]))


def _grid(paper: Paper, subject: Subject, placed: tuple[Placed, ...], y: float) -> float:
    """Which level fits, by how many customers there are and what each sale leaves; and who stands there."""
    limits = {"few": "few-customers", "many": "many-customers"}
    heads = [Cell()]
    for size in _SIZES:
        number = subject.say.number(subject.canvas.threshold(limits[size]).normalize()) if size in limits else ""
        heads.append(Cell((Said(subject.words(f"bonds.{size}", number=number), tone="soft"),)))
    rows = []
    for margin in _MARGINS:
        name = subject.words("bonds.margin", margin=subject.say.choice("margin class", margin))
        cells = [Cell((Said(name, tone="soft"),))]
        for at, size in enumerate(_SIZES):
            fits = recommended_levels(Decimal(at), margin, few=Decimal(0), many=Decimal(2))
            here = [each for each in placed if (each.size, each.margin) == (size, margin)]
            cells.append(Cell((Said(_levels(subject, fits), tone="ink" if here else "faint"),
                               *(part for each in here for part in _standing(subject, each))),
                              fill="wash" if here else ""))  # fmt: skip
        rows.append(Row(cells=tuple(cells)))
    side = 64.0
    return table(paper, y, heads, rows, widths=(side, *[(paper.width - side) / 3] * 3))


def _standing(subject: Subject, each: Placed) -> Iterator[Said]:
    """A relationship, how its level compares, and with which tools it is built."""
    relationship, say = each.relationship, subject.say
    yield bold(relationship.name, field_of(relationship), badges=_badges(subject, relationship), above=3)
    if each.off is None:
        yield Said(subject.words("bonds.no_level"), tone="soft")
    else:
        key = "fits" if each.off == 0 else "above" if each.off > 0 else "below"
        level = say.choice("level", relationship.level)
        words = (subject.words("bonds.fits", level=level) if key == "fits" else
                 subject.counted(f"bonds.{key}", abs(each.off), level=level))  # fmt: skip
        far = abs(each.off) >= _FAR
        yield Said(words, tone="alarm" if far else "soft", sign="gap" if far else "")
    if relationship.tools:
        tools = [say.named(tool) if isinstance(tool, Reference) else say.choice("relationship tool", tool)
                 for tool in relationship.tools]  # fmt: skip
        yield Said(subject.words("bonds.tools", tools=say.join(tools)), field_of(relationship), tone="soft")


def _levels(subject: Subject, levels: tuple[str, ...]) -> str:
    words = [subject.say.choice("level", level) for level in levels]
    return words[0] if len(words) == 1 else subject.words("bonds.either", first=words[0], second=words[1])


def _title(subject: Subject, bonds: list[tuple[Any, Any]], placed: tuple[Placed, ...]) -> str:
    far = max((each for each in placed if abs(each.off or 0) >= _FAR), key=lambda each: abs(each.off or 0),
              default=None)  # fmt: skip
    if far is not None:
        level = subject.say.choice("level", far.relationship.level)
        return subject.words("bonds.title_far", name=far.relationship.name, level=level,
                             fits=_levels(subject, far.fits))  # fmt: skip
    tied = [(relationship, bond) for relationship, bond in bonds if not bond.is_idea and not relationship.is_idea]
    if not tied:
        return subject.words("bonds.title")
    if all(bond.type == "financial" for _, bond in tied):
        return subject.words("bonds.title_financial")
    relationship, bond = max(tied, key=lambda pair: BONDS[pair[1].type])
    return subject.words("bonds.title_highest", bond=subject.say.choice("bond", bond.type), name=relationship.name)


def _description(subject: Subject, bonds: list[tuple[Any, Any]], placed: tuple[Placed, ...]) -> str:
    say = subject.say
    parts = []
    if bonds:
        parts.append(subject.words("bonds.description_stairs"))
        kinds = [word for word in BONDS if any(bond.type == word for _, bond in bonds)]
        parts.append(subject.words("bonds.there", kinds=say.join([say.choice("bond", word) for word in kinds])))
    if placed:
        parts.append(subject.words("bonds.description_grid"))
        parts += [subject.words("bonds.fitting", name=each.relationship.name, fits=_levels(subject, each.fits))
                  for each in placed[:4]]  # fmt: skip
    return " ".join(parts)


def _table(subject: Subject, bonds: list[tuple[Any, Any]], placed: tuple[Placed, ...]) -> Datasheet:
    """A row for each relationship: its bonds, its level and the level that fits."""
    say = subject.say
    columns = tuple(subject.words(f"bonds.{key}") for key in ("relationship", "bonds", "declared", "fitting_level"))
    rows = []
    for relationship in subject.canvas.relationships:
        own = [capital(say.phrase(bond)) for each, bond in bonds if each is relationship]
        fits = next((_levels(subject, each.fits) for each in placed if each.relationship is relationship), "")
        level = say.choice("level", relationship.level) if relationship.level else ""
        if own or fits or level:
            rows.append((relationship.name, say.wording("brief.list.inside").join(own), level, fits))
    return Datasheet(columns=columns, rows=tuple(rows))


VIEW = View(name="bonds", register=("D15",), title="What ties customers, and which level of relationship fits",
            needs=("relationship", "bond"), make=_make)  # fmt: skip
